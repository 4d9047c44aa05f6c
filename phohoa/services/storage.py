"""Files of documents: written once under their SHA-256, read back only whole and unchanged."""

import hashlib
import os
import re
import secrets
from datetime import date
from pathlib import Path

from ..domain.errors import NotFound
from ..domain.numbering import DocumentKind
from ..extensions import installation
from ..models import Document
from .command import Command

_NAME = re.compile("[0-9a-f]{64}")


class DamagedFile(RuntimeError):
    """The stored file is missing or is not the one that was stored."""


def write_file(data: bytes) -> str:
    """Store the bytes and give their SHA-256 (hex). Storing the same bytes again changes nothing."""
    name = hashlib.sha256(data).hexdigest()
    folder = installation().settings.document_dir
    path = folder / name
    # One that was damaged since is written anew: these are its bytes.
    if path.exists() and path.read_bytes() == data:
        return name
    # A file of an unfinished transaction may stay behind unused; a row never points at a missing file.
    temporary = folder / f".{name}.{secrets.token_hex(4)}"
    try:
        with os.fdopen(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    _keep_name(folder)
    return name


def _keep_name(folder: Path) -> None:
    """Let a power cut not forget the new name; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_file(sha256: str) -> bytes:
    """The bytes stored under the hash. Raises DamagedFile when they are missing or changed."""
    if not _NAME.fullmatch(sha256):
        raise NotFound
    path = installation().settings.document_dir / sha256
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DamagedFile(sha256) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedFile(sha256)
    return data


def store_document(
    cx: Command,
    kind: DocumentKind,
    title: str,
    data: bytes,
    *,
    branch_id: int | None = None,
    signed: bool = False,
    issued_on: date | None = None,
) -> Document:
    """File first, then the row; the row is in the session, flushed, with its id."""
    document = Document(
        kind=kind,
        title=title,
        sha256=write_file(data),
        size=len(data),
        branch_id=branch_id,
        signed=signed,
        created_at=cx.now,
        issued_on=issued_on,
    )
    cx.session.add(document)
    cx.session.flush()
    return document
