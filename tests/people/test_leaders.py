"""Who held which office on a day."""

from datetime import date

import pytest

from tests.offices import INSTALLER, TODAY, county, officer, person
from xueshi.kernel.actors import NotFoundError
from xueshi.kernel.as_of import AsOf
from xueshi.kernel.windows import FOREVER, Span
from xueshi.people.leaders import terms
from xueshi.people.models import OfficeKind
from xueshi.people.offices import office_begin

pytestmark = pytest.mark.django_db
NOW = AsOf(TODAY, TODAY)
CHANGED = date(2026, 3, 1)


def test_offices_in_force_stand_first_by_rank_and_those_gone_by_after_them():
    units = county()
    old, new, member = (person(units["first"], name) for name in ("甲", "乙", "丙"))
    before, since = Span(date(2020, 1, 1), CHANGED), Span(CHANGED, FOREVER)
    office_begin(old, units["first"], OfficeKind.SECRETARY, span=before, by=INSTALLER)
    office_begin(member, units["first"], OfficeKind.MEMBER, span=since, by=INSTALLER)
    office_begin(new, units["first"], OfficeKind.SECRETARY, span=since, by=INSTALLER)

    found = terms(units["first"], NOW, by=officer(units["top"]))

    assert [(term.person, term.holds, term.until) for term in found] == [
        (new, True, None),
        (member, True, None),
        (old, False, CHANGED),
    ]


@pytest.mark.parametrize(("day", "names"), [(date(2026, 2, 28), ["甲"]), (CHANGED, ["乙"]), (date(2019, 12, 31), [])])
def test_each_day_has_its_own_secretary(day, names):
    units = county()
    for name, span in (("甲", Span(date(2020, 1, 1), CHANGED)), ("乙", Span(CHANGED, FOREVER))):
        office_begin(person(units["first"], name), units["first"], OfficeKind.SECRETARY, span=span, by=INSTALLER)

    found = terms(units["first"], AsOf(TODAY, day), by=officer(units["top"]))

    assert [term.person.identity.name for term in found if term.person and term.holds] == names


def test_a_person_for_whom_an_unseen_unit_answers_stays_unnamed():
    units = county()
    guest = person(units["third"], "客")
    office_begin(guest, units["first"], OfficeKind.FIRST_SECRETARY, span=Span(CHANGED, FOREVER), by=INSTALLER)

    seen = terms(units["first"], NOW, by=officer(units["east"]))

    assert [(term.person, term.holds) for term in seen] == [(None, True)]


def test_an_unseen_organisation_has_no_leaders_to_show():
    units = county()

    with pytest.raises(NotFoundError):
        terms(units["third"], NOW, by=officer(units["east"]))
