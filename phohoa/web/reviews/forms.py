"""Forms of the monthly review: the meeting, one person, concluding, and the reasons of office and branch."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import request
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import TextInput

from ...domain.meetings import points_of
from ...domain.reviews import Rating, ReviewDecision
from ...domain.stages import ReasonToLeave
from ...domain.vietnamese import fold, nfc
from ...services.meeting_head import ROLL_FIELDS, HeadInput
from ...services.review_views import LineView
from ...services.reviews import LineInput
from ...texts import meetings
from ...texts.labels import SHORT_DECISIONS, choices, label
from ...texts.messages import explain
from ...texts.reviews import FIELDS
from ..forms import CommandForm, DayField

_HOUR = re.compile(r"(\d{1,2})(?:\s*(?:h|gio|g|:|\.)\s*(\d{1,2})?)?\s*(?:phut|p)?")


class HourField(StringField):  # type: ignore[misc]
    """An hour typed as 19:05, 19h05 or 19h; `data` is hh:mm or ""."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = nfc(valuelist[0]).strip() if valuelist else ""
        found = _HOUR.fullmatch(fold(typed))
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if not typed:
            self.data = ""
        elif hour < 24 and minute < 60:
            self.data = f"{hour:02d}:{minute:02d}"
        else:
            self.data = typed
            raise ValueError(explain("review_time")[1])


def apart(form: CommandForm, key: str | int) -> None:
    """Give the fields ids of their own, so that several forms stand on one page."""
    for field in form:
        field.id = f"{field.short_name}-{key}"
        field.label.field_id = field.id


def _count(name: str) -> IntegerField:
    message = explain("review_count")[1]
    return IntegerField(
        FIELDS[name],
        widget=TextInput(),
        validators=[Optional(), NumberRange(0, 999, message)],
        render_kw={"inputmode": "numeric", "maxlength": 3, "size": 4},
    )


def _text(name: str, longest: int) -> StringField:
    return StringField(FIELDS[name], validators=[Length(max=longest)], default="")


def _lines(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n")


class HeadForm(CommandForm):
    """The meeting: saves itself.

    Once the roll was called its numbers are not asked for here; a form without them leaves them as they are.
    """

    meeting_on = DayField(FIELDS["meeting_on"])
    starts_at = HourField(FIELDS["starts_at"], default="")
    ends_at = HourField(FIELDS["ends_at"], default="")
    place = _text("place", 200)
    chair = _text("chair", 100)
    secretary = _text("secretary", 100)
    members_official = _count("members_official")
    members_probationary = _count("members_probationary")
    present_official = _count("present_official")
    present_probationary = _count("present_probationary")
    absent_unexcused = _count("absent_unexcused")
    absence_note = _text("absence_note", 1000)
    votes_for = _count("votes_for")
    votes_against = _count("votes_against")
    resolution_number = _text("resolution_number", 60)
    discussion = TextAreaField(FIELDS["discussion"], validators=[Length(max=8000)], default="")
    agenda = TextAreaField(
        meetings.FIELDS["agenda"], validators=[Length(max=2000)], default="", filters=[_lines]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "formdata" not in kwargs and self.is_submitted():
            self.leave_out(() if any(name in request.form for name in ROLL_FIELDS) else ROLL_FIELDS)
            self.leave_out(() if "agenda" in request.form else ("agenda",))

    def leave_out(self, names: Iterable[str]) -> "HeadForm":
        """The form without some of its fields."""
        for name in names:
            del self[name]
        return self

    @staticmethod
    def of(head: HeadInput, version: int, roll_taken: bool = False) -> "HeadForm":
        """The form as it stands, whatever was sent to this request."""
        shown = replace(head, agenda=head.agenda or meetings.USUAL_AGENDA)
        form = HeadForm(formdata=None, obj=shown, version=version)
        return form.leave_out(ROLL_FIELDS if roll_taken else ())

    def head(self) -> HeadInput:
        """What was typed; what was not asked for stays as it is."""
        names = HeadInput.__dataclass_fields__
        head = HeadInput(**{name: self._fields[name].data for name in names if name in self._fields})
        usual = points_of(head.agenda or "") == points_of(meetings.USUAL_AGENDA)
        return replace(head, agenda="") if usual else head


class LineForm(CommandForm):
    """One person: saves itself. Ids carry the run, so that many of these stand on one page."""

    decision = RadioField(FIELDS["decision"], choices=(), validate_choice=False)
    reason_code = SelectField(FIELDS["reason_code"], choices=(), validate_choice=False, default="")
    reason_on = DayField(FIELDS["reason_on"])
    reason = _text("reason", 500)
    helper_id = SelectField(FIELDS["helper_id"], choices=(), validate_choice=False, default="")
    rating = SelectField(FIELDS["rating"], choices=[("", "–"), *choices(Rating)], default="")
    remark = TextAreaField(FIELDS["remark"], validators=[Length(max=1000)], default="")
    votes_for = _count("votes_for")
    votes_against = _count("votes_against")

    def __init__(self, run_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        apart(self, run_id)

    @staticmethod
    def of(line: LineView) -> "LineForm":
        """The form as it stands, whatever was sent to this request."""
        return LineForm(
            line.run_id,
            formdata=None,
            version=line.version,
            decision=line.decision.value if line.decision else "",
            reason_code=line.reason_code,
            reason_on=line.reason_on,
            reason=line.reason,
            helper_id=str(line.helper_id or ""),
            rating=line.rating.value if line.rating else "",
            remark=line.remark,
            votes_for=line.votes_for,
            votes_against=line.votes_against,
        )

    def offer(self, line: LineView, members: Iterable[tuple[int, str]]) -> "LineForm":
        """Put in what can be chosen for this person."""
        self.decision.choices = [(d.value, SHORT_DECISIONS[d]) for d in line.decisions]
        self.reason_code.choices = [("", "–"), *((r.value, label(r)) for r in line.reasons)]
        self.helper_id.choices = [("", "–"), *((str(key), name) for key, name in members)]
        return self

    def line(self) -> LineInput | None:
        """What was typed; None with errors on the fields when a code is none of ours."""
        try:
            return LineInput(
                decision=ReviewDecision(self.decision.data) if self.decision.data else None,
                reason_code=ReasonToLeave(self.reason_code.data).value if self.reason_code.data else "",
                reason_on=self.reason_on.data,
                reason=self.reason.data or "",
                helper_id=int(self.helper_id.data) if self.helper_id.data else None,
                remark=self.remark.data or "",
                rating=Rating(self.rating.data) if self.rating.data else None,
                votes_for=self.votes_for.data,
                votes_against=self.votes_against.data,
            )
        except ValueError:
            self.decision.errors = [explain("review_choice")[1]]
            return None


class ConcludeForm(CommandForm):
    """The one question before concluding; answers to warnings are read beside it."""

    stamp = HiddenField()
    month_answer = TextAreaField(FIELDS["month_answer"], validators=[Length(max=500)], default="")
    quorum_answer = TextAreaField(meetings.FIELDS["quorum_answer"], validators=[Length(max=500)], default="")


class PressForm(CommandForm):
    """A button that does something; `key` sets it apart from the other forms of its page."""

    def __init__(self, key: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        apart(self, key)


class NotHeldForm(PressForm):
    reason = TextAreaField(FIELDS["not_held_reason"], validators=[Length(max=500)], default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__("absent", *args, **kwargs)


class ReturnForm(PressForm):
    reason = TextAreaField(FIELDS["return_reason"], validators=[Length(max=500)], default="")
    #: Only for a month that is locked.
    until = DayField(FIELDS["open_until"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__("back", *args, **kwargs)
