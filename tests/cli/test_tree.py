"""`xueshi tree load`, as it is typed."""

import csv

import pytest

from tests.offices import account, county
from xueshi.access.models import Appointment
from xueshi.cli.main import main
from xueshi.organisations.models import Kind, Level, Organisation

pytestmark = pytest.mark.django_db

HEADINGS = "组织编号,上级编号,党组织名称,组织类别,领域"


@pytest.fixture(autouse=True)
def office():
    units = county()
    Appointment.objects.create(account=account(), role="department_officer", organisation=units["top"], recorded_by=0)
    return units


def file(tmp_path, *rows, headings=HEADINGS, encoding="utf-8"):
    path = tmp_path / "tree.csv"
    path.write_bytes("\n".join([headings, *rows, ""]).encode(encoding))
    return str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_loaded_below_the_unit(tmp_path, capsys, encoding):
    rows = ("11,1,石桥村党支部,,农村", "1,,北镇党委,基层党委,", "111,11,第一党小组,,")

    status = main(
        [
            "tree",
            "load",
            file(tmp_path, *rows, encoding=encoding),
            "--as",
            "officer",
            "--unit",
            "甲县委",
            "--lang",
            "en",
        ]
    )

    assert status == 0
    assert "3 organisations loaded, 0 rows refused" in capsys.readouterr().out
    found = {one.full_name: one for one in Organisation.objects.exclude(code="")}
    assert set(found) == {"甲县委/北镇党委", "甲县委/北镇党委/石桥村党支部", "甲县委/北镇党委/石桥村党支部/第一党小组"}
    town, branch = found["甲县委/北镇党委"], found["甲县委/北镇党委/石桥村党支部"]
    assert (town.kind, town.level) == (Kind.GRASSROOTS_COMMITTEE, Level.TOWNSHIP)
    assert (branch.kind, branch.sector, branch.field) == (Kind.BRANCH, "rural", "农村")


def test_refused_rows_come_back_in_their_layout(tmp_path, capsys):
    rejects = tmp_path / "rejects.csv"

    given = file(tmp_path, "1,,北镇党委,,", "2,9,无处支部,,")
    status = main(["tree", "load", given, "--as", "officer", "--unit", "甲县委", "--rejects", str(rejects)])

    assert status == 1
    assert "已载入 1 个组织，退回 1 行" in capsys.readouterr().out
    with rejects.open(encoding="utf-8-sig", newline="") as kept:
        headings, row = csv.reader(kept)
    assert headings == [*HEADINGS.split(","), "退回原因"]
    assert row[:5] == ["2", "9", "无处支部", "", ""]
    assert "无处支部" in row[5]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe\x00\x80\xff", "ORG-020"), ("编号,名称\n1,甲\n".encode(), "ORG-019"), (b"", "ORG-019")],
)
def test_another_file_is_refused_and_nothing_is_loaded(tmp_path, capsys, content, code):
    path = tmp_path / "tree.csv"
    path.write_bytes(content)
    before = Organisation.objects.count()

    status = main(["tree", "load", str(path), "--as", "officer", "--unit", "甲县委"])

    assert (status, Organisation.objects.count()) == (2, before)
    assert code in capsys.readouterr().err


def test_nothing_is_loaded_beside_the_scope(tmp_path, capsys):
    status = main(["tree", "load", file(tmp_path, "1,,乙县委,,"), "--as", "officer"])

    assert status == 2
    assert "ACCESS-002" in capsys.readouterr().err
    assert not Organisation.objects.filter(name="乙县委").exists()
