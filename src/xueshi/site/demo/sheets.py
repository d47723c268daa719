"""The county as rows of a roster and of a register, as if the two workbooks of an office had been read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
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
from xueshi.site.demo.persons import FIRST_DAY, LAST_DAY
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
    wanted = set(_below(county, top))
    attended = [pair for pair in county.attended if pair[1] in wanted and _belonged(county, pair, top)]
    attended.sort(key=lambda pair: (county.activities[pair[0]].starts, pair))
    for row, (number, position) in enumerate(attended, start=FIRST_ROW):
        yield _register_row(county.activities[number], county.members[position], row)


def record_number(activity: Activity, member: Member) -> str:
    """The number of an attendance record, once for ever."""
    return f"HD{activity.number:06d}-{member.who.number}"


def _below(county: County, top: Unit) -> list[int]:
    inside = {unit.index for unit in county.units if within(unit.path, top.path)}
    return [at for at, member in enumerate(county.members) if any(stay.unit in inside for stay in member.stays)]


def _belonged(county: County, attended: tuple[int, int], top: Unit) -> bool:
    day = county.activities[attended[0]].starts.date()
    stays = county.members[attended[1]].stays
    return any(stay.span.covers(day) and within(county.units[stay.unit].path, top.path) for stay in stays)


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


def _register_row(activity: Activity, member: Member, row: int) -> RegisterRow:
    return RegisterRow(
        REGISTER_PLACE,
        row,
        number=member.who.number,
        citizen_id=member.who.citizen_id,
        name=member.who.name,
        title=activity.subject.title,
        form=activity.form,
        topics=topics(activity.subject.task),
        theory=activity.subject.theory * 100,
        starts=activity.starts,
        ends=activity.ends,
        credit=activity.credit,
        half_days=activity.half_days or None,
        organiser=activity.host.organiser,
        level=activity.host.level,
        institution=activity.host.place,
        record=record_number(activity, member),
        remark=names.LABEL,
    )


def _end(until: date) -> date | None:
    return None if until == FOREVER else until


def _last_day(until: date) -> date | None:
    return None if until == FOREVER else until - timedelta(days=1)
