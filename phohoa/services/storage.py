"""Files of documents: written once under their SHA-256, read back only whole and unchanged."""

import hashlib
import os
import secrets
from datetime import date

from ..domain.errors import NotFound
from ..domain.numbering import DocumentKind
from ..extensions import installation
from ..models import Document
from .command import Command


class DamagedFile(RuntimeError):
    """The stored file is missing or is not the one that was stored."""


def write_file(data: bytes) -> str:
    """Store the bytes and give their SHA-256 (hex). Storing the same bytes again changes nothing."""
    name = hashlib.sha256(data).hexdigest()
    folder = installation().settings.document_dir
    path = folder / name
    if path.exists():
        return name
    # A file of an unfinished transaction may stay behind unused; a row never points at a missing file.
    temporary = folder / f".{name}.{secrets.token_hex(4)}"
    with temporary.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.chmod(0o600)
    temporary.replace(path)
    return name


def read_file(sha256: str) -> bytes:
    """The bytes stored under the hash. Raises DamagedFile when they are missing or changed."""
    if len(sha256) != 64 or not sha256.isalnum():
        raise NotFound
    path = installation().settings.document_dir / sha256
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
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
