"""Contradictions between what was recorded in one place and in another: names, birth dates, days, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from .deadlines import add_months
from .dossier import PaperState
from .stages import Paper
from .vietnamese import BirthDate, TextError, fold, sort_key


class Step(StrEnum):
    """A recorded step of a run, as one side of a contradiction."""

    RECORD = "record"
    SYMPATHISER = "sympathiser"
    START_PROPOSED = "start_proposed"
    DOSSIER_STARTED = "dossier_started"
    BRANCH_VOTE = "branch_vote"
    COMMITTEE_VOTE = "committee_vote"
    SUBMITTED = "submitted"
    DECISION_RECEIVED = "decision_received"
    CEREMONY = "ceremony"
    PROBATION_ENDS = "probation_ends"
    OFFICIAL_VOTE = "official_vote"
    VERIFICATION = "verification"
    TOGETHER = "together"
    OTHER_PERSON = "other_person"


class Doubt(StrEnum):
    """What does not fit; each has its sentence in texts/dossiers.py."""

    NAME_DIFFERS = "name_differs"
    NAME_MARKS_DIFFER = "name_marks_differ"
    BIRTH_DIFFERS = "birth_differs"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    TOGETHER_SHORT = "together_short"
    NUMBER_TWICE = "number_twice"
    BEFORE_BIRTH = "before_birth"


@dataclass(frozen=True, slots=True)
class Side:
    """One place of a contradiction: a paper (with which of two) or a step, and the value there."""

    where: Paper | Step
    value: str | date
    ordinal: int = 1
    #: Which request to verify, for a link to mend it.
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two places that cannot both be right."""

    doubt: Doubt
    one: Side
    other: Side


@dataclass(frozen=True, slots=True)
class NotedPaper:
    """A paper as it was noted. `together_since` is of the member who introduces."""

    paper: Paper
    state: PaperState
    ordinal: int = 1
    dated: date | None = None
    received_on: date | None = None
    number: str = ""
    name: str = ""
    birth: str = ""
    together_since: date | None = None
    #: The 12 months together are not asked of one who took over from another helper.
    took_over: bool = False


@dataclass(frozen=True, slots=True)
class NotedVerification:
    """The days of a request to verify."""

    number: int
    asked_on: date | None = None
    concluded_on: date | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """Everything of a run that can contradict itself."""

    name: str
    birth: BirthDate
    steps: dict[Step, date]
    papers: tuple[NotedPaper, ...]
    verifications: tuple[NotedVerification, ...] = ()
    #: Numbers of papers that stand with somebody else: paper, its number.
    taken: tuple[tuple[Paper, str], ...] = ()
    together_months: int = 12


#: The order in which steps and papers of the way follow one another; equal days are in order.
_ORDER: tuple[Paper | Step, ...] = (
    Step.SYMPATHISER,
    Step.START_PROPOSED,
    Step.DOSSIER_STARTED,
    Step.BRANCH_VOTE,
    Step.COMMITTEE_VOTE,
    Step.SUBMITTED,
    Paper.DECISION,
    Step.DECISION_RECEIVED,
    Step.CEREMONY,
    Step.PROBATION_ENDS,
    Step.OFFICIAL_VOTE,
    Paper.OFFICIAL_DECISION,
)
#: What lies before the branch when it votes.
_BEFORE_VOTE = (
    Paper.CLASS_CERTIFICATE,
    Paper.APPLICATION,
    Paper.LIFE_HISTORY,
    Paper.INTRODUCTION,
    Paper.UNION_RESOLUTION,
    Paper.OPINIONS,
    Paper.SUPPLEMENTARY_VERIFICATION,
)
_BEFORE_RECOGNITION = (
    Paper.NEW_MEMBER_CERTIFICATE,
    Paper.SELF_REVIEW,
    Paper.HELPER_REMARKS,
    Paper.PROBATION_OPINIONS,
)
#: What is written after the ceremony.
_AFTER_CEREMONY = (
    Paper.MEMBER_LIFE_HISTORY,
    Paper.MEMBER_FORM,
    Paper.NEW_MEMBER_CERTIFICATE,
    Paper.SELF_REVIEW,
    Paper.HELPER_REMARKS,
    Paper.PROBATION_OPINIONS,
)
#: A number stands on one paper of one person only.
_NUMBERED_ONCE = (
    Paper.CLASS_CERTIFICATE,
    Paper.DECISION,
    Paper.NEW_MEMBER_CERTIFICATE,
    Paper.OFFICIAL_DECISION,
)


def contradictions(noted: Noted) -> tuple[Contradiction, ...]:
    """Every pair of places that cannot both be right, in the order of the dossier."""
    return (
        *_names(noted),
        *_births(noted),
        *_order_of_steps(noted),
        *_papers_and_votes(noted),
        *_own_days(noted),
        *_verifications(noted),
        *_together(noted),
        *_numbers(noted),
    )


def same_name(one: str, other: str) -> bool:
    """The same name, whatever the case, the form of Unicode and the place of the tone mark."""
    return sort_key(one) == sort_key(other)


def _there(noted: Noted) -> list[NotedPaper]:
    return [paper for paper in noted.papers if paper.state in (PaperState.RECEIVED, PaperState.RETURNED)]


def _names(noted: Noted) -> Iterator[Contradiction]:
    for paper in noted.papers:
        if not paper.name or same_name(paper.name, noted.name):
            continue
        # Other letters are another name; other marks alone are most often a slip of the keyboard.
        marks = fold(paper.name) == fold(noted.name)
        doubt = Doubt.NAME_MARKS_DIFFER if marks else Doubt.NAME_DIFFERS
        yield Contradiction(
            doubt, Side(paper.paper, paper.name, paper.ordinal), Side(Step.RECORD, noted.name)
        )


def _births(noted: Noted) -> Iterator[Contradiction]:
    for paper in noted.papers:
        if not paper.birth:
            continue
        try:
            born = BirthDate.parse(paper.birth)
        except TextError:
            continue
        if not _can_be_same(born, noted.birth):
            one = Side(paper.paper, paper.birth, paper.ordinal)
            yield Contradiction(Doubt.BIRTH_DIFFERS, one, Side(Step.RECORD, noted.birth.display()))


def _can_be_same(one: BirthDate, other: BirthDate) -> bool:
    """What of both is known agrees."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(a is None or b is None or a == b for a, b in pairs)


def _day_of(noted: Noted, where: Paper | Step) -> date | None:
    if isinstance(where, Step):
        return noted.steps.get(where)
    return next((paper.dated for paper in noted.papers if paper.paper is where), None)


def _order_of_steps(noted: Noted) -> Iterator[Contradiction]:
    known = [(where, day) for where in _ORDER if (day := _day_of(noted, where)) is not None]
    for (before, first), (after, then) in pairwise(known):
        if then < first:
            yield Contradiction(Doubt.TOO_EARLY, Side(after, then), Side(before, first))


def _papers_and_votes(noted: Noted) -> Iterator[Contradiction]:
    for papers, vote in (
        (_BEFORE_VOTE, Step.BRANCH_VOTE),
        (_BEFORE_RECOGNITION, Step.OFFICIAL_VOTE),
    ):
        day = noted.steps.get(vote)
        for paper in _there(noted):
            if day is not None and paper.paper in papers and paper.dated is not None and paper.dated > day:
                one = Side(paper.paper, paper.dated, paper.ordinal)
                yield Contradiction(Doubt.TOO_LATE, one, Side(vote, day))
    ceremony = noted.steps.get(Step.CEREMONY)
    for paper in _there(noted):
        late = ceremony is not None and paper.dated is not None and paper.dated < ceremony
        if late and ceremony is not None and paper.paper in _AFTER_CEREMONY:
            one = Side(paper.paper, paper.dated or ceremony, paper.ordinal)
            yield Contradiction(Doubt.TOO_EARLY, one, Side(Step.CEREMONY, ceremony))


def _own_days(noted: Noted) -> Iterator[Contradiction]:
    """A paper came in before it was written, or was written before the person was born."""
    for paper in _there(noted):
        if paper.dated is None:
            continue
        if paper.received_on is not None and paper.received_on < paper.dated:
            here = Side(paper.paper, paper.received_on, paper.ordinal)
            yield Contradiction(Doubt.TOO_EARLY, here, Side(paper.paper, paper.dated, paper.ordinal))
        if paper.dated < noted.birth.first_day:
            one = Side(paper.paper, paper.dated, paper.ordinal)
            yield Contradiction(Doubt.BEFORE_BIRTH, one, Side(Step.RECORD, noted.birth.display()))


def _verifications(noted: Noted) -> Iterator[Contradiction]:
    vote = noted.steps.get(Step.BRANCH_VOTE)
    history = next((p.dated for p in noted.papers if p.paper is Paper.LIFE_HISTORY and p.dated), None)
    for one in noted.verifications:
        if vote is not None and one.concluded_on is not None and one.concluded_on > vote:
            side = Side(Step.VERIFICATION, one.concluded_on, number=one.number)
            yield Contradiction(Doubt.TOO_LATE, side, Side(Step.BRANCH_VOTE, vote))
        if history is not None and one.asked_on is not None and one.asked_on < history:
            side = Side(Step.VERIFICATION, one.asked_on, number=one.number)
            yield Contradiction(Doubt.TOO_EARLY, side, Side(Paper.LIFE_HISTORY, history))


def _together(noted: Noted) -> Iterator[Contradiction]:
    for paper in _there(noted):
        if paper.paper is not Paper.INTRODUCTION or paper.took_over:
            continue
        if paper.dated is None or paper.together_since is None:
            continue
        if paper.dated < add_months(paper.together_since, noted.together_months):
            one = Side(paper.paper, paper.dated, paper.ordinal)
            yield Contradiction(Doubt.TOGETHER_SHORT, one, Side(Step.TOGETHER, paper.together_since))


def _numbers(noted: Noted) -> Iterator[Contradiction]:
    taken = {(paper, _plain(number)) for paper, number in noted.taken}
    for paper in noted.papers:
        if paper.number and paper.paper in _NUMBERED_ONCE and (paper.paper, _plain(paper.number)) in taken:
            one = Side(paper.paper, paper.number, paper.ordinal)
            yield Contradiction(Doubt.NUMBER_TWICE, one, Side(Step.OTHER_PERSON, paper.number))
    yield from _twice_here(noted.papers)


def _twice_here(papers: Iterable[NotedPaper]) -> Iterator[Contradiction]:
    """One decision cannot both admit and recognise; one certificate cannot be of both classes."""
    known: dict[str, NotedPaper] = {}
    for paper in papers:
        if not paper.number or paper.paper not in _NUMBERED_ONCE:
            continue
        kind = "decision" if paper.paper in (Paper.DECISION, Paper.OFFICIAL_DECISION) else "certificate"
        before = known.setdefault(f"{kind}:{_plain(paper.number)}", paper)
        if before is not paper:
            yield Contradiction(
                Doubt.NUMBER_TWICE, Side(paper.paper, paper.number), Side(before.paper, before.number)
            )


def _plain(number: str) -> str:
    return "".join(fold(number).split())
