"""The second person: a dangerous act is asked for by one, decided by another, and then done once.

Who does something dangerous calls :func:`approval_use` in the transaction that does it. Where that is refused, :func:`approval_ask`
puts the act on the list of those who may decide. The thing should be a number or a hash that stands for exactly the data shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from xueshi.access.models import Account, Approval
from xueshi.access.problems import APPROVAL_OVER, SAME_PERSON, SECOND_PERSON, WITHOUT_REASON
from xueshi.access.selves import is_same_person
from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.errors import XueshiError

VALID = timedelta(days=7)
"""So long an approval may be decided, and used after it was asked for."""


@transaction.atomic
def approval_ask(kind: str, thing: str, path: str, facts: Mapping[str, str | int], *, by: Actor) -> Approval:
    """Ask for a second person; who has asked for the same already gets that request back.

    ``facts`` is what the second person is shown: message ids in English, and plain values.
    """
    waiting = open_approvals().filter(kind=kind, thing=thing, asked_by=by.account).first()
    if waiting is not None:
        return waiting
    made: Approval = Approval.objects.create(
        kind=kind,
        thing=thing,
        path=path,
        facts=dict(facts),
        asked_by=Account.objects.get(pk=by.account),
        expires_at=timezone.now() + VALID,
    )
    audit(by, "approval.asked", "approval", made.number, act=kind, thing=thing, facts=dict(facts))
    return made


@transaction.atomic
def approval_decide(approval: Approval, *, granted: bool, reason: str, by: Actor) -> Approval:
    """Grant or refuse what somebody else asked for; a refusal needs a reason.

    Raises ACCESS-002, ACCESS-020, ACCESS-021, ACCESS-023.
    """
    require(by, Right.APPROVE, approval.path)
    if is_same_person(approval.asked_by, by):
        raise XueshiError(SAME_PERSON)
    if not granted and not reason.strip():
        raise XueshiError(WITHOUT_REASON)
    decided = (
        open_approvals()
        .filter(pk=approval.pk, granted=None)
        .update(granted=granted, reason=reason.strip(), decided_by_id=by.account, decided_at=timezone.now())
    )
    if not decided:
        raise XueshiError(APPROVAL_OVER)
    approval.refresh_from_db()
    verb = "approval.granted" if granted else "approval.refused"
    audit(by, verb, "approval", approval.number, reason=approval.reason, act=approval.kind, thing=approval.thing)
    return approval


@transaction.atomic
def approval_withdraw(approval: Approval, *, by: Actor) -> None:
    """Take one's own request back before it was used.

    Raises ACCESS-021.
    """
    taken = open_approvals().filter(pk=approval.pk, asked_by=by.account).update(expires_at=timezone.now())
    if not taken:
        raise XueshiError(APPROVAL_OVER)
    audit(by, "approval.withdrawn", "approval", approval.number, act=approval.kind, thing=approval.thing)


@transaction.atomic
def approval_use(kind: str, thing: str, *, by: Actor) -> Approval:
    """Use up the approval of an act that the actor asked for, in the transaction of the act.

    Raises ACCESS-022 where nobody has granted it.
    """
    granted = approved(kind, thing, by=by)
    if granted is None:
        raise XueshiError(SECOND_PERSON)
    granted.used_at = timezone.now()
    if not Approval.objects.filter(pk=granted.pk, used_at=None).update(used_at=granted.used_at):
        raise XueshiError(SECOND_PERSON)
    audit(by, "approval.used", "approval", granted.number, approver=granted.decided_by_id, act=kind, thing=thing)
    return granted


def approved(kind: str, thing: str, *, by: Actor) -> Approval | None:
    """The approval that the actor got for an act and has not used yet."""
    return open_approvals().filter(kind=kind, thing=thing, asked_by=by.account, granted=True).first()


def open_approvals() -> QuerySet[Approval]:
    """What is neither refused nor used nor too old."""
    return Approval.objects.filter(used_at=None, expires_at__gt=timezone.now()).exclude(granted=False)
