"""No audit, no action: where the trail takes no record, nothing is changed."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.apps import apps

from tests.house.source import Function, Source, sources
from tests.ledger.test_actions import item
from tests.offices import INSTALLER, TODAY, county, person
from xueshi.access.actions import account_appoint, account_close, account_open, appointment_end
from xueshi.access.approvals import approval_ask
from xueshi.access.models import Account, Appointment, AuditRecord
from xueshi.intake.jobs import job_cancel, job_enqueue
from xueshi.intake.models import Job
from xueshi.intake.uploads import upload_keep
from xueshi.kernel.actors import Act, Actor, Role
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.windows import Span
from xueshi.ledger.actions import append, reverse
from xueshi.ledger.models import Posting
from xueshi.organisations.actions import (
    Draft,
    organisation_dissolve,
    organisation_found,
    organisation_move,
    organisation_rename,
)
from xueshi.organisations.models import Organisation
from xueshi.people.actions import Newcomer, affiliation_move, person_enter
from xueshi.people.exemptions import exemption_end, exemption_grant, substitute_approve
from xueshi.people.floating import floating_begin
from xueshi.people.memberships import membership_step
from xueshi.people.models import Exemption, ExemptionReason, OfficeKind, Person, Standing, TagKind
from xueshi.people.offices import cadre_begin, office_begin, tag_give
from xueshi.people.recording import state_withdraw
from xueshi.people.transfers import Letter, transfer_issue

ON = date(2026, 3, 1)
YEAR = Span(ON, date(2027, 3, 1))


class FullError(Exception):
    """The trail takes no more."""


@dataclass(frozen=True)
class World:
    """What the acts are done to."""

    units: dict[str, Organisation]
    who: Person
    account: Account
    job: Job

    @property
    def exemption(self) -> Exemption:
        """The exemption of the person."""
        found: Exemption = Exemption.objects.known().get()
        return found


Doing = Callable[[World, Actor], Any]
ACTS: dict[str, Doing] = {
    "organisation_found": lambda w, by: organisation_found(Draft(OrgPath("甲县委/新支部")), by=by),
    "organisation_rename": lambda w, by: organisation_rename(w.units["first"], "新名", on=ON, by=by),
    "organisation_move": lambda w, by: organisation_move(w.units["first"], w.units["west"], on=ON, by=by),
    "organisation_dissolve": lambda w, by: organisation_dissolve(w.units["third"], on=ON, by=by),
    "person_enter": lambda w, by: person_enter(Newcomer("李某"), w.units["first"], by=by),
    "affiliation_move": lambda w, by: affiliation_move(w.who, w.units["second"], on=ON, by=by),
    "membership_step": lambda w, by: membership_step(w.who, Standing.STOPPED, on=ON, by=by),
    "office_begin": lambda w, by: office_begin(w.who, w.units["first"], OfficeKind.SECRETARY, span=YEAR, by=by),
    "cadre_begin": lambda w, by: cadre_begin(w.who, "正科", span=YEAR, by=by),
    "tag_give": lambda w, by: tag_give(w.who, TagKind.YOUNG, "规划", span=YEAR, by=by),
    "exemption_grant": lambda w, by: exemption_grant(
        w.who, ExemptionReason.OTHER, decided_on=None, span=Span(date(2024, 1, 1), date(2025, 1, 1)), by=by
    ),
    "exemption_end": lambda w, by: exemption_end(w.exemption, on=date(2026, 5, 1), by=by),
    "state_withdraw": lambda w, by: state_withdraw(w.exemption, reason="录错", by=by),
    "substitute_approve": lambda w, by: substitute_approve(w.who, "支部", span=YEAR, by=by),
    "floating_begin": lambda w, by: floating_begin(w.who, w.units["third"], "", span=YEAR, by=by),
    "transfer_issue": lambda w, by: transfer_issue(w.who, Letter("1", w.units["third"]), on=ON, by=by),
    "ledger.append": lambda w, by: append([item(w.who.pk, "r2")], batch="b", by=by),
    "ledger.reverse": lambda w, by: reverse(Posting.objects.get(), reason="未到场", by=by),
    "account_open": lambda w, by: account_open("li", "k7-mountain-river", display_name="", person=None, by=by),
    "account_appoint": lambda w, by: account_appoint(w.account, Role.TEACHER, None, since=ON, by=by),
    "account_close": lambda w, by: account_close(w.account, by=by),
    "appointment_end": lambda w, by: appointment_end(Appointment.objects.known().get(), on=TODAY, by=by),
    "job_enqueue": lambda w, by: job_enqueue("judge", {}, by=_as(w.account, by)),
    "job_cancel": lambda w, by: job_cancel(w.job, by=by),
    "upload_keep": lambda w, by: upload_keep("a.csv", [b"x"], kind="roster", by=_as(w.account, by)),
    "approval_ask": lambda w, by: approval_ask("export", "x", "", {}, by=_as(w.account, by)),
}


def _as(account: Account, by: Actor) -> Actor:
    """The same rights under an account that there is."""
    return Actor(account.pk, by.on, by.grants, by.witness)


def kept() -> dict[str, list[str]]:
    """Every row of every table of ours."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("xueshi.")]
    return {model._meta.label: sorted(map(repr, model._default_manager.values_list())) for model in ours}


@pytest.fixture
def world(transactional_db) -> World:
    """A county with a person who has an exemption and an entry, an account with an appointment, and a job."""
    units = county()
    who = person(units["first"])
    exemption_grant(who, ExemptionReason.OTHER, decided_on=None, span=YEAR, by=INSTALLER)
    append([item(who.pk)], batch="a", by=INSTALLER)
    account = Account.objects.create(username="wang", password="!")
    account_appoint(account, Role.DEPARTMENT_OFFICER, units["top"], since=date(2025, 1, 1), by=INSTALLER)
    return World(units, who, account, job_enqueue("judge", {}, by=_as(account, INSTALLER)))


def unwitnessed(act: Act) -> None:
    """A witness that cannot write."""
    raise FullError


@pytest.mark.parametrize("name", ACTS)
def test_an_act_that_is_not_recorded_changes_nothing(world, name):
    before = kept()

    with pytest.raises(FullError):
        ACTS[name](world, Actor(0, TODAY, INSTALLER.grants, unwitnessed))

    assert kept() == before


@pytest.mark.parametrize("name", ACTS)
def test_the_same_act_leaves_a_record_when_the_trail_takes_it(world, name):
    before = AuditRecord.objects.count()

    ACTS[name](world, INSTALLER)

    assert AuditRecord.objects.count() > before


def recording() -> list[tuple[Source, Function]]:
    """Every function of the program that calls ``audit``."""
    return [(source, function) for source in sources("src") for function in source.functions() if _records(function)]


def _records(function: Function) -> bool:
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(isinstance(call.func, ast.Name) and call.func.id == "audit" for call in calls)


def _in_transaction(function: Function) -> bool:
    opened = [item.context_expr for node in ast.walk(function) if isinstance(node, ast.With) for item in node.items]
    said = [ast.unparse(node) for node in [*function.decorator_list, *opened]]
    return any("atomic" in text or "in_one_transaction" in text for text in said)


READING = {"citizen_id_of", "identities_of", "people_by_number", "identity_read"}
"""They change nothing; a record that fails lets nothing out."""
CALLED_WITHIN = {
    "_begin_recording",
    "_closed",
    "_opened",
    "_person",
    "_used",
    "_witness",
    "_write",
    "act_job",
    "begin",
    "dates_corrected",
    "double_cancelled",
    "double_restored",
    "found_now",
    "people_left",
    "people_undone",
    "person_file_job",
    "vault_rotate",
}
"""Parts of acts that are called within the transaction of the act, and jobs whose last step is the record."""


def test_whatever_is_recorded_is_recorded_in_a_transaction():
    loose = {function.name for _source, function in recording() if not _in_transaction(function)}

    assert loose - READING - CALLED_WITHIN == set()
    assert len(recording()) > 60
