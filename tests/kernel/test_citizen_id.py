"""Identity numbers are checked to the last digit and never repeated in an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xueshi.kernel.citizen_id import check_digit, citizen_id
from xueshi.kernel.columns import Cell
from xueshi.kernel.errors import XueshiError

GOOD = "11010519491231002X"


@pytest.mark.parametrize(
    "cell",
    [GOOD, GOOD.lower(), f" {GOOD} ", "１１０１０５１９４９１２３１００２Ｘ", f"'{GOOD}", "110105 19491231 002X"],
)
def test_the_number_is_read_in_any_spelling(cell: str) -> None:
    assert citizen_id(cell) == GOOD


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("110105194912310021", "ID-002"),
        ("110105491231002", "ID-003"),
        (110105194912310020.0, "ID-004"),
        (110105194912310020, "ID-004"),
        ("1.10105E+17", "ID-004"),
        ("110105194902300028", "ID-005"),
        ("110105189912310020", "ID-005"),
        ("11010519491231002", "ID-001"),
        ("11010519491231002XX", "ID-001"),
        ("01010519491231002X", "ID-001"),
        ("无", "ID-001"),
    ],
)
def test_every_other_number_is_refused_with_its_reason(cell: Cell, code: str) -> None:
    with pytest.raises(XueshiError) as error:
        citizen_id(cell)

    assert error.value.code == code
    assert str(cell) not in error.value.message("zh")


def test_an_empty_text_is_no_number() -> None:
    assert citizen_id(" ") is None


@given(st.integers(100, 999), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(sequence: int, place: int, change: int) -> None:
    digits = f"99010119800101{sequence}"
    number = digits + check_digit(digits)
    wrong = number[:place] + str((int(number[place]) + change) % 10) + number[place + 1 :]

    with pytest.raises(XueshiError):
        citizen_id(wrong)
