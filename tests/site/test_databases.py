"""The database of an installation, as its address describes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from psycopg import ProgrammingError

from xueshi.site.databases import database, postgresql, sqlite


def test_an_empty_address_is_a_file_and_any_other_a_server(tmp_path: Path) -> None:
    engines = [database(address, tmp_path)["ENGINE"] for address in ("", "postgresql://db/xueshi")]

    assert engines == ["django.db.backends.sqlite3", "django.db.backends.postgresql"]


def test_writers_of_the_file_wait_for_each_other(tmp_path: Path) -> None:
    options = sqlite(tmp_path / "x.sqlite3")["OPTIONS"]

    assert (options["timeout"], options["transaction_mode"]) == (20, "IMMEDIATE")
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


def test_a_server_may_be_described_in_words() -> None:
    described = postgresql("host=db.example dbname=xueshi user=me password='a b' connect_timeout=5")

    assert (described["HOST"], described["NAME"], described["USER"], described["PASSWORD"], described["PORT"]) == (
        "db.example",
        "xueshi",
        "me",
        "a b",
        "",
    )
    assert described["OPTIONS"] == {"connect_timeout": "5", "pool": True}


def test_a_password_with_odd_characters_is_read_as_it_was_meant() -> None:
    assert postgresql("postgresql://me:p%40ss%2Fword@db/xueshi")["PASSWORD"] == "p@ss/word"


@pytest.mark.parametrize("address", ["mysql://db/xueshi", "xueshi", "postgresql://db:5432/xueshi?nonsense=1"])
def test_what_is_no_address_of_a_server_is_refused(address: str) -> None:
    with pytest.raises(ProgrammingError):
        postgresql(address)
