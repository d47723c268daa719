"""Make the demonstration county: ``python -m xueshi.site.manage demo [--members N] [--seed N]``."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from xueshi.access.invented import SYNTHETIC
from xueshi.site.demo.county import SEED, County, county
from xueshi.site.demo.files import write_samples
from xueshi.site.demo.load import Loaded, is_empty, is_loaded, load_county
from xueshi.site.demo.names import LABEL
from xueshi.site.demo.tree import FULL_SIZE


class Command(BaseCommand):
    """Generate, load and judge a synthetic county in an empty database; does nothing to one that holds data."""

    help = "Make a synthetic county in an empty database, load it and judge it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Size and seed."""
        parser.add_argument("--members", type=int, default=FULL_SIZE, help="how many members (default: %(default)s)")
        parser.add_argument("--seed", type=int, default=SEED, help="another seed, another county")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing and say how to sign in."""
        data = Path(settings.XUESHI_DATA)
        if is_empty():
            self._make(data, options["members"], options["seed"])
        elif is_loaded():
            (data / SYNTHETIC).touch()
            self.stdout.write(f"演示县已经存在（{LABEL}），账号见 {data / 'demo' / 'accounts.txt'}")
        else:
            self.stdout.write("数据库中已有数据，不生成演示县")

    def _make(self, data: Path, members: int, seed: int) -> None:
        started = time.monotonic()
        made = county(members, seed)
        loaded = load_county(made)
        (data / SYNTHETIC).touch()
        write_samples(data / "demo", made)
        accounts = "".join(f"{one.username}  {one.password}  {one.who}\n" for one in loaded.sign_ins)
        (data / "demo" / "accounts.txt").write_text(accounts, encoding="utf-8")
        self.stdout.write(_summary(made, loaded, int(time.monotonic() - started)))
        self.stdout.write(accounts, ending="")


def _summary(made: County, loaded: Loaded, seconds: int) -> str:
    counts = f"{len(made.units)} 个党组织、{len(made.members)} 名党员、{len(made.attended)} 条参训记录"
    return f"演示县已生成并评定（{LABEL}）：{counts}，{loaded.run.as_of}，{seconds} 秒"
