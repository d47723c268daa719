"""Behind the second wall a query that forgets to ask still finds only the people whom the actor sees."""

import pytest
from django.apps import apps
from django.db import connection

from tests.offices import INSTALLER, TODAY, county, member, officer, person, secretary
from xueshi.access.actors import witness
from xueshi.kernel.actors import Actor, Grant, Role
from xueshi.kernel.windows import Span
from xueshi.organisations.rows import EVERYWHERE, read_as, scopes_of
from xueshi.people.floating import floating_begin
from xueshi.people.models import Identity, Person
from xueshi.people.transfers import Letter, transfer_issue

pytestmark = pytest.mark.django_db
walled = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has this wall")


def seen(by: Actor) -> set[int]:
    """The people that a query without any condition finds."""
    with read_as(by), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM people_person")
        return {row[0] for row in cursor.fetchall()}


def administrator(role: Role) -> Actor:
    return Actor(9, TODAY, (Grant(role, ""),), witness())


@walled
def test_a_bare_query_finds_the_people_of_the_own_scope_only():
    one, two = county("甲县委"), county("乙县委")
    here, there = person(one["first"]), person(two["first"])

    assert seen(officer(one["top"])) == {here.pk}
    assert seen(officer(two["top"])) == {there.pk}
    assert seen(secretary(one["second"])) == set()
    assert seen(member(there)) == {there.pk}


@walled
@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR, Role.RULE_EDITOR, Role.TEACHER])
def test_who_has_nothing_to_do_with_people_finds_nobody(role):
    person(county()["first"])

    assert seen(administrator(role)) == set()


@walled
def test_everywhere_is_everybody():
    one, two = county("甲县委"), county("乙县委")
    both = {person(one["first"]).pk, person(two["first"]).pk}

    assert seen(INSTALLER) == both


@walled
def test_the_vault_stands_behind_the_wall_too():
    one, two = county("甲县委"), county("乙县委")
    here, _there = person(one["first"]), person(two["first"])

    with read_as(officer(one["top"])):
        found = set(Identity.objects.values_list("person", flat=True))

    assert found == {here.pk}


@walled
def test_both_ends_of_a_transfer_and_of_a_stay_see_the_person():
    one, two, three = county("甲县委"), county("乙县委"), county("丙县委")
    moving, away = person(one["first"]), person(one["second"])
    transfer_issue(moving, Letter("1", two["first"]), on=TODAY, by=INSTALLER)
    floating_begin(away, three["first"], "", span=Span(TODAY), by=INSTALLER)

    assert seen(officer(two["top"])) == {moving.pk}
    assert seen(officer(three["top"])) == {away.pk}


@walled
def test_a_page_s_end_is_the_wall_s_end():
    one = county()
    here = person(one["first"])

    with read_as(administrator(Role.TEACHER)):
        assert not Person.objects.exists()

    assert list(Person.objects.all()) == [here]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user <> 'xueshi_reader', current_setting('xueshi.scopes', true)")
        assert cursor.fetchone() == (True, "")


@walled
def test_a_reader_changes_nobody():
    one, two = county("甲县委"), county("乙县委")
    there = person(two["first"])

    with read_as(officer(one["top"])):
        changed = Person.objects.filter(pk=there.pk).update(organisation=one["first"])

    there.refresh_from_db()
    assert (changed, there.organisation) == (0, two["first"])


def test_the_wall_knows_the_places_of_rights_that_lead_to_people():
    units = county()
    grants = (Grant(Role.COMMITTEE_OFFICER, units["east"].path), Grant(Role.BRANCH_SECRETARY, units["third"].path))

    assert scopes_of(Actor(1, TODAY, grants, witness())) == f"{units['east'].path},{units['third'].path}"
    assert scopes_of(INSTALLER) == EVERYWHERE
    assert scopes_of(administrator(Role.AUDIT_ADMINISTRATOR)) == ""


OUTSIDE = {
    "access_account": "an account is its own security administrator's business, and names its person by number only",
    "people_brought": "which import brought somebody, by number only",
    "ledger_meeting_people": "who was at a meeting, by number only",
}
"""Tables with a column of a person that stand outside the wall, and why."""


@walled
def test_every_table_about_a_person_stands_behind_the_wall_or_says_why_not():
    about = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is Person and model is not Person
    }

    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE roles = '{xueshi_reader}'")
        behind = {row[0] for row in cursor.fetchall()}

    assert about - behind == set(OUTSIDE)
    assert "people_person" in behind
