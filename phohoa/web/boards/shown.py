"""How a board looks: columns and cards in words, the filters, and the address to come back to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import url_for
from werkzeug.datastructures import MultiDict

from ...domain.facts import DueState, Severity
from ...domain.stages import COLUMN_OF, NORMAL_WAY, OPEN_STAGES, Column, SourceGroup, Stage
from ...domain.vietnamese import format_date
from ...services.boards import COLUMNS, Board, BoardFilter, Card
from ...texts.candidates import CHOICES
from ...texts.findings import due_text, hint
from ...texts.labels import label
from ...texts.ward_sessions import WAITING

E = TypeVar("E", bound=StrEnum)
#: On the ward's board each column begins with its most urgent cards; the rest opens by one click.
WARD_CARDS = 6
#: Columns that hold more than one stage: there a card names its own.
_SEVERAL_STAGES = frozenset(
    column for column in Column if sum(COLUMN_OF[stage] is column for stage in NORMAL_WAY) > 1
)
_URGENCY = {DueState.LATE: 0, DueState.SOON: 1}


def _member(kind: type[E], text: str | None) -> E | None:
    return kind(text) if text in [member.value for member in kind] else None


def filter_of(args: Mapping[str, str], text: str = "") -> BoardFilter:
    """The filters of a query string; what is not understood does not filter."""
    branch = args.get("branch", "")
    return BoardFilter(
        text=text,
        group=_member(SourceGroup, args.get("group")),
        stage=_member(Stage, args.get("stage")),
        column=_member(Column, args.get("column")),
        no_helper=args.get("helper") == "none",
        due=_member(DueState, args.get("due")),
        branch_id=int(branch) if branch.isascii() and branch.isdigit() and len(branch) < 10 else None,
    )


def args_of(wanted: BoardFilter) -> dict[str, str]:
    """The filters as a query string has them; the text never stands in an address."""
    found = {
        "group": wanted.group.value if wanted.group else "",
        "stage": wanted.stage.value if wanted.stage else "",
        "column": wanted.column.value if wanted.column else "",
        "helper": "none" if wanted.no_helper else "",
        "due": wanted.due.value if wanted.due else "",
        "branch": str(wanted.branch_id) if wanted.branch_id else "",
    }
    return {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class ShownColumn:
    """A column as the board macro wants it; `more_url` opens the cards that do not stand here."""

    key: str
    label: str
    count: int
    cards: tuple[dict[str, Any], ...]
    more_url: str | None = None

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def back_of(board: Board, wanted: BoardFilter) -> str:
    """The board's own address with its filters."""
    base = (
        url_for("boards.branch", branch_id=board.branch.id)
        if board.branch is not None
        else url_for("boards.ward")
    )
    query = urlencode(args_of(wanted))
    return f"{base}?{query}" if query else base


def board_behind(back: str) -> tuple[int | None, BoardFilter] | None:
    """The branch (None: the ward) and the filters of an address that back_of made; None for any other."""
    parts = urlsplit(back)
    if parts.scheme or parts.netloc:
        return None
    wanted = filter_of(MultiDict(parse_qsl(parts.query)))
    pieces = parts.path.strip("/").split("/")
    if pieces == ["board"]:
        return None, wanted
    if len(pieces) == 3 and pieces[0] == "branches" and pieces[1].isdigit() and pieces[2] == "board":
        return int(pieces[1]), wanted
    return None


def _due(card: Card, today: date) -> str:
    """The deadline; how long still only when it presses."""
    if card.due is None:
        return ""
    if card.due_state is DueState.OK:
        return f"{label(card.due.code)}: {format_date(card.due.on)}"
    return due_text(card.due, today, card.due_days_left)


@dataclass(frozen=True)
class CardLinks:
    """Addresses of a card's links with 0 for the run: made once for a board, not for each of its cards."""

    show: str
    moves: str | None
    panel: str | None
    dossier: str | None = None

    @staticmethod
    def of(address: str | None, run_id: int) -> str | None:
        return address.replace("/runs/0", f"/runs/{run_id}", 1) if address is not None else None


def links_of(board: Board, back: str) -> CardLinks:
    """What the cards of a board link to. `back` travels only where it is not the plain board of a branch."""
    plain = board.branch is not None and back == url_for("boards.branch", branch_id=board.branch.id)
    extra = {} if plain else {"back": back}
    show, dossier = (url_for(name, run_id=0) for name in ("candidates.show", "dossiers.show"))
    if not board.may_move:
        return CardLinks(show, None, None, dossier)
    moves, panel = (url_for(f"candidates.{name}", run_id=0, **extra) for name in ("moves", "moves_panel"))
    return CardLinks(show, moves, panel, dossier)


def shown_card(card: Card, board: Board, links: CardLinks) -> dict[str, Any]:
    """A card in words."""
    paused = card.stage is Stage.PAUSED
    group = label(card.group) if card.group else ""
    return {
        "run_id": card.run_id,
        "url": links.of(links.show, card.run_id),
        "move_url": links.of(links.moves, card.run_id),
        "panel_url": links.of(links.panel, card.run_id),
        "name": card.name,
        "birth": card.birth,
        "group": " · ".join(part for part in (card.branch if board.branch is None else "", group) if part),
        "helper": card.helper,
        "days": card.days,
        "stage_label": label(card.paused_from if paused and card.paused_from else card.stage),
        "due": _due(card, board.today),
        "due_state": card.due_state.value if card.due_state in _URGENCY else "",
        "missing": [hint(found) for found in card.missing if found.severity is not Severity.INFO],
        "lacking": card.papers_lacking,
        "dossier_url": links.of(links.dossier, card.run_id) if card.papers_lacking else None,
        "show_stage": card.column in _SEVERAL_STAGES,
        "paused": paused,
        "waiting": WAITING[card.waiting[-1]] if card.waiting else "",
    }


def _urgent(card: Card) -> tuple[int, int, str, int]:
    urgency = _URGENCY.get(card.due_state, 2) if card.due_state else 2
    return (urgency, -card.days, card.sort_key, card.run_id)


def columns_of(board: Board, wanted: BoardFilter) -> tuple[ShownColumn, ...]:
    """The columns from left to right. The ward's whole board shows only the most urgent of each."""
    links = links_of(board, back_of(board, wanted))
    capped = board.branch is None and wanted.branch_id is None and wanted.column is None
    shown = []
    for column in COLUMNS:
        if wanted.column not in (None, column):
            continue
        cards = board.of(column)
        count = len(cards)
        more_url = None
        if capped and count > WARD_CARDS:
            cards = tuple(sorted(cards, key=_urgent)[:WARD_CARDS])
            more_url = url_for("boards.ward", **{**args_of(wanted), "column": column.value})
        shown.append(
            ShownColumn(
                column.value,
                label(column),
                count,
                tuple(shown_card(card, board, links) for card in cards),
                more_url,
            )
        )
    return tuple(shown)


def filter_choices(board: Board) -> dict[str, list[tuple[str, str]]]:
    """What the selects of the filter row offer."""
    every = ("", CHOICES["all"])
    return {
        "group": [every, *((group.value, label(group)) for group in SourceGroup)],
        "stage": [every, *((stage.value, label(stage)) for stage in Stage if stage in OPEN_STAGES)],
        "helper": [every, ("none", CHOICES["no_helper"])],
        "due": [every, ("soon", CHOICES["soon"]), ("late", CHOICES["late"])],
        "branch": [every, *((str(branch.id), branch.short_name) for branch in board.branches)],
    }
