"""The request as the pages of the lower rooms know it: it carries an actor, because every page but a few asks for a sign-in."""

from __future__ import annotations

from django.http import HttpRequest

from xueshi.kernel.actors import Actor
from xueshi.kernel.as_of import AsOf, as_of


class ActorRequest(HttpRequest):
    """A request of somebody who is signed in."""

    actor: Actor


def as_of_asked(request: ActorRequest) -> AsOf:
    """From where in time the page is read: ``on`` and ``known`` of the address.

    Raises CELL-001.
    """
    return as_of(request.GET.get("on", ""), request.GET.get("known", ""), request.actor.on)
