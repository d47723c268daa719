"""The lists of offices and of people of whom no hard requirement is made: columns of the roster, for people who are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from xueshi.kernel.columns import Column, SheetKind
from xueshi.people.roster_rows import ROSTER, RosterRow

WHO = ("number", "citizen_id", "name")


def _sheet(name: str, title_zh: str, title_en: str, columns: Mapping[str, bool]) -> SheetKind:
    """A list of some columns of the roster, each with whether it has to be there."""
    chosen: dict[str, Column] = {
        column: replace(ROSTER.columns[column], required=required) for column, required in columns.items()
    }
    return SheetKind(name, title_zh, title_en, chosen, one_of=(("number", "citizen_id"),))


OFFICES = _sheet(
    "offices",
    "党内任职名单",
    "list of Party offices",
    {**dict.fromkeys(WHO, False), "org": True, "office": True, "office_from": False, "office_until": False},
)
EXEMPTIONS = _sheet(
    "exemptions",
    "不作硬性要求名单",
    "list of exemptions",
    {**dict.fromkeys(WHO, False), "exemption": True, "exempt_from": False, "exempt_to": False},
)


def office_row(values: Iterable[object]) -> RosterRow:
    """A row of the list of offices."""
    return _row(OFFICES, values)


def exemption_row(values: Iterable[object]) -> RosterRow:
    """A row of the list of exemptions."""
    return _row(EXEMPTIONS, values)


def _row(kind: SheetKind, values: Iterable[object]) -> RosterRow:
    named = dict(zip(("sheet", "row", *kind.columns), values, strict=True))
    empty = {"name": "", "org": ""}
    return RosterRow(**{name: value or empty.get(name) for name, value in named.items()})  # type: ignore[arg-type]
