"""The answer to one question: who stood where against a plan on a date, and from which input."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from xueshi.kernel.paths import OrgPath
from xueshi.kernel.refusals import Refusal
from xueshi.rules.cases import Case
from xueshi.rules.model import Pack
from xueshi.rules.verdicts import Standing, Verdict


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file that was read: its name without folders, its SHA-256 and how many of its data rows were taken and refused."""

    name: str
    sha256: str
    rows: int
    refused: int
    unknown_columns: tuple[str, ...] = ()
    skipped_sheets: tuple[str, ...] = ()
    """Sheets that were not read: hidden ones and those without a header of this kind."""
    skipped_rows: tuple[str, ...] = ()
    """Rows taken for totals, notes, examples or repeated headers, as sheet and row."""


@dataclass(frozen=True, slots=True)
class Run:
    """Everything needed to repeat a judging run and to recognise its result."""

    plan: str
    pack_version: str
    pack_sha256: str
    as_of: date
    engine: str
    settings: Mapping[str, str]
    inputs: tuple[InputFile, ...]
    persons: int
    entries: int
    digest: str


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """One person and every verdict, in the order of the pack."""

    number: str
    name: str
    org: OrgPath
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A judged population; ``people`` builds the persons on demand, in the order of organisation path and number."""

    run: Run
    pack: Pack
    standings: tuple[Standing, ...]
    cases: tuple[Case, ...]
    refused: tuple[Refusal, ...]
    people: Callable[[], Iterator[PersonAnswer]]
    mark: str = ""
    """Who took the file and under which number; printed at the foot of every page."""

    @property
    def foot(self) -> str:
        """What stands at the foot of every page: the run, and the mark."""
        return f"{self.name_of}  {self.mark}".rstrip()

    @property
    def name_of(self) -> str:
        """The short name that documents print: the plan and the first twelve characters of the digest."""
        return f"{self.run.plan}-{self.run.digest[:12]}"
