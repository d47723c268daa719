"""A small county and its rosters as files, taken through the pipeline step by step; what the worker does is done at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.offices import TODAY, account, county
from xueshi.access.actors import witness
from xueshi.intake import import_work
from xueshi.intake.imports import import_begin, import_confirm, import_map, import_overwrite, import_undo
from xueshi.intake.models import Import, Job, JobState
from xueshi.kernel.actors import Actor, Grant, Role
from xueshi.organisations.models import Organisation

FIRST, SECOND, THIRD = "甲县委/东镇党委/第一支部", "甲县委/东镇党委/第二支部", "甲县委/西镇党委/第三支部"
HEADINGS = ("人员编号", "姓名", "所在党组织")
Row = tuple[str, ...]


def silent(percent: int, message: str) -> None:
    """Nobody watches."""


def office(units: Mapping[str, Organisation] | None = None, username: str = "officer", unit: str = "top") -> Actor:
    """An officer with an account, for everything below a unit."""
    return actor(account(username).pk, (units or county())[unit])


def actor(key: int, unit: Organisation) -> Actor:
    """An account as an officer of a unit."""
    return Actor(key, TODAY, (Grant(Role.DEPARTMENT_OFFICER, unit.path),), witness())


def top() -> Organisation:
    """The county."""
    found: Organisation = Organisation.objects.get(full_name="甲县委")
    return found


def member(at: int, org: str = FIRST, *more: str) -> Row:
    """A row of a roster."""
    return (f"A{at:05}", f"党员{at}", org, *more)


def members(count: int, org: str = FIRST, start: int = 1) -> list[Row]:
    """Many of them."""
    return [member(at, org) for at in range(start, start + count)]


def sheet(rows: Sequence[Row], headings: Sequence[str] = HEADINGS) -> bytes:
    """Rows as a file."""
    return "\n".join(",".join(row) for row in (headings, *rows)).encode()


def done(one: Import, by: Actor) -> Import:
    """Do what the import waits for, as the worker would, and return the import anew."""
    job = Job.objects.get(number=one.job)
    handler = {
        "import_look": import_work.look,
        "import_check": import_work.check,
        "import_record": import_work.record,
        "import_undo": import_work.undo,
    }[job.kind]
    try:
        handler(job, silent, by)
    finally:
        Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
    found: Import = Import.objects.select_related("unit", "upload").get(pk=one.pk)
    return found


def looked(
    rows: Sequence[Row], by: Actor, *, kind: str = "people", headings: Sequence[str] = HEADINGS, unit: Any = None
) -> Import:
    """A file that was read."""
    return done(import_begin(kind, unit or top(), "名册.csv", [sheet(rows, headings)], by=by), by)


def checked(rows: Sequence[Row], by: Actor, *, complete: bool = False, **how: Any) -> Import:
    """A file that was checked."""
    one = looked(rows, by, **how)
    return done(import_map(one, one.mapping, complete=complete, by=by), by)


def recorded(
    rows: Sequence[Row], by: Actor, *, end_missing: bool = False, overwrite: Sequence[str] = (), **how: Any
) -> Import:
    """A file that was recorded; it must be small enough to need no second person."""
    one = checked(rows, by, **how)
    if overwrite:
        one = done(import_overwrite(one, overwrite, by=by), by)
    return done(import_confirm(one, end_missing=end_missing, by=by), by)


def undone(one: Import, by: Actor) -> Import:
    """An import that was undone."""
    return done(import_undo(one, reason="测试", by=by), by)


def counts(found: Mapping[str, Any]) -> tuple[int, ...]:
    """New, changed, unchanged, refused and left out rows."""
    return tuple(found[name] for name in ("new", "changed", "unchanged", "refused", "left_out"))


def recorded_as(by: Actor, run: Callable[[str], None], *, last: bool = True) -> str:
    """Take the latest import on to its recording, which is done with ``last``; the number of the job that records."""
    one = Import.objects.order_by("-pk")[0]
    one = import_map(one, one.mapping, complete=False, by=by)
    run(one.job)
    one = import_confirm(Import.objects.get(pk=one.pk), by=by)
    if last:
        run(one.job)
    return one.job
