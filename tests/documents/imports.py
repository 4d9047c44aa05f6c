"""What a test says of an imported paper: its structure as plain literals, and whether a word was lost."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from phohoa.documents.importing import Imported
from phohoa.documents.importing.structure import Item, Piece, SectionFound

PLANS = Path(__file__).parent / "plans"


def model() -> bytes:
    """The user's model document, as the recogniser left it."""
    return (PLANS / "plan-44-KH-DU.txt").read_bytes()


def texts(pieces: Iterable[Piece | None]) -> list[str]:
    return [piece.text if piece is not None else "" for piece in pieces]


def shape(imported: Imported) -> dict[str, Any]:
    """Every part that holds something, in words."""
    found: dict[str, Any] = {
        "parent": texts(imported.parent),
        "issuer": texts(imported.issuer),
        "number": imported.number,
        "symbol": imported.symbol,
        "place": imported.place,
        "date": imported.dated.isoformat() if imported.dated else None,
        "kind": imported.kind.text if imported.kind else None,
        "subject": texts(imported.subject),
        "bases": texts(imported.bases),
        "opening": texts(imported.opening),
        "sections": [section(one) for one in imported.sections],
        "closing": texts(imported.closing),
        "recipients": texts(imported.recipients),
        "authority": texts(imported.authority),
        "position": texts(imported.position),
        "name": imported.name.text if imported.name else None,
        "leftover": texts(imported.leftover),
        "asked": list(imported.asked),
    }
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def section(one: SectionFound) -> tuple[Any, ...]:
    """Level, label, heading, then the items; `>` before the first when it stands on the heading's line."""
    items = [item(each) for each in one.items]
    if one.run_in and items and isinstance(items[0], str):
        items[0] = f"> {items[0]}"
    label = one.label.text if one.label else ""
    return (one.level, label, one.heading.text if one.heading else "", *items)


def item(one: Item) -> Any:
    if one.table is not None:
        rows = [texts(row) for row in one.table.rows]
        return (one.table.caption.text, rows) if one.table.caption else rows
    words = one.piece.text if one.piece else ""
    return f"{one.bullet.text} {words}" if one.bullet else words


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
