"""Transfers of affiliation (组织关系接转): letter, acceptance, receipt.

The old organisation answers until the new one has accepted; entries of the ledger stay with the person. Which step may follow
which is said by ``STEPS`` and drawn in docs/people.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.organisations.models import Organisation
from xueshi.people.actions import affiliation_cut, affiliation_set
from xueshi.people.floating import stays_ended
from xueshi.people.models import Affiliation, Person, Transfer, TransferState, TransferStep
from xueshi.people.offices import offices_cut
from xueshi.people.recording import locked, not_future, require_change
from xueshi.people.request_problems import REASON_NEEDED
from xueshi.people.transfer_problems import (
    LETTER_EXPIRED,
    LETTER_OPEN,
    MOVED_ALREADY,
    NO_STEP,
    NOWHERE,
    OUT_OF_TIME,
)

STEPS: Mapping[TransferState, tuple[TransferState, ...]] = {
    TransferState.ISSUED: (
        TransferState.ACCEPTED,
        TransferState.REFUSED,
        TransferState.EXPIRED,
        TransferState.WITHDRAWN,
        TransferState.CONFIRMED,
    ),
    TransferState.ACCEPTED: (TransferState.CONFIRMED,),
    TransferState.CONFIRMED: (),
    TransferState.REFUSED: (),
    TransferState.EXPIRED: (),
    TransferState.WITHDRAWN: (),
}
"""From issued straight to confirmed goes only a letter to outside the system, whose receipt comes on paper."""

LONGEST = 90
"""Days that a letter may be good for."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter of introduction says: one of the targets is given, the organisation or the name of one outside."""

    number: str
    target: Organisation | None = None
    target_text: str = ""
    days: int = 30
    dues_until: date | None = None


@transaction.atomic
def transfer_issue(person: Person, letter: Letter, *, on: date, by: Actor) -> Transfer:
    """Issue a letter for a person; the old organisation goes on answering.

    Raises TRANSFER-001 while another letter is open, TRANSFER-004, STATE-005, ACCESS-002.
    """
    require_change(by, person)
    locked(person)
    not_future(on, by=by)
    source = person.organisation
    if source is None or not _leads_on(letter, source, on):
        raise XueshiError(NOWHERE, target=letter.target.full_name if letter.target else letter.target_text)
    still_open = Transfer.objects.filter(person=person, state=TransferState.ISSUED).first()
    if still_open is not None and still_open.state_on(by.on) is TransferState.ISSUED:
        raise XueshiError(LETTER_OPEN, letter=still_open.letter)
    if still_open is not None:
        _step(still_open, TransferState.EXPIRED, on=still_open.last_day + timedelta(days=1), by=by)
    transfer = Transfer.objects.create(
        letter=letter.number,
        person=person,
        source=source,
        target=letter.target,
        target_text=letter.target_text,
        issued_on=on,
        last_day=on + timedelta(days=letter.days - 1),
        dues_until=letter.dues_until,
    )
    _written(transfer, TransferState.ISSUED, on=on, by=by)
    audit(
        by,
        "transfer.issued",
        "transfer",
        transfer.number,
        person=person.number,
        source=source.number,
        target=letter.target.number if letter.target else letter.target_text,
        last_day=transfer.last_day.isoformat(),
    )
    return transfer


def _leads_on(letter: Letter, source: Organisation, on: date) -> bool:
    if not 1 <= letter.days <= LONGEST:
        return False
    if letter.target is None:
        return bool(letter.target_text)
    exists = letter.target.dissolved_on is None or letter.target.dissolved_on > on
    return exists and letter.target != source and not letter.target_text


@transaction.atomic
def transfer_accept(transfer: Transfer, *, on: date, by: Actor) -> Transfer:
    """Let the new organisation answer from a day on: the affiliation moves, offices in the old organisation end.

    Raises TRANSFER-002, TRANSFER-003 past the last day of the letter, TRANSFER-005, TRANSFER-006, ACCESS-002.
    """
    target = transfer.target
    if target is None:
        raise _no_step(transfer, TransferState.ACCEPTED, by=by)
    require(by, Right.DECIDE_REQUESTS, target.path)
    _require_step(transfer, TransferState.ACCEPTED, by=by)
    _require_day(transfer, on, by=by)
    _require_source(transfer, on)
    person = transfer.person
    affiliation_set(person, target, on=on, by=by)
    offices = offices_cut(person, transfer.source, on=on, by=by)
    stays_ended(person, target, on=on, by=by)
    transfer.accepted_on = on
    _step(transfer, TransferState.ACCEPTED, on=on, by=by)
    audit(
        by,
        "transfer.accepted",
        "transfer",
        transfer.number,
        person=person.number,
        on=on.isoformat(),
        offices_ended=offices,
    )
    return transfer


@transaction.atomic
def transfer_refuse(transfer: Transfer, *, reason: str, by: Actor) -> Transfer:
    """Send a letter back; the old organisation goes on answering.

    Raises TRANSFER-002, TRANSFER-003, REQUEST-006 without a reason, ACCESS-002.
    """
    if transfer.target is None:
        raise _no_step(transfer, TransferState.REFUSED, by=by)
    require(by, Right.DECIDE_REQUESTS, transfer.target.path)
    return _closed(transfer, TransferState.REFUSED, reason, by=by)


@transaction.atomic
def transfer_withdraw(transfer: Transfer, *, reason: str, by: Actor) -> Transfer:
    """Take a letter back before it is accepted.

    Raises TRANSFER-002, TRANSFER-003, REQUEST-006 without a reason, ACCESS-002.
    """
    require(by, Right.CHANGE_PEOPLE, transfer.source.path)
    return _closed(transfer, TransferState.WITHDRAWN, reason, by=by)


@transaction.atomic
def transfer_confirm(transfer: Transfer, *, on: date, by: Actor) -> Transfer:
    """Record that the receipt has come back to the old side; for a letter to outside the system the affiliation ends that day.

    Raises TRANSFER-002, TRANSFER-005, TRANSFER-006, ACCESS-002.
    """
    require(by, Right.DECIDE_REQUESTS, transfer.source.path)
    _require_step(transfer, TransferState.CONFIRMED, by=by)
    if (transfer.state == TransferState.ISSUED) != (transfer.target is None):
        raise _no_step(transfer, TransferState.CONFIRMED, by=by)
    _require_day(transfer, on, by=by)
    if transfer.target is None:
        _require_source(transfer, on)
        affiliation_cut(transfer.person, on=on, by=by)
        offices_cut(transfer.person, transfer.source, on=on, by=by)
        transfer.accepted_on = on
    _step(transfer, TransferState.CONFIRMED, on=on, by=by)
    audit(by, "transfer.confirmed", "transfer", transfer.number, person=transfer.person.number, on=on.isoformat())
    return transfer


def _closed(transfer: Transfer, state: TransferState, reason: str, *, by: Actor) -> Transfer:
    if not reason.strip():
        raise XueshiError(REASON_NEEDED)
    _require_step(transfer, state, by=by)
    _step(transfer, state, on=by.on, reason=reason.strip(), by=by)
    audit(by, f"transfer.{state}", "transfer", transfer.number, person=transfer.person.number, reason=reason.strip())
    return transfer


def _require_step(transfer: Transfer, to: TransferState, *, by: Actor) -> None:
    """Refuse a step that may not follow; the row is locked and read anew, so that two sides cannot both take one."""
    Transfer.objects.select_for_update(of=("self",)).filter(pk=transfer.pk).exists()
    transfer.refresh_from_db(fields=["state"])
    paper = transfer.target is None and to is TransferState.CONFIRMED
    if transfer.state_on(by.on) is TransferState.EXPIRED and transfer.state == TransferState.ISSUED and not paper:
        raise XueshiError(LETTER_EXPIRED, last_day=transfer.last_day.isoformat())
    if to not in STEPS[TransferState(transfer.state)]:
        raise _no_step(transfer, to, by=by)


def _no_step(transfer: Transfer, to: TransferState, *, by: Actor) -> XueshiError:
    return XueshiError(NO_STEP, now=transfer.state_on(by.on).label, wanted=to.label)


def _require_day(transfer: Transfer, on: date, *, by: Actor) -> None:
    first = transfer.accepted_on or transfer.issued_on
    last = by.on if transfer.accepted_on or transfer.target is None else min(by.on, transfer.last_day)
    if not first <= on <= last:
        raise XueshiError(OUT_OF_TIME, on=on.isoformat(), first=first.isoformat(), last=last.isoformat())


def _require_source(transfer: Transfer, on: date) -> None:
    """Refuse a letter of an organisation that does not answer on the day, or will be followed by another one."""
    locked(transfer.person)
    stays = Affiliation.objects.known().filter(person=transfer.person, valid_from__lte=on).order_by("valid_from")
    latest = stays.last()
    later = Affiliation.objects.known().filter(person=transfer.person, valid_from__gt=on).exists()
    if later or latest is None or latest.organisation_id != transfer.source_id:
        raise XueshiError(MOVED_ALREADY, on=on.isoformat())


def _step(transfer: Transfer, state: TransferState, *, on: date, reason: str = "", by: Actor) -> None:
    transfer.state = state
    transfer.save(update_fields=["state", "accepted_on"])
    _written(transfer, state, on=on, reason=reason, by=by)


def _written(transfer: Transfer, state: TransferState, *, on: date, reason: str = "", by: Actor) -> None:
    TransferStep.objects.create(transfer=transfer, state=state, on=on, reason=reason, recorded_by=by.account)
