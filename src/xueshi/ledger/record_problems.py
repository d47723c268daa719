"""The mistakes that writing into the ledger can name."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

OTHER_BODY = Problem(
    "LEDGER-001",
    zh="记录“{record}”已入账，内容为：{kept}；本次内容不同：{given}",
    en="the record “{record}” stands in the ledger as {kept}; now it says {given}",
    allowed_zh="内容相同的重报，或先冲销原记录再以新编号登记",
    allowed_en="the same content again, or a reversal and a new record number",
)
REVERSED_ALREADY = Problem(
    "LEDGER-002",
    zh="该笔入账已被冲销",
    en="this posting is reversed already",
    allowed_zh="每笔只能冲销一次",
    allowed_en="one reversal of each posting",
)
IS_REVERSAL = Problem(
    "LEDGER-003",
    zh="冲销分录不能再被冲销",
    en="a reversal cannot be reversed",
    allowed_zh="以新编号重新登记",
    allowed_en="a new record",
)
TIME_TAKEN = Problem(
    "LEDGER-004",
    zh="此人在该时间已有入账记录“{title}”，同一时间不重复计",
    en="the ledger already counts this person's time for “{title}”",
    allowed_zh="不与已入账时间重叠的时间",
    allowed_en="time that is not counted yet",
)
