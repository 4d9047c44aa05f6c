"""What the page of a person says of the process: what is owed, what was asked above, the probation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..domain.deadlines import add_months, add_working_days
from ..domain.dossier import PaperState
from ..domain.facts import Obligation
from ..domain.opinions import Opinion
from ..domain.rulebook import RuleCode
from ..domain.stages import Paper
from ..models import DossierPaper, RunObligation, TrackingRun, UpperOpinion
from .command import Query
from .obligations import ObligationLine, lines_of_run, may_record
from .opinions import OpinionLine, line_of
from .probation import ON_PROBATION
from .rules import RuleBook
from .run_rows import RunRows

#: What is brought before the branch considers recognition, with its place (HD 06, 4.1 to 4.4).
_PAPERS: tuple[tuple[Paper, str], ...] = (
    (Paper.NEW_MEMBER_CERTIFICATE, "HD06:4.1"),
    (Paper.SELF_REVIEW, "HD06:4.2"),
    (Paper.HELPER_REMARKS, "HD06:4.3"),
    (Paper.PROBATION_OPINIONS, "HD06:4.4"),
)


@dataclass(frozen=True)
class ProbationPaper:
    """One paper of recognition: there since a day, or not yet; `state` None: not noted."""

    paper: Paper
    citation: str | None
    unchecked: bool
    is_there: bool
    dated: date | None = None
    number: str = ""


@dataclass(frozen=True)
class Probation:
    """The year of probation. `warn_from`: when the papers have to be prepared."""

    ceremony_on: date
    ends_on: date
    warn_from: date
    is_over: bool
    review_until: date
    review_citation: str | None
    review_unchecked: bool
    helper: str
    helper_since: date | None
    papers: tuple[ProbationPaper, ...]
    proposed_on: date | None

    @property
    def lacking(self) -> int:
        return sum(not one.is_there for one in self.papers)


@dataclass(frozen=True)
class Process:
    """The part of the page."""

    obligations: tuple[ObligationLine, ...]
    opinions: tuple[OpinionLine, ...]
    probation: Probation | None
    special_opinion_needed: bool
    may_record: bool

    @property
    def open(self) -> tuple[ObligationLine, ...]:
        return tuple(one for one in self.obligations if one.done_on is None)

    @property
    def report_owed(self) -> bool:
        """Whether a failed vote has still to be reported; so it is where no report was ever noted."""
        reports = [one for one in self.obligations if one.obligation is Obligation.REPORT_UPWARD]
        return not reports or any(one.done_on is None for one in reports)

    @property
    def facts(self) -> tuple[Opinion, ...]:
        """The opinions as the rules ask for them, in the order in which they were recorded."""
        return tuple(
            Opinion(one.kind, one.asked_on, one.answered_on, one.agreed) for one in reversed(self.opinions)
        )

    @property
    def done(self) -> tuple[ObligationLine, ...]:
        return tuple(one for one in self.obligations if one.done_on is not None)


def _probation(
    cx: Query, run: TrackingRun, book: RuleBook, noted: Iterable[DossierPaper]
) -> Probation | None:
    ceremony, ends = run.ceremony_on, run.probation_ends_on
    if run.stage not in ON_PROBATION or ceremony is None or ends is None:
        return None
    kept = {row.paper: row for row in noted if row.state is PaperState.RECEIVED}
    rules = book.rules_on(ends)
    papers = []
    for paper, cite in _PAPERS:
        citation, unchecked = rules.cites(cite)
        if paper is Paper.NEW_MEMBER_CERTIFICATE:
            dated, number = run.new_member_certificate_on, run.new_member_certificate_number
            there = dated is not None
        else:
            row = kept.get(paper)
            there, dated, number = row is not None, row.dated if row else None, row.number if row else ""
        papers.append(ProbationPaper(paper, citation, unchecked, there, dated, number))
    days = rules.number(RuleCode.OFFICIAL_REVIEW_DAYS)
    return Probation(
        ceremony_on=ceremony,
        ends_on=ends,
        warn_from=add_months(ends, -2),
        is_over=cx.today >= ends,
        review_until=add_working_days(ends, days, book.holidays),
        review_citation=rules.citation(RuleCode.OFFICIAL_REVIEW_DAYS),
        review_unchecked=rules.unchecked(RuleCode.OFFICIAL_REVIEW_DAYS),
        helper=run.helper.full_name if run.helper else "",
        helper_since=run.helper_since,
        papers=tuple(papers),
        proposed_on=run.official_proposed_on,
    )


#: What is read of a run for this part.
BESIDE = (RunObligation, UpperOpinion)


def process_of(
    cx: Query, run: TrackingRun, book: RuleBook, rows: RunRows, papers: Iterable[DossierPaper]
) -> Process:
    """What is owed, asked and brought for a loaded run, from its rows (no select)."""
    return Process(
        obligations=lines_of_run(rows.of(RunObligation), book),
        opinions=tuple(line_of(row) for row in reversed(rows.of(UpperOpinion))),
        probation=_probation(cx, run, book, papers),
        special_opinion_needed=run.special_opinion_needed,
        may_record=may_record(cx, run.branch_id),
    )
