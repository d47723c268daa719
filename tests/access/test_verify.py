"""Whatever is done to the trail behind the system's back is found, and the record is named."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.behind import behind_the_back
from xueshi.access.actors import witness
from xueshi.access.chain import LANES, append, link
from xueshi.access.models import AuditBlock, AuditRecord
from xueshi.access.models.trail import key_of, named
from xueshi.access.seal import hash_of, seal
from xueshi.access.verify import verify, write_checkpoint
from xueshi.kernel.actors import Act, Actor, audit
from xueshi.kernel.errors import XueshiError

pytestmark = pytest.mark.django_db

OTHERS = {
    "id": key_of(5, 99),
    "at": datetime(2020, 1, 1, tzinfo=UTC),
    "day": date(2020, 1, 1),
    "account": 99,
    "person": 99,
    "address": "203.0.113.9",
    "verb": "thing.left",
    "kind": "other",
    "thing": "n99",
    "facts": {"n": 99},
    "reason": "另有原因",
    "approver": 99,
    "request_id": "r99",
    "chain": "f" * 64,
}


def write(count: int = 5, first: int = 1) -> list[AuditRecord]:
    """Some acts, each a record."""
    acts = (
        Act(7, "thing.done", "thing", f"n{n}", {"n": n, "who": "张某"}, "原因") for n in range(first, first + count)
    )
    return [append(act, request_id="r1", address="192.0.2.1") for act in acts]


def found(**options) -> list[tuple[str, str]]:
    """Code and name of every fault."""
    return [
        (fault.code, str(fault.values.get("name", fault.values.get("number")))) for fault in verify(**options).faults
    ]


def others() -> list[str]:
    """The columns of a record."""
    return [field.name for field in AuditRecord._meta.concrete_fields]


def test_an_untouched_trail_is_whole():
    write()
    seal()
    write(3, 6)

    report = verify()

    assert (report.records, report.blocks, report.faults) == (8, 2, [])


def test_an_empty_trail_is_whole():
    report = verify()

    assert (report.records, report.blocks, report.faults) == (0, 0, [])


@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "fresh"])
@pytest.mark.parametrize("at", [0, 2, 4], ids=["first", "middle", "last"])
@pytest.mark.parametrize("column", sorted(set(OTHERS) - {"id"}))
def test_a_changed_column_is_found_and_its_record_named(column, at, sealed):
    records = write()
    if sealed:
        seal()
    with behind_the_back():
        AuditRecord.objects.filter(pk=records[at].pk).update(**{column: OTHERS[column]})

    assert found() == [("AUDIT-001", records[at].name)]


def test_the_sweep_above_covers_every_column():
    assert sorted(OTHERS) == sorted(others())


@pytest.mark.parametrize("at", [0, 2, 4], ids=["first", "middle", "last"])
def test_a_record_under_another_number_is_missed_at_its_place(at):
    records = write()
    seal()
    with behind_the_back():
        AuditRecord.objects.filter(pk=records[at].pk).update(id=OTHERS["id"])

    assert ("AUDIT-002", records[at].name) in found()


@pytest.mark.parametrize("at", [0, 2, 4], ids=["first", "middle", "last"])
def test_a_deleted_sealed_record_is_named(at):
    records = write()
    seal()
    with behind_the_back():
        AuditRecord.objects.filter(pk=records[at].pk).delete()

    assert found() == [("AUDIT-002", records[at].name)]


@pytest.mark.parametrize("at", [0, 2], ids=["first", "middle"])
def test_a_deleted_fresh_record_is_named_once_another_follows(at):
    records = write()
    with behind_the_back():
        AuditRecord.objects.filter(pk=records[at].pk).delete()

    assert found() == [("AUDIT-002", records[at].name)]


def test_a_run_of_deleted_records_is_named_by_its_ends():
    records = write(10)
    seal()
    with behind_the_back():
        AuditRecord.objects.filter(pk__in=[record.pk for record in records[3:6]]).delete()

    assert found() == [("AUDIT-002", f"{records[3].name}–{records[5].name}")]


@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "fresh"])
def test_two_records_that_changed_places_are_both_named(sealed):
    first, _, third, *_rest = write()
    if sealed:
        seal()
    with behind_the_back():
        for record, other in ((first, third), (third, first)):
            said = {name: getattr(other, name) for name in others() if name not in ("id", "chain")}
            AuditRecord.objects.filter(pk=record.pk).update(**said)

    assert found() == [("AUDIT-001", first.name), ("AUDIT-001", third.name)]


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        (6, ("AUDIT-001", "0-6")),
        (500, ("AUDIT-002", "0-6–0-499")),
        (0, ("AUDIT-001", "0-0")),
        (-3, ("AUDIT-001", named(-3))),
    ],
)
def test_a_record_that_was_slipped_in_is_found(key, fault):
    last = write()[-1]
    seal()
    said = {name: getattr(last, name) for name in others() if name != "id"}
    AuditRecord.objects.create(pk=key, **said)

    assert found() == [fault]


def test_a_record_in_a_lane_of_its_own_is_named():
    last = write()[-1]
    said = {name: getattr(last, name) for name in others() if name != "id"}
    AuditRecord.objects.create(pk=key_of(LANES - 1, 1), **said)

    assert found() == [("AUDIT-001", f"{LANES - 1}-1")]


def test_whoever_holds_the_key_of_the_chain_still_breaks_the_block():
    records = write()
    seal()
    chain = records[1].chain
    with behind_the_back():
        for record in records[2:]:
            record.account = 1
            record.chain = chain = link(chain, record)
            AuditRecord.objects.filter(pk=record.pk).update(account=1, chain=chain)

    assert found() == [("AUDIT-006", "1")]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", datetime(2020, 1, 1, tzinfo=UTC)),
        ("heads", {"0": 1}),
        ("count", 1),
        ("algorithm", "sm3"),
        ("algorithm", "md5"),
        ("root", "0" * 64),
        ("previous", "1" * 64),
        ("hash", "2" * 64),
    ],
)
def test_a_changed_block_is_named(column, value):
    for first in (1, 6, 11):
        write(5, first)
        seal()
    with behind_the_back():
        AuditBlock.objects.filter(number=2).update(**{column: value})

    assert ("AUDIT-004", "2") in found()


def test_a_block_hashed_anew_has_no_valid_signature():
    write()
    seal()
    block = AuditBlock.objects.get()
    block.count = 4
    with behind_the_back():
        AuditBlock.objects.filter(number=1).update(count=4, hash=hash_of(block))

    assert found() == [("AUDIT-005", "1")]


def test_a_deleted_block_is_named():
    for first in (1, 6, 11):
        write(5, first)
        seal()
    with behind_the_back():
        AuditBlock.objects.filter(number=2).delete()

    assert found() == [("AUDIT-003", "2")]


def test_a_cut_tail_is_found_by_the_checkpoint_only(tmp_path):
    write()
    seal()
    last = write(5, 6)
    write_checkpoint(tmp_path / "kept.json")
    with behind_the_back():
        AuditBlock.objects.filter(number=2).delete()
        AuditRecord.objects.filter(pk__in=[record.pk for record in last]).delete()

    assert found() == []
    assert found(checkpoint=tmp_path / "kept.json") == [("AUDIT-007", "2")]


def test_a_tail_written_anew_does_not_fit_the_checkpoint(tmp_path):
    write()
    write_checkpoint(tmp_path / "kept.json")
    with behind_the_back():
        AuditBlock.objects.all().delete()
        AuditRecord.objects.all().delete()
    write(4)

    assert found() == []
    assert found(checkpoint=tmp_path / "kept.json") == [("AUDIT-007", "1")]


def test_a_trail_that_went_on_fits_its_checkpoint(tmp_path):
    write()
    write_checkpoint(tmp_path / "kept.json")
    write(5, 6)

    assert found(checkpoint=tmp_path / "kept.json") == []


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('"count": 5', '"count": 4'),
        lambda text: text.replace('"number": 1', '"number": 2'),
        lambda text: "{}",
        lambda text: "no json",
        lambda text: "[]",
    ],
    ids=["count", "number", "empty", "text", "list"],
)
def test_a_forged_checkpoint_is_refused(tmp_path, change: Callable[[str], str]):
    write()
    path = tmp_path / "kept.json"
    write_checkpoint(path)
    path.write_text(change(path.read_text("utf-8")), "utf-8")

    with pytest.raises(XueshiError) as refused:
        verify(checkpoint=path)

    assert refused.value.code == "AUDIT-008"


def test_an_empty_trail_has_no_checkpoint(tmp_path):
    assert write_checkpoint(tmp_path / "kept.json") == 0
    assert not (tmp_path / "kept.json").exists()


def test_verification_since_a_day_looks_at_what_was_sealed_since(db):
    with time_machine.travel(datetime(2026, 1, 5, 3, tzinfo=UTC), tick=False):
        old = write()
        seal()
    with time_machine.travel(datetime(2026, 1, 7, 3, tzinfo=UTC), tick=False):
        new = write(3, 6)
        seal()
    with behind_the_back():
        AuditRecord.objects.filter(pk__in=[old[1].pk, new[1].pk]).update(account=99)

    assert found() == [("AUDIT-001", old[1].name), ("AUDIT-001", new[1].name)]
    assert found(since=date(2026, 1, 6)) == [("AUDIT-001", new[1].name)]
    assert verify(since=date(2026, 1, 6)).records == 3


def test_the_first_record_after_the_day_is_tied_to_the_last_one_before():
    with time_machine.travel(datetime(2026, 1, 5, 3, tzinfo=UTC), tick=False):
        write()
        seal()
    first = write(3, 6)[0]
    with behind_the_back():
        AuditRecord.objects.filter(pk=first.pk).update(account=99)

    assert found(since=date(2026, 1, 6)) == [("AUDIT-001", first.name)]


def test_both_families_of_hashes_prove_the_same_trail(settings):
    write()
    settings.XUESHI_AUDIT_HASH = "sm3"
    later = write(5, 6)
    seal()

    assert AuditBlock.objects.get().algorithm == "sm3"
    assert found() == []
    with behind_the_back():
        AuditRecord.objects.filter(pk=later[2].pk).update(reason="")
    assert found() == [("AUDIT-001", later[2].name)]


def test_another_installation_s_key_proves_nothing(settings):
    records = write(2)
    seal()

    settings.XUESHI_AUDIT_KEY = "00" * 32

    assert found() == [("AUDIT-001", record.name) for record in records]


def test_a_witness_writes_what_the_act_says():
    by = Actor(7, date(2026, 6, 30), (), witness("r9", "192.0.2.7"), person=3)

    with time_machine.travel(datetime(2026, 6, 29, 16, 30, tzinfo=UTC), tick=False):
        audit(by, "thing.done", "thing", "n1", reason="更正", approver=8, before={"a": 1}, after={"a": 2})

    record = AuditRecord.objects.get()
    assert (record.account, record.person, record.address, record.request_id) == (7, 3, "192.0.2.7", "r9")
    assert (record.at.isoformat(), record.day) == ("2026-06-29T16:30:00+00:00", date(2026, 6, 30))
    assert (record.reason, record.approver) == ("更正", 8)
    assert record.facts == {"before": {"a": 1}, "after": {"a": 2}}
    assert (record.lane, record.place, record.name) == (0, 1, "0-1")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    sizes=st.lists(st.integers(1, 6), min_size=1, max_size=4),
    sealed=st.lists(st.booleans(), min_size=4, max_size=4),
    victim=st.integers(0, 1000),
    column=st.sampled_from(sorted(OTHERS)),
    delete=st.booleans(),
)
def test_any_single_change_of_any_trail_is_found(sizes, sealed, victim, column, delete):
    with transaction.atomic():
        records: list[AuditRecord] = []
        for size, seals in zip(sizes, sealed, strict=False):
            records += write(size, len(records) + 1)
            if seals:
                seal()
        seal()
        record = records[victim % len(records)]
        with behind_the_back():
            row = AuditRecord.objects.filter(pk=record.pk)
            _ = row.delete() if delete else row.update(**{column: OTHERS[column]})

        names = [name for _code, name in found()]

        assert record.name in names
        transaction.set_rollback(True)


def test_days_pass_without_a_fault():
    for day in range(5):
        with time_machine.travel(datetime(2026, 1, 1 + day, tzinfo=UTC), tick=False):
            write(2, day + 1)
            seal()

    assert (verify().blocks, verify().faults) == (5, [])
