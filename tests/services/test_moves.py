"""Moves of a run: the whole way, what blocks, what must be answered, and taking back."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from phohoa.domain.access import Actor
from phohoa.domain.errors import Refused
from phohoa.domain.facts import Entry, Severity, Votes
from phohoa.domain.stages import MoveCode, Stage, VoteForm
from phohoa.extensions import db
from phohoa.models import Branch, RunEvent, TrackingRun, User
from phohoa.services.command import Caller
from phohoa.services.moves import move_candidate

from .. import factories

SECRET = VoteForm.BALLOT


def actor(user_id: int) -> Actor:
    user = db.session.get(User, user_id)
    assert user is not None
    return factories.actor_of(user)


@pytest.fixture
def ward(people: SimpleNamespace) -> SimpleNamespace:
    """The small ward with members of the first branch and the accounts as callers."""
    with factories.writing():
        first = db.session.get(Branch, people.first)
        second = db.session.get(Branch, people.second)
        members = [factories.member(first, name) for name in ("Lê Văn Giúp", "Trần Thị Đỡ", "Phạm Kèm Cặp")]
        people.helper, people.other_helper = members[0].id, members[1].id
        people.probationer = factories.member(first, "Võ Dự Bị", official=False).id
        people.stranger = factories.member(second, "Ngô Chi Bộ Khác").id
    people.branch = Caller(actor(people.b1))
    people.office_caller = Caller(actor(people.office))
    people.other = Caller(actor(people.b2))
    return people


def new_run(ward: SimpleNamespace, stage: Stage = Stage.SOURCE, **values: object) -> int:
    with factories.writing():
        branch = db.session.get(Branch, ward.first)
        row = factories.run(branch, stage=stage, since=date(2024, 1, 4), **values)
        return row.id


def run_of(run_id: int) -> TrackingRun:
    db.session.rollback()
    run = db.session.get(TrackingRun, run_id)
    assert run is not None
    return run


def events_of(run_id: int) -> list[RunEvent]:
    return db.session.query(RunEvent).filter_by(run_id=run_id).order_by(RunEvent.id).all()


def do(caller: Caller, run_id: int, code: MoveCode, entry: Entry, version: int | None = None):
    """The move, with every warning answered, as a user who read them would."""
    version = run_of(run_id).version if version is None else version
    try:
        return move_candidate(caller, run_id, version, code, entry)
    except Refused as refused:
        warnings = {f.code.value for f in refused.findings if f.severity is Severity.WARNING}
        blocks = [f.code.value for f in refused.findings if f.severity is Severity.BLOCK]
        assert not blocks, blocks
        answers = {**entry.answers, **dict.fromkeys(warnings, "Đã kiểm tra.")}
        return move_candidate(caller, run_id, version, code, replace(entry, answers=answers))


def vote(in_favour: int = 8, called: int = 9, present: int = 9) -> Votes:
    return Votes(called, present, in_favour, present - in_favour, SECRET)


def whole_way(ward: SimpleNamespace) -> list[tuple[Caller, MoveCode, Entry, Stage]]:
    """Every step from introduction to full member in 2024 and 2025 (authority mode A)."""
    branch, office = ward.branch, ward.office_caller
    day = lambda text: date.fromisoformat(text)  # noqa: E731
    return [
        (
            branch,
            MoveCode.ADD_SYMPATHISER,
            Entry(happened_on=day("2024-02-05"), basis_number="02-NQ/CB", helper=ward.helper),
            Stage.SYMPATHISER,
        ),
        (
            branch,
            MoveCode.PROPOSE_CLASS,
            Entry(happened_on=day("2024-03-04"), basis_number="03-NQ/CB"),
            Stage.CLASS_PROPOSED,
        ),
        (
            office,
            MoveCode.RECORD_CERTIFICATE,
            Entry(
                certificate_number="15/GCN",
                certificate_on=day("2024-04-26"),
                certificate_issuer="Trung tâm chính trị thử nghiệm",
                basis_number="31-CV/ĐU",
            ),
            Stage.CLASS_DONE,
        ),
        (
            branch,
            MoveCode.PROPOSE_START,
            Entry(happened_on=day("2024-05-06"), basis_number="05-NQ/CB"),
            Stage.START_PROPOSED,
        ),
        (
            office,
            MoveCode.PERMIT_START,
            Entry(happened_on=day("2024-05-20"), basis_number="77-NQ/ĐU"),
            Stage.DOSSIER,
        ),
        (
            branch,
            MoveCode.RESOLVE_BRANCH,
            Entry(happened_on=day("2024-07-04"), basis_number="07-NQ/CB", votes=vote()),
            Stage.BRANCH_RESOLVED,
        ),
        (
            office,
            MoveCode.RESOLVE_COMMITTEE,
            Entry(happened_on=day("2024-07-15"), basis_number="80-NQ/ĐU", votes=vote(14, 15, 15)),
            Stage.COMMITTEE_RESOLVED,
        ),
        (
            office,
            MoveCode.SUBMIT_UP,
            Entry(happened_on=day("2024-07-17"), basis_number="90-CV/ĐU"),
            Stage.SUBMITTED,
        ),
        (
            office,
            MoveCode.RECORD_DECISION,
            Entry(
                decision_number="501-QĐ/TU",
                decision_on=day("2024-08-20"),
                received_on=day("2024-08-23"),
                issuing_body="Cấp ủy cấp trên thử nghiệm",
            ),
            Stage.DECIDED,
        ),
        (
            branch,
            MoveCode.HOLD_CEREMONY,
            Entry(ceremony_on=day("2024-09-03"), place="Nhà văn hóa tổ dân phố"),
            Stage.PROBATIONARY,
        ),
        (
            branch,
            MoveCode.PROPOSE_OFFICIAL,
            Entry(happened_on=day("2025-09-05"), basis_number="09-NQ/CB", votes=vote()),
            Stage.OFFICIAL_PROPOSED,
        ),
        (
            office,
            MoveCode.RECOGNISE,
            Entry(
                decision_number="12-QĐ/ĐU",
                decision_on=day("2025-09-25"),
                issuing_body="Ban Thường vụ Đảng ủy phường",
            ),
            Stage.OFFICIAL,
        ),
    ]


@pytest.fixture
def education() -> dict[str, object]:
    return {"education": "university"}


def test_a_person_goes_the_whole_way_to_full_member(ward: SimpleNamespace) -> None:
    run_id = new_run(ward, person={"education": "university"})
    for caller, code, entry, stage in whole_way(ward):
        moved = do(caller, run_id, code, entry)
        assert moved.to_stage == stage.value, code
        assert run_of(run_id).stage is stage
    run = run_of(run_id)
    assert run.probation_ends_on == date(2025, 9, 3)
    assert run.official_on == date(2025, 9, 3), "the day the twelve months end, not the decision's"
    assert run.closed_on == date(2025, 9, 25)
    assert (run.helper_id, run.decision_number) == (None, "501-QĐ/TU")
    assert [e.to_stage for e in events_of(run_id)] == [stage for *_, stage in whole_way(ward)]
