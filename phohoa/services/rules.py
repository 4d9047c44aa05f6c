"""The rules of a day: the rule book's own values, with what the office entered over them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, case, cast, literal, null, select, union_all
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


_VALUE, _PERIOD, _HOLIDAY, _WORKED = "value", "period", "holiday", "worked"


def _value(code_text: str, text: str, first: date, last: date | None, citation: str) -> RuleValue:
    code = RuleCode(code_text)
    default = _DEFAULT_OF.get(code)
    counts = default is None or isinstance(default.value, int)
    return RuleValue(
        code,
        int(text) if counts and text.isascii() and text.isdigit() else text,
        default.unit if default else rulebook.Unit.WORKING_DAYS,
        first,
        last,
        citation,
        Certainty.ENTERED,
    )


def book_of(session: Session) -> RuleBook:
    """The whole rule book of the installation (one select); ask it for each day that is needed."""
    no_day = cast(null(), Date)
    rows = session.execute(
        union_all(
            select(
                literal(_VALUE).label("kind"),
                RuleValueRow.code.label("code"),
                RuleValueRow.value.label("text"),
                RuleValueRow.valid_from.label("first"),
                RuleValueRow.valid_to.label("last"),
                RuleValueRow.citation.label("citation"),
            ),
            select(
                literal(_PERIOD),
                AuthorityPeriod.mode,
                AuthorityPeriod.note,
                AuthorityPeriod.valid_from,
                no_day,
                literal(""),
            ),
            select(
                case((Holiday.is_working, _WORKED), else_=_HOLIDAY),
                literal(""),
                literal(""),
                Holiday.day,
                no_day,
                literal(""),
            ),
        )
    ).all()
    # Entered rows come last: of two values from the same day the office's one serves.
    values = [*rulebook.DEFAULT_VALUES]
    periods = [*rulebook.DEFAULT_AUTHORITY]
    off = {row.day for row in PUBLIC_HOLIDAYS if not row.is_working}
    worked = {row.day for row in PUBLIC_HOLIDAYS if row.is_working}
    for row in rows:
        if row.kind == _VALUE:
            values.append(_value(row.code, row.text, row.first, row.last, row.citation))
        elif row.kind == _PERIOD:
            periods.append(rulebook.AuthorityPeriod(AuthorityMode(row.code), row.first))
        elif row.kind == _HOLIDAY:
            off.add(row.first)
            worked.discard(row.first)
        else:
            worked.add(row.first)
            off.discard(row.first)
    return RuleBook(tuple(values), tuple(periods), Holidays(frozenset(off), frozenset(worked)))


def rules_on(session: Session, day: date) -> Rules:
    """The rule values in force on a day."""
    return book_of(session).rules_on(day)


def mode_on(session: Session, day: date) -> AuthorityMode:
    """Who decides on admissions on a day."""
    return book_of(session).mode_on(day)
