"""Who is on the roll: of an organisation and everything below it, today, on another day, or as known on one (design D5).

The organisation of a person on a day is the one whose affiliation began last, as everywhere else. On another day than today the
list holds those whom the actor sees today: who has moved out of the scope since is not found here either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.actors import Actor
from xueshi.kernel.as_of import AsOf
from xueshi.kernel.listing import Order
from xueshi.organisations import tree
from xueshi.organisations.dated import DatedQuerySet
from xueshi.organisations.gates import visible_organisations
from xueshi.organisations.models import Organisation
from xueshi.people.gates import people_within
from xueshi.people.models import (
    Affiliation,
    CadreStanding,
    Exemption,
    Floating,
    Membership,
    Office,
    OfficeKind,
    Person,
    Standing,
    SubstituteApproval,
    Tag,
    TagKind,
)
from xueshi.people.search import people_search

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class Mark(StrEnum):
    """States that a roll can be narrowed to."""

    CADRE = "cadre"
    EXEMPT = "exempt"
    SUBSTITUTE = "substitute"
    FLOATING = "floating"


MARKED = {
    Mark.CADRE: CadreStanding,
    Mark.EXEMPT: Exemption,
    Mark.SUBSTITUTE: SubstituteApproval,
    Mark.FLOATING: Floating,
}
MARK_WORDS: Mapping[Mark, StrPromise] = {
    Mark.CADRE: _("cadre"),
    Mark.EXEMPT: _("no hard requirement"),
    Mark.SUBSTITUTE: _("online substitute approved"),
    Mark.FLOATING: _("floating member"),
}
ON_THE_ROLL = (Standing.PROBATIONARY, Standing.FULL)
"""Who is a member; the others are found only when asked for."""
ORDERS = ("unit",)


@dataclass(frozen=True, slots=True)
class RollFilter:
    """Which people a roll shows."""

    text: str = ""
    unit: Organisation | None = None
    standing: str = ""
    """Empty: every member, full or probationary."""
    office: str = ""
    mark: str = ""
    tag: str = ""


@dataclass(slots=True)
class RollRow:
    """One person on the roll, with what held on the day."""

    person: Person
    unit: Organisation | None
    standing: str = ""
    offices: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    @property
    def standing_word(self) -> str:
        """What the membership is called; empty without one on the day."""
        return str(Standing(self.standing).label) if self.standing else ""

    @property
    def office_words(self) -> list[str]:
        """What the offices are called."""
        return [str(OfficeKind(kind).label) for kind in self.offices]

    @property
    def mark_words(self) -> list[str]:
        """What the states are called."""
        return [str(MARK_WORDS[mark]) for mark in self.marks]

    @property
    def tag_words(self) -> list[str]:
        """What the tags are called."""
        return [str(TagKind(kind).label) for kind in self.tags]


def roll(wanted: RollFilter, as_of: AsOf, order: Order, *, by: Actor) -> QuerySet[Person]:
    """The people on the roll; each carries ``unit_pk``, the organisation of the day."""
    found = people_search(by, wanted.text) if wanted.text else people_within(by)
    found, path = _today(found, wanted.unit) if as_of.is_now else _then(found, wanted.unit, as_of)
    found = _standing(found, wanted.standing, as_of)
    if wanted.office:
        found = _held(found, Office, as_of, kind=wanted.office)
    if wanted.mark:
        found = _held(found, MARKED[Mark(wanted.mark)], as_of)
    if wanted.tag:
        found = _held(found, Tag, as_of, kind=wanted.tag)
    return found.select_related("identity").order_by(f"{'-' if order.descending else ''}{path}", "pk")


def _today(found: QuerySet[Person], unit: Organisation | None) -> tuple[QuerySet[Person], str]:
    if unit is not None:
        found = found.filter(organisation__path__under=unit.path)
    return found.annotate(unit_pk=F("organisation")), "organisation__path"


def _then(found: QuerySet[Person], unit: Organisation | None, as_of: AsOf) -> tuple[QuerySet[Person], str]:
    """Everybody under the affiliation that began last by the day; one filter, because each would join once more."""
    begun = Q(affiliation_rows__valid_from__lte=as_of.day) & _known("affiliation_rows__", as_of.known)
    later = Affiliation.objects.known(as_of.known).filter(
        person=OuterRef("pk"), valid_from__gt=OuterRef("held__valid_from"), valid_from__lte=as_of.day
    )
    wanted = Q(~Exists(later), held__isnull=False)
    if unit is not None:
        at = tree.AsOf(as_of.day, as_of.known)
        path = tree.path_of(unit.pk, at)
        wanted &= Q(held__organisation__in=tree.under(path, at).order_by().values("pk") if path else ())
    joined = found.annotate(held=FilteredRelation("affiliation_rows", condition=begun)).filter(wanted)
    return joined.annotate(unit_pk=F("held__organisation")), "held__organisation__path"


def _known(prefix: str, at: datetime | None) -> Q:
    """What :meth:`DatedQuerySet.known` asks, of the rows joined under a name."""
    if at is None:
        return Q(**{f"{prefix}superseded_at": None})
    believed = Q(**{f"{prefix}superseded_at": None}) | Q(**{f"{prefix}superseded_at__gt": at})
    return Q(**{f"{prefix}recorded_at__lte": at}) & believed


def _standing(found: QuerySet[Person], standing: str, as_of: AsOf) -> QuerySet[Person]:
    """Members are asked for person by person: nearly everybody is one, so that a list of all of them would be long."""
    if standing not in ("", Standing.FULL):
        return _held(found, Membership, as_of, standing=standing)
    wanted = [standing] if standing else ON_THE_ROLL
    return found.filter(Exists(_on(Membership, as_of).filter(person=OuterRef("pk"), standing__in=wanted)))


def _held(found: QuerySet[Person], model: type, as_of: AsOf, **wanted: str) -> QuerySet[Person]:
    return found.filter(pk__in=_on(model, as_of).filter(**wanted).values("person"))


def _on(model: type, as_of: AsOf) -> DatedQuerySet:
    rows: DatedQuerySet = model.objects.known(as_of.known).on(as_of.day)  # type: ignore[attr-defined]
    return rows


def roll_rows(people: Sequence[Person], as_of: AsOf, *, by: Actor) -> list[RollRow]:
    """What is shown of each of some people, in two queries however many they are."""
    units = visible_organisations(by).in_bulk({person.unit_pk for person in people if person.unit_pk})  # type: ignore[attr-defined]
    rows = {person.pk: RollRow(person, units.get(person.unit_pk)) for person in people}  # type: ignore[attr-defined]
    for pk, states in _states(list(rows), as_of).items():
        row = rows[pk]
        row.standing = next((text for kind, text in states if kind == "membership"), "")
        row.offices = [text for kind, text in states if kind == "office"]
        row.marks = [mark for mark in Mark if any(kind == mark for kind, _text in states)]
        row.tags = sorted(text for kind, text in states if kind == "tag")
    return list(rows.values())


def _states(people: Sequence[int], as_of: AsOf) -> Mapping[int, list[tuple[str, str]]]:
    """The states of people on the day by kind, each with the word or code that it carries."""
    columns = [
        ("membership", Membership, F("standing")),
        ("office", Office, F("kind")),
        ("tag", Tag, F("kind")),
        *((mark.value, model, Value("")) for mark, model in MARKED.items()),
    ]
    parts = [
        _on(model, as_of)
        .filter(person__in=people)
        .order_by()
        .values_list("person", Value(kind, CharField()), text if isinstance(text, F) else Value("", CharField()))
        for kind, model, text in columns
    ]
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for person, kind, text in parts[0].union(*parts[1:], all=True):
        found[person].append((kind, text))
    return found
