"""Tables that are only ever added to."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.offices import branch
from xueshi.access.models import AuditRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> AuditRecord:
    """What the founding of an organisation left on the trail."""
    branch()
    found: AuditRecord = AuditRecord.objects.get()
    return found


@pytest.mark.parametrize(
    "statement",
    ["UPDATE access_auditrecord SET verb = 'x'", "DELETE FROM access_auditrecord"],
    ids=["change", "delete"],
)
def test_the_database_itself_keeps_the_trail(record, statement):
    with (
        pytest.raises(DatabaseError, match="access_auditrecord is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert AuditRecord.objects.get().verb == "organisation.founded"


def test_no_detour_through_the_model_changes_the_trail(record):
    record.verb = "nothing.happened"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        record.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        record.delete()

    assert AuditRecord.objects.get().verb == "organisation.founded"


def test_the_trail_is_added_to(record):
    AuditRecord.objects.create(pk=99, account=1, verb="x.done", kind="x", thing="1")

    assert AuditRecord.objects.count() == 2
