"""What can be done with an import: the guard, the second person, pausing, who may do what."""

import pytest

from tests.intake.imported import (
    FIRST,
    HEADINGS,
    SECOND,
    THIRD,
    actor,
    checked,
    counts,
    done,
    looked,
    member,
    members,
    office,
    recorded,
    top,
)
from tests.offices import TODAY, account, county
from xueshi.access.approvals import approval_decide
from xueshi.access.models import Approval, AuditRecord
from xueshi.intake import imports
from xueshi.intake.imports import (
    import_begin,
    import_confirm,
    import_continue,
    import_drop,
    import_map,
    import_pause,
    import_start,
)
from xueshi.intake.models import ColumnMapping, Import, ImportState
from xueshi.kernel.actors import NotAllowedError
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.work import CancelledError
from xueshi.organisations.models import Organisation
from xueshi.people.models import Affiliation, Identity, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(settings, tmp_path):
    settings.XUESHI_DATA = tmp_path
    return county()


@pytest.fixture
def by(units):
    return office(units)


def who(number: str) -> Person:
    return Person.objects.get(identity__local_number=number)


def test_a_roster_goes_from_the_file_into_the_ledger_of_people_and_the_counts_add_up(by):
    one = recorded([*members(3), ("", "", ""), ("A00009", "无组织", "丙县委")], by)

    assert one.state == ImportState.DONE
    assert counts(one.counts) == (3, 0, 0, 1, 0)
    assert one.counts["rows"] == 4
    assert sorted(Identity.objects.values_list("local_number", flat=True)) == ["A00001", "A00002", "A00003"]


def test_the_same_file_again_changes_nothing(by):
    recorded(members(3), by)
    before = Affiliation.objects.count()

    one = recorded(members(3), by)

    assert counts(one.counts) == (0, 0, 3, 0, 0)
    assert Affiliation.objects.count() == before


def test_the_check_and_the_recording_count_alike(by):
    recorded(members(4), by)

    one = checked([member(1, SECOND), member(2), member(8), ("A00009", "无组织", "丙县委")], by)
    found = one.found
    one = done(import_confirm(one, by=by), by)

    assert counts(found) == counts(one.counts) == (1, 1, 1, 1, 0)
    assert (found["moved"], one.counts["moved"]) == (1, 1)


@pytest.mark.parametrize(("missing", "tripped"), [(20, []), (21, ["missing"])])
def test_the_guard_stops_when_more_than_twenty_are_missing(by, missing, tripped):
    recorded(members(100), by)

    one = checked(members(100 - missing), by, complete=True)

    assert one.found["missing"] == missing
    assert one.found["guard"] == tripped


@pytest.mark.parametrize(("known", "tripped"), [(220, []), (219, ["moved"])])
def test_the_guard_stops_when_more_than_a_tenth_moves(by, known, tripped):
    recorded(members(known), by)

    one = checked([*members(22, SECOND), *members(known - 22, start=23)], by)

    assert one.found["moved"] == 22
    assert one.found["guard"] == tripped


def test_a_file_that_is_not_complete_misses_nobody(by):
    recorded(members(100), by)

    one = checked(members(1), by)

    assert (one.found["missing"], one.found["guard"]) == (0, [])


def test_an_import_that_the_guard_stopped_goes_on_only_with_a_reason_and_a_second_person(units, by):
    recorded(members(30), by)
    one = checked(members(5), by, complete=True)

    with pytest.raises(XueshiError, match="IMPORT-002"):
        import_confirm(one, by=by)
    one = import_confirm(one, reason="两镇合并，其余已转出", by=by)

    assert one.state == ImportState.WAITING
    approval = Approval.objects.get()
    assert (approval.thing, approval.facts["Missing in the file"]) == (one.digest, 25)


def test_what_the_second_person_agreed_to_is_recorded_once(units, by):
    recorded(members(30), by)
    one = import_confirm(checked(members(5), by, complete=True), reason="核对无误", end_missing=True, by=by)
    with pytest.raises(XueshiError, match="ACCESS-022"):
        import_start(one, by=by)
    second = actor(account("second").pk, units["top"])

    approval_decide(Approval.objects.get(), granted=True, reason="", by=second)
    one = done(import_start(one, by=by), by)

    assert one.state == ImportState.DONE
    assert one.counts["ended"] == 25
    assert Person.objects.filter(counted_in__path__under=units["top"].path).count() == 5


@pytest.mark.parametrize(("count", "state"), [(2, ImportState.RUNNING), (3, ImportState.WAITING)])
def test_a_second_person_is_asked_above_a_size(by, monkeypatch, count, state):
    monkeypatch.setattr(imports, "LARGE", 2)

    one = import_confirm(checked(members(count), by), by=by)

    assert one.state == state


def test_a_changed_choice_needs_another_approval(units, by, monkeypatch):
    monkeypatch.setattr(imports, "LARGE", 1)
    one = import_confirm(checked(members(2), by, complete=True), by=by)
    second = actor(account("second").pk, units["top"])
    approval_decide(Approval.objects.get(), granted=True, reason="", by=second)

    one = import_confirm(one, end_missing=True, by=by)

    assert one.state == ImportState.WAITING
    assert Approval.objects.count() == 2


def test_missing_people_are_ended_only_when_that_is_chosen(units, by):
    recorded(members(5), by)

    recorded(members(4), by, complete=True)
    assert who("A00005").counted_in == units["first"]
    one = recorded(members(4), by, complete=True, end_missing=True)

    assert one.counts["ended"] == 1
    gone = who("A00005")
    assert gone.counted_in is None
    assert Affiliation.objects.known().get(person=gone).valid_to == TODAY


def test_only_a_complete_file_can_end_what_it_does_not_name(by):
    one = checked(members(2), by)

    with pytest.raises(XueshiError, match="IMPORT-006"):
        import_confirm(one, end_missing=True, by=by)


def test_columns_are_matched_as_in_the_units_last_file(by):
    headings = ("编码", "姓名", "支部")
    one = looked(members(1), by, headings=headings)
    assert "org" not in one.mapping
    chosen = {"number": "编码", "name": "姓名", "org": "支部"}
    one = done(import_map(one, chosen, complete=False, by=by), by)

    again = looked(members(2), by, headings=headings)

    assert again.mapping == chosen
    assert ColumnMapping.objects.get().fields == chosen


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"number": "人员编号", "name": "姓名"}, "TABLE-002"),
        ({"number": "人员编号", "name": "姓名", "org": "没有的列"}, "IMPORT-001"),
        ({"number": "人员编号", "name": "姓名", "org": "姓名"}, "IMPORT-001"),
        ({"number": "人员编号", "name": "姓名", "org": "所在党组织", "shoe": "备注"}, "IMPORT-001"),
    ],
)
def test_a_matching_that_cannot_be_is_refused(by, mapping, code):
    one = looked(members(1), by)

    with pytest.raises(XueshiError, match=code):
        import_map(one, mapping, complete=False, by=by)

    assert Import.objects.get().state == ImportState.READ


def test_columns_that_nothing_is_matched_to_are_listed(by):
    one = checked([member(1, FIRST, "x")], by, headings=(*HEADINGS, "鞋码"))

    assert one.found["unknown"] == ["鞋码"]


def test_about_what_it_has_no_column_for_a_file_says_nothing(units, by):
    recorded([member(1, FIRST, "书记", "是")], by, headings=(*HEADINGS, "党内职务", "流动党员"))
    person = who("A00001")
    assert person.office_rows.count() == 1

    one = recorded([member(1)], by)

    assert counts(one.counts) == (0, 0, 1, 0, 0)
    assert person.office_rows.filter(superseded_at=None).count() == 1


def test_somebody_without_days_in_the_file_moves_today(units, by):
    recorded([member(1)], by)

    recorded([member(1, SECOND)], by)

    before, now = Affiliation.objects.known().filter(person=who("A00001")).order_by("valid_from")
    assert (before.organisation, before.valid_to) == (units["first"], TODAY)
    assert (now.organisation, now.valid_from) == (units["second"], TODAY)


def test_people_of_other_units_are_refused(units, by):
    one = recorded([member(1), member(2, THIRD)], by, unit=units["east"])

    assert counts(one.counts) == (1, 0, 0, 1, 0)
    assert one.found["codes"] == {"PERSON-011": 1}


def test_who_may_not_import_for_a_unit_is_refused(units):
    west = office(units, "west", unit="west")

    with pytest.raises(NotAllowedError):
        import_begin("people", units["east"], "名册.csv", [b"x"], by=west)

    assert not Import.objects.exists()


def test_a_paused_import_carries_on_behind_its_last_portion(by, monkeypatch):
    one = import_confirm(checked(members(3), by), by=by)

    import_pause(one, by=by)
    one = done(import_continue(Import.objects.get(pk=one.pk), by=by), by)

    assert (one.state, counts(one.counts)) == (ImportState.DONE, (3, 0, 0, 0, 0))


def test_an_import_that_was_given_up_records_nothing(by):
    one = checked(members(3), by)

    import_drop(one, by=by)

    with pytest.raises(XueshiError, match="IMPORT-003"):
        import_confirm(one, by=by)
    assert not Person.objects.exists()


@pytest.mark.parametrize("act", [import_drop, import_pause, import_continue])
def test_what_is_recorded_cannot_be_given_up_paused_or_continued(by, act):
    one = recorded(members(1), by)

    with pytest.raises(XueshiError, match="IMPORT-003"):
        act(one, by=by)


@pytest.mark.django_db(transaction=True)
def test_a_job_for_an_import_that_no_longer_runs_stops(by):
    one = import_confirm(checked(members(1), by), by=by)
    Import.objects.update(state=ImportState.DROPPED)

    with pytest.raises(CancelledError):
        done(one, by)

    assert not Person.objects.exists()


def test_every_step_is_in_the_trail(by):
    one = recorded(members(1), by)

    verbs = AuditRecord.objects.filter(thing=one.number).order_by("pk").values_list("verb", flat=True)

    assert list(verbs) == ["import.begun", "import.mapped", "import.confirmed", "import.recorded"]


def test_organisations_of_the_file_are_not_made_up(by):
    recorded([("A00001", "某人", "甲县委/东镇党委/第九支部")], by)

    assert not Organisation.objects.filter(name="第九支部").exists()


def test_the_county_of_the_tests_is_where_rosters_begin(units):
    assert top() == units["top"]
