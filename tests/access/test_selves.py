"""What has to be different people stays different, whatever numbers are found to be one person."""

import pytest

from tests.offices import INSTALLER, TODAY, county, person
from xueshi.access.actions import account_appoint, account_open
from xueshi.access.actors import actor_of
from xueshi.access.approvals import approval_ask, approval_decide
from xueshi.access.models import Account
from xueshi.access.selves import selves
from xueshi.kernel.actors import Role
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import BEGINNING
from xueshi.people.merging import merge_undo, person_merge

pytestmark = pytest.mark.django_db


def account(name: str, who, role: Role | None = None, unit=None) -> Account:
    made = account_open(name, None, display_name="", person=who, by=INSTALLER)
    if role:
        account_appoint(made, role, unit, since=BEGINNING, by=INSTALLER)
    return made


def merged(kept, other):
    return person_merge(kept, other, reason="同一人", by=INSTALLER)


def code_of(act) -> str:
    with pytest.raises(XueshiError) as refused:
        act()
    return refused.value.code


def test_numbers_that_were_merged_mean_one_person_until_they_are_parted():
    units = county()
    one, two, three = (person(units[name]) for name in ("first", "second", "third"))
    merged(two, one)
    last = merged(two, three)

    everyone = {who.pk for who in (one, two, three)}
    assert [selves(who.pk) for who in (one, two, three)] == [everyone] * 3
    merge_undo(last, by=INSTALLER)
    assert selves(three.pk) == {three.pk}
    assert selves(None) == frozenset()


def test_two_administrators_are_not_found_to_be_one_person():
    units = county()
    one, two = person(units["first"]), person(units["second"])
    account("one", one, Role.SYSTEM_ADMINISTRATOR)
    account("two", two, Role.AUDIT_ADMINISTRATOR)

    assert code_of(lambda: merged(one, two)) == "ACCESS-005"

    assert selves(one.pk) == {one.pk}


def test_another_account_of_the_person_gets_no_second_administration():
    units = county()
    one, two = person(units["first"]), person(units["second"])
    account("one", one, Role.SYSTEM_ADMINISTRATOR)
    other = account("two", two)
    merged(one, two)

    def appoint(role: Role) -> None:
        account_appoint(other, role, None, since=TODAY, by=INSTALLER)

    assert code_of(lambda: appoint(Role.AUDIT_ADMINISTRATOR)) == "ACCESS-005"
    assert code_of(lambda: appoint(Role.RULE_EDITOR)) == "ACCESS-034"


def test_a_merged_number_is_no_second_person():
    units = county()
    top = units["top"]
    one, two = person(units["first"]), person(units["second"])
    asks, decides = (account(name, who, Role.DEPARTMENT_OFFICER, top) for name, who in (("one", one), ("two", two)))
    merged(one, two)
    request = approval_ask("import", "hash", top.path, {}, by=actor_of(asks, on=TODAY))

    decided = code_of(lambda: approval_decide(request, granted=True, reason="", by=actor_of(decides, on=TODAY)))

    assert decided == "ACCESS-020"
