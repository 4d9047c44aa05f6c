"""Routes of concluding: what will happen, the one question, and "no change"."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, Refused
from ...domain.facts import FindingCode
from ...domain.reviews import REPORTED_STATES, ReviewState
from ...services.review_conclusion import conclude_review, conclude_without_change
from ...services.review_steps import preview
from ...texts.findings import sentence
from ...texts.reviews import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from . import marks
from .forms import ConcludeForm, HeadForm
from .showing import AT, blueprint, in_words, sheet_url, view_of

_ANSWER = "answer-"


def _typed_answers() -> dict[str, str]:
    return {
        name.removeprefix(_ANSWER): text[:500]
        for name, text in request.form.items()
        if name.startswith(_ANSWER) and text.strip()
    }


def _ask(
    branch_id: int,
    year: int,
    month: int,
    status: int = 200,
    problem: tuple[str, tuple[str, ...]] | None = None,
    month_answer: str = "",
    quorum_answer: str = "",
) -> Response:
    found = preview(actor(), branch_id, year, month)
    form = ConcludeForm(
        formdata=None,
        stamp=found.stamp,
        month_answer=month_answer,
        quorum_answer=quorum_answer or found.quorum_answer,
    )
    return page(
        "reviews/conclude.html",
        status,
        view=found,
        form=form,
        answers=_typed_answers(),
        problem=problem,
        sentence=sentence,
        asks_month=any(f.code is FindingCode.MEETING_OTHER_MONTH for f in found.findings),
        asks_quorum=any(f.code is FindingCode.QUORUM_SHORT for f in found.findings),
        practice=found.is_practice,
    )


def _ended(
    branch_id: int, year: int, month: int, said: str, error: Refused | Conflict
) -> ResponseReturnValue:
    """Where somebody comes to who asks or presses once more after the end: the review, and a word why."""
    state = view_of(branch_id, year, month).state
    # Pressed again with other words after the answer was lost: it depends on whether the first press counted.
    pressed = error.code == "form_reused" and state in REPORTED_STATES
    if not (error.code == "review_closed" or pressed) or state is ReviewState.NOT_HELD:
        raise error
    return goto(sheet_url(branch_id, year, month), SAID[said])


@blueprint.get(AT + "/conclude")
@requires(Action.REVIEW_EDIT)
def conclusion(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    try:
        return _ask(branch_id, year, month)
    except Refused as error:
        return _ended(branch_id, year, month, "concluded_already", error)


@blueprint.post(AT + "/conclude")
@requires(Action.REVIEW_EDIT)
def conclude(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    form = ConcludeForm()
    form.validate_on_submit()
    answered = form.month_answer.data or "", form.quorum_answer.data or ""
    stamp = form.stamp.data or ""
    try:
        conclude_review(caller(), branch_id, year, month, stamp, _typed_answers(), *answered)
    except (Refused, Invalid) as error:
        if isinstance(error, Refused) and error.code == "review_closed":
            return _ended(branch_id, year, month, "concluded_before", error)
        return _ask(branch_id, year, month, 422, in_words(error), *answered)
    except Conflict as error:
        if error.code != "review_changed":
            return _ended(branch_id, year, month, "concluded_before", error)
        return _ask(branch_id, year, month, 409, in_words(error), *answered)
    return goto(sheet_url(branch_id, year, month), SAID["concluded"])


def _ask_no_change(
    branch_id: int,
    year: int,
    month: int,
    status: int = 200,
    form: HeadForm | None = None,
    problem: tuple[str, tuple[str, ...]] | None = None,
    mark: marks.Mark | None = None,
    short: bool = False,
) -> ResponseReturnValue:
    view = view_of(branch_id, year, month)
    if not view.editable:
        said = "" if view.state is ReviewState.NOT_HELD else SAID["concluded_already"]
        return goto(sheet_url(branch_id, year, month), said)
    return page(
        "reviews/no_change.html",
        status,
        view=view,
        form=form or HeadForm.of(view.head, view.head_version, view.roll.is_taken),
        problem=problem,
        mark=mark,
        asks_quorum=short or view.quorum.is_short,
        why=request.form.get("quorum_answer") or view.quorum_answer,
        practice=view.is_practice,
    )


@blueprint.get(AT + "/no-change")
@requires(Action.REVIEW_EDIT)
def no_change(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    return _ask_no_change(branch_id, year, month)


@blueprint.post(AT + "/no-change")
@requires(Action.REVIEW_EDIT)
def conclude_no_change(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    """With the meeting's fields they are saved in the same step; without them what is stored serves."""
    sent_head = "chair" in request.form
    form = HeadForm() if sent_head else None
    answered = request.form.get("month_answer", "").strip()[:500]
    if form is not None and not form.validate_on_submit():
        return _ask_no_change(branch_id, year, month, 422, form)
    why = request.form.get("quorum_answer", "").strip()[:500]
    head, version = (form.head(), form.version.data) if form is not None else (None, None)
    try:
        conclude_without_change(caller(), branch_id, year, month, head, version, answered, why)
    except Invalid as error:
        if form is not None:
            form.take(error)
        return _ask_no_change(branch_id, year, month, 422, form, in_words(error))
    except Refused as error:
        if error.code == "review_closed":
            return _ended(branch_id, year, month, "concluded_before", error)
        short = any(found.code is FindingCode.QUORUM_SHORT for found in error.findings)
        return _ask_no_change(branch_id, year, month, 422, form, in_words(error), short=short)
    except Conflict as error:
        if error.code not in ("stale", "review_changed"):
            return _ended(branch_id, year, month, "concluded_before", error)
        mark = None
        if error.code == "stale" and form is not None:
            view = view_of(branch_id, year, month)
            mark = marks.stale("head", form, HeadForm.of(view.head, view.head_version))
        return _ask_no_change(branch_id, year, month, 409, form, in_words(error), mark)
    return goto(sheet_url(branch_id, year, month), SAID["concluded"])
