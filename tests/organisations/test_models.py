"""Two kinds of time, and paths that a database index finds."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests.offices import branch, county
from xueshi.organisations.dated import replaced, withdraw
from xueshi.organisations.models import Organisation, OrganisationName
from xueshi.organisations.paths import DIGITS, WIDTH, ancestors, segment

pytestmark = pytest.mark.django_db


def test_a_replaced_row_stays_and_is_no_longer_known():
    row = OrganisationName.objects.get(organisation=branch())

    copy = replaced(row, by=9, valid_to=date(2025, 1, 1))

    row.refresh_from_db()
    assert row.superseded_at is not None
    assert row.valid_to == date(9999, 12, 31)
    assert list(OrganisationName.objects.known()) == [copy]
    assert (copy.recorded_by, copy.name, copy.valid_to) == (9, "某支部", date(2025, 1, 1))


def test_what_was_known_at_a_moment_is_known_for_ever():
    row = OrganisationName.objects.get(organisation=branch())
    moment = row.recorded_at

    withdraw(row)

    assert list(OrganisationName.objects.known(moment)) == [row]
    assert list(OrganisationName.objects.known()) == []


def test_a_row_is_superseded_once():
    row = OrganisationName.objects.get(organisation=branch())
    withdraw(row)

    with pytest.raises(ValueError, match="superseded"):
        replaced(row, by=1)

    assert OrganisationName.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2024, 12, 31), False), (date(2025, 1, 1), True), (date(2025, 12, 31), True), (date(2026, 1, 1), False)],
)
def test_a_state_holds_from_its_first_day_to_the_day_before_its_end(day, holds):
    row = OrganisationName.objects.get(organisation=branch())
    replaced(row, by=1, valid_from=date(2025, 1, 1), valid_to=date(2026, 1, 1))

    found = OrganisationName.objects.known().on(day).exists()

    assert found is holds


def test_a_state_holds_at_least_a_day():
    row = OrganisationName.objects.get(organisation=branch())

    with pytest.raises(IntegrityError), transaction.atomic():
        replaced(row, by=1, valid_from=date(2025, 1, 1), valid_to=date(2025, 1, 1))

    assert OrganisationName.objects.count() == 1


def test_segments_sort_like_numbers_and_keep_their_width():
    numbers = [0, 1, 35, 36, 36**WIDTH - 1]

    segments = [segment(number) for number in numbers]

    assert segments == ["00000", "00001", "0000z", "00010", "zzzzz"]
    assert segments == sorted(segments)
    assert all(set(one) <= set(DIGITS) for one in segments)


@pytest.mark.parametrize("number", [-1, 36**WIDTH])
def test_a_segment_has_room_for_sixty_million(number):
    with pytest.raises(ValueError, match=str(number)):
        segment(number)


def test_ancestors_go_from_the_top_down():
    assert ancestors("000010000200003") == ["00001", "0000100002", "000010000200003"]


def test_under_finds_a_subtree_and_no_neighbour():
    units = county()

    found = Organisation.objects.filter(path__under=units["east"].path)

    assert {unit.pk for unit in found} == {units[name].pk for name in ("east", "first", "second")}


def test_under_the_empty_path_is_everything():
    county()

    assert Organisation.objects.filter(path__under="").count() == 6


def test_under_is_answered_by_the_index():
    units = county()
    query = Organisation.objects.order_by().filter(path__under=units["east"].path)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")

    plan = query.explain()

    assert "path" in plan
    assert "SEARCH" in plan or "Index" in plan
