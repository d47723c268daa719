"""The project's own source as the house tests read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "xueshi"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One file of Python."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path below the checkout, for messages."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def lines(self) -> int:
        """How long the file is."""
        return len(self.text.splitlines())

    def functions(self) -> Iterator[Function]:
        """Every function of the file, methods and nested ones included."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """The Python files below some folders of the checkout (or single files), migrations left out."""
    found = [path for folder in folders for path in python_files(ROOT / folder)]
    return tuple(read(path) for path in sorted(found) if "migrations" not in path.parts)


def python_files(place: Path) -> list[Path]:
    """A file itself, or the Python files below a folder."""
    return [place] if place.is_file() else list(place.rglob("*.py"))


def read(path: Path) -> Source:
    """Parse one file."""
    text = path.read_text(encoding="utf-8")
    return Source(path, text, ast.parse(text))


def rooms(*names: str) -> tuple[Source, ...]:
    """The files of some rooms, as far as the rooms exist."""
    return sources(*(f"src/xueshi/{name}" for name in names))
