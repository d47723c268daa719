"""What can be done to many people of a list at once: who is reached, who is left out and why, before anything happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xueshi.kernel.actors import Actor, Right, may
from xueshi.kernel.windows import FOREVER, Span
from xueshi.people.exemptions import exemption_confirm
from xueshi.people.models import Exemption, Person, Tag, TagKind
from xueshi.people.offices import tag_give
from xueshi.people.recording import path_of, state_end
from xueshi.rules.model import Words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

NOT_YOURS = Words("当前账号无权办理此人", "this account may not do it for this person")
HAS_IT = Words("已有此标签", "has the tag already")
HAS_NOT = Words("没有此标签", "does not have the tag")
NOT_EXEMPT = Words("当日没有“不作硬性要求”的决定", "no exemption holds on that day")
TOO_NEW = Words("该状态在所填日期当天或之后才开始", "the state begins on that day or later")


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom an act reaches, each with what would be done, and whom it leaves out, each with the reason."""

    steps: Mapping[int, Callable[[], object]]
    skipped: Mapping[int, Words]


class DayField(forms.DateField):
    """A day, entered as the browser's own field for days."""

    widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")


class TagForm(forms.Form):
    """Which tag, on what legal basis, from when until when."""

    kind = forms.ChoiceField(
        label=_("Tag"), choices=TagKind.choices, widget=forms.Select(attrs={"class": "form-select"})
    )
    basis = forms.CharField(
        label=_("Legal basis"), max_length=200, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    first = DayField(label=_("From"))
    last = DayField(label=_("Last day"))

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not first <= last < FOREVER:
            self.add_error("last", _("The last day is before the first."))
        return cleaned


class UntagForm(forms.Form):
    """Which tag ends, and the first day without it."""

    kind = forms.ChoiceField(
        label=_("Tag"), choices=TagKind.choices, widget=forms.Select(attrs={"class": "form-select"})
    )
    on = DayField(label=_("First day without it"))


class ReviewForm(forms.Form):
    """The day of the yearly review."""

    on = DayField(label=_("Day of the review"))


def _tag(people: Sequence[Person], values: Mapping[str, Any], *, by: Actor) -> Reach:
    span = Span(values["first"], date.fromordinal(values["last"].toordinal() + 1))
    kind = TagKind(values["kind"])
    rows = Tag.objects.known().filter(person__in=people, kind=kind, valid_from__lt=span.until, valid_to__gt=span.first)
    holders = set(rows.values_list("person", flat=True))

    def reason(person: Person) -> Words | None:
        if not may(by, Right.CHANGE_PEOPLE, path_of(person)):
            return NOT_YOURS
        return HAS_IT if person.pk in holders else None

    return _reach(people, reason, lambda person: lambda: tag_give(person, kind, values["basis"], span=span, by=by))


def _untag(people: Sequence[Person], values: Mapping[str, Any], *, by: Actor) -> Reach:
    held = Tag.objects.known().filter(person__in=people, kind=values["kind"], valid_to__gt=values["on"])
    rows = {row.person_id: row for row in held.select_related("person__organisation").order_by("-valid_from")}

    def reason(person: Person) -> Words | None:
        if not may(by, Right.CHANGE_PEOPLE, path_of(person)):
            return NOT_YOURS
        if person.pk not in rows:
            return HAS_NOT
        return TOO_NEW if rows[person.pk].valid_from >= values["on"] else None

    return _reach(people, reason, lambda person: lambda: state_end(rows[person.pk], on=values["on"], by=by))


def _review(people: Sequence[Person], values: Mapping[str, Any], *, by: Actor) -> Reach:
    held = Exemption.objects.known().on(values["on"]).filter(person__in=people)
    rows = {row.person_id: row for row in held.select_related("person__organisation").order_by("pk")}

    def reason(person: Person) -> Words | None:
        if not may(by, Right.DECIDE_REQUESTS, path_of(person)):
            return NOT_YOURS
        return None if person.pk in rows else NOT_EXEMPT

    return _reach(people, reason, lambda person: lambda: exemption_confirm(rows[person.pk], on=values["on"], by=by))


def _reach(
    people: Sequence[Person],
    reason: Callable[[Person], Words | None],
    step: Callable[[Person], Callable[[], object]],
) -> Reach:
    reasons = {person.pk: reason(person) for person in people}
    steps = {person.pk: step(person) for person in people if reasons[person.pk] is None}
    return Reach(steps, {pk: words for pk, words in reasons.items() if words is not None})


@dataclass(frozen=True, slots=True)
class ManyAct:
    """Something that can be done to many people at once."""

    key: str
    title: StrPromise
    right: Right
    form: type[forms.Form]
    plan: Callable[..., Reach]
    """``(people, values, *, by)``; reads only."""


ACTS = (
    ManyAct("tag", _("Give a tag"), Right.CHANGE_PEOPLE, TagForm, _tag),
    ManyAct("untag", _("End a tag"), Right.CHANGE_PEOPLE, UntagForm, _untag),
    ManyAct("review", _("Confirm the review of exemptions"), Right.DECIDE_REQUESTS, ReviewForm, _review),
)


def acts_for(by: Actor) -> tuple[ManyAct, ...]:
    """What the actor can do to many people at once."""
    return tuple(act for act in ACTS if by.scopes(act.right))
