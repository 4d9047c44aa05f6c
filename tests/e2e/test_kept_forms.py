"""Forms that are saved with a button: what was typed outlives a lost answer, the page and the browser."""

from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace

from openpyxl import load_workbook
from playwright.sync_api import Route, expect

from .at_home import Desk, kept_in, waiting_in
from .bad_line import SLOW, TODAY, address, desk, is_kept, left_in_the_moment_of_typing, rows, stored
from .conftest import Visitor
from .rows import events_of

__all__ = ["desk", "rows"]


def test_a_form_closed_in_the_moment_of_typing_is_offered_again(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = desk().open()
    one.context.add_init_script(SLOW)
    page = one.sign_in("b1")
    second = one.context.new_page()
    for tab in (second, page):
        one.page = tab
        one.go(f"/branches/{people.first}/board")
        tab.click(f"#card-{rows.hoa} [data-move]")
        tab.locator("#panel a.btn", has_text="Đề nghị học lớp").click()
        if tab == second:
            tab.fill("#panel [name=happened_on]", TODAY)
            is_kept(tab)
            left_in_the_moment_of_typing(one, tab, tab.locator("#panel [name=basis_number]"), "12-NQ/CB")
    expect(page.locator("#panel .notice.warn")).to_contain_text("chưa lưu")
    assert page.input_value("#panel [name=basis_number]") == "12-NQ/CB"


def test_a_move_whose_answer_is_lost_is_pressed_again_and_done_once(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = desk().open()
    page = one.sign_in("b1")
    one.go(f"/branches/{people.first}/board")
    page.click(f"#card-{rows.hoa} [data-move]")
    page.locator("#panel a.btn", has_text="Đề nghị học lớp").click()
    page.fill("#panel [name=happened_on]", TODAY)
    page.fill("#panel [name=basis_number]", "12-NQ/CB")
    lost = []

    def loses(route: Route) -> None:
        route.fetch()
        lost.append(1)
        route.abort()

    page.route("**/_/runs/*/moves/*", loses)
    page.click("#panel button.primary")
    expect(page.locator("#messages")).to_contain_text("Chưa biết đã lưu hay chưa")
    page.unroute("**/_/runs/*/moves/*")
    assert page.input_value("#panel [name=basis_number]") == "12-NQ/CB"
    page.locator("#panel button.primary").evaluate("button => { for (let n = 5; n; n -= 1) button.click(); }")
    expect(page.locator("#in-training")).to_contain_text("Mây Thị Hoa")
    assert lost == [1]
    assert events_of(rows.hoa).count("propose_class") == 1


def test_a_move_sheet_comes_back_as_it_was_typed_after_the_browser_was_killed(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    machine = desk()
    for end in (machine.kill, machine.close):
        one = machine.open()
        page = one.sign_in("b1")
        one.go(f"/branches/{people.first}/board")
        page.click(f"#card-{rows.hoa} [data-move]")
        page.locator("#panel a.btn", has_text="Đề nghị học lớp").click()
        if end == machine.kill:
            page.fill("#panel [name=happened_on]", TODAY)
            is_kept(page)
            one.context.set_offline(True)
            page.fill("#panel [name=basis_number]", "12-NQ/CB")
            is_kept(page)
        else:
            expect(page.locator("#panel .notice.warn")).to_contain_text("chưa lưu")
            assert page.input_value("#panel [name=basis_number]") == "12-NQ/CB"
            assert page.input_value("#panel [name=happened_on]") == TODAY
            page.click("#panel button.primary")
            expect(page.locator("#in-training")).to_contain_text("Mây Thị Hoa")
            page.wait_for_timeout(300)
            assert waiting_in(page) == []
        end()


def test_a_persons_form_outlives_a_dropped_line_and_the_page(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    machine = desk()
    one = machine.open()
    page = one.sign_in("b1")
    url = f"/branches/{people.first}/people/new"
    one.go(url)
    page.fill("[name=full_name]", "Mây Thị CANARY")
    one.context.set_offline(True)
    page.fill("[name=birth]", "1999")
    page.click("main button.primary")
    expect(page.locator("#messages")).to_contain_text("Chưa biết đã lưu hay chưa")
    assert page.input_value("[name=birth]") == "1999", "the page is still there"
    assert "CANARY" not in "".join(kept_in(page))
    machine.close()
    one = machine.open()
    page = one.sign_in("b1")
    one.go(url)
    expect(page.locator("main form .notice")).to_contain_text("chưa lưu")
    assert page.input_value("[name=full_name]") == "Mây Thị CANARY"
    assert page.input_value("[name=birth]") == "1999"
    page.click("main form .notice button")
    page.wait_for_load_state()
    expect(page.locator("main form .notice")).to_have_count(0)
    assert page.input_value("[name=full_name]") == ""
    assert waiting_in(page) == []


def test_lines_keyed_in_from_paper_outlive_line_and_browser_on_what_they_were_typed_on(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    machine = desk()
    one = machine.open()
    page = one.sign_in("b1")
    url = address(people, "/keying")
    one.go(url)
    page.fill(f"[name=x{rows.hoa}]", "Nhận xét CANARY")
    page.select_option(f"[name=d{rows.binh}]", "keep")
    is_kept(page)
    two = desk().open()
    other = two.sign_in("b1")
    two.go(url)
    other.fill(f"[name=x{rows.hoa}]", "Của người khác")
    other.get_by_role("button", name="Lưu tất cả").click()
    expect(other.locator("#messages")).to_contain_text("Đã lưu 1 dòng")
    one.context.set_offline(True)
    before = waiting_in(page)
    page.fill(f"[name=x{rows.young}]", "Viết lúc mất mạng")
    is_kept(page, before)
    page.get_by_role("button", name="Lưu tất cả").click()
    expect(page.locator("#messages")).to_contain_text("Chưa biết đã lưu hay chưa")
    assert page.input_value(f"[name=x{rows.hoa}]") == "Nhận xét CANARY", "the page is still there"
    assert "CANARY" not in "".join(kept_in(page))
    machine.kill()
    one = machine.open()
    one.expected.append("409")
    page = one.sign_in("b1")
    one.go(url)
    expect(page.locator("main form .notice")).to_contain_text("chưa lưu")
    assert page.input_value(f"[name=x{rows.hoa}]") == "Nhận xét CANARY"
    assert page.input_value(f"[name=x{rows.young}]") == "Viết lúc mất mạng"
    page.get_by_role("button", name="Lưu tất cả").click()
    told = page.locator(f"#line-{rows.hoa}")
    expect(told, "not over the other's").to_contain_text(
        "đang lưu “Của người khác”, tôi nhập “Nhận xét CANARY”"
    )
    told.get_by_text("Lưu nội dung của tôi").click()
    page.get_by_role("button", name="Lưu tất cả").click()
    expect(page.locator("#messages")).to_contain_text("Đã lưu 1 dòng")
    assert (stored(rows.hoa), stored(rows.young)) == ("Nhận xét CANARY", "Viết lúc mất mạng")
    page.wait_for_timeout(300)
    assert waiting_in(page) == []


def test_lines_of_a_file_that_are_refused_are_not_hidden_by_words_typed_before(
    visitor: Callable[[], Visitor], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = visitor()
    one.expected.append("422")
    one.sign_in("b1")
    page = one.go(address(people, "/keying"))
    page.fill(f"[name=x{rows.hoa}]", "Gõ trước khi tải tệp")
    is_kept(page)
    with page.expect_download() as sent:
        page.get_by_role("button", name="Tải tệp Excel").click()
    book = load_workbook(BytesIO(sent.value.path().read_bytes()))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    (who,) = [cell for cell in cells if cell.value == "Mây Thị Hoa"]
    (head,) = [cell for cell in cells if cell.value == "Nhận xét"]
    book.worksheets[0].cell(who.row, head.column).value = "Lời trong tệp"
    data = BytesIO()
    book.save(data)
    page.on("dialog", lambda dialog: dialog.accept())
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.set_input_files("[name=file]", {"name": "a.xlsx", "mimeType": kind, "buffer": data.getvalue()})
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("main")).to_contain_text("Xem trước tệp Excel")
    assert page.input_value(f"[name=x{rows.hoa}]") == "Lời trong tệp"
    page.select_option(f"[name=d{rows.alone}]", "remove")
    page.get_by_role("button", name="Lưu tất cả").click()
    expect(page.locator("main")).to_contain_text("chưa lưu, được đánh dấu bên dưới")
    page.wait_for_timeout(500)
    assert page.input_value(f"[name=x{rows.hoa}]") == stored(rows.hoa) == "Lời trong tệp"
    assert page.input_value(f"[name=d{rows.alone}]") == "remove"


def test_what_was_typed_on_one_machine_is_offered_on_another(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    first, second = desk(), desk()
    url = f"/branches/{people.first}/people/new"
    one = first.open()
    page = one.sign_in("b1")
    one.go(url)
    page.fill("[name=full_name]", "Mây Thị CANARY")
    with page.expect_request("**/drafts"):
        page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    first.close()
    two = second.open()
    page = two.sign_in("b1")
    two.go(url)
    expect(page.locator("#draft-offer")).to_contain_text("Đồng chí có nội dung chưa lưu lúc")
    page.click("#draft-offer a")
    assert page.input_value("[name=full_name]") == "Mây Thị CANARY"
