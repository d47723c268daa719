"""What the command line says about itself and while it works, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from xueshi.rules.model import Words

HELP: Mapping[str, Words] = {
    "xueshi": Words(
        "学时：由名册和培训台账评定规划条款，逐条说明理由", "judge training plans from a roster and a register"
    ),
    "judge": Words("评定两个文件", "judge two files"),
    "packs": Words("规划包：列出、查看、核对、覆盖", "plan packs: list, show, verify, coverage"),
    "packs list": Words("列出系统自带的规划包", "list the packs that ship"),
    "packs show": Words("列出一个规划包的条款和口径", "list the clauses and local choices of a pack"),
    "packs verify": Words("用原文核对引文、数字和算例", "prove anchors, numbers and cases against the documents"),
    "packs coverage": Words("每条处于什么状态", "the state of every clause"),
    "reported": Words("用填报的数字评定学时台账以外的条款", "judge clauses beyond the ledger on reported figures"),
    "figures": Words("填报数字表 .xlsx .xls .csv", "sheet of reported figures .xlsx .xls .csv"),
    "crediting": Words("学时认定办法：列出、检查", "crediting rules: list, check"),
    "crediting list": Words("列出系统自带的办法", "list the rule sets that ship"),
    "crediting check": Words("演算办法里的全部算例", "compute every case of a rule set"),
    "rule_set": Words("办法编号，或 .yaml 文件（默认：全部）", "rule set, or a .yaml file (default: all)"),
    "ledger": Words("台账：封存、核验、检查点、证明", "the ledger: seal, verify, checkpoint, proofs"),
    "ledger seal": Words("封存至今的全部记录", "seal every entry there is now"),
    "ledger verify": Words(
        "核验封存的台账，逐块指出第一条不符的记录",
        "prove the sealed ledger; name the first entry of a block that does not fit",
    ),
    "ledger checkpoint": Words(
        "把最近一次封存写到文件，存放在别处", "write the newest seal to a file to be kept elsewhere"
    ),
    "ledger prove": Words("写出一条记录的证明文件", "write the proof of an entry"),
    "ledger check": Words("不连数据库，核对证明文件", "check a proof without the database"),
    "jobs": Words("同时用几个进程", "so many processes at once"),
    "entry": Words("记录编号：F17 为参训事实，P23 为学时入账", "an entry: F17 is a fact, P23 a posting"),
    "key": Words("只认这个公钥的签名", "accept the signature of this public key only"),
    "audit": Words("审计记录：核验、检查点", "the audit trail: verify, checkpoint"),
    "audit verify": Words(
        "核验审计记录，逐条指出改动和缺失", "prove the audit trail; name what was altered or deleted"
    ),
    "audit checkpoint": Words(
        "写出检查点文件，另处保存", "write a checkpoint, to be kept where the database's administrator cannot reach it"
    ),
    "vault": Words("身份保险库的主密钥：列出、更换、销毁", "master keys of the identity vault: list, rotate, drop"),
    "vault status": Words("列出主密钥和各自保护的人数", "list the master keys and how many people each protects"),
    "vault rotate": Words("换用新的主密钥，中断的接着做", "rotate to a new master key, or finish a rotation"),
    "vault drop": Words("销毁不再使用的主密钥", "destroy a master key that is not in use"),
    "number": Words("主密钥编号", "number of the master key"),
    "data-classes": Words("列出每个字段的数据分类和级别", "list class and grade of every field"),
    "import": Words(
        "导入文件：先核对，--confirm 后写入，--undo 撤销",
        "import a file: checked first, recorded with --confirm, --undo",
    ),
    "tree": Words("组织树：整批载入", "the organisation tree: load"),
    "tree load": Words(
        "一次载入几百万个组织，行的先后不限", "load millions of organisations at once, rows in any order"
    ),
    "list": Words("党组织名册 .csv：编号、上级编号、名称", "list of organisations .csv: code, parent's code, name"),
    "kind": Words("导入什么：people、organisations 等", "what is imported: people, organisations, ..."),
    "import_file": Words(".xlsx .xls .csv .zip 文件", "an .xlsx, .xls, .csv or .zip file"),
    "as": Words("以哪个账号办理", "the account that acts"),
    "unit": Words("为哪个组织导入（全路径）", "the organisation that the file is for (whole path)"),
    "map": Words("列对应表 YAML：项目: 文件中的列名", "YAML of columns: item: heading in the file"),
    "complete": Words("文件包含本单位全部", "the file names everything in the organisation"),
    "dry_run": Words("只核对，不留下待写入的导入", "only check, and keep nothing to be confirmed"),
    "confirm": Words(
        "核对后写入（变动大时先报另一人审批）", "record after the check (much change waits for a second person)"
    ),
    "end_missing": Words("自今日起终止文件中没有的", "end from today on what the complete file does not name"),
    "reason": Words("理由", "the reason"),
    "undo": Words("撤销这个编号的导入", "undo the import of this number"),
    "template": Words("把空白模板写到这里", "write the blank template here"),
    "rejects": Words("退回的行写到这里 .xlsx", "refused rows go here .xlsx"),
    "version": Words("版本", "print the version"),
    "help": Words("显示这段说明", "show this text"),
    "lang": Words("语言：zh 或 en", "language: zh or en"),
    "plan": Words("规划包编号，或 .yaml 文件", "pack id, or a .yaml file"),
    "roster": Words("党员名册 .xlsx .xls .csv", "roster .xlsx .xls .csv"),
    "register": Words("培训登记台账 .xlsx .xls .csv", "register of training .xlsx .xls .csv"),
    "as_of": Words("评定日期 YYYY-MM-DD", "assessment date YYYY-MM-DD"),
    "org": Words(
        "只评定这个党组织及其下级（全称，以 / 分隔）", "only this organisation and what lies below (whole path)"
    ),
    "set": Words("改用一个口径，可重复，如 AM-01=never", "use another local choice, repeatable, e.g. AM-01=never"),
    "json": Words("写出 JSON", "write JSON"),
    "xlsx": Words("写出 Excel", "write an Excel workbook"),
    "docx": Words("写出通报（Word）", "write a circular (Word)"),
    "refused": Words(
        "未采纳行写到这里（默认：台账旁的 <名称>.refused.xlsx）",
        "refused rows go here (default: <name>.refused.xlsx beside the register)",
    ),
    "explain": Words("逐条说明一个人（人员编号，或不重名的姓名）", "explain one person (number, or a unique name)"),
    "min_headcount": Words(
        "少于这么多人应评的组织不排名（默认 10）", "units with fewer to assess are not ranked (default 10)"
    ),
    "pack": Words("规划包编号，或 .yaml 文件（默认：全部）", "pack id, or a .yaml file (default: all)"),
    "since": Words("只核验这一天起封存的 YYYY-MM-DD", "only what was sealed since this day YYYY-MM-DD"),
    "checkpoint": Words("检查点文件：末尾被截去时才能发现", "a checkpoint: only by it a cut end is found"),
    "file": Words("文件", "file"),
    "sources": Words("放有原文 .txt、.md 的文件夹", "folder with the documents as .txt or .md"),
    "indicators": Words("条款清单 YAML：找出没有状态的条款", "YAML list of clauses: name those without a state"),
}

USAGE = Words("用法：", "usage: ")
OPTIONS = Words("选项", "options")
COMMANDS = Words("命令", "commands")
WHAT = Words("对象", "arguments")

ARGPARSE: Mapping[str, str] = {
    "the following arguments are required": "缺少必需的参数",
    "unrecognized arguments": "不认识的参数",
    "expected one argument": "后面要有一个值",
    "invalid choice": "没有这个选择",
    "choose from": "可选",
    "not allowed with argument": "不能同时使用",
    "ignored explicit argument": "不接受这个值",
    "argument ": "参数 ",
}
"""What argparse says, and the same in Chinese."""

STAGES: Mapping[str, Words] = {
    "roster": Words("读名册", "reading the roster"),
    "register": Words("读台账", "reading the register"),
    "credit": Words("入账", "crediting"),
    "judge": Words("评定", "judging"),
    "json": Words("写 JSON", "writing JSON"),
    "xlsx": Words("写 Excel", "writing the workbook"),
    "docx": Words("写通报", "writing the circular"),
}

WRITTEN = Words("已写出 {path}", "written: {path}")
RETURNED = Words("未采纳的 {rows} 行已写出 {path}", "{rows} refused rows written: {path}")

IMPORT_ROWS = Words("行", "rows")
COUNT_OF_ROWS = Words("数量", "count")
IMPORT_COUNTS: Mapping[str, Words] = {
    "rows": Words("读取", "read"),
    "new": Words("新增", "new"),
    "changed": Words("变更", "changed"),
    "unchanged": Words("无变化", "unchanged"),
    "refused": Words("退回", "refused"),
    "left_out": Words("标题、合计、说明", "titles, totals, notes"),
    "moved": Words("换组织的", "to another organisation"),
    "missing": Words("文件中没有的", "missing in the file"),
    "ended": Words("已终止", "ended"),
}
IMPORT_UNKNOWN = Words("没有对应的列：{names}", "columns that nothing is matched to: {names}")
IMPORT_CHECKED = Words("已核对，尚未写入：导入 {number}", "checked, nothing is recorded: import {number}")
IMPORT_WAITS = Words("导入 {number} 等待另一人审批", "import {number} waits for a second person")
TREE_LOADED = Words("已载入 {count} 个组织，退回 {refused} 行", "{count} organisations loaded, {refused} rows refused")
IMPORT_DONE = Words("已写入：导入 {number}", "recorded: import {number}")
IMPORT_UNDONE = Words("已撤销：导入 {number}", "undone: import {number}")

SUBJECT = Words("填报单位", "subject")
WINDOW = Words("期间", "window")
FIGURE = Words("填报数", "reported")
WANTED = Words("要求", "wanted")
STATUS = Words("结果", "status")
NOT_REPORTED = Words("没有填报、暂不评定的：{count} 项", "not reported and so not judged: {count}")

RULE_SET = Words("办法", "rule set")
BOOK = Words("账", "book")
FORCE = Words("施行", "in force from")
RULES = Words("规则", "rules")
CHECKED = Words(
    "{rules} {version}：{cases} 个算例，{problems} 处有误", "{rules} {version}: {cases} cases, {problems} problems"
)

SEALED = Words("已封存 {rounds} 次", "sealed in {rounds} rounds")
LEDGER_WHOLE = Words(
    "台账与封存时一致：{entries} 条，{blocks} 块，{seals} 次封存",
    "the ledger is what was sealed: {entries} entries in {blocks} blocks and {seals} seals",
)
LEDGER_FAULTY = Words(
    "台账与封存时不符：{faults} 处（{entries} 条，{blocks} 块，{seals} 次封存）",
    "the ledger is not what was sealed: {faults} faults in {entries} entries, {blocks} blocks and {seals} seals",
)
NOT_SEEN = Words(
    "看不到的：尚未封存的 {unsealed} 条；没有给出检查点时，整个台账回退到早先的样子",
    "what this cannot see: {unsealed} entries that are not sealed yet; without a checkpoint, a whole ledger set back",
)
PROVED = Words(
    "{entry} 在第 {seal} 次封存（{at}）中，签名公钥 {key}", "{entry} stands in seal {seal} of {at}, signed with {key}"
)
KEPT_SEAL = Words("第 {number} 次封存已写出 {path}", "seal {number} written: {path}")
NO_SEAL = Words("台账还没有封存", "the ledger has no seal yet")

PACK = Words("规划包", "pack")
VERSION = Words("版本", "version")
TITLE = Words("名称", "title")
PERIOD = Words("规划期", "period")
CLAUSES = Words("条款", "clauses")
CLAUSE = Words("条款", "clause")
STATE = Words("状态", "state")
STRENGTH = Words("力度", "strength")
CITED = Words("出处", "source")
REASON = Words("原因", "reason")
COUNT = Words("条数", "clauses")
CHOICE = Words("口径", "choice")
QUESTION = Words("问题", "question")
IN_FORCE = Words("采用", "in force")
OPTIONS_OF_CHOICE = Words("也可选", "other options")
FOUND_AT = Words("{id}  {file}:{line}", "{id}  {file}:{line}")
VERIFIED = Words(
    "{pack} {version}：{found} 条引文、数字与原文一致，{problems} 处有误",
    "{pack} {version}: {found} clauses agree with the documents, {problems} problems",
)
WITHOUT_STATE = Words("没有状态的条款 {count} 条：{ids}", "{count} clauses without a state: {ids}")
ALL_COVERED = Words("本包所引文件的 {count} 条全部有状态", "all {count} clauses of the pack's documents have a state")
OTHER_DOCUMENT = Words(
    "{document}（不在任何规划包内）{count} 条：{ids}", "{document} (in no pack), {count} clauses: {ids}"
)

TRAIL_WHOLE = Words(
    "审计记录完整：{records} 条，{blocks} 个封存块", "the audit trail is whole: {records} records in {blocks} blocks"
)
TRAIL_FAULTY = Words(
    "审计记录有误：核验 {records} 条、{blocks} 个封存块，{faults} 处不符",
    "the audit trail is not whole: {faults} faults in {records} records and {blocks} blocks",
)
KEPT = Words("检查点（封存块 {number}）已写出 {path}", "checkpoint of block {number} written: {path}")
NOTHING_KEPT = Words("还没有审计记录", "there is no audit record yet")

MASTER_KEY = Words("主密钥", "master key")
IN_USE = Words("使用中", "in use")
PEOPLE = Words("人数", "people")
YES = Words("是", "yes")
ROTATED = Words("已换用主密钥 {key}：{people} 人", "master key {key} in use: {people} people rotated")
DROPPED = Words("主密钥 {number} 已销毁", "master key {number} destroyed")

ROOM = Words("模块", "room")
MODEL = Words("表", "model")
FIELD = Words("字段", "field")
DATA_CLASS = Words("分类", "class")
GRADE = Words("级别", "grade")
KEPT_FOR = Words("保存多久", "kept")
SEEN_BY = Words("谁可见", "seen by")
