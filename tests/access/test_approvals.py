"""A dangerous act takes two persons, and an approval serves for one act."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.offices import TODAY, county, person
from xueshi.access.actors import witness
from xueshi.access.approvals import (
    VALID,
    approval_ask,
    approval_decide,
    approval_use,
    approval_withdraw,
    approved,
)
from xueshi.access.models import Account, Approval, AuditRecord
from xueshi.kernel.actors import Actor, Grant, NotAllowedError, Role
from xueshi.kernel.errors import XueshiError

pytestmark = pytest.mark.django_db
FACTS: dict[str, str | int] = {"rows": 1200, "file": "roster.csv"}


def officer_of(path: str, name: str, who=None) -> Actor:
    """The actor of a new account of an officer."""
    account = Account.objects.create(username=name, password="!", person=who)
    grants = (Grant(Role.DEPARTMENT_OFFICER, path),)
    return Actor(account.pk, TODAY, grants, witness(), who.pk if who else None)


@pytest.fixture
def two():
    """The path of a county and two of its officers."""
    path = county()["top"].path
    return path, officer_of(path, "one"), officer_of(path, "two")


def asked(path: str, by: Actor) -> Approval:
    return approval_ask("import", "hash", path, FACTS, by=by)


def code_of(act) -> str:
    with pytest.raises(XueshiError) as refused:
        act()
    return refused.value.code


def test_a_second_officer_grants_and_the_first_acts_once(two):
    path, one, second = two

    approval_decide(asked(path, one), granted=True, reason="", by=second)
    used = approval_use("import", "hash", by=one)

    assert (used.decided_by_id, used.facts) == (second.account, FACTS)
    assert code_of(lambda: approval_use("import", "hash", by=one)) == "ACCESS-022"
    assert list(AuditRecord.objects.filter(kind="approval").order_by("pk").values_list("verb", flat=True)) == [
        "approval.asked",
        "approval.granted",
        "approval.used",
    ]


def test_nobody_decides_what_he_or_she_asked_for(two):
    path, one, _second = two
    request = asked(path, one)

    assert code_of(lambda: approval_decide(request, granted=True, reason="", by=one)) == "ACCESS-020"
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(pk=request.pk).update(
            granted=True, decided_by_id=one.account, decided_at=timezone.now()
        )

    assert approved("import", "hash", by=one) is None


def test_another_account_of_the_same_person_is_no_second_person(two):
    path, _one, _second = two
    who = person(county("乙县委")["first"])
    one = officer_of(path, "own", who)
    again = Actor(one.account + 1000, TODAY, one.grants, witness(), who.pk)

    assert code_of(lambda: approval_decide(asked(path, one), granted=True, reason="", by=again)) == "ACCESS-020"


def test_only_officers_over_the_path_decide(two):
    path, one, _second = two
    request = asked(path, one)
    below = officer_of(path + "00001", "below")

    with pytest.raises(NotAllowedError):
        approval_decide(request, granted=True, reason="", by=below)

    request.refresh_from_db()
    assert request.granted is None


def test_a_refusal_says_why_and_is_final(two):
    path, one, second = two
    request = asked(path, one)

    assert code_of(lambda: approval_decide(request, granted=False, reason=" ", by=second)) == "ACCESS-023"
    approval_decide(request, granted=False, reason="人数不符", by=second)

    assert code_of(lambda: approval_decide(request, granted=True, reason="", by=second)) == "ACCESS-021"
    assert code_of(lambda: approval_use("import", "hash", by=one)) == "ACCESS-022"


def test_an_approval_is_for_the_thing_shown_and_for_who_asked(two):
    path, one, second = two

    approval_decide(asked(path, one), granted=True, reason="", by=second)

    assert code_of(lambda: approval_use("import", "other", by=one)) == "ACCESS-022"
    assert code_of(lambda: approval_use("export", "hash", by=one)) == "ACCESS-022"
    assert code_of(lambda: approval_use("import", "hash", by=second)) == "ACCESS-022"
    assert approval_use("import", "hash", by=one).used_at is not None


def test_asking_twice_is_one_request(two):
    path, one, second = two

    assert asked(path, one) == asked(path, one)
    assert asked(path, one) != asked(path, second)
    assert Approval.objects.count() == 2


@pytest.mark.parametrize(("seconds", "usable"), [(1, True), (0, False), (-1, False)])
def test_an_approval_expires(two, seconds, usable):
    path, one, second = two
    request = asked(path, one)
    approval_decide(request, granted=True, reason="", by=second)

    moment = timezone.now() + timedelta(minutes=seconds)
    Approval.objects.filter(pk=request.pk).update(expires_at=moment)

    assert (approved("import", "hash", by=one) is not None) is usable


def test_a_request_stays_open_for_a_week(two):
    path, one, _second = two

    request = asked(path, one)

    assert timedelta(days=7) == VALID
    assert abs(request.expires_at - request.asked_at - VALID) < timedelta(minutes=1)


def test_who_asked_may_withdraw_and_nobody_else(two):
    path, one, second = two
    request = asked(path, one)

    assert code_of(lambda: approval_withdraw(request, by=second)) == "ACCESS-021"
    approval_withdraw(request, by=one)

    assert code_of(lambda: approval_decide(request, granted=True, reason="", by=second)) == "ACCESS-021"
    assert asked(path, one) != request
