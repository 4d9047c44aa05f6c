"""The words of a session's papers, from what was decided."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..documents.content import Section, Table
from ..domain.layout_rules import layout_on
from ..domain.proposals import ProposalKind, ProposalOutcome
from ..domain.sessions import SessionKind
from ..domain.vietnamese import format_date
from ..models import SessionRecord
from ..texts import session_papers as words
from ..texts.documents import heading_label, hour_words
from .review_minutes import time_of
from .ward_session_table import ProposalLine

ACCEPTED, RETURNED, DECLINED = ProposalOutcome
Body = tuple[str, tuple[Section, ...], str]


@dataclass(frozen=True)
class Said:
    """A session as its papers tell of it."""

    kind: SessionKind
    day: date
    record: SessionRecord
    lines: tuple[ProposalLine, ...]
    left: int
    quorum_answer: str
    #: Branches that reported no change for the month; told where no proposal was laid before the session.
    unchanged: int = 0

    @property
    def body(self) -> str:
        return words.BODY[self.kind]

    def of(self, kind: ProposalKind) -> list[ProposalLine]:
        return [line for line in self.lines if line.kind is kind]


@dataclass(frozen=True)
class Listed:
    """One person of the ward's list."""

    name: str
    birth: str
    branch: str
    since: str
    helper: str


def _counts(lines: Sequence[ProposalLine]) -> dict[str, str]:
    found = Counter(line.outcome for line in lines)
    return {
        "accepted": words.count(found[ACCEPTED]),
        "returned": words.count(found[RETURNED]),
        "declined": words.count(found[DECLINED]),
    }


def _result(line: ProposalLine) -> str:
    if line.outcome is None:
        return ""
    noted = len(line.open_outcomes) == 1
    parts = [words.NOTED if noted else words.OUTCOMES[line.outcome]]
    if line.tally.in_favour is not None:
        parts.append(words.VOTED.format(in_favour=line.tally.in_favour, called=line.tally.called))
    said = ", ".join(parts)
    if line.decision_number and line.decision_on:
        number, day = line.decision_number, format_date(line.decision_on)
        said = f"{said}. {words.DECISION.format(number=number, day=day)}"
    return f"{said}. {line.reason}" if line.reason else said


def _who(line: ProposalLine) -> str:
    if line.kind is ProposalKind.OTHER:
        return line.subject
    year = line.birth.rpartition("/")[2]
    return f"{line.name}, {year}" if year else line.name


def _table(kind: ProposalKind, lines: Sequence[ProposalLine]) -> Table:
    heads = words.OTHER_HEADS if kind is ProposalKind.OTHER else words.HEADS
    rows = tuple((str(n), _who(line), line.branch, _result(line)) for n, line in enumerate(lines, 1))
    return Table(heads=heads, rows=rows, widths=words.WIDTHS, numeric=(0,), tight=True)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?", ";")) else f"{text}."


def _who_came(said: Said) -> tuple[str, ...]:
    record = said.record
    starts = time_of(record.starts_at)
    lines = [
        words.WHEN.format(
            starts=words.STARTS.format(time=hour_words(starts)) if starts else "",
            day=words.on(said.day).lower() if starts else words.on(said.day),
            place=record.place,
            body=said.body,
        ),
        words.CALLED.format(called=words.count(record.called or 0), present=words.count(record.present or 0)),
    ]
    if record.absence_note.strip():
        lines.append(words.ABSENT.format(words=record.absence_note.strip().rstrip(".")))
    if said.quorum_answer:
        lines.append(words.QUORUM.format(words=_sentence(said.quorum_answer)))
    if record.guests.strip():
        lines.append(words.GUESTS.format(words=record.guests.strip().rstrip(".")))
    lines.append(words.CHAIR.format(chair=record.chair, secretary=record.secretary))
    return tuple(lines)


def _nothing_laid(said: Said) -> tuple[str, ...]:
    """That no branch proposed anything, and how many of them reported that nothing has changed."""
    told = [words.NOTHING_LAID.format(day=words.on(said.day).lower())]
    if said.unchanged:
        month = f"{said.day:%m/%Y}"
        told.append(words.UNCHANGED.format(month=month, count=words.count(said.unchanged)))
    return tuple(told)


def minutes_body(said: Said) -> Body:
    """The minutes: who came, each proposal with its outcome, what was said, the conclusion."""
    record = said.record
    branches = len({line.branch_id for line in said.lines})
    kinds = [(kind, said.of(kind)) for kind in ProposalKind]
    figures = [heading_label(layout_on(said.day), 1, place) for place in range(1, 5)]
    sections = [
        Section(1, figures[0], words.TIME_AND_PLACE, _who_came(said)),
        Section(
            1,
            figures[1],
            words.CONSIDERED,
            (
                words.OPENING.format(
                    body=said.body, count=words.count(len(said.lines)), branches=words.count(branches)
                ),
            )
            if said.lines
            else _nothing_laid(said),
        ),
    ]
    sections += [
        Section(2, f"{n}.", words.KINDS[kind], (), (_table(kind, lines),))
        for n, (kind, lines) in enumerate(((k, some) for k, some in kinds if some), 1)
    ]
    discussed = tuple(_sentence(line) for line in record.discussion.splitlines() if line.strip())
    if discussed:
        sections.append(Section(1, figures[2], words.DISCUSSED, discussed))
    concluded = [
        words.RESULT.format(body=said.body, **_counts(said.lines))
        if said.lines
        else words.RESULT_NONE.format(body=said.body),
        words.NUMBERED.format(number=record.conclusion_number),
    ]
    if said.left:
        concluded.append(words.LEFT.format(count=words.count(said.left)))
    sections.append(Section(1, figures[3 if discussed else 2], words.CONCLUDED, tuple(concluded)))
    ends = time_of(record.ends_at)
    closing = words.ENDED.format(time=hour_words(ends)) if ends else ""
    return "", tuple(sections), f"{closing} {words.CLOSED}".strip()


def notice_body(said: Said) -> Body:
    """The notice: counts by kind and by branch. It goes to everybody, so it names nobody."""
    points = []
    for kind in ProposalKind:
        lines = said.of(kind)
        if lines:
            noted = any(len(line.open_outcomes) == 1 for line in lines)
            form = words.NOTICE_NOTED if noted else words.NOTICE_KIND
            points.append(
                form.format(kind=words.KINDS[kind], count=words.count(len(lines)), **_counts(lines))
            )
    if not said.lines:
        nothing = (
            Section(2, "1.", words.NOTICE_RESULTS, _nothing_laid(said)),
            Section(2, "2.", words.NOTICE_DO, words.NOTICE_POINTS_NONE),
        )
        opening = words.NOTICE_OPENING_NONE.format(day=words.on(said.day), body=said.body)
        return opening, nothing, words.NOTICE_CLOSING
    branches = dict.fromkeys((line.branch_id, line.branch) for line in said.lines)
    rows = []
    for n, (branch_id, name) in enumerate(branches, 1):
        own = [line for line in said.lines if line.branch_id == branch_id]
        rows.append((str(n), name, words.count(len(own)), *_counts(own).values()))
    table = Table(
        heads=words.NOTICE_HEADS,
        rows=tuple(rows),
        widths=words.NOTICE_WIDTHS,
        numeric=(0, 2, 3, 4, 5),
        total=("", words.TOTAL, words.count(len(said.lines)), *_counts(said.lines).values()),
    )
    sections = (
        Section(2, "1.", words.NOTICE_RESULTS, tuple(points)),
        Section(2, "2.", words.NOTICE_TABLE, (), (table,)),
        Section(2, "3.", words.NOTICE_DO, words.NOTICE_POINTS),
    )
    opening = words.NOTICE_OPENING.format(day=words.on(said.day), body=said.body)
    return opening, sections, words.NOTICE_CLOSING


def list_body(said: Said, listed: Sequence[Listed]) -> Body:
    """The ward's list: those whose place on it the committee has considered."""
    rows = tuple(
        (str(n), one.name, one.birth, one.branch, one.since, one.helper) for n, one in enumerate(listed, 1)
    )
    table = Table(heads=words.LIST_HEADS, rows=rows, widths=words.LIST_WIDTHS, numeric=(0, 2, 4))
    opening = words.LIST_OPENING.format(
        body=said.body,
        day=words.on(said.day).lower(),
        count=words.count(len(listed)),
        branches=words.count(len({one.branch for one in listed})),
    )
    tables = (table,) if rows else ()
    return opening, (Section(2, "", "", (), tables),) if tables else (), words.LIST_CLOSING
