"""From dated rows to the facts that rules read; a few queries however many people are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import pairwise

from django.db.models import QuerySet

from xueshi.kernel.paths import OrgPath
from xueshi.kernel.windows import Span
from xueshi.people.models import (
    Affiliation,
    CadreStanding,
    Exemption,
    Membership,
    Office,
    OfficeKind,
    Person,
    Standing,
    SubstituteApproval,
)
from xueshi.rules import facts

FEW = 500
"""So many people can be named in one query."""
Spans = Mapping[int, tuple[Span, ...]]
MEMBERS = (Standing.PROBATIONARY, Standing.FULL)
"""Those to whom a plan for members applies; applicants, and those whose membership stopped or ended, are none."""
ALWAYS = Span()


def facts_of(
    people: QuerySet[Person], orgs: Mapping[int, OrgPath], known: datetime | None = None
) -> Iterator[facts.Person]:
    """The facts on each person in the order of the query, as known at a moment (by default now).

    ``orgs`` says which path each organisation has for the one who asks.
    """
    rows = list(people.values_list("pk", "number"))
    chosen = people.order_by().values("pk")
    dates, members = _memberships(chosen, known)
    affiliations = _affiliations(chosen, orgs, known)
    secretary = _spans(Office.objects.filter(kind=OfficeKind.SECRETARY), chosen, known)
    cadre = _spans(CadreStanding.objects.all(), chosen, known)
    exempt = _spans(Exemption.objects.all(), chosen, known)
    substitute = _spans(SubstituteApproval.objects.all(), chosen, known)
    for pk, number in rows:
        admitted_on, full_on = dates.get(pk, (None, None))
        yield facts.Person(
            number=number,
            affiliations=_within(affiliations.get(pk, ()), members.get(pk)),
            admitted_on=admitted_on,
            full_on=full_on,
            secretary=secretary.get(pk, ()),
            cadre=cadre.get(pk, ()),
            exempt=exempt.get(pk, ()),
            substitute=substitute.get(pk, ()),
        )


def _spans(rows: QuerySet[Office] | QuerySet[CadreStanding], chosen: object, known: datetime | None) -> Spans:
    found: dict[int, tuple[Span, ...]] = defaultdict(tuple)
    dated = rows.known(known).filter(person__in=chosen).order_by("person_id", "valid_from")  # type: ignore[union-attr]
    for person, first, until in dated.values_list("person_id", "valid_from", "valid_to"):
        found[person] += (Span(first, until),)
    return found


def _memberships(
    chosen: object, known: datetime | None
) -> tuple[Mapping[int, tuple[date | None, date | None]], Mapping[int, list[Span]]]:
    """The two dates of each membership, and the spans in which its bearer is a member; stages that touch are one span."""
    dates: dict[int, tuple[date | None, date | None]] = {}
    members: dict[int, list[Span]] = {}
    rows = Membership.objects.known(known).filter(person__in=chosen).order_by("valid_from", "pk")
    columns = ("person_id", "standing", "admitted_on", "full_on", "valid_from", "valid_to")
    for person, standing, admitted_on, full_on, first, until in rows.values_list(*columns):
        spans = members.setdefault(person, [])
        if standing not in MEMBERS:
            continue
        dates[person] = (admitted_on, full_on)
        if spans and spans[-1].until == first:
            first = spans.pop().first
        spans.append(Span(first, until))
    return dates, members


def _within(stays: tuple[facts.Affiliation, ...], spans: list[Span] | None) -> tuple[facts.Affiliation, ...]:
    """The parts of affiliations in which somebody is a member; of whom no membership is recorded, all of them."""
    if spans is None or spans == [ALWAYS]:
        return stays
    parts = (
        (stay.org, Span(max(stay.span.first, span.first), min(stay.span.until, span.until)))
        for stay in stays
        for span in spans
        if stay.span.overlaps(span)
    )
    return tuple(facts.Affiliation(org, span) for org, span in parts)


def _affiliations(
    chosen: object, orgs: Mapping[int, OrgPath], known: datetime | None
) -> Mapping[int, tuple[facts.Affiliation, ...]]:
    rows: dict[int, list[tuple[int, Span]]] = defaultdict(list)
    dated = Affiliation.objects.known(known).filter(person__in=chosen).order_by("person_id", "valid_from")
    for person, org, first, until in dated.values_list("person_id", "organisation_id", "valid_from", "valid_to"):
        rows[person].append((org, Span(first, until)))
    return {
        person: tuple(facts.Affiliation(orgs[org], span) for org, span in bridged(spans))
        for person, spans in rows.items()
    }


def bridged(spans: Iterable[tuple[int, Span]]) -> list[tuple[int, Span]]:
    """Spans in order, each lasting until the next one begins: until another organisation has accepted, the old one answers."""
    ordered = list(spans)
    return [
        *((org, Span(span.first, max(span.until, later.first))) for (org, span), (_, later) in pairwise(ordered)),
        *ordered[-1:],
    ]


def also_known_as(people: Iterable[int]) -> dict[int, int]:
    """The keys of people and of the numbers that were merged into them, each with the key of the one who stayed."""
    own = {key: key for key in people}
    few = Person.objects.filter(merged_into__in=own) if len(own) <= FEW else Person.objects.exclude(merged_into=None)
    return {**own, **{alias: kept for alias, kept in _aliases(few).items() if kept in own}}


def merged_numbers() -> dict[int, int]:
    """The keys of all numbers that were merged into somebody, each with the key of the one who stayed."""
    return _aliases(Person.objects.exclude(merged_into=None))


def _aliases(merged: QuerySet[Person]) -> dict[int, int]:
    return {key: kept for key, kept in merged.values_list("pk", "merged_into") if kept is not None}
