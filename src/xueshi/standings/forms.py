"""The form that takes the two files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

TYPES = ".xlsx,.xls,.csv"
LARGEST = 200 * 1024 * 1024
"""Bytes."""


class UploadForm(forms.Form):
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
    as_of = forms.DateField(
        label=_("Judge as of"),
        widget=forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].initial = timezone.localdate

    def clean_roster(self) -> Any:
        """Refuse a file that is too large."""
        return self._small("roster")

    def clean_register(self) -> Any:
        """Refuse a file that is too large."""
        return self._small("register")

    def clean_as_of(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet; choose today or an earlier day."))
        return day

    def _small(self, name: str) -> Any:
        file = self.cleaned_data[name]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 200 MB; split it by township."))
        return file
