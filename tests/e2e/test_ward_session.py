"""The committee's session in a browser: the office decides and concludes, the branch reads the outcome."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

from playwright.sync_api import Page, expect

from phohoa.domain.proposals import ProposalKind
from phohoa.domain.reviews import ReviewState
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Review
from phohoa.services import clock

from .. import factories
from ..services.people_at_work import equip
from ..session_world import TODAY, proposal, raise_proposal, set_members, stage_of
from .conftest import Calendar, Visitor

Open = Callable[..., Visitor]


def decide_in_sheet(page: Page, name: str, outcome: str, reason: str = "") -> None:
    """Open the row's sheet, put the decision down; the sheet closes and the row says it."""
    page.locator("tr", has_text=name).get_by_role("link", name=f"Quyết định: {name}").click()
    sheet = page.locator("#panel .sheet")
    sheet.get_by_label(outcome, exact=True).check()
    if reason:
        sheet.locator("[name=reason]").fill(reason)
    if sheet.locator("[name=in_favour]").count():
        sheet.locator("[name=in_favour]").fill("13")
        sheet.locator("[name=against]").fill("1")
    sheet.get_by_role("button", name="Ghi quyết định").click()
    expect(page.locator("#panel .sheet")).to_have_count(0)
    expect(page.locator("tr", has_text=name)).to_contain_text(outcome)


def test_a_session_from_the_table_to_what_the_branch_reads(
    visitor: Open, people: SimpleNamespace, calendar: Calendar, accessible: Callable[[Page], None]
) -> None:
    with clock.pretend(factories.at(TODAY)):
        ward = equip(people)
        set_members()
        with factories.writing():
            held = {"state": ReviewState.SUBMITTED, "meeting_on": date(2026, 3, 4)}
            db.session.add(Review(branch_id=ward.first, year=2026, month=3, **held))
        start = raise_proposal(ward, ProposalKind.START, "Mây Thị Hoa")
        back = raise_proposal(ward, ProposalKind.CLASS, "Gió Văn Lành")
        added = raise_proposal(ward, ProposalKind.ADD, "Núi Thị Cao")
        run_id = proposal(back).run_id
    db.session.rollback()
    calendar.set(date(2026, 3, 27), 14)

    office = visitor()
    office.sign_in("office")
    page = office.go("/sessions")
    page.fill("main [name=day]", "25/3/2026")
    page.get_by_role("button", name="Thêm và mở phiên").click()
    page.wait_for_url("**/sessions/*")
    here = page.url
    page.get_by_role("link", name="Thông tin phiên họp").click()
    page.fill("[name=chair]", "Núi Văn Chủ")
    page.fill("[name=secretary]", "Sông Thị Ký")
    page.fill("[name=present]", "14")
    page.fill("[name=conclusion_number]", "12-KL/ĐU")
    page.click("main button.primary")
    page.wait_for_url(here)
    accessible(page)
    decide_in_sheet(page, "Mây Thị Hoa", "Đồng ý")
    decide_in_sheet(page, "Gió Văn Lành", "Trả lại", "Bổ sung nhận xét của Đoàn")
    page.get_by_label("Chọn: Núi Thị Cao").check()
    page.get_by_role("button", name="Ghi quyết định").click()
    expect(page.locator("#messages")).to_contain_text("cho 1 đề nghị")

    branch = visitor()
    branch.sign_in("b1")
    theirs = branch.go(f"/runs/{run_id}")
    expect(theirs.locator("main")).to_contain_text("chờ Đảng ủy xem xét")
    assert "Bổ sung nhận xét của Đoàn" not in theirs.content(), "a draft is nobody's but the session's"
    board = branch.go(f"/branches/{ward.first}/board")
    expect(board.locator(".card", has_text="Mây Thị Hoa")).to_contain_text("chờ Đảng ủy")

    page.get_by_role("link", name="Kết luận phiên").click()
    expect(page.locator("main")).to_contain_text("Chuyển sang bước lập hồ sơ")
    accessible(page)
    page.set_default_timeout(40_000)
    page.click("main button.primary")
    page.wait_for_url(here)
    expect(page.locator("main")).to_contain_text("Văn bản của phiên")
    pdf = office.context.request.get(here + "/papers/minutes.pdf").body()
    assert pdf.startswith(b"%PDF")
    assert stage_of(start) is Stage.DOSSIER
    assert stage_of(back) is Stage.SYMPATHISER
    assert stage_of(added) is Stage.SYMPATHISER
    db.session.rollback()

    theirs = branch.go("/")
    expect(theirs.locator("main")).to_contain_text("Đảng ủy đã xem xét 3 đề nghị")
    theirs.get_by_role("link", name="Xem kết quả").click()
    expect(theirs.locator("#committee")).to_contain_text("Bổ sung nhận xét của Đoàn")
    accessible(theirs)
    theirs.get_by_role("button", name="Đã xem").click()
    expect(theirs.locator("#messages")).to_contain_text("Đã ghi nhận")
    assert "Đảng ủy đã xem xét" not in branch.go("/").locator("main").inner_text()
