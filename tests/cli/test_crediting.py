"""``xueshi crediting`` lists what ships and proves a rule set by its cases."""

from xueshi.cli.main import main
from xueshi.rules.crediting.loader import FOLDER


def test_the_sets_that_ship_are_listed(capsys):
    status = main(["crediting", "list"])

    said = capsys.readouterr().out
    assert status == 0
    assert [line.split()[0] for line in said.splitlines() if line.strip().startswith("L")] == [
        "L1",
        "L10",
        "L12",
        "L15",
        "L3",
        "L4",
        "L6",
    ]
    assert "继续教育" in said


def test_every_set_that_ships_is_checked(capsys):
    status = main(["crediting", "check", "--lang", "en"])

    assert status == 0
    assert "L1 1.0.0: 9 cases, 0 problems" in capsys.readouterr().out.splitlines()


def test_a_case_that_fails_is_named_and_fails_the_command(tmp_path, capsys):
    path = tmp_path / "mine.yaml"
    path.write_text(
        (FOLDER / "L1.yaml").read_text("utf-8").replace('minutes: 90}], credit: "1"', 'minutes: 90}], credit: "3"')
    )

    status = main(["crediting", "check", str(path)])

    said = capsys.readouterr().out
    assert status == 1
    assert "CREDIT-008  第 5 个算例：应为 credited 3 (+0)，算得 credited 1 (+0)" in said
    assert "L1 1.0.0：9 个算例，1 处有误" in said


def test_a_set_that_is_not_there_is_said_in_one_line(capsys):
    status = main(["crediting", "check", "L99"])

    assert status == 2
    assert capsys.readouterr().err.startswith("CREDIT-001  没有名为“L99”的计学时办法")
