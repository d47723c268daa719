"""The work lists of a unit: transfers of both directions, floating members of both ends, reviews that are due, requests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q, QuerySet

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

CLOSED = (TransferState.CONFIRMED, TransferState.REFUSED, TransferState.WITHDRAWN)
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
    order = {TransferList.EXPIRED: "-last_day", TransferList.CLOSED: "-issued_on"}.get(wanted, "last_day")
    return visible_transfers(by).filter(_transfers(wanted, by)).order_by(order, "-pk")


def transfer_counts(*, by: Actor) -> Mapping[str, int]:
    """How many stand on each list that is worked through, counted at once."""
    return _counts(visible_transfers(by), {one: _transfers(one, by) for one in TransferList if one != "closed"})


def _transfers(wanted: TransferList, by: Actor) -> Q:
    waiting = Q(state=TransferState.ISSUED, last_day__gte=by.on)
    expired = Q(state=TransferState.ISSUED, last_day__lt=by.on) | Q(state=TransferState.EXPIRED)
    accepted = Q(state=TransferState.ACCEPTED)
    return {
        TransferList.INCOMING: _under("target", by) & waiting,
        TransferList.OUTGOING: _under("source", by) & (waiting | accepted),
        TransferList.EXPIRED: expired,
        TransferList.CLOSED: Q(state__in=CLOSED),
    }[wanted]


def _counts(found: QuerySet[Any], lists: Mapping[Any, Q]) -> Mapping[str, int]:
    counted = {str(one): Count("pk", filter=wanted) for one, wanted in lists.items()}
    return found.order_by().aggregate(**counted)


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
    order = {StayList.CONFIRM: "valid_from", StayList.OVER: "-valid_to"}.get(wanted, "seen_on")
    return visible_stays(by).filter(_stays(wanted, by)).order_by(order, "valid_from", "pk")


def stay_counts(*, by: Actor) -> Mapping[str, int]:
    """How many stand on each list that is worked through, counted at once."""
    return _counts(visible_stays(by), {one: _stays(one, by) for one in StayList if one != "over"})


def _stays(wanted: StayList, by: Actor) -> Q:
    away = Q(valid_to__gt=by.on) & ~Q(stage=FloatingStage.RETURNED)
    return {
        StayList.CONFIRM: away & _under("host", by) & Q(stage=FloatingStage.REGISTERED),
        StayList.GUESTS: away & _under("host", by),
        StayList.AWAY: away & _under("person__organisation", by),
        StayList.QUIET: away & _quiet(by.on),
        StayList.OVER: ~away,
    }[wanted]


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
    found = _in_force(by).filter(_reviews(wanted, by))
    return found.select_related("person__identity", "person__organisation").order_by("review_due", "pk")


def exemption_counts(*, by: Actor) -> Mapping[str, int]:
    """How many stand on each list, counted at once."""
    return _counts(_in_force(by), {one: _reviews(one, by) for one in ReviewList})


def _in_force(by: Actor) -> QuerySet[Exemption]:
    found: QuerySet[Exemption] = Exemption.objects.known().on(by.on).filter(_under("person__organisation", by))
    return found


def _reviews(wanted: ReviewList, by: Actor) -> Q:
    return {
        ReviewList.DUE: Q(review_due__gte=by.on, review_due__lte=by.on + timedelta(days=SOON)),
        ReviewList.OVERDUE: Q(review_due__lt=by.on) | Q(review_due=None),
        ReviewList.ALL: ~Q(pk=None),
    }[wanted]


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
    order = {CorrectionList.DECIDED: "-decided_on", CorrectionList.OWN: "-asked_on"}.get(wanted, "due_on")
    return visible_corrections(by).filter(_corrections(wanted, by)).order_by(order, "pk")


def correction_counts(*, by: Actor) -> Mapping[str, int]:
    """How many stand on each list that is worked through, counted at once."""
    lists = {one: _corrections(one, by) for one in CorrectionList if one != "decided"}
    return _counts(visible_corrections(by), lists)


def _corrections(wanted: CorrectionList, by: Actor) -> Q:
    unit, waiting = _under("person__organisation", by), Q(state=CorrectionState.OPEN)
    return {
        CorrectionList.OPEN: unit & waiting,
        CorrectionList.OVERDUE: unit & waiting & Q(due_on__lt=by.on),
        CorrectionList.DECIDED: unit & ~waiting,
        CorrectionList.OWN: Q(person=by.person) if by.person else Q(pk__in=()),
    }[wanted]


def row_in_question(correction: Correction) -> PersonDated:
    """The recorded state that a request is about, also when it has been superseded since."""
    kind = KINDS[Subject(correction.subject)]
    row: PersonDated = kind.model.objects.select_related(*kind.related).get(pk=correction.row)
    return row
