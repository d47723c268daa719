"""The front door: help in two languages, the version, and quick starts."""

from __future__ import annotations

import subprocess
import sys

import pytest

from xueshi import __version__
from xueshi.cli import words
from xueshi.cli.main import main
from xueshi.cli.options import language, parser
from xueshi.kernel.errors import Lang, XueshiError
from xueshi.rules.model import Words


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["version"])

    assert status == 0
    assert capsys.readouterr().out == f"xueshi {__version__}\n"


@pytest.mark.parametrize(("arguments", "usage"), [([], "用法：xueshi "), (["--lang", "en"], "usage: xueshi ")])
def test_without_a_command_help_is_shown(capsys: pytest.CaptureFixture[str], arguments: list[str], usage: str) -> None:
    status = main(arguments)

    assert status == 0
    assert capsys.readouterr().out.startswith(usage)


@pytest.mark.parametrize("command", [["judge"], ["packs"], ["packs", "verify"]])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_of_a_command_speaks_one_language(
    capsys: pytest.CaptureFixture[str], command: list[str], lang: Lang
) -> None:
    with pytest.raises(SystemExit) as left:
        main([*command, "--help", "--lang", lang])

    out = capsys.readouterr().out
    assert left.value.code == 0
    assert words.HELP[" ".join(command)].say(lang) in out
    assert (words.OPTIONS.zh in out, words.OPTIONS.en + ":" in out) == (lang == "zh", lang == "en")


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [
        (["judge", "--lang", "en"], "en"),
        (["--lang=en", "judge"], "en"),
        (["judge", "--lang", "zh"], "zh"),
        (["judge", "--explain", "en"], "zh"),
        ([], "zh"),
    ],
)
def test_the_language_is_known_before_the_arguments(arguments: list[str], lang: Lang) -> None:
    assert language(arguments) == lang


def test_options_are_never_guessed() -> None:
    with pytest.raises(XueshiError) as refused:
        parser("en").parse_args(["packs", "verify", "--source", "x"])

    assert refused.value.code == "CLI-001"
    assert refused.value.what("en") == "the following arguments are required: --sources"


def test_an_unknown_command_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["count"])

    err = capsys.readouterr().err
    assert status == 2
    assert err.startswith("CLI-001  参数 COMMAND: 没有这个选择: 'count'")
    assert "packs" in err


def test_what_was_typed_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    main(["packs", "show", "\x1b[2J"])

    assert "\x1b" not in capsys.readouterr().err


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys\nfrom xueshi.cli.main import main\nmain([])\n"
        "sys.exit(bool({'duckdb', 'rich', 'yaml', 'xlsxwriter', 'django'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert done.returncode == 0


def test_everything_is_said_in_both_languages() -> None:
    texts = [value for value in vars(words).values() if isinstance(value, Words)]
    texts += [*words.HELP.values(), *words.STAGES.values()]

    assert len(texts) > 50
    assert [text for text in texts if not (text.zh and text.en)] == []
