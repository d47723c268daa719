"""Recording, ending and taking back one state of a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.actors import Actor, NotAllowedError, NotFoundError, Right, may
from xueshi.organisations.requests import ActorRequest
from xueshi.people.exemptions import exemption_end, exemption_grant, substitute_approve
from xueshi.people.floating import floating_begin
from xueshi.people.forms import (
    ONE_DAY,
    CadreForm,
    DatesForm,
    EndForm,
    ExemptionForm,
    OfficeForm,
    ReasonForm,
    StageForm,
    StayForm,
    SubstituteForm,
    TagForm,
)
from xueshi.people.gates import may_change, organisation_addressed, organisation_named, person_for, state_for
from xueshi.people.looked import person_shown
from xueshi.people.memberships import membership_correct, membership_step
from xueshi.people.models import (
    Exemption,
    ExemptionReason,
    Grade,
    OfficeKind,
    Person,
    PersonDated,
    PostLevel,
    Standing,
    Subject,
    TagKind,
)
from xueshi.people.offices import office_begin, rank_begin, tag_give
from xueshi.people.reads import latest_stage, lineage
from xueshi.people.recording import path_of, state_end, state_withdraw
from xueshi.people.telling import KINDS, told
from xueshi.people.views.answers import REFUSED, done

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True, slots=True)
class Starter:
    """A kind of state that officers can record: its title, its form, and what is done with it."""

    title: StrPromise
    form: Callable[[Person, Any], forms.Form]
    act: Callable[[Person, Any, Actor], object]


def _stage(person: Person, form: forms.Form, by: Actor) -> object:
    given = form.cleaned_data
    return membership_step(person, Standing(given["to"]), on=given["on"], by=by)


def _dates(person: Person, form: forms.Form, by: Actor) -> object:
    given = form.cleaned_data
    return membership_correct(person, admitted_on=given["admitted_on"], full_on=given["full_on"], by=by)


def _office(person: Person, form: OfficeForm, by: Actor) -> object:
    given = form.cleaned_data
    organisation = organisation_named(given["organisation"], by=by)
    return office_begin(person, organisation, OfficeKind(given["kind"]), span=form.span, by=by)


def _cadre(person: Person, form: CadreForm, by: Actor) -> object:
    level, grade = form.cleaned_data["level"], form.cleaned_data["grade"]
    return rank_begin(
        person, PostLevel(level) if level else None, Grade(grade) if grade else None, span=form.span, by=by
    )


def _tag(person: Person, form: TagForm, by: Actor) -> object:
    return tag_give(person, TagKind(form.cleaned_data["kind"]), form.cleaned_data["basis"], span=form.span, by=by)


def _exemption(person: Person, form: ExemptionForm, by: Actor) -> object:
    reason, decided_on = ExemptionReason(form.cleaned_data["reason"]), form.cleaned_data["decided_on"]
    return exemption_grant(person, reason, decided_on=decided_on, span=form.span, by=by)


def _substitute(person: Person, form: SubstituteForm, by: Actor) -> object:
    given = form.cleaned_data
    return substitute_approve(person, given["decided_by"], decided_on=given["decided_on"], span=form.span, by=by)


def _floating(person: Person, form: StayForm, by: Actor) -> object:
    given = form.cleaned_data
    host = organisation_addressed(given["host"]) if given["host"] else None
    return floating_begin(person, host, given["host_text"], span=form.span, by=by)


def _plain(form: type[forms.Form]) -> Callable[[Person, Any], forms.Form]:
    return lambda person, data: form(data)


def _stage_form(person: Person, data: Any) -> forms.Form:
    now = latest_stage(person)
    return StageForm(Standing(now.standing) if now else None, data)


def _dates_form(person: Person, data: Any) -> forms.Form:
    now = latest_stage(person)
    return DatesForm(data, initial={"admitted_on": now.admitted_on, "full_on": now.full_on} if now else None)


def _office_form(person: Person, data: Any) -> forms.Form:
    return OfficeForm(data, initial={"organisation": person.organisation.full_name if person.organisation else ""})


STARTERS: Mapping[str, Starter] = {
    "membership": Starter(_("Next stage of membership"), _stage_form, _stage),
    "dates": Starter(_("Correct the dates of membership"), _dates_form, _dates),
    "office": Starter(_("Begin an office"), _office_form, _office),
    "cadre": Starter(_("Record the standing of a cadre"), _plain(CadreForm), _cadre),
    "tag": Starter(_("Give a mark"), _plain(TagForm), _tag),
    "exemption": Starter(_("Record an exemption"), _plain(ExemptionForm), _exemption),
    "substitute": Starter(_("Approve online study instead"), _plain(SubstituteForm), _substitute),
    "floating": Starter(_("Register as floating"), _plain(StayForm), _floating),
}
"""What officers can record, by the word in the address."""


def state_new(request: ActorRequest, number: str, kind: str) -> HttpResponse:
    """Record a state of a person."""
    by = request.actor
    person = person_for(by, number)
    starter = STARTERS.get(kind)
    if starter is None:
        raise NotFoundError("state")
    if not may_change(by, person):
        raise NotAllowedError(Right.CHANGE_PEOPLE)
    form = starter.form(person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(form, lambda: starter.act(person, form, by)):
        return redirect("person_timeline", person.number)
    return _page(request, person, str(starter.title), form)


def state_close(request: ActorRequest, number: str, kind: str, key: int) -> HttpResponse:
    """Record the last day of a state."""
    by = request.actor
    subject = _subject(kind)
    row = state_for(by, number, KINDS[subject].model, key)
    right = Right.DECIDE_REQUESTS if isinstance(row, Exemption) else Right.CHANGE_PEOPLE
    _require(by, row, right, not subject.is_lasting)
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(form, lambda: _ended(row, form, by)):
        return redirect("person_timeline", number)
    return _page(request, row.person, str(_("Record the last day")), form, told(subject, row))


def _ended(row: PersonDated, form: EndForm, by: Actor) -> object:
    on = form.cleaned_data["last"] + ONE_DAY
    return exemption_end(row, on=on, by=by) if isinstance(row, Exemption) else state_end(row, on=on, by=by)


def state_undo(request: ActorRequest, number: str, kind: str, key: int) -> HttpResponse:
    """Take back a state that was recorded by mistake."""
    by = request.actor
    subject = _subject(kind)
    row = state_for(by, number, KINDS[subject].model, key)
    _require(by, row, Right.CHANGE_PEOPLE, not subject.is_lasting)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(form, lambda: state_withdraw(row, reason=form.cleaned_data["reason"], by=by)):
        return redirect("person_timeline", number)
    return _page(request, row.person, str(_("Take back what was recorded by mistake")), form, told(subject, row))


def _subject(kind: str) -> Subject:
    if kind not in Subject.values:
        raise NotFoundError("state")
    return Subject(kind)


def _require(by: Actor, row: PersonDated, right: Right, possible: bool) -> None:
    if not possible:
        raise NotFoundError("state")
    if not may(by, right, path_of(row.person)):
        raise NotAllowedError(right)


def _page(request: ActorRequest, person: Person, title: str, form: forms.Form, about: str = "") -> HttpResponse:
    person_shown(person, "states", by=request.actor)
    shown = {
        "person": person,
        "lineage": lineage(person, by=request.actor),
        "title": title,
        "form": form,
        "about": about,
    }
    return render(request, "people/state.html", shown, status=REFUSED if form.errors else 200)
