"""Routes of a section: written, put elsewhere, raised or lowered, added, taken out."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid
from ...services import passages, plan_order, plan_section_pages, plans
from ...services.plan_section_pages import SectionPage
from ...texts.messages import explain
from ...texts.plan_template import TO_COMPARE
from ...texts.plan_writing import SAID
from ...texts.plans import SAID as SAID_OF_PLANS
from ..drafts.kept import typed_before
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .forms import LevelForm, PlaceForm, SectionForm, StepForm
from .routes import blueprint


@blueprint.get("/plans/<int:plan_id>/sections/<int:section_id>")
@requires(Action.PLAN_EDIT)
def section(plan_id: int, section_id: int) -> ResponseReturnValue:
    shown = plan_section_pages.section_page(actor(), plan_id, section_id)
    form = SectionForm(formdata=typed_before(), version=shown.version, heading=shown.heading, body=shown.body)
    return _section(shown, form)


def _section(
    shown: SectionPage, form: SectionForm, status: int = 200, *, stale: bool = False, said: str = ""
) -> Response:
    form.offer(shown.fields, passages.passages_to_insert(actor(), form.find.data or ""))
    return page(
        "plans/section.html",
        status,
        shown=shown,
        form=form,
        stale=stale,
        said=said,
        compare=TO_COMPARE,
        step=StepForm(formdata=None, version=shown.version),
        place=PlaceForm.of(shown),
        level=LevelForm.of(shown),
    )


@blueprint.post("/plans/<int:plan_id>/sections/<int:section_id>")
@requires(Action.PLAN_EDIT)
def save_section(plan_id: int, section_id: int) -> ResponseReturnValue:
    form = SectionForm()
    asked = request.form.get("do", "save")
    if asked != "save":
        return _insert(plan_section_pages.section_page(actor(), plan_id, section_id), form, asked)
    if not form.validate_on_submit():
        return _section(plan_section_pages.section_page(actor(), plan_id, section_id), form, 422)
    heading, body = form.heading.data, form.words()
    try:
        plans.edit_section(caller(), plan_id, section_id, form.version.data or 0, heading, body)
    except Invalid as error:
        form.take(error)
        return _section(plan_section_pages.section_page(actor(), plan_id, section_id), form, 422)
    except Conflict as error:
        if error.code not in ("stale", "plan_frozen"):
            raise
        return _stale_section(plan_id, section_id, form, error)
    shown = plan_section_pages.section_page(actor(), plan_id, section_id)
    following = shown.next_id or section_id
    target = url_for("plans.section", plan_id=plan_id, section_id=following)
    return goto(target, SAID_OF_PLANS["section_saved"].format(heading=heading))


def _insert(shown: SectionPage, form: SectionForm, asked: str) -> Response:
    """Put the chosen field or passage into what is typed; nothing is saved by that, and nothing is lost."""
    chosen = form.insert.data or ""
    said = ""
    if asked == "insert" and chosen:
        if chosen.isdecimal() and len(chosen) < 10:
            form.put_in(passages.words_of(actor(), int(chosen)), as_paragraph=True)
        else:
            form.put_in(chosen, as_paragraph=False)
        said = SAID["inserted"]
        form.insert.data = ""
    return _section(shown, form, said=said)


def _stale_section(plan_id: int, section_id: int, form: SectionForm, error: Conflict) -> Response:
    """Both texts: what was typed stays in the form, what is saved now stands beside it."""
    shown = plan_section_pages.section_page(actor(), plan_id, section_id)
    form.form_errors.append(explain(error.code)[1])
    form.version.process_data(shown.version)
    form.version.raw_data = None
    form.renew()
    return _section(shown, form, 409, stale=True)


@blueprint.post("/plans/<int:plan_id>/sections/<int:section_id>/up")
@requires(Action.PLAN_EDIT)
def section_up(plan_id: int, section_id: int) -> ResponseReturnValue:
    return _move(plan_id, section_id, up=True)


@blueprint.post("/plans/<int:plan_id>/sections/<int:section_id>/down")
@requires(Action.PLAN_EDIT)
def section_down(plan_id: int, section_id: int) -> ResponseReturnValue:
    return _move(plan_id, section_id, up=False)


def _move(plan_id: int, section_id: int, *, up: bool) -> ResponseReturnValue:
    done = plan_order.move_section(caller(), plan_id, section_id, up)
    said = SAID["moved"] if done.moved else SAID["at_top" if up else "at_end"]
    return goto(url_for("plans.section", plan_id=plan_id, section_id=section_id), said)


@blueprint.post("/plans/<int:plan_id>/sections/<int:section_id>/place")
@requires(Action.PLAN_EDIT)
def place_section(plan_id: int, section_id: int) -> ResponseReturnValue:
    after = request.form.get("after", type=int)
    plan_order.place_section(caller(), plan_id, section_id, after or 0)
    return goto(url_for("plans.section", plan_id=plan_id, section_id=section_id), SAID["moved"])


@blueprint.post("/plans/<int:plan_id>/sections/<int:section_id>/level")
@requires(Action.PLAN_EDIT)
def section_level(plan_id: int, section_id: int) -> ResponseReturnValue:
    level = request.form.get("level", type=int)
    plan_order.change_level(caller(), plan_id, section_id, level or 0)
    return goto(url_for("plans.section", plan_id=plan_id, section_id=section_id), SAID["level_changed"])


@blueprint.post("/plans/<int:plan_id>/sections/<int:section_id>/add")
@requires(Action.PLAN_EDIT)
def add_section(plan_id: int, section_id: int) -> ResponseReturnValue:
    added = plan_order.add_section(caller(), plan_id, section_id, part=request.form.get("do") == "part")
    target = url_for("plans.section", plan_id=plan_id, section_id=added.section_id)
    return goto(target, SAID["section_added"])


@blueprint.post("/plans/<int:plan_id>/sections/<int:section_id>/remove")
@requires(Action.PLAN_EDIT)
def remove_section(plan_id: int, section_id: int) -> ResponseReturnValue:
    plan_order.remove_section(caller(), plan_id, section_id)
    return goto(url_for("plans.show", plan_id=plan_id), SAID["section_removed"])
