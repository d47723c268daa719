"""Credit and days are exact: what is written comes back, and what is finer than the unit is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.units import Credit, HalfDays, credit, credit_text, days_text, half_days, plain


@given(st.integers(-10_000_000, 10_000_000))
def test_credit_comes_back_as_written(amount: int) -> None:
    assert credit(credit_text(Credit(amount))) == amount
    assert credit(plain(Credit(amount))) == amount


@given(st.integers(-100_000, 100_000))
def test_days_come_back_as_written(amount: int) -> None:
    assert half_days(days_text(HalfDays(amount))) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [("160", 16000), ("37.5", 3750), ("0.01", 1), ("0.10", 10), ("-2.25", -225), ("+1", 100), ("007", 700)],
)
def test_credit_is_hundredths(text: str, amount: int) -> None:
    assert credit(text) == amount


@pytest.mark.parametrize("text", ["", "x", "1,5", "1.005", "1e3", "NaN", "１", ".5", "5.", "1 2"])
def test_what_is_no_credit_is_refused(text: str) -> None:
    with pytest.raises(XueshiError) as refused:
        credit(text)

    assert refused.value.code == "UNIT-001"


@pytest.mark.parametrize("text", ["0.25", "1.3", "half", ""])
def test_what_is_no_half_day_is_refused(text: str) -> None:
    with pytest.raises(XueshiError) as refused:
        half_days(text)

    assert refused.value.code == "UNIT-002"


@pytest.mark.parametrize(
    ("amount", "text"), [(16000, "160"), (3750, "37.5"), (1, "0.01"), (10, "0.1"), (0, "0"), (-50, "-0.5")]
)
def test_running_text_has_no_needless_zeros(amount: int, text: str) -> None:
    assert plain(Credit(amount)) == text


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "0.00"), (1, "0.01"), (-1, "-0.01"), (99, "0.99"), (100, "1.00"), (-12350, "-123.50")]
)
def test_credit_is_printed_with_two_decimals(amount: int, text: str) -> None:
    assert credit_text(Credit(amount)) == text


@pytest.mark.parametrize(("amount", "text"), [(0, "0"), (1, "0.5"), (2, "1"), (-1, "-0.5"), (-3, "-1.5"), (41, "20.5")])
def test_days_show_a_decimal_only_for_a_half(amount: int, text: str) -> None:
    assert days_text(HalfDays(amount)) == text


@pytest.mark.parametrize(("text", "halves"), [("0", 0), ("0.5", 1), ("1.0", 2), ("-0.50", -1), ("+20", 40)])
def test_days_are_counted_in_halves(text: str, halves: int) -> None:
    assert half_days(text) == halves


def test_a_round_number_of_credit_keeps_its_zeros_before_the_point() -> None:
    assert [plain(Credit(amount)) for amount in (1000, 10000, 100000)] == ["10", "100", "1000"]


def test_what_was_written_is_repeated_in_both_languages() -> None:
    with pytest.raises(XueshiError) as refused:
        credit("1.005")

    assert refused.value.what("zh") == "“1.005”不是学时数"
    assert refused.value.message("en") == (
        "“1.005” is not a number of credit hours; allowed: a number with at most two decimals, such as 37.5"
    )
