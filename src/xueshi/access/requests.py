"""The request as views know it: it carries the account that is signed in, and its actor."""

from __future__ import annotations

from xueshi.access.models import Account
from xueshi.organisations.requests import ActorRequest


class SignedRequest(ActorRequest):
    """A request of somebody who is signed in, with the account."""

    user: Account
