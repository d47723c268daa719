"""Transactions that run side by side write into lanes without gaps; what is taken back leaves none."""

import threading

import pytest
from django.db import connection, transaction

from tests.access.test_verify import write
from xueshi.access.chain import BEGINNING, head, lanes
from xueshi.access.models import AuditBlock, AuditRecord
from xueshi.access.seal import seal
from xueshi.access.verify import verify

SIDE_BY_SIDE = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")


class RefusedError(Exception):
    """Something goes wrong after the act was written down."""


@pytest.mark.django_db
def test_what_was_taken_back_leaves_no_gap():
    write(2)
    with transaction.atomic():
        write(3)
        transaction.set_rollback(True)
    last = write(1)[0]

    assert last.place == 3
    assert verify().faults == []


@pytest.mark.django_db
def test_the_head_of_an_empty_lane_is_the_beginning():
    assert head(3) == (3 << 40, BEGINNING)
    assert lanes() == []


@pytest.mark.django_db
def test_sealing_twice_makes_one_block():
    write(3)

    assert (seal(), seal()) == (1, 0)
    block = AuditBlock.objects.get()
    assert (block.number, block.count, block.previous) == (1, 3, BEGINNING)


@pytest.mark.django_db
def test_a_long_trail_is_sealed_in_blocks(monkeypatch):
    monkeypatch.setattr("xueshi.access.seal.BLOCK", 4)
    write(10)

    assert seal() == 3
    assert list(AuditBlock.objects.order_by("number").values_list("count", flat=True)) == [4, 4, 2]
    assert verify().faults == []


def each(number: int, barrier: threading.Barrier) -> None:
    """Ten transactions of one thread, every third of them taken back."""
    barrier.wait()
    for turn in range(10):
        try:
            with transaction.atomic():
                write(2, number * 100 + turn)
                if turn % 3 == 2:
                    raise RefusedError
        except RefusedError:
            continue
    connection.close()


@SIDE_BY_SIDE
@pytest.mark.django_db(transaction=True)
def test_writers_side_by_side_leave_a_trail_that_is_whole():
    barrier = threading.Barrier(4)
    threads = [threading.Thread(target=each, args=(number, barrier)) for number in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert AuditRecord.objects.count() == 4 * 7 * 2
    assert verify().faults == []


@SIDE_BY_SIDE
@pytest.mark.django_db(transaction=True)
def test_a_writer_does_not_wait_for_another():
    written = threading.Event()

    def other() -> None:
        write(1, 50)
        written.set()
        connection.close()

    with transaction.atomic():
        write(1)
        thread = threading.Thread(target=other)
        thread.start()
        assert written.wait(20)
    thread.join()

    assert lanes() == [0, 1]
    assert verify().faults == []
