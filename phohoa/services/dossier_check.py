"""A dossier set side by side with what was recorded elsewhere: the places that cannot both be right."""

from dataclasses import replace
from datetime import date

from sqlalchemy import or_, select

from ..domain.cross_check import (
    Contradiction,
    Noted,
    NotedPaper,
    NotedVerification,
    Step,
    contradictions,
)
from ..domain.dossier import PaperState
from ..domain.rulebook import RuleCode, Rules
from ..domain.stages import Paper
from ..models import Branch, DossierPaper, TrackingRun
from .command import Context
from .dossier_facts import steps_as_papers
from .dossier_lines import Stored
from .run_facts import birth_of
from .undoing import whole_ward


def _steps(run: TrackingRun) -> dict[Step, date]:
    days = {
        Step.SYMPATHISER: run.sympathiser_on,
        Step.START_PROPOSED: run.start_proposed_on,
        Step.DOSSIER_STARTED: run.dossier_started_on,
        Step.BRANCH_VOTE: run.branch_resolution_on,
        Step.COMMITTEE_VOTE: run.committee_resolution_on,
        Step.SUBMITTED: run.submitted_on,
        Step.DECISION_RECEIVED: run.decision_received_on,
        Step.CEREMONY: run.ceremony_on,
        Step.PROBATION_ENDS: run.probation_ends_on,
        Step.OFFICIAL_VOTE: run.official_proposed_on,
    }
    return {step: day for step, day in days.items() if day is not None}


def _took_over(run: TrackingRun, row: DossierPaper) -> bool:
    """Whether who introduces took over from another helper, or the person came from another branch."""
    changed = run.helper_since is not None and run.helper_since != run.sympathiser_on
    return run.previous_run_id is not None or (changed and row.member_id == run.helper_id)


def _papers(stored: Stored) -> tuple[NotedPaper, ...]:
    found = [
        NotedPaper(
            row.paper,
            row.state,
            row.ordinal,
            row.dated,
            row.received_on,
            row.number,
            row.name_on_paper,
            row.birth_on_paper,
            row.together_since,
            _took_over(stored.run, row),
        )
        for row, _ in stored.papers
    ]
    typed = {paper.paper for paper in found if paper.state is not PaperState.MISSING}
    for paper, (day, number, _) in steps_as_papers(stored.run).items():
        if paper not in typed:
            there = next((one for one in found if one.paper is paper), NotedPaper(paper, PaperState.RECEIVED))
            found = [one for one in found if one.paper is not paper]
            found.append(
                replace(there, state=PaperState.RECEIVED, dated=day, received_on=None, number=number)
            )
    return tuple(found)


_NUMBERS = (
    (Paper.CLASS_CERTIFICATE, TrackingRun.certificate_number, TrackingRun.certificate_on),
    (Paper.DECISION, TrackingRun.decision_number, TrackingRun.decision_on),
    (
        Paper.NEW_MEMBER_CERTIFICATE,
        TrackingRun.new_member_certificate_number,
        TrackingRun.new_member_certificate_on,
    ),
    (Paper.OFFICIAL_DECISION, TrackingRun.official_decision_number, TrackingRun.official_decision_on),
)


def _taken(cx: Context, run: TrackingRun, branch: Branch) -> tuple[tuple[Paper, str], ...]:
    """Numbers of this run that stand with another person of the ward in the same year (one select)."""
    steps = steps_as_papers(run)
    mine: dict[Paper, tuple[date, str]] = {}
    for paper, *_ in _NUMBERS:
        if paper in steps and steps[paper][1]:
            own_day, own_number, _issuer = steps[paper]
            mine[paper] = (own_day, own_number)
    if not mine:
        return ()
    same = [number == mine[paper][1] for paper, number, _ in _NUMBERS if paper in mine]
    columns = [column for _, number, day in _NUMBERS for column in (number, day)]
    with whole_ward(cx):
        rows = cx.session.execute(
            select(*columns)
            .join(Branch, Branch.id == TrackingRun.branch_id)
            .where(TrackingRun.person_id != run.person_id, Branch.is_practice.is_(branch.is_practice))
            .where(or_(*same))
        ).all()
    found: set[tuple[Paper, str]] = set()
    for row in rows:
        for place, (paper, *_) in enumerate(_NUMBERS):
            number, day = row[2 * place], row[2 * place + 1]
            if paper in mine and isinstance(day, date):
                own_day, own_number = mine[paper]
                if number == own_number and day.year == own_day.year:
                    found.add((paper, own_number))
    return tuple(sorted(found))


def contradictions_of(cx: Context, stored: Stored, rules: Rules) -> tuple[Contradiction, ...]:
    """Every contradiction of a dossier at hand (one select at most)."""
    asked = tuple(
        NotedVerification(line.id, line.asked_on, line.concluded_on) for line in stored.verifications
    )
    noted = Noted(
        name=stored.person.full_name,
        birth=birth_of(stored.person),
        steps=_steps(stored.run),
        papers=_papers(stored),
        verifications=asked,
        taken=_taken(cx, stored.run, stored.branch),
        together_months=rules.number(RuleCode.TOGETHER_MONTHS),
    )
    return contradictions(noted)
