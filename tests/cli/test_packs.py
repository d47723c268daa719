"""``xueshi packs``: what ships, what it says, and whether it is true and complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from xueshi.cli.main import main
from xueshi.rules.loader import FOLDER, load

M24 = load("M24")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """One text a document, with the title on top and one anchor a line."""
    folder = tmp_path / "sources"
    folder.mkdir()
    for document, title in M24.documents.items():
        anchors = [item.cite.anchor for item in M24.indicators if item.cite.document == document]
        (folder / f"{document}.txt").write_text("\n".join([title.zh, *anchors]), "utf-8")
    return folder


def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_the_packs_that_ship_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["packs", "list"])

    assert status == 0
    assert f"M24 {M24.version} {M24.title.zh} 2024-01-01 – 2028-12-31 31" in printed(capsys)


def test_every_clause_and_choice_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["packs", "show", "M24"])

    first = [line.split(" ")[0] for line in printed(capsys)]
    assert status == 0
    assert {item.id for item in M24.indicators} | {item.id for item in M24.choices} <= set(first)


def test_the_option_in_force_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    main(["packs", "show", "M24", "--set", "AM-01=never", "--lang", "en"])

    line = next(line for line in printed(capsys) if line.startswith("AM-01"))
    assert line.startswith("AM-01 Does individual online study count? never: ")
    assert "substitute, always" in line


def test_a_pack_in_a_file_of_its_own_is_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text((FOLDER / "M24.yaml").read_text("utf-8").replace("pack: M24\n", "pack: OWN\n"), "utf-8")

    main(["packs", "show", str(own)])

    assert printed(capsys)[0].endswith(f" · OWN {M24.version}")


def test_a_pack_that_is_true_to_its_documents_is_verified(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["packs", "verify", "M24", "--sources", str(sources)])

    lines = printed(capsys)
    assert status == 0
    assert lines[0] == "M24-I01 M24.txt:2"
    assert lines[-1] == f"M24 {M24.version}：31 条引文、数字与原文一致，0 处有误"


def test_an_anchor_that_is_missing_fails(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = sources / "M24.txt"
    text.write_text(text.read_text("utf-8").replace("不少于20天或160学时", "不少于20天或150学时"), "utf-8")

    status = main(["packs", "verify", "M24", "--sources", str(sources), "--lang", "en"])

    lines = printed(capsys)
    assert status == 1
    assert [line[:18] for line in lines if line.startswith("PACK-")] == ["PACK-015 M24-I02: "]
    assert lines[-1] == f"M24 {M24.version}: 30 clauses agree with the documents, 1 problems"


def test_a_case_that_is_judged_otherwise_fails(
    sources: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    own = tmp_path / "own.yaml"
    text = (FOLDER / "M24.yaml").read_text("utf-8")
    own.write_text(text.replace("status: met}", "status: behind}", 1), "utf-8")

    status = main(["packs", "verify", str(own), "--sources", str(sources)])

    assert status == 1
    assert [line.split(" ")[0] for line in printed(capsys) if line.startswith("PACK-")] == ["PACK-013"]


def test_a_folder_without_texts_cannot_prove_anything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["packs", "verify", "--sources", str(tmp_path)])

    assert status == 2
    assert capsys.readouterr().err.startswith("PACK-019  ")


def test_states_are_counted_and_every_reason_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["packs", "coverage"])

    lines = printed(capsys)
    assert status == 0
    assert "系统评定 12" in lines
    assert "未决（依据缺失） 1" in lines
    assert sum(line.startswith(("M24-I", "QA24-I")) for line in lines) == 19


@pytest.mark.parametrize(
    ("ids", "status", "said"),
    [
        ("{id: M24-I01}, {id: QA24-I05}", 0, "本包所引文件的 2 条全部有状态"),
        ("{id: M24-I01}, {id: M24-I98}, {id: QA24-I99}", 1, "没有状态的条款 2 条：M24-I98 QA24-I99"),
        ("{id: X99-I02}, {id: X99-I01}", 0, "X99（不在任何规划包内）2 条：X99-I01 X99-I02"),
    ],
)
def test_clauses_without_a_state_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ids: str, status: int, said: str
) -> None:
    listed = tmp_path / "list.yaml"
    listed.write_text(f"indicators: [{ids}]\n", "utf-8")

    assert main(["packs", "coverage", "--indicators", str(listed)]) == status
    assert printed(capsys)[-1] == said


@pytest.mark.parametrize("text", ["plain", "indicators: 3", "indicators: [{name: x}]", "a: [", ""])
def test_what_is_no_list_of_clauses_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    listed = tmp_path / "list.yaml"
    listed.write_text(text, "utf-8")

    status = main(["packs", "coverage", "--indicators", str(listed)])

    assert status == 2
    assert capsys.readouterr().err.startswith("CLI-006  ")


def test_a_missing_list_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["packs", "coverage", "--indicators", str(tmp_path / "none.yaml")])

    assert status == 2
    assert capsys.readouterr().err.startswith("CLI-008  ")


@pytest.mark.parametrize("command", [["show", "M99"], ["coverage", "M99"]])
def test_a_pack_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    status = main(["packs", *command])

    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert err.startswith("PACK-017  ")


@pytest.mark.parametrize(("setting", "code"), [("AM-01=perhaps", "PACK-012"), ("AM-99=x", "PACK-011")])
def test_a_pack_is_not_shown_with_a_choice_it_does_not_have(
    capsys: pytest.CaptureFixture[str], setting: str, code: str
) -> None:
    status = main(["packs", "show", "M24", "--set", setting])

    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert err.startswith(f"{code}  ")


def test_without_a_setting_the_recommended_option_is_in_force(capsys: pytest.CaptureFixture[str]) -> None:
    main(["packs", "show", "M24", "--lang", "en"])

    line = next(line for line in printed(capsys) if line.startswith("AM-01"))
    assert line.startswith("AM-01 Does individual online study count? substitute: ")


def test_the_list_of_packs_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["packs", "list", "--lang", "en"])

    lines = printed(capsys)
    assert status == 0
    assert lines[0] == "pack version title period clauses"
    assert any(line.startswith(f"M24 {M24.version} ") for line in lines)


def test_clauses_without_a_state_are_named_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = tmp_path / "list.yaml"
    listed.write_text("indicators: [{id: M24-I98}]\n", "utf-8")

    status = main(["packs", "coverage", "M24", "--indicators", str(listed), "--lang", "en"])

    assert status == 1
    assert printed(capsys)[-1] == "1 clauses without a state: M24-I98"
