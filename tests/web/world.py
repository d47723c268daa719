"""Two provinces with an account for every role, and the things that addresses lead to; made for the permission matrix."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from fractions import Fraction
from hashlib import sha256

from allauth.usersessions.models import UserSession
from django.utils import timezone

from tests.offices import INSTALLER, TODAY
from tests.web.office import AS_OF, BRANCH, FAR, REGISTER, ROSTER, SIBLING, load
from xueshi.access.actions import account_appoint
from xueshi.access.actors import actor_of, today
from xueshi.access.approvals import approval_ask
from xueshi.access.exports import export_open
from xueshi.access.filters import filter_save
from xueshi.access.models import Account, Appointment, AuditRecord, ExportRecord, Purpose
from xueshi.intake.models import Import, Job, JobState
from xueshi.intake.uploads import result_path, upload_keep
from xueshi.kernel.actors import Actor, Role
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.windows import BEGINNING, Span
from xueshi.ledger.meetings import Held, meeting_enter
from xueshi.ledger.models import MeetingForm, Participation
from xueshi.organisations.actions import Draft, organisation_found
from xueshi.organisations.edges import edge_begin
from xueshi.organisations.models import EdgeKind, Kind, Level, Organisation, Reorganisation
from xueshi.people.actions import Newcomer, affiliation_move, person_enter
from xueshi.people.corrections import Asked, correction_ask
from xueshi.people.floating import floating_begin
from xueshi.people.models import OfficeKind, Person, Subject
from xueshi.people.offices import office_begin
from xueshi.people.transfers import Letter, transfer_issue
from xueshi.rules.loader import load as load_pack
from xueshi.standings.figures import Told, figure_report
from xueshi.standings.models import JudgingRun
from xueshi.standings.upload import Files

PROVINCE, ABROAD = "甲省委", "乙省委"
UNITS = {
    "province": PROVINCE,
    "county": f"{PROVINCE}/清河县委",
    "committee": f"{PROVINCE}/清河县委/城关镇党委",
    "branch": f"{PROVINCE}/{BRANCH}",
    "sibling": f"{PROVINCE}/{SIBLING}",
    "far": f"{PROVINCE}/{FAR}",
    "neighbour": f"{PROVINCE}/石门县委",
    "abroad": f"{ABROAD}/白水县委",
}
PEOPLE = {"secretary": "P01", "member": "P02", "colleague": "P03", "moved": "P05", "sibling": "P06", "far": "P08"}
SOME = ("member", "secretary", "sibling", "moved", "abroad")
"""Enough people for forms: oneself, the own unit, the next one, somebody who left it, and another province."""
DAY = timedelta(days=1)

NOBODY = "0000000000000000"
NO_KEY = 999_999_999


@dataclass(frozen=True)
class Thing:
    """Something that an address leads to: where it lies, who it is about, and whose it is."""

    name: str
    args: tuple[object, ...] = ()
    path: str | None = None
    """None for what lies nowhere."""
    other: str | None = None
    """The second place of what lies in two: the far end of a transfer."""
    person: int | None = None
    owner: int | None = None
    absent: bool = False


@dataclass
class World:
    """What the matrix crosses: accounts by name, and things by kind."""

    run: JudgingRun
    units: dict[str, Organisation]
    people: dict[str, Person]
    accounts: dict[str, Account] = field(default_factory=dict)
    things: dict[str, list[Thing]] = field(default_factory=dict)

    def actor(self, name: str) -> Actor | None:
        """The actor that an account is today; None for somebody who is not signed in."""
        return actor_of(self.accounts[name]) if name in self.accounts else None


def world() -> World:
    """Found the provinces, load and judge one of them, open the accounts and make the things."""
    tops = ("province", "county", "neighbour")
    for name in (*tops, "abroad"):
        steps = UNITS[name].split("/")
        for depth in range(1, len(steps) + 1):
            _found(OrgPath("/".join(steps[:depth])), Level.PROVINCE if depth == 1 else Level.COUNTY)
    province = Organisation.objects.get(full_name=PROVINCE)
    head = _account("province officer", (Role.DEPARTMENT_OFFICER, province))
    run = load(head, ROSTER.replace("清河县委", UNITS["county"]), REGISTER)
    units = {name: Organisation.objects.get(full_name=full) for name, full in UNITS.items()}
    made = World(run, units, _people(units), {"province officer": head})
    _accounts(made)
    _things(made)
    return made


def _found(path: OrgPath, level: Level) -> None:
    if not Organisation.objects.filter(full_name=str(path)).exists():
        organisation_found(Draft(path, Kind.LOCAL_COMMITTEE, level=level), by=INSTALLER)


def _people(units: dict[str, Organisation]) -> dict[str, Person]:
    known = {person.identity.local_number: person for person in Person.objects.select_related("identity")}
    people = {name: known[number] for name, number in PEOPLE.items()}
    affiliation_move(people["moved"], units["far"], on=TODAY, by=INSTALLER)
    for name in ("neighbour", "abroad"):
        people[name] = person_enter(Newcomer(f"{name}人"), units[name], by=INSTALLER)
    for name in ("system", "security", "audit"):
        people[name] = person_enter(Newcomer(f"{name}人"), units["abroad"], by=INSTALLER)
    for person in people.values():
        person.refresh_from_db()
    return people


def _account(name: str, *roles: tuple[Role, Organisation | None], person: Person | None = None) -> Account:
    account: Account = Account.objects.create(username=name, display_name=name, person=person, password="!")
    ends = {"valid_to": today() + DAY}
    for role, unit in roles:
        until = ends if role is Role.INSPECTOR else {}
        Appointment.objects.create(account=account, role=role, organisation=unit, recorded_by=0, **until)
    return account


def _accounts(made: World) -> None:
    units, people, accounts = made.units, made.people, made.accounts
    branch, county = units["branch"], units["county"]
    accounts["nobody"] = _account("nobody")
    accounts["member"] = _account("member", (Role.MEMBER, branch), person=people["member"])
    accounts["recorder"] = _account("recorder", (Role.BRANCH_RECORDER, branch))
    accounts["secretary"] = _account("secretary", (Role.BRANCH_SECRETARY, branch), person=people["secretary"])
    accounts["committee officer"] = _account("committee officer", (Role.COMMITTEE_OFFICER, units["committee"]))
    accounts["county officer"] = _account("county officer", (Role.DEPARTMENT_OFFICER, county))
    accounts["colleague"] = _account("colleague", (Role.DEPARTMENT_OFFICER, county))
    accounts["neighbour officer"] = _account("neighbour officer", (Role.DEPARTMENT_OFFICER, units["neighbour"]))
    accounts["officer abroad"] = _account("officer abroad", (Role.DEPARTMENT_OFFICER, units["abroad"]))
    accounts["two offices"] = _account(
        "two offices", (Role.BRANCH_SECRETARY, units["sibling"]), (Role.COMMITTEE_OFFICER, units["abroad"])
    )
    accounts["inspector"] = _account("inspector", (Role.INSPECTOR, county))
    accounts["registrar"] = _account("registrar", (Role.REGISTRAR, county))
    accounts["teacher"] = _account("teacher", (Role.TEACHER, None))
    accounts["course manager"] = _account("course manager", (Role.COURSE_MANAGER, county))
    accounts["rule editor"] = _account("rule editor", (Role.RULE_EDITOR, None))
    for name in ("system", "security", "audit"):
        accounts[name] = _account(name, (Role(f"{name}_administrator"), None), person=people[name])
    _former(made)


def _former(made: World) -> None:
    """Somebody whose appointment ended today, and somebody whose office ended today."""
    made.accounts["former officer"] = _account("former officer")
    Appointment.objects.create(
        account=made.accounts["former officer"],
        role=Role.DEPARTMENT_OFFICER,
        organisation=made.units["county"],
        recorded_by=0,
        valid_to=today(),
    )
    who = made.people["colleague"]
    office_begin(who, made.units["branch"], OfficeKind.DEPUTY, span=Span(BEGINNING, TODAY), by=INSTALLER)
    account = made.accounts["former secretary"] = _account("former secretary", person=who)
    account_appoint(account, Role.BRANCH_SECRETARY, made.units["branch"], since=date(2020, 1, 1), by=INSTALLER)


def _things(made: World) -> None:
    things = made.things
    things[""] = [Thing("")]
    things["unit"] = [Thing(name, (unit.number,), unit.path) for name, unit in made.units.items()]
    things["new reorganisation"] = [_within(thing, "move") for thing in things["unit"]]
    change = Reorganisation.objects.get(organisation=made.units["county"])
    things["reorganisation"] = [Thing("reorganisation", (change.number,), made.units["county"].path)]
    edge = edge_begin(made.units["county"], made.units["neighbour"], EdgeKind.DUAL, on=TODAY, by=INSTALLER)
    things["edge"] = [Thing("edge", (made.units["county"].number, edge.pk), made.units["county"].path)]
    seen = {name: person for name, person in made.people.items() if name not in ("system", "security", "audit")}
    things["person"] = [_about(name, person) for name, person in seen.items()]
    things["some person"] = [thing for thing in things["person"] if thing.name in SOME]
    things["entry"] = [_entry(record) for record in ("R01", "R02", "R06")]
    things["unit to report"] = [_within(thing, "C23", "C23-I05") for thing in things["unit"]]
    things["fact"] = [_proof(record) for record in ("R01", "R02", "R06")]
    things["roster sheet"] = [Thing("roster sheet", ("people",))]
    things["plan"] = [Thing("plan", ("M24",))]
    things["clause"] = [Thing("clause", ("M24", "M24-I02"))]
    things["run"] = [Thing("run", (made.run.number,), made.run.scope)]
    things["roll"], things["trail"] = [Thing("roll", ("roster",))], [Thing("trail", ("audit",))]
    things["record"] = [Thing("record", (AuditRecord.objects.order_by("pk").values_list("pk", flat=True)[0],))]
    things["new state"] = [_within(thing, "office") for thing in things["some person"]]
    things.update({kind: [thing] for kind, thing in {**_owned(made), **_lives(made), **_studies(made)}.items()})
    for kind, absent in ABSENT.items():
        things.setdefault(kind, []).append(Thing("absent", absent, absent=True))


ABSENT: dict[str, tuple[object, ...]] = {
    **dict.fromkeys(("unit", "person", "some person", "run", "job", "account", "approval", "filter"), (NOBODY,)),
    **dict.fromkeys(("export", "reorganisation", "transfer", "stay", "correction", "import"), (NOBODY,)),
    **dict.fromkeys(("entry", "appointment", "session", "factor", "record"), (NO_KEY,)),
    "import act": (NOBODY, "drop"),
    "new state": (NOBODY, "office"),
    "new reorganisation": (NOBODY, "move"),
    "edge": (NOBODY, NO_KEY),
    "meeting": (NOBODY,),
    "meeting act": (NOBODY, "confirm"),
    "figure act": (NOBODY, "confirm"),
    "fact": (f"F{NO_KEY}",),
    "unit to report": (NOBODY, "C23", "C23-I05"),
    "state": (NOBODY, "office", NO_KEY),
    "transfer step": (NOBODY, "accept"),
    "stay step": (NOBODY, "confirm"),
}
"""What an address without a thing behind it looks like."""


def _about(name: str, person: Person) -> Thing:
    return Thing(name, (person.number,), person.organisation.path if person.organisation else None, person=person.pk)


def _entry(record: str) -> Thing:
    found = Participation.objects.select_related("person__organisation").get(record=record)
    unit = found.person.organisation
    assert unit is not None
    return Thing(record, (found.pk,), unit.path, person=found.person_id)


def _proof(record: str) -> Thing:
    fact = _entry(record)
    return replace(fact, args=(f"F{fact.args[0]}",))


def _within(thing: Thing, *more: object) -> Thing:
    return replace(thing, args=(*thing.args, *more))


def _lives(made: World) -> dict[str, Thing]:
    """What happens in a life: a state, a letter from the sibling to the neighbour, a stay there, a request of the member."""
    member, sibling = made.people["member"], made.people["sibling"]
    near, far, home = (made.units[name] for name in ("sibling", "neighbour", "branch"))
    office = office_begin(member, home, OfficeKind.PUBLICITY, span=Span(BEGINNING), by=INSTALLER)
    letter = transfer_issue(sibling, Letter("1", far), on=TODAY, by=INSTALLER)
    stay = floating_begin(sibling, far, "", span=Span(TODAY), by=INSTALLER)
    asked = Asked(Subject.OFFICE, office.pk, "没有这个职务", never=True)
    request = correction_ask(member, asked, by=made.actor("member") or INSTALLER)
    both = Thing("letter", (letter.number,), near.path, far.path, sibling.pk)
    away = replace(both, name="stay", args=(stay.number,))
    own = Thing("request", (request.number,), home.path, person=member.pk)
    return {
        **_brought(made),
        "state": Thing("office", (member.number, "office", office.pk), home.path, person=member.pk),
        "transfer": both,
        "transfer step": _within(both, "accept"),
        "stay": away,
        "stay step": _within(away, "confirm"),
        "correction": own,
    }


def _studies(made: World) -> dict[str, Thing]:
    """A meeting of the branch at which the member was, and a figure that the county reported."""
    branch, county = made.units["branch"], made.units["county"]
    held = Held(MeetingForm.BRANCH_STUDY, "学习党章", TODAY, time(14, 30), time(16, 30))
    meeting = meeting_enter(branch, held, [made.people["member"]], by=made.actor("recorder") or INSTALLER)
    pack = load_pack("C23")
    told = Told(pack, pack.indicator("C23-I05"), "", Fraction(2000), TODAY, "年度总结")
    figure = figure_report(county, told, by=made.actor("county officer") or INSTALLER)
    own = Thing("meeting", (meeting.number,), branch.path, person=made.people["member"].pk)
    return {
        "meeting": own,
        "meeting act": _within(own, "confirm"),
        "figure act": Thing("figure", (figure.number, "confirm"), county.path),
    }


def _brought(made: World) -> dict[str, Thing]:
    """An import for the county."""
    owner, county = made.accounts["county officer"], made.units["county"]
    upload = upload_keep("people.csv", ["姓名\n".encode()], kind="people", by=actor_of(owner))
    brought = Import.objects.create(kind="people", unit=county, upload=upload, owner=owner)
    file = Thing("import", (brought.number,), county.path)
    return {"import": file, "import act": _within(file, "drop")}


def _owned(made: World) -> dict[str, Thing]:
    owner = made.accounts["county officer"]
    by, county = actor_of(owner), made.units["county"]
    job = _checked(owner)
    approval = approval_ask("import", "hash", county.path, {"Rows": 1200}, by=by)
    kept = filter_save("roster", "我的", "q=x", share=None, by=by)
    session = UserSession.objects.create(user=owner, session_key="k" * 32, ip="127.0.0.1", user_agent="", data={})
    appointment = made.accounts["recorder"].appointments.get()
    export = export_open("roster", Purpose.PLANNING, {}, by=by)
    return {
        "job": Thing("job", (job.number,), owner=owner.pk),
        "account": Thing("account", (made.accounts["recorder"].number,), ""),
        "appointment": Thing("appointment", (appointment.pk,), ""),
        "approval": Thing("approval", (approval.number,), county.path, owner=owner.pk),
        "export": Thing("export", (export.number,), owner=owner.pk),
        "filter": Thing("filter", (kept.number,), owner=owner.pk),
        "session": Thing("session", (session.pk,), owner=owner.pk),
        "factor": Thing("none", (NO_KEY - 1,), absent=True),
    }


def _checked(owner: Account) -> Job:
    """A check of the officer that is done and gave back a file."""
    result_path("returned.xlsx").write_bytes(b"rows")
    job = Job.objects.create(
        kind="check",
        owner=owner,
        state=JobState.DONE,
        params=Files("a", "b", "M24", AS_OF, {}).params(),
        result_file="returned.xlsx",
        result={
            "roster": {"name": "a.csv", "rows": 1},
            "register": {"name": "b.csv", "rows": 1},
            "organisations": [],
            "codes": {},
            "refused": [],
        },
    )
    ExportRecord.objects.create(
        kind="check",
        title="returned.xlsx",
        purpose=Purpose.CORRECTION,
        rows=1,
        asked_by=owner,
        job=job.number,
        file="returned.xlsx",
        sha256=sha256(b"rows").hexdigest(),
        made_at=timezone.now(),
        expires_at=timezone.now() + DAY,
    )
    return job
