"""The front door refuses with one line and status 2, and its locks hold hashes and no addresses."""

import importlib.machinery
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from requirements import lock
from tests.house.source import ROOT

LOADER = importlib.machinery.SourceFileLoader("dev", str(ROOT / "dev"))
dev = ModuleType("dev")
dev.__file__ = str(ROOT / "dev")
LOADER.exec_module(dev)


def refused(*words: str, folder: Path = ROOT) -> str:
    """The one line that ./dev answers with, having refused."""
    done = subprocess.run(
        [sys.executable, ROOT / "dev", *words], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    return done.stderr.rstrip("\n")


def test_an_unknown_command_is_refused():
    said = refused("rnu")

    assert said.startswith("xueshi: argument COMMAND: invalid choice: 'rnu' (choose from ")


def test_an_unknown_option_is_refused():
    assert refused("run", "--prot", "8001") == "xueshi: unknown argument --prot; see ./dev run --help"


def test_a_taken_port_is_refused(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        said = refused("run", "--port", str(port), "--data", str(tmp_path))

    assert said.startswith(f"xueshi: cannot listen on 127.0.0.1:{port}: ")
    assert said.endswith("; choose another with --port or --host")


def test_a_port_that_does_not_exist_is_refused(tmp_path):
    assert "cannot listen on 127.0.0.1:70000" in refused("run", "--port", "70000", "--data", str(tmp_path))


def test_a_folder_that_cannot_be_written_is_refused_from_anywhere(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    said = refused("run", "--port", "0", "--data", "file/data", folder=tmp_path)

    assert said == f"xueshi: the folder {tmp_path}/file/data cannot be written: Not a directory"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_refused(tmp_path):
    tmp_path.chmod(0o500)

    said = refused("run", "--port", "0", "--data", str(tmp_path))

    assert said == f"xueshi: the folder {tmp_path} cannot be written: Permission denied"


@pytest.mark.parametrize(
    ("output", "cause"),
    [
        ("error: Failed to fetch\n  Caused by: dns error\n", "the package index cannot be reached"),
        ("npm error code ENOTFOUND\n", "the package index cannot be reached"),
        ("OSError: [Errno 28] No space left on device\n", "the disk is full"),
        ("OSError: [Errno 30] Read-only file system: 'x'\n", "cannot be written"),
        ("first\nhash mismatch for django\n\n", "hash mismatch for django"),
        ("", "no message"),
    ],
)
def test_an_installers_output_is_boiled_down_to_its_cause(output, cause):
    assert cause in dev.reason(output)


def test_a_finished_step_is_not_run_again(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(dev, "VENV", tmp_path)
    runs = []

    for key in ("a", "a", "b"):
        dev.once("step", key, lambda key=key: runs.append(key))

    assert runs == ["a", "b"]
    assert capsys.readouterr().out == "xueshi: installing step ...\n" * 2


def test_a_step_that_failed_is_run_again(tmp_path, monkeypatch):
    monkeypatch.setattr(dev, "VENV", tmp_path)
    with pytest.raises(dev.StopError):
        dev.once("step", "a", lambda: dev.quietly("this", ["false"]))

    runs = []
    dev.once("step", "a", lambda: runs.append("again"))

    assert runs == ["again"]


def test_the_locks_are_current_and_hold_hashes_and_no_addresses():
    assert lock.problems() == []


def test_a_lock_from_other_requirements_is_stale(tmp_path, monkeypatch):
    text = (ROOT / "requirements" / "docs.txt").read_text(encoding="utf-8")
    (tmp_path / "docs.txt").write_text(text.replace(lock.inputs("docs"), "0" * 64), encoding="utf-8")
    monkeypatch.setattr(lock, "LOCKS", tmp_path)

    assert lock.problems_of("docs") == ["requirements/docs.txt is older than pyproject.toml; run ./dev lock"]


def test_a_lock_with_an_address_or_without_a_hash_is_refused(tmp_path, monkeypatch):
    lines = [
        f"# inputs {lock.inputs('docs')}",
        "--index-url https://mirror.example/simple",
        "zensical==0.0.73",
        "other==1",
    ]
    (tmp_path / "docs.txt").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(lock, "LOCKS", tmp_path)

    assert lock.problems_of("docs") == [
        "requirements/docs.txt names an address",
        "requirements/docs.txt has a pin without a hash",
    ]


def test_every_command_is_explained_on_the_front_page():
    page = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")

    explained = re.findall(r"^\| `\./dev (\w+)", page, re.MULTILINE)

    assert explained == [action.__name__.partition("_")[0] for action in dev.COMMANDS]
