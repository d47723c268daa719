"""What every kept field is, how harmful its loss would be, how long it is kept and who sees it.

Each room says so for its own models in ``grades.py``: a model's name, the names of its fields, and the label they share. A test fails
for a field without a label. ``docs/audit.md`` explains classes and grades.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Grade(StrEnum):
    """How much harm comes from a leak; G4 is the highest."""

    G1 = "G1"
    G2 = "G2"
    G3 = "G3"
    G4 = "G4"


class DataClass(StrEnum):
    """What a field says."""

    PLAN = "plan"
    ORGANISATION = "organisation"
    MEMBERSHIP = "membership"
    NAME = "name"
    IDENTITY = "identity"
    CONTACT = "contact"
    HEALTH = "health"
    TRAINING = "training"
    FIGURES = "figures"
    ACCOUNT = "account"
    SECRET = "secret"  # noqa: S105
    AUDIT = "audit"
    FILE = "file"
    TECHNICAL = "technical"


class Kept(StrEnum):
    """How long a field is kept."""

    ALWAYS = "always"
    MEMBERSHIP = "membership"
    """As long as the membership and what the archive rule adds."""
    ERASURE = "erasure"
    """Until the purpose ends or the person's key is destroyed."""
    ACCOUNT = "account"
    AUDIT = "audit"
    """As long as ``XUESHI_AUDIT_DAYS`` says, 184 days at least."""
    EXPORT = "export"
    """Seven days."""
    SESSION = "session"
    JOB = "job"
    """As long as the work it belongs to is of interest."""


class Seen(StrEnum):
    """Who may see a field."""

    ALL = "all"
    SCOPE = "scope"
    """Those whose appointment covers the organisation, and the person."""
    IDENTITY = "identity"
    """Those who hold the right to identity numbers within the scope; every reading is recorded."""
    OWNER = "owner"
    SECURITY = "security"
    AUDITORS = "auditors"
    SYSTEM = "system"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Label:
    """Class, grade, keeping time and readers of a field."""

    data: DataClass
    grade: Grade
    kept: Kept
    seen: Seen

    def but(self, **changes: object) -> Label:
        """The same with some parts changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


Graded = Mapping[str, Mapping[str, Label]]
"""Per model: names of fields, parted by blanks, and their label; ``*`` stands for every field of a model that is not our own."""

PLAN = Label(DataClass.PLAN, Grade.G1, Kept.ALWAYS, Seen.ALL)
ORGANISATION = Label(DataClass.ORGANISATION, Grade.G2, Kept.ALWAYS, Seen.SCOPE)
MEMBERSHIP = Label(DataClass.MEMBERSHIP, Grade.G3, Kept.MEMBERSHIP, Seen.SCOPE)
NAME = Label(DataClass.NAME, Grade.G3, Kept.ERASURE, Seen.SCOPE)
IDENTITY = Label(DataClass.IDENTITY, Grade.G4, Kept.ERASURE, Seen.IDENTITY)
CONTACT = Label(DataClass.CONTACT, Grade.G4, Kept.ERASURE, Seen.IDENTITY)
HEALTH = Label(DataClass.HEALTH, Grade.G4, Kept.MEMBERSHIP, Seen.SCOPE)
TRAINING = Label(DataClass.TRAINING, Grade.G3, Kept.MEMBERSHIP, Seen.SCOPE)
FIGURES = Label(DataClass.FIGURES, Grade.G2, Kept.ALWAYS, Seen.SCOPE)
ACCOUNT = Label(DataClass.ACCOUNT, Grade.G3, Kept.ACCOUNT, Seen.SECURITY)
SECRET = Label(DataClass.SECRET, Grade.G4, Kept.ACCOUNT, Seen.NOBODY)
AUDIT = Label(DataClass.AUDIT, Grade.G3, Kept.AUDIT, Seen.AUDITORS)
FILE = Label(DataClass.FILE, Grade.G3, Kept.JOB, Seen.OWNER)
TECHNICAL = Label(DataClass.TECHNICAL, Grade.G2, Kept.ALWAYS, Seen.SYSTEM)

DATED = {"id valid_from valid_to recorded_at superseded_at recorded_by": TECHNICAL}
"""The fields of every dated row."""


def labels(graded: Graded) -> Iterator[tuple[str, str, Label]]:
    """Model, field and label, one by one.

    >>> [(model, field) for model, field, _ in labels({"Thing": {"id number": TECHNICAL}})]
    [('Thing', 'id'), ('Thing', 'number')]
    """
    for model, fields in graded.items():
        for names, label in fields.items():
            for name in names.split():
                yield model, name, label
