"""The mistakes that a question about two files can hold."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

NO_SUCH_PERSON = Problem(
    "ANSWER-001",
    zh="名册中“{who}”对应 {found} 人",
    en="{who!r} names {found} persons of the roster",
    allowed_zh="人员编号，或不重名的姓名",
    allowed_en="a person number, or a name that only one person has",
)
NO_SUCH_ORG = Problem(
    "ANSWER-002",
    zh="名册中没有人属于“{org}”",
    en="nobody on the roster belongs to {org!r}",
    allowed_zh="所在党组织的全称，从最上级写起，以“/”分隔",
    allowed_en="the whole path of an organisation, top first, names joined by /",
)
