"""The minutes of a monthly review: from its rows to the content of the paper, and to the bytes."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..documents.content import Absence, GivenTask, Head, MinutesContent, PersonDecision, Vote
from ..documents.errors import DocumentError, ForeignLetter
from ..documents.pdf import render_minutes
from ..domain.errors import Refused
from ..domain.meetings import TaskState, points_of
from ..domain.numbering import DocumentKind
from ..domain.reviews import ReviewDecision
from ..domain.stages import ReasonToLeave
from ..domain.vietnamese import fold, format_date
from ..models import (
    Branch,
    Document,
    MeetingTask,
    PartyMember,
    Person,
    Review,
    ReviewLine,
    TrackingRun,
    Ward,
)
from ..texts import documents as words
from ..texts import meeting_papers as said
from ..texts.labels import label
from ..texts.meetings import USUAL_AGENDA
from ..texts.reviews import BLANK, SYMBOL, reason_words, results_line
from .command import Command, Context, Query
from .review_sheet import Entered, official_members
from .reviews import HeadInput
from .roll import quorum_of, roll_of
from .storage import store_document


class Drawn:
    """Minutes drawn ahead for one state of affairs. The same press is known again whatever their bytes."""

    def __init__(self, stamp: str, pdf: bytes, content: MinutesContent | None = None) -> None:
        self.stamp = stamp
        self.pdf = pdf
        self.content = content

    def __str__(self) -> str:
        return "minutes"


@dataclass(frozen=True)
class Besides:
    """What the minutes say that stands neither in the meeting's part nor in the lines."""

    agenda: tuple[str, ...] = ()
    unexcused: tuple[str, ...] = ()
    quorum: str = ""
    tasks: tuple[GivenTask, ...] = ()
    chair_position: str = ""
    draft: bool = False


def content_of(
    ward: Ward,
    branch: Branch,
    year: int,
    month: int,
    meeting: HeadInput,
    listed: list[Entered],
    members: Mapping[int, str],
    no_change: bool,
    besides: Besides = Besides(),
) -> MinutesContent:
    """What the minutes say. `meeting` has at least its day and chair."""
    if meeting.meeting_on is None:
        raise ValueError("minutes need the day of the meeting")
    decided = [entry for entry in listed if no_change or entry.touched]
    counts = Counter(_decision(entry) for entry in decided)
    official, probationary = meeting.members_official or 0, meeting.members_probationary or 0
    present = (meeting.present_official or 0) + (meeting.present_probationary or 0)
    without_reason = meeting.absent_unexcused or 0
    absent = max(official + probationary - present, 0)
    spoken = [line.strip() for line in meeting.discussion.splitlines() if line.strip()]
    resolved = "" if no_change else results_line(counts, meeting.resolution_number)
    return MinutesContent(
        head=Head(
            parent=ward.issuer,
            issuer=branch.name.upper(),
            symbol=SYMBOL,
            place=ward.place,
            year=year,
            dated=meeting.meeting_on,
        ),
        branch=branch.name,
        month=month,
        year=year,
        held_on=meeting.meeting_on,
        venue=meeting.place or BLANK,
        chair=meeting.chair,
        secretary=meeting.secretary,
        official=official,
        probationary=probationary,
        present=present,
        followed=len(decided),
        started=time_of(meeting.starts_at),
        ended=time_of(meeting.ends_at),
        excused=Absence(max(absent - without_reason, 0), _names(meeting.absence_note)),
        unexcused=Absence(min(without_reason, absent), besides.unexcused),
        decisions=tuple(_person(entry, members) for entry in decided),
        no_change=no_change,
        vote=_vote(meeting),
        conclusions=tuple([*spoken, resolved] if resolved else spoken),
        chair_position=besides.chair_position,
        agenda=besides.agenda,
        quorum=besides.quorum,
        tasks=besides.tasks,
        resolution=meeting.resolution_number,
        draft=besides.draft,
    )


def _decision(entry: Entered) -> ReviewDecision:
    return (entry.line.decision if entry.line else None) or ReviewDecision.KEEP


def _person(entry: Entered, members: Mapping[int, str]) -> PersonDecision:
    line, run = entry.line, entry.run
    helper = run.helper.full_name if run.helper is not None else ""
    if line is not None and line.helper_id is not None:
        helper = members.get(line.helper_id, helper)
    removed = line is not None and line.decision is ReviewDecision.REMOVE
    return PersonDecision(
        name=run.person.full_name,
        decision=label(_decision(entry)),
        birth_year=str(run.person.birth_year),
        helper="" if removed else helper,
        rating=label(line.rating) if line is not None and line.rating else "",
        reason=reason_words(
            label(ReasonToLeave(line.reason_code)),
            _day(line.reason_on),
            line.reason,
        )
        if line is not None and removed and line.reason_code
        else "",
        remark=line.remark if line is not None else "",
        code=_decision(entry).value,
        vote=_own_vote(line),
    )


def _own_vote(line: ReviewLine | None) -> Vote | None:
    """The show of hands on one person, where one was taken."""
    if line is None or line.votes_for is None:
        return None
    return Vote(line.votes_for, line.votes_against or 0)


def _vote(meeting: HeadInput) -> Vote | None:
    if meeting.votes_for is None:
        return None
    against = meeting.votes_against or 0
    other = (meeting.present_official or 0) - meeting.votes_for - against
    return Vote(meeting.votes_for, against, max(other, 0))


def _names(note: str) -> tuple[str, ...]:
    return tuple(
        part.strip() for part in note.replace("\n", ",").replace(";", ",").split(",") if part.strip()
    )


def time_of(text: str) -> time | None:
    """An hour that was typed as hh:mm; None for none."""
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute)) if hour.isdigit() and minute.isdigit() else None


def _day(day: date | None) -> str:
    return format_date(day) if day is not None else ""


def _tasks(session: Session, review: Review | None) -> tuple[GivenTask, ...]:
    """What the meeting gave to do, in the order in which it did."""
    if review is None:
        return ()
    rows = session.execute(
        select(MeetingTask, Person.full_name, PartyMember.full_name)
        .outerjoin(TrackingRun, TrackingRun.id == MeetingTask.run_id)
        .outerjoin(Person, Person.id == TrackingRun.person_id)
        .outerjoin(PartyMember, PartyMember.id == MeetingTask.member_id)
        .where(MeetingTask.review_id == review.id, MeetingTask.state != TaskState.DROPPED)
        .order_by(MeetingTask.id)
    )
    return tuple(
        GivenTask(
            said.task_for(about or "", member or ""),
            task.text,
            format_date(task.due_on) if task.due_on else "",
        )
        for task, about, member in rows
    )


def besides_of(
    session: Session,
    branch_id: int,
    review: Review | None,
    meeting: HeadInput,
    today: date,
    quorum_answer: str = "",
    *,
    draft: bool = False,
) -> Besides:
    """Agenda, roll, quorum and tasks of a meeting; `quorum_answer` as it is being written, else as stored."""
    day = meeting.meeting_on or today
    roll = roll_of(session, branch_id, review, day)
    found = quorum_of(roll, meeting.members_official, meeting.present_official)
    why = quorum_answer.strip() or (review.quorum_answer if review is not None else "")
    chair = fold(meeting.chair)
    agenda = meeting.agenda if meeting.agenda is not None else review.agenda if review is not None else ""
    return Besides(
        agenda=points_of(agenda) or points_of(USUAL_AGENDA),
        unexcused=roll.unexcused,
        quorum=said.quorum_words(found.present, found.called, why, is_short=found.is_short),
        tasks=_tasks(session, review),
        chair_position=next((one.duty for one in roll.lines if chair and fold(one.name) == chair), ""),
        draft=draft,
    )


def content_now(
    cx: Context,
    branch: Branch,
    review: Review | None,
    month: tuple[int, int],
    meeting: HeadInput,
    listed: list[Entered],
    *,
    no_change: bool,
    quorum_answer: str = "",
    draft: bool = False,
) -> MinutesContent:
    """What the minutes of `month` (year, month) say as things stand. Raises Refused("minutes_failed")."""
    ward = cx.session.scalar(select(Ward))
    if ward is None:
        raise Refused("minutes_failed")
    members = {m.id: m.full_name for m in official_members(cx.session, branch.id, cx.today)}
    besides = besides_of(cx.session, branch.id, review, meeting, cx.today, quorum_answer, draft=draft)
    return content_of(ward, branch, *month, meeting, listed, members, no_change, besides)


def draw(cx: Query, content: MinutesContent, stamp: str) -> Drawn:
    """The minutes as PDF. Raises Refused: minutes_letter for one without a glyph, else minutes_failed."""
    cx.session.rollback()  # drawing takes a second; nobody who writes waits for a reader meanwhile
    try:
        return Drawn(stamp, render_minutes(content), content)
    except ForeignLetter as error:
        raise Refused("minutes_letter", letter=error.letter) from error
    except DocumentError as error:
        raise Refused("minutes_failed") from error


def keep_minutes(cx: Command, branch: Branch, year: int, month: int, pdf: bytes) -> Document:
    """The stored document of the minutes; the same bytes sent again after a return are the same document."""
    found = cx.session.scalar(select(Document).where(Document.sha256 == hashlib.sha256(pdf).hexdigest()))
    if found is not None and found.branch_id == branch.id:
        return found
    title = words.minutes_title(branch.name, month, year)
    return store_document(cx, DocumentKind.MINUTES, title, pdf, branch_id=branch.id)
