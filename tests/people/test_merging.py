"""Two numbers of one person: what the one who stays takes over, what follows, and how they part again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.offices import CITIZEN_ID, INSTALLER, account, county, member, officer, person, secretary
from xueshi.access.models import AuditRecord
from xueshi.kernel.actors import NotAllowedError, NotFoundError
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.windows import BEGINNING, FOREVER, Span
from xueshi.people.gates import person_for, visible_people
from xueshi.people.identities import identity_erase
from xueshi.people.merging import duplicates, kinds, merge_for, merge_undo, person_merge, taken_over, without
from xueshi.people.models import CadreStanding, Identity, Office, OfficeKind, Person
from xueshi.people.offices import cadre_begin, office_begin
from xueshi.people.search import people_search

YEAR = Span(date(2024, 1, 1), date(2025, 1, 1))


@pytest.fixture
def units(db):
    return county()


@pytest.fixture
def two(units):
    one, other = person(units["first"], "张小明"), person(units["second"], "张晓明")
    cadre_begin(one, "科级", span=YEAR, by=INSTALLER)
    cadre_begin(other, "处级", span=Span(date(2023, 6, 1), date(2025, 6, 1)), by=INSTALLER)
    office_begin(other, units["second"], OfficeKind.SECRETARY, span=YEAR, by=INSTALLER)
    return one, other


def states(one):
    """What is known of a person now, without keys and times of recording."""
    return {
        model.__name__: sorted(
            tuple(
                (name, str(getattr(row, name)))
                for name in (field.attname for field in row._meta.concrete_fields)
                if name not in {"id", "recorded_at", "recorded_by", "superseded_at"}
            )
            for row in model.objects.known().filter(person=one)
        )
        for model in kinds()
    }


def merged(two, by=INSTALLER):
    return person_merge(*two, reason="同一人两次登记", by=by)


def test_the_other_number_becomes_another_name(two, units):
    one, other = two

    merged(two)

    by = officer(units["top"])
    assert person_for(by, other.number) == one
    assert list(visible_people(by)) == [one]
    assert list(people_search(by, "张晓")) == [one]
    assert list(people_search(by, "张小")) == [one]


def test_what_the_one_who_stays_has_stands_and_the_rest_is_taken_over(two, units):
    one, other = two

    merged(two)

    cadre = CadreStanding.objects.known().filter(person=one).order_by("valid_from")
    assert [(str(row.valid_from), str(row.valid_to), row.rank) for row in cadre] == [
        ("2023-06-01", "2024-01-01", "处级"),
        ("2024-01-01", "2025-01-01", "科级"),
        ("2025-01-01", "2025-06-01", "处级"),
    ]
    assert Office.objects.known().get(person=one).organisation == units["second"]
    assert Person.objects.get(pk=one.pk).organisation == units["first"]
    assert all(rows == [] for rows in states(other).values())


def test_the_preview_says_what_is_taken_over(two):
    pieces = taken_over(*two)

    assert [(type(piece.row).__name__, str(piece.span.first), str(piece.span.until)) for piece in pieces] == [
        ("CadreStanding", "2023-06-01", "2024-01-01"),
        ("CadreStanding", "2025-01-01", "2025-06-01"),
        ("Office", "2024-01-01", "2025-01-01"),
    ]


def test_undone_both_are_what_they_were(two, units):
    one, other = two
    before = states(one), states(other)
    made = merged(two)

    merge_undo(made, by=INSTALLER)

    assert (states(one), states(other)) == before
    by = officer(units["top"])
    assert person_for(by, other.number) == other
    assert Person.objects.get(pk=other.pk).organisation == units["second"]
    assert list(people_search(by, "张晓明")) == [other]


def test_what_was_believed_meanwhile_stays_in_sight(two):
    one, other = two
    made = merged(two)
    merge_undo(made, by=INSTALLER)

    meanwhile = CadreStanding.objects.known(made.merged_at)

    assert meanwhile.filter(person=one).count() == 3
    assert not meanwhile.filter(person=other).exists()


def test_merged_undone_and_merged_again_comes_to_the_same(two):
    one, _ = two
    merged(two)
    once = states(one)
    merge_undo(one.merges_kept.get(), by=INSTALLER)

    merged(two)

    assert states(one) == once


def test_what_is_built_on_a_merge_keeps_it(two, units):
    one, _ = two
    made = merged(two)
    office_begin(one, units["first"], OfficeKind.MEMBER, span=YEAR, by=INSTALLER)

    with pytest.raises(XueshiError) as refused:
        merge_undo(made, by=INSTALLER)

    assert (refused.value.code, refused.value.values["count"]) == ("MERGE-006", 1)
    assert person_for(INSTALLER, made.merged.number) == one


def test_a_merge_is_undone_once(two):
    made = merged(two)
    merge_undo(made, by=INSTALLER)

    with pytest.raises(XueshiError) as refused:
        merge_undo(made, by=INSTALLER)

    assert refused.value.code == "MERGE-005"


def test_two_identity_numbers_are_two_people(units):
    one = person(units["first"], citizen_id=CITIZEN_ID)
    two = person(units["second"], citizen_id="110105194912310021")

    with pytest.raises(XueshiError) as refused:
        merged((one, two))

    assert refused.value.code == "MERGE-004"


def test_nobody_is_merged_with_himself_or_twice(two, units):
    one, other = two
    third = person(units["third"])
    merged(two)
    one, other = Person.objects.get(pk=one.pk), Person.objects.get(pk=other.pk)

    codes = []
    for pair in ((one, one), (one, other), (other, third), (third, one)):
        with pytest.raises(XueshiError) as refused:
            merged(pair)
        codes.append(refused.value.code)

    assert codes == ["MERGE-001", "MERGE-001", "MERGE-001", "MERGE-002"]


def test_who_changes_only_one_of_them_merges_none(two, units):
    with pytest.raises(NotAllowedError):
        merged(two, by=officer(units["first"]))

    assert not Person.objects.exclude(merged_into=None).exists()


def test_a_merge_is_seen_by_who_sees_the_person(two, units):
    made = merged(two)

    assert merge_for(officer(units["east"]), made.number) == made
    with pytest.raises(NotFoundError):
        merge_for(officer(units["west"]), made.number)


def test_a_merge_is_written_down(two):
    made = merged(two)

    record = AuditRecord.objects.latest("pk")
    assert (record.verb, record.thing) == ("person.merged", two[0].number)
    assert record.facts["merged"] == made.merged.number


def test_erasing_the_one_who_stays_erases_both_names(two, units):
    one, _ = two
    merged(two)

    identity_erase(one, reason="本人申请", by=INSTALLER)

    assert Identity.objects.filter(erased_at=None).count() == 0
    assert list(people_search(officer(units["top"]), "张")) == []


def test_the_account_follows_and_returns(two):
    one, other = two
    made = account("zhang")
    made.person = other
    made.save()

    merge = merged(two)
    made.refresh_from_db()
    assert made.person == one

    merge_undo(merge, by=INSTALLER)
    made.refresh_from_db()
    assert made.person == other


def test_people_of_one_name_and_birth_date_or_unit_may_be_one(units):
    by = officer(units["top"])
    one, two = person(units["first"], "张某"), person(units["first"], "张某")
    three, four = person(units["first"], "李某"), person(units["third"], "李某")
    person(units["second"], "王某"), person(units["third"], "王某")
    Identity.objects.filter(person__in=(three, four)).update(born_on=date(1980, 1, 1))

    found = {(pair.first, pair.second, pair.is_same_unit) for pair in duplicates(by=by)}

    assert found == {(one, two, True), (three, four, False)}
    assert duplicates(by=secretary(units["second"])) == []
    assert duplicates(by=member(one)) == []


def test_two_people_of_one_name_with_two_identity_numbers_are_no_duplicates(units):
    person(units["first"], "张某", citizen_id=CITIZEN_ID)
    person(units["first"], "张某", citizen_id="110105194912310021")

    assert duplicates(by=officer(units["top"])) == []


DAYS = st.integers(0, 40).map(lambda offset: date.fromordinal(date(2024, 1, 1).toordinal() + offset))
SPANS = st.tuples(DAYS, DAYS).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Span(*pair))


@given(SPANS, st.lists(SPANS, max_size=4))
def test_what_is_left_of_a_span_is_what_no_other_holds(span, others):
    left = without(span, others)

    days = [date.fromordinal(number) for number in range(date(2023, 12, 30).toordinal(), date(2024, 3, 1).toordinal())]
    for day in days:
        free = span.first <= day < span.until and not any(other.first <= day < other.until for other in others)
        assert sum(part.first <= day < part.until for part in left) == int(free)


def test_since_ever_until_further_notice_is_cut_as_well():
    assert without(Span(), [YEAR]) == [Span(BEGINNING, YEAR.first), Span(YEAR.until, FOREVER)]
    assert without(YEAR, [Span()]) == []
