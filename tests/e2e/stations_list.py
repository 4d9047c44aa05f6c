"""The first half year: introduced, on the list, class, plan, permission to start."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

from playwright.sync_api import Page, expect

from .journey import NAME, Ward, fill, follow, open_step, path_of, press, refused_step, said


def introduce(ward: Ward, people: SimpleNamespace) -> None:
    ward.on(date(2025, 2, 10))
    page = ward.at("mass-org", "/introductions/new")
    fill(page, {"full_name": NAME, "birth": "12/04/1990", "phone": "0900000001"})
    fill(page, {"main_group": "farmers", "education": "upper_secondary", "branch_id": people.first})
    fill(page, {"introduced_on": "11/02/2025", "consent_on": "10/02/2025"})
    press(page, "Gửi giới thiệu")
    assert page.input_value("[name=full_name]") == NAME, "a day to come is refused and nothing is lost"
    fill(page, {"introduced_on": "10/02/2025"})
    press(page, "Gửi giới thiệu")
    assert NAME in said(page)


def hold_review(ward: Ward, people: SimpleNamespace, day: date, decide: Callable[[Page], None]) -> Page:
    """The monthly meeting: its head, one decision, everybody else kept, the minutes."""
    page = ward.at("b1", f"/branches/{people.first}/reviews/{day.year}/{day.month}")
    head = {"meeting_on": day, "chair": "Sông Văn Bến", "secretary": "Núi Minh Đồi"}
    head |= {"members_official": 5, "present_official": 5, "votes_for": 5, "votes_against": 0}
    head |= {
        "members_probationary": 0,
        "present_probationary": 0,
        "resolution_number": f"{day.month:02d}-NQ/CB",
    }
    fill(page, head, "#form-head")
    page.locator("#form-head [name=votes_against]").blur()
    expect(page.locator("#mark-head")).to_contain_text("đã lưu")
    decide(page)
    page.wait_for_function("() => !document.querySelector('.htmx-request')")
    follow(page, "Xem kết quả trước khi chốt")
    keep = page.locator("form[action$='keep-others'] button")
    if keep.count():
        keep.click()
        page.wait_for_load_state()
    assert NAME in page.locator("table").inner_text()
    press(page, "Chốt, lập biên bản và gửi Văn phòng")
    assert "Đã chốt" in page.locator("#messages").inner_text(), said(page)
    kind, minutes = ward.file("b1", page.get_attribute("main a[href*='minutes']", "href") or "")
    assert kind == "application/pdf"
    assert minutes.startswith(b"%PDF")
    return page


def put_on_the_list(ward: Ward, people: SimpleNamespace, rows: SimpleNamespace) -> str:
    """The review of March; gives the address of the person's page."""
    ward.on(date(2025, 3, 5))

    def add(page: Page) -> None:
        line = page.locator(".line", has_text=NAME)
        line.locator("label[for$='-add']").click()
        line.locator("[name=helper_id]").select_option(str(rows.members[0]))
        expect(line.locator(".saved-mark")).to_contain_text("đã lưu")

    page = hold_review(ward, people, ward.day, add)
    page = ward.at("b1", f"/branches/{people.first}/board")
    page.locator("#board").get_by_role("link", name=NAME, exact=True).click()
    page.wait_for_load_state()
    shown = said(page)
    assert "Cảm tình Đảng" in shown
    assert "Sông Văn Bến, từ 05/03/2025" in shown
    return path_of(page)


def propose_class(ward: Ward, people: SimpleNamespace) -> None:
    ward.on(date(2025, 4, 4))

    def propose(page: Page) -> None:
        line = page.locator(".line", has_text=NAME)
        line.locator("label[for$='-propose_class']").click()
        expect(line.locator(".saved-mark")).to_contain_text("đã lưu")

    hold_review(ward, people, ward.day, propose)
    page = ward.at("b1", "/classes")
    assert "khóa I năm 2025" in said(page)


def plan_backward(ward: Ward, me: str) -> None:
    """The latest days of the steps left, for the day the branch wants."""
    ward.on(date(2025, 5, 22))
    page = ward.at("b1", me)
    follow(page, "Kế hoạch từng bước")
    gone = refused_step(page, {"wanted_on": "01/05/2025"}, "Tính lại kế hoạch")
    assert "Ngày mong muốn đã qua" in gone
    fill(page, {"wanted_on": "15/01/2026"})
    press(page, "Tính lại kế hoạch")
    steps = page.locator("main table").inner_text()
    assert "Kịp ngày 15/01/2026" in said(page)
    assert "Chi bộ đề nghị cho làm thủ tục" in steps
    assert "Quy định 294-QĐ/TW, điểm 4.3.1" in steps, "days after July are reckoned by the rules of July"


def start_the_dossier(ward: Ward, people: SimpleNamespace, me: str) -> None:
    """The branch proposes in June; the committee permits, not before it was asked."""
    ward.on(date(2025, 6, 5))

    def propose(page: Page) -> None:
        line = page.locator(".line", has_text=NAME)
        line.locator("label[for$='-propose_start']").click()
        expect(line.locator(".saved-mark")).to_contain_text("đã lưu")

    hold_review(ward, people, ward.day, propose)
    ward.on(date(2025, 6, 27))
    page = ward.at("office", me)
    open_step(page, "Đảng ủy cho làm thủ tục")
    words = refused_step(page, {"happened_on": "04/06/2025", "basis_number": "31-KL/ĐU"})
    assert "04/06/2025" in words
    assert "05/06/2025" in words, "both days are named"
    fill(page, {"happened_on": "27/06/2025"})
    press(page, "Lưu")
    assert "Nay ở giai đoạn “Lập hồ sơ, thẩm tra”" in said(page)
