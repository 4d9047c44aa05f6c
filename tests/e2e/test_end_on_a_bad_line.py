"""The press that ends a review or a session while the line fails: the page says so, and it is done once."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from phohoa.domain.proposals import ProposalKind, SessionState
from phohoa.domain.reviews import ReviewState
from phohoa.extensions import db
from phohoa.models import Review, SessionRecord
from phohoa.services import clock

from .. import factories
from ..faults.proxy import last_of_its_connection, read_request
from ..services.people_at_work import equip
from ..session_world import TODAY as MEETING_DAY
from ..session_world import proposal, raise_proposal, set_members
from .conftest import Calendar, Visitor
from .rows import events_of, people_of_first, read, this_month
from .test_ward_session import decide_in_sheet

YEAR, MONTH, TODAY = this_month()
#: Ending draws the minutes.
SLOW = 40_000
UNSURE = "Chưa biết đã lưu hay chưa. Đồng chí bấm lại, không bị ghi hai lần."


class Cutter:
    """A line that loses the answers to some presses: the server has done the work, or never heard of it."""

    def __init__(self, server_port: int) -> None:
        self._to = server_port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        #: How the answers to a POST at this address fare: "unheard", "lost", "head" (half a head), "whole".
        self.fate, self.at = "whole", "/conclude"
        self.pressed: list[str] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                here, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(here,), daemon=True).start()

    def _serve(self, here: socket.socket) -> None:
        with here, suppress(OSError):
            here.settimeout(60)
            request = read_request(here)
            if request is None:
                return
            head, body = request
            method, path, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
            fate = "whole"
            if method == "POST" and path.endswith(self.at):
                fate = self.fate
                self.pressed.append(fate)
            if fate == "unheard":
                return
            with socket.create_connection(("127.0.0.1", self._to), 60) as there:
                there.sendall(last_of_its_connection(head) + b"\r\n\r\n" + body)
                answer = b""
                while got := there.recv(65536):
                    answer += got
            if fate == "lost":
                return
            if fate == "head":
                # Chromium takes what arrived for the whole: a status without the address to go to.
                answer = answer[: answer.index(b"\r\n") + 2]
            here.sendall(answer)
            here.shutdown(socket.SHUT_WR)


@pytest.fixture
def line(server: str) -> Iterator[Cutter]:
    made = Cutter(int(server.rsplit(":", 1)[1]))
    yield made
    made.close()


@pytest.fixture
def at(browser: Browser, line: Cutter) -> Iterator[Callable[..., Visitor]]:
    """at("b1") is somebody signed in at the other end of the line."""
    made: list[Visitor] = []

    def make(who: str, *, javascript: bool = True) -> Visitor:
        context = browser.new_context(java_script_enabled=javascript, locale="vi-VN")
        page = context.new_page()
        page.set_default_timeout(40_000)
        one = Visitor(page, context, line.url)
        page.on("pageerror", lambda e: one.faults.append(str(e)))
        made.append(one)
        one.sign_in(who)
        return one

    yield make
    for one in made:
        one.context.close()
        assert not one.faults


@pytest.fixture
def rows(people: SimpleNamespace) -> SimpleNamespace:
    return people_of_first(people)


def address(people: SimpleNamespace, more: str = "") -> str:
    return f"/branches/{people.first}/reviews/{YEAR}/{MONTH}{more}"


def ready_to_end(one: Visitor, people: SimpleNamespace, rows: SimpleNamespace) -> Page:
    """A meeting with one decision and everybody else kept, on the page that ends it."""
    page = one.go(address(people))
    page.fill("#form-head [name=meeting_on]", TODAY)
    page.fill("#form-head [name=chair]", "Sông Văn Bến")
    page.fill("#form-head [name=secretary]", "Núi Minh Đồi")
    for name, count in (("members_official", "2"), ("present_official", "2"), ("votes_for", "2")):
        page.fill(f"#form-head [name={name}]", count)
    page.locator("#form-head [name=votes_for]").blur()
    expect(page.locator("#mark-head")).to_contain_text("đã lưu")
    page.locator(f"#line-{rows.hoa} label[for$='-propose_class']").click()
    expect(page.locator(f"#mark-{rows.hoa}")).to_contain_text("đã lưu")
    one.settled()
    page = one.go(address(people, "/conclude"))
    page.click("form[action$='keep-others'] button")
    expect(page.locator("main button.primary")).to_have_text("Chốt, lập biên bản và gửi Văn phòng")
    return page


def ended_once(people: SimpleNamespace, rows: SimpleNamespace) -> None:
    (review,) = read(select(Review).where(Review.branch_id == people.first))
    assert review.state is ReviewState.SUBMITTED
    assert review.document_id is not None
    assert events_of(rows.hoa).count("propose_class") == 1


def says_it_is_ended(page: Page, words: str) -> None:
    expect(page.locator("h1")).to_have_text(f"Kỳ xét tháng {MONTH:02d}/{YEAR}", timeout=SLOW)
    expect(page.locator("#messages")).to_contain_text(words)
    expect(page.locator("main")).to_contain_text("Đã gửi")
    expect(page.get_by_role("link", name="Biên bản (PDF)")).to_be_visible()
    expect(page.get_by_role("button", name="Chốt")).to_have_count(0)


@pytest.mark.parametrize("fate", ["unheard", "lost", "head"])
@pytest.mark.parametrize("then", ["press", "reload", "back"])
def test_a_review_whose_end_was_cut_off_is_ended_once_and_says_so(
    at: Callable[..., Visitor],
    line: Cutter,
    people: SimpleNamespace,
    rows: SimpleNamespace,
    fate: str,
    then: str,
) -> None:
    one = at("b1")
    page = ready_to_end(one, people, rows)
    line.fate = fate
    page.click("main button.primary")
    expect(page.locator("#messages")).to_contain_text(UNSURE, timeout=SLOW)
    expect(page.locator("h1")).to_contain_text("Kết luận kỳ xét")
    line.fate = "whole"
    if then == "reload":
        page.reload()
    elif then == "back":
        page.goto(one.url + "/help")
        page.go_back()
    if then == "press" or fate == "unheard":
        expect(page.locator("h1")).to_contain_text("Kết luận kỳ xét")
        page.click("main button.primary")
        says_it_is_ended(page, "Đã chốt kỳ xét, gửi Văn phòng Đảng ủy và lập biên bản.")
    else:
        says_it_is_ended(page, "Kỳ xét này đã chốt rồi, đồng chí không phải chốt lại.")
    ended_once(people, rows)


def test_five_presses_while_answers_are_lost_end_a_review_once(
    at: Callable[..., Visitor], line: Cutter, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    page = ready_to_end(at("b1"), people, rows)
    line.fate = "lost"
    for _ in range(2):
        page.locator("main button.primary").evaluate(
            "button => { for (let n = 5; n; n -= 1) button.click(); }"
        )
        expect(page.locator("#messages")).to_contain_text(UNSURE, timeout=SLOW)
        page.evaluate("document.querySelector('#messages').textContent = ''")
    line.fate = "whole"
    page.click("main button.primary")
    says_it_is_ended(page, "Đã chốt kỳ xét")
    assert line.pressed == ["lost", "lost", "whole"], "a press on its way is not sent again beside itself"
    ended_once(people, rows)


def test_a_page_that_was_left_open_is_told_that_the_review_is_ended(
    at: Callable[..., Visitor], line: Cutter, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = at("b1")
    page = ready_to_end(one, people, rows)
    other = one.context.new_page()
    other.goto(one.url + address(people, "/conclude"))
    page.click("main button.primary")
    says_it_is_ended(page, "Đã chốt kỳ xét")
    other.click("main button.primary")
    says_it_is_ended(other, "Kỳ xét này đã chốt từ trước; lần bấm vừa rồi không ghi thêm gì.")
    ended_once(people, rows)


def test_a_session_whose_end_was_cut_off_is_ended_once_and_says_so(
    at: Callable[..., Visitor], line: Cutter, people: SimpleNamespace, calendar: Calendar
) -> None:
    with clock.pretend(factories.at(MEETING_DAY)):
        ward = equip(people)
        set_members()
        with factories.writing():
            held = {"state": ReviewState.SUBMITTED, "meeting_on": date(2026, 3, 4)}
            db.session.add(Review(branch_id=ward.first, year=2026, month=3, **held))
        run_id = proposal(raise_proposal(ward, ProposalKind.START, "Mây Thị Hoa")).run_id
    db.session.rollback()
    calendar.set(date(2026, 3, 27), 14)
    one = at("office")
    page = one.go("/sessions")
    page.fill("main [name=day]", "25/3/2026")
    page.get_by_role("button", name="Thêm và mở phiên").click()
    page.wait_for_url("**/sessions/*")
    here = page.url
    page.get_by_role("link", name="Thông tin phiên họp").click()
    for name, text in (("chair", "Núi Văn Chủ"), ("secretary", "Sông Thị Ký"), ("present", "14")):
        page.fill(f"[name={name}]", text)
    page.fill("[name=conclusion_number]", "12-KL/ĐU")
    page.click("main button.primary")
    page.wait_for_url(here)
    decide_in_sheet(page, "Mây Thị Hoa", "Đồng ý")
    page.get_by_role("link", name="Kết luận phiên").click()
    left_open = one.context.new_page()
    left_open.goto(page.url)
    line.fate = "lost"
    page.click("main button.primary")
    expect(page.locator("#messages")).to_contain_text(UNSURE, timeout=SLOW)
    line.fate = "whole"
    page.click("main button.primary")
    page.wait_for_url(here, timeout=SLOW)
    expect(page.locator("#messages")).to_contain_text("Đã kết luận phiên họp: 1 đề nghị có kết quả")
    expect(page.locator("main")).to_contain_text("Văn bản của phiên")
    page.go_back()
    expect(page.locator("#messages")).to_contain_text("Phiên họp này đã kết luận rồi")
    left_open.click("main button.primary")
    expect(left_open.locator("#messages")).to_contain_text(
        "Phiên họp này đã kết luận từ trước; lần bấm vừa rồi không ghi thêm gì.", timeout=SLOW
    )
    assert read(select(SessionRecord.state)) == [SessionState.CONCLUDED]
    assert run_id is not None
    assert len(events_of(run_id)) == len(set(events_of(run_id))), "each move was made once"


@pytest.mark.parametrize("then", ["reload", "back"])
def test_without_scripts_the_way_back_tells_and_ends_nothing_twice(
    at: Callable[..., Visitor], line: Cutter, people: SimpleNamespace, rows: SimpleNamespace, then: str
) -> None:
    ready_to_end(at("b1"), people, rows)
    one = at("b1", javascript=False)
    page = one.go(address(people, "/conclude"))
    line.fate = "lost"
    with suppress(Exception):
        page.click("main button.primary")
    page.wait_for_timeout(1000)
    assert page.locator("main button.primary").count() == 0, "the browser's own page"
    line.fate = "whole"
    if then == "reload":
        page.reload()
        said = "Đã chốt kỳ xét"
    else:
        page.go_back()
        page.goto(one.url + address(people, "/conclude"))
        said = "Kỳ xét này đã chốt rồi"
    says_it_is_ended(page, said)
    ended_once(people, rows)
