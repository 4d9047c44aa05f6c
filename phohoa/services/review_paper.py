"""The blank form of a monthly review on paper, and the code that names the list it was printed from."""

import hashlib
import json

from sqlalchemy import select

from ..documents.blank_form import BlankForm, FormLine, render_blank_form
from ..documents.errors import DocumentError, ForeignLetter
from ..domain.access import Action
from ..domain.errors import Refused
from ..domain.meetings import TaskState
from ..domain.reviews import allowed_decisions
from ..domain.vietnamese import format_date
from ..models import MeetingTask, Ward
from ..texts.labels import label
from ..texts.review_papers import TICKS
from .command import Query, query
from .document_pages import StoredFile
from .review_sheet import Entered, entries, find_review, is_editable, load_branch, official_members
from .reviews import head_defaults, head_of


def list_code(listed: list[Entered]) -> str:
    """A short name of who stands on the list and in which order: their number and four letters.

    What was decided does not change it, so that a paper stays good while lines are being saved.
    """
    state = [[entry.run.id, entry.run.stage.value] for entry in listed]
    return f"{len(listed):02d}-{hashlib.sha256(json.dumps(state).encode()).hexdigest()[:4].upper()}"


def open_tasks(cx: Query, branch_id: int) -> dict[int, tuple[str, ...]]:
    """Run -> what the branch has given to do and nobody has closed, oldest first (one select)."""
    rows = cx.session.scalars(
        select(MeetingTask)
        .where(MeetingTask.branch_id == branch_id, MeetingTask.state == TaskState.OPEN)
        .where(MeetingTask.run_id.is_not(None))
        .order_by(MeetingTask.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        due = f" ({format_date(row.due_on)})" if row.due_on else ""
        if row.run_id is not None:
            found[row.run_id] = (*found.get(row.run_id, ()), row.text + due)
    return found


def _line(entry: Entered, tasks: dict[int, tuple[str, ...]]) -> FormLine:
    run, line = entry.run, entry.line
    settled = entry.applied and line is not None and line.decision is not None
    open_ = (line.decision,) if settled and line is not None else allowed_decisions(run.stage)
    return FormLine(
        name=run.person.full_name,
        birth_year=str(run.person.birth_year),
        stage=label(run.stage),
        helper=run.helper.full_name if run.helper is not None else "",
        open_decisions=tuple(decision in open_ for decision, _ in TICKS),
        tasks=tasks.get(run.id, ()),
    )


@query(Action.REVIEW_VIEW)
def blank_form(cx: Query, branch_id: int, year: int, month: int) -> StoredFile:
    """The form to print, with everybody of the review in the order of its page; nothing is noted of it.

    Raises NotFound for another one's branch; Refused for a month not begun, a review that is closed, a name
    that cannot be drawn.
    """
    branch = load_branch(cx, branch_id, year, month)
    review = find_review(cx.session, branch_id, year, month)
    if not is_editable(review):
        raise Refused("review_closed", month=f"{month:02d}/{year}")
    listed = entries(cx.session, branch_id, year, month, review)
    tasks = open_tasks(cx, branch_id)
    head = head_defaults(cx.session, branch_id, year, month) if review is None else head_of(review)
    ward = cx.session.scalar(select(Ward))
    content = BlankForm(
        parent=ward.name.upper() if ward is not None else "",
        branch=branch.name,
        month=month,
        year=year,
        code=list_code(listed),
        printed_on=cx.today,
        official=head.members_official,
        probationary=head.members_probationary,
        lines=tuple(_line(entry, tasks) for entry in listed),
        members=tuple(m.full_name for m in official_members(cx.session, branch_id, cx.today)),
    )
    cx.session.rollback()  # drawing takes a second; nobody who writes waits for a reader meanwhile
    try:
        data = render_blank_form(content)
    except ForeignLetter as problem:
        raise Refused("paper_letter", letter=problem.letter, point=problem.point) from problem
    except DocumentError as problem:
        raise Refused("paper_form_failed") from problem
    return StoredFile(data, f"phieu-xet-{branch_id}-{year}-{month:02d}.pdf", "")
