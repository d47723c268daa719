"""The mistakes that keeping the identity vault can name."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

ERASED = Problem(
    "VAULT-001",
    zh="此人的身份已注销，不能再写入",
    en="the identity of this person was erased and takes nothing any more",
    allowed_zh="确需登记的，作为新人员登记",
    allowed_en="a new person",
)
NO_REASON = Problem(
    "VAULT-002",
    zh="没有写明理由",
    en="no reason is given",
    allowed_zh="写明理由，不写姓名和号码",
    allowed_en="a reason without names or numbers",
)
KEY_IN_USE = Problem(
    "VAULT-003",
    zh="主密钥{number}仍在使用：{people}人",
    en="master key {number} is still in use by {people} people",
    allowed_zh="先完成换钥",
    allowed_en="a finished rotation first",
)
NO_SUCH_KEY = Problem(
    "VAULT-004",
    zh="没有主密钥{number}",
    en="there is no master key {number}",
    allowed_zh="“xueshi vault status”列出的编号",
    allowed_en="a number that “xueshi vault status” lists",
)
