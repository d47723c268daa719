"""The five-minute tour of both front pages is run, command by command, as a newcomer would."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACEHOLDERS = re.compile(r"\b(PERSON)\b|人员编号")
PRODUCED = {
    "README.md": ["result.xlsx", "circular.docx", "result.json"],
    "README.zh-CN.md": ["结果.xlsx", "通报.docx", "结果.json"],
}


def commands(page: str) -> list[str]:
    """The commands of the tour, with continued lines joined."""
    text = (ROOT / page).read_text("utf-8")
    tour = re.split(r"^## ", text, flags=re.MULTILINE)[3]
    blocks = re.findall(r"```console\n(.*?)```", tour, flags=re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ ") and "./dev" not in line]


def first_person(roster: Path) -> str:
    from xueshi.intake.sheets import open_workbook
    from xueshi.intake.tables import read_rows
    from xueshi.people.roster import ROSTER, RosterRow

    return str(read_rows(open_workbook(roster), ROSTER, RosterRow._make).rows[0].number)


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_tour_works(page: str, tmp_path: Path) -> None:
    tour = commands(page)
    assert len(tour) == 6

    for command in tour:
        if PLACEHOLDERS.search(command):
            roster = next(tmp_path.glob("*/roster.xlsx"))
            command = PLACEHOLDERS.sub(first_person(roster), command)
        words = [
            str(Path(sys.executable).parent / Path(word).name) if word.startswith(".venv/") else word
            for word in command.split()
        ]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=100, check=False)
        assert done.returncode in (0, 1), f"{command}\n{done.stdout}\n{done.stderr}"
        assert done.stdout.strip() or "demo.files" in command
        assert "Traceback" not in done.stderr

    assert all((tmp_path / name).stat().st_size > 1000 for name in PRODUCED[page])
