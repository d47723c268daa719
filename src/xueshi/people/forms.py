"""The forms by which states of people are recorded; each names its own fields, and whatever else is sent is not read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.citizen_id import citizen_id
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import FOREVER, Span
from xueshi.people.memberships import NEXT
from xueshi.people.models import ExemptionReason, Grade, OfficeKind, PostLevel, PresenceKind, Standing, TagKind
from xueshi.people.speech import lang
from xueshi.people.transfers import LONGEST

ONE_DAY = timedelta(days=1)


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A field for one day."""
    widget = forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def text(label: Any, longest: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A field for one line."""
    widget = forms.TextInput(attrs={"class": "form-control"})
    return forms.CharField(label=label, max_length=longest, required=required, help_text=help_text, widget=widget)


def words(label: Any, longest: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A field for a few lines."""
    widget = forms.Textarea(attrs={"class": "form-control", "rows": 3})
    return forms.CharField(label=label, max_length=longest, required=required, help_text=help_text, widget=widget)


def choice(label: Any, choices: Any, *, required: bool = True, help_text: Any = "") -> forms.ChoiceField:
    """A field for one of a closed list."""
    offered = list(choices) if required else [("", _("not given")), *choices]
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(label=label, choices=offered, required=required, help_text=help_text, widget=widget)


class OnForm(forms.Form):
    """The day on which something happened."""

    on = day(_("Day"))


class ReasonForm(forms.Form):
    """Why something is refused or taken back."""

    reason = words(_("Reason"), 200)


class LetterForm(forms.Form):
    """What a letter of introduction says."""

    letter = text(_("Number of the letter"), 40)
    target = text(
        _("New organisation"),
        800,
        required=False,
        help_text=_("Full name from the top, joined by “/”, or number. It need not lie within your own scope."),
    )
    target_text = text(_("Organisation outside the system"), 200, required=False)
    on = day(_("Issued on"))
    days = forms.IntegerField(
        label=_("Good for days"),
        min_value=1,
        max_value=LONGEST,
        initial=30,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    dues_until = forms.DateField(
        label=_("Dues paid until (month)"),
        required=False,
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"class": "form-control", "type": "month"}, format="%Y-%m"),
    )


class SpanForm(forms.Form):
    """From when until when a state holds."""

    first = day(_("From"))
    last = day(_("Last day"), required=False, help_text=_("Empty: until further notice."))

    @property
    def span(self) -> Span:
        """The days, whose last one is named by people and whose first free one is stored."""
        given = self.cleaned_data
        last: date | None = given.get("last")
        return Span(given["first"], last + ONE_DAY if last else FOREVER)


class StageForm(forms.Form):
    """The next stage of a membership."""

    def __init__(self, was: Standing | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = choice(_("Next stage"), [(stage.value, stage.label) for stage in NEXT[was]])
        self.fields["on"] = day(_("From"))


class DatesForm(forms.Form):
    """The two dates of a membership."""

    admitted_on = day(_("Admitted on"), required=False)
    full_on = day(_("Full member since"), required=False)


class OfficeForm(SpanForm):
    """An office in a Party organisation."""

    organisation = text(_("Organisation"), 800, help_text=_("Full name from the top, joined by “/”, or number."))
    kind = choice(_("Office"), OfficeKind.choices)
    field_order = ("organisation", "kind", "first", "last")


class CadreForm(SpanForm):
    """The standing of a cadre: level of the post and grade."""

    level = choice(_("Level of the post"), PostLevel.choices, required=False)
    grade = choice(_("Grade"), Grade.choices, required=False)
    field_order = ("level", "grade", "first", "last")


class TagForm(SpanForm):
    """A mark with its legal basis and its end."""

    kind = choice(_("Mark"), TagKind.choices)
    basis = text(_("Legal basis"), 200, help_text=_("The document and clause that allow the mark."))
    last = day(_("Last day"), help_text=_("A mark always ends; it can be given anew."))
    field_order = ("kind", "basis", "first", "last")


class ExemptionForm(SpanForm):
    """A reason out of a closed list, and the day of the branch's decision."""

    reason = choice(_("Reason"), ExemptionReason.choices, help_text=_("No medical detail is recorded."))
    decided_on = day(_("Branch decided on"))
    field_order = ("reason", "decided_on", "first", "last")


class SubstituteForm(SpanForm):
    """An approval to study online instead of in person."""

    decided_by = text(_("Approved by"), 200)
    decided_on = day(_("Approved on"))
    field_order = ("decided_by", "decided_on", "first", "last")


class StayForm(SpanForm):
    """Where somebody is while away."""

    host = text(
        _("Host organisation"),
        800,
        required=False,
        help_text=_("Full name from the top, joined by “/”, or number. It need not lie within your own scope."),
    )
    host_text = text(_("Place outside the system"), 200, required=False)
    field_order = ("host", "host_text", "first", "last")


class PresenceForm(forms.Form):
    """What was seen of a floating member on a day."""

    kind = choice(_("What"), PresenceKind.choices)
    day = day(_("Day"))


class ContactForm(forms.Form):
    """A day on which the home organisation was in contact with a floating member."""

    kind = choice(_("What"), [(PresenceKind.CONTACT.value, PresenceKind.CONTACT.label)])
    day = day(_("Day"))


class AskForm(forms.Form):
    """What is right of a state that is recorded wrongly."""

    first = day(_("The right first day"), required=False, help_text=_("Empty: as recorded."))
    last = day(_("The right last day"), required=False, help_text=_("Empty: as recorded."))
    never = forms.BooleanField(label=_("This never was"), required=False)
    reason = words(_("Reason"), 400, help_text=_("What shows it; your unit reads this. No medical detail."))


class AskDatesForm(forms.Form):
    """The right dates of a membership."""

    admitted_on = day(_("Admitted on"), required=False, help_text=_("Empty: as recorded."))
    full_on = day(_("Full member since"), required=False, help_text=_("Empty: as recorded."))
    reason = words(_("Reason"), 400, help_text=_("What shows it; your unit reads this. No medical detail."))


class AskStartForm(forms.Form):
    """The right first day of an affiliation."""

    first = day(_("The right first day"))
    reason = words(_("Reason"), 400, help_text=_("What shows it; your unit reads this. No medical detail."))


class AnswerForm(forms.Form):
    """The decision on a request."""

    decision = choice(_("What is decided"), [("grant", _("Grant: change the record")), ("refuse", _("Refuse"))])
    answer = words(_("Answer to the member"), 400, required=False, help_text=_("Needed where the request is refused."))


class NewcomerForm(forms.Form):
    """Somebody who is not known yet: an applicant, or a member who arrives from outside the system."""

    name = text(_("Name"), 100)
    organisation = text(_("Organisation"), 800, help_text=_("Full name from the top, joined by “/”, or number."))
    on = day(_("This organisation answers from"))
    applied_on = day(_("Applied on"), required=False, help_text=_("Only for applicants, who are no members yet."))
    admitted_on = day(_("Admitted on"), required=False)
    full_on = day(_("Full member since"), required=False)
    citizen_id = text(
        _("Identity number"), 18, required=False, help_text=_("Kept sealed; shown to nobody without the right.")
    )

    def clean_citizen_id(self) -> str:
        """The identity number, proved by its check digit."""
        try:
            return citizen_id(self.cleaned_data["citizen_id"]) or ""
        except XueshiError as error:
            raise forms.ValidationError(error.message(lang())) from error

    def clean(self) -> dict[str, Any]:
        """Refuse who is neither an applicant nor a member, or both."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(given["applied_on"]) == bool(given["admitted_on"]):
            raise forms.ValidationError(_("Fill in the day of the application, or that of admission."))
        return given


class EndForm(forms.Form):
    """The last day on which a state held."""

    last = day(_("Last day"))
