"""Routes of moves: choosing one, its form, taking it back."""

import contextlib
from collections.abc import Sequence
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action, Role
from ...domain.errors import Conflict, Invalid, NotFound, Refused
from ...domain.facts import Finding, Severity
from ...domain.moves import MOVE_OF, Move
from ...domain.rule_table import rule_about
from ...domain.stages import Input, MoveCode
from ...domain.vietnamese import TextError, parse_date
from ...services.move_sheets import MoveSheet, move_sheet, moved_note
from ...services.moves import Moved, move_candidate, undo_move
from ...texts.candidates import SAID
from ...texts.findings import sentence
from ...texts.labels import label
from ...texts.messages import explain
from ..boards.moved import board_after, said_of, undo_form
from ..boards.shown import board_behind
from ..drafts.kept import typed_before
from ..gate import actor, caller, requires
from ..htmx import fragment, goto, is_htmx, page, replaces_page
from .blueprint import blueprint
from .forms import MoveForm

_ANSWER = "answer-"
_NUMBER_MAX = 60


def _back(run_id: int, branch_id: int, wish: str) -> str:
    """Where a move ends: the board it was begun on, or the person's page; nothing else is followed."""
    if wish == url_for("candidates.show", run_id=run_id) or board_behind(wish) is not None:
        return wish
    return url_for("boards.branch", branch_id=branch_id)


def _ends(move: Move) -> bool:
    """Whether the move takes the person off the usual way; shown apart and quieter."""
    return move.code in _OFF_THE_WAY


#: These begin a run, on pages of their own.
_OF_THEIR_OWN = frozenset({MoveCode.INTRODUCE, MoveCode.ARRIVE})
_OFF_THE_WAY = frozenset(
    {
        MoveCode.REJECT_SOURCE,
        MoveCode.LEAVE,
        MoveCode.WITHDRAW,
        MoveCode.MOVE_BRANCH,
        MoveCode.MOVE_OUT,
        MoveCode.NOT_APPROVED,
        MoveCode.PAUSE,
        MoveCode.ANNUL,
        MoveCode.ANNUL_REDO,
        MoveCode.STRIKE_OFF,
        MoveCode.DECEASE,
    }
)


def _list_context(sheet: MoveSheet, back: str) -> dict[str, Any]:
    def line(option: Any) -> dict[str, Any]:
        code = option.move.code
        extra = {"back": back}
        return {
            "label": label(code),
            "is_open": option.is_open,
            "why": [
                (sentence(one), rule_about(one.code))
                for one in option.findings
                if one.severity is Severity.BLOCK
            ],
            "url": url_for(".move", run_id=sheet.run_id, code=code.value, **extra),
            "panel_url": url_for(".move_panel", run_id=sheet.run_id, code=code.value, **extra),
        }

    forward = [line(one) for one in sheet.options if not _ends(one.move)]
    return {
        "sheet": sheet,
        "forward": sorted(forward, key=lambda one: not one["is_open"]),
        "aside": [line(one) for one in sheet.options if _ends(one.move)],
        "others": [
            (label(Role(sorted(move.entered_by)[0])), label(move.code))
            for move in sheet.others
            if not _ends(move)
        ],
        "back": back,
        "practice": sheet.is_practice,
    }


@blueprint.get("/runs/<int:run_id>/moves")
@requires(Action.CANDIDATE_MOVE)
def moves(run_id: int) -> ResponseReturnValue:
    sheet = move_sheet(actor(), run_id)
    back = _back(run_id, sheet.branch_id, request.args.get("back", ""))
    return page("candidates/moves.html", **_list_context(sheet, back))


@blueprint.get("/_/runs/<int:run_id>/moves")
@requires(Action.CANDIDATE_MOVE)
def moves_panel(run_id: int) -> ResponseReturnValue:
    sheet = move_sheet(actor(), run_id)
    back = _back(run_id, sheet.branch_id, request.args.get("back", ""))
    page_url = url_for(".moves", run_id=run_id, back=back)
    return fragment("candidates/_moves_panel.html", page_url, **_list_context(sheet, back))


@blueprint.get("/runs/<int:run_id>/helper")
@requires(Action.CANDIDATE_MOVE)
def helper(run_id: int) -> ResponseReturnValue:
    """A short address for the form that gives the person a helper."""
    code = MoveCode.ASSIGN_HELPER.value
    return redirect(url_for(".move", run_id=run_id, code=code, back=request.args.get("back")), 303)


def _answers() -> dict[str, str]:
    return {
        name.removeprefix(_ANSWER): value.strip()
        for name, value in (typed_before() or request.form).items()
        if name.startswith(_ANSWER) and value.strip()
    }


def _form_context(
    sheet: MoveSheet,
    move: Move,
    form: MoveForm,
    findings: Sequence[Finding],
    back: str,
    sent: bool = False,
) -> dict[str, Any]:
    answers = _answers()
    warnings = [one for one in findings if one.severity is Severity.WARNING]
    blocks = [one for one in findings if one.severity is Severity.BLOCK and "input" not in one.params]
    return {
        "sheet": sheet,
        "move": move,
        "title": label(move.code),
        "form": form,
        "fields": [form[code.value] for code in move.inputs if code.value in form],
        "optional": {code.value for code in move.optional},
        "blocks": [sentence(one) for one in blocks],
        "informed": [sentence(one) for one in findings if one.severity is Severity.INFO],
        "warnings": [
            {
                "name": _ANSWER + one.code.value,
                "text": sentence(one),
                "value": answers.get(one.code.value, ""),
                "lacking": sent and one.code.value not in answers,
            }
            for one in warnings
        ],
        "shut": not sent and bool(blocks),
        "back": back,
        "practice": sheet.is_practice,
        "list_url": url_for(".moves", run_id=sheet.run_id, back=back),
        "url": url_for(".do_move", run_id=sheet.run_id, code=move.code.value),
        "panel_url": url_for(".do_move_panel", run_id=sheet.run_id, code=move.code.value),
    }


def _move(code: str) -> Move:
    if code not in [one.value for one in MoveCode] or code in _OF_THEIR_OWN:
        raise NotFound
    return MOVE_OF[MoveCode(code)]


def _from_paper(move: Move) -> dict[str, Any]:
    """Number and day of the decision that the form was opened from; what cannot be read is left out."""
    found: dict[str, Any] = {}
    number = request.args.get(Input.DECISION_NUMBER.value, "")
    if number and len(number) <= _NUMBER_MAX and Input.DECISION_NUMBER in move.inputs:
        found[Input.DECISION_NUMBER.value] = number
    if Input.DECISION_ON in move.inputs:
        with contextlib.suppress(TextError):
            found[Input.DECISION_ON.value] = parse_date(request.args.get(Input.DECISION_ON.value, ""))
    return found


def _opened(run_id: int, code: str) -> dict[str, Any] | None:
    """The context of an empty form; None when the move does not start here (any more)."""
    move = _move(code)
    sheet = move_sheet(actor(), run_id, code)
    option = sheet.option(code)
    if option is None:
        return None
    back = _back(run_id, sheet.branch_id, request.args.get("back", ""))
    values = {"version": sheet.version, "back": back, **_from_paper(move)}
    form = MoveForm.of(move, sheet, formdata=typed_before(), **values)
    return _form_context(sheet, move, form, option.findings, back)


@blueprint.get("/runs/<int:run_id>/moves/<code>")
@requires(Action.CANDIDATE_MOVE)
def move(run_id: int, code: str) -> ResponseReturnValue:
    context = _opened(run_id, code)
    if context is None:
        return redirect(url_for(".moves", run_id=run_id, back=request.args.get("back")), 303)
    return page("candidates/move.html", **context)


@blueprint.get("/_/runs/<int:run_id>/moves/<code>")
@requires(Action.CANDIDATE_MOVE)
def move_panel(run_id: int, code: str) -> ResponseReturnValue:
    context = _opened(run_id, code)
    if context is None:
        return moves_panel(run_id)
    page_url = url_for(".move", run_id=run_id, code=code, back=context["back"])
    return fragment("candidates/_move_panel.html", page_url, **context)


def _carry_out(run_id: int, code: str) -> tuple[Moved | None, dict[str, Any], int]:
    """The move, or the form again with what was typed and what is wrong."""
    move = _move(code)
    sheet = move_sheet(actor(), run_id, code)
    form = MoveForm.of(move, sheet)
    back = _back(run_id, sheet.branch_id, form.back.data or "")
    option = sheet.option(code)
    findings: tuple[Finding, ...] = option.findings if option else ()
    status = 422
    if form.validate_on_submit():
        try:
            entry = form.entry(move, _answers())
            return move_candidate(caller(), run_id, form.version.data or 0, move.code, entry), {}, 200
        except Invalid as error:
            form.take(error)
        except Refused as error:
            findings = error.findings
            if error.code == "refused":
                _beside_fields(form, findings)
            else:
                form.form_errors.append(explain(error.code)[1])
        except Conflict as error:
            if error.code != "stale":
                raise
            status = 409
            form.form_errors.append(explain("stale")[1])
            if sheet.last is not None:
                form.form_errors.append(f"{sheet.last_by}: {said_of(sheet.last)}")
            form.version.raw_data, form.version.data = None, sheet.version
            form.renew()
    return None, _form_context(sheet, move, form, findings, back, sent=True), status


def _beside_fields(form: MoveForm, findings: tuple[Finding, ...]) -> None:
    for one in findings:
        name = one.params.get("input")
        if one.severity is Severity.BLOCK and isinstance(name, str) and name in form:
            form[name].errors = [*form[name].errors, sentence(one)]


@blueprint.post("/runs/<int:run_id>/moves/<code>")
@requires(Action.CANDIDATE_MOVE)
def do_move(run_id: int, code: str) -> ResponseReturnValue:
    moved, context, status = _carry_out(run_id, code)
    if moved is None:
        return page("candidates/move.html", status, **context)
    return _after(moved, _back(run_id, moved.branch_id, request.form.get("back", "")))


@blueprint.post("/_/runs/<int:run_id>/moves/<code>")
@requires(Action.CANDIDATE_MOVE)
def do_move_panel(run_id: int, code: str) -> ResponseReturnValue:
    moved, context, status = _carry_out(run_id, code)
    if moved is None:
        page_url = url_for(".move", run_id=run_id, code=code, back=context["back"])
        return fragment("candidates/_move_form.html", page_url, status, in_panel=True, **context)
    return _after(moved, _back(run_id, moved.branch_id, request.form.get("back", "")))


@blueprint.post("/runs/<int:run_id>/undo")
@requires(Action.CANDIDATE_MOVE)
def undo(run_id: int) -> ResponseReturnValue:
    """Take back the last move of the run."""
    number = request.form.get("event_id", "")
    if not (number.isascii() and number.isdigit() and len(number) < 12):
        raise NotFound
    moved = undo_move(caller(), int(number))
    if moved.run_id != run_id:
        raise NotFound
    return _after(moved, _back(run_id, moved.branch_id, request.form.get("back", "")), undone=True)


def _after(moved: Moved, back: str, undone: bool = False) -> ResponseReturnValue:
    """The answer to a move: on a board with htmx the card in its new place, else the page it came from."""
    note = None if undone else moved_note(actor(), moved.event_id)
    said = SAID["undone"].format(name=moved.name, stage=label(moved.stage)) if undone else ""
    on_board = board_behind(back)
    if on_board is None:
        return goto(back, said or (said_of(note) if note else ""))
    if not is_htmx() or replaces_page():
        if note is None:
            return goto(back, said)
        return goto(f"{back}{'&' if '?' in back else '?'}moved={moved.event_id}")
    message = undo_form(note, back) if note else {"text": said}
    context = board_after(moved, *on_board)
    return make_response(render_template("boards/_moved.html", message=message, **context))
