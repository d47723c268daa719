"""Rows on the disk: every row comes once, rows that share a name come together, what must come first comes first."""

import tracemalloc
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xueshi.intake import staging
from xueshi.intake.staging import Draft, Staging, packed, unpacked

NAME = st.one_of(st.none(), st.sampled_from([f"n:{at}" for at in range(8)]))
OTHER = st.one_of(st.none(), st.sampled_from([f"i:{at}" for at in range(8)]))


def made(folder, rows: int, name: str = "a.db") -> Staging:
    draft = Draft(folder / name)
    draft.add(0, ((at + 2, [f"A{at}", "x" * 50]) for at in range(rows)))
    draft.finish(rows=rows)
    return Staging(folder / name)


def portions(one: Staging) -> list[list[int]]:
    place, found = 0, []
    while raws := one.portion(place):
        place = raws[-1].place
        found.append([raw.at for raw in raws])
    return found


def keyed(one: Staging, keys, *, by_level: bool = False):
    one.begin([0])
    with one.together():
        one.key((at, *key) for at, key in enumerate(keys, 1))
    return one.group(by_level=by_level)


@given(st.lists(st.tuples(NAME, OTHER), min_size=1, max_size=40), st.integers(1, 7))
def test_every_row_comes_once_and_rows_that_share_a_name_come_together(tmp_path_factory, names, at_once):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging, "AT_ONCE", at_once)
        one = made(tmp_path_factory.mktemp("staging"), len(names))
        keyed(one, [(first, other, None) for first, other in names])

        found = portions(one)
        one.close()

    where = {at: index for index, portion in enumerate(found) for at in portion}
    assert sorted(at for portion in found for at in portion) == list(range(1, len(names) + 1))
    for name in {name for pair in names for name in pair if name}:
        assert len({where[at] for at, pair in enumerate(names, 1) if name in pair}) == 1


@given(st.permutations(range(12)))
def test_what_must_come_first_comes_first(tmp_path_factory, order):
    one = made(tmp_path_factory.mktemp("staging"), 12)
    keyed(one, [(f"c:{at}", None, f"c:{(at - 1) // 2}" if at else None) for at in order], by_level=True)

    found = [order[at - 1] for portion in portions(one) for at in portion]
    one.close()

    assert all(found.index((at - 1) // 2) < found.index(at) for at in range(1, 12))


def test_rows_that_come_before_themselves_are_named_and_left_out(tmp_path):
    one = made(tmp_path, 3)

    large, circular = keyed(one, [("a", None, "b"), ("b", None, "a"), ("c", None, None)], by_level=True)

    assert (large, circular) == ([], [1, 2])
    assert portions(one) == [[3]]
    one.close()


@pytest.mark.parametrize(("count", "refused"), [(3, []), (4, [1, 2, 3, 4])])
def test_a_group_that_is_too_large_is_left_out(tmp_path, monkeypatch, count, refused):
    monkeypatch.setattr(staging, "LARGEST_GROUP", 3)
    one = made(tmp_path, 5)

    large, _ = keyed(one, [("a", None, None)] * count + [("b", None, None)] * (5 - count))

    assert large == refused
    assert sorted(at for portion in portions(one) for at in portion) == [at for at in range(1, 6) if at not in refused]
    one.close()


def test_cells_come_back_as_they_were():
    cells = [
        "文",
        1,
        2.5,
        None,
        True,
        date(2026, 1, 2),
        datetime.fromisoformat("2026-01-02T03:04"),
        time(5, 6),
        timedelta(hours=1),
        '{"',
    ]

    assert unpacked(packed(cells)) == cells


def test_a_draft_takes_its_name_only_when_it_is_complete(tmp_path):
    draft = Draft(tmp_path / "a.db")
    draft.add(0, [(1, ["x"])])

    assert not (tmp_path / "a.db").exists()
    draft.finish(rows=1)
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]


def test_memory_does_not_grow_with_the_file(tmp_path):
    peaks = []
    for rows in (10_000, 40_000):
        one = made(tmp_path, rows, f"{rows}.db")
        keyed(one, ((f"n:{at // 2}", None, None) for at in range(rows)))
        tracemalloc.start()
        portions(one)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        one.close()

    assert peaks[1] < 2 * peaks[0]


def test_refusals_of_a_later_try_take_the_place_of_earlier_ones(tmp_path):
    one = made(tmp_path, 2)
    keyed(one, [("a", None, None), ("b", None, None)])
    said = {"code": "X-001", "zh": "错", "en": "wrong"}
    one.refuse([1, 2], [(1, "X-001", said), (1, "X-001", said), (2, "X-002", said)])

    one.refuse([1], [])

    assert (one.refused_count(), one.codes()) == (1, {"X-002": 1})
    assert [raw.number for raw, _ in one.refused_rows()] == [3]
    one.close()
