"""Routes of a branch's members."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid
from ...services import absences, members
from ...texts.administration import SAID
from ...texts.stages import SAID as WORDS
from ..forms import CommandForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .forms import AbsenceEndForm, AbsenceForm, LeftForm, MemberForm

blueprint = Blueprint("members", __name__)
_ALL = "/branches/<int:branch_id>/members"
_ONE = _ALL + "/<int:member_id>"


def _list(branch_id: int, status: int = 200, form: MemberForm | None = None) -> ResponseReturnValue:
    found = members.members_page(actor(), branch_id)
    return page(
        "members/index.html",
        status,
        found=found,
        form=form or MemberForm(formdata=None),
        practice=found.is_practice,
    )


@blueprint.get("/members")
@requires(Action.CANDIDATE_EDIT)
def branches() -> ResponseReturnValue:
    lines = members.branches_with_members(actor())
    if len(lines) == 1:
        return redirect(url_for("members.index", branch_id=lines[0].branch_id), 303)
    return page("members/branches.html", lines=lines)


@blueprint.get(_ALL)
@requires(Action.CANDIDATE_EDIT)
def index(branch_id: int) -> ResponseReturnValue:
    return _list(branch_id)


@blueprint.post(_ALL)
@requires(Action.CANDIDATE_EDIT)
def add(branch_id: int) -> ResponseReturnValue:
    form = MemberForm()
    if not form.validate_on_submit():
        return _list(branch_id, 422, form)
    try:
        members.add_member(caller(), branch_id, form.input())
    except Invalid as error:
        form.take(error)
        return _list(branch_id, 422, form)
    return goto(url_for("members.index", branch_id=branch_id), SAID["member_saved"])


def _edit(
    branch_id: int,
    member_id: int,
    status: int = 200,
    form: MemberForm | None = None,
    leaving: LeftForm | None = None,
    absence: AbsenceForm | None = None,
    ending: tuple[int, AbsenceEndForm] | None = None,
) -> ResponseReturnValue:
    line = members.member(actor(), branch_id, member_id)
    form = form or MemberForm(
        formdata=None,
        version=line.version,
        full_name=line.full_name,
        birth_year=line.birth_year,
        standing="official" if line.is_official else "probationary",
        joined_on=line.joined_on,
        duty=line.duty,
    )
    leaving = leaving or LeftForm(formdata=None, version=line.version)
    absent = absences.absences(actor(), branch_id, member_id)
    ends = {one.id: AbsenceEndForm(formdata=None, prefix=f"a{one.id}-") for one in absent if one.is_open}
    if ending is not None and ending[0] in ends:
        ends[ending[0]] = ending[1]
    return page(
        "members/edit.html",
        status,
        line=line,
        branch_id=branch_id,
        form=form,
        leaving=leaving,
        absent=absent,
        absence=absence or AbsenceForm(formdata=None, prefix="absence-"),
        ends=ends,
    )


@blueprint.get(_ONE)
@requires(Action.CANDIDATE_EDIT)
def edit(branch_id: int, member_id: int) -> ResponseReturnValue:
    return _edit(branch_id, member_id)


@blueprint.post(_ONE)
@requires(Action.CANDIDATE_EDIT)
def save(branch_id: int, member_id: int) -> ResponseReturnValue:
    form = MemberForm()
    if not form.validate_on_submit():
        return _edit(branch_id, member_id, 422, form)
    try:
        members.edit_member(caller(), branch_id, member_id, form.version.data, form.input())
    except Invalid as error:
        form.take(error)
        return _edit(branch_id, member_id, 422, form)
    return goto(url_for("members.index", branch_id=branch_id), SAID["member_saved"])


@blueprint.post(_ONE + "/left")
@requires(Action.CANDIDATE_EDIT)
def left(branch_id: int, member_id: int) -> ResponseReturnValue:
    form = LeftForm()
    if not form.validate_on_submit():
        return _edit(branch_id, member_id, 422, leaving=form)
    try:
        saved = members.set_member_left(caller(), branch_id, member_id, form.version.data, form.left_on.data)
    except Invalid as error:
        form.take(error)
        return _edit(branch_id, member_id, 422, leaving=form)
    back = url_for("members.index", branch_id=branch_id)
    if saved.helps:
        return goto(back, SAID["member_left_helps"].format(count=saved.helps), "warn")
    return goto(back, SAID["member_left"])


@blueprint.post(_ONE + "/back")
@requires(Action.CANDIDATE_EDIT)
def back(branch_id: int, member_id: int) -> ResponseReturnValue:
    members.set_member_left(caller(), branch_id, member_id, CommandForm().version.data, None)
    return goto(url_for("members.index", branch_id=branch_id), SAID["member_back"])


@blueprint.post(_ONE + "/absences")
@requires(Action.CANDIDATE_EDIT)
def add_absence(branch_id: int, member_id: int) -> ResponseReturnValue:
    form = AbsenceForm(prefix="absence-")
    if form.validate_on_submit():
        try:
            absences.add_absence(caller(), branch_id, member_id, form.input())
        except Invalid as error:
            form.take(error)
        else:
            here = url_for("members.edit", branch_id=branch_id, member_id=member_id)
            return goto(here, WORDS["absence_added"])
    return _edit(branch_id, member_id, 422, absence=form)


@blueprint.post(_ONE + "/absences/<int:absence_id>/end")
@requires(Action.CANDIDATE_EDIT)
def end_absence(branch_id: int, member_id: int, absence_id: int) -> ResponseReturnValue:
    form = AbsenceEndForm(prefix=f"a{absence_id}-")
    if form.validate_on_submit():
        try:
            absences.close_absence(caller(), branch_id, member_id, absence_id, form.to_day.data)
        except Invalid as error:
            form.take(error)
        else:
            here = url_for("members.edit", branch_id=branch_id, member_id=member_id)
            return goto(here, WORDS["absence_closed"])
    return _edit(branch_id, member_id, 422, ending=(absence_id, form))
