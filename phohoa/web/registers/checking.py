"""Routes of the check of both books, and of the list that anybody checks elsewhere."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...services import register_check
from ...services.register_check import ListFile
from ...texts.labels import label
from ...texts.registers import CHECKS, HOW_TO_CHECK
from ..gate import actor, requires
from ..htmx import page
from .blueprint import blueprint
from .forms import HeadForm


def _page(form: HeadForm, head: str, status: int = 200, *, files: bool = False) -> Response:
    checks = register_check.check_books(actor(), head, files)
    words = [
        CHECKS[one.code or "sound"].format(
            book=label(one.book), rows=one.rows, events=one.events, head=one.head or "–", place=one.place
        )
        for one in checks
    ]
    answers = list(zip(checks, words, strict=True))
    code = "\n".join(HOW_TO_CHECK)
    return page("register/verify.html", status, form=form, answers=answers, head=head, files=files, code=code)


@blueprint.get("/register/verify")
@requires(Action.REGISTER_VIEW)
def ask_verify() -> ResponseReturnValue:
    """Chain and rows; with `files=1` every stored document is read too."""
    return _page(HeadForm(formdata=None), "", files=request.args.get("files") == "1")


@blueprint.post("/register/verify")
@requires(Action.REGISTER_VIEW)
def verify() -> ResponseReturnValue:
    form = HeadForm()
    if not form.validate_on_submit():
        return _page(form, "", 422)
    return _page(form, form.wanted())


def _file(made: ListFile) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Response(made.data, mimetype=made.mime, headers=headers)


@blueprint.get("/register/list.<any(csv, json):list_kind>")
@requires(Action.REGISTER_VIEW)
def list_file(list_kind: str) -> ResponseReturnValue:
    return _file(register_check.outgoing_list(actor(), list_kind))


@blueprint.get("/register/incoming/list.<any(csv, json):list_kind>")
@requires(Action.INCOMING_VIEW)
def incoming_list_file(list_kind: str) -> ResponseReturnValue:
    return _file(register_check.incoming_list(actor(), list_kind))
