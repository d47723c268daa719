"""Two records of one person: who may be one, merging them after a preview, and parting them again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xueshi.kernel.actors import Actor, NotFoundError, Right
from xueshi.kernel.errors import XueshiError
from xueshi.organisations.requests import ActorRequest
from xueshi.people.gates import person_for
from xueshi.people.merging import Piece, duplicates, merge_for, merge_undo, person_merge, taken_over
from xueshi.people.models import Person, Subject
from xueshi.people.speech import lang
from xueshi.people.telling import KINDS, told
from xueshi.people.vault_forms import MergeForm
from xueshi.people.views.answers import REFUSED, anywhere, named


def duplicate_list(request: ActorRequest) -> HttpResponse:
    """People who may be one."""
    by = request.actor
    anywhere(by, Right.CHANGE_PEOPLE)
    return render(request, "people/duplicates.html", {"pairs": duplicates(by=by)})


def merge_new(request: ActorRequest) -> HttpResponse:
    """Show what merging two numbers would do, and do it when told to."""
    by = request.actor
    anywhere(by, Right.CHANGE_PEOPLE)
    kept, merged = (_person(request.GET.get(name, ""), by) for name in ("kept", "merged"))
    form = MergeForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if request.method == "POST" and named(form, "merged", lambda: _merged(form.cleaned_data, by)):
        messages.success(request, gettext("The two numbers mean one person now."))
        return redirect("person_identity", person_for(by, form.cleaned_data["kept"]).number)
    shown = {"form": form, "kept": kept, "merged": merged, "rows": _rows(kept, merged) if kept and merged else []}
    return render(request, "people/merge.html", shown, status=REFUSED if form.errors else 200)


@require_POST
def merges_undo(request: ActorRequest, number: str) -> HttpResponse:
    """Part the number of a merge again."""
    by = request.actor
    person = person_for(by, number)
    merge = merge_for(by, request.POST.get("merge", ""))
    try:
        merge_undo(merge, by=by)
    except XueshiError as refused:
        if refused.code.startswith("ACCESS"):
            raise
        messages.error(request, refused.message(lang()))
    else:
        messages.success(request, gettext("The two numbers are two people again."))
    return redirect("person_timeline", person.number)


def _merged(given: dict[str, str], by: Actor) -> None:
    person_merge(person_for(by, given["kept"]), person_for(by, given["merged"]), reason=given["reason"], by=by)


def _person(number: str, by: Actor) -> Person | None:
    try:
        return person_for(by, number) if number else None
    except NotFoundError:
        return None


def _rows(kept: Person, merged: Person) -> list[tuple[str, str, Piece]]:
    subjects = {kind.model: subject for subject, kind in KINDS.items()}
    return [_row(subjects[type(piece.row)], piece) for piece in taken_over(kept, merged)]


def _row(subject: Subject, piece: Piece) -> tuple[str, str, Piece]:
    return str(subject.label), told(subject, piece.row), piece
