"""The forms of accounts, appointments, approvals and the review."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xueshi.access.models import RoleChoice
from xueshi.access.reads import organisations_named, person_numbered
from xueshi.kernel.actors import Actor, Role
from xueshi.kernel.windows import FOREVER
from xueshi.organisations.models import Organisation
from xueshi.people.models import Person

CONTROL = {"class": "form-control"}
SELECT = {"class": "form-select"}


def _day(label: Any, **settings: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput({**CONTROL, "type": "date"}, format="%Y-%m-%d"), **settings
    )


def _line(label: Any, longest: int, **settings: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.TextInput(attrs=CONTROL), **settings)


class OpenForm(forms.Form):
    """A new account; its password is chosen by its owner through a link."""

    username = _line(
        _("Account name"), 64, help_text=_("Latin letters and digits that say who it is; never used twice.")
    )
    display_name = _line(_("Name shown"), 100)
    person = _line(
        _("Number of the person"),
        16,
        required=False,
        help_text=_("The random number on the person's page. Empty for the account of an office or of another system."),
    )
    is_service = forms.BooleanField(label=_("Account of another system, without sign-in"), required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by = by

    def clean_username(self) -> str:
        """Refuse blanks, which nobody sees."""
        name: str = self.cleaned_data["username"].strip()
        if not name.isprintable() or any(letter.isspace() for letter in name):
            raise forms.ValidationError(_("An account name holds no blanks."))
        return name

    def clean_person(self) -> Person | None:
        """The person of that number."""
        number = self.cleaned_data["person"].strip()
        found = person_numbered(number, by=self._by) if number else None
        if number and found is None:
            raise forms.ValidationError(_("Nobody without an account has this number."))
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse a system that is a person."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("is_service") and given.get("person"):
            self.add_error("person", _("The account of another system belongs to nobody."))
        return given


class AppointForm(forms.Form):
    """A role, where it reaches, and how long."""

    role = forms.ChoiceField(label=_("Role"), choices=RoleChoice.choices, widget=forms.Select(attrs=SELECT))
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=800,
        required=False,
        widget=forms.TextInput(attrs={**CONTROL, "list": "organisations"}),
        help_text=_("Name, full name or number. Empty for roles over the whole system."),
    )
    since = _day(_("From"))
    until = _day(_("Until, without this day"), required=False, help_text=_("Empty: until further notice."))
    reason = _line(_("Reason or decision"), 200, required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by = by
        self.candidates: list[Organisation] = []

    def clean_role(self) -> Role:
        """The role."""
        return Role(self.cleaned_data["role"])

    def clean_organisation(self) -> Organisation | None:
        """The one organisation that is meant."""
        said = self.cleaned_data["organisation"].strip()
        if not said:
            return None
        self.candidates = organisations_named(said, by=self._by)
        if len(self.candidates) != 1:
            raise forms.ValidationError(
                _("Several organisations are called so; choose the full name from the list.")
                if self.candidates
                else _("There is no such organisation.")
            )
        return self.candidates[0]

    def clean_until(self) -> date:
        """The end, or none."""
        return self.cleaned_data["until"] or FOREVER


class EndForm(forms.Form):
    """When an appointment ends, and why."""

    on = _day(_("Ends on"))
    reason = _line(_("Reason"), 200)


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = _line(_("Reason"), 200)


class DecisionForm(forms.Form):
    """What a second person decides."""

    decision = forms.ChoiceField(choices=(("grant", ""), ("refuse", "")))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, widget=forms.TextInput(attrs=CONTROL))
