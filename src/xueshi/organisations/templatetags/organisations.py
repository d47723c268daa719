"""The words of this room for templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField
from django.utils.translation import gettext

from xueshi.organisations.models import ReorganisationKind

register = template.Library()


@register.simple_tag
def reorganisation_word(kind: str) -> str:
    """What a change of the tree is called."""
    return str(ReorganisationKind(kind).label)


@register.simple_tag
def chosen_words(field: BoundField) -> str:
    """What was entered in a field, in words: the labels of choices rather than their values."""
    value: Any = field.value()
    offered = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
    values = value if isinstance(value, list) else [value]
    return gettext(", ").join(offered.get(str(one), str(one)) for one in values)
