"""What the pages of an import read: its steps, what a check found, and the rows that it refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from xueshi.access.speech import lang
from xueshi.intake.gates import visible_jobs
from xueshi.intake.import_forms import title
from xueshi.intake.import_work import staged, staging_path
from xueshi.intake.imports import changing, needs_second
from xueshi.intake.kinds import kind_of
from xueshi.intake.models import Import, ImportState, Job
from xueshi.intake.spool import Layout, layouts
from xueshi.intake.staging import Staging
from xueshi.kernel.actors import Actor
from xueshi.kernel.imports import Protected
from xueshi.kernel.listing import Page, paged

_NUMBER = re.compile(r"([0-9]{3})[0-9]{6,}([0-9Xx]{2})")
SHOWN = 100
"""So many of those who are missing, or values that are kept, are listed."""

STEPS: Mapping[str, int] = {
    ImportState.KEPT: 2,
    ImportState.READ: 3,
    ImportState.MAPPED: 4,
    ImportState.CHECKED: 5,
    ImportState.WAITING: 6,
    ImportState.RUNNING: 6,
    ImportState.DONE: 7,
    ImportState.UNDOING: 7,
    ImportState.UNDONE: 7,
}


@dataclass(frozen=True, slots=True)
class Check:
    """What a check found, as its page shows it."""

    refused: Page[Mapping[str, Any]]
    missing: list[Mapping[str, Any]]
    protected: list[Protected]
    guard: list[str]
    changing: int
    second: bool


def step_of(one: Import) -> int:
    """Which of the seven steps an import stands at."""
    return STEPS.get(one.state, 2 if not one.found else 6)


def job_of(one: Import, *, by: Actor) -> Job | None:
    """The job that works on an import or did so last, if it is the actor's own."""
    return visible_jobs(by).filter(number=one.job).first()


def kind_title(one: Import) -> str:
    """What is imported."""
    return title(one.kind, lang())


def columns_of(one: Import) -> list[Layout]:
    """The sheets of the file with their headings and first rows; long numbers are shown in part."""
    with staged(one) as staging:
        found = layouts(staging.meta("sheets"))
    return [
        replace(layout, samples=tuple(tuple(_NUMBER.sub(r"\1****\2", cell) for cell in row) for row in layout.samples))
        for layout in found
    ]


def check_of(one: Import, page: str, *, by: Actor) -> Check | None:
    """What the check found; nothing when its rows are gone."""
    if not staging_path(one.number).is_file():
        return None
    with staged(one) as staging:
        return Check(
            refused=paged(staging.count("refusal"), lambda first, last: _refused(staging, first, last), page),
            missing=_missing(one, staging),
            protected=[Protected(*row) for row in staging.protected(0, SHOWN)],
            guard=[guard_word(name) for name in one.found.get("guard", ())],
            changing=changing(one),
            second=needs_second(one),
        )


def _refused(staging: Staging, first: int, last: int) -> list[Mapping[str, Any]]:
    return [
        {"row": number, **said, "text": said[lang()], "allowed": said[f"allowed_{lang()}"]}
        for number, said in staging.refused(first, last)
    ]


def _missing(one: Import, staging: Staging) -> list[Mapping[str, Any]]:
    described = kind_of(one.kind).described
    if described is None:
        return []
    return [thing._asdict() for thing in described(staging.missing(0, SHOWN))]


def guard_word(name: str) -> str:
    """What made the guard stop."""
    return {"missing": _("too much is missing in the file"), "moved": _("too much goes to another organisation")}[name]


def field_words(one: Import) -> dict[str, str]:
    """The fields in which something is kept, with what they are called."""
    words = {
        "membership": _("Membership"),
        "affiliation": _("Affiliation"),
        "office": _("Offices"),
        "cadre": _("Cadre standing"),
        "exemption": _("Exemption"),
        "substitute": _("Online substitute"),
        "floating": _("Floating"),
        "name": _("Name"),
        "kind": _("Kind"),
        "parent": _("Superior"),
        "sector": _("Sector"),
    }
    asked = {*one.found.get("protected", ()), *one.overwrite}
    return {name: words.get(name, name) for name in kind_of(one.kind).protected if name in asked}
