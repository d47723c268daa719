"""The main menu: what an actor comes to do, in the words of the job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.actors import Actor, Right

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu."""

    title: StrPromise
    icon: str
    url: str
    current: bool
    waiting: str = ""
    """How much waits there; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that belong to one job."""

    title: StrPromise
    items: tuple[Item, ...]


Entry = tuple["StrPromise", str, str, Right | None]

ENTRIES: tuple[tuple[StrPromise, tuple[Entry, ...]], ...] = (
    (
        _("Standing"),
        (
            (_("Home"), "home", "home", None),
            (_("Standing of organisations"), "runs", "units", Right.SEE),
            (_("Standing of people"), "people", "people", Right.SEE),
            (_("Plan and clauses"), "plan", "plans", None),
            (_("Judging runs"), "history", "runs", Right.SEE),
        ),
    ),
    (
        _("Organisations and members"),
        (
            (_("Organisation tree"), "tree", "tree", Right.SEE),
            (_("Roll of members"), "roster", "roster", Right.SEE),
            (_("Study meetings"), "roster", "meetings", None),
            (_("Transfers"), "transfer", "transfers", Right.SEE),
            (_("Floating members"), "floating", "stays", Right.SEE),
            (_("Exemption review"), "review", "exemptions", Right.SEE),
            (_("Requests for correction"), "correction", "corrections", None),
            (_("Find by identity number"), "search", "person_find", Right.SEE_IDENTITY),
            (_("Possible duplicates"), "people", "duplicates", Right.CHANGE_PEOPLE),
        ),
    ),
    (
        _("Data"),
        (
            (_("Upload files"), "upload", "uploads", Right.IMPORT),
            (_("Import centre"), "upload", "imports", Right.IMPORT),
            (_("Jobs"), "jobs", "jobs", Right.IMPORT),
            (_("Approvals"), "approval", "approvals", Right.APPROVE),
            (_("Exports"), "download", "exports", Right.EXPORT),
        ),
    ),
    (
        _("Rights"),
        (
            (_("Accounts"), "account", "accounts", Right.APPOINT),
            (_("Identity vault"), "key", "vault", Right.ERASE),
            (_("Access review"), "review", "access_review", Right.REVIEW_ACCESS),
            (_("Audit trail"), "audit", "audit", Right.READ_AUDIT),
            (_("Register of exports"), "download", "exports", Right.READ_AUDIT),
            (_("Classes of data"), "classes", "data_classes", Right.READ_AUDIT),
        ),
    ),
)
"""Groups of title, sign, name of the address, and the right that opens it; None opens to everybody signed in."""


def menu(by: Actor, address: str, waiting: Mapping[str, str]) -> tuple[Group, ...]:
    """The entries that the actor can use, the one of this address marked, with what waits there by the name of the address."""
    groups = []
    for title, entries in ENTRIES:
        items = tuple(
            _item(name, icon, reverse(route), address, waiting.get(route, ""))
            for name, icon, route, right in entries
            if right is None or by.scopes(right)
        )
        if items:
            groups.append(Group(title, items))
    return tuple(groups)


def _item(title: StrPromise, icon: str, url: str, address: str, waiting: str) -> Item:
    current = address == url if url == "/" else address.startswith(url)
    return Item(title, icon, url, current, waiting)
