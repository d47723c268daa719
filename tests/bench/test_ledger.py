"""The measured ledger holds what was appended, its twin the same rows, and its seals verify."""

import pytest
from django.db import connection

from bench import ledger
from xueshi.ledger.models import Participation, Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch):
    monkeypatch.setattr(ledger, "PEOPLE", 38)
    monkeypatch.setattr(ledger, "BATCH", 20)
    return ledger.inhabitants()


def test_the_twin_tables_hold_the_same_rows(people):
    ledger.append_all(50, people)

    ledger.bare_seconds()

    for table in ledger.TABLES:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM bare_{table} ORDER BY id")
            assert len(rows := cursor.fetchall()) == 50
        assert rows == ledger.rows_of(table)[1]


def test_every_meeting_is_entered_for_everyone_there(people):
    rate = ledger.meetings(4, people)

    assert rate > 0
    assert Participation.objects.count() == Posting.objects.count() == 4 * 19
    assert Participation.objects.filter(first_day=ledger.FIRST).count() == 38


def test_what_is_measured_verifies(people):
    ledger.append_all(50, people)

    answer = ledger.sealed(jobs=1)

    assert set(answer) == {"seal", "hash", "verify", "verify on two"}
