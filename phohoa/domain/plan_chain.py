"""A chain of steps that can be put on days from today forward and from a wanted day backward."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from .plan_days import KnownClass, PlanDays, Why, WhyCode
from .plan_steps import PlanStep
from .rulebook import RuleCode
from .sessions import SessionKind
from .training import ClassKind

_DAY = timedelta(days=1)
#: Day and reasons; no day: it cannot be said.
Found = tuple[date | None, tuple[Why, ...]]
_Asked = Callable[[date], Found]


@dataclass(frozen=True, slots=True)
class Link:
    """How a step follows another: forward from that one's day, backward from this one's."""

    after: PlanStep
    up: _Asked
    down: _Asked


@dataclass(slots=True)
class Node:
    """A step with what binds it. `gate`: days of its own kind, as (up, down)."""

    step: PlanStep
    links: list[Link] = field(default_factory=list)
    gate: tuple[_Asked, _Asked] | None = None
    not_before: list[tuple[date, Why]] = field(default_factory=list)
    not_after: list[tuple[date, Why]] = field(default_factory=list)
    #: False: no day can be said, whatever comes before (a class that nobody announced).
    is_known: bool = True


class Chain:
    """The steps left, in their order."""

    def __init__(self, days: PlanDays) -> None:
        self.days = days
        self.nodes: dict[PlanStep, Node] = {}

    def add(self, step: PlanStep, after: PlanStep | None = None, *, gap: int = 0) -> Node:
        """A step; it follows another, on the same day or `gap` days later, where that one is left too."""
        node = self.nodes[step] = Node(step)
        if after is not None and after in self.nodes:
            self.follow(node, after, gap)
        return node

    def follow(self, node: Node, after: PlanStep, gap: int = 0) -> None:
        """Not before another step, or so many days after it."""

        def up(day: date) -> Found:
            return day + gap * _DAY, (Why(WhyCode.DAY_AFTER, day),)

        def down(day: date) -> Found:
            return day - gap * _DAY, (Why(WhyCode.BEFORE_NEXT, day),)

        node.links.append(Link(after, up, down))

    def next_working_day(self, node: Node, after: PlanStep) -> None:
        """On the working day after another step at the earliest."""
        days = self.days

        def up(day: date) -> Found:
            return days.after(day, 1), (Why(WhyCode.DAY_AFTER, day),)

        def down(day: date) -> Found:
            return days.after(day, -1), (Why(WhyCode.BEFORE_NEXT, day),)

        node.links.append(Link(after, up, down))

    def meeting(self, node: Node) -> None:
        """The step needs a meeting of the branch."""
        days = self.days

        def up(day: date) -> Found:
            found = days.meeting_up(day)
            return found, (Why(WhyCode.MEETING, found),)

        def down(day: date) -> Found:
            found = days.meeting_down(day)
            return found, (Why(WhyCode.MEETING, found),)

        node.gate = (up, down)

    def _sessions(self, kind: SessionKind) -> tuple[_Asked, _Asked]:
        days = self.days

        def up(day: date) -> Found:
            found = days.session_up(kind, day)
            return found, (days.session_why(kind, found),)

        def down(day: date) -> Found:
            found = days.session_down(kind, day)
            return found, (days.session_why(kind, found),)

        return up, down

    def session(self, node: Node, kind: SessionKind) -> None:
        """The step is taken at a session."""
        node.gate = self._sessions(kind)

    def session_after(self, node: Node, after: PlanStep | None, kind: SessionKind) -> None:
        """At least one session has come since another step, or since today."""
        up, down = self._sessions(kind)
        if after is not None and after in self.nodes:
            node.links.append(Link(after, up, down))
            return
        day, why = up(self.days.today)
        if day is not None:
            node.not_before.append((day, why[0]))

    def limit(self, node: Node, after: PlanStep, rule: RuleCode) -> None:
        """At most so many working days after another step, counted in full."""
        days = self.days

        def up(day: date) -> Found:
            return days.limit_up(rule, day), (days.limit_why(WhyCode.LIMIT_AFTER, rule, day),)

        def down(day: date) -> Found:
            start = days.limit_down(rule, day)
            return start, (replace(days.limit_why(WhyCode.LIMIT_BEFORE, rule, start), day=day),)

        node.links.append(Link(after, up, down))

    def limit_from(self, node: Node, rule: RuleCode, start: date) -> bool:
        """The same after a day that is known; False when the limit has passed already."""
        days = self.days
        end = days.after(start, days.rules.number(rule))
        passed = end < days.today
        code = WhyCode.LIMIT_PASSED if passed else WhyCode.LIMIT_AFTER
        node.not_before.append((max(end, days.today), days.limit_why(code, rule, start)))
        return not passed

    def attend(
        self, node: Node, kind: ClassKind, after: PlanStep | None, accepted: KnownClass | None
    ) -> None:
        """A class: the one the person is sent to, else one for which there is still time to be named."""
        days = self.days
        if accepted is not None:
            # One that is over only waits for its result.
            why = Why(WhyCode.CLASS_ACCEPTED, accepted.ends_on, name=accepted.name)
            node.not_before.append((max(accepted.ends_on, days.today), why))
            return

        def up(day: date) -> Found:
            found = days.class_up(kind, day)
            if found is None:
                return None, (Why(WhyCode.CLASS_UNKNOWN),)
            return found.ends_on, (Why(WhyCode.CLASS, found.ends_on, name=found.name),)

        def down(day: date) -> Found:
            if not days.open_classes(kind):
                return day, (Why(WhyCode.CLASS_UNKNOWN, day),)
            found = days.class_down(kind, day)
            if found is None:
                return None, (Why(WhyCode.CLASS_NONE_IN_TIME, day),)
            return found.last_nomination, (Why(WhyCode.NOMINATE_BY, found.last_nomination, name=found.name),)

        if after is not None and after in self.nodes:
            node.links.append(Link(after, up, down))
            return
        at, reason = up(days.today)
        if at is None:
            node.is_known = False
        else:
            node.not_before.append((at, reason[0]))

    def forward(self) -> dict[PlanStep, Found]:
        """The first possible day of each step from today; none after a step that cannot be dated."""
        found: dict[PlanStep, Found] = {}
        for step, node in self.nodes.items():
            found[step] = self._first_day(node, found)
        return found

    def _first_day(self, node: Node, found: dict[PlanStep, Found]) -> Found:
        day: date = self.days.today
        why: tuple[Why, ...] = ()
        if not node.is_known:
            return None, (Why(WhyCode.CLASS_UNKNOWN),)
        for link in node.links:
            before, reason = found[link.after]
            if before is None:
                return None, reason
            after, reason = link.up(before)
            if after is None:
                return None, reason
            if after > day:
                day, why = after, reason
        for bound, cause in node.not_before:
            if bound > day:
                day, why = bound, (cause,)
        if node.gate is not None:
            at, reason = node.gate[0](day)
            return at, (*why, *reason)
        return day, why or (Why(WhyCode.TODAY, day),)

    def backward(self, wanted: date) -> dict[PlanStep, Found]:
        """The last possible day of each step so that the last one is done by the wanted day."""
        found: dict[PlanStep, Found] = {}
        for step in reversed(self.nodes):
            followers = [
                (link, found[later.step])
                for later in self.nodes.values()
                for link in later.links
                if link.after is step
            ]
            found[step] = self._last_day(self.nodes[step], followers, wanted)
        return found

    def _last_day(self, node: Node, followers: list[tuple[Link, Found]], wanted: date) -> Found:
        day: date = wanted
        why: tuple[Why, ...] = () if followers else (Why(WhyCode.WANTED, wanted),)
        for link, (bound, reason) in followers:
            if bound is None:
                return None, reason
            at, reason = link.down(bound)
            if at is None:
                return None, reason
            if at < day or not why:
                day, why = min(at, day), reason
        for limit, cause in node.not_after:
            if limit < day:
                day, why = limit, (cause,)
        if node.gate is not None:
            at, reason = node.gate[1](day)
            return at, (*reason, *why)
        return day, why

    def first_day_of(self, step: PlanStep) -> date | None:
        """The first possible day of one step."""
        return self.forward()[step][0]
