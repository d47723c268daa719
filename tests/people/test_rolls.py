"""Who is on the roll: then, now, and as known on a day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.offices import INSTALLER, TODAY, county, officer, person, secretary
from xueshi.kernel.actors import Actor
from xueshi.kernel.as_of import AsOf
from xueshi.kernel.listing import Order
from xueshi.kernel.windows import Span
from xueshi.organisations.models import Organisation
from xueshi.people.actions import affiliation_move
from xueshi.people.memberships import membership_step
from xueshi.people.models import Affiliation, OfficeKind, Person, Standing, TagKind
from xueshi.people.offices import office_begin, tag_give
from xueshi.people.rolls import Mark, RollFilter, RollRow, roll, roll_rows

pytestmark = pytest.mark.django_db
MOVED = date(2026, 3, 1)
NOW = AsOf(TODAY, TODAY)
BEFORE = AsOf(TODAY, MOVED - timedelta(days=1))
ON = AsOf(TODAY, MOVED)


def found(wanted: RollFilter, as_of: AsOf, by: Actor) -> list[Person]:
    return list(roll(wanted, as_of, Order("unit"), by=by))


def rows(as_of: AsOf, by: Actor) -> list[RollRow]:
    return roll_rows(found(RollFilter(), as_of, by), as_of, by=by)


def member(unit: Organisation, name: str = "张三") -> Person:
    return person(unit, name=name, admitted_on=date(2020, 1, 1), full_on=date(2021, 1, 1))


def test_a_person_stands_on_each_day_under_the_organisation_of_that_day():
    units = county()
    one = member(units["first"])
    affiliation_move(one, units["third"], on=MOVED, by=INSTALLER)
    by = officer(units["top"])

    stood = [[row.unit for row in rows(as_of, by)] for as_of in (BEFORE, ON, NOW)]

    assert stood == [[units["first"]], [units["third"]], [units["third"]]]


@pytest.mark.parametrize(("as_of", "place"), [(BEFORE, "east"), (ON, "west"), (NOW, "west")])
def test_a_unit_finds_who_was_below_it_on_the_day(as_of, place):
    units = county()
    one = member(units["first"])
    affiliation_move(one, units["third"], on=MOVED, by=INSTALLER)

    there = {name: found(RollFilter(unit=units[name]), as_of, officer(units["top"])) for name in ("east", "west")}

    assert there == {"east": [], "west": []} | {place: [one]}


def test_a_move_recorded_later_was_not_known_before():
    units = county()
    one = member(units["first"])
    long_ago = timezone.now() - timedelta(days=400)
    Affiliation.objects.update(recorded_at=long_ago)
    known_before = AsOf(TODAY, MOVED, known_on=timezone.localdate() - timedelta(days=1))
    affiliation_move(one, units["third"], on=MOVED, by=INSTALLER)

    affiliated = found(RollFilter(unit=units["third"]), ON, officer(units["top"]))

    assert affiliated == [one]
    assert Affiliation.objects.known(known_before.known).on(MOVED).get().organisation == units["first"]


def test_who_has_moved_out_of_the_scope_is_not_found_on_days_before_either():
    units = county()
    one = member(units["first"])
    affiliation_move(one, units["third"], on=MOVED, by=INSTALLER)

    assert found(RollFilter(), BEFORE, officer(units["east"])) == []
    assert found(RollFilter(), BEFORE, officer(units["west"])) == [one]


def test_only_members_are_on_the_roll_unless_others_are_asked_for():
    units = county()
    one, two = member(units["first"]), member(units["first"], "李四")
    membership_step(two, Standing.LEFT, on=MOVED, by=INSTALLER)
    by = secretary(units["first"])

    on_roll, then = found(RollFilter(), NOW, by), found(RollFilter(), BEFORE, by)
    left = found(RollFilter(standing=Standing.LEFT), NOW, by)

    assert (on_roll, then, left) == ([one], [one, two], [two])


def test_offices_and_tags_show_on_the_days_on_which_they_hold():
    units = county()
    one = member(units["first"])
    span = Span(MOVED, date(2026, 6, 1))
    office_begin(one, units["first"], OfficeKind.SECRETARY, span=span, by=INSTALLER)
    tag_give(one, TagKind.YOUNG, "条例第五条", span=span, by=INSTALLER)
    by = officer(units["top"])

    shown = [(row.offices, row.tags) for as_of in (BEFORE, ON, NOW) for row in rows(as_of, by)]

    assert shown == [([], []), (["secretary"], ["young"]), ([], [])]
    assert found(RollFilter(office="secretary", tag="young"), ON, by) == [one]
    assert found(RollFilter(office="secretary"), NOW, by) == []
    assert found(RollFilter(mark=Mark.CADRE), ON, by) == []


@pytest.mark.parametrize("text", ["张三", "zhangsan", "zs", "三"])
def test_names_are_found_by_parts_pinyin_and_initials(text):
    units = county()
    one = member(units["first"])
    member(units["first"], "李四")

    assert found(RollFilter(text=text), NOW, officer(units["top"])) == [one]


def test_fifty_people_are_shown_in_as_many_queries_as_one(django_assert_num_queries):
    units = county()
    by = officer(units["top"])
    member(units["first"])
    alone = found(RollFilter(), NOW, by)
    for number in range(9):
        member(units["second"], f"王{number}")
    many = found(RollFilter(), NOW, by)

    with django_assert_num_queries(2):
        roll_rows(alone, NOW, by=by)
    with django_assert_num_queries(2):
        assert len(roll_rows(many, NOW, by=by)) == 10
