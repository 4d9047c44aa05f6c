"""The board in a browser: introducing, moving by mouse and by keys, reasons, undo, filter, two windows."""

import unicodedata
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Dialog, Locator, Page, Route, expect
from sqlalchemy import select

from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Branch, Person

from .. import factories
from .conftest import Visitor
from .rows import SINCE, end_sessions_of, events_of, people_of_first, read, stage_of, this_month

Open = Callable[..., Visitor]
TODAY = this_month()[2]


@pytest.fixture
def rows(people: SimpleNamespace) -> SimpleNamespace:
    return people_of_first(people)


def board(people: SimpleNamespace) -> str:
    return f"/branches/{people.first}/board"


def card(page: Page, run_id: int) -> Locator:
    return page.locator(f"#card-{run_id}")


def column(page: Page, name: str) -> Locator:
    return page.locator(f"#in-{name}")


def fill_move(page: Page, where: str = "#panel") -> None:
    page.fill(f"{where} [name=happened_on]", TODAY)
    page.fill(f"{where} [name=basis_number]", "12-NQ/CB")


def open_move(page: Page, run_id: int, words: str) -> None:
    """By mouse: the card's button, then the move in the sheet."""
    card(page, run_id).locator("[data-move]").click()
    page.locator("#panel a.btn", has_text=words).click()
    page.wait_for_selector("#panel form")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_person_is_moved_by_the_side_sheet(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace, width: int
) -> None:
    one = visitor(width=width)
    one.sign_in("b1")
    page = one.go(board(people))
    assert page.locator("nav.nav [aria-current=page]").inner_text() == "Bảng theo dõi"
    assert column(page, "sympathiser").locator(".card").count() == 3
    open_move(page, rows.hoa, "Đề nghị học lớp")
    fill_move(page)
    page.click("#panel button.primary")
    expect(column(page, "training").locator(".card h3")).to_contain_text("Mây Thị Hoa")
    expect(page.locator("#n-sympathiser")).to_have_text("2")
    expect(page.locator("#n-training")).to_have_text("1")
    expect(page.locator("#panel > *")).to_have_count(0)
    assert stage_of(rows.hoa) is Stage.CLASS_PROPOSED
    page.click("#messages button")
    expect(column(page, "sympathiser")).to_contain_text("Mây Thị Hoa")
    expect(page.locator("#messages")).to_contain_text("Đã hoàn tác")
    assert stage_of(rows.hoa) is Stage.SYMPATHISER


def test_a_person_is_moved_by_the_keyboard_alone(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = visitor()
    one.sign_in("b1")
    page = one.go(board(people))
    page.locator("#in-source .card a").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == f"card-{rows.hoa}"
    page.keyboard.press("m")
    page.wait_for_selector("#panel .sheet")
    assert page.evaluate("document.querySelector('#panel').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(page.locator("#panel > *")).to_have_count(0)
    assert page.evaluate("document.activeElement.closest('.card').id") == f"card-{rows.hoa}"
    page.keyboard.press("M")
    page.wait_for_selector("#panel .sheet")
    page.locator("#panel a.btn", has_text="Đề nghị học lớp").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel form")
    page.locator("#panel [name=happened_on]").focus()
    page.keyboard.type(TODAY)
    page.keyboard.press("Tab")
    page.keyboard.type("12-NQ/CB")
    page.keyboard.press("Enter")
    expect(column(page, "training")).to_contain_text("Mây Thị Hoa")
    assert stage_of(rows.hoa) is Stage.CLASS_PROPOSED
    page.locator("#in-source .card a").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/runs/*")


def test_a_closed_move_says_why_with_its_citation(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = visitor()
    one.sign_in("b1")
    page = one.go(board(people))
    card(page, rows.alone).locator("[data-move]").click()
    closed = page.locator("#panel li.closed", has_text="Đề nghị học lớp")
    expect(closed).to_contain_text("Chưa phân công đảng viên chính thức giúp đỡ")
    expect(closed).to_contain_text("HD ")
    assert closed.locator("a:not([href^='/rules'])").count() == 0, "nothing leads to the form of the move"
    closed.locator("a[href^='/rules']").first.click()
    page.wait_for_url("**/rules?**")
    target = page.locator(":target")
    expect(target).to_contain_text("giúp đỡ")


def test_a_warning_asks_for_a_reason_in_writing(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    with factories.writing():
        branch = db.session.get(Branch, people.first)
        assert branch is not None
        run_id = factories.run(
            branch,
            "Biển Thị Lan",
            Stage.CLASS_DONE,
            sympathiser_on=SINCE,
            class_proposed_on=SINCE,
            certificate_on=SINCE,
            certificate_number="11/GCN",
        ).id
    one = visitor()
    one.expected.append("422")
    one.sign_in("b1")
    page = one.go(board(people))
    open_move(page, run_id, "Đề nghị cho làm thủ tục")
    fill_move(page)
    page.click("#panel button.primary")
    expect(page.locator("#panel .error").first).to_be_visible()
    assert stage_of(run_id) is Stage.CLASS_DONE
    assert page.input_value("#panel [name=basis_number]") == "12-NQ/CB", "what was typed stays"
    for answer in page.locator("#panel textarea[name^=answer-]").all():
        answer.fill("Chi bộ đã xem xét và thống nhất")
    page.click("#panel button.primary")
    expect(column(page, "dossier")).to_contain_text("Biển Thị Lan")
    assert stage_of(run_id) is Stage.START_PROPOSED


def test_five_presses_make_one_move(visitor: Open, people: SimpleNamespace, rows: SimpleNamespace) -> None:
    one = visitor()
    one.sign_in("b1")
    page = one.go(board(people))
    open_move(page, rows.hoa, "Đề nghị học lớp")
    fill_move(page)
    page.evaluate(
        "const button = document.querySelector('#panel button.primary');"
        "for (let press = 0; press < 5; press++) button.click();"
    )
    expect(column(page, "training")).to_contain_text("Mây Thị Hoa")
    one.settled()
    assert events_of(rows.hoa) == ["propose_class"]
    assert page.locator(f"#card-{rows.hoa}").count() == 1


def test_the_same_press_sent_twice_without_scripts_makes_one_move(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = visitor(javascript=False)
    one.sign_in("b1")
    page = one.go(f"/runs/{rows.hoa}/moves/propose_class")
    fill_move(page, "main")

    def twice(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.continue_()

    page.route("**/moves/propose_class", twice)
    page.click("main button.primary")
    assert "Mây Thị Hoa" in column(page, "training").inner_text()
    assert events_of(rows.hoa) == ["propose_class"]


def test_the_same_move_by_plain_pages(visitor: Open, people: SimpleNamespace, rows: SimpleNamespace) -> None:
    one = visitor(javascript=False)
    one.expected.append("422")
    one.sign_in("b1")
    page = one.go(board(people))
    card(page, rows.hoa).locator("[data-move]").click()
    page.locator("main a.btn", has_text="Đề nghị học lớp").click()
    page.click("main button.primary")
    assert page.locator("main .error").count() >= 1, "an empty form says what is missing"
    fill_move(page, "main")
    page.click("main button.primary")
    assert board(people) in page.url
    assert "Mây Thị Hoa" in column(page, "training").inner_text()
    page.locator("button", has_text="Hoàn tác").click()
    assert "Mây Thị Hoa" in column(page, "sympathiser").inner_text()
    assert stage_of(rows.hoa) is Stage.SYMPATHISER


def test_two_windows_and_one_person(visitor: Open, people: SimpleNamespace, rows: SimpleNamespace) -> None:
    first, second = visitor(), visitor()
    second.expected.append("409")
    for one in (first, second):
        one.sign_in("b1")
        page = one.go(board(people))
        open_move(page, rows.hoa, "Đề nghị học lớp" if one is first else "Tạm dừng")
    second.page.fill("#panel [name=reason]", "Đi học xa một năm")
    second.page.fill("#panel [name=happened_on]", TODAY)
    second.page.locator("#panel [name=reason_code]").select_option("study")
    fill_move(first.page)
    first.page.click("#panel button.primary")
    expect(column(first.page, "training")).to_contain_text("Mây Thị Hoa")
    second.page.click("#panel button.primary")
    expect(second.page.locator("#panel [role=alert]")).to_contain_text("Đề nghị học lớp")
    assert second.page.input_value("#panel [name=reason]") == "Đi học xa một năm", "nothing typed is lost"
    assert stage_of(rows.hoa) is Stage.CLASS_PROPOSED


def test_a_record_edited_in_two_windows_shows_both_texts(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    first, second = visitor(), visitor()
    second.expected.append("409")
    for one, words in ((first, "Giáo viên"), (second, "Thợ mộc")):
        one.sign_in("b1")
        page = one.go(f"/runs/{rows.hoa}/edit")
        page.locator("main [name=main_group]").select_option("youth")
        page.fill("main [name=occupation]", words)
    first.page.click("main button.primary")
    first.page.wait_for_url(f"**/runs/{rows.hoa}")
    second.page.click("main button.primary")
    shown = second.page.locator("main")
    expect(shown).to_contain_text("đang lưu “Giáo viên”, đồng chí nhập “Thợ mộc”")
    assert second.page.input_value("main [name=occupation]") == "Thợ mộc"
    second.page.click("main button.primary")
    second.page.wait_for_url(f"**/runs/{rows.hoa}")
    assert "Thợ mộc" in second.page.locator("main").inner_text()


def test_the_filter_needs_no_accents_and_asks_nobody(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = visitor()
    one.sign_in("b1")
    page = one.go(board(people))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("[data-find]").press_sequentially("dao", delay=5)
    expect(card(page, rows.hoa)).to_be_hidden()
    expect(card(page, rows.alone)).to_be_visible()
    expect(page.locator("form output").first).to_have_text("1/5")
    page.fill("[data-find]", unicodedata.normalize("NFD", "Đào"))
    expect(card(page, rows.alone)).to_be_visible()
    expect(card(page, rows.binh)).to_be_hidden()
    page.fill("[data-find]", "")
    expect(card(page, rows.hoa)).to_be_visible()
    assert asked == [], "names stay off the line"


def introduce(page: Page, birth: str) -> None:
    page.fill("main [name=birth]", birth)
    page.locator("main [name=main_group]").select_option("youth")
    page.click("main button.primary")


def test_a_person_is_introduced_with_a_name_composed_key_by_key(
    visitor: Open, people: SimpleNamespace
) -> None:
    """As a Telex keyboard does it: a word is a composition that is replaced as it grows."""
    one = visitor()
    one.sign_in("b1")
    page = one.go(f"/branches/{people.first}/people/new")
    page.focus("main [name=full_name]")
    keys = one.context.new_cdp_session(page)
    for grown in (
        ("N", "Nu", "Nuí", "Núi"),
        (" T", " Th", " Thi", " Thị"),
        (" D", " Đ", " Đa", " Đà", " Đào"),
    ):
        for part in grown:
            keys.send(
                "Input.imeSetComposition",
                {"text": part, "selectionStart": len(part), "selectionEnd": len(part)},
            )
        keys.send("Input.insertText", {"text": grown[-1]})
    assert page.input_value("main [name=full_name]") == "Núi Thị Đào"
    introduce(page, "1999")
    page.wait_for_url("**/runs/*")
    assert page.locator("h1").inner_text() == "Núi Thị Đào"


def test_a_decomposed_name_is_stored_composed(visitor: Open, people: SimpleNamespace) -> None:
    one = visitor()
    one.sign_in("b1")
    page = one.go(f"/branches/{people.first}/people/new")
    page.fill("main [name=full_name]", unicodedata.normalize("NFD", "Sương Thị Thủy"))
    introduce(page, "12/3/1998")
    page.wait_for_url("**/runs/*")
    assert "Sương Thị Thủy" in read(select(Person.full_name))


def test_a_birth_date_in_the_future_is_refused_beside_the_field(
    visitor: Open, people: SimpleNamespace
) -> None:
    one = visitor()
    one.expected.append("422")
    one.sign_in("b1")
    page = one.go(f"/branches/{people.first}/people/new")
    page.fill("main [name=full_name]", "Mây Văn Mai")
    introduce(page, "01/01/2090")
    expect(page.locator("#birth-error")).to_be_visible()
    assert page.evaluate("document.activeElement.name") == "birth"
    assert page.input_value("main [name=full_name]") == "Mây Văn Mai"
    assert page.input_value("main [name=birth]") == "01/01/2090"


def test_words_typed_into_the_sheet_are_not_thrown_away_unasked(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = visitor()
    one.sign_in("b1")
    page = one.go(board(people))
    open_move(page, rows.hoa, "Đề nghị học lớp")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", stay)
    page.locator("#panel [name=basis_number]").press_sequentially("12")
    page.keyboard.press("Escape")
    assert "chưa lưu" in asked[0]
    assert page.input_value("#panel [name=basis_number]") == "12"


def test_an_answer_that_never_comes_is_said_plainly_and_pressing_again_is_safe(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = visitor()
    one.expected += ["ERR_", "Failed to fetch", "htmx:error"]
    one.sign_in("b1")
    page = one.go(board(people))
    open_move(page, rows.hoa, "Đề nghị học lớp")
    fill_move(page)

    def lose_the_answer(route: Route) -> None:
        route.fetch()  # it reaches the server and is carried out
        route.abort("connectionreset")

    page.route("**/_/runs/*/moves/propose_class", lose_the_answer, times=1)
    page.click("#panel button.primary")
    expect(page.locator("#messages")).to_contain_text(
        "Chưa biết đã lưu hay chưa. Đồng chí bấm lại, không bị ghi hai lần."
    )
    assert page.input_value("#panel [name=basis_number]") == "12-NQ/CB"
    page.click("#panel button.primary")
    expect(column(page, "training")).to_contain_text("Mây Thị Hoa")
    assert events_of(rows.hoa) == ["propose_class"]


def test_a_form_without_scripts_outlives_the_session(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = visitor(javascript=False)
    one.expected.append("401")
    one.sign_in("b1")
    page = one.go(f"/runs/{rows.hoa}/moves/propose_class")
    fill_move(page, "main")
    end_sessions_of("b1")
    page.click("main button.primary")
    assert "Nội dung đã nhập còn nguyên" in page.locator("main").inner_text()
    page.fill("input[name=username]", "b1")
    page.fill("input[name=password]", factories.PASSWORD)
    page.click("main form button.primary")
    page.locator("button", has_text="Gửi lại").click()
    assert events_of(rows.hoa) == ["propose_class"]
