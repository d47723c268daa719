"""What was sealed is proved entry by entry; whatever is done behind the system's back is found and named."""

import random
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings as installed
from django.db import connection

from tests.behind import behind_the_back
from tests.offices import INSTALLER, county, person
from xueshi.kernel.units import Credit, HalfDays
from xueshi.ledger import sealing
from xueshi.ledger.actions import append, reverse
from xueshi.ledger.models import Block, Participation, Posting, Seal
from xueshi.ledger.sealing import seal
from xueshi.ledger.statements import Fact, Line
from xueshi.ledger.verifying import verify
from xueshi.organisations.models import Level, Organisation
from xueshi.rules.facts import Form, OrganiserLevel

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 14)
Entry = Participation | Posting


@pytest.fixture
def people():
    """One person in each of two counties, and one in none."""
    first, second = county("甲县委"), county("乙县委")
    Organisation.objects.filter(pk__in=[first["top"].pk, second["top"].pk]).update(level=Level.COUNTY)
    return [person(first["first"]), person(second["third"]), person(first["second"])]


def write(people, count: int = 6, begin: int = 0) -> None:
    """So many facts with a posting each, in turn for the people."""
    items = []
    for number in range(begin, begin + count):
        day = DAY + timedelta(days=number)
        fact = Fact("unit", f"r{number}", people[number % len(people)].pk, f"学习“{number}”|x", Form.F3, day, day)
        topics = ((2, 100), (10, 100)) if number % 2 else ()
        line = Line(
            day, day, Form.F3, OrganiserLevel.GRASSROOTS, Credit(200), HalfDays(1), Credit(0), "M24", "1", topics=topics
        )
        items.append((fact, (line,)))
    append(items, batch=f"b{begin}", by=INSTALLER)


def faults() -> list[tuple[str, str]]:
    return [(fault.code, str(fault.values.get("entry", fault.values.get("seal", "")))) for fault in verify().faults]


def test_every_county_has_its_own_chain_of_blocks(people):
    write(people)
    seal()
    write(people, begin=6)
    seal()

    blocks = Block.objects.order_by("shard", "number").values_list("shard", "number", "facts", "postings")

    tops = sorted(Organisation.objects.filter(level=Level.COUNTY).values_list("pk", flat=True))
    assert list(blocks) == [(tops[0], 1, 4, 4), (tops[0], 2, 4, 4), (tops[1], 1, 2, 2), (tops[1], 2, 2, 2)]
    assert Block.objects.get(shard=tops[0], number=2).previous == Block.objects.get(shard=tops[0], number=1).hash


def test_what_was_sealed_is_proved_and_what_was_not_is_counted(people):
    write(people)
    rounds = seal()
    reverse(Posting.objects.earliest("pk"), reason="记错", by=INSTALLER)

    report = verify()

    assert rounds == 1
    assert (report.entries, report.blocks, report.seals, report.unsealed, report.faults) == (12, 2, 1, 1, [])


def test_nothing_new_makes_no_seal(people):
    write(people)

    assert [seal(), seal()] == [1, 0]


def test_a_long_ledger_is_sealed_in_rounds(people, monkeypatch):
    monkeypatch.setattr(sealing, "ROUND", 4)
    write(people, 10)

    rounds = seal()

    assert rounds == 3
    assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert faults() == []


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_both_families_of_hashes_seal(people, settings, algorithm):
    settings.XUESHI_LEDGER_HASH = algorithm
    write(people)
    seal()

    assert faults() == []
    assert Seal.objects.get().algorithm == algorithm


def test_only_the_days_asked_for_are_proved(people):
    with time_machine.travel(datetime.fromisoformat("2026-06-01T12:00:00+08:00"), tick=False):
        write(people)
        seal()
    with time_machine.travel(datetime.fromisoformat("2026-06-02T00:00:00+08:00"), tick=False):
        write(people, 3, begin=6)
        seal()

    assert verify(since=date(2026, 6, 2)).entries == 6
    assert verify(since=date(2026, 6, 1)).entries == 18


def changed(column: str, kept: object) -> object:
    """Something else for a column."""
    if isinstance(kept, bool):
        return not kept
    if isinstance(kept, int):
        return kept + 1
    if isinstance(kept, datetime | date):
        return kept + timedelta(days=1 if column == "last_day" else -1)
    return {"1": 5} if isinstance(kept, dict) else f"{kept or ''}x"[-3:]


OF_FACTS = (
    "title form organiser organiser_level institution first_day last_day has_clock topics theory_share mark evidence "
    "remark source record body_sha256 batch recorded_at recorded_by"
)
OF_POSTINGS = (
    "book day last_day form level credit half_days theory topics rule rule_version reason batch recorded_at recorded_by"
)
FREE = {Participation: OF_FACTS.split(), Posting: OF_POSTINGS.split()}
"""The columns that hold something and refer to nothing."""


@pytest.mark.parametrize(("model", "column"), [(model, column) for model in FREE for column in FREE[model]])
def test_every_column_of_a_sealed_entry_is_held(people, model, column):
    write(people)
    seal()
    row = model.objects.order_by("pk")[1]

    with behind_the_back():
        model.objects.filter(pk=row.pk).update(**{column: changed(column, getattr(row, column))})

    assert faults() == [("SEAL-001", f"{'F' if model is Participation else 'P'}{row.pk}")]


@pytest.mark.parametrize("column", ["started_at", "stated_credit"])
def test_something_in_place_of_nothing_is_found(people, column):
    write(people)
    seal()
    row = Participation.objects.earliest("pk")
    value = datetime.fromisoformat("2025-03-14T00:00:00+00:00") if column == "started_at" else 0

    with behind_the_back():
        Participation.objects.filter(pk=row.pk).update(**{column: value})

    assert faults() == [("SEAL-001", f"F{row.pk}")]


def test_an_entry_that_was_moved_to_another_county_is_missed_in_the_one_and_found_in_the_other(people):
    write(people)
    seal()
    first, other = Posting.objects.order_by("pk")[0], Posting.objects.order_by("pk")[1]

    with behind_the_back():
        Posting.objects.filter(pk=first.pk).update(shard=other.shard)

    assert sorted(code for code, _ in faults()) == ["SEAL-002", "SEAL-003"]


def test_deleting_an_entry_is_found_and_the_next_one_is_named(people):
    write(people)
    seal()
    rows = list(Posting.objects.filter(shard=Posting.objects.earliest("pk").shard).order_by("pk"))

    with behind_the_back():
        Posting.objects.filter(pk=rows[1].pk).delete()

    assert faults() == [("SEAL-002", f"P{rows[2].pk}")]


def copied(posting: Posting, key: int) -> None:
    """The same posting once more under another number."""
    fields = [field.attname for field in Posting._meta.concrete_fields if not field.primary_key]
    Posting.objects.create(pk=key, **{name: getattr(posting, name) for name in fields})


def test_slipping_an_entry_in_is_found_and_named(people):
    write(people, 3)
    first, gap = (posting.pk for posting in Posting.objects.order_by("pk")[:2])
    with behind_the_back():
        Posting.objects.filter(pk=gap).delete()
    seal()

    with behind_the_back():
        copied(Posting.objects.get(pk=first), gap)

    assert faults() == [("SEAL-003", f"P{gap}")]


@pytest.mark.parametrize("key", [0, -1])
def test_an_entry_before_the_first_one_is_found(people, key):
    write(people)
    seal()

    with behind_the_back():
        copied(Posting.objects.earliest("pk"), key)

    assert faults() == [("SEAL-003", f"P{key}")]


@pytest.mark.parametrize(("table", "code"), [("ledger_seal", "SEAL-007"), ("ledger_block", "SEAL-005")])
def test_a_seal_or_a_block_that_was_deleted_is_named(people, table, code):
    write(people)
    seal()
    write(people, begin=6)
    seal()

    with behind_the_back(), connection.cursor() as cursor:
        if table == "ledger_seal":
            cursor.execute("DELETE FROM ledger_block WHERE seal_id = 1")
        where = "number = 1" if table == "ledger_seal" else "seal_id = 1"
        cursor.execute(f"DELETE FROM {table} WHERE {where}")

    assert code in {found for found, _ in faults()}


@pytest.mark.parametrize("column", ["facts_to", "root", "previous", "signature", "hash", "algorithm"])
def test_every_part_of_a_seal_is_held(people, column):
    write(people)
    seal()
    value = 3 if column == "facts_to" else "1" * len(getattr(Seal.objects.get(), column))

    with behind_the_back():
        Seal.objects.update(**{column: value})

    assert ("SEAL-006", "1") in faults()


@pytest.mark.parametrize("column", ["facts", "root", "previous", "hash"])
def test_every_part_of_a_block_is_held(people, column):
    write(people)
    seal()
    block = Block.objects.earliest("pk")
    value = 99 if column == "facts" else "1" * 64

    with behind_the_back():
        Block.objects.filter(pk=block.pk).update(**{column: value})

    assert {"SEAL-004", "SEAL-002"} & {code for code, _ in faults()}


def test_a_ledger_rewritten_with_other_keys_is_not_what_was_signed(people, settings):
    write(people)
    settings.XUESHI_LEDGER_SIGNING_KEY = "11" * 32
    seal()
    settings.XUESHI_LEDGER_SIGNING_KEY = installed.XUESHI_AUDIT_SIGNING_KEY

    assert faults() == [("SEAL-006", "1")]


@pytest.mark.parametrize("seed", range(24))
def test_no_single_edit_passes(people, seed):
    chance = random.Random(seed)
    for begin in (0, 6):
        write(people, begin=begin)
        seal()
    assert faults() == []
    model = chance.choice((Participation, Posting))

    with behind_the_back():
        EDITS[seed % len(EDITS)](chance, model, list(model.objects.order_by("pk")))

    assert faults()


def change_one(chance: random.Random, model: type[Entry], rows: list) -> None:
    row, column = chance.choice(rows), chance.choice(FREE[model])
    model.objects.filter(pk=row.pk).update(**{column: changed(column, getattr(row, column))})


def delete_one(chance: random.Random, model: type[Entry], rows: list) -> None:
    row = chance.choice(rows)
    if model is Participation:
        row.postings.all().delete()
    row.delete()


def swap_two(chance: random.Random, model: type[Entry], rows: list) -> None:
    first, second = chance.choice(rows[:6]), chance.choice(rows[6:])
    model.objects.filter(pk=first.pk).update(batch=second.batch)
    model.objects.filter(pk=second.pk).update(batch=first.batch)


def copy_one(chance: random.Random, _model: type[Entry], _rows: list) -> None:
    copied(Posting.objects.earliest("pk"), chance.randint(-5, 0))


EDITS = (change_one, delete_one, swap_two, copy_one)
