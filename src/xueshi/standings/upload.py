"""Two uploaded files: first a dry run that says what would happen, then, once confirmed, loading and judging."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from xueshi.intake.gates import upload_for
from xueshi.intake.models import Job, Upload, UploadState
from xueshi.intake.returned import write_returned
from xueshi.intake.tables import Reading
from xueshi.intake.uploads import opened, result_path, upload_mark
from xueshi.kernel.actors import Actor
from xueshi.kernel.refusals import Refusal
from xueshi.kernel.work import Progress
from xueshi.ledger.register import RegisterRow
from xueshi.people.refresh import Refreshed
from xueshi.people.roster import RosterRow
from xueshi.rules.loader import load
from xueshi.rules.model import Pack
from xueshi.standings.answer.judge_files import Given, input_file, read_files
from xueshi.standings.answer.model import InputFile
from xueshi.standings.loading import (
    Entered,
    Organised,
    compare_people,
    compare_register,
    load_people,
    load_register,
    organised,
)
from xueshi.standings.runs import judge_now

READING = "Reading the files"
"""Message id that a job shows while it reads."""

SHOWN = 500
"""So many refused rows are kept with the result; all of them are in the result file."""


INPUT = tuple(field.name for field in fields(InputFile))
"""What a run keeps of a file."""


@dataclass(frozen=True, slots=True)
class Files:
    """The parameters of both jobs: the numbers of two uploads, the plan, the date and the local choices."""

    roster: str
    register: str
    plan: str
    as_of: date
    settings: Mapping[str, str]

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> Files:
        """Read the parameters back from a job."""
        as_of = date.fromisoformat(params["as_of"])
        return cls(params["roster"], params["register"], params["plan"], as_of, params.get("settings") or {})

    def params(self) -> dict[str, Any]:
        """The parameters as a job keeps them."""
        return {
            "roster": self.roster,
            "register": self.register,
            "plan": self.plan,
            "as_of": self.as_of.isoformat(),
            "settings": dict(self.settings),
        }


def check_files(job: Job, progress: Progress, by: Actor) -> dict[str, Any]:
    """Say what loading would do; nothing is changed. Refused rows come back as the result file."""
    files = Files.of(job.params)
    with _read(files, progress, by) as (pack, given):
        found = organised(given.people, by=by)
        people = compare_people(found, by=by, progress=progress)
        entered = compare_register(given.credited.taken, people.people, pack, by=by)
        result = _result(job, given, found, people, entered)
    for number in (files.roster, files.register):
        upload_mark(upload_for(by, number), UploadState.CHECKED, by=by)
    return result


def load_files(job: Job, progress: Progress, by: Actor) -> dict[str, Any]:
    """Load both files and judge; done again after a broken-off try, it carries on where that ended."""
    files = Files.of(job.params)
    with _read(files, progress, by) as (pack, given):
        found = organised(given.people, by=by)
        people = load_people(found, by=by, progress=progress)
        entered = load_register(given.credited.taken, people.people, pack, batch=job.number, by=by, progress=progress)
        result = _result(job, given, found, people, entered)
    run = judge_now(
        by=by,
        as_of=files.as_of,
        plan=files.plan,
        settings=files.settings,
        inputs=tuple({name: result[kind][name] for name in INPUT} for kind in ("roster", "register")),
        progress=lambda percent, message: progress(80 + percent // 5, message),
    )
    for number in (files.roster, files.register):
        upload_mark(upload_for(by, number), UploadState.LOADED, by=by)
    return {**result, "run": run.number}


@contextmanager
def _read(files: Files, progress: Progress, by: Actor) -> Iterator[tuple[Pack, Given]]:
    pack = load(files.plan, files.settings)
    roster, register = upload_for(by, files.roster), upload_for(by, files.register)
    progress(1, READING)
    with opened(roster) as roster_path, opened(register) as register_path:
        given = read_files(
            pack,
            roster_path,
            register_path,
            as_of=files.as_of,
            progress=lambda stage, percent: progress(max(1, percent // 5), READING),
        )
        yield pack, given


def _result(job: Job, given: Given, found: Organised, people: Refreshed, entered: Entered) -> dict[str, Any]:
    of_roster = [*given.refused_people, *found.refused, *people.refused]
    of_register = [*given.refused_records, *entered.refused]
    refused = [*_in_order(of_roster), *_in_order(of_register)]
    if refused:
        name = f"{job.number}.xlsx"
        write_returned(result_path(name), [*given.roster.tables(), *given.register.tables()], refused)
        job.result_file = name
    return {
        "roster": {
            **_counted(given.roster, of_roster),
            "new": people.new,
            "changed": people.changed,
            "unchanged": people.unchanged,
        },
        "register": {**_counted(given.register, of_register), "new": entered.new, "repeated": entered.repeated},
        "organisations": [draft.full_name for draft in found.drafts],
        "codes": dict(Counter(refusal.code for refusal in refused)),
        "refused": [_shown(refusal) for refusal in refused[:SHOWN]],
        "notes": len(given.credited.notes),
    }


def _in_order(refused: Sequence[Refusal]) -> list[Refusal]:
    return sorted(refused, key=lambda refusal: refusal.place)


def _counted(reading: Reading[RosterRow] | Reading[RegisterRow], refused: Sequence[Refusal]) -> dict[str, Any]:
    """What a run keeps of a file, with lists as a job's result returns them."""
    kept = asdict(input_file(reading, refused))
    return {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()}


def _shown(refusal: Refusal) -> dict[str, Any]:
    texts = {"zh": refusal.message("zh"), "en": refusal.message("en")}
    return {**asdict(refusal.place), "code": refusal.code, **texts}


def uploads_of(job: Job, *, by: Actor) -> tuple[Upload, Upload]:
    """The two files that a job is about."""
    files = Files.of(job.params)
    return upload_for(by, files.roster), upload_for(by, files.register)
