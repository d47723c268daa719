"""What a form of each address holds when it is filled in as it should be; addresses without a form are left out."""

from __future__ import annotations

from collections.abc import Mapping

REASON = {"reason": "调离"}

FILLED: Mapping[str, dict[str, str]] = {
    "type_size": {"size": "large"},
    "set_language": {"language": "en"},
    "account_new": {"username": "new", "display_name": "新人"},
    "account_appoint": {"role": "teacher", "since": "2026-01-01"},
    "account_close": REASON,
    "appointment_end": {"on": "2026-01-01", **REASON},
    "appointment_withdraw": REASON,
    "approval_decide": {"decision": "refuse", **REASON},
    "filter_save": {"name": "常用", "query": "q=y", "listing": "roster"},
    "judge": {"as_of": "2026-06-30"},
    "export_new": {"purpose": "planning"},
    "state_new": {"kind": "youth", "organisation": "甲省委/清河县委/城关镇党委/石桥村党支部", "first": "2026-01-01"},
    "state_close": {"last": "2026-01-01"},
    "state_undo": REASON,
    "correction_new": {"never": "on", **REASON},
    "correction_decide": {"decision": "refuse", "answer": "不属实"},
    "transfer_step": {"on": "2026-06-30"},
    "transfer_new": {"letter": "2", "target": "甲省委/石门县委", "days": "30", "on": "2026-06-30"},
    "meeting_act": REASON,
    "figure_new": {"figure": "2000", "on": "2026-06-30", "source": "年度总结"},
    "stay_step": {"on": "2026-06-30"},
}

OWNED: Mapping[str, str] = {
    "account_new": "person is_service",
    "audit_verify": "first",
    "figure_new": "ask",
    "transfer_new": "target_text dues_until",
    "state_new": "last",
    "account_appoint": "organisation until reason",
    "approval_decide": "reason",
    "export_new": "note",
}
"""Names of columns that are fields of a form too, though they may stay empty."""
