"""What a session has proved and how long it lasts; the list of an account's sessions, and how they are ended."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from xueshi.access.models import ADMINISTRATORS, Account
from xueshi.access.requests import acting
from xueshi.kernel.actors import Actor, NotFoundError, audit

KEY = "signed"
BACKEND = "django.contrib.auth.backends.ModelBackend"
TOUCH = 60
"""Activity is written down once in so many seconds."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What is known of a session: times in whole seconds since 1970, and what its holder still owes."""

    began: int
    seen: int
    proved: int
    """When the holder last proved to be the holder of the account."""
    factor: bool = False
    """Whether a second factor was proved."""
    change: bool = False
    """Whether the password must be changed before anything else."""

    @classmethod
    def of(cls, session: SessionBase) -> Signed:
        """The facts of a session; one that carries none has proved nothing yet."""
        kept = session.get(KEY)
        return cls(**kept) if kept else cls(now(), now(), 0)

    def keep(self, session: SessionBase) -> None:
        """Write the facts into the session."""
        session[KEY] = asdict(self)

    def is_over(self, by: Actor) -> bool:
        """Whether the session has lain idle, or lasted, for too long."""
        return now() - self.seen >= idle_seconds(by) or now() - self.began >= settings.SESSION_COOKIE_AGE

    def is_fresh(self) -> bool:
        """Whether the holder proved to be the holder within the last minutes, as dangerous acts ask for."""
        return now() - self.proved < settings.XUESHI_STEP_UP_SECONDS


def now() -> int:
    """The time in whole seconds."""
    return int(timezone.now().timestamp())


def idle_seconds(by: Actor) -> int:
    """After how long without activity a session ends: sooner for administrators."""
    administers = any(grant.role in ADMINISTRATORS for grant in by.grants)
    return int(settings.XUESHI_IDLE_SECONDS["administrator" if administers else "everybody"])


def touch(session: SessionBase, signed: Signed) -> None:
    """Note that the holder is active."""
    if KEY not in session or now() - signed.seen >= TOUCH:
        replace(signed, seen=now()).keep(session)


@transaction.atomic
def session_begin(request: HttpRequest, account: Account, *, factor: bool, change: bool, by: Actor) -> None:
    """Sign an account in under a new session key."""
    auth.login(request, account, BACKEND)
    Signed(now(), now(), now(), factor, change).keep(request.session)
    UserSession.objects.create_from_request(request)
    audit(by, "session.began", "account", account.number, second_factor=factor)


@transaction.atomic
def session_ended(request: HttpRequest) -> None:
    """Write down that the holder ends this session; the view then ends it."""
    account = request.user
    if not isinstance(account, Account):
        return
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    audit(acting(request, account), "session.ended", "account", account.number, sessions=1)


def session_renew(request: HttpRequest, account: Account) -> None:
    """Keep this session alive over a change of password, under a new key."""
    auth.update_session_auth_hash(request, account)
    UserSession.objects.create_from_request(request)


def session_prove(session: SessionBase, *, factor: bool = False) -> None:
    """Note that the holder has just proved to be the holder again."""
    signed = Signed.of(session)
    replace(signed, proved=now(), factor=signed.factor or factor).keep(session)


def session_relieve(session: SessionBase) -> None:
    """Note that the password was changed."""
    replace(Signed.of(session), change=False).keep(session)


def sessions_of(account: Account) -> list[UserSession]:
    """The living sessions of an account, newest first; those that are over are forgotten."""
    rows = list(UserSession.objects.filter(user=account).order_by("-created_at", "-pk"))
    kept = Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now())
    living = set(kept.values_list("session_key", flat=True))
    UserSession.objects.filter(pk__in=[row.pk for row in rows if row.session_key not in living]).delete()
    return [row for row in rows if row.session_key in living]


@transaction.atomic
def session_end(account: Account, pk: int, *, by: Actor) -> None:
    """End one session of the account itself."""
    found = UserSession.objects.filter(user=account, pk=pk).first()
    if found is None:
        raise NotFoundError("session")
    found.end()
    audit(by, "session.ended", "account", account.number, sessions=1)


@transaction.atomic
def sessions_end(account: Account, *, except_key: str = "", by: Actor) -> int:
    """End every session of an account but one; how many were ended."""
    ended = [row for row in UserSession.objects.filter(user=account) if row.session_key != except_key]
    for row in ended:
        row.end()
    audit(by, "session.ended", "account", account.number, sessions=len(ended))
    return len(ended)
