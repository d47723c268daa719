"""Cells become exact values or are refused with a code."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from xueshi.kernel import cells
from xueshi.kernel.columns import Cell
from xueshi.kernel.errors import Problem, XueshiError


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC).replace(tzinfo=None)


def code_of(error: pytest.ExceptionInfo[XueshiError]) -> str:
    return error.value.code


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2017.6", date(2017, 6, 1)),
        ("2017.06.01", date(2017, 6, 1)),
        ("1969.01", date(1969, 1, 1)),
        ("2017.1", date(2017, 1, 1)),
        ("2017.10", date(2017, 10, 1)),
        ("2019/2/3", date(2019, 2, 3)),
        ("2019-2-3", date(2019, 2, 3)),
        ("2019年2月3日", date(2019, 2, 3)),
        ("2019年2月", date(2019, 2, 1)),
        ("２０１９．２．３", date(2019, 2, 3)),
        ("2019 年 2 月 3 日", date(2019, 2, 3)),
        ("20190203", date(2019, 2, 3)),
        ("196901", date(1969, 1, 1)),
        ("45292", date(2024, 1, 1)),
        ("2019/2/3 14:30", date(2019, 2, 3)),
        (45292, date(2024, 1, 1)),
        (45292.0, date(2024, 1, 1)),
        (45292.375, date(2024, 1, 1)),
        (2017.6, date(2017, 6, 1)),
        (2017.11, date(2017, 11, 1)),
        (201906.0, date(2019, 6, 1)),
        (20190203.0, date(2019, 2, 3)),
        (date(2024, 2, 29), date(2024, 2, 29)),
        (at(2024, 2, 29, 9), date(2024, 2, 29)),
        ("至今", None),
        ("—", None),
        (" ", None),
    ],
)
def test_dates_are_read_in_every_usual_shape(cell: Cell, value: date | None) -> None:
    assert cells.day(cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2019/2/3 14:30", at(2019, 2, 3, 14, 30)),
        ("2019-02-03T09:00:05", at(2019, 2, 3, 9, 0, 5)),
        ("2019年2月3日14时30分", at(2019, 2, 3, 14, 30)),
        ("20190203 08:30", at(2019, 2, 3, 8, 30)),
        ("2019-02-03 00:00", at(2019, 2, 3)),
        (45292.375, at(2024, 1, 1, 9)),
        (at(2024, 1, 1, 9, 30), at(2024, 1, 1, 9, 30)),
        (at(2024, 1, 1), date(2024, 1, 1)),
        (at(2024, 1, 1, 8, 59, 59).replace(microsecond=999_997), at(2024, 1, 1, 9)),
        ("2019/2/3", date(2019, 2, 3)),
    ],
)
def test_a_moment_keeps_its_clock_time(cell: Cell, value: date | datetime) -> None:
    read = cells.moment(cell)

    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "cell",
    [
        "去年",
        "2019.13.1",
        "2019-02-30",
        "2017",
        "19.2.3",
        2017.0,
        1.0,
        "1899-12-31",
        "2101-01-01",
        "2019-2-3 25:00",
        True,
        time(9),
    ],
)
def test_what_is_no_date_is_refused(cell: Cell) -> None:
    with pytest.raises(XueshiError) as error:
        cells.moment(cell)

    assert code_of(error) == "CELL-001"


def test_a_number_that_may_be_january_or_october_is_not_guessed() -> None:
    with pytest.raises(XueshiError) as error:
        cells.day(2017.1)

    assert code_of(error) == "CELL-002"


@pytest.mark.parametrize(
    ("cell", "value"), [("是", True), ("√", True), ("Y", True), (1.0, True), ("有", True), ("ＹＥＳ", True)]
)
def test_yes_in_the_usual_spellings(cell: Cell, value: bool) -> None:
    assert cells.yes_no(cell) is value


@pytest.mark.parametrize(
    ("cell", "value"), [("否", False), ("×", False), ("无", False), (0.0, False), (False, False), ("  ", None)]
)
def test_no_and_nothing_are_told_apart(cell: Cell, value: bool | None) -> None:
    assert cells.yes_no(cell) is value


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        ("是", 10_000),
        ("否", 0),
        ("60%", 6000),
        ("60", 6000),
        (0.6, 6000),
        (1.0, 10_000),
        (60.0, 6000),
        ("６２．５％", 6250),
        ("0.01%", 1),
        ("", None),
    ],
)
def test_shares_are_whole_basis_points(cell: Cell, points: int | None) -> None:
    assert cells.share(cell) == points


@pytest.mark.parametrize("cell", ["120%", "100.01%", "0.001%", "-5%", "多", "1/2"])
def test_shares_outside_or_too_fine_are_refused(cell: Cell) -> None:
    with pytest.raises(XueshiError) as error:
        cells.share(cell)

    assert code_of(error) == "CELL-004"


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [
        (8.0, 800),
        (2.5, 250),
        (0.1 + 0.2, 30),
        ("8学时", 800),
        ("8 个学时", 800),
        ("３７．５", 3750),
        (-2.0, -200),
        ("", None),
    ],
)
def test_credit_is_exact_hundredths(cell: Cell, hundredths: int | None) -> None:
    assert cells.credit_hours(cell) == hundredths


@pytest.mark.parametrize("cell", ["8小时", "若干", 2.505, True, date(2024, 1, 1), "9" * 30])
def test_what_is_no_credit_is_refused(cell: Cell) -> None:
    with pytest.raises(XueshiError) as error:
        cells.credit_hours(cell)

    assert code_of(error) == "UNIT-001"


@pytest.mark.parametrize(
    ("cell", "halves"), [(2.5, 5), ("2.5天", 5), ("2天半", 5), ("半天", 1), ("3日", 6), (0.5, 1), ("", None)]
)
def test_days_are_exact_halves(cell: Cell, halves: int | None) -> None:
    assert cells.training_days(cell) == halves


@pytest.mark.parametrize("cell", [0.3, "两天", "2.25天"])
def test_what_is_no_half_day_is_refused(cell: Cell) -> None:
    with pytest.raises(XueshiError) as error:
        cells.training_days(cell)

    assert code_of(error) == "UNIT-002"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("王　芳", "王芳"),
        (" 王 芳 ", "王芳"),
        ("Anna Li", "Anna Li"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("", None),
    ],
)
def test_names_lose_blanks_between_chinese_characters(cell: Cell, value: str | None) -> None:
    assert cells.name(cell) == value


@pytest.mark.parametrize(
    ("cell", "value"), [("Ｐ００１", "P001"), (1001.0, "1001"), (" A-1 ", "A-1"), ("007", "007"), ("", None)]
)
def test_numbers_that_name_something_stay_text(cell: Cell, value: str | None) -> None:
    assert cells.number(cell) == value


@pytest.mark.parametrize("cell", [1.5, 1234567890123456.0, True])
def test_numbers_that_may_have_lost_digits_are_refused(cell: Cell) -> None:
    with pytest.raises(XueshiError) as error:
        cells.number(cell)

    assert code_of(error) == "CELL-005"


def test_organisations_are_spelt_in_one_way() -> None:
    spellings = ["清河县委／城关镇党委/第一支部(机关)", " 清河县委 / 城关镇党委 / 第一支部（机关） /"]

    assert {cells.organisation(one) for one in spellings} == {"清河县委/城关镇党委/第一支部（机关）"}


def test_text_keeps_chinese_punctuation_and_narrows_figures() -> None:
    assert cells.text("“１２·９”　运动（上）") == "“12·9” 运动（上）"


@pytest.mark.parametrize("unseen", ["\x00", "\x0b", "\x1b", "\x7f", "\u200b", "\u202e", "\ufeff", "\uffff"])
def test_what_cannot_be_seen_never_gets_through(unseen: str) -> None:
    assert cells.text(f"{unseen}党{unseen}课{unseen}") == "党 课"
    assert cells.name(f"王{unseen}芳") == "王芳"
    assert cells.number(f"{unseen}A1{unseen}") == "A1"
    assert cells.organisation(f"县委{unseen}/一支部{unseen}") == "县委/一支部"
    assert cells.text(unseen) is None


def test_one_of_knows_words_in_any_width_and_spacing() -> None:
    read = cells.one_of({"县（市、区）": 3}, Problem("T-1", zh="{text}", en="{text}"))

    assert [read("县(市、区)"), read(" 县 （市，区） "), read("")] == [3, 3, None]


def test_one_of_names_the_unknown_word() -> None:
    read = cells.one_of({"县": 3}, Problem("T-1", zh="“{text}”未知", en="“{text}” unknown"))

    with pytest.raises(XueshiError) as error:
        read("国际")

    assert error.value.what("zh") == "“国际”未知"


@pytest.mark.parametrize(
    ("cell", "text"),
    [(2.50, "2.5"), (True, "TRUE"), (None, ""), (at(2024, 1, 1, 9), "2024-01-01 09:00"), (1e17, "100000000000000000")],
)
def test_cells_are_shown_as_the_spreadsheet_shows_them(cell: Cell, text: str) -> None:
    assert cells.shown(cell) == text
