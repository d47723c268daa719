"""The conventions that matter, as tests."""

import ast
import re
import subprocess
import sys

import pytest

from tests.house.source import PACKAGE, ROOT, Function, Source, rooms, sources

CODE = sources("src", "dev", "bench", "requirements")
TESTS = sources("tests")
DJANGO_FREE = (
    "kernel",
    "rules",
    "lake",
    "people/roster",
    "ledger/register",
    "ledger/crediting",
    "intake/sheets",
    "intake/tables",
    "intake/staging",
    "intake/spool",
    "intake/lines",
    "intake/portions",
    "organisations/tree_rows",
    "people/state_rows",
    "standings/answer",
)
ERRORS = ROOT / "docs" / "errors.md"
HOOKS = {"add_arguments", "handle", "ready", "clean", "save", "get_absolute_url"}
ERROR_CODE = re.compile(r"[A-Z]{2,}-\d{3}")
SENTENCE = re.compile(r"[.?!。？！：:]$")
ABSOLUTE = re.compile(r"(?<![\w.])/(?:home|root|work|Users)/\w")


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_functions_are_short():
    lengths = sorted(
        (length(function), source.name, function.name) for source in CODE for function in source.functions()
    )

    assert lengths[-1][0] <= 80, f"the longest function: {lengths[-1]}"
    assert lengths[len(lengths) * 95 // 100][0] <= 40, f"the longest: {lengths[-10:]}"


@pytest.mark.parametrize("source", [*CODE, *TESTS], ids=lambda source: source.name)
def test_files_are_short(source):
    assert source.lines <= 400


def undocumented(source: Source) -> list[str]:
    """The public names of a module that say nothing, or whose first line is no sentence."""
    classes = [node for node in source.tree.body if isinstance(node, ast.ClassDef) and is_public(node.name)]
    functions = [node for node in source.tree.body if isinstance(node, Function)]
    methods = [node for cls in classes for node in cls.body if isinstance(node, Function) and node.name not in HOOKS]
    named = [*classes, *(node for node in [*functions, *methods] if is_public(node.name))]
    texts = {node.name: ast.get_docstring(node) for node in named}
    texts[source.name] = ast.get_docstring(source.tree)
    return [name for name, text in texts.items() if not text or not SENTENCE.search(text.splitlines()[0])]


def is_public(name: str) -> bool:
    return not name.startswith("_")


@pytest.mark.parametrize("source", CODE, ids=lambda source: source.name)
def test_public_names_are_documented(source):
    assert undocumented(source) == []


@pytest.mark.parametrize("source", rooms("kernel", "rules", "ledger"), ids=lambda source: source.name)
def test_no_float_comes_near_a_credit(source):
    floats = [
        node.lineno
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
    ]

    assert floats == []


def test_a_package_file_holds_a_docstring_only_and_that_of_models_what_django_looks_for():
    talkative = [
        source.name
        for source in sources("src")
        if source.path.name == "__init__.py"
        and source.path.parent != PACKAGE
        and source.path.parent.name != "models"
        and len(source.tree.body) != 1
    ]

    assert talkative == []


def test_the_ground_floors_import_without_django():
    modules = [module for place in DJANGO_FREE for module in modules_at(place)]
    program = f"import sys\nfor name in {modules!r}: __import__(name)\nsys.exit('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr or "Django was imported"


def modules_at(place: str) -> list[str]:
    """The modules of a room, or the one module of that name, as far as they exist."""
    files = [*PACKAGE.glob(f"{place}.py"), *(PACKAGE / place).rglob("*.py")]
    return [".".join(("xueshi", *path.relative_to(PACKAGE).with_suffix("").parts)) for path in sorted(files)]


PAGE_MODULES = re.compile(r"(?:^|_)(?:forms|views|urls|menu|context|requests|middleware|guard|wall)$")
"""Names of modules that pages are made of: they get what they show from gates and reads, which start from what the actor may see."""


def test_views_do_not_query():
    pages = [
        source
        for source in sources("src")
        if PAGE_MODULES.search(source.path.stem) or {"views", "templatetags"}.intersection(source.path.parts)
    ]

    querying = [source.name for source in pages if re.search(r"\.objects\b|\._(?:default|base)_manager\b", source.text)]

    assert len(pages) > 30
    assert querying == []


def test_nothing_listens_to_signals():
    listening = [
        source.name
        for source in sources("src")
        if re.search(r"@receiver|\.dispatch import|signals import", source.text)
    ]

    assert listening == []


def test_an_actor_is_never_assumed():
    assumed = [
        f"{source.name}: {function.name}"
        for source in sources("src")
        for function in source.functions()
        if assumes_actor(function)
    ]

    assert assumed == []


def assumes_actor(function: Function) -> bool:
    """Whether `by` may be left out."""
    arguments = function.args
    positional = [argument.arg for argument in [*arguments.posonlyargs, *arguments.args]]
    defaulted = positional[len(positional) - len(arguments.defaults) :]
    named = [
        argument.arg for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if default
    ]
    return "by" in [*defaulted, *named]


def error_codes() -> set[str]:
    """Every error code that the source names."""
    constants = [
        node.value for source in sources("src") for node in ast.walk(source.tree) if isinstance(node, ast.Constant)
    ]
    return {value for value in constants if isinstance(value, str) and ERROR_CODE.fullmatch(value)}


@pytest.mark.skipif(not ERRORS.exists(), reason="the page of errors is not written yet")
def test_every_error_code_is_explained():
    headings = set(re.findall(r"^#+ ([A-Z]{2,}-\d{3})$", ERRORS.read_text(encoding="utf-8"), re.MULTILINE))

    assert sorted(error_codes() - headings) == []
    assert sorted(headings - error_codes()) == []


@pytest.mark.parametrize("source", TESTS, ids=lambda source: source.name)
def test_every_test_is_collected(source):
    tests = {function for function in source.functions() if function.name.startswith("test_")}
    collected = set(source.tree.body) if source.path.name.startswith("test_") else set()

    assert sorted(function.name for function in tests - collected) == []


def test_no_file_names_a_place_on_one_computer():
    texts = [
        path
        for folder in ("src", "docs", "tests", "bench")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".md", ".yaml", ".html", ".js")
    ]

    named = [
        path.relative_to(ROOT).as_posix()
        for path in texts
        if ABSOLUTE.search(path.read_text(encoding="utf-8")) and path.name != "test_health.py"
    ]

    assert named == []
