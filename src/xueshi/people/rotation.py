"""A new master key for the vault: it wraps every person's key anew, while everything stays readable.

What an erased person's key was wrapped by is gone with the old master key, from old copies of the database as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count

from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.work import Progress, Task, Ticket
from xueshi.organisations.queue import enqueue
from xueshi.people.models import Identity
from xueshi.people.models.person import COLUMNS
from xueshi.people.vault import keyring, sealing
from xueshi.people.vault.ciphers import SUITES
from xueshi.people.vault_problems import KEY_IN_USE, NO_SUCH_KEY

AT_ONCE = 500
"""People in one transaction."""
WRITTEN = ("master_key", "person_key", *COLUMNS.values())


@dataclass(frozen=True, slots=True)
class MasterKey:
    """A master key: its number, whether it is in use, and whose keys it still wraps."""

    number: int
    is_current: bool
    people: int


def master_keys(*, by: Actor) -> list[MasterKey]:
    """The master keys that are kept, the newest first.

    Raises ACCESS-002.
    """
    require(by, Right.ERASE, "")
    return _kept()


@transaction.atomic
def vault_rotation_start(*, by: Actor) -> Ticket:
    """Begin a rotation, or carry on with an unfinished one, as a job.

    Raises ACCESS-002.
    """
    rotation_begin(by=by)
    return enqueue("vault_rotate", {}, by=by)


@transaction.atomic
def rotation_begin(*, by: Actor) -> int:
    """The number of a new master key, which is in use at once; of the newest one while it does not wrap everybody's key yet.

    Raises ACCESS-002.
    """
    require(by, Right.ERASE, "")
    newest, *older = _kept()
    if any(key.people for key in older):
        return newest.number
    number = keyring.master_keys().add()
    audit(by, "vault.key_added", "vault", str(number))
    return number


def vault_rotate(task: Task, progress: Progress, by: Actor) -> dict[str, Any]:
    """Have the master key in use wrap every person's key, and seal anew what another cipher sealed; done again, it carries on.

    Raises ACCESS-002.
    """
    require(by, Right.ERASE, "")
    rotated = 0
    keys = list(Identity.objects.filter(erased_at=None).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        progress(start * 100 // len(keys), "Changing the keys of the vault")
        rotated += _rotated(keys[start : start + AT_ONCE])
    audit(by, "vault.rotated", "vault", str(keyring.current()), people=rotated)
    return {"people": rotated, "key": keyring.current()}


@transaction.atomic
def master_key_drop(number: int, *, by: Actor) -> None:
    """Destroy a master key that wraps nobody's key any more.

    Raises VAULT-003, VAULT-004, ACCESS-002.
    """
    require(by, Right.ERASE, "")
    found = next((key for key in _kept() if key.number == number), None)
    if found is None:
        raise XueshiError(NO_SUCH_KEY, number=number)
    if found.is_current or found.people:
        raise XueshiError(KEY_IN_USE, number=number, people=found.people)
    audit(by, "vault.key_dropped", "vault", str(number))
    keyring.master_keys().drop(number)


def _kept() -> list[MasterKey]:
    wrapped = Identity.objects.filter(erased_at=None).order_by().values_list("master_key")
    people = dict(wrapped.annotate(people=Count("pk")).values_list("master_key", "people"))
    numbers = sorted(keyring.master_keys().read(), reverse=True)
    return [MasterKey(number, number == numbers[0], people.get(number, 0)) for number in numbers]


@transaction.atomic
def _rotated(keys: list[int]) -> int:
    """How many of these people needed it; a person erased meanwhile stays erased."""
    known = (
        Identity.objects.select_for_update(of=("self",)).select_related("person").filter(pk__in=keys, erased_at=None)
    )
    changed = list(_outdated(known, keyring.current(), SUITES[settings.XUESHI_VAULT_CIPHER]))
    for identity in changed:
        opened = {field: identity.opened(field) for field in COLUMNS}
        identity.person_key = sealing.wrapped(identity.key, identity.person.number)
        identity.master_key = keyring.wrapped_by(identity.person_key)
        identity.keep(**opened)
    Identity.objects.bulk_update(changed, WRITTEN, batch_size=100)
    return len(changed)


def _outdated(identities: Iterable[Identity], number: int, suite: int) -> Iterator[Identity]:
    for identity in identities:
        tokens = [identity.person_key, *(getattr(identity, column) for column in COLUMNS.values())]
        if identity.master_key != number or any(bytes(token[:1]) != bytes((suite,)) for token in tokens if token):
            yield identity
