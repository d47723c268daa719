"""What an installation makes for itself, and what every answer carries."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from xueshi.site.databases import database
from xueshi.site.keys import NumberedKeys, key, settled


def test_a_key_is_made_once_and_for_the_owner_only(tmp_path):
    first = key(tmp_path / "keys", "secret")

    assert key(tmp_path / "keys", "secret") == first
    assert len(bytes.fromhex(first)) == 32
    assert stat.S_IMODE((tmp_path / "keys" / "secret").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["secret"]


def test_processes_that_start_together_agree_on_a_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: key(tmp_path, "secret"), range(16)))

    assert len(keys) == 1


def test_two_keys_differ(tmp_path):
    assert key(tmp_path, "one") != key(tmp_path, "two")


def test_a_choice_that_is_stored_with_the_data_holds_for_good(tmp_path):
    assert settled(tmp_path / "keys", "hash", "SM3") == "SM3"
    assert settled(tmp_path / "keys", "hash", "SM3") == "SM3"

    with pytest.raises(ImproperlyConfigured, match="chosen as SM3"):
        settled(tmp_path / "keys", "hash", "SHA-256")


def test_numbered_keys_follow_each_other_and_are_destroyed(tmp_path):
    keys = NumberedKeys(tmp_path / "keys", "vault-v")
    first = keys.read()
    assert list(first) == [1]

    assert keys.add() == 2
    assert keys.read() == {**first, 2: keys.read()[2]}
    keys.drop(1)

    assert list(keys.read()) == [2]
    assert NumberedKeys(tmp_path / "keys", "vault-v").read() == keys.read()
    assert stat.S_IMODE((tmp_path / "keys" / "vault-v2").stat().st_mode) == 0o600


def test_without_an_address_the_database_is_a_file_in_the_data_folder(tmp_path):
    described = database("", tmp_path)

    assert described["NAME"] == str(tmp_path / "xueshi.sqlite3")
    assert described["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("address", "host", "port", "name"),
    [
        ("postgresql://me:pw@db.example:5433/xueshi", "db.example", "5433", "xueshi"),
        ("postgresql://me@/xueshi?host=/run/pg", "/run/pg", "", "xueshi"),
    ],
)
def test_an_address_names_a_postgresql(tmp_path, address, host, port, name):
    described = database(address, tmp_path)

    assert (described["HOST"], described["PORT"], described["NAME"], described["USER"]) == (host, port, name, "me")


def test_other_words_of_an_address_are_handed_on(tmp_path):
    described = database("postgresql://me@db/xueshi?sslmode=require", tmp_path)

    assert described["OPTIONS"]["sslmode"] == "require"


@pytest.mark.django_db
def test_sqlite_is_durable_and_checks_its_keys():
    if connection.vendor != "sqlite":
        pytest.skip("asks SQLite")

    with connection.cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")]

    assert found == [2, 1]


def test_nothing_secret_stands_in_the_settings_themselves():
    assert not settings.DEBUG
    assert len(settings.SECRET_KEY) == 64
    assert settings.SECRET_KEY != settings.XUESHI_VAULT_INDEX_KEY


@pytest.mark.django_db
def test_every_answer_carries_the_strict_headers(client):
    answer = client.get(settings.LOGIN_URL)

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_an_unknown_host_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
