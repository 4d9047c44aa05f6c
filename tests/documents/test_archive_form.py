"""PDF/A-2b: our own rules clause by clause, and Apache Preflight as far as it goes (docs/PDFA.md)."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageCms, ImageDraw

from phohoa.documents import typesetting
from phohoa.documents.pdf import render_plan
from phohoa.documents.signing import Manner, sign
from phohoa.domain.layout_rules import HD05
from phohoa.domain.numbering import DocumentKind

from .archive_rules import RULES, File, faults, shines_through
from .kinds import NAMES, drawn, paper_of
from .papers import PASSPHRASE, PLAN, SIGNATORY, SIGNED_AT, issued_plan, signatory, signed_plan
from .reading import bookmarks

JARS = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-io", "commons-logging", "javax.activation")
JAVA = [Path("/usr/share/java") / f"{name}.jar" for name in (*JARS, "jaxb-api")]
PREFLIGHT = shutil.which("java") is not None and all(jar.exists() for jar in JAVA)

PAPERS: dict[str, Callable[[], bytes]] = {
    "plan": issued_plan,
    "signed plan": signed_plan,
    "signed and sealed plan": lambda: sealed_plan(),
    **{str(kind): (lambda kind=kind: drawn(kind, HD05.code)) for kind in NAMES},
}


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_keeps_the_rules_of_the_archive(name: str) -> None:
    assert faults(PAPERS[name]()) == {}


@cache
def sealed_plan() -> bytes:
    """The signatory's signature beside the seal, then the organisation's with the picture of its seal."""
    ring = Image.new("RGBA", (400, 400))
    ImageDraw.Draw(ring).ellipse((20, 20, 380, 380), outline=(200, 20, 20, 230), width=20)
    file = io.BytesIO()
    ring.save(file, "PNG")
    made = render_plan(PLAN, seal=True)
    for manner in (
        Manner(look="beside_seal", certify="more"),
        Manner(field="ConDau", look="seal", certify="no", image=file.getvalue()),
    ):
        made = sign(
            made,
            signatory().p12,
            PASSPHRASE,
            signer_name=SIGNATORY,
            signed_at=SIGNED_AT,
            manner=manner,
        )
    return made


@pytest.mark.parametrize("make", [issued_plan, signed_plan], ids=["issued", "signed"])
def test_nothing_shines_through_but_the_picture_of_a_seal(make: Callable[[], bytes]) -> None:
    for data, expected in ((make(), False), (sealed_plan(), True)):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert shines_through(File(data, pdf)) is expected


# --- a rule that cannot fail is none -----------------------------------------------------------------------


def _font(pdf: Pdf) -> pikepdf.Object:
    return next(iter(pdf.pages[0].Resources.Font.values()))


def _state(pdf: Pdf, **values: object) -> None:
    pdf.pages[0].Resources.ExtGState = Dictionary(G=Dictionary(Type=Name.ExtGState, **values))


def _draw(pdf: Pdf, words: bytes) -> None:
    pdf.pages[0].contents_add(Stream(pdf, words))


def _packet(pdf: Pdf, old: bytes, new: bytes) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    assert old in packet
    pdf.Root.Metadata.write(packet.replace(old, new))


def _narrow(pdf: Pdf) -> None:
    font = _font(pdf)
    font.Widths = Array([float(width) + 30 for width in font.Widths])


SPOILED: dict[str, tuple[str, Callable[[Pdf], None]]] = {
    "no title": ("6.6", lambda pdf: _packet(pdf, b"x-default", b"x-none") or _retitle(pdf)),
    "another part": ("6.6", lambda pdf: _packet(pdf, b"part>2<", b"part>3<")),
    "a schema of its own": ("6.6", lambda pdf: _packet(pdf, b"ns.adobe.com/xap/1.0/", b"x.example/own/")),
    "no metadata": ("6.6", lambda pdf: pdf.Root.__delattr__("Metadata")),
    "no language": ("6.6", lambda pdf: pdf.Root.__delattr__("Lang")),
    "no output intent": ("6.2.3", lambda pdf: pdf.Root.__delattr__("OutputIntents")),
    "a profile of grey": (
        "6.2.3",
        lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(b"\0" * 200),
    ),
    "cyan and black": ("6.2.4.3", lambda pdf: _draw(pdf, b"0 0 0 1 k")),
    "an unknown operator": ("6.2.2", lambda pdf: _draw(pdf, b"1 zz")),
    "a state left open": ("6.1.13", lambda pdf: _draw(pdf, b"q")),
    "a transfer function": ("6.2.5", lambda pdf: _state(pdf, TR=Name.Identity)),
    "letters that shine through in no known colour": (
        "6.2.10",
        lambda pdf: _state(pdf, ca=0.5) or pdf.Root.__delattr__("OutputIntents"),
    ),
    "a blend mode of its own": ("6.2.10", lambda pdf: _state(pdf, BM=Name.Own)),
    "a font outside": ("6.2.11.4", lambda pdf: _font(pdf).FontDescriptor.__delattr__("FontFile2")),
    "wrong widths": ("6.2.11.5", _narrow),
    "an encoding": ("6.2.11.6", lambda pdf: setattr(_font(pdf), "Encoding", Name.WinAnsiEncoding)),
    "no meaning": ("6.2.11.7", lambda pdf: _font(pdf).__delattr__("ToUnicode")),
    "text without a font": ("6.2.11.8", lambda pdf: _draw(pdf, b"BT /F99 9 Tf (a) Tj ET")),
    "a field nobody sees": ("6.3", lambda pdf: setattr(pdf.pages[-1].Annots[0], "F", 2)),
    "a note": (
        "6.3",
        lambda pdf: setattr(
            pdf.pages[0], "Annots", Array([Dictionary(Subtype=Name.FileAttachment, F=4, Rect=[0, 0, 9, 9])])
        ),
    ),
    "looks made by the reader": ("6.4 ", lambda pdf: setattr(pdf.Root.AcroForm, "NeedAppearances", True)),
    "a script": (
        "6.5",
        lambda pdf: setattr(pdf.Root, "OpenAction", Dictionary(S=Name.JavaScript, JS=String("1"))),
    ),
    "a file within": (
        "6.8",
        lambda pdf: setattr(
            pdf.Root, "Names", Dictionary(EmbeddedFiles=Dictionary(Names=[String("a"), Dictionary()]))
        ),
    ),
    "layers": ("6.8", lambda pdf: setattr(pdf.Root, "OCProperties", Dictionary(OCGs=Array()))),
    "a filter of old": ("6.1.7.2", lambda pdf: setattr(_look(pdf), "FFilter", Name.LZWDecode)),
    "another program's drawing": ("6.2.8", lambda pdf: setattr(_look(pdf), "Ref", Dictionary())),
}


def _look(pdf: Pdf) -> pikepdf.Object:
    return pdf.Root.AcroForm.Fields[0].AP.N


def _retitle(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = "Tên khác"


@pytest.mark.parametrize("name", SPOILED)
def test_each_rule_finds_what_breaks_it(name: str) -> None:
    number, spoil = SPOILED[name]
    with pikepdf.open(io.BytesIO(issued_plan())) as pdf:
        spoil(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    assert any(clause.startswith(number) for clause in faults(out.getvalue())), name


@pytest.mark.parametrize(
    ("number", "old", "new"),
    [
        pytest.param("6.1.2", b"%PDF-1.7", b"%PDF-2.0", id="another PDF"),
        pytest.param("6.1.3", b"%%EOF\n", b"%%EOF\nmore", id="bytes after the end"),
        pytest.param("6.1.7.1", b"\nendstream", b" endstream", id="no end of line before endstream"),
    ],
)
def test_each_rule_on_bytes_finds_what_breaks_it(number: str, old: bytes, new: bytes) -> None:
    data = issued_plan()
    assert old in data
    assert any(clause.startswith(number) for clause in faults(data.replace(old, new, 1)))


def test_every_rule_but_those_of_signatures_was_broken_above() -> None:
    broken = {number for number, _spoil in SPOILED.values()} | {"6.1.2", "6.1.3", "6.1.7.1"}
    left = [clause for clause in RULES if not any(clause.startswith(number) for number in broken)]
    assert left == ["6.1.12 permissions", "6.4.3 signatures"]


def test_a_signature_that_leaves_bytes_out_is_found() -> None:
    assert any(clause.startswith("6.4.3") for clause in faults(_shifted(signed_plan())))


def _shifted(data: bytes) -> bytes:
    """The same file whose signature says to begin a little later."""
    at = data.rindex(b"/ByteRange")
    return data[:at] + data[at:].replace(b"[0 ", b"[1 ", 1)


# --- beside the norm: what a reader shows ------------------------------------------------------------------


def test_bookmarks_are_the_headings_in_their_levels() -> None:
    marks = [(mark.level, mark.words) for mark in bookmarks(drawn(DocumentKind.REPORT, HD05.code))]
    assert marks == [
        (1, "I. Nội dung"),
        (2, "1. Việc thứ nhất"),
        (3, "a) Phần của việc ấy"),
        (2, "2. Chỉ tiêu"),
        (1, "II. Tổ chức thực hiện"),
    ]


@pytest.mark.parametrize("make", [issued_plan, signed_plan], ids=["issued", "signed"])
def test_a_reader_is_told_title_and_language(make: Callable[[], bytes]) -> None:
    with pikepdf.open(io.BytesIO(make())) as pdf:
        assert str(pdf.Root.Lang) == "vi-VN"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert "Helvetica" not in {
            str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()
        }


def test_the_colour_profile_means_the_colours_of_every_screen() -> None:
    with pikepdf.open(io.BytesIO(issued_plan())) as pdf:
        profile = ImageCms.getOpenProfile(
            io.BytesIO(pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes())
        )
    colours = Image.frombytes("RGB", (16, 16), bytes(step * 7 % 256 for step in range(768)))
    shown = ImageCms.profileToProfile(colours, ImageCms.createProfile("sRGB"), profile)
    assert max(abs(a - b) for a, b in zip(colours.tobytes(), shown.tobytes(), strict=True)) <= 1


# --- another program ---------------------------------------------------------------------------------------

#: Draws in a process of its own, as the product does, and calls the result PDF/A-1b.
TWIN = """
import sys
from phohoa.documents.child import draw, finish
made = draw.paper(sys.stdin.buffer.read().decode())
sys.stdout.buffer.write(finish.finish(made.pdf, title=sys.argv[1], author=sys.argv[2], language="vi-VN",
    created="2026-01-05", fields=made.fields, headings=made.headings, part=1))
"""


def _twin(html: str, title: str, author: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-c", TWIN, title, author], input=html.encode(), capture_output=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What Preflight finds against PDF/A-1b in each file, in one start of Java."""
    if not PREFLIGHT and not os.environ.get("CI"):
        pytest.skip("Apache Preflight is not installed: libpdfbox2-java libactivation-java libjaxb-api-java")
    letter = paper_of(DocumentKind.LETTER, HD05)
    files = {
        "plan as A-1b": _twin(typesetting.plan_html(PLAN), "Kế hoạch", PLAN.head.issuer),
        "letter as A-1b": _twin(typesetting.official_html(letter), letter.title, letter.head.issuer),
        "plan": issued_plan(),
        "letter": drawn(DocumentKind.LETTER, HD05.code),
        "signed plan": signed_plan(),
    }
    folder = tmp_path_factory.mktemp("preflight")
    for name, data in files.items():
        (folder / f"{name}.pdf").write_bytes(data)
    listed = folder / "files"
    listed.write_text("".join(f"{folder / name}.pdf\n" for name in files))
    classes = ":".join(map(str, JAVA))
    validator = "org.apache.pdfbox.preflight.Validator_A1b"
    subprocess.run(["java", "-cp", classes, validator, "xml", "group", str(listed)], check=False)
    found = etree.parse(f"{listed}.preflight.xml").getroot()
    assert len(found) == len(files)
    return {
        one.get("name").removesuffix(".pdf"): [
            f"{error.findtext('code')} {error.findtext('details')}" for error in one.iter("error")
        ]
        + [""] * (one.findtext("isValid") != "true")
        for one in found
    }


@pytest.mark.parametrize("name", ["plan as A-1b", "letter as A-1b"])
def test_preflight_calls_the_twin_a_valid_pdf_a_1b(name: str, complaints: dict[str, list[str]]) -> None:
    assert complaints[name] == []


@pytest.mark.parametrize("name", ["plan", "letter"])
def test_preflight_holds_nothing_but_the_number_of_the_part_against_a_paper(
    name: str, complaints: dict[str, list[str]]
) -> None:
    assert complaints[name] == ["7.11.2 Error on MetaData, part must be 1", ""]


def test_preflight_holds_nothing_but_metadata_against_a_signed_paper(
    complaints: dict[str, list[str]],
) -> None:
    """What signs writes the metadata anew, in a form that this old reader does not take."""
    assert all(complaint[:2] in ("7.", "") for complaint in complaints["signed plan"])
