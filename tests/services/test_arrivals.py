"""Receiving somebody from outside of the ward, and a former member's record."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from phohoa.domain.errors import Forbidden, Invalid, NotFound, Refused
from phohoa.domain.facts import Entry
from phohoa.domain.opinions import ReasonLeftParty
from phohoa.domain.stages import MoveCode, SourceGroup, Stage
from phohoa.domain.vietnamese import BirthDate
from phohoa.extensions import db
from phohoa.models import HelperAssignment, Person, TrackingRun
from phohoa.services.arrivals import arrival_sheet, receive_arrival
from phohoa.services.candidates import edit_person, introduce
from phohoa.services.command import Caller
from phohoa.services.people import PersonInput
from phohoa.services.run_facts import facts_of

from .people_at_work import actor, day, equip, events_of, run_of

PERSON = PersonInput("Hồ Thị Đến", BirthDate(1996, 5, 20), main_group=SourceGroup.WOMEN)
PAPER = Entry(
    happened_on=day("2024-05-06"),
    basis_number="05-NQ/CB",
    from_place="Chi bộ thôn Thử, xã Mẫu",
    paper_number="3-GCN",
    paper_on=day("2024-04-15"),
)
CERTIFIED = replace(
    PAPER,
    certificate_number="12/GCN",
    certificate_on=day("2019-05-06"),
    certificate_issuer="Trung tâm Chính trị thử",
)


@pytest.fixture
def ward(people: SimpleNamespace) -> SimpleNamespace:
    return equip(people)


def receive(ward: SimpleNamespace, entry: Entry, person: PersonInput = PERSON):
    return receive_arrival(ward.branch, ward.first, person, replace(entry, helper=ward.helper))


def test_with_the_paper_somebody_begins_on_the_list_and_only_gets_a_helper(ward: SimpleNamespace) -> None:
    arrived = receive(ward, PAPER)
    run = run_of(arrived.run_id)
    assert (run.stage, run.sympathiser_on, run.opened_on) == (
        Stage.SYMPATHISER,
        day("2024-04-15"),
        day("2024-05-06"),
    )
    assert (run.helper_id, run.arrived_from) == (ward.helper, "Chi bộ thôn Thử, xã Mẫu")
    (event,) = events_of(run.id)
    assert (event.kind, event.move, event.data["typed"]["paper_number"]) == ("introduce", "arrive", "3-GCN")
    assert db.session.query(HelperAssignment).one().assigned_on == day("2024-05-06")


def test_the_helper_needs_no_twelve_months_with_somebody_who_comes(ward: SimpleNamespace) -> None:
    run = run_of(receive(ward, PAPER).run_id)
    person = db.session.get(Person, run.person_id)
    from phohoa.domain.access import Action
    from phohoa.extensions import installation
    from phohoa.services.command import Query

    cx = Query(actor(ward.office), Action.CANDIDATE_VIEW, db.session(), installation())
    assert facts_of(cx, run, person, None).helper_is_replacement


@pytest.mark.parametrize(
    ("issued", "stage", "warned"),
    [
        pytest.param("2019-05-06", Stage.CLASS_DONE, False, id="60 months that day"),
        pytest.param("2019-05-05", Stage.SYMPATHISER, True, id="a day older: the class is taken again"),
    ],
)
def test_a_certificate_serves_for_its_months(
    ward: SimpleNamespace, issued: str, stage: Stage, warned: bool
) -> None:
    entry = replace(CERTIFIED, certificate_on=day(issued))
    if warned:
        with pytest.raises(Refused) as refused:
            receive(ward, entry)
        assert [found.code.value for found in refused.value.findings if found.severity == "warning"] == [
            "certificate_old"
        ]
        entry = replace(entry, answers={"certificate_old": "Sẽ học lại."})
    run = run_of(receive(ward, entry).run_id)
    assert (run.stage, run.certificate_number, run.certificate_issuer) == (
        stage,
        "12/GCN",
        "Trung tâm Chính trị thử",
    )


def test_a_certificate_alone_is_paper_enough(ward: SimpleNamespace) -> None:
    assert (
        run_of(receive(ward, replace(CERTIFIED, paper_number="", paper_on=None)).run_id).stage
        is Stage.CLASS_DONE
    )


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"paper_number": "", "paper_on": None}, {"paper_number"}),
        ({"paper_on": None}, {"paper_on"}),
        ({"paper_number": ""}, {"paper_number"}),
        ({"certificate_number": "12/GCN"}, {"certificate_issuer"}),
        ({"from_place": " "}, {"from_place"}),
        ({"basis_number": ""}, {"basis_number"}),
        ({"happened_on": None}, {"happened_on"}),
    ],
)
def test_what_is_missing_is_named(
    ward: SimpleNamespace, changes: dict[str, object], fields: set[str]
) -> None:
    with pytest.raises(Invalid) as invalid:
        receive(ward, replace(PAPER, **changes))
    assert set(invalid.value.fields) == fields
    db.session.rollback()
    assert db.session.query(TrackingRun).count() == db.session.query(Person).count() == 0


def test_the_helper_is_an_official_member_of_the_branch(ward: SimpleNamespace) -> None:
    for member in (ward.stranger, None):
        with pytest.raises(Invalid):
            receive_arrival(ward.branch, ward.first, PERSON, replace(PAPER, helper=member))
    with pytest.raises(Refused):
        receive_arrival(ward.branch, ward.first, PERSON, replace(PAPER, helper=ward.probationer))


def test_who_may_receive_and_where(ward: SimpleNamespace) -> None:
    with pytest.raises(NotFound):
        receive_arrival(ward.other, ward.first, PERSON, replace(PAPER, helper=ward.helper))
    with pytest.raises(NotFound):
        arrival_sheet(actor(ward.b2), ward.first)
    with pytest.raises(Forbidden):
        arrival_sheet(actor(ward.committee), ward.first)
    assert "Lê Văn Giúp" in [name for _, name in arrival_sheet(actor(ward.b1), ward.first).members]


def test_pressing_twice_receives_once(ward: SimpleNamespace) -> None:
    twice = replace(ward.branch, command_id="arrived-twice")
    entry = replace(PAPER, helper=ward.helper)
    first = receive_arrival(twice, ward.first, PERSON, entry)
    assert receive_arrival(twice, ward.first, PERSON, entry) == first
    assert db.session.query(TrackingRun).count() == 1


# --- a former member's record -----------------------------------------------------------------------------

FORMER = replace(
    PERSON,
    is_former_member=True,
    left_party_on=day("2020-03-02"),
    left_party_reason=ReasonLeftParty.LESSER_CRIME,
    sentence_cleared_on=day("2022-03-02"),
)


def stored(run_id: int) -> Person:
    person = db.session.get(Person, run_of(run_id).person_id)
    assert person is not None
    return person


def test_when_and_why_somebody_left_is_kept_and_goes_with_the_mark(ward: SimpleNamespace) -> None:
    run_id = introduce(ward.branch, ward.first, FORMER).run_id
    person = stored(run_id)
    assert (person.left_party_on, person.left_party_reason) == (
        day("2020-03-02"),
        ReasonLeftParty.LESSER_CRIME,
    )
    edit_person(ward.branch, run_id, person.version, replace(FORMER, is_former_member=False))
    person = stored(run_id)
    assert (person.is_former_member, person.left_party_on, person.left_party_reason) == (False, None, None)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"is_former_member": False}, {"is_former_member"}),
        ({"left_party_on": day("2099-01-01")}, {"left_party_on", "sentence_cleared_on"}),
        ({"left_party_on": day("1996-01-01")}, {"left_party_on"}),
        ({"sentence_cleared_on": day("2020-03-01")}, {"sentence_cleared_on"}),
        ({"readmissions": 10}, {"readmissions"}),
        ({"readmissions": -1}, {"readmissions"}),
    ],
)
def test_what_cannot_be_of_a_former_member(
    ward: SimpleNamespace, changes: dict[str, object], fields: set[str]
) -> None:
    with pytest.raises(Invalid) as invalid:
        introduce(ward.branch, ward.first, replace(FORMER, **changes))
    assert set(invalid.value.fields) == fields


def test_the_list_marks_the_run_of_a_former_member(ward: SimpleNamespace) -> None:
    from .people_at_work import do

    run_id = introduce(ward.branch, ward.first, replace(FORMER, introduced_on=day("2024-01-08"))).run_id
    typed = Entry(happened_on=day("2024-02-05"), basis_number="02-NQ/CB", helper=ward.helper)
    do(Caller(actor(ward.b1)), run_id, MoveCode.ADD_SYMPATHISER, typed)
    assert run_of(run_id).is_readmission
