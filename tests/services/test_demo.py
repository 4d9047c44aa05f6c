"""The demo ward: what a first visitor finds in it, and that it never mixes with real data."""

import os
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, func, select, text

from phohoa import create_app
from phohoa.config import load_settings
from phohoa.domain.access import Actor, Role
from phohoa.domain.dossier import VerificationConclusion
from phohoa.domain.errors import Refused
from phohoa.domain.facts import DueCode
from phohoa.domain.numbering import DocumentKind, PlanState
from phohoa.domain.opinions import OpinionKind
from phohoa.domain.papers import PaperForm
from phohoa.domain.register import EntryState, OrderMark
from phohoa.domain.reviews import ReviewState, Timeliness
from phohoa.domain.sessions import SessionKind
from phohoa.domain.stages import Stage
from phohoa.domain.training import ClassResult, ClassState, NominationState
from phohoa.domain.units import BranchKind, OrganisationKind
from phohoa.domain.voting import AbsenceKind
from phohoa.extensions import db
from phohoa.models import (
    Branch,
    CommitteeSession,
    CommitteeTerm,
    Document,
    MemberAbsence,
    Organisation,
    PartyMember,
    Person,
    Plan,
    ProcessDocument,
    Review,
    RunEvent,
    RunObligation,
    TrackingRun,
    TrainingClass,
    UpperOpinion,
    User,
    Verification,
    Ward,
)
from phohoa.services import (
    accounts,
    audit_reports,
    boards,
    class_pages,
    clock,
    deadlines,
    demo,
    dossier_verifications,
    incoming_pages,
    installation_info,
    people,
    register_check,
    register_pages,
    review_months,
    storage,
    targets,
    vault,
    verification,
)
from phohoa.services.command import Caller
from phohoa.services.incoming_pages import IncomingFilter, IncomingStanding
from phohoa.services.register_pages import BookFilter
from phohoa.services.run_facts import birth_of
from phohoa.texts.demo.people import FAMILY_NAMES

from .. import factories
from ..conftest import POSTGRES

pytestmark = pytest.mark.slow
SYSTEM = Caller(Actor.system())
OFFICE = Actor(None, "office", "office", Role.OFFICE)


def _settings(instance: Path) -> object:
    env = {"PHOHOA_INSTANCE": str(instance)}
    if POSTGRES:
        env["PHOHOA_DATABASE_URL"] = POSTGRES.rsplit("/", 1)[0] + "/phohoa_demo"
    return load_settings(env)


def _load(instance: Path) -> None:
    if POSTGRES:
        server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text("DROP DATABASE IF EXISTS phohoa_demo"))
            connection.execute(text("CREATE DATABASE phohoa_demo"))
        server.dispose()
    app = create_app(_settings(instance))
    with app.app_context():
        upgrade()
        made = demo.load(SYSTEM)
        (instance / "made").write_text("\n".join("\t".join(line) for line in made), encoding="utf-8")
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, list[list[str]]]:
    """The demo ward, loaded once however many workers test it."""
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "demo"
    done, failed, instance = root / "done", root / "failed", root / "instance"
    try:
        root.mkdir()
    except FileExistsError:
        while not done.exists():
            assert not failed.exists(), "the worker that loads the demo has failed"
            time.sleep(0.2)
    else:
        try:
            _load(instance)
            done.touch()
        except BaseException:
            failed.touch()
            raise
    lines = (instance / "made").read_text(encoding="utf-8").splitlines()
    return create_app(_settings(instance)), [line.split("\t") for line in lines]


@pytest.fixture
def ward(loaded: tuple[Flask, list[list[str]]]) -> Iterator[SimpleNamespace]:
    """An application context in the demo ward, and the list of accounts printed at its start."""
    app, made = loaded
    with app.app_context():
        yield SimpleNamespace(app=app, made=made, today=clock.today())
        db.session.remove()


def _practice_id() -> int:
    return db.session.scalars(select(Branch.id).where(Branch.is_practice)).one()


# --- what is there -----------------------------------------------------------------------------------------


def test_the_ward_has_branches_of_every_kind_and_five_organisations(ward: SimpleNamespace) -> None:
    kinds = db.session.scalars(select(Branch.kind).where(Branch.is_practice.is_(False))).all()
    assert len(kinds) == 20
    assert set(kinds) == set(BranchKind)
    expected = set(OrganisationKind) - {OrganisationKind.TRADE_UNION}
    assert set(db.session.scalars(select(Organisation.kind))) == expected
    assert db.session.scalars(select(Ward.is_demo)).one()


def test_about_a_hundred_and_fifty_people_stand_in_every_stage(ward: SimpleNamespace) -> None:
    stages = Counter(
        db.session.scalars(select(TrackingRun.stage).join(Branch).where(Branch.is_practice.is_(False)))
    )
    assert set(stages) == set(Stage)
    assert 145 <= sum(stages.values()) <= 165
    assert stages[Stage.SYMPATHISER] > stages[Stage.DOSSIER] > stages[Stage.DECIDED]


def test_records_show_what_real_ones_lack(ward: SimpleNamespace) -> None:
    cards = boards.ward_board(OFFICE, boards.BoardFilter()).cards
    missing = {finding.code.value for card in cards for finding in card.missing}
    assert {"helper_missing", "helper_left", "consent_missing"} <= missing
    due = {card.due.code.value for card in cards if card.due and card.due.is_late(ward.today)}
    assert {"certificate_expires", "dossier_stale"} <= due
    near = {card.due.code.value for card in cards if card.due and card.due.is_near(ward.today)}
    assert "probation_ends" in near
    years = db.session.scalars(select(Person.id).where(Person.birth_month.is_(None))).all()
    assert len(years) >= 3


def test_everything_happened_before_now_and_in_the_order_of_the_way(ward: SimpleNamespace) -> None:
    events = db.session.scalars(select(RunEvent).order_by(RunEvent.run_id, RunEvent.id)).all()
    assert len(events) > 500
    for event in events:
        assert event.happened_on <= clock.local(event.entered_at).date() <= ward.today
    for before, after in pairwise(events):
        if before.run_id == after.run_id:
            assert before.happened_on <= after.happened_on, (before.move, after.move)


def test_everybody_is_visibly_invented(ward: SimpleNamespace) -> None:
    names = [
        name for model in (Person, PartyMember, User) for name in db.session.scalars(select(model.full_name))
    ]
    assert len(names) > 400
    assert {name.split()[0] for name in names} <= set(FAMILY_NAMES)
    everybody = list(db.session.scalars(select(Person.search_key)))
    assert len(everybody) == len(set(everybody))


def test_no_citizen_number_could_stand_on_a_card(ward: SimpleNamespace) -> None:
    key = ward.app.extensions["phohoa"].settings.field_key
    sealed = db.session.scalars(select(Person).where(Person.citizen_id_sealed.is_not(None))).all()
    numbers = [vault.open_sealed(key, people.citizen_id_place(p), p.citizen_id_sealed) for p in sealed]
    assert len(numbers) >= 10
    assert all(number.startswith("000") and len(number) == 12 for number in numbers)


# --- what is owed, asked, planned --------------------------------------------------------------------------


def test_few_things_are_owed_and_one_of_them_is_late(ward: SimpleNamespace) -> None:
    rows = db.session.scalars(select(RunObligation)).all()
    still = [row for row in rows if row.done_on is None]
    assert len(rows) > 45
    assert 3 <= len(still) <= 5
    assert sum(row.due_on is not None and row.due_on < ward.today for row in still) == 1
    for row in rows:
        if row.done_on is not None:
            assert row.arose_on <= row.done_on <= (row.due_on or ward.today)


def test_the_list_of_deadlines_is_short_enough_to_be_read(ward: SimpleNamespace) -> None:
    page = deadlines.deadline_page(OFFICE, deadlines.DeadlineFilter())
    late = page.of(deadlines.DueGroup.LATE)
    assert 3 <= len(late) <= 12
    assert {DueCode.VERIFICATION_ANSWER, DueCode.NEW_MEMBER_PAPERS} <= {line.due.code for line in late}
    assert page.of(deadlines.DueGroup.SOON)
    assert page.unknown_years == ()


def test_requests_to_verify_stand_as_they_do_in_a_ward(ward: SimpleNamespace) -> None:
    page = dossier_verifications.open_verifications(OFFICE)
    assert page.late == 1
    assert 3 <= len(page.lines) <= 6
    counts = Counter(db.session.scalars(select(Verification.conclusion)))
    assert counts[VerificationConclusion.CORRECT] > 10 * len(page.lines)


def test_the_level_above_was_asked_and_has_not_answered_all(ward: SimpleNamespace) -> None:
    asked = {row.kind: row for row in db.session.scalars(select(UpperOpinion))}
    assert asked[OpinionKind.OVER_AGE].agreed
    assert asked[OpinionKind.READMISSION].agreed
    assert asked[OpinionKind.SPECIAL_CASE].agreed is None
    run = db.session.get_one(TrackingRun, asked[OpinionKind.OVER_AGE].run_id)
    person = db.session.get_one(Person, run.person_id)
    assert birth_of(person).months_on(ward.today)[0] > 12 * 60
    former = db.session.scalars(select(Person).where(Person.is_former_member)).one()
    assert former.left_party_on is not None


def test_the_sessions_of_three_years_are_planned(ward: SimpleNamespace) -> None:
    planned = Counter((row.kind, row.planned_on.year) for row in db.session.scalars(select(CommitteeSession)))
    years = (ward.today.year - 1, ward.today.year, ward.today.year + 1)
    assert planned == {(kind, year): 12 for kind in SessionKind for year in years}
    terms = db.session.scalars(select(CommitteeTerm)).all()
    assert all(term.members and term.standing_members for term in terms)


def test_members_are_left_out_of_votes_with_a_paper(ward: SimpleNamespace) -> None:
    rows = db.session.scalars(select(MemberAbsence)).all()
    today = {row.kind for row in rows if row.from_day <= ward.today <= (row.to_day or ward.today)}
    assert today == {AbsenceKind.EXEMPT, AbsenceKind.TEMPORARY_ELSEWHERE}
    assert all(row.basis_number for row in rows)


def test_who_belongs_to_the_youth_union_is_of_its_age(ward: SimpleNamespace) -> None:
    young = db.session.scalars(select(Person).where(Person.is_youth_union_member)).all()
    assert len(young) > 30
    for person in young:
        assert person.youth_union_on is not None
        assert 14 <= person.youth_union_on.year - person.birth_year <= 30
    assert db.session.scalars(select(Person.id).where(Person.is_trade_union_member)).all()
    assert db.session.scalars(select(TrackingRun.id).where(TrackingRun.wanted_on.is_not(None))).all()


def test_papers_of_the_process_are_kept(ward: SimpleNamespace) -> None:
    kept = db.session.scalars(select(ProcessDocument)).all()
    forms = Counter(row.form for row in kept)
    assert forms == {PaperForm.BRANCH_ADMISSION: 2, PaperForm.ADMISSION_DECISION: 1}
    for row in kept:
        run = db.session.get_one(TrackingRun, row.run_id)
        decided = row.form is PaperForm.ADMISSION_DECISION
        assert row.number == (run.decision_number if decided else run.branch_resolution_number)
        assert storage.read_file(db.session.get_one(Document, row.document_id).sha256).startswith(b"%PDF")


# --- months ------------------------------------------------------------------------------------------------


def test_in_2023_at_least_half_of_the_branches_held_their_reviews(ward: SimpleNamespace) -> None:
    page = review_months.month_page(OFFICE, 2023, 5)
    assert sum(line.has_minutes for line in page.lines) >= 8
    branches = db.session.scalar(select(func.count(Review.branch_id.distinct())).where(Review.year == 2023))
    assert branches is not None
    assert branches >= 10


def test_past_months_were_reported_on_time_late_and_not_at_all(ward: SimpleNamespace) -> None:
    seen: Counter[Timeliness] = Counter()
    states: Counter[ReviewState] = Counter()
    day = ward.today.replace(day=1) - timedelta(days=1)
    for _ in range(6):
        page = review_months.month_page(OFFICE, day.year, day.month)
        seen.update(line.reported.timeliness for line in page.lines)
        states.update(line.state for line in page.lines)
        day = day.replace(day=1) - timedelta(days=1)
    assert seen[Timeliness.ON_TIME] > 60
    assert seen[Timeliness.LATE] >= 3
    assert seen[Timeliness.MISSING] >= 1
    assert states[ReviewState.NOT_HELD] >= 1
    assert states[ReviewState.RETURNED] == 1


def test_this_month_is_under_way(ward: SimpleNamespace) -> None:
    lines = review_months.month_page(OFFICE, ward.today.year, ward.today.month).lines
    states = Counter(line.state for line in lines)
    assert states[ReviewState.IN_PROGRESS] >= 2
    assert states[ReviewState.NOT_STARTED] >= 2
    assert states[ReviewState.SUBMITTED] + states[ReviewState.RECEIVED] >= 5


def test_every_concluded_review_has_its_minutes(ward: SimpleNamespace) -> None:
    concluded = (ReviewState.SUBMITTED, ReviewState.RECEIVED, ReviewState.RETURNED)
    rows = db.session.scalars(select(Review).where(Review.state.in_(concluded))).all()
    assert len(rows) > 200
    assert sum(row.no_change for row in rows) > len(rows) / 3
    for row in rows:
        document = db.session.get_one(Document, row.document_id)
        assert document.branch_id == row.branch_id
        assert storage.read_file(document.sha256).startswith(b"%PDF")


# --- the practice branch never counts ----------------------------------------------------------------------


def test_the_practice_branch_stands_apart_everywhere(ward: SimpleNamespace) -> None:
    practice = _practice_id()
    followed = db.session.scalars(select(TrackingRun.id).where(TrackingRun.branch_id == practice)).all()
    assert len(followed) >= 3
    assert practice not in {card.branch_id for card in boards.ward_board(OFFICE, boards.BoardFilter()).cards}
    day = ward.today.replace(day=1) - timedelta(days=1)
    page = review_months.month_page(OFFICE, day.year, day.month)
    assert practice not in {line.branch_id for line in page.lines}
    assert page.expected == 20
    assert practice not in {line.unit_id for line in targets.target_page(OFFICE, ward.today.year).branches}


# --- plans and papers --------------------------------------------------------------------------------------


def test_the_plans_of_2023_and_of_this_year_are_issued_and_genuine(ward: SimpleNamespace) -> None:
    plans = {p.year: p for p in db.session.scalars(select(Plan).where(Plan.state == PlanState.ISSUED))}
    assert {2023, ward.today.year} <= set(plans)
    for plan in plans.values():
        document = db.session.get_one(Document, plan.document_id)
        check = verification.verify_file(Actor.system(), storage.read_file(document.sha256))
        assert check.genuine, check.verdict
        assert check.is_demo
    book = register_pages.book(OFFICE, 2023)
    assert book.gaps == ()
    symbols = [line.symbol for line in book.lines if line.kind is DocumentKind.PLAN]
    assert any(symbol.startswith("44-KH/") for symbol in symbols)


def test_both_books_show_what_an_office_meets_and_are_sound(ward: SimpleNamespace) -> None:
    assert [check.code for check in register_check.check_books(Actor.system())] == ["", ""]
    lines = [
        line
        for year in {ward.today.year, ward.today.year - 1}
        for line in register_pages.book_lines(OFFICE, year, BookFilter())
    ]
    assert {line.state for line in lines} >= {EntryState.USED, EntryState.RESERVED, EntryState.CANCELLED}
    assert any(line.order_mark is OrderMark.BACK_DATED for line in lines)
    overdue = incoming_pages.incoming_book(OFFICE, IncomingFilter(0, IncomingStanding.OVERDUE))
    assert overdue.total == 1
    assert incoming_pages.incoming_book(OFFICE, IncomingFilter(0)).total == 8


def test_one_class_was_held_and_the_next_has_too_few_seats(ward: SimpleNamespace) -> None:
    by_state = {row.state: row for row in db.session.scalars(select(TrainingClass))}
    held, ahead = by_state[ClassState.CLOSED], by_state[ClassState.ANNOUNCED]
    assert ClassState.PLANNED in by_state
    people = class_pages.people_page(OFFICE, held.id)
    sent = people.of(NominationState.ACCEPTED)
    assert len(sent) >= 3
    assert all(line.certificate_number and line.result is ClassResult.PASSED for line in sent)
    assert class_pages.people_page(OFFICE, ahead.id).total > ahead.seats
    document = db.session.get_one(Document, ahead.notice_document_id)
    assert (document.kind, document.signed) == (DocumentKind.NOTICE, True)


@pytest.mark.parametrize("year", [2023, 0], ids=["of 2023", "of this year"])
def test_the_targets_have_results(ward: SimpleNamespace, year: int) -> None:
    page = targets.target_page(OFFICE, year or ward.today.year)
    assert page.ward is not None
    assert page.ward.target >= 20
    assert len(page.branches) == 20
    if year:
        assert page.reached >= 15


# --- signing in, the audit, the edges ----------------------------------------------------------------------


def test_the_printed_accounts_open_the_door_without_a_new_password(ward: SimpleNamespace) -> None:
    by_name = {name: password for name, password, _ in ward.made}
    assert accounts.sign_in("chi-bo-1", by_name["chi-bo-1"], "127.0.0.1", "").token
    users = db.session.scalars(select(User)).all()
    assert {user.username for user in users} <= set(by_name)
    assert not any(user.must_change_password for user in users)
    bound = {link.branch_id for user in users if user.username == "chi-bo-1" for link in user.branches}
    assert _practice_id() in bound
    assert len(by_name) == len(users) + 1, "the passphrase of the signing key stands in the list"


def test_the_audit_is_sound_from_the_first_row_on(ward: SimpleNamespace) -> None:
    report = audit_reports.verify(Actor.system())
    assert report["sound"]
    assert report["rows"] > 3000


def test_a_second_load_is_refused(ward: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="not_empty"):
        demo.load(SYSTEM)


@pytest.mark.usefixtures("people")
def test_nothing_is_loaded_where_somebody_works(app: Flask) -> None:
    before = db.session.scalar(select(func.count(User.id)))
    with pytest.raises(Refused, match="not_empty"):
        demo.load(SYSTEM)
    assert db.session.scalar(select(func.count(User.id))) == before


@pytest.mark.skipif(bool(POSTGRES), reason="only a database that is one file can be put in place whole")
def test_a_load_that_stops_half_way_leaves_nothing_behind(app: Flask) -> None:
    settings = app.extensions["phohoa"].settings
    with pytest.raises(OSError, match="disk full"), demo.place_of_its_own():
        with factories.writing():
            factories.ward()
        storage.write_file(b"half a paper")
        assert not installation_info.is_empty()
        raise OSError("disk full")
    assert installation_info.is_empty()
    assert list(settings.document_dir.iterdir()) == []
    assert not list(settings.instance.glob("*.demo*"))


@pytest.mark.skipif(bool(POSTGRES), reason="only a database that is one file can be put in place whole")
def test_what_a_killed_load_left_is_cleared_away_by_the_next(app: Flask) -> None:
    settings = app.extensions["phohoa"].settings
    left = settings.instance / "phohoa.db.demo"
    shutil.copy(settings.instance / "phohoa.db", left)
    with demo.place_of_its_own(), factories.writing():
        factories.ward()
    assert not left.exists()
    assert not installation_info.is_empty()
    assert db.session.scalar(select(Ward.id)) == 1
