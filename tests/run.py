"""`./dev test`: the suite on SQLite, its database half again on PostgreSQL, and the browser's part.

Whatever pytest understands may follow. The last line counts every part, and names those that could not run.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
FINE = (0, 5)
FAILED = 1


class UnusableError(Exception):
    """Pytest did not run at all: it was interrupted, or did not understand its arguments."""


def part(name: str, words: Sequence[str], **settings: str) -> tuple[bool, str]:
    """Run one part of the suite; whether it passed, and its count for the last line."""
    print(f"xueshi tests: {name} ...", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "counts.json"
        environment = {**os.environ, **settings, "XUESHI_TEST_PART": name, "XUESHI_TEST_COUNTS": str(target)}
        command = [sys.executable, "-m", "pytest", *hands(words), *words]
        status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        if status not in (*FINE, FAILED):
            raise UnusableError(f"pytest ended with status {status} in the part {name}")
        counts = json.loads(target.read_text(encoding="utf-8"))
    said = [f"{count} {outcome}" for outcome, count in counts.items() if count or outcome == "passed"]
    return status in FINE, f"{name} {' '.join(said)}"


def hands(words: Sequence[str]) -> list[str]:
    """As many processes as there are cores, a file in one of them, unless the caller says how many."""
    if any(word.startswith("-n") for word in words):
        return []
    return ["-n", str(os.cpu_count() or 1), "--dist", "loadfile"]


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a throw-away PostgreSQL, or nothing; it stops when this process lets go, however that happens."""
    folder = ROOT / "var" / f"test-postgresql-{os.getpid()}"
    command = [sys.executable, "-W", "ignore", str(ROOT / "tests" / "postgres_server.py"), str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, start_new_session=True) as server:
        yield server.stdout.readline().strip() if server.stdout else ""


def on_postgresql(words: Sequence[str]) -> tuple[bool, str]:
    """Run what uses the database on PostgreSQL; not being able to is a failure."""
    with postgresql() as address:
        if address:
            return part("postgresql", words, XUESHI_DATABASE_URL=address)
    return False, "postgresql NOT RUN (the server could not start)"


def in_browser(words: Sequence[str]) -> tuple[bool, str]:
    """Run the browser's part where Debian's Chromium is, or can be put."""
    if not CHROMIUM.exists() and os.geteuid() == 0 and shutil.which("apt-get"):
        install_chromium()
    if CHROMIUM.exists():
        return part("browser", words)
    return True, f"browser NOT RUN (there is no {CHROMIUM})"


def install_chromium() -> None:
    """Install the browser and a Chinese font through apt; whether it worked shows by the program being there."""
    print("xueshi tests: installing chromium ...", flush=True)
    for step in ("update", "install -y --no-install-recommends chromium fonts-noto-cjk"):
        subprocess.run(
            ["apt-get", "-qq", *step.split()], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


def main(words: list[str]) -> int:
    """Run all parts; 0 when every test passed."""
    if "--nightly" in words:
        words.remove("--nightly")
        os.environ["XUESHI_TEST_NIGHTLY"] = "1"
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        results = [part("sqlite", words), on_postgresql(words), in_browser(words)]
    except UnusableError as problem:
        print(f"xueshi tests: {problem}")
        return 2
    print(f"xueshi tests: {', '.join(said for _, said in results)}")
    return 0 if all(passed for passed, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
