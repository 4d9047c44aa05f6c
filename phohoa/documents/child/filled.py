"""The two sheets that the child fills in by itself, without loading an engine for templates."""

from pathlib import Path
from string import Template

from markupsafe import escape

from phohoa.documents.letters import compose

LAYOUT = Path(__file__).parent.parent / "layout"


def stamp_html(
    *,
    signer: str,
    issuer: str,
    moment: str,
    reason: str,
    width: float,
    height: float,
    beside_seal: bool = False,
) -> str:
    """The visible signature as a page of `width` x `height` points; `beside_seal`: its left third free."""
    return compose(
        _sheet("stamp.html").substitute(
            style=(LAYOUT / "stamp.css").read_text("utf-8"),
            signer=escape(signer),
            issuer=escape(issuer),
            moment=escape(moment),
            reason=f"<p>{escape(reason)}</p>\n" if reason else "",
            width=f"{width:.2f}",
            height=f"{height:.2f}",
            beside=" beside" if beside_seal else "",
        )
    )


def metadata_xml(
    *, title: str, author: str, language: str, producer: str, created: str, part: int = 2
) -> str:
    """The metadata packet of a PDF (XMP), saying what its information dictionary says, as PDF/A wants."""
    when = f"<xmp:CreateDate>{escape(created)}T00:00:00+07:00</xmp:CreateDate>\n" if created else ""
    return _sheet("metadata.xml").substitute(
        mark="\ufeff",
        title=escape(title),
        author=escape(author),
        language=escape(language),
        producer=escape(producer),
        created=when,
        part=part,
    )


def _sheet(name: str) -> Template:
    return Template((LAYOUT / name).read_text("utf-8").removesuffix("\n"))
