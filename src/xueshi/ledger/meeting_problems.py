"""The mistakes that an entered study meeting can hold."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

NOBODY_THERE = Problem(
    "MEETING-001", zh="没有人到会", en="nobody was there", allowed_zh="至少一名党员", allowed_en="one member at least"
)
NOT_OF_THE_UNIT = Problem(
    "MEETING-002",
    zh="{names}在 {day} 不属于本单位",
    en="{names} did not belong to the unit on {day}",
    allowed_zh="当天组织关系在本单位及其下级的党员，和本单位已确认的流动党员",
    allowed_en="members for whom the unit or one below it answered that day, and guests whom it has confirmed",
)
NOT_YET_HELD = Problem(
    "MEETING-003",
    zh="学习时间 {day} 尚未到来",
    en="{day} lies in the future",
    allowed_zh="今天或以前",
    allowed_en="today or earlier",
)
ENDS_BEFORE_IT_BEGINS = Problem(
    "MEETING-004",
    zh="结束时间不晚于开始时间",
    en="it ends before it begins",
    allowed_zh="同一天内，结束晚于开始",
    allowed_en="an end after the beginning, on the same day",
)
TOO_MUCH = Problem(
    "MEETING-005",
    zh="{minutes} 分钟至多计 {most} 学时，已填 {credit}",
    en="{minutes} minutes give at most {most} credit hours; {credit} was entered",
    allowed_zh="不超过 {most} 学时",
    allowed_en="at most {most} credit hours",
)
NOT_OPEN = Problem(
    "MEETING-006",
    zh="这次学习“{state}”，不能再{act}",
    en="the meeting is “{state}” and cannot be {act}",
)
OWN_ENTRY = Problem(
    "MEETING-007",
    zh="自己登记的学习须由他人确认",
    en="what one entered oneself is confirmed by somebody else",
    allowed_zh="本单位另一名有权确认的人",
    allowed_en="another person of the unit who may confirm",
)
TIME_COUNTED = Problem(
    "MEETING-008",
    zh="{names}：{why}",
    en="{names}: {why}",
    allowed_zh="退回登记人，去掉这些人或更正时间",
    allowed_en="send it back; leave these people out or put the time right",
)
NO_REASON = Problem(
    "MEETING-009",
    zh="须写明原因",
    en="a reason is needed",
    allowed_zh="简短的原因",
    allowed_en="a short reason",
)
