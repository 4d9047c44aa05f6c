"""What the office enters of the rules: newer values with their place, its own practice, who decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from ..domain import rulebook
from ..domain.access import Action
from ..domain.deadlines import add_months
from ..domain.errors import Invalid
from ..domain.rule_ids import RuleId
from ..domain.rule_table import RULE_OF
from ..domain.rulebook import DEFAULT_VALUES, AuthorityMode, Unit
from ..domain.stages import Education
from ..models import AuthorityPeriod, RuleValueRow, RunEvent
from .command import Command, Context, Query, command, query
from .rule_pages import line_of
from .rules import book_of

#: What a value can be, by what it counts.
RANGES: dict[Unit, tuple[int, int]] = {
    Unit.YEARS: (14, 100),
    Unit.MONTHS: (1, 240),
    Unit.WORKING_DAYS: (0, 365),
    Unit.TIMES: (1, 20),
    Unit.PEOPLE: (1, 50),
}
WORDS: dict[Unit, frozenset[str]] = {
    Unit.LEVEL: frozenset(level.value for level in Education),
    Unit.STARTING_POINT: frozenset({"receipt", "issue"}),
}
#: No rule is older than the statutes; none is entered longer ahead than this.
_FIRST, _AHEAD_MONTHS = date(2011, 1, 19), 36


@dataclass(frozen=True)
class RuleEntry:
    """What the office types of a rule; `value` is empty for a rule without a number.

    With a document and a point it is law; without both it is the ward's practice and needs a note.
    """

    value: str
    valid_from: date
    valid_to: date | None
    document: str
    point: str
    note: str


@dataclass(frozen=True)
class PeriodLine:
    """From which day on who decides; `id` for what the office entered, `serves` for what counts today."""

    id: int | None
    mode: AuthorityMode
    first: date
    note: str
    serves: bool


def _steps(cx: Context, first: date, last: date | None) -> int:
    """How many recorded steps happened in a span of days up to today."""
    asked = select(func.count(RunEvent.id)).where(
        RunEvent.kind == "move", RunEvent.happened_on >= first, RunEvent.happened_on <= cx.today
    )
    if last is not None:
        asked = asked.where(RunEvent.happened_on <= last)
    return cx.session.scalar(asked) or 0


def _agreed(cx: Command, first: date, last: date | None, sure: bool) -> dict[str, object]:
    steps = _steps(cx, first, last)
    return {"sure": ("touches_steps", {"count": steps})} if steps and not sure else {}


def _unit(rule: RuleId) -> Unit | None:
    code = RULE_OF[rule].value
    return None if code is None else next(row.unit for row in DEFAULT_VALUES if row.code is code)


def _of_value(unit: Unit | None, value: str) -> dict[str, object]:
    if unit is None:
        return {}
    if unit in WORDS:
        return {} if value in WORDS[unit] else {"value": "rule_word"}
    least, most = RANGES[unit]
    if not value:
        return {"value": "required"}
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        return {"value": ("rule_number", {"least": least, "most": most})}
    return {}


def _of_days(cx: Command, data: RuleEntry, taken: Iterable[date]) -> dict[str, object]:
    fields: dict[str, object] = {}
    if not _FIRST <= data.valid_from <= add_months(cx.today, _AHEAD_MONTHS):
        fields["valid_from"] = "rule_day"
    elif data.valid_from in set(taken):
        fields["valid_from"] = "rule_taken"
    if data.valid_to is not None and data.valid_to < data.valid_from:
        fields["valid_to"] = "rule_ends_first"
    return fields


def _of_source(cx: Command, rule: RuleId, data: RuleEntry) -> dict[str, object]:
    if data.document or data.point:
        lacking = {name: "rule_source" for name in ("document", "point") if not getattr(data, name)}
        return dict(lacking)
    now = line_of(RULE_OF[rule], book_of(cx.session), data.valid_from).now
    if not all(one.is_practice for one in now):
        return {"document": "rule_is_law", "point": "rule_source"}
    return {} if data.note else {"note": "practice_note"}


@command(Action.RULE_EDIT)
def enter_value(cx: Command, rule: RuleId, data: RuleEntry, sure: bool) -> None:
    """Enter what a newer text says of a rule, or the ward's practice. Raises Invalid."""
    cx.allow()
    rows = select(RuleValueRow.valid_from).where(RuleValueRow.code == rule.value)
    fields = {
        **_of_value(_unit(rule), data.value),
        **_of_days(cx, data, cx.session.scalars(rows)),
        **_of_source(cx, rule, data),
    }
    fields = fields or _agreed(cx, data.valid_from, data.valid_to, sure)
    if fields:
        raise Invalid(fields=fields)
    cx.session.add(
        RuleValueRow(
            code=rule.value,
            value=data.value if _unit(rule) is not None else "",
            valid_from=data.valid_from,
            valid_to=data.valid_to,
            citation=f"{data.document}, {data.point}" if data.document else "",
            note=data.note,
        )
    )


@command(Action.RULE_EDIT)
def end_value(cx: Command, value_id: int, valid_to: date) -> None:
    """Let what was entered serve up to a day only. Raises Invalid, NotFound."""
    row = cx.load(RuleValueRow, value_id)
    if valid_to < row.valid_from:
        raise Invalid(fields={"valid_to": "rule_ends_first"})
    row.valid_to = valid_to


@command(Action.RULE_EDIT)
def withdraw_value(cx: Command, value_id: int) -> None:
    """Take back what was entered. Raises NotFound."""
    cx.session.delete(cx.load(RuleValueRow, value_id))


@query(Action.RULE_EDIT)
def rule_of_value(cx: Query, value_id: int) -> RuleId:
    """The rule that was entered under a number. Raises NotFound."""
    return RuleId(cx.load(RuleValueRow, value_id).code)


@query(Action.RULE_VIEW)
def authority_periods(cx: Query) -> tuple[PeriodLine, ...]:
    """Who decides from which day on, newest first; what the office entered stands over the usual."""
    cx.allow()
    rows = cx.session.scalars(select(AuthorityPeriod)).all()
    entered = {row.valid_from for row in rows}
    usual = [one for one in rulebook.DEFAULT_AUTHORITY if one.from_day not in entered]
    lines: list[tuple[date, AuthorityMode, int | None, str]] = [
        (one.from_day, one.mode, None, "") for one in usual
    ]
    lines += [(row.valid_from, AuthorityMode(row.mode), row.id, row.note) for row in rows]
    lines.sort(key=lambda one: one[0], reverse=True)
    serving = next((day for day, *_ in lines if day <= cx.today), None)
    return tuple(PeriodLine(number, mode, day, note, day == serving) for day, mode, number, note in lines)


@command(Action.RULE_EDIT)
def enter_period(cx: Command, mode: AuthorityMode, valid_from: date, note: str, sure: bool) -> None:
    """Say who decides from a day on. Raises Invalid; steps already recorded after the day ask to be sure."""
    cx.allow()
    fields: dict[str, object] = {}
    if not _FIRST <= valid_from <= add_months(cx.today, _AHEAD_MONTHS):
        fields["valid_from"] = "rule_day"
    if cx.session.scalar(select(AuthorityPeriod.id).where(AuthorityPeriod.valid_from == valid_from)):
        fields["valid_from"] = "period_taken"
    if not note:
        fields["note"] = "period_note"
    fields = fields or _agreed(cx, valid_from, None, sure)
    if fields:
        raise Invalid(fields=fields)
    cx.session.add(AuthorityPeriod(mode=mode.value, valid_from=valid_from, note=note))


@command(Action.RULE_EDIT)
def withdraw_period(cx: Command, period_id: int, sure: bool) -> None:
    """Take back what the office said; the usual counts again. Raises Invalid, NotFound."""
    row = cx.load(AuthorityPeriod, period_id)
    fields = _agreed(cx, row.valid_from, None, sure)
    if fields:
        raise Invalid(fields=fields)
    cx.session.delete(row)
