"""The mistakes of signing in that can be named."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

WRONG_CODE = Problem(
    "ACCESS-050",
    zh="验证码不正确、已用过或已过期",
    en="the code is wrong, was used before or has expired",
    allowed_zh="验证器上当前显示的6位数字，或一个未用过的恢复码",
    allowed_en="the six digits that the authenticator shows now, or an unused recovery code",
)
DEAD_LINK = Problem(
    "ACCESS-051",
    zh="链接已用过或已过期",
    en="the link was used before or has expired",
    allowed_zh="请安全管理员重新生成，15分钟内使用一次",
    allowed_en="a new link from the security administrator, used once within 15 minutes",
)
LAST_FACTOR = Problem(
    "ACCESS-052",
    zh="当前任职须使用第二重验证，不能移除最后一种",
    en="the appointments of this account need a second factor, so the last one cannot be removed",
    allowed_zh="先添加另一种，再移除这一种",
    allowed_en="add another one first",
)
NO_FACTOR = Problem(
    "ACCESS-053",
    zh="尚未设置第二重验证，没有恢复码可言",
    en="there is no second factor yet, so there is nothing to recover",
    allowed_zh="先添加验证器或通行密钥",
    allowed_en="add an authenticator or a passkey first",
)
PASSKEY_REFUSED = Problem(
    "ACCESS-054",
    zh="通行密钥的应答无效",
    en="the answer of the passkey is not valid",
    allowed_zh="重新开始，并在两分钟内完成",
    allowed_en="begin again and finish within two minutes",
)
OWN_ACCOUNT = Problem(
    "ACCESS-055",
    zh="不能为自己的账号办理此事",
    en="nobody does this to his or her own account",
    allowed_zh="由另一名安全管理员办理",
    allowed_en="another security administrator",
)
LINKED_ELSEWHERE = Problem(
    "ACCESS-056",
    zh="该外部身份已关联到另一账号",
    en="this outside identity is linked to another account",
    allowed_zh="先在另一账号中解除关联",
    allowed_en="unlink it there first",
)
NOT_LINKED = Problem(
    "ACCESS-057",
    zh="该外部身份没有关联任何账号",
    en="this outside identity is not linked to any account",
    allowed_zh="先用密码登录，在“我的账号”中关联",
    allowed_en="sign in with the password and link it under “My account”",
)
ALREADY_ENROLLED = Problem(
    "ACCESS-058",
    zh="已有验证器",
    en="there is an authenticator already",
    allowed_zh="先移除原有的验证器",
    allowed_en="remove it first",
)
