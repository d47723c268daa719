"""How much waits: counted within the scope, in one query, and no further than it is shown."""

from datetime import date

import pytest

from tests.offices import INSTALLER, TODAY, account, county, person
from xueshi.access.actors import actor_of, witness
from xueshi.access.models import Appointment
from xueshi.kernel.actors import Actor, Grant, Role
from xueshi.kernel.windows import Span
from xueshi.people.exemptions import exemption_grant
from xueshi.people.models import ExemptionReason
from xueshi.web import badges
from xueshi.web.badges import waiting

pytestmark = pytest.mark.django_db


def overdue(unit, number: int) -> None:
    """Exemptions that nobody has reviewed."""
    for _ in range(number):
        one = person(unit)
        span = Span(date(2024, 1, 1), date(2030, 1, 1))
        exemption_grant(one, ExemptionReason.OLD_FRAIL, decided_on=None, span=span, by=INSTALLER)


def secretary_of(unit) -> Actor:
    return Actor(account(unit.number).pk, TODAY, (Grant(Role.BRANCH_SECRETARY, unit.path),), witness())


def test_only_what_waits_within_the_scope_is_counted():
    units = county()
    overdue(units["first"], 2)

    assert waiting(secretary_of(units["first"])) == {"exemptions": "2"}
    assert waiting(secretary_of(units["second"])) == {}


def test_the_whole_menu_costs_one_query(django_assert_num_queries):
    units = county()
    overdue(units["first"], 1)
    made = account("officer")
    Appointment.objects.create(account=made, role=Role.DEPARTMENT_OFFICER, organisation=units["top"], recorded_by=0)
    by = actor_of(made, on=TODAY)

    with django_assert_num_queries(1):
        assert waiting(by) == {"exemptions": "1"}


@pytest.mark.parametrize(("number", "said"), [(2, "2"), (3, "2+"), (4, "2+")])
def test_counting_stops_where_the_badge_does(monkeypatch, number, said):
    units = county()
    overdue(units["first"], number)
    monkeypatch.setattr(badges, "MOST", 3)

    assert waiting(secretary_of(units["first"])) == {"exemptions": said}


def test_who_decides_nothing_costs_nothing(django_assert_num_queries):
    by = Actor(account("inspector").pk, TODAY, (Grant(Role.INSPECTOR, county()["top"].path),), witness())

    with django_assert_num_queries(0):
        assert waiting(by) == {}
