"""The county in the database."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth import authenticate

from xueshi.access.actors import actor_of
from xueshi.access.models import Account, AuditRecord
from xueshi.kernel.actors import Right
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.ledger.facts import entries_of
from xueshi.ledger.models import Participation, Posting
from xueshi.organisations.models import Organisation
from xueshi.people.facts import facts_of
from xueshi.people.models import Office, OfficeKind, Person
from xueshi.rules.judge import judge
from xueshi.rules.loader import load
from xueshi.rules.questions import questions
from xueshi.rules.verdicts import Status
from xueshi.site.demo.county import County, county
from xueshi.site.demo.load import is_empty, is_loaded, load_county, password
from xueshi.site.demo.members import OfficeKind as Post
from xueshi.standings.models import Determination, OrganisationStanding

OWN = (Right.RUN_SYSTEM, Right.APPOINT, Right.READ_AUDIT)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def tiny() -> County:
    return county(150, seed=3)


def test_everything_of_the_county_is_in_the_database_and_judged(tiny: County) -> None:
    loaded = load_county(tiny)

    assert Organisation.objects.count() == len(tiny.units)
    assert Person.objects.count() == len(tiny.members) == loaded.run.persons
    assert Participation.objects.count() == Posting.objects.count() == len(tiny.attended) == loaded.run.entries
    assert loaded.run.as_of == date(2026, 6, 30)
    assert OrganisationStanding.objects.filter(run=loaded.run, organisation__parent=None).exists()
    assert is_loaded()
    assert not is_empty()


def test_an_empty_database_is_told_from_one_that_holds_something() -> None:
    assert is_empty()
    assert not is_loaded()


def test_every_organisation_has_at_most_one_secretary_now_and_committees_have_their_own(tiny: County) -> None:
    load_county(tiny)

    now = Office.objects.known().on(date(2026, 6, 30)).filter(kind=OfficeKind.SECRETARY)
    led = list(now.values_list("organisation__full_name", flat=True))
    expected = {
        tiny.units[office.unit].path
        for member in tiny.members
        for office in member.offices
        if office.kind is Post.SECRETARY and office.span.covers(date(2026, 6, 30))
    }
    assert len(led) == len(set(led))
    assert set(led) == expected


def test_stored_statuses_of_secretaries_are_those_of_the_judge(tiny: County) -> None:
    run = load_county(tiny).run

    stored = Determination.objects.filter(run=run, clause="M24-I03").exclude(status=Status.NOT_APPLICABLE.value)
    secretaries = sum(
        any(office.kind is Post.SECRETARY and office.span.covers(date(2026, 6, 30)) for office in member.offices)
        for member in tiny.members
    )
    assert stored.count() == secretaries


def test_accounts_see_only_their_part(tiny: County) -> None:
    load_county(tiny)

    officer, secretary, member = (
        actor_of(Account.objects.get(username=name)) for name in ("county", "secretary", "member")
    )

    top = Organisation.objects.get(parent=None)
    branch = Account.objects.get(username="secretary").person.organisation
    assert officer.scopes(Right.SEE) == (top.path,)
    assert secretary.scopes(Right.SEE) == (branch.path,)
    assert member.scopes(Right.SEE) == ()
    assert branch.field == "农村"
    assert Account.objects.get(username="member").person.organisation == branch


def test_the_three_administrators_are_three_people(tiny: County) -> None:
    load_county(tiny)

    accounts = [Account.objects.get(username=name) for name in ("system", "security", "audit")]

    assert len({account.person_id for account in accounts} - {None}) == 3
    assert [actor_of(account).scopes(right) for account, right in zip(accounts, OWN, strict=True)] == [("",)] * 3


def test_the_printed_passwords_sign_in(tiny: County, rf) -> None:
    sign_ins = load_county(tiny).sign_ins

    assert [one.username for one in sign_ins] == ["county", "secretary", "member", "system", "security", "audit"]
    for one in sign_ins:
        assert authenticate(rf.post("/"), username=one.username, password=one.password) is not None
        assert authenticate(rf.post("/"), username=one.username, password=one.password.upper()) is None


def test_passwords_follow_seed_and_name() -> None:
    assert password(2024, "county") == password(2024, "county")
    assert len({password(seed, name) for seed in (1, 2) for name in ("county", "secretary", "member")}) == 6


def test_every_account_says_that_it_is_synthetic_and_its_opening_is_on_the_trail(tiny: County) -> None:
    load_county(tiny)

    assert all("合成数据" in account.display_name for account in Account.objects.all())
    assert AuditRecord.objects.filter(verb="account.opened").count() == 6


def test_a_failure_leaves_nothing_behind(tiny: County, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("judging failed")

    monkeypatch.setattr("xueshi.site.demo.load.judge_now", broken)

    with pytest.raises(RuntimeError, match="judging failed"):
        load_county(tiny)

    assert is_empty()
    assert Person.objects.count() == Posting.objects.count() == Account.objects.count() == 0


def test_a_county_is_not_loaded_over_another(tiny: County) -> None:
    load_county(tiny)
    before = Posting.objects.count()

    with pytest.raises(XueshiError):
        load_county(tiny)

    assert Posting.objects.count() == before


def test_the_oracle_gives_the_stored_status_of_every_member(tiny: County) -> None:
    run = load_county(tiny).run
    orgs = {pk: OrgPath(name) for pk, name in Organisation.objects.values_list("pk", "full_name")}
    people = Person.objects.order_by("pk")
    entries = entries_of(people.values_list("pk", flat=True))
    stored = {
        (one.person_id, one.clause, one.window_first): one.status for one in Determination.objects.filter(run=run)
    }

    facts = dict(zip(people.values_list("pk", flat=True), facts_of(people, orgs), strict=True))
    for question in questions(load("M24", {}), run.as_of):
        for key, person in facts.items():
            expected = judge(question, person, entries.get(key, ())).status.value
            kept = stored.get((key, question.indicator.id, question.window.first), Status.NOT_APPLICABLE.value)
            assert kept == expected
