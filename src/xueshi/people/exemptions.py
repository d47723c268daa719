"""Of whom no hard requirement is made, and who may study online instead of in person."""

from __future__ import annotations

from django.db import transaction

from xueshi.kernel.actors import Actor
from xueshi.kernel.windows import Span
from xueshi.people.models import Exemption, Person, SubstituteApproval
from xueshi.people.recording import begin


@transaction.atomic
def exemption_grant(person: Person, reason: str, decided_by: str, *, span: Span, by: Actor) -> Exemption:
    """Record that no hard requirement is made of a person."""
    return begin(Exemption(person=person, reason=reason, decided_by=decided_by), "exemption.granted", span, by=by)


@transaction.atomic
def substitute_approve(person: Person, decided_by: str, *, span: Span, by: Actor) -> SubstituteApproval:
    """Record that a person may study online instead of in person."""
    return begin(SubstituteApproval(person=person, decided_by=decided_by), "substitute.approved", span, by=by)
