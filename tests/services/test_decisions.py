"""Numbers of decisions and of certificates: each stands once."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from phohoa.domain.errors import Invalid, Refused
from phohoa.domain.facts import Entry
from phohoa.domain.stages import MoveCode, Stage
from phohoa.extensions import db
from phohoa.models import Branch, CommitteeTerm
from phohoa.services.moves import move_candidate, undo_move
from phohoa.services.probation import record_new_member_certificate
from phohoa.texts.findings import sentence

from .. import factories
from .people_at_work import day, do, equip, events_of, new_run, run_of

DECISION = Entry(
    decision_number="501-QĐ/TU", decision_on=day("2024-02-05"), issuing_body="Ban Thường vụ Thị ủy"
)


@pytest.fixture
def ward(people: SimpleNamespace) -> SimpleNamespace:
    return equip(people)


def submitted(ward: SimpleNamespace, name: str = "Nguyễn Thị Thử", **values: object) -> int:
    return new_run(
        ward, Stage.SUBMITTED, branch_resolution_on=day("2024-01-04"), person={"full_name": name}, **values
    )


def decide(ward: SimpleNamespace, run_id: int, **typed: object):
    return do(ward.office_caller, run_id, MoveCode.RECORD_DECISION, replace(DECISION, **typed))


def clash(ward: SimpleNamespace, run_id: int, **typed: object) -> str:
    with pytest.raises(Refused) as refused:
        move_candidate(
            ward.office_caller,
            run_id,
            run_of(run_id).version,
            MoveCode.RECORD_DECISION,
            replace(DECISION, **typed),
        )
    (found,) = [one for one in refused.value.findings if one.code == "decision_number_used"]
    assert found.params["input"] == "decision_number"
    return sentence(found)


def test_a_number_stands_once_with_its_body(ward: SimpleNamespace) -> None:
    decide(ward, submitted(ward, "Lê Thị Trước"))
    text = clash(ward, submitted(ward))
    assert "501-QĐ/TU" in text and "Lê Thị Trước" in text and "05/02/2024" in text
    clash(ward, submitted(ward), issuing_body="ban thuong vu thi uy", decision_on=day("2025-01-06"))


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param({"decision_number": "502-QĐ/TU"}, id="another number"),
        pytest.param({"issuing_body": "Ban Thường vụ Đảng ủy phường"}, id="another body"),
    ],
)
def test_another_number_or_body_is_another_decision(ward: SimpleNamespace, typed: dict[str, str]) -> None:
    decide(ward, submitted(ward))
    run_id = submitted(ward)
    decide(ward, run_id, **typed)
    assert run_of(run_id).stage is Stage.DECIDED


def test_numbers_begin_anew_with_a_term(ward: SimpleNamespace) -> None:
    with factories.writing():
        db.session.query(CommitteeTerm).one().ends_on = date(2024, 12, 31)
        db.session.add(CommitteeTerm(ordinal="XVIII", starts_on=date(2025, 1, 1), ends_on=date(2029, 12, 31)))
    decide(ward, submitted(ward))
    run_id = submitted(ward)
    decide(ward, run_id, decision_on=day("2025-01-06"))
    assert run_of(run_id).stage is Stage.DECIDED


def test_a_number_that_was_taken_back_is_free_again(ward: SimpleNamespace) -> None:
    moved = decide(ward, submitted(ward))
    undo_move(ward.office_caller, moved.event_id)
    decide(ward, submitted(ward))


def test_practice_and_the_real_ward_do_not_meet(ward: SimpleNamespace) -> None:
    with factories.writing():
        practice = db.session.get(Branch, ward.practice)
        trial = factories.run(
            practice, stage=Stage.SUBMITTED, since=date(2024, 1, 4), branch_resolution_on=day("2024-01-04")
        ).id
    decide(ward, trial)
    decide(ward, submitted(ward))


def test_the_recognition_has_a_number_of_its_own(ward: SimpleNamespace) -> None:
    decide(ward, submitted(ward))
    values = {
        "decision_on": day("2024-01-04"),
        "ceremony_on": day("2024-01-04"),
        "probation_ends_on": day("2025-01-04"),
        "official_proposed_on": day("2025-01-06"),
    }
    run_id = new_run(ward, Stage.OFFICIAL_PROPOSED, **values)
    recognised = replace(DECISION, decision_on=day("2025-02-03"))
    with pytest.raises(AssertionError, match="decision_number_used"):
        do(ward.office_caller, run_id, MoveCode.RECOGNISE, recognised)
    do(ward.office_caller, run_id, MoveCode.RECOGNISE, replace(recognised, decision_number="7-QĐ/TU"))
    run = run_of(run_id)
    assert (run.official_decision_number, run.official_decision_on, run.official_on) == (
        "7-QĐ/TU",
        day("2025-02-03"),
        day("2025-01-04"),
    )


# --- the certificate of the class for new members -----------------------------------------------------------


def on_probation(ward: SimpleNamespace, name: str = "Nguyễn Thị Thử") -> int:
    return new_run(
        ward,
        Stage.PROBATIONARY,
        ceremony_on=day("2024-01-04"),
        probation_ends_on=day("2025-01-04"),
        person={"full_name": name},
    )


def test_the_certificate_is_recorded_and_stands_in_the_timeline(ward: SimpleNamespace) -> None:
    run_id = on_probation(ward)
    record_new_member_certificate(ward.branch, run_id, 1, " 17/ĐVM ", day("2024-06-03"))
    run = run_of(run_id)
    assert (run.new_member_certificate_number, run.new_member_certificate_on) == ("17/ĐVM", day("2024-06-03"))
    assert [event.kind for event in events_of(run_id)] == ["class_paper"]


@pytest.mark.parametrize(
    ("number", "issued", "field"),
    [
        ("", "2024-06-03", "certificate_number"),
        ("x" * 61, "2024-06-03", "certificate_number"),
        ("17/ĐVM", "", "certificate_on"),
        ("17/ĐVM", "2024-01-03", "certificate_on"),
        ("17/ĐVM", "2099-01-03", "certificate_on"),
    ],
)
def test_a_certificate_that_cannot_be_is_refused(
    ward: SimpleNamespace, number: str, issued: str, field: str
) -> None:
    run_id = on_probation(ward)
    with pytest.raises(Invalid) as invalid:
        record_new_member_certificate(ward.branch, run_id, 1, number, day(issued) if issued else None)
    assert set(invalid.value.fields) == {field}


@pytest.mark.parametrize("issued", ["2024-12-30", "2025-01-02"], ids=["the same year", "a year later"])
def test_a_certificate_of_somebody_else_is_refused_and_the_holder_named(
    ward: SimpleNamespace, issued: str
) -> None:
    record_new_member_certificate(ward.branch, on_probation(ward), 1, "17/ĐVM", day("2024-06-03"))
    run_id = on_probation(ward, "Trần Thị Thử")
    with pytest.raises(Invalid) as invalid:
        record_new_member_certificate(ward.branch, run_id, 1, "17/đvm", day(issued))
    code, params = invalid.value.fields["certificate_number"]
    assert code == "class_number_used"
    assert (params["number"], params["day"]) == ("17/đvm", "03/06/2024")
    assert params["who"], "the branch may see who has it"
    record_new_member_certificate(ward.branch, run_id, 1, "17/2025/ĐVM", day("2025-01-02"))


def test_only_somebody_on_probation_has_one(ward: SimpleNamespace) -> None:
    with pytest.raises(Refused):
        record_new_member_certificate(ward.branch, submitted(ward), 1, "17/ĐVM", day("2024-06-03"))


def test_a_certificate_does_not_come_after_the_vote_that_rests_on_it(ward: SimpleNamespace) -> None:
    run_id = new_run(
        ward,
        Stage.OFFICIAL_PROPOSED,
        ceremony_on=day("2024-01-04"),
        probation_ends_on=day("2025-01-04"),
        official_proposed_on=day("2025-01-06"),
        new_member_certificate_on=day("2024-09-02"),
    )
    with pytest.raises(Invalid):
        record_new_member_certificate(ward.branch, run_id, 1, "17/ĐVM", day("2025-01-07"))
    record_new_member_certificate(ward.branch, run_id, 1, "17/ĐVM", day("2025-01-06"))


def test_taking_back_another_step_leaves_the_certificate(ward: SimpleNamespace) -> None:
    run_id = on_probation(ward)
    typed = Entry(happened_on=day("2024-05-06"), basis_number="05-NQ/CB", helper=ward.other_helper)
    moved = do(ward.branch, run_id, MoveCode.ASSIGN_HELPER, typed)
    record_new_member_certificate(ward.branch, run_id, run_of(run_id).version, "17/ĐVM", day("2024-06-03"))
    undo_move(ward.branch, moved.event_id)
    assert run_of(run_id).new_member_certificate_number == "17/ĐVM"
