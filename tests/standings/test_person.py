"""One person's page: meters, entries, clauses."""

from datetime import date

import pytest

from tests.web.conftest import county, office  # noqa: F401
from xueshi.ledger.models import Participation
from xueshi.standings.models import Determination, JudgingRun
from xueshi.standings.person import PersonPage


def page(office, number: str) -> PersonPage:  # noqa: F811
    """The page of a person for the officer."""
    return PersonPage(office.people[number], office.run, by=office.actor("officer"))


def test_meters_show_what_is_there_needed_and_expected_by_now(office):  # noqa: F811
    card = next(card for card in page(office, "P01").cards if card.key == "M24-I02")

    assert [(meter.measure, meter.has, meter.needs, meter.expected, meter.missing) for meter in card.meters] == [
        ("half_days", 10, 40, 20, 30),
        ("credit", 4000, 16000, 7987, 12000),
    ]


def test_nothing_is_expected_of_what_is_reached(office):  # noqa: F811
    card = next(card for card in page(office, "P02").cards if card.key == "M24-I02")

    assert [(meter.expected, meter.missing) for meter in card.meters] == [(0, 0), (0, 0)]


@pytest.mark.parametrize("number", ["P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08"])
def test_the_page_says_what_the_run_determined(office, number):  # noqa: F811
    stored = Determination.objects.filter(run=office.run, person=office.people[number]).exclude(status="not_applicable")
    determined = {(row.clause, row.window_first): (row.status, row.credit, row.half_days) for row in stored}

    verdicts = [card.explanation.verdict for card in page(office, number).cards]

    shown = {(one.clause, one.window.first): (one.status, one.has.credit, one.has.half_days) for one in verdicts}
    assert shown == determined


def test_every_counted_entry_names_its_clauses(office):  # noqa: F811
    clauses = page(office, "P07").clauses_of

    assert list(clauses.values()) == [[]]


def test_an_entry_is_judged_by_every_clause_that_applies(office):  # noqa: F811
    entry = Participation.objects.get(record="R01")

    judged = page(office, "P01").judged(entry.pk)

    assert [(item.card.key, item.reason is None) for item in judged] == [
        ("M24-I01", True),
        ("M24-I02", True),
        ("M24-I03", True),
        ("M24-I04.2026", True),
        ("M24-I04.2025", False),
        ("M24-I04.2024", False),
        ("M24-I05", True),
    ]


@pytest.mark.parametrize("number", ["P03", "P04", "P05"])
def test_who_need_not_be_assessed_has_the_status_that_says_why(office, number):  # noqa: F811
    wanted = {"P03": "exempt", "P04": "delegated", "P05": "not_assessable"}

    card = next(card for card in page(office, number).cards if card.key == "M24-I02")

    assert card.explanation.verdict.status == wanted[number]


def test_nothing_more_is_expected_in_a_year_that_is_over(office):  # noqa: F811
    card = next(card for card in page(office, "P01").cards if card.key == "M24-I04.2025")

    assert {meter.expected for meter in card.meters} == {0}
    assert all(meter.missing == meter.needs for meter in card.meters)


def test_a_meter_says_its_unit_in_both_languages(office):  # noqa: F811
    card = next(card for card in page(office, "P01").cards if card.key == "M24-I02")

    assert [(meter.words.zh, meter.words.en) for meter in card.meters] == [("天", "days"), ("学时", "credit hours")]


def test_entries_stand_with_the_latest_first(office):  # noqa: F811
    days = [entry.day.isoformat() for entry in page(office, "P02").entries]

    assert days == ["2026-05-11", "2025-11-10", "2025-05-12", "2024-05-13"]


@pytest.mark.parametrize(("as_of", "count"), [(date(2025, 5, 11), 1), (date(2025, 5, 12), 2), (date(2025, 5, 13), 2)])
def test_entries_after_the_day_of_the_run_are_not_shown(office, as_of, count):  # noqa: F811
    earlier = JudgingRun(plan="M24", as_of=as_of, settings={})

    found = PersonPage(office.people["P02"], earlier, by=office.actor("officer"))

    assert len(found.entries) == count


def test_the_choices_of_the_run_decide_what_counts(office):  # noqa: F811
    run = JudgingRun(plan="M24", as_of=office.run.as_of, settings={"AM-01": "always"})

    clauses = PersonPage(office.people["P07"], run, by=office.actor("officer")).clauses_of

    assert "M24-I02" in [asked.key for found in clauses.values() for asked in found]


def test_an_entry_of_somebody_else_is_judged_by_no_clause(office):  # noqa: F811
    entry = Participation.objects.get(record="R02")

    assert page(office, "P01").judged(entry.pk) == []
