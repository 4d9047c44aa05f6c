"""Who came to a branch's meeting, and the numbers of the meeting that follow from it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from ..domain.access import Action
from ..domain.errors import Conflict, Invalid, NotFound, Refused
from ..domain.meetings import Counts, Presence, Quorum
from ..domain.vietnamese import nfc
from ..models import MeetingAttendance, Review
from ..texts.labels import label
from . import clock
from .command import Command, Query, command, query
from .review_locks import lock_state
from .review_sheet import find_review, is_editable, load_branch
from .reviews import Saved, open_for_writing
from .roll import Roll, day_of_meeting, quorum_of, roll_of

REASON_MAX = 200


@dataclass(frozen=True)
class Presences:
    """What was typed of one member."""

    presence: Presence | None
    reason: str = ""


@dataclass(frozen=True)
class RollPage:
    """The page of a roll: the list, the meeting's numbers, and the version of the meeting's part."""

    branch_id: int
    branch_name: str
    is_practice: bool
    year: int
    month: int
    day: date
    editable: bool
    roll: Roll
    counts: Counts
    head_version: int
    quorum: Quorum


@query(Action.REVIEW_EDIT)
def roll_page(cx: Query, branch_id: int, year: int, month: int) -> RollPage:
    """The roll of a month's meeting. Raises NotFound, Refused for a month not begun."""
    branch = load_branch(cx, branch_id, year, month)
    review = find_review(cx.session, branch_id, year, month)
    day = day_of_meeting(review, year, month, cx.today)
    roll = roll_of(cx.session, branch_id, review, day)
    counts = _numbers(review) if review is not None and roll.is_taken else roll.counts
    return RollPage(
        branch_id,
        branch.name,
        branch.is_practice,
        year,
        month,
        day,
        is_editable(review) and not lock_state(cx.session, branch_id, year, month, cx.today).closed,
        roll,
        counts,
        review.head_version if review is not None else 0,
        quorum_of(roll, counts.members_official, counts.present_official if roll.is_taken else None),
    )


def _numbers(review: Review) -> Counts:
    return Counts(**{one.name: getattr(review, one.name) or 0 for one in fields(Counts)})


def _wrong(typed: Mapping[int, Presences]) -> dict[str, str]:
    wrong = {}
    for member_id, one in typed.items():
        if len(one.reason) > REASON_MAX:
            wrong[f"reason_{member_id}"] = "text_long"
    return wrong


@command(Action.REVIEW_EDIT)
def save_roll(
    cx: Command,
    branch_id: int,
    year: int,
    month: int,
    version: int | None,
    typed: dict[int, Presences],
) -> Saved:
    """Save who came. Raises Invalid, NotFound for a member of another branch, Conflict("stale"), Refused."""
    review = open_for_writing(cx, branch_id, year, month)
    before = roll_of(cx.session, branch_id, review, day_of_meeting(review, year, month, cx.today))
    if version != before.version:
        raise Conflict("stale", current=before.version)
    if typed.keys() - {line.member_id for line in before.lines}:
        raise NotFound
    wrong = _wrong(typed)
    if wrong:
        raise Invalid(fields=wrong)
    return note_roll(cx, review, before, typed)


@command(Action.REVIEW_EDIT)
def all_present(cx: Command, branch_id: int, year: int, month: int) -> Saved:
    """Note everybody of whom nothing was noted as present; who is not called stays away with that reason."""
    review = open_for_writing(cx, branch_id, year, month)
    before = roll_of(cx.session, branch_id, review, day_of_meeting(review, year, month, cx.today))
    if not before.lines:
        raise Refused("roll_empty")
    typed = {
        line.member_id: Presences(Presence.PRESENT)
        if line.left_out is None
        else Presences(Presence.EXCUSED, label(line.left_out))
        for line in before.lines
        if line.presence is None
    }
    return note_roll(cx, review, before, typed)


def note_roll(cx: Command, review: Review, before: Roll, typed: Mapping[int, Presences]) -> Saved:
    """Write what was typed of the members of a roll, and carry it into the meeting's numbers."""
    noted = {
        row.member_id: row
        for row in cx.session.scalars(
            select(MeetingAttendance).where(MeetingAttendance.review_id == review.id)
        )
    }
    changed = False
    for member_id, one in typed.items():
        if one.presence is None:
            continue  # who was called stays called: a box once ticked can only be moved
        row = noted.get(member_id)
        reason = nfc(one.reason).strip() if one.presence is Presence.EXCUSED else ""
        if row is None:
            cx.session.add(
                MeetingAttendance(
                    branch_id=review.branch_id,
                    review_id=review.id,
                    member_id=member_id,
                    presence=one.presence,
                    reason=reason,
                )
            )
            changed = True
        elif (row.presence, row.reason) != (one.presence, reason):
            row.presence, row.reason = one.presence, reason
            changed = True
    cx.session.flush()
    after = roll_of(
        cx.session, review.branch_id, review, day_of_meeting(review, review.year, review.month, cx.today)
    )
    if changed:
        _count(review, before, after)
    cx.session.flush()
    return Saved(after.version, clock.local(cx.now).strftime("%H:%M"))


def _count(review: Review, before: Roll, after: Roll) -> None:
    """Carry the roll into the numbers of the meeting.

    What was put right by hand, because the list of members is not whole, keeps its distance from the roll.
    """
    then, now = asdict(before.counts), asdict(after.counts)
    for name, number in now.items():
        stored = getattr(review, name)
        by_hand = stored - then[name] if before.is_taken and stored is not None else 0
        setattr(review, name, max(number + by_hand, 0))
    names = ", ".join(before.excused)
    more = review.absence_note.removeprefix(names) if before.is_taken else ""
    kept = more.strip(" ,") if before.is_taken and review.absence_note.startswith(names) else ""
    review.absence_note = ", ".join(part for part in (*after.excused, kept) if part)
    if not before.is_taken:
        # Forms that still ask for the numbers are out of date from here on.
        review.head_version += 1
    # Two names that change places leave the numbers as they are; the minutes are not the same all the same.
    flag_modified(review, "absence_note")


@command(Action.REVIEW_EDIT)
def save_counts(
    cx: Command, branch_id: int, year: int, month: int, head_version: int | None, counts: Counts
) -> Saved:
    """Put the numbers of the meeting right where the list of members is not whole.

    Raises Invalid for more present than there are, Conflict("stale"), Refused when the roll was not called.
    """
    review = open_for_writing(cx, branch_id, year, month)
    roll = roll_of(cx.session, branch_id, review, day_of_meeting(review, year, month, cx.today))
    if not roll.is_taken:
        raise Refused("roll_not_called")
    if head_version != review.head_version:
        raise Conflict("stale", current=review.head_version)
    wrong = {
        f"present_{kind}": "present_too_many"
        for kind in ("official", "probationary")
        if getattr(counts, f"present_{kind}") > getattr(counts, f"members_{kind}")
    }
    if wrong:
        raise Invalid(fields=wrong)
    for name, number in asdict(counts).items():
        setattr(review, name, number)
    review.head_version += 1
    cx.session.flush()
    return Saved(review.head_version, clock.local(cx.now).strftime("%H:%M"))
