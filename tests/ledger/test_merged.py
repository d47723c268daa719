"""Two numbers of one person: an hour that was counted for both counts once, and twice again when they part."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.offices import INSTALLER, county, officer, person
from xueshi.access.models import AuditRecord
from xueshi.kernel.units import Credit, HalfDays
from xueshi.ledger.actions import append, compared
from xueshi.ledger.facts import entries_of, lake_rows, watermark
from xueshi.ledger.gates import visible_postings
from xueshi.ledger.models import Posting
from xueshi.ledger.statements import Fact, Item, Line
from xueshi.people.merging import merge_undo, person_merge
from xueshi.people.models import Person
from xueshi.rules.facts import Form, OrganiserLevel

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 14)
MIDNIGHT = datetime(2025, 3, 14, tzinfo=ZoneInfo("Asia/Shanghai"))


def item(who: Person, record: str, hours: tuple[int, int] | None = None, title: str = "主题党日") -> Item:
    credit = 100 * (hours[1] - hours[0]) if hours else 200
    clock = (
        {"started_at": MIDNIGHT + timedelta(hours=hours[0]), "ended_at": MIDNIGHT + timedelta(hours=hours[1])}
        if hours
        else {}
    )
    fact = Fact("unit", record, who.pk, title, Form.F3, DAY, DAY, credit=Credit(credit), **clock)  # type: ignore[arg-type]
    return fact, (
        Line(DAY, DAY, Form.F3, OrganiserLevel.GRASSROOTS, Credit(credit), HalfDays(0), Credit(0), "M24", "1"),
    )


def kept(*items: Item) -> None:
    append(items, batch="b", by=INSTALLER)


def total(who: Person) -> int:
    return sum(entry.credit for entry in entries_of([who.pk]).get(who.pk, ()))


def merged(one: Person, other: Person):
    return person_merge(one, other, reason="同一人", by=INSTALLER)


@pytest.fixture
def units():
    return county()


@pytest.fixture
def two(units):
    return person(units["first"], "张某"), person(units["second"], "张某")


def test_entries_of_both_numbers_are_those_of_the_one_who_stays(two, units):
    one, other = two
    kept(item(one, "a", (9, 11)), item(other, "b", (14, 15)))

    merged(one, other)

    assert (total(one), total(other)) == (300, 100)
    assert sorted(row[4] for row in lake_rows({one.pk: 0}, watermark())) == [100, 200]
    assert visible_postings(officer(units["first"])).count() == 2
    assert visible_postings(officer(units["second"])).count() == 0
    assert Posting.objects.count() == 2


@pytest.mark.parametrize(
    ("hours", "after"), [((9, 11), 200), ((10, 12), 200), ((8, 12), 200), ((11, 12), 300), ((8, 9), 300)]
)
def test_time_that_counts_already_is_cancelled(two, hours, after):
    one, other = two
    kept(item(one, "a", (9, 11)), item(other, "b", hours))

    merged(one, other)

    assert total(one) == after


def test_the_same_activity_without_a_clock_counts_once(two):
    one, other = two
    kept(item(one, "a"), item(other, "b"), item(other, "c", title="党课"))

    merged(one, other)

    assert total(one) == 400
    assert Posting.objects.exclude(reverses=None).get().participation.record == "b"


def test_parted_again_both_have_what_they_had(two):
    one, other = two
    kept(item(one, "a", (9, 11)), item(other, "b", (10, 12)), item(other, "c", (14, 15)))
    before = total(one), total(other)
    merge = merged(one, other)

    merge_undo(merge, by=INSTALLER)

    assert (total(one), total(other)) == before == (200, 300)
    assert Posting.objects.count() == 5


def test_what_is_cancelled_is_written_down(two):
    one, other = two
    kept(item(one, "a", (9, 11)), item(other, "b", (9, 11)))
    merge = merged(one, other)
    merge_undo(merge, by=INSTALLER)

    verbs = list(AuditRecord.objects.filter(verb__startswith="postings.").order_by("pk").values_list("verb", "thing"))

    assert verbs == [("postings.cancelled", other.number), ("postings.restored", other.number)]


def test_a_new_entry_meets_the_time_of_both_numbers(two):
    one, other = two
    kept(item(other, "b", (9, 11)))
    merged(one, other)

    answer = compared([item(one, "new", (10, 12))])

    assert [error.code for _, error in answer.refused] == ["LEDGER-004"]


def test_a_new_entry_keeps_the_two_together(two):
    one, other = two
    merge = merged(one, other)
    kept(item(one, "a", (9, 11)))

    with pytest.raises(Exception, match="MERGE-006"):
        merge_undo(merge, by=INSTALLER)


HOURS = st.tuples(st.integers(0, 22), st.integers(1, 2)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(HOURS, max_size=4), st.lists(HOURS, max_size=4))
def test_no_hour_counts_twice_and_parting_restores_all(units, own, others):
    one, other = person(units["first"]), person(units["second"])
    own, others = apart(own), apart(others)
    kept(*(item(one, f"{one.pk}-{at}", hours) for at, hours in enumerate(own)))
    kept(*(item(other, f"{other.pk}-{at}", hours) for at, hours in enumerate(others)))
    free = [hours for hours in others if not any(a < hours[1] and hours[0] < b for a, b in own)]

    merge = merged(one, other)

    assert total(one) == 100 * sum(b - a for a, b in own + free)
    merge_undo(merge, by=INSTALLER)
    assert (total(one), total(other)) == tuple(100 * sum(b - a for a, b in hours) for hours in (own, others))


def apart(hours: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of activities of one person those that do not clash with an earlier one."""
    found: list[tuple[int, int]] = []
    for start, end in hours:
        if not any(a < end and start < b for a, b in found):
            found.append((start, end))
    return found
