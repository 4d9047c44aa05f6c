"""The roll, the tasks and what is new since the last meeting, on a real database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from phohoa.domain.errors import Conflict, Invalid, NotFound, Refused
from phohoa.domain.facts import Entry, FindingCode
from phohoa.domain.meetings import Counts, Presence, TaskState
from phohoa.domain.proposals import ProposalKind, ProposalOutcome, ProposalState
from phohoa.domain.reviews import Rating, ReviewDecision
from phohoa.domain.stages import MoveCode
from phohoa.domain.voting import AbsenceKind
from phohoa.extensions import db
from phohoa.models import MeetingTask, MemberAbsence, PartyMember, Proposal
from phohoa.services import (
    attendance,
    clock,
    meeting_tasks,
    review_conclusion,
    review_pages,
    review_screen,
    review_steps,
    reviews,
)
from phohoa.services.attendance import Presences
from phohoa.services.meeting_tasks import TaskInput
from phohoa.services.moves import move_candidate
from phohoa.services.review_minutes import besides_of, content_of
from phohoa.services.reviews import LineInput
from phohoa.texts.meetings import USUAL_AGENDA

from .. import factories
from . import review_world as w
from .review_world import MONTH, YEAR


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with clock.pretend(factories.at(w.NOW)):
        yield


@pytest.fixture
def world(evening: None, people: SimpleNamespace) -> SimpleNamespace:
    w.fill(people)
    db.session.rollback()
    rows = db.session.scalars(select(PartyMember).where(PartyMember.branch_id == people.first))
    people.members = {row.full_name: row.id for row in rows}
    db.session.rollback()
    return people


GIUP, DO, KEM, DU_BI = "Lê Văn Giúp", "Trần Thị Đỡ", "Phạm Kèm Cặp", "Võ Dự Bị"


def page(world: SimpleNamespace, month: int = MONTH):
    return review_pages.review_page(world.branch.actor, world.first, YEAR, month)


def roll(world: SimpleNamespace):
    return attendance.roll_page(world.branch.actor, world.first, YEAR, MONTH)


def call(world: SimpleNamespace, version: int = 0, **absent: Presences) -> int:
    typed = {key: Presences(Presence.PRESENT) for key in world.members.values()}
    names = {"giup": GIUP, "do": DO, "kem": KEM, "du_bi": DU_BI}
    typed |= {world.members[names[short]]: one for short, one in absent.items()}
    return attendance.save_roll(world.branch, world.first, YEAR, MONTH, version, typed).version


def head(world: SimpleNamespace) -> reviews.HeadInput:
    return page(world).head


def test_one_press_and_everybody_was_there(world: SimpleNamespace) -> None:
    attendance.all_present(world.branch, world.first, YEAR, MONTH)
    stored = head(world)
    assert (stored.members_official, stored.present_official) == (3, 3)
    assert (stored.members_probationary, stored.present_probationary) == (1, 1)
    assert (stored.absent_unexcused, stored.absence_note) == (0, "")
    assert page(world).quorum.is_enough


def test_the_press_leaves_those_who_are_noted_as_absent(world: SimpleNamespace) -> None:
    kem = world.members[KEM]
    attendance.save_roll(
        world.branch, world.first, YEAR, MONTH, 0, {kem: Presences(Presence.EXCUSED, "Ốm, nằm viện")}
    )
    attendance.all_present(world.branch, world.first, YEAR, MONTH)
    stored = head(world)
    assert (stored.present_official, stored.absence_note) == (2, "Phạm Kèm Cặp (Ốm - nằm viện)")


def test_who_is_exempt_is_not_called_and_stays_away_by_the_press(world: SimpleNamespace) -> None:
    with factories.writing():
        db.session.add(
            MemberAbsence(
                branch_id=world.first,
                member_id=world.members[KEM],
                kind=AbsenceKind.EXEMPT,
                from_day=date(2026, 1, 1),
            )
        )
    attendance.all_present(world.branch, world.first, YEAR, MONTH)
    found = page(world)
    assert [line.name for line in found.roll.absent] == [KEM]
    assert (found.quorum.called, found.quorum.present) == (2, 2)
    version = found.roll.version
    call(world, version)
    assert page(world).quorum.called == 3, "exempt, but there: called"


def test_the_numbers_follow_the_roll_and_keep_what_was_put_right_by_hand(world: SimpleNamespace) -> None:
    version = call(world, kem=Presences(Presence.UNEXCUSED))
    before = roll(world)
    assert before.counts == Counts(3, 1, 2, 1, 1)
    attendance.save_counts(world.branch, world.first, YEAR, MONTH, before.head_version, Counts(5, 1, 4, 1, 1))
    call(world, version, do=Presences(Presence.EXCUSED, "Đi công tác"))
    stored = head(world)
    assert (stored.members_official, stored.present_official, stored.absent_unexcused) == (5, 4, 0)
    assert stored.absence_note == "Trần Thị Đỡ (Đi công tác)"


def test_numbers_that_cannot_be_are_refused(world: SimpleNamespace) -> None:
    call(world)
    version = roll(world).head_version
    with pytest.raises(Invalid) as caught:
        attendance.save_counts(world.branch, world.first, YEAR, MONTH, version, Counts(3, 1, 4, 1, 0))
    assert caught.value.fields == {"present_official": "present_too_many"}
    with pytest.raises(Conflict):
        attendance.save_counts(world.branch, world.first, YEAR, MONTH, version - 1, Counts(3, 1, 3, 1, 0))


def test_numbers_are_put_right_only_after_the_roll(world: SimpleNamespace) -> None:
    with pytest.raises(Refused) as caught:
        attendance.save_counts(world.branch, world.first, YEAR, MONTH, 0, Counts(3, 1, 3, 1, 0))
    assert caught.value.code == "roll_not_called"


def test_a_stale_roll_and_a_stranger_are_refused(world: SimpleNamespace) -> None:
    call(world)
    with pytest.raises(Conflict):
        call(world)
    with factories.writing():
        stranger = factories.member(db.session.get(factories.Branch, world.second), "Ngô Người Lạ").id
    with pytest.raises(NotFound):
        attendance.save_roll(
            world.branch, world.first, YEAR, MONTH, 4, {stranger: Presences(Presence.PRESENT)}
        )
    with pytest.raises(NotFound):
        attendance.all_present(world.other, world.first, YEAR, MONTH)


def test_a_head_that_does_not_ask_for_the_numbers_leaves_them(world: SimpleNamespace) -> None:
    call(world, kem=Presences(Presence.EXCUSED, "ốm"))
    version = page(world).head_version
    bare = reviews.HeadInput(meeting_on=date(2026, 3, 4), chair=GIUP, votes_for=2, votes_against=0)
    w.head(world, bare, version)
    stored = head(world)
    assert (stored.chair, stored.present_official, stored.absence_note) == (GIUP, 2, "Phạm Kèm Cặp (ốm)")
    with pytest.raises(Invalid) as caught:
        w.head(world, replace(bare, votes_for=3), version + 1)
    assert caught.value.fields == {"votes_for": "votes_too_many"}, "only two of them were there"


def test_a_head_that_still_asks_for_the_numbers_is_out_of_date_after_the_roll(world: SimpleNamespace) -> None:
    version = w.head(world)
    call(world)
    with pytest.raises(Conflict):
        w.head(world, version=version)


def test_the_minutes_name_who_was_absent(world: SimpleNamespace) -> None:
    w.head(world)
    call(world, do=Presences(Presence.UNEXCUSED), du_bi=Presences(Presence.EXCUSED, "Trực cơ quan"))
    found = page(world)
    ward = db.session.get(factories.Ward, 1)
    branch = db.session.get(factories.Branch, world.first)
    review = w.review_row(world.first)
    besides = besides_of(db.session(), world.first, review, found.head, date(2026, 3, 4))
    content = content_of(ward, branch, YEAR, MONTH, found.head, [], {}, True, besides)
    db.session.rollback()
    assert content.excused.names == ("Võ Dự Bị (Trực cơ quan)",)
    assert (content.unexcused.count, content.unexcused.names) == (1, (DO,))


def ready(world: SimpleNamespace) -> None:
    w.head(world)
    call(world, do=Presences(Presence.EXCUSED, "ốm"), kem=Presences(Presence.UNEXCUSED))
    version = page(world).head_version
    w.head(world, replace(page(world).head, votes_for=1), version)
    w.keep_the_others(world)


def test_too_few_members_ask_for_a_reason_in_writing(world: SimpleNamespace) -> None:
    ready(world)
    with pytest.raises(Refused) as caught:
        w.conclude(world)
    assert [found.code for found in caught.value.findings] == [FindingCode.QUORUM_SHORT]
    w.conclude(world, quorum_answer="Bão, Đảng ủy yêu cầu họp ngay")
    assert page(world).quorum_answer == "Bão, Đảng ủy yêu cầu họp ngay"


def test_a_changed_roll_asks_to_look_again_before_concluding(world: SimpleNamespace) -> None:
    ready(world)
    shown = review_steps.preview(world.branch.actor, world.first, YEAR, MONTH).stamp
    # Two names change places: no number is another one.
    call(
        world,
        page(world).roll.version,
        do=Presences(Presence.UNEXCUSED),
        kem=Presences(Presence.EXCUSED, "ốm"),
    )
    with pytest.raises(Conflict):
        review_conclusion.conclude_review(world.branch, world.first, YEAR, MONTH, shown)


def test_a_vote_on_one_person_is_held_against_those_present(world: SimpleNamespace) -> None:
    w.head(world)
    with pytest.raises(Invalid) as caught:
        w.line(world, "trained", LineInput(ReviewDecision.KEEP, votes_for=3, votes_against=1))
    assert caught.value.fields == {"votes_for": "votes_too_many"}
    with pytest.raises(Invalid):
        w.line(world, "trained", LineInput(ReviewDecision.KEEP, votes_against=1))
    w.line(world, "trained", LineInput(ReviewDecision.KEEP, votes_for=2, votes_against=1))
    w.keep_the_others(world)
    call(world, do=Presences(Presence.EXCUSED))
    w.head(world, replace(page(world).head, votes_for=2), page(world).head_version)
    with pytest.raises(Refused) as refused:
        w.conclude(world)
    assert [one.code for one in refused.value.findings] == [FindingCode.LINE_VOTES_TOO_MANY]


def test_the_agenda_is_the_usual_one_until_another_is_written(world: SimpleNamespace) -> None:
    assert page(world).agenda == tuple(USUAL_AGENDA.splitlines())
    version = w.head(world, replace(w.HEAD, agenda="Thời sự\nCông tác phát triển đảng viên"))
    assert page(world).agenda == ("Thời sự", "Công tác phát triển đảng viên")
    version = w.head(world, w.HEAD, version)
    assert len(page(world).agenda) == 2, "a form that does not ask for it leaves it"
    w.head(world, replace(w.HEAD, agenda=""), version)
    assert page(world).agenda == tuple(USUAL_AGENDA.splitlines())


def give(world: SimpleNamespace, key: str = "sympathiser", **change: object) -> int:
    data = TaskInput("Viết bản tự nhận xét", date(2026, 3, 20), world.runs[key])
    return meeting_tasks.give_task(world.branch, world.first, YEAR, MONTH, replace(data, **change)).task_id


def task_row(task_id: int) -> MeetingTask:
    db.session.rollback()
    return db.session.get(MeetingTask, task_id)


def test_a_task_comes_up_again_until_it_is_closed(world: SimpleNamespace) -> None:
    task = give(world, member_id=world.helper)
    line = page(world).line(world.runs["sympathiser"])
    assert [(one.text, one.member, one.overdue) for one in line.tasks] == [("Viết bản tự nhận xét", GIUP, 0)]
    with clock.pretend(factories.at("2026-04-03 19:00")):
        line = page(world, 4).line(world.runs["sympathiser"])
        assert [one.overdue for one in line.tasks] == [14]
        reviews.start_review(world.branch, world.first, YEAR, 4)
        data = TaskInput("Viết bản tự nhận xét", date(2026, 3, 20), state=TaskState.DONE)
        meeting_tasks.save_task(world.branch, world.first, task, 1, data)
        line = page(world, 4).line(world.runs["sympathiser"])
        assert [(one.state, one.overdue) for one in line.tasks] == [(TaskState.DONE, 0)]
    with clock.pretend(factories.at("2026-05-03 19:00")):
        assert page(world, 5).line(world.runs["sympathiser"]).tasks == ()


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"text": "  "}, {"text": "task_text_needed"}),
        ({"text": "x" * 301}, {"text": "text_long"}),
        ({"state": TaskState.DROPPED}, {"note": "task_note_needed"}),
    ],
)
def test_a_task_says_what_is_missing(
    world: SimpleNamespace, change: dict[str, object], fields: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as caught:
        give(world, **change)
    assert caught.value.fields == fields


def test_tasks_stay_within_their_branch(world: SimpleNamespace) -> None:
    task = give(world)
    data = TaskInput("Khác", None)
    with pytest.raises(NotFound):
        meeting_tasks.save_task(world.other, world.first, task, 1, data)
    with pytest.raises(NotFound):
        meeting_tasks.save_task(world.branch, world.second, task, 1, data)
    with pytest.raises(NotFound):
        give(world, run_id=world.stranger_run)
    with pytest.raises(Conflict):
        meeting_tasks.save_task(world.branch, world.first, task, 7, data)


def test_a_dropped_task_keeps_why(world: SimpleNamespace) -> None:
    task = give(world)
    data = TaskInput("Viết bản tự nhận xét", None, state=TaskState.DROPPED, note="Đã chuyển đi")
    meeting_tasks.save_task(world.branch, world.first, task, 1, data)
    row = task_row(task)
    assert (row.state, row.closed_note) == (TaskState.DROPPED, "Đã chuyển đi")
    assert row.closed_on == date(2026, 3, 5)


def test_what_is_new_is_what_came_after_the_last_meeting(world: SimpleNamespace) -> None:
    run = world.runs["trained"]
    with clock.pretend(factories.at("2026-02-03 19:00")):
        early = replace(w.HEAD, meeting_on=date(2026, 2, 3))
        reviews.save_head(world.branch, world.first, YEAR, 2, 0, early)
        remark = LineInput(ReviewDecision.KEEP, remark="Cần mạnh dạn hơn", rating=Rating.FAIR)
        w.line(world, "trained", remark, month=2)
        reviews.keep_others(world.branch, world.first, YEAR, 2)
        found = review_steps.preview(world.branch.actor, world.first, YEAR, 2)
        review_conclusion.conclude_review(world.branch, world.first, YEAR, 2, found.stamp)
    since = page(world).line(run).since
    assert (since.month, since.remark, since.rating) == ((2026, 2), "Cần mạnh dạn hơn", Rating.FAIR)
    assert (since.events, since.decided) == ((), ())
    with clock.pretend(factories.at("2026-02-20 08:00")):
        entered = Entry(
            happened_on=date(2026, 2, 20),
            basis_number="02-NQ/CB",
            helper=world.other_helper,
            reason="Chuyển sinh hoạt",
        )
        version = w.run_row(run).version
        move_candidate(world.branch, run, version, MoveCode.ASSIGN_HELPER, entered)
    with factories.writing():
        for state, on in (
            (ProposalState.DECIDED, date(2026, 2, 25)),
            (ProposalState.PENDING, None),
            (ProposalState.DECIDED, date(2026, 1, 5)),
        ):
            db.session.add(
                Proposal(
                    branch_id=world.first,
                    kind=ProposalKind.START,
                    run_id=run,
                    raised_on=date(2026, 2, 3),
                    state=state,
                    outcome=ProposalOutcome.RETURNED,
                    reason="Thiếu nhận xét",
                    decided_on=on,
                )
            )
    since = page(world).line(run).since
    assert since.events == ((date(2026, 2, 20), MoveCode.ASSIGN_HELPER),)
    assert [(one.outcome, one.on) for one in since.decided] == [
        (ProposalOutcome.RETURNED, date(2026, 2, 25))
    ], "what the committee has only drafted is nobody's"


def test_the_screens_go_from_the_meeting_through_the_people_to_the_end(world: SimpleNamespace) -> None:
    w.head(world)
    w.line(world, "source", LineInput(w.ADD, helper_id=world.helper))
    count = len(page(world).lines)
    screens = [
        review_screen.review_screen(world.branch.actor, world.first, YEAR, MONTH, place)
        for place in range(count + 2)
    ]
    assert [one.person is None for one in screens] == [True, *[False] * count, True]
    assert (screens[-1].counts, screens[-1].undecided) == ({w.ADD: 1}, count - 1)
    with pytest.raises(NotFound):
        review_screen.review_screen(world.branch.actor, world.first, YEAR, MONTH, count + 2)
