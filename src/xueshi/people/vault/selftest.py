"""Known answers that both ciphers and both hashes must give before anything is sealed."""

from __future__ import annotations

from collections.abc import Collection

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from xueshi.people.vault.ciphers import SUITES, sm4_seal
from xueshi.people.vault.tokens import DIGESTS, hmac_sha256, hmac_sm3

_BLOCK = bytes(16)
AES = "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
SM4 = "17f399f08c67d5ee19d0dc9969c4bb7d"
SM4_PLAIN = "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb"
HMAC_SHA_256 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
HMAC_SM3 = "2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882"


def check() -> None:
    """Refuse to start with a cipher or hash that is not known, or that gives a wrong answer."""
    _known("XUESHI_VAULT_CIPHER", settings.XUESHI_VAULT_CIPHER, SUITES)
    _known("XUESHI_VAULT_HASH", settings.XUESHI_VAULT_HASH, DIGESTS)
    answers = {
        "AES-256-GCM": (AESGCM(bytes(32)).encrypt(bytes(12), _BLOCK, None).hex(), AES),
        "SM4-GCM": (_sm4(), SM4),
        "HMAC-SHA-256": (hmac_sha256(b"Jefe", b"what do ya want for nothing?").hex(), HMAC_SHA_256),
        "HMAC-SM3": (hmac_sm3(b"Jefe", b"what do ya want for nothing?").hex(), HMAC_SM3),
    }
    wrong = [name for name, (given, right) in answers.items() if given != right]
    if wrong:
        raise ImproperlyConfigured(f"the cryptographic library gives wrong answers: {', '.join(wrong)}")


def _sm4() -> str:
    key, nonce = bytes.fromhex("0123456789abcdeffedcba9876543210"), bytes.fromhex("00001234567800000000abcd")
    return sm4_seal(key, nonce, bytes.fromhex(SM4_PLAIN), b"").hex()[: len(SM4)]


def _known(name: str, value: str, allowed: Collection[str]) -> None:
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value}; allowed: {', '.join(allowed)}")
