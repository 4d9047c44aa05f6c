"""The history inside a PDF: where each version of the file ends, and what each later one did to it."""

import hashlib
import re
from typing import Any

from phohoa.documents.child import compare

#: More later versions than any office makes; of such a file only the first ones are told apart.
MAX_REVISIONS = 12
#: Bytes to be read in all; of larger files only the first version and the last are looked at.
MAX_READ = 60 * 1024 * 1024
#: Kinds of change from the gravest to the harmless: a version is called after its gravest.
_CALLED = (
    ("pages", ("page_changed", "page_added", "page_removed")),
    ("notes", ("note_added", "note_removed")),
    ("new_signature_field", ("signature_in_new_field",)),
    ("signature_gone", ("signature_removed", "signature_replaced")),
    (
        "form",
        ("field_added", "field_removed", "field_changed", "field_filled", "look_changed", "form_changed"),
    ),
    ("structure", ("structure_changed",)),
    ("signature", ("signature_added",)),
    ("description", ("description_changed",)),
    ("evidence", ("evidence_added",)),
    ("time_stamp", ("time_stamp_added",)),
)
_END = re.compile(rb"startxref[ \r\n\t]+\d+[ \r\n\t]+%%EOF(\r\n|\n|\r)?")
_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")


def ends(data: bytes) -> list[int]:
    """Where a version of the file may end; the readable ones among them are versions."""
    return [found.end() for found in _END.finditer(data)][: MAX_REVISIONS + 1]


def signed_ends(data: bytes) -> list[int]:
    """Where the bytes end that a signature says it covers, whether a reader finds that signature or not."""
    found = set()
    for match in _RANGE.finditer(data):
        start, first, second, rest = map(int, match.groups())
        if start == 0 and first < second and rest and second + rest <= len(data):
            found.add(second + rest)
    return sorted(found)


def history(data: bytes) -> list[dict[str, Any]]:
    """The versions in order: `kind`, number of bytes, and SHA-256 of the file up to their end.

    The first has kind first; later ones are called after the gravest thing they did, "empty" when a reader
    sees nothing of it; unreadable and tail are bytes at the end that make up no version.
    """
    told: list[dict[str, Any]] = []
    before, start = None, 0
    places = ends(data)
    if len(places) * len(data) > MAX_READ:
        places = [*places[:1], *places[-1:]]
    if len(places) == 1:
        told.append(
            {"kind": "first", "size": places[0], "sha256": hashlib.sha256(data[: places[0]]).hexdigest()}
        )
        start, places = places[0], []
    for end in places:
        version = _read(data[:end])
        if version is None:
            continue
        kind = "first" if before is None else called(compare.changes(before, version))
        told.append({"kind": kind, "size": end - start, "sha256": hashlib.sha256(data[:end]).hexdigest()})
        before, start = version, end
    if start < len(data):
        kind = "tail" if not ends(data[start:]) else "unreadable"
        told.append({"kind": kind, "size": len(data) - start, "sha256": ""})
    return told


def called(found: list[compare.Change]) -> str:
    """One word for what a version did."""
    kinds = {one["kind"] for one in found}
    return next((name for name, members in _CALLED if kinds & set(members)), "empty")


def changes_since(before: bytes, data: bytes) -> list[compare.Change]:
    """What is different in `data`; nothing when either cannot be read that far."""
    old, new = _read(before), _read(data)
    return compare.changes(old, new) if old and new else []


def _read(data: bytes) -> compare.Version | None:
    try:
        return compare.read(data)
    except Exception:  # whatever a reader raises: these bytes are no version of a file
        return None
