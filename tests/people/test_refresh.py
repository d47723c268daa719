"""What a roster states, compared and recorded."""

from datetime import date
from itertools import count
from typing import Any

import pytest

from tests.offices import CITIZEN_ID, TODAY, county, member, officer, person
from xueshi.access.models import AuditRecord
from xueshi.kernel.actors import NotAllowedError
from xueshi.kernel.errors import Place
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.windows import FOREVER, Span
from xueshi.organisations.models import Organisation
from xueshi.people.floating import floating_begin
from xueshi.people.memberships import membership_step
from xueshi.people.merging import person_merge
from xueshi.people.models import Affiliation, Exemption, Floating, Identity, Membership, Office, Person, Standing
from xueshi.people.refresh import people_refreshed
from xueshi.people.roster import Office as Post
from xueshi.people.roster import RosterRow, roster_people
from xueshi.people.search import people_search

pytestmark = pytest.mark.django_db
FIRST, THIRD = OrgPath("甲县委/东镇党委/第一支部"), OrgPath("甲县委/西镇党委/第三支部")
MOVED = date(2025, 7, 1)


def roster(*rows: dict[str, Any]):
    lines = count(2)
    made = [
        RosterRow(Place("roster.xlsx", "名册"), next(lines), **{"org": FIRST, "name": "张某", **row}) for row in rows
    ]
    people, refused = roster_people(made, as_of=TODAY)
    assert refused == ()
    return people


def orgs() -> dict[OrgPath, Organisation]:
    return {OrgPath(unit.full_name): unit for unit in Organisation.objects.all()}


def refresh(people, by, dry=False):
    return people_refreshed(people, orgs(), by=by, dry=dry)


def counts(done) -> tuple[int, int, int, int]:
    return (done.new, done.changed, done.unchanged, len(done.refused))


def test_new_people_are_entered_with_everything_stated():
    by = officer(county()["top"])
    people = roster(
        {
            "number": "A1",
            "citizen_id": CITIZEN_ID,
            "office": Post.SECRETARY,
            "office_from": date(2024, 1, 1),
            "sex": "女",
        },
        {"number": "A2", "name": "李某", "exemption": "年老体弱", "exempt_from": date(2025, 1, 1), "is_floating": True},
    )

    done = refresh(people, by)

    assert counts(done) == (2, 0, 0, 0)
    secretary = Office.objects.get()
    assert (secretary.person_id, secretary.kind, secretary.valid_from) == (
        done.people["A1"],
        "secretary",
        date(2024, 1, 1),
    )
    assert Exemption.objects.get().person_id == done.people["A2"]
    assert Floating.objects.get().person_id == done.people["A2"]
    assert Identity.objects.get(local_number="A1").gender == "female"
    assert Person.objects.get(pk=done.people["A1"], organisation__full_name=FIRST)


def test_the_same_roster_again_changes_nothing():
    by = officer(county()["top"])
    people = roster({"number": "A1", "citizen_id": CITIZEN_ID, "office": Post.DEPUTY}, {"number": "A2", "name": "李某"})
    refresh(people, by)
    rows, records = Affiliation.objects.count(), AuditRecord.objects.count()

    done = refresh(people, by)

    assert counts(done) == (0, 0, 2, 0)
    assert (Affiliation.objects.count(), AuditRecord.objects.count()) == (rows, records)


def test_a_dry_run_counts_and_records_nothing():
    by = officer(county()["top"])
    refresh(roster({"number": "A1"}, {"number": "A2", "name": "李某"}), by)
    before = AuditRecord.objects.count()

    done = refresh(
        roster(
            {"number": "A1", "rank": "县处级副职", "is_cadre": True}, {"number": "A2", "name": "李某"}, {"number": "A3"}
        ),
        by,
        dry=True,
    )

    assert counts(done) == (1, 1, 1, 0)
    assert done.people["A3"] == 0
    assert Person.objects.count() == 2
    assert AuditRecord.objects.count() == before


def test_a_person_who_moved_keeps_number_and_history():
    by = officer(county()["top"])
    refresh(roster({"number": "A1"}), by)
    before = Person.objects.get()

    refresh(roster({"number": "A1", "moved_out": MOVED}, {"number": "A1", "org": THIRD, "moved_in": MOVED}), by)

    after = Person.objects.get()
    assert after.number == before.number
    assert after.organisation == orgs()[THIRD]
    assert Affiliation.objects.count() == 3
    assert Affiliation.objects.known().count() == 2


def test_a_person_is_known_by_identity_number_whatever_the_local_number():
    by = officer(county()["top"])
    refresh(roster({"number": "A1", "citizen_id": CITIZEN_ID}), by)

    done = refresh(roster({"number": "B9", "citizen_id": CITIZEN_ID}), by)

    assert counts(done) == (0, 1, 0, 0)
    assert Identity.objects.get().local_number == "B9"


def test_an_identity_number_is_added_to_a_person_known_by_local_number():
    by = officer(county()["top"])
    refresh(roster({"number": "A1"}), by)

    done = refresh(roster({"number": "A1", "citizen_id": CITIZEN_ID}), by)

    assert counts(done) == (0, 1, 0, 0)
    assert Identity.objects.get().citizen_id_index is not None


def test_people_of_others_are_refused_and_left_alone():
    units = county()
    person(units["third"], citizen_id=CITIZEN_ID)

    done = refresh(roster({"number": "A1", "citizen_id": CITIZEN_ID}), officer(units["east"]))

    assert counts(done) == (0, 0, 0, 1)
    assert done.refused[0].code == "PERSON-003"
    assert str(done.refused[0].place) == "roster.xlsx:名册:2"
    assert Affiliation.objects.get().organisation == units["third"]


def test_one_local_number_in_two_scopes_is_two_people():
    units = county()
    refresh(roster({"number": "A1"}), officer(units["east"]))

    done = refresh(roster({"number": "A1", "name": "李某", "org": THIRD}), officer(units["west"]))

    assert counts(done) == (1, 0, 0, 0)
    assert Person.objects.count() == 2


def test_a_member_refreshes_nobody():
    units = county()
    one = person(units["first"], local_number="A1")

    with pytest.raises(NotAllowedError):
        refresh(roster({"number": "A2"}), member(one))

    assert Person.objects.count() == 1


def test_a_known_person_with_a_refused_row_is_left_as_known():
    by = officer(county()["top"])
    office = {"number": "A1", "office": Post.SECRETARY, "office_from": date(2024, 1, 1)}
    refresh(roster({"number": "A1"}, office), by)

    place = Place("roster.xlsx", "名册")
    good, bad = (RosterRow(place, number, name="张某", org=FIRST, number="A1") for number in (2, 3))
    people, _ = roster_people([good], as_of=TODAY, damaged=[bad])
    done = refresh(people, by)

    assert counts(done) == (0, 0, 1, 0)
    assert Office.objects.known().filter(valid_from=date(2024, 1, 1)).exists()


def test_the_same_office_in_two_organisations_one_after_the_other_is_two_rows():
    by = officer(county()["top"])
    people = roster(
        {"number": "A1", "moved_out": MOVED, "office": Post.SECRETARY, "office_from": date(2024, 1, 1)},
        {"number": "A1", "org": THIRD, "moved_in": MOVED, "office": Post.SECRETARY, "office_from": MOVED},
    )

    refresh(people, by)

    held = Office.objects.known().order_by("valid_from")
    assert [(row.organisation.name, row.valid_from, row.valid_to) for row in held] == [
        ("第一支部", date(2024, 1, 1), MOVED),
        ("第三支部", MOVED, FOREVER),
    ]


def test_a_roster_says_what_a_membership_is_today_and_leaves_earlier_stages():
    by = officer(county()["top"])
    refresh(roster({"number": "A1", "admitted_on": date(2020, 1, 1)}), by)
    one = Person.objects.get()
    membership_step(one, Standing.FULL, on=date(2021, 1, 1), by=by)

    again = refresh(roster({"number": "A1", "admitted_on": date(2020, 1, 1), "full_on": date(2021, 1, 1)}), by)

    assert counts(again) == (0, 0, 1, 0)
    stages = Membership.objects.known().order_by("valid_from").values_list("standing", "valid_to")
    assert list(stages) == [("probationary", date(2021, 1, 1)), ("full", FOREVER)]


def test_a_roster_without_days_leaves_a_known_stay_alone():
    units = county()
    by = officer(units["top"])
    refresh(roster({"number": "A1"}), by)
    stay = floating_begin(Person.objects.get(), units["third"], "", span=Span(MOVED), by=by)

    again = refresh(roster({"number": "A1", "is_floating": True}), by)

    assert counts(again) == (0, 0, 1, 0)
    assert list(Floating.objects.known()) == [stay]


@pytest.mark.parametrize(
    ("words", "code"),
    [("年老体弱", "old_frail"), ("行动不便", "immobile"), ("长期患病", "other"), ("是", "other")],
)
def test_the_reason_of_an_exemption_is_kept_as_a_code_only(words, code):
    by = officer(county()["top"])

    refresh(roster({"number": "A1", "exemption": words}), by)

    assert Exemption.objects.get().reason == code


def test_a_roster_that_names_a_merged_number_means_the_person_who_stays():
    units = county()
    by = officer(units["top"])
    one = person(units["first"], local_number="A1")
    person_merge(one, person(units["first"], citizen_id=CITIZEN_ID), reason="同一人", by=by)

    done = refresh(roster({"number": "A1"}, {"number": "A9", "citizen_id": CITIZEN_ID}), by)

    assert done.people == {"A1": one.pk}
    assert [refusal.error.code for refusal in done.refused] == ["PERSON-004"]
    assert Person.objects.filter(merged_into=None).count() == 1


def test_a_roster_that_differs_changes_what_is_sealed_and_what_it_is_found_by():
    units = county()
    by = officer(units["top"])
    one = person(units["first"], "张某", local_number="A1")

    done = refresh(roster({"number": "A1", "name": "张改名", "phone": "13812345678"}), by)

    assert counts(done) == (0, 1, 0, 0)
    identity = Identity.objects.select_related("person").get(person=one)
    assert (identity.name, identity.opened("phone")) == ("张改名", "13812345678")
    assert list(people_search(by, "张改名")) == [one]
    assert not people_search(by, "张某").exists()
    again = refresh(roster({"number": "A1", "name": "张改名"}), by)
    assert counts(again) == (0, 0, 1, 0)
