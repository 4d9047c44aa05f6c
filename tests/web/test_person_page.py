"""The page of a person stays light at every stage, however much hangs on the run."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from phohoa.domain.dossier import PaperState, VerificationSubject
from phohoa.domain.facts import Obligation
from phohoa.domain.opinions import OpinionKind
from phohoa.domain.reviews import ReviewState
from phohoa.domain.stages import NORMAL_WAY, MoveCode, Paper, SourceGroup, Stage
from phohoa.extensions import db
from phohoa.models import (
    Branch,
    DossierPaper,
    PersonSourceGroup,
    Review,
    ReviewLine,
    RunEvent,
    RunObligation,
    TrackingRun,
    UpperOpinion,
    Verification,
)
from phohoa.services import clock

from .. import factories

WAY = NORMAL_WAY[: NORMAL_WAY.index(Stage.OFFICIAL)]


def _steps(day: date) -> dict[Stage, dict[str, Any]]:
    """What each step leaves on the run."""
    return {
        Stage.SYMPATHISER: {"sympathiser_on": day},
        Stage.CLASS_PROPOSED: {"class_proposed_on": day},
        Stage.CLASS_DONE: {"certificate_on": day, "certificate_number": "7/GCN"},
        Stage.START_PROPOSED: {"start_proposed_on": day},
        Stage.DOSSIER: {"dossier_started_on": day},
        Stage.BRANCH_RESOLVED: {"branch_resolution_on": day, "branch_resolution_number": "3-NQ/CB"},
        Stage.COMMITTEE_RESOLVED: {"committee_resolution_on": day},
        Stage.SUBMITTED: {"submitted_on": day},
        Stage.DECIDED: {"decision_on": day, "decision_number": "9-QĐ/ĐU", "decision_received_on": day},
        Stage.PROBATIONARY: {"ceremony_on": day, "probation_ends_on": day + timedelta(days=365)},
        Stage.OFFICIAL_PROPOSED: {"official_proposed_on": day},
    }


def _laden(people: SimpleNamespace, stage: Stage) -> int:
    """A run with something of everything that the page can show."""
    first, second = db.session.get(Branch, people.first), db.session.get(Branch, people.second)
    helper, elsewhere = factories.member(first), factories.member(second)
    day = clock.today() - timedelta(days=40)
    known: dict[str, Any] = {}
    for step in WAY[1 : WAY.index(stage) + 1]:
        known |= _steps(day)[step]
    groups = list(SourceGroup)[:2]
    run = factories.run(
        first,
        f"Nguyễn Thị {stage.value}",
        stage,
        helper=helper,
        since=day,
        person={
            "introduced_by_id": people.farmers,
            "introduced_on": day,
            "source_groups": [
                PersonSourceGroup(source_group=group, position=n) for n, group in enumerate(groups)
            ],
        },
        failed_votes=1,
        special_opinion_needed=True,
        **known,
    )
    _happened(run, day, helper.id, second.id)
    for paper, member in (
        (Paper.APPLICATION, None),
        (Paper.INTRODUCTION, elsewhere.id),
        (Paper.SELF_REVIEW, None),
    ):
        db.session.add(
            DossierPaper(
                run_id=run.id,
                branch_id=first.id,
                paper=paper,
                ordinal=1,
                state=PaperState.RECEIVED,
                dated=day,
                received_on=day,
                member_id=member,
            )
        )
    return run.id


def _happened(run: TrackingRun, day: date, helper_id: int, other_branch: int) -> None:
    """Moves, what they ask for, requests, opinions and a word of the month."""
    of = {"run_id": run.id, "branch_id": run.branch_id}
    event = RunEvent(
        **of,
        kind="move",
        move=MoveCode.ADD_SYMPATHISER,
        from_stage=Stage.SOURCE,
        to_stage=run.stage,
        happened_on=day,
        entered_at=clock.now(),
        actor_name="Người Thử",
        warnings={},
        data={"typed": {"helper": helper_id, "to_branch": other_branch}},
    )
    db.session.add(event)
    db.session.flush()
    review = db.session.query(Review).filter_by(branch_id=run.branch_id).one_or_none()
    if review is None:
        review = Review(
            branch_id=run.branch_id,
            year=day.year,
            month=day.month,
            state=ReviewState.IN_PROGRESS,
            meeting_on=day,
        )
        db.session.add(review)
        db.session.flush()
    db.session.add_all(
        [
            RunObligation(**of, event_id=event.id, obligation=Obligation.REPORT_UPWARD, arose_on=day),
            RunObligation(
                **of, event_id=event.id, obligation=Obligation.NEW_MEMBER_PAPERS, arose_on=day, done_on=day
            ),
            UpperOpinion(**of, kind=OpinionKind.OVER_AGE, asked_on=day, asked_number="1-CV/ĐU"),
            Verification(**of, subject=VerificationSubject.SELF, asked_place="Xã Thử", asked_on=day),
            ReviewLine(**of, review_id=review.id, remark="Cố gắng"),
        ]
    )


def test_the_page_keeps_its_budget_at_every_stage(people: SimpleNamespace, signed_in) -> None:
    with factories.writing():
        runs = {stage: _laden(people, stage) for stage in WAY}
    for account in ("b1", "office"):
        client = signed_in(account)
        for stage, run_id in runs.items():
            shown = client.page(f"/runs/{run_id}")
            assert f"Nguyễn Thị {stage.value}" in shown.headings[0]
            assert "Việc phải làm" in shown.text and "Xin ý kiến cấp trên" in shown.text
            assert ("Mở hồ sơ" in shown.text) is (WAY.index(stage) >= WAY.index(Stage.START_PROPOSED))
