"""What ISO 19005-2 asks of a PDF/A-2b file, as far as a paper of ours could break it; one function a clause.

Written from the clauses themselves; it is no validator, for it knows nothing of what our papers never hold
(images, patterns, embedded CMaps, JPEG 2000, digital rights).
"""

import io
import re
from collections.abc import Callable, Iterator
from functools import cached_property

import pikepdf
from fontTools.ttLib import TTFont
from lxml import etree
from pikepdf import Name, Pdf

Rule = Callable[["File"], Iterator[str]]
RULES: dict[str, Rule] = {}

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
DC = "{http://purl.org/dc/elements/1.1/}"
KNOWN_SCHEMAS = {
    "http://purl.org/dc/elements/1.1/",
    "http://ns.adobe.com/pdf/1.3/",
    "http://ns.adobe.com/xap/1.0/",
    "http://ns.adobe.com/xap/1.0/mm/",
    "http://www.aiim.org/pdfa/ns/id/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
#: ISO 32000-1, table 51: every operator of a content stream, but those of inline images and of CMYK colour.
OPERATORS = set(
    re.findall(
        r"\S+",
        "q Q cm w J j M d ri i gs m l c v y h re S s f F f* B B* b b* n W W* BT ET Tc Tw Tz TL Tf Tr Ts Td "
        "TD Tm T* Tj TJ ' \" CS cs SC SCN sc scn G g RG rg sh Do MP DP BMC BDC EMC BX EX",
    )
)
#: ISO 32000-1, tables 136 and 137.
BLEND_MODES = set(
    re.findall(
        r"\w+",
        "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight "
        "Difference Exclusion Hue Saturation Color Luminosity",
    )
)
SHOWING = {"Tj", "TJ", "'", '"'}
ACTIONS_ALLOWED = {"/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", "/SubmitForm"}


class File:
    """A PDF and what several rules ask of it, read once."""

    def __init__(self, data: bytes, pdf: Pdf) -> None:
        self.data, self.pdf = data, pdf
        self._programs: dict[tuple[int, int], TTFont] = {}
        self._letters: dict[tuple[int, int], set[int]] = {}
        self._content: dict[tuple[int, int], list[tuple[str, list[object]]]] = {}

    @cached_property
    def everything(self) -> list[object]:
        """Every object of the file as it now stands, streams as dictionaries, keys as names."""
        found: list[object] = []
        ahead: list[object] = [one for one in self.pdf.objects if one is not None]
        while ahead:
            one = ahead.pop()
            found.append(one)
            if isinstance(one, pikepdf.Array):
                ahead += [item for item in one if not getattr(item, "is_indirect", False)]
            elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                ahead += map(Name, one.keys())
                ahead += [item for item in one.values() if not getattr(item, "is_indirect", False)]
        return found

    @cached_property
    def dictionaries(self) -> list[pikepdf.Object]:
        return [one for one in self.everything if isinstance(one, pikepdf.Dictionary)]

    @cached_property
    def streams(self) -> list[pikepdf.Object]:
        return [one for one in self.everything if isinstance(one, pikepdf.Stream)]

    @cached_property
    def fonts(self) -> list[pikepdf.Object]:
        return [one for one in self.dictionaries if one.get("/Type") == "/Font"]

    @cached_property
    def drawn(self) -> list[pikepdf.Object]:
        """Pages, and the forms that they or annotations show."""
        pages = [page.obj for page in self.pdf.pages]
        return pages + [one for one in self.streams if one.get("/Subtype") == "/Form"]

    def content(self, owner: pikepdf.Object | pikepdf.Page) -> list[tuple[str, list[object]]]:
        """Operators and operands of a page or form."""
        if owner.objgen not in self._content:
            self._content[owner.objgen] = [
                (str(one.operator), list(one.operands)) for one in pikepdf.parse_content_stream(owner)
            ]
        return self._content[owner.objgen]

    def program(self, font: pikepdf.Object) -> TTFont:
        """The file of a font."""
        if font.objgen not in self._programs:
            data = font.FontDescriptor.FontFile2.read_bytes()
            self._programs[font.objgen] = TTFont(io.BytesIO(data), lazy=True)
        return self._programs[font.objgen]

    def letters(self, font: pikepdf.Object) -> set[int]:
        """The bytes that a font has a glyph for."""
        if font.objgen not in self._letters:
            tables = self.program(font)["cmap"].tables
            self._letters[font.objgen] = {code & 0xFF for table in tables for code in table.cmap}
        return self._letters[font.objgen]


def faults(data: bytes) -> dict[str, list[str]]:
    """What is wrong, by clause; empty for a file that keeps all rules here."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        file = File(data, pdf)
        found = {clause: list(rule(file)) for clause, rule in RULES.items()}
    return {clause: wrong for clause, wrong in found.items() if wrong}


def clause(number: str) -> Callable[[Rule], Rule]:
    """Enter a rule under the number of its clause."""

    def enter(rule: Rule) -> Rule:
        RULES[number] = rule
        return rule

    return enter


# --- the file ----------------------------------------------------------------------------------------------


@clause("6.1.2 header")
def _header(file: File) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", file.data):
        yield "no version of PDF 1 with a comment of four high bytes below it"


@clause("6.1.3 trailer")
def _trailer(file: File) -> Iterator[str]:
    if len(file.pdf.trailer.get("/ID", [])) != 2:
        yield "no ID"
    if "/Encrypt" in file.pdf.trailer or file.pdf.is_encrypted:
        yield "encrypted"
    if not re.search(rb"%%EOF\r?\n?\Z", file.data):
        yield "bytes after the end"


@clause("6.1.7.1 streams")
def _streams(file: File) -> Iterator[str]:
    if re.search(rb">>\s*stream(?!\r?\n)", file.data):
        yield "no end of line behind stream"
    if re.search(rb"[^\r\n]endstream[\r\n ]+endobj", file.data):
        yield "no end of line before endstream"


@clause("6.1.7.2 filters")
def _filters(file: File) -> Iterator[str]:
    for one in file.streams:
        names = {str(name) for name in _list(one.get("/Filter"))}
        if names - {"/FlateDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/DCTDecode", "/RunLengthDecode"}:
            yield f"filter {names}"
        if {"/F", "/FFilter", "/FDecodeParms"} & set(one.keys()):
            yield "a stream in another file"


@clause("6.1.12 permissions")
def _permissions(file: File) -> Iterator[str]:
    if set(file.pdf.Root.get("/Perms", {}).keys()) - {"/DocMDP", "/UR3"}:
        yield "an unknown permission"
    for one in file.dictionaries:
        if "/TransformMethod" in one and {"/DigestLocation", "/DigestMethod", "/DigestValue"} & set(
            one.keys()
        ):
            yield "a digest in a signature's reference"


@clause("6.1.13 limits")
def _limits(file: File) -> Iterator[str]:
    for one in file.everything:
        if isinstance(one, pikepdf.String) and len(bytes(one)) > 32_767:
            yield "a string of over 32,767 bytes"
        if isinstance(one, Name) and len(str(one).encode()) > 127:
            yield f"a name of over 127 bytes: {one}"
    for page in file.pdf.pages:
        if any(not 3 <= float(side) <= 14_400 for side in page.mediabox[2:]):
            yield "a page of an impossible size"
        depth = deepest = 0
        for operator, _operands in file.content(page):
            depth += {"q": 1, "Q": -1}.get(operator, 0)
            deepest = max(deepest, depth)
        if deepest > 28 or depth:
            yield "graphics states nested too deeply or left open"


# --- what is drawn -----------------------------------------------------------------------------------------


@clause("6.2.2 content streams")
def _operators(file: File) -> Iterator[str]:
    for page in file.pdf.pages:
        if "/Resources" not in page.obj:
            yield "a page without resources of its own"
        unknown = {operator for operator, _operands in file.content(page)} - OPERATORS
        if unknown - {"k", "K"}:
            yield f"operators {unknown}"


@clause("6.2.3 output intent")
def _intent(file: File) -> Iterator[str]:
    intents = [one for one in file.pdf.Root.get("/OutputIntents", []) if one.get("/S") == "/GTS_PDFA1"]
    if len(intents) != 1 or "/DestOutputProfile" not in intents[0]:
        yield "not one output intent with its profile"
        return
    if "/OutputConditionIdentifier" not in intents[0] or "/DestOutputProfileRef" in intents[0]:
        yield "the output condition is not named"
    profile = intents[0].DestOutputProfile
    head = profile.read_bytes()[:40]
    if (int(profile.N), head[16:20]) != (3, b"RGB ") or head[12:16] not in (b"mntr", b"prtr") or head[8] > 4:
        yield "the profile is not one of a screen or printer in RGB"
    if head[36:40] != b"acsp":
        yield "the profile is damaged"


@clause("6.2.4.3 device colour")
def _colour(file: File) -> Iterator[str]:
    for page in file.pdf.pages:
        if {"k", "K"} & {operator for operator, _operands in file.content(page)}:
            yield "CMYK beside a profile in RGB"
    for one in file.everything:
        if isinstance(one, Name) and one == "/DeviceCMYK":
            yield "DeviceCMYK"


@clause("6.2.5 graphics states")
def _states(file: File) -> Iterator[str]:
    for one in file.dictionaries:
        if one.get("/Type") == "/ExtGState" and ({"/TR", "/HTP", "/HTO"} & set(one.keys())):
            yield "a transfer function or halftone phase"


@clause("6.2.8 images and 6.2.9 XObjects")
def _objects(file: File) -> Iterator[str]:
    for one in file.streams:
        if one.get("/Subtype") == "/PS" or "/PS" in one or one.get("/Subtype2") == "/PS":
            yield "PostScript"
        if {"/OPI", "/Ref", "/Alternates"} & set(one.keys()) or one.get("/Interpolate") is True:
            yield "an image or form that others may draw otherwise"


@clause("6.2.10 transparency")
def _transparency(file: File) -> Iterator[str]:
    # Allowed, unlike in part 1, where it is clear in which colours things are mixed: the output intent's.
    for one in file.dictionaries:
        if one.get("/Type") == "/ExtGState" and str(one.get("/BM", "/Normal"))[1:] not in BLEND_MODES:
            yield f"blend mode {one.BM}"
    if shines_through(file) and "/OutputIntents" not in file.pdf.Root:
        yield "mixed in no known colours"


def shines_through(file: File) -> bool:
    """Whether anything in the file is not wholly opaque."""
    masks = any(one.get("/SMask", "/None") != "/None" for one in [*file.dictionaries, *file.streams])
    return masks or any(
        float(one.get(key)) != 1
        for one in file.dictionaries
        for key in ("/ca", "/CA")
        if _is_number(one.get(key))
    )


# --- fonts -------------------------------------------------------------------------------------------------


@clause("6.2.11.4 fonts are embedded")
def _embedded(file: File) -> Iterator[str]:
    for font in file.fonts:
        descriptor = font.get("/FontDescriptor", {})
        if "/FontFile2" not in descriptor:
            yield f"{font.get('/BaseFont')} is not in the file"
        elif str(font.BaseFont) != str(descriptor.FontName):
            yield f"{font.BaseFont} goes by two names"


@clause("6.2.11.5 widths")
def _widths(file: File) -> Iterator[str]:
    for font in file.fonts:
        if "/FontFile2" not in font.get("/FontDescriptor", {}):
            continue
        program = file.program(font)
        table = next(iter(program["cmap"].tables)).cmap
        scale = 1000 / program["head"].unitsPerEm
        for code, width in enumerate(font.Widths, start=int(font.FirstChar)):
            glyph = table.get(code, table.get(0xF000 + code))
            if glyph is None or glyph == ".notdef":
                continue
            if abs(program["hmtx"][glyph][0] * scale - float(width)) > 1:
                yield f"{font.BaseFont}: letter {code} is not as wide as it says"


@clause("6.2.11.6 TrueType encodings")
def _encodings(file: File) -> Iterator[str]:
    for font in file.fonts:
        if font.get("/Subtype") != "/TrueType" or "/FontFile2" not in font.get("/FontDescriptor", {}):
            continue
        symbolic = bool(int(font.FontDescriptor.Flags) & 4)
        tables = file.program(font)["cmap"].tables
        if symbolic and "/Encoding" in font:
            yield f"{font.BaseFont}: a symbolic font with an encoding"
        if symbolic and len(tables) != 1 and not any(t.platformID == 3 and t.platEncID == 0 for t in tables):
            yield f"{font.BaseFont}: which table of letters counts is not clear"


@clause("6.2.11.7 letters have their meaning")
def _unicode(file: File) -> Iterator[str]:
    # Asked for by levels A and U only; without it nothing could be searched or copied.
    for font in file.fonts:
        if "/ToUnicode" not in font:
            yield f"{font.get('/BaseFont')} has no table of meanings"


@clause("6.2.11.8 no missing glyph")
def _missing(file: File) -> Iterator[str]:
    for owner in file.drawn:
        fonts = owner.get("/Resources", {}).get("/Font", {})
        current = None
        for operator, operands in file.content(owner):
            if operator == "Tf":
                current = fonts.get(str(operands[0]))
            elif operator in SHOWING and current is None:
                yield "text in a font that no resource names"
            elif (
                operator in SHOWING
                and "/FontFile2" in current.get("/FontDescriptor", {})
                and set(_codes(operands)) - file.letters(current)
            ):
                yield f"{current.BaseFont}: a letter without glyph"


# --- what is beside the pages ------------------------------------------------------------------------------


@clause("6.3 annotations")
def _annotations(file: File) -> Iterator[str]:
    for page in file.pdf.pages:
        for one in page.obj.get("/Annots", []):
            if one.get("/Subtype") not in ("/Widget", "/Link"):
                yield f"annotation {one.get('/Subtype')}"
            flags = int(one.get("/F", 0))
            if not flags & 4 or flags & (1 | 2 | 32 | 256):
                yield "an annotation that is not printed as it is seen"
            looks = one.get("/AP", {})
            if one.get("/Subtype") == "/Widget" and set(looks.keys()) != {"/N"}:
                yield "a field without its one look"
            if {"/A", "/AA"} & set(one.keys()):
                yield "a field that acts"


@clause("6.4 forms")
def _forms(file: File) -> Iterator[str]:
    form = file.pdf.Root.get("/AcroForm", {})
    if form.get("/NeedAppearances") is True or "/XFA" in form:
        yield "a form that others draw"
    if "/NeedsRendering" in file.pdf.Root:
        yield "a form that others draw"


@clause("6.4.3 signatures")
def _signatures(file: File) -> Iterator[str]:
    for one in file.dictionaries:
        if one.get("/Type") == "/Sig" and "/ByteRange" in one:
            start, first, second, last = map(int, one.ByteRange)
            if start or second + last > len(file.data) or file.data[first : first + 1] != b"<":
                yield "a signature that does not cover its file"


@clause("6.5 actions")
def _actions(file: File) -> Iterator[str]:
    if {"/OpenAction", "/AA"} & set(file.pdf.Root.keys()) or "/JavaScript" in file.pdf.Root.get("/Names", {}):
        yield "something happens when it is opened"
    for one in file.dictionaries:
        kind = str(one.get("/S", "")) if "/Type" not in one or one.get("/Type") == "/Action" else ""
        if "/JS" in one or (one.get("/Type") == "/Action" and kind not in ACTIONS_ALLOWED):
            yield f"action {kind}"


@clause("6.6 metadata")
def _metadata(file: File) -> Iterator[str]:
    stream = file.pdf.Root.get("/Metadata")
    if stream is None:
        yield "no metadata"
        return
    packet = stream.read_bytes()
    head = packet.split(b"?>")[0]
    if b"<?xpacket begin=" not in head or b"bytes=" in head or b"encoding=" in head:
        yield "the packet does not begin as it must"
    try:
        tree = etree.fromstring(packet)
    except etree.XMLSyntaxError:
        yield "the metadata cannot be read"
        return
    said = {one.tag: (one.text or "").strip() for one in tree.iter(etree.Element)}
    for one in tree.iter(f"{RDF}Description"):
        said |= dict(one.attrib)
    if (said.get(f"{PDFAID}part"), said.get(f"{PDFAID}conformance")) != ("2", "B"):
        yield "the metadata do not say PDF/A-2b"
    schemas = {tag[1:].split("}")[0] for tag in said if tag.startswith("{")}
    if schemas - KNOWN_SCHEMAS - {"adobe:ns:meta/", "http://www.w3.org/XML/1998/namespace"}:
        yield f"schemas {schemas - KNOWN_SCHEMAS}"
    title = tree.find(f".//{DC}title/{RDF}Alt/{RDF}li")
    if title is None or title.text != str(file.pdf.docinfo.get("/Title", "")):
        yield "title of metadata and information differ"
    language = tree.find(f".//{DC}language/{RDF}Bag/{RDF}li")
    if language is None or language.text != str(file.pdf.Root.get("/Lang", "")):
        yield "the language is not said"


@clause("6.8 to 6.11 what an archive cannot keep")
def _extras(file: File) -> Iterator[str]:
    names = file.pdf.Root.get("/Names", {})
    if "/EmbeddedFiles" in names or any("/EF" in one for one in file.dictionaries):
        yield "a file within the file"
    if "/OCProperties" in file.pdf.Root:
        yield "layers"
    if "/AlternatePresentations" in names or any("/PresSteps" in page.obj for page in file.pdf.pages):
        yield "a slide show"
    if "/Requirements" in file.pdf.Root:
        yield "requirements of a reader"


# --- reading -----------------------------------------------------------------------------------------------


def _codes(operands: list[object]) -> Iterator[int]:
    for one in operands:
        if isinstance(one, pikepdf.String):
            yield from bytes(one)
        elif isinstance(one, pikepdf.Array):
            yield from _codes(list(one))


def _list(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _is_number(value: object) -> bool:
    return value is not None and not isinstance(value, pikepdf.Object | str)
