"""What the level above was asked and answered: recorded, used by the guards, and not turned round later."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from phohoa.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from phohoa.domain.facts import Entry
from phohoa.domain.opinions import OpinionKind
from phohoa.domain.stages import MoveCode, Stage
from phohoa.extensions import db
from phohoa.models import TrackingRun, UpperOpinion
from phohoa.services.opinions import (
    OpinionInput,
    add_opinion,
    exempt_from_education,
    mark_special_case,
    opinions_page,
    save_opinion,
)

from .. import factories
from .people_at_work import actor, day, do, equip, events_of, new_run, run_of, vote

K = OpinionKind
ASKED = OpinionInput(K.OVER_AGE, day("2024-05-06"), "12-CV/ĐU")
AGREED = replace(
    ASKED,
    answered_on=day("2024-07-04"),
    answer_number="80-CV/TU",
    answered_by="Ban Thường vụ Tỉnh ủy thử",
    agreed=True,
)


@pytest.fixture
def ward(people: SimpleNamespace) -> SimpleNamespace:
    return equip(people)


def dossier(ward: SimpleNamespace, **values: object) -> int:
    run_id = new_run(
        ward,
        Stage.DOSSIER,
        certificate_on=day("2024-01-01"),
        dossier_started_on=day("2024-01-04"),
        **values,
    )
    with factories.writing():
        factories.full_dossier(db.session.get(TrackingRun, run_id))
    return run_id


def old(ward: SimpleNamespace) -> int:
    """Somebody of 61 years."""
    return dossier(ward, person={"birth_year": 1963, "birth_month": 2, "birth_day": 1})


def add(ward: SimpleNamespace, run_id: int, data: OpinionInput = AGREED) -> None:
    add_opinion(ward.office_caller, run_id, run_of(run_id).version, data)


def resolve(ward: SimpleNamespace, run_id: int):
    typed = Entry(happened_on=day("2024-07-04"), basis_number="07-NQ/CB", votes=vote())
    return do(ward.branch, run_id, MoveCode.RESOLVE_BRANCH, typed)


def test_over_age_is_voted_on_after_the_answer_and_not_before(ward: SimpleNamespace) -> None:
    run_id = old(ward)
    with pytest.raises(AssertionError, match="over_age"):
        resolve(ward, run_id)
    add(ward, run_id, ASKED)
    with pytest.raises(AssertionError, match="over_age"):
        resolve(ward, run_id)
    add(ward, run_id, replace(AGREED, answered_on=day("2024-07-05")))
    assert run_of(run_id).over_age_consent, "boards say no more that somebody has to be asked"
    with pytest.raises(AssertionError, match="over_age"):
        resolve(ward, run_id)
    add(ward, run_id)
    resolve(ward, run_id)
    assert run_of(run_id).over_age_consent


def test_a_refusal_closes_the_vote(ward: SimpleNamespace) -> None:
    run_id = old(ward)
    add(ward, run_id, replace(AGREED, agreed=False))
    with pytest.raises(AssertionError, match="over_age_refused"):
        resolve(ward, run_id)


def test_an_answer_on_which_a_step_rests_does_not_turn_round(ward: SimpleNamespace) -> None:
    run_id = old(ward)
    add(ward, run_id)
    resolve(ward, run_id)
    row = db.session.query(UpperOpinion).one()
    for data in (
        replace(AGREED, agreed=False),
        replace(AGREED, answered_on=day("2024-07-05")),
        ASKED,
        replace(AGREED, kind=K.EDUCATION),
    ):
        with pytest.raises(Refused) as refused:
            save_opinion(ward.office_caller, run_id, row.id, row.version, data)
        assert refused.value.code == "opinion_used"
    with pytest.raises(Refused):
        add(ward, run_id, replace(AGREED, agreed=False))
    save_opinion(ward.office_caller, run_id, row.id, row.version, replace(AGREED, answer_number="81-CV/TU"))
    db.session.rollback()
    assert db.session.query(UpperOpinion).one().answer_number == "81-CV/TU", "a number may be mended"
    # What comes later may say what it likes.
    add(ward, run_id, replace(AGREED, answered_on=day("2024-08-05"), agreed=False))


def test_a_special_case_waits_for_its_answer_and_a_refusal_closes_the_decision(ward: SimpleNamespace) -> None:
    run_id = new_run(ward, Stage.SUBMITTED, branch_resolution_on=day("2024-01-04"))
    mark_special_case(ward.office_caller, run_id, 1, True, "Có yếu tố phải xin ý kiến.")
    decision = Entry(decision_number="9-QĐ", decision_on=day("2024-02-05"), issuing_body="Cấp ủy thử")
    special = replace(AGREED, kind=K.SPECIAL_CASE, asked_on=day("2024-01-08"), answered_on=day("2024-02-05"))
    add(ward, run_id, replace(special, agreed=False))
    with pytest.raises(AssertionError, match="special_opinion_refused"):
        do(ward.office_caller, run_id, MoveCode.RECORD_DECISION, decision)
    add(ward, run_id, special)
    do(ward.office_caller, run_id, MoveCode.RECORD_DECISION, decision)
    assert events_of(run_id)[-1].warnings.get("special_opinion_open") is None


def test_an_exemption_from_education_stands_with_its_reason_in_the_timeline(ward: SimpleNamespace) -> None:
    run_id = dossier(ward, person={"education": "primary"})
    with pytest.raises(AssertionError, match="education_low"):
        resolve(ward, run_id)
    with pytest.raises(Invalid) as invalid:
        exempt_from_education(ward.office_caller, run_id, 1, True, "  ")
    assert set(invalid.value.fields) == {"education_reason"}
    exempt_from_education(ward.office_caller, run_id, 1, True, "Ngư dân đi biển dài ngày.")
    (event,) = events_of(run_id)
    assert (event.kind, event.reason, event.data) == (
        "flag",
        "Ngư dân đi biển dài ngày.",
        {"flag": "education", "on": True},
    )
    resolve(ward, run_id)
    with pytest.raises(Refused):
        exempt_from_education(ward.office_caller, run_id, run_of(run_id).version, False, "Ghi nhầm.")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"asked_on": None}, {"asked_on"}),
        ({"asked_on": date(2099, 1, 1)}, {"asked_on", "answered_on"}),
        ({"asked_number": " "}, {"asked_number"}),
        ({"answered_on": None}, {"answered_on"}),
        ({"answered_on": day("2024-05-05")}, {"answered_on"}),
        ({"answer_number": ""}, {"answer_number"}),
        ({"answered_by": ""}, {"answered_by"}),
        ({"agreed": None}, {"agreed"}),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    ward: SimpleNamespace, changes: dict[str, object], fields: set[str]
) -> None:
    run_id = dossier(ward)
    with pytest.raises(Invalid) as invalid:
        add(ward, run_id, replace(AGREED, **changes))
    assert set(invalid.value.fields) == fields
    assert db.session.query(UpperOpinion).count() == 0


def test_the_branch_reads_and_the_office_enters(ward: SimpleNamespace) -> None:
    run_id = dossier(ward)
    add(ward, run_id)
    page = opinions_page(actor(ward.b1), run_id)
    assert [line.answer_number for line in page.lines] == ["80-CV/TU"]
    assert not page.may_edit
    with pytest.raises(Forbidden):
        add_opinion(ward.branch, run_id, run_of(run_id).version, AGREED)
    with pytest.raises(NotFound):
        opinions_page(actor(ward.b2), run_id)


def test_a_stale_form_and_a_closed_run_take_nothing(ward: SimpleNamespace) -> None:
    run_id = dossier(ward)
    with pytest.raises(Conflict):
        add_opinion(ward.office_caller, run_id, 99, AGREED)
    closed = new_run(ward, Stage.LEFT, closed_on=day("2024-02-05"))
    with pytest.raises(Refused):
        add(ward, closed)
