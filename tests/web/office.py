"""A county of eight members, loaded from two files through the same door as an office's own, with one account a role."""

from dataclasses import dataclass
from datetime import date

from tests.offices import INSTALLER
from xueshi.access.actors import actor_of
from xueshi.access.models import Account, Appointment
from xueshi.intake.models import Job, JobState
from xueshi.intake.uploads import upload_keep
from xueshi.kernel.actors import Actor, Role
from xueshi.kernel.paths import OrgPath
from xueshi.organisations.actions import Draft, organisation_found
from xueshi.organisations.models import Kind, Level, Organisation
from xueshi.people.models import Person
from xueshi.standings.models import JudgingRun
from xueshi.standings.upload import Files, load_files

AS_OF = date(2026, 6, 30)
BRANCH = "清河县委/城关镇党委/石桥村党支部"
SIBLING = "清河县委/城关镇党委/向阳社区党支部"
FAR = "清河县委/柳林镇党委/红星村党支部"

ROSTER = f"""人员编号,姓名,所在党组织,加入党组织日期,党内职务,任职日期,是否党员干部,不作硬性要求,不作硬性要求起
P01,甲书记,{BRANCH},2001-07-01,书记,2023-01-01,否,,
P02,乙达标,{BRANCH},2001-07-01,,,否,,
P03,丙年老,{BRANCH},1961-07-01,,,否,年老体弱,2024-01-01
P04,丁干部,{BRANCH},2001-07-01,,,是,,
P05,戊新,{BRANCH},2026-03-01,,,否,,
P06,己正常,{SIBLING},2001-07-01,,,否,,
P07,庚网学,{SIBLING},2001-07-01,,,否,,
P08,辛空白,{FAR},2001-07-01,,,否,,
"""

HEADINGS = "人员编号,活动名称,培训形式,党的创新理论,开始时间,结束时间,学时,天数,主办单位,主办单位层级,记录编号"
REGISTER = f"""{HEADINGS}
P01,书记轮训班,脱产培训,是,2026-05-11,2026-05-15,40,5,清河县委组织部,县,R01
P02,第一期集中轮训班,脱产培训,是,2024-05-13,2024-05-17,40,5,清河县委组织部,县,R02
P02,第二期集中轮训班,脱产培训,否,2025-05-12,2025-05-16,40,5,清河县委组织部,县,R03
P02,第三期集中轮训班,脱产培训,是,2025-11-10,2025-11-14,40,5,清河县委组织部,县,R04
P02,第四期集中轮训班,脱产培训,否,2026-05-11,2026-05-15,40,5,清河县委组织部,县,R05
P06,第五期集中轮训班,脱产培训,是,2024-05-13,2024-05-17,40,5,清河县委组织部,县,R06
P06,第六期集中轮训班,脱产培训,是,2025-05-12,2025-05-16,40,5,清河县委组织部,县,R07
P07,学习平台自学,个人网络学习,是,2025-03-03,2025-03-03,8,,学习平台,中央,R08
"""


@dataclass(frozen=True)
class Office:
    """What a test finds its way by."""

    run: JudgingRun
    accounts: dict[str, Account]
    people: dict[str, Person]

    def actor(self, role: str) -> Actor:
        """The actor of an account today."""
        return actor_of(self.accounts[role])

    def unit(self, full_name: str) -> Organisation:
        """The organisation of that full name."""
        return Organisation.objects.get(full_name=full_name)


def office() -> Office:
    """Found two counties, load one of them, and open an account for each role."""
    county, other = (_top(name) for name in ("清河县委", "白水县委"))
    accounts = {"officer": _account("officer", Role.DEPARTMENT_OFFICER, county)}
    run = load(accounts["officer"], ROSTER, REGISTER)
    people = {person.identity.local_number: person for person in Person.objects.select_related("identity")}
    branch = Organisation.objects.get(full_name=BRANCH)
    accounts["stranger"] = _account("stranger", Role.DEPARTMENT_OFFICER, other)
    accounts["secretary"] = _account("secretary", Role.BRANCH_SECRETARY, branch, people["P01"])
    accounts["member"] = _account("member", Role.MEMBER, branch, people["P02"])
    return Office(run, accounts, people)


def load(account: Account, roster: str, register: str) -> JudgingRun:
    """Load and judge two files as the job does it."""
    by = actor_of(account)
    files = (("roster", roster), ("register", register))
    kept = [upload_keep(f"{kind}.csv", [text.encode()], kind=kind, by=by) for kind, text in files]
    wanted = Files(kept[0].number, kept[1].number, "M24", AS_OF, {})
    job = Job.objects.create(kind="load", owner=account, params=wanted.params(), state=JobState.RUNNING)
    result = load_files(job, lambda percent, message: None, by)
    Job.objects.filter(pk=job.pk).delete()
    assert result["refused"] == []
    return JudgingRun.objects.get(number=result["run"])


def _top(name: str) -> Organisation:
    return organisation_found(Draft(OrgPath(name), Kind.LOCAL_COMMITTEE, level=Level.COUNTY), by=INSTALLER)


def _account(name: str, role: Role, organisation: Organisation, person: Person | None = None) -> Account:
    account = Account(username=name, display_name=name, person=person)
    account.set_password("a long enough password")
    account.save()
    Appointment.objects.create(account=account, role=role, organisation=organisation, recorded_by=0)
    return account
