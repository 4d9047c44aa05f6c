"""A plan as the layout linter takes it, with what the ward knows, and what came of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, Integer, and_, cast, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from ..documents.letters import draws
from ..domain.errors import Refused
from ..domain.paper_lint import lint
from ..domain.paper_lint_letters import returns
from ..domain.paper_lint_shape import (
    Gravity,
    LintFinding,
    LintMark,
    LintPaper,
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
from .plan_content import Paper, labels_in, reference_day

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


def with_old_words(mark: PlanLintMark, text: str) -> str | None:
    """The words as they were before a remedy; None when its new words stand there no longer."""
    end = mark.start + len(mark.replacement)
    if text[mark.start : end] != mark.replacement:
        return None
    before = text[: mark.start] + mark.original + text[end:]
    return before if returns(mark.code, before, mark.start, mark.original) else None


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
