"""What concluding a monthly review will do: the moves its lines become, and what the rules say of them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..domain.access import Action
from ..domain.errors import Refused
from ..domain.facts import Entry, Finding, FindingCode, Severity, blocked
from ..domain.guards import check, day_of
from ..domain.meetings import Quorum
from ..domain.moves import MOVE_OF, MOVE_OF_REASON
from ..domain.reviews import ReviewDecision, check_conclude
from ..domain.stages import BasisKind, MoveCode, ReasonToLeave, Stage
from ..models import MeetingTask, PartyMember, Review, ReviewLine
from .command import Query, query
from .review_sheet import Entered, entries, find_review, is_editable, load_branch, official_members, sheet_of
from .reviews import HeadInput, head_of
from .roll import Roll, day_of_meeting, roll_of
from .rules import RuleBook, book_of
from .run_facts import facts_from

_DECIDED = {
    ReviewDecision.PROPOSE_CLASS: MoveCode.PROPOSE_CLASS,
    ReviewDecision.PROPOSE_START: MoveCode.PROPOSE_START,
}


@dataclass(frozen=True)
class Step:
    """What concluding will do for one person, and what stands against it."""

    run_id: int
    name: str
    birth: str
    stage: Stage
    decision: ReviewDecision | None
    moves: tuple[MoveCode, ...]
    reason_code: str
    reason: str
    helper: str
    #: A vote on this person alone: for and against.
    votes: tuple[int, int] | None
    findings: tuple[Finding, ...]
    answers: Mapping[str, str]
    applied: bool

    @property
    def blocks(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is Severity.BLOCK)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)


@dataclass(frozen=True)
class Conclusion:
    """What the page before concluding shows. `stamp` names exactly this state of affairs."""

    branch_id: int
    branch_name: str
    is_practice: bool
    year: int
    month: int
    stamp: str
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]
    undecided: int
    roll: Roll
    quorum: Quorum
    quorum_answer: str
    head: HeadInput
    #: How many tasks this meeting gives.
    tasks: int

    @property
    def blocked(self) -> bool:
        return blocked(self.findings) or any(step.blocks for step in self.steps)

    @property
    def changes(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.moves and not step.applied)

    @property
    def done(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.applied and step.decision is not None)

    @property
    def kept(self) -> tuple[Step, ...]:
        return tuple(s for s in self.steps if s.decision is ReviewDecision.KEEP and not s.moves)


def moves_of(entry: Entered, review: Review) -> list[tuple[MoveCode, Entry]]:
    """The moves that a line becomes, in order; none for somebody who is simply kept."""
    line, run = entry.line, entry.run
    if line is None or line.decision is None or entry.applied or run.closed_on is not None:
        return []
    entered = Entry(
        happened_on=review.meeting_on,
        basis_kind=BasisKind.BRANCH_RESOLUTION if review.resolution_number else BasisKind.REVIEW,
        basis_number=review.resolution_number or f"{review.month:02d}/{review.year}",
        basis_on=review.meeting_on,
        answers=dict(line.warnings or {}),
    )
    if line.decision is ReviewDecision.REMOVE:
        return [_removal(line, entered)]
    moves: list[tuple[MoveCode, Entry]] = []
    helper = line.helper_id if line.helper_id is not None else run.helper_id
    if line.decision is ReviewDecision.ADD:
        return [(MoveCode.ADD_SYMPATHISER, replace(entered, helper=helper))]
    if line.helper_id is not None and line.helper_id != run.helper_id and run.stage is not Stage.SOURCE:
        moves.append((MoveCode.ASSIGN_HELPER, replace(entered, helper=helper)))
    if line.decision in _DECIDED:
        moves.append((_DECIDED[line.decision], entered))
    return moves


def _removal(line: ReviewLine, entered: Entry) -> tuple[MoveCode, Entry]:
    try:
        reason = ReasonToLeave(line.reason_code)
    except ValueError:
        reason = ReasonToLeave.OTHER
    entered = replace(entered, reason_code=reason.value, reason=line.reason)
    move = MOVE_OF_REASON[reason]
    if move is MoveCode.WITHDRAW:
        entered = replace(entered, basis_kind=BasisKind.STATEMENT, basis_on=line.reason_on)
    elif move in (MoveCode.MOVE_OUT, MoveCode.DECEASE):
        day = line.reason_on or entered.happened_on
        entered = replace(entered, happened_on=day, to_place=line.reason)
    return move, entered


def stamp_of(review: Review | None, listed: list[Entered]) -> str:
    """A short name of everything that concluding depends on; another one when anything of it changes."""
    state = [
        [review.id, review.version] if review else None,
        [[e.run.id, e.run.version, e.line.version if e.line else 0] for e in listed],
    ]
    return hashlib.sha256(json.dumps(state).encode()).hexdigest()[:24]


def _findings(
    book: RuleBook, entry: Entered, review: Review, members: Mapping[int, PartyMember], today: date
) -> tuple[Finding, ...]:
    facts = facts_from(entry.run, entry.run.person, entry.run.helper, today)
    facts = replace(facts, branch_official_members=len(members) or None)
    found: list[Finding] = []
    for code, entered in moves_of(entry, review):
        if entered.helper is not None:
            helper = members.get(entered.helper)
            entered = replace(entered, helper_official=helper is not None and helper.is_official)
        move = MOVE_OF[code]
        day = day_of(move, entered) or today
        rules, mode = book.rules_on(day), book.mode_on(day)
        found += check(move, facts, entered, rules, today, mode, book.holidays)
        if code is MoveCode.ASSIGN_HELPER:
            facts = replace(
                facts, has_helper=True, helper_official=True, helper_active=True, helper_is_replacement=True
            )
    return tuple(f for f in found if f.severity is not Severity.INFO)


def _steps(
    session: Session, review: Review | None, listed: list[Entered], branch_id: int, today: date
) -> list[Step]:
    book = book_of(session)
    members = {m.id: m for m in official_members(session, branch_id, today)}
    steps = []
    for entry in listed:
        run, line = entry.run, entry.line
        helper = members.get(line.helper_id) if line is not None and line.helper_id else run.helper
        steps.append(
            Step(
                run_id=run.id,
                name=run.person.full_name,
                birth=str(run.person.birth_year),
                stage=run.stage,
                decision=line.decision if line else None,
                moves=tuple(code for code, _ in moves_of(entry, review)) if review else (),
                reason_code=line.reason_code if line else "",
                reason=line.reason if line else "",
                helper=helper.full_name if helper else "",
                votes=_votes(line),
                findings=_findings(book, entry, review, members, today) if review else (),
                answers=dict(line.warnings or {}) if line else {},
                applied=entry.applied,
            )
        )
    return steps


def _votes(line: ReviewLine | None) -> tuple[int, int] | None:
    if line is None or line.votes_for is None:
        return None
    return line.votes_for, line.votes_against or 0


@query(Action.REVIEW_EDIT)
def preview(cx: Query, branch_id: int, year: int, month: int) -> Conclusion:
    """What concluding would do now. Raises Refused for a month not begun or a review that is closed."""
    branch = load_branch(cx, branch_id, year, month)
    review = find_review(cx.session, branch_id, year, month)
    if not is_editable(review):
        raise Refused("review_closed", month=f"{month:02d}/{year}")
    listed = entries(cx.session, branch_id, year, month, review)
    roll = roll_of(cx.session, branch_id, review, day_of_meeting(review, year, month, cx.today))
    sheet = sheet_of(review, year, month, listed, no_change=False, left_out=roll.left_out)
    findings = check_conclude(sheet, cx.today)
    steps = _steps(cx.session, review, listed, branch_id, cx.today)
    untouched = sum(not e.touched and e.run.closed_on is None for e in listed)
    return Conclusion(
        branch_id,
        branch.name,
        branch.is_practice,
        year,
        month,
        stamp_of(review, listed),
        _of_the_whole(findings),
        tuple(steps),
        untouched,
        roll,
        sheet.quorum,
        review.quorum_answer if review is not None else "",
        head_of(review) if review is not None else HeadInput(),
        _given(cx.session, review),
    )


def _given(session: Session, review: Review | None) -> int:
    if review is None:
        return 0
    counted = select(func.count(MeetingTask.id)).where(MeetingTask.review_id == review.id)
    return session.scalar(counted) or 0


def _of_the_whole(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings on the review itself; people without a decision are counted, not listed one by one."""
    return tuple(f for f in findings if f.code is not FindingCode.LINE_UNTOUCHED)
