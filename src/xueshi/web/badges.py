"""How much waits on each work list: one query for the whole menu, which counts no further than it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from xueshi.access.models import Account
from xueshi.access.reads import ReviewFilter, approvals_waiting, review_list
from xueshi.kernel.actors import Actor, Right
from xueshi.people.desks import (
    CorrectionList,
    ReviewList,
    StayList,
    TransferList,
    corrections,
    exemptions,
    stays,
    transfers,
)

MOST = 100
"""As many as this are shown as 99 and more."""

Waiting = Callable[[Actor], QuerySet[Any]]

LISTS: Mapping[str, tuple[Right, Waiting]] = {
    "transfers": (Right.DECIDE_REQUESTS, lambda by: transfers(TransferList.INCOMING, by=by)),
    "stays": (Right.DECIDE_REQUESTS, lambda by: stays(StayList.CONFIRM, by=by)),
    "exemptions": (Right.DECIDE_REQUESTS, lambda by: exemptions(ReviewList.OVERDUE, by=by)),
    "corrections": (Right.DECIDE_REQUESTS, lambda by: corrections(CorrectionList.OPEN, by=by)),
    "approvals": (Right.APPROVE, lambda by: approvals_waiting(by=by)),
    "access_review": (Right.REVIEW_ACCESS, lambda by: review_list(ReviewFilter(), by=by)),
}
"""What waits on the list of each address, for those who can do something about it."""


def waiting(by: Actor) -> Mapping[str, str]:
    """What the badges of the menu say; lists on which nothing waits are left out."""
    asked = {name: _counted(found(by)) for name, (right, found) in LISTS.items() if by.scopes(right)}
    if not asked:
        return {}
    row = Account.objects.filter(pk=by.account).values_list(*asked.values()).first() or ()
    return {name: _said(count) for name, count in zip(asked, row, strict=False) if count}


def _counted(found: QuerySet[Any]) -> Coalesce:
    first = found.model._default_manager.filter(pk__in=found.order_by().values("pk")[:MOST])
    count = first.order_by().values(one=Value(1)).annotate(count=Count("*")).values("count")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


def _said(count: int) -> str:
    return f"{MOST - 1}+" if count >= MOST else str(count)
