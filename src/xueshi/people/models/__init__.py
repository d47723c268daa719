"""People as the system knows them: a random number, dated standing, and apart from both the identity vault."""

from xueshi.people.models.brought import Brought
from xueshi.people.models.corrections import Correction, CorrectionState, Subject
from xueshi.people.models.floating import Floating, FloatingStage, Presence, PresenceKind
from xueshi.people.models.merges import PersonMerge
from xueshi.people.models.person import Gender, Identity, NameToken, Person, SealedField
from xueshi.people.models.states import (
    Affiliation,
    CadreStanding,
    Exemption,
    ExemptionReason,
    Grade,
    Membership,
    Office,
    OfficeKind,
    PersonDated,
    PostLevel,
    Standing,
    SubstituteApproval,
    Tag,
    TagKind,
)
from xueshi.people.models.transfers import Transfer, TransferState, TransferStep

__all__ = [
    "Affiliation",
    "Brought",
    "CadreStanding",
    "Correction",
    "CorrectionState",
    "Exemption",
    "ExemptionReason",
    "Floating",
    "FloatingStage",
    "Gender",
    "Grade",
    "Identity",
    "Membership",
    "NameToken",
    "Office",
    "OfficeKind",
    "Person",
    "PersonDated",
    "PersonMerge",
    "PostLevel",
    "Presence",
    "PresenceKind",
    "SealedField",
    "Standing",
    "Subject",
    "SubstituteApproval",
    "Tag",
    "TagKind",
    "Transfer",
    "TransferState",
    "TransferStep",
]
