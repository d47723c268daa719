"""What the fields of this room are (see ``kernel/grades.py``)."""

from __future__ import annotations

from xueshi.kernel.grades import FILE, TECHNICAL, Graded

GRADES: Graded = {
    "Upload": {"id number created_at": TECHNICAL, "kind name sha256 size owner state": FILE},
    "Job": {
        "id number state percent message heartbeat attempts created_at started_at finished_at": TECHNICAL,
        "error_code error_text": TECHNICAL,
        "kind owner params result result_file": FILE,
    },
    "Import": {
        "id number state job digest created_at done_at": TECHNICAL,
        "kind unit upload owner mapping complete end_missing overwrite reason found counts": FILE,
    },
    "ImportStep": {"id batch place last counts recorded_at": TECHNICAL, "trace": FILE},
    "ColumnMapping": {"id unit kind fields kept_at": TECHNICAL},
}
