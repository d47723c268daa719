"""The sector that the words of a source mean."""

from __future__ import annotations

from xueshi.organisations.models import Sector

WORDS: tuple[tuple[str, Sector], ...] = (
    ("新兴领域", Sector.NEW_FIELD),
    ("新业态", Sector.NEW_FIELD),
    ("新就业", Sector.NEW_FIELD),
    ("两新", Sector.NEW_FIELD),
    ("社会组织", Sector.SOCIAL),
    ("金融", Sector.FINANCE),
    ("银行", Sector.FINANCE),
    ("非公", Sector.PRIVATE_ENTERPRISE),
    ("民营", Sector.PRIVATE_ENTERPRISE),
    ("国有", Sector.STATE_ENTERPRISE),
    ("国企", Sector.STATE_ENTERPRISE),
    ("高校", Sector.UNIVERSITY),
    ("高等", Sector.UNIVERSITY),
    ("大学", Sector.UNIVERSITY),
    ("中小学", Sector.SCHOOL),
    ("学校", Sector.SCHOOL),
    ("科研", Sector.RESEARCH),
    ("医院", Sector.HOSPITAL),
    ("卫生", Sector.HOSPITAL),
    ("事业单位", Sector.PUBLIC_INSTITUTION),
    ("机关", Sector.ORGAN),
    ("社区", Sector.COMMUNITY),
    ("街道", Sector.COMMUNITY),
    ("城市", Sector.COMMUNITY),
    ("农村", Sector.RURAL),
    ("行政村", Sector.RURAL),
)
"""Words that sources use; the first that occurs decides. 企业 alone leaves open whose it is."""


def sector_of(field: str) -> str:
    """The sector that the words of a source mean, or nothing where they leave it open.

    >>> str(sector_of("城市社区")), sector_of("企业")
    ('community', '')
    """
    return next((sector for word, sector in WORDS if word in field), "")
