"""The list of due dates: who sees what, in which part, with how few questions."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from phohoa.domain.dossier import VerificationSubject
from phohoa.domain.errors import NotFound
from phohoa.domain.facts import DueCode, Obligation
from phohoa.domain.reviews import ReviewState
from phohoa.domain.stages import Stage
from phohoa.domain.training import ClassKind, ClassState
from phohoa.extensions import db
from phohoa.models import Branch, Holiday, Review, RunEvent, RunObligation, TrainingClass, User, Verification
from phohoa.services import clock
from phohoa.services.deadlines import DeadlineFilter, DeadlineLine, DueGroup, deadline_page

from .. import factories
from ..harness import count_queries

TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: factories.at("2026-11-26 09:00"))
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def page(user_id: int, **wanted: object):
    user = db.session.get(User, user_id)
    assert user is not None
    actor = factories.actor_of(user)
    db.session.rollback()
    return deadline_page(actor, DeadlineFilter(**wanted))


def found(user_id: int, **wanted: object) -> dict[DueCode, list[DeadlineLine]]:
    lines: dict[DueCode, list[DeadlineLine]] = {}
    for line in page(user_id, **wanted).lines:
        lines.setdefault(line.due.code, []).append(line)
    return lines


@pytest.fixture
def rows(people: SimpleNamespace) -> SimpleNamespace:
    with factories.writing():
        first, second = db.session.get(Branch, people.first), db.session.get(Branch, people.second)
        practice = db.session.get(Branch, people.practice)
        resolved = {"branch_resolution_on": date(2026, 9, 3), "certificate_on": date(2025, 3, 3)}
        late = factories.run(first, "Lê Muộn", Stage.SUBMITTED, **resolved)
        dossier = factories.run(
            first,
            "Lê Hồ Sơ",
            Stage.DOSSIER,
            dossier_started_on=date(2026, 1, 5),
            certificate_on=date(2024, 5, 5),
        )
        other = factories.run(second, "Lê Khác", Stage.DECIDED, decision_on=date(2026, 11, 20))
        hidden = factories.run(practice, "Lê Thực Hành", Stage.DECIDED, decision_on=date(2026, 11, 20))
        gone = factories.run(first, "Lê Đi", Stage.MOVED_AWAY, closed_on=date(2026, 10, 1))
        event = RunEvent(
            run_id=gone.id, branch_id=first.id, kind="move", happened_on=TODAY, entered_at=clock.now(),
            actor_name="", reason="", warnings={}, data={},
        )  # fmt: skip
        db.session.add(event)
        db.session.flush()
        db.session.add_all(
            [
                Verification(
                    run_id=dossier.id, branch_id=first.id, subject=VerificationSubject.SELF,
                    asked_on=date(2026, 11, 2),
                ),
                RunObligation(
                    run_id=gone.id, branch_id=first.id, event_id=event.id, arose_on=date(2026, 10, 1),
                    obligation=Obligation.FORWARD_DOSSIER, due_on=date(2026, 12, 1),
                ),
                TrainingClass(
                    kind=ClassKind.AWARENESS, name="Lớp thử", state=ClassState.ANNOUNCED,
                    created_at=clock.now(),
                    starts_on=date(2026, 12, 14), ends_on=date(2026, 12, 18), nominate_by=date(2026, 12, 4),
                ),
                Review(branch_id=first.id, year=2026, month=11, state=ReviewState.SUBMITTED),
            ]
        )  # fmt: skip
        return SimpleNamespace(
            late=late.id, dossier=dossier.id, other=other.id, hidden=hidden.id, gone=gone.id
        )


def test_a_branch_sees_its_own_of_every_kind(people: SimpleNamespace, rows: SimpleNamespace) -> None:
    lines = found(people.b1)
    assert {code: {line.run_id for line in some} for code, some in lines.items()} == {
        DueCode.DECISION: {rows.late},
        DueCode.CERTIFICATE_EXPIRES: {rows.dossier},
        DueCode.DOSSIER_STALE: {rows.dossier},
        DueCode.VERIFICATION_ANSWER: {rows.dossier},
        DueCode.OBLIGATION: {rows.gone},
        DueCode.CLASS_NOMINATION: {None},
        DueCode.MONTHLY_REVIEW: {None},
    }
    # November is sent, October is not.
    assert [line.month for line in lines[DueCode.MONTHLY_REVIEW]] == [(2026, 10)]
    assert rows.hidden not in {line.run_id for some in lines.values() for line in some}


def test_the_ward_sees_all_but_practice_and_its_months_together(
    people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    lines = found(people.office)
    assert {line.run_id for line in lines[DueCode.CEREMONY]} == {rows.other}
    months = {line.month: line.count for line in lines[DueCode.MONTHLY_REVIEW]}
    assert months == {(2026, 10): 2, (2026, 11): 1}
    one = found(people.office, branch_id=people.second)
    assert {line.branch_id for some in one.values() for line in some} <= {people.second, None}
    assert set(found(people.office, code=DueCode.CEREMONY)) == {DueCode.CEREMONY}


def test_another_branch_is_not_there(people: SimpleNamespace, rows: SimpleNamespace) -> None:
    with pytest.raises(NotFound):
        page(people.b1, branch_id=people.second)
    with pytest.raises(NotFound):
        page(people.b1, branch_id=people.practice)


def test_the_three_parts(people: SimpleNamespace, rows: SimpleNamespace) -> None:
    shown = page(people.b1)
    parts = {group: [line.due.code for line in shown.of(group)] for group in DueGroup}
    assert parts[DueGroup.LATE] == [DueCode.MONTHLY_REVIEW, DueCode.DECISION]
    assert DueCode.VERIFICATION_ANSWER in parts[DueGroup.SOON]
    assert DueCode.CERTIFICATE_EXPIRES in parts[DueGroup.LATER]
    edge = TODAY + timedelta(days=30)
    assert all(line.due.on <= edge for line in shown.of(DueGroup.SOON))


def test_days_off_that_the_office_enters_count(people: SimpleNamespace, rows: SimpleNamespace) -> None:
    before = found(people.b1)[DueCode.VERIFICATION_ANSWER][0].due
    with factories.writing():
        db.session.add(Holiday(day=date(2026, 12, 8), name="Ngày nghỉ thử", is_working=False))
    after = found(people.b1)[DueCode.VERIFICATION_ANSWER][0].due
    assert (after.skipped, after.on > before.on) == (before.skipped + 1, True)


def test_the_list_asks_a_fixed_number_of_questions(
    app: Flask, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    with count_queries() as few:
        page(people.office)
    with factories.writing():
        first = db.session.get(Branch, people.first)
        for _ in range(30):
            factories.run(first, stage=Stage.DECIDED, decision_on=date(2026, 11, 20))
    with count_queries() as many:
        page(people.office)
    assert len(many) == len(few) <= 11
