"""An act on many people as a job: who was chosen is written down first, so that a job started anew finishes with the same people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict

from xueshi.access.speech import lang
from xueshi.intake.jobs import job_enqueue
from xueshi.intake.models import Job
from xueshi.intake.uploads import result_path
from xueshi.kernel.actors import Actor, NotFoundError, audit
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.listing import MOST
from xueshi.kernel.work import Progress
from xueshi.people.gates import people_within
from xueshi.people.models import Person
from xueshi.rules.model import Words
from xueshi.standings.act_problems import LIST_CHANGED, NOBODY_CHOSEN, TOO_MANY
from xueshi.standings.act_result import write_result
from xueshi.standings.acts import ManyAct, acts_for
from xueshi.standings.lists import people_of

BATCH = 100
ACTING = "Working through the list"
"""Message id that the job shows."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whom somebody chose from a list: some by their numbers, or with ``everybody`` all hits of its filters as a rule."""

    listing: str
    query: str
    numbers: tuple[str, ...]
    everybody: bool

    def people(self, *, by: Actor) -> QuerySet[Person]:
        """The people, in the order of their numbers.

        Raises LIST-003, LIST-004, ACCESS-001.
        """
        if self.everybody:
            found = people_of(self.listing, QueryDict(self.query), by=by)
        else:
            found = people_within(by).filter(number__in=self.numbers[: MOST + 1])
        count = found[: MOST + 1].count()
        if count == 0:
            raise XueshiError(NOBODY_CHOSEN)
        if count > MOST:
            raise XueshiError(TOO_MANY, most=MOST)
        return Person.objects.filter(pk__in=found.order_by().values("pk")).order_by("pk")


def act_named(key: str, *, by: Actor) -> ManyAct:
    """The act of that name, if the actor can do it to anybody."""
    found = [act for act in acts_for(by) if act.key == key]
    if not found:
        raise NotFoundError("act")
    return found[0]


def act_preview(
    act: ManyAct, people: QuerySet[Person], values: dict[str, Any], *, by: Actor
) -> tuple[int, list[tuple[Person, Words]]]:
    """How many the act would reach, and whom it would leave out, each with the reason."""
    found = {person.pk: person for person in people.select_related("organisation", "identity")}
    reach = act.plan(list(found.values()), values, by=by)
    return len(reach.steps), [(found[pk], words) for pk, words in reach.skipped.items()]


def act_enqueue(act: ManyAct, chosen: Chosen, given: dict[str, str], *, expected: int, by: Actor) -> Job:
    """Queue an act whose preview reached so many people."""
    params = {
        "act": act.key,
        "listing": chosen.listing,
        "query": chosen.query,
        "numbers": list(chosen.numbers),
        "everybody": chosen.everybody,
        "given": given,
        "expected": expected,
        "lang": lang(),
    }
    return job_enqueue("act", params, by=by)


def act_job(job: Job, progress: Progress, by: Actor) -> dict[str, Any]:
    """Do an act to everybody chosen, in batches that each stand or fall as a whole; the result file says what became of each.

    Raises LIST-005 when the list has changed since the preview.
    """
    act = act_named(job.params["act"], by=by)
    form = act.form(job.params["given"])
    if not form.is_valid():
        raise XueshiError(NOBODY_CHOSEN)
    notes = _Notes(result_path(f"act-{job.number}.jsonl"))
    todo = notes.chosen or notes.begin(_numbers(job, by))
    told = notes.told()
    left = [pk for pk in todo if pk not in told]
    for batch in batches(left, BATCH):
        progress(100 * (len(todo) - len(left)) // len(todo), ACTING)
        notes.tell(_batch(act, batch, form.cleaned_data, job, by))
        left = left[len(batch) :]
    told = notes.told()
    audit(by, "act.done", "job", job.number, act=act.key, people=len(todo), done=_done(told))
    job.result_file = write_result(job, told)
    return {"act": act.key, "people": len(todo), "done": _done(told), "skipped": len(todo) - _done(told)}


def _numbers(job: Job, by: Actor) -> list[int]:
    params = job.params
    chosen = Chosen(params["listing"], params["query"], tuple(params["numbers"]), params["everybody"])
    found = list(chosen.people(by=by).values_list("pk", flat=True))
    if len(found) != params["expected"]:
        raise XueshiError(LIST_CHANGED, before=params["expected"], now=len(found))
    return found


def batches(items: Sequence[int], size: int) -> Iterable[list[int]]:
    """The items in parts of a size."""
    each = iter(items)
    while part := list(islice(each, size)):
        yield part


@transaction.atomic
def _batch(act: ManyAct, pks: list[int], values: dict[str, Any], job: Job, by: Actor) -> dict[int, str]:
    """What became of each of some people; empty says done."""
    people = list(Person.objects.filter(pk__in=pks).select_related("organisation"))
    reach = act.plan(people, values, by=by)
    said = {pk: words.say(job.params["lang"]) for pk, words in reach.skipped.items()}
    for pk, step in reach.steps.items():
        try:
            with transaction.atomic():
                step()
            said[pk] = ""
        except XueshiError as refused:
            said[pk] = refused.what(job.params["lang"])
    return said


def _done(told: dict[int, str]) -> int:
    return sum(not text for text in told.values())


class _Notes:
    """A file beside the result: whom the job is about, and after each batch what became of it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def chosen(self) -> list[int]:
        """Whom the job is about; nobody before it has begun."""
        lines = self._lines()
        return list(lines[0]["chosen"]) if lines else []

    def begin(self, chosen: list[int]) -> list[int]:
        """Write down whom the job is about."""
        self._add({"chosen": chosen})
        return chosen

    def tell(self, said: dict[int, str]) -> None:
        """Write down what became of some."""
        self._add({"told": list(said.items())})

    def told(self) -> dict[int, str]:
        """What became of everybody so far."""
        return {pk: text for line in self._lines()[1:] for pk, text in line["told"]}

    def _add(self, line: dict[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _lines(self) -> list[dict[str, Any]]:
        if not self._path.is_file():
            return []
        whole = self._path.read_text(encoding="utf-8").rpartition("\n")[0]
        return [json.loads(line) for line in whole.split("\n") if line]
