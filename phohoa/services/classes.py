"""Classes: planned, changed while they are planned, and called off with a reason."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..domain.access import Action, Role
from ..domain.errors import Conflict, Invalid
from ..domain.training import OPEN_STATES, ClassDates, ClassKind, ClassState, NoticeState, check_dates
from ..domain.vietnamese import format_date
from ..models import TrainingClass, User, Ward
from ..texts import classes as texts
from ..texts.plan_template import AUTHORITIES, POSITIONS
from .command import Command, command

#: Years that a class may lie back or ahead.
_FIRST_YEAR, _YEARS_AHEAD = 2015, 2
#: The notice can still be written in these states, and with it the class.
WRITABLE = frozenset({NoticeState.DRAFT, NoticeState.RETURNED})


@dataclass(frozen=True)
class ClassInput:
    """A class as typed."""

    kind: ClassKind
    name: str
    starts_on: date | None
    ends_on: date | None
    place: str
    host: str
    seats: int | None
    nominate_by: date | None
    note: str = ""


@dataclass(frozen=True)
class ClassSaved:
    """Which class was changed."""

    class_id: int


def _checked(cx: Command, data: ClassInput) -> tuple[date, date]:
    days = {
        name: format_date(day) if day else ""
        for name, day in (("starts", data.starts_on), ("ends", data.ends_on), ("by", data.nominate_by))
    }
    wrong = check_dates(ClassDates(data.starts_on, data.ends_on, data.nominate_by, data.seats))
    fields: dict[str, object] = {name: (code, days) for name, code in wrong.items()}
    if not data.name.strip():
        fields["name"] = "required"
    if data.starts_on is not None and not _FIRST_YEAR <= data.starts_on.year <= cx.today.year + _YEARS_AHEAD:
        fields.setdefault("starts_on", "year_out_of_range")
    if fields or data.starts_on is None or data.ends_on is None:
        raise Invalid(fields=fields)
    return data.starts_on, data.ends_on


def _fill(row: TrainingClass, data: ClassInput, dates: tuple[date, date]) -> None:
    row.name, row.kind = data.name.strip(), data.kind
    row.starts_on, row.ends_on = dates
    row.place, row.host, row.note = data.place.strip(), data.host.strip(), data.note.strip()
    row.seats, row.nominate_by = data.seats, data.nominate_by


@command(Action.CLASS_EDIT)
def create_class(cx: Command, data: ClassInput) -> ClassSaved:
    """Plan a class. Raises Invalid for names and dates that cannot be."""
    cx.allow()
    dates = _checked(cx, data)
    ward = cx.session.get(Ward, 1)
    signatories = cx.session.scalars(select(User).where(User.role == Role.SIGNATORY, User.active)).all()
    signatory = signatories[0] if len(signatories) == 1 else None
    row = TrainingClass(
        state=ClassState.PLANNED,
        notice_state=NoticeState.DRAFT,
        authority=AUTHORITIES[0],
        position=POSITIONS[0],
        signatory_id=signatory.id if signatory else None,
        signatory_name=signatory.full_name if signatory else "",
        recipients=texts.RECIPIENTS.format(upper_level=ward.upper_level if ward else ""),
        created_at=cx.now,
    )
    _fill(row, data, dates)
    cx.session.add(row)
    cx.session.flush()
    return ClassSaved(row.id)


def writable(cx: Command, class_id: int, version: int) -> TrainingClass:
    """The class, locked, while it is planned and its notice is not out of hand. Raises Conflict."""
    row = cx.load(TrainingClass, class_id, version)
    if row.state is not ClassState.PLANNED or row.notice_state not in WRITABLE:
        raise Conflict("class_frozen")
    return row


@command(Action.CLASS_EDIT)
def edit_class(cx: Command, class_id: int, version: int, data: ClassInput) -> ClassSaved:
    """Change a planned class. Raises Conflict once it is announced or awaits signature; Invalid."""
    row = writable(cx, class_id, version)
    _fill(row, data, _checked(cx, data))
    return ClassSaved(row.id)


@command(Action.CLASS_EDIT)
def cancel_class(cx: Command, class_id: int, version: int, reason: str) -> ClassSaved:
    """Call a class off; whoever was proposed for it waits for the next. Raises Invalid without a reason."""
    row = cx.load(TrainingClass, class_id, version)
    if row.state not in OPEN_STATES and row.state is not ClassState.DECIDED:
        raise Conflict("class_state")
    if row.notice_state is NoticeState.SUBMITTED:
        raise Conflict("class_frozen")
    if not reason.strip():
        raise Invalid(fields={"reason": "required"})
    row.state, row.cancel_reason, row.closed_on = ClassState.CANCELLED, reason.strip(), cx.today
    return ClassSaved(row.id)
