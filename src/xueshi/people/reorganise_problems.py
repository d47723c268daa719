"""The mistakes that a reorganisation can hold besides those of the tree."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

PEOPLE_LEFT = Problem(
    "REORG-001",
    zh="“{name}”仍有 {count} 条组织关系",
    en="{count} affiliations still lie in “{name}”",
    allowed_zh="先转出人员，或改为并入另一组织",
    allowed_en="transfer the people first, or merge it into another organisation",
)
