"""Encryption of single fields, each bound to its row, and keyed digests of what must not be readable."""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORMAT = b"\x01"


class DamagedField(ValueError):
    """The stored bytes were changed, moved to another row, or closed with another key."""


def seal_bytes(key: bytes, where: str, data: bytes) -> bytes:
    """Encrypt bytes for the place `where` ("attachment:<key>"); AES-256-GCM, random nonce."""
    nonce = secrets.token_bytes(12)
    return _FORMAT + nonce + AESGCM(key).encrypt(nonce, data, where.encode())


def seal(key: bytes, where: str, text: str) -> bytes:
    """Encrypt `text` for the place `where` ("person:<key>:notes")."""
    return seal_bytes(key, where, text.encode())


def open_bytes(key: bytes, where: str, sealed: bytes) -> bytes:
    """The bytes sealed for `where`. Raises DamagedField."""
    if sealed[:1] != _FORMAT:
        raise DamagedField(where)
    try:
        return AESGCM(key).decrypt(sealed[1:13], sealed[13:], where.encode())
    except (InvalidTag, ValueError) as error:
        raise DamagedField(where) from error


def open_sealed(key: bytes, where: str, sealed: bytes | None) -> str:
    """The text sealed for `where`; "" for None. Raises DamagedField."""
    if sealed is None:
        return ""
    return open_bytes(key, where, sealed).decode()


def digest(key: bytes, text: str) -> str:
    """Keyed digest (HMAC-SHA-256, hex): equal texts give equal digests, and nothing can be read back."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def derive(key: bytes, purpose: str) -> bytes:
    """A key of its own for a purpose ("browser:7"), 32 bytes; the first key cannot be had from it."""
    return hmac.new(key, purpose.encode(), hashlib.sha256).digest()
