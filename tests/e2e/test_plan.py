"""The year's plan in a browser: written, presented, signed with a key of one's own, and checked."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from playwright.sync_api import Dialog, Page, expect

from phohoa.documents.authority import make_demo_authority
from phohoa.services import clock

from .conftest import Visitor
from .journey import press_this
from .rows import PASSPHRASE, issued_plan, plan_for_signature

Open = Callable[..., Visitor]
YEAR = clock.today().year


def press(page: Page) -> None:
    """The one button of the page that is marked as its main one."""
    press_this(page, page.locator("main button.primary"))


def file_of(one: Visitor, document_id: int) -> bytes:
    return one.context.request.get(f"{one.url}/documents/{document_id}/file.pdf").body()


def test_the_office_writes_the_plan_and_presents_it(visitor: Open, people: SimpleNamespace) -> None:
    one = visitor()
    one.sign_in("office")
    page = one.go("/plans")
    page.fill("main [name=year]", str(YEAR))
    press(page)
    here = page.url
    assert "Dự thảo" in page.locator("ol.steps [aria-current]").inner_text()
    page.locator("ul.sections a", has_text="Mục đích").first.click()
    page.wait_for_url("**/sections/*")
    page.fill("textarea[name=body]", "- Mỗi chi bộ giúp đỡ một đồng chí quần chúng đến nơi đến chốn.")
    press(page)
    expect(page.locator("#messages")).to_contain_text("Đã lưu")
    page.goto(here)
    page.click("a >> text=Sửa phân bổ")
    page.fill(f"input[name=b{people.first}]", "3")
    press(page)
    page.wait_for_url(here)
    assert "kết nạp 04 đảng viên" in page.locator("main").inner_text()
    page.click("a >> text=Xem như bản in")
    page.wait_for_url("**/preview")
    paper = page.locator("article.paper").inner_text()
    assert "Mỗi chi bộ giúp đỡ một đồng chí quần chúng đến nơi đến chốn." in paper
    assert "DỰ THẢO" in paper
    draft = one.context.request.get(here + "/draft.pdf")
    assert draft.body().startswith(b"%PDF")
    page.goto(here)
    press(page)
    assert "Trình ký" in page.locator("ol.steps [aria-current]").inner_text()
    assert page.locator("a >> text=Sửa phân bổ").count() == 0, "nobody edits it now"


def test_a_plan_is_returned_with_a_reason(visitor: Open, people: SimpleNamespace) -> None:
    plan_id = plan_for_signature(people, approved=False)
    one = visitor()
    one.expected.append("422")
    one.sign_in("signatory")
    page = one.go(f"/plans/{plan_id}/return")
    press(page)
    assert page.evaluate("document.activeElement.name") == "reason", "a reason is asked for"
    page.fill("[name=reason]", "Đối chiếu lại căn cứ")
    press(page)
    office = visitor()
    office.sign_in("office")
    shown = office.go(f"/plans/{plan_id}").locator("main").inner_text()
    assert "Đối chiếu lại căn cứ" in shown


def test_the_signatory_signs_with_a_key_of_his_own(
    visitor: Open, people: SimpleNamespace, tmp_path: Path
) -> None:
    made = make_demo_authority(
        authority_name="Nơi cấp chứng thư Thử Nghiệm",
        signer_name="Thử Nghiệm",
        organisation="Phường Thử",
        passphrase=PASSPHRASE,
        now=clock.now(),
    )
    key, root, crl = tmp_path / "khoa.p12", tmp_path / "goc.cer", tmp_path / "thu-hoi.crl"
    key.write_bytes(made.p12)
    root.write_bytes(made.root_pem)
    crl.write_bytes(made.crl)
    office = visitor()
    office.sign_in("office")
    desk = office.go("/issuers")
    desk.set_input_files("main input[type=file]", root)
    press(desk)
    desk.click("main table a")
    desk.set_input_files("main input[type=file]", crl)
    press(desk)
    assert "còn hạn đến" in desk.locator("main table").inner_text()
    office.go("/plans")
    desk.fill("main [name=year]", str(YEAR))
    press(desk)
    press(desk)
    one = visitor()
    one.expected.append("422")
    one.sign_in("signatory")
    page = one.go("/keys")
    page.set_input_files("main input[type=file]", key)
    page.fill("main input[type=password]", PASSPHRASE)
    press(page)
    assert "Nơi cấp chứng thư Thử Nghiệm" in page.locator("main").inner_text()
    page.goto(desk.url)
    press(page)
    page.click("a >> text=Cấp số, ký số, phát hành")
    page.fill("main input[type=password]", "không phải mật khẩu này")
    press(page)
    assert page.evaluate("document.activeElement.name") == "passphrase"
    page.fill("main input[type=password]", PASSPHRASE)
    press(page)
    page.wait_for_url("**/documents/*")
    expect(page.locator("#messages")).to_contain_text("01-KH")
    signed = file_of(one, int(page.url.rsplit("/", 1)[1]))
    assert signed.startswith(b"%PDF")
    assert PASSPHRASE.encode() not in signed


def test_anybody_can_check_a_file(visitor: Open, people: SimpleNamespace, tmp_path: Path) -> None:
    document_id = issued_plan(people)
    one = visitor()
    one.expected.append("422")
    one.sign_in("auditor")
    signed = file_of(one, document_id)
    genuine, changed, other = tmp_path / "that.pdf", tmp_path / "sua.pdf", tmp_path / "thu.txt"
    genuine.write_bytes(signed)
    middle = len(signed) // 3
    changed.write_bytes(signed[:middle] + bytes([signed[middle] ^ 1]) + signed[middle + 1 :])
    other.write_text("không phải PDF")
    for path, words in ((genuine, "Văn bản thật"), (changed, "Đã bị thay đổi")):
        page = one.go("/documents/verify")
        page.set_input_files("main input[type=file]", path)
        press(page)
        assert words in page.locator(".verdict .word").inner_text()
    page = one.go("/documents/verify")
    page.set_input_files("main input[type=file]", other)
    press(page)
    assert "PDF" in page.locator("main").inner_text()


def test_leaving_a_section_with_words_not_saved_asks_first(visitor: Open, people: SimpleNamespace) -> None:
    one = visitor()
    one.sign_in("office")
    page = one.go("/plans")
    page.fill("main [name=year]", str(YEAR))
    press(page)
    page.locator("ul.sections a", has_text="Mục đích").first.click()
    page.wait_for_url("**/sections/*")
    here = page.url
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.locator("textarea[name=body]").press_sequentially("Chữ chưa lưu. ")
    page.click("nav.nav a >> nth=0")
    page.wait_for_function(
        "() => document.querySelector('textarea[name=body]').value.includes('Chữ chưa lưu.')"
    )
    assert asked == ["beforeunload"]
    assert page.url == here
    press(page)
    expect(page.locator("#messages"), "saving does not ask").to_contain_text("Đã lưu")
