"""Jobs: watched, cancelled, started anew, given up, and never lost."""

import threading
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from tests.offices import account, county, officer
from xueshi.access.actors import actor_of
from xueshi.access.models import AuditRecord
from xueshi.intake import jobs
from xueshi.intake.gates import job_for, visible_jobs
from xueshi.intake.jobs import ATTEMPTS, SILENT, job_cancel, job_enqueue, revive, work
from xueshi.intake.management.commands.worker import watch
from xueshi.intake.models import Job, JobState
from xueshi.intake.uploads import result_path
from xueshi.kernel.actors import Actor, NotFoundError
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.problems import NOT_CREDIT
from xueshi.kernel.work import CancelledError

pytestmark = pytest.mark.django_db
KINDS = ("doubled", "refusing", "broken", "cancelled_meanwhile", "restarted_meanwhile", "with_a_file")


def doubled(job: Job, progress: Any, by: Actor) -> dict[str, Any]:
    progress(50, "Half way")
    return {"doubled": job.params["number"] * 2, "owner": by.account}


def refusing(job: Job, progress: Any, by: Actor) -> dict[str, Any]:
    raise XueshiError(NOT_CREDIT, text="abc")


def broken(job: Job, progress: Any, by: Actor) -> dict[str, Any]:
    raise ZeroDivisionError


def cancelled_meanwhile(job: Job, progress: Any, by: Actor) -> dict[str, Any]:
    job_cancel(Job.objects.get(pk=job.pk), by=by)
    progress(10, "Going on")
    return {"never": True}


def restarted_meanwhile(job: Job, progress: Any, by: Actor) -> dict[str, Any]:
    Job.objects.filter(pk=job.pk).update(attempts=job.attempts + 1)
    return {"from": "the try that was given up"}


def with_a_file(job: Job, progress: Any, by: Actor) -> dict[str, Any]:
    progress(150, "More than all")
    job.result_file = "back.xlsx"
    result_path(job.result_file).write_bytes(b"rows")
    return {"shown": Job.objects.get(pk=job.pk).percent}


@pytest.fixture
def by(settings, monkeypatch) -> Actor:
    here = "tests.intake.test_jobs"
    settings.XUESHI_JOBS = {name: f"{here}.{name}" for name in KINDS}
    monkeypatch.setattr(jobs, "import_string", lambda path: globals()[path.rpartition(".")[2]])
    return actor_of(account())


@pytest.fixture
def sent(monkeypatch) -> list[str]:
    """The numbers of the jobs that were handed to the worker."""
    numbers: list[str] = []
    monkeypatch.setattr(jobs, "_send", lambda job: numbers.append(job.number))
    return numbers


def queued(kind: str, by: Actor, **params: object) -> Job:
    return job_enqueue(kind, params, by=by)


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_a_queued_job_is_handed_to_the_worker_after_the_commit(by, django_capture_on_commit_callbacks, monkeypatch):
    numbers: list[str] = []
    monkeypatch.setattr(jobs, "work", type("Task", (), {"enqueue": staticmethod(numbers.append)}))

    with django_capture_on_commit_callbacks(execute=True):
        job = queued("doubled", by, number=3)
        before = list(numbers)

    assert before == []
    assert numbers == [job.number]


def test_a_job_ends_with_its_result(by, sent):
    job = queued("doubled", by, number=3)

    work.func(job.number)

    done = fresh(job)
    assert (done.state, done.percent, done.result) == (JobState.DONE, 100, {"doubled": 6, "owner": by.account})
    assert done.message == "Half way"
    assert done.over


def test_a_kind_that_nobody_knows_is_not_queued(by, sent):
    with pytest.raises(ValueError, match="unheard"):
        queued("unheard", by)

    assert not Job.objects.exists()


def test_a_mistake_of_the_input_is_told_in_its_own_code(by, sent):
    job = queued("refusing", by)

    work.func(job.number)

    failed = fresh(job)
    assert (failed.state, failed.error_code) == (JobState.FAILED, "UNIT-001")
    assert "abc" in failed.error_text


def test_a_fault_of_the_program_is_told_and_raised(by, sent):
    job = queued("broken", by)

    with pytest.raises(ZeroDivisionError):
        work.func(job.number)

    assert (fresh(job).state, fresh(job).error_code) == (JobState.FAILED, "JOB-002")


def test_a_job_is_done_once_however_often_it_is_delivered(by, sent):
    job = queued("doubled", by, number=3)
    work.func(job.number)
    finished = fresh(job).finished_at

    work.func(job.number)

    assert fresh(job).finished_at == finished


def test_a_queued_job_can_be_cancelled_and_is_not_done(by, sent):
    job = queued("doubled", by, number=3)

    job_cancel(job, by=by)
    work.func(job.number)

    assert (fresh(job).state, fresh(job).result) == (JobState.CANCELLED, {})


def test_a_running_job_stops_at_its_next_step(by, sent):
    job = queued("cancelled_meanwhile", by)

    work.func(job.number)

    assert (fresh(job).state, fresh(job).result) == (JobState.CANCELLED, {})


def test_a_finished_job_cannot_be_cancelled(by, sent):
    job = queued("doubled", by, number=3)
    work.func(job.number)

    job_cancel(job, by=by)

    assert fresh(job).state == JobState.DONE


@pytest.mark.parametrize(
    ("silent", "state"),
    [(SILENT - timedelta(seconds=5), JobState.RUNNING), (SILENT + timedelta(seconds=5), JobState.QUEUED)],
)
def test_a_job_without_a_sign_of_life_is_queued_again(by, sent, silent, state):
    job = queued("doubled", by, number=3)
    Job.objects.update(state=JobState.RUNNING, heartbeat=timezone.now() - silent)

    revive()

    assert fresh(job).state == state
    assert sent == [job.number] * (2 if state == JobState.QUEUED else 1)


def test_a_revived_job_ends_like_any_other(by, sent):
    job = queued("doubled", by, number=3)
    Job.objects.update(state=JobState.RUNNING, heartbeat=timezone.now() - 2 * SILENT)
    revive()

    work.func(job.number)

    assert (fresh(job).state, fresh(job).attempts, fresh(job).result["doubled"]) == (JobState.DONE, 1, 6)


@pytest.mark.parametrize(("attempts", "state"), [(ATTEMPTS - 2, JobState.QUEUED), (ATTEMPTS - 1, JobState.FAILED)])
def test_a_job_that_dies_too_often_is_given_up(by, sent, attempts, state):
    job = queued("doubled", by, number=3)
    Job.objects.update(state=JobState.RUNNING, heartbeat=timezone.now() - 2 * SILENT, attempts=attempts)

    revive()

    assert fresh(job).state == state
    assert fresh(job).error_code == ("JOB-001" if state == JobState.FAILED else "")


def test_the_command_revives_and_says_so(by, sent):
    queued("doubled", by, number=3)
    Job.objects.update(state=JobState.RUNNING, heartbeat=timezone.now() - 2 * SILENT)
    said = StringIO()

    call_command("tick", stdout=said)

    assert said.getvalue() == "1 jobs revived or given up\n"


def test_a_try_that_was_taken_for_dead_stops_at_its_next_step(by, sent):
    job = queued("doubled", by, number=3)
    Job.objects.update(state=JobState.RUNNING, heartbeat=timezone.now() - 2 * SILENT)
    beat = jobs._Beat(fresh(job))
    revive()
    Job.objects.update(state=JobState.RUNNING)

    with pytest.raises(CancelledError):
        beat(1, "Going on")

    assert fresh(job).percent == 0


def test_the_worker_watches_until_told_to_stop(by, sent):
    job = queued("doubled", by, number=3)
    Job.objects.update(state=JobState.RUNNING, heartbeat=timezone.now() - 2 * SILENT)
    stop = threading.Event()
    stop.set()

    watch(revive, stop, SILENT)

    assert fresh(job).state == JobState.QUEUED


def test_a_busy_database_does_not_end_the_watch(caplog):
    stop = threading.Event()
    stop.set()

    def busy() -> None:
        raise OperationalError("database is locked")

    watch(busy, stop, SILENT)

    assert "busy could not be watched" in caplog.text


def test_progress_is_refused_when_the_job_is_not_wanted(by, sent):
    job = queued("doubled", by, number=3)
    beat = jobs._Beat(job)

    with pytest.raises(CancelledError):
        beat(1, "Going on")


def test_jobs_of_others_are_not_found(by, sent):
    job = queued("doubled", by, number=3)
    other = officer(county()["top"], account=by.account + 1)

    assert job_for(by, job.number) == job
    assert list(visible_jobs(other)) == []
    with pytest.raises(NotFoundError):
        job_for(other, job.number)


@pytest.mark.django_db(transaction=True)
def test_a_job_goes_through_the_queue(by):
    job = queued("doubled", by, number=4)

    call_command("db_worker", batch=True, reload=False, startup_delay=False, interval=0, verbosity=0)

    assert (fresh(job).state, fresh(job).result["doubled"]) == (JobState.DONE, 8)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_the_test_before():
    assert not Job.objects.exists()
    assert not AuditRecord.objects.exists()


def test_a_try_that_was_given_up_does_not_write_its_result(by, sent):
    job = queued("restarted_meanwhile", by)

    work.func(job.number)

    assert (fresh(job).state, fresh(job).result) == (JobState.RUNNING, {})


def test_the_result_file_is_kept_and_progress_stops_below_the_end(by, sent):
    job = queued("with_a_file", by)

    work.func(job.number)

    done = fresh(job)
    assert done.result == {"shown": 99}
    assert (done.percent, done.result_file) == (100, "back.xlsx")


def test_queueing_and_cancelling_are_on_the_trail_once(by, sent):
    job = queued("doubled", by, number=3)

    job_cancel(job, by=by)
    job_cancel(job, by=by)

    trail = AuditRecord.objects.filter(kind="job", thing=job.number).order_by("pk")
    assert [(record.verb, record.account) for record in trail] == [
        ("job.queued", by.account),
        ("job.cancelled", by.account),
    ]


def test_a_cancelled_job_says_when(by, sent):
    job = job_cancel(queued("doubled", by, number=3), by=by)

    assert job.state == JobState.CANCELLED
    assert job.finished_at is not None
    assert job.over


def test_acts_of_a_job_carry_its_number(by, sent):
    job = queued("cancelled_meanwhile", by)

    work.func(job.number)

    assert AuditRecord.objects.get(verb="job.cancelled").request_id == job.number


def test_a_fault_of_the_program_is_told_without_its_details(by, sent):
    job = queued("broken", by)

    with pytest.raises(ZeroDivisionError):
        work.func(job.number)

    assert fresh(job).error_text == f"任务 {job.number} 因程序错误中止，已写入日志；允许：将任务编号告知管理员"


def test_only_running_jobs_are_revived(by, sent):
    made = [queued("doubled", by, number=number) for number in range(4)]
    states = [JobState.QUEUED, JobState.DONE, JobState.FAILED, JobState.CANCELLED]
    for job, state in zip(made, states, strict=True):
        Job.objects.filter(pk=job.pk).update(state=state, heartbeat=timezone.now() - 2 * SILENT)

    assert revive() == 0
    assert [fresh(job).state for job in made] == states


def test_a_job_of_an_unknown_number_is_nobodys_work(by, sent):
    work.func("0" * 16)

    assert not Job.objects.exists()


def test_the_command_says_nothing_when_nothing_was_due(by, sent):
    queued("doubled", by, number=3)
    said = StringIO()

    call_command("tick", stdout=said)

    assert said.getvalue() == ""


def test_jobs_are_listed_latest_first(by, sent):
    made = [queued("doubled", by, number=number) for number in range(3)]

    assert list(visible_jobs(by)) == made[::-1]
