"""A county in which something waits on every desk, with names as long as real ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from tests.offices import INSTALLER
from xueshi.access.actors import today
from xueshi.access.approvals import approval_ask
from xueshi.access.filters import filter_save
from xueshi.access.models import Account, Appointment
from xueshi.kernel.actors import Role
from xueshi.kernel.windows import FOREVER, Span
from xueshi.organisations.actions import organisation_rename
from xueshi.organisations.models import Organisation
from xueshi.people.corrections import Asked, correction_ask
from xueshi.people.floating import floating_begin
from xueshi.people.models import Correction, Membership, OfficeKind, Subject, TagKind
from xueshi.people.offices import office_begin, tag_give
from xueshi.people.transfers import Letter, transfer_issue

if TYPE_CHECKING:
    from tests.web.office import Office

LONG = "清河县城关镇石桥村农村专业技术协会与返乡创业青年联合流动党员党支部"


@dataclass(frozen=True)
class Busy:
    """What the addresses of the pages need."""

    county: Organisation
    branch: Organisation
    person: str
    transfer: str
    stay: str
    correction: str
    approval: str
    account: str
    run: str


def busy(office: Office) -> Busy:
    """Put something on every desk."""
    people, day = office.people, today()
    branch = people["P01"].organisation
    assert branch is not None
    organisation_rename(branch, LONG, on=date(2026, 2, 1), by=INSTALLER)
    by = office.actor("officer")
    transfer = transfer_issue(people["P06"], Letter("清组转字〔2026〕第0137号", branch), on=day, by=by)
    stay = floating_begin(people["P07"], branch, "", span=Span(day - timedelta(days=200), FOREVER), by=by)
    tag_give(
        people["P04"], TagKind.YOUNG, "《干部教育培训工作条例》第五条", span=Span(day, day + timedelta(days=365)), by=by
    )
    office_begin(people["P04"], branch, OfficeKind.ORGANISATION, span=Span(date(2024, 1, 1), FOREVER), by=by)
    row = Membership.objects.known().get(person=people["P02"])
    asked = Asked(
        Subject.MEMBERSHIP,
        row.pk,
        "入党时间应为1999年7月1日，档案中有支部大会决议原件可查。",
        admitted_on=date(1999, 7, 1),
    )
    correction: Correction = correction_ask(people["P02"], asked, by=office.actor("member"))
    approval = approval_ask("export", "0" * 64, office.unit("清河县委").path, {"Rows": 1200}, by=by)
    filter_save("roster", "石桥片区的预备党员", "standing=probationary", share=office.unit("清河县委"), by=by)
    accounts = {role: account(role) for role in (Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR)}
    office.accounts.update(
        {"security": accounts[Role.SECURITY_ADMINISTRATOR], "auditor": accounts[Role.AUDIT_ADMINISTRATOR]}
    )
    return Busy(
        county=office.unit("清河县委"),
        branch=branch,
        person=people["P04"].number,
        transfer=transfer.number,
        stay=stay.number,
        correction=correction.number,
        approval=approval.number,
        account=office.accounts["secretary"].number,
        run=office.run.number,
    )


def account(role: Role) -> Account:
    """An account of an administrator."""
    made: Account = Account.objects.create(username=role.value, display_name=role.value, password="!")
    Appointment.objects.create(account=made, role=role, recorded_by=0)
    return made


def pages(there: Busy) -> dict[str, tuple[str, str]]:
    """Role and address of every page, by a short name."""
    county, branch = there.county.number, there.branch.number
    officer = {
        "home": reverse("home"),
        "tree": reverse("tree"),
        "tree-search": reverse("tree_search") + "?name=党支部",
        "organisation": reverse("organisation", args=[county]),
        "organisation-history": reverse("organisation_history", args=[branch]),
        "reorganise": reverse("reorganise", args=[branch, "move"]),
        "unit-leaders": reverse("unit_leaders", args=[branch]),
        "unit": reverse("unit", args=[county]),
        "roster": reverse("roster"),
        "roster-then": reverse("roster") + "?on=2026-01-15&known=2026-06-30&standing=probationary&office=secretary",
        "people": reverse("people") + "?status=short",
        "person": reverse("person", args=[there.person]),
        "person-ledger": reverse("person_ledger", args=[there.person]),
        "person-history": reverse("person_history", args=[there.person]),
        "person-timeline": reverse("person_timeline", args=[there.person]),
        "state-new": reverse("state_new", args=[there.person, "office"]),
        "transfers": reverse("transfers"),
        "transfer": reverse("transfer", args=[there.transfer]),
        "transfer-new": reverse("transfer_new", args=[there.person]),
        "letter": reverse("transfer_letter", args=[there.transfer]),
        "stays": reverse("stays"),
        "stay": reverse("stay", args=[there.stay]),
        "exemptions": reverse("exemptions") + "?list=overdue",
        "corrections": reverse("corrections"),
        "correction": reverse("correction", args=[there.correction]),
        "person-find": reverse("person_find"),
        "duplicates": reverse("duplicates"),
        "imports": reverse("imports"),
        "import-new": reverse("import_new"),
        "exports": reverse("exports"),
        "export-new": reverse("export_new", args=["roster"]),
        "approvals": reverse("approvals"),
        "plan": reverse("plan", args=["M24"]),
        "clause": reverse("clause", args=["M24", "M24-I02"]),
        "runs": reverse("runs"),
        "run": reverse("run", args=[there.run]),
        "uploads": reverse("uploads"),
        "jobs": reverse("jobs"),
        "my-account": reverse("my_account"),
    }
    others = {
        "member-home": ("member", reverse("home")),
        "member-corrections": ("member", reverse("corrections")),
        "secretary-home": ("secretary", reverse("home")),
        "secretary-transfers": ("secretary", reverse("transfers")),
        "accounts": ("security", reverse("accounts")),
        "account": ("security", reverse("account", args=[there.account])),
        "account-new": ("security", reverse("account_new")),
        "access-review": ("security", reverse("access_review")),
        "leavers": ("security", reverse("leavers")),
        "vault": ("security", reverse("vault")),
        "audit": ("auditor", reverse("audit")),
        "audit-proofs": ("auditor", reverse("audit_proofs")),
        "data-classes": ("auditor", reverse("data_classes")),
        "exports-register": ("auditor", reverse("exports")),
    }
    return {name: ("officer", address) for name, address in officer.items()} | others
