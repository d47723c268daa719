"""What the fields of this room are (see ``kernel/grades.py``)."""

from __future__ import annotations

from xueshi.kernel.grades import CONTACT, DATED, HEALTH, IDENTITY, MEMBERSHIP, NAME, SECRET, TECHNICAL, Graded

STATE = {**DATED, "person": MEMBERSHIP}

GRADES: Graded = {
    "Person": {"id number merged_into": TECHNICAL, "organisation counted_in": MEMBERSHIP},
    "Identity": {
        "person erased_at": TECHNICAL,
        "sealed_name local_number gender ethnicity born_on education": NAME,
        "citizen_id": IDENTITY,
        "phone": CONTACT,
        "master_key person_key name_index citizen_id_index phone_index": SECRET,
    },
    "NameToken": {"id person": TECHNICAL, "token": SECRET},
    "PersonMerge": {
        "id number merged_at merged_by undone_at undone_by": TECHNICAL,
        "kept merged reason snapshot result": MEMBERSHIP,
    },
    "Brought": {"person at batch held": TECHNICAL},
    "Membership": {**STATE, "standing admitted_on full_on": MEMBERSHIP},
    "Affiliation": {**STATE, "organisation": MEMBERSHIP},
    "Office": {**STATE, "organisation kind": MEMBERSHIP},
    "CadreStanding": {**STATE, "rank level grade": MEMBERSHIP},
    "Tag": {**STATE, "kind basis": MEMBERSHIP},
    "Exemption": {**STATE, "reason": HEALTH, "decided_on reviewed_on review_due": MEMBERSHIP},
    "SubstituteApproval": {**STATE, "decided_by decided_on": MEMBERSHIP},
    "Floating": {**STATE, "number": TECHNICAL, "host host_text stage seen_on": MEMBERSHIP},
    "Presence": {
        "id floating recorded_at recorded_by": TECHNICAL,
        "person kind day by_host": MEMBERSHIP,
    },
    "Transfer": {
        "id number": TECHNICAL,
        "letter person source target target_text issued_on last_day dues_until state accepted_on": MEMBERSHIP,
    },
    "TransferStep": {"id transfer recorded_at recorded_by": TECHNICAL, "state on reason": MEMBERSHIP},
    "Correction": {
        "id number row recorded_at decided_by": TECHNICAL,
        "person subject never first until admitted_on full_on reason asked_on due_on state answer decided_on": MEMBERSHIP,
    },
}
