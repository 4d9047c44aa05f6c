"""Passages that the ward uses again and again: written by the office, each saving kept, found by words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ..domain.access import Action
from ..domain.errors import Invalid, NotFound
from ..domain.vietnamese import fold
from ..domain.wording import Row, compare, leaves
from ..models import Passage, PassageVersion
from .command import Command, Context, Query, command, query

MOST = 200
PER_PAGE = 12
LONGEST_NAME = 120
LONGEST = 5_000
#: How much of a passage a list shows.
_BEGINNING = 160


@dataclass(frozen=True)
class PassageLine:
    """A passage as a list names it."""

    id: int
    name: str
    beginning: str
    removed: bool


@dataclass(frozen=True)
class PassageList:
    """The passages that fit what was searched for, a page at a time."""

    lines: tuple[PassageLine, ...]
    page: int
    pages: int
    count: int


@dataclass(frozen=True)
class PassageSaved:
    """Which passage was changed."""

    passage_id: int


@dataclass(frozen=True)
class PassageVersionLine:
    """One saving of a passage."""

    number: int
    at: datetime
    who: str


@dataclass(frozen=True)
class PassagePage:
    """A passage with its savings, newest first."""

    id: int
    version: int
    name: str
    words: str
    removed: bool
    versions: tuple[PassageVersionLine, ...]


@dataclass(frozen=True)
class PassageVersionPage:
    """What one saving of a passage changed; the first one shows all its words as new."""

    passage_id: int
    name: str
    number: int
    at: datetime
    who: str
    words: str
    leaf: tuple[Row | int, ...]


def _rows(cx: Context, find: str, *, removed: bool) -> list[Passage]:
    wanted = fold(find).split()
    rows = cx.session.scalars(select(Passage).order_by(Passage.id)).all()
    found = [
        row
        for row in rows
        if (removed or row.removed_at is None)
        and all(word in fold(f"{row.name} {row.words}") for word in wanted)
    ]
    return sorted(found, key=lambda row: (row.removed_at is not None, fold(row.name)))


@query(Action.PLAN_EDIT)
def passage_list(cx: Query, find: str = "", page: int = 1) -> PassageList:
    """All passages whose name or words have every word of `find`, with accents or without."""
    cx.allow()
    rows = _rows(cx, find, removed=True)
    pages = max(-(-len(rows) // PER_PAGE), 1)
    page = min(max(page, 1), pages)
    lines = tuple(
        PassageLine(row.id, row.name, _beginning(row.words), row.removed_at is not None)
        for row in rows[(page - 1) * PER_PAGE : page * PER_PAGE]
    )
    return PassageList(lines, page, pages, len(rows))


def _beginning(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _BEGINNING else f"{flat[:_BEGINNING].rsplit(' ', 1)[0]} …"


@query(Action.PLAN_EDIT)
def passages_to_insert(cx: Query, find: str = "") -> tuple[PassageLine, ...]:
    """The passages that can be put into a section."""
    cx.allow()
    return tuple(PassageLine(row.id, row.name, "", False) for row in _rows(cx, find, removed=False))


@query(Action.PLAN_EDIT)
def words_of(cx: Query, passage_id: int) -> str:
    """What a passage says. Raises NotFound."""
    passage: Passage = cx.load(Passage, passage_id)
    return passage.words


@query(Action.PLAN_EDIT)
def passage_page(cx: Query, passage_id: int) -> PassagePage:
    """A passage with its history. Raises NotFound."""
    passage = cx.load(Passage, passage_id)
    versions = cx.session.scalars(
        select(PassageVersion)
        .where(PassageVersion.passage_id == passage.id)
        .order_by(PassageVersion.number.desc())
    )
    return PassagePage(
        passage.id,
        passage.version,
        passage.name,
        passage.words,
        passage.removed_at is not None,
        tuple(PassageVersionLine(row.number, row.at, row.actor_name) for row in versions),
    )


@query(Action.PLAN_EDIT)
def passage_version(cx: Query, passage_id: int, number: int) -> PassageVersionPage:
    """One saving beside the one before it. Raises NotFound."""
    cx.load(Passage, passage_id)
    rows = {
        row.number: row
        for row in cx.session.scalars(
            select(PassageVersion).where(
                PassageVersion.passage_id == passage_id, PassageVersion.number.in_((number, number - 1))
            )
        )
    }
    if number not in rows:
        raise NotFound
    row, before = rows[number], rows.get(number - 1)
    old = f"{before.name}\n{before.words}" if before else ""
    (leaf, *_) = leaves(compare(old, f"{row.name}\n{row.words}"), 4 * LONGEST)
    return PassageVersionPage(passage_id, row.name, number, row.at, row.actor_name, row.words, leaf)


def _check(cx: Command, name: str, words: str, own: int | None = None) -> None:
    fields: dict[str, object] = {}
    if not name.strip():
        fields["name"] = "required"
    elif len(name) > LONGEST_NAME:
        fields["name"] = "text_long"
    elif any(fold(row.name) == fold(name) and row.id != own for row in _rows(cx, "", removed=True)):
        fields["name"] = "passage_named_so"
    if not words.strip():
        fields["words"] = "required"
    elif len(words) > LONGEST:
        fields["words"] = "text_long"
    if fields:
        raise Invalid(fields=fields)


def _keep(cx: Command, passage: Passage, number: int) -> None:
    cx.session.add(
        PassageVersion(
            passage_id=passage.id,
            number=number,
            at=cx.now,
            actor_id=cx.actor.user_id,
            actor_name=cx.actor.full_name,
            name=passage.name,
            words=passage.words,
        )
    )


@command(Action.PLAN_EDIT)
def create_passage(cx: Command, name: str, words: str) -> PassageSaved:
    """Keep a new passage. Raises Invalid for what is missing, too long, or named as another one."""
    cx.allow()
    _check(cx, name, words)
    if len(_rows(cx, "", removed=True)) >= MOST:
        raise Invalid(fields={"name": ("passages_full", {"most": MOST})})
    passage = Passage(name=name, words=words)
    cx.session.add(passage)
    cx.session.flush()
    _keep(cx, passage, 1)
    return PassageSaved(passage.id)


@command(Action.PLAN_EDIT)
def edit_passage(cx: Command, passage_id: int, version: int, name: str, words: str) -> PassageSaved:
    """Change a passage; plans that have it already keep their words. Raises Invalid, NotFound, Conflict."""
    passage = cx.load(Passage, passage_id, version)
    _check(cx, name, words, passage.id)
    if (passage.name, passage.words) != (name, words):
        passage.name, passage.words = name, words
        _keep(cx, passage, _newest(cx, passage.id) + 1)
    return PassageSaved(passage.id)


def _newest(cx: Command, passage_id: int) -> int:
    return max(
        cx.session.scalars(select(PassageVersion.number).where(PassageVersion.passage_id == passage_id)),
        default=0,
    )


@command(Action.PLAN_EDIT)
def put_passage_away(cx: Command, passage_id: int, version: int, away: bool) -> PassageSaved:
    """Offer a passage no longer, or again. Raises NotFound, Conflict."""
    passage = cx.load(Passage, passage_id, version)
    passage.removed_at = cx.now if away else None
    return PassageSaved(passage.id)
