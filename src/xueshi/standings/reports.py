"""The workbook, the circular and the data file of a stored run, made by a job for what its owner may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from xueshi.access.speech import lang
from xueshi.intake.jobs import job_enqueue
from xueshi.intake.models import Job
from xueshi.intake.uploads import result_path
from xueshi.kernel.actors import Actor, NotFoundError, audit
from xueshi.kernel.errors import Lang
from xueshi.kernel.paths import OrgPath
from xueshi.kernel.work import Progress
from xueshi.standings import reads
from xueshi.standings.answer import to_docx, to_json, to_xlsx
from xueshi.standings.answer.model import Answer
from xueshi.standings.models import JudgingRun
from xueshi.standings.stored import answer_of

Writer = Callable[[Answer, Path, Lang, OrgPath | None], None]


def _circular(answer: Answer, path: Path, language: Lang, top: OrgPath | None) -> None:
    to_docx.write(answer, path, language, org=top)


KINDS: Mapping[str, Writer] = {
    "xlsx": lambda answer, path, language, _top: to_xlsx.write(answer, path, language),
    "docx": _circular,
    "json": lambda answer, path, language, _top: to_json.write(answer, path, language),
}
"""What a run can be written as, by the ending of the file."""

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
    top = reads.top_organisation(by=by)
    KINDS[kind](answer_of(run, by=by), path, job.params["lang"], OrgPath(top.full_name) if top else None)
    job.result_file = path.name
    audit(by, "report.made", "run", run.number, report=kind)
    return {"run": run.number, "report": kind}
