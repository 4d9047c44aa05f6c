"""Files that people bring: checked by the child process, kept sealed under a key of their own, read whole."""

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from ..documents.scans import Scan, ScanRefused, check_scan
from ..domain.errors import Invalid, Refused
from ..extensions import installation
from ..models.types import KeptFile
from .command import Command, Fresh
from .vault import DamagedField, open_bytes, seal_bytes

MIME = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
ENDING = {"pdf": "pdf", "jpeg": "jpg", "png": "png"}


class Kept(Protocol):
    """The answer of a command that stored the row of a file."""

    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=Kept)


def _path(key: str) -> Path:
    return installation().settings.attachment_dir / key


def checked(data: bytes, file_name: str) -> Scan:
    """The file as it may be kept. Raises Invalid for `file`: a code with what it claims and what it is."""
    try:
        return check_scan(data, file_name)
    except ScanRefused as problem:
        sides: dict[str, str | int] = {"claims": problem.claims, "found": problem.found}
        raise Invalid(fields={"file": (problem.code, sides)}) from None


def place_of(table: str, key: str) -> str:
    """What the bytes of a row of the table are bound to: elsewhere they do not open."""
    return f"{table}:{key}"


def bring(table: str, data: bytes, file_name: str, store: Callable[[Scan, Fresh], K]) -> K:
    """Check a file, seal it under a new key, and let the command `store` write its row; all or nothing.

    Pressed again, the command gives its first answer and the first file is the one that counts.
    """
    scan = checked(data, file_name)
    key = secrets.token_hex(16)
    write_sealed(place_of(table, key), key, scan.data)
    try:
        kept = store(scan, Fresh(key))
    except BaseException:
        forget(key)
        raise
    if kept.key != key:
        forget(key)
    return kept


def brought(cx: Command, key: Fresh, kind: str, size: int, pages: int | None) -> dict[str, Any]:
    """What every row of a kept file begins with: the file, who brought it and when."""
    return {
        "key": key.value,
        "kind": kind,
        "size": size,
        "pages": pages,
        "added_at": cx.now,
        "added_by_id": cx.actor.user_id,
    }


def withdraw(cx: Command, row: KeptFile, reason: str, gone: str) -> None:
    """Mark a kept file as removed, with the reason; its bytes go after the command.

    Raises Refused(gone) when it was removed already, Invalid for `reason`.
    """
    if row.removed_at is not None:
        raise Refused(gone)
    if not reason:
        raise Invalid(fields={"reason": "required"})
    if len(reason) > 200:
        raise Invalid(fields={"reason": "text_too_long"})
    row.removed_at, row.removed_by_id, row.removed_reason = cx.now, cx.actor.user_id, reason


def write_sealed(place: str, key: str, data: bytes) -> None:
    """Store the bytes under `key`, sealed for the place; whole or not at all."""
    settings = installation().settings
    settings.attachment_dir.mkdir(mode=0o700, exist_ok=True)
    sealed = seal_bytes(settings.field_key, place, data)
    path = _path(key)
    temporary = path.with_name(f".{key}")
    try:
        with os.fdopen(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def read_sealed(place: str, key: str) -> bytes:
    """The bytes under `key`. Raises DamagedField for a file that is missing, changed, or of another place."""
    try:
        sealed = _path(key).read_bytes()
    except OSError as error:
        raise DamagedField(place) from error
    return open_bytes(installation().settings.field_key, place, sealed)


def forget(key: str) -> None:
    """Delete the bytes; what is gone already stays gone."""
    with contextlib.suppress(OSError):
        _path(key).unlink(missing_ok=True)
