"""The plan in a browser without scripts: from the template to the signed file, and what can go wrong."""

import contextlib
import io
import re
from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from docx import Document as WordFile
from docx.oxml.ns import qn
from sqlalchemy import select

from phohoa.documents.pdf import DRAFTS_AT_ONCE, place_for_a_draft
from phohoa.extensions import db
from phohoa.models import PlanSection
from phohoa.services import clock, plan_pages
from phohoa.services.clock import today
from tests import factories
from tests.harness import Client, _values, check_page
from tests.plan_world import PASSPHRASE, YEAR, World, foreign_keys, signing, world

__all__ = ["signing", "world"]
SignedIn = Callable[[str], Client]
NOTICE = "Chứng thư thử nghiệm, không có giá trị pháp lý"


def section_url(plan_id: int, heading: str) -> str:
    db.session.rollback()
    found = db.session.scalar(
        select(PlanSection).where(PlanSection.plan_id == plan_id, PlanSection.heading == heading)
    )
    assert found is not None
    return f"/plans/{plan_id}/sections/{found.id}"


def press(client: Client, page: str, action: str, **fields: str) -> str:
    """Send the form of a page as a browser would, and give where it leads."""
    response = client.post(action, {**client.form(page, action), **fields})
    assert response.status_code == 303, response.get_data(as_text=True)[:3000]
    return str(response.headers["Location"])


def test_the_whole_way_to_a_signed_file(signing: World, signed_in: SignedIn) -> None:
    office, signatory, branch = signed_in("office"), signed_in("signatory"), signed_in("b1")
    plan = press(office, "/plans", "/plans", year=str(YEAR))
    plan_id = int(plan.rsplit("/", 1)[1])
    url = section_url(plan_id, "Mục đích")
    press(office, url, url, body="- Lời văn riêng của phường năm [năm].")
    allocation = f"{plan}/allocation"
    press(office, allocation, allocation, **{f"b{signing.ids.first}": "3"})
    head = f"{plan}/head"
    press(office, head, head, position="PHÓ BÍ THƯ")
    preview = office.get(f"{plan}/preview").get_data(as_text=True)
    assert re.search(r"- [^<]+;<br>- [^<]+\.</div>", preview)
    assert "DỰ THẢO" in preview and f"Lời văn riêng của phường năm {YEAR}." in preview
    assert '<td class="num">03</td>' in preview and "PHÓ BÍ THƯ" in preview
    draft = office.get(f"{plan}/draft.pdf")
    assert draft.mimetype == "application/pdf" and draft.data.startswith(b"%PDF-")
    with contextlib.ExitStack() as taken:
        for _ in range(DRAFTS_AT_ONCE):
            taken.enter_context(place_for_a_draft())
        busy = office.get(f"{plan}/draft.pdf")
    assert busy.status_code == 422 and "thử lại sau vài giây" in busy.get_data(as_text=True)
    assert f'href="{plan}/draft.docx"' in office.get(plan).get_data(as_text=True)
    assert "draft.docx" not in signatory.get(plan).get_data(as_text=True)
    word = WordFile(io.BytesIO(office.get(f"{plan}/draft.docx").data))
    assert f"Lời văn riêng của phường năm {YEAR}." in "".join(
        run.text or "" for run in word.element.body.iter(qn("w:t"))
    )
    press(office, plan, f"{plan}/submit")
    assert "đang chờ lãnh đạo phê duyệt" in office.page(plan).text
    press(signatory, plan, f"{plan}/approve")
    day = today().strftime("%d/%m/%Y")
    document = press(signatory, f"{plan}/issue", f"{plan}/issue", passphrase=PASSPHRASE, dated=day)
    shown = signatory.page(document)
    assert "01-KH/ĐU" in shown.text and NOTICE in shown.text
    file = branch.get(f"{document}/file.pdf")
    assert file.status_code == 200 and file.data.startswith(b"%PDF-")
    assert file.headers["Content-Disposition"] == f'inline; filename="KH-01-{YEAR}.pdf"'
    answer = branch.post(
        "/documents/verify",
        {"file": (io.BytesIO(file.data), "van-ban.pdf")},
        content_type="multipart/form-data",
    )
    words = check_page(answer).text
    assert "Văn bản thật" in words and NOTICE in words and "Đang có hiệu lực" in words


def pages_of(signing: World) -> list[tuple[str, str]]:
    plan_id = signing.draft()
    section = section_url(plan_id, "Mục đích")
    plan = f"/plans/{plan_id}"
    return [
        ("office", "/plans"),
        ("office", plan),
        ("office", section),
        ("office", f"{plan}/allocation"),
        ("office", f"{plan}/head"),
        ("committee", f"{plan}/preview"),
        ("committee", plan),
        ("auditor", "/documents"),
        ("b1", "/documents/verify"),
        ("office", "/register"),
        ("auditor", f"/register/{YEAR}"),
        ("office", "/register/cancel"),
        ("office", "/register/carry-over"),
        ("admin", "/issuers"),
        ("office", "/issuers/1/list"),
        ("signatory", "/keys"),
        ("auditor", "/targets"),
        ("committee", "/targets?year=2023"),
    ]


def test_every_page_keeps_its_budgets_in_a_ward_of_usual_size(signing: World, signed_in: SignedIn) -> None:
    with factories.writing():
        for n in range(18):
            factories.branch(f"Chi bộ Tổ dân phố Thử số {n:02d}")
        for name in ("Ủy ban Mặt trận", "Hội Liên hiệp Phụ nữ", "Hội Cựu chiến binh", "Đoàn Thanh niên"):
            factories.organisation(name)
    browsers: dict[str, Client] = {}
    for who, url in pages_of(signing):
        browsers.setdefault(who, signed_in(who)).page(url)
    plan_id = signing.approved(1)
    signatory = browsers["signatory"]
    for url in (f"/plans/{plan_id}", f"/plans/{plan_id}/issue", f"/plans/{plan_id}/return"):
        assert signatory.page(url)
    document = signing.issue(plan_id).document_id
    for url in (f"/plans/{plan_id}", f"/plans/{plan_id}/preview", f"/documents/{document}", "/targets"):
        signatory.page(url)
    signatory.page(f"/documents/{document}/check")


def test_a_stale_section_shows_both_texts_and_loses_neither(world: World, signed_in: SignedIn) -> None:
    url = section_url(world.draft(), "Mục đích")
    first, second = signed_in("office"), signed_in("office")
    mine, theirs = first.form(url, url), second.form(url, url)
    assert second.post(url, {**theirs, "body": "Lời của đồng chí kia."}).status_code == 303
    answer = first.post(url, {**mine, "body": "Lời của tôi."})
    assert answer.status_code == 409
    words = check_page(answer).text
    assert "Lời của đồng chí kia." in words and "Lời của tôi." in words
    again = answer.get_data(as_text=True)
    form = next(f for f in again.split("<form")[1:] if f'action="{url}"' in f)
    sent = first.post(url, _values("<form" + form.split("</form>")[0] + "</form>"))
    assert sent.status_code == 303
    assert "Lời của tôi." in first.get(url).get_data(as_text=True)


def test_a_section_saved_after_the_submission_keeps_what_was_typed(world: World, signed_in: SignedIn) -> None:
    plan_id = world.draft()
    url = section_url(plan_id, "Mục đích")
    office = signed_in("office")
    form = office.form(url, url)
    world.submitted(plan_id)
    answer = office.post(url, {**form, "body": "Gửi muộn một phút."})
    assert answer.status_code == 409
    assert "Gửi muộn một phút." in check_page(answer).text
    assert "đã trình ký" in answer.get_data(as_text=True)


def test_a_stale_allocation_says_what_is_there_now(world: World, signed_in: SignedIn) -> None:
    url = f"/plans/{world.draft()}/allocation"
    name = f"b{world.ids.first}"
    first, second = signed_in("office"), signed_in("office")
    mine = first.form(url, url)
    press(second, url, url, **{name: "5"})
    answer = first.post(url, {**mine, name: "2"})
    assert answer.status_code == 409
    page = check_page(answer)
    assert "Chi bộ Tổ dân phố An Thử: 5" in page.text
    assert [a["value"] for a in page.all("input") if a.get("name") == name] == ["2"]


@pytest.mark.parametrize("typed", ["0", "", "hai", "-3", "1000000"])
def test_a_wrong_number_is_said_beside_its_field(world: World, signed_in: SignedIn, typed: str) -> None:
    url = f"/plans/{world.draft()}/allocation"
    name = f"b{world.ids.first}"
    office = signed_in("office")
    answer = office.post(url, {**office.form(url, url), name: typed})
    assert answer.status_code == 422
    page = check_page(answer)
    field = next(a for a in page.all("input") if a.get("name") == name)
    assert field["aria-invalid"] == "true" and field["value"] == typed


def test_a_wrong_passphrase_is_said_and_never_sent_back(signing: World, signed_in: SignedIn) -> None:
    plan_id = signing.approved()
    url = f"/plans/{plan_id}/issue"
    signatory = signed_in("signatory")
    answer = signatory.post(url, {**signatory.form(url, url), "passphrase": "sai mật khẩu khóa"})
    assert answer.status_code == 422
    page = check_page(answer)
    assert "Mật khẩu của khóa ký số không đúng. Chưa ký." in page.text and NOTICE in page.text
    assert "sai mật khẩu khóa" not in answer.get_data(as_text=True)
    assert signatory.get("/register").get_data(as_text=True).count("KH/ĐU") == 0


def test_a_passphrase_is_not_kept_when_the_session_has_ended(
    signing: World, signed_in: SignedIn, anyone: Client
) -> None:
    plan_id = signing.approved()
    url = f"/plans/{plan_id}/issue"
    fields = signed_in("signatory").form(url, url)
    answer = anyone.post(url, {**fields, "csrf_token": anyone.token(), "passphrase": PASSPHRASE})
    assert answer.status_code == 401
    html = answer.get_data(as_text=True)
    assert PASSPHRASE not in html and PASSPHRASE.encode("unicode_escape").decode() not in html


def test_an_expired_page_of_another_state_is_answered_with_a_sentence(
    signing: World, signed_in: SignedIn
) -> None:
    plan_id = signing.approved()
    signatory = signed_in("signatory")
    url = f"/plans/{plan_id}/issue"
    fields = signatory.form(url, url)
    signing.issue(plan_id)
    answer = signatory.post(url, {**fields, "passphrase": PASSPHRASE})
    assert answer.status_code == 409
    check_page(answer)


def test_a_plan_that_is_not_ready_says_what_is_missing(world: World, signed_in: SignedIn) -> None:
    plan_id = world.draft()
    office = signed_in("office")
    url = section_url(plan_id, "Mục đích")
    press(office, url, url, body="")
    page = office.page(f"/plans/{plan_id}")
    assert "Mục “Mục đích” chưa có nội dung." in page.text
    version = str(world.plan(plan_id).version)
    answer = office.post(f"/plans/{plan_id}/submit", {"version": version})
    assert answer.status_code == 422
    assert "Mục “Mục đích” chưa có nội dung." in check_page(answer).text


def test_a_return_needs_its_reason_and_shows_it(world: World, signed_in: SignedIn) -> None:
    plan_id = world.submitted(world.draft())
    url = f"/plans/{plan_id}/return"
    signatory = signed_in("signatory")
    assert signatory.post(url, {**signatory.form(url, url), "reason": " "}).status_code == 422
    press(signatory, url, url, reason="Ghi rõ chỉ tiêu nữ.")
    assert "Ghi rõ chỉ tiêu nữ." in signed_in("office").page(f"/plans/{plan_id}").text


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "", "Ô này cần có nội dung."),
        (b"PK\x03\x04", "bang.xlsx", "Tệp này không phải tệp PDF."),
    ],
)
def test_a_wrong_file_has_its_sentence(
    world: World, signed_in: SignedIn, data: bytes, name: str, sentence: str
) -> None:
    answer = signed_in("b1").post(
        "/documents/verify", {"file": (io.BytesIO(data), name)}, content_type="multipart/form-data"
    )
    assert answer.status_code == 422
    assert sentence in check_page(answer).text


def test_a_changed_file_is_called_changed(signing: World, signed_in: SignedIn) -> None:
    document = signing.issue(signing.approved()).document_id
    b1 = signed_in("b1")
    data = b1.get(f"/documents/{document}/file.pdf").data
    changed = data[:9000] + bytes([data[9000] ^ 1]) + data[9001:]
    answer = b1.post(
        "/documents/verify",
        {"file": (io.BytesIO(changed), "a.pdf")},
        content_type="multipart/form-data",
    )
    words = check_page(answer).text
    assert "Văn bản thật" not in words and "không có trong các văn bản" in words


def test_a_key_file_goes_in_by_its_page(world: World, signed_in: SignedIn) -> None:
    signatory = signed_in("signatory")
    keys = foreign_keys()
    for passphrase, status in (("sai", 422), (PASSPHRASE, 303)):
        answer = signatory.post(
            "/keys",
            {
                **signatory.form("/keys", "/keys"),
                "file": (io.BytesIO(keys.p12), "khoa.p12"),
                "passphrase": passphrase,
            },
            content_type="multipart/form-data",
        )
        assert answer.status_code == status
    page = signatory.page("/keys")
    assert "chưa được tin cậy ở đây" in page.text and NOTICE not in page.text


def test_an_authority_goes_in_with_its_list(world: World, signed_in: SignedIn) -> None:
    office = signed_in("office")
    keys = foreign_keys()
    for url, data in (("/issuers", keys.root_pem), ("/issuers/1/list", keys.crl)):
        fields = {**office.form(url, url), "file": (io.BytesIO(data), "tep")}
        assert office.post(url, fields, content_type="multipart/form-data").status_code == 303
    page = office.page("/issuers")
    assert "Nơi cấp lạ" in page.text and "còn hạn đến" in page.text
    remove = "/issuers/1/remove"
    assert office.post(remove, office.form("/issuers", remove)).status_code == 303
    assert "Nơi cấp lạ" not in office.page("/issuers").text


def test_a_number_is_cancelled_by_its_page(world: World, signed_in: SignedIn) -> None:
    office = signed_in("office")
    url = "/register/cancel"
    target = press(office, url, url, kind="report", subject="báo cáo thử", reason="In nhầm")
    page = office.page(target)
    assert "01-BC/ĐU" in page.text and "In nhầm" in page.text


NOT_THERE = [
    ("b1", "/plans", 403),
    ("auditor", "/plans", 403),
    ("mass_org", "/targets", 403),
    ("b1", "/register", 403),
    ("committee", "/keys", 403),
    ("signatory", "/issuers", 403),
    ("office", "/plans/999", 404),
    ("office", "/plans/999/allocation", 404),
    ("b1", "/documents/999", 404),
    ("b1", "/documents/999/file.pdf", 404),
    ("office", "/issuers/999/list", 404),
]


@pytest.mark.parametrize(("who", "url", "status"), NOT_THERE)
def test_what_is_not_there_for_a_role(
    world: World, signed_in: SignedIn, who: str, url: str, status: int
) -> None:
    who = "mass-org" if who == "mass_org" else who
    answer = signed_in(who).get(url)
    assert answer.status_code == status
    check_page(answer)


def test_the_preview_says_what_the_paper_says(world: World, signed_in: SignedIn) -> None:
    plan_id = world.draft()
    content = plan_pages.preview(world.actor("office"), plan_id).content
    text = " ".join(signed_in("office").page(f"/plans/{plan_id}/preview").text.split())
    for line in (*content.bases, content.opening, content.closing, *content.recipients):
        assert line in text
    for section in content.sections:
        assert f"{section.label} {section.heading}" in text
        assert all(line in text for line in section.paragraphs)
        assert all(cell in text for table in section.tables for row in table.rows for cell in row)


def test_what_happened_before_seven_in_the_morning_has_the_day_of_the_ward(
    world: World, signed_in: SignedIn
) -> None:
    early = datetime.combine(clock.today() - timedelta(days=1), time(0, 30), clock.ZONE)
    with clock.pretend(early):
        plan_id = world.draft()
    text = " ".join(signed_in("office").page(f"/plans/{plan_id}").text.split())
    assert re.search(f"{early:%d/%m/%Y} ?Lập dự thảo", text)
