"""Two small files whose answer is worked out by hand, as offices write them.

Up to 2026-06-30 the plan has run for 912 of its 1827 days, so 79.87 of 160 credit hours keep pace.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

AS_OF = date(2026, 6, 30)

ROSTER = """\
人员编号,姓名,所在党组织,加入党组织日期,党内职务,是否党员干部,不作硬性要求,备用列
P1,甲一,县委/东乡党委/一支部,2001-07-01,书记,否,,x
P2,甲二,县委/东乡党委/一支部,2001-07-01,,否,,
P3,甲三,县委/东乡党委/一支部,2001-07-01,,是,,
P4,乙四,县委/西乡党委/二支部,2001-07-01,,否,年老体弱,
"""

REGISTER = """\
人员编号,姓名,活动名称,培训形式,党的创新理论,开始时间,结束时间,学时,天数,主办单位,主办单位层级,记录编号
P2,甲二,党员进修班,脱产培训,50%,2025-03-03,2025-03-12,80,10,县委组织部,县,R1
P2,甲二,网上自选课,个人网络学习,否,2025-04-01 19:00,2025-04-01 21:00,2,,县委组织部,县,R2
P1,甲一,支部学习会,三会一课,是,2025-05-09 14:00,2025-05-09 16:00,2,,一支部,基层,R3
P9,无名,支部学习会,三会一课,是,2025-05-09 14:00,2025-05-09 16:00,2,,一支部,基层,R4
P1,甲一,另一场会,三会一课,否,2025-05-09 15:00,2025-05-09 17:00,2,,一支部,基层,R5
"""


class Files(NamedTuple):
    """A roster and a register."""

    roster: Path
    register: Path


def write_files(folder: Path, *, roster: str = ROSTER, register: str = REGISTER) -> Files:
    """Write both as UTF-8 .csv."""
    files = Files(folder / "roster.csv", folder / "register.csv")
    files.roster.write_text(roster, "utf-8")
    files.register.write_text(register, "utf-8")
    return files
