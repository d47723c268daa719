"""The circular read back: exact figures, exact layout, every figure bound to the run."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from tests.standings.answer.answers import DIGEST, answer
from xueshi.kernel.errors import Lang, XueshiError
from xueshi.kernel.paths import OrgPath
from xueshi.rules.model import Kind
from xueshi.standings.answer import to_docx

COUNTY = OrgPath("县委")


def circular(folder: Path, lang: Lang = "zh", *, org: OrgPath | None = COUNTY, **options: int) -> Document:
    path = folder / "circular.docx"
    to_docx.write(answer(), path, lang, org=org, **options)
    return docx.Document(str(path))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docx")
    circular(folder)
    return folder / "circular.docx"


@pytest.fixture(scope="module")
def document(path: Path) -> Document:
    return docx.Document(str(path))


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def figures(document: Document) -> dict[str, str]:
    """The text of every bookmarked figure, by the name of its bookmark."""
    found: dict[str, str] = {}
    for start in document.element.iter(qn("w:bookmarkStart")):
        run = start.getnext()
        assert run.getnext().get(qn("w:id")) == start.get(qn("w:id"))
        assert start.get(qn("w:name")) not in found
        found[start.get(qn("w:name"))] = "".join(text.text for text in run.iter(qn("w:t")))
    return found


def east_asian(styled: Any) -> str:
    return str(styled.element.rPr.rFonts.get(qn("w:eastAsia")))


def test_the_text_holds_facts_from_addressee_to_date(document: Document) -> None:
    assert texts(document)[:6] == [
        "关于《全国党员教育培训工作规划",
        "（2024—2028年）》执行情况的通报",
        "所属各党组织：",
        "依据《全国党员教育培训工作规划（2024—2028年）》，以名册和培训登记为准，对县委截至2026年6月30日的集中学习培训情况"
        "进行了核算。现将有关情况通报如下。",
        "一、总体情况",
        "全体党员应训尽训（M24-I01，2024—2028年）。适用34人：达标28人，进度滞后5人，不作硬性要求1人。应评33人，达标率84.85%。",
    ]
    assert texts(document)[6] == (
        "党员五年集中学习培训（M24-I02，2024—2028年）。适用34人：达标17人，进度正常11人，进度滞后4人，"
        "不作硬性要求1人，按干部规划执行1人。应评32人，达标率53.13%。"
    )
    assert texts(document)[-5:] == ["县委", "2026年6月30日", "附件", "条款依据与本地口径", "县委\t2026年6月30日印发"]


def test_the_share_of_theory_is_told_in_credit_hours(document: Document) -> None:
    told = next(text for text in texts(document) if "M24-I05" in text)

    assert told == (
        "党的创新理论教育学时占比（M24-I05，2024—2028年）。计入3762.50学时，其中党的创新理论1688.00学时，占44.86%；"
        "原文要求1/2以上。对党组织的评定为“进度滞后”。"
    )


def test_units_are_ranked_and_ties_share_the_rank(document: Document) -> None:
    assert cells(document.tables[0]) == [
        ["位次", "单位", "应评人数", "达标人数", "达标率", "进度正常", "人均学时", "备注"],
        ["1", "甲镇党委", "11", "6", "54.55%", "1", "90.21", ""],
        ["2", "丁镇党委", "10", "5", "50.00%", "5", "120.00", "并列"],
        ["2", "乙镇党委", "10", "5", "50.00%", "5", "120.00", "并列"],
    ]


@pytest.mark.parametrize(("least", "ranked"), [(10, 3), (11, 1), (12, 0), (1, 4)])
def test_units_below_the_minimum_headcount_stand_apart_without_a_rate(tmp_path: Path, least: int, ranked: int) -> None:
    written = circular(tmp_path, min_headcount=least)

    apart = [text for text in texts(written) if "不排位" in text]

    assert len(written.tables[0].rows) == 1 + ranked
    assert (
        apart
        == {
            1: [],
            10: ["应评人数不足10人的单位不排位：丙站支部（1人）。"],
            11: ["应评人数不足11人的单位不排位：丁镇党委（10人）、丙站支部（1人）、乙镇党委（10人）。"],
            12: [
                "应评人数不足12人的单位不排位：丁镇党委（10人）、丙站支部（1人）、乙镇党委（10人）、甲镇党委（11人）。"
            ],
        }[least]
    )


def test_the_rates_are_defined_under_the_table(document: Document) -> None:
    notes = [
        paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == "xueshi note"
    ]

    assert notes == [
        "注：应评人数为适用人数减去不作硬性要求、按干部规划执行和暂不评定的人数；达标率为达标人数除以应评人数。",
        "人均学时为计入的学时除以人数（不含按干部规划执行的党员）；天与学时互不折算，按天达标的不折成学时。",
        "比率四舍五入到0.01%，位次按精确值比较。",
        "应评人数不足10人的单位不排位：丙站支部（1人）。",
    ]


def test_data_and_cases_are_told(document: Document) -> None:
    assert (
        "roster.xlsx数据34行，未采纳0行；register.xlsx数据31行，未采纳1行。未采纳的行不在本通报的数字之内。"
        in texts(document)
    )
    assert "本次核算共列出多头调训1件、重复培训0件，须由有关单位核实。" in texts(document)


def test_every_figure_names_what_it_counts(document: Document) -> None:
    found = figures(document)

    assert {name: found[f"M24_I02_2024_{name}"] for name in ("population", "met", "assessable", "rate")} == {
        "population": "34",
        "met": "17",
        "assessable": "32",
        "rate": "53.13%",
    }
    assert found["M24_I02_2024_per_head_u1"] == "90.21"
    assert found["M24_I04_2026_behind"] == "1"
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in found)


def test_the_figures_are_bound_to_the_digest_of_the_run(path: Path, document: Document) -> None:
    custom = ElementTree.fromstring(zipfile.ZipFile(path).read("docProps/custom.xml"))  # noqa: S314 - just written
    footers = [document.sections[0].footer, document.sections[0].even_page_footer]

    assert {entry.get("name"): entry[0].text for entry in custom} == {
        "xueshi.digest": DIGEST,
        "xueshi.plan": "M24",
        "xueshi.pack_version": "1.0.0",
        "xueshi.pack_sha256": answer().pack.sha256,
        "xueshi.as_of": "2026-06-30",
    }
    assert [footer.paragraphs[1].text for footer in footers] == [f"数据摘要 {DIGEST}"] * 2


def test_the_page_is_laid_out_as_the_standard_says(document: Document) -> None:
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    grid = section._sectPr.find(qn("w:docGrid"))

    assert [round(length.mm) for length in (section.page_width, section.page_height) if length is not None] == [
        210,
        297,
    ]
    assert [round(margin.mm) for margin in margins if margin is not None] == [37, 35, 28, 26]
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


@pytest.mark.parametrize(
    ("style", "font", "size", "pitch"),
    [
        ("xueshi title", "方正小标宋简体", 22, 34),
        ("xueshi body", "仿宋_GB2312", 16, 28.95),
        ("xueshi heading", "黑体", 16, 28.95),
        ("xueshi page", "仿宋_GB2312", 14, 18),
    ],
)
def test_type_is_set_as_the_standard_says(document: Document, style: str, font: str, size: float, pitch: float) -> None:
    found: Any = document.styles[style]

    assert (east_asian(found), found.font.name, found.font.size.pt) == (font, "Times New Roman", size)
    assert found.paragraph_format.line_spacing.pt == pitch


def test_leads_are_set_in_the_font_of_second_headings(document: Document) -> None:
    paragraph = next(item for item in document.paragraphs if item.text.startswith("党员五年集中学习培训"))

    assert paragraph.runs[0].text == "党员五年集中学习培训（M24-I02，2024—2028年）。"
    assert east_asian(paragraph.runs[0]) == "楷体_GB2312"


def test_page_numbers_stand_outside_between_dashes(document: Document) -> None:
    section = document.sections[0]
    sides = [footer.paragraphs[0].alignment for footer in (section.footer, section.even_page_footer)]
    codes = [
        [text.text for text in footer.paragraphs[0]._p.iter(qn("w:t"), qn("w:instrText"))]
        for footer in (section.footer, section.even_page_footer)
    ]

    assert document.settings.odd_and_even_pages_header_footer
    assert [getattr(side, "name", None) for side in sides] == ["RIGHT", "LEFT"]
    assert codes == [["— ", "PAGE", " —"]] * 2


def test_table_headings_come_again_on_every_page(document: Document) -> None:
    for table in document.tables:
        marks = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marks == [True] + [False] * (len(marks) - 1)


def test_the_attachment_cites_clauses_and_the_choices_that_touch_them(document: Document) -> None:
    clauses, choices = cells(document.tables[1]), cells(document.tables[2])

    assert [row[0] for row in clauses] == ["条款", "M24-I01", "M24-I02", "M24-I03", "M24-I04", "M24-I05"]
    assert clauses[2][2] == (
        "《全国党员教育培训工作规划（2024—2028年）》一 ¶3：“党员5年内参加各类集中学习培训累计不少于20天或160学时”"
    )
    assert ["AM-04", "天与学时是否互相折算", "不折算；天或学时任一达到即可"] in choices
    assert "AM-43" not in {row[0] for row in choices}


def test_a_choice_that_was_set_is_marked(tmp_path: Path) -> None:
    to_docx.write(answer(("AM-01", "never")), tmp_path / "circular.docx", "zh", org=None)

    choices = cells(docx.Document(str(tmp_path / "circular.docx")).tables[2])

    assert choices[1][2] == "一律不计入，线上替代也不计（本地另选）"


def test_a_unit_below_the_top_has_its_own_circular(tmp_path: Path) -> None:
    written = circular(tmp_path, org=OrgPath("县委/甲镇党委"))

    assert cells(written.tables[0])[1:] == [["1", "一支部", "11", "6", "54.55%", "1", "90.21", ""]]
    assert "适用12人：" in next(text for text in texts(written) if "M24-I02" in text)
    assert not any("M24-I03" in text for text in texts(written))


def test_a_branch_without_units_has_no_ranking(tmp_path: Path) -> None:
    written = circular(tmp_path, org=OrgPath("县委/甲镇党委/一支部"))

    assert "二、各单位情况" not in texts(written)
    assert cells(written.tables[0])[0][0] == "条款"


def test_an_unknown_organisation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(XueshiError) as refused:
        circular(tmp_path, org=OrgPath("县委/没有"))

    assert refused.value.code == "ANSWER-002"
    assert not (tmp_path / "circular.docx").exists()


def test_without_an_organisation_the_only_top_one_speaks(tmp_path: Path) -> None:
    assert texts(circular(tmp_path, org=None)) == texts(circular(tmp_path, org=COUNTY))


def test_several_top_organisations_are_summed_and_ranked(tmp_path: Path) -> None:
    judged = answer()
    towns = replace(
        judged,
        standings=tuple(
            replace(item, org=item.org.removeprefix("县委/")) for item in judged.standings if "/" in item.org
        ),
    )

    to_docx.write(towns, tmp_path / "circular.docx", "zh", org=None)

    written = docx.Document(str(tmp_path / "circular.docx"))
    assert next(text for text in texts(written) if "M24-I02" in text).endswith("应评32人，达标率53.13%。")
    assert [row[1] for row in cells(written.tables[0])[1:]] == ["甲镇党委", "丁镇党委", "乙镇党委"]
    assert texts(written)[-1].startswith("各党组织")


def test_a_plan_without_a_share_clause_has_no_average(tmp_path: Path) -> None:
    judged = answer()
    kept = tuple(item for item in judged.pack.indicators if item.kind is not Kind.SHARE)
    plain = replace(
        judged,
        pack=replace(judged.pack, indicators=kept),
        standings=tuple(item for item in judged.standings if item.clause != "M24-I05"),
    )

    to_docx.write(plain, tmp_path / "circular.docx", "zh", org=COUNTY)

    assert [row[6] for row in cells(docx.Document(str(tmp_path / "circular.docx")).tables[0])[1:]] == ["—"] * 3


def test_the_english_circular_speaks_english(tmp_path: Path) -> None:
    written = circular(tmp_path, "en")

    assert texts(written)[:3] == [
        "Circular on the implementation of the",
        "National plan for Party-member education and training 2024-2028",
        "To all organisations concerned:",
    ]
    assert next(text for text in texts(written) if "M24-I02" in text) == (
        "Member: collective study in five years (M24-I02, 2024–2028). It applies to 34 persons: 17 met, 11 on pace, 4 behind,"
        " 1 no hard requirement, 1 follows the cadre plan. Of 32 due persons 53.13% met it."
    )
    assert cells(written.tables[0])[0] == ["Rank", "Unit", "Due", "Met", "Rate", "On pace", "Credit per head", "Note"]
    assert cells(written.tables[0])[2][7] == "tied"
