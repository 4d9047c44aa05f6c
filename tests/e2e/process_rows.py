"""People and classes in the middle of the process, so that each of its pages has something to show."""

from datetime import timedelta
from types import SimpleNamespace

from sqlalchemy import select

from phohoa.domain.dossier import VerificationConclusion, VerificationSubject
from phohoa.domain.facts import Obligation
from phohoa.domain.opinions import OpinionKind
from phohoa.domain.sessions import SessionKind
from phohoa.domain.stages import BasisKind, MoveCode, Stage
from phohoa.domain.training import ClassKind, ClassState, NominationState, NoticeState
from phohoa.extensions import db
from phohoa.models import (
    Branch,
    ClassNomination,
    CommitteeSession,
    DossierFile,
    RunEvent,
    RunObligation,
    TrackingRun,
    TrainingClass,
    UpperOpinion,
    Verification,
)
from phohoa.services import clock

from .. import factories

#: In these stages the page of a person, its dossier and its papers look different.
_OF_RUN = ("", "/dossier", "/documents", "/plan", "/new-member-certificate")
_OF_CLASS = ("", "/people", "/results", "/edit", "/notice", "/notice/edit", "/notice/record")
_STAGES = (Stage.DOSSIER, Stage.SUBMITTED, Stage.PROBATIONARY)


def of_the_process() -> list[str]:
    """Addresses of pages that look different from one stage, or state of a class, to the next."""
    db.session.rollback()
    runs = db.session.scalars(select(TrackingRun.id).where(TrackingRun.stage.in_(_STAGES))).all()
    classes = db.session.scalars(select(TrainingClass.id)).all()
    db.session.rollback()
    addresses = [f"/runs/{run}{page}" for run in runs for page in _OF_RUN]
    return ["/rules/values", *addresses, *(f"/classes/{one}{page}" for one in classes for page in _OF_CLASS)]


def in_the_process(people: SimpleNamespace, helper_id: int) -> None:
    """Somebody in the dossier stage, one before the decision, one on probation; classes in three states."""
    today = clock.today()
    with factories.writing():
        branch = db.session.get(Branch, people.first)
        assert branch is not None
        known = {"helper_id": helper_id, "sympathiser_on": today - timedelta(days=700)}
        known |= {"certificate_number": "08/GCN", "certificate_on": today - timedelta(days=400)}
        known |= {"dossier_started_on": today - timedelta(days=200)}
        voted = {"branch_resolution_on": today - timedelta(days=20), "branch_resolution_number": "09-NQ/CB"}
        decided = {"decision_number": "04-QĐ/ĐU", "decision_on": today - timedelta(days=330)}
        dossier = factories.run(branch, "Lá Thị Vàng", Stage.DOSSIER, failed_votes=1, **known)
        sent = factories.run(branch, "Cỏ Văn Xanh", Stage.SUBMITTED, **known, **voted)
        new = factories.run(
            branch,
            "Suối Văn Trong",
            Stage.PROBATIONARY,
            ceremony_on=today - timedelta(days=320),
            probation_ends_on=today + timedelta(days=45),
            **known,
            **voted,
            **decided,
        )
        proposed = factories.run(branch, "Sương Thị Mai", Stage.CLASS_PROPOSED, helper_id=helper_id)
        for run in (dossier, sent, new):
            factories.full_dossier(run, today - timedelta(days=150))
        _owed(dossier)
        _classes(proposed)
        db.session.add(CommitteeSession(kind=SessionKind.COMMITTEE, planned_on=today + timedelta(days=12)))


def _owed(run: TrackingRun) -> None:
    today = clock.today()
    kept = {"run_id": run.id, "branch_id": run.branch_id}
    event = RunEvent(
        kind="move",
        move=MoveCode.RESOLVE_BRANCH.value,
        from_stage=run.stage,
        to_stage=run.stage,
        happened_on=today - timedelta(days=9),
        entered_at=clock.now(),
        actor_name="Sông Văn Bến",
        basis_kind=BasisKind.BRANCH_RESOLUTION,
        basis_number="10-NQ/CB",
        data={"typed": {"called": 3, "present": 3, "in_favour": 1, "against": 2}},
        warnings={},
        **kept,
    )
    db.session.add(event)
    db.session.flush()
    db.session.add_all(
        [
            RunObligation(
                event_id=event.id, obligation=Obligation.REPORT_UPWARD, arose_on=event.happened_on, **kept
            ),
            UpperOpinion(
                kind=OpinionKind.SPECIAL_CASE,
                asked_number="03-CV/ĐU",
                asked_on=today - timedelta(days=30),
                **kept,
            ),
            Verification(
                subject=VerificationSubject.SPOUSE,
                asked_place="Đảng ủy xã Mẫu Thử",
                asked_on=today - timedelta(days=30),
                conclusion=VerificationConclusion.OPEN,
                **kept,
            ),
            DossierFile(holder="Chi ủy", shelf="Tủ 2", since=today, **kept),
        ]
    )


def _classes(proposed: TrackingRun) -> None:
    """A class that is planned, one that is announced, one whose list is settled."""
    today = clock.today()
    for state, days in ((ClassState.PLANNED, 60), (ClassState.ANNOUNCED, 30), (ClassState.DECIDED, -20)):
        row = TrainingClass(
            kind=ClassKind.AWARENESS,
            name=f"Lớp bồi dưỡng nhận thức về Đảng, {abs(days)} ngày",
            state=state,
            notice_state=NoticeState.DRAFT if state is ClassState.PLANNED else NoticeState.RECORDED,
            starts_on=today + timedelta(days=days),
            ends_on=today + timedelta(days=days + 4),
            seats=40,
            created_at=clock.now(),
        )
        db.session.add(row)
        db.session.flush()
    db.session.add(
        ClassNomination(
            class_id=row.id,
            run_id=proposed.id,
            branch_id=proposed.branch_id,
            state=NominationState.ACCEPTED,
            nominated_on=today - timedelta(days=40),
        )
    )
