"""The books of the register in the browser: entered and refused, paged, printed, taken along."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from phohoa.domain.numbering import DocumentKind
from phohoa.domain.register import EntryState, OrderMark
from phohoa.extensions import db
from phohoa.models import CommitteeTerm, RegisterEntry
from phohoa.services import clock, incoming, register, register_entries
from phohoa.services.register_entries import PaperInput

from .. import factories
from ..harness import Client
from ..plan_world import World, world
from ..services.test_incoming import enter, paper
from ..services.test_scans import picture

__all__ = ["world"]

SignedIn = Callable[[str], Client]
TODAY = clock.today()
DAY = f"{TODAY:%d/%m/%Y}"
PLAN = DocumentKind.PLAN
PAPER = PaperInput("về việc thử", "Trăng Thị Sáng", "- Thị ủy;\n- Lưu Văn phòng Đảng ủy.")


def said(client: Client, url: str) -> str:
    return " ".join(client.page(url).text.split())


def fill_book(count: int) -> None:
    """A year's book as full as an office writes it, in one go."""
    with factories.writing():
        term = db.session.scalars(db.select(CommitteeTerm)).one()
        for number in range(1, count + 1):
            db.session.add(
                RegisterEntry(
                    term_id=term.id,
                    kind=PLAN,
                    number=number,
                    year=TODAY.year,
                    dated=TODAY,
                    recorded_on=TODAY,
                    symbol=f"{number:02d}-KH/ĐU",
                    subject=f"về việc triển khai công tác phát triển đảng viên ở tổ dân phố số {number}",
                    signatory_name="Trăng Thị Sáng",
                    recipients="- Thị ủy Đức Phổ;\n- Các chi bộ trực thuộc;\n- Lưu Văn phòng Đảng ủy.",
                    created_at=clock.now(),
                    state=EntryState.USED,
                    order_mark=OrderMark.BACK_DATED if number % 7 == 0 else OrderMark.IN_ORDER,
                    order_reason="giấy để quên" if number % 7 == 0 else "",
                )
            )


def test_a_number_is_reserved_used_for_a_paper_and_its_story_told(world: World, signed_in: SignedIn) -> None:
    office = signed_in("office")
    fields = office.form("/register/reserve", "/register/reserve")
    fields |= {"kind": "plan", "subject": "dành cho đề án", "reason": ""}
    refused = office.post("/register/reserve", fields)
    assert refused.status_code == 422
    assert "dành cho đề án" in refused.get_data(as_text=True), "what was typed stays"
    done = office.post("/register/reserve", {**fields, "reason": "chờ ý kiến Thị ủy"})
    assert (done.status_code, done.location) == (303, f"/register/{TODAY.year}")
    assert "Giữ số chờ ý kiến Thị ủy" in said(office, f"/register/{TODAY.year}?state=reserved")
    use = office.form("/register/entries/1/use", "/register/entries/1/use")
    use |= {"subject": "về đề án đã xong", "signatory": "Trăng Thị Sáng", "recipients": "- Thị ủy"}
    use["file"] = (io.BytesIO(b"abc"), "de-an.pdf")
    assert office.post("/register/entries/1/use", use).status_code == 303
    page = said(office, "/register/entries/1")
    for words in (
        "Đã phát hành",
        "mã SHA-256 của tệp: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "chờ ý kiến Thị ủy",
        "Giữ số",
        "Vào sổ",
    ):
        assert words in page
    stale = office.form("/register/entries/1/give-up", "/register/entries/1/give-up")
    again = office.post("/register/entries/1/give-up", {**stale, "version": "1", "reason": "thôi"})
    assert again.status_code == 409
    assert "thôi" in again.get_data(as_text=True)


def test_a_back_dated_paper_is_refused_without_a_reason_and_marked_with_one(
    world: World, signed_in: SignedIn
) -> None:
    office = signed_in("office")
    register_entries.record_outside(world.caller("office"), PLAN, TODAY, PAPER)
    fields = office.form("/register/record", "/register/record")
    fields |= {"kind": "plan", "subject": "về việc cũ", "signatory": "Trăng Thị Sáng"}
    fields |= {"dated": f"{TODAY - timedelta(days=3):%d/%m/%Y}"}
    answer = office.post("/register/record", fields)
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert f"Số gần nhất 01-KH/ĐU đề ngày {DAY}" in text
    assert "đồng chí ghi lý do lùi ngày" in text
    with_file = office.post("/register/record", {**fields, "file": (io.BytesIO(b"abc"), "cu.pdf")})
    assert "Đồng chí chọn lại tệp" in with_file.get_data(as_text=True), "a page cannot keep a chosen file"
    assert office.post("/register/record", {**fields, "back_dated_reason": "để quên"}).status_code == 303
    page = said(office, "/register")
    assert "Lùi ngày để quên" in page
    assert "Vào sổ muộn 3 ngày" in page


def test_a_book_of_three_hundred_is_paged_within_the_budget(world: World, signed_in: SignedIn) -> None:
    fill_book(300)
    office = signed_in("office")
    first, last = said(office, "/register"), said(office, f"/register/{TODAY.year}?page=8")
    assert "300 số, theo ngày" in first
    assert "40-KH/ĐU" in first
    assert "41-KH/ĐU" not in first
    assert "300-KH/ĐU" in last
    sheet = load_workbook(io.BytesIO(office.get(f"/register/{TODAY.year}/book.xlsx?kind=plan").data)).active
    assert sheet.max_row == 304
    assert said(office, "/register/gaps").count("Không có số trống") == 1


def test_the_printed_book_has_cover_rows_closing_line_and_the_head_of_the_chain(
    world: World, signed_in: SignedIn
) -> None:
    caller = world.caller("office")
    register_entries.record_outside(caller, PLAN, TODAY, PAPER)
    register.cancel_number(caller, PLAN, TODAY, "in sai", "in sai, lập lại")
    auditor = signed_in("auditor")
    answer = auditor.get(f"/register/{TODAY.year}/book.pdf")
    assert answer.mimetype == "application/pdf"
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages]
    assert len(pages) == 2
    assert f"SỔ VĂN BẢN ĐI NĂM {TODAY.year}" in pages[0]
    assert "Kế hoạch từ số 01-KH/ĐU đến số 02-KH/ĐU" in pages[0]
    rows = " ".join(pages[1].split())
    for words in ("Số lượng bản", "số bỏ: in sai, lập lại", "văn bản giấy"):
        assert words in rows
    closing = "Sổ này gồm 2 trang (kể cả bìa), 01 văn bản, 01 số bỏ; Kế hoạch từ số 01-KH/ĐU đến số 02-KH/ĐU"
    assert closing in rows
    assert f"chốt ngày {DAY}" in rows
    head = re.search(r"\(SHA-256\): ([0-9a-f]{64})", rows)
    assert head is not None
    fields = auditor.form("/register/verify", "/register/verify")
    answer = auditor.post("/register/verify", {**fields, "head": head[1]})
    assert "Mã đã nhập có trong chuỗi" in answer.get_data(as_text=True)
    answer = auditor.post("/register/verify", {**fields, "head": "f" * 64})
    assert "đã bị cắt bớt hoặc viết lại" in answer.get_data(as_text=True)


def test_a_full_volume_of_four_hundred_is_drawn_with_its_head_on_every_page(
    world: World, signed_in: SignedIn
) -> None:
    fill_book(401)
    client = signed_in("committee")
    assert "quyển 2" in said(client, "/register")
    data = client.get(f"/register/{TODAY.year}/book.pdf").data
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]
    assert "Quyển 1" in pages[0]
    assert all("Trích yếu" in page and "Nơi nhận" in page for page in pages[1:])
    assert f"Sổ này gồm {len(pages)} trang (kể cả bìa), 400 văn bản" in pages[-1]
    assert client.get(f"/register/{TODAY.year}/book.pdf?part=3").status_code == 404


def test_an_empty_book_is_not_printed_but_said(world: World, signed_in: SignedIn) -> None:
    client = signed_in("office")
    answer = client.page("/register/1999/book.pdf", status=422)
    assert "chưa có văn bản nào" in answer.text
    assert client.page("/register/incoming/1999/book.pdf", status=422)


def test_the_page_of_the_check_says_what_is_wrong(world: World, signed_in: SignedIn) -> None:
    register_entries.record_outside(world.caller("office"), PLAN, TODAY, PAPER)
    client = signed_in("signatory")
    assert "Sổ văn bản đi: nguyên vẹn. 1 số, 1 lần ghi" in said(client, "/register/verify")
    assert "Đã đọc lại từng tệp" in said(client, "/register/verify?files=1")
    with factories.writing():
        db.session.scalars(db.select(RegisterEntry)).one().subject = "khác"
    assert "số 01-KH/ĐU trong sổ khác với lần ghi cuối" in said(client, "/register/verify")


# --- what comes in -----------------------------------------------------------------------------------------


def test_a_paper_comes_in_is_found_handled_and_printed(world: World, signed_in: SignedIn) -> None:
    office = signed_in("office")
    fields = office.form("/register/incoming/new", "/register/incoming/new")
    fields |= {"sender": "Ban Tổ chức Thị ủy", "symbol": "12-CV/BTC", "kind": "letter", "subject": ""}
    assert office.post("/register/incoming/new", fields).status_code == 422
    fields |= {"subject": "về việc báo cáo quý", "handler": "Trăng Văn Lo", "due_on": DAY}
    done = office.post("/register/incoming/new", fields)
    assert (done.status_code, done.location) == (303, "/register/incoming/1")
    search = {"year": str(TODAY.year), "standing": "open", "q": "bao cao quy"}
    assert "12-CV/BTC" in office.post("/register/incoming", search).get_data(as_text=True)
    none = office.post("/register/incoming", {**search, "q": "không có đâu"}).get_data(as_text=True)
    assert "Không tìm thấy văn bản nào" in none
    scan = office.form("/register/incoming/1", "/register/incoming/1/scan")
    scan["file"] = (io.BytesIO(picture()), "scan.png")
    assert office.post("/register/incoming/1/scan", scan).status_code == 303
    assert office.get("/register/incoming/1/scan").mimetype == "image/png"
    finish = office.form("/register/incoming/1/done", "/register/incoming/1/done")
    assert office.post("/register/incoming/1/done", {**finish, "outcome": "Đã báo cáo"}).status_code == 303
    assert f"{DAY}: Đã báo cáo" in said(office, "/register/incoming/1")
    sheet = load_workbook(io.BytesIO(office.post("/register/incoming.xlsx", {"q": "quy"}).data)).active
    assert [cell.value for cell in sheet[5]][3:5] == ["Ban Tổ chức Thị ủy", "12-CV/BTC"]
    data = office.get(f"/register/incoming/{TODAY.year}/book.pdf").data
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    assert f"SỔ VĂN BẢN ĐẾN NĂM {TODAY.year}" in text
    assert "Công văn: về việc báo cáo quý" in " ".join(text.split())


def test_what_is_overdue_stands_on_the_office_s_home_whatever_its_year(
    world: World, signed_in: SignedIn
) -> None:
    long_ago = TODAY.replace(year=TODAY.year - 1, day=1)
    enter(world, received_on=long_ago, dated=None, due_on=long_ago)
    enter(world)
    office = signed_in("office")
    assert "1 văn bản đến quá hạn xử lý" in said(office, "/")
    listed = said(office, "/register/incoming/overdue")
    assert f"01/{TODAY.year - 1}" in listed
    assert "Quá hạn" in listed
    assert "quá hạn xử lý" not in said(signed_in("committee"), "/")


def test_a_long_list_of_what_came_in_is_paged_by_the_database(world: World, signed_in: SignedIn) -> None:
    for number in range(41):
        incoming.enter(world.caller("office"), paper(subject=f"về việc số {number}"))
    client = signed_in("committee")
    first = client.page("/register/incoming")
    assert "Trang 1/2" in first.text
    assert "về việc số 40" in first.text
    second = client.post("/register/incoming", {"year": str(TODAY.year), "page": "2", "q": ""})
    assert "về việc số 0<" in second.get_data(as_text=True)


@pytest.mark.parametrize("who", ["auditor", "b1", "admin"])
def test_who_is_not_of_the_ward_sees_no_incoming_paper(world: World, signed_in: SignedIn, who: str) -> None:
    enter(world)
    client = signed_in(who)
    for url in ("/register/incoming", "/register/incoming/1", "/register/incoming/list.csv"):
        assert client.get(url).status_code in (403, 404)
    if who == "auditor":
        assert "Văn bản đến" not in said(client, "/register")
        assert "Sổ văn bản đến" not in said(client, "/register/verify")


def test_a_correction_of_nothing_and_a_book_begun_say_what_they_are(
    world: World, signed_in: SignedIn
) -> None:
    register_entries.record_outside(world.caller("office"), PLAN, TODAY, PAPER)
    office = signed_in("office")
    at = "/register/entries/1/correct"
    same = office.post(at, office.form(at, at) | {"reason": "xem lại"})
    assert same.status_code == 422
    assert "Chưa có ô nào thay đổi" in same.get_data(as_text=True)
    at = "/register/carry-over"
    fields = office.form(at, at) | {"kind": "plan", "last_number": "20"}
    late = office.post(at, fields | {"dated": f"{TODAY - timedelta(days=9):%d/%m/%Y}"})
    assert "Sổ đã có số 01-KH/ĐU" in late.get_data(as_text=True)


def test_a_slip_in_the_hash_of_an_old_print_is_no_finding_about_the_book(
    world: World, signed_in: SignedIn
) -> None:
    register_entries.record_outside(world.caller("office"), PLAN, TODAY, PAPER)
    office, at = signed_in("office"), "/register/verify"
    slip = office.post(at, {"head": "abc 12"})
    assert slip.status_code == 422
    text = slip.get_data(as_text=True)
    assert "Mã phải đủ 64 ký tự" in text
    assert "Không nguyên vẹn" not in text
    assert 'value="abc 12"' in text
    gone = office.post(at, {"head": "AB" * 16 + " " + "c" * 32}).get_data(as_text=True)
    assert "Không nguyên vẹn" in gone


def test_the_report_of_gaps_is_read_on_a_phone(world: World, signed_in: SignedIn) -> None:
    register_entries.record_outside(world.caller("office"), PLAN, TODAY, PAPER)
    text = signed_in("office").get("/register/gaps").get_data(as_text=True)
    assert '<div class="tall">' in text
    assert 'data-th="Đến số "' in text
