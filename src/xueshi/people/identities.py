"""Changing who a number stands for, and forgetting it for good; what names are found by is kept with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.organisations.bulk import insert
from xueshi.people.models import Identity, NameToken, Person
from xueshi.people.recording import path_of
from xueshi.people.vault.names import tokens_of
from xueshi.people.vault_problems import ERASED, NO_REASON


def tokens_kept(identities: Iterable[Identity], *, known: Sequence[int] = ()) -> None:
    """Keep what the names of identities are found by; the old tokens of the people in ``known`` go first."""
    for start in range(0, len(known), 500):
        NameToken.objects.filter(person__in=known[start : start + 500]).delete()
    rows = ((token, one.person_id) for one in identities for token in sorted(tokens_of(one.name)))
    insert(NameToken, ("token", "person_id"), rows)


@transaction.atomic
def identity_erase(person: Person, *, reason: str, by: Actor) -> None:
    """Destroy a person's key, so that nothing sealed for the person opens ever again; the number and its entries stay.

    Other numbers of the same person are erased with it. Raises VAULT-001, VAULT-002, ACCESS-002.
    """
    require(by, Right.ERASE, path_of(person))
    if not reason.strip():
        raise XueshiError(NO_REASON)
    everyone = Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person)).order_by("pk")
    if not _forgotten(list(everyone)):
        raise XueshiError(ERASED)
    for one in everyone:
        for forget in settings.XUESHI_ERASURES:
            import_string(forget)(one)
    audit(by, "identity.erased", "person", person.number, reason=reason.strip())
    transaction.on_commit(_scrub)


def _forgotten(people: Sequence[Person]) -> int:
    NameToken.objects.filter(person__in=people).delete()
    return Identity.objects.filter(person__in=people, erased_at=None).update(
        person_key=b"",
        master_key=None,
        sealed_name=b"",
        name_index=None,
        local_number="",
        citizen_id=b"",
        citizen_id_index=None,
        phone=b"",
        phone_index=None,
        gender="",
        ethnicity="",
        born_on=None,
        education="",
        erased_at=timezone.now(),
    )


def _scrub() -> None:
    """Let SQLite forget the pages as they were: its write-ahead log is emptied, and what is freed there is overwritten anyway."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
