"""The organisations of the county: committees, general branches and branches of all six fields.

The proportions of committees, general branches and branches follow the communiqué (about 6 : 6 : 88).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from xueshi.kernel.paths import SEPARATOR, OrgPath
from xueshi.site.demo import names

FULL_SIZE = 8000
"""The number of members for which the lists of names are made; smaller counties use the front part of each list."""


class UnitKind(StrEnum):
    """What an organisation is."""

    LOCAL_COMMITTEE = "local_committee"
    WORKING_COMMITTEE = "working_committee"
    GRASSROOTS_COMMITTEE = "grassroots_committee"
    GENERAL_BRANCH = "general_branch"
    BRANCH = "branch"


class Field(StrEnum):
    """领域类别: the six kinds of members for whom M24 三 orders special training."""

    RURAL = "农村"
    COMMUNITY = "社区"
    ORGAN = "机关"
    INSTITUTION = "事业单位"
    ENTERPRISE = "企业"
    NEW_FIELD = "新兴领域"


@dataclass(frozen=True, slots=True)
class Unit:
    """One Party organisation; ``index`` is its place in the list, in which parents come before children."""

    index: int
    name: str
    kind: UnitKind
    field: Field
    path: OrgPath
    parent: int | None
    for_students: bool = False

    @property
    def is_branch(self) -> bool:
        """True when members belong to it directly."""
        return self.kind is UnitKind.BRANCH


def units(members: int) -> list[Unit]:
    """The tree for a county of so many members, top first."""
    planter = _Planter(members)
    planter.townships()
    planter.streets()
    planter.organs()
    planter.schools()
    planter.hospitals()
    planter.enterprises()
    planter.new_fields()
    return planter.units


class _Planter:
    """Adds one part of the county after the other."""

    def __init__(self, members: int) -> None:
        self.members = members
        self.units: list[Unit] = []
        self.villages = iter(names.villages())
        self.top = self.add(names.TOP, UnitKind.LOCAL_COMMITTEE, Field.ORGAN, None)

    def add(self, name: str, kind: UnitKind, field: Field, parent: Unit | None, *, for_students: bool = False) -> Unit:
        path = OrgPath(name if parent is None else parent.path + SEPARATOR + name)
        index = None if parent is None else parent.index
        unit = Unit(len(self.units), name, kind, field, path, index, for_students)
        self.units.append(unit)
        return unit

    def working(self, name: str, field: Field) -> Unit:
        return self.add(name, UnitKind.WORKING_COMMITTEE, field, self.top)

    def committee(self, name: str, field: Field, parent: Unit | None = None) -> Unit:
        return self.add(name, UnitKind.GRASSROOTS_COMMITTEE, field, parent or self.top)

    def branches(self, stems: Sequence[str], field: Field, parent: Unit, *, for_students: bool = False) -> None:
        for stem in stems:
            self.add(f"{stem}党支部", UnitKind.BRANCH, field, parent, for_students=for_students)

    def general_branch(self, stem: str, field: Field, parent: Unit, branches: int) -> None:
        general = self.add(f"{stem}党总支", UnitKind.GENERAL_BRANCH, field, parent)
        self.branches([f"{stem}第{ordinal}" for ordinal in "一二三四五"[:branches]], field, general)

    def some(self, stems: Sequence[str]) -> Sequence[str]:
        """The front part of a list in proportion to the size of the county, at least one."""
        return stems[: max(1, -(-len(stems) * self.members // FULL_SIZE))]

    def parts(self, stem: str, *parts: str) -> Sequence[str]:
        """The front part of the parts of one body, each with its name in front."""
        return self.some([stem + part for part in parts])

    def townships(self) -> None:
        for township in self.some(names.TOWNSHIPS):
            committee = self.committee(f"{township}党委", Field.RURAL)
            self.branches([f"{township}机关"], Field.ORGAN, committee)
            self.branches([f"{village}村" for village in islice(self.villages, 7)], Field.RURAL, committee)
            self.general_branch(f"{next(self.villages)}村", Field.RURAL, committee, 2)
            self.branches([f"{township}中心学校", f"{township}卫生院"], Field.INSTITUTION, committee)
            self.branches([f"{township}非公企业联合"], Field.NEW_FIELD, committee)

    def streets(self) -> None:
        communities = iter(names.COMMUNITIES)
        for street in self.some(names.STREETS):
            committee = self.committee(f"{street}党工委", Field.COMMUNITY)
            self.branches([f"{street}机关"], Field.ORGAN, committee)
            for community in self.some([next(communities) for _ in range(4)]):
                self.general_branch(f"{community}社区", Field.COMMUNITY, committee, 5)
            self.branches([f"{street}商圈联合", f"{street}楼宇联合"], Field.NEW_FIELD, committee)

    def organs(self) -> None:
        committee = self.working("县直机关工委", Field.ORGAN)
        self.branches(self.some(names.DEPARTMENTS), Field.ORGAN, committee)
        self.general_branch("县直离退休干部", Field.ORGAN, committee, 3)
        self.branches(self.some(names.INSTITUTES), Field.INSTITUTION, committee)
        police = self.committee("县公安局党委", Field.ORGAN)
        self.branches(self.parts("县公安局", "机关", "刑侦", "治安", "交警", "派出所联合"), Field.ORGAN, police)

    def schools(self) -> None:
        committee = self.working("县委教育工委", Field.INSTITUTION)
        high = self.committee("安澜第一中学党委", Field.INSTITUTION, committee)
        classes = ("高一年级", "高二年级", "高三年级", "行政", "后勤", "退休教师")
        self.branches(self.parts("第一中学", *classes), Field.INSTITUTION, high)
        college = self.committee("县职业技术学院党委", Field.INSTITUTION, committee)
        staff = self.parts("职业技术学院", "行政", "机电系教工", "医护系教工", "财经系教工")
        self.branches(staff, Field.INSTITUTION, college)
        students = ("机电系学生", "医护系学生", "财经系学生", "信息系学生", "农艺系学生", "建筑系学生")
        self.branches(self.parts("职业技术学院", *students), Field.INSTITUTION, college, for_students=True)
        self.branches(self.some([f"县{school}" for school in names.SCHOOLS]), Field.INSTITUTION, committee)

    def hospitals(self) -> None:
        committee = self.committee("县卫生健康系统党委", Field.INSTITUTION)
        hospital = self.committee("县人民医院党委", Field.INSTITUTION, committee)
        wards = ("内科第一", "内科第二", "外科第一", "外科第二", "妇儿", "医技", "行政后勤", "退休职工")
        self.branches(self.parts("人民医院", *wards), Field.INSTITUTION, hospital)
        self.general_branch("县中医院", Field.INSTITUTION, committee, 3)
        self.branches(
            self.parts("县", "妇幼保健院", "中心血站", "急救中心", "卫生监督所"), Field.INSTITUTION, committee
        )

    def enterprises(self) -> None:
        committee = self.working("县国有企业工委", Field.ENTERPRISE)
        for stem in ("县供电公司", "县城市投资集团", "县农村商业银行"):
            owner = self.committee(f"{stem}党委", Field.ENTERPRISE, committee)
            self.branches(self.parts(stem, "机关", "第一", "第二", "第三", "第四", "第五"), Field.ENTERPRISE, owner)
        for stem in self.some(["县化工厂", "县建筑公司", "县供销社"]):
            self.general_branch(stem, Field.ENTERPRISE, committee, 3)
        self.branches(self.some(names.FIRMS), Field.ENTERPRISE, committee)

    def new_fields(self) -> None:
        committee = self.working("县委社会工作部两新工委", Field.NEW_FIELD)
        self.branches(self.some(names.NEW_UNITS), Field.NEW_FIELD, committee)
        for stem in self.some(["现代物流园", "电商产业园"]):
            self.general_branch(stem, Field.NEW_FIELD, committee, 3)
