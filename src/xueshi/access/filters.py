"""Saved filters: keep, share, take away; one's own and those shared with a unit that one works for."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.db.models import Q, QuerySet

from xueshi.access.filter_problems import NO_NAME, TOO_LONG
from xueshi.access.models import SavedFilter
from xueshi.kernel.actors import Actor, NotFoundError, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.organisations.models import Organisation

LONGEST_NAME = 60
LONGEST_QUERY = 1000


def visible_filters(by: Actor, listing: str) -> QuerySet[SavedFilter]:
    """The actor's own filters of a list, and those shared with a unit within the actor's scope."""
    wanted = Q(owner=by.account)
    for scope in by.scopes(Right.SEE):
        wanted |= Q(organisation__path__under=scope)
    return SavedFilter.objects.filter(wanted, listing=listing).select_related("organisation", "owner")


def filter_for(by: Actor, number: str) -> SavedFilter:
    """One of the actor's own filters."""
    found = SavedFilter.objects.filter(number=number, owner=by.account).first()
    if found is None:
        raise NotFoundError("filter")
    return found


def cleaned(query: str, allowed: Collection[str]) -> str:
    """The part of an address that filters a list: known names with a value, in their order.

    >>> cleaned("?q=li&page=3&evil=1&unit=", ("q", "unit"))
    'q=li'
    """
    pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=False)
    return urlencode([(name, value) for name, value in pairs if name in allowed])


@transaction.atomic
def filter_save(listing: str, name: str, query: str, *, share: Organisation | None, by: Actor) -> SavedFilter:
    """Keep a filter under a name; the actor's own filter of that name is replaced.

    Raises LIST-001, LIST-002, ACCESS-002.
    """
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise XueshiError(NO_NAME)
    if len(query) > LONGEST_QUERY:
        raise XueshiError(TOO_LONG, longest=LONGEST_QUERY)
    if share is not None:
        require(by, Right.SEE, share.path)
    kept, _made = SavedFilter.objects.update_or_create(
        owner_id=by.account, listing=listing, name=name, defaults={"query": query, "organisation": share}
    )
    audit(by, "filter.saved", "filter", kept.number, listing=listing, shared=share.number if share else None)
    return kept


@transaction.atomic
def filter_remove(kept: SavedFilter, *, by: Actor) -> None:
    """Take an own filter away.

    Raises ACCESS-001.
    """
    own = filter_for(by, kept.number)
    audit(by, "filter.removed", "filter", own.number, listing=own.listing)
    own.delete()
