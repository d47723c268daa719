"""The mistakes that requests for correction can name."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

OWN_REQUEST = Problem(
    "REQUEST-001",
    zh="本人的更正申请不能由本人决定",
    en="nobody decides the own request",
    allowed_zh="由单位的其他人员决定",
    allowed_en="a decision by somebody else of the unit",
)
DECIDED = Problem(
    "REQUEST-002",
    zh="此申请目前是“{now}”，已不能办理",
    en="this request is “{now}” and open no more",
    allowed_zh="需要时重新提出申请",
    allowed_en="a new request where one is needed",
)
NOTHING_ASKED = Problem(
    "REQUEST-003",
    zh="没有写明正确的内容",
    en="the request does not say what is right",
    allowed_zh="至少一个与现有登记不同的日期，或“从未有过”",
    allowed_en="at least one date other than the recorded one, or that it never was",
)
CHANGED_SINCE = Problem(
    "REQUEST-004",
    zh="申请所指的登记已有变动",
    en="the state that the request is about has changed since",
    allowed_zh="拒绝并说明，或由本人按最新登记重新申请",
    allowed_en="refusing it with that reason, or a new request about the newest record",
)
OPEN_ALREADY = Problem(
    "REQUEST-005",
    zh="对这条登记的申请正在办理",
    en="a request about this record is open already",
    allowed_zh="等待决定，或先撤回原申请",
    allowed_en="waiting for the decision, or withdrawing the first request",
)
REASON_NEEDED = Problem(
    "REQUEST-006",
    zh="没有写明理由",
    en="no reason is given",
    allowed_zh="写明理由",
    allowed_en="a reason",
)
