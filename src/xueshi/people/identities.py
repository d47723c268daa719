"""Changing who a number stands for: what names are found by is kept with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xueshi.organisations.bulk import insert
from xueshi.people.models import Identity, NameToken
from xueshi.people.vault.names import tokens_of


def tokens_kept(identities: Iterable[Identity], *, known: Sequence[int] = ()) -> None:
    """Keep what the names of identities are found by; the old tokens of the people in ``known`` go first."""
    for start in range(0, len(known), 500):
        NameToken.objects.filter(person__in=known[start : start + 500]).delete()
    rows = ((token, one.person_id) for one in identities for token in sorted(tokens_of(one.name)))
    insert(NameToken, ("token", "person_id"), rows)
