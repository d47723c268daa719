"""Two numbers found to be one person: what was counted for both counts once, by entries that cancel the second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from xueshi.kernel.actors import Actor, audit
from xueshi.ledger.models import Participation, Posting
from xueshi.ledger.shards import writing
from xueshi.ledger.taken import Piece, stretches, taken_time
from xueshi.people.models import Person

REASON = "counted under another number of the same person"
AMOUNTS = ("credit", "half_days", "theory")


def double_cancelled(kept: Person, merged: Person, *, by: Actor) -> list[int]:
    """Cancel the entries of a number that is merged whose time, or the same activity on the same days, counts for the one who stays.

    The keys of the entries that were cancelled.
    """
    writing()
    taken = taken_time([kept.pk]).get(kept.pk, ())
    same = {_named(one) for one in _counted(kept)}
    double = [one.pk for one in _counted(merged) if _named(one) in same or _meets(one, taken)]
    cancelled = list(_standing(merged).filter(participation__in=double).order_by("pk"))
    Posting.objects.bulk_create(_copy(posting, by, sign=-1, reverses=posting, reason=REASON) for posting in cancelled)
    keys = [posting.pk for posting in cancelled]
    if keys:
        audit(by, "postings.cancelled", "person", merged.number, postings=keys, kept=kept.number)
    return keys


def double_restored(kept: Person, merged: Person, cancelled: list[int] | None, *, by: Actor) -> None:
    """Count again what was cancelled when the number was merged."""
    if not cancelled:
        return
    writing()
    postings = Posting.objects.filter(pk__in=cancelled, person=merged).order_by("pk")
    Posting.objects.bulk_create(_copy(posting, by, sign=1, reverses=None, reason="") for posting in postings)
    audit(by, "postings.restored", "person", merged.number, postings=cancelled, kept=kept.number)


def _standing(person: Person) -> QuerySet[Posting]:
    return Posting.objects.filter(person=person, reverses=None, reversed_by=None)


def _counted(person: Person) -> Iterator[Participation]:
    yield from Participation.objects.filter(pk__in=_standing(person).values("participation")).order_by("pk")


def _named(one: Participation) -> tuple[object, ...]:
    return one.title, one.first_day, one.last_day, one.started_at, one.ended_at


def _meets(one: Participation, taken: Iterable[Piece]) -> bool:
    if not one.has_clock or one.started_at is None or one.ended_at is None:
        return False
    own = stretches(one.started_at, one.ended_at, one.title)
    return any(start < until and first < end for start, end, _ in own for first, until, _ in taken)


def _copy(posting: Posting, by: Actor, *, sign: int, reverses: Posting | None, reason: str) -> Posting:
    values: dict[str, Any] = {field.attname: getattr(posting, field.attname) for field in posting._meta.concrete_fields}
    del values["id"], values["reverses_id"]
    values |= {name: sign * values[name] for name in AMOUNTS}
    values["topics"] = {task: sign * amount for task, amount in posting.topics.items()}
    values |= {"reason": reason, "recorded_at": timezone.now(), "recorded_by": by.account}
    return Posting(**values, reverses=reverses)
