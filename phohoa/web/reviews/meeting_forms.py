"""Forms of the meeting: its roll, its numbers, and the tasks it gives."""

from dataclasses import asdict
from typing import Any

from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import TextInput

from ...domain.meetings import Counts, Presence, TaskState
from ...services.attendance import REASON_MAX, Presences
from ...services.meeting_tasks import TEXT_MAX, GivePage, TaskInput
from ...services.roll import Roll
from ...services.task_lines import TaskLine
from ...texts.labels import choices
from ...texts.meetings import FIELDS, GIVEN_TO, SHORT_PRESENCE
from ...texts.messages import explain
from ...texts.reviews import FIELDS as REVIEW_FIELDS
from ..forms import CommandForm, DayField
from .forms import apart

_PRESENCES = {one.value: one for one in Presence}


class RollForm(CommandForm):
    """The roll of a meeting; the fields of each member are added by `roll_form`."""

    def typed(self, roll: Roll) -> dict[int, Presences]:
        """What was ticked and written, by member."""
        return {
            one.member_id: Presences(
                _PRESENCES.get(self[f"presence_{one.member_id}"].data or ""),
                self[f"reason_{one.member_id}"].data or "",
            )
            for one in roll.lines
        }


def roll_form(roll: Roll, *, stored: bool = False) -> RollForm:
    """The form of a roll: as it was sent, or as it is stored."""

    class Form(RollForm):
        pass

    ticks = [(one.value, SHORT_PRESENCE[one]) for one in Presence]
    values: dict[str, Any] = {"version": roll.version}
    for one in roll.lines:
        presence = RadioField(
            FIELDS["presence"].format(name=one.name), choices=ticks, validate_choice=False, default=""
        )
        reason = StringField(
            FIELDS["absence_reason"].format(name=one.name),
            validators=[Length(max=REASON_MAX)],
            default="",
        )
        setattr(Form, f"presence_{one.member_id}", presence)
        setattr(Form, f"reason_{one.member_id}", reason)
        values[f"presence_{one.member_id}"] = one.presence.value if one.presence else ""
        values[f"reason_{one.member_id}"] = one.reason
    if stored:
        return Form(formdata=None, **values)
    form: RollForm = Form()
    return form


def _number(name: str) -> IntegerField:
    message = explain("review_count")[1]
    return IntegerField(
        REVIEW_FIELDS[name],
        widget=TextInput(),
        validators=[InputRequired(message), NumberRange(0, 999, message)],
        render_kw={"inputmode": "numeric", "maxlength": 3, "size": 4},
    )


class CountsForm(CommandForm):
    """The numbers of a meeting, put right by hand."""

    members_official = _number("members_official")
    present_official = _number("present_official")
    members_probationary = _number("members_probationary")
    present_probationary = _number("present_probationary")
    absent_unexcused = _number("absent_unexcused")

    @staticmethod
    def of(counts: Counts, head_version: int) -> "CountsForm":
        """The form as it stands."""
        form = CountsForm(formdata=None, version=head_version, **asdict(counts))
        apart(form, "n")
        return form

    def counts(self) -> Counts:
        """What was typed."""
        return Counts(**{name: self[name].data for name in Counts.__dataclass_fields__})


class GiveForm(CommandForm):
    """A new task: who does it, what, until when."""

    given_to = SelectField(FIELDS["given_to"], choices=(), validate_choice=False, default="")
    text = StringField(FIELDS["task"], validators=[Length(max=TEXT_MAX)], default="")
    due_on = DayField(FIELDS["due_on"])

    def offer(self, found: GivePage, run_id: int | None) -> "GiveForm":
        """Put in who can be asked: the person of a line and the helper first, or the branch as a whole."""
        person = next((one for one in found.people if one[0] == run_id), None)
        first, helper = [("", GIVEN_TO["branch"])], None
        if person is not None:
            helper = person[2]
            first = [("", GIVEN_TO["person"].format(name=person[1]))]
        members = sorted(found.members, key=lambda one: one[0] != helper)
        words = {helper: GIVEN_TO["helper"]}
        self.given_to.choices = [
            *first,
            *((str(key), words.get(key, "{name}").format(name=name)) for key, name in members),
        ]
        return self

    def task(self, run_id: int | None) -> TaskInput:
        """What was typed."""
        member = self.given_to.data or ""
        return TaskInput(
            self.text.data or "", self.due_on.data, run_id, int(member) if member.isdecimal() else None
        )


class TaskForm(CommandForm):
    """What became of a task."""

    state = RadioField(FIELDS["task_state"], choices=choices(TaskState))
    note = StringField(FIELDS["task_note"], validators=[Length(max=TEXT_MAX)], default="")
    text = TextAreaField(FIELDS["task"], validators=[Length(max=TEXT_MAX)], default="")
    due_on = DayField(FIELDS["due_on"])

    @staticmethod
    def of(task: TaskLine) -> "TaskForm":
        """The form as it stands."""
        return TaskForm(
            formdata=None,
            version=task.version,
            state=task.state.value,
            note=task.note,
            text=task.text,
            due_on=task.due_on,
        )

    def task(self) -> TaskInput:
        """What was typed."""
        return TaskInput(
            self.text.data or "",
            self.due_on.data,
            state=TaskState(self.state.data),
            note=self.note.data or "",
        )
