"""The lives of the demo ward's people as dated steps, worked out backwards from where each stands today."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from ..domain.deadlines import add_months
from ..domain.rulebook import AuthorityMode, authority_mode_on
from ..domain.stages import MoveCode
from .demo_calendar import FIRST_YEAR, Calendar

M = MoveCode
_WAY: tuple[MoveCode, ...] = (
    M.INTRODUCE,
    M.ADD_SYMPATHISER,
    M.PROPOSE_CLASS,
    M.RECORD_CERTIFICATE,
    M.PROPOSE_START,
    M.PERMIT_START,
    M.RESOLVE_BRANCH,
    M.SUBMIT,
    M.RECORD_DECISION,
    M.HOLD_CEREMONY,
    M.PROPOSE_OFFICIAL,
    M.RECOGNISE,
)
#: Days between a step and the one before it, least and most.
_GAPS: dict[MoveCode, tuple[int, int]] = {
    M.ADD_SYMPATHISER: (20, 75),
    M.PROPOSE_CLASS: (80, 200),
    M.RECORD_CERTIFICATE: (30, 80),
    M.PROPOSE_START: (80, 220),
    M.PERMIT_START: (18, 40),
    M.RESOLVE_BRANCH: (60, 170),
    M.SUBMIT: (12, 18),
    M.RECORD_DECISION: (16, 26),
    M.HOLD_CEREMONY: (9, 22),
    M.PROPOSE_OFFICIAL: (370, 388),
    M.RECOGNISE: (12, 26),
}
#: What a monthly review can decide; everything else has a paper of its own.
DECIDED_IN_REVIEW = frozenset(
    {M.ADD_SYMPATHISER, M.PROPOSE_CLASS, M.PROPOSE_START, M.LEAVE, M.WITHDRAW, M.MOVE_OUT, M.REJECT_SOURCE}
)
#: After one of these nobody is followed any more.
_ENDS = frozenset(
    {
        M.RECOGNISE,
        M.REJECT_SOURCE,
        M.LEAVE,
        M.WITHDRAW,
        M.MOVE_OUT,
        M.DECEASE,
        M.NOT_APPROVED,
        M.STRIKE_OFF,
        M.ANNUL,
    }
)


@dataclass(frozen=True)
class Step:
    """One move on one day; `reason` is a code of the reasons to leave or to rest."""

    move: MoveCode
    day: date
    in_review: bool = False
    reason: str = ""
    failed: bool = False


@dataclass
class Life:
    """One invented person: the branch's number, the steps in order, and what is peculiar about the record."""

    branch: int
    steps: list[Step]
    traits: frozenset[str] = frozenset()
    number: int = 0
    run_id: int = 0
    helper_id: int = field(default=0)

    @property
    def is_over(self) -> bool:
        """Whether the person is not followed any more."""
        return self.steps[-1].move in _ENDS


class Planner:
    """Makes lives that keep to the calendar of the branches and to the rules' limits of time."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.today = calendar.today
        self.rng = random.Random(4444)  # noqa: S311 - invented data, the same everywhere

    def ago(self, least: int, most: int) -> date:
        """A working day so many days ago."""
        return _weekday(self.today - timedelta(days=self.rng.randint(least, most)))

    def step(self, branch: int, move: MoveCode, day: date, reason: str = "") -> Step:
        """The move on that day, or at the last meeting before it when a review decides it."""
        if move not in DECIDED_IN_REVIEW:
            return Step(move, _weekday(day), reason=reason)
        meeting = self.calendar.meeting_before(branch, day)
        return Step(move, meeting, self.calendar.of(branch, meeting) is not None, reason)

    def way(
        self, branch: int, last: MoveCode, end: date, slow: tuple[MoveCode, int] | None = None
    ) -> list[Step]:
        """The normal way up to a move that happened on (or just before) a day. `slow`: a step's own gap."""
        steps: list[Step] = []
        day = end
        for move in reversed(_WAY[: _WAY.index(last) + 1]):
            made = self.step(branch, move, day)
            steps.append(made)
            if move in _GAPS:
                gap = self.rng.randint(*_GAPS[move])
                if slow is not None and move is slow[0]:
                    gap = slow[1]
                day = made.day - timedelta(days=gap)
        steps.reverse()
        return self._through_committee(steps)

    def _through_committee(self, steps: list[Step]) -> list[Step]:
        """While the level above decided, the committee resolved between the branch and the sending."""
        found = []
        for before, step in zip([None, *steps], steps, strict=False):
            if step.move is M.SUBMIT and before is not None:
                between = _weekday(before.day + (step.day - before.day) / 2)
                if authority_mode_on(between) is AuthorityMode.A:
                    found.append(Step(M.RESOLVE_COMMITTEE, max(between, before.day)))
                    step = Step(M.SUBMIT_UP, step.day)
            found.append(step)
        return found

    def until(self, branch: int, last: MoveCode, more: Step, before: tuple[int, int]) -> list[Step]:
        """The way up to `last`, so many days before one more step that ends it."""
        end = more
        if _WAY.index(last) < _WAY.index(M.RESOLVE_BRANCH):
            end = self.step(branch, more.move, more.day, more.reason)
        gap = self.rng.randint(*before)
        return [*self.way(branch, last, end.day - timedelta(days=gap)), end]

    def in_first_year(self) -> date:
        """A day of the first reviewed year."""
        return _weekday(date(FIRST_YEAR, 1, 25) + timedelta(days=self.rng.randint(0, 325)))


def _weekday(day: date) -> date:
    return day - timedelta(days=max(day.weekday() - 4, 0))


Maker = Callable[[Planner, int], tuple[list[Step], set[str]]]


def _stands(last: MoveCode, least: int, most: int, *traits: str) -> Maker:
    def make(planner: Planner, branch: int) -> tuple[list[Step], set[str]]:
        return planner.way(branch, last, planner.ago(least, most)), set(traits)

    return make


def _admitted_in_first_year(planner: Planner, branch: int) -> tuple[list[Step], set[str]]:
    decided = planner.way(branch, M.RECORD_DECISION, planner.in_first_year())
    return _go_on(planner, decided), set()


def _go_on(planner: Planner, steps: list[Step]) -> list[Step]:
    """From the decision to the day of recognition."""
    steps = list(steps)
    for move in (M.HOLD_CEREMONY, M.PROPOSE_OFFICIAL, M.RECOGNISE):
        day = steps[-1].day + timedelta(days=planner.rng.randint(*_GAPS[move]))
        steps.append(Step(move, _weekday(day)))
    return steps


def _ends(
    last: MoveCode, move: MoveCode, ago: tuple[int, int], before: tuple[int, int], reason: str, *traits: str
) -> Maker:
    def make(planner: Planner, branch: int) -> tuple[list[Step], set[str]]:
        end = Step(move, planner.ago(*ago), reason=reason)
        return planner.until(branch, last, end, before), set(traits)

    return make


def _left_in_first_year(last: MoveCode, move: MoveCode, reason: str) -> Maker:
    def make(planner: Planner, branch: int) -> tuple[list[Step], set[str]]:
        return planner.until(
            branch, last, Step(move, planner.in_first_year(), reason=reason), (60, 200)
        ), set()

    return make


def _old_certificate(months: int) -> Maker:
    def make(planner: Planner, branch: int) -> tuple[list[Step], set[str]]:
        day = add_months(planner.today, -months) - timedelta(days=9)
        return planner.way(branch, M.RECORD_CERTIFICATE, _weekday(day)), set()

    return make


def _stopped_halfway(planner: Planner, branch: int) -> tuple[list[Step], set[str]]:
    """The committee resolved just before the authority to decide changed; the run was left there."""
    steps = planner.way(branch, M.SUBMIT, date(2025, 6, 24))
    return [step for step in steps if step.move is not M.SUBMIT_UP], {"parked"}


def _failed_in_branch(planner: Planner, branch: int) -> tuple[list[Step], set[str]]:
    steps = planner.way(branch, M.PERMIT_START, planner.ago(80, 110))
    return [*steps, Step(M.RESOLVE_BRANCH, planner.ago(12, 30), failed=True)], {"owing"}


def _failed_official(planner: Planner, branch: int) -> tuple[list[Step], set[str]]:
    steps = planner.way(branch, M.PROPOSE_OFFICIAL, planner.ago(9, 16))
    return [*steps[:-1], Step(M.PROPOSE_OFFICIAL, steps[-1].day, failed=True)], set()


def _late_decision(planner: Planner, branch: int) -> tuple[list[Step], set[str]]:
    return planner.way(branch, M.HOLD_CEREMONY, planner.ago(120, 150), slow=(M.RECORD_DECISION, 85)), set()


def _returned_to_list(planner: Planner, branch: int) -> tuple[list[Step], set[str]]:
    return planner.until(branch, M.SUBMIT, Step(M.RETURN_TO_LIST, planner.ago(60, 100)), (20, 30)), set()


def _back_after(last: MoveCode, back: MoveCode) -> Maker:
    def make(planner: Planner, branch: int) -> tuple[list[Step], set[str]]:
        return planner.until(branch, last, Step(back, planner.ago(90, 160)), (25, 40)), set()

    return make


def _resumed(planner: Planner, branch: int) -> tuple[list[Step], set[str]]:
    steps = planner.until(
        branch, M.ADD_SYMPATHISER, Step(M.PAUSE, planner.ago(300, 330), reason="study"), (90, 200)
    )
    return [*steps, Step(M.RESUME, planner.ago(40, 60))], set()


def _asked_again(planner: Planner, branch: int) -> tuple[list[Step], set[str]]:
    """Moved to another branch of the ward, which has named its own helper since."""
    moved = Step(M.MOVE_BRANCH, planner.ago(90, 200))
    steps = planner.until(branch, M.ADD_SYMPATHISER, moved, (90, 200))
    return [*steps, Step(M.ASSIGN_HELPER, _weekday(steps[-1].day + timedelta(days=18)))], set()


def _died(planner: Planner, branch: int) -> tuple[list[Step], set[str]]:
    return planner.until(branch, M.ADD_SYMPATHISER, Step(M.DECEASE, planner.ago(150, 300)), (200, 300)), {
        "old"
    }


#: (how many, how their lives are made); dealt out to the branches in this order.
MAKERS: tuple[tuple[int, Maker], ...] = (
    (17, _admitted_in_first_year),
    (4, _stands(M.INTRODUCE, 4, 25)),
    (5, _stands(M.HOLD_CEREMONY, 45, 300)),
    (1, _stands(M.HOLD_CEREMONY, 20, 30, "owing")),
    (1, _stands(M.HOLD_CEREMONY, 52, 62, "owing")),
    (4, _stands(M.ADD_SYMPATHISER, 35, 90)),
    (4, _stands(M.PROPOSE_CLASS, 35, 100)),
    (4, _stands(M.RECORD_CERTIFICATE, 40, 200)),
    (3, _stands(M.PERMIT_START, 30, 200)),
    (1, _stands(M.SUBMIT, 5, 14)),
    (1, _stands(M.RECORD_DECISION, 4, 12)),
    (3, _stands(M.PROPOSE_START, 35, 60)),
    (2, _stands(M.RESOLVE_BRANCH, 4, 9)),
    (1, _stopped_halfway),
    (1, _stands(M.PROPOSE_OFFICIAL, 6, 20)),
    (1, _old_certificate(61)),
    (2, _old_certificate(55)),
    (1, _stands(M.PERMIT_START, 390, 420)),
    (1, _stands(M.PERMIT_START, 330, 345, "answer_late")),
    (1, _stands(M.PERMIT_START, 70, 125, "past_sixty")),
    (1, _stands(M.HOLD_CEREMONY, 340, 350)),
    (1, _stands(M.HOLD_CEREMONY, 420, 430)),
    (5, _stands(M.ADD_SYMPATHISER, 120, 600, "no_consent")),
    (3, _stands(M.ADD_SYMPATHISER, 90, 400, "only_year")),
    (2, _stands(M.ADD_SYMPATHISER, 60, 300, "no_education")),
    (1, _stands(M.ADD_SYMPATHISER, 300, 500, "nearly_sixty")),
    (1, _stands(M.ADD_SYMPATHISER, 40, 60, "pupil")),
    (2, _stands(M.ADD_SYMPATHISER, 200, 500, "helper_left")),
    (1, _failed_in_branch),
    (1, _failed_official),
    (1, _late_decision),
    (1, _returned_to_list),
    (1, _back_after(M.PROPOSE_CLASS, M.CLASS_NOT_SENT)),
    (1, _back_after(M.PROPOSE_START, M.REFUSE_START)),
    (1, _resumed),
    (2, _ends(M.ADD_SYMPATHISER, M.PAUSE, (40, 200), (60, 200), "military_service", "young")),
    (1, _ends(M.RECORD_CERTIFICATE, M.PAUSE, (60, 150), (60, 200), "work_away")),
    (1, _ends(M.ADD_SYMPATHISER, M.PAUSE, (20, 60), (60, 200), "illness")),
    (2, _ends(M.ADD_SYMPATHISER, M.LEAVE, (50, 200), (90, 300), "no_longer_striving")),
    (2, _left_in_first_year(M.ADD_SYMPATHISER, M.LEAVE, "not_qualified")),
    (1, _left_in_first_year(M.ADD_SYMPATHISER, M.LEAVE, "violation")),
    (1, _left_in_first_year(M.PROPOSE_CLASS, M.LEAVE, "other")),
    (1, _ends(M.RECORD_CERTIFICATE, M.LEAVE, (50, 200), (200, 400), "over_age", "over_sixty")),
    (1, _ends(M.INTRODUCE, M.REJECT_SOURCE, (50, 150), (25, 50), "not_selected")),
    (1, _left_in_first_year(M.INTRODUCE, M.REJECT_SOURCE, "not_selected")),
    (2, _left_in_first_year(M.ADD_SYMPATHISER, M.WITHDRAW, "withdrew")),
    (1, _ends(M.RECORD_CERTIFICATE, M.WITHDRAW, (40, 150), (90, 200), "withdrew")),
    (2, _ends(M.ADD_SYMPATHISER, M.MOVE_OUT, (50, 250), (90, 300), "moved_away")),
    (1, _left_in_first_year(M.PROPOSE_CLASS, M.MOVE_OUT, "moved_away")),
    (1, _ends(M.HOLD_CEREMONY, M.MOVE_OUT, (40, 150), (90, 200), "moved_away")),
    (2, _ends(M.RECORD_CERTIFICATE, M.MOVE_BRANCH, (40, 120), (90, 200), "")),
    (1, _asked_again),
    (1, _ends(M.SUBMIT, M.NOT_APPROVED, (100, 250), (25, 40), "")),
    (1, _ends(M.HOLD_CEREMONY, M.STRIKE_OFF, (90, 200), (150, 250), "")),
    (1, _ends(M.HOLD_CEREMONY, M.ANNUL, (300, 400), (40, 80), "")),
    (1, _died),
    (1, _ends(M.SUBMIT, M.RECORD_DECISION, (3, 9), (18, 24), "")),
    (1, _stands(M.SUBMIT, 15, 24, "special_case")),
    (1, _stands(M.RECORD_CERTIFICATE, 250, 300, "former_member")),
    (1, _stands(M.RESOLVE_BRANCH, 9, 13)),
    (1, _stands(M.PROPOSE_OFFICIAL, 9, 24)),
    (3, _stands(M.RECOGNISE, 30, 300)),
    (4, _stands(M.RECOGNISE, 330, 700)),
    (8, _stands(M.INTRODUCE, 10, 80)),
    (3, _stands(M.RECORD_CERTIFICATE, 200, 500)),
    (4, _stands(M.PROPOSE_CLASS, 60, 160)),
    (2, _stands(M.PERMIT_START, 60, 250)),
    (1, _stands(M.PERMIT_START, 60, 250, "slip_of_pen")),
)
_FILL: Maker = _stands(M.ADD_SYMPATHISER, 60, 700)
_PRACTICE: tuple[Maker, ...] = (
    _stands(M.INTRODUCE, 20, 40),
    _stands(M.ADD_SYMPATHISER, 90, 150),
    _stands(M.RECORD_CERTIFICATE, 60, 90),
    _stands(M.PERMIT_START, 40, 80),
)


def all_lives(calendar: Calendar, sizes: tuple[int, ...]) -> list[Life]:
    """Everybody: `sizes` people in each branch, and a few in the practice one, which has the last number."""
    planner = Planner(calendar)
    room = list(sizes)
    wanted = [maker for count, maker in MAKERS for _ in range(count)]
    wanted += [_FILL] * (sum(sizes) - len(wanted))
    lives: list[Life] = []
    at = -1
    for maker in wanted:
        at = next((at + k) % len(room) for k in range(1, len(room) + 1) if room[(at + k) % len(room)])
        room[at] -= 1
        lives.append(_life(planner, at, maker))
    lives += [_life(planner, len(sizes), maker) for maker in _PRACTICE]
    for number, life in enumerate(lives):
        life.number = number
    return lives


def _life(planner: Planner, branch: int, maker: Maker) -> Life:
    steps, traits = maker(planner, branch)
    return Life(branch, steps, frozenset(traits))
