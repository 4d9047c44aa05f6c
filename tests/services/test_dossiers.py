"""Dossiers in use: what closes the vote, what a renewal asks for, what moves along with the person."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from phohoa.domain.dossier import PaperState
from phohoa.domain.errors import Conflict, Invalid, NotFound, Refused
from phohoa.domain.facts import Entry
from phohoa.domain.stages import MoveCode, Paper, Stage
from phohoa.extensions import db
from phohoa.models import (
    Attachment,
    Branch,
    DossierFile,
    DossierPaper,
    TrackingRun,
    Verification,
)
from phohoa.services import clock
from phohoa.services.dossier_pages import dossier_page
from phohoa.services.dossiers import FileInput, PaperInput, place_file, record_papers
from phohoa.services.moves import move_candidate, undo_move

from .. import factories
from .people_at_work import day, do, equip, new_run, run_of, vote

DATED = {"certificate_on": day("2024-01-01"), "dossier_started_on": day("2024-01-04")}


@pytest.fixture
def ward(people: SimpleNamespace) -> SimpleNamespace:
    return equip(people)


def with_dossier(ward: SimpleNamespace, on: date = date(2024, 2, 1), **values: object) -> int:
    run_id = new_run(ward, Stage.DOSSIER, **(DATED | values))
    with factories.writing():
        factories.full_dossier(db.session.get(TrackingRun, run_id), on)
    return run_id


def resolve(text: str = "2024-07-04") -> Entry:
    return Entry(happened_on=day(text), basis_number="07-NQ/CB", votes=vote())


def paper(kind: Paper, on: str, version: int = 0, **more: object) -> PaperInput:
    return PaperInput(kind, more.pop("ordinal", 1), version, PaperState.RECEIVED, dated=day(on), **more)


def version_of(run_id: int, kind: Paper) -> int:
    db.session.rollback()
    return db.session.query(DossierPaper.version).filter_by(run_id=run_id, paper=kind, ordinal=1).scalar()


def refusal(ward: SimpleNamespace, run_id: int, entry: Entry) -> set[str]:
    """Codes (and papers) of what closes the vote."""
    with pytest.raises(Refused) as refused:
        move_candidate(ward.branch, run_id, run_of(run_id).version, MoveCode.RESOLVE_BRANCH, entry)
    return {str(f.params.get("paper", f.code)) for f in refused.value.findings if f.severity == "block"}


def test_the_branch_votes_on_a_full_dossier_and_on_nothing_less(ward: SimpleNamespace) -> None:
    bare = new_run(ward, Stage.DOSSIER, **DATED)
    assert refusal(ward, bare, resolve()) >= {
        "application",
        "life_history",
        "opinions",
        "introductions_missing",
        "verification_missing",
    }
    assert run_of(bare).stage is Stage.DOSSIER
    full = with_dossier(ward)
    assert do(ward.branch, full, MoveCode.RESOLVE_BRANCH, resolve()).to_stage == "branch_resolved"


def test_a_paper_of_the_day_after_does_not_count(ward: SimpleNamespace) -> None:
    run_id = with_dossier(ward, date(2024, 7, 5))
    assert "opinions" in refusal(ward, run_id, resolve("2024-07-04"))
    done = do(ward.branch, run_id, MoveCode.RESOLVE_BRANCH, resolve("2024-07-05"))
    assert done.to_stage == "branch_resolved"


def test_after_renewing_exactly_the_four_are_asked_for_again(ward: SimpleNamespace) -> None:
    run_id = with_dossier(ward)
    renew = Entry(happened_on=day("2024-12-02"), reason="Chi bộ xét chậm")
    do(ward.branch, run_id, MoveCode.RENEW_PAPERS, renew)
    assert run_of(run_id).papers_renewed_on == day("2024-12-02")
    needed = refusal(ward, run_id, resolve("2025-01-06"))
    assert needed == {"opinions", "introductions_stale", "supplementary_verification", "union_resolution"}
    again = tuple(
        paper(kind, "2024-12-10", version_of(run_id, kind))
        for kind in (Paper.OPINIONS, Paper.UNION_RESOLUTION)
    )
    introduced = paper(
        Paper.INTRODUCTION, "2024-12-10", version_of(run_id, Paper.INTRODUCTION), member_id=ward.helper
    )
    unchanged = PaperInput(
        Paper.SUPPLEMENTARY_VERIFICATION, 1, 0, PaperState.NOT_NEEDED, received_on=day("2024-12-11")
    )
    record_papers(ward.branch, run_id, (*again, introduced, unchanged))
    done = do(ward.branch, run_id, MoveCode.RESOLVE_BRANCH, resolve("2025-01-06"))
    assert done.to_stage == "branch_resolved"


def test_the_page_says_until_when_each_paper_serves(ward: SimpleNamespace) -> None:
    today = clock.today()
    started = today - timedelta(days=100)
    run_id = with_dossier(ward, started, certificate_on=started, dossier_started_on=started)
    lines = {line.paper: line for line in dossier_page(ward.branch.actor, run_id).lines}
    assert lines[Paper.CLASS_CERTIFICATE].serves_until.year == started.year + 5
    assert lines[Paper.OPINIONS].serves_until.year == started.year + 1
    assert lines[Paper.APPLICATION].serves_until is None, "an application stays"


# --- moving ------------------------------------------------------------------------------------------------


def moved(ward: SimpleNamespace) -> tuple[int, int, int]:
    """Run, event and new run of somebody who moved to the second branch with a dossier."""
    run_id = with_dossier(ward)
    place_file(ward.branch, run_id, 0, FileInput("Chi ủy Thử", "Tủ 1", None))
    with factories.writing():
        first = db.session.query(DossierPaper).filter_by(run_id=run_id).first()
        scan = Attachment(
            branch_id=ward.first, paper_id=first.id, key="k" * 32, kind="pdf", size=1, added_at=clock.now()
        )
        db.session.add(scan)
    entry = Entry(happened_on=clock.today(), to_branch=ward.second, reason="Chuyển nơi cư trú")
    done = do(ward.branch, run_id, MoveCode.MOVE_BRANCH, entry)
    return run_id, done.event_id, done.new_run_id


TABLES = ("dossier_paper", "dossier_file", "verification", "attachment")


def owners(run_id: int) -> dict[str, set[int]]:
    db.session.rollback()
    found = {}
    for model in (DossierPaper, DossierFile, Verification):
        rows = db.session.query(model).filter_by(run_id=run_id)
        found[model.__tablename__] = {row.branch_id for row in rows}
    found["attachment"] = {row.branch_id for row in db.session.query(Attachment)}
    return found


def test_the_dossier_goes_to_the_new_branch(ward: SimpleNamespace) -> None:
    old, _, new = moved(ward)
    assert owners(new) == {name: {ward.second} for name in TABLES}
    page = dossier_page(ward.other.actor, new)
    introduced = page.line("introduction-1")
    assert introduced.introducer is None, "the other branch's member is not named here"
    assert page.file.shelf == "Tủ 1"
    left = dossier_page(ward.office_caller.actor, old)
    assert (left.moved_to, left.file.holder) == (new, "")
    assert dossier_page(ward.branch.actor, old).moved_to is None
    with pytest.raises(NotFound):
        dossier_page(ward.branch.actor, new)


def test_an_undo_brings_the_dossier_back(ward: SimpleNamespace) -> None:
    old, event_id, _ = moved(ward)
    undo_move(ward.branch, event_id)
    assert owners(old) == {name: {ward.first} for name in TABLES}
    assert run_of(old).stage is Stage.DOSSIER


def test_where_the_new_branch_has_gone_on_nothing_comes_back(ward: SimpleNamespace) -> None:
    _, event_id, new = moved(ward)
    record_papers(ward.other, new, (paper(Paper.DIPLOMA, "2024-03-01"),))
    with pytest.raises(Conflict):
        undo_move(ward.branch, event_id)


# --- recording ---------------------------------------------------------------------------------------------


def test_several_papers_are_stored_all_or_none(ward: SimpleNamespace) -> None:
    run_id = new_run(ward, Stage.DOSSIER, **DATED)
    good = paper(Paper.APPLICATION, "2024-02-01")
    bad = PaperInput(Paper.OPINIONS, 1, 0, PaperState.RECEIVED)
    with pytest.raises(Invalid) as invalid:
        record_papers(ward.branch, run_id, (good, bad))
    assert invalid.value.fields == {"dated-opinions-1": "paper_undated"}
    assert db.session.query(DossierPaper).count() == 0


@pytest.mark.parametrize(
    "line",
    [
        paper(Paper.CLASS_CERTIFICATE, "2024-02-01"),
        paper(Paper.VERIFICATION, "2024-02-01"),
        paper(Paper.BRANCH_RESOLUTION, "2024-02-01"),
    ],
    ids=lambda line: line.paper,
)
def test_what_follows_from_a_step_is_not_typed(ward: SimpleNamespace, line: PaperInput) -> None:
    run_id = new_run(ward, Stage.DOSSIER, **DATED)
    with pytest.raises(Refused) as refused:
        record_papers(ward.branch, run_id, (line,))
    assert refused.value.code == "paper_of_a_step"


def test_who_introduced_before_a_move_stays_but_nobody_new_comes_from_there(
    ward: SimpleNamespace,
) -> None:
    run_id = with_dossier(ward)
    with factories.writing():
        row = db.session.query(DossierPaper).filter_by(run_id=run_id, paper="introduction", ordinal=1).one()
        row.member_id = ward.stranger
        second = factories.member(db.session.get(Branch, ward.second), "Đinh Nơi Khác").id
    known = version_of(run_id, Paper.INTRODUCTION)
    line = paper(Paper.INTRODUCTION, "2024-02-02", known, member_id=ward.stranger)
    assert record_papers(ward.branch, run_id, (line,)).changed == 1
    known = version_of(run_id, Paper.INTRODUCTION)
    other = paper(Paper.INTRODUCTION, "2024-02-02", known, member_id=second)
    with pytest.raises(Invalid) as invalid:
        record_papers(ward.branch, run_id, (other,))
    assert invalid.value.fields == {"member_id-introduction-1": "introducer_unknown"}


def test_the_number_of_another_persons_class_certificate_is_refused_on_the_dossier_too(
    ward: SimpleNamespace,
) -> None:
    since = {"ceremony_on": day("2024-01-04"), "probation_ends_on": day("2025-01-04")}
    held = {"new_member_certificate_number": "17/ĐVM", "new_member_certificate_on": day("2024-06-03")}
    new_run(ward, Stage.PROBATIONARY, **since, **held)
    run_id = new_run(ward, Stage.PROBATIONARY, **since)
    line = paper(Paper.NEW_MEMBER_CERTIFICATE, "2024-06-03", number="17 / đvm")
    with pytest.raises(Invalid) as invalid:
        record_papers(ward.branch, run_id, (line,))
    code, params = invalid.value.fields[f"number-{line.key}"]
    assert (code, params["number"], params["day"]) == ("class_number_used", "17 / đvm", "03/06/2024")
    record_papers(ward.branch, run_id, (paper(Paper.NEW_MEMBER_CERTIFICATE, "2024-06-03", number="18/ĐVM"),))
