"""A plan as the layout linter takes it, with what the ward knows, and what came of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Date, Integer, and_, cast, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from ..documents.letters import draws
from ..domain.access import Action, Role
from ..domain.errors import Refused
from ..domain.numbering import EDITABLE_STATES, PlanState
from ..domain.paper_lint import NEVER_ASIDE, lint
from ..domain.paper_lint_shape import (
    Gravity,
    LintFinding,
    LintMark,
    LintPaper,
    LintPlace,
    PaperFacts,
    Stretch,
    StretchRole,
    TermCited,
    UnitSpelling,
)
from ..domain.recognition import flat, proper_name
from ..models import Branch, CommitteeTerm, Organisation, PartyMember, Plan, PlanLintMark, UnitName, Ward
from ..texts.importing import UNITS
from ..texts.linting import SEEN, WORDS
from ..texts.plan_template import BASES, CLOSING, OPENING
from .command import Query, query
from .plan_content import Paper, labels_in, live_values, paper_of, reference_day
from .plan_fields import fill

#: The parts of the head that a plan keeps in fields of their own, in the order of the paper.
HEAD = {
    "parent_issuer": StretchRole.PARENT,
    "issuer": StretchRole.ISSUER,
    "place": StretchRole.PLACE,
    "subject": StretchRole.SUBJECT,
}
FOOT = {
    "recipients": StretchRole.RECIPIENTS,
    "authority": StretchRole.AUTHORITY,
    "position": StretchRole.POSITION,
    "signatory_name": StretchRole.NAME,
}
_ROLES = {BASES: StretchRole.BASES, OPENING: StretchRole.OPENING, CLOSING: StretchRole.CLOSING}
_FORMER_ENDS = timedelta(days=1)


def known_places(ward: Ward, earlier: Iterable[str] = ()) -> tuple[str, ...]:
    """Names of the ward and of those above it, now and as earlier plans have them."""
    units = (ward.issuer, ward.parent_issuer, ward.upper_level, *earlier)
    found = [ward.place, *(proper_name(words) for words in units)]
    if any(flat(name) == flat(ward.place) for name in UNITS):
        # The ward for which this product was first made knows under what it stood before.
        found += UNITS
    return tuple(dict.fromkeys(name for name in found if " " in name))


def section_key(section_id: int, part: str) -> str:
    """How a part of a section is named to the linter; `part` is heading or body."""
    return f"s{section_id}.{part}"


def day_of(plan: Plan, today: date) -> date:
    """The day by which a plan is judged: its own, else today kept inside its year."""
    return plan.dated or reference_day(plan.year, today)


def paper_to_lint(session: Session, paper: Paper, today: date) -> LintPaper:
    """The plan's words as they are typed, marks for live values included, and the data beside them."""
    day = day_of(paper.plan, today)
    return LintPaper(
        stretches=tuple(_stretches(paper)),
        facts=_facts(session, paper, day, day == (paper.plan.dated or today)),
        words=WORDS,
        draws=draws,
        required=(*HEAD.values(), StretchRole.BODY, *FOOT.values()),
    )


def _stretches(paper: Paper) -> Iterator[Stretch]:
    plan = paper.plan
    for name, role in HEAD.items():
        yield Stretch(role, name, getattr(plan, name) or "")
    for section, label in zip(paper.sections, labels_in(paper), strict=True):
        role = _ROLES.get(section.kind, StretchRole.BODY)
        if role is StretchRole.BODY:
            yield Stretch(StretchRole.HEADING, section_key(section.id, "heading"), section.heading, label)
        yield Stretch(role, section_key(section.id, "body"), section.body, label)
    for name, role in FOOT.items():
        yield Stretch(role, name, getattr(plan, name) or "")


def _facts(session: Session, paper: Paper, day: date, own: bool) -> PaperFacts:
    ward, members, term = _ward(session, day)
    plan = paper.plan
    if ward is None:
        return PaperFacts(day=day, year=plan.year, day_is_own=own, layout_sets_ends=True)
    return PaperFacts(
        day=day,
        year=plan.year,
        issuer=ward.issuer,
        parent=ward.parent_issuer,
        place=ward.place,
        upper_level=ward.upper_level,
        places=known_places(ward),
        units=_units(session, day),
        term=term,
        ward_target=paper.ward_target if paper.branches else None,
        targets=tuple((row.unit_name, row.admissions) for row in paper.branches),
        introductions=tuple(row.introductions for row in paper.organisations),
        members=members or None,
        day_is_own=own,
        layout_sets_ends=True,
    )


def _ward(session: Session, day: date) -> tuple[Ward | None, int, TermCited | None]:
    """The ward, how many members it has on the day, and the committee's term then: one select."""
    members = (
        select(func.count(PartyMember.id))
        .join(Branch, Branch.id == PartyMember.branch_id)
        .where(Branch.is_practice.is_(False))
        .where(PartyMember.joined_on <= day)
        .where(or_(PartyMember.left_on.is_(None), PartyMember.left_on > day))
        .scalar_subquery()
    )
    on = and_(CommitteeTerm.starts_on <= day, CommitteeTerm.ends_on >= day)
    row = session.execute(
        select(Ward, members, CommitteeTerm)
        .outerjoin(CommitteeTerm, on)
        .where(Ward.id == 1)
        .order_by(CommitteeTerm.starts_on.desc())
        .limit(1)
    ).first()
    if row is None:
        return None, 0, None
    ward, count, term = row
    cited = TermCited(term.ordinal, term.starts_on.year, term.ends_on.year) if term is not None else None
    return ward, count or 0, cited


def _units(session: Session, day: date) -> tuple[UnitSpelling, ...]:
    """Every name that a unit bears or bore: one select. Names of today stand on the units themselves."""
    none = cast(null(), Integer)
    rows: list[Any] = list(
        session.execute(
            union_all(
                select(
                    literal("name"),
                    UnitName.branch_id,
                    UnitName.organisation_id,
                    UnitName.name,
                    UnitName.valid_from,
                    UnitName.valid_to,
                ),
                select(
                    literal("unit"), Branch.id, none, Branch.name, Branch.opened_on, Branch.closed_on
                ).where(Branch.is_practice.is_(False)),
                select(
                    literal("unit"),
                    none,
                    Organisation.id,
                    Organisation.name,
                    Organisation.opened_on,
                    cast(Organisation.closed_on, Date),
                ),
            )
        )
    )
    named = {(row[1], row[2]) for row in rows if row[0] == "name"}
    found = [row for row in rows if row[0] == "name" or (row[1], row[2]) not in named]
    closed = {(row[1], row[2]): row[5] for row in rows if row[0] == "unit"}
    spellings = []
    on_day: dict[tuple[int | None, int | None], str] = {}
    for _, branch, organisation, name, start, end in found:
        unit = (branch, organisation)
        if unit not in closed:
            continue  # the practice branch is nobody's unit
        # A unit that closed is gone on that very day.
        gone = closed[unit] - _FORMER_ENDS if closed[unit] is not None else None
        last = min((one for one in (end, gone) if one is not None), default=None)
        spelling = UnitSpelling(name, start, last)
        spellings.append((unit, spelling))
        if spelling.valid_on(day):
            on_day[unit] = name
    return tuple(
        UnitSpelling(one.name, one.valid_from, one.valid_to, on_day.get(unit, "")) for unit, one in spellings
    )


# --- what came of it ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LintCounts:
    """How many places are open, by how grave they are, and how many were put aside."""

    must: int = 0
    look: int = 0
    note: int = 0
    aside: int = 0

    @property
    def open(self) -> int:
        """Those that nobody has answered yet."""
        return self.must + self.look + self.note


@dataclass(frozen=True)
class Standing:
    """The findings of a plan with what was done about them."""

    paper: LintPaper
    findings: tuple[LintFinding, ...]
    marks: tuple[PlanLintMark, ...]

    @property
    def reasons(self) -> dict[str, PlanLintMark]:
        """The findings that were put aside, by their number."""
        return {mark.finding: mark for mark in self.marks if mark.kind is LintMark.ASIDE}

    def counts(self) -> LintCounts:
        """Places counted once where the same piece stands several times in a stretch."""
        aside, once = self.reasons, {one.id: one for one in self.findings}
        severe = [one.severity for one in once.values() if one.id not in aside]
        return LintCounts(
            must=severe.count(Gravity.MUST),
            look=severe.count(Gravity.LOOK),
            note=severe.count(Gravity.NOTE),
            aside=sum(number in aside for number in once),
        )


def standing_of(session: Session, paper: Paper, today: date) -> Standing:
    """Look the plan through and bring what was mended and put aside."""
    made = paper_to_lint(session, paper, today)
    marks = session.scalars(
        select(PlanLintMark).where(PlanLintMark.plan_id == paper.plan.id).order_by(PlanLintMark.id)
    )
    return Standing(made, lint(made), tuple(marks))


def looked_through(standing: Standing, seen: bool) -> str:
    """What the history says of a plan that may be presented now; "" where nothing is open.

    Raises Refused("lint_hard") while something must be mended, Refused("lint_soft") while something should be
    looked at that nobody has confirmed.
    """
    counts = standing.counts()
    if counts.must:
        raise Refused("lint_hard", count=counts.must)
    if counts.look and not seen:
        raise Refused("lint_soft", count=counts.look)
    return SEEN.format(count=counts.look) if counts.look else ""


@dataclass(frozen=True)
class LintLine:
    """A finding as the page shows it: once for each piece in a stretch, `times` there, `elsewhere` beside."""

    finding: LintFinding
    place: LintPlace
    section: str
    section_id: int | None
    version: int
    times: int
    elsewhere: int
    before: str
    after: str
    may_aside: bool
    mark_id: int | None = None
    reason: str = ""
    by: str = ""


@dataclass(frozen=True)
class MendedLine:
    """A remedy that was applied and can be taken back."""

    mark_id: int
    original: str
    replacement: str
    section: str
    by: str
    at: datetime


@dataclass(frozen=True)
class LintPage:
    """What the linter says of a plan; `asides` are the answered ones."""

    plan_id: int
    version: int
    subject: str
    state: PlanState
    day: date
    counts: LintCounts
    lines: tuple[LintLine, ...]
    asides: tuple[LintLine, ...]
    mended: tuple[MendedLine, ...]
    may_edit: bool
    may_submit: bool


_AROUND = 60


@query(Action.PLAN_VIEW)
def lint_page(cx: Query, plan_id: int) -> LintPage:
    """The findings on a plan with their context. Raises NotFound."""
    plan = cx.load(Plan, plan_id)
    paper = paper_of(cx.session, plan)
    standing = standing_of(cx.session, paper, cx.today)
    lines = tuple(_lines(paper, standing))
    editable = plan.state in EDITABLE_STATES and cx.actor.role is Role.OFFICE
    sections = _sections(paper)
    words = {one.key: one.text for one in standing.paper.stretches}
    return LintPage(
        plan_id=plan.id,
        version=plan.version,
        subject=plan.subject,
        state=plan.state,
        day=standing.paper.facts.day,
        counts=standing.counts(),
        lines=tuple(line for line in lines if line.mark_id is None),
        asides=tuple(line for line in lines if line.mark_id is not None),
        mended=tuple(
            MendedLine(
                mark.id,
                mark.original,
                mark.replacement,
                sections.get(mark.stretch, ("", None, 0))[0],
                mark.actor_name,
                mark.at,
            )
            for mark in reversed(standing.marks)
            if mark.kind is LintMark.MENDED and _stands(mark, words.get(mark.stretch, ""))
        ),
        may_edit=editable,
        may_submit=editable,
    )


def _stands(mark: PlanLintMark, text: str) -> bool:
    """Whether the new words still stand where they were put; else only the plan's history knows of them."""
    return text[mark.start : mark.start + len(mark.replacement)] == mark.replacement


def _sections(paper: Paper) -> dict[str, tuple[str, int | None, int]]:
    """For each stretch of a section: what it is called, the section, and its version."""
    values = live_values(paper)
    found: dict[str, tuple[str, int | None, int]] = {}
    for section, label in zip(paper.sections, labels_in(paper), strict=True):
        name = f"{label} {fill(section.heading, values)}".strip()
        for part in ("heading", "body"):
            found[section_key(section.id, part)] = (name, section.id, section.version)
    return found


def _lines(paper: Paper, standing: Standing) -> Iterator[LintLine]:
    stretches = {one.key: one for one in standing.paper.stretches}
    sections, reasons = _sections(paper), standing.reasons
    shown: set[str] = set()
    for one in standing.findings:
        if one.id in shown:
            continue
        shown.add(one.id)
        stretch = stretches.get(one.key)
        name, section_id, version = sections.get(one.key, ("", None, paper.plan.version))
        here = sum(other.id == one.id for other in standing.findings)
        same = sum(other.spelling == one.spelling for other in standing.findings)
        mark = reasons.get(one.id)
        before, after = _around(stretch, one)
        yield LintLine(
            finding=one,
            place=stretch.place if stretch is not None else LintPlace.PAPER,
            section=name,
            section_id=section_id,
            version=version,
            times=here,
            elsewhere=same - here,
            before=before,
            after=after,
            may_aside=one.code not in NEVER_ASIDE,
            mark_id=mark.id if mark is not None else None,
            reason=mark.reason if mark is not None else "",
            by=mark.actor_name if mark is not None else "",
        )


def _around(stretch: Stretch | None, one: LintFinding) -> tuple[str, str]:
    """A little of what stands before and behind the piece, cut at words."""
    if stretch is None or (one.start == one.end and not stretch.text):
        return "", ""
    before, after = stretch.text[: one.start], stretch.text[one.end :]
    before, after = before.rsplit("\n", 1)[-1], after.split("\n", 1)[0]
    if len(before) > _AROUND:
        before = "\u2026" + before[-_AROUND:].split(" ", 1)[-1]
    if len(after) > _AROUND:
        after = after[:_AROUND].rsplit(" ", 1)[0] + "\u2026"
    return before, after
