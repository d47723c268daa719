"""People as the system knows them: a random number, dated standing, and apart from both the identity vault."""

from xueshi.people.models.person import Gender, Identity, Person
from xueshi.people.models.states import (
    Affiliation,
    CadreStanding,
    Exemption,
    Floating,
    Membership,
    Office,
    OfficeKind,
    PersonDated,
    Standing,
    SubstituteApproval,
)

__all__ = [
    "Affiliation",
    "CadreStanding",
    "Exemption",
    "Floating",
    "Gender",
    "Identity",
    "Membership",
    "Office",
    "OfficeKind",
    "Person",
    "PersonDated",
    "Standing",
    "SubstituteApproval",
]
