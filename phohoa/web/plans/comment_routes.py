"""Routes of the comments on a section: read, written, answered, settled, opened again."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid
from ...services import plan_comments
from ...texts.messages import explain
from ...texts.plan_writing import SAID
from ..drafts.kept import typed_before
from ..gate import actor, caller, requires
from ..htmx import goto, page
from ..limits import row_id
from .forms import CommentForm, StepForm
from .routes import blueprint


@blueprint.get("/plans/<int:plan_id>/sections/<int:section_id>/comments")
@requires(Action.PLAN_VIEW)
def comments(plan_id: int, section_id: int) -> ResponseReturnValue:
    form = CommentForm(formdata=typed_before(), version=0, answers=request.args.get("answers", type=int))
    return _comments(plan_id, section_id, form)


def _comments(plan_id: int, section_id: int, form: CommentForm, status: int = 200) -> Response:
    shown = plan_comments.comment_page(
        actor(), plan_id, section_id, request.args.get("page", type=int), form.answers.data
    )
    step = StepForm(formdata=None, version=0)
    return page("plans/comments.html", status, shown=shown, form=form, step=step)


@blueprint.post("/plans/<int:plan_id>/sections/<int:section_id>/comments")
@requires(Action.PLAN_COMMENT)
def add_comment(plan_id: int, section_id: int) -> ResponseReturnValue:
    form = CommentForm()
    status = 422
    if form.validate_on_submit():
        # One that no row can have answers nothing that is there.
        answered = row_id(form.answers.data) if form.answers.data else None
        try:
            plan_comments.add_comment(caller(), plan_id, section_id, form.words.data, answered)
            target = url_for("plans.comments", plan_id=plan_id, section_id=section_id)
            return goto(target, SAID["commented"])
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            form.form_errors.append(explain(error.code)[1])
            status = 409
    return _comments(plan_id, section_id, form, status)


@blueprint.post("/plans/<int:plan_id>/comments/<int:comment_id>/settle")
@requires(Action.PLAN_COMMENT)
def settle_comment(plan_id: int, comment_id: int) -> ResponseReturnValue:
    return _settle(plan_id, comment_id, settled=True)


@blueprint.post("/plans/<int:plan_id>/comments/<int:comment_id>/reopen")
@requires(Action.PLAN_COMMENT)
def reopen_comment(plan_id: int, comment_id: int) -> ResponseReturnValue:
    return _settle(plan_id, comment_id, settled=False)


def _settle(plan_id: int, comment_id: int, *, settled: bool) -> ResponseReturnValue:
    done = plan_comments.settle_comment(caller(), plan_id, comment_id, settled)
    target = url_for("plans.comments", plan_id=plan_id, section_id=done.section_id)
    return goto(target, SAID["settled" if settled else "reopened"])
