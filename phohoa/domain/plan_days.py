"""The days a plan may use: meetings, sessions, classes, limits; each looks forward and backward alike.

Every question comes in two forms that answer each other: `up(t)` is the first day not before `t` on which a
thing can be, `down(e)` the last one not after `e`. For all t and e: up(t) <= e exactly when t <= down(e).
That is why the plan forward and the plan backward agree (planning.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from .deadlines import (
    DEFAULT_HOLIDAYS,
    Holidays,
    add_working_days,
    is_working_day,
    last_day_of_month,
    subtract_working_days,
)
from .rulebook import AuthorityMode, RuleCode, Rules
from .sessions import SessionKind
from .training import ClassKind

_DAY = timedelta(days=1)


class WhyCode(StrEnum):
    """What puts a step on its day."""

    TODAY = "today"
    MEETING = "meeting"
    SESSION = "session"
    SESSION_ASSUMED = "session_assumed"
    CLASS = "class"
    CLASS_ACCEPTED = "class_accepted"
    CLASS_UNKNOWN = "class_unknown"
    CLASS_NONE_IN_TIME = "class_none_in_time"
    NOMINATE_BY = "nominate_by"
    LIMIT_AFTER = "limit_after"
    LIMIT_BEFORE = "limit_before"
    LIMIT_PASSED = "limit_passed"
    DAY_AFTER = "day_after"
    BEFORE_NEXT = "before_next"
    AGE_MIN = "age_min"
    AGE_MAX = "age_max"
    CERTIFICATE = "certificate"
    DOSSIER = "dossier"
    CEREMONY_LIMIT = "ceremony_limit"
    REVIEW_LIMIT = "review_limit"
    PROBATION = "probation"
    WANTED = "wanted"


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: its day or count, its citation, and the class or session it speaks of."""

    code: WhyCode
    day: date | None = None
    count: int = 0
    name: str = ""
    session: SessionKind | None = None
    rule: RuleCode | None = None
    citation: str | None = None
    unchecked: bool = False


@dataclass(frozen=True, slots=True)
class KnownClass:
    """A class that was announced or is planned; `seats_left` None: as many as come."""

    id: int
    name: str
    kind: ClassKind
    starts_on: date
    ends_on: date
    nominate_by: date | None = None
    seats_left: int | None = None

    @property
    def last_nomination(self) -> date:
        """The last day on which somebody can be named for it."""
        return self.nominate_by or self.starts_on


@dataclass(frozen=True, slots=True)
class _Period:
    """A limit as it holds for what begins from one day to another."""

    first: date
    last: date
    count: int


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


@dataclass
class PlanDays:
    """Everything dated that plans of one branch rest on.

    `rules_at` gives the rules of a day; `changes` are the days on which some rule changes. `meetings` are the
    days of meetings that are known by month, `held` whether the meeting of this month is over. `sessions` are
    the entered days of each body; a month without any is taken to have one on its last working day.
    """

    today: date
    rules_at: Callable[[date], Rules]
    holidays: Holidays = DEFAULT_HOLIDAYS
    changes: tuple[date, ...] = ()
    mode: AuthorityMode = AuthorityMode.C
    meeting_day: int = 3
    meetings: Mapping[tuple[int, int], date] = field(default_factory=dict)
    held: bool = False
    sessions: Mapping[SessionKind, tuple[date, ...]] = field(default_factory=dict)
    classes: tuple[KnownClass, ...] = ()
    _worked: dict[tuple[date, int], date] = field(default_factory=dict, repr=False)
    _limits: dict[RuleCode, tuple[_Period, ...]] = field(default_factory=dict, repr=False)
    _session_months: dict[tuple[SessionKind, int], tuple[tuple[date, ...], bool]] = field(
        default_factory=dict, repr=False
    )

    def for_branch(self, meetings: Mapping[tuple[int, int], date], held: bool) -> PlanDays:
        """The same days with another branch's meetings; what was reckoned once is shared."""
        return PlanDays(
            self.today,
            self.rules_at,
            self.holidays,
            self.changes,
            self.mode,
            self.meeting_day,
            meetings,
            held,
            self.sessions,
            self.classes,
            self._worked,
            self._limits,
            self._session_months,
        )

    @property
    def rules(self) -> Rules:
        """The rules of today."""
        return self.rules_at(self.today)

    # --- working days and limits ---------------------------------------------------------------------------

    def after(self, day: date, count: int) -> date:
        """`count` working days after a day; before it for a negative count."""
        key = (day, count)
        if key not in self._worked:
            self._worked[key] = (
                add_working_days(day, count, self.holidays)
                if count >= 0
                else subtract_working_days(day, -count, self.holidays)
            )
        return self._worked[key]

    def _periods(self, rule: RuleCode) -> tuple[_Period, ...]:
        if rule not in self._limits:
            starts = [self.today, *sorted(day for day in set(self.changes) if day > self.today)]
            ends = [*(day - _DAY for day in starts[1:]), date.max]
            firsts = [date.min, *starts[1:]]
            counts = [self.rules_at(day).number(rule) for day in starts]
            merged: list[_Period] = []
            for first, last, count in zip(firsts, ends, counts, strict=True):
                if merged and merged[-1].count == count:
                    merged[-1] = _Period(merged[-1].first, last, count)
                else:
                    merged.append(_Period(first, last, count))
            self._limits[rule] = tuple(merged)
        return self._limits[rule]

    def limit_up(self, rule: RuleCode, start: date) -> date:
        """When a limit that begins on `start` or later ends at the earliest."""
        return min(
            self.after(max(start, period.first), period.count)
            for period in self._periods(rule)
            if period.last >= start
        )

    def limit_down(self, rule: RuleCode, end: date) -> date:
        """The last day on which a limit may begin so as to end by `end`."""
        found = []
        for period in self._periods(rule):
            start = min(self.after(end, -period.count), period.last)
            if start >= period.first and self.after(start, period.count) <= end:
                found.append(start)
        return max(found)

    def limit_why(self, code: WhyCode, rule: RuleCode, day: date) -> Why:
        """The limit as a reason, by the rules of the day on which it begins."""
        rules = self.rules_at(max(day, self.today))
        return Why(
            code,
            day,
            rules.number(rule),
            rule=rule,
            citation=rules.citation(rule),
            unchecked=rules.unchecked(rule),
        )

    # --- meetings of the branch ----------------------------------------------------------------------------

    def _meeting_in(self, number: int) -> date | None:
        """The branch's meeting of a month; None where this month's is over."""
        year, month = number // 12, number % 12 + 1
        day = self.meetings.get((year, month))
        if day is None or (day.year, day.month) != (year, month):
            day = date(year, month, self.meeting_day)
        if number == _number(self.today):
            # Not held yet: it is still to come, today at the earliest.
            return None if self.held else max(day, self.today)
        return day

    def meeting_up(self, day: date) -> date:
        """The branch's next meeting, this day included."""
        number = _number(day)
        while True:
            found = self._meeting_in(number)
            if found is not None and found >= day:
                return found
            number += 1

    def meeting_down(self, day: date) -> date:
        """The branch's last meeting up to a day."""
        number = _number(day)
        while True:
            found = self._meeting_in(number)
            if found is not None and found <= day:
                return found
            number -= 1

    # --- sessions of the committee -------------------------------------------------------------------------

    def _sessions_in(self, kind: SessionKind, number: int) -> tuple[tuple[date, ...], bool]:
        """The sessions of a month, and whether they were entered or are assumed."""
        key = (kind, number)
        if key not in self._session_months:
            first = date(number // 12, number % 12 + 1, 1)
            last = last_day_of_month(first.year, first.month)
            entered = self.sessions.get(kind, ())
            found = tuple(entered[bisect_left(entered, first) : bisect_right(entered, last)])
            if not found:
                day = last
                while not is_working_day(day, self.holidays):
                    day -= _DAY
                self._session_months[key] = ((day,), False)
            else:
                self._session_months[key] = (found, True)
        return self._session_months[key]

    def session_up(self, kind: SessionKind, day: date) -> date:
        """The next session of a body, this day included."""
        number = _number(day)
        while True:
            days, _ = self._sessions_in(kind, number)
            at = bisect_left(days, day)
            if at < len(days):
                return days[at]
            number += 1

    def session_down(self, kind: SessionKind, day: date) -> date:
        """The last session of a body up to a day."""
        number = _number(day)
        while True:
            days, _ = self._sessions_in(kind, number)
            at = bisect_right(days, day)
            if at:
                return days[at - 1]
            number -= 1

    def session_why(self, kind: SessionKind, day: date) -> Why:
        """A session as a reason: entered, or assumed for a month in which none was."""
        _, entered = self._sessions_in(kind, _number(day))
        code = WhyCode.SESSION if entered else WhyCode.SESSION_ASSUMED
        return Why(code, day, session=kind)

    # --- classes -------------------------------------------------------------------------------------------

    def open_classes(self, kind: ClassKind) -> tuple[KnownClass, ...]:
        """Classes with a seat for which somebody can still be named."""
        return tuple(
            one
            for one in self.classes
            if one.kind is kind
            and one.last_nomination >= self.today
            and (one.seats_left is None or one.seats_left > 0)
        )

    def class_up(self, kind: ClassKind, named_on: date) -> KnownClass | None:
        """The class that ends first of those for which one can be named from a day on."""
        fit = [one for one in self.open_classes(kind) if one.last_nomination >= named_on]
        return min(fit, key=lambda one: (one.ends_on, one.id), default=None)

    def class_down(self, kind: ClassKind, over_by: date) -> KnownClass | None:
        """Of the classes that are over by a day, the one for which one can be named last."""
        fit = [one for one in self.open_classes(kind) if one.ends_on <= over_by]
        return max(fit, key=lambda one: (one.last_nomination, -one.id), default=None)


def sorted_sessions(rows: Iterable[tuple[SessionKind, date]]) -> dict[SessionKind, tuple[date, ...]]:
    """Sessions by body, in order."""
    found: dict[SessionKind, list[date]] = {}
    for kind, day in rows:
        found.setdefault(kind, []).append(day)
    return {kind: tuple(sorted(days)) for kind, days in found.items()}
