"""``xueshi reported`` judges a sheet of figures, and names the rows that it did not take."""

import pytest

from xueshi.cli.main import main

HEAD = "填报单位,条款,项,数值,截止日期,来源,填报人,确认人\n"


def judged(tmp_path, capsys, *rows: str, plan: str = "C13", as_of: str = "2015-06-30") -> tuple[int, list[str]]:
    path = tmp_path / "figures.csv"
    path.write_text(HEAD + "\n".join(rows), encoding="utf-8")
    status = main(["reported", "--plan", plan, "--figures", str(path), "--as-of", as_of])
    return status, capsys.readouterr().out.splitlines()


def test_what_was_reported_is_judged_with_its_window(tmp_path, capsys):
    status, said = judged(
        tmp_path,
        capsys,
        "全国,C13-I09,,500,2013-12-31,年度总结,甲,乙",
        "全国,C13-I10,,2999,2014-12-31,年度总结,甲,乙",
        "某省,C13-I11,,37/185,2013-12-31,年度总结,甲,乙",
    )

    assert status == 0
    assert [line.split()[:2] + line.split()[-1:] for line in said if "C13-I" in line] == [
        ["全国", "C13-I09", "达标"],
        ["全国", "C13-I10", "低于一般要求"],
        ["某省", "C13-I11", "达标"],
    ]
    assert any("没有填报、暂不评定的" in line for line in said)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("全国,C13-I09,,五百,2013-12-31,年度总结,甲,乙", "REPORTED-001"),
        ("全国,C13-I09,,-1,2013-12-31,年度总结,甲,乙", "REPORTED-001"),
        ("全国,C13-I09,,1/0,2013-12-31,年度总结,甲,乙", "REPORTED-001"),
        ("全国,C13-I99,,500,2013-12-31,年度总结,甲,乙", "REPORTED-002"),
        ("全国,C13-I01,,500,2013-12-31,年度总结,甲,乙", "REPORTED-002"),
        ("全国,C13-I09,春,500,2013-12-31,年度总结,甲,乙", "REPORTED-003"),
        ("全国,C13-I09,,500,2013-12-31,年度总结,甲,甲", "REPORTED-004"),
        ("全国,C13-I09,,500,2013-12-31,年度总结,甲,", "REPORTED-004"),
        ("全国,C13-I09,,500,2013-12-31,,甲,乙", "TABLE-004"),
    ],
)
def test_a_row_that_cannot_count_is_named_and_the_rest_goes_on(tmp_path, capsys, row, code):
    status, said = judged(tmp_path, capsys, "全国,C13-I10,,3000,2014-12-31,年度总结,甲,乙", row)

    assert status == 1
    assert [line.split()[0] for line in said if line.startswith(("REPORTED", "TABLE"))] == [code]
    assert any("C13-I10" in line and line.endswith("达标") for line in (line.rstrip() for line in said))
