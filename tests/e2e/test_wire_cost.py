"""What the monthly review costs on the wire, as Chromium sends and gets it: a line, and a whole month."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Branch, PartyMember

from .. import factories
from .conftest import Visitor
from .rows import SINCE, people_of_first, this_month
from .test_review import fill_meeting
from .wire import Relay, wire_of

Open = Callable[..., Visitor]
YEAR, MONTH, TODAY = this_month()
KB = 1024
#: Of a month on a browser that has done one before.
LATER_MONTH = 48 * KB
#: Of the first month ever on a browser: style sheet, scripts and what reading without a line needs included.
FIRST_MONTH = 78 * KB
#: As much as a branch usually says of somebody.
REMARK = "Tích cực với phong trào của tổ dân phố, được bà con tín nhiệm, gia đình gương mẫu"


def test_a_line_costs_at_most_a_kilobyte_each_way(visitor: Open, people: SimpleNamespace) -> None:
    rows = people_of_first(people)
    one = visitor()
    one.sign_in("b1")
    page = one.go(f"/branches/{people.first}/reviews/{YEAR}/{MONTH}")
    line, mark = f"#line-{rows.hoa}", page.locator(f"#mark-{rows.hoa}")
    with wire_of(one.context, page) as wire:
        page.locator(f"{line} label[for$='-keep']").click()
        expect(mark).to_contain_text("đã lưu")
        page.locator(f"{line} [name=rating]").select_option("good")
        expect(mark.locator("[name=version]")).to_have_value("2")
        page.locator(f"{line} [name=remark]").fill(REMARK)
        page.locator(f"{line} [name=remark]").blur()
        expect(mark.locator("[name=version]")).to_have_value("3")
        one.settled()
        page.wait_for_timeout(100)
    saves = [asked for asked in wire.asked.values() if asked.method == "POST"]
    assert len(saves) == 3
    for asked in saves:
        assert 0 < asked.up <= KB, f"{asked.up} bytes up"
        assert 0 < asked.down <= KB, f"{asked.down} bytes down"
    page.reload()
    assert page.input_value(f"{line} [name=remark]") == REMARK


def twelve(people: SimpleNamespace) -> SimpleNamespace:
    """A branch with twelve people to be reviewed, five of whom the other journeys know."""
    rows = people_of_first(people)
    with factories.writing():
        branch = db.session.get(Branch, people.first)
        helper = db.session.get(PartyMember, rows.helper)
        more = [
            factories.run(
                branch, f"Mưa Thị Rào {number}", Stage.SYMPATHISER, helper=helper, sympathiser_on=SINCE
            ).id
            for number in range(7)
        ]
    rows.all = (rows.hoa, rows.binh, rows.alone, rows.young, rows.second, *more)
    return rows


def a_month(one: Visitor, people: SimpleNamespace, rows: SimpleNamespace) -> None:
    """From the sign-in page through every line, each with its decision and a remark, to the closed page."""
    page = one.sign_in("b1")
    one.go(f"/branches/{people.first}/reviews/{YEAR}/{MONTH}")
    fill_meeting(page)
    page.locator("#form-head [name=votes_against]").blur()
    expect(page.locator("#mark-head")).to_contain_text("đã lưu")
    for number, run_id in enumerate(rows.all):
        line = f"#line-{run_id}"
        decision = {rows.hoa: "propose_class", rows.young: "add"}.get(run_id, "keep")
        page.locator(f"{line} label[for$='-{decision}']").click()
        if decision == "add":
            page.locator(f"{line} [name=helper_id]").select_option(str(rows.other))
        page.locator(f"{line} [name=remark]").fill(f"Tích cực với phong trào, nhận xét {number}")
        page.locator(f"{line} [name=remark]").blur()
        expect(page.locator(f"#mark-{run_id}")).to_have_attribute("data-state", "saved")
        one.settled()
    page.click("main a.primary")
    page.wait_for_url("**/conclude")
    page.click("main button.primary")
    page.wait_for_url(f"**/reviews/{YEAR}/{MONTH}")
    page.wait_for_load_state("networkidle")
    assert "Đã chốt" in page.locator("#messages").inner_text()


@pytest.fixture
def relay(server: str) -> Iterator[Relay]:
    """A relay in front of the server that counts what travels."""
    counting = Relay(int(server.rpartition(":")[2]))
    yield counting
    counting.close()


def test_a_months_review_of_twelve_people_costs_at_most_sixty_kilobytes(
    visitor: Open, people: SimpleNamespace, relay: Relay
) -> None:
    """On a browser that has done it before and signed out since: every month but the first."""
    rows = twelve(people)
    one = visitor()
    one.url = relay.url
    one.sign_in("b1")
    one.go(f"/branches/{people.first}/reviews/{YEAR}/{MONTH}")
    one.page.wait_for_load_state("networkidle")
    one.page.wait_for_function("() => caches.open('shell').then(s => s.keys()).then(k => k.length > 4)")
    one.page.locator("header details.who > summary").click()
    one.page.locator(".menu form button").click()
    one.page.wait_for_url("**/sign-in**")
    relay.reset()
    a_month(one, people, rows)
    assert relay.up > 13 * 400, "every line really travelled"
    assert relay.total <= LATER_MONTH, f"{relay.up} bytes up, {relay.down} bytes down"


def test_the_very_first_month_costs_the_files_on_top(
    visitor: Open, people: SimpleNamespace, relay: Relay
) -> None:
    """With nothing kept: the files are half of it."""
    rows = twelve(people)
    one = visitor()
    one.url = relay.url
    a_month(one, people, rows)
    assert relay.total <= FIRST_MONTH, f"{relay.up} bytes up, {relay.down} bytes down"
