"""One file with everything held on one person: pages for reading, and every row of every table for machines."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import BinaryField, Model
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from xueshi.access.data_classes import said_of
from xueshi.access.exports import kept
from xueshi.access.models import Account, AuditRecord
from xueshi.kernel.actors import Actor, audit
from xueshi.kernel.grades import DataClass
from xueshi.kernel.work import Progress, Task
from xueshi.people.models import Person
from xueshi.people.models.person import COLUMNS
from xueshi.people.personal import numbers_of, person_of_file

COLLECTING = "Collecting what is held"
READABLE = "index.html"
MACHINE = "data.json"

Rows = dict[str, list[dict[str, Any]]]


def person_file_job(task: Task, progress: Progress, by: Actor) -> dict[str, Any]:
    """Make the file; done again, it is written anew.

    Raises ACCESS-001, ACCESS-002.
    """
    person = person_of_file(task.params["person"], by=by)
    progress(10, COLLECTING)
    with translation.override(task.params.get("lang") or settings.LANGUAGE_CODE):
        parts = [part for name in settings.XUESHI_PERSON_FILES for part in import_string(name)(person, by=by)]
        shown = {"person": person, "sections": parts, "at": timezone.localtime()}
        page = render_to_string("access/person_file.html", shown)
    progress(60, COLLECTING)
    rows = held(person)
    task.result_file = f"person-{task.number}.zip"
    with zipfile.ZipFile(kept(task.result_file), "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(READABLE, page)
        file.writestr(MACHINE, json.dumps(rows, ensure_ascii=False, indent=1))
    audit(by, "person_file.made", "person", person.number, rows=sum(map(len, rows.values())))
    return {"rows": sum(map(len, rows.values()))}


def held(person: Person) -> Rows:
    """Every row of every table that concerns a person, under whatever number, without secrets; what is sealed is opened."""
    people = numbers_of(person).select_related("identity")
    accounts = Account.objects.filter(person__in=people)
    found: Rows = {"people.Person": [_row(one) for one in people]}
    for key, owners in ((Person, people), (Account, accounts)):
        for model, column in ties(key):
            rows = model._base_manager.filter(**{f"{column}__in": owners}).order_by("pk")
            if shown := [_row(row) for row in rows]:
                found.setdefault(model._meta.label, []).extend(shown)
    opened = [{"number": one.number, **{name: one.identity.opened(name) for name in COLUMNS}} for one in people]
    numbers = [one.number for one in people]
    looked = AuditRecord.objects.filter(kind="person", thing__in=numbers).order_by("pk")
    return {**found, "opened": opened, "access.AuditRecord": [_row(row) for row in looked]}


def ties(to: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Every table that points at a table, and the column by which it does; a table of secrets alone is left out."""
    for relation in to._meta.related_objects:
        model = relation.related_model
        if not isinstance(model, str) and model is not to and _shown(model):
            yield model, relation.field.name


def _shown(model: type[Model]) -> list[str]:
    """The columns that are shown: neither secret nor sealed; none of a table that keeps nothing but secrets."""
    said = said_of(model)
    sealed = {field.name for field in model._meta.concrete_fields if isinstance(field, BinaryField)}
    shown = [name for name, label in said.items() if label.data is not DataClass.SECRET and name not in sealed]
    only_keys = len(shown) < len(said) and all(said[name].data is DataClass.TECHNICAL for name in shown)
    return [] if only_keys else shown


def _row(row: Model) -> dict[str, Any]:
    fields = {field.name: field.attname for field in row._meta.concrete_fields}
    return {name: _plain(getattr(row, fields[name])) for name in _shown(type(row)) if name in fields}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    return value.isoformat() if isinstance(value, date) else value
