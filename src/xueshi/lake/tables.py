"""The three integer tables that compiled rules read; days are proleptic ordinals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xueshi.kernel.paths import OrgPath
from xueshi.rules.compile import FORM_CODES, NOT_FULL, UNKNOWN_ADMITTED, SpanKind
from xueshi.rules.facts import Entry, Person

SCHEMA: Mapping[str, tuple[str, ...]] = {
    "members": ("member", "admitted", "full_on"),
    "spans": ("member", "kind", "org", "first_day", "until_day"),
    "entries": ("member", "day", "form", "level", "credit", "half_days", "theory"),
}
"""Columns of each table, all of them integers."""

Row = tuple[int, ...]


def member_rows(people: Iterable[Person]) -> Iterator[Row]:
    """One row a member, numbered from 0 in the order given."""
    for member, person in enumerate(people):
        admitted = person.admitted_on.toordinal() if person.admitted_on else UNKNOWN_ADMITTED
        full = person.full_on.toordinal() if person.full_on else NOT_FULL
        yield (member, admitted, full)


def span_rows(people: Iterable[Person], org_numbers: Mapping[OrgPath, int]) -> Iterator[Row]:
    """Affiliations, offices, cadre standing and exemptions of the members."""
    for member, person in enumerate(people):
        for affiliation in person.affiliations:
            span = affiliation.span
            org = org_numbers[affiliation.org]
            yield (member, SpanKind.AFFILIATION, org, span.first.toordinal(), span.until.toordinal())
        for kind, spans in (
            (SpanKind.SECRETARY, person.secretary),
            (SpanKind.CADRE, person.cadre),
            (SpanKind.EXEMPT, person.exempt),
        ):
            for span in spans:
                yield (member, kind, 0, span.first.toordinal(), span.until.toordinal())


def entry_rows(entries_of: Iterable[Iterable[Entry]]) -> Iterator[Row]:
    """The credited entries of the members, in the order of the members."""
    for member, entries in enumerate(entries_of):
        for entry in entries:
            yield (
                member,
                entry.day.toordinal(),
                FORM_CODES[entry.form],
                entry.level,
                entry.credit,
                entry.half_days,
                entry.theory,
            )
