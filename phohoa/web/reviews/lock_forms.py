"""Forms of a locked month: the branch asks for it, the office opens it."""

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import Length

from ...texts.reporting import FIELDS
from ..forms import CommandForm, DayField
from .forms import PressForm


class AskForm(PressForm):
    """The branch's question; stands beside other forms on the page of a review."""

    request = TextAreaField(FIELDS["request"], validators=[Length(max=500)], default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__("ask", *args, **kwargs)


class LeaveForm(CommandForm):
    """The office's leave."""

    until = DayField(FIELDS["until"])
    reason = TextAreaField(FIELDS["reason"], validators=[Length(max=500)], default="")
