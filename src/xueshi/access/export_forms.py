"""What is asked before a file leaves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from xueshi.access.models import Purpose


class ExportForm(forms.Form):
    """Purpose and note."""

    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=Purpose.choices, widget=forms.Select(attrs={"class": "form-select"})
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        strip=True,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )


class FullExportForm(ExportForm):
    """The same for an export with identity numbers, which needs a reason."""

    note = forms.CharField(
        label=_("Why the masked one will not do"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
