"""What may be typed: boundaries of values, defaults, and help that is complete in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from xueshi.cli.main import main
from xueshi.cli.options import MIN_HEADCOUNT, parser
from xueshi.kernel.errors import Lang, XueshiError

NEEDED = ["judge", "--plan", "M24", "--roster", "a.csv", "--register", "b.csv", "--as-of", "2026-06-30"]


def refused(*arguments: str, lang: Lang = "zh") -> XueshiError:
    """Why the arguments cannot be used."""
    with pytest.raises(XueshiError) as error:
        parser(lang).parse_args([*NEEDED, *arguments])
    return error.value


def test_what_is_not_said_has_its_default() -> None:
    options = parser("zh").parse_args(NEEDED)

    assert (options.plan, options.roster, options.register) == ("M24", Path("a.csv"), Path("b.csv"))
    assert (options.as_of, options.min_headcount, options.set) == (date(2026, 6, 30), MIN_HEADCOUNT, [])
    assert [options.org, options.json, options.xlsx, options.docx, options.refused, options.explain] == [None] * 6


def test_settings_are_gathered_in_their_order() -> None:
    options = parser("zh").parse_args([*NEEDED, "--set", "AM-01=never", "--set", "AM-25=24"])

    assert options.set == [("AM-01", "never"), ("AM-25", "24")]


def test_only_the_first_sign_divides_a_setting() -> None:
    assert parser("zh").parse_args([*NEEDED, "--set", "AM-01=a=b"]).set == [("AM-01", "a=b")]


@pytest.mark.parametrize("text", ["", "=", "AM-01=", "=never", "AM-01 never"])
def test_a_setting_has_a_name_and_an_option(text: str) -> None:
    error = refused("--set", text)

    assert (error.code, error.what("zh")) == ("CLI-003", f"--set 的“{text}”不是“编号=选项”")


@pytest.mark.parametrize(("text", "day"), [("2024-02-29", date(2024, 2, 29)), ("2028-12-31", date(2028, 12, 31))])
def test_a_day_is_year_month_day(text: str, day: date) -> None:
    assert parser("zh").parse_args([*NEEDED, "--as-of", text]).as_of == day


@pytest.mark.parametrize("text", ["2025-02-29", "2026-06-31", "2026/06/30", "30.6.2026", "六月", ""])
def test_what_is_no_day_is_refused_in_both_languages(text: str) -> None:
    error = refused("--as-of", text)

    assert (error.code, error.what("zh")) == ("CLI-002", f"--as-of 的“{text}”不是日期")
    assert error.what("en") == f"“{text}” after --as-of is not a date"


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("1", 1), ("007", 7), ("100000", 100000)])
def test_a_headcount_is_nought_or_more(text: str, number: int) -> None:
    assert parser("zh").parse_args([*NEEDED, "--min-headcount", text]).min_headcount == number


@pytest.mark.parametrize("text", ["1.5", "+1", "十", "١", "1 000", "²"])
def test_a_headcount_is_a_whole_number_in_plain_digits(text: str) -> None:
    error = refused("--min-headcount", text)

    assert (error.code, error.what("en")) == ("CLI-007", f"“{text}” after --min-headcount is not a number of persons")


def test_an_option_without_its_value_is_named() -> None:
    assert refused("--org").what("zh") == "参数 --org: 后面要有一个值"
    assert refused("--org", lang="en").what("en") == "argument --org: expected one argument"


def test_what_nobody_knows_is_named() -> None:
    assert refused("extra").what("zh") == "不认识的参数: extra"
    assert refused("extra", lang="en").what("en") == "unrecognized arguments: extra"


def test_a_refusal_says_where_the_help_is() -> None:
    with pytest.raises(XueshiError) as error:
        parser("en").parse_args(["packs", "show"])

    assert error.value.line("en").endswith("; allowed: what xueshi packs show --help lists  (docs/errors.md#cli-001)")


@pytest.mark.parametrize(
    ("command", "action"),
    [
        (["packs", "list"], "show_all"),
        (["packs", "show", "M24"], "show_one"),
        (["packs", "verify", "--sources", "x"], "verify_all"),
        (["packs", "coverage"], "cover_all"),
    ],
)
def test_every_command_on_packs_is_run_by_one_module(command: list[str], action: str) -> None:
    options = parser("zh").parse_args(command)

    assert (options.module, options.action) == ("packs", action)


def test_no_pack_means_all_and_several_may_be_named() -> None:
    assert parser("zh").parse_args(["packs", "coverage"]).pack == []
    assert parser("zh").parse_args(["packs", "coverage", "M24", "own.yaml"]).pack == ["M24", "own.yaml"]


def test_help_names_every_option_of_judging(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["judge", "--help"])

    out = capsys.readouterr().out
    wanted = ("plan", "roster", "register", "as-of", "org", "set", "json", "xlsx", "docx", "refused", "explain", "lang")
    assert [name for name in (*wanted, "min-headcount", "help") if f"--{name}" not in out] == []


def test_chinese_help_leaves_no_english_headings(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["packs", "--help"])

    out = capsys.readouterr().out
    assert [word for word in ("usage", "options", "positional", "show this") if word in out] == []


def test_the_language_may_stand_before_and_after_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--lang", "en", "packs", "list"])
    before = capsys.readouterr().out
    main(["packs", "list", "--lang", "en"])

    assert capsys.readouterr().out == before
    assert "period" in before
