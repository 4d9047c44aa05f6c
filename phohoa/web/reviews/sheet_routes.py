"""Routes of the list of a month as an Excel file: down, and up with a look at it before anything is saved."""

from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid
from ...services import candidates, review_import, review_keying, sheet_rows
from ...services.review_import import ReviewFile
from ...texts.classes import CONVERTED
from ...texts.messages import explain
from ..gate import actor, caller, requires
from .keying_forms import ListFileForm, keying_form
from .keying_shown import send, show_keying
from .showing import AT, blueprint


@blueprint.post(AT + "/list.xlsx")
@requires(Action.REVIEW_EDIT)
def list_xlsx(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    found = review_keying.keying_page(actor(), branch_id, year, month)
    # Who took whom along stands in the access log before the file leaves.
    candidates.note_exported(caller(), tuple(one.run_id for one in found.people))
    return send(review_import.list_file(actor(), found), "xlsx", "attachment")


@blueprint.post(AT + "/list")
@requires(Action.REVIEW_EDIT)
def read_list(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    """What the file would change, line by line, in the form that saves it; nothing is saved by this."""
    found = review_keying.keying_page(actor(), branch_id, year, month)
    file = ListFileForm()
    file.validate_on_submit()
    try:
        read = review_import.read_list(actor(), found, file.content(sheet_rows.MAX_BYTES))
    except Invalid as error:
        file.take(error)
        return show_keying(found, keying_form(found, {}), 422, file=file)
    form = keying_form(found, {one.typed.run_id: one.typed for one in read.rows})
    return show_keying(found, form, outcomes=read.outcomes, read=_shown(read))


def _shown(read: ReviewFile) -> dict[str, object]:
    kinds = [one.outcome.kind for one in read.rows]
    return {
        "counts": {kind: kinds.count(kind) for kind in ("will", "unchanged", "conflict", "invalid")},
        "strays": [(number, explain(code, **params)[1]) for number, (code, params) in read.strays],
        "gone": read.gone,
        "converted": {one.typed.run_id: CONVERTED[one.converted] for one in read.rows if one.converted},
    }
