"""An import step by step: file, columns, check, guard, confirmation, recording, result and undoing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from xueshi.access.requests import SignedRequest
from xueshi.access.speech import lang
from xueshi.intake import import_reads as reads
from xueshi.intake import imports
from xueshi.intake.blank import blank_sheet
from xueshi.intake.import_forms import BeginForm, ConfirmForm, MappingForm, OverwriteForm, UndoForm, title
from xueshi.intake.import_gates import import_for, unit_for, visible_imports
from xueshi.intake.kinds import kind_of, kinds_for
from xueshi.intake.models import Import, ImportState
from xueshi.intake.reads import next_page
from xueshi.kernel.actors import NotAllowedError, Right
from xueshi.kernel.listing import paged

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def centre(request: SignedRequest) -> HttpResponse:
    """The import centre: what can be imported, and the imports so far."""
    _require_import(request)
    found = visible_imports(request.actor)
    kinds = [(kind.name, title(kind.name, lang())) for kind in kinds_for(request.actor)]
    page = paged(found.count(), lambda first, last: list(found[first:last]), request.GET.get("page", ""))
    rows = [(one, reads.kind_title(one)) for one in page.rows]
    return render(request, "intake/imports/centre.html", {"page": page, "rows": rows, "kinds": kinds})


def template(request: SignedRequest, kind: str) -> HttpResponse:
    """The blank sheet of a kind."""
    _require_import(request)
    content = blank_sheet(kind_of(kind), lang=lang())
    headers = {"Content-Disposition": f'attachment; filename="{kind}-template.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def begin(request: SignedRequest) -> HttpResponse:
    """Choose what is imported, for whom, and the file."""
    _require_import(request)
    by = request.actor
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    initial = {name: request.GET[name] for name in ("kind", "unit") if name in request.GET}
    form = BeginForm(by, lang(), *sent, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        unit = unit_for(by, given["unit"])
        one = imports.import_begin(given["kind"], unit, given["file"].name, given["file"].chunks(), by=by)
        return redirect("import", one.number)
    return render(request, "intake/imports/begin.html", {"form": form}, status=422 if form.errors else 200)


def show(request: SignedRequest, number: str) -> HttpResponse:
    """An import where it stands."""
    one = import_for(request.actor, number)
    again = "columns" in request.GET and one.state in (ImportState.CHECKED, ImportState.WAITING)
    if one.state == ImportState.READ or again:
        return _columns(request, one, MappingForm(one, reads.columns_of(one)))
    shown = _shown(request, one)
    if one.state in (ImportState.CHECKED, ImportState.WAITING):
        shown["check"] = reads.check_of(one, request.GET.get("page", ""), by=request.actor)
        shown["confirm"] = ConfirmForm(one)
        shown["overwrite"] = OverwriteForm(one, reads.field_words(one))
    elif one.state == ImportState.DONE:
        shown["undo"] = UndoForm()
    return render(request, "intake/imports/import.html", shown)


def _shown(request: SignedRequest, one: Import) -> dict[str, Any]:
    job = reads.job_of(one, by=request.actor)
    return {
        "one": one,
        "title": reads.kind_title(one),
        "step": reads.step_of(one),
        "job": job,
        "next": next_page(job) if job else "",
        "words": reads.field_words(one),
    }


def _columns(request: SignedRequest, one: Import, form: MappingForm, status: int = 200) -> HttpResponse:
    layouts = reads.columns_of(one)
    used = set(one.mapping.values())
    unknown = [heading for layout in layouts for heading in layout.headings if heading not in used]
    shown = {**_shown(request, one), "form": form, "layouts": layouts, "unknown": unknown, "step": 3}
    return render(request, "intake/imports/columns.html", shown, status=status)


@require_POST
def map_columns(request: SignedRequest, number: str) -> HttpResponse:
    """Say what the columns mean, and check."""
    one = import_for(request.actor, number)
    form = MappingForm(one, reads.columns_of(one), request.POST)
    if not form.is_valid():
        return _columns(request, one, form, 422)
    complete = bool(form.cleaned_data.get("complete"))
    imports.import_map(one, form.mapping(), complete=complete, by=request.actor)
    return redirect("import", number)


@require_POST
def overwrite(request: SignedRequest, number: str) -> HttpResponse:
    """Choose what the file may overwrite, and check again."""
    one = import_for(request.actor, number)
    imports.import_overwrite(one, request.POST.getlist("fields_chosen"), by=request.actor)
    return redirect("import", number)


@require_POST
def confirm(request: SignedRequest, number: str) -> HttpResponse:
    """Have it recorded, or ask a second person."""
    one = import_for(request.actor, number)
    form = ConfirmForm(one, request.POST)
    if not form.is_valid():
        check = reads.check_of(one, "", by=request.actor)
        shown = {**_shown(request, one), "check": check, "confirm": form}
        shown["overwrite"] = OverwriteForm(one, reads.field_words(one))
        return render(request, "intake/imports/import.html", shown, status=422)
    given = form.cleaned_data
    imports.import_confirm(
        one, end_missing=bool(given.get("end_missing")), reason=given.get("reason", ""), by=request.actor
    )
    return redirect("import", number)


@require_POST
def act(request: SignedRequest, number: str, act: str) -> HttpResponse:
    """Begin after approval, pause, carry on or give up."""
    acts = {
        "start": imports.import_start,
        "pause": imports.import_pause,
        "continue": imports.import_continue,
        "drop": imports.import_drop,
    }
    acts[act](import_for(request.actor, number), by=request.actor)
    return redirect("import", number)


@require_POST
def undo(request: SignedRequest, number: str) -> HttpResponse:
    """Undo what was recorded."""
    one = import_for(request.actor, number)
    form = UndoForm(request.POST)
    if not form.is_valid():
        return render(request, "intake/imports/import.html", {**_shown(request, one), "undo": form}, status=422)
    imports.import_undo(one, reason=form.cleaned_data["reason"], by=request.actor)
    return redirect("import", number)


def _require_import(request: SignedRequest) -> None:
    if not request.actor.scopes(Right.IMPORT):
        raise NotAllowedError(Right.IMPORT)
