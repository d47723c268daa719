"""The database itself refuses to change what is written once."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tests.offices import INSTALLER, branch, person
from xueshi.access.models import AuditRecord
from xueshi.kernel.units import Credit, HalfDays
from xueshi.ledger.actions import append
from xueshi.ledger.models import Participation, Posting
from xueshi.ledger.statements import Fact, Line
from xueshi.rules.facts import Form, OrganiserLevel

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 14)


@pytest.fixture
def posting() -> Posting:
    fact = Fact("unit", "r1", person(branch()).pk, "主题党日", Form.F3, DAY, DAY)
    line = Line(DAY, DAY, Form.F3, OrganiserLevel.GRASSROOTS, Credit(200), HalfDays(1), Credit(100), "M24", "1")
    append([(fact, (line,))], batch="x", by=INSTALLER)
    return Posting.objects.get()


@pytest.mark.parametrize("model", [Participation, Posting, AuditRecord])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_no_row_is_changed_or_deleted(posting, model, change):
    rows = model.objects.count()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(model._meta.db_table))

    assert model.objects.count() == rows


def counter(posting: Posting, **changes: object) -> Posting:
    values = {
        field.attname: getattr(posting, field.attname)
        for field in Posting._meta.concrete_fields
        if not field.primary_key
    }
    values.update(credit=-200, half_days=-1, theory=-100, reverses_id=posting.pk)
    return Posting(**{**values, **changes})


def test_an_exact_reversal_is_taken(posting):
    counter(posting).save(force_insert=True)

    assert Posting.objects.count() == 2


@pytest.mark.parametrize(
    "changes",
    [{"credit": -199}, {"half_days": 0}, {"theory": 0}, {"day": date(2025, 3, 13)}, {"book": "cadre"}, {"form": "F1"}],
)
def test_a_reversal_that_differs_is_refused(posting, changes):
    with pytest.raises(DatabaseError, match="reversal"), transaction.atomic():
        counter(posting, **changes).save(force_insert=True)

    assert Posting.objects.count() == 1


def test_a_second_reversal_and_a_reversal_of_a_reversal_are_refused(posting):
    first = counter(posting)
    first.save(force_insert=True)

    with pytest.raises(DatabaseError), transaction.atomic():
        counter(posting).save(force_insert=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        counter(posting, reverses_id=first.pk, credit=200, half_days=1, theory=100).save(force_insert=True)

    assert Posting.objects.count() == 2


def test_a_negative_amount_is_refused_unless_it_reverses(posting):
    with pytest.raises(DatabaseError), transaction.atomic():
        counter(posting, reverses_id=None).save(force_insert=True)

    assert Posting.objects.count() == 1
