"""What the pages of classes show: the list of a year, and one class."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select

from ..domain.access import Action, may
from ..domain.errors import NotFound
from ..domain.stages import Stage
from ..domain.training import OPEN_STATES, ClassKind, ClassState, NominationState, NoticeState
from ..models import ClassNomination, TrainingClass
from .class_lines import Line, all_lines, seen_by
from .class_notices import missing_of
from .classes import WRITABLE, ClassInput
from .command import Query, query
from .proposal_notes import agreed_to_class


@dataclass(frozen=True)
class ClassLine:
    """A class as the list names it; counts are those that the actor may see."""

    id: int
    kind: ClassKind
    name: str
    state: ClassState
    starts_on: date
    ends_on: date
    place: str
    seats: int | None
    nominate_by: date | None
    accepted: int
    waiting: int
    passed: int


@dataclass(frozen=True)
class ClassList:
    """The classes of a year and those ahead of it."""

    year: int
    years: tuple[int, ...]
    lines: tuple[ClassLine, ...]
    may_edit: bool
    today: date


@dataclass(frozen=True)
class ClassPage:
    """One class, with what the actor may do."""

    id: int
    version: int
    data: ClassInput
    state: ClassState
    notice_state: NoticeState
    notice_number: str
    notice_on: date | None
    notice_issuer: str
    notice_document_id: int | None
    notice_replaces: str
    signatory_id: int | None
    signatory_name: str
    return_reason: str
    cancel_reason: str
    decided_on: date | None
    decision_number: str
    closed_on: date | None
    notice_missing: tuple[str, ...]
    may_edit: bool
    may_decide: bool
    may_issue: bool
    sees_drafts: bool
    today: date

    @property
    def is_writable(self) -> bool:
        """The class and its notice can still be changed."""
        return self.may_edit and self.state is ClassState.PLANNED and self.notice_state in WRITABLE

    @property
    def is_open(self) -> bool:
        """Not yet decided, held or called off."""
        return self.state in OPEN_STATES


def _counts(cx: Query, class_ids: list[int]) -> dict[int, tuple[int, int, int]]:
    if not class_ids:
        return {}
    state = ClassNomination.state
    rows = cx.session.execute(
        select(
            ClassNomination.class_id,
            func.sum(case((state == NominationState.ACCEPTED, 1), else_=0)),
            func.sum(case((state == NominationState.WAITING, 1), else_=0)),
            func.sum(case((ClassNomination.certificate_number != "", 1), else_=0)),
        )
        .where(ClassNomination.class_id.in_(class_ids))
        .group_by(ClassNomination.class_id)
    )
    return {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in rows}


@query(Action.CLASS_VIEW)
def class_list(cx: Query, year: int | None = None) -> ClassList:
    """The classes that begin in a year (default: this one), the next ones first for the year under way."""
    cx.allow()
    starts = list(cx.session.scalars(select(TrainingClass.starts_on)))
    year = year or cx.today.year
    rows = cx.session.scalars(
        select(TrainingClass)
        .where(TrainingClass.starts_on.between(date(year, 1, 1), date(year, 12, 31)))
        .order_by(TrainingClass.starts_on.desc(), TrainingClass.id.desc())
    ).all()
    counts = _counts(cx, [row.id for row in rows])
    lines = tuple(
        ClassLine(
            row.id,
            row.kind,
            row.name,
            row.state,
            row.starts_on,
            row.ends_on,
            row.place,
            row.seats,
            row.nominate_by,
            *counts.get(row.id, (0, 0, 0)),
        )
        for row in rows
    )
    years = tuple(sorted({day.year for day in starts} | {year, cx.today.year}, reverse=True))
    return ClassList(year, years, lines, may(cx.actor, Action.CLASS_EDIT), cx.today)


def page_of(cx: Query, row: TrainingClass) -> ClassPage:
    """The class as its pages show it."""
    return ClassPage(
        id=row.id,
        version=row.version,
        data=ClassInput(
            row.kind,
            row.name,
            row.starts_on,
            row.ends_on,
            row.place,
            row.host,
            row.seats,
            row.nominate_by,
            row.note,
        ),
        state=row.state,
        notice_state=row.notice_state,
        notice_number=row.notice_number,
        notice_on=row.notice_on,
        notice_issuer=row.notice_issuer,
        notice_document_id=row.notice_document_id,
        notice_replaces=row.notice_replaces,
        signatory_id=row.signatory_id,
        signatory_name=row.signatory_name,
        return_reason=row.return_reason,
        cancel_reason=row.cancel_reason,
        decided_on=row.decided_on,
        decision_number=row.decision_number,
        closed_on=row.closed_on,
        notice_missing=tuple(missing_of(row).values()),
        sees_drafts=cx.sees_all,
        may_edit=may(cx.actor, Action.CLASS_EDIT),
        may_decide=may(cx.actor, Action.CLASS_ISSUE),
        may_issue=may(cx.actor, Action.CLASS_ISSUE) and row.signatory_id == cx.actor.user_id,
        today=cx.today,
    )


@query(Action.CLASS_VIEW)
def class_page(cx: Query, class_id: int) -> ClassPage:
    """One class. Raises NotFound."""
    return page_of(cx, cx.load(TrainingClass, class_id))


@dataclass(frozen=True)
class PeoplePage:
    """The people of a class in their order, as far as the actor may see them; `total` counts all."""

    found: ClassPage
    lines: tuple[Line, ...]
    total: int
    sees_all: bool
    may_nominate: bool
    #: Runs on whose proposal for the class a session of the committee agreed.
    agreed: frozenset[int] = frozenset()

    def of(self, *states: NominationState) -> tuple[Line, ...]:
        """The lines in these states."""
        return tuple(line for line in self.lines if line.state in states)

    @property
    def undecided(self) -> int:
        """Lines that still need a decision."""
        return sum(line.state is NominationState.NOMINATED and not line.is_gone for line in self.lines)


def people_of(cx: Query, class_id: int) -> PeoplePage:
    """The people of a class for any page of it."""
    row = cx.load(TrainingClass, class_id)
    lines = all_lines(cx, row)
    seen = seen_by(cx, row, lines)
    return PeoplePage(
        found=page_of(cx, row),
        lines=seen,
        agreed=agreed_to_class(cx, [line.run_id for line in seen]),
        total=sum(1 for line in lines if line.rank),
        sees_all=cx.sees_all,
        may_nominate=may(cx.actor, Action.CLASS_NOMINATE),
    )


@query(Action.CLASS_VIEW)
def people_page(cx: Query, class_id: int) -> PeoplePage:
    """Who is proposed for a class, in which order and why. Raises NotFound."""
    return people_of(cx, class_id)


@dataclass(frozen=True)
class LinePage:
    """One person of a class."""

    found: ClassPage
    line: Line
    total: int
    may_nominate: bool

    @property
    def may_send_back(self) -> bool:
        """Declined in a settled list, and still waiting in the stage of proposals."""
        return (
            self.found.may_edit
            and self.found.state in (ClassState.DECIDED, ClassState.CLOSED)
            and self.found.data.kind is ClassKind.AWARENESS
            and self.line.state is NominationState.DECLINED
            and self.line.stage is Stage.CLASS_PROPOSED
        )


@query(Action.CLASS_VIEW)
def line_page(cx: Query, class_id: int, run_id: int) -> LinePage:
    """One person of a class. Raises NotFound for one who is not in it or whom the actor may not see."""
    people = people_of(cx, class_id)
    for line in people.lines:
        if line.run_id == run_id:
            return LinePage(people.found, line, people.total, people.may_nominate)
    raise NotFound
