"""The board of a branch or of the ward, the list of ended runs, and the search for a person."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session, contains_eager

from ..domain.access import Action, may
from ..domain.deadlines import Holidays, working_days_between
from ..domain.errors import NotFound
from ..domain.facts import Due, DueState, Finding
from ..domain.hints import missing, next_due
from ..domain.proposals import ProposalKind
from ..domain.rulebook import Rules
from ..domain.stages import NORMAL_WAY, Column, SourceGroup, Stage, column_of
from ..domain.vietnamese import fold, nfc
from ..models import Branch, PartyMember, Person, PersonSourceGroup, TrackingRun
from .command import Query, query
from .dossier_counts import papers_lacking
from .obligations import report_owed
from .proposal_notes import waiting_of
from .rosters import BranchLine, branches_on
from .rules import book_of
from .run_facts import birth_of, facts_from

#: Columns from left to right; ended runs have a list of their own.
COLUMNS = tuple(column for column in Column if column is not Column.CLOSED)
_STAGE_ORDER = {stage: place for place, stage in enumerate([*NORMAL_WAY, *Stage])}
SEARCH_LIMIT = 60
CLOSED_PER_PAGE = 50


@dataclass(frozen=True)
class BoardFilter:
    """What of a board is shown; text compares with the name, accents or not."""

    text: str = ""
    group: SourceGroup | None = None
    stage: Stage | None = None
    column: Column | None = None
    no_helper: bool = False
    due: DueState | None = None
    branch_id: int | None = None

    @property
    def is_set(self) -> bool:
        return self != BoardFilter()


@dataclass(frozen=True)
class Card:
    """One person on a board."""

    run_id: int
    branch_id: int
    branch: str
    name: str
    birth: str
    group: SourceGroup | None
    helper: str
    stage: Stage
    paused_from: Stage | None
    since: date
    days: int
    due: Due | None
    due_state: DueState | None
    due_days_left: int
    missing: tuple[Finding, ...]
    sort_key: str
    papers_lacking: int = 0
    #: What the branch has laid before the committee of this person.
    waiting: tuple[ProposalKind, ...] = ()

    @property
    def column(self) -> Column:
        return column_of(self.stage, self.paused_from)


@dataclass(frozen=True)
class Board:
    """A board: of one branch, or of the ward when `branch` is None."""

    branch: BranchLine | None
    branches: tuple[BranchLine, ...]
    cards: tuple[Card, ...]
    total: int
    today: date
    may_move: bool

    def of(self, column: Column) -> tuple[Card, ...]:
        """The cards of a column, by stage and name."""
        return tuple(card for card in self.cards if card.column is column)


#: Runs with person, helper, main source group and the branch's short name in one select; made once, as its
#: making costs as much as its answer.
_RUNS: Select[TrackingRun, SourceGroup, str, bool] = (
    select(TrackingRun, PersonSourceGroup.source_group, Branch.short_name, report_owed(TrackingRun.id))
    .join(Person, Person.id == TrackingRun.person_id)
    .join(Branch, Branch.id == TrackingRun.branch_id)
    .outerjoin(PartyMember, PartyMember.id == TrackingRun.helper_id)
    .outerjoin(
        PersonSourceGroup,
        and_(PersonSourceGroup.person_id == Person.id, PersonSourceGroup.position == 0),
    )
    .options(contains_eager(TrackingRun.person), contains_eager(TrackingRun.helper))
)


def _card(
    row: Row[TrackingRun, SourceGroup, str, bool], rules: Rules, holidays: Holidays, today: date
) -> Card:
    run, group, branch, owed = row
    facts = replace(facts_from(run, run.person, run.helper, today), report_owed=bool(owed))
    due = next_due(facts, rules, today, holidays) if run.closed_on is None else None
    return Card(
        run_id=run.id,
        branch_id=run.branch_id,
        branch=branch,
        name=run.person.full_name,
        birth=birth_of(run.person).display(),
        group=group,
        helper=run.helper.full_name if run.helper else "",
        stage=run.stage,
        paused_from=run.paused_from,
        since=run.stage_since,
        days=(today - run.stage_since).days,
        due=due,
        due_state=due.state(today) if due else None,
        due_days_left=working_days_between(today, due.on, holidays) if due else 0,
        missing=missing(facts, rules, today),
        sort_key=run.person.sort_key,
    )


def _passes(card: Card, wanted: BoardFilter) -> bool:
    words = fold(wanted.text).split()
    name = fold(card.name)
    return (
        (wanted.group is None or card.group is wanted.group)
        and (wanted.stage is None or card.stage is wanted.stage)
        and (wanted.column is None or card.column is wanted.column)
        and (not wanted.no_helper or not card.helper)
        and (wanted.due is None or card.due_state is wanted.due)
        and (wanted.branch_id is None or card.branch_id == wanted.branch_id)
        and all(word in name for word in words)
    )


def _order(card: Card) -> tuple[int, int, str, int]:
    stage = _STAGE_ORDER[card.paused_from or card.stage]
    return (card.stage is Stage.PAUSED, stage, card.sort_key, card.run_id)


def _board(
    cx: Query, branch: BranchLine | None, branches: tuple[BranchLine, ...], wanted: BoardFilter
) -> Board:
    rows = _RUNS.where(TrackingRun.closed_on.is_(None))
    if branch is not None:
        rows = rows.where(TrackingRun.branch_id == branch.id)
    else:
        rows = rows.where(Branch.is_practice.is_(False))
    book = book_of(cx.session)
    rules = book.rules_on(cx.today)
    found = cx.session.execute(rows).all()
    lacks = papers_lacking(cx, (row[0] for row in found), rules, cx.today)
    waiting = waiting_of(cx, branch.id if branch is not None else None)
    cards = [
        replace(
            _card(row, rules, book.holidays, cx.today),
            papers_lacking=lacks.get(row[0].id, 0),
            waiting=waiting.get(row[0].id, ()),
        )
        for row in found
    ]
    shown = sorted((card for card in cards if not wanted.is_set or _passes(card, wanted)), key=_order)
    return Board(
        branch=branch,
        branches=branches,
        cards=tuple(shown),
        total=len(cards),
        today=cx.today,
        may_move=may(cx.actor, Action.CANDIDATE_MOVE, branch.id if branch else None),
    )


def _branch(session: Session, branch_id: int) -> BranchLine:
    row = session.get(Branch, branch_id)
    if row is None:
        raise NotFound
    return BranchLine(row.id, row.name, row.short_name, row.kind, row.is_practice)


@query(Action.BOARD_VIEW)
def branch_board(cx: Query, branch_id: int, wanted: BoardFilter) -> Board:
    """The open runs of a branch. Raises NotFound for another one's."""
    cx.allow(branch_id=branch_id)
    return _board(cx, _branch(cx.session, branch_id), (), wanted)


@query(Action.WARD_BOARD_VIEW)
def ward_board(cx: Query, wanted: BoardFilter) -> Board:
    """The open runs of all branches but practice ones."""
    cx.allow()
    return _board(cx, None, branches_on(cx.session, cx.today), wanted)


@query(Action.BOARD_VIEW)
def own_branches(cx: Query) -> tuple[BranchLine, ...]:
    """The branches whose boards the actor may open, the practice one last."""
    cx.allow()
    found = branches_on(cx.session, cx.today, practice=True)
    mine = [branch for branch in found if may(cx.actor, Action.BOARD_VIEW, branch.id)]
    return tuple(sorted(mine, key=lambda branch: branch.is_practice))


@dataclass(frozen=True)
class EndedLine:
    """A run that has ended. `reason_code` is that of the last event, for those who may know it."""

    run_id: int
    name: str
    birth: str
    group: SourceGroup | None
    branch: str
    stage: Stage
    closed_on: date
    opened_on: date


@dataclass(frozen=True)
class EndedPage:
    """One page of the ended runs of a branch, newest first."""

    branch: BranchLine
    lines: tuple[EndedLine, ...]
    total: int
    page: int
    pages: int


@query(Action.BOARD_VIEW)
def ended_runs(cx: Query, branch_id: int, page: int) -> EndedPage:
    """The runs of a branch that have ended; `page` counts from 1. Raises NotFound for another branch's."""
    cx.allow(branch_id=branch_id)
    branch = _branch(cx.session, branch_id)
    closed = and_(TrackingRun.branch_id == branch_id, TrackingRun.closed_on.is_not(None))
    total = cx.session.scalar(select(func.count(TrackingRun.id)).where(closed)) or 0
    pages = max(1, -(-total // CLOSED_PER_PAGE))
    page = min(max(page, 1), pages)
    rows = cx.session.execute(
        _RUNS.where(closed)
        .order_by(TrackingRun.closed_on.desc(), TrackingRun.id.desc())
        .limit(CLOSED_PER_PAGE)
        .offset((page - 1) * CLOSED_PER_PAGE)
    )
    lines = tuple(
        EndedLine(
            run.id,
            run.person.full_name,
            birth_of(run.person).display(),
            group,
            short,
            run.stage,
            run.closed_on or run.stage_since,
            run.opened_on,
        )
        for run, group, short, _ in rows
    )
    return EndedPage(branch, lines, total, page, pages)


@dataclass(frozen=True)
class Hit:
    """A person found by name, with the newest run that the actor may see."""

    run_id: int
    name: str
    birth: str
    group: SourceGroup | None
    branch: str
    stage: Stage
    is_open: bool


@dataclass(frozen=True)
class Found:
    """What a search gave; `more` when there are others than those shown."""

    hits: tuple[Hit, ...]
    more: bool


def _like(word: str) -> str:
    for sign in ("\\", "%", "_"):
        word = word.replace(sign, "\\" + sign)
    return f"%{word}%"


@query(Action.BOARD_VIEW)
def search_people(cx: Query, text: str) -> Found:
    """People whose name has every word, accents or not; those with the very accents typed come first."""
    cx.allow()
    words = fold(text).split()[:8]
    if not words:
        return Found((), False)
    rows = _RUNS.order_by(TrackingRun.id.desc()).limit(SEARCH_LIMIT * 4)
    for word in words:
        rows = rows.where(Person.search_key.like(_like(word), escape="\\"))
    newest: dict[int, tuple[tuple[bool, str, int], Hit]] = {}
    typed = " ".join(nfc(text).lower().split())
    for run, group, branch, _ in cx.session.execute(rows):
        hit = Hit(
            run.id,
            run.person.full_name,
            birth_of(run.person).display(),
            group,
            branch,
            run.stage,
            run.closed_on is None,
        )
        inexact = typed not in run.person.full_name.lower()
        kept = newest.get(run.person_id)
        if kept is None or (hit.is_open and not kept[1].is_open):
            newest[run.person_id] = ((inexact, run.person.sort_key, run.id), hit)
    hits = [hit for _, hit in sorted(newest.values(), key=lambda pair: pair[0])]
    return Found(tuple(hits[:SEARCH_LIMIT]), len(hits) > SEARCH_LIMIT)
