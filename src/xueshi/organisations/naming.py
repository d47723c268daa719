"""What the name of an organisation says about its kind and level, where no source says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xueshi.kernel.paths import OrgPath, own_name
from xueshi.organisations.models import Kind, Level

KINDS: Sequence[tuple[str, Kind]] = (
    ("党总支", Kind.GENERAL_BRANCH),
    ("总支部", Kind.GENERAL_BRANCH),
    ("支部", Kind.BRANCH),
    ("党小组", Kind.SMALL_GROUP),
    ("工委", Kind.WORKING_COMMITTEE),
    ("工作委员会", Kind.WORKING_COMMITTEE),
    ("党组", Kind.PARTY_GROUP),
    ("县委", Kind.LOCAL_COMMITTEE),
    ("市委", Kind.LOCAL_COMMITTEE),
    ("区委", Kind.LOCAL_COMMITTEE),
    ("省委", Kind.LOCAL_COMMITTEE),
    ("党委", Kind.GRASSROOTS_COMMITTEE),
    ("委员会", Kind.GRASSROOTS_COMMITTEE),
)
"""What a name says about the kind of an organisation; the first ending that fits."""

LEVELS: Mapping[str, Level] = {
    "省委": Level.PROVINCE,
    "市委": Level.PREFECTURE,
    "县委": Level.COUNTY,
    "区委": Level.COUNTY,
}


def kind_of(name: OrgPath) -> Kind:
    """What the name of an organisation says about its kind."""
    last = own_name(name)
    return next((kind for ending, kind in KINDS if last.endswith(ending)), Kind.OTHER)


def level_of(name: OrgPath) -> Level:
    """What the name of an organisation says about its level."""
    last = own_name(name)
    township = last.endswith(("党委", "党工委", "工委")) and any(word in last for word in ("乡", "镇", "街道"))
    return Level.TOWNSHIP if township else LEVELS.get(last[-2:], Level.GRASSROOTS)
