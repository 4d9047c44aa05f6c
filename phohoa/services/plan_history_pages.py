"""What the pages of a plan's history show: all savings, versions of one part, two of them side by side."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from ..domain.access import Action, Role
from ..domain.errors import NotFound
from ..domain.numbering import EDITABLE_STATES
from ..domain.wording import Row, compare, leaves, sheets
from ..models import Plan, PlanSection, PlanVersion
from ..texts.documents import count_words
from ..texts.plan_writing import HEAD_NAME, HEAD_WORDS
from .command import Query, query
from .plan_history import version_of

#: Savings on one page, and letters of text on one page, so that it stays light on a slow line.
PER_PAGE = 30
LETTERS = 8_000


@dataclass(frozen=True)
class SavedLine:
    """One saving: of which part, as which version, by whom, and whether it brought an earlier one back."""

    section_id: int | None
    heading: str
    number: int
    at: datetime
    who: str
    restores: int | None


@dataclass(frozen=True)
class RemovedLine:
    """A section that was taken out."""

    section_id: int
    heading: str
    at: datetime
    number: int


@dataclass(frozen=True)
class HistoryPage:
    """Savings of a plan, or of one part of it, newest first, a page at a time."""

    plan_id: int
    subject: str
    #: Of which part; None for the whole plan.
    part: str | None
    section_id: int | None
    lines: tuple[SavedLine, ...]
    removed: tuple[RemovedLine, ...]
    page: int
    pages: int
    may_edit: bool


def _may_edit(cx: Query, plan: Plan) -> bool:
    return plan.state in EDITABLE_STATES and cx.actor.role is Role.OFFICE


def section_here(cx: Query, plan: Plan, section_id: int) -> PlanSection:
    """A section of the plan, removed or not. Raises NotFound."""
    section = cx.session.get(PlanSection, section_id)
    if section is None or section.plan_id != plan.id:
        raise NotFound
    return section


@query(Action.PLAN_VIEW)
def history_page(cx: Query, plan_id: int, section_id: int | None = None, page: int = 1) -> HistoryPage:
    """All savings of the plan; with `section_id` of one section, 0 for the head. Raises NotFound."""
    plan = cx.load(Plan, plan_id)
    wanted = select(PlanVersion).where(PlanVersion.plan_id == plan.id)
    part = None
    if section_id:
        part = section_here(cx, plan, section_id).heading
        wanted = wanted.where(PlanVersion.section_id == section_id)
    elif section_id == 0:
        part = HEAD_NAME
        wanted = wanted.where(PlanVersion.section_id.is_(None))
    count = cx.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    pages = max(-(-count // PER_PAGE), 1)
    page = min(max(page, 1), pages)
    rows = cx.session.scalars(
        wanted.order_by(PlanVersion.id.desc()).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    )
    lines = tuple(
        SavedLine(r.section_id, r.heading or HEAD_NAME, r.number, r.at, r.actor_name, r.restores)
        for r in rows
    )
    removed: tuple[RemovedLine, ...] = ()
    if section_id is None:
        removed = tuple(
            RemovedLine(row.id, row.heading, row.removed_at, row.version)
            for row in cx.session.scalars(
                select(PlanSection)
                .where(PlanSection.plan_id == plan.id, PlanSection.removed_at.is_not(None))
                .order_by(PlanSection.removed_at.desc(), PlanSection.id.desc())
            )
            if row.removed_at is not None
        )
    return HistoryPage(
        plan.id, plan.subject, part, section_id, lines, removed, page, pages, _may_edit(cx, plan)
    )


def head_words(values: dict[str, object]) -> str:
    """The fields of a head as lines that can be read and compared."""
    lines = []
    for name, label in HEAD_WORDS:
        value = values.get(name)
        if name == "dated":
            value = date.fromisoformat(str(value)).strftime("%d/%m/%Y") if value else ""
        elif name == "ward_target":
            value = count_words(int(str(value))) if value else ""
        elif name == "recipients":
            lines += [f"{label}: {line.strip()}" for line in str(value or "").splitlines() if line.strip()]
            continue
        lines.append(f"{label}: {value}" if value else "")
    return "\n".join(filter(None, lines))


def _words(row: PlanVersion) -> str:
    if row.section_id is None:
        return head_words(json.loads(row.body))
    return f"{row.heading}\n{row.body}"


@dataclass(frozen=True)
class VersionPage:
    """One version: its words on sheets, or what differs from another one on leaves."""

    plan_id: int
    subject: str
    section_id: int | None
    heading: str
    number: int
    newest: int
    at: datetime
    who: str
    restores: int | None
    view: str
    #: With which version it is compared; None when it is shown alone.
    other: int | None
    sheet: tuple[str, ...]
    leaf: tuple[Row | int, ...]
    page: int
    pages: int
    #: The version that a form must carry; None when it may not be brought back.
    restore_on: int | None


@query(Action.PLAN_VIEW)
def version_page(
    cx: Query, plan_id: int, section_id: int | None, number: int, view: str = "before", page: int = 1
) -> VersionPage:
    """A version of a section, or of the head (None). `view`: words, before (against the one before), now.

    Raises NotFound.
    """
    plan = cx.load(Plan, plan_id)
    section = section_here(cx, plan, section_id) if section_id else None
    shown = version_of(cx, plan.id, section_id, number)
    part = PlanVersion.section_id == section_id if section_id else PlanVersion.section_id.is_(None)
    others = cx.session.scalars(
        select(PlanVersion.number)
        .where(PlanVersion.plan_id == plan.id, part)
        .order_by(PlanVersion.number.desc())
    ).all()
    newest = others[0]
    earlier = next((n for n in others if n < number), None)
    other = {"before": earlier, "now": newest if newest != number else None}.get(view)
    view = view if other is not None else "words"
    sheet: tuple[str, ...] = ()
    leaf: tuple[Row | int, ...] = ()
    if other is None:
        bound = sheets(_words(shown), LETTERS)
        page = min(max(page, 1), len(bound))
        sheet, pages = bound[page - 1], len(bound)
    else:
        against = version_of(cx, plan.id, section_id, other)
        old, new = (against, shown) if view == "before" else (shown, against)
        found = leaves(compare(_words(old), _words(new)), LETTERS)
        page = min(max(page, 1), len(found))
        leaf, pages = found[page - 1], len(found)
    may = _may_edit(cx, plan) and number != newest and (section is None or section.removed_at is None)
    now = section.version if section is not None else plan.version
    return VersionPage(
        plan_id=plan.id,
        subject=plan.subject,
        section_id=section_id,
        heading=shown.heading or HEAD_NAME,
        number=number,
        newest=newest,
        at=shown.at,
        who=shown.actor_name,
        restores=shown.restores,
        view=view,
        other=other,
        sheet=sheet,
        leaf=leaf,
        page=page,
        pages=pages,
        restore_on=now if may else None,
    )
