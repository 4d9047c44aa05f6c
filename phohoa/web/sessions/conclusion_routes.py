"""Routes of concluding a session: what will happen, and the one question."""

from flask import request
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, Refused
from ...domain.proposals import SessionState
from ...services.ward_session_conclusion import conclude_session
from ...services.ward_session_steps import preview
from ...services.ward_session_table import session_page
from ...texts.findings import sentence
from ...texts.messages import explain
from ...texts.ward_sessions import FIELDS, KINDS, SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from ..reviews.showing import in_words
from . import showing
from .blueprint import ONE, blueprint
from .forms import ConcludeForm
from .session_routes import session_url

_ANSWER = "answer-"


def _typed_answers() -> dict[str, str]:
    return {
        name.removeprefix(_ANSWER): text[:500]
        for name, text in request.form.items()
        if name.startswith(_ANSWER) and text.strip()
    }


def _ask(
    meeting_id: int,
    status: int = 200,
    problem: tuple[str, tuple[str, ...]] | None = None,
    typed: ConcludeForm | None = None,
) -> ResponseReturnValue:
    found = preview(actor(), meeting_id)
    answered = typed.quorum_answer.data if typed is not None else ""
    form = ConcludeForm(formdata=None, stamp=found.stamp, quorum_answer=answered)
    if typed is not None:
        form.quorum_answer.errors = typed.quorum_answer.errors
    return page(
        "sessions/conclude.html",
        status,
        found=found,
        form=form,
        answers=_typed_answers(),
        problem=problem,
        sentence=sentence,
        explain=explain,
        kinds=KINDS,
        fields=FIELDS,
        outcome_words=showing.outcome_words,
        states=showing.STATES,
    )


@blueprint.get(ONE + "/conclude")
@requires(Action.WARD_SESSION_EDIT)
def conclusion(meeting_id: int) -> ResponseReturnValue:
    try:
        return _ask(meeting_id)
    except Conflict as error:
        return _ended(meeting_id, "concluded_already", error)


def _ended(meeting_id: int, said: str, error: Conflict) -> ResponseReturnValue:
    """Where somebody comes to who asks or presses once more after the end: the session, and a word why."""
    # Pressed again with other words after the answer was lost: it depends on whether the first press counted.
    pressed = (
        error.code == "form_reused" and session_page(actor(), meeting_id).state is SessionState.CONCLUDED
    )
    if not pressed and error.code != "session_concluded":
        raise error
    return goto(session_url(meeting_id), SAID[said])


@blueprint.post(ONE + "/conclude")
@requires(Action.WARD_SESSION_EDIT)
def conclude(meeting_id: int) -> ResponseReturnValue:
    form = ConcludeForm()
    form.validate_on_submit()
    try:
        done = conclude_session(
            caller(), meeting_id, form.stamp.data or "", _typed_answers(), form.quorum_answer.data or ""
        )
    except Invalid as error:
        if "quorum_answer" in error.fields:
            form.take(error)
            return _ask(meeting_id, 422, None, form)
        return _ask(meeting_id, 422, in_words(error), form)
    except Refused as error:
        return _ask(meeting_id, 422, in_words(error), form)
    except Conflict as error:
        if error.code != "session_changed":
            return _ended(meeting_id, "concluded_before", error)
        return _ask(meeting_id, 409, in_words(error), form)
    return goto(session_url(meeting_id), SAID["concluded"].format(count=done.decided))
