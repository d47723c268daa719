"""Membership of the Party over time: which stage may follow which, and from when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from xueshi.kernel.actors import Actor, audit
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import FOREVER, Span, months_after
from xueshi.organisations.dated import replaced
from xueshi.people.actions import affiliation_cut, affiliation_set, standing_on
from xueshi.people.facts import MEMBERS
from xueshi.people.models import Membership, Person, Standing
from xueshi.people.offices import offices_cut
from xueshi.people.recording import locked, not_future, ordered, put, require_change
from xueshi.people.state_problems import LATER_KNOWN, NO_SUCH_STEP, TOO_EARLY

NEXT: Mapping[Standing | None, tuple[Standing, ...]] = {
    None: (Standing.APPLICANT, Standing.PROBATIONARY, Standing.FULL),
    Standing.APPLICANT: (Standing.ACTIVIST,),
    Standing.ACTIVIST: (Standing.CANDIDATE,),
    Standing.CANDIDATE: (Standing.PROBATIONARY,),
    Standing.PROBATIONARY: (Standing.FULL, Standing.CANCELLED, Standing.STOPPED, Standing.LEFT, Standing.STRUCK_OFF),
    Standing.FULL: (Standing.STOPPED, Standing.LEFT, Standing.STRUCK_OFF, Standing.EXPELLED),
    Standing.STOPPED: (Standing.FULL, Standing.PROBATIONARY, Standing.STRUCK_OFF, Standing.LEFT),
    Standing.CANCELLED: (Standing.APPLICANT,),
    Standing.LEFT: (Standing.APPLICANT,),
    Standing.STRUCK_OFF: (Standing.FULL, Standing.PROBATIONARY, Standing.APPLICANT),
    Standing.EXPELLED: (Standing.FULL, Standing.APPLICANT),
}
"""Which stage may follow; from stopped, struck off and expelled to full or probationary member is a restoration (恢复党籍)."""

ON_THE_WAY = (Standing.APPLICANT, Standing.ACTIVIST, Standing.CANDIDATE)
"""Stages before admission."""
GONE = (Standing.CANCELLED, Standing.LEFT, Standing.STRUCK_OFF, Standing.EXPELLED)
"""No organisation answers for these."""

MONTHS: Mapping[tuple[Standing | None, Standing], int] = {
    (Standing.ACTIVIST, Standing.CANDIDATE): 12,
    (Standing.PROBATIONARY, Standing.FULL): 12,
    (Standing.STOPPED, Standing.STRUCK_OFF): 24,
}
"""The least that a stage lasts before the next: a year of education as an activist, a year of probation, two years stopped."""


@transaction.atomic
def membership_step(person: Person, to: Standing, *, on: date, by: Actor) -> Membership:
    """Record the first day of the next stage of a membership; where it ends, so do affiliation and offices.

    Whoever is restored or applies anew belongs again to the organisation that answered last.

    Raises STATE-001 for a stage that cannot follow, STATE-002 before its time, STATE-003, STATE-005, ACCESS-002.
    """
    require_change(by, person)
    locked(person)
    not_future(on, by=by)
    rows = list(Membership.objects.known().filter(person=person).order_by("valid_from"))
    now = rows[-1] if rows else None
    if now is not None and now.valid_from >= on:
        raise XueshiError(LATER_KNOWN, on=on.isoformat(), first=now.valid_from.isoformat())
    was = Standing(now.standing) if now else None
    _require_next(was, to)
    _require_time(now, was, to, on)
    if now is not None and now.valid_to > on:
        replaced(now, by=by.account, valid_to=on)
    step = put(_stage(person, now, was, to, on), Span(on, FOREVER), by=by)
    if to in GONE:
        affiliation_cut(person, on=on, by=by)
        offices_cut(person, on=on, by=by)
    elif was in GONE and person.organisation is not None:
        affiliation_set(person, person.organisation, on=on, by=by)
    audit(by, "membership.stepped", "person", person.number, before=was, after=to, on=on.isoformat())
    return step


def _require_next(was: Standing | None, to: Standing) -> None:
    if to in NEXT[was]:
        return
    words = [str(standing.label) for standing in NEXT[was]]
    raise XueshiError(
        NO_SUCH_STEP,
        now=was.label if was else "—",
        wanted=to.label,
        allowed_zh="、".join(words),
        allowed_en=", ".join(words),
    )


def _require_time(now: Membership | None, was: Standing | None, to: Standing, on: date) -> None:
    months = MONTHS.get((was, to))
    if now is None or months is None:
        return
    since = (now.admitted_on if was is Standing.PROBATIONARY else None) or now.valid_from
    earliest = months_after(since, months)
    if on < earliest:
        raise XueshiError(TOO_EARLY, on=on.isoformat(), earliest=earliest.isoformat())


def _stage(person: Person, now: Membership | None, was: Standing | None, to: Standing, on: date) -> Membership:
    admitted, full = (now.admitted_on, now.full_on) if now else (None, None)
    if to is Standing.APPLICANT:
        admitted = full = None
    if was in (None, Standing.CANDIDATE) and to in (Standing.PROBATIONARY, Standing.FULL):
        admitted = on
    if was in (None, Standing.PROBATIONARY) and to is Standing.FULL:
        full = on
    return Membership(person=person, standing=to, admitted_on=admitted, full_on=full)


@transaction.atomic
def membership_correct(person: Person, *, admitted_on: date | None, full_on: date | None, by: Actor) -> Membership:
    """Correct the two dates of a membership, and with them where probation and full membership begin.

    Raises PERSON-002 for dates in the wrong order, ACCESS-002.
    """
    require_change(by, person)
    return dates_corrected(person, admitted_on=admitted_on, full_on=full_on, by=by)


def dates_corrected(person: Person, *, admitted_on: date | None, full_on: date | None, by: Actor) -> Membership:
    """The latest stage with the two dates corrected; the caller has checked the right.

    Raises PERSON-002.
    """
    locked(person)
    if admitted_on and full_on and full_on != admitted_on:
        ordered(Span(admitted_on, full_on))
    rows = _latest_life(person)
    firsts = [_first_day(row, before, admitted_on, full_on) for before, row in zip([None, *rows], rows, strict=False)]
    for place, row in enumerate(rows):
        following = rows[place + 1 : place + 2]
        touches = following and following[0].valid_from == row.valid_to
        span = ordered(Span(firsts[place], firsts[place + 1] if touches else row.valid_to))
        changes: dict[str, object] = {"valid_from": span.first, "valid_to": span.until}
        if row.standing not in ON_THE_WAY:
            changes |= {"admitted_on": admitted_on, "full_on": full_on}
        if len(rows) == 1 and row.standing in MEMBERS:
            changes["standing"] = standing_on(full_on, by.on)
        latest = replaced(row, by=by.account, **changes)
    audit(by, "membership.corrected", "person", person.number, admitted_on=str(admitted_on), full_on=str(full_on))
    return latest


def _latest_life(person: Person) -> list[Membership]:
    """The stages since the latest application, in order."""
    rows = list(Membership.objects.known().filter(person=person).order_by("valid_from"))
    applied = [place for place, row in enumerate(rows) if row.standing == Standing.APPLICANT]
    return rows[applied[-1] :] if applied else rows


def _first_day(row: Membership, before: Membership | None, admitted_on: date | None, full_on: date | None) -> date:
    """The first day of a stage by the corrected dates; one that did not begin with either date keeps its own."""
    corrected = {
        (Standing.CANDIDATE.value, Standing.PROBATIONARY.value): admitted_on,
        (Standing.PROBATIONARY.value, Standing.FULL.value): full_on,
    }
    return corrected.get((before.standing if before else "", row.standing)) or row.valid_from
