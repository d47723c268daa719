"""The JSON answer says what was worked out by hand, in the shape that its schema promises."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.standings.answer.files import AS_OF, REGISTER, Files, write_files
from xueshi.standings.answer import to_json
from xueshi.standings.answer.judge_files import judge_files
from xueshi.standings.answer.model import Answer

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "answer.schema.json").read_text("utf-8"))
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}


def violations(value: Any, schema: dict[str, Any], at: str = "$") -> Iterator[str]:
    """Where a value breaks the part of JSON Schema that our schema uses; an unknown keyword is a violation too."""
    for keyword, wanted in schema.items():
        yield from CHECKS[keyword](value, wanted, schema, at)


def resolved(value: Any, wanted: str, _schema: dict[str, Any], at: str) -> Iterator[str]:
    yield from violations(value, SCHEMA["$defs"][wanted.removeprefix("#/$defs/")], at)


def typed(value: Any, wanted: str, _schema: dict[str, Any], at: str) -> Iterator[str]:
    if type(value) is not TYPES[wanted]:
        yield f"{at}: {value!r} is no {wanted}"


def properties(value: Any, wanted: dict[str, Any], _schema: dict[str, Any], at: str) -> Iterator[str]:
    for name in wanted.keys() & value.keys():
        yield from violations(value[name], wanted[name], f"{at}.{name}")


def others(value: Any, wanted: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
    for name in value.keys() - schema.get("properties", {}).keys():
        yield from [f"{at}: unknown {name}"] if wanted is False else violations(value[name], wanted, f"{at}.{name}")


def each(value: Any, wanted: dict[str, Any], _schema: dict[str, Any], at: str) -> Iterator[str]:
    for number, item in enumerate(value):
        yield from violations(item, wanted, f"{at}[{number}]")


def told(broken: Any) -> Any:
    return lambda value, wanted, _schema, at: [f"{at}: {value!r} against {wanted!r}"] if broken(value, wanted) else []


CHECKS: dict[str, Any] = {
    **dict.fromkeys(("$schema", "$defs", "title", "description"), told(lambda _value, _wanted: False)),
    "$ref": resolved,
    "type": typed,
    "properties": properties,
    "additionalProperties": others,
    "items": each,
    "required": told(lambda value, wanted: set(wanted) - value.keys()),
    "const": told(lambda value, wanted: value != wanted),
    "enum": told(lambda value, wanted: value not in wanted),
    "minimum": told(lambda value, wanted: isinstance(value, int) and value < wanted),
    "pattern": told(lambda value, wanted: not re.search(wanted, value)),
    "anyOf": told(lambda value, wanted: all(list(violations(value, one)) for one in wanted)),
}


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return write_files(tmp_path)


def answered(files: Files, **settings: str) -> Answer:
    return judge_files("M24", files.roster, files.register, as_of=AS_OF, settings=settings)


def written(answer: Answer, folder: Path) -> Any:
    to_json.write(answer, folder / "answer.json")
    return json.loads((folder / "answer.json").read_text("utf-8"))


def clause(document: Any, person: str, name: str) -> Any:
    """The last window of a clause of one person."""
    clauses = next(item["clauses"] for item in document["persons"] if item["person"] == person)
    return [item for item in clauses if item["id"] == name][-1]


def test_the_document_keeps_its_schema(files: Files, tmp_path: Path) -> None:
    document = written(answered(files), tmp_path)

    assert list(violations(document, SCHEMA)) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), "2.0"),
        (("run", "digest"), "short"),
        (("run", "extra"), 1),
        (("persons", 0, "clauses", 0, "status"), "good"),
        (("persons", 0, "clauses", 1, "has"), {"credit": "2"}),
        (("orgs", 0, "met"), -1),
        (("orgs", 0, "share"), "0.5"),
        (("refused", 0, "row"), "5"),
    ],
)
def test_the_schema_refuses_what_it_does_not_promise(
    files: Files, tmp_path: Path, path: tuple[str | int, ...], value: object
) -> None:
    document = written(answered(files), tmp_path)
    *steps, last = path
    part = document
    for step in steps:
        part = part[step]

    part[last] = value

    assert len(list(violations(document, SCHEMA))) == 1


def test_a_person_has_exact_amounts_and_what_is_missing(files: Files, tmp_path: Path) -> None:
    document = written(answered(files), tmp_path)

    assert clause(document, "P2", "M24-I02") == {
        "id": "M24-I02",
        "status": "on_pace",
        "window": {"from": "2024-01-01", "to": "2028-12-31"},
        "has": {"credit": "80.00", "days": "10"},
        "needs": [{"days": "20"}, {"credit": "160"}],
        "short": {"days": "10", "credit": "80.00"},
    }
    assert clause(document, "P1", "M24-I02")["short"] == {"days": "20", "credit": "158.00"}


def test_a_share_is_told_in_theory_credit(files: Files, tmp_path: Path) -> None:
    document = written(answered(files), tmp_path)

    share = clause(document, "P2", "M24-I05")

    assert share["has"] == {"credit": "80.00", "theory": "40.00"}
    assert (share["needs"], share["short"], share["status"]) == ([{"theory": "40"}], {}, "on_pace")


def test_organisations_of_every_level_add_up(files: Files, tmp_path: Path) -> None:
    document = written(answered(files), tmp_path)

    rows = {row["org"]: row for row in document["orgs"] if row["clause"] == "M24-I02"}

    counts = {
        org: [row[name] for name in ("population", "on_pace", "behind", "exempt", "delegated", "share")]
        for org, row in rows.items()
    }
    assert counts == {
        "县委": [4, 1, 1, 1, 1, "0/2"],
        "县委/东乡党委": [3, 1, 1, 0, 1, "0/2"],
        "县委/东乡党委/一支部": [3, 1, 1, 0, 1, "0/2"],
        "县委/西乡党委": [1, 0, 0, 1, 0, "0/0"],
        "县委/西乡党委/二支部": [1, 0, 0, 1, 0, "0/0"],
    }


def test_refused_rows_name_place_code_and_winner(files: Files, tmp_path: Path) -> None:
    document = written(answered(files), tmp_path)

    assert [(item["file"], item["row"], item["code"]) for item in document["refused"]] == [
        ("register.csv", 5, "REGISTER-004"),
        ("register.csv", 6, "REGISTER-017"),
    ]
    assert document["refused"][1]["message"].endswith("已计入：register.csv:4")


def test_the_run_names_its_inputs_and_choices(files: Files, tmp_path: Path) -> None:
    run = written(answered(files, **{"AM-01": "always"}), tmp_path)["run"]

    assert [(item["name"], item["rows"], item["refused"]) for item in run["inputs"]] == [
        ("roster.csv", 4, 0),
        ("register.csv", 5, 2),
    ]
    assert run["inputs"][0]["unknown_columns"] == ["备用列"]
    assert (run["plan"], run["as_of"], run["persons"], run["settings"]["AM-01"]) == ("M24", "2026-06-30", 4, "always")


def test_rows_taken_for_totals_are_named(tmp_path: Path) -> None:
    files = write_files(tmp_path, register=f"{REGISTER}合计,,,,,,,84,10,,,\n")

    run = written(answered(files), tmp_path)["run"]

    assert [(item["skipped_sheets"], item["skipped_rows"]) for item in run["inputs"]] == [([], []), ([], ["7"])]


def test_the_same_files_give_the_same_bytes(files: Files, tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"

    to_json.write(answered(files), first)
    to_json.write(answered(files), second)

    assert first.read_bytes() == second.read_bytes()


def test_another_choice_gives_another_digest(files: Files) -> None:
    assert answered(files).run.digest != answered(files, **{"AM-01": "always"}).run.digest
