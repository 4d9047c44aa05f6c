"""Files that people brought, in the browser: what was wrong with one, and one as an answer."""

from typing import Any

from flask import Response

from ..domain.errors import Invalid
from ..services.scans import ScanFile
from ..texts.dossiers import FILE_KINDS


def in_words(error: Invalid) -> Invalid:
    """What the file claims and what it is, as the sentence names them."""
    code: Any = error.fields["file"]
    if isinstance(code, tuple):
        name, sides = code
        code = (name, {side: FILE_KINDS.get(str(kind), kind) for side, kind in sides.items()})
    return Invalid(fields={"file": code})


def to_keep(file: ScanFile) -> Response:
    """The file as something to keep: never a page of ours, whatever it holds."""
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(file.data, mimetype=file.mime, headers=headers)
