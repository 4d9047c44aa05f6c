"""Passwords: what is a good one, the slow hash of it, and first passwords to hand out."""

import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ..domain.vietnamese import fold, nfc
from .vault import digest

MIN_LENGTH, MAX_LENGTH = 10, 128
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"

_hasher = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=1)
#: One hash at a time: each takes 64 MiB, and a whole meeting may sign in at once.
_turn = threading.Lock()
#: Verified when the name is unknown, so that the answer takes as long as for a known one.
NOBODY = _hasher.hash(secrets.token_urlsafe(16))
#: What a guesser tries first; folded words that may not be the heart of a password.
_COMMON = {
    "password", "matkhau", "123456", "12345678", "123456789", "1234567890", "qwerty",
    "abc123", "iloveyou", "admin", "phohoa", "phuongphohoa", "ducpho", "quangngai",
    "danguy", "chibo", "dangcongsan", "vietnam", "111111", "000000", "888888",
    "686868",
}  # fmt: skip


def check_password(text: str, username: str) -> str | None:
    """The code of what is wrong with a new password, or None. Any character may be used; nothing expires."""
    text = nfc(text)
    if len(text) < MIN_LENGTH:
        return "password_short"
    if len(text) > MAX_LENGTH:
        return "password_long"
    bare = "".join(c for c in fold(text) if c.isalnum())
    heart = bare.rstrip("0123456789")
    if bare in _COMMON or heart in _COMMON or heart == fold(username) or len(set(bare)) < 4:
        return "password_common"
    return None


def hash_password(text: str) -> str:
    """The Argon2id hash; the same letters typed on another keyboard hash alike (NFC)."""
    with _turn:
        return _hasher.hash(nfc(text))


def fits(hashed: str, text: str) -> bool:
    """Whether the hash is of this password; slow on purpose."""
    text = nfc(text)
    try:
        with _turn:
            return _hasher.verify(hashed, text[:MAX_LENGTH]) and len(text) <= MAX_LENGTH
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(hashed: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(hashed)


def _grouped(letters: list[str]) -> str:
    return "-".join("".join(letters[i : i + 4]) for i in range(0, len(letters), 4))


def new_password() -> str:
    """A password to hand out once: four groups that are easy to read aloud and type, about 79 bits."""
    return _grouped([secrets.choice(_LETTERS) for _ in range(16)])


def password_for(key: bytes, command_id: str) -> str:
    """The first password that goes with one form: pressing its button again shows the same one."""
    number = int(digest(key, "first-password:" + command_id), 16)
    letters = []
    for _ in range(16):
        number, at = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[at])
    return _grouped(letters)
