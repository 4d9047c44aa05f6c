"""What the routes of the monthly review share: the blueprint, the working page, errors in words."""

from typing import Any

from flask import Blueprint, Response, url_for

from ...domain.access import Action, may
from ...domain.errors import Conflict, Invalid, Refused
from ...services import review_pages
from ...services.review_pages import ReviewPage
from ...texts.findings import sentence
from ...texts.messages import explain
from ..gate import actor
from ..htmx import page
from ..sessions import on_review
from . import papers_on_review
from .forms import HeadForm, LineForm, NotHeldForm, PressForm, ReturnForm
from .lock_forms import AskForm
from .marks import Mark
from .words import since_lines

blueprint = Blueprint("reviews", __name__)
_PRESSES = ("start", "same", "take", "all")
AT = "/branches/<int:branch_id>/reviews/<int:year>/<int:month>"


def sheet_url(branch_id: int, year: int, month: int, anchor: str | None = None) -> str:
    return url_for("reviews.sheet", branch_id=branch_id, year=year, month=month, _anchor=anchor)


def show(
    view: ReviewPage,
    status: int = 200,
    *,
    head: HeadForm | None = None,
    line: tuple[int, LineForm] | None = None,
    mark: Mark | None = None,
    not_held: NotHeldForm | None = None,
    returning: ReturnForm | None = None,
    problem: tuple[str, tuple[str, ...]] | None = None,
    asking: AskForm | None = None,
    committee: Any = None,
    papers: Any = None,
) -> Response:
    """The page of a review; forms that were sent stand in it as they were typed.

    `committee` and `papers` are what the parts of the page by those names show; when not given, those parts
    look for themselves.
    """
    kept = dict([line]) if line else {}
    forms = [(one, kept.get(one.run_id, LineForm.of(one) if view.editable else None)) for one in view.lines]
    for one, form in forms:
        if form is not None:
            form.offer(one, view.members)
    return page(
        "reviews/review.html",
        status,
        view=view,
        head=head or HeadForm.of(view.head, view.head_version, view.roll.is_taken),
        lines=forms,
        marks={mark.id: mark} if mark else {},
        press={key: PressForm(key, formdata=None, version=view.version) for key in _PRESSES},
        not_held=not_held or NotHeldForm(formdata=None),
        returning=returning or ReturnForm(formdata=None, version=view.version),
        problem=problem,
        asking=asking or AskForm(formdata=None),
        committee=committee or on_review.found(view.branch_id, view.year, view.month),
        papers=papers or papers_on_review.found(view),
        since_lines=since_lines,
        practice=view.is_practice,
        can_edit=may(actor(), Action.REVIEW_EDIT, view.branch_id),
        can_receive=may(actor(), Action.REVIEW_RECEIVE, view.branch_id),
    )


def view_of(branch_id: int, year: int, month: int) -> ReviewPage:
    return review_pages.review_page(actor(), branch_id, year, month)


def in_words(error: Refused | Invalid | Conflict) -> tuple[str, tuple[str, ...]]:
    """An error as the notice on a page: its sentence, and a line for each finding or field."""
    lines: tuple[str, ...] = ()
    if isinstance(error, Refused):
        lines = tuple(sentence(finding) for finding in error.findings)
    elif isinstance(error, Invalid):
        lines = tuple(
            explain(c[0], **c[1])[1] if isinstance(c, tuple) else explain(c)[1] for c in error.fields.values()
        )
    return explain(error.code, **error.params)[1], lines
