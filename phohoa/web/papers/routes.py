"""Routes of papers: the list of a run, the editor, the preview, keeping, files, guidance."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, NotFound, Refused
from ...domain.papers import KEPT_FORMS, Guide, PaperForm
from ...services import candidates, handover, paper_pages, process_papers
from ...services.document_pages import StoredFile
from ...services.paper_pages import Editor
from ...texts import guides
from ...texts.findings import citation_text
from ...texts.labels import label
from ...texts.messages import explain
from ...texts.papers import SAID
from ..drafts.kept import typed_before
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import blueprint
from .forms import EditorForm, KeepForm
from .shown import groups_of, index_context, missing_of, preview_context

_FORM = "<any(" + ",".join(form.value for form in KEPT_FORMS) + "):form>"
_GUIDE = "<any(" + ",".join(guide.value for guide in Guide) + "):guide>"
_KIND = "<any(" + ",".join(handover.KINDS) + "):kind>"
_MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@blueprint.get("/runs/<int:run_id>/documents")
@requires(Action.DOSSIER_VIEW)
def index(run_id: int) -> ResponseReturnValue:
    found = paper_pages.papers_page(actor(), run_id)
    candidates.note_opened(caller(), run_id)
    return page("papers/index.html", **index_context(found))


def _closed(at_work: Editor) -> ResponseReturnValue:
    reason = label(at_work.closed) if at_work.closed is not None else ""
    words = SAID["closed"].format(reason=reason[:1].lower() + reason[1:])
    return goto(url_for(".index", run_id=at_work.run_id), words, "warn")


def _show(at_work: Editor, form: EditorForm, status: int = 200) -> ResponseReturnValue:
    return page(
        "papers/edit.html",
        status,
        shown=at_work,
        form=form,
        title=label(at_work.form),
        groups=groups_of(at_work, form),
        missing=missing_of(at_work),
        citation=citation_text(at_work.citation),
        practice=at_work.is_practice,
    )


@blueprint.get("/runs/<int:run_id>/documents/" + _FORM)
@requires(Action.PAPER_MAKE)
def edit(run_id: int, form: str) -> ResponseReturnValue:
    at_work = paper_pages.editor(actor(), run_id, PaperForm(form))
    if at_work.closed is not None:
        return _closed(at_work)
    candidates.note_opened(caller(), run_id)
    return _show(at_work, EditorForm.of(at_work, at_work.values, typed_before()))


@blueprint.post("/runs/<int:run_id>/documents/" + _FORM)
@requires(Action.PAPER_MAKE)
def save(run_id: int, form: str) -> ResponseReturnValue:
    at_work = paper_pages.editor(actor(), run_id, PaperForm(form))
    if at_work.closed is not None:
        return _closed(at_work)
    sent = EditorForm.of(at_work)
    if not sent.validate_on_submit():
        return _show(at_work, sent, 422)
    try:
        saved = process_papers.save_draft(
            caller(), run_id, PaperForm(form), sent.version.data or 0, sent.typed()
        )
        if "preview" not in request.form:
            return goto(url_for(".edit", run_id=run_id, form=form), SAID["draft_saved"])
        paper_pages.preview(actor(), run_id, PaperForm(form))
    except Invalid as error:
        # The draft may be saved by now: the form goes on from it.
        sent.take(error)
        at_work = paper_pages.editor(actor(), run_id, PaperForm(form))
        _go_on_from(sent, at_work)
        return _show(at_work, sent, 422)
    except Conflict as error:
        if error.code != "stale":
            raise
        sent.form_errors.append(explain("stale")[1])
        _go_on_from(sent, at_work)
        return _show(at_work, sent, 409)
    return goto(url_for(".preview", run_id=run_id, form=form, _anchor=f"v{saved.version}"))


def _go_on_from(sent: EditorForm, at_work: Editor) -> None:
    sent.version.raw_data, sent.version.data = None, at_work.version
    sent.renew()


@blueprint.get("/runs/<int:run_id>/documents/" + _FORM + "/preview")
@requires(Action.PAPER_MAKE)
def preview(run_id: int, form: str) -> ResponseReturnValue:
    at_work = paper_pages.editor(actor(), run_id, PaperForm(form))
    if at_work.closed is not None or at_work.version == 0:
        return redirect(url_for(".edit", run_id=run_id, form=form), 303)
    try:
        shown = paper_pages.preview(actor(), run_id, PaperForm(form))
    except Invalid as error:
        back = EditorForm.of(at_work, at_work.values)
        back.take(error)
        return _show(at_work, back, 422)
    candidates.note_opened(caller(), run_id)
    keeping = KeepForm(formdata=None, version=shown.editor.version).offer(shown.living, shown.is_several)
    return page("papers/preview.html", **preview_context(shown, keeping))


@blueprint.post("/runs/<int:run_id>/documents/" + _FORM + "/keep")
@requires(Action.PAPER_MAKE)
def keep(run_id: int, form: str) -> ResponseReturnValue:
    sent = KeepForm()
    replaces = sent.replaces.data or ""
    status = 422
    if sent.validate_on_submit():
        try:
            kept = process_papers.keep(
                caller(),
                run_id,
                PaperForm(form),
                sent.version.data or 0,
                int(replaces) if replaces.isascii() and replaces.isdigit() and len(replaces) < 12 else None,
                sent.reason.data or "",
            )
        except Invalid as error:
            if error.code == "paper_not_ready":
                return redirect(url_for(".preview", run_id=run_id, form=form), 303)
            problem: Invalid | Refused | Conflict = error
        except Refused as error:
            if error.code == "paper_closed":
                raise
            problem = error
        except Conflict as error:
            if error.code == "form_reused":
                raise
            problem, status = error, 409
        else:
            number = SAID["kept_number"].format(number=kept.number) if kept.number else ""
            return goto(url_for(".index", run_id=run_id), SAID["kept"].format(number=number))
        return _again(run_id, PaperForm(form), sent, problem, status)
    return _again(run_id, PaperForm(form), sent, None, status)


def _again(
    run_id: int, form: PaperForm, sent: KeepForm, problem: Invalid | Refused | Conflict | None, status: int
) -> ResponseReturnValue:
    """The preview again with what is wrong; what was typed for keeping stays."""
    if paper_pages.editor(actor(), run_id, form).version == 0:
        return goto(url_for(".index", run_id=run_id), explain("paper_draft_gone")[1], "warn")
    shown = paper_pages.preview(actor(), run_id, form)
    keeping = sent.offer(shown.living, shown.is_several)
    if isinstance(problem, Invalid):
        keeping.take(problem)
    elif problem is not None:
        keeping.form_errors.append(explain(problem.code, **dict(problem.params))[1])
    keeping.version.raw_data, keeping.version.data = None, shown.editor.version
    keeping.renew()
    return page("papers/preview.html", status, **preview_context(shown, keeping))


def _send(stored: StoredFile, kind: str) -> Response:
    return Response(
        stored.data,
        mimetype=_MIME[kind],
        headers={"Content-Disposition": f'attachment; filename="{stored.name}"'},
    )


@blueprint.get("/papers/<int:kept_id>/file.docx")
@requires(Action.DOSSIER_VIEW)
def docx(kept_id: int) -> ResponseReturnValue:
    return _send(paper_pages.kept_docx(actor(), kept_id), "docx")


@blueprint.post("/runs/<int:run_id>/handover." + _KIND)
@requires(Action.PAPER_MAKE)
def handover_file(run_id: int, kind: str) -> ResponseReturnValue:
    # It holds the citizen number: who asks stands in the access log before it is read.
    candidates.note_revealed(caller(), run_id)
    return _send(handover.handover_sheet(actor(), run_id, kind), kind)


@blueprint.get("/runs/<int:run_id>/guides/" + _GUIDE)
@requires(Action.DOSSIER_VIEW)
def guide(run_id: int, guide: str) -> ResponseReturnValue:
    shown = handover.guide_page(actor(), run_id, Guide(guide))
    text = guides.GUIDES.get(shown.guide)
    if text is None:
        raise NotFound
    candidates.note_opened(caller(), run_id)
    return page(
        "papers/guide.html",
        shown=shown,
        text=text,
        names=guides.DATES,
        never=guides.NEVER_WRITTEN_FOR,
        not_recorded=guides.NOT_RECORDED,
        citation=citation_text(text.citation),
        practice=shown.is_practice,
    )
