"""Routes of a session's table: one proposal, several at once."""

from flask import request
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid
from ...domain.proposals import SessionState
from ...services import ward_session_decisions as decisions
from ...services import ward_session_files as files
from ...services import ward_session_table as table
from ...services.ward_session_decisions import ManyDecided
from ...services.ward_session_table import SessionPage
from ...texts.dossiers import FILE_KINDS
from ...texts.messages import explain
from ...texts.ward_sessions import KINDS, SAID
from ..gate import actor, caller, requires
from ..htmx import fragment, goto, is_htmx, page
from . import showing
from .blueprint import ONE, blueprint
from .forms import DecisionForm, ManyForm
from .session_routes import press, session_url

_LINE = ONE + "/proposals/<int:proposal_id>"
#: The most that one press decides on.
_MOST = 1000


def show_page(
    meeting_id: int, status: int = 200, *, many: ManyForm | None = None, left: ManyDecided | None = None
) -> ResponseReturnValue:
    """The page of a session; `left` says what a press for several left as it was."""
    found = table.session_page(actor(), meeting_id)
    concluded = found.state is SessionState.CONCLUDED
    return page(
        "sessions/show.html",
        status,
        found=found,
        open=showing.is_open(found),
        many=showing.many_form(found, many) if showing.is_open(found) else None,
        left=left,
        left_lines=_named(found, left),
        press=press(found.version),
        papers=files.papers_of_session(actor(), meeting_id) if concluded else None,
        kinds=KINDS,
        file_kinds=FILE_KINDS,
        **_words(meeting_id),
    )


def _words(meeting_id: int) -> dict[str, object]:
    return {
        "about": showing.about,
        "outcome_words": showing.outcome_words,
        "states": showing.STATES,
        "row_urls": showing.links_of(meeting_id),
    }


def _named(found: SessionPage, left: ManyDecided | None) -> dict[str, list[str]]:
    if left is None:
        return {}
    names = {line.id: line.name or line.subject for line in found.lines}
    return {
        "changed": [names[key] for key in left.changed if key in names],
        "unfit": [names[key] for key in left.unfit if key in names],
    }


@blueprint.get(ONE)
@requires(Action.WARD_SESSION_VIEW)
def show(meeting_id: int) -> ResponseReturnValue:
    return show_page(meeting_id)


def _pairs(name: str) -> dict[int, int]:
    """Ids and versions as the page sent them, each `id-version`."""
    found = {}
    for text in request.form.getlist(name)[:_MOST]:
        key, _, version = text.partition("-")
        if key.isascii() and key.isdigit() and version.isascii() and version.isdigit():
            found[int(key[:12])] = int(version[:9])
    return found


def _chosen(meeting_id: int, scope: str) -> tuple[tuple[int, int], ...]:
    if not scope:
        return tuple(_pairs("p").items())
    seen, found = _pairs("seen"), table.session_page(actor(), meeting_id)
    kind, _, value = scope.partition(":")
    return tuple(
        (line.id, seen[line.id])
        for line in found.lines
        if line.id in seen
        and line.outcome is None
        and value == (line.kind.value if kind == "kind" else str(line.branch_id))
    )


@blueprint.post(ONE + "/decide")
@requires(Action.WARD_SESSION_EDIT)
def decide_many(meeting_id: int) -> ResponseReturnValue:
    form = ManyForm()
    if not form.validate_on_submit():
        return show_page(meeting_id, 422, many=form)
    chosen = _chosen(meeting_id, form.scope.data or "")
    if not chosen:
        form.scope.errors = [explain("session_none_chosen")[1]]
        return show_page(meeting_id, 422, many=form)
    try:
        done = decisions.decide_many(caller(), meeting_id, chosen, form.input())
    except Invalid as error:
        form.take(error)
        return show_page(meeting_id, 422, many=form)
    if done.changed or done.unfit:
        return show_page(meeting_id, 409, left=done)
    return goto(session_url(meeting_id), SAID["many"].format(count=done.count))


def _line(
    meeting_id: int, proposal_id: int, form: DecisionForm | None = None, status: int = 200
) -> ResponseReturnValue:
    shown = table.line_page(actor(), meeting_id, proposal_id)
    form = form.offer(shown.line) if form is not None else DecisionForm.of(shown)
    context = {"shown": shown, "line": shown.line, "form": form, "kinds": KINDS, **_words(meeting_id)}
    back = session_url(meeting_id, f"p-{proposal_id}")
    if is_htmx():
        return fragment("sessions/_line_panel.html", back, status, back=back, **context)
    return page("sessions/line.html", status, back=back, **context)


@blueprint.get(_LINE)
@requires(Action.WARD_SESSION_VIEW)
def line(meeting_id: int, proposal_id: int) -> ResponseReturnValue:
    return _line(meeting_id, proposal_id)


@blueprint.get("/_" + _LINE)
@requires(Action.WARD_SESSION_VIEW)
def line_panel(meeting_id: int, proposal_id: int) -> ResponseReturnValue:
    if not is_htmx():
        return goto(session_url(meeting_id, f"p-{proposal_id}"))
    return _line(meeting_id, proposal_id)


@blueprint.post(_LINE)
@requires(Action.WARD_SESSION_EDIT)
def decide(meeting_id: int, proposal_id: int) -> ResponseReturnValue:
    form = DecisionForm()
    data = form.input() if form.validate_on_submit() else None
    if data is None:
        return _line(meeting_id, proposal_id, form, 422)
    try:
        decisions.decide_one(caller(), meeting_id, proposal_id, form.version.data or 0, data)
    except Invalid as error:
        form.take(error)
        return _line(meeting_id, proposal_id, form, 422)
    except Conflict as error:
        return _line(meeting_id, proposal_id, form, form.outdated(error))
    said = SAID["decided"] if data.outcome is not None else SAID["later"]
    if not is_htmx():
        return goto(session_url(meeting_id, f"p-{proposal_id}"), said)
    shown = table.line_page(actor(), meeting_id, proposal_id)
    return page(
        "sessions/_decided.html",
        200,
        shown=shown,
        line=shown.line,
        said=said,
        open=True,
        **_words(meeting_id),
    )
