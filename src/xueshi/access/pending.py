"""Somebody whose password was right and whose second factor is still to come: kept in a session that is not signed in."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare

from xueshi.access.models import Account
from xueshi.access.sessions import now

KEY = "pending"
LASTS = 600


@dataclass(frozen=True, slots=True)
class Pending:
    """The account, since when, what comes after, and a hash that changes with the password."""

    pk: int
    since: int
    change: bool
    target: str
    hash: str

    @classmethod
    def of(cls, account: Account, *, change: bool, target: str) -> Pending:
        """Of an account whose password was right just now."""
        return cls(account.pk, now(), change, target, account.get_session_auth_hash())

    @classmethod
    def found(cls, session: SessionBase) -> Pending | None:
        """What waits in a session, for ten minutes."""
        kept = session.get(KEY)
        found = cls(**kept) if kept else None
        return found if found is not None and now() - found.since < LASTS else None

    @staticmethod
    def forget(session: SessionBase) -> None:
        """Nothing waits any longer."""
        session.pop(KEY, None)

    def keep(self, session: SessionBase) -> None:
        """Let it wait."""
        session[KEY] = asdict(self)

    def account(self) -> Account | None:
        """The account, unless it was closed or its password changed meanwhile."""
        found: Account | None = Account.objects.filter(pk=self.pk, is_active=True).first()
        if found is None or not constant_time_compare(self.hash, found.get_session_auth_hash()):
            return None
        return found
