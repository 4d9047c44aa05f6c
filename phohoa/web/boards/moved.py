"""What a board says after a move, with the button that takes it back."""

from typing import Any

from flask import url_for

from ...domain.access import Action, scope_of
from ...domain.stages import MoveCode
from ...services.boards import COLUMNS, BoardFilter, branch_board, ward_board
from ...services.move_sheets import MovedNote, moved_note
from ...services.moves import Moved
from ...texts.candidates import SAID
from ...texts.labels import label
from ..gate import actor
from .shown import back_of, links_of, shown_card


def said_of(note: MovedNote) -> str:
    """What happened, in a sentence."""
    if note.failed_vote:
        return SAID["vote_failed"].format(name=note.name)
    said = SAID["moved_on"] if note.stage is not note.from_stage else SAID["moved"]
    return said.format(name=note.name, move=label(MoveCode(note.move)), stage=label(note.stage))


def moved_message(event: str, back: str) -> dict[str, Any] | None:
    """The message of a move that was just made, for a page reached without htmx; None if it is none."""
    if not (event.isascii() and event.isdigit() and len(event) < 12):
        return None
    if scope_of(actor(), Action.CANDIDATE_MOVE) is None:
        return None
    note = moved_note(actor(), int(event))
    if note is None:
        return None
    return undo_form(note, back)


def undo_form(note: MovedNote, back: str) -> dict[str, Any]:
    """The words and the fields of the message; without the button once it is too late."""
    url = url_for("candidates.undo", run_id=note.run_id) if note.may_undo else None
    return {"text": said_of(note), "undo_url": url, "event_id": note.event_id, "back": back}


def board_after(moved: Moved, branch_id: int | None, wanted: BoardFilter) -> dict[str, Any]:
    """The columns that a move touched as they stand now, and the card if it is still on the board."""
    board = ward_board(actor(), wanted) if branch_id is None else branch_board(actor(), branch_id, wanted)
    back = back_of(board, wanted)
    touched = {moved.from_column, moved.to_column}
    counts = {column.value: len(board.of(column)) for column in COLUMNS if column.value in touched}
    card = next((one for one in board.cards if one.run_id == moved.run_id), None)
    return {
        "run_id": moved.run_id,
        "counts": counts,
        "column": card.column.value if card else None,
        "card": shown_card(card, board, links_of(board, back)) if card else None,
    }
