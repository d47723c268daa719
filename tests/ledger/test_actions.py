"""Appending and reversing: once, exactly, for ever."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.offices import INSTALLER, county, officer, person, secretary
from xueshi.access.models import AuditRecord
from xueshi.kernel.actors import NotAllowedError
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.units import Credit, HalfDays
from xueshi.ledger.actions import append, compared, reverse
from xueshi.ledger.facts import entries_of, lake_rows, watermark
from xueshi.ledger.models import Participation, Posting
from xueshi.ledger.statements import Fact, Item, Line
from xueshi.people.actions import affiliation_move
from xueshi.rules.facts import Entry, Form, OrganiserLevel

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 14)
LOCAL = ZoneInfo("Asia/Shanghai")


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LOCAL)


def item(who: int, record: str = "r1", credit: int = 200, **facts: object) -> Item:
    fact = Fact("unit", record, who, "主题党日", Form.F3, DAY, DAY, credit=Credit(credit), **facts)  # type: ignore[arg-type]
    return fact, (line(credit),)


def line(credit: int, theory: int = 0, half_days: int = 1) -> Line:
    level = OrganiserLevel.GRASSROOTS
    return Line(DAY, DAY, Form.F3, level, Credit(credit), HalfDays(half_days), Credit(theory), "M24", "1")


def ledger() -> list[tuple[object, ...]]:
    rows = Posting.objects.order_by("pk").values_list("pk", "participation__record", "credit", "half_days", "reverses")
    return list(rows)


def total(who: int) -> int:
    return sum(entry.credit for entry in entries_of([who]).get(who, ()))


@pytest.fixture
def who() -> int:
    return person(county()["first"]).pk


def test_a_fact_and_its_posting_are_read_back_exactly(who):
    fact = Fact(
        source="unit",
        record="r1",
        person=who,
        title="培训班",
        form=Form.F1,
        first_day=DAY,
        last_day=DAY + timedelta(days=1),
        started_at=at(9),
        ended_at=at(17, 30, DAY + timedelta(days=1)),
        organiser="县委组织部",
        level=OrganiserLevel.COUNTY,
        credit=Credit(1250),
        half_days=HalfDays(4),
        topics=((1, 60), (7, 40)),
        theory=5000,
        evidence="签到表",
        institution="县委党校",
        remark="备注",
    )
    made = Line(
        DAY,
        fact.last_day,
        Form.F1,
        fact.level,
        Credit(1250),
        HalfDays(4),
        Credit(625),
        "M24",
        "3",
        topics=((1, 750), (7, 500)),
    )

    append([(fact, (made,))], batch="job", by=INSTALLER)

    row = Participation.objects.get()
    assert (row.started_at, row.ended_at, row.has_clock) == (fact.started_at, fact.ended_at, True)
    assert (row.stated_credit, row.stated_half_days, row.theory_share) == (1250, 4, 5000)
    assert (row.topics, row.institution, row.evidence, row.remark) == ({"1": 60, "7": 40}, "县委党校", "签到表", "备注")
    posting = Posting.objects.get()
    assert posting.topics == {"1": 750, "7": 500}
    assert entries_of([who])[who] == (
        Entry(
            id=f"{row.pk}#{posting.pk}",
            day=DAY,
            last_day=fact.last_day,
            form=Form.F1,
            level=OrganiserLevel.COUNTY,
            credit=Credit(1250),
            half_days=HalfDays(4),
            theory=Credit(625),
            title="培训班",
            organiser="县委组织部",
        ),
    )


def test_the_same_record_in_the_same_words_gets_the_first_answer(who):
    append([item(who)], batch="one", by=INSTALLER)
    before = ledger()

    done = append([item(who)], batch="two", by=INSTALLER)

    assert (done.new, done.repeated, done.refused) == ([], 1, [])
    assert ledger() == before


def test_the_same_record_in_other_words_is_refused_and_both_are_shown(who):
    append([item(who)], batch="one", by=INSTALLER)
    before = ledger()

    done = append([item(who, credit=300)], batch="two", by=INSTALLER)

    ((fact, error),) = done.refused
    assert (fact.record, error.code) == ("r1", "LEDGER-001")
    assert "2.00" in error.message()
    assert "3.00" in error.message()
    assert ledger() == before


def test_two_facts_of_one_batch_under_one_record_are_seen(who):
    done = append([item(who), item(who), item(who, credit=300)], batch="one", by=INSTALLER)

    assert (len(done.new), done.repeated, [error.code for _, error in done.refused]) == (1, 1, ["LEDGER-001"])
    assert total(who) == 200


def test_one_record_number_in_two_systems_is_two_records(who):
    fact, lines = item(who)

    done = append([(fact, lines), (fact._replace(source="platform"), lines)], batch="one", by=INSTALLER)

    assert len(done.new) == 2


def test_comparing_writes_nothing(who):
    done = compared([item(who)])

    assert len(done.new) == 1
    assert not Participation.objects.exists()


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [
        ((7, 0), (9, 0), True),
        ((8, 0), (9, 1), False),
        ((9, 30), (10, 0), False),
        ((10, 59), (12, 0), False),
        ((11, 0), (12, 0), True),
    ],
)
def test_an_hour_counts_once_whoever_reports_it(who, start, end, counts):
    append([item(who, "r1", started_at=at(9), ended_at=at(11))], batch="one", by=INSTALLER)

    done = append([item(who, "r2", started_at=at(*start), ended_at=at(*end))], batch="two", by=INSTALLER)

    assert [error.code for _, error in done.refused] == ([] if counts else ["LEDGER-004"])
    assert total(who) == (400 if counts else 200)


def test_a_reversed_hour_may_be_counted_again(who):
    append([item(who, "r1", started_at=at(9), ended_at=at(11))], batch="one", by=INSTALLER)
    reverse(Posting.objects.get(), reason="录错", by=INSTALLER)

    done = append([item(who, "r2", started_at=at(9), ended_at=at(11))], batch="two", by=INSTALLER)

    assert len(done.new) == 1
    assert total(who) == 200


def test_two_people_may_share_an_hour():
    units = county()
    one, other = person(units["first"]).pk, person(units["first"], "李某").pk
    append([item(one, "r1", started_at=at(9), ended_at=at(11))], batch="one", by=INSTALLER)

    done = append([item(other, "r2", started_at=at(9), ended_at=at(11))], batch="two", by=INSTALLER)

    assert len(done.new) == 1


def test_a_batch_with_a_person_out_of_scope_is_refused_whole():
    units = county()
    mine, other = person(units["first"]).pk, person(units["third"]).pk

    with pytest.raises(NotAllowedError):
        append([item(mine, "r1"), item(other, "r2")], batch="one", by=officer(units["east"]))

    assert ledger() == []


def test_a_batch_is_audited_with_the_range_of_its_postings(who):
    append([item(who, "r1"), item(who, "r2")], batch="job-7", by=INSTALLER)

    record = AuditRecord.objects.latest("pk")
    keys = [row[0] for row in ledger()]
    assert (record.verb, record.thing, record.facts["postings"]) == ("ledger.appended", "job-7", [keys[0], keys[-1]])


def test_a_reversal_is_the_exact_opposite_and_both_stay(who):
    append([item(who)], batch="one", by=INSTALLER)
    first = Posting.objects.get()

    counter = reverse(first, reason="未到场", by=INSTALLER)

    assert (counter.credit, counter.half_days, counter.theory, counter.reverses) == (-200, -1, 0, first)
    assert counter.reason == "未到场"
    assert Posting.objects.count() == 2
    assert total(who) == 0


def test_a_posting_is_reversed_once(who):
    append([item(who)], batch="one", by=INSTALLER)
    first = Posting.objects.get()
    counter = reverse(first, reason="未到场", by=INSTALLER)
    before = ledger()

    with pytest.raises(XueshiError) as again:
        reverse(first, reason="未到场", by=INSTALLER)
    with pytest.raises(XueshiError) as back:
        reverse(counter, reason="恢复", by=INSTALLER)

    assert (again.value.code, back.value.code) == ("LEDGER-002", "LEDGER-003")
    assert ledger() == before


def test_a_secretary_reverses_nothing():
    units = county()
    append([item(person(units["first"]).pk)], batch="one", by=INSTALLER)
    before = ledger()

    with pytest.raises(NotAllowedError):
        reverse(Posting.objects.get(), reason="x", by=secretary(units["first"]))

    assert ledger() == before


def test_a_figure_up_to_a_posting_knows_nothing_later(who):
    append([item(who, "r1")], batch="one", by=INSTALLER)
    mark = watermark()
    append([item(who, "r2")], batch="two", by=INSTALLER)
    reverse(Posting.objects.earliest("pk"), reason="录错", by=INSTALLER)

    then, now = list(lake_rows({who: 0}, mark)), list(lake_rows({who: 0}, watermark()))

    assert [row[4] for row in then] == [200]
    assert [row[4] for row in now] == [200]
    assert mark < watermark()


def test_the_lake_gets_integers_and_only_the_members_asked_for():
    units = county()
    one, other = person(units["first"]).pk, person(units["first"], "李某").pk
    append([item(one, "r1"), item(other, "r2")], batch="one", by=INSTALLER)

    rows = list(lake_rows({other: 5}, watermark()))

    assert rows == [(5, DAY.toordinal(), 2, 1, 200, 1, 0)]


def test_moving_a_person_changes_no_entry():
    units = county()
    one = person(units["first"])
    append([item(one.pk)], batch="one", by=INSTALLER)
    before = ledger()

    affiliation_move(one, units["third"], on=date(2025, 7, 1), by=INSTALLER)

    assert ledger() == before
    assert total(one.pk) == 200


OPERATIONS = st.lists(
    st.tuples(st.sampled_from(["append", "other", "reverse", "move"]), st.integers(0, 5), st.integers(1, 3)),
    max_size=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(OPERATIONS)
def test_the_ledger_agrees_with_a_dictionary_whatever_happens(db, operations):
    """Invariants I1 (append-only), I2 (once), I7 (reversal) and I8 (transfer) after every step."""
    units = county(f"县{Participation.objects.count()}-{AuditRecord.objects.count()}委")
    one = person(units["first"])
    model: dict[str, int] = {}
    reversed_records: set[str] = set()
    before: list[tuple[object, ...]] = ledger()

    for verb, number, amount in operations:
        record = f"{one.pk}-{number}"
        if verb in ("append", "other"):
            credit = amount * 100 + (verb == "other")
            append([item(one.pk, record, credit)], batch="x", by=INSTALLER)
            model.setdefault(record, credit)
        elif verb == "reverse" and record in model and record not in reversed_records:
            reverse(Posting.objects.get(participation__record=record, reverses=None), reason="x", by=INSTALLER)
            reversed_records.add(record)
        elif verb == "move":
            affiliation_move(one, units["third" if amount > 1 else "first"], on=date(2025, number + 1, 1), by=INSTALLER)
        after = ledger()
        assert after[: len(before)] == before
        assert total(one.pk) == sum(credit for key, credit in model.items() if key not in reversed_records)
        before = after

    assert Participation.objects.filter(person=one).count() == len(model)
