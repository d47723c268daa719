"""Finding people by what is known of them: parts of the name, pinyin, initials, the office's number, the unit; always within the scope."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xueshi.kernel.actors import Actor
from xueshi.people.gates import visible_people
from xueshi.people.models import NameToken, Person
from xueshi.people.vault.names import asked

UNIT_ENDINGS = ("支部", "总支", "党委", "党组", "党工委", "县委", "市委", "省委", "区委")
"""A single word that ends so is the name of a unit, not of a person."""


def people_search(by: Actor, text: str) -> QuerySet[Person]:
    """The people within the actor's scope whom a text means; everyone where it says nothing.

    The first word is a name or part of one, its pinyin or initials, or the beginning of the office's number; words after it, and a
    word that ends like the name of a unit, are parts of the unit's name. Identity numbers and phones are found elsewhere only.
    """
    found = visible_people(by)
    first, *rest = text.split() or [""]
    if first.endswith(UNIT_ENDINGS):
        first, rest = "", [first, *rest]
    if first:
        found = found.filter(named(first))
    for word in rest:
        found = found.filter(organisation__full_name__contains=word)
    return found


def named(text: str) -> Q:
    """The people with a name that a text means, or an office's number that begins with it."""
    tokens = asked(text)
    if not tokens:
        return Q(pk__in=())
    wanted = Q(identity__local_number__startswith=text)
    by_name = Q()
    for token in sorted(tokens):
        by_name &= Q(pk__in=NameToken.objects.filter(token=token).values("person"))
    return by_name | wanted if text.isascii() else by_name
