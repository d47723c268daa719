"""The forms of an import: a file for a unit, what the columns mean, what is chosen, and the confirmation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xueshi.intake.import_gates import units_for
from xueshi.intake.kinds import kind_of, kinds_for
from xueshi.intake.models import Import
from xueshi.intake.spool import Layout
from xueshi.kernel.actors import Actor
from xueshi.kernel.errors import Lang

TYPES = ".xlsx,.xls,.csv,.txt,.zip"
LARGEST = 1 << 30
"""Bytes."""


class BeginForm(forms.Form):
    """What is imported, for which unit, and the file."""

    kind = forms.ChoiceField(label=_("What the file holds"), widget=forms.Select(attrs={"class": "form-select"}))
    unit = forms.ChoiceField(
        label=_("For which organisation"),
        help_text=_("Rows of other organisations are refused."),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel, CSV, or a ZIP with one of them; kept as it is, with its SHA-256."),
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": TYPES}),
    )

    def __init__(self, by: Actor, language: Lang, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.name, title(kind.name, language)) for kind in kinds_for(by)]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [(unit.number, unit.full_name) for unit in units_for(by)]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """Refuse a file that is too large."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 1 GB."))
        return file


def title(kind: str, language: Lang) -> str:
    """What a kind of import is called."""
    sheet = kind_of(kind).sheet
    return sheet.title_en if language == "en" else sheet.title_zh


class MappingForm(forms.Form):
    """For each column of the kind the heading in the file that means it."""

    def __init__(self, one: Import, layouts: Sequence[Layout], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = list(dict.fromkeys(heading for layout in layouts for heading in layout.headings))
        choices = [("", "—"), *((heading, heading) for heading in headings)]
        kind = kind_of(one.kind)
        for name, column in kind.sheet.columns.items():
            self.fields[f"column-{name}"] = forms.ChoiceField(
                label=column.heading,
                choices=choices,
                required=column.required,
                initial=one.mapping.get(name, ""),
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        if kind.present:
            self.fields["complete"] = forms.BooleanField(
                label=_("The file names everything in the organisation; what it does not name has left"),
                required=False,
                initial=one.complete,
            )

    def mapping(self) -> dict[str, str]:
        """The heading of each field that has one."""
        given = self.cleaned_data
        return {name[7:]: heading for name, heading in given.items() if name.startswith("column-") and heading}


class OverwriteForm(forms.Form):
    """The protected fields that the file may overwrite."""

    fields_chosen = forms.MultipleChoiceField(
        label=_("Let the file overwrite what was recorded by hand"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )

    def __init__(self, one: Import, names: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["fields_chosen"]
        field.choices = list(names.items())  # type: ignore[attr-defined]
        field.initial = one.overwrite


class ConfirmForm(forms.Form):
    """Whether what the file does not name is ended, and why the guard is overridden."""

    end_missing = forms.BooleanField(label=_("End what the complete file does not name, from today on"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, one: Import, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (one.found.get("missing") and kind_of(one.kind).leave):
            del self.fields["end_missing"]
        if one.found.get("guard"):
            self.fields["reason"].required = True
            self.fields["reason"].help_text = _("Why so much changes; a second person is shown this.")
        else:
            del self.fields["reason"]


class UndoForm(forms.Form):
    """Why an import is undone."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.TextInput(attrs={"class": "form-control"}))
