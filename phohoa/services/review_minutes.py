"""The minutes of a monthly review: from its rows to the content of the paper, and to the bytes."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import time

from sqlalchemy import select

from ..documents.content import Absence, Head, MinutesContent, PersonDecision, Vote
from ..documents.errors import DocumentError, ForeignLetter
from ..documents.pdf import render_minutes
from ..domain.errors import Refused
from ..domain.numbering import DocumentKind
from ..domain.reviews import ReviewDecision
from ..domain.stages import ReasonToLeave
from ..domain.vietnamese import format_date
from ..models import Branch, Document, Ward
from ..texts import documents as words
from ..texts.labels import label
from ..texts.reviews import BLANK, SYMBOL, reason_words, results_line
from .command import Command, Query
from .review_sheet import Entered
from .reviews import HeadInput
from .storage import store_document


class Drawn:
    """Minutes drawn ahead for one state of affairs. The same press is known again whatever their bytes."""

    def __init__(self, stamp: str, pdf: bytes) -> None:
        self.stamp = stamp
        self.pdf = pdf

    def __str__(self) -> str:
        return "minutes"


def content_of(
    ward: Ward,
    branch: Branch,
    year: int,
    month: int,
    meeting: HeadInput,
    listed: list[Entered],
    members: Mapping[int, str],
    no_change: bool,
    unexcused: tuple[str, ...] = (),
) -> MinutesContent:
    """What the minutes say. `meeting` has at least its day and chair; `unexcused` are names from its roll."""
    if meeting.meeting_on is None:
        raise ValueError("minutes need the day of the meeting")
    decided = [entry for entry in listed if no_change or entry.touched]
    counts = Counter(_decision(entry) for entry in decided)
    official, probationary = meeting.members_official or 0, meeting.members_probationary or 0
    present = (meeting.present_official or 0) + (meeting.present_probationary or 0)
    without_reason = meeting.absent_unexcused or 0
    absent = max(official + probationary - present, 0)
    said = [line.strip() for line in meeting.discussion.splitlines() if line.strip()]
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
        unexcused=Absence(min(without_reason, absent), unexcused),
        decisions=tuple(_person(entry, members) for entry in decided),
        no_change=no_change,
        vote=_vote(meeting),
        conclusions=tuple([*said, resolved] if resolved else said),
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
            format_date(line.reason_on) if line.reason_on else "",
            line.reason,
        )
        if line is not None and removed and line.reason_code
        else "",
        remark=line.remark if line is not None else "",
    )


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


def draw(
    cx: Query,
    branch: Branch,
    year: int,
    month: int,
    meeting: HeadInput,
    listed: list[Entered],
    members: Mapping[int, str],
    no_change: bool,
    stamp: str,
    unexcused: tuple[str, ...] = (),
) -> Drawn:
    """The minutes as PDF. Raises Refused: minutes_letter for one without a glyph, else minutes_failed."""
    ward = cx.session.scalar(select(Ward))
    if ward is None:
        raise Refused("minutes_failed")
    content = content_of(ward, branch, year, month, meeting, listed, members, no_change, unexcused)
    cx.session.rollback()  # drawing takes a second; nobody who writes waits for a reader meanwhile
    try:
        return Drawn(stamp, render_minutes(content))
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
