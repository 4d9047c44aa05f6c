"""Routes of the list of sessions, of opening one, and of how it was held."""

from flask import url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid
from ...domain.sessions import SessionKind
from ...services import clock, ward_sessions
from ...texts.ward_sessions import SAID
from ..drafts.kept import typed_before
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import ONE, blueprint
from .forms import HeadForm, NewSessionForm, PressForm


def session_url(meeting_id: int, anchor: str | None = None) -> str:
    """The page of a session."""
    return url_for("sessions.show", meeting_id=meeting_id, _anchor=anchor)


def _index(form: NewSessionForm | None = None, status: int = 200) -> ResponseReturnValue:
    shown = ward_sessions.session_list(actor())
    form = form or NewSessionForm(formdata=None, day=clock.today())
    return page("sessions/index.html", status, shown=shown, form=form)


@blueprint.get("/sessions")
@requires(Action.WARD_SESSION_VIEW)
def index() -> ResponseReturnValue:
    return _index()


@blueprint.post("/sessions")
@requires(Action.WARD_SESSION_EDIT)
def add() -> ResponseReturnValue:
    form = NewSessionForm()
    if form.validate_on_submit():
        try:
            saved = ward_sessions.add_session(
                caller(), SessionKind(form.kind.data), form.day.data, form.note.data or ""
            )
        except Invalid as error:
            # The calendar's own field is called by its planned day.
            fields = {"day" if name == "planned_on" else name: code for name, code in error.fields.items()}
            form.take(Invalid(fields=fields))
        else:
            return goto(session_url(saved.session_id), SAID["added"])
    return _index(form, 422)


@blueprint.post(ONE + "/open")
@requires(Action.WARD_SESSION_EDIT)
def open_session(meeting_id: int) -> ResponseReturnValue:
    ward_sessions.open_session(caller(), meeting_id)
    return goto(session_url(meeting_id), SAID["opened"])


def _head(meeting_id: int, form: HeadForm | None = None, status: int = 200) -> ResponseReturnValue:
    shown = ward_sessions.head_page(actor(), meeting_id)
    form = (form or HeadForm.of(shown, typed_before())).offer(shown)
    return page("sessions/head.html", status, shown=shown, form=form)


@blueprint.get(ONE + "/head")
@requires(Action.WARD_SESSION_EDIT)
def head(meeting_id: int) -> ResponseReturnValue:
    return _head(meeting_id)


@blueprint.post(ONE + "/head")
@requires(Action.WARD_SESSION_EDIT)
def save_head(meeting_id: int) -> ResponseReturnValue:
    form = HeadForm().offer(ward_sessions.head_page(actor(), meeting_id))
    if not form.validate_on_submit():
        return _head(meeting_id, form, 422)
    try:
        ward_sessions.save_head(caller(), meeting_id, form.version.data or 0, form.input())
    except Invalid as error:
        form.take(error)
        return _head(meeting_id, form, 422)
    except Conflict as error:
        return _head(meeting_id, form, form.outdated(error))
    return goto(session_url(meeting_id), SAID["head_saved"])


def press(version: int = 0) -> PressForm:
    """A form that is only a button."""
    return PressForm(formdata=None, version=version)
