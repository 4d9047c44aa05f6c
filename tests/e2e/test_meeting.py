"""A branch's meeting in a browser: the roll, a task that comes up again, the screens on the wall."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from .conftest import Calendar, Visitor
from .rows import people_of_first

Open = Callable[..., Visitor]


@pytest.fixture
def rows(people: SimpleNamespace) -> SimpleNamespace:
    return people_of_first(people)


def address(people: SimpleNamespace, month: int, more: str = "") -> str:
    return f"/branches/{people.first}/reviews/2026/{month}{more}"


def tick(page: Page, member: int, presence: str) -> None:
    page.locator(f"label[for='presence_{member}-{presence}']").click()


def test_the_roll_and_a_task_that_comes_up_next_month(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace, calendar: Calendar
) -> None:
    calendar.set(date(2026, 3, 5))
    one = visitor()
    one.sign_in("b1")
    page = one.go(address(people, 3))
    page.click("text=Điểm danh từng người")
    page.click("button:has-text('Có mặt đủ')")
    expect(page.locator("#roll-sum")).to_contain_text("Có mặt 2/2 đảng viên chính thức, 1/1 dự bị")
    tick(page, rows.other, "excused")
    page.locator(f"#reason_{rows.other}").fill("Đi công tác")
    page.locator(f"#reason_{rows.other}").blur()
    expect(page.locator("#roll-sum")).to_contain_text("Núi Minh Đồi (Đi công tác)")
    expect(page.locator("#roll-sum")).to_contain_text("chưa quá nửa")
    one.settled()
    page.click("text=Về kỳ xét")
    page.locator(f"#line-{rows.hoa} >> text=Giao việc").click()
    assert page.locator("[name=given_to] option").all_inner_texts()[:2] == [
        "Mây Thị Hoa (quần chúng)",
        "Sông Văn Bến (đang giúp đỡ)",
    ]
    page.fill("[name=text]", "Viết bản tự nhận xét")
    page.click("main button.primary")
    expect(page.locator(f"#line-{rows.hoa}")).to_contain_text("Viết bản tự nhận xét")
    page.fill("#form-head [name=meeting_on]", "05/03/2026")
    page.fill("#form-head [name=chair]", "Sông Văn Bến")
    page.locator("#form-head [name=chair]").blur()
    expect(page.locator("#mark-head")).to_contain_text("đã lưu")
    one.settled()
    page.click("main a.primary")
    page.click("form[action$='keep-others'] button")
    page.fill("[name=quorum_answer]", "Bão, Đảng ủy yêu cầu họp ngay")
    page.click("main button.primary")
    page.wait_for_url("**" + address(people, 3))
    assert "Bão, Đảng ủy yêu cầu họp ngay" in page.locator("main").inner_text()

    calendar.set(date(2026, 4, 20))
    later = visitor()
    page = later.sign_in("b1")
    assert "1 việc chi bộ giao đã quá hạn" in page.locator("main").inner_text()
    page = later.go(address(people, 4))
    line = page.locator(f"#line-{rows.hoa}")
    expect(line).to_contain_text("quá hạn 10 ngày")
    line.locator("text=Viết bản tự nhận xét").click()
    page.locator("label[for='state-1'], label:has-text('Đã làm')").first.click()
    page.click("main button.primary")
    expect(page.locator("main")).to_contain_text("đã làm")
    page = later.go(address(people, 4))
    assert "quá hạn" not in page.locator(f"#line-{rows.hoa}").inner_text()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_screens_are_turned_with_one_key(
    visitor: Open,
    people: SimpleNamespace,
    rows: SimpleNamespace,
    calendar: Calendar,
    accessible: Callable[[Page], None],
    width: int,
) -> None:
    calendar.set(date(2026, 3, 5))
    one = visitor(width=width)
    one.sign_in("b1")
    page = one.go(address(people, 3, "/screen"))
    assert not page.locator("header").is_visible(), "nothing but the meeting is on the wall"
    seen = []
    for _ in range(6):
        accessible(page)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, "nothing runs off the wall"
        here = page.url
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, here=here: url != here)
        seen.append(page.locator("h1").inner_text())
    assert seen[:5] == ["Trăng Thị Ánh", "Nắng Quốc Cường", "Gió Văn Bình", "Suối Thị Đào", "Mây Thị Hoa"]
    assert seen[5] == "Kết quả tháng 03/2026"


@pytest.mark.parametrize(
    "keys", [("ArrowRight", "ArrowLeft"), ("ArrowDown", "ArrowUp"), ("PageDown", "PageUp")]
)
def test_arrows_and_a_clicker_turn_the_screens_both_ways(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace, calendar: Calendar, keys: tuple[str, str]
) -> None:
    calendar.set(date(2026, 3, 5))
    one = visitor()
    one.sign_in("b1")
    page = one.go(address(people, 3, "/screen"))
    head = page.locator("h1")
    on, back = keys
    page.keyboard.press(back)
    expect(head).to_have_text("Họp xét tháng 03/2026")
    for name in ("Trăng Thị Ánh", "Nắng Quốc Cường"):
        page.keyboard.press(on)
        expect(head).to_have_text(name)
    page.keyboard.press(back)
    expect(head).to_have_text("Trăng Thị Ánh")
    page.keyboard.press("End")
    expect(head).to_have_text("Kết quả tháng 03/2026")
    page.keyboard.press(on)
    page.keyboard.press(back)
    expect(head).to_have_text("Mây Thị Hoa")
    page.keyboard.press("Home")
    expect(head).to_have_text("Họp xét tháng 03/2026")


def test_no_key_turns_a_screen_while_it_serves_a_field_the_browser_or_a_long_page(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace, calendar: Calendar
) -> None:
    calendar.set(date(2026, 3, 5))
    one = visitor()
    one.sign_in("b1")
    page = one.go(address(people, 3, "/screen/2"))
    turned: list[str] = []
    page.on("request", lambda request: turned.append(request.url) if "/screen" in request.url else None)
    page.evaluate("""() => {
      const field = document.querySelector('main').appendChild(document.createElement('input'));
      field.value = 'abc';
      field.focus();
    }""")
    for key in ("ArrowLeft", "PageDown", "Home", "End"):
        page.keyboard.press(key)
    page.evaluate("document.activeElement.remove()")
    page.keyboard.press("Control+ArrowRight")
    page.keyboard.press("Shift+PageDown")
    page.keyboard.press("x")
    page.set_viewport_size({"width": 1280, "height": 240})
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => window.scrollY > 0")
    page.wait_for_timeout(300)
    assert turned == []
    page.keyboard.press("PageDown")
    expect(page.locator("h1")).to_have_text("Gió Văn Bình")


def test_a_key_held_down_turns_one_screen(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace, calendar: Calendar
) -> None:
    calendar.set(date(2026, 3, 5))
    one = visitor()
    one.sign_in("b1")
    page = one.go(address(people, 3, "/screen"))
    page.keyboard.down("ArrowRight")
    expect(page.locator("h1")).to_have_text("Trăng Thị Ánh")
    for _ in range(5):
        page.keyboard.down("ArrowRight")
    page.wait_for_timeout(300)
    expect(page.locator("h1")).to_have_text("Trăng Thị Ánh")
    page.keyboard.up("ArrowRight")


def test_a_roll_without_scripts(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace, calendar: Calendar
) -> None:
    calendar.set(date(2026, 3, 5))
    one = visitor(javascript=False, width=390)
    one.sign_in("b1")
    page = one.go(address(people, 3, "/attendance"))
    tick(page, rows.other, "unexcused")
    page.click("#form-roll button.no-js")
    assert "Đã lưu điểm danh" in page.locator("#messages").inner_text()
    assert "Vắng không lý do: Núi Minh Đồi" in page.locator("#roll-sum").inner_text()
