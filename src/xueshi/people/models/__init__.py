"""People as the system knows them: a random number, dated standing, and apart from both the identity vault."""

from xueshi.people.models.merges import PersonMerge
from xueshi.people.models.person import Gender, Identity, NameToken, Person, SealedField
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
    "NameToken",
    "Office",
    "OfficeKind",
    "Person",
    "PersonDated",
    "PersonMerge",
    "SealedField",
    "Standing",
    "SubstituteApproval",
]
