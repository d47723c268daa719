"""What a member asks to have put right: decided by the unit, never by the member; what is granted is the dated change itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from xueshi.kernel.actors import Actor, NotFoundError, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import Span, working_days_after
from xueshi.organisations.dated import replaced, withdraw
from xueshi.people.actions import derive_organisations
from xueshi.people.memberships import dates_corrected
from xueshi.people.models import (
    Affiliation,
    CadreStanding,
    Correction,
    CorrectionState,
    Exemption,
    Floating,
    Membership,
    Office,
    Person,
    PersonDated,
    Subject,
    SubstituteApproval,
    Tag,
)
from xueshi.people.recording import alone, locked, ordered, path_of
from xueshi.people.request_problems import (
    CHANGED_SINCE,
    DECIDED,
    NOTHING_ASKED,
    OPEN_ALREADY,
    OWN_REQUEST,
    REASON_NEEDED,
)

STATES: Mapping[Subject, type[PersonDated]] = {
    Subject.MEMBERSHIP: Membership,
    Subject.AFFILIATION: Affiliation,
    Subject.OFFICE: Office,
    Subject.CADRE: CadreStanding,
    Subject.TAG: Tag,
    Subject.EXEMPTION: Exemption,
    Subject.SUBSTITUTE: SubstituteApproval,
    Subject.FLOATING: Floating,
}
WORKING_DAYS = 15
"""The unit decides within so many."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a member says is right of one recorded state; days left out stay as they are recorded."""

    subject: Subject
    row: int
    reason: str
    never: bool = False
    first: date | None = None
    until: date | None = None
    admitted_on: date | None = None
    full_on: date | None = None


@transaction.atomic
def correction_ask(person: Person, asked: Asked, *, by: Actor) -> Correction:
    """Ask the unit to put a state of one's own right.

    Raises REQUEST-003 where nothing is asked, REQUEST-004 where the state is no longer the recorded one, REQUEST-005, REQUEST-006.
    """
    if by.person != person.pk:
        raise NotFoundError("person")
    if not asked.reason.strip():
        raise XueshiError(REASON_NEEDED)
    locked(person)
    row = _row(person, asked.subject, asked.row)
    if not _says_something(asked, row):
        raise XueshiError(NOTHING_ASKED)
    mine = Correction.objects.filter(person=person, subject=asked.subject, row=asked.row)
    if mine.filter(state=CorrectionState.OPEN).exists():
        raise XueshiError(OPEN_ALREADY)
    made = Correction.objects.create(
        person=person,
        subject=asked.subject,
        row=asked.row,
        never=asked.never,
        first=asked.first,
        until=asked.until,
        admitted_on=asked.admitted_on,
        full_on=asked.full_on,
        reason=asked.reason.strip(),
        asked_on=by.on,
        due_on=working_days_after(by.on, WORKING_DAYS),
    )
    audit(by, "correction.asked", "correction", made.number, person=person.number, subject=asked.subject)
    return made


def _row(person: Person, subject: Subject, key: int) -> PersonDated:
    row: PersonDated | None = STATES[subject].objects.known().filter(person=person, pk=key).first()
    if row is None:
        raise XueshiError(CHANGED_SINCE)
    return row


def _says_something(asked: Asked, row: PersonDated) -> bool:
    if asked.never:
        return not asked.subject.is_lasting
    if isinstance(row, Membership):
        pairs = [(asked.admitted_on, row.admitted_on), (asked.full_on, row.full_on)]
    elif isinstance(row, Affiliation):
        pairs = [(asked.first, row.valid_from)]
    else:
        pairs = [(asked.first, row.valid_from), (asked.until, row.valid_to)]
    return any(right is not None and right != recorded for right, recorded in pairs)


@transaction.atomic
def correction_grant(correction: Correction, *, answer: str = "", by: Actor) -> Correction:
    """Grant a request: the recorded state is superseded by what the member says is right.

    Raises REQUEST-001 for one's own, REQUEST-002, REQUEST-004, STATE-004, PERSON-002, ACCESS-002.
    """
    _require_decision(correction, by=by)
    row = _row(correction.person, Subject(correction.subject), correction.row)
    before = _days(row)
    _put_right(correction, row, by=by)
    _decided(correction, CorrectionState.GRANTED, answer, by=by)
    audit(
        by,
        "correction.granted",
        "correction",
        correction.number,
        person=correction.person.number,
        subject=correction.subject,
        before=before,
        after=_asked_days(correction),
    )
    return correction


@transaction.atomic
def correction_refuse(correction: Correction, *, answer: str, by: Actor) -> Correction:
    """Refuse a request with a reason that the member reads.

    Raises REQUEST-001 for one's own, REQUEST-002, REQUEST-006, ACCESS-002.
    """
    _require_decision(correction, by=by)
    if not answer.strip():
        raise XueshiError(REASON_NEEDED)
    _decided(correction, CorrectionState.REFUSED, answer, by=by)
    audit(by, "correction.refused", "correction", correction.number, person=correction.person.number, reason=answer)
    return correction


@transaction.atomic
def correction_withdraw(correction: Correction, *, by: Actor) -> Correction:
    """Take the own request back.

    Raises REQUEST-002.
    """
    if by.person != correction.person_id:
        raise NotFoundError("correction")
    _require_open(correction)
    _decided(correction, CorrectionState.WITHDRAWN, "", by=by)
    audit(by, "correction.withdrawn", "correction", correction.number, person=correction.person.number)
    return correction


def _require_decision(correction: Correction, *, by: Actor) -> None:
    if by.person == correction.person_id:
        raise XueshiError(OWN_REQUEST)
    require(by, Right.DECIDE_REQUESTS, path_of(correction.person))
    _require_open(correction)


def _require_open(correction: Correction) -> None:
    locked(correction.person)
    correction.refresh_from_db(fields=["state"])
    if correction.state != CorrectionState.OPEN:
        raise XueshiError(DECIDED, now=CorrectionState(correction.state).label)


def _decided(correction: Correction, state: CorrectionState, answer: str, *, by: Actor) -> None:
    correction.state, correction.answer = state, answer.strip()
    correction.decided_on, correction.decided_by = by.on, by.account
    correction.save(update_fields=["state", "answer", "decided_on", "decided_by"])


def _put_right(correction: Correction, row: PersonDated, *, by: Actor) -> None:
    if correction.never:
        withdraw(row)
    elif isinstance(row, Membership):
        admitted_on, full_on = correction.admitted_on or row.admitted_on, correction.full_on or row.full_on
        dates_corrected(correction.person, admitted_on=admitted_on, full_on=full_on, by=by)
    elif isinstance(row, Affiliation):
        _moved_start(row, correction.first or row.valid_from, by=by)
    else:
        span = ordered(Span(correction.first or row.valid_from, correction.until or row.valid_to))
        alone(row, span)
        replaced(row, by=by.account, valid_from=span.first, valid_to=span.until)


def _moved_start(row: Affiliation, first: date, *, by: Actor) -> None:
    """Let an affiliation begin on another day; the one before it lasts until then."""
    ordered(Span(first, row.valid_to))
    earlier = Affiliation.objects.known().filter(person=row.person, valid_from__lt=row.valid_from)
    before = earlier.order_by("valid_from").last()
    if before is not None and (before.valid_to == row.valid_from or before.valid_to > first):
        ordered(Span(before.valid_from, first))
        replaced(before, by=by.account, valid_to=first)
    replaced(row, by=by.account, valid_from=first)
    derive_organisations([row.person], on=by.on)


def _days(row: PersonDated) -> dict[str, str]:
    named = ("admitted_on", "full_on") if isinstance(row, Membership) else ("valid_from", "valid_to")
    return {name: str(getattr(row, name) or "") for name in named}


def _asked_days(correction: Correction) -> dict[str, str]:
    if correction.never:
        return {}
    named = ("admitted_on", "full_on", "first", "until")
    return {name: str(value) for name in named if (value := getattr(correction, name))}
