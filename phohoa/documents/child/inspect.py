"""Reads a PDF of unknown origin as strictly as can be and reports findings, without a verdict."""

import io
import itertools
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pikepdf
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from phohoa.documents.child import compare, evidence, revisions
from phohoa.documents.child.signatures import Question, checked, file_stamp, is_file_stamp

MAX_SIGNATURES = 8
MAX_DEPTH = 40
MAX_OBJECTS = 200_000
#: One stream unpacked; a page scanned in colour without any loss has a tenth of it.
MAX_STREAM = 256 * 1024 * 1024
#: Where readers look for the beginning of a file, so that something else may stand before it.
BEGINNING = 1024
#: Versions after the last signature that hold nothing but what helps to check it; and what they may add.
MAX_EVIDENCE = 4
EVIDENCE = frozenset({"evidence_added", "time_stamp_added"})
# What makes a reader do something, or shows something else than the signed pages (TRUST 4.10).
ACTIVE = frozenset(
    (
        *("/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/SubmitForm", "/ImportData"),
        *("/EmbeddedFile", "/EmbeddedFiles", "/EF", "/GoToR", "/GoToE"),
        *("/XFA", "/RichMedia", "/Movie", "/Sound", "/Rendition"),
    )
)
_ACTIVE_WORDS = re.compile(b"|".join(name.encode() for name in sorted(ACTIVE)))


def inspect(values: Mapping[str, Any], parts: Sequence[bytes]) -> dict[str, Any]:
    """Findings as plain values.

    `state` (malformed, unsigned, signed), `problems` (codes), `signatures`, `title` as the file calls itself,
    `history` of its versions, `changes` since it was first signed.

    `parts` are the file, then the trusted certificates, then the lists; `values` gives their number, the
    moment of the question `at`, and `existed_at` if our register knows the file.
    """
    data = parts[0]
    question = Question.of(values, parts[1:])
    found: dict[str, Any] = {"state": "malformed", "problems": [], "signatures": []}
    found |= {"title": "", "history": [], "changes": [], "stamps": []}
    problems: list[str] = found["problems"]
    if not data.startswith(b"%PDF-"):
        problems.append("bytes_before_start" if b"%PDF-" in data[:BEGINNING] else "not_a_pdf")
        return found
    if not re.search(rb"%%EOF[\r\n]{0,2}\Z", data):
        problems.append("bytes_after_end")
    # Whatever a reader raises on such a file, the answer is the same: it is not a sound PDF.
    try:
        found["title"] = _looked_through(data, problems)
        if {"encrypted", "too_complex"} & set(problems):
            return found
        reader = PdfFileReader(io.BytesIO(data), strict=True)
        if reader.encrypted:
            problems.append("encrypted")
            return found
        fields = list(enumerate_sig_fields(reader))
        if len(fields) > MAX_SIGNATURES:
            raise ValueError("too many signatures")
    except pikepdf.PasswordError:
        problems.append("encrypted")
        return found
    except Exception:
        problems.append("unreadable")
        return _with_history(found, data)
    stamps = [(name, reference) for name, value, reference in fields if is_file_stamp(value)]
    stamped = {name for name, _reference in stamps}
    fields = [one for one in fields if one[0] not in stamped]
    filled = [(name, reference) for name, value, reference in fields if value is not None]
    if not filled:
        found["state"] = "unsigned"
        # A signature that some version had and this one does not show was taken away.
        if revisions.signed_ends(data):
            problems.append("signature_removed")
        return _with_history(found, data)
    if len(fields) != len(filled):
        problems.append("empty_signature_field")
    found["state"] = "signed"
    found["stamps"], question = _stamps(reader, stamps, data, question, problems)
    found["signatures"] = _signatures(reader, filled, data, question)
    if any("later_signature" in one["problems"] for one in found["signatures"]):
        problems.append("later_signature")
    return _with_history(found, data)


def _with_history(found: dict[str, Any], data: bytes) -> dict[str, Any]:
    found["history"] = revisions.history(data)
    signed = revisions.signed_ends(data)
    if signed and signed[0] < len(data):
        found["changes"] = revisions.changes_since(data[: signed[0]], data)
    return found


def _signatures(
    reader: PdfFileReader, filled: list[tuple[str, Any]], data: bytes, question: Question
) -> list[dict[str, Any]]:
    """The findings on each signature, in the order of signing; what cannot be read stands last."""
    told = [checked(reader, name, field, data, question) for name, field in filled]
    told.sort(key=lambda one: one["end"] or len(data) + 1)
    for earlier, later in itertools.pairwise(told):
        # Every signature must cover all before it; the last one, all of the file.
        if not (earlier["end"] and later["end"] and earlier["is_end_of_version"]):
            earlier["problems"].append("later_signature")
            continue
        added = revisions.changes_since(data[: earlier["end"]], data[: later["end"]])
        told_of = [(one["kind"], one["detail"]) for one in added if one["kind"] not in EVIDENCE]
        if told_of != [("signature_added", later["field"])]:
            earlier["problems"].append("later_signature")
    for one in told[:-1]:
        one["problems"] += [] if one["may_be_signed_again"] else ["changed_after_signing"]
    last = told[-1]
    if last["is_read"] and last["may_have_evidence"] and _only_evidence(data, last["end"]):
        return told
    if last["is_read"] and last["end"] != len(data):
        last["problems"].append("not_all_covered")
    if not last["is_unchanged"]:
        last["problems"].append("changed_after_signing")
    return told


def _only_evidence(data: bytes, end: int) -> bool:
    """Whether all that follows the last signature are whole versions that only help to check it later.

    Each of them may add certificates, lists and time stamps that show nowhere, and nothing else.
    """
    places = revisions.ends(data)
    if end not in places or places[-1] != len(data):
        return False
    places = places[places.index(end) :]
    if not 1 < len(places) <= MAX_EVIDENCE + 1:
        return False
    for before, after in itertools.pairwise(places):
        kinds = {one["kind"] for one in revisions.changes_since(data[:before], data[:after])}
        if not kinds or kinds - EVIDENCE:
            return False
    return True


def _stamps(
    reader: PdfFileReader,
    stamps: list[tuple[str, Any]],
    data: bytes,
    question: Question,
    problems: list[str],
) -> tuple[list[dict[str, Any]], Question]:
    """The time stamps of the whole file; a trusted one proves that what it covers existed by then."""
    told = [file_stamp(reader, name, field, data, question) for name, field in stamps]
    problems += ["time_stamp_wrong" for one in told if not one["sound"]]
    proved = tuple(
        (int(one["end"]), datetime.fromisoformat(one["at"]))
        for one in told
        if one["sound"] and one["trusted"]
    )
    crls = (*question.crls, *evidence.lists_in(data))
    return told, replace(question, stamped=proved, crls=crls)


def compared(_values: Mapping[str, Any], parts: Sequence[bytes]) -> dict[str, Any]:
    """What is different between the first file and the second; `readable` says whether both were read."""
    try:
        before, after = compare.read(parts[0]), compare.read(parts[1])
    except Exception:  # as in inspect
        return {"readable": False, "changes": []}
    return {"readable": True, "changes": compare.changes(before, after)}


def _looked_through(data: bytes, problems: list[str]) -> str:
    """The title; every object is looked at for what acts by itself and what unpacks without end."""
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
        if pdf.is_encrypted:
            problems.append("encrypted")
            return ""
        objects = list(pdf.objects)
        if len(objects) > MAX_OBJECTS or any(_unpacks_without_end(thing) for thing in objects):
            problems.append("too_complex")
            return ""
        if any(_acts(thing) for thing in objects) or any(str(key) in ACTIVE for key in pdf.trailer):
            problems.append("active_content")
        if "/Info" not in pdf.trailer:
            return ""
        return str(pdf.trailer.Info.get("/Title", ""))[:300]


def _acts(thing: Any) -> bool:
    """Whether an object names something active. Its text is quicker to search than its parts to visit."""
    words = thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing
    if not isinstance(words, pikepdf.Dictionary | pikepdf.Array | pikepdf.Name):
        return False
    return bool(_ACTIVE_WORDS.search(words.unparse(resolved=True))) and any(
        name in ACTIVE for name in _names(words, 0)
    )


def _unpacks_without_end(thing: Any) -> bool:
    if not isinstance(thing, pikepdf.Stream) or "/Filter" not in thing:
        return False
    filters = thing.Filter if isinstance(thing.Filter, pikepdf.Array) else [thing.Filter]
    names = [str(name) for name in filters]
    if names.count("/FlateDecode") > 1:
        return True  # packed twice: no program does that, only somebody who hides what it unpacks to
    if not names or names[0] not in ("/FlateDecode", "/Fl"):
        return False
    raw, size, tool = thing.read_raw_bytes(), 0, zlib.decompressobj()
    if len(raw) * 1100 < MAX_STREAM:  # the packing makes no more than a thousand bytes of one
        return False
    while raw and not tool.eof:
        size += len(tool.decompress(raw, 1 << 20))
        if size > MAX_STREAM:
            return True
        raw = tool.unconsumed_tail
    return False


def _names(thing: Any, depth: int) -> Iterator[str]:
    """Every name in one object, keys and values; other objects are visited on their own."""
    if depth > MAX_DEPTH:
        raise ValueError("nested too deep")
    if isinstance(thing, pikepdf.Name):
        yield str(thing)
    elif isinstance(thing, pikepdf.Dictionary):
        for key in thing.keys():  # noqa: SIM118
            yield str(key)
            value = thing.get(key)
            if not _apart(value):
                yield from _names(value, depth + 1)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not _apart(value):
                yield from _names(value, depth + 1)


def _apart(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect
