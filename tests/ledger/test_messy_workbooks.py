"""The two messy workbooks lead to exactly the figures worked out by hand (tests/data/README.md)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.data import make_workbooks
from xueshi.intake.sheets import open_workbook
from xueshi.intake.tables import Reading, read_rows
from xueshi.kernel.units import credit_text, days_text
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.ledger.crediting import Credited, credit
from xueshi.ledger.register import REGISTER, RegisterRow
from xueshi.people.roster import ROSTER, RosterPerson, RosterRow, roster_people
from xueshi.rules.facts import Entry, Form, OrganiserLevel

DATA = Path(__file__).parent.parent / "data"
AS_OF = date(2026, 6, 30)
NO_NUMBER = "X18d22c4ff1f62cf"
NOT_COUNTED = (Form.F6, Form.F7)

FIGURES = {
    "P001": ("45.50", "5", "24.50", {2025: ("40.00", "5")}),
    "P002": ("21.50", "0", "4.50", {}),
    "P003": ("21.50", "0", "4.50", {}),
    "P004": ("5.50", "0", "4.50", {}),
    "P005": ("3.00", "0", "3.00", {}),
    "P006": ("3.00", "0", "3.00", {}),
    "P007": ("43.00", "5", "23.00", {2025: ("40.00", "5")}),
    "P008": ("43.00", "5", "23.00", {2025: ("40.00", "5")}),
    "P009": ("38.50", "4.5", "13.50", {2024: ("16.00", "2"), 2025: ("16.00", "2")}),
    "P010": ("46.50", "5.5", "25.50", {2025: ("40.00", "5")}),
    "P011": ("38.50", "4.5", "13.50", {2024: ("16.00", "2"), 2025: ("16.00", "2")}),
    NO_NUMBER: ("2.50", "0", "1.50", {}),
    "P013": ("56.00", "5", "20.00", {2025: ("40.00", "5")}),
    "P014": ("16.00", "0", "0.00", {}),
    "P015": ("2.00", "0", "2.00", {}),
    "P016": ("3.00", "0", "3.00", {}),
    "P017": ("21.00", "0", "2.00", {}),
    "P018": ("2.00", "0", "2.00", {}),
    "P019": ("4.50", "0", "2.00", {}),
    "P020": ("6.00", "0", "2.00", {2025: ("4.00", "0")}),
    "P021": ("8.00", "0", "2.00", {}),
    "P022": ("24.00", "1", "8.00", {2025: ("8.00", "1")}),
    "P023": ("0.00", "0", "0.00", {}),
    "P024": ("160.00", "20", "72.00", {2024: ("16.00", "2"), 2025: ("144.00", "18")}),
    "P025": ("0.00", "0", "0.00", {}),
}
REFUSED_MEMBERS = {
    34: {"ID-002"},
    35: {"ID-004"},
    36: {"ROSTER-004"},
    37: {"ROSTER-001"},
    38: {"ROSTER-005"},
    39: {"ROSTER-007"},
    40: {"ROSTER-003"},
    41: {"ROSTER-008"},
    42: {"TABLE-004"},
    43: {"TABLE-004"},
    44: {"ROSTER-009"},
    45: {"CELL-002"},
    46: {"ID-003", "ROSTER-002", "CELL-001"},
}
REFUSED_RECORDS = {
    70: {"REGISTER-014"},
    71: {"REGISTER-017"},
    72: {"REGISTER-018"},
    73: {"REGISTER-015"},
    74: {"REGISTER-016"},
    75: {"REGISTER-004"},
    76: {"REGISTER-005"},
    77: {"REGISTER-006"},
    78: {"REGISTER-007"},
    79: {"REGISTER-008"},
    80: {"REGISTER-009"},
    81: {"REGISTER-010"},
    82: {"REGISTER-011"},
    83: {"REGISTER-012"},
    84: {"REGISTER-013"},
    85: {"REGISTER-014"},
    86: {"REGISTER-001"},
    87: {"REGISTER-002"},
    88: {"REGISTER-003"},
    89: {"CELL-001"},
    90: {"CELL-004"},
    91: {"UNIT-001"},
    92: {"UNIT-002"},
    93: {"TABLE-005"},
    94: {"TABLE-004"},
    95: {"ID-001"},
    96: {"REGISTER-001", "REGISTER-002"},
}
CSV_ROWS_EARLIER = 3
"""The .csv has no titles, so its rows stand so much higher."""


def roster() -> tuple[Reading[RosterRow], dict[str, RosterPerson], dict[int, set[str]]]:
    reading = read_rows(open_workbook(DATA / "messy_roster.xlsx"), ROSTER, RosterRow._make)
    people, refused = roster_people(reading.rows, as_of=AS_OF)
    codes: dict[int, set[str]] = {}
    for refusal in (*reading.refused, *refused):
        codes.setdefault(refusal.place.row, set()).add(refusal.code)
    return reading, {person.number: person for person in people}, codes


def register(file: str) -> tuple[Reading[RegisterRow], Credited, dict[int, set[str]]]:
    reading = read_rows(open_workbook(DATA / file), REGISTER, RegisterRow._make)
    credited = credit(reading.rows, roster()[1].values(), as_of=AS_OF, settings={})
    codes: dict[int, set[str]] = {}
    for refusal in (*reading.refused, *credited.refused):
        codes.setdefault(refusal.place.row, set()).add(refusal.code)
    return reading, credited, codes


def figures(entries: list[Entry]) -> tuple[str, str, str, dict[int, tuple[str, str]]]:
    counted = [entry for entry in entries if entry.form not in NOT_COUNTED]
    off_job: Counter[int] = Counter()
    off_job_days: Counter[int] = Counter()
    for entry in counted:
        if entry.form is Form.F1 and entry.level >= OrganiserLevel.COUNTY:
            off_job[entry.day.year] += entry.credit
            off_job_days[entry.day.year] += entry.half_days
    return (
        credit_text(sum(entry.credit for entry in counted)),
        days_text(sum(entry.half_days for entry in counted)),
        credit_text(sum(entry.theory for entry in counted)),
        {year: (credit_text(off_job[year]), days_text(off_job_days[year])) for year in off_job},
    )


@pytest.mark.parametrize("file", ["messy_register.xlsx", "messy_register.csv"])
def test_every_person_has_the_figures_worked_out_by_hand(file: str) -> None:
    _, people, _ = roster()

    _, credited, _ = register(file)

    entries = credited.by_person()
    assert {number: figures(entries.get(number, [])) for number in people} == FIGURES


def test_what_does_not_count_is_kept_apart_and_not_lost() -> None:
    _, credited, _ = register("messy_register.xlsx")

    apart = {
        (number, entry.form.value): entry.credit
        for number, entries in credited.by_person().items()
        for entry in entries
        if entry.form in NOT_COUNTED
    }

    assert apart == {("P005", "F6"): 300, ("P017", "F6"): 600, ("P025", "F7"): 400}


def test_the_roster_refuses_exactly_the_bad_rows() -> None:
    reading, people, codes = roster()

    assert codes == REFUSED_MEMBERS
    assert len(people) == 25
    assert reading.unknown_columns == ("联系电话",)
    assert reading.skipped_sheets == ("填表说明", "字典")
    assert [place.row for place in reading.skipped_rows] == [5, 47, 48]


def test_the_register_refuses_exactly_the_bad_rows() -> None:
    reading, credited, codes = register("messy_register.xlsx")

    assert codes == REFUSED_RECORDS
    assert len(reading.rows) + reading.refused_rows == 92
    assert len(credited.taken) == 65
    assert reading.unknown_columns == ("序号",)
    assert [place.row for place in reading.skipped_rows] == [97, 98]


def test_the_csv_in_gb18030_refuses_the_same_rows() -> None:
    _, credited, codes = register("messy_register.csv")

    assert {row + CSV_ROWS_EARLIER: found for row, found in codes.items()} == REFUSED_RECORDS
    assert len(credited.taken) == 65


def test_refused_rows_name_the_row_that_counts_instead() -> None:
    _, credited, _ = register("messy_register.xlsx")

    winners = {refusal.place.row: refusal.winner.row for refusal in credited.refused if refusal.winner}

    assert winners == {71: 66, 72: 67, 73: 47, 74: 47}


def test_moves_offices_and_exemptions_are_dated() -> None:
    _, people, _ = roster()
    first, second, village = make_workbooks.FIRST, make_workbooks.SECOND, make_workbooks.VILLAGE

    orgs = {
        number: [(one.org, one.span) for one in people[number].person.affiliations]
        for number in ("P002", "P005", "P006", "P016")
    }

    assert orgs["P002"] == [(first, Span())]
    assert orgs["P005"] == [(first, Span(BEGINNING, date(2025, 3, 1))), (second, Span(date(2025, 3, 1), FOREVER))]
    assert orgs["P006"] == [(first, Span(BEGINNING, date(2025, 2, 1))), (village, Span(date(2025, 2, 1), FOREVER))]
    assert orgs["P016"] == [(village, Span(BEGINNING, date(2025, 6, 1)))]
    assert people["P007"].person.secretary == (Span(date(2021, 1, 1), date(2025, 1, 1)),)
    assert people["P008"].person.secretary == (Span(date(2025, 1, 1), FOREVER),)
    assert people["P014"].person.secretary == ()
    assert people["P018"].person.exempt == (Span(date(2024, 1, 1), date(2025, 7, 1)),)
    assert people["P017"].person.substitute == (Span(date(2025, 1, 1), date(2026, 1, 1)),)
    assert {number for number, one in people.items() if one.person.cadre} == {"P009", "P010", "P011"}


def test_the_workbooks_are_what_their_script_writes(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.xlsx"

    for book, kept in (
        (make_workbooks.messy_roster(), "messy_roster.xlsx"),
        (make_workbooks.messy_register(), "messy_register.xlsx"),
    ):
        book.save(fresh)
        assert [sheet.rows for sheet in open_workbook(fresh).sheets] == [
            sheet.rows for sheet in open_workbook(DATA / kept).sheets
        ]


def test_an_old_xls_is_read_with_its_merged_cells() -> None:
    reading = read_rows(open_workbook(DATA / "old_register.xls"), REGISTER, RegisterRow._make)

    assert [(row.row, row.number, row.title, row.form, row.credit) for row in reading.rows] == [
        (4, "P001", "三月主题党日", Form.F3, 300),
        (5, "P002", "三月主题党日", Form.F3, 300),
    ]
    assert reading.refused == ()
