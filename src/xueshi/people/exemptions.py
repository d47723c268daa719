"""Of whom no hard requirement is made and when that is looked at again, and who may study online instead of in person."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.windows import Span, months_after
from xueshi.organisations.dated import replaced
from xueshi.people.models import Exemption, ExemptionReason, Person, SubstituteApproval
from xueshi.people.recording import begin, cut_off, not_future, path_of

REVIEW_MONTHS = 12
"""An exemption is looked at again every year."""


@transaction.atomic
def exemption_grant(
    person: Person, reason: ExemptionReason, *, decided_on: date | None, span: Span, by: Actor
) -> Exemption:
    """Record that the branch has decided to make no hard requirement of a person; without the day the review is due at once.

    Raises STATE-004, STATE-005, PERSON-002, ACCESS-002.
    """
    if decided_on is not None:
        not_future(decided_on, by=by)
    due = months_after(decided_on, REVIEW_MONTHS) if decided_on else None
    row = Exemption(person=person, reason=reason, decided_on=decided_on, review_due=due)
    return begin(row, "exemption.granted", span, by=by)


@transaction.atomic
def exemption_confirm(row: Exemption, *, on: date, by: Actor) -> Exemption:
    """Record that the yearly review found the reason still there; the next one is due a year later.

    Raises STATE-005, ACCESS-002.
    """
    require(by, Right.DECIDE_REQUESTS, path_of(row.person))
    not_future(on, by=by)
    due = months_after(on, REVIEW_MONTHS)
    confirmed = replaced(row, by=by.account, reviewed_on=on, review_due=due)
    audit(by, "exemption.confirmed", "person", row.person.number, on=on.isoformat(), due=due.isoformat())
    return confirmed


@transaction.atomic
def exemption_end(row: Exemption, *, on: date, by: Actor) -> Exemption:
    """Record the first day on which the requirement is made again, as the yearly review found.

    Raises PERSON-002, STATE-004, ACCESS-002.
    """
    require(by, Right.DECIDE_REQUESTS, path_of(row.person))
    ended = cut_off(row, on, by=by)
    audit(by, "exemption.ended", "person", row.person.number, on=on.isoformat())
    return ended


@transaction.atomic
def substitute_approve(
    person: Person, decided_by: str, *, decided_on: date | None = None, span: Span, by: Actor
) -> SubstituteApproval:
    """Record that a person may study online instead of in person.

    Raises STATE-004, PERSON-002, ACCESS-002.
    """
    row = SubstituteApproval(person=person, decided_by=decided_by, decided_on=decided_on)
    return begin(row, "substitute.approved", span, by=by)


def reason_in(words: str) -> ExemptionReason:
    """The reason out of the closed list that the words of a roster mean; other words are not kept.

    >>> reason_in("行动不便").value, reason_in("年老体弱、行动不便").value, reason_in("是").value
    ('immobile', 'old_frail', 'other')
    """
    if "年老" in words or "体弱" in words:
        return ExemptionReason.OLD_FRAIL
    return ExemptionReason.IMMOBILE if "行动不便" in words else ExemptionReason.OTHER
