"""Offices, ranks and marks."""

from datetime import date

import pytest

from tests.offices import INSTALLER, county, person
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import Span
from xueshi.people.models import CadreStanding, Grade, Office, OfficeKind, PostLevel, Tag, TagKind
from xueshi.people.offices import cadre_begin, office_begin, rank_begin, tag_give
from xueshi.people.ranks import grade_in, level_in
from xueshi.people.recording import state_end
from xueshi.people.telling import rank_words

pytestmark = pytest.mark.django_db
TERM = Span(date(2024, 1, 1), date(2025, 1, 1))


def test_touching_terms_in_two_organisations_are_two_rows():
    units = county()
    one = person(units["first"])

    office_begin(one, units["first"], OfficeKind.SECRETARY, span=TERM, by=INSTALLER)
    office_begin(one, units["second"], OfficeKind.SECRETARY, span=Span(TERM.until), by=INSTALLER)

    held = Office.objects.known().order_by("valid_from").values_list("organisation__name", "valid_from")
    assert list(held) == [("第一支部", TERM.first), ("第二支部", TERM.until)]


def test_the_same_office_is_not_held_twice_on_one_day():
    units = county()
    one = person(units["first"])
    office_begin(one, units["first"], OfficeKind.SECRETARY, span=TERM, by=INSTALLER)

    with pytest.raises(XueshiError) as refused:
        office_begin(one, units["first"], OfficeKind.SECRETARY, span=Span(date(2024, 12, 31)), by=INSTALLER)
    office_begin(one, units["first"], OfficeKind.ORGANISATION, span=TERM, by=INSTALLER)

    assert refused.value.code == "STATE-004"
    assert Office.objects.count() == 2


def test_an_end_is_not_moved_into_another_term():
    units = county()
    one = person(units["first"])
    row = office_begin(one, units["first"], OfficeKind.SECRETARY, span=TERM, by=INSTALLER)
    office_begin(one, units["first"], OfficeKind.SECRETARY, span=Span(date(2026, 1, 1)), by=INSTALLER)

    with pytest.raises(XueshiError) as refused:
        state_end(row, on=date(2026, 1, 2), by=INSTALLER)
    ended = state_end(row, on=date(2026, 1, 1), by=INSTALLER)

    assert refused.value.code == "STATE-004"
    assert ended.valid_to == date(2026, 1, 1)


def test_an_office_that_ends_before_it_begins_is_refused():
    units = county()

    with pytest.raises(XueshiError) as refused:
        office_begin(
            person(units["first"]),
            units["first"],
            OfficeKind.DEPUTY,
            span=Span(date(2025, 1, 1), date(2025, 1, 1)),
            by=INSTALLER,
        )

    assert (refused.value.code, Office.objects.exists()) == ("PERSON-002", False)


@pytest.mark.parametrize(
    ("words", "level", "grade"),
    [
        ("乡科级正职", PostLevel.SECTION_CHIEF, ""),
        ("县处级副职、二级调研员", PostLevel.DIVISION_DEPUTY, Grade.RESEARCHER_2),
        ("正科级", PostLevel.SECTION_CHIEF, ""),
        ("副厅级", PostLevel.BUREAU_DEPUTY, ""),
        ("省部级正职", PostLevel.PROVINCE_CHIEF, ""),
        ("四级主任科员", "", Grade.PRINCIPAL_4),
        ("二级科员", "", Grade.STAFF_2),
        ("三级科员", "", ""),
        ("三级巡视员", "", ""),
        ("办事员", "", ""),
        ("", "", ""),
    ],
)
def test_level_and_grade_are_read_from_the_words_of_a_rank(words, level, grade):
    assert (level_in(words), grade_in(words)) == (level, grade)


def test_a_rank_keeps_the_words_of_its_source():
    one = person(county()["first"])

    row = cadre_begin(one, "县处级副职、二级调研员", span=TERM, by=INSTALLER)

    kept = CadreStanding.objects.get(pk=row.pk)
    assert (kept.rank, kept.level, kept.grade) == ("县处级副职、二级调研员", "division_deputy", "researcher_2")
    assert rank_words(kept) == "县处级副职、二级调研员"


def test_a_rank_may_be_known_by_half():
    one = person(county()["first"])

    row = rank_begin(one, None, Grade.STAFF_1, span=TERM, by=INSTALLER)

    assert (row.rank, row.level, row.grade) == ("", "", "staff_1")


@pytest.mark.parametrize(("span", "basis"), [(Span(TERM.first), "某条例第八条"), (TERM, "  ")])
def test_a_mark_needs_an_end_and_a_basis(span, basis):
    one = person(county()["first"])

    with pytest.raises(XueshiError) as refused:
        tag_give(one, TagKind.YOUNG, basis, span=span, by=INSTALLER)

    assert (refused.value.code, Tag.objects.exists()) == ("STATE-006", False)


def test_a_mark_lapses_by_itself():
    one = person(county()["first"])

    tag_give(one, TagKind.YOUNG, "某条例第八条", span=TERM, by=INSTALLER)

    assert Tag.objects.known().on(date(2024, 12, 31)).count() == 1
    assert Tag.objects.known().on(date(2025, 1, 1)).count() == 0
