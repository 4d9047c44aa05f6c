"""The reports of a year, branch by month: rates, the map of the year, and the lists behind its numbers."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from ..domain.access import Action
from ..domain.errors import NotFound
from ..domain.reporting import Lack, RateKind, Rates, Report, counts_in, rates_of
from ..domain.reviews import REPORTED_STATES, Reported, ReviewState, expected_branches, month_begun
from ..models import Branch, Review
from .command import Context, Query, query
from .report_facts import judge, rhythm_of, roster_of, undecided_lines
from .review_sheet import check_month
from .rosters import BranchLine, branches_on, line_of


@dataclass(frozen=True)
class Cell:
    """A branch in one month of the year; `state` None when there was nothing to report."""

    month: int
    state: ReviewState | None
    reported: Reported
    report: Report
    lacks: tuple[Lack, ...]
    sent_at: datetime | None


@dataclass(frozen=True)
class YearLine:
    """A branch through the year."""

    branch_id: int
    name: str
    cells: tuple[Cell, ...]

    @property
    def rates(self) -> Rates:
        """Over the months whose day is past: one that can still be reported in time is no failure."""
        return rates_of(cell.report for cell in self.cells if cell.report.due)


@dataclass(frozen=True)
class YearPage:
    """Branches by months. `sent` and `expected` count per month."""

    year: int
    months: tuple[int, ...]
    lines: tuple[YearLine, ...]

    def rates_in(self, place: int) -> Rates:
        """The rates of one month, by its place among `months`."""
        return rates_of(line.cells[place].report for line in self.lines)

    @property
    def rates(self) -> Rates:
        """Of all branches over the months whose day is past."""
        return rates_of(cell.report for line in self.lines for cell in line.cells if cell.report.due)

    @property
    def sent(self) -> tuple[int, ...]:
        return tuple(self.rates_in(place)[RateKind.ACTUAL] for place in range(len(self.months)))

    @property
    def expected(self) -> tuple[int, ...]:
        return tuple(self.rates_in(place)[RateKind.EXPECTED] for place in range(len(self.months)))

    def shown(self, kind: RateKind | None) -> tuple[tuple[YearLine, Cell], ...]:
        """Branch and month of the reports that a count of the year is made of, newest month first."""
        found = [
            (line, cell)
            for line in self.lines
            for cell in line.cells
            if (cell.state is not None if kind is None else cell.report.due and counts_in(kind, cell.report))
        ]
        return tuple(sorted(found, key=lambda pair: -pair[1].month))


def _year_of(cx: Context, year: int, branches: tuple[BranchLine, ...]) -> YearPage:
    """The months that have begun (three selects)."""
    months = tuple(m for m in range(1, 13) if month_begun(year, m, cx.today))
    due = rhythm_of(cx.session).due_day
    roster = roster_of(branches)
    expected = {month: set(expected_branches(roster, year, month, due)) for month in months}
    wanted = [branch.id for branch in branches]
    reviews = {
        (review.branch_id, review.month): review
        for review in cx.session.scalars(
            select(Review).where(Review.year == year, Review.branch_id.in_(wanted))
        )
    }
    closed = [review.id for review in reviews.values() if review.state in REPORTED_STATES]
    undecided = undecided_lines(cx.session, closed)

    def cell(branch_id: int, month: int) -> Cell:
        review = reviews.get((branch_id, month))
        missing = undecided.get(review.id, 0) if review is not None else 0
        judged = judge(review, branch_id in expected[month], year, month, due, cx.today, missing)
        state = review.state if review is not None else None
        if state is None and judged.report.expected:
            state = ReviewState.NOT_STARTED
        sent_at = review.submitted_at if review is not None else None
        return Cell(month, state, judged.reported, judged.report, judged.lacks, sent_at)

    lines = tuple(
        YearLine(branch.id, branch.short_name, tuple(cell(branch.id, month) for month in months))
        for branch in branches
    )
    return YearPage(year, months, lines)


@query(Action.REVIEW_MONTH_VIEW)
def year_page(cx: Query, year: int) -> YearPage:
    """The year's months that have begun, branch by branch. Raises NotFound, Refused as month_page."""
    cx.allow()
    check_month(year, 1, cx.today)
    return _year_of(cx, year, branches_on(cx.session, date(year, 1, 1), date(year, 12, 31)))


@dataclass(frozen=True)
class BranchYear:
    """One branch through a year."""

    branch_id: int
    name: str
    is_practice: bool
    page: YearPage


@query(Action.REVIEW_VIEW)
def branch_year(cx: Query, branch_id: int, year: int) -> BranchYear:
    """A branch's reports of a year. Raises NotFound for another one's branch, Refused as month_page."""
    cx.allow(branch_id=branch_id)
    check_month(year, 1, cx.today)
    branch = cx.session.get(Branch, branch_id)
    if branch is None:
        raise NotFound
    return BranchYear(branch.id, branch.name, branch.is_practice, _year_of(cx, year, (line_of(branch),)))
