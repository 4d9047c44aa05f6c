"""The rule book as people read it: each rule on a day, where it stood before, and where it is asked."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..domain.access import Action, scope_of
from ..domain.facts import DueCode, Obligation
from ..domain.rule_ids import RuleGroup, RuleId
from ..domain.rule_shape import Clause, Rule
from ..domain.rule_table import RULE_OF, clauses_of, rules_in
from ..domain.rule_uses import dues_of, is_on_cards, moves_of, obligations_of
from ..domain.rulebook import AuthorityMode, Certainty, Regime, RuleCode, RuleValue, Unit, regime_on
from ..domain.stages import MoveCode
from ..models import RuleValueRow
from .command import Query, query
from .rules import RuleBook, book_of


@dataclass(frozen=True)
class Standing:
    """Where a rule stood in some time, with its value then; no citation: the ward's practice."""

    value: int | str | None
    citation: str
    first: date
    last: date | None
    certainty: Certainty

    @property
    def is_practice(self) -> bool:
        return self.certainty is Certainty.LIKELY or not self.citation


@dataclass(frozen=True)
class RuleLine:
    """A rule on a day: `now` is what serves, `unchecked` marks a newer text not compared yet.

    `is_ahead`: the rule had not come into force by the day.
    """

    id: RuleId
    value: int | str | None
    now: tuple[Standing, ...]
    unchecked: bool
    is_ahead: bool
    earlier: tuple[Standing, ...]
    moves: tuple[MoveCode, ...]
    dues: tuple[DueCode, ...]
    obligations: tuple[Obligation, ...]
    on_cards: bool

    @property
    def only_informs(self) -> bool:
        return not (self.moves or self.dues or self.obligations or self.on_cards)


@dataclass(frozen=True)
class RulePage:
    """One chapter of the rule book on a day."""

    day: date
    is_today: bool
    regime: Regime
    mode: AuthorityMode
    group: RuleGroup
    lines: tuple[RuleLine, ...]
    may_edit: bool


@dataclass(frozen=True)
class EnteredLine:
    """What the office entered of a rule."""

    id: int
    value: int | str | None
    citation: str
    first: date
    last: date | None
    note: str


@dataclass(frozen=True)
class RuleEditing:
    """A rule for the form in which the office enters what is new of it."""

    line: RuleLine
    unit: Unit | None
    entered: tuple[EnteredLine, ...]
    today: date


def _standing(clause: Clause, value: int | str | None) -> Standing:
    return Standing(value, clause.citation, clause.in_force_from, clause.in_force_to, clause.certainty)


def _of_value(row: RuleValue) -> Standing:
    return Standing(row.value, row.citation, row.in_force_from, row.in_force_to, row.certainty)


def _counted(code: RuleCode, book: RuleBook, day: date) -> tuple[tuple[Standing, ...], bool, list[Standing]]:
    rules = book.rules_on(day)
    serving = rules.in_force[code]
    rows = sorted((row for row in book.values if row.code is code), key=lambda row: row.in_force_from)
    earlier = [_of_value(row) for row in rows if row is not serving and row.in_force_from <= day]
    return (_of_value(serving),), rules.unchecked(code), earlier


def _told(rule: Rule, book: RuleBook, day: date) -> tuple[tuple[Standing, ...], bool, list[Standing]]:
    clauses = clauses_of(rule)
    begun = [clause for clause in clauses if clause.in_force_from <= day] or [clauses[0]]
    said = book.confirmation(rule.id, day)
    if said is not None:
        earlier = [_standing(clause, None) for clause in begun]
        return (_standing(said, None),), bool(said.citation) and book.is_overtaken(said, day), earlier
    # Several places may say it at the same time; the ones believed earlier gave way to them.
    read = [clause for clause in begun if clause.certainty is not Certainty.LIKELY] or begun[-1:]
    still = [clause for clause in read if clause.in_force_to is None or clause.in_force_to >= day]
    now = still or read
    older = [_standing(clause, None) for clause in begun if clause not in now]
    return tuple(_standing(clause, None) for clause in now), not still, older


def line_of(rule: Rule, book: RuleBook, day: date) -> RuleLine:
    """A rule as it serves on a day."""
    now, unchecked, earlier = (
        _told(rule, book, day) if rule.value is None else _counted(rule.value, book, day)
    )
    return RuleLine(
        id=rule.id,
        value=now[0].value,
        now=now,
        unchecked=unchecked,
        is_ahead=all(one.first > day for one in now),
        earlier=tuple(reversed(earlier)),
        moves=moves_of(rule.id),
        dues=dues_of(rule.id),
        obligations=obligations_of(rule.id),
        on_cards=is_on_cards(rule.id),
    )


@query(Action.RULE_VIEW)
def rule_page(cx: Query, group: RuleGroup, day: date | None = None) -> RulePage:
    """A chapter of the rule book; as of today where no day is asked."""
    cx.allow()
    book, on = book_of(cx.session), day or cx.today
    return RulePage(
        day=on,
        is_today=on == cx.today,
        regime=regime_on(on),
        mode=book.mode_on(on),
        group=group,
        lines=tuple(line_of(rule, book, on) for rule in rules_in(group)),
        may_edit=scope_of(cx.actor, Action.RULE_EDIT) is not None,
    )


@query(Action.RULE_EDIT)
def rule_editing(cx: Query, rule_id: RuleId) -> RuleEditing:
    """A rule with what the office entered of it, newest first."""
    cx.allow()
    rule, book = RULE_OF[rule_id], book_of(cx.session)
    unit = None
    if rule.value is not None:
        unit = next(row.unit for row in book.values if row.code is rule.value)
    rows = cx.session.scalars(
        select(RuleValueRow)
        .where(RuleValueRow.code == rule_id.value)
        .order_by(RuleValueRow.valid_from.desc())
    )
    counts = unit not in (None, Unit.LEVEL, Unit.STARTING_POINT)
    return RuleEditing(
        line=line_of(rule, book, cx.today),
        unit=unit,
        entered=tuple(
            EnteredLine(
                row.id,
                None if unit is None else int(row.value) if counts and row.value.isdigit() else row.value,
                row.citation,
                row.valid_from,
                row.valid_to,
                row.note,
            )
            for row in rows
        ),
        today=cx.today,
    )
