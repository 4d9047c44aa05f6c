"""Due dates in words."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from ...domain.dues import DueDate
from ...domain.facts import DueState
from ...domain.vietnamese import format_date
from ...services.deadlines import DeadlineLine
from ...texts.planning import (
    REVIEW_OF_BRANCH,
    REVIEWS_OF_WARD,
    days_text,
    due_source,
    due_title,
    reckoning,
    years_text,
)

#: State of a due date, and the look that says the same.
LOOKS = {DueState.LATE: "late", DueState.SOON: "due", DueState.OK: "plain"}


@dataclass(frozen=True)
class ShownDue:
    """A due date in words."""

    on: str
    look: str
    when: str
    title: str
    reckoning: str
    source: str
    warning: str
    place: str | None = None


def shown_due(due: DueDate, today: date) -> ShownDue:
    """How a due date reads."""
    return ShownDue(
        on=format_date(due.on),
        look=LOOKS[due.state(today)],
        when=days_text(due, today),
        title=due_title(due),
        reckoning=reckoning(due),
        source=due_source(due),
        warning=years_text(due),
        place=due.citation,
    )


@dataclass(frozen=True)
class ShownLine:
    """A line of the list: whose it is, where it leads, and the due date."""

    who: str
    url: str
    branch: str
    due: ShownDue


def whose(line: DeadlineLine) -> str:
    """The person, the month or the class that a due date belongs to."""
    if line.month is not None:
        month = f"{line.month[1]:02d}/{line.month[0]}"
        words = REVIEW_OF_BRANCH if line.branch_id is not None else REVIEWS_OF_WARD
        return words.format(count=line.count, month=month)
    return line.class_name or line.name


def address(line: DeadlineLine) -> str:
    """The page on which the work of a line is done; "" where there is none."""
    if line.run_id is not None:
        return url_for("candidates.show", run_id=line.run_id)
    if line.month is not None:
        at = {"year": line.month[0], "month": line.month[1]}
        if line.branch_id is not None:
            return url_for("reviews.sheet", branch_id=line.branch_id, **at)
        return url_for("reviews.month_page", **at)
    return url_for("classes.show", class_id=line.class_id) if line.class_id is not None else ""


def shown_line(line: DeadlineLine, today: date) -> ShownLine:
    """A line in words."""
    return ShownLine(whose(line), address(line), line.branch, shown_due(line.due, today))
