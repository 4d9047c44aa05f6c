"""What the page of a dossier shows: the papers, who introduces, verifications, the file, what is lacking."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from ..domain import conditions, paper_guards
from ..domain.access import Action, may
from ..domain.cross_check import Contradiction
from ..domain.dossier import (
    PaperList,
)
from ..domain.errors import NotFound
from ..domain.facts import Finding
from ..domain.introducers import Introduction
from ..domain.stages import CLOSED_STAGES, Stage
from ..models import Branch, DossierFile, PartyMember, Person, TrackingRun
from .command import Context, Query, query
from .dossier_check import contradictions_of
from .dossier_files import FilePlace, place_of
from .dossier_lines import Lines, PaperLine, judged_on, lacking, read_dossier
from .dossier_verifications import VerificationLine


@dataclass(frozen=True)
class DossierPage:
    """Everything that the page of a dossier shows."""

    run_id: int
    branch_id: int
    branch: str
    is_practice: bool
    name: str
    stage: Stage
    lines: tuple[PaperLine, ...]
    lacking: tuple[Finding, ...]
    contradictions: tuple[Contradiction, ...]
    asked: Introduction
    asked_citation: str | None
    asked_unchecked: bool
    members: tuple[tuple[int, str], ...]
    verifications: tuple[VerificationLine, ...]
    file: FilePlace
    started_on: date | None
    may_set_start: bool
    run_version: int
    stale_on: date | None
    made_since: date | None
    may_edit: bool
    moved_to: int | None
    today: date

    def of(self, list_: PaperList) -> tuple[PaperLine, ...]:
        """The papers of one list."""
        return tuple(line for line in self.lines if line.list is list_)

    def line(self, key: str) -> PaperLine | None:
        """The paper of that name."""
        return next((line for line in self.lines if line.key == key), None)


def _members(cx: Query, branch_id: int) -> tuple[tuple[int, str], ...]:
    rows = cx.session.execute(
        select(PartyMember.id, PartyMember.full_name)
        .where(PartyMember.branch_id == branch_id, PartyMember.is_official.is_(True))
        .where(or_(PartyMember.left_on.is_(None), PartyMember.left_on > cx.today))
        .order_by(PartyMember.sort_key, PartyMember.id)
    )
    return tuple((row[0], row[1]) for row in rows)


def _moved_to(cx: Query, run: TrackingRun) -> int | None:
    """The run with which another branch goes on, for those who may open it."""
    if run.stage is not Stage.MOVED_AWAY:
        return None
    found = cx.session.execute(
        select(TrackingRun.id, TrackingRun.branch_id).where(TrackingRun.previous_run_id == run.id)
    ).first()
    return found[0] if found is not None and may(cx.actor, Action.DOSSIER_VIEW, found[1]) else None


def rows_of_run(cx: Context, run: TrackingRun) -> tuple[Person, Branch]:
    """The person and the branch of a loaded run."""
    person, branch = cx.session.get(Person, run.person_id), cx.session.get(Branch, run.branch_id)
    if person is None or branch is None:
        raise NotFound
    return person, branch


def _found(cx: Query, run_id: int) -> tuple[TrackingRun, Person, Branch, DossierFile | None]:
    """The run with its person, branch and paper file (one select). Raises NotFound for another branch's."""
    found = cx.session.execute(
        select(TrackingRun, Person, Branch, DossierFile)
        .join(Person, Person.id == TrackingRun.person_id)
        .join(Branch, Branch.id == TrackingRun.branch_id)
        .outerjoin(DossierFile, DossierFile.run_id == TrackingRun.id)
        .where(TrackingRun.id == run_id)
    ).first()
    if found is None:
        cx.allow()
        raise NotFound
    cx.allow(branch_id=found[0].branch_id)
    return found[0], found[1], found[2], found[3]


@query(Action.DOSSIER_VIEW)
def dossier_page(cx: Query, run_id: int) -> DossierPage:
    """The dossier of a run. Raises NotFound for another branch's."""
    run, person, branch, place = _found(cx, run_id)
    stored = read_dossier(cx, run, person, branch)
    book = stored.book
    rules = book.rules_on(cx.today)
    asked_on = judged_on(run, PaperList.BEFORE_VOTE, cx.today)
    asked = paper_guards.introduction_on(stored.facts, book.rules_on(asked_on), asked_on)
    citation, unchecked = rules.cites(asked.citation)
    lines = Lines(cx, stored, rules, book.mode_on(asked_on), asked)
    may_edit = may(cx.actor, Action.DOSSIER_EDIT, run.branch_id)
    waits = run.dossier_started_on is not None and run.branch_resolution_on is None
    return DossierPage(
        run_id=run.id,
        branch_id=branch.id,
        branch=branch.name,
        is_practice=branch.is_practice,
        name=person.full_name,
        stage=run.stage,
        lines=lines.all(),
        lacking=lacking(stored.facts, rules, cx.today),
        contradictions=contradictions_of(cx, stored, rules),
        asked=asked,
        asked_citation=citation,
        asked_unchecked=unchecked,
        members=_members(cx, branch.id) if may_edit else (),
        verifications=stored.verifications,
        file=place_of(place),
        started_on=run.dossier_started_on,
        may_set_start=may_edit and cx.sees_all and waits,
        run_version=run.version,
        stale_on=conditions.dossier_until(run.dossier_started_on, rules)
        if waits and run.dossier_started_on
        else None,
        made_since=lines.since,
        may_edit=may_edit and (run.stage not in CLOSED_STAGES or run.stage is Stage.OFFICIAL),
        moved_to=_moved_to(cx, run),
        today=cx.today,
    )


@dataclass(frozen=True)
class BelongingSheet:
    """What decides who introduces, for its form."""

    run_id: int
    version: int
    name: str
    branch: str
    is_practice: bool
    has_youth_union: bool
    has_trade_union: bool
    is_youth_union_member: bool
    is_youth_union_cadre: bool
    youth_union_on: date | None
    is_trade_union_member: bool


@query(Action.DOSSIER_EDIT)
def belonging_sheet(cx: Query, run_id: int) -> BelongingSheet:
    """For saying to which unions the person belongs. Raises NotFound."""
    run = cx.load(TrackingRun, run_id)
    person, branch = rows_of_run(cx, run)
    return BelongingSheet(
        run.id,
        person.version,
        person.full_name,
        branch.name,
        branch.is_practice,
        branch.has_youth_union,
        branch.has_trade_union,
        person.is_youth_union_member,
        person.is_youth_union_cadre,
        person.youth_union_on,
        person.is_trade_union_member,
    )
