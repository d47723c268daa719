"""Files are opened by what they hold; what is not plainly a table of values is refused with its code."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook as Xlsx

from xueshi.intake import package
from xueshi.intake.sheets import MAX_BYTES, column_letters, open_workbook
from xueshi.kernel.errors import XueshiError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def saved(path: Path, *rows: tuple[object, ...], title: str = "表") -> Path:
    book = Xlsx()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def repacked(source: Path, target: Path, changes: dict[str, bytes], drop: tuple[str, ...] = ()) -> Path:
    """A copy of an .xlsx with parts replaced, added or dropped."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in drop and name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return target


def refusal(path: Path) -> XueshiError:
    with pytest.raises(XueshiError) as error:
        open_workbook(path)
    assert error.value.place.file == path.name
    return error.value


def test_cells_keep_their_types_and_rows_their_numbers(tmp_path: Path) -> None:
    book = Xlsx()
    sheet = book.worksheets[0]
    sheet["B3"], sheet["C3"], sheet["B4"], sheet["C4"] = "姓名", "日期", "甲子", date(2024, 3, 1)
    book.save(tmp_path / "a.xlsx")

    opened = open_workbook(tmp_path / "a.xlsx")

    assert opened.name == "a.xlsx"
    assert opened.sha256 == hashlib.sha256((tmp_path / "a.xlsx").read_bytes()).hexdigest()
    assert opened.sheets[0].first_row == 3
    assert opened.sheets[0].rows == [["姓名", "日期"], ["甲子", date(2024, 3, 1)]]


def test_hidden_sheets_are_named_and_not_read(tmp_path: Path) -> None:
    book = Xlsx()
    book.worksheets[0].append(["a"])
    hidden = book.create_sheet("藏")
    hidden.append(["b"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")

    opened = open_workbook(tmp_path / "a.xlsx")

    assert [sheet.rows for sheet in opened.sheets] == [[["a"]]]
    assert opened.hidden == ("藏",)


def test_merged_areas_are_offsets_from_the_first_filled_row(tmp_path: Path) -> None:
    book = Xlsx()
    sheet = book.worksheets[0]
    sheet["B3"], sheet["C5"] = "甲", "乙"
    sheet.merge_cells("B3:B4")
    book.save(tmp_path / "a.xlsx")

    merge = open_workbook(tmp_path / "a.xlsx").sheets[0].merged[0]

    assert (merge.top, merge.left, merge.bottom, merge.right) == (0, 0, 1, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_files_are_read_in_every_usual_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"姓名{delimiter}学时\r\n甲子{delimiter}8\r\n乙丑\r\n".encode(encoding))

    sheet = open_workbook(path).sheets[0]

    assert sheet.rows == [["姓名", "学时"], ["甲子", "8"], ["乙丑", ""]]


def test_a_quoted_cell_may_hold_delimiters_and_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('姓名,备注\n甲子,"一,二\n三"\n', encoding="utf-8")

    assert open_workbook(path).sheets[0].rows[1] == ["甲子", "一,二\n三"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "FILE-002"),
        ("a.csv", b" \r\n \n", "FILE-002"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(64), "FILE-003"),
        ("a.xlsx", b"\xff\xd8\xff\xe0" + bytes(64), "FILE-003"),
        ("a.csv", b"%PDF-1.7 ...", "FILE-003"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "FILE-003"),
        ("a.xlsx", "姓名,学时\n".encode(), "FILE-003"),
        ("a.xlsx", OLE + "EncryptionInfo".encode("utf-16-le"), "FILE-004"),
        ("a.xls", OLE + "Workbook_VBA_PROJECT_CUR".encode("utf-16-le"), "FILE-005"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "FILE-003"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "FILE-009"),
        ("a.xlsx", b"PK\x03\x04" + bytes(64), "FILE-009"),
        ("a.csv", b"\x81\x00\xff\xff\xfe", "FILE-010"),
        ("a.csv", b"a\0b", "FILE-010"),
        ("a.csv", b'a,b\n"open', "FILE-009"),
    ],
)
def test_what_is_no_table_is_refused_with_its_code(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert refusal(path).code == code


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.xlsx").code == "FILE-001"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).code == "FILE-001"


def test_a_formula_cell_is_found_with_its_place(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ("姓名", "学时"), ("甲子", 8), ("乙丑", "=B2*2"), title="台账")

    sheet = open_workbook(path).sheets[0]

    assert (sheet.name, sheet.formula) == ("台账", "B3")


def test_a_formula_is_found_wherever_the_stream_is_cut(tmp_path: Path) -> None:
    rows = [(f"甲{number}", number * 7919 % 1000) for number in range(30_000)]
    path = saved(tmp_path / "a.xlsx", *rows, ("末", "=SUM(B1:B9)"))

    assert open_workbook(path).sheets[0].formula == "B30001"


def test_words_that_look_like_a_formula_are_none(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ("<f>", "if>", "a:f b"))

    assert open_workbook(path).sheets[0].formula == ""


@pytest.mark.parametrize(("line", "cell"), [('甲子,"=1+1"', "B2"), ("甲子,=1+1", "B2"), ("=cmd|x,8", "A2")])
def test_a_formula_in_a_text_file_is_found(tmp_path: Path, line: str, cell: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"姓名,学时\n{line}\n", encoding="utf-8")

    assert open_workbook(path).sheets[0].formula == cell


def test_macros_are_refused(tmp_path: Path) -> None:
    plain = saved(tmp_path / "a.xlsx", ("a",))

    assert refusal(repacked(plain, tmp_path / "b.xlsx", {"xl/vbaProject.bin": b"x"})).code == "FILE-005"
    types = b'<Types><Default ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    assert refusal(repacked(plain, tmp_path / "c.xlsx", {"[Content_Types].xml": types})).code == "FILE-005"


def test_a_document_type_definition_is_refused(tmp_path: Path) -> None:
    plain = saved(tmp_path / "a.xlsx", ("a",))
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet/>'

    assert refusal(repacked(plain, tmp_path / "b.xlsx", {"xl/worksheets/sheet1.xml": evil})).code == "FILE-008"


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    plain = saved(tmp_path / "a.xlsx", ("a",))

    error = refusal(repacked(plain, tmp_path / "b.xlsx", {"word/document.xml": b"<w/>"}, drop=("xl/workbook.xml",)))

    assert (error.code, error.values["content"]) == ("FILE-003", "Word")


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    plain = saved(tmp_path / "a.xlsx", ("a",))
    bomb = b"<worksheet>" + b"<row/>" * (package.RATIO_FROM // 4) + b"</worksheet>"

    error = refusal(repacked(plain, tmp_path / "b.xlsx", {"xl/worksheets/sheet1.xml": bomb}))

    assert (error.code, error.values["what"]) == ("FILE-007", "compression ratio")


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    plain = saved(tmp_path / "a.xlsx", ("a",))
    path = repacked(
        plain, tmp_path / "b.xlsx", {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 4_000_000 + b"</worksheet>"}
    )
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/worksheets/sheet1.xml"))
    content[at + 24 : at + 28] = struct.pack("<I", 1000)
    path.write_bytes(content)

    assert refusal(path).code == "FILE-009"


def test_two_far_cells_do_not_fill_the_memory(tmp_path: Path) -> None:
    book = Xlsx()
    book.worksheets[0]["A1"] = book.worksheets[0]["XFD1048576"] = 1
    book.save(tmp_path / "a.xlsx")

    error = refusal(tmp_path / "a.xlsx")

    assert (error.code, error.values["found"]) == ("FILE-007", 16_384 * 1_048_576)


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    plain = saved(tmp_path / "a.xlsx", ("a",))
    parts = {f"xl/media/{number}.png": b"" for number in range(package.MAX_ENTRIES)}

    assert refusal(repacked(plain, tmp_path / "b.xlsx", parts)).code == "FILE-007"


def test_a_file_above_the_size_limit_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as out:
        out.write(b"PK\x03\x04")
        out.truncate(MAX_BYTES + 1)

    assert refusal(path).values == {"what": "bytes", "found": MAX_BYTES + 1, "limit": MAX_BYTES}


def test_many_repeated_rows_are_no_bomb(tmp_path: Path) -> None:
    book = Xlsx(write_only=True)
    sheet = book.create_sheet()
    for _ in range(20_000):
        sheet.append(("主题党日", 3))
    book.save(tmp_path / "a.xlsx")

    assert len(open_workbook(tmp_path / "a.xlsx").sheets[0].rows) == 20_000


def test_a_clock_time_in_a_cell_is_kept(tmp_path: Path) -> None:
    when = datetime(2024, 3, 1, 9, 30, tzinfo=UTC).replace(tzinfo=None)

    path = saved(tmp_path / "a.xlsx", (when,))

    assert open_workbook(path).sheets[0].rows == [[when]]


@pytest.mark.parametrize(
    ("offset", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_the_letters_of_the_spreadsheet(offset: int, letters: str) -> None:
    assert column_letters(offset) == letters


def test_short_lines_of_a_text_file_are_filled_up(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,编号,学时\n甲子\n乙丑,2\n", encoding="utf-8")

    assert open_workbook(path).sheets[0].rows == [["姓名", "编号", "学时"], ["甲子", "", ""], ["乙丑", "2", ""]]


def test_a_quote_that_never_ends_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('姓名,编号\n"甲子,1\n', encoding="utf-8")

    assert refusal(path).code == "FILE-009"


@pytest.mark.parametrize(
    ("words", "code"),
    [(("EncryptionInfo",), "FILE-004"), (("Workbook", "_VBA_PROJECT"), "FILE-005"), (("WordDocument",), "FILE-003")],
)
def test_an_old_file_is_known_by_the_names_of_its_folders(tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(OLE + b"".join(word.encode("utf-16-le") for word in words))

    assert refusal(path).code == code


def test_a_sheet_without_a_filled_cell_has_no_rows(tmp_path: Path) -> None:
    assert list(open_workbook(saved(tmp_path / "a.xlsx")).sheets[0].rows) == []
