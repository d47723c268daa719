"""Offices and exemptions as files of their own."""

import pytest

from tests.intake.imported import FIRST, counts, member, members, office, recorded, undone
from tests.offices import county
from xueshi.kernel.windows import Span
from xueshi.people.exemptions import exemption_grant
from xueshi.people.models import Affiliation, Exemption, ExemptionReason, Office, Person

pytestmark = pytest.mark.django_db
OFFICES = ("人员编号", "姓名", "所在党组织", "党内职务", "任职日期", "免职日期")
EXEMPTIONS = ("人员编号", "姓名", "不作硬性要求", "不作硬性要求起", "不作硬性要求止")


@pytest.fixture
def units(settings, tmp_path):
    settings.XUESHI_DATA = tmp_path
    return county()


@pytest.fixture
def by(units):
    who = office(units)
    recorded(members(3), who)
    return who


def offices(*rows, by):
    return recorded(list(rows), by, kind="offices", headings=OFFICES)


def exemptions(*rows, by):
    return recorded(list(rows), by, kind="exemptions", headings=EXEMPTIONS)


def held() -> list[tuple[str, str, str, str]]:
    rows = Office.objects.known().order_by("person__identity__local_number", "valid_from")
    return [
        (row.person.identity.local_number, row.organisation.name, row.kind, row.valid_from.isoformat()) for row in rows
    ]


def test_offices_of_known_people_are_recorded_and_nothing_else_changes(by):
    before = Affiliation.objects.count()

    one = offices(
        ("A00001", "党员1", FIRST, "书记", "2024-01-01", ""),
        ("A00001", "", "甲县委/东镇党委", "委员", "2025-01-01", ""),
        by=by,
    )

    assert counts(one.counts) == (0, 2, 0, 0, 0)
    assert held() == [
        ("A00001", "第一支部", "secretary", "2024-01-01"),
        ("A00001", "东镇党委", "member", "2025-01-01"),
    ]
    assert Affiliation.objects.count() == before


def test_the_same_list_again_changes_nothing(by):
    rows = [("A00001", "党员1", FIRST, "书记", "2024-01-01", "")]
    offices(*rows, by=by)

    assert counts(offices(*rows, by=by).counts) == (0, 0, 1, 0, 0)


def test_unknown_people_other_names_and_organisations_are_refused(by):
    one = offices(
        ("A00009", "谁", FIRST, "书记", "", ""),
        ("A00002", "别人", FIRST, "书记", "", ""),
        ("A00003", "党员3", "丙县委", "书记", "", ""),
        by=by,
    )

    assert counts(one.counts) == (0, 0, 0, 3, 0)
    assert one.found["codes"] == {"PERSON-010": 1, "PERSON-013": 1, "PERSON-014": 1}
    assert Person.objects.count() == 3
    assert held() == []


def test_undoing_a_list_of_offices_keeps_the_people(by):
    one = offices(("A00001", "党员1", FIRST, "书记", "2024-01-01", ""), by=by)

    undone(one, by)

    assert held() == []
    assert Person.objects.count() == 3


def test_a_list_of_offices_keeps_what_was_recorded_by_hand_elsewhere_protected(units, by):
    person = Person.objects.get(identity__local_number="A00001")
    exemption_grant(person, ExemptionReason.IMMOBILE, decided_on=None, span=Span(), by=by)
    offices(("A00001", "党员1", FIRST, "书记", "2024-01-01", ""), by=by)

    one = recorded([member(1, FIRST, "否")], by, headings=("人员编号", "姓名", "所在党组织", "不作硬性要求"))

    assert one.found["protected"] == {"exemption": 1}
    assert Exemption.objects.known().filter(person=person).exists()


def test_exemptions_are_recorded_with_their_days(by):
    one = exemptions(("A00002", "党员2", "行动不便", "2025-01-01", "2026-12-31"), by=by)

    assert counts(one.counts) == (0, 1, 0, 0, 0)
    row = Exemption.objects.known().get()
    assert (row.reason, str(row.valid_from), str(row.valid_to)) == ("immobile", "2025-01-01", "2027-01-01")
