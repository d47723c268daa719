"""The frame of the measurements."""

import pytest

from bench.result import Result
from bench.run import number, table


def test_a_ratio_compares_the_value_with_its_baseline():
    result = Result("judge", value=3.0, unit="s", baseline=1.5, data="100 000 members")

    record = result.record()

    assert record == {
        "name": "judge", "value": 3.0, "unit": "s", "baseline": 1.5, "data": "100 000 members", "ratio": 2.0
    }  # fmt: skip


def test_without_a_baseline_there_is_no_ratio():
    result = Result("memory", value=512, unit="MB")

    assert result.ratio is None


@pytest.mark.parametrize(
    ("value", "said"), [(None, "-"), (0.01234, "0.0123"), (99.9, "99.9"), (100, "100"), (2_500_000, "2,500,000")]
)
def test_numbers_are_read_without_exponents(value, said):
    assert number(value) == said


def test_the_table_has_a_row_for_each_result():
    results = [Result("a", 1, "s"), Result("b", 2, "s", 1)]

    made = table(results)

    assert made.row_count == 2
    assert [column.header for column in made.columns] == ["name", "value", "unit", "baseline", "ratio", "data"]
