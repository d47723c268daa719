"""Files that mean harm or are broken, made small: bombs, foreign entities, links, lies about size, wrong types."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SPACE = "http://schemas.openxmlformats.org"
TYPES = f'{HEAD}<Types xmlns="{SPACE}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
WORKBOOK = (
    f'{HEAD}<workbook xmlns="{SPACE}/spreadsheetml/2006/main" xmlns:r="{SPACE}/officeDocument/2006/relationships">'
    '<sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    f'{HEAD}<Relationships xmlns="{SPACE}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{SPACE}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
ROOT = (
    f'{HEAD}<Relationships xmlns="{SPACE}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{SPACE}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
)
FOREIGN = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'
NAMES = ("人员编号", "姓名", "所在党组织")
MEGABYTE = 1 << 20
TEXT = "人员编号,姓名,所在党组织\nA1,张某,甲县委\n"


def cell(at: str, text: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(more: str = "", start: str = HEAD) -> str:
    heads = "".join(cell(f"{letter}1", name) for letter, name in zip("ABC", NAMES, strict=True))
    cells = "".join(cell(f"{letter}2", name) for letter, name in zip("ABC", ("A1", "张某", "甲县委"), strict=True))
    rows = f'<row r="1">{heads}</row><row r="2">{cells}</row>{more}'
    return f'{start}<worksheet xmlns="{SPACE}/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'


def parts(**changes: str) -> dict[str, str]:
    whole = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": sheet(),
    }
    short = {"types": "[Content_Types].xml", "book": "xl/workbook.xml", "rels": "xl/_rels/workbook.xml.rels"}
    return whole | {short.get(name, "xl/worksheets/sheet1.xml"): text for name, text in changes.items()}


def packed(content: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return made.getvalue()


def listed(*entries: tuple[str, str], link: bool = False) -> bytes:
    """An archive with names as given, also those that clash."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, text in entries:
            info = zipfile.ZipInfo(name)
            info.filename = name
            info.external_attr = (0o120777 << 16) if link else 0
            archive.writestr(info, text)
    return made.getvalue()


def bomb(name: str, start: str, end: str, filling: bytes, megabytes: int = 48) -> bytes:
    """A package of which one part is long and nearly empty."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, text in parts().items():
            if other != name:
                archive.writestr(other, text)
        with archive.open(name, "w") as part:
            part.write(start.encode())
            for _ in range(megabytes):
                part.write(filling * (MEGABYTE // len(filling)))
            part.write(end.encode())
    return made.getvalue()


def lying(content: bytes, size: int) -> bytes:
    """The same archive, whose directory states another size for the sheet."""
    changed = bytearray(content)
    at = changed.rfind(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<I", changed, at + 24, size)
    return bytes(changed)


def flagged(content: bytes) -> bytes:
    """The same archive, whose entries say that they are encrypted."""
    changed = bytearray(content)
    at = 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        changed[at + 8] |= 1
        at += 4
    return bytes(changed)


def compound(word: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + word.encode("utf-16-le") + bytes(600)


def slip(name: str) -> bytes:
    return listed((name, TEXT))


def beside(name: str) -> bytes:
    """A good workbook with one more part."""
    return packed({**parts(), name: "x"})


NEW_SHEET = "xl/worksheets/sheet1.xml"
FILES: Mapping[str, Callable[[], bytes]] = {
    "bomb-sheet.xlsx": lambda: bomb(NEW_SHEET, sheet()[:-28], sheet()[-28:], b" "),
    "bomb-shared.xlsx": lambda: bomb("xl/sharedStrings.xml", f"{HEAD}<sst>", "</sst>", b"<si><t>a</t></si>"),
    "bomb-styles.xlsx": lambda: bomb("xl/styles.xml", f"{HEAD}<styleSheet>", "</styleSheet>", b"<x/>"),
    "bomb-inside.zip": lambda: packed({"a.csv": b"a" * (48 * MEGABYTE)}),
    "nested.xlsx": lambda: packed({"a.xlsx": packed({"b.xlsx": packed(parts())})}),
    "nested-twice.zip": lambda: packed({"inner.zip": packed({"a.csv": TEXT})}),
    "disguised-archive.zip": lambda: packed({"a.csv": packed({"b.csv": TEXT})}),
    "two-tables.zip": lambda: packed({"a.csv": TEXT, "b.csv": TEXT}),
    "program.zip": lambda: packed({"a.exe": b"MZ"}),
    "declares-two-gigabytes.xlsx": lambda: lying(packed(parts()), 2**31 + 1),
    "declares-too-little.xlsx": lambda: lying(packed(parts()), 10),
    "entity-in-sheet.xlsx": lambda: packed(parts(sheet=sheet(start=HEAD + FOREIGN))),
    "laughs-in-sheet.xlsx": lambda: packed(parts(sheet=sheet(start=HEAD + ENTITIES))),
    "laughs-in-book.xlsx": lambda: packed(parts(book=WORKBOOK.replace(HEAD, HEAD + ENTITIES))),
    "entity-in-relations.xlsx": lambda: packed(parts(rels=RELATIONS.replace(HEAD, HEAD + PARAMETER))),
    "entity-in-strings.xlsx": lambda: packed({**parts(), "xl/sharedStrings.xml": f"{HEAD}{FOREIGN}<sst>&f;</sst>"}),
    "formula.xlsx": lambda: packed(parts(sheet=sheet('<row r="3"><c r="A3"><f>1+1</f><v>2</v></c></row>'))),
    "formula-shared.xlsx": lambda: packed(parts(sheet=sheet('<row r="3"><c r="A3"><f t="shared" si="0"/></c></row>'))),
    "formula.csv": lambda: f"{TEXT}=cmd|'/c calc'!A0,b,c\n".encode(),
    "climbs.zip": lambda: slip("../../a.csv"),
    "climbs-backwards.zip": lambda: slip("..\\..\\a.csv"),
    "absolute.zip": lambda: slip("/etc/a.csv"),
    "drive.zip": lambda: slip("C:\\a.csv"),
    "link.zip": lambda: listed(("a.csv", "/etc/passwd"), link=True),
    "climbs.xlsx": lambda: beside("../../evil.xml"),
    "absolute.xlsx": lambda: beside("/xl/evil.xml"),
    "clash.xlsx": lambda: beside("XL/Workbook.xml"),
    "twice.xlsx": lambda: listed(*parts().items(), (NEW_SHEET, sheet())),
    "encrypted-flag.xlsx": lambda: flagged(packed(parts())),
    "encrypted.xlsx": lambda: compound("EncryptedPackage"),
    "macros.xlsx": lambda: beside("xl/vbaProject.bin"),
    "macro-type.xlsx": lambda: packed(parts(types=TYPES.replace("application/xml", "application/macroEnabled"))),
    "old-macros.xls": lambda: compound("Workbook _VBA_PROJECT"),
    "page.xls": lambda: b"<html><table><tr><td>x</td></tr></table></html>",
    "picture.csv": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "paper.xlsx": lambda: b"%PDF-1.7\n",
    "program.xlsx": lambda: b"MZ" + bytes(200),
    "letter.xlsx": lambda: packed({"[Content_Types].xml": TYPES, "word/document.xml": HEAD}),
    "letter.xls": lambda: compound("WordDocument"),
    "squeezed.csv": lambda: b"\x1f\x8b" + bytes(100),
    "truncated.xlsx": lambda: packed(parts())[:-60],
    "hollow.xlsx": lambda: packed(parts())[:200] + bytes(300),
    "far-corner.xlsx": lambda: packed(parts(sheet=sheet(f'<row r="1048576">{cell("XFD1048576", "x")}</row>'))),
    "entries.zip": lambda: packed({f"{at}.csv": "" for at in range(6_000)}, zipfile.ZIP_STORED),
    "other-method.xlsx": lambda: packed(parts(), zipfile.ZIP_LZMA),
    "million-columns.csv": lambda: b"," * 1_000_000 + b"\n",
    "endless-line.csv": lambda: TEXT.encode() + b"x" * (3 * MEGABYTE),
    "endless-cell.csv": lambda: TEXT.encode() + b'"' + b"x\n" * MEGABYTE,
    "zeros.csv": lambda: TEXT.encode() + bytes(50),
    "no-encoding.csv": lambda: TEXT.encode() + b"\xff\xfe\xfa\x80\n",
    "shifted.csv": lambda: TEXT.encode() + "A2,李某,甲县委,多出的\n".encode(),
    "empty.csv": lambda: b"",
    "blank.xlsx": lambda: packed(parts(sheet=sheet().split('<row r="2">')[0] + "</sheetData></worksheet>")),
}


def write(folder: Path) -> list[Path]:
    """All of them as files."""
    made = []
    for name, content in FILES.items():
        path = folder / name
        path.write_bytes(content())
        made.append(path)
    return made
