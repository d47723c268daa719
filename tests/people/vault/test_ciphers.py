"""Tokens: known answers, and everything that must not open."""

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from xueshi.people.vault.ciphers import SUITES, Key, key_id, new_key, sm4_seal

pytestmark = pytest.mark.parametrize("suite", list(SUITES))

KEY = Key(b"\0\0\0\1", bytes(range(32)))


@pytest.fixture(autouse=True)
def _suite(settings, suite):
    settings.XUESHI_VAULT_CIPHER = suite


def test_a_token_opens_with_its_key_and_place(suite):
    token = KEY.seal("甲子".encode(), b"place:p1")

    assert KEY.open(token, b"place:p1").decode() == "甲子"
    assert KEY.open(memoryview(token), b"place:p1").decode() == "甲子"
    assert (token[0], key_id(token)) == (SUITES[suite], KEY.id)


def test_a_token_opens_for_no_other_place():
    token = KEY.seal(b"text", b"place:p1")

    with pytest.raises(InvalidTag):
        KEY.open(token, b"place:p2")


def test_a_token_opens_with_no_other_key():
    token = KEY.seal(b"text", b"place")

    with pytest.raises(InvalidTag):
        Key(KEY.id, bytes(32)).open(token, b"place")
    with pytest.raises(InvalidTag):
        Key(b"\0\0\0\2", KEY.secret).open(token, b"place")


@pytest.mark.parametrize("at", [0, 1, 5, 16, 17, -1])
def test_an_altered_token_does_not_open(at):
    token = bytearray(KEY.seal(b"text", b"place"))
    token[at] ^= 3

    with pytest.raises(InvalidTag):
        KEY.open(bytes(token), b"place")


@pytest.mark.parametrize("length", [0, 1, 5, 17, 32])
def test_a_cut_token_does_not_open(length):
    token = KEY.seal(b"text", b"place")

    with pytest.raises(InvalidTag):
        KEY.open(token[:length], b"place")


def test_no_nonce_comes_twice():
    tokens = [KEY.seal(b"text", b"place") for _ in range(20_000)]

    assert len({token[5:17] for token in tokens}) == 20_000


def test_what_one_suite_sealed_opens_while_the_other_is_in_use(settings):
    token = KEY.seal(b"text", b"place")

    for other in SUITES:
        settings.XUESHI_VAULT_CIPHER = other
        assert KEY.open(token, b"place") == b"text"


def test_random_keys_differ_and_do_not_show_themselves():
    one, two = new_key(), new_key()

    assert one.id != two.id
    assert one.secret != two.secret
    assert one.secret.hex() not in repr(one)
    assert repr(one.secret) not in repr(one)


def test_sm4_gcm_gives_the_answer_of_rfc_8998():
    plain = bytes.fromhex(
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
    )
    bound = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")

    sealed = sm4_seal(
        bytes.fromhex("0123456789abcdeffedcba9876543210"), bytes.fromhex("00001234567800000000abcd"), plain, bound
    )

    assert sealed.hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )


def test_aes_gcm_gives_the_answer_of_its_specification():
    sealed = AESGCM(bytes(32)).encrypt(bytes(12), bytes(16), None)

    assert sealed.hex() == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
