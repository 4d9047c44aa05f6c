"""An imported paper as plain values, for JSON: every part with its place in the source."""

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from phohoa.documents.importing.structure import (
    Correction,
    Imported,
    Item,
    Mark,
    Piece,
    SectionFound,
    TableFound,
)
from phohoa.texts.importing import MARKS, NOTES, REASONS


def to_plain(imported: Imported) -> dict[str, Any]:
    """Plain values: head fields with what they mean, body in order, and the list of all pieces."""
    text = imported.source.text
    return {
        "source": {
            "kind": imported.source.kind,
            "letters": len(text),
            "lines": text.count("\n") + 1,
            "notes": [{"code": note, "words": NOTES[note]} for note in imported.source.notes],
        },
        "parent": _pieces(imported.parent, text),
        "issuer": _pieces(imported.issuer, text),
        "number": imported.number,
        "symbol": imported.symbol or None,
        "number_line": _piece(imported.number_line, text),
        "place": imported.place or None,
        "date": imported.dated.isoformat() if imported.dated else None,
        "year": imported.year,
        "date_line": _piece(imported.date_line, text),
        "kind": _piece(imported.kind, text),
        "subject": _pieces(imported.subject, text),
        "bases": _pieces(imported.bases, text),
        "opening": _pieces(imported.opening, text),
        "opening_runs_on": imported.opening_runs_on,
        "sections": [_section(section, text) for section in imported.sections],
        "closing": _pieces(imported.closing, text),
        "recipients": _pieces(imported.recipients, text),
        "authority": _pieces(imported.authority, text),
        "position": _pieces(imported.position, text),
        "name": _piece(imported.name, text),
        "leftover": _pieces(imported.leftover, text),
        "asked": list(imported.asked),
        "marks": [_mark(mark) for mark in imported.marks],
        "corrections": [_correction(one, text) for one in imported.corrections],
        "pieces": [{"role": piece.role.value, **(_piece(piece, text) or {})} for piece in imported.pieces],
    }


@lru_cache(maxsize=2)
def _starts(text: str) -> tuple[int, ...]:
    return (0, *(place + 1 for place, letter in enumerate(text) if letter == "\n"))


def _line(text: str, place: int) -> int:
    return bisect_right(_starts(text), place)


def _pieces(pieces: Iterable[Piece], text: str) -> list[dict[str, Any]]:
    return [found for piece in pieces if (found := _piece(piece, text)) is not None]


def _piece(piece: Piece | None, text: str) -> dict[str, Any] | None:
    if piece is None:
        return None
    return {
        "text": piece.text,
        "corrected": piece.corrected,
        "certainty": piece.certainty.value,
        "marks": [_mark(mark) for mark in piece.marks],
        "corrections": [_correction(one, text) for one in piece.corrections],
        "spans": [
            {"start": part.start, "end": part.end, "line": _line(text, part.start)} for part in piece.parts
        ],
    }


def _mark(mark: Mark) -> dict[str, str]:
    return {"code": mark.code, "words": MARKS[mark.code].format(word=mark.word)}


def _correction(one: Correction, text: str) -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "line": _line(text, one.start),
        "original": one.original,
        "proposed": one.proposed,
        "reason": one.reason,
        "words": REASONS[one.reason],
    }


def _section(section: SectionFound, text: str) -> dict[str, Any]:
    return {
        "level": section.level,
        "style": section.style,
        "label": _piece(section.label, text),
        "heading": _piece(section.heading, text),
        "run_in": section.run_in,
        "items": [_item(item, text) for item in section.items],
    }


def _item(item: Item, text: str) -> dict[str, Any]:
    if item.table is not None:
        return {"table": _table(item.table, text)}
    return {"bullet": _piece(item.bullet, text), "paragraph": _piece(item.piece, text)}


def _table(table: TableFound, text: str) -> dict[str, Any]:
    return {
        "caption": _piece(table.caption, text),
        "rows": [[_piece(cell, text) for cell in row] for row in table.rows],
    }
