"""Forms of this part."""

from ...texts.planning import FIELDS
from ..forms import CommandForm, DayField


class WantedForm(CommandForm):
    """The admission date that a branch works towards; empty: the end of the year."""

    wanted_on = DayField(FIELDS["wanted_on"])


class FeedForm(CommandForm):
    """Only the button."""
