"""What a roster says about one person, in the shape of the dated rows; where it is silent, what is known holds good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xueshi.kernel.paths import OrgPath
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.organisations.models import Organisation
from xueshi.people import roster_rows
from xueshi.people.actions import standing_on
from xueshi.people.exemptions import reason_in
from xueshi.people.models import (
    Affiliation,
    CadreStanding,
    Exemption,
    Floating,
    Membership,
    Office,
    OfficeKind,
    PersonDated,
    SubstituteApproval,
)
from xueshi.people.ranks import grade_in, level_in
from xueshi.people.roster import RosterPerson, secretary_terms

VALUES: Mapping[type[PersonDated], tuple[str, ...]] = {
    Membership: ("standing", "admitted_on", "full_on"),
    Affiliation: ("organisation_id",),
    Office: ("organisation_id", "kind"),
    CadreStanding: ("rank", "level", "grade"),
    Exemption: ("reason",),
    SubstituteApproval: (),
    Floating: (),
}
"""What a roster says in each kind of dated state, beside its days."""

FIELDS: Mapping[type[PersonDated], str] = {
    Membership: "membership",
    Affiliation: "affiliation",
    Office: "office",
    CadreStanding: "cadre",
    Exemption: "exemption",
    SubstituteApproval: "substitute",
    Floating: "floating",
}
"""What each kind of state is called where somebody chooses among them."""

SAID_BY: Mapping[type[PersonDated], tuple[str, ...]] = {
    Membership: ("admitted_on", "full_on"),
    Affiliation: ("org",),
    Office: ("office",),
    CadreStanding: ("is_cadre",),
    Exemption: ("exemption",),
    SubstituteApproval: ("substitute_from", "substitute_to"),
    Floating: ("is_floating",),
}
"""The columns without which a file says nothing about a kind of state."""

DATED_BY: Mapping[type[PersonDated], tuple[str, ...]] = {
    Affiliation: ("moved_in", "moved_out"),
    Office: ("office_from", "office_until"),
    CadreStanding: ("moved_in", "moved_out"),
    Exemption: ("exempt_from", "exempt_to"),
}
"""The columns without which a file says only what holds on the day of the import."""

OFFICES = {roster_rows.Office.DEPUTY: OfficeKind.DEPUTY, roster_rows.Office.COMMITTEE: OfficeKind.MEMBER}

Orgs = Mapping[OrgPath, Organisation]
State = tuple[date, date, tuple[Any, ...]]
Known = Mapping[type[PersonDated], Mapping[State, int]]
"""The rows known of one person: each state, and the row that says so."""


@dataclass(frozen=True, slots=True)
class Statement:
    """How a roster is to be taken."""

    batch: str = "roster"
    """The import that brings it."""
    columns: frozenset[str] = frozenset(roster_rows.ROSTER.columns)
    """The columns that the file has; about what it has no column for, it says nothing."""
    overwrite: frozenset[str] = frozenset(FIELDS.values())
    """The kinds of state that it may overwrite where somebody recorded them by hand since the last import."""
    only_known: str | None = None
    """Set where nobody is entered: the path within which everybody has to be."""


WHOLE = Statement()


def stated(
    one: RosterPerson, orgs: Orgs, known: Known, today: date, statement: Statement
) -> dict[type[PersonDated], set[State]]:
    """The states of each kind that the roster speaks of, as they are to be from now on."""
    facts, rows = one.person, one.rows
    rank = next((row.rank for row in rows if row.rank), None) or ""
    reason = next((row.exemption for row in rows if row.exemption), None) or ""
    member = (standing_on(facts.full_on, today).value, facts.admitted_on, facts.full_on)
    said: dict[type[PersonDated], set[State]] = {
        Membership: _life(known.get(Membership, {}), member, today),
        Affiliation: {(at.span.first, at.span.until, (orgs[at.org].pk,)) for at in facts.affiliations},
        Office: _offices(rows, orgs),
        CadreStanding: {(span.first, span.until, (rank, level_in(rank), grade_in(rank))) for span in facts.cadre},
        Exemption: {(span.first, span.until, (reason_in(reason).value,)) for span in facts.exempt},
        SubstituteApproval: {(span.first, span.until, ()) for span in facts.substitute},
        Floating: _stays(known.get(Floating, {}), [row.affiliation for row in rows if row.is_floating], today),
    }
    return {
        model: states if _is_dated(model, statement) else _from_today(known.get(model, {}), states, today)
        for model, states in said.items()
        if not statement.columns.isdisjoint(SAID_BY[model])
    }


def _is_dated(model: type[PersonDated], statement: Statement) -> bool:
    return model not in DATED_BY or not statement.columns.isdisjoint(DATED_BY[model])


def _from_today(known: Mapping[State, int], said: set[State], today: date) -> set[State]:
    """What is known, changed from today on where the file says otherwise of today; about other days it says nothing."""
    if not known:
        return said
    now = {values for first, until, values in said if first <= today < until}
    kept = {state for state in known if state[1] <= today or state[2] in now}
    ended = {(first, today, values) for first, until, values in set(known) - kept if first < today}
    begun = now - {values for first, until, values in kept if first <= today < until}
    return kept | ended | {(today, FOREVER, values) for values in begun}


def _offices(rows: Sequence[roster_rows.RosterRow], orgs: Orgs) -> set[State]:
    others = {
        (row.office_from or BEGINNING, row.office_until or FOREVER, (orgs[row.org].pk, OFFICES[row.office].value))
        for row in rows
        if row.office in OFFICES
    }
    return others | {
        (span.first, span.until, (orgs[org].pk, OfficeKind.SECRETARY.value)) for org, span in secretary_terms(rows)
    }


def _life(known: Mapping[State, int], stated: tuple[Any, ...], today: date) -> set[State]:
    """The stages of a membership that are known, with what the roster says of today."""
    now = next((state for state in known if state[0] <= today < state[1]), (BEGINNING, FOREVER, ()))
    return {state for state in known if state != now} | {(now[0], now[1], stated)}


def _stays(known: Mapping[State, int], stated: Sequence[Span], today: date) -> set[State]:
    """Where somebody is away: the roster knows no days of its own, so a stay that is known holds good, as do those gone by."""
    over = {state for state in known if state[1] <= today}
    if stated and len(over) < len(known):
        return set(known)
    return over | {(span.first, span.until, ()) for span in stated}
