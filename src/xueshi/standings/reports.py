"""The workbook, the circular and the data file of a stored run, made by a job for what its owner may see."""

from __future__ import annotations

from typing import Any

from django.utils.module_loading import import_string

from xueshi.access.speech import lang
from xueshi.intake.jobs import Progress, job_enqueue
from xueshi.intake.models import Job
from xueshi.intake.uploads import result_path
from xueshi.kernel.actors import Actor, NotFoundError, audit
from xueshi.standings import reads
from xueshi.standings.models import JudgingRun
from xueshi.standings.stored import answer_of

KINDS = ("xlsx", "docx", "json")
"""The endings of the files that a run can be written as, each by ``answer/to_<ending>.py``."""

WRITING = "Writing the report"
"""Message id that the job shows."""


def report_enqueue(run: JudgingRun, kind: str, *, by: Actor) -> Job:
    """Queue the making of a report."""
    if kind not in KINDS:
        raise NotFoundError("report")
    return job_enqueue("report", {"run": run.number, "report": kind, "lang": lang()}, by=by)


def report_job(job: Job, progress: Progress, by: Actor) -> dict[str, Any]:
    """Make the report that the parameters name; the file is the result."""
    run = reads.run_for(job.params["run"], by=by)
    kind = job.params["report"]
    progress(10, WRITING)
    path = result_path(f"{run}-{job.number[:6]}.{kind}")
    write = import_string(f"xueshi.standings.answer.to_{kind}.write")
    write(answer_of(run, by=by), path, job.params["lang"])
    job.result_file = path.name
    audit(by, "report.made", "run", run.number, report=kind)
    return {"run": run.number, "report": kind}
