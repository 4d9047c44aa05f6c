"""People: introducing, editing, what is sealed, who is found, what an organisation learns."""

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from phohoa.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from phohoa.domain.facts import DueState, Entry
from phohoa.domain.stages import Education, MoveCode, Sex, SourceGroup, Stage
from phohoa.domain.vietnamese import BirthDate
from phohoa.extensions import db, installation
from phohoa.models import AccessLine, AuditRow, Person, PersonSourceGroup, Receipt, TrackingRun
from phohoa.services import clock
from phohoa.services.boards import (
    BoardFilter,
    branch_board,
    own_branches,
    search_people,
    ward_board,
)
from phohoa.services.candidates import (
    edit_person,
    follow_again,
    introduce,
    introduce_by_organisation,
    note_exported,
    note_opened,
    note_revealed,
)
from phohoa.services.command import Caller
from phohoa.services.introductions import Standing, own_introductions
from phohoa.services.people import PersonInput
from phohoa.services.records import candidate_page, revealed_citizen_id
from phohoa.services.vault import DamagedField

from .. import factories
from .people_at_work import actor, day, do, equip, new_run, run_of

NUMBER = "051095001234"


@pytest.fixture
def ward(people: SimpleNamespace) -> SimpleNamespace:
    return equip(people)


def typed(name: str = "Nguyễn Thị Thử", **values: object) -> PersonInput:
    return PersonInput(
        **{
            "full_name": name,
            "birth": BirthDate(1995, 4, 12),
            "main_group": SourceGroup.YOUTH,
            "introduced_on": date(2026, 1, 5),
            **values,
        }
    )


def person_of(run_id: int) -> Person:
    return db.session.get(Person, run_of(run_id).person_id)


def test_a_person_is_introduced_with_one_event(ward: SimpleNamespace) -> None:
    full = typed(
        sex=Sex.FEMALE,
        education=Education.COLLEGE,
        phone="+84 905 123 456",
        other_groups=(SourceGroup.WOMEN, SourceGroup.YOUTH),
        introduced_by_id=ward.farmers,
        consent_on=date(2026, 1, 4),
    )
    run_id = introduce(ward.branch, ward.first, full).run_id
    run, person = run_of(run_id), person_of(run_id)
    assert (run.stage, run.opened_on, run.branch_id) == (Stage.SOURCE, date(2026, 1, 5), ward.first)
    assert person.phone == "0905123456"
    groups = db.session.query(PersonSourceGroup).order_by(PersonSourceGroup.position)
    assert [row.source_group for row in groups] == [SourceGroup.YOUTH, SourceGroup.WOMEN]
    timeline = candidate_page(actor(ward.b1), run_id).timeline
    assert [(line.kind, line.day) for line in timeline] == [("introduce", date(2026, 1, 5))]


def test_a_name_typed_in_nfd_is_stored_composed_and_found_without_accents(ward: SimpleNamespace) -> None:
    run_id = introduce(ward.branch, ward.first, typed("Vo\u0303 Thi\u0323  Die\u0302\u0303m")).run_id
    assert person_of(run_id).full_name == "Võ Thị Diễm"
    for text in ("vo thi diem", "DIEM", "Diễm", "diem vo", "Die\u0302\u0303m"):
        assert [hit.run_id for hit in search_people(actor(ward.b1), text).hits] == [run_id], text
    assert search_people(actor(ward.b1), "%").hits == ()


def test_exact_accents_come_first_in_a_search(ward: SimpleNamespace) -> None:
    for name in ("Lê Văn Hoa", "Lê Văn Hòa", "Lê Văn Hóa"):
        introduce(ward.branch, ward.first, typed(name, other_person=True))
    found = search_people(actor(ward.b1), "Hóa").hits
    assert [hit.name for hit in found] == ["Lê Văn Hóa", "Lê Văn Hoa", "Lê Văn Hòa"]


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"full_name": "  "}, {"full_name": "required"}),
        ({"birth": None}, {"birth": "required"}),
        ({"birth": BirthDate(2100)}, {"birth": "birth_in_future"}),
        ({"main_group": None}, {"main_group": "required"}),
        ({"phone": "12"}, {"phone": "phone_unreadable"}),
        ({"consent_on": date(2190, 1, 1)}, {"consent_on": "date_in_future"}),
        ({"introduced_by_id": 999}, {"introduced_by_id": "organisation_unknown"}),
        ({"full_name": "Lê " * 40}, {"full_name": "name_long"}),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_what_cannot_be_is_named_by_its_field(
    ward: SimpleNamespace, values: dict[str, object], fields: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as invalid:
        introduce(ward.branch, ward.first, replace(typed(), **values))
    assert invalid.value.fields == fields
    assert db.session.query(Person).count() == 0


def test_a_birth_year_alone_is_kept_and_shown_as_such(ward: SimpleNamespace) -> None:
    run_id = introduce(ward.branch, ward.first, typed(birth=BirthDate(1985))).run_id
    assert candidate_page(actor(ward.b1), run_id).record.birth.display() == "1985"
    assert branch_board(actor(ward.b1), ward.first, BoardFilter()).cards[0].birth == "1985"


def test_the_same_name_and_year_is_asked_back_once_and_not_refused(ward: SimpleNamespace) -> None:
    introduce(ward.other, ward.second, typed("Trần Văn Trùng"))
    twin = typed("tran van trung")
    with pytest.raises(Refused) as refused:
        introduce(ward.branch, ward.first, twin)
    assert refused.value.code == "possible_duplicate"
    assert introduce(ward.branch, ward.first, replace(twin, other_person=True)).run_id
    introduce(ward.branch, ward.first, typed("Trần Văn Trùng", birth=BirthDate(1996)))


def test_people_of_the_practice_branch_are_nobodys_twins(ward: SimpleNamespace) -> None:
    introduce(ward.branch, ward.practice, typed("Trần Văn Trùng"))
    introduce(ward.branch, ward.first, typed("Trần Văn Trùng"))


def test_another_branch_is_not_found(ward: SimpleNamespace) -> None:
    run_id = introduce(ward.branch, ward.first, typed()).run_id
    with pytest.raises(NotFound):
        introduce(ward.other, ward.first, typed("Ai Đó"))
    with pytest.raises(NotFound):
        edit_person(ward.other, run_id, 1, typed("Ai Đó"))
    with pytest.raises(NotFound):
        candidate_page(actor(ward.b2), run_id)
    assert search_people(actor(ward.b2), "thử").hits == ()
    assert [one.id for one in own_branches(actor(ward.b1))] == [ward.first, ward.practice]


# --- what is sealed ----------------------------------------------------------------------------------------


def test_the_citizen_number_is_nowhere_in_clear(ward: SimpleNamespace) -> None:
    caller = replace(ward.branch, command_id="with-a-number")
    secret = typed(citizen_id="051 095 001 234", notes="Gia đình khó khăn vừa thoát nghèo.")
    run_id = introduce(caller, ward.first, secret).run_id
    page = candidate_page(actor(ward.b1), run_id)
    assert (page.record.citizen_id_masked, page.record.notes) == (
        "0510****1234",
        "Gia đình khó khăn vừa thoát nghèo.",
    )
    note_revealed(replace(ward.branch, command_id="reveal"), run_id)
    assert revealed_citizen_id(actor(ward.b1), run_id) == NUMBER
    db.session.rollback()
    texts = [row.data for row in db.session.query(AuditRow)] + [
        str(r.result) for r in db.session.query(Receipt)
    ]
    assert NUMBER not in "".join(texts)
    settings = installation().settings
    if settings.is_sqlite:
        raw = (settings.instance / "phohoa.db").read_bytes()
        assert NUMBER.encode() not in raw
        assert "khó khăn".encode() not in raw
        with sqlite3.connect(settings.instance / "phohoa.db") as copy:
            assert not any(NUMBER in line for line in copy.iterdump())


def test_a_sealed_number_opens_only_on_its_own_row(ward: SimpleNamespace) -> None:
    run_id = introduce(ward.branch, ward.first, typed(citizen_id=NUMBER)).run_id
    other = introduce(ward.branch, ward.first, typed("Lê Người Khác")).run_id
    sealed, to = person_of(run_id).citizen_id_sealed, person_of(other).id
    with factories.writing():
        db.session.get(Person, to).citizen_id_sealed = sealed
    with pytest.raises(DamagedField):
        candidate_page(actor(ward.b1), other)


@pytest.mark.parametrize(
    ("number", "warnings"),
    [
        (NUMBER, ()),
        ("051195001234", ("sex",)),
        ("051094001234", ("year",)),
        ("51095001234", ("leading_zero_lost",)),
        ("212345678", ("old_nine_digits",)),
        ("không có", ("length",)),
    ],
)
def test_a_strange_citizen_number_warns_and_is_saved(
    ward: SimpleNamespace, number: str, warnings: tuple[str, ...]
) -> None:
    saved = introduce(ward.branch, ward.first, typed(sex=Sex.MALE, citizen_id=number))
    assert saved.warnings == warnings
    assert revealed_citizen_id(actor(ward.b1), saved.run_id)


def test_readers_see_neither_notes_nor_number_nor_reasons(ward: SimpleNamespace) -> None:
    run_id = introduce(ward.branch, ward.first, typed(citizen_id=NUMBER, notes="riêng")).run_id
    left = Entry(happened_on=clock.today(), reason="Lý do riêng")
    do(ward.branch, run_id, MoveCode.REJECT_SOURCE, left)
    for reader in (ward.committee, ward.signatory):
        page = candidate_page(actor(reader), run_id)
        assert (page.record.notes, page.record.citizen_id_masked, page.timeline[0].reason) == ("", "", "")
        with pytest.raises(Forbidden):
            revealed_citizen_id(actor(reader), run_id)
    assert candidate_page(actor(ward.office), run_id).timeline[0].reason == "Lý do riêng"


def test_whoever_opens_reveals_or_takes_along_is_noted(ward: SimpleNamespace) -> None:
    run_id = introduce(ward.branch, ward.first, typed(citizen_id=NUMBER)).run_id
    note_opened(Caller(actor(ward.committee)), run_id)
    note_revealed(ward.office_caller, run_id)
    note_exported(ward.branch, (run_id,))
    lines = [(line.user_id, line.what) for line in db.session.query(AccessLine).order_by(AccessLine.id)]
    assert lines == [(ward.committee, "view"), (ward.office, "reveal"), (ward.b1, "export")]
    for act in (note_opened, note_revealed):
        with pytest.raises((NotFound, Forbidden)):
            act(Caller(actor(ward.mass_org)), run_id)


# --- editing -----------------------------------------------------------------------------------------------


def test_an_edit_is_noted_by_the_names_of_its_fields(ward: SimpleNamespace) -> None:
    run_id = introduce(ward.branch, ward.first, typed(citizen_id=NUMBER)).run_id
    new = typed("Nguyễn Thị Thử Mới", phone="0905123456", main_group=SourceGroup.FARMERS)
    edited = edit_person(ward.branch, run_id, person_of(run_id).version, new)
    assert set(edited.changed) == {"full_name", "phone", "source_groups"}
    line = candidate_page(actor(ward.b1), run_id).timeline[0]
    assert (line.kind, set(line.fields)) == ("edit", set(edited.changed))
    assert revealed_citizen_id(actor(ward.b1), run_id) == NUMBER, "an empty field leaves the number"
    version = person_of(run_id).version
    assert edit_person(ward.branch, run_id, version, replace(new, citizen_id="")).changed == ("citizen_id",)
    assert candidate_page(actor(ward.b1), run_id).record.citizen_id_masked == ""


def test_saving_without_a_change_leaves_no_trace(ward: SimpleNamespace) -> None:
    run_id = introduce(ward.branch, ward.first, typed()).run_id
    version = person_of(run_id).version
    assert edit_person(ward.branch, run_id, version, typed()).changed == ()
    assert person_of(run_id).version == version
    assert len(candidate_page(actor(ward.b1), run_id).timeline) == 1


def test_a_stale_edit_is_a_conflict_even_when_only_groups_had_changed(ward: SimpleNamespace) -> None:
    run_id = introduce(ward.branch, ward.first, typed()).run_id
    version = person_of(run_id).version
    edit_person(ward.office_caller, run_id, version, typed(main_group=SourceGroup.WOMEN))
    with pytest.raises(Conflict):
        edit_person(ward.branch, run_id, version, typed(phone="0905123456"))


def test_somebody_who_left_can_be_followed_again_with_the_history_kept(ward: SimpleNamespace) -> None:
    run_id = introduce(ward.branch, ward.first, typed()).run_id
    with pytest.raises(Refused):
        follow_again(ward.branch, run_id)
    do(ward.branch, run_id, MoveCode.REJECT_SOURCE, Entry(happened_on=clock.today(), reason="Chưa đủ"))
    again = follow_again(ward.branch, run_id)
    run = run_of(again.run_id)
    assert (run.previous_run_id, run.person_id) == (run_id, run_of(run_id).person_id)
    with pytest.raises(Refused):
        follow_again(ward.branch, run_id)


def test_the_old_branch_does_not_edit_somebody_followed_elsewhere(ward: SimpleNamespace) -> None:
    run_id = new_run(ward, Stage.SYMPATHISER)
    leaving = Entry(happened_on=day("2024-02-05"), to_branch=ward.second)
    do(ward.branch, run_id, MoveCode.MOVE_BRANCH, leaving)
    with pytest.raises(Refused) as refused:
        edit_person(ward.branch, run_id, person_of(run_id).version, typed())
    assert refused.value.code == "person_elsewhere"


# --- mass organisations ------------------------------------------------------------------------------------


def test_an_organisation_sees_its_own_in_four_words_only(ward: SimpleNamespace) -> None:
    caller = Caller(actor(ward.mass_org))
    names = ("Võ Một", "Võ Hai", "Võ Ba", "Võ Bốn")
    runs = [
        introduce_by_organisation(caller, ward.first, typed(name, introduced_by_id=ward.farmers)).run_id
        for name in names
    ]
    introduce(ward.branch, ward.first, typed("Người Của Chi Bộ"))
    today = clock.today()
    added = Entry(happened_on=today, basis_number="1-NQ", helper=ward.helper)
    do(ward.branch, runs[1], MoveCode.ADD_SYMPATHISER, added)
    do(ward.branch, runs[2], MoveCode.REJECT_SOURCE, Entry(happened_on=today, reason="Không nói ra ngoài"))
    with factories.writing():
        run = db.session.get(TrackingRun, runs[3])
        run.stage, run.ceremony_on = Stage.PROBATIONARY, today
    found = own_introductions(actor(ward.mass_org))
    assert {line.name: line.standing for line in found.lines} == {
        "Võ Một": Standing.RECEIVED,
        "Võ Hai": Standing.FOLLOWED,
        "Võ Ba": Standing.NOT_CONTINUED,
        "Võ Bốn": Standing.ADMITTED,
    }
    for reading in (candidate_page, branch_board):
        with pytest.raises(Forbidden):
            reading(actor(ward.mass_org), runs[0], *([BoardFilter()] if reading is branch_board else []))


def test_an_organisation_introduces_only_in_its_own_name(ward: SimpleNamespace) -> None:
    with pytest.raises(NotFound):
        introduce_by_organisation(Caller(actor(ward.mass_org)), ward.first, typed(introduced_by_id=None))
    with pytest.raises(Invalid):
        introduce_by_organisation(
            Caller(actor(ward.mass_org)), ward.practice, typed(introduced_by_id=ward.farmers)
        )
    with pytest.raises(Forbidden):
        introduce(Caller(actor(ward.mass_org)), ward.first, typed())


# --- boards ------------------------------------------------------------------------------------------------


def test_a_board_filters_by_what_it_shows(ward: SimpleNamespace) -> None:
    today = clock.today()
    introduce(ward.branch, ward.first, typed("Đỗ Thị Ánh", main_group=SourceGroup.WOMEN))
    late = new_run(
        ward,
        Stage.SUBMITTED,
        branch_resolution_on=today - timedelta(days=200),
        person={"full_name": "Lê Muộn"},
    )
    soon = new_run(
        ward,
        Stage.CLASS_DONE,
        certificate_on=today - timedelta(days=5 * 365 - 60),
        helper_id=None,
        person={"full_name": "Lê Sắp"},
    )

    def shown(**values: object) -> set[str]:
        board = branch_board(actor(ward.b1), ward.first, BoardFilter(**values))
        assert board.total == 3
        return {card.name for card in board.cards}

    assert shown(text="do anh") == {"Đỗ Thị Ánh"}
    assert shown(group=SourceGroup.WOMEN) == {"Đỗ Thị Ánh"}
    assert shown(stage=Stage.SUBMITTED) == {"Lê Muộn"}
    assert shown(due=DueState.LATE) == {"Lê Muộn"}
    assert shown(due=DueState.SOON) == {"Lê Sắp"}
    assert shown(no_helper=True) == {"Đỗ Thị Ánh", "Lê Sắp"}
    assert {late, soon} <= {card.run_id for card in ward_board(actor(ward.office), BoardFilter()).cards}
    with pytest.raises(Forbidden):
        ward_board(actor(ward.b1), BoardFilter())


def test_the_practice_branch_is_on_no_board_of_the_ward(ward: SimpleNamespace) -> None:
    introduce(ward.branch, ward.practice, typed("Người Tập"))
    assert ward_board(actor(ward.office), BoardFilter()).total == 0
    assert branch_board(actor(ward.b1), ward.practice, BoardFilter()).total == 1
