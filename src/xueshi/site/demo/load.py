"""The synthetic county into an empty database, through the same actions as an office's own files, and judged once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from xueshi.access.actions import account_appoint, account_open
from xueshi.access.actors import actor_of, witness
from xueshi.access.models import Account
from xueshi.access.password_actions import password_choose
from xueshi.kernel.actors import Actor, Grant, Role
from xueshi.kernel.ids import ALPHABET
from xueshi.kernel.memory import making_many
from xueshi.kernel.windows import BEGINNING, FOREVER
from xueshi.kernel.work import Progress
from xueshi.ledger.crediting import credit
from xueshi.organisations.actions import Draft, organisations_found
from xueshi.organisations.models import Kind, Level, Organisation
from xueshi.people.models import OfficeKind, Person
from xueshi.people.offices import office_begin
from xueshi.people.roster import roster_people
from xueshi.rules.loader import load
from xueshi.site.demo import names
from xueshi.site.demo.county import County
from xueshi.site.demo.life import level_of
from xueshi.site.demo.members import Member
from xueshi.site.demo.members import OfficeKind as Post
from xueshi.site.demo.persons import LAST_DAY
from xueshi.site.demo.sheets import register_rows, roster_rows
from xueshi.site.demo.tree import Field, Unit
from xueshi.standings.loading import load_people, load_register, organised
from xueshi.standings.models import JudgingRun
from xueshi.standings.runs import judge_now

PLAN = "M24"
BATCH = "demo"
INSTALLER = 0
"""Stands for the installation itself where rows name the account that recorded them."""

POSTS = {
    Post.SECRETARY: OfficeKind.SECRETARY,
    Post.DEPUTY: OfficeKind.DEPUTY,
    Post.COMMITTEE_MEMBER: OfficeKind.MEMBER,
}

ADMINISTRATORS = (
    ("system", Role.SYSTEM_ADMINISTRATOR, "系统管理员"),
    ("security", Role.SECURITY_ADMINISTRATOR, "安全管理员"),
    ("audit", Role.AUDIT_ADMINISTRATOR, "审计管理员"),
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account for trying the system out."""

    username: str
    password: str
    who: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was made: the judging run, and how to sign in."""

    run: JudgingRun
    sign_ins: tuple[SignIn, ...]


@making_many()
@transaction.atomic
def load_county(made: County, *, progress: Progress = lambda percent, message: None) -> Loaded:
    """Load everything and judge it as of the last day; all or nothing."""
    install = installer()
    orgs = organisations_found(list(_drafts(made)), by=install)
    officer = SignIn("county", password(made.seed, "county"), f"{names.COUNTY}委组织部")
    account = _opened(officer, Role.DEPARTMENT_OFFICER, orgs[0], None, by=install)
    by = actor_of(account, on=LAST_DAY)
    people = _load_people(made, orgs, by, progress)
    others = (
        *_open_branch_accounts(made, orgs, people, by=install),
        *_open_administrators(made, people, by=install),
    )
    return Loaded(judge_now(by=by, as_of=LAST_DAY, plan=PLAN, progress=progress), (officer, *others))


def installer() -> Actor:
    """Whoever installs an empty system: may do everything once, and every act is written down."""
    grants = tuple(Grant(role, "") for role in (Role.DEPARTMENT_OFFICER, Role.SECURITY_ADMINISTRATOR))
    return Actor(INSTALLER, LAST_DAY, grants, witness())


def is_loaded() -> bool:
    """Whether the database holds the demonstration county."""
    return Organisation.objects.filter(full_name=names.TOP).exists()


def is_empty() -> bool:
    """Whether the database holds no organisation at all."""
    return not Organisation.objects.exists()


def _drafts(made: County) -> Iterator[Draft]:
    for unit in made.units:
        level = Level.COUNTY if unit.parent is None else Level(level_of(unit))
        yield Draft(unit.path, Kind(unit.kind.value), unit.field.value, level)


def _load_people(made: County, orgs: Sequence[Organisation], by: Actor, progress: Progress) -> dict[str, int]:
    """People with their standing and offices, and what they attended; the row of each person by number."""
    pack = load(PLAN, {})
    in_branches = replace(made, members=[_in_branches(made, member) for member in made.members])
    roster, _ = roster_people(list(roster_rows(in_branches, made.units[0])), as_of=LAST_DAY)
    people = load_people(organised(roster, by=by), by=by, progress=progress).people
    _load_leaders(made, orgs, people, by)
    credited = credit(list(register_rows(made, made.units[0])), roster, as_of=LAST_DAY, settings=pack.settings)
    load_register(credited.taken, people, pack, batch=BATCH, by=by, progress=progress)
    return people


def _in_branches(made: County, member: Member) -> Member:
    """The member with the offices of branches only, which are all that a roster can say."""
    return replace(member, offices=tuple(office for office in member.offices if made.units[office.unit].is_branch))


def _load_leaders(made: County, orgs: Sequence[Organisation], people: dict[str, int], by: Actor) -> None:
    """The offices of general branches and committees."""
    for member in made.members:
        for office in member.offices:
            if not made.units[office.unit].is_branch:
                person = Person.objects.select_related("organisation").get(pk=people[member.who.number])
                office_begin(person, orgs[office.unit], POSTS[office.kind], span=office.span, by=by)


def _open_branch_accounts(
    made: County, orgs: Sequence[Organisation], people: dict[str, int], *, by: Actor
) -> Iterator[SignIn]:
    """An account for a branch secretary and one for a member of the same branch."""
    branch, secretary, member = _branch_to_show(made)
    for username, role, owner, words in (
        ("secretary", Role.BRANCH_SECRETARY, secretary, f"{branch.name}书记"),
        ("member", Role.MEMBER, member, f"{branch.name}党员"),
    ):
        sign_in = SignIn(username, password(made.seed, username), words)
        person = Person.objects.get(pk=people[owner.who.number])
        _opened(sign_in, role, orgs[branch.index], person, by=by)
        yield sign_in


def _open_administrators(made: County, people: dict[str, int], *, by: Actor) -> Iterator[SignIn]:
    """An account for each administrator: three ordinary members other than the one who has an account already."""
    _branch, _secretary, member = _branch_to_show(made)
    plain = (one for one in made.members if one.settled and one is not member and not (one.offices or one.cadre))
    for (username, role, words), owner in zip(ADMINISTRATORS, plain, strict=False):
        sign_in = SignIn(username, password(made.seed, username), words)
        _opened(sign_in, role, None, Person.objects.get(pk=people[owner.who.number]), by=by)
        yield sign_in


def _opened(
    sign_in: SignIn, role: Role, organisation: Organisation | None, person: Person | None, *, by: Actor
) -> Account:
    account = account_open(sign_in.username, None, display_name=f"{sign_in.who}（{names.LABEL}）", person=person, by=by)
    password_choose(account, sign_in.password, by=actor_of(account))
    account_appoint(account, role, organisation, since=BEGINNING, by=by)
    return account


def password(seed: int, username: str) -> str:
    """A password that looks random and is the same for the same seed; fit for invented data only.

    >>> password(2024, "county")
    'Fny3-4s9c-nttf'
    """
    digest = hashlib.sha256(f"{names.LABEL} {seed} {username}".encode()).digest()
    letters = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:12])
    return "-".join(letters[at : at + 4] for at in (0, 4, 8)).capitalize()


def _branch_to_show(made: County) -> tuple[Unit, Member, Member]:
    """The first branch with a secretary in office, villages before others, that secretary, and an ordinary member."""
    for unit in sorted(made.units, key=lambda unit: unit.field is not Field.RURAL):
        own = [member for member in made.members if member.settled and member.stays[0].unit == unit.index]
        secretaries = [member for member in own if _leads(member, unit) and member.cadre is None]
        plain = [one for one in own if not (one.offices or one.cadre or one.exempt or one.floating)]
        if unit.is_branch and secretaries and plain:
            return unit, secretaries[0], plain[0]
    raise ValueError("a county without a branch that has a secretary and a member")


def _leads(member: Member, unit: Unit) -> bool:
    return any(
        office.unit == unit.index and office.kind is Post.SECRETARY and office.span.until == FOREVER
        for office in member.offices
    )
