"""An .xlsx package is looked into before it is opened."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from xueshi.intake import package
from xueshi.intake.package import inspect
from xueshi.kernel.errors import XueshiError

BOOK = b'<workbook><sheets><sheet name="%s" sheetId="1" r:id="rId1"/></sheets></workbook>'
RELATIONS = b'<Relationships><Relationship Id="rId1" Target="%s"/></Relationships>'
EMPTY = b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
SUM = (
    b'<worksheet><sheetData><row r="4"><c r="B4"><v>1</v></c><c r="C4"><f>SUM(B4)</f></c></row></sheetData></worksheet>'
)


def packed(folder: Path, changes: dict[str, bytes | None], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A small workbook with parts changed; None leaves a part out."""
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": BOOK % "台账".encode(),
        "xl/_rels/workbook.xml.rels": RELATIONS % b"worksheets/sheet1.xml",
        "xl/worksheets/sheet1.xml": EMPTY,
    } | changes
    path = folder / "a.xlsx"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def refused(path: Path) -> tuple[str, dict[str, object]]:
    with pytest.raises(XueshiError) as error:
        inspect(path)
    return error.value.code, dict(error.value.values)


def test_a_plain_workbook_has_no_formula(tmp_path: Path) -> None:
    assert inspect(packed(tmp_path, {})).formulas == {}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_formula_is_named_by_sheet_and_cell(tmp_path: Path, method: int) -> None:
    path = packed(tmp_path, {"xl/worksheets/sheet1.xml": SUM}, method)

    assert inspect(path).formulas == {"台账": "C4"}


def test_a_formula_is_found_under_any_prefix_of_names(tmp_path: Path) -> None:
    content = b'<x:worksheet><x:row r="2"><x:c r="D2"><x:f>1+1</x:f></x:c></x:row></x:worksheet>'

    assert inspect(packed(tmp_path, {"xl/worksheets/sheet1.xml": content})).formulas == {"台账": "D2"}


def test_a_formula_in_a_cell_without_a_name_is_still_found(tmp_path: Path) -> None:
    content = b"<worksheet><row><c><f>1+1</f></c></row></worksheet>"

    assert inspect(packed(tmp_path, {"xl/worksheets/sheet1.xml": content})).formulas == {"台账": "?"}


def test_a_sheet_may_be_named_by_its_full_address_and_with_entities(tmp_path: Path) -> None:
    changes: dict[str, bytes | None] = {
        "xl/workbook.xml": BOOK % b"A &amp; &lt;B&gt;",
        "xl/_rels/workbook.xml.rels": RELATIONS % b"/xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet1.xml": SUM,
    }

    assert inspect(packed(tmp_path, changes)).formulas == {"A & <B>": "C4"}


@pytest.mark.parametrize(
    ("part", "kind"), [("word/document.xml", "Word"), ("xl/workbook.bin", "xlsb"), ("readme.txt", "ZIP")]
)
def test_another_package_is_called_by_its_name(tmp_path: Path, part: str, kind: str) -> None:
    assert refused(packed(tmp_path, {"xl/workbook.xml": None, part: b"x"})) == ("FILE-003", {"content": kind})


@pytest.mark.parametrize(
    "changes",
    [
        {"xl/vbaProject.bin": b"x"},
        {"XL/VBAPROJECT.BIN": b"x"},
        {
            "[Content_Types].xml": b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled"/></Types>'
        },
    ],
    ids=["part", "capitals", "declared"],
)
def test_macros_are_found_as_a_part_and_as_a_promise(tmp_path: Path, changes: dict[str, bytes | None]) -> None:
    assert refused(packed(tmp_path, changes))[0] == "FILE-005"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"])
def test_a_document_type_is_refused_in_every_part_that_is_read(tmp_path: Path, part: str) -> None:
    content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + BOOK % b"a"

    assert refused(packed(tmp_path, {part: content}))[0] == "FILE-008"


def test_pictures_are_not_looked_into(tmp_path: Path) -> None:
    path = packed(tmp_path, {"xl/media/a.xml": b"<!DOCTYPE x>", "xl/drawings/a.xml": b"<!DOCTYPE x>"})

    assert inspect(path).formulas == {}


def test_a_workbook_without_its_relations_is_damaged(tmp_path: Path) -> None:
    assert refused(packed(tmp_path, {"xl/_rels/workbook.xml.rels": None}))[0] == "FILE-009"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compression_that_no_office_uses_is_damage(tmp_path: Path, method: int) -> None:
    assert refused(packed(tmp_path, {}, method))[0] == "FILE-009"


def test_a_package_that_was_cut_off_is_damaged(tmp_path: Path) -> None:
    path = packed(tmp_path, {})
    path.write_bytes(path.read_bytes()[:-30])

    assert refused(path)[0] == "FILE-009"


def test_a_locked_part_is_encrypted(tmp_path: Path) -> None:
    path = packed(tmp_path, {})
    content = bytearray(path.read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(content))

    assert refused(path)[0] == "FILE-004"


@pytest.mark.parametrize(("limit", "fits"), [(4, True), (3, False)])
def test_the_number_of_parts_has_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, fits: bool
) -> None:
    monkeypatch.setattr(package, "MAX_ENTRIES", limit)
    path = packed(tmp_path, {})

    if fits:
        assert inspect(path).formulas == {}
    else:
        assert refused(path) == ("FILE-007", {"what": "entries", "found": 4, "limit": 3})


@pytest.mark.parametrize(("spare", "fits"), [(0, True), (-1, False)])
def test_the_expanded_size_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spare: int, fits: bool) -> None:
    path = packed(tmp_path, {})
    with zipfile.ZipFile(path) as archive:
        size = sum(part.file_size for part in archive.infolist())
    monkeypatch.setattr(package, "MAX_EXPANDED", size + spare)

    if fits:
        assert inspect(path).formulas == {}
    else:
        assert refused(path) == ("FILE-007", {"what": "bytes expanded", "found": size, "limit": size - 1})


@pytest.mark.parametrize(("limit", "fits"), [(81, True), (80, False)])
def test_the_filled_area_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, fits: bool) -> None:
    monkeypatch.setattr(package, "MAX_AREA", limit)
    content = b'<worksheet><row r="3"><c r="AA3"><v>1</v></c></row></worksheet>'
    path = packed(tmp_path, {"xl/worksheets/sheet1.xml": content})

    if fits:
        assert inspect(path).formulas == {}
    else:
        assert refused(path) == ("FILE-007", {"what": "cells", "found": 81, "limit": 80})
