"""The request as views know it: it carries an actor, because every page but a few asks for a sign-in."""

from __future__ import annotations

from django.http import HttpRequest

from xueshi.access.models import Account
from xueshi.kernel.actors import Actor


class SignedRequest(HttpRequest):
    """A request of somebody who is signed in."""

    actor: Actor
    user: Account
