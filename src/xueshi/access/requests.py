"""The request as views know it: it carries the account that is signed in, and its actor."""

from __future__ import annotations

from django.http import HttpRequest

from xueshi.access.actors import actor_of
from xueshi.access.models import Account
from xueshi.kernel.actors import Actor
from xueshi.kernel.ids import random_number
from xueshi.organisations.requests import ActorRequest


class SignedRequest(ActorRequest):
    """A request of somebody who is signed in, with the account."""

    user: Account


def acting(request: HttpRequest, account: Account) -> Actor:
    """The actor that an account is in a request, before the request itself is signed in."""
    return actor_of(account, request_id=random_number(), address=request.META.get("REMOTE_ADDR", ""))
