"""The request as the pages of the lower rooms know it: it carries an actor, because every page but a few asks for a sign-in."""

from __future__ import annotations

from django.http import HttpRequest

from xueshi.kernel.actors import Actor


class ActorRequest(HttpRequest):
    """A request of somebody who is signed in."""

    actor: Actor
