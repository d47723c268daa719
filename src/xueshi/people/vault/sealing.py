"""What is sealed for one person: with the person's own key, which a master key wraps, and bound to the column and the person's number.

Destroying the wrapped key makes everything unreadable that was ever sealed for the person.
"""

from __future__ import annotations

from xueshi.people.vault import keyring
from xueshi.people.vault.ciphers import Key, fingerprint, new_key

WRAPPED = "people_identity.person_key"


def key_made(person: str) -> tuple[Key, bytes]:
    """A new key for the person of that number, and the same key wrapped by the master key in use."""
    key = new_key()
    return key, wrapped(key, person)


def wrapped(key: Key, person: str) -> bytes:
    """A person's key wrapped by the master key in use."""
    return keyring.master(keyring.current()).seal(key.secret, _bound(WRAPPED, person))


def unwrapped(token: bytes | memoryview, person: str) -> Key:
    """A person's key; raises ``cryptography.exceptions.InvalidTag`` for another person's, an erased one or an altered token."""
    secret = keyring.master(keyring.wrapped_by(token)).open(token, _bound(WRAPPED, person))
    return Key(fingerprint(secret), secret)


def sealed(key: Key, place: str, person: str, text: str) -> bytes:
    """Seal a text into ``table.column`` of a person; an empty text is kept as it is."""
    return key.seal(text.encode(), _bound(place, person)) if text else b""


def opened(key: Key, place: str, person: str, token: bytes | memoryview) -> str:
    """The text sealed into ``table.column`` of a person; raises ``cryptography.exceptions.InvalidTag``."""
    return key.open(token, _bound(place, person)).decode() if token else ""


def _bound(place: str, person: str) -> bytes:
    return f"{place}:{person}".encode()
