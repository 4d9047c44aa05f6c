"""What a plan says, as typed content: the one source of the preview, the draft and the issued paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..documents.content import Head, PlanContent, Section, Table
from ..documents.tables import table_of
from ..domain.layout_rules import LAYOUTS, LayoutRules, layout_of
from ..domain.numbering import DocumentKind
from ..domain.typed_tables import TypedTable, number_in, pieces
from ..models import CommitteeTerm, Plan, PlanAllocation, PlanSection, RegisterEntry
from ..texts import plans as texts
from ..texts.documents import KIND_PLAN, count_words, heading_label
from ..texts.plan_template import ALLOCATION, BASES, CLOSING, OPENING, Term
from ..texts.ward_labels import KIND_SYMBOLS
from . import clock
from .plan_fields import WardFacts, asks_outside, fill, is_frozen, values_of, ward_facts


def symbol_of(kind: DocumentKind) -> str:
    """What follows the number of a document of the committee: kind, slash, issuer."""
    return f"{KIND_SYMBOLS[kind]}/{texts.ISSUER_SYMBOL}"


def reference_day(year: int, today: date) -> date:
    """The day whose units and rules a plan of the year is made with: today, kept inside that year."""
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))


def term_row(session: Session, day: date, *, lock: bool = False) -> CommitteeTerm | None:
    """The committee's term on a day; where two touch, the newer one."""
    found = (
        select(CommitteeTerm)
        .where(CommitteeTerm.starts_on <= day)
        .where(CommitteeTerm.ends_on >= day)
        .order_by(CommitteeTerm.starts_on.desc())
        .limit(1)
    )
    return session.scalar(found.with_for_update() if lock else found)


def term_on(session: Session, day: date) -> Term | None:
    """The term as the bases cite it."""
    row = term_row(session, day)
    return Term(row.ordinal, row.starts_on.year, row.ends_on.year) if row else None


@dataclass(frozen=True)
class Paper:
    """A plan's rows, read once."""

    plan: Plan
    sections: tuple[PlanSection, ...]
    allocations: tuple[PlanAllocation, ...]
    #: Read only where a live field asks for them.
    facts: WardFacts | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The texts in which fields may stand."""
        return tuple(f"{s.heading}\n{s.body}" for s in self.sections)

    @property
    def branches(self) -> tuple[PlanAllocation, ...]:
        return tuple(row for row in self.allocations if row.branch_id is not None)

    @property
    def organisations(self) -> tuple[PlanAllocation, ...]:
        return tuple(row for row in self.allocations if row.organisation_id is not None)

    @property
    def ward_target(self) -> int:
        """The ward's total: as the office typed it, else the sum of the branches."""
        typed = self.plan.ward_target
        return typed if typed is not None else sum(row.admissions for row in self.branches)


def paper_of(session: Session, plan: Plan, *, all_fields: bool = False) -> Paper:
    """The plan with its sections and allocation in their order; `all_fields`: ready for any live field."""
    sections = session.scalars(
        select(PlanSection)
        .where(PlanSection.plan_id == plan.id, PlanSection.removed_at.is_(None))
        .order_by(PlanSection.position)
    )
    allocations = session.scalars(
        select(PlanAllocation)
        .where(PlanAllocation.plan_id == plan.id)
        .order_by(PlanAllocation.position, PlanAllocation.id)
    )
    paper = Paper(plan, tuple(sections), tuple(allocations))
    if all_fields or (not is_frozen(plan) and asks_outside(paper.words)):
        today = clock.today()
        paper = replace(paper, facts=ward_facts(session, reference_day(plan.year, today), today))
    return paper


def live_values(paper: Paper, dated: date | None = None) -> dict[str, str]:
    """What the live fields say now; of an approved plan what they said then. `dated` is the paper's."""
    plan = paper.plan
    if dated is None and plan.document_id is not None:
        dated = plan.dated
    return values_of(plan, paper.allocations, paper.ward_target, paper.facts, dated)


def labels_of(sections: Sequence[PlanSection], rules: LayoutRules = LAYOUTS[-1]) -> tuple[str, ...]:
    """The figures before the headings, as `rules` mark them; none before bases, opening and closing."""
    labels, counts = [], [0, 0, 0, 0]
    for section in sections:
        level = section.level
        if level == 0:
            labels.append("")
            continue
        counts[level] += 1
        counts[level + 1 :] = [0] * (3 - level)
        labels.append(heading_label(rules, level, counts[level]))
    return tuple(labels)


def labels_in(paper: Paper, dated: date | None = None) -> tuple[str, ...]:
    """The figures before the headings of a plan, by the guidance of its date."""
    plan = paper.plan
    return labels_of(paper.sections, layout_of(dated or plan.dated, plan.year))


def _figure(number: int) -> str:
    return count_words(number) if number else texts.NONE_ASKED


def allocation_tables(paper: Paper, number: int) -> tuple[Table, ...]:
    """The allocation as the document shows it, numbered from: branches, then the Front and organisations."""
    tables = []
    if paper.branches:
        rows = tuple(
            (str(n), row.unit_name, _figure(row.admissions)) for n, row in enumerate(paper.branches, 1)
        )
        total = _figure(sum(row.admissions for row in paper.branches))
        tables.append(
            Table(
                heads=texts.BRANCH_HEADS,
                rows=rows,
                caption=texts.BRANCH_CAPTION.format(n=number),
                widths=(8, 64, 28),
                numeric=(0, 2),
                total=("", texts.TOTAL, total),
            )
        )
    if paper.organisations:
        lines = tuple(
            (str(n), row.unit_name, _figure(row.introductions), _figure(row.admissions))
            for n, row in enumerate(paper.organisations, 1)
        )
        introduced = _figure(sum(row.introductions for row in paper.organisations))
        admitted = _figure(sum(row.admissions for row in paper.organisations))
        tables.append(
            Table(
                heads=texts.ORGANISATION_HEADS,
                rows=lines,
                caption=texts.ORGANISATION_CAPTION.format(n=number + len(tables)),
                widths=(8, 48, 22, 22),
                numeric=(0, 2, 3),
                total=("", texts.TOTAL, introduced, admitted),
            )
        )
    return tuple(tables)


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def _parts(section: PlanSection, label: str, values: Mapping[str, str]) -> Iterator[Section]:
    """A section as the layout has it: what follows a table begins a part without a heading."""
    heading, words = fill(section.heading, values), list[str]()
    for piece in pieces(section.body.splitlines()):
        if not isinstance(piece, TypedTable):
            words += _lines(fill(piece, values))
            continue
        rows = [[" ".join(_lines(fill(cell, values))) for cell in row] for row in piece.rows]
        caption = fill(piece.caption, values)
        yield Section(section.level, label, heading, tuple(words), (table_of(rows, caption),))
        label, heading, words = "", "", []
    if label or heading or words:
        yield Section(section.level, label, heading, tuple(words))


def content_of(paper: Paper, number: int | None = None, dated: date | None = None) -> PlanContent:
    """The plan as the layout wants it. Without a number it is a draft: blanks stand for number and date."""
    plan, values = paper.plan, live_values(paper, dated)
    bases: tuple[str, ...] = ()
    opening, closing = "", ""
    body: list[Section] = []
    labels = labels_in(paper, dated)
    for section, label in zip(paper.sections, labels, strict=True):
        words = _lines(fill(section.body, values))
        if section.kind == BASES:
            bases += words
        elif section.kind == OPENING:
            opening = " ".join((*filter(None, [opening]), *words))
        elif section.kind == CLOSING:
            closing = " ".join((*filter(None, [closing]), *words))
        else:
            body += _parts(section, label, values)
            if section.kind == ALLOCATION:
                typed = max((number_in(t.caption) for part in body for t in part.tables), default=0)
                body[-1] = replace(body[-1], tables=body[-1].tables + allocation_tables(paper, typed + 1))
    return PlanContent(
        head=Head(
            parent=plan.parent_issuer,
            issuer=plan.issuer,
            symbol=symbol_of(DocumentKind.PLAN),
            place=plan.place,
            year=plan.year,
            number=number,
            dated=dated,
        ),
        kind=KIND_PLAN,
        subject=plan.subject,
        bases=bases,
        opening=opening,
        sections=tuple(body),
        closing=closing or texts.NOT_WRITTEN,
        recipients=tuple(line.rstrip(".,; ") for line in _lines(plan.recipients)),
        authority=plan.authority,
        position=plan.position,
        signatory=plan.signatory_name or texts.NOT_WRITTEN,
    )


def number_of(session: Session, plan: Plan) -> int | None:
    """The number the plan was issued under; None before."""
    if plan.document_id is None:
        return None
    return session.scalar(select(RegisterEntry.number).where(RegisterEntry.plan_id == plan.id))
