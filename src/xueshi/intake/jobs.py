"""Long work: queued, watched, cancelled, and never lost.

Work goes in steps that each stand on their own and may be done again without doing harm, so a job whose process died is started
anew and carries on; after a few attempts it is given up. A sign of life older than a minute means that the process died.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from xueshi.access.actors import actor_of
from xueshi.access.exports import export_of_job
from xueshi.intake.job_problems import BROKEN, GIVEN_UP
from xueshi.intake.models import Job, JobState
from xueshi.kernel.actors import Actor, audit
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.work import CancelledError, Progress

SILENT = timedelta(minutes=1)
"""After so long without a sign of life the process is taken for dead."""

ATTEMPTS = 3
BEAT = timedelta(milliseconds=500)
"""Signs of life are written no more often than this."""

logger = logging.getLogger(__name__)

EXPORT = "export"
"""The kind of job whose file stands in the register of exports already."""

Work = Callable[[Job, Progress, Actor], dict[str, Any]]
"""What a kind of job does; it returns the result to keep, which must be JSON."""


@transaction.atomic
def job_enqueue(kind: str, params: dict[str, Any], *, by: Actor) -> Job:
    """Queue a job of a kind named in ``settings.XUESHI_JOBS``."""
    if kind not in settings.XUESHI_JOBS:
        raise ValueError(kind)
    job = Job.objects.create(kind=kind, params=params, owner_id=by.account)
    audit(by, "job.queued", "job", job.number, kind=kind)
    _send(job)
    return job


@transaction.atomic
def job_cancel(job: Job, *, by: Actor) -> Job:
    """Cancel a job; one that runs stops at its next step."""
    open_states = (JobState.QUEUED, JobState.RUNNING)
    changed = Job.objects.filter(pk=job.pk, state__in=open_states).update(
        state=JobState.CANCELLED, finished_at=timezone.now()
    )
    if changed:
        audit(by, "job.cancelled", "job", job.number)
    job.refresh_from_db()
    return job


@task()
def work(number: str) -> None:
    """Do a queued job; called by the worker."""
    now = timezone.now()
    taken = Job.objects.filter(number=number, state=JobState.QUEUED).update(
        state=JobState.RUNNING, started_at=now, heartbeat=now
    )
    if taken:
        _do(Job.objects.select_related("owner").get(number=number))


def revive() -> int:
    """Queue the jobs whose process died once more, give up those that died too often, and return how many were touched."""
    dead = Job.objects.filter(state=JobState.RUNNING, heartbeat__lt=timezone.now() - SILENT)
    touched = 0
    for job in dead:
        touched += 1
        if job.attempts + 1 < ATTEMPTS:
            _requeue(job)
        else:
            _fail(job, XueshiError(GIVEN_UP, attempts=ATTEMPTS))
    return touched


@transaction.atomic
def _requeue(job: Job) -> None:
    seen = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, heartbeat=job.heartbeat)
    if seen.update(state=JobState.QUEUED, attempts=job.attempts + 1, heartbeat=None):
        _send(job)


def _send(job: Job) -> None:
    number = job.number
    transaction.on_commit(lambda: work.enqueue(number))


def _do(job: Job) -> None:
    handler: Work = import_string(settings.XUESHI_JOBS[job.kind])
    try:
        by = actor_of(job.owner, request_id=job.number)
        result = handler(job, _Beat(job), by)
        if job.result_file and job.kind != EXPORT:
            export_of_job(job.kind, job.number, job.result_file, by=by)
    except CancelledError:
        return
    except XueshiError as error:
        _fail(job, error)
    except Exception:
        logger.exception("job %s", job.number)
        _fail(job, XueshiError(BROKEN, number=job.number))
        raise
    else:
        _mine(job).update(
            state=JobState.DONE,
            percent=100,
            result=result,
            result_file=job.result_file,
            heartbeat=timezone.now(),
            finished_at=timezone.now(),
        )


def _mine(job: Job) -> QuerySet[Job]:
    """The job while this try of it is the one that runs; empty once it was cancelled, given up or started anew elsewhere."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def _fail(job: Job, error: XueshiError) -> None:
    _mine(job).update(
        state=JobState.FAILED, error_code=error.code, error_text=error.message(), finished_at=timezone.now()
    )


class _Beat:
    """Writes progress and the sign of life, and notices a cancellation."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._next = timezone.now()

    def __call__(self, percent: int, message: str) -> None:
        now = timezone.now()
        if now < self._next:
            return
        self._next = now + BEAT
        if not _mine(self._job).update(percent=min(99, percent), message=message, heartbeat=now):
            raise CancelledError
