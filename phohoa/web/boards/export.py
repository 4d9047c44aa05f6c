"""The Excel file of a board: exactly what is seen, a row per person."""

from io import BytesIO

from ...domain.facts import Severity
from ...domain.vietnamese import format_date
from ...services.boards import COLUMNS, Board
from ...texts.candidates import COLUMNS as HEADS
from ...texts.candidates import SHEET_NAME, SHEET_TITLE
from ...texts.findings import due_text, hint
from ...texts.labels import label


def board_file(board: Board) -> tuple[str, BytesIO]:
    """File name (no names of people in it) and bytes."""
    # Brought in when somebody asks for a file: 13 MB that a server without exports need not hold.
    from ...documents.xlsx import list_sheet

    cards = [card for column in COLUMNS for card in board.of(column)]
    rows = [
        [
            card.name,
            card.birth,
            label(card.group) if card.group else "",
            card.branch,
            label(card.stage),
            format_date(card.since),
            str(card.days),
            card.helper,
            due_text(card.due, board.today, card.due_days_left) if card.due else "",
            "; ".join(hint(found) for found in card.missing if found.severity is not Severity.INFO),
        ]
        for card in cards
    ]
    where = board.branch.name if board.branch else ""
    subtitle = " · ".join(part for part in (where, format_date(board.today)) if part)
    data = list_sheet(SHEET_TITLE, subtitle, SHEET_NAME, list(HEADS.values()), rows)
    place = f"branch-{board.branch.id}" if board.branch else "ward"
    return f"board-{place}-{board.today:%Y-%m-%d}.xlsx", BytesIO(data)
