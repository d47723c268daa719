"""Anchors are looked up in the text of their own document, and every number of a rule must be a figure of its anchor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from xueshi.kernel.errors import XueshiError
from xueshi.kernel.units import Credit
from xueshi.rules.coverage import coverage, uncovered
from xueshi.rules.loader import load
from xueshi.rules.model import Citation, State
from xueshi.rules.verdicts import Amounts
from xueshi.rules.verify import numbers_unproved, verify

M24 = load("M24")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """One text file a document, with the title on top and one anchor a line."""
    for number, (document, title) in enumerate(M24.documents.items()):
        anchors = [item.cite.anchor for item in M24.indicators if item.cite.document == document]
        (tmp_path / f"{number}.txt").write_text("\n".join([title.zh, *anchors]), "utf-8")
    return tmp_path


def test_every_anchor_is_found_with_file_and_line(sources: Path) -> None:
    found = list(verify(M24, sources))

    assert [item.problem for item in found] == [None] * 31
    assert (found[0].file, found[0].line) == ("0.txt", 2)
    assert (found[26].file, found[26].line) == ("1.txt", 2)


def test_an_anchor_in_another_document_does_not_count(sources: Path) -> None:
    (sources / "0.txt").write_text(M24.documents["M24"].zh, "utf-8")
    (sources / "other.txt").write_text(M24.indicator("M24-I02").cite.anchor, "utf-8")

    problems = {item.indicator.id: item.problem for item in verify(M24, sources) if item.problem}

    assert problems["M24-I02"].code == "PACK-015"
    assert len(problems) == 26


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(XueshiError) as refused:
        list(verify(M24, tmp_path))

    assert refused.value.code == "PACK-019"


def test_a_number_that_the_clause_does_not_hold_is_found() -> None:
    clause = M24.indicator("M24-I02")
    mistyped = replace(clause, any_of=(Amounts(credit=Credit(16100)),))

    problems = list(numbers_unproved(mistyped))

    assert [(problem.code, problem.values["number"]) for problem in problems] == [("PACK-020", "161学时")]


def test_a_figure_that_the_anchor_does_not_hold_is_found() -> None:
    clause = M24.indicator("M24-I05")
    moved = replace(clause, cite=Citation("M24", "一 ¶3", "占总学时的一半以上"))

    assert [problem.code for problem in numbers_unproved(moved)] == ["PACK-014"]


def test_coverage_counts_every_clause_once() -> None:
    covered = coverage(M24)

    assert sum(covered.by_state.values()) == len(covered.indicators) == 31
    assert all(item.reason for item in covered.indicators if item.state is not State.JUDGED)


def test_a_clause_without_a_state_is_named() -> None:
    assert uncovered(M24, frozenset({"M24-I01", "M24-I99"})) == ("M24-I99",)
