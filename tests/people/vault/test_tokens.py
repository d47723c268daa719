"""What sealed values are found by."""

import pytest

from xueshi.people.vault.tokens import blind_index, hmac_sha256, hmac_sm3, name_token

CITIZEN_ID = "11010519491231002X"


@pytest.mark.parametrize("digest", ["sha256", "sm3"])
def test_equal_numbers_have_one_index_whatever_the_case_of_the_last_letter(settings, digest):
    settings.XUESHI_VAULT_HASH = digest

    assert blind_index("citizen_id", CITIZEN_ID.lower()) == blind_index("citizen_id", CITIZEN_ID)
    assert blind_index("citizen_id", "110105194912310021") != blind_index("citizen_id", CITIZEN_ID)
    assert len(blind_index("citizen_id", CITIZEN_ID)) == 64


def test_the_index_of_one_field_says_nothing_about_another():
    assert blind_index("phone", "13800000000") != blind_index("citizen_id", "13800000000")


def test_the_key_decides_the_index(settings):
    before = blind_index("citizen_id", CITIZEN_ID), name_token("part", "甲")

    settings.XUESHI_VAULT_INDEX_KEY = "00" * 32

    assert blind_index("citizen_id", CITIZEN_ID) != before[0]
    assert name_token("part", "甲") != before[1]


def test_the_digest_decides_the_index(settings):
    before = blind_index("phone", "13800000000")

    settings.XUESHI_VAULT_HASH = "sm3"

    assert blind_index("phone", "13800000000") != before


def test_a_token_fits_a_signed_integer_of_64_bits():
    tokens = [name_token("part", str(number)) for number in range(1000)]

    assert len(set(tokens)) == 1000
    assert all(-(2**63) <= token < 2**63 for token in tokens)
    assert min(tokens) < 0 < max(tokens)


def test_hmac_sha256_gives_the_answer_of_rfc_4231():
    answer = hmac_sha256(b"Jefe", b"what do ya want for nothing?")

    assert answer.hex() == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_hmac_sm3_is_built_on_sm3():
    from cryptography.hazmat.primitives.hashes import SM3, Hash

    def sm3(text):
        made = Hash(SM3())
        made.update(text)
        return made.finalize()

    key = b"key".ljust(64, b"\0")
    inner = sm3(bytes(byte ^ 0x36 for byte in key) + b"text")
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert hmac_sm3(b"key", b"text") == sm3(bytes(byte ^ 0x5C for byte in key) + inner)
