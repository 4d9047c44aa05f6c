"""What tests of the committee's sessions share: proposals of branches, an open session, decisions on it."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from phohoa.domain.facts import Entry
from phohoa.domain.proposals import ProposalKind, ProposalOutcome, ProposalState, Tally
from phohoa.domain.sessions import SessionKind
from phohoa.domain.stages import MoveCode, Stage
from phohoa.extensions import db
from phohoa.models import CommitteeSession, CommitteeTerm, Proposal, SessionRecord
from phohoa.services import clock
from phohoa.services.ward_session_conclusion import SessionConcluded, conclude_session
from phohoa.services.ward_session_decisions import DecisionInput, decide_one
from phohoa.services.ward_session_steps import preview
from phohoa.services.ward_sessions import HeadInput, add_session, head_page, save_head

from . import factories
from .services.people_at_work import day, do, equip, new_run, run_of

#: A day on which every test of a session stands, under authority mode B.
TODAY = "2026-03-27 14:00"
HELD_ON = date(2026, 3, 25)
_FROM = {
    ProposalKind.ADD: (Stage.SOURCE, MoveCode.ADD_SYMPATHISER),
    ProposalKind.CLASS: (Stage.SYMPATHISER, MoveCode.PROPOSE_CLASS),
    ProposalKind.START: (Stage.CLASS_DONE, MoveCode.PROPOSE_START),
    ProposalKind.REMOVE: (Stage.SYMPATHISER, MoveCode.LEAVE),
}


@pytest.fixture
def ward(people: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """The small ward on TODAY, with members and the numbers of the committee."""
    with clock.pretend(factories.at(TODAY)):
        ward = equip(people)
        set_members()
        yield ward


def raise_proposal(ward: SimpleNamespace, kind: ProposalKind, name: str = "Mây Thị Hoa") -> int:
    """A proposal of the first branch, raised by its move on 4 March 2026; gives its id."""
    stage, move = _FROM[kind]
    values = {"certificate_on": day("2025-11-20"), "certificate_number": "9/GCN"}
    run_id = new_run(
        ward,
        stage,
        person={"full_name": name},
        **(values if kind is ProposalKind.START else {}),
    )
    more: dict[str, object] = {"helper": ward.helper} if kind is ProposalKind.ADD else {}
    if kind is ProposalKind.REMOVE:
        more = {"reason_code": "not_qualified", "reason": "Chưa đủ điều kiện"}
    do(ward.branch, run_id, move, Entry(happened_on=day("2026-03-04"), basis_number="03-NQ/CB", **more))
    return proposal_of(run_id).id


def proposal_of(run_id: int, state: ProposalState | None = None) -> Proposal:
    """The newest proposal of a run."""
    db.session.rollback()
    rows = select(Proposal).where(Proposal.run_id == run_id).order_by(Proposal.id.desc())
    if state is not None:
        rows = rows.where(Proposal.state == state)
    return db.session.scalars(rows).first()


def proposal(proposal_id: int) -> Proposal:
    db.session.rollback()
    row = db.session.get(Proposal, proposal_id)
    assert row is not None
    return row


def stage_of(proposal_id: int) -> Stage:
    """Where the run of a proposal stands now."""
    return run_of(proposal(proposal_id).run_id).stage


def record(session_id: int) -> SessionRecord:
    db.session.rollback()
    row = db.session.get(SessionRecord, session_id)
    assert row is not None
    return row


def set_members(members: int = 15, standing: int = 5) -> None:
    """How many the committee and its standing committee are."""
    with factories.writing():
        for term in db.session.scalars(select(CommitteeTerm)):
            term.members, term.standing_members = members, standing


def open_session(
    ward: SimpleNamespace, kind: SessionKind = SessionKind.COMMITTEE, *, called: int = 15, present: int = 14
) -> int:
    """A session of 25 March 2026, open, with everything that concluding asks for."""
    return open_session_on(ward, HELD_ON, kind, called=called, present=present)


def open_session_on(
    ward: SimpleNamespace,
    held_on: date,
    kind: SessionKind = SessionKind.COMMITTEE,
    *,
    called: int = 15,
    present: int = 15,
) -> int:
    """A session of a day, open, with everything that concluding asks for."""
    saved = add_session(ward.office_caller, kind, held_on, "")
    page = head_page(ward.office_caller.actor, saved.session_id)
    data = HeadInput(
        held_on=held_on,
        starts_at="14:00",
        ends_at="16:00",
        place="Hội trường Đảng ủy phường",
        chair="Núi Văn Chủ",
        secretary="Sông Thị Ký",
        called=called,
        present=present,
        discussion="Thống nhất với các chi bộ.",
        conclusion_number="12-KL/ĐU",
        authority=page.data.authority,
        position=page.data.position,
        signatory_id=ward.signatory,
        recipients=page.data.recipients,
    )
    save_head(ward.office_caller, saved.session_id, page.version, data)
    return saved.session_id


def decide(
    ward: SimpleNamespace,
    session_id: int,
    proposal_id: int,
    outcome: ProposalOutcome | None = ProposalOutcome.ACCEPTED,
    **more: object,
) -> None:
    """Put a decision down, with a reason where one is needed and nearly all votes where they are due."""
    kind = proposal(proposal_id).kind
    given: dict[str, object] = {"outcome": outcome, **more}
    if outcome not in (None, ProposalOutcome.ACCEPTED):
        given.setdefault("reason", "Cần bổ sung nhận xét")
    elif kind in (ProposalKind.START, ProposalKind.ADMIT):
        given.setdefault("tally", Tally(15, 14, 13, 1))
    decide_one(
        ward.office_caller, session_id, proposal_id, proposal(proposal_id).version, DecisionInput(**given)
    )


def conclude(ward: SimpleNamespace, session_id: int, **more: object) -> SessionConcluded:
    """Conclude as somebody does who has just looked at what will happen."""
    stamp = preview(ward.office_caller.actor, session_id).stamp
    return conclude_session(ward.office_caller, session_id, stamp, **more)


def planned_session(kind: SessionKind, on: date) -> int:
    """A session that is only planned."""
    with factories.writing():
        row = CommitteeSession(kind=kind, planned_on=on, note="")
        db.session.add(row)
        db.session.flush()
        return row.id
