"""The words of the audit trail: a verb such as ``account.opened`` is read as a thing and what was done to it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from xueshi.kernel.errors import Lang
from xueshi.rules.model import Words

THINGS: Mapping[str, Words] = {
    "account": Words("账号", "account"),
    "act": Words("批量操作", "bulk act"),
    "affiliation": Words("组织关系", "affiliation"),
    "appointment": Words("任职授权", "appointment"),
    "approval": Words("审批", "approval"),
    "audit": Words("审计记录", "audit trail"),
    "batch": Words("批次", "batch"),
    "cadre": Words("干部身份", "cadre standing"),
    "cadrestanding": Words("干部身份", "cadre standing"),
    "correction": Words("更正申请", "correction request"),
    "edge": Words("组织间关系", "relation between organisations"),
    "exemption": Words("不作硬性要求", "exemption"),
    "export": Words("导出", "export"),
    "factor": Words("第二因素", "second factor"),
    "factors": Words("第二因素", "second factors"),
    "figure": Words("填报数字", "reported figure"),
    "filter": Words("保存的筛选", "saved filter"),
    "floating": Words("流动党员", "floating member"),
    "identity": Words("身份信息", "identity"),
    "import": Words("导入", "import"),
    "job": Words("任务", "job"),
    "ledger": Words("学时台账", "ledger"),
    "list": Words("名单", "list"),
    "meeting": Words("组织生活", "meeting"),
    "membership": Words("党籍", "membership"),
    "office": Words("党内职务", "office"),
    "organisation": Words("党组织", "organisation"),
    "organisations": Words("党组织", "organisations"),
    "participation": Words("培训记录", "participation"),
    "password": Words("口令", "password"),
    "people": Words("人员", "people"),
    "person": Words("人员", "person"),
    "person_file": Words("本人资料", "personal file"),
    "posting": Words("入账", "posting"),
    "postings": Words("入账", "postings"),
    "recovery_codes": Words("恢复码", "recovery codes"),
    "reorganisation": Words("组织调整", "reorganisation"),
    "run": Words("评定", "judging run"),
    "session": Words("登录会话", "session"),
    "substitute": Words("网络自学审批", "online substitute"),
    "substituteapproval": Words("网络自学审批", "online substitute"),
    "tag": Words("标签", "tag"),
    "thing": Words("对象", "thing"),
    "transfer": Words("组织关系转接", "transfer"),
    "upload": Words("上传文件", "upload"),
    "vault": Words("身份库", "vault"),
}
DONE: Mapping[str, Words] = {
    "accepted": Words("接收", "accepted"),
    "added": Words("增加", "added"),
    "appended": Words("入账", "appended"),
    "appointed": Words("任命", "appointed"),
    "approved": Words("批准", "approved"),
    "asked": Words("申请", "asked for"),
    "began": Words("开始", "began"),
    "begun": Words("开始", "begun"),
    "cancelled": Words("取消", "cancelled"),
    "changed": Words("修改", "changed"),
    "checked": Words("核对", "checked"),
    "closed": Words("停用", "closed"),
    "confirmed": Words("确认", "confirmed"),
    "continued": Words("继续", "continued"),
    "corrected": Words("更正", "corrected"),
    "declined": Words("不接收", "declined"),
    "described": Words("完善信息", "described"),
    "dissolved": Words("撤销", "dissolved"),
    "done": Words("执行", "done"),
    "dropped": Words("放弃", "dropped"),
    "ended": Words("结束", "ended"),
    "entered": Words("录入", "entered"),
    "erased": Words("抹除", "erased"),
    "exported": Words("导出", "exported"),
    "founded": Words("成立", "founded"),
    "given": Words("标注", "given"),
    "granted": Words("同意", "granted"),
    "import_undone": Words("撤回导入", "import undone"),
    "issued": Words("开具", "issued"),
    "expired": Words("过期", "expired"),
    "kept": Words("保存", "kept"),
    "key_added": Words("增加密钥", "key added"),
    "key_dropped": Words("弃用密钥", "key dropped"),
    "judged": Words("评定", "judged"),
    "left": Words("离开", "left"),
    "link_issued": Words("签发链接", "link issued"),
    "linked": Words("绑定", "linked"),
    "listed": Words("查看名单", "listed"),
    "loaded": Words("导入", "loaded"),
    "made": Words("生成", "made"),
    "mapped": Words("对应列", "mapped"),
    "merged": Words("合并", "merged"),
    "moved": Words("转移", "moved"),
    "opened": Words("开立", "opened"),
    "overwrite_chosen": Words("选择覆盖", "overwrite chosen"),
    "parted": Words("撤销合并", "parted"),
    "paused": Words("暂停", "paused"),
    "present": Words("报到", "present"),
    "queued": Words("排队", "queued"),
    "read": Words("查阅", "read"),
    "recorded": Words("记录", "recorded"),
    "refreshed": Words("更新", "refreshed"),
    "refused": Words("不同意", "refused"),
    "removed": Words("移除", "removed"),
    "renamed": Words("更名", "renamed"),
    "reported": Words("填报", "reported"),
    "reset": Words("重置", "reset"),
    "restored": Words("恢复", "restored"),
    "returned": Words("返回", "returned"),
    "reversed": Words("冲销", "reversed"),
    "rotated": Words("轮换密钥", "rotated"),
    "saved": Words("保存", "saved"),
    "searched": Words("搜索", "searched"),
    "split": Words("分设", "split"),
    "stepped": Words("变更", "stepped"),
    "taken": Words("下载", "taken"),
    "undo_asked": Words("申请撤回", "undo asked for"),
    "undone": Words("撤回", "undone"),
    "unlinked": Words("解绑", "unlinked"),
    "used": Words("使用", "used"),
    "verified": Words("核验", "verified"),
    "withdrawn": Words("撤回", "withdrawn"),
}


def verb_words(verb: str, lang: Lang) -> str:
    """What an act is called; an unknown one keeps its own name.

    >>> verb_words("account.opened", "zh"), verb_words("x.y", "en")
    ('账号·开立', 'x.y')
    """
    thing, _, done = verb.partition(".")
    if thing not in THINGS or done not in DONE:
        return verb
    between = "·" if lang == "zh" else " "
    return f"{THINGS[thing].say(lang)}{between}{DONE[done].say(lang)}"


def kind_words(kind: str, lang: Lang) -> str:
    """What a kind of thing is called."""
    return THINGS[kind].say(lang) if kind in THINGS else kind


def distinct(column: str) -> list[str]:
    """The values of an indexed column of the trail, found by leaping from one to the next instead of reading a million."""
    text = f"""
        WITH RECURSIVE leap(value) AS (
            SELECT MIN({column}) FROM access_auditrecord
            UNION ALL
            SELECT (SELECT MIN({column}) FROM access_auditrecord WHERE {column} > leap.value)
            FROM leap WHERE leap.value IS NOT NULL
        )
        SELECT value FROM leap WHERE value IS NOT NULL
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(text)
        return [row[0] for row in cursor.fetchall()]
