"""Settings of the ward: its names on papers, the office's phone, the rhythm of the month."""

from dataclasses import dataclass

from ..domain.access import Action
from ..domain.errors import Invalid
from ..models import Ward
from .command import Command, Query, command, query


@dataclass(frozen=True)
class WardInput:
    """What the office sets; days are days of the month."""

    name: str
    place: str
    issuer: str
    parent_issuer: str
    upper_level: str
    office_phone: str
    review_due_day: int
    meeting_day: int


@dataclass(frozen=True)
class WardSettings:
    """The settings as they stand."""

    version: int
    values: WardInput


_NEEDED = ("name", "place", "issuer", "parent_issuer", "upper_level")


@query(Action.UNIT_MANAGE)
def ward_settings(cx: Query) -> WardSettings:
    """The ward's settings. Raises NotFound before the ward is set up."""
    ward = cx.load(Ward, 1)
    return WardSettings(
        ward.version,
        WardInput(
            ward.name,
            ward.place,
            ward.issuer,
            ward.parent_issuer,
            ward.upper_level,
            ward.office_phone,
            ward.review_due_day,
            ward.meeting_day,
        ),
    )


def _is_phone(text: str) -> bool:
    digits = [c for c in text if c.isdigit()]
    return not text or (len(digits) >= 3 and all(c.isdigit() or c in " .+-()" for c in text))


@command(Action.UNIT_MANAGE)
def save_ward_settings(cx: Command, version: int, data: WardInput) -> None:
    """Change the ward's settings; issued papers keep what they say. Raises Invalid, Conflict."""
    ward = cx.load(Ward, 1, version)
    fields = {name: "required" for name in _NEEDED if not getattr(data, name)}
    for name in ("review_due_day", "meeting_day"):
        if not 1 <= getattr(data, name) <= 28:
            fields[name] = "day_of_month"
    if not _is_phone(data.office_phone):
        fields["office_phone"] = "office_phone_unreadable"
    if fields:
        raise Invalid(fields=fields)
    for name in (*_NEEDED, "office_phone", "review_due_day", "meeting_day"):
        setattr(ward, name, getattr(data, name))
