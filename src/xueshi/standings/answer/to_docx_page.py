"""Paper, type and page furniture of an official document after GB/T 9704-2012, on top of python-docx.

A4; type area 156 x 225 mm; 22 lines of 28 characters in size 3 (16 pt); page numbers between dashes, outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

BODY_FONT, TITLE_FONT, HEAD_FONT, SUBHEAD_FONT = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
WESTERN_FONT = "Times New Roman"
BODY, TITLE, SMALL, FOOT = Pt(16), Pt(22), Pt(12), Pt(7.5)
PAGE_NUMBER = Pt(14)
LINE = Pt(28.95)
CHARACTER = Pt(16)

_GRID_LINE = "579"
"""Line pitch in twentieths of a point: 28.95 pt."""
_TIGHTER = "-5"
"""What a character of 16 pt gives up, in twentieths of a point, for 28 of them to fill 156 mm.

A character grid would say the same, but not every word processor puts a 16 pt character into a cell of 15.8 pt.
"""
_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>'
)
_CUSTOM_ENTRY = (
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name={}><vt:lpwstr>{}</vt:lpwstr></property>'
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the text; its bookmark says which figure of the run it is."""

    name: str
    text: str


Piece = str | Figure


class Paper:
    """A document in the making, from the title down."""

    def __init__(self) -> None:
        self.document = Document()
        self._bookmarks = 0
        self._lay_out()
        self._set_styles()

    def title(self, lines: Sequence[str]) -> None:
        """The title in size 2, one line under the other, with a blank line after it."""
        for line in lines:
            self._paragraph("xueshi title", [line])
        self._paragraph("xueshi flush", [])

    def flush(self, *pieces: Piece) -> None:
        """A line that begins at the left edge, as the addressee does."""
        self._paragraph("xueshi flush", pieces)

    def heading(self, text: str) -> None:
        """A heading of the first level."""
        self._paragraph("xueshi heading", [text])

    def text(self, *pieces: Piece, lead: str = "") -> None:
        """A paragraph of the body; ``lead`` is its run-in heading of the second level."""
        paragraph = self._paragraph("xueshi body", [])
        if lead:
            _set_font(paragraph.add_run(lead), SUBHEAD_FONT)
        self._fill(paragraph, pieces)

    def caption(self, text: str) -> None:
        """The line above a table."""
        self._paragraph("xueshi caption", [text]).paragraph_format.keep_with_next = True

    def note(self, *pieces: Piece) -> None:
        """A line of small type under a table."""
        self._paragraph("xueshi note", pieces)

    def signature(self, *lines: str) -> None:
        """Issuer and date at the right, four characters in, never alone on a page."""
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self._paragraph("xueshi flush", []).paragraph_format.keep_with_next = True
        for line in lines:
            paragraph = self._paragraph("xueshi flush", [line])
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.right_indent = Length(4 * CHARACTER)
            paragraph.paragraph_format.keep_with_next = line != lines[-1]

    def appendix(self, label: str, title: str) -> None:
        """A new page headed as an attachment."""
        paragraph = self._paragraph("xueshi flush", [])
        paragraph.add_run().add_break(WD_BREAK.PAGE)
        _set_font(paragraph.add_run(label), HEAD_FONT)
        self.title([title])

    def table(
        self, headings: Sequence[str], rows: Iterable[Sequence[Piece]], widths: Sequence[int], *, left: Sequence[int]
    ) -> None:
        """A ruled table whose headings come again on every page; columns named in ``left`` are not centred.

        Widths are in millimetres.
        """
        table = self.document.add_table(rows=0, cols=len(headings), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        margins = OxmlElement("w:tblCellMar")
        for side in ("left", "right"):
            margins.append(_element(side, w="45", type="dxa"))
        table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
        header = self._row(table, headings, widths, (), HEAD_FONT)
        header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in rows:
            self._row(table, row, widths, left, BODY_FONT)

    def imprint(self, left: str, right: str) -> None:
        """The issuing office and the date between two lines at the foot of the last page."""
        paragraph = self._paragraph("xueshi imprint", [f"{left}\t{right}"])
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        borders = OxmlElement("w:pBdr")
        for side in ("top", "bottom"):
            borders.append(_element(side, val="single", sz="8", space="2", color="000000"))
        properties = paragraph._p.get_or_add_pPr()
        for element in (_element("framePr", **_AT_THE_FOOT), borders):
            properties.insert_element_before(element, "w:tabs", "w:spacing", "w:ind", "w:jc")

    def footer(self, run: str) -> None:
        """Page numbers between dashes, right on odd and left on even pages, and the run under them."""
        self.document.settings.odd_and_even_pages_header_footer = True
        section = self.document.sections[0]
        for footer, side in (
            (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        ):
            number = footer.paragraphs[0]
            number.style, number.alignment = "xueshi page", side
            number.add_run("— ")
            _add_field(number.add_run(), "PAGE")
            number.add_run(" —")
            line = footer.add_paragraph(run, style="xueshi run")
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def properties(self, title: str, on: date, named: dict[str, str]) -> None:
        """The title, the day and the custom properties of the file."""
        core = self.document.core_properties
        core.title, core.author, core.comments = title, "", ""
        core.created = core.modified = datetime.combine(on, time(), UTC)
        entries = (
            _CUSTOM_ENTRY.format(number, quoteattr(name), escape(value))
            for number, (name, value) in enumerate(named.items(), 2)
        )
        package = self.document.part.package
        xml = _CUSTOM_XML.format("".join(entries)).encode()
        part = Part(PackURI("/docProps/custom.xml"), _CUSTOM, xml, package)
        package.relate_to(part, _CUSTOM_RELATION)

    def _lay_out(self) -> None:
        section = self.document.sections[0]
        section.orientation = WD_ORIENTATION.PORTRAIT
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(17.5)
        properties = section._sectPr
        for grid in properties.findall(qn("w:docGrid")):
            properties.remove(grid)
        properties.append(_element("docGrid", type="lines", linePitch=_GRID_LINE))

    def _set_styles(self) -> None:
        normal = self.document.styles["Normal"]
        _set_font(normal, BODY_FONT, BODY)
        _set_line(normal.paragraph_format, LINE)
        normal.element.get_or_add_rPr().append(_element("lang", val="en-GB", eastAsia="zh-CN"))
        for name, font, size, line in _STYLES:
            style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            _set_font(style, font, size)
            _set_line(style.paragraph_format, line)
        styles = self.document.styles
        for name in ("xueshi body", "xueshi heading", "xueshi flush"):
            tighter = _element("spacing", val=_TIGHTER)
            styles[name].element.get_or_add_rPr().insert_element_before(tighter, "w:sz", "w:szCs")
        for name in ("xueshi note", "xueshi cell", "xueshi imprint", "xueshi page", "xueshi run"):
            loose = _element("snapToGrid", val="0")
            styles[name].element.get_or_add_pPr().insert_element_before(loose, "w:spacing", "w:ind", "w:jc")
        for name in ("xueshi body", "xueshi heading"):
            styles[name].paragraph_format.first_line_indent = Length(2 * CHARACTER)
            styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        styles["xueshi heading"].paragraph_format.keep_with_next = True
        for name in ("xueshi title", "xueshi caption", "xueshi cell"):
            styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for side in ("left_indent", "right_indent"):
            setattr(styles["xueshi page"].paragraph_format, side, Pt(14))

    def _paragraph(self, style: str, pieces: Iterable[Piece]) -> Any:
        paragraph = self.document.add_paragraph(style=style)
        self._fill(paragraph, pieces)
        return paragraph

    def _row(self, table: Any, cells: Sequence[Piece], widths: Sequence[int], left: Sequence[int], font: str) -> Any:
        row = table.add_row()
        row.height, row.height_rule = Pt(22), WD_ROW_HEIGHT_RULE.AT_LEAST
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, (cell, piece, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.style = "xueshi cell"
            if column in left:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
            self._fill(paragraph, [piece])
            for run in paragraph.runs:
                _set_font(run, font)
        return row

    def _fill(self, paragraph: Any, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            if isinstance(piece, str):
                paragraph.add_run(piece)
            else:
                self._figure(paragraph, piece)

    def _figure(self, paragraph: Any, figure: Figure) -> None:
        self._bookmarks += 1
        number = str(self._bookmarks)
        paragraph._p.append(_element("bookmarkStart", id=number, name=figure.name))
        paragraph.add_run(figure.text)
        paragraph._p.append(_element("bookmarkEnd", id=number))


_STYLES = (
    ("xueshi title", TITLE_FONT, TITLE, Pt(34)),
    ("xueshi flush", BODY_FONT, BODY, LINE),
    ("xueshi body", BODY_FONT, BODY, LINE),
    ("xueshi heading", HEAD_FONT, BODY, LINE),
    ("xueshi caption", HEAD_FONT, SMALL, LINE),
    ("xueshi note", BODY_FONT, SMALL, Pt(20)),
    ("xueshi cell", BODY_FONT, SMALL, Pt(18)),
    ("xueshi imprint", BODY_FONT, PAGE_NUMBER, Pt(24)),
    ("xueshi page", BODY_FONT, PAGE_NUMBER, Pt(18)),
    ("xueshi run", BODY_FONT, FOOT, Pt(12)),
)
"""Name, East Asian font, size and line pitch of every style."""

_WIDTH = 156
"""Millimetres of the type area."""

_AT_THE_FOOT = {
    "w": f"{Mm(_WIDTH).twips}",
    "wrap": "notBeside",
    "hAnchor": "margin",
    "vAnchor": "margin",
    "xAlign": "center",
    "yAlign": "bottom",
}


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _set_font(styled: Any, font: str, size: Length | None = None) -> None:
    """Give a style or run its East Asian font beside the western one."""
    styled.font.name = WESTERN_FONT
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if size is not None:
        styled.font.size = size


def _set_line(paragraph_format: Any, pitch: Length) -> None:
    paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph_format.line_spacing = pitch
    paragraph_format.space_before = paragraph_format.space_after = Pt(0)


def _add_field(run: Any, code: str) -> None:
    for kind in ("begin", None, "end"):
        if kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.text = code
            run._r.append(instruction)
        else:
            run._r.append(_element("fldChar", fldCharType=kind))
