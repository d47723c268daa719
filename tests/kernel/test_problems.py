"""What the kernel refuses is told in both languages with the same facts."""

from __future__ import annotations

import string

import pytest

from xueshi.kernel import actors, problems
from xueshi.kernel.errors import Problem, XueshiError

KNOWN = [one for module in (problems, actors) for one in vars(module).values() if isinstance(one, Problem)]


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_stands_for_one_mistake() -> None:
    codes = [problem.code for problem in KNOWN]

    assert len(codes) == len(set(codes))
    assert {code.partition("-")[0] for code in codes} == {"UNIT", "CELL", "ID", "ACCESS"}


@pytest.mark.parametrize("problem", KNOWN, ids=lambda problem: problem.code)
def test_both_languages_tell_the_same_facts(problem: Problem) -> None:
    assert blanks(problem.zh) == blanks(problem.en)
    assert blanks(problem.allowed_zh) == blanks(problem.allowed_en)
    assert bool(problem.allowed_zh) is bool(problem.allowed_en)


@pytest.mark.parametrize("problem", [one for one in KNOWN if one.code.startswith("ID-")], ids=lambda one: one.code)
def test_no_mistake_about_an_identity_number_can_repeat_it(problem: Problem) -> None:
    said = XueshiError(problem, length=18)

    assert blanks(problem.zh) <= {"length"}
    assert said.line("zh").startswith(problem.code)
