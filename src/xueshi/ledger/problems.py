"""The mistakes that a register of training can hold."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

UNKNOWN_FORM = Problem(
    "REGISTER-001",
    zh="“{text}”不是已知的培训形式",
    en="“{text}” is not a known form of training",
    allowed_zh="脱产培训、中心组学习、三会一课、主题党日、专题讲座、报告会、集体线上培训、个人网络学习、个人自学、党内集中教育",
    allowed_en="脱产培训, 中心组学习, 三会一课, 主题党日, 专题讲座, 报告会, 集体线上培训, 个人网络学习, 个人自学, 党内集中教育",
)
UNKNOWN_LEVEL = Problem(
    "REGISTER-002",
    zh="“{text}”不是已知的主办单位层级",
    en="“{text}” is not a known level of the organiser",
    allowed_zh="中央、省、市、县、乡镇、基层",
    allowed_en="中央, 省, 市, 县, 乡镇, 基层",
)
WRONG_TOPICS = Problem(
    "REGISTER-003",
    zh="内容类别“{text}”无法识别，或各类占比之和不是100",
    en="the content “{text}” is not recognised, or its weights do not sum to 100",
    allowed_zh="党员教育七项基本任务之一，或如“政治理论教育:60;知识技能教育:40”",
    allowed_en="one of the seven basic tasks, or several such as “政治理论教育:60;知识技能教育:40”",
)
UNKNOWN_PERSON = Problem(
    "REGISTER-004",
    zh="名册中没有此人",
    en="the person is not in the roster",
    allowed_zh="名册中的人员编号或公民身份号码",
    allowed_en="a person number or identity number of the roster",
)
TWO_PERSONS = Problem(
    "REGISTER-005",
    zh="人员编号与公民身份号码不属于同一人",
    en="person number and identity number do not belong to one person",
    allowed_zh="两者一致，或只填其一",
    allowed_en="numbers that agree, or only one of them",
)
OTHER_PERSON_NAME = Problem(
    "REGISTER-006",
    zh="姓名与名册不一致",
    en="the name differs from the roster",
    allowed_zh="与名册一致的姓名，或留空",
    allowed_en="the name as in the roster, or none",
)
NO_AMOUNT = Problem(
    "REGISTER-007",
    zh="学时和天数都为零",
    en="credit hours and days are both zero",
    allowed_zh="学时、天数至少一项大于零",
    allowed_en="credit hours or days above zero",
)
NEGATIVE = Problem(
    "REGISTER-008",
    zh="{heading}为负数",
    en="{heading} is negative",
    allowed_zh="大于零的数；更正已登记的学时用冲销，不用负数行",
    allowed_en="a number above zero; recorded credit is corrected by reversal, not by a negative row",
)
ENDS_BEFORE_START = Problem(
    "REGISTER-009",
    zh="结束时间不晚于开始时间",
    en="the end is not after the start",
    allowed_zh="先后顺序正确的时间",
    allowed_en="an end after the start",
)
AFTER_AS_OF = Problem(
    "REGISTER-010",
    zh="活动在评定日{as_of}之后才结束",
    en="the activity ends after the assessment date {as_of}",
    allowed_zh="评定日或之前已结束的活动",
    allowed_en="activities that ended by the assessment date",
)
LONGER_THAN_LASTS = Problem(
    "REGISTER-011",
    zh="{credit}学时超过活动时长（{minutes}分钟，按每学时{unit}分钟）",
    en="{credit} credit hours are more than the activity lasts ({minutes} minutes at {unit} a credit hour)",
    allowed_zh="至多{most}学时",
    allowed_en="at most {most} credit hours",
)
ABOVE_CAP = Problem(
    "REGISTER-012",
    zh="{credit}学时超过每日上限（{days}天，每天{cap}学时）",
    en="{credit} credit hours are above the daily cap ({days} days of {cap})",
    allowed_zh="至多{most}学时；上限由本地选择 LC-01 设定",
    allowed_en="at most {most} credit hours; local choice LC-01 sets the cap",
)
MORE_DAYS = Problem(
    "REGISTER-013",
    zh="{half_days}天多于活动时长",
    en="{half_days} days are more than the activity lasts",
    allowed_zh="至多{most}天；不足4小时的活动每天至多计半天",
    allowed_en="at most {most} days; an activity of under 4 hours is at most half a day",
)
OUTSIDE_MEMBERSHIP = Problem(
    "REGISTER-014",
    zh="活动不在党员身份存续期间（{first}起，{until}前）",
    en="the activity lies outside the membership (from {first}, before {until})",
    allowed_zh="加入党组织日期起、组织关系最后转出之前的活动",
    allowed_en="activities from admission until the affiliation ended",
)
SAME_RECORD = Problem(
    "REGISTER-015",
    zh="记录编号重复，与前一行内容相同",
    en="the record number occurs twice; the earlier row is identical",
    allowed_zh="每条记录一个编号；删去重复行",
    allowed_en="one number for each record, without the repeated row",
)
OTHER_RECORD = Problem(
    "REGISTER-016",
    zh="记录编号重复，与前一行内容不同（{headings}）",
    en="the record number occurs twice; the earlier row differs ({headings})",
    allowed_zh="每条记录一个编号；核实哪一行正确",
    allowed_en="one number for each record; check which row is right",
)
DOUBLE_TIME = Problem(
    "REGISTER-017",
    zh="同一人的这段时间已计入另一活动",
    en="the person's clock time is already counted for another activity",
    allowed_zh="同一时间只计一次；首尾相接不算重叠",
    allowed_en="each clock hour once; ends that touch do not overlap",
)
DAY_FULL = Problem(
    "REGISTER-018",
    zh="加上此行，同一人当日合计超过每天{cap}学时或1天",
    en="with this row the person's day exceeds {cap} credit hours or one day",
    allowed_zh="每人每天至多{cap}学时（本地选择 LC-01）、1天",
    allowed_en="at most {cap} credit hours (local choice LC-01) and one day for a person and day",
)
WRONG_SETTING = Problem(
    "REGISTER-019",
    zh="本地选择 {choice} 的值“{value}”无法使用",
    en="the value “{value}” of local choice {choice} cannot be used",
    allowed_zh="{allowed}",
    allowed_en="{allowed}",
)
