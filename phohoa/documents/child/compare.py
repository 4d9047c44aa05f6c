"""What differs between two versions of a PDF, as a reader would see it: pages, notes, fields, words."""

import hashlib
import io
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

#: A paper has some hundreds of parts; whoever sends more than this has no paper in mind.
MAX_PARTS = 200_000
MAX_DEPTH = 60
MAX_FIELDS = 500
MAX_UNPACKED = 64 * 1024 * 1024
#: Of one comparison; a file rewritten from end to end is told just as well by its first differences.
MAX_TOLD = 40
#: Ties of a part to what stands above it: they say where it is, not what it is.
_UPWARD = frozenset({"/Parent", "/P", "/Prev"})
_APART = frozenset({"/Pages", "/AcroForm", "/Metadata", "/DSS", "/Perms", "/Extensions", "/Version", "/Type"})
_OF_PROGRAMS = frozenset({"/ModDate", "/Producer"})
_KEPT_WORDS = ("dc:title", "dc:creator", "dc:description", "pdfaid:part", "pdfaid:conformance")

Change = dict[str, Any]


class TooManyParts(Exception):
    """Not a paper: the comparison is given up."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: kind, value, look, place, and everything else about it, each as a digest."""

    kind: str
    is_filled: bool
    value: bytes
    look: bytes
    place: bytes
    pages: tuple[int, ...]
    rest: bytes
    #: A time stamp of the whole file, in a field that shows nothing.
    is_stamp: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a file, reduced to digests that can be held against those of another."""

    pages: tuple[bytes, ...]
    notes: tuple[Counter[tuple[str, bytes]], ...]
    fields: Mapping[str, Field]
    form: bytes
    info: bytes
    words: bytes
    catalogue: Mapping[str, bytes]
    evidence: bytes


def changes(before: Version, after: Version) -> list[Change]:
    """Every difference as `kind` with `page` (from 1, or 0) and `detail` (a name from the file, or "")."""
    found = [*_pages(before, after), *_fields(before, after), *_rest(before, after)]
    if any(one["kind"] in ("signature_removed", "field_removed") for one in found):
        # A field taken out of the form leaves its look behind on the page: one change, told once.
        found = [one for one in found if (one["kind"], one["detail"]) != ("note_added", "Widget")]
    return found[:MAX_TOLD]


def _change(kind: str, page: int = 0, detail: str = "") -> Change:
    return {"kind": kind, "page": page, "detail": detail[:60]}


def _pages(before: Version, after: Version) -> Iterator[Change]:
    old, new = before.pages, after.pages
    if len(old) == len(new) or old[: len(new)] == new[: len(old)]:
        pairs = [(place, place) for place in range(min(len(old), len(new)))]
        yield from (_change("page_added", place + 1) for place in range(len(old), len(new)))
        yield from (_change("page_removed", place + 1) for place in range(len(new), len(old)))
    else:
        # The pages that stayed find each other by what stands on them; the others came or went.
        places = {digest: place for place, digest in enumerate(new)}
        pairs = [(place, places[digest]) for place, digest in enumerate(old) if digest in places]
        gone, kept = [place for place, digest in enumerate(old) if digest not in places], set(old)
        yield from (_change("page_removed", place + 1) for place in gone)
        yield from (
            _change("page_added", place + 1) for place, digest in enumerate(new) if digest not in kept
        )
    for was, now in pairs:
        if old[was] != new[now]:
            yield _change("page_changed", now + 1)
        came, went = after.notes[now] - before.notes[was], before.notes[was] - after.notes[now]
        yield from (_change("note_added", now + 1, kind) for kind, _digest in came.elements())
        yield from (_change("note_removed", now + 1, kind) for kind, _digest in went.elements())


def _fields(before: Version, after: Version) -> Iterator[Change]:
    for name, new in after.fields.items():
        old = before.fields.get(name)
        is_signature = new.kind == "/Sig"
        if old is None:
            kind = "signature_in_new_field" if is_signature and new.is_filled else "field_added"
            yield _change("time_stamp_added" if new.is_stamp else kind, detail=name)
            continue
        moved = old.pages != new.pages and len(before.pages) == len(after.pages)
        if moved or (old.kind, old.place, old.rest) != (new.kind, new.place, new.rest):
            yield _change("field_changed", detail=name)
        if old.value != new.value:
            if not is_signature:
                yield _change("field_filled", detail=name)
            elif old.is_filled:
                yield _change("signature_removed" if not new.is_filled else "signature_replaced", detail=name)
            else:
                yield _change("signature_added", detail=name)
        elif old.look != new.look:
            yield _change("look_changed", detail=name)
    for name, old in before.fields.items():
        if name not in after.fields:
            is_signature = old.kind == "/Sig" and old.is_filled
            yield _change("signature_removed" if is_signature else "field_removed", detail=name)


def _rest(before: Version, after: Version) -> Iterator[Change]:
    if before.form != after.form:
        yield _change("form_changed")
    if before.info != after.info or before.words != after.words:
        yield _change("description_changed")
    for key in sorted({*before.catalogue, *after.catalogue}):
        if before.catalogue.get(key) != after.catalogue.get(key):
            yield _change("structure_changed", detail=key.lstrip("/"))
    if before.evidence != after.evidence:
        yield _change("evidence_added")


def read(data: bytes) -> Version:
    """The version that these bytes are. Raises TooManyParts and whatever a reader raises."""
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
        digest = _Digest([page.obj.objgen for page in pdf.pages])
        pages = [page.obj for page in pdf.pages]
        form = pdf.Root.get("/AcroForm", pikepdf.Dictionary())
        info = pdf.trailer.get("/Info", pikepdf.Dictionary())
        seen: set[tuple[int, int]] = set()
        fields = dict(_named(form.get("/Fields", pikepdf.Array()), digest, _shown_on(pages), seen))
        return Version(
            pages=tuple(digest.of(page, without={"/Annots"}, is_page=True) for page in pages),
            notes=tuple(Counter(_notes(page, digest, seen)) for page in pages),
            fields=fields,
            form=digest.of(form, without={"/Fields", "/SigFlags"}),
            info=digest.of(info, without=_OF_PROGRAMS),
            words=_words(pdf),
            catalogue=_catalogue(pdf, digest),
            evidence=digest.of(pdf.Root.get("/DSS")),
        )


def _catalogue(pdf: pikepdf.Pdf, digest: "_Digest") -> dict[str, bytes]:
    """What the catalogue holds beside the pages and the form; a certification comes with its signature."""
    found = {key: digest.of(pdf.Root[key]) for key in pdf.Root.keys() if key not in _APART}  # noqa: SIM118
    rights = pdf.Root.get("/Perms", pikepdf.Dictionary())
    if set(rights.keys()) - {"/DocMDP"}:
        found["/Perms"] = digest.of(rights, without={"/DocMDP"})
    return found


def _shown_on(pages: Sequence[pikepdf.Object]) -> dict[tuple[int, int], list[int]]:
    """On which pages each note or field stands, by its number in the file."""
    places: dict[tuple[int, int], list[int]] = {}
    for number, page in enumerate(pages):
        for note in page.get("/Annots", pikepdf.Array()):
            places.setdefault(note.objgen, []).append(number)
    return places


def _notes(
    page: pikepdf.Object, digest: "_Digest", fields: set[tuple[int, int]]
) -> Iterator[tuple[str, bytes]]:
    """What is stuck on a page; the fields of the form are told on their own."""
    for note in page.get("/Annots", pikepdf.Array()):
        if note.objgen == (0, 0) or note.objgen not in fields:
            yield str(note.get("/Subtype", "")).lstrip("/"), digest.of(note)


def _named(
    fields: Any,
    digest: "_Digest",
    shown_on: Mapping[tuple[int, int], list[int]],
    seen: set[tuple[int, int]],
    above: str = "",
    kind: str = "",
    depth: int = 0,
) -> Iterator[tuple[str, Field]]:
    if depth > MAX_DEPTH or len(fields) > MAX_FIELDS:
        raise TooManyParts
    for place, one in enumerate(fields):
        digest.spend()
        own = str(one["/T"]) if "/T" in one else f"#{place}"
        name, what = f"{above}.{own}" if above else own, str(one.get("/FT", kind))
        kids = [kid for kid in one.get("/Kids", pikepdf.Array()) if "/T" in kid or "/FT" in kid]
        if kids:
            yield from _named(kids, digest, shown_on, seen, name, what, depth + 1)
            continue
        seen.add(one.objgen)
        seen.update(kid.objgen for kid in one.get("/Kids", pikepdf.Array()))
        value = one.get("/V")
        yield (
            name,
            Field(
                kind=what,
                is_filled=value is not None,
                value=digest.of(value),
                look=digest.of(one.get("/AP")),
                place=digest.of(one.get("/Rect")),
                pages=tuple(shown_on.get(one.objgen, ())),
                rest=digest.of(one, without={"/V", "/AP", "/Rect"}),
                is_stamp=_is_stamp(one, what, value),
            ),
        )


def _is_stamp(field: Any, kind: str, value: Any) -> bool:
    """Whether a field holds the time stamp of a file (RFC 3161), and has no place on a page to show at."""
    if kind != "/Sig" or not isinstance(value, pikepdf.Dictionary) or "/Kids" in field:
        return False
    says = (value.get("/Type"), value.get("/SubFilter"))
    place = [float(side) for side in field.get("/Rect", pikepdf.Array())]
    return says == (pikepdf.Name.DocTimeStamp, pikepdf.Name("/ETSI.RFC3161")) and place == [0, 0, 0, 0]


def _words(pdf: pikepdf.Pdf) -> bytes:
    """What the metadata packet says of the paper itself; programs rewrite the rest at every turn."""
    if "/Metadata" not in pdf.Root:
        return b""
    if len(pdf.Root.Metadata.read_raw_bytes()) > MAX_UNPACKED // 64:
        raise TooManyParts
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as packet:
        return repr([(key, str(packet.get(key))) for key in _KEPT_WORDS]).encode()


class _Digest:
    """Digests of parts of one file by what they say, whatever their numbers and order in the file."""

    def __init__(self, pages: list[tuple[int, int]]) -> None:
        self._pages = {objgen: place for place, objgen in enumerate(pages)}
        self._known: dict[tuple[int, int], bytes] = {}
        self._open: list[tuple[int, int]] = []
        self._spent = 0

    def spend(self) -> None:
        """Counts one more part. Raises TooManyParts."""
        self._spent += 1
        if self._spent > MAX_PARTS:
            raise TooManyParts

    def of(self, thing: Any, without: Any = _UPWARD, is_page: bool = False) -> bytes:
        """The digest of a part but for some of its entries."""
        return self._value(thing, 0, frozenset(without) | _UPWARD, is_page)

    def _value(
        self, thing: Any, depth: int, without: frozenset[str] = _UPWARD, is_page: bool = False
    ) -> bytes:
        self.spend()
        if depth > MAX_DEPTH:
            raise TooManyParts
        objgen = thing.objgen if isinstance(thing, pikepdf.Object) and thing.is_indirect else None
        if objgen is None:
            return self._made(thing, depth, without)
        if objgen in self._pages and not is_page:
            return b"page %d" % self._pages[objgen]
        if objgen in self._open:
            return b"up %d" % (len(self._open) - self._open.index(objgen))
        if without != _UPWARD or objgen not in self._known:
            self._open.append(objgen)
            made = self._made(thing, depth, without)
            self._open.pop()
            if without != _UPWARD:
                return made
            self._known[objgen] = made
        return self._known[objgen]

    def _made(self, thing: Any, depth: int, without: frozenset[str]) -> bytes:
        made = hashlib.sha256()
        if isinstance(thing, pikepdf.Stream):
            made.update(b"stream" + _unpacked(thing))
            without = without | {"/Length", "/Filter", "/DecodeParms"}
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            made.update(b"<<")
            for key in sorted(thing.keys()):
                if key not in without:
                    made.update(key.encode() + b"=" + self._value(thing[key], depth + 1))
        elif isinstance(thing, pikepdf.Array):
            made.update(b"[")
            for one in thing:
                made.update(b"," + self._value(one, depth + 1))
        else:
            made.update(_plain(thing))
        return made.digest()


def _plain(thing: Any) -> bytes:
    kind: Callable[[Any], Any] = bytes if isinstance(thing, pikepdf.String) else str
    return f"{type(thing).__name__}:{kind(thing)!r}".encode()


def _unpacked(thing: pikepdf.Stream) -> bytes:
    """The digest of a stream's bytes, unpacked where that is plain, so that packing anew is no change."""
    raw = thing.read_raw_bytes()
    names = thing.get("/Filter")
    if names is None:
        return hashlib.sha256(raw).digest()
    if "/DecodeParms" in thing or names not in (
        pikepdf.Name.FlateDecode,
        pikepdf.Array([pikepdf.Name.FlateDecode]),
    ):
        return hashlib.sha256(raw + repr(names).encode()).digest()
    made, size, tool = hashlib.sha256(), 0, zlib.decompressobj()
    while raw and not tool.eof:
        piece = tool.decompress(raw, 1 << 20)
        size += len(piece)
        if size > MAX_UNPACKED:
            raise TooManyParts
        made.update(piece)
        raw = tool.unconsumed_tail
    return made.digest()
