"""The county as rows of a roster and of a register, as if the two workbooks of an office had been read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import zip_longest

from xueshi.kernel.errors import Place
from xueshi.kernel.paths import within
from xueshi.kernel.windows import FOREVER
from xueshi.ledger.register import RegisterRow, topics
from xueshi.people.roster_rows import OFFICES, RosterRow
from xueshi.site.demo import names
from xueshi.site.demo.county import County
from xueshi.site.demo.diary import Activity
from xueshi.site.demo.members import Member, Office, Stay
from xueshi.site.demo.persons import FIRST_DAY, LAST_DAY, Who
from xueshi.site.demo.tree import Unit

ROSTER_PLACE = Place("roster.xlsx", f"党员名册（{names.LABEL}）")
REGISTER_PLACE = Place("register.xlsx", f"学时登记表（{names.LABEL}）")
FIRST_ROW = 2
"""Below the headings."""


def township(county: County, about: int = 300) -> Unit:
    """The committee directly below the county with the number of members nearest to ``about``."""
    committees = [unit for unit in county.units if unit.parent == 0]
    return min(committees, key=lambda unit: abs(len(_below(county, unit)) - about))


def roster_rows(county: County, top: Unit) -> Iterator[RosterRow]:
    """Rows for everyone who is or was a member below an organisation; several stays or offices take several rows."""
    row = FIRST_ROW
    for position in _below(county, top):
        member = county.members[position]
        stays = [stay for stay in member.stays if within(county.units[stay.unit].path, top.path)]
        for stay, office in zip_longest(stays, member.offices):
            yield _roster_row(county, member, stay or stays[-1], office, row)
            row += 1


def register_rows(county: County, top: Unit) -> Iterator[RegisterRow]:
    """Rows for everything that its members attended while they were its members, in the order of time."""
    inside = _inside(county, top)
    order = sorted(county.activities, key=lambda activity: (activity.starts, activity.number))
    place = {activity.number: place for place, activity in enumerate(order)}
    attended = [pair for pair in county.attended if _belonged(county, pair, inside)]
    attended.sort(key=lambda pair: (place[pair[0]], pair[1]))
    for row, (number, position) in enumerate(attended, start=FIRST_ROW):
        yield _register_row(county.activities[number], county.members[position].who, row)


def _inside(county: County, top: Unit) -> set[int]:
    return {unit.index for unit in county.units if within(unit.path, top.path)}


def _below(county: County, top: Unit) -> list[int]:
    inside = _inside(county, top)
    return [at for at, member in enumerate(county.members) if any(stay.unit in inside for stay in member.stays)]


def _belonged(county: County, attended: tuple[int, int], inside: set[int]) -> bool:
    stays = county.members[attended[1]].stays
    if len(stays) == 1:
        return stays[0].unit in inside
    day = county.activities[attended[0]].starts.date()
    return any(stay.unit in inside and stay.span.covers(day) for stay in stays)


def _roster_row(county: County, member: Member, stay: Stay, office: Office | None, row: int) -> RosterRow:
    who = member.who
    unit = county.units[stay.unit]
    arrived = stay.span.first > max(who.admitted_on, FIRST_DAY) or len(member.stays) > 1
    return RosterRow(
        ROSTER_PLACE,
        row,
        number=who.number,
        name=who.name,
        citizen_id=who.citizen_id,
        sex=who.sex,
        ethnicity=who.ethnicity,
        born_on=who.born,
        education=who.education,
        org=unit.path,
        field=unit.field.value,
        admitted_on=who.admitted_on,
        full_on=who.full_on,
        office=OFFICES[office.kind.value] if office else None,
        office_from=office.span.first if office else None,
        office_until=_end(office.span.until) if office else None,
        is_cadre=member.cadre is not None and member.cadre.covers(LAST_DAY),
        rank=member.rank or None,
        is_floating=member.floating is not None and member.floating.covers(LAST_DAY),
        exemption=member.exempt_reason or None,
        exempt_from=member.exempt.first if member.exempt else None,
        moved_in=stay.span.first if arrived else None,
        moved_out=_end(stay.span.until),
        substitute_from=member.substitute.first if member.substitute else None,
        substitute_to=_last_day(member.substitute.until) if member.substitute else None,
    )


def _register_row(activity: Activity, who: Who, row: int) -> RegisterRow:
    host, subject = activity.host, activity.subject
    return RegisterRow(
        REGISTER_PLACE,
        row,
        who.number,
        who.citizen_id,
        who.name,
        subject.title,
        activity.form,
        _topics(subject.task),
        subject.theory * 100,
        activity.starts,
        activity.ends,
        activity.credit,
        activity.half_days or None,
        host.organiser,
        host.level,
        host.place,
        f"{who.number}-{activity.number:05d}",
        names.LABEL,
    )


_topics = cache(topics)


def _end(until: date) -> date | None:
    return None if until == FOREVER else until


def _last_day(until: date) -> date | None:
    return None if until == FOREVER else until - timedelta(days=1)
