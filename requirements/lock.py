"""The locks: made from `pyproject.toml` and `front/package.json`, or checked against them without a network.

Each list is resolved for every platform and written with hashes and without addresses, so that a mirror inside an
office works unchanged. Its first line carries the digest of what it was made from.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "requirements"
FRONT = ROOT / "front"
UV = str(Path(sys.executable).parent / "uv")
PARTS: dict[str, tuple[str, ...]] = {
    "uv": ("--group", "uv"),
    "node": ("--group", "node"),
    "run": ("pyproject.toml",),
    "test": ("pyproject.toml", "--group", "test", "-c", "requirements/run.txt"),
    "docs": ("--group", "docs", "-c", "requirements/test.txt"),
}
OPTIONS = ("--universal", "--python-version", "3.11", "--generate-hashes", "--only-binary", ":all:")
PLAIN = ("--no-header", "--no-annotate", "--quiet")


def inputs(part: str) -> str:
    """SHA-256 of what a lock is made from: the supported Pythons and the part's requirements."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [project["project"]["requires-python"]]
    if "pyproject.toml" in PARTS[part]:
        wanted += project["project"]["dependencies"]
    if "--group" in PARTS[part]:
        wanted += project["dependency-groups"][part]
    return hashlib.sha256("\n".join(wanted).encode()).hexdigest()


def resolve(part: str, upgrade: bool) -> None:
    """Write one list; pins that still fit stay, unless an upgrade is asked for."""
    target = LOCKS / f"{part}.txt"
    extra = ["--upgrade"] if upgrade else []
    command = [UV, "pip", "compile", *PARTS[part], *OPTIONS, *PLAIN, *extra, "--output-file", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    pins = target.read_text(encoding="utf-8")
    target.write_text(f"# Made by ./dev lock from pyproject.toml, inputs {inputs(part)}\n{pins}", encoding="utf-8")


def resolve_front() -> None:
    """Write the browser libraries' lock."""
    command = [os.environ.get("NPM", "npm"), "install", "--package-lock-only", "--ignore-scripts", "--silent"]
    subprocess.run(command, cwd=FRONT, check=True)


def problems_of(part: str) -> list[str]:
    """What is wrong with one list."""
    name = f"requirements/{part}.txt"
    first, *lines = (LOCKS / f"{part}.txt").read_text(encoding="utf-8").splitlines()
    problems = []
    if not first.endswith(inputs(part)):
        problems.append(f"{name} is older than pyproject.toml; run ./dev lock")
    if any("://" in line for line in lines):
        problems.append(f"{name} names an address")
    pins = [number for number, line in enumerate(lines) if line[:1].isalnum()]
    if not pins or any("--hash=sha256:" not in lines[number + 1] for number in pins):
        problems.append(f"{name} has a pin without a hash")
    return problems


def problems_of_front() -> list[str]:
    """What is wrong with the browser libraries' lock."""
    wanted = json.loads((FRONT / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((FRONT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    problems = []
    if locked[""]["dependencies"] != wanted["dependencies"]:
        problems.append("front/package-lock.json is older than package.json; run ./dev lock")
    if any("resolved" in entry or "integrity" not in entry for name, entry in locked.items() if name):
        problems.append("front/package-lock.json names an address or lacks a hash")
    return problems


def problems() -> list[str]:
    """What is wrong with all of them."""
    return [problem for part in PARTS for problem in problems_of(part)] + problems_of_front()


def main() -> int:
    """Make the locks, or with --check say what is wrong with them."""
    parser = argparse.ArgumentParser(prog="dev lock", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing")
    parser.add_argument("--upgrade", action="store_true", help="move to the newest allowed versions")
    args = parser.parse_args()
    if not args.check:
        for part in PARTS:
            resolve(part, args.upgrade)
        resolve_front()
    found = problems()
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
