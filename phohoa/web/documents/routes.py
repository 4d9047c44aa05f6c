"""Routes of issued documents and of the check of files."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid
from ...services import document_pages, verification, verification_words
from ...texts.plans import STANDINGS
from ..gate import actor, requires
from ..htmx import page
from . import public_routes
from .blueprint import blueprint
from .forms import VerifyForm

__all__ = ["blueprint", "public_routes"]


@blueprint.get("/documents")
@requires(Action.DOCUMENT_VIEW)
def index() -> ResponseReturnValue:
    number = request.args.get("page", "1")
    shown = document_pages.documents(actor(), int(number) if number.isdecimal() and len(number) < 6 else 1)
    return page("documents/index.html", shown=shown, standings=STANDINGS)


@blueprint.get("/documents/<int:document_id>")
@requires(Action.DOCUMENT_VIEW)
def show(document_id: int) -> ResponseReturnValue:
    shown = document_pages.document_page(actor(), document_id)
    return page("documents/show.html", shown=shown, standings=STANDINGS)


@blueprint.get("/documents/<int:document_id>/file.pdf")
@requires(Action.DOCUMENT_VIEW)
def file(document_id: int) -> ResponseReturnValue:
    stored = document_pages.document_file(actor(), document_id)
    headers = {"Content-Disposition": f'inline; filename="{stored.name}"'}
    return Response(stored.data, mimetype="application/pdf", headers=headers)


@blueprint.get("/documents/<int:document_id>/check")
@requires(Action.DOCUMENT_VERIFY)
def check(document_id: int) -> ResponseReturnValue:
    stored = document_pages.document_file(actor(), document_id)
    return _answer(verification.verify_file(actor(), stored.data), document_id)


@blueprint.get("/documents/verify")
@requires(Action.DOCUMENT_VERIFY)
def ask_verify() -> ResponseReturnValue:
    return page("documents/verify.html", form=VerifyForm())


@blueprint.post("/documents/verify")
@requires(Action.DOCUMENT_VERIFY)
def verify() -> ResponseReturnValue:
    form = VerifyForm()
    if not form.validate_on_submit():
        return page("documents/verify.html", 422, form=form)
    try:
        found = verification.verify_upload(actor(), form.content(verification.MAX_BYTES))
    except Invalid as error:
        form.take(error)
        return page("documents/verify.html", 422, form=form)
    return _answer(found)


def _answer(found: verification.Check, document_id: int | None = None) -> ResponseReturnValue:
    return page(
        "documents/verdict.html",
        check=found,
        words=verification_words.answer(found),
        standings=STANDINGS,
        document_id=document_id,
    )
