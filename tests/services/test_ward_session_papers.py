"""The papers of a session: what they say, who may have them, and issuing the notice that names nobody."""

import io
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from phohoa.domain.access import Role
from phohoa.domain.errors import Conflict, Invalid, NotFound, Refused
from phohoa.domain.proposals import ProposalKind, ProposalOutcome, SessionPaper
from phohoa.domain.reviews import ReviewState
from phohoa.domain.signing import SubjectKind
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import RegisterEntry, Review, SessionDocument
from phohoa.services import document_pages, signing_steps
from phohoa.services.command import Caller
from phohoa.services.ward_session_files import issue_notice, paper_docx, paper_pdf, papers_of_session
from phohoa.services.ward_session_steps import preview
from tests import factories
from tests.plan_world import PASSPHRASE, World, signing, world
from tests.services.people_at_work import actor, new_run
from tests.session_world import conclude, decide, open_session, raise_proposal, record, ward

__all__ = ["signing", "ward", "world"]
MINUTES, NOTICE, LIST = SessionPaper
DATED = date(2026, 3, 27)


@pytest.fixture
def concluded(ward: SimpleNamespace) -> int:
    """A session that took one onto the list, sent one back and left one for later."""
    session_id = open_session(ward)
    decide(ward, session_id, raise_proposal(ward, ProposalKind.ADD, "Mây Thị Hoa"))
    sent_back = raise_proposal(ward, ProposalKind.ADD, "Gió Văn Lành")
    decide(ward, session_id, sent_back, ProposalOutcome.RETURNED, reason="Chưa đủ hồ sơ theo dõi")
    decide(ward, session_id, raise_proposal(ward, ProposalKind.START, "Núi Thị Cao"))
    raise_proposal(ward, ProposalKind.ADD, "Suối Văn Đợi")
    conclude(ward, session_id)
    return session_id


def words(data: bytes, folder: Path) -> str:
    file = folder / "paper.pdf"
    file.write_bytes(data)
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def word_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read("word/document.xml").decode()


def test_the_minutes_tell_each_outcome_and_are_the_same_in_word(
    ward: SimpleNamespace, concluded: int, tmp_path: Path
) -> None:
    said = words(paper_pdf(ward.office_caller.actor, concluded, MINUTES).data, tmp_path)
    for part in (
        "BIÊN BẢN",
        "Được triệu tập: 15 đồng chí; có mặt: 14 đồng chí.",
        "Chủ trì: đồng chí Núi Văn Chủ",
        "Mây Thị Hoa",
        "Trả lại để bổ sung. Chưa đủ hồ sơ theo dõi",
        "tán thành 13/15",
        "Để lại phiên sau: 01 đề nghị.",
    ):
        assert part.split(".")[0] in said, part
    word = word_text(paper_docx(ward.office_caller.actor, concluded, MINUTES).data)
    for part in ("Mây Thị Hoa", "Gió Văn Lành", "12-KL/ĐU"):
        assert part in said
        assert part in word


def test_a_session_before_which_nothing_was_laid_says_so(ward: SimpleNamespace, tmp_path: Path) -> None:
    with factories.writing():
        db.session.add(
            Review(
                branch_id=ward.first,
                year=2026,
                month=3,
                state=ReviewState.SUBMITTED,
                head_version=0,
                no_change=True,
            )
        )
    session_id = open_session(ward)
    assert not preview(ward.office_caller.actor, session_id).blocked
    assert conclude(ward, session_id).decided == 0
    said = words(paper_pdf(ward.office_caller.actor, session_id, MINUTES).data, tmp_path)
    for part in (
        "không có đề nghị nào của các chi bộ trình phiên họp.",
        "Trong kỳ xét tháng 03/2026, 01 chi bộ báo cáo không có thay đổi.",
        "không có đề nghị nào phải quyết định.",
    ):
        assert part in said, part
    told = words(paper_pdf(ward.office_caller.actor, session_id, NOTICE).data, tmp_path)
    assert "không có đề nghị nào của các chi bộ trình phiên họp." in told
    assert "Kết quả theo chi bộ" not in told


def test_namesakes_stand_in_the_order_in_which_they_were_entered(
    ward: SimpleNamespace, tmp_path: Path
) -> None:
    session_id = open_session(ward)
    for key, year in (
        (9001, 1990),
        (9000, 1980),
    ):  # a database that goes by its people reads the second first
        new_run(ward, Stage.SYMPATHISER, person={"id": key, "full_name": "Mây Thị Hoa", "birth_year": year})
    decide(ward, session_id, raise_proposal(ward, ProposalKind.ADD, "Gió Văn Lành"))
    conclude(ward, session_id)
    said = words(paper_pdf(ward.office_caller.actor, session_id, LIST).data, tmp_path)
    assert said.index("Mây Thị Hoa 1990") < said.index("Mây Thị Hoa 1980")


def test_the_list_holds_only_those_whose_addition_was_accepted(
    ward: SimpleNamespace, concluded: int, tmp_path: Path
) -> None:
    said = words(paper_pdf(ward.office_caller.actor, concluded, LIST).data, tmp_path)
    assert "Mây Thị Hoa" in said
    assert "Núi Thị Cao" in said
    assert "Gió Văn Lành" not in said
    assert "Suối Văn Đợi" not in said


def test_only_readers_of_the_ward_get_them(ward: SimpleNamespace, concluded: int) -> None:
    row = db.session.scalars(select(SessionDocument).where(SessionDocument.paper == MINUTES)).one()
    for who in (ward.b1, ward.mass_org, ward.auditor):
        with pytest.raises(NotFound):
            document_pages.document_file(actor(who), row.document_id)
    assert paper_pdf(actor(ward.committee), concluded, MINUTES).name == f"session-{concluded}-minutes.pdf"


def test_the_notice_is_issued_once_with_number_and_signature_and_names_nobody(
    ward: SimpleNamespace, concluded: int, signing: World, tmp_path: Path
) -> None:
    signatory = Caller(actor(ward.signatory))
    version = record(concluded).version
    with pytest.raises(Invalid) as invalid:
        issue_notice(signatory, concluded, version, "sai mật khẩu rồi", DATED)
    assert invalid.value.fields == {"passphrase": "wrong_passphrase"}
    issued = issue_notice(signatory, concluded, version, PASSPHRASE, DATED)
    assert issued.symbol == "01-TB/ĐU"
    entry = db.session.scalars(select(RegisterEntry)).one()
    assert entry.document_id == issued.document_id
    said = words(document_pages.document_file(actor(ward.b2), issued.document_id).data, tmp_path)
    assert "01-TB/ĐU" in said
    assert "THÔNG BÁO" in said
    for name in ("Mây Thị Hoa", "Gió Văn Lành", "Núi Thị Cao"):
        assert name not in said
    assert "01-TB/ĐU" in word_text(paper_docx(signatory.actor, concluded, NOTICE).data)
    line = next(one for one in papers_of_session(signatory.actor, concluded).lines if one.paper is NOTICE)
    assert (line.symbol, line.issued_on) == ("01-TB/ĐU", DATED)
    with pytest.raises(Conflict):
        issue_notice(signatory, concluded, version, PASSPHRASE, DATED)


def test_the_notice_is_signed_in_a_round(ward: SimpleNamespace, concluded: int, signing: World) -> None:
    signatory, version = Caller(actor(ward.signatory)), record(concluded).version
    kind = SubjectKind.SESSION_NOTICE
    given_up = signing_steps.start_round(signatory, kind, concluded, version, DATED)
    signing_steps.decline(signatory, given_up.round_id, 1, "Chưa đúng nơi nhận")
    begun = signing_steps.start_round(signatory, kind, concluded, version, DATED)
    with pytest.raises(Conflict) as raised:
        issue_notice(signatory, concluded, version, PASSPHRASE, DATED)
    assert raised.value.code == "signing_under_way"
    saved = signing_steps.sign_with_file(signatory, begun.round_id, 1, PASSPHRASE)
    line = next(one for one in papers_of_session(signatory.actor, concluded).lines if one.paper is NOTICE)
    assert (line.symbol, line.issued_on, line.document_id) == ("02-TB/ĐU", DATED, saved.document_id)
    assert "02-TB/ĐU" in word_text(paper_docx(signatory.actor, concluded, NOTICE).data)


def test_another_signatory_does_not_sign_it(ward: SimpleNamespace, concluded: int, signing: World) -> None:
    with factories.writing():
        other = factories.user(Role.SIGNATORY, "signatory-2").id
    with pytest.raises(Refused) as refused:
        issue_notice(Caller(actor(other)), concluded, record(concluded).version, PASSPHRASE, DATED)
    assert refused.value.code == "not_the_signatory"
