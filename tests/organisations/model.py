"""A tree over time in the plainest form: what each organisation was called and belonged to from which day on.

It knows nothing of rows, paths or databases; property tests ask it and the system the same questions.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date

from xueshi.kernel.windows import FOREVER

TOP = ""


class NotAllowedHereError(Exception):
    """The change cannot be."""


@dataclass
class Unit:
    """One organisation: its values from the days on which they begin, and the first day without it."""

    names: dict[date, str]
    parents: dict[date, str]
    end: date = FOREVER

    @property
    def begin(self) -> date:
        return min(self.parents)

    def exists(self, day: date) -> bool:
        return self.begin <= day < self.end


def on(values: dict[date, str], day: date) -> str:
    """The value that holds on a day."""
    return values[max(first for first in values if first <= day)]


@dataclass
class Tree:
    """Organisations by their keys."""

    units: dict[str, Unit] = field(default_factory=dict)

    def found(self, key: str, parent: str, name: str, day: date) -> None:
        self.units[key] = Unit({day: name}, {day: parent})
        self.require_sound()

    def rename(self, key: str, name: str, day: date) -> None:
        self._there(key, day).names[day] = name
        self.require_sound()

    def move(self, key: str, parent: str, day: date) -> None:
        self._there(key, day).parents[day] = parent
        self.require_sound()

    def dissolve(self, key: str, day: date) -> None:
        self._end(key, day)
        self.require_sound()

    def merge(self, keys: Iterable[str], into: str, day: date) -> None:
        merging = set(keys)
        self._there(into, day)
        for key in merging:
            self._there(key, day)
        if into in merging or not merging:
            raise NotAllowedHereError
        for key, unit in self.units.items():
            if key not in merging and unit.end > day:
                self._lead(key, merging, into, day)
        for key in merging:
            self._end(key, day)
        self.require_sound()

    def split(self, key: str, parts: dict[str, tuple[str, list[str]]], day: date) -> None:
        """Parts by their new keys: a name each, and the children that go along."""
        old = self._there(key, day)
        if on(old.parents, FOREVER) != on(old.parents, day):
            raise NotAllowedHereError
        for new, (name, _) in parts.items():
            self.units[new] = Unit({day: name}, {day: on(old.parents, day)})
        for new, (_, children) in parts.items():
            for child in children:
                if not self.units[child].exists(day) or on(self.units[child].parents, day) != key:
                    raise NotAllowedHereError
                self.units[child].parents[day] = new
        self.require_sound()

    def _lead(self, key: str, merging: set[str], into: str, day: date) -> None:
        unit = self.units[key]
        led = {first: parent for first, parent in unit.parents.items() if first >= day and parent in merging}
        if unit.exists(day) and on(unit.parents, day) in merging:
            led[day] = into
        if led and key == into:
            raise NotAllowedHereError
        unit.parents |= dict.fromkeys(led, into)

    def _there(self, key: str, day: date) -> Unit:
        if not self.units[key].exists(day):
            raise NotAllowedHereError
        return self.units[key]

    def _end(self, key: str, day: date) -> None:
        unit = self.units[key]
        if unit.end < FOREVER or unit.begin >= day or any(first >= day for first in unit.parents):
            raise NotAllowedHereError
        unit.end = day

    def require_sound(self) -> None:
        """On every day parents exist, nothing lies below itself, and children of one parent differ by name."""
        for day in self.days():
            lines = {key: self.lineage(key, day) for key in self.units if self.units[key].exists(day)}
            named = [(on(self.units[key].parents, day), on(self.units[key].names, day)) for key in lines]
            if len(named) != len(set(named)):
                raise NotAllowedHereError

    def days(self) -> list[date]:
        """Every day on which something changes."""
        found = {day for unit in self.units.values() for day in (*unit.names, *unit.parents, unit.end)}
        return sorted(found)

    def lineage(self, key: str, day: date) -> list[str]:
        """The keys from the top down; refused where the way up is broken or leads back."""
        way: list[str] = []
        while key != TOP:
            if key in way or not self.units[key].exists(day):
                raise NotAllowedHereError
            way.append(key)
            key = on(self.units[key].parents, day)
        return way[::-1]

    def names(self, key: str, day: date) -> list[str]:
        """The names of a day from the top down; empty where the organisation does not exist."""
        if not self.units[key].exists(day):
            return []
        return [on(self.units[above].names, day) for above in self.lineage(key, day)]

    def children(self, key: str, day: date) -> set[str]:
        """Those that belong directly to one."""
        return {child for child, unit in self.units.items() if unit.exists(day) and on(unit.parents, day) == key}

    def below(self, key: str, day: date) -> set[str]:
        """One and everything below it."""
        return {one for one in self.units if self.units[one].exists(day) and key in self.lineage(one, day)}

    def tried(self, change: str, *said: object) -> Tree | None:
        """The tree after a change, or nothing where the change cannot be."""
        after = deepcopy(self)
        try:
            getattr(after, change)(*said)
        except NotAllowedHereError:
            return None
        return after
