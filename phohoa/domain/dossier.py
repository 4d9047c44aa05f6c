"""The dossier of a run: its papers, their states, and the requests to verify a life history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .stages import Paper


class PaperState(StrEnum):
    """What has become of one paper of a dossier."""

    MISSING = "missing"
    RECEIVED = "received"
    RETURNED = "returned"
    NOT_NEEDED = "not_needed"


class VerificationSubject(StrEnum):
    """Whose life history a place was asked to verify (HD 06, 3.4 a); never a name."""

    SELF = "self"
    PARENTS = "parents"
    SPOUSE = "spouse"
    SPOUSE_PARENTS = "spouse_parents"
    CHILDREN = "children"


class VerificationConclusion(StrEnum):
    """What came of a request; the content itself stays in the paper file."""

    OPEN = "open"
    CORRECT = "correct"
    NEEDS_MORE = "needs_more"
    PROBLEM = "problem"
    EXEMPT = "exempt"


class ExemptReason(StrEnum):
    """Why somebody need not be verified (HD 06, 3.4 c; HD 38, I.1.5)."""

    RELATIVE_IS_MEMBER = "relative_is_member"
    SAME_COMMUNE = "same_commune"


class PaperList(StrEnum):
    """The three lists of a dossier (HD 38, II.1.1 a, b and c)."""

    BEFORE_VOTE = "before_vote"
    AFTER_VOTE = "after_vote"
    AT_RECOGNITION = "at_recognition"


class Need(StrEnum):
    """How much a list asks for a paper: always, only where there is one, or by the ward's habit alone."""

    REQUIRED = "required"
    IF_ANY = "if_any"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """One line of a list. `from_run`: it follows from a recorded step and is not typed a second time.

    `citation` is None for what the ward only is used to ask for.
    """

    paper: Paper
    list: PaperList
    need: Need = Need.REQUIRED
    from_run: bool = False
    citation: str | None = None


def _listed(list_: PaperList, cite: str, *lines: tuple[Paper, Need, bool]) -> tuple[ListedPaper, ...]:
    return tuple(
        ListedPaper(paper, list_, need, from_run, cite if need is not Need.USUAL else None)
        for paper, need, from_run in lines
    )


_ASKED, _IF_ANY, _USUAL = Need.REQUIRED, Need.IF_ANY, Need.USUAL

#: Every paper that a dossier can hold, in the order of the lists (domain notes 03, 3.2).
LISTED: tuple[ListedPaper, ...] = (
    *_listed(
        PaperList.BEFORE_VOTE,
        "HD38:II.1.1a",
        (Paper.CLASS_CERTIFICATE, _ASKED, True),
        (Paper.APPLICATION, _ASKED, False),
        (Paper.LIFE_HISTORY, _ASKED, False),
        (Paper.VERIFICATION, _ASKED, True),
        (Paper.INTRODUCTION, _ASKED, False),
        (Paper.UNION_RESOLUTION, _IF_ANY, False),
        (Paper.OPINIONS, _ASKED, False),
        (Paper.SUPPLEMENTARY_VERIFICATION, _IF_ANY, False),
        (Paper.BIRTH_CERTIFICATE, _USUAL, False),
        (Paper.DIPLOMA, _USUAL, False),
    ),
    *_listed(
        PaperList.AFTER_VOTE,
        "HD38:II.1.1b",
        (Paper.BRANCH_RESOLUTION, _ASKED, True),
        (Paper.DIVISION_REPORT, _IF_ANY, False),
        (Paper.COMMITTEE_RESOLUTION, _ASKED, True),
        (Paper.DECISION, _ASKED, True),
        (Paper.MEMBER_LIFE_HISTORY, _ASKED, False),
        (Paper.MEMBER_FORM, _ASKED, False),
    ),
    *_listed(
        PaperList.AT_RECOGNITION,
        "HD38:II.1.1c",
        (Paper.NEW_MEMBER_CERTIFICATE, _ASKED, True),
        (Paper.SELF_REVIEW, _ASKED, False),
        (Paper.HELPER_REMARKS, _ASKED, False),
        (Paper.PROBATION_OPINIONS, _ASKED, False),
        (Paper.OFFICIAL_BRANCH_RESOLUTION, _ASKED, True),
        (Paper.OFFICIAL_DIVISION_REPORT, _IF_ANY, False),
        (Paper.OFFICIAL_COMMITTEE_RESOLUTION, _IF_ANY, False),
        (Paper.OFFICIAL_DECISION, _ASKED, True),
    ),
)
LISTED_OF: dict[Paper, ListedPaper] = {line.paper: line for line in LISTED}

#: Made again when the branch has not considered the dossier within its months (HD 06, 5.4 a).
RENEWED: tuple[Paper, ...] = (
    Paper.INTRODUCTION,
    Paper.UNION_RESOLUTION,
    Paper.SUPPLEMENTARY_VERIFICATION,
    Paper.OPINIONS,
)

#: Two members introduce at most; every other paper is there once.
MOST_OF: dict[Paper, int] = {Paper.INTRODUCTION: 2}

# The appendix of 12-HD/BTCTW: from its day on people say these numbers. From 10-KND on they are not sure
# enough to be shown (domain notes 03).
_FORMS_FROM = date(2022, 5, 17)
_FORMS: dict[Paper, str] = {
    Paper.APPLICATION: "1",
    Paper.LIFE_HISTORY: "2",
    Paper.INTRODUCTION: "3",
    Paper.UNION_RESOLUTION: "4",
    Paper.OPINIONS: "5",
    Paper.BRANCH_RESOLUTION: "6",
    Paper.DIVISION_REPORT: "7",
    Paper.COMMITTEE_RESOLUTION: "8",
    Paper.DECISION: "9",
}


def form_number(paper: Paper, day: date) -> str | None:
    """The number of the form (of the series KND) that people say on a day, where it is known."""
    return _FORMS.get(paper) if day >= _FORMS_FROM else None


@dataclass(frozen=True, slots=True)
class PaperFact:
    """What the rules may know of one paper. The last four are of the member who introduces, if one does."""

    paper: Paper
    state: PaperState
    dated: date | None = None
    received_on: date | None = None
    ordinal: int = 1
    member_id: int | None = None
    introducer_official: bool | None = None
    introducer_is_helper: bool = False
    together_since: date | None = None

    @property
    def day(self) -> date | None:
        """The day on the paper; for one on which none is noted, the day it came in."""
        return self.dated or self.received_on


class Standing(StrEnum):
    """How a paper stands on a day."""

    SERVES = "serves"
    MISSING = "missing"
    RETURNED = "returned"
    TOO_LATE = "too_late"
    STALE = "stale"


def standing(fact: PaperFact | None, on: date, made_since: date | None = None) -> Standing:
    """Whether a paper serves on a day; `made_since`: it must have been made (again) on or after that day."""
    if fact is None or fact.state is PaperState.MISSING or fact.day is None:
        return Standing.MISSING
    if fact.state is PaperState.RETURNED:
        return Standing.RETURNED
    if fact.day > on:
        return Standing.TOO_LATE
    if made_since is not None and fact.day < made_since:
        return Standing.STALE
    return Standing.SERVES


@dataclass(frozen=True, slots=True)
class VerificationFact:
    """What the rules may know of one request; never what was found."""

    subject: VerificationSubject
    conclusion: VerificationConclusion
    concluded_on: date | None = None

    def settled_on(self, on: date) -> bool:
        """Concluded by that day (or exempt), whatever the conclusion."""
        if self.conclusion in (VerificationConclusion.OPEN, VerificationConclusion.NEEDS_MORE):
            return False
        return self.concluded_on is not None and self.concluded_on <= on
