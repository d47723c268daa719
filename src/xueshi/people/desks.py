"""The work lists of a unit: transfers of both directions, floating members of both ends, reviews that are due, requests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet

from xueshi.kernel.actors import Actor, Right
from xueshi.kernel.windows import months_before
from xueshi.people.gates import visible_corrections, visible_stays, visible_transfers
from xueshi.people.models import (
    Correction,
    CorrectionState,
    Exemption,
    Floating,
    FloatingStage,
    PersonDated,
    Presence,
    Subject,
    Transfer,
    TransferState,
)
from xueshi.people.telling import KINDS

SOON = 60
"""Days ahead that the review list looks."""
QUIET_MONTHS = 3
"""After so long without contact a floating member is on the list of those to be found."""
LOST_MONTHS = 6
"""After so long the regulations speak of lost contact (失联): membership may be stopped."""


class TransferList(StrEnum):
    """The lists of the transfer desk."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    EXPIRED = "expired"
    CLOSED = "closed"


def transfers(wanted: TransferList, *, by: Actor) -> QuerySet[Transfer]:
    """One list of the transfer desk: what waits for us, what waits for others, letters past their last day, and the rest."""
    found = visible_transfers(by)
    waiting = Q(state=TransferState.ISSUED, last_day__gte=by.on)
    expired = Q(state=TransferState.ISSUED, last_day__lt=by.on) | Q(state=TransferState.EXPIRED)
    accepted = Q(state=TransferState.ACCEPTED)
    if wanted is TransferList.INCOMING:
        return found.filter(_under("target", by) & waiting).order_by("last_day", "pk")
    if wanted is TransferList.OUTGOING:
        return found.filter(_under("source", by) & (waiting | accepted)).order_by("last_day", "pk")
    if wanted is TransferList.EXPIRED:
        return found.filter(expired).order_by("-last_day", "-pk")
    return found.exclude(waiting | expired | accepted)


def _under(field: str, by: Actor) -> Q:
    wanted = Q(pk__in=())
    for scope in by.scopes(Right.SEE):
        wanted |= Q(**{f"{field}__path__under": scope})
    return wanted


class StayList(StrEnum):
    """The lists of floating members."""

    CONFIRM = "confirm"
    GUESTS = "guests"
    AWAY = "away"
    QUIET = "quiet"
    OVER = "over"


def stays(wanted: StayList, *, by: Actor) -> QuerySet[Floating]:
    """One list of floating members: to confirm by us, guests here, our own who are away, out of contact, and returned."""
    found = visible_stays(by)
    open_now = Q(valid_to__gt=by.on) & ~Q(stage=FloatingStage.RETURNED)
    if wanted is StayList.CONFIRM:
        return found.filter(open_now, _under("host", by), stage=FloatingStage.REGISTERED).order_by("valid_from", "pk")
    if wanted is StayList.GUESTS:
        return found.filter(open_now, _under("host", by)).order_by("seen_on", "pk")
    if wanted is StayList.AWAY:
        return found.filter(open_now, _under("person__organisation", by)).order_by("seen_on", "pk")
    if wanted is StayList.QUIET:
        return found.filter(open_now, _quiet(by.on)).order_by("seen_on", "valid_from", "pk")
    return found.exclude(open_now).order_by("-valid_to", "-pk")


def _quiet(today: date) -> Q:
    limit = months_before(today, QUIET_MONTHS)
    return Q(seen_on__lte=limit) | Q(seen_on=None, valid_from__lte=limit)


def is_lost(stay: Floating, today: date) -> bool:
    """Whether nobody has been in contact for so long that the regulations speak of lost contact."""
    return (stay.seen_on or stay.valid_from) <= months_before(today, LOST_MONTHS)


def presences(stay: Floating) -> QuerySet[Presence]:
    """What both ends recorded of a stay that the actor reached through its gate, the latest first."""
    return Presence.objects.filter(floating=stay.number)


class ReviewList(StrEnum):
    """The lists of exemptions."""

    DUE = "due"
    OVERDUE = "overdue"
    ALL = "all"


def exemptions(wanted: ReviewList, *, by: Actor) -> QuerySet[Exemption]:
    """Exemptions that hold: those whose yearly review is due within sixty days, is overdue or has no date, or all."""
    found: QuerySet[Exemption] = Exemption.objects.known().on(by.on).filter(_under("person__organisation", by))
    overdue = Q(review_due__lt=by.on) | Q(review_due=None)
    if wanted is ReviewList.OVERDUE:
        found = found.filter(overdue)
    elif wanted is ReviewList.DUE:
        found = found.filter(review_due__gte=by.on, review_due__lte=by.on + timedelta(days=SOON))
    return found.select_related("person__identity", "person__organisation").order_by("review_due", "pk")


def exemptions_picked(keys: Iterable[str], *, by: Actor) -> list[Exemption]:
    """The exemptions picked on the list, as far as the actor sees them and they still hold."""
    wanted = [int(key) for key in keys if key.isdecimal() and len(key) < 19]
    return list(exemptions(ReviewList.ALL, by=by).filter(pk__in=wanted))


class CorrectionList(StrEnum):
    """The lists of requests."""

    OPEN = "open"
    OVERDUE = "overdue"
    DECIDED = "decided"
    OWN = "own"


def corrections(wanted: CorrectionList, *, by: Actor) -> QuerySet[Correction]:
    """Requests for correction: of the unit, those that are open, past the due day or decided; or one's own."""
    found = visible_corrections(by)
    if wanted is CorrectionList.OWN:
        return found.filter(person=by.person).order_by("-asked_on", "-pk") if by.person else found.none()
    mine = _under("person__organisation", by)
    if wanted is CorrectionList.DECIDED:
        return found.filter(mine).exclude(state=CorrectionState.OPEN).order_by("-decided_on", "-pk")
    waiting = found.filter(mine, state=CorrectionState.OPEN)
    return waiting.filter(due_on__lt=by.on) if wanted is CorrectionList.OVERDUE else waiting


def row_in_question(correction: Correction) -> PersonDated:
    """The recorded state that a request is about, also when it has been superseded since."""
    kind = KINDS[Subject(correction.subject)]
    row: PersonDated = kind.model.objects.select_related(*kind.related).get(pk=correction.row)
    return row
