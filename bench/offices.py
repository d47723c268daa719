"""Measurements that need an installation: each database in a process of its own, which prints its figures as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def on_both(module: str, size: str) -> Iterator[tuple[str, Any]]:
    """The name of each database with the figures that a module of this folder measures on it."""
    from tests.run import postgresql

    with tempfile.TemporaryDirectory(prefix="xueshi-bench-") as folder:
        yield "SQLite", answered(module, size, folder)
        with postgresql() as address:
            yield "PostgreSQL", answered(module, size, folder, address)


def answered(module: str, size: str, folder: str, address: str = "") -> Any:
    """The figures of one database: SQLite in the folder, or the PostgreSQL at an address."""
    environment = {
        **os.environ,
        "XUESHI_DATA": folder,
        "XUESHI_DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "xueshi.site.settings",
    }
    command = [sys.executable, "-m", f"bench.{module}", size]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
    return json.loads(done.stdout.splitlines()[-1])
