"""What the fields of this room are (see ``kernel/grades.py``)."""

from __future__ import annotations

from xueshi.kernel.grades import CONTACT, DATED, HEALTH, IDENTITY, MEMBERSHIP, NAME, SECRET, TECHNICAL, Graded

STATE = {**DATED, "person": MEMBERSHIP}

GRADES: Graded = {
    "Person": {"id number merged_into": TECHNICAL, "organisation": MEMBERSHIP},
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
    "Membership": {**STATE, "standing admitted_on full_on": MEMBERSHIP},
    "Affiliation": {**STATE, "organisation": MEMBERSHIP},
    "Office": {**STATE, "organisation kind": MEMBERSHIP},
    "CadreStanding": {**STATE, "rank": MEMBERSHIP},
    "Exemption": {**STATE, "reason": HEALTH, "decided_by": MEMBERSHIP},
    "SubstituteApproval": {**STATE, "decided_by": MEMBERSHIP},
    "Floating": {**STATE, "host host_text": MEMBERSHIP},
}
