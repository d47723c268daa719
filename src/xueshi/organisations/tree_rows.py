"""The list of organisations (党组织名册): its columns, and its rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from xueshi.kernel import cells
from xueshi.kernel.columns import Column, SheetKind
from xueshi.kernel.errors import Place
from xueshi.kernel.paths import OrgPath

ORGANISATIONS = SheetKind(
    name="organisations",
    title_zh="党组织名册",
    title_en="list of organisations",
    columns={
        "path": Column(
            "党组织全路径",
            ("组织全路径", "党组织路径", "组织路径", "党组织全称", "组织全称"),
            cells.organisation,
            longest=800,
        ),
        "code": Column("党组织编号", ("组织编号", "党组织代码", "组织代码", "组织编码"), cells.number, longest=64),
        "parent": Column(
            "上级党组织编号", ("上级组织编号", "上级编号", "上级党组织代码", "上级组织代码"), cells.number, longest=64
        ),
        "name": Column("党组织名称", ("组织名称", "名称", "党组织简称"), cells.text, longest=200),
        "kind": Column("组织类别", ("党组织类别", "党组织类型", "组织类型"), cells.text, longest=40),
        "field": Column("领域类别", ("领域", "所属领域", "行业领域", "所在单位类别"), cells.text, longest=40),
        "founded": Column("成立日期", ("成立时间", "建立日期", "批准成立日期"), cells.day),
        "dissolved": Column("撤销日期", ("撤销时间", "终止日期"), cells.day),
    },
    one_of=(("path", "code"),),
)


class OrganisationRow(NamedTuple):
    """One row of the list: the place of its sheet, its number as the spreadsheet shows it, and its values."""

    sheet: Place
    row: int
    path: OrgPath | None = None
    code: str | None = None
    parent: str | None = None
    name: str | None = None
    kind: str | None = None
    field: str | None = None
    founded: date | None = None
    dissolved: date | None = None

    @property
    def place(self) -> Place:
        """File, sheet and row."""
        return replace(self.sheet, row=self.row)
