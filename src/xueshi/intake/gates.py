"""The only way to an upload or a job: one's own, or not found."""

from __future__ import annotations

from django.db.models import QuerySet

from xueshi.intake.models import Job, Upload
from xueshi.kernel.actors import Actor, NotFoundError


def visible_uploads(by: Actor) -> QuerySet[Upload]:
    """The files that the actor handed in, newest first."""
    return Upload.objects.filter(owner=by.account)


def upload_for(by: Actor, number: str) -> Upload:
    """The upload of that number, if it is the actor's own."""
    found = visible_uploads(by).filter(number=number).first()
    if found is None:
        raise NotFoundError("upload")
    return found


def visible_jobs(by: Actor) -> QuerySet[Job]:
    """The actor's jobs, newest first."""
    return Job.objects.filter(owner=by.account)


def job_for(by: Actor, number: str) -> Job:
    """The job of that number, if it is the actor's own."""
    found = visible_jobs(by).filter(number=number).first()
    if found is None:
        raise NotFoundError("job")
    return found
