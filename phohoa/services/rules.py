"""The rules of a day: the rule book's own values, with what the office entered over them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain import rulebook
from ..domain.deadlines import PUBLIC_HOLIDAYS, Holidays
from ..domain.rulebook import AuthorityMode, Certainty, RuleCode, Rules, RuleValue
from ..models import AuthorityPeriod, Holiday, RuleValueRow

_DEFAULT_OF: dict[RuleCode, RuleValue] = {value.code: value for value in rulebook.DEFAULT_VALUES}


@dataclass(frozen=True)
class RuleBook:
    """All dated values, authority periods and days off of this installation, read once."""

    values: tuple[RuleValue, ...]
    periods: tuple[rulebook.AuthorityPeriod, ...]
    holidays: Holidays

    def rules_on(self, day: date) -> Rules:
        """The values in force on a day. What the office entered with an end serves only up to that end."""
        serving = (
            value
            for value in self.values
            if value.certainty is not Certainty.ENTERED
            or value.in_force_to is None
            or value.in_force_to >= day
        )
        return rulebook.rules_on(day, serving)

    def mode_on(self, day: date) -> AuthorityMode:
        """Who decides on admissions on a day."""
        return rulebook.authority_mode_on(day, self.periods)


def _entered(row: RuleValueRow) -> RuleValue:
    code = RuleCode(row.code)
    default = _DEFAULT_OF.get(code)
    is_number = default is None or isinstance(default.value, int)
    return RuleValue(
        code,
        int(row.value) if is_number and row.value.isascii() and row.value.isdigit() else row.value,
        default.unit if default else rulebook.Unit.WORKING_DAYS,
        row.valid_from,
        row.valid_to,
        row.citation,
        Certainty.ENTERED,
    )


def holidays_of(session: Session) -> Holidays:
    """Days off and weekend days that are worked: the known ones, with the office's table over them."""
    off = {row.day for row in PUBLIC_HOLIDAYS if not row.is_working}
    worked = {row.day for row in PUBLIC_HOLIDAYS if row.is_working}
    for row in session.scalars(select(Holiday)):
        (off, worked)[row.is_working].add(row.day)
        (worked, off)[row.is_working].discard(row.day)
    return Holidays(frozenset(off), frozenset(worked))


def book_of(session: Session) -> RuleBook:
    """The whole rule book (three small selects); ask it for each day that is needed."""
    # Entered rows come last: of two values from the same day the office's one serves.
    values = (*rulebook.DEFAULT_VALUES, *(_entered(row) for row in session.scalars(select(RuleValueRow))))
    periods = (
        *rulebook.DEFAULT_AUTHORITY,
        *(
            rulebook.AuthorityPeriod(AuthorityMode(row.mode), row.valid_from)
            for row in session.scalars(select(AuthorityPeriod))
        ),
    )
    return RuleBook(values, periods, holidays_of(session))


def rules_on(session: Session, day: date) -> Rules:
    """The rule values in force on a day."""
    return book_of(session).rules_on(day)


def mode_on(session: Session, day: date) -> AuthorityMode:
    """Who decides on admissions on a day."""
    return book_of(session).mode_on(day)
