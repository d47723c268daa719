"""The forms of the identity vault and of merging."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from xueshi.people.forms import text, words


class FindForm(forms.Form):
    """An exact identity number or mobile phone, sent in the body so that it stands in no address."""

    text = forms.CharField(
        label=_("Identity number or mobile phone"),
        max_length=30,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )


class EraseForm(forms.Form):
    """Whom to erase, and why."""

    number = text(_("Number of the person"), 16)
    reason = words(_("Reason"), 200, help_text=_("Without names or numbers: the reason stays in the audit trail."))


class MergeForm(forms.Form):
    """Which two numbers mean one person, and why."""

    kept = text(_("Number that stays"), 16)
    merged = text(_("Number that is merged"), 16)
    reason = text(_("Reason"), 200, required=False)
