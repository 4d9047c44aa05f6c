"""What is done about findings: a remedy applied or taken back, a finding put aside or taken up again."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from ..domain.access import Action
from ..domain.errors import Conflict, Invalid, Refused
from ..domain.paper_lint import NEVER_ASIDE, mended
from ..domain.paper_lint_shape import LintFinding, LintMark, Stretch
from ..models import Plan, PlanLintMark, PlanSection
from .command import Command, command
from .plan_content import Paper, paper_of
from .plan_history import keep_head, open_for_editing, write_section
from .plan_lint import section_key, standing_of, with_old_words

_MOST_REASON = 500
#: How much room the fields of a plan have.
_ROOM = {"parent_issuer": 200, "issuer": 200, "place": 100, "subject": 300, "authority": 100, "position": 100}
_ROOM["heading"], _ROOM_BODY = 300, 20_000


@dataclass(frozen=True)
class Mended:
    """What was put in the place of what, and at how many places."""

    plan_id: int
    original: str
    replacement: str
    count: int


@command(Action.PLAN_EDIT)
def mend(cx: Command, plan_id: int, finding_id: str, version: int, everywhere: bool = False) -> Mended:
    """Apply the remedy of a finding in its stretch, or wherever the same piece has the same remedy.

    `version` is that of the section or plan on which the page was drawn. Raises Conflict when it was changed
    since or the finding is gone, Invalid when the new words are too long.
    """
    plan = open_for_editing(cx, plan_id)
    paper = paper_of(cx.session, plan)
    standing = standing_of(cx.session, paper, cx.today)
    chosen = [one for one in standing.findings if one.id == finding_id and one.replacement is not None]
    if not chosen:
        raise Conflict("lint_gone")
    holder = _holder(paper, chosen[0].key)
    if holder.version != version:
        raise Conflict("stale", current=holder.version)
    if everywhere:
        chosen = [one for one in standing.findings if one.spelling == chosen[0].spelling]
    stretches = {one.key: one for one in standing.paper.stretches}
    for key in dict.fromkeys(one.key for one in chosen):
        _apply(cx, paper, stretches[key], [one for one in chosen if one.key == key], standing.marks)
    first = chosen[0]
    return Mended(plan.id, first.original, first.replacement or "", len(chosen))


def _holder(paper: Paper, key: str) -> Plan | PlanSection:
    """The row whose version counts for a stretch."""
    for section in paper.sections:
        if key in (section_key(section.id, "heading"), section_key(section.id, "body")):
            return section
    return paper.plan


def _read(paper: Paper, key: str) -> str | None:
    """The words of a stretch; None when its section was taken out."""
    holder = _holder(paper, key)
    if isinstance(holder, Plan) and "." in key:
        return None
    return str(getattr(holder, key.split(".")[-1]) or "")


def _write(cx: Command, paper: Paper, key: str, text: str) -> None:
    """Put the words there, as the next version of the part."""
    holder = _holder(paper, key)
    name = key.split(".")[-1]
    if len(text) > _ROOM.get(name, _ROOM_BODY):
        raise Invalid("text_long")
    if isinstance(holder, PlanSection):
        words = {"heading": holder.heading, "body": holder.body} | {name: text}
        write_section(cx, holder, words["heading"], words["body"])
        return
    setattr(holder, name, text)
    cx.session.flush()
    keep_head(cx, holder)


def _apply(
    cx: Command, paper: Paper, stretch: Stretch, findings: list[LintFinding], marks: Collection[PlanLintMark]
) -> None:
    _write(cx, paper, stretch.key, mended(stretch, findings))
    moved = 0
    for one in sorted(findings, key=lambda one: one.start):
        new = one.replacement or ""
        _shift(marks, stretch.key, one.start + moved, len(new) - (one.end - one.start))
        cx.session.add(_mark(cx, paper.plan, one, LintMark.MENDED, start=one.start + moved))
        moved += len(new) - (one.end - one.start)


def _shift(marks: Collection[PlanLintMark], key: str, start: int, by: int) -> None:
    """What was mended further behind in the same stretch now begins elsewhere."""
    for mark in marks:
        if by and mark.kind is LintMark.MENDED and mark.stretch == key and mark.start > start:
            mark.start += by


def _mark(
    cx: Command, plan: Plan, one: LintFinding, kind: LintMark, *, start: int = 0, reason: str = ""
) -> PlanLintMark:
    return PlanLintMark(
        plan_id=plan.id,
        kind=kind,
        finding=one.id,
        code=one.code.value,
        stretch=one.key,
        start=start,
        original=one.original,
        replacement=one.replacement or "",
        reason=reason,
        actor_id=cx.actor.user_id,
        actor_name=cx.actor.full_name,
        at=cx.now,
    )


def _marks(cx: Command, plan: Plan) -> list[PlanLintMark]:
    return list(cx.session.scalars(select(PlanLintMark).where(PlanLintMark.plan_id == plan.id)))


def _own(cx: Command, plan: Plan, mark_id: int, kind: LintMark) -> PlanLintMark:
    mark = cx.session.get(PlanLintMark, mark_id)
    if mark is None or mark.plan_id != plan.id or mark.kind is not kind:
        raise Conflict("lint_gone")  # somebody has taken it back meanwhile
    return mark


@command(Action.PLAN_EDIT)
def take_back(cx: Command, plan_id: int, mark_id: int, everywhere: bool = False) -> Mended:
    """Put the old words back, or wherever the same press had mended and the new words still stand.

    Raises Conflict when they stand nowhere.
    """
    plan = open_for_editing(cx, plan_id)
    paper = paper_of(cx.session, plan)
    mark, marks = _own(cx, plan, mark_id, LintMark.MENDED), _marks(cx, plan)
    chosen = [one for one in marks if one.press == mark.press] if everywhere else [mark]
    back = 0
    for key in dict.fromkeys(one.stretch for one in chosen):
        back += _put_back(cx, paper, key, [one for one in chosen if one.stretch == key], marks)
    if not back:
        raise Conflict("lint_gone")
    return Mended(plan.id, mark.original, mark.replacement, back)


def _put_back(
    cx: Command, paper: Paper, key: str, chosen: list[PlanLintMark], marks: Collection[PlanLintMark]
) -> int:
    """At how many places of a stretch the old words were put back; the last place first."""
    text, back = _read(paper, key), 0
    if text is None:
        return 0
    for mark in sorted(chosen, key=lambda one: -one.start):
        before = with_old_words(mark, text)
        if before is not None:
            text = before
            _shift(marks, key, mark.start, len(mark.original) - len(mark.replacement))
            cx.session.delete(mark)
            back += 1
    if back:
        _write(cx, paper, key, text)
    return back


@dataclass(frozen=True)
class Answered:
    """Which plan's finding was put aside or taken up."""

    plan_id: int


@command(Action.PLAN_EDIT)
def put_aside(cx: Command, plan_id: int, finding_id: str, reason: str) -> Answered:
    """Answer a finding with a reason for the signatory. Raises Invalid without one, Conflict, Refused."""
    plan = open_for_editing(cx, plan_id)
    if not reason.strip():
        raise Invalid(fields={"reason": "required"})
    if len(reason) > _MOST_REASON:
        raise Invalid(fields={"reason": "text_long"})
    standing = standing_of(cx.session, paper_of(cx.session, plan), cx.today)
    one = next((one for one in standing.findings if one.id == finding_id), None)
    if one is None or finding_id in standing.reasons:
        raise Conflict("lint_gone")
    if one.code in NEVER_ASIDE:
        raise Refused("lint_never_aside")
    cx.session.add(_mark(cx, plan, one, LintMark.ASIDE, reason=reason.strip()))
    return Answered(plan.id)


@command(Action.PLAN_EDIT)
def take_up(cx: Command, plan_id: int, mark_id: int) -> Answered:
    """Let a finding that was put aside count again."""
    plan = open_for_editing(cx, plan_id)
    cx.session.delete(_own(cx, plan, mark_id, LintMark.ASIDE))
    return Answered(plan.id)
