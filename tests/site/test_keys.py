"""Secrets of an installation."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from xueshi.site.keys import key


def test_the_folder_of_keys_is_made_for_the_owner_only(tmp_path: Path) -> None:
    key(tmp_path / "data" / "keys", "secret")

    assert stat.S_IMODE((tmp_path / "data" / "keys").stat().st_mode) == 0o700


def test_a_key_that_is_there_is_never_made_anew(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("ab" * 32 + "\n", encoding="ascii")

    assert key(tmp_path, "secret") == "ab" * 32
    assert (tmp_path / "secret").read_text(encoding="ascii") == "ab" * 32 + "\n"


def test_a_folder_that_cannot_be_is_an_error_and_no_key(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file", encoding="ascii")

    with pytest.raises(OSError, match="keys"):
        key(tmp_path / "keys", "secret")
