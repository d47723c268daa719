"""`xueshi audit` and `xueshi data-classes`, as they are typed."""

import pytest

from tests.access.test_verify import write
from tests.behind import behind_the_back
from xueshi.access.models import AuditBlock, AuditRecord
from xueshi.cli.main import main

pytestmark = pytest.mark.django_db


def test_a_whole_trail_is_said_to_be_whole(capsys):
    write(3)

    assert main(["audit", "verify"]) == 0

    assert capsys.readouterr().out == "审计记录完整：3 条，1 个封存块\n"


def test_what_was_tampered_with_is_named(capsys):
    record = write(3)[1]
    with behind_the_back():
        AuditRecord.objects.filter(pk=record.pk).update(reason="")

    assert main(["audit", "verify", "--lang", "en"]) == 1

    assert capsys.readouterr().out.splitlines() == [
        "AUDIT-001  audit record 0-2 was altered, or was not written by this system  (docs/errors.md#audit-001)",
        "the audit trail is not whole: 1 faults in 3 records and 1 blocks",
    ]


def test_a_checkpoint_finds_a_cut_end(tmp_path, capsys):
    record = write(3)[-1]
    path = tmp_path / "kept.json"
    assert main(["audit", "checkpoint", str(path)]) == 0
    assert capsys.readouterr().out == f"检查点（封存块 1）已写出 {path}\n"
    with behind_the_back():
        AuditRecord.objects.filter(pk=record.pk).delete()
        AuditBlock.objects.all().delete()

    assert main(["audit", "verify"]) == 0
    assert main(["audit", "verify", "--checkpoint", str(path)]) == 1

    assert "AUDIT-007" in capsys.readouterr().out


def test_a_file_that_is_no_checkpoint_is_refused(tmp_path, capsys):
    (tmp_path / "x.json").write_text("{}", "utf-8")

    assert main(["audit", "verify", "--checkpoint", str(tmp_path / "x.json")]) == 2

    assert capsys.readouterr().err.startswith("AUDIT-008  ")


def test_a_day_that_is_none_is_refused(capsys):
    assert main(["audit", "verify", "--since", "昨天"]) == 2

    assert capsys.readouterr().err.startswith("CLI-002  --since 的“昨天”不是日期")


def test_nothing_written_has_no_checkpoint(tmp_path, capsys):
    assert main(["audit", "checkpoint", str(tmp_path / "kept.json")]) == 0

    assert capsys.readouterr().out == "还没有审计记录\n"


@pytest.mark.parametrize(("lang", "said"), [("zh", "身份证号"), ("en", "identity number")])
def test_the_catalogue_lists_every_field(capsys, lang, said):
    assert main(["data-classes", "--lang", lang]) == 0

    lines = capsys.readouterr().out.splitlines()
    found = [line.split() for line in lines if " citizen_id " in line]
    assert [line[:3] for line in found] == [["people", "Identity", "citizen_id"]]
    assert said in next(line for line in lines if " citizen_id " in line)
    assert len(lines) > 150
