"""Routes of the people of a class: the order, the decisions, the settled list and its file."""

from io import BytesIO

from flask import send_file, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, Refused
from ...domain.training import CRITERIA, NominationState, RankCriterion, Reason
from ...domain.vietnamese import format_date
from ...services import candidates, class_pages
from ...services import class_nominations as nominations
from ...services.class_pages import PeoplePage
from ...texts.classes import LIST_HEADS, LIST_SHEET, LIST_TITLE, NO_YOUNG, REASONS, SAID
from ...texts.messages import explain
from ..forms import CommandForm
from ..gate import actor, caller, requires
from ..htmx import done, goto, is_htmx, page
from ..reviews import marks
from .blueprint import ONE, blueprint
from .forms import LineForm, PlaceForm, PressForm, RangeForm, ReasonForm, SeatsForm, SettleForm

_PERSON = ONE + "/people/<int:run_id>"


def reason_words(reasons: tuple[Reason, ...]) -> str:
    """The reasons of a line as one sentence without its end."""
    return "; ".join(
        NO_YOUNG if reason.params.get("young") == 0 else REASONS[reason.criterion].format(**reason.params)
        for reason in reasons
    )


def _url(class_id: int, run_id: int | None = None) -> str:
    if run_id is None:
        return url_for("classes.people", class_id=class_id)
    return url_for("classes.people", class_id=class_id, _anchor=f"line-{run_id}")


def _people(
    people: PeoplePage,
    status: int = 200,
    *,
    line: LineForm | None = None,
    line_id: int = 0,
    mark: marks.Mark | None = None,
    many: RangeForm | None = None,
    seats: SeatsForm | None = None,
    settle: SettleForm | None = None,
) -> ResponseReturnValue:
    found = people.found
    forms = {one.run_id: LineForm.of(one) for one in people.lines}
    if line is not None:
        forms[line_id] = line
    ordered = [*CRITERIA[found.data.kind], RankCriterion.WAITING]
    return page(
        "classes/people.html",
        status,
        people=people,
        found=found,
        forms=forms,
        marks={mark.id: mark} if mark else {},
        words={one.run_id: reason_words(one.reasons) for one in people.lines},
        criteria=ordered,
        many=many or RangeForm(formdata=None, version=found.version),
        seats=seats or SeatsForm(formdata=None, version=found.version, seats=found.data.seats),
        settle=settle or SettleForm(formdata=None, version=found.version, decided_on=found.today),
        press=PressForm(formdata=None, version=found.version),
        states=NominationState,
    )


@blueprint.get(ONE + "/people")
@requires(Action.CLASS_VIEW)
def people(class_id: int) -> ResponseReturnValue:
    return _people(class_pages.people_page(actor(), class_id))


@blueprint.post(_PERSON + "/decision")
@requires(Action.CLASS_EDIT)
def decide(class_id: int, run_id: int) -> ResponseReturnValue:
    form = LineForm(run_id)
    status, mark, key = 422, None, str(run_id)
    state = form.state() if form.validate_on_submit() else None
    if state is None:
        form.decision.errors = [*form.decision.errors, explain("required")[1]]
    else:
        try:
            saved = nominations.decide_line(
                caller(), class_id, run_id, form.version.data or 0, state, form.reason.data or ""
            )
        except Invalid as error:
            form.take(error)
        except Refused as error:
            mark = marks.refused(key, form, error)
        except Conflict as error:
            if error.code != "stale":
                raise
            line = class_pages.line_page(actor(), class_id, run_id).line
            status, mark = 409, marks.stale(key, form, LineForm.of(line))
        else:
            said = "" if is_htmx() else SAID["line_saved"].format(at=saved.at)
            kept = marks.saved(key, saved.version, saved.at)
            return done("reviews/_mark.html", _url(class_id, run_id), said, mark=kept)
    mark = mark or marks.to_mend(key, form)
    if is_htmx():
        return marks.answer(mark, status)
    shown = class_pages.people_page(actor(), class_id)
    if not shown.found.is_open:
        form.form_errors.append(mark.text)
        return _person(class_id, run_id, status, decision=form)
    return _people(shown, status, line=form, line_id=run_id, mark=mark)


@blueprint.post(ONE + "/people/range")
@requires(Action.CLASS_EDIT)
def decide_range(class_id: int) -> ResponseReturnValue:
    form = RangeForm()
    if form.validate_on_submit():
        try:
            saved = nominations.decide_range(
                caller(), class_id, form.first.data, form.last.data, form.state(), form.reason.data or ""
            )
            return goto(_url(class_id), SAID["lines_decided"].format(count=saved.count))
        except Invalid as error:
            form.take(error)
        except Refused as error:
            _say(form, error)
    return _people(class_pages.people_page(actor(), class_id), 422, many=form)


def _say(form: CommandForm, error: Refused | Conflict) -> None:
    form.form_errors.append(explain(error.code, **error.params)[1])


@blueprint.post(ONE + "/people/fill")
@requires(Action.CLASS_EDIT)
def fill(class_id: int) -> ResponseReturnValue:
    saved = nominations.fill_by_rank(caller(), class_id, PressForm().version.data or 0)
    return goto(_url(class_id), SAID["filled"].format(count=saved.count))


@blueprint.post(ONE + "/seats")
@requires(Action.CLASS_EDIT)
def set_seats(class_id: int) -> ResponseReturnValue:
    form = SeatsForm()
    if form.validate_on_submit():
        try:
            nominations.set_seats(caller(), class_id, form.version.data or 0, form.seats.data)
            return goto(_url(class_id), SAID["seats_saved"])
        except Invalid as error:
            form.take(error)
    return _people(class_pages.people_page(actor(), class_id), 422, seats=form)


@blueprint.post(ONE + "/people/settle")
@requires(Action.CLASS_EDIT)
def settle(class_id: int) -> ResponseReturnValue:
    form = SettleForm()
    if form.validate_on_submit():
        try:
            saved = nominations.settle_list(
                caller(), class_id, form.version.data or 0, form.decision_number.data, form.decided_on.data
            )
            return goto(_url(class_id), SAID["settled"].format(count=saved.count))
        except Invalid as error:
            form.take(error)
        except Refused as error:
            _say(form, error)
    return _people(class_pages.people_page(actor(), class_id), 422, settle=form)


@blueprint.post(ONE + "/people.xlsx")
@requires(Action.CANDIDATE_EXPORT)
def list_xlsx(class_id: int) -> ResponseReturnValue:
    from ...documents.xlsx import list_sheet

    shown = class_pages.people_page(actor(), class_id)
    found = shown.found
    sent = shown.of(NominationState.ACCEPTED)
    # Who took whom along stands in the access log before the file leaves.
    candidates.note_exported(caller(), tuple(line.run_id for line in sent))
    rows = [[line.name, line.birth, line.branch, ""] for line in sent]
    number = f"{found.decision_number} - {format_date(found.decided_on)}" if found.decided_on else ""
    days = f"{format_date(found.data.starts_on)} - {format_date(found.data.ends_on)}"
    subtitle = " · ".join(part for part in (found.data.name, days, number) if part)
    data = list_sheet(LIST_TITLE, subtitle, LIST_SHEET, list(LIST_HEADS), rows)
    return send_file(
        BytesIO(data),
        mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        as_attachment=True,
        download_name=f"class-{class_id}-list.xlsx",
    )


def _person(
    class_id: int,
    run_id: int,
    status: int = 200,
    *,
    place: PlaceForm | None = None,
    withdraw: ReasonForm | None = None,
    back: ReasonForm | None = None,
    decision: LineForm | None = None,
) -> ResponseReturnValue:
    shown = class_pages.line_page(actor(), class_id, run_id)
    version = shown.line.version
    reason = withdraw or ReasonForm(formdata=None, version=version)
    return page(
        "classes/person.html",
        status,
        shown=shown,
        found=shown.found,
        line=shown.line,
        words=reason_words(shown.line.reasons),
        place=place
        or PlaceForm(
            formdata=None, version=version, place=shown.line.placed_at, reason=shown.line.placed_reason
        ),
        withdraw=reason,
        back=back or ReasonForm(formdata=None, version=version, reason=shown.line.reason),
        decision=decision or LineForm.of(shown.line),
        press=PressForm(formdata=None, version=version),
    )


@blueprint.get(_PERSON)
@requires(Action.CLASS_VIEW)
def person(class_id: int, run_id: int) -> ResponseReturnValue:
    return _person(class_id, run_id)


@blueprint.post(_PERSON + "/place")
@requires(Action.CLASS_EDIT)
def place(class_id: int, run_id: int) -> ResponseReturnValue:
    form = PlaceForm()
    if form.validate_on_submit():
        try:
            nominations.place_line(
                caller(), class_id, run_id, form.version.data or 0, form.place.data, form.reason.data or ""
            )
            return goto(_url(class_id, run_id), SAID["placed"])
        except Invalid as error:
            form.take(error)
    return _person(class_id, run_id, 422, place=form)


@blueprint.post(_PERSON + "/withdraw")
@requires(Action.CLASS_NOMINATE)
def withdraw(class_id: int, run_id: int) -> ResponseReturnValue:
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            nominations.withdraw_line(caller(), class_id, run_id, form.version.data or 0, form.reason.data)
            return goto(_url(class_id, run_id), SAID["withdrawn"])
        except Invalid as error:
            form.take(error)
    return _person(class_id, run_id, 422, withdraw=form)


@blueprint.post(_PERSON + "/nominate")
@requires(Action.CLASS_NOMINATE)
def nominate(class_id: int, run_id: int) -> ResponseReturnValue:
    nominations.nominate_line(caller(), class_id, run_id, PressForm().version.data or 0)
    return goto(_url(class_id, run_id), SAID["nominated"])


@blueprint.post(_PERSON + "/back")
@requires(Action.CLASS_EDIT)
def send_back(class_id: int, run_id: int) -> ResponseReturnValue:
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            nominations.send_back(caller(), class_id, run_id, form.version.data or 0, form.reason.data)
            return goto(_url(class_id, run_id), SAID["sent_back"])
        except Invalid as error:
            form.take(error)
    return _person(class_id, run_id, 422, back=form)
