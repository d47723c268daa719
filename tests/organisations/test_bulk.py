"""Many rows at once, in the words of whichever database there is."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from tests.offices import branch, county, person
from xueshi.organisations import bulk
from xueshi.organisations.models import Organisation, OrganisationName
from xueshi.people.models import Person

pytestmark = pytest.mark.django_db
NAMED = ("id", "organisation_id", "name", "valid_from", "valid_to", "recorded_at", "recorded_by")
NOON = datetime(2026, 6, 30, 4, tzinfo=UTC)


def name_rows(unit: Organisation, *names: str) -> list[tuple[object, ...]]:
    days = (bulk.day(date(2024, 1, 1)), bulk.day(date(2025, 1, 1)))
    keys = bulk.reserve(OrganisationName, len(names))
    return [(key, unit.pk, name, *days, bulk.moment(NOON), 7) for key, name in zip(keys, names, strict=True)]


def test_reserved_keys_rise_and_are_nobodys():
    one = person(branch())

    keys = list(bulk.reserve(Person, 3))

    assert keys == sorted(set(keys))
    assert len(keys) == 3
    assert keys[0] > one.pk


def test_reserving_nothing_gives_nothing():
    person(branch())

    assert list(bulk.reserve(Person, 0)) == []


def test_inserted_rows_are_read_back_as_they_were():
    unit = branch()

    bulk.insert(OrganisationName, NAMED, name_rows(unit, "甲\t支部", '乙"支部\\'))

    found = OrganisationName.objects.filter(recorded_by=7).order_by("pk")
    assert [(row.name, row.valid_from, row.valid_to, row.recorded_at) for row in found] == [
        ("甲\t支部", date(2024, 1, 1), date(2025, 1, 1), NOON),
        ('乙"支部\\', date(2024, 1, 1), date(2025, 1, 1), NOON),
    ]


def test_inserting_no_row_changes_nothing():
    branch()
    before = OrganisationName.objects.count()

    bulk.insert(OrganisationName, NAMED, [])

    assert OrganisationName.objects.count() == before


def test_one_column_of_many_rows_is_set():
    units = county()

    bulk.update(Organisation, "field", [(units["first"].pk, "农村"), (units["third"].pk, "社区")])

    fields = dict(Organisation.objects.values_list("name", "field"))
    assert (fields["第一支部"], fields["第二支部"], fields["第三支部"]) == ("农村", "", "社区")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([], []),
        (["第一支部"], ["第一支部"]),
        (["第三支部", "第一支部", "无此支部"], ["第一支部", "第三支部"]),
        (["第一支部') OR 1=1 --"], []),
    ],
)
def test_among_finds_the_listed_values_and_no_other(wanted, found):
    county()

    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT name FROM organisations_organisation WHERE {bulk.among('name')} ORDER BY path",
            [bulk.listed(wanted)],
        )
        names = [row[0] for row in cursor.fetchall()]

    assert names == found


def test_more_values_are_listed_than_a_statement_has_room_for():
    county()
    wanted = [f"无此支部{number}" for number in range(40_000)] + ["第二支部"]

    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*) FROM organisations_organisation WHERE {bulk.among('name')}",
            [bulk.listed(wanted)],
        )
        count = cursor.fetchone()[0]

    assert count == 1


def test_no_day_and_no_moment_stay_empty():
    assert (bulk.day(None), bulk.moment(None)) == (None, None)
