"""What a test says of an imported paper: its structure as plain literals, and whether a word was lost."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from phohoa.documents.importing import Imported
from phohoa.documents.importing.head import place_in
from phohoa.documents.importing.structure import Item, Piece, SectionFound

PLANS = Path(__file__).parent / "plans"


def model() -> bytes:
    """The user's model document, as the recogniser left it."""
    return (PLANS / "plan-44-KH-DU.txt").read_bytes()


def texts(pieces: Iterable[Piece | None], corrected: bool = False) -> list[str]:
    return [piece.words(corrected) if piece is not None else "" for piece in pieces]


def shape(imported: Imported, corrected: bool = False) -> dict[str, Any]:
    """Every part that holds something, in words."""

    def said(pieces: Iterable[Piece | None]) -> list[str]:
        return texts(pieces, corrected)

    found: dict[str, Any] = {
        "parent": said(imported.parent),
        "issuer": said(imported.issuer),
        "number": imported.number,
        "symbol": imported.symbol,
        "place": place_in(imported.date_line.words(corrected)) if imported.date_line else "",
        "date": imported.dated.isoformat() if imported.dated else None,
        "kind": imported.kind.words(corrected) if imported.kind else None,
        "subject": said(imported.subject),
        "bases": said(imported.bases),
        "opening": said(imported.opening),
        "sections": [section(one, corrected) for one in imported.sections],
        "closing": said(imported.closing),
        "recipients": said(imported.recipients),
        "authority": said(imported.authority),
        "position": said(imported.position),
        "name": imported.name.words(corrected) if imported.name else None,
        "leftover": said(imported.leftover),
        "asked": list(imported.asked),
    }
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def section(one: SectionFound, corrected: bool = False) -> tuple[Any, ...]:
    """Level, label, heading, then the items; `>` before the first when it stands on the heading's line."""
    items = [item(each, corrected) for each in one.items]
    if one.run_in and items and isinstance(items[0], str):
        items[0] = f"> {items[0]}"
    label = one.label.words(corrected) if one.label else ""
    return (one.level, label, one.heading.words(corrected) if one.heading else "", *items)


def item(one: Item, corrected: bool = False) -> Any:
    if one.table is not None:
        rows = [texts(row, corrected) for row in one.table.rows]
        return (one.table.caption.words(corrected), rows) if one.table.caption else rows
    words = one.piece.words(corrected) if one.piece else ""
    return f"{one.bullet.words(corrected)} {words}" if one.bullet else words


def corrections(imported: Imported) -> list[tuple[str, str, str]]:
    """Original, proposed, reason, in the order of the source."""
    return [(one.original, one.proposed, one.reason) for one in imported.corrections]


def letters(text: str) -> str:
    """The text without spaces and ends of lines: these are layout."""
    return "".join(text.split())


def check_nothing_is_lost(imported: Imported) -> None:
    """Every letter of the source stands in exactly one piece, in its order; corrections only propose."""
    source = imported.source.text
    parts = [part for piece in imported.pieces for part in piece.parts]
    assert "".join(
        letters(source[part.start : part.end]) for part in sorted(parts, key=lambda p: p.start)
    ) == letters(source)
    assert letters("".join(piece.text for piece in imported.pieces)) == "".join(
        letters(source[part.start : part.end]) for part in parts
    )
    for one in imported.corrections:
        assert source[one.start : one.end] == one.original
    for piece in imported.pieces:
        if not piece.corrections:
            assert piece.corrected == piece.text
