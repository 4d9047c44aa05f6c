"""The tasks of the child process: a frame in, a frame out; every failure becomes a code."""

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from phohoa.documents.errors import DocumentError, ForeignLetter, PaperRefused
from phohoa.documents.wire import Frame

DONE, REFUSED = "done", "refused"
#: What draws a paper and its signatures, and what signs.
ENGINES = ("look", "sign")


def answer(frame: Frame) -> Frame:
    """Does the task that the frame names."""
    try:
        return TASKS[frame.name](frame.values, frame.parts)
    except ForeignLetter as problem:
        return Frame(REFUSED, {"code": problem.code, "detail": problem.letter})
    except DocumentError as problem:
        return Frame(REFUSED, {"code": problem.code, "detail": str(problem)})
    except MemoryError:
        return Frame(REFUSED, {"code": "child_failed", "detail": "out of memory"})
    except Exception as problem:  # the answer crosses a process border: it must always be a frame
        return Frame(REFUSED, {"code": "render_failed", "detail": f"{type(problem).__name__}: {problem}"})


def load(name: str) -> None:
    """Loads what a task that is limited in its work needs."""
    if name in ("inspect", "compare", "accept"):
        importlib.import_module("phohoa.documents.child.outside")


def warm(_values: Mapping[str, Any], _parts: tuple[bytes, ...]) -> Frame:
    """Loads the engines, so that the next task finds them ready."""
    for engine in ENGINES:
        importlib.import_module(f"phohoa.documents.child.{engine}")
    return Frame(DONE, {})


def draw(values: Mapping[str, Any], _parts: tuple[bytes, ...]) -> Frame:
    """HTML to a finished PDF."""
    from phohoa.documents.child import draw as drawing
    from phohoa.documents.child import finish

    drawn = drawing.paper(values["html"])
    fields = finish.with_seal(drawn.fields) if values.get("seal") else drawn.fields
    finished = finish.finish(
        drawn.pdf,
        title=values["title"],
        author=values["author"],
        language=values["language"],
        created=values["created"],
        fields=fields,
        headings=drawn.headings,
    )
    return Frame(DONE, {}, (finished,))


def look(values: Mapping[str, Any], parts: tuple[bytes, ...]) -> Frame:
    """A PDF with an empty field to the page that will show in it."""
    from phohoa.documents.child import look as looking

    return Frame(DONE, {}, (looking.look(values, parts),))


def sign(values: Mapping[str, Any], parts: tuple[bytes, ...]) -> Frame:
    """A PDF and a key to a signed PDF."""
    from phohoa.documents.child import sign as signing

    return Frame(DONE, {}, (signing.sign(values, parts),))


def probe_stamp(values: Mapping[str, Any], _parts: tuple[bytes, ...]) -> Frame:
    """Whether a server stamps the time."""
    from phohoa.documents.child import stamping

    stamping.probe(values["stamp_url"])
    return Frame(DONE, {})


def add_evidence(values: Mapping[str, Any], parts: tuple[bytes, ...]) -> Frame:
    """A signed PDF with what a check in later years needs."""
    from phohoa.documents.child import evidence

    return Frame(DONE, {}, (evidence.append(values, parts),))


def token_certificates(values: Mapping[str, Any], _parts: tuple[bytes, ...]) -> Frame:
    """The certificates on a token."""
    from phohoa.documents.child import keys

    return Frame(DONE, {}, tuple(keys.certificates(values)))


def seal_picture(_values: Mapping[str, Any], parts: tuple[bytes, ...]) -> Frame:
    """The picture of a seal, of unknown origin, made anew."""
    from phohoa.documents.child import seal

    code, made = seal.picture(parts[0])
    return Frame(DONE, {"code": code}, (made,))


def inspect(values: Mapping[str, Any], parts: tuple[bytes, ...]) -> Frame:
    """Findings on a PDF of unknown origin."""
    from phohoa.documents.child import inspect as inspecting

    return Frame(DONE, inspecting.inspect(values, parts))


def compare(values: Mapping[str, Any], parts: tuple[bytes, ...]) -> Frame:
    """What is different between two PDFs of which the second is of unknown origin."""
    from phohoa.documents.child import inspect as inspecting

    return Frame(DONE, inspecting.compared(values, parts))


def accept(values: Mapping[str, Any], parts: tuple[bytes, ...]) -> Frame:
    """Whether a paper that was signed outside may be taken back."""
    from phohoa.documents.child import outside

    return Frame(DONE, outside.accept(values, parts))


def scan(values: Mapping[str, Any], parts: tuple[bytes, ...]) -> Frame:
    """What a scan of unknown origin is, and its bytes without extras."""
    from phohoa.documents.child import scan as scanning

    found, clean = scanning.scan(values, parts[0])
    return Frame(DONE, found, (clean,))


def read_sheet(values: Mapping[str, Any], parts: tuple[bytes, ...]) -> Frame:
    """What stands in a workbook of unknown origin."""
    from phohoa.documents.child import sheet

    return Frame(DONE, sheet.read(values, parts))


def read_paper(values: Mapping[str, Any], parts: tuple[bytes, ...]) -> Frame:
    """The lines of an existing paper: `code` says why not, "" if they are there."""
    try:
        if values["kind"] == "docx":
            from phohoa.documents.child import paper_word

            return Frame(DONE, paper_word.read(parts[0]))
        from phohoa.documents.child import paper_pdf

        return Frame(DONE, paper_pdf.read(parts[0]))
    except PaperRefused as refused:
        return Frame(DONE, {"code": refused.code})


TASKS: dict[str, Callable[[Mapping[str, Any], tuple[bytes, ...]], Frame]] = {
    "warm": warm,
    "draw": draw,
    "look": look,
    "sign": sign,
    "probe_stamp": probe_stamp,
    "add_evidence": add_evidence,
    "token_certificates": token_certificates,
    "seal_picture": seal_picture,
    "inspect": inspect,
    "compare": compare,
    "accept": accept,
    "scan": scan,
    "read_sheet": read_sheet,
    "read_paper": read_paper,
}
