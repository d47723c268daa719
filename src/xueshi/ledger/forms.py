"""The form by which a study meeting is entered, short enough for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.units import Credit, credit
from xueshi.ledger.models import MeetingForm
from xueshi.people.models import Person
from xueshi.rules.words import TASK_WORDS

LARGEST_SHEET = 10 * 2**20
PICTURES = ("jpg", "jpeg", "png", "webp", "heic", "pdf")


class MeetingEntryForm(forms.Form):
    """What was studied, when, by whom; everyone on the roll counts as present until unticked."""

    title = forms.CharField(
        label=_("What was studied"), max_length=200, widget=forms.TextInput({"class": "form-control"})
    )
    form = forms.ChoiceField(
        label=_("Form"),
        choices=MeetingForm.choices,
        initial=MeetingForm.BRANCH_STUDY,
        widget=forms.Select({"class": "form-select"}),
    )
    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput({"class": "form-control", "type": "date"}, format="%Y-%m-%d")
    )
    starts = forms.TimeField(
        label=_("Study began"),
        initial=time(14, 30),
        widget=forms.TimeInput({"class": "form-control", "type": "time"}, format="%H:%M"),
    )
    ends = forms.TimeField(
        label=_("Study ended"),
        initial=time(16, 30),
        widget=forms.TimeInput({"class": "form-control", "type": "time"}, format="%H:%M"),
        help_text=_("Only the part in which was studied."),
    )
    credit = forms.CharField(
        label=_("Credit hours"),
        required=False,
        max_length=8,
        widget=forms.TextInput({"class": "form-control", "inputmode": "decimal"}),
        help_text=_("Left empty, an hour of study is one credit hour."),
    )
    task = forms.TypedChoiceField(
        label=_("Basic task"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select({"class": "form-select"}),
    )
    theory = forms.BooleanField(label=_("The Party's innovative theory was studied"), required=False)
    place = forms.CharField(
        label=_("Place"), required=False, max_length=200, widget=forms.TextInput({"class": "form-control"})
    )
    sheet = forms.FileField(
        label=_("Picture of the signed sheet"),
        required=False,
        validators=[FileExtensionValidator(PICTURES)],
        widget=forms.ClearableFileInput({"class": "form-control", "accept": "image/*,.pdf"}),
    )
    people = forms.MultipleChoiceField(label=_("Who was there"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, roll: Sequence[Person], today: date, lang: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(person.number, person.identity.name) for person in roll]
        self.fields["people"].choices = names  # type: ignore[attr-defined]
        self.fields["people"].initial = [number for number, _name in names]
        self.fields["day"].initial = today
        words = [
            ("", "—"),
            *((number, word.en if lang == "en" else word.zh) for number, word in enumerate(TASK_WORDS, 1)),
        ]
        self.fields["task"].choices = words  # type: ignore[attr-defined]

    def clean_credit(self) -> Credit | None:
        """The credit, exact; None where nothing was entered."""
        text = self.cleaned_data["credit"].strip()
        try:
            return credit(text) if text else None
        except XueshiError as error:
            raise forms.ValidationError(error.message()) from error

    def clean_sheet(self) -> Any:
        """The picture, not too large for a branch's network."""
        file = self.cleaned_data["sheet"]
        if file is not None and file.size > LARGEST_SHEET:
            raise forms.ValidationError(_("The picture is larger than 10 MB."))
        return file


class DecisionForm(forms.Form):
    """Why a meeting is sent back or taken out of the ledger."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=200, widget=forms.TextInput({"class": "form-control"})
    )
