"""Organisations, their dated names, links and places, what was done to them, and how many are counted at them."""

from xueshi.organisations.models.history import EdgeKind, OrganisationEdge, OrganisationName, ParentLink, Place
from xueshi.organisations.models.organisation import Kind, Level, Organisation, Sector
from xueshi.organisations.models.reorganisation import Reorganisation, ReorganisationKind, Tally, Written

__all__ = [
    "EdgeKind",
    "Kind",
    "Level",
    "Organisation",
    "OrganisationEdge",
    "OrganisationName",
    "ParentLink",
    "Place",
    "Reorganisation",
    "ReorganisationKind",
    "Sector",
    "Tally",
    "Written",
]
