"""The words of a plan: its steps, paces and goals, what it is asked with and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .dues import AskedVerification
from .facts import Finding, RunFacts
from .plan_days import KnownClass, Why


class PlanStep(StrEnum):
    """A step of a plan, in the order of the way."""

    LIST = "list"
    PROPOSE_CLASS = "propose_class"
    ATTEND_CLASS = "attend_class"
    PROPOSE_START = "propose_start"
    PERMIT_START = "permit_start"
    COMPLETE_DOSSIER = "complete_dossier"
    RESOLVE_BRANCH = "resolve_branch"
    RESOLVE_COMMITTEE = "resolve_committee"
    SUBMIT = "submit"
    DECIDE = "decide"
    CEREMONY = "ceremony"
    NEW_MEMBER_CLASS = "new_member_class"
    END_PROBATION = "end_probation"
    REVIEW_OFFICIAL = "review_official"
    RESOLVE_OFFICIAL = "resolve_official"
    RECOGNISE = "recognise"


class Pace(StrEnum):
    """How limits of other bodies are counted: in full, or as quick as can be known."""

    SAFE = "safe"
    QUICK = "quick"


class Goal(StrEnum):
    """What is planned for."""

    DECISION = "decision"
    CEREMONY = "ceremony"
    RECOGNITION = "recognition"


class Obstacle(StrEnum):
    """Why there is no earliest day."""

    NO_CLASS = "no_class"
    OVER_AGE = "over_age"
    EDUCATION = "education"
    CLOSED = "closed"


class PlanNote(StrEnum):
    """What a plan rests on besides its steps."""

    RETAKE_CLASS = "retake_class"
    RENEW_PAPERS = "renew_papers"
    PAUSED = "paused"
    EDUCATION_UNKNOWN = "education_unknown"
    BIRTH_UNKNOWN = "birth_unknown"
    LIMIT_PASSED = "limit_passed"
    UPPER_DECIDES = "upper_decides"


class StepStanding(StrEnum):
    """How a step stands to its latest day."""

    IN_TIME = "in_time"
    SOON = "soon"
    UNKNOWN = "unknown"
    NOT_REACHED = "not_reached"
    PAST = "past"


#: A step whose latest day is so near is marked.
SOON_DAYS = 30
_TOO_LATE = frozenset({StepStanding.NOT_REACHED, StepStanding.PAST})


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a plan knows of a run. `accepted`: the class the person was sent to, or is named for.

    `missing`: what the dossier still lacks for the vote; `is_complete`: it is known to lack nothing.
    """

    facts: RunFacts
    accepted: KnownClass | None = None
    requests: tuple[AskedVerification, ...] = ()
    is_verified: bool = False
    missing: tuple[Finding, ...] = ()
    is_complete: bool = False
    new_member_certificate: bool = False
    new_member_class: KnownClass | None = None


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step left: its first possible day, its last one, and why."""

    step: PlanStep
    earliest: date | None
    earliest_why: tuple[Why, ...]
    latest: date | None
    latest_why: tuple[Why, ...]
    standing: StepStanding
    missing: tuple[Finding, ...] = ()

    @property
    def is_late(self) -> bool:
        """True if its latest day cannot be kept any more."""
        return self.standing in _TOO_LATE


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan at the safe pace; `quickest` is the earliest day at the quick one.

    `quick_latest`: the latest day of the first step, if the others are quick.
    """

    goal: Goal
    today: date
    wanted: date
    steps: tuple[PlannedStep, ...]
    earliest: date | None
    quickest: date | None
    obstacles: tuple[Obstacle, ...] = ()
    quick_obstacles: tuple[Obstacle, ...] = ()
    notes: tuple[PlanNote, ...] = ()
    bottleneck: PlanStep | None = None
    bottleneck_days: int = 0
    quick_latest: date | None = None

    @property
    def is_feasible(self) -> bool:
        """True if the wanted day can be met whatever the others do within their limits."""
        return self.earliest is not None and self.earliest <= self.wanted

    @property
    def is_feasible_if_quick(self) -> bool:
        """True if it can be met when the others are quick."""
        return self.quickest is not None and self.quickest <= self.wanted

    @property
    def next_step(self) -> PlannedStep | None:
        """The step that comes first."""
        return self.steps[0] if self.steps else None
