"""Records of earlier years through the pipeline: credited, counted once, undone by counter-entries, brought again."""

import pytest
from django.db.models import Sum

from tests.intake.imported import checked, counts, members, office, recorded, undone
from tests.offices import county
from xueshi.intake.models import ImportState
from xueshi.kernel.errors import XueshiError
from xueshi.ledger.actions import reverse
from xueshi.ledger.models import Participation, Posting

pytestmark = pytest.mark.django_db
HEADINGS = ("人员编号", "姓名", "活动名称", "培训形式", "开始时间", "结束时间", "学时", "记录编号")
CLASS = ("A00001", "党员1", "轮训班", "脱产培训", "2021-05-10", "2021-05-14", "40", "R1")
LECTURE = ("A00002", "党员2", "讲座", "专题讲座", "2022-03-01", "2022-03-01", "4", "R2")


@pytest.fixture
def by(settings, tmp_path):
    settings.XUESHI_DATA = tmp_path
    who = office(county())
    recorded(members(2), who)
    return who


def history(*rows, by, how=recorded):
    return how(list(rows), by, kind="history", headings=HEADINGS)


def total() -> int:
    return Posting.objects.aggregate(total=Sum("credit"))["total"] or 0


def test_records_are_credited_and_marked_as_migrated(by):
    one = history(CLASS, LECTURE, by=by)

    assert counts(one.counts) == (2, 0, 0, 0, 0)
    assert total() == 4400
    assert set(Participation.objects.values_list("evidence", "batch")) == {("migrated", one.number)}


def test_the_check_foresees_what_is_refused(by):
    rows = (CLASS, ("A00009", "谁", *LECTURE[2:]), (*LECTURE[:6], "400", "R3"))

    found = history(*rows, by=by, how=checked).found

    assert counts(found) == (1, 0, 0, 2, 0)
    assert total() == 0
    assert counts(history(*rows, by=by).counts) == (1, 0, 0, 2, 0)


def test_the_same_records_again_count_once(by):
    history(CLASS, by=by)

    assert counts(history(CLASS, by=by).counts) == (0, 0, 1, 0, 0)
    assert total() == 4000


def test_undone_records_count_nothing_and_can_be_brought_again(by):
    one = undone(history(CLASS, LECTURE, by=by), by)
    assert (one.state, total()) == (ImportState.UNDONE, 0)

    again = history(CLASS, LECTURE, by=by)

    assert counts(again.counts) == (2, 0, 0, 0, 0)
    assert total() == 4400
    assert undone(again, by).state == ImportState.UNDONE
    assert counts(history(CLASS, by=by).counts) == (1, 0, 0, 0, 0)
    assert total() == 4000


@pytest.mark.django_db(transaction=True)
def test_a_corrected_record_keeps_the_whole_import(by):
    one = history(CLASS, LECTURE, by=by)
    reverse(Posting.objects.order_by("pk")[0], reason="更正", by=by)

    with pytest.raises(XueshiError, match="LEDGER-002"):
        undone(one, by)

    assert total() == 400
