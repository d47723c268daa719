"""What the fields of this room are (see ``kernel/grades.py``)."""

from __future__ import annotations

from xueshi.kernel.grades import DATED, ORGANISATION, TECHNICAL, Graded

GRADES: Graded = {
    "Organisation": {
        "id number path": TECHNICAL,
        "code kind field sector level founded_on dissolved_on name full_name parent": ORGANISATION,
    },
    "OrganisationName": {**DATED, "organisation name": ORGANISATION},
    "ParentLink": {**DATED, "child parent": ORGANISATION},
    "Place": {**DATED, "organisation": ORGANISATION, "path": TECHNICAL},
    "OrganisationEdge": {**DATED, "organisation other kind": ORGANISATION},
    "Reorganisation": {
        "id number recorded_at recorded_by undone_at undone_by": TECHNICAL,
        "kind organisation on reason": ORGANISATION,
    },
    "Written": {"id reorganisation label row added": TECHNICAL},
    "Tally": {"organisation direct below": ORGANISATION},
}
