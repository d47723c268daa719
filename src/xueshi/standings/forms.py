"""The forms that take two files, or a day and the local choices to judge by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.errors import Lang
from xueshi.organisations.models import Organisation
from xueshi.rules.model import Pack

TYPES = ".xlsx,.xls,.csv"
CREDITING = frozenset({"AM-03", "AM-19", "LC-01", "LC-02"})
"""Choices that :mod:`xueshi.ledger.crediting` has used when the entries were loaded; judging cannot change them."""
LARGEST = 200 * 1024 * 1024
"""Bytes."""


class DayForm(forms.Form):
    """The day to judge as of."""

    as_of = forms.DateField(
        label=_("Judge as of"),
        widget=forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )

    def clean_as_of(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet; choose today or an earlier day."))
        return day


class JudgeForm(DayForm):
    """A day, and an option of every local choice that judging looks at."""

    def __init__(
        self, pack: Pack, language: Lang, *args: Any, units: Sequence[Organisation] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._pack = pack
        if len(units) > 1:
            self.fields["unit"] = forms.ChoiceField(
                label=_("Organisation"),
                choices=[(unit.number, unit.full_name) for unit in units],
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        for choice in pack.choices:
            if len(choice.options) > 1 and choice.id not in CREDITING:
                self.fields[choice.id] = forms.ChoiceField(
                    label=f"{choice.id} {choice.question.say(language)}",
                    choices=[(option, words.say(language)) for option, words in choice.options.items()],
                    initial=pack.settings[choice.id],
                    widget=forms.Select(attrs={"class": "form-select"}),
                )

    def params(self) -> dict[str, Any]:
        """The parameters of the job; choices left at the recommendation are not named."""
        given = self.cleaned_data
        settings = {
            choice.id: given[choice.id]
            for choice in self._pack.choices
            if choice.id in given and given[choice.id] != choice.default
        }
        unit = {"unit": given["unit"]} if "unit" in given else {}
        return {"plan": self._pack.id, "as_of": given["as_of"].isoformat(), "settings": settings, **unit}


class UploadForm(DayForm):
    """A roster, a register of trainings, and the day to judge as of."""

    roster = forms.FileField(
        label=_("Roster"),
        help_text=_("Who the members are: Excel or CSV, one row for each affiliation or office."),
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": TYPES}),
    )
    register = forms.FileField(
        label=_("Register of trainings"),
        help_text=_("Who took part in what and when: Excel or CSV, one row for each person and activity."),
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": TYPES}),
    )

    field_order = ("roster", "register", "as_of")

    def clean_roster(self) -> Any:
        """Refuse a file that is too large."""
        return self._small("roster")

    def clean_register(self) -> Any:
        """Refuse a file that is too large."""
        return self._small("register")

    def _small(self, name: str) -> Any:
        file = self.cleaned_data[name]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 200 MB; split it by township."))
        return file
