"""What can be wrong with sealed entries, and with proofs of them."""

from __future__ import annotations

from xueshi.kernel.errors import Problem

ENTRY_ALTERED = Problem("SEAL-001", "{entry}在封存之后被改动", "{entry} was altered after it was sealed")
ENTRY_MISSING = Problem(
    "SEAL-002",
    "第 {block} 块（分片 {shard}）少了 {count} 条，在{entry}之前",
    "block {block} of shard {shard} lacks {count} entries, before {entry}",
)
ENTRY_INSERTED = Problem("SEAL-003", "{entry}在封存之后被插入", "{entry} was slipped in after the sealing")
BLOCK_WRONG = Problem(
    "SEAL-004", "第 {block} 块（分片 {shard}）与封存时不符", "block {block} of shard {shard} is not what was sealed"
)
BLOCK_MISSING = Problem(
    "SEAL-005", "第 {seal} 次封存缺少分片 {shard} 的块", "seal {seal} lacks its block of shard {shard}"
)
SEAL_WRONG = Problem("SEAL-006", "第 {seal} 次封存与签名时不符", "seal {seal} is not what was signed")
SEAL_MISSING = Problem("SEAL-007", "缺少第 {seal} 次封存", "seal {seal} is missing")
CUT = Problem(
    "SEAL-008",
    "库中没有检查点所记的第 {seal} 次封存：台账被截断、回退或替换",
    "the ledger does not hold seal {seal} of the checkpoint: it was cut, set back or replaced",
)
NO_CHECKPOINT = Problem(
    "SEAL-009",
    "“{path}”不是本系统签发的检查点",
    "{path} is no checkpoint of this installation",
    "xueshi ledger checkpoint 写出的文件",
    "a file written by xueshi ledger checkpoint",
)
NOT_SEALED = Problem(
    "SEAL-010",
    "{entry}尚未封存",
    "{entry} is not sealed yet",
    "封存之后再取证明",
    "a proof after the next sealing",
)
NO_PROOF = Problem(
    "SEAL-011",
    "“{path}”不是学时证明：{why}",
    "{path} is no proof of an entry: {why}",
    "xueshi ledger prove 写出的文件",
    "a file written by xueshi ledger prove",
)
NO_ENTRY = Problem("SEAL-012", "没有{entry}", "there is no {entry}", "台账中的编号", "a number of the ledger")
