"""Routes of the committee's planned sessions."""

from flask import url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid
from ...domain.sessions import SessionKind
from ...services import committee_sessions
from ...services.committee_sessions import YearEntered
from ...texts.rules import SAID
from ..forms import CommandForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import blueprint, year_asked
from .forms import NewSessionForm, SessionForm, YearOfSessionsForm


def _show(
    status: int = 200,
    year: int | None = None,
    single: NewSessionForm | None = None,
    whole: YearOfSessionsForm | None = None,
) -> ResponseReturnValue:
    shown = committee_sessions.sessions_of_year(actor(), year)
    return page(
        "rules/sessions.html",
        status,
        shown=shown,
        single=single or NewSessionForm(formdata=None),
        whole=whole or YearOfSessionsForm(formdata=None, year=shown.year, day=25),
    )


@blueprint.get("/calendar/sessions")
@requires(Action.RULE_VIEW)
def session_list() -> ResponseReturnValue:
    return _show(year=year_asked())


@blueprint.post("/calendar/sessions")
@requires(Action.CALENDAR_EDIT)
def add_session() -> ResponseReturnValue:
    form = NewSessionForm()
    if not form.validate_on_submit():
        return _show(422, single=form)
    try:
        committee_sessions.add_session(
            caller(), SessionKind(form.kind.data), form.planned_on.data, form.note.data
        )
    except Invalid as error:
        form.take(error)
        return _show(422, form.planned_on.data.year, single=form)
    return goto(url_for("rules.session_list", year=form.planned_on.data.year), SAID["session_added"])


def _said(entered: YearEntered) -> str:
    if not entered.added:
        return SAID["year_full"]
    key = "year_kept" if entered.kept else "year_added"
    return SAID[key].format(added=entered.added, kept=entered.kept)


@blueprint.post("/calendar/sessions/year")
@requires(Action.CALENDAR_EDIT)
def add_year_of_sessions() -> ResponseReturnValue:
    form = YearOfSessionsForm()
    if not form.validate_on_submit():
        return _show(422, whole=form)
    try:
        entered = committee_sessions.add_sessions_of_year(
            caller(), SessionKind(form.body.data), form.year.data, form.day.data
        )
    except Invalid as error:
        form.take(error)
        return _show(422, form.year.data, whole=form)
    return goto(url_for("rules.session_list", year=form.year.data), _said(entered))


def _edit(meeting_id: int, status: int = 200, form: SessionForm | None = None) -> ResponseReturnValue:
    line = committee_sessions.session_line(actor(), meeting_id)
    form = form or SessionForm(
        formdata=None, version=line.version, planned_on=line.planned_on, note=line.note
    )
    press = CommandForm(formdata=None, version=line.version)
    return page("rules/session.html", status, line=line, form=form, press=press)


@blueprint.get("/calendar/sessions/<int:meeting_id>")
@requires(Action.CALENDAR_EDIT)
def session(meeting_id: int) -> ResponseReturnValue:
    return _edit(meeting_id)


@blueprint.post("/calendar/sessions/<int:meeting_id>")
@requires(Action.CALENDAR_EDIT)
def save_session(meeting_id: int) -> ResponseReturnValue:
    form = SessionForm()
    if not form.validate_on_submit():
        return _edit(meeting_id, 422, form)
    try:
        committee_sessions.change_session(
            caller(), meeting_id, form.version.data, form.planned_on.data, form.note.data
        )
    except Invalid as error:
        form.take(error)
        return _edit(meeting_id, 422, form)
    return goto(url_for("rules.session_list", year=form.planned_on.data.year), SAID["session_saved"])


@blueprint.post("/calendar/sessions/<int:meeting_id>/remove")
@requires(Action.CALENDAR_EDIT)
def remove_session(meeting_id: int) -> ResponseReturnValue:
    committee_sessions.remove_session(caller(), meeting_id, CommandForm().version.data)
    return goto(url_for("rules.session_list"), SAID["session_removed"])
