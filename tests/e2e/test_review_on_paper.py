"""A meeting on paper: the form is printed and filled by hand, then keyed in and saved with one press."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from phohoa.domain.reviews import ReviewDecision
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Branch, PartyMember, ReviewLine

from .. import factories
from ..documents.reading import pages
from .conftest import Visitor
from .journey import press_this
from .rows import SINCE, people_of_first, read, this_month

Open = Callable[..., Visitor]
YEAR, MONTH, _TODAY = this_month()


@pytest.fixture
def rows(people: SimpleNamespace) -> SimpleNamespace:
    """Twelve people of the first branch."""
    rows = people_of_first(people)
    with factories.writing():
        branch, helper = db.session.get(Branch, people.first), db.session.get(PartyMember, rows.helper)
        assert branch is not None
        rows.more = [
            factories.run(
                branch, f"Mưa Thị Rào {n}", Stage.SYMPATHISER, helper=helper, sympathiser_on=SINCE
            ).id
            for n in range(7)
        ]
    return rows


def address(people: SimpleNamespace, more: str = "") -> str:
    return f"/branches/{people.first}/reviews/{YEAR}/{MONTH}{more}"


def line_of(run_id: int) -> ReviewLine | None:
    found: list[ReviewLine] = read(select(ReviewLine).where(ReviewLine.run_id == run_id))
    return found[0] if found else None


def choose_by_key(page: Page, field: str, digit: str) -> None:
    """Go to a list and press the number that stands before the choice."""
    page.locator(f"[name={field}]").focus()
    page.keyboard.press(digit)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_printed_form_to_twelve_saved_lines_and_a_conflict(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace, javascript: bool
) -> None:
    one = visitor(javascript=javascript)
    one.expected += ["409", "422"]
    one.sign_in("b1")
    page = one.go(address(people))
    href = page.get_by_role("link", name="In phiếu").get_attribute("href") or ""
    form = one.context.request.get(one.url + href)
    assert form.headers["content-type"] == "application/pdf"
    printed = [line.words.strip() for lines in pages(form.body()) for line in lines]
    assert any("(12 người)" in words for words in printed)

    page = one.go(address(people, "/keying"))
    numbers = page.locator("tbody tr td.stt").all_inner_texts()
    assert numbers == [str(n) for n in range(1, 13)]
    names = [name.split("\n")[0].strip() for name in page.locator("tbody th").all_inner_texts()]
    on_paper = [words for words in printed if words in names]
    assert sorted(on_paper) == sorted(names)

    late = visitor(javascript=javascript)
    late.expected += ["409"]
    late.sign_in("b1")
    late.go(address(people, "/keying"))

    for run_id in rows.more:
        choose_by_key(page, f"d{run_id}", "1")
    choose_by_key(page, f"d{rows.hoa}", "4")
    choose_by_key(page, f"d{rows.young}", "2")
    choose_by_key(page, f"h{rows.young}", "1")
    choose_by_key(page, f"d{rows.alone}", "3")
    for run_id in (rows.binh, rows.second):
        choose_by_key(page, f"d{run_id}", "1")
    page.locator(f"[name=x{rows.hoa}]").fill("Gương mẫu")
    page.keyboard.press("Tab")
    press_this(page, page.get_by_role("button", name="Lưu tất cả"))
    assert "Đã lưu 11 dòng; còn 1 dòng chưa lưu" in page.locator("main").inner_text()
    assert page.locator(f"[name=d{rows.alone}]").input_value() == "remove", "what was typed stays"
    overhang = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for width in (1280, 1024, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(overhang) <= 0, f"the page moves sideways at {width}"
    page.set_viewport_size({"width": 1280, "height": 900})
    choose_by_key(page, f"c{rows.alone}", "2")
    page.locator(f"[name=t{rows.alone}]").fill("Nhiều tháng không tham gia sinh hoạt")
    press_this(page, page.get_by_role("button", name="Lưu tất cả"))
    assert "Đã lưu 1 dòng" in page.locator("#messages").inner_text()
    taken = line_of(rows.alone)
    assert taken is not None
    assert (taken.decision, taken.reason_code) == (ReviewDecision.REMOVE, "no_longer_striving")

    other = late.page
    other.locator(f"[name=x{rows.hoa}]").fill("Nhận xét từ máy khác")
    press_this(other, other.get_by_role("button", name="Lưu tất cả"))
    told = other.locator(f"#line-{rows.hoa}").inner_text()
    assert "đang lưu “Gương mẫu”, tôi nhập “Nhận xét từ máy khác”" in told
    first = line_of(rows.hoa)
    assert first is not None
    assert first.remark == "Gương mẫu"
    assert len(read(select(ReviewLine.id))) == 12
    other.locator(f"#line-{rows.hoa}").get_by_text("Lưu nội dung của tôi").click()
    press_this(other, other.get_by_role("button", name="Lưu tất cả"))
    last = line_of(rows.hoa)
    assert last is not None
    assert last.remark == "Nhận xét từ máy khác"


def test_the_page_can_be_used_by_everybody(
    visitor: Open, people: SimpleNamespace, rows: SimpleNamespace, accessible: Callable[[Page], None]
) -> None:
    for width in (1280, 390):
        one = visitor(width=width)
        one.sign_in("b1")
        accessible(one.go(address(people, "/keying")))
        accessible(one.go(address(people, "/papers")))
