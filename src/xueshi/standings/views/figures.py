"""Reported figures: entered beside their clause, confirmed by another, withdrawn with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from xueshi.access.requests import SignedRequest
from xueshi.kernel.actors import NotFoundError, Right, require
from xueshi.kernel.errors import XueshiError
from xueshi.organisations.gates import organisation_for
from xueshi.people.speech import lang
from xueshi.people.views.answers import REFUSED, done
from xueshi.rules.loader import names
from xueshi.rules.model import Indicator, Pack
from xueshi.standings.answer.reported_sheet import figure as figure_in
from xueshi.standings.asked import pack_of
from xueshi.standings.figures import Told, figure_confirm, figure_for, figure_report, figure_withdraw
from xueshi.standings.models import ReportedFigure


class FigureForm(forms.Form):
    """A figure with its day and source."""

    ask = forms.ChoiceField(label=_("Figure"), required=False, widget=forms.Select({"class": "form-select"}))
    figure = forms.CharField(
        label=_("Reported figure"),
        max_length=40,
        help_text=_("2000, 92.5% or 37/40"),
        widget=forms.TextInput({"class": "form-control"}),
    )
    on = forms.DateField(
        label=_("Counted up to"), widget=forms.DateInput({"class": "form-control", "type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(
        label=_("Source document"), max_length=200, widget=forms.TextInput({"class": "form-control"})
    )

    def __init__(self, indicator: Indicator, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks = [(ask.id, f"{ask.unit.say(lang())} {ask.id}".strip()) for ask in indicator.asks]
        self.fields["ask"].choices = asks  # type: ignore[attr-defined]
        if len(asks) == 1:
            self.fields["ask"].widget = forms.HiddenInput()

    def clean_figure(self) -> Any:
        """The figure, exact."""
        try:
            return figure_in(self.cleaned_data["figure"])
        except XueshiError as error:
            raise forms.ValidationError(error.message(lang())) from error


def figure_new(request: SignedRequest, number: str, name: str, clause_id: str) -> HttpResponse:
    """Report a figure of a unit for a clause."""
    by = request.actor
    unit = organisation_for(by, number)
    require(by, Right.RECORD, unit.path)
    pack, indicator = _clause(name, clause_id)
    form = FigureForm(indicator, request.POST if request.method == "POST" else None)
    made: list[ReportedFigure] = []

    def report() -> None:
        given = form.cleaned_data
        told = Told(pack, indicator, given["ask"], given["figure"], given["on"], given["source"])
        made.append(figure_report(unit, told, by=by))

    if request.method == "POST" and done(form, report):
        return redirect("clause", name, clause_id)
    shown = {"form": form, "unit": unit, "pack": pack, "indicator": indicator}
    return render(request, "standings/figure_new.html", shown, status=REFUSED if request.method == "POST" else 200)


@require_POST
def figure_act(request: SignedRequest, number: str, act: str) -> HttpResponse:
    """Confirm or withdraw a figure."""
    by = request.actor
    found = figure_for(by, number)
    if act not in ("confirm", "withdraw"):
        raise NotFoundError("figure")
    if act == "confirm":
        figure_confirm(found, by=by)
    else:
        figure_withdraw(found, reason=request.POST.get("reason", ""), by=by)
    return redirect("clause", found.plan, found.clause)


def _clause(name: str, clause_id: str) -> tuple[Pack, Indicator]:
    if name not in names():
        raise NotFoundError("plan")
    pack = pack_of(None, name)
    found = next((one for one in pack.indicators if one.id == clause_id and one.asks), None)
    if found is None:
        raise NotFoundError("clause")
    return pack, found
