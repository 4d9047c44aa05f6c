"""The notice of a class: presented, returned, issued with number and signature at once or not at all."""

import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from phohoa.domain.errors import Conflict, DomainError, Invalid, NotFound, Refused
from phohoa.domain.numbering import DocumentKind
from phohoa.domain.signing import SubjectKind
from phohoa.domain.training import ClassKind, ClassState, NoticeState
from phohoa.extensions import db
from phohoa.models import Document, RegisterEntry
from phohoa.services import class_notices, classes, clock, document_pages, signing_steps, verification
from phohoa.services.class_notices import NoticeInput
from phohoa.services.classes import ClassInput

from ..class_world import ClassWorld, ward
from ..plan_world import PASSPHRASE, World, signing, world

__all__ = ["signing", "ward", "world"]
TODAY = clock.today()
START = TODAY + timedelta(days=20)


def planned(ward: ClassWorld, **changes: object) -> int:
    data = {
        "kind": ClassKind.AWARENESS,
        "name": "Lớp bồi dưỡng nhận thức về Đảng khóa thử",
        "starts_on": START,
        "ends_on": START + timedelta(days=4),
        "place": "Hội trường thử nghiệm",
        "host": "Trung tâm chính trị thử nghiệm",
        "seats": 60,
        "nominate_by": START - timedelta(days=9),
        **changes,
    }
    ward.class_id = classes.create_class(ward.caller("office"), ClassInput(**data)).class_id
    return ward.class_id


def submitted(ward: ClassWorld, **changes: object) -> int:
    class_id = planned(ward, **changes)
    class_notices.submit_notice(ward.caller("office"), class_id, ward.row().version)
    return class_id


def test_the_notice_is_signed_in_a_round_and_announces_the_class(ward: ClassWorld, signing: World) -> None:
    class_id = submitted(ward)
    leader, kind = ward.caller("signatory"), SubjectKind.CLASS_NOTICE
    begun = signing_steps.start_round(leader, kind, class_id, ward.row().version, TODAY)
    with pytest.raises(Conflict) as raised:
        class_notices.take_back_notice(ward.caller("office"), class_id, ward.row().version)
    assert raised.value.code == "signing_under_way"
    signing_steps.decline(leader, begun.round_id, 1, "Sai ngày khai giảng")
    assert (ward.row().notice_state, ward.row().return_reason) == (
        NoticeState.RETURNED,
        "Sai ngày khai giảng",
    )
    class_notices.submit_notice(ward.caller("office"), class_id, ward.row().version)
    again = signing_steps.start_round(leader, kind, class_id, ward.row().version, TODAY)
    saved = signing_steps.sign_with_file(leader, again.round_id, 1, PASSPHRASE)
    row = ward.row()
    assert (row.state, row.notice_state) == (ClassState.ANNOUNCED, NoticeState.ISSUED)
    assert (row.notice_number, row.notice_document_id) == ("02-TB/ĐU", saved.document_id)


def issue(ward: ClassWorld, dated: date = TODAY, passphrase: str = PASSPHRASE) -> class_notices.NoticeIssued:
    caller = ward.caller("signatory")
    return class_notices.issue_notice(caller, ward.class_id, ward.row().version, passphrase, dated)


def words_of(ward: ClassWorld, document_id: int, folder: Path, who: str = "auditor") -> str:
    file = folder / "notice.pdf"
    file.write_bytes(document_pages.document_file(ward.actor(who), document_id).data)
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_the_issued_notice_says_what_the_class_is_and_everybody_may_read_it(
    signing: World, ward: ClassWorld, tmp_path: Path
) -> None:
    class_id = submitted(ward)
    issued = issue(ward)
    row = ward.row(class_id)
    assert (row.state, row.notice_state) == (ClassState.ANNOUNCED, NoticeState.ISSUED)
    assert (row.notice_number, row.notice_on) == ("01-TB/ĐU", TODAY)
    entry = db.session.scalars(select(RegisterEntry)).one()
    assert (entry.kind, entry.document_id) == (DocumentKind.NOTICE, issued.document_id)
    words = words_of(ward, issued.document_id, tmp_path)
    for part in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số 01-TB/ĐU",
        "THÔNG BÁO",
        "về việc mở lớp bồi dưỡng nhận thức về Đảng khóa thử",
        "Địa điểm: Hội trường thử nghiệm.",
        "60 học viên",
        "Nơi nhận:",
        "T/M ĐẢNG ỦY",
        row.signatory_name,
    ):
        assert part in words, part
    data = document_pages.document_file(ward.actor("mass_org"), issued.document_id).data
    assert verification.verify_file(ward.actor("mass_org"), data).verdict in ("genuine", "revocation_unknown")
    page = document_pages.document_page(ward.actor("mass_org"), issued.document_id)
    assert (page.symbol, page.signed, page.kind) == ("01-TB/ĐU", True, DocumentKind.NOTICE)


def test_what_fails_takes_no_number_and_announces_nothing(signing: World, ward: ClassWorld) -> None:
    submitted(ward)
    with pytest.raises(Invalid) as wrong:
        issue(ward, passphrase="không phải")
    assert wrong.value.fields == {"passphrase": "wrong_passphrase"}
    with pytest.raises(Invalid) as future:
        issue(ward, TODAY + timedelta(days=1))
    assert future.value.fields == {"dated": "dated_in_future"}
    assert ward.row().state is ClassState.PLANNED
    assert db.session.scalars(select(RegisterEntry)).all() == []
    assert db.session.scalars(select(Document)).all() == []


def test_a_notice_after_the_class_began_is_refused_with_both_days(signing: World, ward: ClassWorld) -> None:
    past = TODAY - timedelta(days=5)
    submitted(ward, starts_on=past, ends_on=past, nominate_by=past)
    with pytest.raises(Invalid) as late:
        issue(ward)
    assert late.value.fields == {"dated": ("class_notice_after_start", {"day": f"{past:%d/%m/%Y}"})}


def test_another_signatory_without_a_key_cannot_issue(ward: ClassWorld) -> None:
    submitted(ward)
    with pytest.raises(Refused) as no_key:
        issue(ward)
    assert no_key.value.code == "no_key"


def test_it_goes_back_with_a_reason_and_can_be_taken_back(ward: ClassWorld) -> None:
    class_id = submitted(ward)
    with pytest.raises(Conflict):
        classes.edit_class(
            ward.caller("office"),
            class_id,
            ward.row().version,
            ClassInput(ClassKind.AWARENESS, "x", START, START, "", "", None, None),
        )
    with pytest.raises(Invalid):
        class_notices.return_notice(ward.caller("signatory"), class_id, ward.row().version, "  ")
    class_notices.return_notice(ward.caller("signatory"), class_id, ward.row().version, "Sửa địa điểm.")
    assert (ward.row().notice_state, ward.row().return_reason) == (NoticeState.RETURNED, "Sửa địa điểm.")
    class_notices.submit_notice(ward.caller("office"), class_id, ward.row().version)
    assert ward.row().return_reason == ""
    class_notices.take_back_notice(ward.caller("office"), class_id, ward.row().version)
    assert ward.row().notice_state is NoticeState.DRAFT
    with pytest.raises(Conflict):
        issue(ward)


def test_what_is_missing_is_named_before_it_is_presented(ward: ClassWorld) -> None:
    planned(ward, place="", seats=None, nominate_by=None)
    with pytest.raises(Invalid) as lacking:
        class_notices.submit_notice(ward.caller("office"), ward.class_id, ward.row().version)
    assert set(lacking.value.fields) == {"place", "seats", "nominate_by"}


def test_how_it_is_signed_is_checked(ward: ClassWorld) -> None:
    planned(ward)
    wrong = NoticeInput("T/M AI ĐÓ", "BÍ THƯ", ward.ids.office, " ", "x" * 4001)
    with pytest.raises(Invalid) as found:
        class_notices.edit_notice(ward.caller("office"), ward.class_id, ward.row().version, wrong)
    assert set(found.value.fields) == {"authority", "signatory_id", "recipients", "text"}


def test_the_notice_of_another_body_is_recorded_instead(ward: ClassWorld) -> None:
    planned(ward)
    office = ward.caller("office")
    for number, day, issuer, fields in (
        ("", TODAY, "Tỉnh ủy", {"notice_number"}),
        ("9-TB/TU", None, "Tỉnh ủy", {"notice_on"}),
        ("9-TB/TU", TODAY + timedelta(days=1), "", {"notice_on", "notice_issuer"}),
    ):
        with pytest.raises(Invalid) as wrong:
            class_notices.record_notice(office, ward.class_id, ward.row().version, number, day, issuer)
        assert set(wrong.value.fields) == fields
    class_notices.record_notice(office, ward.class_id, ward.row().version, "9-TB/TU", TODAY, "Tỉnh ủy")
    row = ward.row()
    assert (row.state, row.notice_state) == (ClassState.ANNOUNCED, NoticeState.RECORDED)
    assert (row.notice_number, row.notice_issuer) == ("9-TB/TU", "Tỉnh ủy")
    assert db.session.scalars(select(RegisterEntry)).all() == []


def test_a_replacing_notice_names_the_one_it_replaces(
    signing: World, ward: ClassWorld, tmp_path: Path
) -> None:
    submitted(ward)
    first = issue(ward)
    class_notices.replace_notice(ward.caller("office"), ward.class_id, ward.row().version)
    assert ward.row().state is ClassState.PLANNED
    class_notices.submit_notice(ward.caller("office"), ward.class_id, ward.row().version)
    second = issue(ward)
    assert second.symbol == "02-TB/ĐU"
    assert "thay thế Thông báo số 01-TB/ĐU" in words_of(ward, second.document_id, tmp_path)
    assert "THÔNG BÁO" in words_of(ward, first.document_id, tmp_path)


def test_a_branch_sees_no_draft(ward: ClassWorld) -> None:
    planned(ward)
    with pytest.raises(NotFound):
        class_notices.notice_preview(ward.actor("b1"), ward.class_id)
    assert class_notices.draft_pdf(ward.actor("committee"), ward.class_id).startswith(b"%PDF")


@pytest.mark.parametrize("who", ["office", "committee", "b1"])
def test_only_a_signatory_issues(ward: ClassWorld, who: str) -> None:
    submitted(ward)
    with pytest.raises(DomainError):
        class_notices.issue_notice(ward.caller(who), ward.class_id, ward.row().version, PASSPHRASE, TODAY)
    assert ward.row().state is ClassState.PLANNED
