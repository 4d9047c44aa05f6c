"""Routes of the results of a class: for everybody at once, by hand or from an Excel file."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import request, send_file, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, Refused
from ...domain.vietnamese import format_date
from ...services import candidates, class_files, class_results, sheet_rows
from ...services.class_files import FileRead
from ...services.class_results import LineProblems, ResultsPage
from ...texts.classes import CONVERTED, FILE_COUNT, FILE_HEADS, FILE_HINT, FILE_SHEET, FILE_TITLE, SAID
from ...texts.messages import explain
from ..drafts.kept import typed_before
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import ONE, blueprint
from .result_forms import FileForm, ResultsForm, put_problems, results_form, summary, typed_results, was_typed

_RESULTS = ONE + "/results"
_MOST = sheet_rows.MAX_BYTES


def _page(
    shown: ResultsPage,
    form: ResultsForm,
    status: int = 200,
    *,
    problems: dict[int, LineProblems] | None = None,
    **context: Any,
) -> ResponseReturnValue:
    said = put_problems(form, problems or {})
    done = [(line, summary(line)) for line in shown.lines if class_results.is_done(line)]
    return page(
        "classes/results.html",
        status,
        shown=shown,
        found=shown.found,
        form=form,
        done=done,
        said=said,
        **{"file": FileForm(formdata=None, version=shown.found.version), "read": None, **context},
    )


@blueprint.get(_RESULTS)
@requires(Action.CLASS_EDIT)
def results(class_id: int) -> ResponseReturnValue:
    shown = class_results.results_page(actor(), class_id)
    draft = typed_before()
    form = results_form(shown, empty=True, draft=draft)
    overtaken = _overtaken(shown, draft or {})
    if overtaken:
        form.form_errors.append(explain("class_overtaken", names=overtaken)[1])
    return _page(shown, form)


def _overtaken(shown: ResultsPage, sent: Mapping[str, str]) -> str:
    """Names of those for whom something was typed while somebody else recorded their results."""
    return ", ".join(
        line.name for line in shown.lines if class_results.is_done(line) and was_typed(line, sent)
    )


@blueprint.post(_RESULTS)
@requires(Action.CLASS_EDIT)
def save_results(class_id: int) -> ResponseReturnValue:
    shown = class_results.results_page(actor(), class_id)
    form = results_form(shown)
    if not form.validate_on_submit():
        return _page(shown, form, 422)
    overtaken = _overtaken(shown, request.form)
    if overtaken:
        return _again(shown, form, "class_overtaken", names=overtaken)
    typed = typed_results(form, shown)
    try:
        saved = class_results.enter_results(
            caller(), class_id, form.version.data or 0, typed, form.issuer.data or ""
        )
    except Invalid as error:
        form.take(error)
        return _page(shown, form, 422)
    except Refused as error:
        form.form_errors.append(explain(error.code, **error.params)[1])
        return _page(shown, form, 422, problems=error.params.get("lines", {}))
    except Conflict as error:
        if error.code != "stale":
            raise
        return _again(class_results.results_page(actor(), class_id), form, error.code)
    said = SAID["results_saved" if saved.left else "results_all"]
    return goto(
        url_for("classes.results", class_id=class_id), said.format(count=saved.count, left=saved.left)
    )


def _again(shown: ResultsPage, form: ResultsForm, code: str, **params: str) -> ResponseReturnValue:
    """What was typed stays; what somebody else has recorded meanwhile is shown as it is stored."""
    form.form_errors.append(explain(code, **params)[1])
    form.version.process_data(shown.found.version)
    form.version.raw_data = None
    for line in shown.open_lines:
        form[f"v{line.run_id}"].process_data(str(line.version))
        form[f"v{line.run_id}"].raw_data = None
    form.renew()
    return _page(shown, form, 409)


@blueprint.post(ONE + "/results.xlsx")
@requires(Action.CLASS_EDIT)
def results_xlsx(class_id: int) -> ResponseReturnValue:
    from ...documents.xlsx import list_sheet

    shown = class_results.results_page(actor(), class_id)
    rows = class_files.rows_to_fill(actor(), class_id)
    # Who took whom along stands in the access log before the file leaves.
    candidates.note_exported(caller(), tuple(line.run_id for line in shown.open_lines))
    empty = ["", "", "", "", ""]
    found = shown.found.data
    subtitle = f"{found.name} · {format_date(found.starts_on)} – {format_date(found.ends_on)}. {FILE_HINT}"
    data = list_sheet(
        FILE_TITLE,
        subtitle,
        FILE_SHEET,
        [FILE_COUNT, *FILE_HEADS.values()],
        [[row.code, row.name, row.birth_year, row.branch, *empty] for row in rows],
    )
    return send_file(
        BytesIO(data),
        mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        as_attachment=True,
        download_name=f"class-{class_id}-results.xlsx",
    )


def _remarks(read: FileRead) -> dict[int, str]:
    return {one.typed.run_id: CONVERTED[one.converted] for one in read.lines if one.converted is not None}


@blueprint.post(_RESULTS + "/file")
@requires(Action.CLASS_EDIT)
def read_results(class_id: int) -> ResponseReturnValue:
    """A preview: the form filled from the file, with what is wrong; nothing is recorded before it is sent."""
    shown = class_results.results_page(actor(), class_id)
    file = FileForm()
    if not file.validate_on_submit():
        return _page(shown, results_form(shown, empty=True), 422, file=file)
    try:
        read = class_files.read_file(actor(), class_id, file.content(_MOST))
    except Invalid as error:
        file.take(error)
        return _page(shown, results_form(shown, empty=True), 422, file=file)
    form = results_form(shown, read)
    wrong = {one.typed.run_id: LineProblems(one.problems) for one in read.lines if one.problems}
    whole = tuple(one.typed for one in read.lines if not one.problems)
    checked = class_results.check_results(actor(), class_id, whole, shown.issuer)
    return _page(
        shown,
        form,
        read=read,
        problems=wrong | checked,
        remarks=_remarks(read),
        strays=[(number, explain(code, **params)[1]) for number, (code, params) in read.strays],
        wrong=len(wrong | checked),
    )
