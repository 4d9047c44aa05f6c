"""What tests of moves share: the small ward with members, and pressing a button as a careful user does."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from phohoa.domain.access import Actor
from phohoa.domain.errors import Refused
from phohoa.domain.facts import Entry, Severity, Votes
from phohoa.domain.stages import MoveCode, Stage, VoteForm
from phohoa.extensions import db
from phohoa.models import Branch, RunEvent, TrackingRun, User
from phohoa.services.command import Caller
from phohoa.services.moves import Moved, move_candidate

from .. import factories


def actor(user_id: int) -> Actor:
    user = db.session.get(User, user_id)
    assert user is not None
    return factories.actor_of(user)


def equip(people: SimpleNamespace) -> SimpleNamespace:
    """Members of the first branch, and the accounts as callers."""
    with factories.writing():
        first = db.session.get(Branch, people.first)
        second = db.session.get(Branch, people.second)
        names = ("Lê Văn Giúp", "Trần Thị Đỡ", "Phạm Kèm Cặp")
        members = [factories.member(first, name) for name in names]
        people.helper, people.other_helper = members[0].id, members[1].id
        # Nine are called to a vote of the branch.
        people.members = [one.id for one in members]
        people.members += [factories.member(first, f"Đảng Viên Thử {number}").id for number in range(6)]
        people.probationer = factories.member(first, "Võ Dự Bị", official=False).id
        people.stranger = factories.member(second, "Ngô Chi Bộ Khác").id
    people.branch = Caller(actor(people.b1))
    people.office_caller = Caller(actor(people.office))
    people.other = Caller(actor(people.b2))
    return people


def new_run(ward: SimpleNamespace, stage: Stage = Stage.SOURCE, **values: object) -> int:
    """A run of the first branch since January 2024; with a helper once it is on the list."""
    helped = {} if stage is Stage.SOURCE else {"helper_id": ward.helper, "helper_since": date(2024, 1, 4)}
    person = {"education": "university", **values.pop("person", {})}
    with factories.writing():
        branch = db.session.get(Branch, ward.first)
        row = factories.run(
            branch, stage=stage, since=date(2024, 1, 4), person=person, **{**helped, **values}
        )
        return row.id


def run_of(run_id: int) -> TrackingRun:
    db.session.rollback()
    run = db.session.get(TrackingRun, run_id)
    assert run is not None
    return run


def events_of(run_id: int) -> list[RunEvent]:
    return db.session.query(RunEvent).filter_by(run_id=run_id).order_by(RunEvent.id).all()


def do(caller: Caller, run_id: int, code: MoveCode, entry: Entry) -> Moved:
    """The move, with every warning answered, as a user who read them would."""
    version = run_of(run_id).version
    try:
        return move_candidate(caller, run_id, version, code, entry)
    except Refused as refused:
        blocks = [f.code.value for f in refused.findings if f.severity is Severity.BLOCK]
        assert not blocks, blocks
        warnings = {f.code.value: "Đã kiểm tra." for f in refused.findings if f.severity is Severity.WARNING}
        return move_candidate(caller, run_id, version, code, replace(entry, answers=warnings))


def vote(in_favour: int = 8, called: int = 9, present: int = 9) -> Votes:
    return Votes(called, present, in_favour, present - in_favour, VoteForm.BALLOT)


def day(text: str) -> date:
    return date.fromisoformat(text)


Step = tuple[Caller, MoveCode, Entry, Stage]


def certify(run_id: int, issued_on: date = date(2025, 3, 10)) -> None:
    """The class for new members is done."""
    with factories.writing():
        run = db.session.get(TrackingRun, run_id)
        assert run is not None
        run.new_member_certificate_number, run.new_member_certificate_on = "7/ĐVM", issued_on


def whole_way(ward: SimpleNamespace) -> list[Step]:
    """Every step from introduction to full member in 2024 and 2025 (authority mode A at first)."""
    branch, office = ward.branch, ward.office_caller
    certificate = Entry(
        certificate_number="15/GCN",
        certificate_on=day("2024-04-26"),
        certificate_issuer="Trung tâm chính trị thử nghiệm",
        basis_number="31-CV/ĐU",
    )
    decision = Entry(
        decision_number="501-QĐ/TU",
        decision_on=day("2024-08-20"),
        received_on=day("2024-08-23"),
        issuing_body="Cấp ủy cấp trên thử nghiệm",
    )
    recognised = Entry(
        decision_number="12-QĐ/ĐU", decision_on=day("2025-09-25"), issuing_body="Ban Thường vụ Đảng ủy phường"
    )
    ceremony = Entry(ceremony_on=day("2024-09-03"), place="Nhà văn hóa tổ dân phố")

    def at(text: str, number: str, **more: object) -> Entry:
        return Entry(happened_on=day(text), basis_number=number, **more)

    return [
        (
            branch,
            MoveCode.ADD_SYMPATHISER,
            at("2024-02-05", "02-NQ/CB", helper=ward.helper),
            Stage.SYMPATHISER,
        ),
        (branch, MoveCode.PROPOSE_CLASS, at("2024-03-04", "03-NQ/CB"), Stage.CLASS_PROPOSED),
        (office, MoveCode.RECORD_CERTIFICATE, certificate, Stage.CLASS_DONE),
        (branch, MoveCode.PROPOSE_START, at("2024-05-06", "05-NQ/CB"), Stage.START_PROPOSED),
        (office, MoveCode.PERMIT_START, at("2024-05-20", "77-NQ/ĐU"), Stage.DOSSIER),
        (branch, MoveCode.RESOLVE_BRANCH, at("2024-07-04", "07-NQ/CB", votes=vote()), Stage.BRANCH_RESOLVED),
        (
            office,
            MoveCode.RESOLVE_COMMITTEE,
            at("2024-07-15", "80-NQ/ĐU", votes=vote(14, 15, 15)),
            Stage.COMMITTEE_RESOLVED,
        ),
        (office, MoveCode.SUBMIT_UP, at("2024-07-17", "90-CV/ĐU"), Stage.SUBMITTED),
        (office, MoveCode.RECORD_DECISION, decision, Stage.DECIDED),
        (branch, MoveCode.HOLD_CEREMONY, ceremony, Stage.PROBATIONARY),
        (
            branch,
            MoveCode.PROPOSE_OFFICIAL,
            at("2025-09-05", "09-NQ/CB", votes=vote()),
            Stage.OFFICIAL_PROPOSED,
        ),
        (office, MoveCode.RECOGNISE, recognised, Stage.OFFICIAL),
    ]
