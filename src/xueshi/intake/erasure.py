"""What an erased person leaves behind here: by what the identity said before an import, it is still found."""

from __future__ import annotations

from xueshi.intake.models import ImportStep
from xueshi.people.models import Person


def traces_forgotten(person: Person) -> None:
    """Take a person who is being erased out of the traces of imports; who is erased does not come back by undoing one."""
    key = str(person.pk)
    for step in ImportStep.objects.filter(trace__identities__has_key=key):
        del step.trace["identities"][key]
        step.save(update_fields=["trace"])
