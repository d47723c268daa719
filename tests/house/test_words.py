"""Every word on a page exists in Chinese and in English, and the compiled catalogues say what their sources say."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from tests.house.source import PACKAGE, sources

CATALOGUES = sorted(PACKAGE.rglob("LC_MESSAGES/*.po"))
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
QUOTED = re.compile(r'^"(.*)"$')
LITERAL = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"(?<!\w)(n?p?gettext|_)\(\s*{LITERAL}(?:\s*,\s*{LITERAL})?", re.DOTALL)


def entries(path: Path) -> dict[str, list[str]]:
    """Each message of a catalogue with its translations; obsolete ones left out, the heading under an empty name."""
    found: dict[str, list[str]] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        fields = fields_of(block)
        if "msgid" in fields:
            name = "\x04".join(fields[key] for key in ("msgctxt", "msgid") if key in fields)
            found[name] = [text for key, text in fields.items() if key.startswith("msgstr")]
    return found


def fields_of(block: str) -> dict[str, str]:
    """The keywords of one entry with their joined texts."""
    fields: dict[str, str] = {}
    key = ""
    for line in block.splitlines():
        if line.startswith("#"):
            continue
        keyword, _, rest = line.partition(" ")
        if not line.startswith('"'):
            key, line = keyword, rest
        quoted = QUOTED.match(line)
        fields[key] = fields.get(key, "") + (ast.literal_eval(line) if quoted else "")
    return fields


def words_in_code() -> set[str]:
    """The messages that Python code marks for translation."""
    calls = [node for source in sources("src") for node in ast.walk(source.tree) if isinstance(node, ast.Call)]
    return {word for call in calls for word in words_of(call)}


def words_of(call: ast.Call) -> list[str]:
    """The message of one call, under its context if it has one."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    constants = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    texts = [text for text in constants if isinstance(text, str)]
    if name not in MARKERS or not texts:
        return []
    return ["\x04".join(texts[:2])] if name.startswith("pgettext") else texts[:1]


def words_in_templates() -> set[str]:
    """The messages that templates mark for translation."""
    programs = [templatize(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("templates/**/*.html")]
    calls = [call.groups() for program in programs for call in IN_TEMPLATE.finditer(program)]
    return {word_of(marker, ast.literal_eval(first), second) for marker, first, second in calls}


def word_of(marker: str, first: str, second: str | None) -> str:
    """The message of one call in a template, under its context if it has one."""
    return f"{first}\x04{ast.literal_eval(second)}" if second and "p" in marker else first


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_message_is_translated(path):
    untranslated = [name for name, texts in entries(path).items() if not all(texts)]

    assert untranslated == []
    assert "\n#, fuzzy" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_current(path):
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    stale = [name for name, texts in entries(path).items() if len(texts) == 1 and compiled.gettext(name) != texts[0]]

    assert stale == []


@pytest.mark.parametrize("language", sorted({path.parts[-3] for path in CATALOGUES}))
def test_every_marked_word_is_in_the_catalogues(language):
    known = {name for path in CATALOGUES if path.parts[-3] == language for name in entries(path)}

    assert sorted((words_in_code() | words_in_templates()) - known) == []
