"""``xueshi version``: which version this is."""

from __future__ import annotations

import argparse

from xueshi import __version__


def run(_options: argparse.Namespace) -> int:
    """Print the version."""
    print(f"xueshi {__version__}")
    return 0
