"""Who acts, what that one may do and where; every act is told to a witness, so no act goes without its audit record.

Scopes are paths of organisations in sortable form: one scope covers another when it is a prefix of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from xueshi.kernel.errors import Problem, XueshiError

NOT_FOUND = Problem("ACCESS-001", zh="没有找到：{kind}", en="not found: {kind}")
NOT_ALLOWED = Problem(
    "ACCESS-002",
    zh="当前账号没有此项权限：{right}",
    en="this account may not do this: {right}",
    allowed_zh="由有相应任职的账号办理",
    allowed_en="an account with a matching appointment",
)


class Role(StrEnum):
    """What an account is appointed to be."""

    MEMBER = "member"
    """党员: sees only himself or herself."""
    BRANCH_RECORDER = "branch_recorder"
    """支部委员（记录）: sees the own branch and keeps its records."""
    BRANCH_SECRETARY = "branch_secretary"
    """党支部书记: sees the own branch, keeps its records and decides its requests."""
    COMMITTEE_OFFICER = "committee_officer"
    """基层党委工作人员: sees and changes people within the committee, brings in files."""
    DEPARTMENT_OFFICER = "department_officer"
    """组织部门工作人员, of whatever level the scope is: sees and changes everything within the scope."""
    REGISTRAR = "registrar"
    """培训机构教务人员."""
    TEACHER = "teacher"
    COURSE_MANAGER = "course_manager"
    """班主任."""
    PLATFORM = "platform"
    """A service account of another platform."""
    INSPECTOR = "inspector"
    """督查人员: reads everything within the scope, for as long as the mandate runs."""
    RULE_EDITOR = "rule_editor"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"


class Right(StrEnum):
    """What may be allowed."""

    SEE = "see"
    CHANGE_ORGANISATIONS = "change_organisations"
    CHANGE_PEOPLE = "change_people"
    DECIDE_REQUESTS = "decide_requests"
    """Accept transfers, decide corrections and reviews of the own unit."""
    SEE_IDENTITY = "see_identity"
    ERASE = "erase"
    """Destroy the key of a person's identity."""
    IMPORT = "import"
    EXPORT = "export"
    APPROVE = "approve"
    """Be the second person for a dangerous act of somebody else."""
    RECORD = "record"
    """Enter the study meetings of the own unit."""
    CORRECT_LEDGER = "correct_ledger"
    JUDGE = "judge"
    EDIT_RULES = "edit_rules"
    APPOINT = "appoint"
    REVIEW_ACCESS = "review_access"
    READ_AUDIT = "read_audit"
    RUN_SYSTEM = "run_system"


KEEPS_BRANCH = frozenset({Right.SEE, Right.EXPORT, Right.RECORD})
OFFICER = frozenset(Right) - {
    Right.APPOINT,
    Right.REVIEW_ACCESS,
    Right.READ_AUDIT,
    Right.RUN_SYSTEM,
    Right.ERASE,
    Right.EDIT_RULES,
}

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.MEMBER: frozenset(),
    Role.BRANCH_RECORDER: KEEPS_BRANCH,
    Role.BRANCH_SECRETARY: KEEPS_BRANCH | {Right.DECIDE_REQUESTS},
    Role.COMMITTEE_OFFICER: KEEPS_BRANCH | {Right.CHANGE_PEOPLE, Right.DECIDE_REQUESTS, Right.IMPORT},
    Role.DEPARTMENT_OFFICER: OFFICER,
    Role.REGISTRAR: frozenset(),
    Role.TEACHER: frozenset(),
    Role.COURSE_MANAGER: frozenset(),
    Role.PLATFORM: frozenset(),
    Role.INSPECTOR: frozenset({Right.SEE}),
    Role.RULE_EDITOR: frozenset({Right.EDIT_RULES}),
    Role.SYSTEM_ADMINISTRATOR: frozenset({Right.RUN_SYSTEM}),
    Role.SECURITY_ADMINISTRATOR: frozenset({Right.APPOINT, Right.REVIEW_ACCESS, Right.ERASE}),
    Role.AUDIT_ADMINISTRATOR: frozenset({Right.READ_AUDIT}),
}
"""What a role allows within its scope; everyone may see himself or herself."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role within the organisation of that path and everything below it; the empty path is everywhere."""

    role: Role
    scope: str


@dataclass(frozen=True, slots=True)
class Act:
    """What an actor did: a dotted verb, the kind and number of the thing, and the facts before and after."""

    account: int
    verb: str
    kind: str
    number: str
    facts: Mapping[str, object]
    reason: str = ""
    """Why, in the words of the one who did it."""
    approver: int | None = None
    """The account of the second person who allowed it."""
    person: int | None = None
    """The person that the account belongs to."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An account on one day with the grants of that day, and the witness that writes its acts down."""

    account: int
    on: date
    grants: tuple[Grant, ...]
    witness: Callable[[Act], None] = field(repr=False, compare=False)
    person: int | None = None
    """The person that the account belongs to; None where it belongs to an office only."""

    def scopes(self, right: Right) -> tuple[str, ...]:
        """The paths within which the right is held, without those that lie within another."""
        held = sorted({grant.scope for grant in self.grants if right in RIGHTS[grant.role]})
        widest: list[str] = []
        for scope in held:
            if not any(scope.startswith(wider) for wider in widest):
                widest.append(scope)
        return tuple(widest)


class NotFoundError(XueshiError):
    """What may not be seen does not exist for the one who asks."""

    def __init__(self, kind: str) -> None:
        super().__init__(NOT_FOUND, kind=kind)


class NotAllowedError(XueshiError):
    """What may be seen but not changed."""

    def __init__(self, right: Right) -> None:
        super().__init__(NOT_ALLOWED, right=right)


def may(by: Actor, right: Right, path: str) -> bool:
    """Whether the actor holds the right over the organisation of that path."""
    return any(path.startswith(scope) for scope in by.scopes(right))


def require(by: Actor, right: Right, path: str) -> None:
    """Refuse what the actor may not do.

    Raises ACCESS-002.
    """
    if not may(by, right, path):
        raise NotAllowedError(right)


def audit(
    by: Actor, verb: str, kind: str, number: str, /, *, reason: str = "", approver: int | None = None, **facts: object
) -> None:
    """Have an act written down, in the transaction that does it; facts named ``before`` and ``after`` are shown side by side."""
    by.witness(Act(by.account, verb, kind, number, facts, reason, approver, by.person))
