"""The command that makes the demonstration county."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from xueshi.organisations.models import Kind, Organisation
from xueshi.site.demo import names
from xueshi.standings.models import JudgingRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(settings: LazySettings, tmp_path: Path) -> Path:
    settings.XUESHI_DATA = tmp_path
    return tmp_path


def demo(*words: str) -> str:
    out = io.StringIO()
    call_command("demo", *words, stdout=out, skip_checks=True)
    return out.getvalue()


def test_the_first_call_makes_and_judges_the_county_and_prints_how_to_sign_in(data: Path) -> None:
    said = demo("--members", "60", "--seed", "5")

    assert "合成数据" in said
    assert "60 名党员" in said
    accounts = (data / "demo" / "accounts.txt").read_text(encoding="utf-8")
    assert said.endswith(accounts)
    names = ["county", "secretary", "member", "system", "security", "audit"]
    assert [line.split()[0] for line in accounts.splitlines()] == names
    assert JudgingRun.objects.count() == 1


def test_it_leaves_the_mark_of_synthetic_data_and_two_sample_workbooks(data: Path) -> None:
    demo("--members", "60")

    assert (data / "synthetic").exists()
    assert sorted(path.name for path in (data / "demo").iterdir()) == ["accounts.txt", "register.xlsx", "roster.xlsx"]


def test_a_second_call_does_nothing_and_prints_no_password(data: Path) -> None:
    demo("--members", "60")
    accounts = (data / "demo" / "accounts.txt").read_text(encoding="utf-8")

    said = demo("--members", "60")

    assert not any(line.split()[1] in said for line in accounts.splitlines())
    assert JudgingRun.objects.count() == 1
    assert Organisation.objects.filter(full_name=names.TOP).count() == 1


def test_the_mark_comes_back_when_the_data_folder_is_new(data: Path) -> None:
    demo("--members", "60")
    (data / "synthetic").unlink()

    demo()

    assert (data / "synthetic").exists()


def test_a_database_with_other_data_is_left_alone_and_not_marked(data: Path) -> None:
    Organisation.objects.create(name="某县委", full_name="某县委", path="00001", kind=Kind.LOCAL_COMMITTEE)

    said = demo("--members", "60")

    assert "不生成" in said
    assert Organisation.objects.count() == 1
    assert not (data / "synthetic").exists()
