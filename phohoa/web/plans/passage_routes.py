"""Routes of the ward's reusable passages: found, written, put away, their savings read."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid
from ...services import passages
from ...texts.plan_writing import SAID
from ..drafts.kept import typed_before
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .forms import FindForm, PassageForm, StepForm
from .routes import blueprint


@blueprint.get("/plans/passages")
@requires(Action.PLAN_EDIT)
def passage_list() -> ResponseReturnValue:
    shown = passages.passage_list(actor(), page=request.args.get("page", 1, type=int))
    return page("plans/passages.html", shown=shown, form=FindForm(formdata=None), found=False)


@blueprint.post("/plans/passages")
@requires(Action.PLAN_EDIT)
def find_passages() -> ResponseReturnValue:
    form = FindForm()
    shown = passages.passage_list(actor(), form.find.data or "", request.form.get("page", 1, type=int))
    return page("plans/passages.html", shown=shown, form=form, found=True)


@blueprint.get("/plans/passages/new")
@requires(Action.PLAN_EDIT)
def new_passage() -> ResponseReturnValue:
    return _written(PassageForm(formdata=typed_before(), version=0), None)


def _written(form: PassageForm, shown: passages.PassagePage | None, status: int = 200) -> Response:
    step = StepForm(formdata=None, version=shown.version if shown else 0)
    return page("plans/passage.html", status, form=form, shown=shown, step=step)


@blueprint.post("/plans/passages/new")
@requires(Action.PLAN_EDIT)
def create_passage() -> ResponseReturnValue:
    form = PassageForm()
    if form.validate_on_submit():
        try:
            passages.create_passage(caller(), form.name.data, form.words.data)
            return goto(url_for("plans.passage_list"), SAID["passage_saved"].format(name=form.name.data))
        except Invalid as error:
            form.take(error)
    return _written(form, None, 422)


@blueprint.get("/plans/passages/<int:passage_id>")
@requires(Action.PLAN_EDIT)
def passage(passage_id: int) -> ResponseReturnValue:
    shown = passages.passage_page(actor(), passage_id)
    form = PassageForm(formdata=typed_before(), version=shown.version, name=shown.name, words=shown.words)
    return _written(form, shown)


@blueprint.post("/plans/passages/<int:passage_id>")
@requires(Action.PLAN_EDIT)
def save_passage(passage_id: int) -> ResponseReturnValue:
    form = PassageForm()
    status = 422
    if form.validate_on_submit():
        try:
            passages.edit_passage(
                caller(), passage_id, form.version.data or 0, form.name.data, form.words.data
            )
            return goto(url_for("plans.passage_list"), SAID["passage_saved"].format(name=form.name.data))
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            status = form.outdated(error)
    return _written(form, passages.passage_page(actor(), passage_id), status)


@blueprint.post("/plans/passages/<int:passage_id>/away")
@requires(Action.PLAN_EDIT)
def put_passage_away(passage_id: int) -> ResponseReturnValue:
    return _away(passage_id, away=True)


@blueprint.post("/plans/passages/<int:passage_id>/back")
@requires(Action.PLAN_EDIT)
def take_passage_back(passage_id: int) -> ResponseReturnValue:
    return _away(passage_id, away=False)


def _away(passage_id: int, *, away: bool) -> ResponseReturnValue:
    passages.put_passage_away(caller(), passage_id, StepForm().version.data or 0, away)
    return goto(url_for("plans.passage_list"), SAID["passage_away" if away else "passage_back"])


@blueprint.get("/plans/passages/<int:passage_id>/versions/<int:number>")
@requires(Action.PLAN_EDIT)
def passage_version(passage_id: int, number: int) -> ResponseReturnValue:
    shown = passages.passage_version(actor(), passage_id, number)
    return page("plans/passage_version.html", shown=shown)
