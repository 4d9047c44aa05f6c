"""What a mass organisation sees of those it introduced: their standing in four words, nothing more."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.access import Action
from ..domain.errors import NotFound
from ..domain.stages import Stage
from ..models import Branch, Organisation, Person, TrackingRun
from .command import Query, query
from .rosters import BranchLine, branches_on

_ADMITTED = frozenset({Stage.PROBATIONARY, Stage.OFFICIAL_PROPOSED, Stage.OFFICIAL})


class Standing(StrEnum):
    """What became of an introduction."""

    RECEIVED = "received"
    FOLLOWED = "followed"
    ADMITTED = "admitted"
    NOT_CONTINUED = "not_continued"


@dataclass(frozen=True)
class IntroductionLine:
    """One person whom the organisation introduced."""

    name: str
    birth_year: int
    branch: str
    introduced_on: date | None
    standing: Standing


@dataclass(frozen=True)
class Introductions:
    """All introductions of an organisation, newest first, and the branches it can introduce to."""

    organisation: str
    organisation_id: int
    lines: tuple[IntroductionLine, ...]
    branches: tuple[BranchLine, ...]
    today: date

    def count(self, standing: Standing) -> int:
        """How many stand so."""
        return sum(line.standing is standing for line in self.lines)


def _standing(run: TrackingRun) -> Standing:
    if run.stage in _ADMITTED or (run.stage is Stage.MOVED_AWAY and run.ceremony_on is not None):
        return Standing.ADMITTED
    if run.closed_on is not None:
        return Standing.NOT_CONTINUED
    return Standing.RECEIVED if run.stage is Stage.SOURCE else Standing.FOLLOWED


def introduced_by(session: Session, organisation_id: int) -> tuple[IntroductionLine, ...]:
    """Everybody whom the organisation introduced, once each, newest first; practice left out."""
    rows = session.execute(
        select(Person.id, Person.full_name, Person.birth_year, Person.introduced_on, Branch.name, TrackingRun)
        .join(TrackingRun, TrackingRun.person_id == Person.id)
        .join(Branch, Branch.id == TrackingRun.branch_id)
        .where(Person.introduced_by_id == organisation_id)
        .where(Branch.is_practice.is_(False))
        .order_by(TrackingRun.id)
    )
    newest: dict[int, IntroductionLine] = {}
    for person_id, name, year, introduced_on, branch, run in rows:
        newest[person_id] = IntroductionLine(name, year, branch, introduced_on, _standing(run))
    return tuple(reversed(newest.values()))


@query(Action.INTRODUCTION_VIEW)
def own_introductions(cx: Query) -> Introductions:
    """The introductions of the actor's own organisation."""
    if cx.actor.organisation_id is None:
        raise NotFound
    cx.allow(organisation_id=cx.actor.organisation_id)
    organisation = cx.session.get(Organisation, cx.actor.organisation_id)
    if organisation is None:
        raise NotFound
    return Introductions(
        organisation.name,
        organisation.id,
        introduced_by(cx.session, organisation.id),
        branches_on(cx.session, cx.today),
        cx.today,
    )
