"""Who is proposed for a class, in which order, and what the committee decides line by line."""

from datetime import date, timedelta

import pytest

from phohoa.domain.errors import Conflict, DomainError, Invalid, NotFound, Refused
from phohoa.domain.reviews import Rating, ReviewState
from phohoa.domain.stages import Stage
from phohoa.domain.training import ClassKind, ClassState, NominationState, RankCriterion
from phohoa.domain.vietnamese import sort_key
from phohoa.extensions import db
from phohoa.models import Branch, PartyMember, Review, ReviewLine, TrackingRun
from phohoa.services import class_nominations as nominations
from phohoa.services import classes, clock

from .. import factories
from ..class_world import ClassWorld, ward

__all__ = ["ward"]

S = NominationState
TODAY = clock.today()


def criteria(world: ClassWorld, run_id: int) -> set[RankCriterion]:
    return {reason.criterion for reason in world.line(run_id).reasons}


def decide(world: ClassWorld, run_id: int, state: S, reason: str = "", version: int | None = None) -> int:
    version = world.line(run_id).version if version is None else version
    saved = nominations.decide_line(world.caller("office"), world.class_id, run_id, version, state, reason)
    return saved.version


def settle(world: ClassWorld, number: str = "12-CV/ĐU", day: date = TODAY) -> None:
    nominations.settle_list(world.caller("office"), world.class_id, world.row().version, number, day)


def code(error: pytest.ExceptionInfo[DomainError]) -> str:
    return error.value.code


def test_everybody_who_is_proposed_is_in_the_list_by_itself(ward: ClassWorld) -> None:
    ward.person("Thử An")
    ward.person("Thử Bình", "second")
    ward.person("Thử Chưa", stage=Stage.SYMPATHISER)
    ward.person("Thử Xong", stage=Stage.CLASS_DONE)
    ward.person("Thử Thực Hành", "practice")
    assert ward.names() == ["Thử An", "Thử Bình"]
    assert ward.nominations() == []
    assert [line.state for line in ward.people().lines] == [S.NOMINATED, S.NOMINATED]


def test_a_branch_sees_its_own_people_with_their_place_in_the_whole_ward(ward: ClassWorld) -> None:
    ward.person("Thử Sớm", "second", since="2026-01-05")
    mine = ward.person("Thử Muộn", since="2026-02-05")
    people = ward.people("b1")
    assert [(line.name, line.rank) for line in people.lines] == [("Thử Muộn", 2)]
    assert people.total == 2
    with pytest.raises(NotFound):
        ward.line(mine, "b2")


def test_the_facts_of_the_order_come_from_the_rows(ward: ClassWorld) -> None:
    start = ward.row().starts_on
    plain = ward.person("Thử Thường", "second", since="2026-01-01")
    old = ward.person("Thử Lớn Tuổi", "second", since="2026-02-01", person={"birth_year": start.year - 58})
    wanted = ward.person("Thử Mong", "second", wanted_on=start + timedelta(days=90))
    with factories.writing():
        branch = db.session.get(Branch, ward.ids.second)
        for n in range(12):
            name = f"Đảng Viên Già {n}"
            row = PartyMember(
                branch_id=branch.id,
                full_name=name,
                sort_key=sort_key(name),
                birth_year=start.year - 20 - 15 * (n % 4),
            )
            db.session.add(row)
        factories.run(branch, "Thử Đã Kết Nạp", Stage.PROBATIONARY, decision_on=start)
    small = ward.person("Thử Chi Bộ Nhỏ", since="2026-03-01")
    assert criteria(ward, plain) == {RankCriterion.WAITING}
    assert RankCriterion.AGE_LIMIT_NEAR in criteria(ward, old)
    assert RankCriterion.WANTED_SOON in criteria(ward, wanted)
    assert criteria(ward, small) == {
        RankCriterion.BRANCH_WITHOUT_ADMISSION,
        RankCriterion.BRANCH_FEW_MEMBERS,
        RankCriterion.WAITING,
    }
    assert [line.run_id for line in ward.people().lines] == [old, wanted, small, plain]


def test_few_young_members_count_where_birth_years_are_known(ward: ClassWorld) -> None:
    run_id = ward.person("Thử An")
    with factories.writing():
        branch = db.session.get(Branch, ward.ids.first)
        for n in range(9):
            factories.member(branch, f"Đảng Viên Lớn {n}")
    assert RankCriterion.BRANCH_FEW_YOUNG in criteria(ward, run_id)
    with factories.writing():
        for member in db.session.query(PartyMember):
            member.birth_year = None
    assert RankCriterion.BRANCH_FEW_YOUNG not in criteria(ward, run_id)


def test_the_newest_rating_of_a_sent_review_counts(ward: ClassWorld) -> None:
    run_id = ward.person("Thử An")

    def rate(month: int, rating: Rating, state: ReviewState = ReviewState.RECEIVED) -> None:
        with factories.writing():
            review = Review(branch_id=ward.ids.first, year=2026, month=month, state=state)
            db.session.add(review)
            db.session.flush()
            line = ReviewLine(review_id=review.id, branch_id=ward.ids.first, run_id=run_id, rating=rating)
            db.session.add(line)

    rate(1, Rating.FAIR)
    rate(2, Rating.GOOD)
    assert RankCriterion.GOOD_RATING in criteria(ward, run_id)
    rate(4, Rating.GOOD, ReviewState.IN_PROGRESS)
    rate(3, Rating.FAIR)
    assert RankCriterion.GOOD_RATING not in criteria(ward, run_id)


def test_lines_are_decided_one_by_one_and_the_seats_are_the_limit(ward: ClassWorld) -> None:
    a, b, c = (ward.person(name) for name in ("Thử An", "Thử Bình", "Thử Châu"))
    decide(ward, a, S.ACCEPTED)
    decide(ward, b, S.ACCEPTED)
    with pytest.raises(Refused) as full:
        decide(ward, c, S.ACCEPTED)
    assert code(full) == "class_full"
    with pytest.raises(Invalid) as silent:
        decide(ward, c, S.DECLINED, " ")
    assert silent.value.fields == {"reason": "class_reason_needed"}
    decide(ward, c, S.WAITING)
    decide(ward, b, S.DECLINED, "Xin hoãn.")
    decide(ward, c, S.ACCEPTED)
    assert [(line.name, line.state) for line in ward.people().lines] == [
        ("Thử An", S.ACCEPTED),
        ("Thử Bình", S.DECLINED),
        ("Thử Châu", S.ACCEPTED),
    ]


def test_a_stale_line_is_a_conflict_also_the_first_time(ward: ClassWorld) -> None:
    a = ward.person("Thử An")
    decide(ward, a, S.ACCEPTED, version=0)
    with pytest.raises(Conflict) as late:
        decide(ward, a, S.WAITING, version=0)
    assert code(late) == "stale"


def test_only_who_is_proposed_can_be_decided_about(ward: ClassWorld) -> None:
    gone = ward.person("Thử Chưa", stage=Stage.SYMPATHISER)
    practice = ward.person("Thử Thực Hành", "practice")
    with pytest.raises(Refused) as stranger:
        nominations.decide_line(ward.caller("office"), ward.class_id, gone, 0, S.ACCEPTED, "")
    assert code(stranger) == "class_not_proposed"
    with pytest.raises(NotFound):
        nominations.decide_line(ward.caller("office"), ward.class_id, practice, 0, S.ACCEPTED, "")


def test_the_order_fills_the_seats_and_leaves_the_others_waiting(ward: ClassWorld) -> None:
    runs = [ward.person(f"Thử {n}", since=f"2026-02-0{n}") for n in range(1, 5)]
    decide(ward, runs[3], S.ACCEPTED)
    saved = nominations.fill_by_rank(ward.caller("office"), ward.class_id, ward.row().version)
    assert saved.count == 3
    assert [ward.line(run).state for run in runs] == [S.ACCEPTED, S.WAITING, S.WAITING, S.ACCEPTED]


def test_several_places_are_decided_at_once_or_none(ward: ClassWorld) -> None:
    runs = [ward.person(f"Thử {n}", since=f"2026-02-0{n}") for n in range(1, 5)]
    office = ward.caller("office")
    nominations.decide_range(office, ward.class_id, 2, 3, S.WAITING, "")
    assert [ward.line(run).state for run in runs] == [S.NOMINATED, S.WAITING, S.WAITING, S.NOMINATED]
    with pytest.raises(Refused):
        nominations.decide_range(office, ward.class_id, 1, 4, S.ACCEPTED, "")
    assert [ward.line(run).state for run in runs] == [S.NOMINATED, S.WAITING, S.WAITING, S.NOMINATED]
    for first, last in ((0, 1), (3, 2), (1, 5)):
        with pytest.raises(Invalid) as wrong:
            nominations.decide_range(office, ward.class_id, first, last, S.WAITING, "")
        assert wrong.value.fields == {"last": ("class_places", {"count": 4})}
    with pytest.raises(Invalid) as empty:
        nominations.decide_range(office, ward.class_id, None, 2, S.WAITING, "")
    assert empty.value.fields == {"first": "required"}


def test_the_office_puts_a_line_elsewhere_with_a_reason(ward: ClassWorld) -> None:
    runs = [ward.person(f"Thử {n}", since=f"2026-02-0{n}") for n in range(1, 4)]
    office = ward.caller("office")
    with pytest.raises(Invalid) as silent:
        nominations.place_line(office, ward.class_id, runs[2], 0, 1, " ")
    assert silent.value.fields == {"reason": "class_reason_needed"}
    nominations.place_line(office, ward.class_id, runs[2], 0, 1, "Cán bộ nguồn.")
    assert [line.run_id for line in ward.people().lines] == [runs[2], runs[0], runs[1]]
    assert (ward.line(runs[2]).natural, ward.line(runs[2]).placed_reason) == (3, "Cán bộ nguồn.")
    nominations.place_line(office, ward.class_id, runs[2], ward.line(runs[2]).version, None, "")
    assert [line.run_id for line in ward.people().lines] == runs
    with pytest.raises(Invalid):
        nominations.place_line(office, ward.class_id, runs[0], 0, 4, "Quá xa.")


def test_a_branch_withdraws_and_proposes_again_only_its_own(ward: ClassWorld) -> None:
    mine, other = ward.person("Thử An"), ward.person("Thử Bình", "second")
    branch = ward.caller("b1")
    nominations.withdraw_line(branch, ward.class_id, mine, 0, "Đi học xa.")
    assert ward.line(mine).state is S.WITHDRAWN
    assert [line.rank for line in ward.people().lines if line.run_id == mine] == [0]
    assert ward.run(mine).stage is Stage.CLASS_PROPOSED
    with pytest.raises(Refused) as withdrawn:
        decide(ward, mine, S.ACCEPTED)
    assert code(withdrawn) == "class_withdrawn"
    nominations.nominate_line(branch, ward.class_id, mine, ward.line(mine).version)
    assert ward.line(mine).state is S.NOMINATED
    with pytest.raises(NotFound):
        nominations.withdraw_line(branch, ward.class_id, other, 0, "Không phải của mình.")


def test_the_branch_learns_the_decision_when_the_list_is_settled(ward: ClassWorld) -> None:
    a, b = ward.person("Thử An"), ward.person("Thử Bình")
    decide(ward, a, S.ACCEPTED)
    decide(ward, b, S.DECLINED, "Chi bộ theo dõi thêm.")
    assert [line.state for line in ward.people("b1").lines] == [S.NOMINATED, S.NOMINATED]
    assert [line.reason for line in ward.people("b1").lines] == ["", ""]
    settle(ward)
    assert [line.state for line in ward.people("b1").lines] == [S.ACCEPTED, S.DECLINED]
    assert ward.line(b, "b1").reason == "Chi bộ theo dõi thêm."


def test_a_list_is_settled_when_everybody_is_decided_and_keeps_its_order(ward: ClassWorld) -> None:
    a, b = ward.person("Thử An", since="2026-02-01"), ward.person("Thử Bình", since="2026-02-02")
    decide(ward, a, S.WAITING)
    with pytest.raises(Refused) as open_line:
        settle(ward)
    assert (code(open_line), open_line.value.params) == ("class_undecided", {"count": 1})
    decide(ward, b, S.WAITING)
    with pytest.raises(Refused) as nobody:
        settle(ward)
    assert code(nobody) == "class_nobody_sent"
    decide(ward, b, S.ACCEPTED)
    for number, day, field in (
        ("", TODAY, "decision_number"),
        ("1", TODAY + timedelta(days=1), "decided_on"),
        ("1", ward.row().notice_on - timedelta(days=1), "decided_on"),
    ):
        with pytest.raises(Invalid) as wrong:
            settle(ward, number, day)
        assert set(wrong.value.fields) == {field}
    settle(ward)
    row = ward.row()
    assert (row.state, row.decision_number, row.decided_on) == (ClassState.DECIDED, "12-CV/ĐU", TODAY)
    stored = {one.run_id: (one.rank, one.rank_reasons) for one in ward.nominations()}
    assert (stored[a][0], stored[b][0]) == (1, 2)
    ward.person("Thử Đến Sau")
    assert ward.names() == ["Thử An", "Thử Bình"]
    assert RankCriterion.WAITING in criteria(ward, a)
    assert ward.run(a).stage is Stage.CLASS_PROPOSED


def test_somebody_who_moved_on_meanwhile_is_not_sent(ward: ClassWorld) -> None:
    a, b = ward.person("Thử An"), ward.person("Thử Bình")
    decide(ward, a, S.ACCEPTED)
    decide(ward, b, S.ACCEPTED)
    with factories.writing():
        db.session.get_one(TrackingRun, a).stage = Stage.SYMPATHISER
    assert ward.line(a).is_gone
    with pytest.raises(Refused) as gone:
        settle(ward)
    assert code(gone) == "class_accepted_gone"


def test_waiting_twice_is_flagged_and_comes_first_the_third_time(ward: ClassWorld) -> None:
    start = ward.row().starts_on
    early = ward.person("Thử Sớm", since="2025-01-05")
    late = ward.person("Thử Muộn", since="2026-02-05")
    for n in (3, 2, 1):
        class_id = ward.new_class(seats=1, starts_on=start - timedelta(days=30 * n))
        decide(ward, early, S.ACCEPTED)
        decide(ward, late, S.WAITING if n != 2 else S.DECLINED, "Chờ lớp sau.")
        assert ward.line(late).is_flagged is (n == 1)
        assert ward.line(late).passed_over == 3 - n
        settle(ward)
        assert ward.row(class_id).state is ClassState.DECIDED
    ward.new_class(seats=1, starts_on=start)
    assert ward.names()[0] == "Thử Muộn"
    assert ward.line(late).passed_over == 3


def test_a_class_that_is_called_off_passes_nobody_over(ward: ClassWorld) -> None:
    a = ward.person("Thử An")
    decide(ward, a, S.WAITING)
    classes.cancel_class(ward.caller("office"), ward.class_id, ward.row().version, "Mưa lũ.")
    ward.new_class()
    assert ward.line(a).passed_over == 0
    with pytest.raises(Conflict):
        nominations.decide_line(ward.caller("office"), ward.nominations()[0].class_id, a, 1, S.ACCEPTED, "")


def test_after_settling_a_change_needs_its_reason(ward: ClassWorld) -> None:
    a, b = ward.person("Thử An"), ward.person("Thử Bình")
    decide(ward, a, S.ACCEPTED)
    decide(ward, b, S.WAITING)
    settle(ward)
    with pytest.raises(Invalid):
        decide(ward, b, S.ACCEPTED)
    decide(ward, b, S.ACCEPTED, "Thay người xin hoãn.")
    assert ward.line(b).state is S.ACCEPTED


def test_who_is_declined_goes_back_to_the_list_by_a_move(ward: ClassWorld) -> None:
    a, b = ward.person("Thử An"), ward.person("Thử Bình")
    decide(ward, a, S.DECLINED, "Cần bồi dưỡng thêm.")
    decide(ward, b, S.ACCEPTED)
    office = ward.caller("office")
    with pytest.raises(Conflict):
        nominations.send_back(office, ward.class_id, a, ward.line(a).version, "Sớm quá.")
    settle(ward)
    nominations.send_back(office, ward.class_id, a, ward.line(a).version, "Cần bồi dưỡng thêm.")
    run = ward.run(a)
    assert (run.stage, run.class_proposed_on) == (Stage.SYMPATHISER, None)
    assert ward.events(a)[-1].reason == "Cần bồi dưỡng thêm."
    with pytest.raises(Conflict):
        nominations.send_back(office, ward.class_id, b, ward.line(b).version, "Được cử rồi.")


def test_a_class_for_new_members_takes_probationary_people_without_its_certificate(ward: ClassWorld) -> None:
    ward.new_class(kind=ClassKind.NEW_MEMBER)
    soon = ward.person(
        "Thử Dự Bị",
        stage=Stage.PROBATIONARY,
        ceremony_on=date(2026, 1, 9),
        probation_ends_on=date(2027, 1, 9),
    )
    ward.person("Thử Có Rồi", stage=Stage.PROBATIONARY, new_member_certificate_on=date(2026, 2, 2))
    ward.person("Thử Khác")
    assert ward.names() == ["Thử Dự Bị"]
    assert ward.line(soon).waiting_since == date(2026, 1, 9)


@pytest.mark.parametrize("who", ["b1", "signatory", "committee"])
def test_only_the_office_decides(ward: ClassWorld, who: str) -> None:
    a = ward.person("Thử An")
    with pytest.raises(DomainError):
        nominations.decide_line(ward.caller(who), ward.class_id, a, 0, S.ACCEPTED, "")
    assert ward.nominations() == []


def test_the_seats_change_but_not_below_those_already_sent(ward: ClassWorld) -> None:
    a, b = ward.person("Thử An"), ward.person("Thử Bình")
    decide(ward, a, S.ACCEPTED)
    decide(ward, b, S.ACCEPTED)
    office = ward.caller("office")
    with pytest.raises(Invalid) as few:
        nominations.set_seats(office, ward.class_id, ward.row().version, 1)
    assert few.value.fields == {"seats": ("class_seats_taken", {"taken": 2})}
    nominations.set_seats(office, ward.class_id, ward.row().version, 3)
    assert ward.row().seats == 3
