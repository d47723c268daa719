"""`./dev bench [NAME] [--json] [--size small|full]`: run the measurements and print them as a table or as JSON."""

import argparse
import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.result import Result

HERE = Path(__file__).resolve().parent
FRAME = {"__init__", "result", "run"}


def names() -> list[str]:
    """The measurements there are."""
    return sorted(path.stem for path in HERE.glob("*.py") if path.stem not in FRAME and gives_results(path))


def gives_results(path: Path) -> bool:
    """Whether a module gives results rather than helping another to."""
    return "\ndef results(" in path.read_text(encoding="utf-8")


def measure(wanted: list[str], size: str) -> Iterator[Result]:
    """Run the named measurements one after the other."""
    for name in wanted:
        yield from importlib.import_module(f"bench.{name}").results(size)


def table(results: list[Result]) -> Table:
    """The results as they are read on a terminal."""
    made = Table("name", "value", "unit", "baseline", "ratio", "data")
    for result in results:
        made.add_row(
            result.name, number(result.value), result.unit, number(result.baseline), number(result.ratio), result.data
        )
    return made


def number(value: float | None) -> str:
    """Three significant digits or more, never an exponent."""
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def main(words: list[str]) -> int:
    """Measure what is asked for; without a name, everything."""
    parser = argparse.ArgumentParser(prog="dev bench", description=main.__doc__)
    parser.add_argument("name", nargs="?", choices=names(), help="one measurement; all without it")
    parser.add_argument("--json", action="store_true", help="one JSON list instead of a table")
    parser.add_argument("--size", choices=("small", "full"), default="small", help="small: seconds; full: as promised")
    args = parser.parse_args(words)
    results = list(measure([args.name] if args.name else names(), args.size))
    if args.json:
        print(json.dumps([result.record() for result in results], ensure_ascii=False, indent=2))
    else:
        Console().print(table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
