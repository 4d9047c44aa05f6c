"""Papers of the process in the browser: filled from data, typed, kept, replaced; and who may open them."""

from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from docx import Document as WordFile
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pdfminer.high_level import extract_text

from phohoa.domain.papers import SPECS, Guide, PaperForm
from phohoa.domain.stages import BasisKind, MoveCode, Stage
from phohoa.extensions import db
from phohoa.models import (
    AccessLine,
    Branch,
    Document,
    DossierPaper,
    PaperDraft,
    ProcessDocument,
    RegisterEntry,
    RunEvent,
    TrackingRun,
    Verification,
    Ward,
)
from phohoa.services import clock

from .. import factories
from ..harness import check_page

CONCLUSIONS = {
    "background": "Lịch sử gia đình rõ ràng.",
    "awareness": "Tin tưởng vào sự lãnh đạo của Đảng.",
    "character": "Trung thực; còn nể nang.",
    "ability": "Hoàn thành tốt nhiệm vụ.",
    "relations": "Được bà con tin yêu.",
}


def vote(run: TrackingRun, move: MoveCode, day: date, number: str) -> None:
    typed = {"called": 9, "present": 9, "in_favour": 8, "against": 1, "vote_form": "ballot"}
    db.session.add(
        RunEvent(
            run_id=run.id,
            branch_id=run.branch_id,
            kind="move",
            move=move.value,
            from_stage=run.stage,
            to_stage=run.stage,
            happened_on=day,
            entered_at=clock.now(),
            actor_name="Người Thử",
            basis_kind=BasisKind.BRANCH_RESOLUTION,
            basis_number=number,
            basis_on=day,
            data={"typed": typed},
            warnings={},
        )
    )


@pytest.fixture
def one(people: SimpleNamespace) -> SimpleNamespace:
    """Somebody whom the branch has voted on, one in the dossier stage, one admitted."""
    people.voted_on = clock.today() - timedelta(days=10)
    with factories.writing():
        first = db.session.get(Branch, people.first)
        leader = factories.member(first, "Trần Văn Mẫu")
        leader.duty = "Bí thư chi bộ"
        for _ in range(8):
            factories.member(first)
        day = people.voted_on
        known = {
            "sympathiser_on": date(2025, 2, 5),
            "certificate_on": date(2025, 3, 9),
            "certificate_number": "15/GCN",
            "dossier_started_on": date(2025, 6, 1),
        }
        voted = {"branch_resolution_on": day, "branch_resolution_number": "05-NQ/CB"}
        resolved = factories.run(
            first, "Nguyễn Thị Thử", Stage.SUBMITTED, helper=leader, since=day, **known, **voted
        )
        vote(resolved, MoveCode.RESOLVE_BRANCH, day, "05-NQ/CB")
        people.run = resolved.id
        people.dossier = factories.run(
            first, "Võ Văn Mẫu", Stage.DOSSIER, helper=leader, since=day, **known
        ).id
        people.member = factories.run(
            first,
            "Đỗ Văn Mới",
            Stage.PROBATIONARY,
            helper=leader,
            since=day,
            **known,
            **voted,
            ceremony_on=day,
            probation_ends_on=day + timedelta(days=365),
        ).id
    return people


def edit_url(run_id: int, form: PaperForm) -> str:
    return f"/runs/{run_id}/documents/{form.value}"


def draft(client, run_id: int, form: PaperForm, **typed: str):
    """Fill the editor and ask for the preview."""
    fields = {**client.form(edit_url(run_id, form), edit_url(run_id, form)), **typed, "preview": "1"}
    return client.post(edit_url(run_id, form), fields)


def keep(client, run_id: int, form: PaperForm, **typed: str):
    url = edit_url(run_id, form)
    return client.post(f"{url}/keep", {**client.form(f"{url}/preview", f"{url}/keep"), **typed})


def resolution(client, one: SimpleNamespace, **more: str) -> ProcessDocument:
    typed = {"secretary": "Võ Thị Ghi", **CONCLUSIONS, **more}
    answer = draft(client, one.run, PaperForm.BRANCH_ADMISSION, **typed)
    assert answer.status_code == 303, check_page(answer).text
    client.page(f"{edit_url(one.run, PaperForm.BRANCH_ADMISSION)}/preview", queries=22)
    kept = keep(client, one.run, PaperForm.BRANCH_ADMISSION)
    assert kept.status_code == 303, check_page(kept).text
    return db.session.query(ProcessDocument).order_by(ProcessDocument.id.desc()).first()


def test_a_branch_makes_its_resolution_from_what_is_recorded(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    page = client.page(f"/runs/{one.run}/documents")
    assert "Nghị quyết của chi bộ đề nghị kết nạp đảng viên" in page.text
    assert "Văn phòng Đảng ủy lập văn bản này" in page.text
    fields = client.form(
        edit_url(one.run, PaperForm.BRANCH_ADMISSION), edit_url(one.run, PaperForm.BRANCH_ADMISSION)
    )
    assert (fields["number"], fields["called"], fields["in_favour"]) == ("05-NQ/CB", "9", "8")
    assert (fields["chair"], fields["position"]) == ("Trần Văn Mẫu", "BÍ THƯ")
    row = resolution(client, one)
    assert (row.number, row.register_entry_id, row.dated) == ("05-NQ/CB", None, one.voted_on)
    assert db.session.query(PaperDraft).count() == 0
    line = db.session.query(DossierPaper).filter_by(run_id=one.run).one()
    assert (line.paper.value, line.state.value, line.number) == ("branch_resolution", "received", "05-NQ/CB")
    document = db.session.get(Document, row.document_id)
    assert "Thử" not in document.title.replace("An Thử", "")
    assert document.branch_id == one.first
    text = " ".join(extract_text(BytesIO(client.get(f"/documents/{document.id}/file.pdf").data)).split())
    for words in (
        "NGHỊ QUYẾT",
        "Số 05-NQ/CB",
        "Nguyễn Thị Thử",
        "08 đồng chí (đạt 88,9%)",
        "15/GCN",
        "bỏ phiếu kín",
    ):
        assert words in text
    assert "Mẫu" not in text.replace("Trần Văn Mẫu", "")
    docx = client.get(f"/papers/{row.id}/file.docx")
    assert docx.status_code == 200
    word = "".join(n.text or "" for n in WordFile(BytesIO(docx.data)).element.body.iter(qn("w:t")))
    for words in ("Số 05-NQ/CB", "Nguyễn Thị Thử", "08 đồng chí (đạt 88,9%)", *CONCLUSIONS.values()):
        assert words in word


def test_who_may_open_a_kept_paper(one: SimpleNamespace, signed_in) -> None:
    row = resolution(signed_in("b1"), one)
    statuses = {
        who: (
            signed_in(who).get(f"/documents/{row.document_id}").status_code,
            signed_in(who).get(f"/papers/{row.id}/file.docx").status_code,
        )
        for who in ("office", "signatory", "committee", "b1", "b2", "mass-org", "auditor", "admin")
    }
    readers = dict.fromkeys(("office", "signatory", "committee", "b1"), (200, 200))
    assert statuses == {
        **readers,
        "b2": (404, 404),
        **dict.fromkeys(("mass-org", "auditor", "admin"), (404, 403)),
    }
    with factories.writing():
        db.session.get(Document, row.document_id).issued_on = clock.today()
    assert signed_in("auditor").get(f"/documents/{row.document_id}/file.pdf").status_code == 404
    assert "kết nạp" not in signed_in("auditor").page("/documents").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"relations": ""}, "Ô này cần có nội dung."),
        ({"in_favour": "9"}, "nhiều hơn số được tính để biểu quyết (9)"),
        ({"dated": "01/01/2026"}, "Văn bản đề ngày 01/01/2026, trước ngày"),
    ],
    ids=["empty", "ballots", "before the meeting"],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    one: SimpleNamespace, signed_in, typed, sentence
) -> None:
    client = signed_in("b1")
    answer = draft(
        client, one.run, PaperForm.BRANCH_ADMISSION, secretary="Võ Thị Ghi", **{**CONCLUSIONS, **typed}
    )
    assert answer.status_code == 422
    assert sentence in check_page(answer, budget=12_000).text
    kept = client.form(
        edit_url(one.run, PaperForm.BRANCH_ADMISSION), edit_url(one.run, PaperForm.BRANCH_ADMISSION)
    )
    assert kept["character"] == CONCLUSIONS["character"]
    assert db.session.query(PaperDraft).one().typed_sealed.find("Trung thực".encode()) == -1


def test_a_foreign_letter_is_named_and_no_number_is_used(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    draft(client, one.run, PaperForm.BRANCH_ADMISSION, secretary="Võ 好", **CONCLUSIONS)
    answer = keep(client, one.run, PaperForm.BRANCH_ADMISSION)
    assert answer.status_code == 422
    assert "“好”" in check_page(answer).text
    assert db.session.query(PaperDraft).count() == 1


def test_a_draft_changed_meanwhile_is_not_kept(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    draft(client, one.run, PaperForm.BRANCH_ADMISSION, secretary="Võ Thị Ghi", **CONCLUSIONS)
    url = edit_url(one.run, PaperForm.BRANCH_ADMISSION)
    stale = client.form(f"{url}/preview", f"{url}/keep")
    draft(signed_in("office"), one.run, PaperForm.BRANCH_ADMISSION, secretary="Người Khác")
    assert client.post(f"{url}/keep", stale).status_code == 409
    assert db.session.query(ProcessDocument).count() == 0


def decision(client, one: SimpleNamespace, **typed: str):
    today = clock.today().strftime("%d/%m/%Y")
    answer = draft(client, one.run, PaperForm.ADMISSION_DECISION, dated=today, **typed)
    assert answer.status_code == 303, check_page(answer).text
    return keep(client, one.run, PaperForm.ADMISSION_DECISION)


def test_a_decision_takes_the_number_that_the_office_keeps_for_it(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("office")
    kept = client.form("/register/reserve", "/register/reserve")
    kept |= {"kind": "decision", "subject": "quyết định kết nạp", "reason": "chờ ký"}
    assert client.post("/register/reserve", kept).status_code == 303
    assert decision(client, one, signatory="Người Ký Thử", number="01-QĐ/ĐU").status_code == 303
    entry = db.session.query(RegisterEntry).one()
    paper = db.session.query(ProcessDocument).one()
    assert (entry.state, entry.document_id, paper.number) == ("used", paper.document_id, "01-QĐ/ĐU")
    text = extract_text(BytesIO(client.get(f"/documents/{paper.document_id}/file.pdf").data))
    assert " ".join(text.split()).count("Số 01-QĐ/ĐU") == 1


def test_the_office_s_decision_takes_the_next_number_and_a_wrong_one_is_replaced(
    one: SimpleNamespace, signed_in
) -> None:
    client = signed_in("office")
    assert signed_in("b1").get(edit_url(one.run, PaperForm.ADMISSION_DECISION)).status_code == 303
    assert decision(client, one, signatory="Người Ký Thử").status_code == 303
    entry = db.session.query(RegisterEntry).one()
    first = db.session.query(ProcessDocument).one()
    assert (entry.symbol, entry.document_id, first.number) == ("01-QĐ/ĐU", first.document_id, "01-QĐ/ĐU")
    assert "Nguyễn" not in entry.subject
    text = " ".join(
        extract_text(BytesIO(client.get(f"/documents/{first.document_id}/file.pdf").data)).split()
    )
    assert "Số 01-QĐ/ĐU" in text
    assert "05-NQ/CB" in text
    refused = decision(client, one, native_place="Quảng Ngãi")
    assert refused.status_code == 422
    assert "ghi rõ lý do" in check_page(refused).text
    assert db.session.query(RegisterEntry).count() == 1
    again = keep(client, one.run, PaperForm.ADMISSION_DECISION, reason="Sai quê quán")
    assert again.status_code == 303, check_page(again).text
    second = db.session.query(ProcessDocument).order_by(ProcessDocument.id.desc()).first()
    assert (second.number, second.replaces_id, second.replace_reason) == (
        "02-QĐ/ĐU",
        first.id,
        "Sai quê quán",
    )
    page = client.page(f"/runs/{one.run}/documents")
    assert "đã có bản thay thế" in page.text
    assert "Sai quê quán" in page.text
    assert "Sai quê quán" not in signed_in("committee").page(f"/runs/{one.run}/documents").text
    assert "Sai quê quán" not in signed_in("auditor").page("/register").text


def test_a_letter_goes_to_the_place_that_was_to_be_asked(one: SimpleNamespace, signed_in) -> None:
    with factories.writing():
        run = db.session.get(TrackingRun, one.dossier)
        db.session.add(
            Verification(
                run_id=run.id, branch_id=run.branch_id, subject="parents", asked_place="Đảng ủy xã Thử Nghiệm"
            )
        )
    client = signed_in("office")
    today = clock.today().strftime("%d/%m/%Y")
    form = PaperForm.VERIFICATION_REQUEST
    assert draft(client, one.dossier, form, dated=today, signatory="Người Ký").status_code == 303
    assert keep(client, one.dossier, form).status_code == 303
    row = db.session.query(Verification).one()
    assert (row.letter_number, row.asked_on) == ("01-CV/ĐU", clock.today())


def test_the_number_of_a_form_is_printed_only_when_the_office_says_so(
    one: SimpleNamespace, signed_in
) -> None:
    client = signed_in("b1")
    draft(client, one.run, PaperForm.BRANCH_ADMISSION, secretary="Võ Thị Ghi", **CONCLUSIONS)
    url = f"{edit_url(one.run, PaperForm.BRANCH_ADMISSION)}/preview"
    assert "KNĐ" not in client.page(url, queries=22).text
    with factories.writing():
        db.session.get(Ward, 1).prints_form_numbers = True
    assert "Mẫu 8C-KNĐ" in client.page(url, queries=22).text


def test_the_person_s_page_offers_what_the_last_step_calls_for(one: SimpleNamespace, signed_in) -> None:
    page = signed_in("b1").page(f"/runs/{one.run}")
    assert "Lập: Nghị quyết của chi bộ đề nghị kết nạp đảng viên" in page.text
    assert "Lập: Quyết định kết nạp đảng viên" not in page.text
    assert "Lập: Quyết định kết nạp đảng viên" in signed_in("office").page(f"/runs/{one.run}").text
    assert "Lập:" not in signed_in("committee").page(f"/runs/{one.run}").text


def test_the_hand_over_sheet_has_what_is_kept_and_blanks_for_the_rest(
    one: SimpleNamespace, signed_in
) -> None:
    client = signed_in("b1")
    form = {"csrf_token": client.token()}
    sheet = client.post(f"/runs/{one.member}/handover.pdf", form)
    text = " ".join(extract_text(BytesIO(sheet.data)).split())
    assert "ĐỖ VĂN MỚI" in text
    assert "PHIẾU BÀN GIAO THÔNG TIN" in text
    assert "Quê quán" in text
    rows = list(
        load_workbook(BytesIO(client.post(f"/runs/{one.member}/handover.xlsx", form).data)).active.values
    )
    names = [row[2] for row in rows[4:]]
    assert names[:4] == ["Họ và tên khai sinh", "Các tên gọi khác", "Ngày, tháng, năm sinh", "Giới tính"]
    assert rows[4][3] == "ĐỖ VĂN MỚI"
    assert not rows[5][3]
    assert client.post(f"/runs/{one.member}/handover.docx", form).data[:2] == b"PK"
    assert client.post(f"/runs/{one.dossier}/handover.pdf", form).status_code == 422
    assert signed_in("b2").post(f"/runs/{one.member}/handover.pdf").status_code == 404
    assert db.session.query(AccessLine).filter_by(what="reveal").count() >= 3


@pytest.mark.parametrize("guide", list(Guide))
def test_guidance_names_the_dates_of_the_record(one: SimpleNamespace, signed_in, guide: Guide) -> None:
    page = signed_in("b1").page(f"/runs/{one.member}/guides/{guide.value}")
    assert "Hay sai" in page.text
    if guide is Guide.APPLICATION:
        assert "05/02/2025" in page.text


@pytest.mark.parametrize("form", [f for f in SPECS if f is not PaperForm.CONSIDERATION])
def test_the_editor_of_every_form_is_light_or_says_why_it_is_closed(
    one: SimpleNamespace, signed_in, form: PaperForm
) -> None:
    answer = signed_in("office").get(edit_url(one.run, form))
    assert answer.status_code in (200, 303)
    if answer.status_code == 200:
        check_page(answer)
