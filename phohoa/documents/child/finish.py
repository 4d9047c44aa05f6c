"""Makes the drawn PDF a paper to keep (PDF/A-2b): title, bookmarks, colour profile, field, no idle font."""

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream, String, make_page_destination

from phohoa.documents.child.filled import LAYOUT, metadata_xml
from phohoa.documents.errors import FieldMissing, RenderFailed
from phohoa.documents.fields import SEAL_FIELD, SIGNATURE_FIELD

if TYPE_CHECKING:
    from phohoa.documents.child.draw import Heading

PRODUCER = "phohoa"
SHOWING = frozenset({"Tj", "TJ", "'", '"'})
PRINT_AND_LOCKED = 132
SIGNATURES_EXIST_APPEND_ONLY = 3
#: The version of PDF that each part of ISO 19005 is written on.
VERSIONS = {1: "1.4", 2: "1.7"}


def finish(
    drawn: bytes,
    *,
    title: str,
    author: str,
    language: str,
    created: str,
    fields: Mapping[str, tuple[int, tuple[float, float, float, float]]],
    headings: Sequence["Heading"] = (),
    part: int = 2,
) -> bytes:
    """The same pages with all a kept document needs (PDF/A-2b by construction), reproducible to the byte.

    `created` is the paper's own date as yyyy-mm-dd, or empty for a draft. `fields` gives page and
    rectangle of each empty signature field, `headings` what becomes a bookmark. `part` 1 says PDF/A-1b of
    the same pages, for a validator that knows no other (tests only). Raises RenderFailed when text stands in
    a font outside the file.
    """
    with Pdf.open(io.BytesIO(drawn)) as pdf:
        _drop_idle_fonts(pdf)
        root = pdf.Root
        root.Lang = String(language)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        for unwanted in ("/PageMode", "/Outlines", "/OpenAction"):
            if unwanted in root:
                del root[unwanted]
        _describe(pdf, title, author, created, part)
        _add_bookmarks(pdf, headings)
        _add_colour_profile(pdf)
        if fields:
            _add_fields(pdf, fields)
        if "/ID" in pdf.trailer:
            del pdf.trailer["/ID"]
        out = io.BytesIO()
        pdf.save(
            out,
            force_version=VERSIONS[part],
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=True,
            deterministic_id=True,
        )
    return out.getvalue()


Place = tuple[int, tuple[float, float, float, float]]
#: In points: how far the seal stands out to the left of the signatory's box, and how wide it is.
SEAL_OUT, SEAL_WIDTH = 4 * 72 / 25.4, 28 * 72 / 25.4


def with_seal(fields: Mapping[str, Place]) -> dict[str, Place]:
    """The fields, and over the left third of the signatory's the organisation's own (domain/04, 4.8).

    It keeps to the height of that box, so that it covers neither the position above nor the name below.
    Raises FieldMissing.
    """
    if SIGNATURE_FIELD not in fields:
        raise FieldMissing(SIGNATURE_FIELD)
    page, (left, bottom, _right, top) = fields[SIGNATURE_FIELD]
    box = (left - SEAL_OUT, bottom, left - SEAL_OUT + SEAL_WIDTH, top)
    return {**fields, SEAL_FIELD: (page, box)}


def without_idle_fonts(drawn: bytes) -> bytes:
    """The same pages without the fonts that are only named, for a page that becomes part of another file."""
    with Pdf.open(io.BytesIO(drawn)) as pdf:
        _drop_idle_fonts(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _drop_idle_fonts(pdf: Pdf) -> None:
    """The engine selects Helvetica at the top of every page and never draws with it."""
    # Pages share their font table, so every page is read before any name is taken out of it.
    tables = [page.resources.get("/Font", Dictionary()) for page in pdf.pages]
    idle = [{name for name, font in fonts.items() if not _embedded(font)} for fonts in tables]
    for page, names in zip(pdf.pages, idle, strict=True):
        if names:
            page.Contents = Stream(pdf, _without_fonts(page, names))
    for fonts, names in zip(tables, idle, strict=True):
        for name in names & set(fonts.keys()):
            del fonts[name]


def _without_fonts(page: pikepdf.Page, idle: set[str]) -> bytes:
    kept, current = [], ""
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "Tf":
            current = str(instruction.operands[0])
            if current in idle:
                continue
        elif operator in SHOWING and current in idle:
            raise RenderFailed(f"text in a font that is not in the file: {current}")
        kept.append(instruction)
    return pikepdf.unparse_content_stream(kept)


def _embedded(font: pikepdf.Object) -> bool:
    descriptor = font.get("/FontDescriptor")
    return descriptor is not None and any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )


def _describe(pdf: Pdf, title: str, author: str, created: str, part: int) -> None:
    info = Dictionary(Title=String(title), Author=String(author), Producer=String(PRODUCER))
    if created:
        info.CreationDate = String(f"D:{created.replace('-', '')}000000+07'00'")
    pdf.trailer["/Info"] = pdf.make_indirect(info)
    packet = metadata_xml(
        title=title,
        author=author,
        language=str(pdf.Root.Lang),
        producer=PRODUCER,
        created=created,
        part=part,
    )
    stream = Stream(pdf, packet.encode("utf-8"))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(stream)


def _add_bookmarks(pdf: Pdf, headings: Sequence["Heading"]) -> None:
    """An entry for each heading, below the last one of a higher level; it leads to the heading itself."""
    if not headings:
        return
    with pdf.open_outline() as outline:
        above: list[tuple[int, OutlineItem]] = []
        for heading in headings:
            target = make_page_destination(
                pdf, heading.page, "XYZ", left=0, top=round(heading.top, 2), zoom=0
            )
            entry = OutlineItem(heading.words, target)
            while above and above[-1][0] >= heading.level:
                above.pop()
            (above[-1][1].children if above else outline.root).append(entry)
            above.append((heading.level, entry))


def _add_colour_profile(pdf: Pdf) -> None:
    profile = Stream(pdf, (LAYOUT / "srgb.icc").read_bytes())
    profile.N = 3
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                Info=String("sRGB"),
                DestOutputProfile=pdf.make_indirect(profile),
            )
        ]
    )


def _add_fields(pdf: Pdf, fields: Mapping[str, tuple[int, tuple[float, float, float, float]]]) -> None:
    widgets = []
    for name, (number, (left, bottom, right, top)) in fields.items():
        page = pdf.pages[number]
        look = Stream(pdf, b"")
        look.Type, look.Subtype = Name.XObject, Name.Form
        look.BBox = Array([0, 0, round(right - left, 2), round(top - bottom, 2)])
        look.Resources = Dictionary()
        widget = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(name),
                F=PRINT_AND_LOCKED,
                Rect=Array([round(side, 2) for side in (left, bottom, right, top)]),
                P=page.obj,
                AP=Dictionary(N=pdf.make_indirect(look)),
            )
        )
        page.obj.Annots = Array([*page.obj.get("/Annots", Array()), widget])
        widgets.append(widget)
    # An issued file without this would have to change when it is signed, and a strict checker counts that.
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(Fields=Array(widgets), SigFlags=SIGNATURES_EXIST_APPEND_ONLY)
    )
