"""What can be done to organisations: found, rename, move, dissolve. Each change is dated; the derived columns follow at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Concat, Substr

from xueshi.kernel.actors import Actor, Right, audit, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.paths import SEPARATOR, OrgPath, lineage, own_name
from xueshi.kernel.windows import BEGINNING
from xueshi.organisations.dated import Dated, replaced, withdraw
from xueshi.organisations.models import Kind, Level, Organisation, OrganisationName, ParentLink
from xueshi.organisations.paths import segment
from xueshi.organisations.problems import BAD_NAME, BELOW_ITSELF, NOT_YET, OUTSIDE_SCOPE, SAME_NAME


@dataclass(frozen=True, slots=True)
class Draft:
    """An organisation to be founded: its names from the top down and what it is."""

    full_name: OrgPath
    kind: Kind = Kind.BRANCH
    field: str = ""
    level: Level = Level.GRASSROOTS


@transaction.atomic
def organisation_found(draft: Draft, *, on: date = BEGINNING, by: Actor) -> Organisation:
    """Found an organisation below the one that its full name names; the parent must exist.

    Raises ORG-002, ORG-004, ORG-005, ACCESS-002.
    """
    created = organisations_found([draft], on=on, by=by)
    return created[0]


@transaction.atomic
def organisations_found(drafts: Sequence[Draft], *, on: date = BEGINNING, by: Actor) -> list[Organisation]:
    """Found many organisations at once, parents before children.

    Raises ORG-002, ORG-004, ORG-005, ACCESS-002.
    """
    known = _by_full_name(drafts)
    created = []
    for draft in drafts:
        organisation = _founded(draft, known, on, by)
        known[draft.full_name] = organisation
        created.append(organisation)
    Organisation.objects.bulk_update(created, ["path"], batch_size=500)
    OrganisationName.objects.bulk_create(
        OrganisationName(organisation=new, name=new.name, valid_from=on, recorded_by=by.account) for new in created
    )
    ParentLink.objects.bulk_create(
        ParentLink(child=new, parent=new.parent, valid_from=on, recorded_by=by.account) for new in created
    )
    for new in created:
        audit(by, "organisation.founded", "organisation", new.number, full_name=new.full_name, on=on.isoformat())
    return created


def _by_full_name(drafts: Iterable[Draft]) -> dict[OrgPath, Organisation]:
    names = {step for draft in drafts for step in lineage(draft.full_name)}
    return {OrgPath(found.full_name): found for found in Organisation.objects.filter(full_name__in=names)}


def _founded(draft: Draft, known: dict[OrgPath, Organisation], on: date, by: Actor) -> Organisation:
    name = own_name(draft.full_name)
    above = OrgPath(draft.full_name.rpartition(SEPARATOR)[0])
    _require_name(name)
    if draft.full_name in known:
        raise XueshiError(SAME_NAME, parent=above, name=name)
    parent = known.get(above)
    if above and parent is None:
        raise XueshiError(OUTSIDE_SCOPE, path=draft.full_name)
    require(by, Right.CHANGE_ORGANISATIONS, parent.path if parent else "")
    new = Organisation.objects.create(
        name=name,
        full_name=draft.full_name,
        parent=parent,
        kind=draft.kind,
        field=draft.field,
        level=draft.level,
        founded_on=None if on == BEGINNING else on,
    )
    new.path = (parent.path if parent else "") + segment(new.pk)
    return new


@transaction.atomic
def organisation_rename(organisation: Organisation, name: str, *, on: date, by: Actor) -> Organisation:
    """Call an organisation by another name from a day on.

    Raises ORG-002, ORG-003, ORG-005, ACCESS-002.
    """
    require(by, Right.CHANGE_ORGANISATIONS, organisation.path)
    _require_past(on, by)
    _require_name(name)
    _require_free(name, organisation.parent, besides=organisation)
    _succeed(OrganisationName.objects.known().filter(organisation=organisation), on, by, name=name)
    before = organisation.full_name
    above, separator, _ = before.rpartition(SEPARATOR)
    organisation.name, organisation.full_name = name, f"{above}{separator}{name}"
    organisation.save(update_fields=["name"])
    _rewrite(organisation.path, "full_name", before, organisation.full_name)
    audit(by, "organisation.renamed", "organisation", organisation.number, before=before, name=name, on=on.isoformat())
    return organisation


@transaction.atomic
def organisation_move(organisation: Organisation, parent: Organisation, *, on: date, by: Actor) -> Organisation:
    """Let an organisation and everything below it belong to another parent from a day on.

    Raises ORG-001, ORG-002, ORG-003, ACCESS-002.
    """
    require(by, Right.CHANGE_ORGANISATIONS, organisation.path)
    require(by, Right.CHANGE_ORGANISATIONS, parent.path)
    _require_past(on, by)
    if parent.path.startswith(organisation.path):
        raise XueshiError(BELOW_ITSELF, name=organisation.name)
    _require_free(organisation.name, parent, besides=organisation)
    _succeed(ParentLink.objects.known().filter(child=organisation), on, by, parent_id=parent.pk)
    before_path, before = organisation.path, organisation.full_name
    organisation.parent = parent
    organisation.path = parent.path + segment(organisation.pk)
    organisation.full_name = f"{parent.full_name}{SEPARATOR}{organisation.name}"
    organisation.save(update_fields=["parent"])
    _rewrite(before_path, "full_name", before, organisation.full_name)
    _rewrite(before_path, "path", before_path, organisation.path)
    audit(
        by,
        "organisation.moved",
        "organisation",
        organisation.number,
        before=before,
        after=organisation.full_name,
        on=on.isoformat(),
    )
    return organisation


@transaction.atomic
def organisation_dissolve(organisation: Organisation, *, on: date, by: Actor) -> Organisation:
    """Record the first day on which an organisation no longer exists; its history stays.

    Raises ORG-003, ACCESS-002.
    """
    require(by, Right.CHANGE_ORGANISATIONS, organisation.path)
    _require_past(on, by)
    organisation.dissolved_on = on
    organisation.save(update_fields=["dissolved_on"])
    audit(by, "organisation.dissolved", "organisation", organisation.number, on=on.isoformat())
    return organisation


def _require_past(on: date, by: Actor) -> None:
    if on > by.on:
        raise XueshiError(NOT_YET, on=on.isoformat())


def _require_name(name: str) -> None:
    if not name or len(name) > 200 or SEPARATOR in name:
        raise XueshiError(BAD_NAME, name=name)


def _require_free(name: str, parent: Organisation | None, *, besides: Organisation) -> None:
    if Organisation.objects.filter(parent=parent, name=name).exclude(pk=besides.pk).exists():
        raise XueshiError(SAME_NAME, parent=parent.name if parent else "", name=name)


def _succeed(rows: Iterable[Dated], on: date, by: Actor, **values: object) -> None:
    """Let a new state begin on a day: what held then ends on it, what was to begin later falls away."""
    last: Dated | None = None
    for row in rows:
        last = row if last is None or row.valid_to > last.valid_to else last
        if row.valid_from >= on:
            withdraw(row)
        elif row.valid_to > on:
            replaced(row, by=by.account, valid_to=on)
    if last is not None:
        fields = {field.attname: getattr(last, field.attname) for field in last._meta.concrete_fields}
        kept = {name: value for name, value in fields.items() if name in ("child_id", "organisation_id")}
        type(last).objects.create(**kept, **values, valid_from=on, recorded_by=by.account)


def _rewrite(top: str, column: str, before: str, after: str) -> None:
    """Replace the beginning of a derived column in a whole subtree, in one statement."""
    rest = Substr(F(column), len(before) + 1)
    changed = Concat(Value(after), rest, output_field=CharField())
    Organisation.objects.filter(path__under=top).update(**{column: changed})
