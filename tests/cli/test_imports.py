"""`xueshi import`, as it is typed."""

import pytest
from openpyxl import load_workbook

from tests.intake.imported import FIRST, HEADINGS, member, members, sheet
from tests.offices import account, county
from xueshi.access.models import Appointment
from xueshi.cli.main import main
from xueshi.intake.models import Import, ImportState
from xueshi.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(settings, tmp_path):
    settings.XUESHI_DATA = tmp_path
    units = county()
    made = account()
    Appointment.objects.create(account=made, role="department_officer", organisation=units["top"], recorded_by=0)
    return units


def file(tmp_path, rows, headings=HEADINGS):
    path = tmp_path / "roster.csv"
    path.write_bytes(sheet(rows, headings))
    return str(path)


def test_a_file_is_only_checked_until_it_is_confirmed(tmp_path, capsys):
    status = main(["import", "people", file(tmp_path, members(2)), "--as", "officer", "--lang", "en"])

    assert status == 0
    assert "checked, nothing is recorded" in capsys.readouterr().out
    assert Import.objects.get().state == ImportState.CHECKED
    assert not Person.objects.exists()


def test_a_dry_run_leaves_nothing_to_be_confirmed(tmp_path):
    assert main(["import", "people", file(tmp_path, members(2)), "--as", "officer", "--dry-run"]) == 0

    assert Import.objects.get().state == ImportState.DROPPED


def test_a_confirmed_file_is_recorded_and_undone(tmp_path, capsys):
    assert main(["import", "people", file(tmp_path, members(2)), "--as", "officer", "--confirm"]) == 0
    assert Person.objects.count() == 2
    number = Import.objects.get().number

    assert main(["import", "people", "--as", "officer", "--undo", number]) == 0

    assert not Person.objects.exists()
    assert number in capsys.readouterr().out


def test_refused_rows_are_handed_back_and_tell_by_the_status(tmp_path):
    rejects = tmp_path / "rejects.xlsx"
    rows = [member(1), ("A00002", "", FIRST)]

    status = main(["import", "people", file(tmp_path, rows), "--as", "officer", "--confirm", "--rejects", str(rejects)])

    assert status == 1
    assert Person.objects.count() == 1
    assert [cell.value for cell in load_workbook(rejects).active[2]][:1] == ["A00002"]


def test_columns_are_matched_by_a_file(tmp_path):
    mapping = tmp_path / "map.yaml"
    mapping.write_text("所在党组织: 支部\nnumber: 编码\n", encoding="utf-8")
    path = file(tmp_path, members(2), ("编码", "姓名", "支部"))

    assert main(["import", "people", path, "--as", "officer", "--map", str(mapping), "--confirm"]) == 0

    assert Person.objects.count() == 2


def test_the_template_is_written(tmp_path):
    target = tmp_path / "blank.xlsx"

    assert main(["import", "people", "--template", str(target)]) == 0

    assert load_workbook(target).worksheets[0]["A1"].value == "人员编号"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--as", "nobody"], "CLI-020"),
        ([], "CLI-020"),
        (["--as", "officer", "--unit", "丙县委"], "ACCESS-001"),
    ],
)
def test_what_cannot_be_is_one_line(tmp_path, capsys, more, code):
    assert main(["import", "people", file(tmp_path, members(1)), *more]) == 2

    assert code in capsys.readouterr().err
    assert not Import.objects.exists()


def test_a_hostile_file_is_refused_with_its_code(tmp_path, capsys):
    path = tmp_path / "page.xls"
    path.write_bytes(b"<html></html>")

    assert main(["import", "people", str(path), "--as", "officer"]) == 2

    assert "FILE-003" in capsys.readouterr().err


def test_a_mapping_that_is_none_is_refused(tmp_path, capsys):
    mapping = tmp_path / "map.yaml"
    mapping.write_text("- a\n", encoding="utf-8")

    assert main(["import", "people", file(tmp_path, members(1)), "--as", "officer", "--map", str(mapping)]) == 2

    assert "CLI-021" in capsys.readouterr().err
