"""What the fields of this room are (see ``kernel/grades.py``)."""

from __future__ import annotations

from xueshi.kernel.grades import FIGURES, PLAN, TECHNICAL, TRAINING, Graded

GRADES: Graded = {
    "JudgingRun": {
        "id number watermark engine digest created_at created_by": TECHNICAL,
        "plan pack_version pack_sha256 settings": PLAN,
        "as_of scope inputs persons entries": FIGURES,
    },
    "Determination": {
        "id run": TECHNICAL,
        "clause window_first window_last": PLAN,
        "person organisation reference status credit half_days theory count": TRAINING,
    },
    "ReportedFigure": {
        "id number entered_by entered_at confirmed_by confirmed_at withdrawn_at reason": TECHNICAL,
        "plan clause ask": PLAN,
        "organisation on part whole source": FIGURES,
    },
    "OrganisationStanding": {
        "id run": TECHNICAL,
        "clause window_first window_last": PLAN,
        "organisation parent status population met on_pace behind unmet below_general exempt delegated": FIGURES,
        "not_assessable share_part share_whole": FIGURES,
    },
}
