"""People and entries as integers, and the engine that holds them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from xueshi.kernel.paths import OrgPath
from xueshi.kernel.units import credit, half_days
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.lake.duck import Duck
from xueshi.lake.tables import entry_rows, member_rows, span_rows
from xueshi.rules.compile import NOT_FULL, UNKNOWN_ADMITTED, SpanKind
from xueshi.rules.facts import Affiliation, Entry, Form, OrganiserLevel, Person

A, B = OrgPath("县委/一支部"), OrgPath("县委/二支部")
MOVED = date(2025, 3, 1)
MOVER = Person(
    "p1",
    (Affiliation(A, Span(until=MOVED)), Affiliation(B, Span(MOVED))),
    admitted_on=date(2010, 7, 1),
    full_on=date(2011, 7, 1),
    secretary=(Span(date(2024, 1, 1), MOVED),),
    exempt=(Span(),),
)
UNKNOWN = Person("p2", (Affiliation(A, Span()),))


def test_members_are_numbered_in_the_order_given() -> None:
    assert list(member_rows([MOVER, UNKNOWN])) == [
        (0, date(2010, 7, 1).toordinal(), date(2011, 7, 1).toordinal()),
        (1, UNKNOWN_ADMITTED, NOT_FULL),
    ]


def test_every_dated_state_is_a_row() -> None:
    rows = list(span_rows([MOVER, UNKNOWN], {A: 0, B: 7}))

    since, until, moved = BEGINNING.toordinal(), FOREVER.toordinal(), MOVED.toordinal()
    assert rows == [
        (0, SpanKind.AFFILIATION, 0, since, moved),
        (0, SpanKind.AFFILIATION, 7, moved, until),
        (0, SpanKind.SECRETARY, 0, date(2024, 1, 1).toordinal(), moved),
        (0, SpanKind.EXEMPT, 0, since, until),
        (1, SpanKind.AFFILIATION, 0, since, until),
    ]


def test_entries_follow_their_member() -> None:
    day = date(2025, 5, 6)
    entry = Entry("e", day, day, Form.F1, OrganiserLevel.COUNTY, credit("37.5"), half_days("2.5"), credit("12"))

    assert list(entry_rows([[], [entry, entry]])) == [(1, day.toordinal(), 0, 3, 3750, 5, 1200)] * 2


def test_rows_loaded_are_rows_counted() -> None:
    with Duck() as engine:
        assert engine.load("members", [(0, 1, 2), (1, 3, 4)]) == 2
        assert sorted(engine.rows("SELECT * FROM members")) == [(0, 1, 2), (1, 3, 4)]


def test_a_table_loaded_again_is_replaced() -> None:
    with Duck() as engine:
        engine.load("members", [(0, 1, 2)])

        assert engine.load("members", []) == 0


def test_a_table_may_be_a_file_under_any_name(tmp_path: Path) -> None:
    path = tmp_path / "it's 成员.parquet"
    with Duck() as engine:
        engine.rows(
            f"COPY (SELECT 5 AS member, 1 AS admitted, 2 AS full_on) TO '{str(path).replace(chr(39), chr(39) * 2)}'"
        )
        engine.attach("members", path)

        assert engine.count("members") == 1


def test_a_long_answer_is_streamed_whole() -> None:
    with Duck() as engine:
        assert sum(1 for _ in engine.stream("SELECT * FROM range(25000)")) == 25_000
