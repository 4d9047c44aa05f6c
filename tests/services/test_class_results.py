"""Results for a whole class at once: each certificate a judged step, all of a save or nothing."""

from datetime import date, timedelta

import pytest

from phohoa.domain.errors import Conflict, Invalid, NotFound, Refused
from phohoa.domain.facts import Entry, FindingCode
from phohoa.domain.stages import MoveCode, Stage
from phohoa.domain.training import ClassKind, ClassResult, ClassState, ResultLine
from phohoa.extensions import db
from phohoa.models import ClassNomination, TrackingRun, TrainingClass
from phohoa.services import class_results, clock, moves, probation
from phohoa.services.class_results import LineProblems, ResultInput, ResultsSaved

from .. import factories
from ..class_world import ClassWorld, ward

__all__ = ["ward"]
TODAY = clock.today()
PASSED, FAILED, ABSENT = ClassResult.PASSED, ClassResult.FAILED, ClassResult.ABSENT
ISSUER = "Trung tâm chính trị thử nghiệm"


def typed(ward: ClassWorld, run_id: int, **values: object) -> ResultInput:
    line = {"result": PASSED, "days": 5, "number": f"{run_id}/GCN", "issued_on": TODAY, **values}
    return ResultInput(run_id, ward.line(run_id).version, ResultLine(**line))


def save(ward: ClassWorld, *lines: ResultInput, issuer: str = ISSUER, who: str = "office") -> ResultsSaved:
    return class_results.enter_results(ward.caller(who), ward.class_id, ward.row().version, lines, issuer)


def refused(ward: ClassWorld, *lines: ResultInput) -> dict[int, LineProblems]:
    before = [(run.id, run.stage, run.version) for run in db.session.query(TrackingRun)]
    db.session.rollback()
    with pytest.raises(Refused) as error:
        save(ward, *lines)
    assert error.value.code == "class_results_refused"
    assert [(run.id, run.stage, run.version) for run in db.session.query(TrackingRun)] == before
    assert all(one.result is None for one in ward.nominations())
    return error.value.params["lines"]


def test_each_certificate_becomes_a_step_and_the_last_result_closes_the_class(ward: ClassWorld) -> None:
    a, b, c = ward.sent("Thử An", "Thử Bình", "Thử Châu")
    saved = save(
        ward,
        typed(ward, a),
        typed(ward, b, result=FAILED, number="", issued_on=None, note="Vắng hai buổi."),
    )
    assert (saved.count, saved.left) == (2, 1)
    run = ward.run(a)
    assert (run.stage, run.certificate_number, run.certificate_on) == (Stage.CLASS_DONE, f"{a}/GCN", TODAY)
    event = ward.events(a)[-1]
    assert (event.move, event.basis_number) == (MoveCode.RECORD_CERTIFICATE.value, "12-CV/ĐU")
    assert ward.run(b).stage is Stage.SYMPATHISER
    assert ward.events(b)[-1].reason == "Vắng hai buổi."
    assert ward.row().state is ClassState.DECIDED
    saved = save(ward, typed(ward, c, result=None))
    assert (saved.left, ward.row().state, ward.row().closed_on) == (0, ClassState.CLOSED, TODAY)
    assert ward.line(c).days_attended == 5


def test_a_line_in_error_keeps_all_lines_from_being_recorded(ward: ClassWorld) -> None:
    a, b = ward.sent("Thử An", "Thử Bình")
    early = ward.row().ends_on - timedelta(days=1)
    problems = refused(ward, typed(ward, a), typed(ward, b, issued_on=early))
    assert set(problems) == {b}
    assert problems[b].fields["issued_on"][0] == "class_issued_before_end"
    for changes, field in (
        ({"issued_on": None}, "issued_on"),
        ({"issued_on": TODAY + timedelta(days=1)}, "issued_on"),
        ({"number": ""}, "number"),
        ({"days": 6}, "days"),
        ({"days": -1}, "days"),
        ({"result": FAILED}, "number"),
        ({"result": ABSENT, "number": "", "note": " "}, "note"),
        ({"number": "9" * 61}, "number"),
        ({"note": "x" * 501}, "note"),
    ):
        assert set(refused(ward, typed(ward, a, **changes))[a].fields) >= {field}, changes


def test_a_number_of_another_person_is_refused_with_both_sides(ward: ClassWorld) -> None:
    ward.person(
        "Thử Có Rồi",
        "second",
        stage=Stage.CLASS_DONE,
        certificate_number="015 / gcn",
        certificate_on=date(2024, 4, 26),
    )
    a, b = ward.sent("Thử An", "Thử Bình")
    problems = refused(ward, typed(ward, a, number="15–GCN"))
    code, params = problems[a].fields["number"]
    assert code == "class_number_used"
    assert (params["number"], params["who"], params["day"]) == ("15–GCN", "Thử Có Rồi", "26/04/2024")
    twice = refused(ward, typed(ward, a, number="7/GCN"), typed(ward, b, number="07-GCN"))
    assert twice[a].fields["number"] == ("class_number_twice", {"number": "7/GCN", "who": "Thử Bình"})
    assert twice[b].fields["number"] == ("class_number_twice", {"number": "07-GCN", "who": "Thử An"})


def test_the_move_form_refuses_it_too_and_names_nobody_of_another_branch(ward: ClassWorld) -> None:
    other = {"certificate_number": "15/GCN", "certificate_on": date(2024, 4, 26)}
    ward.person("Thử Có Rồi", "second", stage=Stage.CLASS_DONE, **other)
    (a,) = ward.sent("Thử An")
    entry = Entry(
        certificate_number="15 / gcn",
        certificate_on=TODAY,
        certificate_issuer=ISSUER,
        basis_number="12-CV/ĐU",
    )
    with pytest.raises(Refused) as used:
        moves.move_candidate(
            ward.caller("office"), a, ward.run(a).version, MoveCode.RECORD_CERTIFICATE, entry
        )
    (found,) = [f for f in used.value.findings if f.code is FindingCode.CERTIFICATE_NUMBER_USED]
    assert found.params["who"].startswith("Thử Có Rồi (")
    assert ward.run(a).stage is Stage.CLASS_PROPOSED


def test_the_same_person_may_bear_the_number_twice(ward: ClassWorld) -> None:
    (a,) = ward.sent("Thử An")
    with factories.writing():
        run = db.session.get_one(TrackingRun, a)
        old = TrackingRun(
            person_id=run.person_id,
            branch_id=run.branch_id,
            stage=Stage.LEFT,
            stage_since=date(2024, 5, 1),
            opened_on=date(2023, 1, 1),
            closed_on=date(2024, 5, 1),
            certificate_number="15/GCN",
            certificate_on=date(2024, 4, 26),
        )
        db.session.add(old)
    assert save(ward, typed(ward, a, number="15/GCN")).count == 1


def test_what_the_rules_say_stands_beside_the_line(ward: ClassWorld) -> None:
    a, b = ward.sent("Thử An", "Thử Bình")
    with factories.writing():
        db.session.get_one(TrackingRun, b).stage = Stage.PROBATIONARY
    problems = refused(ward, typed(ward, a), typed(ward, b))
    assert set(problems) == {b}
    assert FindingCode.WRONG_STAGE in [finding.code for finding in problems[b].findings]


def test_a_warning_of_the_rules_wants_its_reason_on_the_line(ward: ClassWorld) -> None:
    ward.new_class(starts_on=TODAY - timedelta(days=6 * 366))
    (a,) = ward.sent("Thử An", since="2015-03-04")
    old = {"issued_on": ward.row().ends_on}
    problems = refused(ward, typed(ward, a, **old))
    assert [finding.code for finding in problems[a].findings] == [FindingCode.CERTIFICATE_OLD]
    save(ward, typed(ward, a, **old, note="Nhập bổ sung sổ cũ."))
    assert ward.events(a)[-1].warnings == {"certificate_old": "Nhập bổ sung sổ cũ."}


def test_who_has_gone_on_meanwhile_gets_the_certificate_renewed(ward: ClassWorld) -> None:
    (a,) = ward.sent("Thử An")
    with factories.writing():
        run = db.session.get_one(TrackingRun, a)
        run.stage, run.certificate_number, run.certificate_on = Stage.DOSSIER, "1/GCN", date(2022, 1, 5)
    save(ward, typed(ward, a, number="2/GCN"))
    assert (ward.run(a).stage, ward.run(a).certificate_number) == (Stage.DOSSIER, "2/GCN")


def test_a_step_that_was_taken_back_can_be_entered_again(ward: ClassWorld) -> None:
    (a,) = ward.sent("Thử An")
    save(ward, typed(ward, a))
    moves.undo_move(ward.caller("office"), ward.events(a)[-1].id)
    (line,) = class_results.results_page(ward.actor("office"), ward.class_id).open_lines
    assert line.run_id == a
    save(ward, typed(ward, a, number="9/GCN"))
    assert ward.run(a).certificate_number == "9/GCN"


def test_a_class_for_new_members_feeds_the_certificate_of_probation(ward: ClassWorld) -> None:
    ward.new_class(kind=ClassKind.NEW_MEMBER)
    day = ward.row().starts_on - timedelta(days=60)
    a, b, c = ward.sent(
        "Thử An", "Thử Bình", "Thử Châu", stage=Stage.PROBATIONARY, ceremony_on=day, decision_on=day
    )
    save(
        ward,
        typed(ward, a, number="3/ĐVM"),
        typed(ward, b, result=ABSENT, number="", issued_on=None, note="Ốm."),
    )
    run = ward.run(a)
    assert (run.new_member_certificate_number, run.new_member_certificate_on) == ("3/ĐVM", TODAY)
    assert run.certificate_number == ""
    assert ward.run(b).stage is Stage.PROBATIONARY
    assert ward.run(b).new_member_certificate_on is None
    with pytest.raises(Refused) as used:
        save(ward, typed(ward, c, number="03-đvm"))
    assert used.value.params["lines"][c].fields["number"][0] == "class_number_used"
    with pytest.raises(Invalid) as by_hand:
        probation.record_new_member_certificate(ward.caller("office"), c, ward.run(c).version, "3 ĐVM", TODAY)
    assert by_hand.value.fields["certificate_number"][0] == "class_number_used"


def test_a_branch_is_not_told_who_bears_the_number_elsewhere(ward: ClassWorld) -> None:
    day = date(2026, 1, 5)
    bearer = {"new_member_certificate_number": "3/ĐVM", "new_member_certificate_on": day}
    ward.person("Thử Có Rồi", "second", stage=Stage.PROBATIONARY, ceremony_on=day, **bearer)
    mine = ward.person("Thử An", stage=Stage.PROBATIONARY, ceremony_on=day)
    with pytest.raises(Invalid) as used:
        probation.record_new_member_certificate(
            ward.caller("b1"), mine, ward.run(mine).version, "3/ĐVM", TODAY
        )
    code, params = used.value.fields["certificate_number"]
    assert (code, set(params)) == ("class_number_used_elsewhere", {"number", "day"})


def test_stale_lines_other_people_and_states_are_refused(ward: ClassWorld) -> None:
    a, b = ward.sent("Thử An", "Thử Bình")
    stranger = ward.person("Thử Lạ")
    line = typed(ward, a)
    with pytest.raises(NotFound):
        save(ward, ResultInput(stranger, 0, line.line))
    with pytest.raises(Invalid) as nothing:
        save(ward, ResultInput(a, line.version, ResultLine(issued_on=TODAY)))
    assert nothing.value.code == "class_nothing_filled"
    with pytest.raises(Invalid) as nobody:
        save(ward, line, issuer=" ")
    assert nobody.value.fields == {"issuer": "required"}
    save(ward, line)
    with pytest.raises(Conflict) as late:
        save(ward, line)
    assert late.value.code == "stale"
    other = ward.line(b).nomination_id
    with factories.writing():
        db.session.get_one(ClassNomination, other).decision_reason = "Đã xem."
    with pytest.raises(Conflict):
        save(ward, ResultInput(b, 1, line.line))
    with factories.writing():
        row = db.session.get_one(TrainingClass, ward.class_id)
        row.starts_on = row.ends_on = TODAY + timedelta(days=1)
    with pytest.raises(Refused) as early:
        save(ward, typed(ward, b))
    assert early.value.code == "class_not_begun"
    ward.new_class()
    with pytest.raises(Conflict) as open_list:
        save(ward)
    assert open_list.value.code == "class_not_settled"


def test_the_limits_of_probation_stand_beside_the_line(ward: ClassWorld) -> None:
    ward.new_class(kind=ClassKind.NEW_MEMBER)
    first, last = ward.row().starts_on - timedelta(days=60), ward.row().ends_on
    (a,) = ward.sent("Thử An", stage=Stage.PROBATIONARY, ceremony_on=TODAY)
    (b,) = ward.sent("Thử Bình", stage=Stage.OFFICIAL_PROPOSED, ceremony_on=first, official_proposed_on=last)
    (c,) = ward.sent("Thử Châu", stage=Stage.OFFICIAL, ceremony_on=first)
    yesterday = TODAY - timedelta(days=1)
    problems = refused(ward, typed(ward, a, issued_on=yesterday), typed(ward, b), typed(ward, c))
    assert problems[a].fields["issued_on"][0] == "certificate_before_ceremony"
    assert problems[b].fields["issued_on"][0] == "certificate_after_proposal"
    assert problems[c].fields["result"][0] == "not_on_probation"
