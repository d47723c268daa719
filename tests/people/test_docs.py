"""The tables of steps on the page about people are those of the code."""

from django.utils.translation import override

from tests.house.source import ROOT
from xueshi.people.memberships import MONTHS, NEXT
from xueshi.people.models import Standing, TransferState
from xueshi.people.transfers import STEPS

PAGE = (ROOT / "docs" / "people.md").read_text(encoding="utf-8")


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def test_every_step_of_a_transfer_is_on_the_page():
    with override("zh-hans"):
        rows = [
            row(str(state.label), "、".join(str(step.label) for step in STEPS[state]) or "（办结）")
            for state in TransferState
        ]

    assert "\n".join(rows) in PAGE


def test_every_stage_of_membership_is_on_the_page():
    with override("zh-hans"):
        rows = [row(str(stage.label), "、".join(said(stage, to) for to in NEXT[stage])) for stage in Standing]

    assert "\n".join(rows) in PAGE


def said(was: Standing, to: Standing) -> str:
    months = MONTHS.get((was, to))
    return f"{to.label}（满{months}个月）" if months else str(to.label)
