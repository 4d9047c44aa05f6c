"""The monthly review in a browser: lines that save themselves, a line that drops, the end of the meeting."""

from collections.abc import Callable
from types import SimpleNamespace

from playwright.sync_api import Page, expect

from phohoa.domain.stages import Stage

from .bad_line import MONTH, TODAY, YEAR, address, mark, rows
from .conftest import Visitor
from .rows import end_sessions_of, stage_of

__all__ = ["rows"]
Open = Callable[..., Visitor]


def choose(page: Page, run_id: int, decision: str) -> None:
    page.locator(f"#line-{run_id} label[for$='-{decision}']").click()


def fill_meeting(page: Page, prefix: str = "#form-head") -> None:
    for name, value in (
        ("meeting_on", TODAY),
        ("chair", "Sông Văn Bến"),
        ("secretary", "Núi Minh Đồi"),
        ("members_official", "2"),
        ("present_official", "2"),
        ("members_probationary", "1"),
        ("present_probationary", "1"),
        ("votes_for", "2"),
        ("votes_against", "0"),
    ):
        page.fill(f"{prefix} [name={name}]", value)


def pdf_of(one: Visitor, href: str) -> bytes:
    answer = one.context.request.get(one.url + href)
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def test_a_whole_review_from_the_first_line_to_the_minutes(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = visitor()
    one.expected.append("422")
    one.sign_in("b1")
    page = one.go(address(people))
    fill_meeting(page)
    page.locator("#form-head [name=votes_against]").blur()
    expect(mark(page, "head")).to_contain_text("đã lưu")
    choose(page, rows.hoa, "propose_class")
    expect(mark(page, rows.hoa)).to_contain_text("đã lưu")
    choose(page, rows.alone, "remove")
    expect(mark(page, rows.alone)).to_contain_text("cần sửa")
    line = page.locator(f"#line-{rows.alone}")
    line.locator("[name=reason_code]").select_option("no_longer_striving")
    line.locator("[name=reason]").fill("Nhiều tháng không tham gia sinh hoạt")
    line.locator("[name=reason]").blur()
    expect(mark(page, rows.alone)).to_contain_text("đã lưu")
    choose(page, rows.young, "add")
    page.locator(f"#line-{rows.young} [name=helper_id]").select_option(str(rows.other))
    expect(mark(page, rows.young)).to_contain_text("đã lưu")
    one.settled()
    page.click("main a.primary")
    page.wait_for_url("**/conclude")
    assert "Còn 2 người chưa có quyết định" in page.locator("main").inner_text()
    page.click("form[action$='keep-others'] button")
    page.wait_for_load_state()
    assert "Mây Thị Hoa" in page.locator("table").inner_text()
    page.click("main button.primary")
    page.wait_for_url("**" + address(people))
    assert "Đã chốt" in page.locator("#messages").inner_text()
    href = page.get_attribute("main a[href*='minutes']", "href") or ""
    assert pdf_of(one, href).startswith(b"%PDF")
    assert stage_of(rows.hoa) is Stage.CLASS_PROPOSED
    assert stage_of(rows.young) is Stage.SYMPATHISER
    assert stage_of(rows.alone) is Stage.LEFT
    board = one.go(f"/branches/{people.first}/board")
    assert "Suối Thị Đào" not in board.locator("#board").inner_text()


def test_a_remark_is_saved_while_it_is_typed_and_stands_there_afterwards(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = visitor(width=390)
    one.sign_in("b1")
    page = one.go(address(people))
    field = page.locator(f"#line-{rows.hoa} [name=remark]")
    field.press_sequentially("Tích cực với phong trào", delay=5)
    expect(mark(page, rows.hoa)).to_contain_text("đã lưu")
    assert page.evaluate("document.activeElement.name") == "remark", "the cursor stays where it was"
    field.press_sequentially(", có uy tín", delay=5)
    one.page.wait_for_function(
        f"() => document.querySelector('#mark-{rows.hoa} [name=version]').value === '2'", timeout=8000
    )
    one.settled()
    page.reload()
    assert page.input_value(f"#line-{rows.hoa} [name=remark]") == "Tích cực với phong trào, có uy tín"


def test_a_line_that_drops_loses_nothing(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = visitor()
    one.expected.append("ERR_INTERNET_DISCONNECTED")
    one.expected.append("htmx:error")
    one.expected.append("Failed to fetch")
    one.sign_in("b1")
    page = one.go(address(people))
    one.context.set_offline(True)
    field = page.locator(f"#line-{rows.hoa} [name=remark]")
    field.fill("Gõ lúc mất mạng")
    field.blur()
    expect(mark(page, rows.hoa)).to_contain_text("đang chờ mạng")
    one.context.set_offline(False)
    expect(mark(page, rows.hoa)).to_contain_text("đã lưu", timeout=18_000)
    one.settled()
    page.reload()
    assert page.input_value(f"#line-{rows.hoa} [name=remark]") == "Gõ lúc mất mạng"


def test_no_change_is_a_full_report(visitor: Open, people: SimpleNamespace, rows: SimpleNamespace) -> None:
    one = visitor()
    one.sign_in("b1")
    page = one.go(address(people, "/no-change"))
    fill_meeting(page, "main form")
    page.click("main form button.primary")
    page.wait_for_url("**" + address(people))
    assert "không có thay đổi" in page.locator("main").inner_text().lower()
    assert pdf_of(one, page.get_attribute("main a[href*='minutes']", "href") or "").startswith(b"%PDF")
    assert stage_of(rows.hoa) is Stage.SYMPATHISER


def test_a_whole_review_without_javascript(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = visitor(javascript=False)
    one.sign_in("b1")
    page = one.go(address(people))
    fill_meeting(page)
    page.click("#form-head button.no-js")
    assert "Đã lưu" in page.locator("#messages").inner_text()
    choose(page, rows.hoa, "propose_class")
    page.fill(f"#line-{rows.hoa} [name=remark]", "Đủ điều kiện đi học")
    page.click(f"#line-{rows.hoa} button.no-js")
    assert page.input_value(f"#line-{rows.hoa} [name=remark]") == "Đủ điều kiện đi học"
    page.click("main a.primary")
    page.click("form[action$='keep-others'] button")
    page.click("main button.primary")
    assert "Đã chốt" in page.locator("#messages").inner_text()
    assert stage_of(rows.hoa) is Stage.CLASS_PROPOSED


def test_two_who_write_the_same_line_see_both_texts(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    chair, secretary = visitor(), visitor()
    secretary.expected.append("409")
    for one in (chair, secretary):
        one.sign_in("b1")
        one.go(address(people))
    box = f"#line-{rows.hoa} [name=remark]"
    chair.page.fill(box, "Chữ của người chủ trì")
    chair.page.locator(box).blur()
    expect(mark(chair.page, rows.hoa)).to_contain_text("đã lưu")
    secretary.page.fill(box, "Chữ của thư ký")
    secretary.page.locator(box).blur()
    expect(mark(secretary.page, rows.hoa)).to_contain_text("Chữ của người chủ trì")
    expect(mark(secretary.page, rows.hoa)).to_contain_text("Chữ của thư ký")
    assert secretary.page.input_value(box) == "Chữ của thư ký"
    mark(secretary.page, rows.hoa).locator("input[type=checkbox]").check()
    expect(mark(secretary.page, rows.hoa)).to_have_attribute("data-state", "saved")
    chair.page.reload()
    assert chair.page.input_value(box) == "Chữ của thư ký"


def test_the_session_ends_in_the_middle_of_a_remark_and_nothing_is_lost(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = visitor()
    one.expected.append("401")
    one.sign_in("b1")
    page = one.go(address(people))
    end_sessions_of("b1")
    box = f"#line-{rows.hoa} [name=remark]"
    page.fill(box, "Viết dở khi hết giờ")
    page.locator(box).blur()
    again = page.locator("#messages a[target=_blank]")
    expect(again).to_be_visible()
    assert page.input_value(box) == "Viết dở khi hết giờ"
    with one.context.expect_page() as opened:
        again.click()
    tab = opened.value
    tab.fill("input[name=username]", "b1")
    tab.fill("input[name=password]", "cây đa giếng nước")
    tab.click("main form button.primary")
    tab.wait_for_url(lambda address: "/sign-in" not in address)
    tab.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(mark(page, rows.hoa)).to_contain_text("đã lưu")
    page.reload()
    assert page.input_value(box) == "Viết dở khi hết giờ"


def test_the_office_sees_who_has_reported_and_returns_with_a_reason(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    branch, office = visitor(), visitor()
    branch.sign_in("b1")
    page = branch.go(address(people, "/no-change"))
    fill_meeting(page, "main form")
    page.click("main form button.primary")
    page.wait_for_url("**" + address(people))
    office.expected.append("422")
    office.sign_in("office")
    desk = office.go(f"/reviews/{YEAR}/{MONTH}")
    assert "Chưa họp" in desk.locator("main").inner_text()
    desk.click("main table a >> text=An Thử")
    desk.wait_for_url("**" + address(people))
    desk.click("main details summary")
    desk.click("form[action$='/return'] button.danger")
    desk.wait_for_load_state()
    assert desk.locator("main .error").first.is_visible(), "a return needs a reason"
    desk.fill("form[action$='/return'] textarea", "Thiếu kết quả biểu quyết")
    desk.click("form[action$='/return'] button.danger")
    desk.wait_for_url("**" + address(people))
    assert "Trả lại" in desk.locator("main").inner_text()
    page = branch.go(address(people))
    assert "Thiếu kết quả biểu quyết" in page.locator("main").inner_text()
    assert page.locator("#form-head").is_visible(), "the branch may write again"
