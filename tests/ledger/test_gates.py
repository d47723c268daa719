"""Ledger rows are those of the people one sees."""

from datetime import date

import pytest

from tests.offices import INSTALLER, county, member, officer, person, secretary
from xueshi.kernel.actors import NotFoundError
from xueshi.kernel.units import Credit, HalfDays
from xueshi.ledger.actions import append
from xueshi.ledger.gates import participation_for, posting_for, visible_participations, visible_postings
from xueshi.ledger.models import Participation, Posting
from xueshi.ledger.statements import Fact, Line
from xueshi.rules.facts import Form, OrganiserLevel

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 14)


@pytest.fixture
def world():
    units = county()
    people = {name: person(units[name], name) for name in ("first", "third")}
    line = Line(DAY, DAY, Form.F3, OrganiserLevel.GRASSROOTS, Credit(200), HalfDays(1), Credit(0), "M24", "1")
    items = [(Fact("unit", name, one.pk, "主题党日", Form.F3, DAY, DAY), (line,)) for name, one in people.items()]
    append(items, batch="x", by=INSTALLER)
    return units, people


def test_each_sees_the_rows_of_the_own_people(world):
    units, people = world
    actors = [officer(units["top"]), officer(units["west"]), secretary(units["first"]), member(people["third"])]

    seen = [sorted(visible_participations(by).values_list("record", flat=True)) for by in actors]

    assert seen == [["first", "third"], ["third"], ["first"], ["third"]]
    assert [visible_postings(by).count() for by in actors] == [2, 1, 1, 1]


def test_rows_of_others_are_not_found(world):
    units, people = world
    participation, posting = (
        Participation.objects.get(record="third"),
        Posting.objects.get(participation__record="third"),
    )

    for by in (secretary(units["first"]), member(people["first"])):
        with pytest.raises(NotFoundError):
            participation_for(by, participation.pk)
        with pytest.raises(NotFoundError):
            posting_for(by, posting.pk)


def test_own_rows_are_found(world):
    _, people = world
    participation, posting = (
        Participation.objects.get(record="third"),
        Posting.objects.get(participation__record="third"),
    )

    assert participation_for(member(people["third"]), participation.pk) == participation
    assert posting_for(member(people["third"]), posting.pk) == posting
