"""What each wizard of the tree asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.actors import Actor
from xueshi.kernel.errors import XueshiError
from xueshi.organisations.edges import OPEN
from xueshi.organisations.gates import visible_organisations
from xueshi.organisations.models import Kind, Level, Organisation, ReorganisationKind, Sector
from xueshi.people.forms import choice, day, text
from xueshi.people.gates import organisation_named, visible_people
from xueshi.people.reorganise import Wanted
from xueshi.people.speech import lang

OFFERED = 500
"""So many organisations or people are offered to be picked."""


def picks(label: Any) -> forms.MultipleChoiceField:
    """A field for some of a list that the form fills in."""
    widget = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
    return forms.MultipleChoiceField(label=label, required=False, widget=widget)


class ReorganiseForm(forms.Form):
    """The change of one organisation; each kind adds what it needs."""

    number = forms.RegexField(r"^[0-9a-z]{16}$", required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, unit: Organisation, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.by = unit, by

    def wanted(self, kind: str) -> Wanted:
        """What the form asks for."""
        said = dict(self.cleaned_data)
        on = said.pop("on").isoformat()
        for field in ("children", "people"):
            said[field] = tuple(said.get(field, ()))
        return Wanted(kind, self.unit.number, on, **said)

    def offer(self, field: str, organisations: Any) -> None:
        """Let some organisations be picked in a field; without any, the field falls away."""
        found = list(organisations.order_by("path").values_list("number", "name")[:OFFERED])
        self._offer(field, found)

    def _offer(self, field: str, found: list[tuple[str, str]]) -> None:
        if found:
            self.fields[field].choices = found  # type: ignore[attr-defined]
        else:
            del self.fields[field]


class DatedForm(ReorganiseForm):
    """From which day on, and why."""

    on = day(_("From which day on"))
    reason = text(_("Reason, such as the document that orders it"), 200, required=False)


class TargetForm(DatedForm):
    """Another organisation by its full name or number."""

    target = text(_("Other organisation"), 800, help_text=_("Full name from the top, joined by “/”, or number."))
    field_order: Iterable[str] | None = ("target", "on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offers = {
            "list": "offered",
            "autocomplete": "off",
            "hx-get": str(reverse_lazy("tree_search")) + "?as=options",
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#offered",
        }
        self.fields["target"].widget.attrs |= offers

    def clean_target(self) -> str:
        """The number of the organisation that is meant."""
        try:
            return organisation_named(self.cleaned_data["target"], by=self.by).number
        except XueshiError as unknown:
            raise forms.ValidationError(unknown.message(lang())) from None


class EdgeForm(TargetForm):
    """A connection with another organisation."""

    edge = choice(_("Connection"), [(kind.value, kind.label) for kind in OPEN])
    field_order: Iterable[str] | None = ("edge", "target", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]


class NameForm(DatedForm):
    """A new name."""

    name = text(_("New name"), 200)
    field_order: Iterable[str] | None = ("name", "on", "reason")


class FoundForm(NameForm):
    """An organisation to be founded below this one."""

    unit_kind = choice(_("Kind"), Kind.choices)
    level = forms.TypedChoiceField(
        label=_("Level"), choices=Level.choices, coerce=int, widget=forms.Select(attrs={"class": "form-select"})
    )
    sector = choice(_("Sector"), Sector.choices, required=False)
    code = text(_("Code"), 64, required=False)
    field_order: Iterable[str] | None = ("name", "unit_kind", "level", "sector", "code", "on", "reason")


class MergeForm(TargetForm):
    """Into which organisation this one merges, and which of its siblings do so too."""

    children = picks(_("Organisations beside it that merge too"))
    field_order: Iterable[str] | None = ("target", "children", "on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        beside = visible_organisations(self.by).filter(parent=self.unit.parent, dissolved_on=None)
        self.offer("children", beside.exclude(pk=self.unit.pk) if self.unit.parent else beside.none())


class SplitForm(NameForm):
    """The name of the part that splits off, and which organisations and people go along."""

    children = picks(_("Organisations that go along"))
    people = picks(_("People who go along"))
    field_order: Iterable[str] | None = ("name", "children", "people", "on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("children", visible_organisations(self.by).filter(parent=self.unit, dissolved_on=None))
        found = visible_people(self.by).filter(counted_in=self.unit).select_related("identity").order_by("pk")
        self._offer("people", [(one.number, one.identity.name) for one in found[:OFFERED]])


FORMS: Mapping[ReorganisationKind, type[ReorganiseForm]] = {
    ReorganisationKind.FOUND: FoundForm,
    ReorganisationKind.RENAME: NameForm,
    ReorganisationKind.MOVE: TargetForm,
    ReorganisationKind.SPLIT: SplitForm,
    ReorganisationKind.MERGE: MergeForm,
    ReorganisationKind.DISSOLVE: DatedForm,
}
