"""The rules of a day: the rule book's own values, with what the office entered over them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, case, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from ..domain import rulebook
from ..domain.deadlines import PUBLIC_HOLIDAYS, Holidays
from ..domain.rule_ids import RuleId
from ..domain.rule_shape import Clause
from ..domain.rule_table import RULES
from ..domain.rulebook import AuthorityMode, Certainty, RuleCode, Rules, RuleValue
from ..models import AuthorityPeriod, Holiday, RuleValueRow

_DEFAULT_OF: dict[RuleCode, RuleValue] = {value.code: value for value in rulebook.DEFAULT_VALUES}


@dataclass(frozen=True)
class RuleBook:
    """All dated values, authority periods and days off of this installation, read once."""

    values: tuple[RuleValue, ...]
    periods: tuple[rulebook.AuthorityPeriod, ...]
    holidays: Holidays
    #: Rules without a number that the office found the same in a newer text.
    confirmed: tuple[tuple[RuleId, Clause], ...] = ()

    def rules_on(self, day: date) -> Rules:
        """The values in force on a day. What the office entered with an end serves only up to that end."""
        serving = (
            value
            for value in self.values
            if value.certainty is not Certainty.ENTERED
            or value.in_force_to is None
            or value.in_force_to >= day
        )
        return rulebook.rules_on(day, serving, self.compared_on(day))

    def confirmation(self, rule: RuleId, day: date) -> Clause | None:
        """What the office entered last of a rule without a number, if it serves on the day."""
        found = None
        for about, clause in self.confirmed:
            ended = clause.in_force_to is not None and clause.in_force_to < day
            if about is rule and clause.in_force_from <= day and not ended:
                found = clause
        return found

    def is_overtaken(self, clause: Clause, day: date) -> bool:
        """True if a regulation came after what the office entered."""
        return any(clause.in_force_from < since <= day for _, since in rulebook.REGIMES)

    def compared_on(self, day: date) -> dict[str, str]:
        """Places of older regulations whose rules were all found the same in a newer text."""
        found: dict[str, str] = {}
        if not self.confirmed:
            return found
        open_places: set[str] = set()
        for rule in RULES:
            if rule.value is not None:
                continue
            said = self.confirmation(rule.id, day)
            for clause in rule.clauses:
                if said is None or not said.citation or self.is_overtaken(said, day):
                    open_places.add(clause.citation)
                else:
                    found[clause.citation] = said.citation
        return {place: text for place, text in found.items() if place not in open_places}

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


_COUNTED = frozenset(code.value for code in RuleCode)


def _by_day(confirmed: list[tuple[RuleId, Clause]]) -> tuple[tuple[RuleId, Clause], ...]:
    """Confirmations in the order of their days."""
    return tuple(sorted(confirmed, key=lambda one: one[1].in_force_from))


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
    confirmed: list[tuple[RuleId, Clause]] = []
    off = {row.day for row in PUBLIC_HOLIDAYS if not row.is_working}
    worked = {row.day for row in PUBLIC_HOLIDAYS if row.is_working}
    for row in rows:
        if row.kind == _VALUE and row.code not in _COUNTED:
            entered = Clause(row.citation, row.first, row.last, Certainty.ENTERED)
            confirmed.append((RuleId(row.code), entered))
        elif row.kind == _VALUE:
            values.append(_value(row.code, row.text, row.first, row.last, row.citation))
        elif row.kind == _PERIOD:
            periods.append(rulebook.AuthorityPeriod(AuthorityMode(row.code), row.first))
        elif row.kind == _HOLIDAY:
            off.add(row.first)
            worked.discard(row.first)
        else:
            worked.add(row.first)
            off.discard(row.first)
    return RuleBook(
        tuple(values), tuple(periods), Holidays(frozenset(off), frozenset(worked)), _by_day(confirmed)
    )


def rules_on(session: Session, day: date) -> Rules:
    """The rule values in force on a day."""
    return book_of(session).rules_on(day)


def mode_on(session: Session, day: date) -> AuthorityMode:
    """Who decides on admissions on a day."""
    return book_of(session).mode_on(day)
