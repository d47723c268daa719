"""What the fields of this room are (see ``kernel/grades.py``)."""

from __future__ import annotations

from xueshi.kernel.grades import TECHNICAL, TRAINING, Graded

GRADES: Graded = {
    "Participation": {
        "id body_sha256 batch recorded_at recorded_by shard": TECHNICAL,
        "person title form organiser organiser_level institution started_at ended_at first_day last_day": TRAINING,
        "has_clock stated_credit stated_half_days topics theory_share mark evidence remark source record": TRAINING,
    },
    "Posting": {
        "id rule rule_version batch recorded_at recorded_by shard": TECHNICAL,
        "participation person book day last_day form level credit half_days theory topics reverses reason": TRAINING,
    },
    "Meeting": {
        "id number organisation entered_by entered_at decided_by decided_at": TECHNICAL,
        "form title place day starts ends credit task theory sheet sheet_name state reason": TRAINING,
    },
    "Seal": {"number at facts_to postings_to algorithm root previous hash signature": TECHNICAL},
    "Block": {"id shard number seal facts postings root previous hash marks": TECHNICAL},
}
