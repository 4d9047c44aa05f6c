"""Routes of the boards, the list of ended runs, the search, and the Excel file of what is seen."""

from typing import Any

from flask import Blueprint, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action, scope_of
from ...domain.vietnamese import nfc
from ...services import boards, candidates
from ...services.boards import Board, BoardFilter
from ..gate import actor, caller, requires
from ..htmx import page
from .export import board_file
from .moved import moved_message
from .shown import args_of, back_of, columns_of, filter_choices, filter_of

blueprint = Blueprint("boards", __name__)
_TEXT_MAX = 80


def _text() -> str:
    return nfc(request.form.get("text", ""))[:_TEXT_MAX].strip()


def _context(board: Board, wanted: BoardFilter) -> dict[str, Any]:
    branch_id = board.branch.id if board.branch else None
    values = {"branch_id": branch_id} if branch_id else {}
    kind = "branch" if branch_id else "ward"
    may_create = scope_of(actor(), Action.CANDIDATE_CREATE) is not None
    target = branch_id or wanted.branch_id
    return {
        "board": board,
        "wanted": wanted,
        "columns": columns_of(board, wanted),
        "choices": filter_choices(board),
        "args": args_of(wanted),
        "back": back_of(board, wanted),
        "plain_url": url_for(f"boards.{kind}", **values),
        "xlsx_url": url_for(f"boards.{kind}_xlsx", **values, **args_of(wanted)),
        "new_url": url_for("candidates.new", branch_id=target) if may_create and target else None,
        "arrived_url": url_for("stages.arrival", branch_id=target) if may_create and target else None,
        "ended_url": url_for("boards.ended", branch_id=target) if target else None,
        "practice": board.branch is not None and board.branch.is_practice,
        "moved": moved_message(request.args.get("moved", ""), back_of(board, wanted)),
    }


@blueprint.get("/branches/<int:branch_id>/board")
@requires(Action.BOARD_VIEW)
def branch(branch_id: int) -> ResponseReturnValue:
    wanted = filter_of(request.args)
    return page("boards/board.html", **_context(boards.branch_board(actor(), branch_id, wanted), wanted))


@blueprint.post("/branches/<int:branch_id>/board")
@requires(Action.BOARD_VIEW)
def find_in_branch(branch_id: int) -> ResponseReturnValue:
    """The same board narrowed by a name: names stay out of addresses."""
    wanted = filter_of(request.args, _text())
    return page("boards/board.html", **_context(boards.branch_board(actor(), branch_id, wanted), wanted))


@blueprint.post("/branches/<int:branch_id>/board.xlsx")
@requires(Action.CANDIDATE_EXPORT)
def branch_xlsx(branch_id: int) -> ResponseReturnValue:
    return _file(boards.branch_board(actor(), branch_id, filter_of(request.args, _text())))


@blueprint.get("/board")
@requires(Action.BOARD_VIEW)
def ward() -> ResponseReturnValue:
    """The ward's board; a branch account goes to its own board, or chooses among several."""
    if scope_of(actor(), Action.WARD_BOARD_VIEW) is None:
        own = boards.own_branches(actor())
        real = [one for one in own if not one.is_practice]
        if len(own) == 1 or (len(real) == 1 and len(own) == 1):
            return redirect(url_for("boards.branch", branch_id=own[0].id), 303)
        return page("boards/choose.html", branches=own)
    wanted = filter_of(request.args)
    return page("boards/board.html", **_context(boards.ward_board(actor(), wanted), wanted))


@blueprint.post("/board")
@requires(Action.WARD_BOARD_VIEW)
def find_in_ward() -> ResponseReturnValue:
    wanted = filter_of(request.args, _text())
    return page("boards/board.html", **_context(boards.ward_board(actor(), wanted), wanted))


@blueprint.post("/board.xlsx")
@requires(Action.CANDIDATE_EXPORT)
def ward_xlsx() -> ResponseReturnValue:
    return _file(boards.ward_board(actor(), filter_of(request.args, _text())))


def _file(board: Board) -> ResponseReturnValue:
    # Who took whom along stands in the access log before the file leaves.
    candidates.note_exported(caller(), tuple(card.run_id for card in board.cards))
    name, data = board_file(board)
    return send_file(
        data,
        mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        as_attachment=True,
        download_name=name,
    )


@blueprint.get("/branches/<int:branch_id>/ended")
@requires(Action.BOARD_VIEW)
def ended(branch_id: int) -> ResponseReturnValue:
    number = request.args.get("page", "1")
    found = boards.ended_runs(actor(), branch_id, int(number) if number.isdigit() and len(number) < 6 else 1)
    pages = [
        (n, None if n == found.page else url_for("boards.ended", branch_id=branch_id, page=n))
        for n in range(1, found.pages + 1)
    ]
    return page("boards/ended.html", found=found, pages=pages)


@blueprint.get("/search")
@requires(Action.BOARD_VIEW)
def search() -> ResponseReturnValue:
    return page("boards/search.html", found=None, text="")


@blueprint.post("/search")
@requires(Action.BOARD_VIEW)
def do_search() -> ResponseReturnValue:
    text = nfc(request.form.get("q", ""))[:_TEXT_MAX].strip()
    return page("boards/search.html", found=boards.search_people(actor(), text), text=text)
