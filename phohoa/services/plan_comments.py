"""Comments on the sections of a plan: written, answered, settled, kept; nobody's words are changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select

from ..domain.access import Action, Role, may
from ..domain.errors import Conflict, Invalid, NotFound
from ..domain.numbering import EDITABLE_STATES, PlanState
from ..domain.wording import sheets
from ..models import Plan, PlanComment, PlanSection
from .command import Command, Query, command, query
from .plan_content import labels_in, live_values, paper_of
from .plan_fields import fill

LONGEST = 2_000
_CLOSED = (PlanState.ISSUED, PlanState.SUPERSEDED)
#: Letters of comments on one page, and letters of the section above them.
_LETTERS, _SHOWN = 6_000, 3_000


@dataclass(frozen=True)
class CommentSaved:
    """Which comment was written or settled, and of which section."""

    comment_id: int
    section_id: int


@dataclass(frozen=True)
class CommentLine:
    """A comment or (`is_answer`) an answer to the one before it."""

    id: int
    is_answer: bool
    at: datetime
    who: str
    words: str
    settled_at: datetime | None
    settled_by: str


@dataclass(frozen=True)
class CommentPage:
    """A section with what is said about it, oldest first."""

    plan_id: int
    subject: str
    section_id: int
    heading: str
    text: tuple[str, ...]
    is_cut: bool
    lines: tuple[CommentLine, ...]
    #: The comment that the form answers.
    answers: CommentLine | None
    open: int
    page: int
    pages: int
    may_comment: bool
    may_write: bool


@dataclass(frozen=True)
class Count:
    """How many comments a section has, and how many of them nobody has settled."""

    all: int
    open: int


def comment_counts(plan_id: int) -> "Select[int, int, Any]":
    """By section the comments of a plan (`all`) and those not settled (`open`), answers not counted."""
    unsettled = func.sum(case((PlanComment.settled_at.is_(None), 1), else_=0))
    return (
        select(PlanComment.section_id, func.count().label("all"), unsettled.label("open"))
        .where(PlanComment.plan_id == plan_id, PlanComment.answers_id.is_(None))
        .group_by(PlanComment.section_id)
    )


def _open_plan(cx: Command, plan_id: int) -> Plan:
    plan = cx.load(Plan, plan_id)
    if plan.state in _CLOSED:
        raise Conflict("plan_comments_closed")
    return plan


@command(Action.PLAN_COMMENT)
def add_comment(
    cx: Command, plan_id: int, section_id: int, words: str, answers_id: int | None = None
) -> CommentSaved:
    """Say something about a section, or answer a comment on it.

    Raises Invalid for `words`, NotFound, Conflict once the plan was issued.
    """
    plan = _open_plan(cx, plan_id)
    section = cx.session.get(PlanSection, section_id)
    if section is None or section.plan_id != plan.id:
        raise NotFound
    if not words.strip():
        raise Invalid(fields={"words": "required"})
    if len(words) > LONGEST:
        raise Invalid(fields={"words": "text_long"})
    if answers_id is not None:
        answered = cx.session.get(PlanComment, answers_id)
        if answered is None or answered.section_id != section.id or answered.answers_id is not None:
            raise NotFound
    comment = PlanComment(
        plan_id=plan.id,
        section_id=section.id,
        answers_id=answers_id,
        at=cx.now,
        actor_id=cx.actor.user_id,
        actor_name=cx.actor.full_name,
        words=words,
    )
    cx.session.add(comment)
    cx.session.flush()
    return CommentSaved(comment.id, section.id)


@command(Action.PLAN_COMMENT)
def settle_comment(cx: Command, plan_id: int, comment_id: int, settled: bool) -> CommentSaved:
    """Mark a comment as settled, with who and when, or open it again; the one who did it first stays named.

    Raises NotFound, Conflict once the plan was issued.
    """
    plan = _open_plan(cx, plan_id)
    comment = cx.load(PlanComment, comment_id)
    if comment.plan_id != plan.id or comment.answers_id is not None:
        raise NotFound
    if settled and comment.settled_at is None:
        comment.settled_at, comment.settled_by_id = cx.now, cx.actor.user_id
        comment.settled_by_name = cx.actor.full_name
    elif not settled:
        comment.settled_at, comment.settled_by_id, comment.settled_by_name = None, None, ""
    return CommentSaved(comment.id, comment.section_id)


def _in_order(rows: Iterable[PlanComment]) -> list[CommentLine]:
    """Each comment with its answers below it."""
    listed = list(rows)
    found = []
    for root in (row for row in listed if row.answers_id is None):
        for row in (root, *(one for one in listed if one.answers_id == root.id)):
            found.append(
                CommentLine(
                    row.id,
                    row is not root,
                    row.at,
                    row.actor_name,
                    row.words,
                    row.settled_at,
                    row.settled_by_name,
                )
            )
    return found


def _bound(lines: Iterable[CommentLine]) -> list[tuple[CommentLine, ...]]:
    found: list[list[CommentLine]] = [[]]
    size = 0
    for line in lines:
        if found[-1] and size + len(line.words) > _LETTERS:
            found.append([])
            size = 0
        found[-1].append(line)
        size += len(line.words) + 100
    return [tuple(one) for one in found]


@query(Action.PLAN_VIEW)
def comment_page(
    cx: Query, plan_id: int, section_id: int, page: int | None = None, answers_id: int | None = None
) -> CommentPage:
    """A section and its comments; without a page the last one, where the newest stand. Raises NotFound."""
    plan = cx.load(Plan, plan_id)
    section = cx.session.get(PlanSection, section_id)
    if section is None or section.plan_id != plan.id:
        raise NotFound
    paper = paper_of(cx.session, plan)
    values = live_values(paper)
    labels = {s.id: label for s, label in zip(paper.sections, labels_in(paper), strict=True)}
    rows = cx.session.scalars(
        select(PlanComment).where(PlanComment.section_id == section.id).order_by(PlanComment.id)
    )
    lines = _in_order(rows)
    bound = _bound(lines)
    page = min(max(page or len(bound), 1), len(bound))
    text = sheets(fill(section.body, values), _SHOWN)
    answered = next((one for one in lines if one.id == answers_id and not one.is_answer), None)
    return CommentPage(
        plan_id=plan.id,
        subject=plan.subject,
        section_id=section.id,
        heading=f"{labels.get(section.id, '')} {fill(section.heading, values)}".strip(),
        text=text[0],
        is_cut=len(text) > 1,
        lines=bound[page - 1],
        answers=answered,
        open=sum(1 for one in lines if not one.is_answer and one.settled_at is None),
        page=page,
        pages=len(bound),
        may_comment=plan.state not in _CLOSED and may(cx.actor, Action.PLAN_COMMENT),
        may_write=plan.state in EDITABLE_STATES
        and cx.actor.role is Role.OFFICE
        and section.removed_at is None,
    )
