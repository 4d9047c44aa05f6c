"""Signing in and out, and what becomes of a page when somebody else, or nobody, is signed in."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page

from phohoa.domain.access import Role

from .. import factories
from .conftest import Visitor

Open = Callable[..., Visitor]


def test_a_branch_secretary_signs_in_and_finds_the_work_of_the_month(visitor: Open) -> None:
    one = visitor()
    page = one.sign_in("b1")
    assert page.locator("h1").inner_text() == "Việc tháng này"
    assert page.locator("header .who").is_visible()
    assert page.evaluate("document.documentElement.classList.contains('js')")


def test_a_wrong_password_is_said_plainly_and_the_name_stays(visitor: Open) -> None:
    one = visitor()
    one.expected.append("422")
    page = one.go("/sign-in")
    page.fill("input[name=username]", "b1")
    page.fill("input[name=password]", "không phải mật khẩu")
    page.click("main form button.primary")
    notice = page.locator("main [role=alert]")
    assert "Tên đăng nhập hoặc mật khẩu" in notice.inner_text()
    assert page.input_value("input[name=username]") == "b1"
    assert page.input_value("input[name=password]") == ""


def test_an_empty_sign_in_puts_the_cursor_into_the_first_empty_field(visitor: Open) -> None:
    one = visitor()
    one.expected.append("422")
    page = one.go("/sign-in")
    page.fill("input[name=password]", "gì đó")
    page.click("main form button.primary")
    page.wait_for_selector("main [role=alert]")
    focused = page.evaluate("document.activeElement.name + ' ' + document.activeElement.ariaInvalid")
    assert focused == "username true"


def test_the_first_sign_in_asks_for_a_password_of_ones_own(visitor: Open, app: Flask) -> None:
    with factories.writing():
        factories.user(Role.OFFICE, "moi", must_change=True)
    one = visitor()
    page = one.sign_in("moi")
    assert page.url.endswith("/account/password")
    assert "lần đăng nhập đầu" in page.locator("main").inner_text()
    assert page.locator("nav.nav").count() == 0
    one.go("/")
    assert page.url.endswith("/account/password"), "nothing else opens before that"
    page.fill("input[name=current]", factories.PASSWORD)
    page.fill("input[name=new]", "con trâu đi trước cái cày")
    page.fill("input[name=again]", "con trâu đi trước cái cày")
    page.click("main form button.primary")
    page.wait_for_url(one.url + "/")
    assert page.locator("nav.nav a").count() >= 1


def test_after_signing_out_the_back_button_shows_nothing_private(visitor: Open) -> None:
    one = visitor()
    page = one.sign_in("office")
    name = page.locator("header .who b").inner_text()
    one.go("/account/sessions")
    page.click("header .who summary")
    page.click("header .who button")
    page.wait_for_url(lambda address: "/sign-in" in address)
    page.go_back()
    page.wait_for_load_state()
    assert "/sign-in" in page.url
    assert name not in page.content()


def test_a_copied_cookie_dies_at_sign_out(visitor: Open) -> None:
    one, thief = visitor(), visitor()
    one.sign_in("office")
    thief.context.add_cookies(one.context.cookies())
    assert thief.go("/account/sessions").locator("h1").inner_text() == "Máy đang đăng nhập"
    one.page.click("header .who summary")
    one.page.click("header .who button")
    one.page.wait_for_url(lambda address: "/sign-in" in address)
    assert "/sign-in" in thief.go("/account/sessions").url


def test_the_menu_of_the_person_opens_by_key_and_closes_with_escape(visitor: Open) -> None:
    one = visitor()
    page = one.sign_in("office")
    page.focus("header .who summary")
    page.keyboard.press("Enter")
    page.wait_for_selector("header .who .menu button", state="visible")
    page.keyboard.press("Escape")
    page.wait_for_selector("header .who .menu button", state="hidden")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_slash_is_only_a_letter(visitor: Open) -> None:
    """WCAG 2.1.4: no single letter does anything while nothing in particular has the focus."""
    one = visitor()
    page = one.sign_in("office")
    before = page.evaluate("document.activeElement.tagName")
    for letter in "/mM":
        page.keyboard.press(letter)
    assert page.evaluate("document.activeElement.tagName") == before
    assert page.locator("#panel > *").count() == 0


def test_a_page_of_one_person_does_not_stay_on_the_screen_of_another(visitor: Open) -> None:
    one = visitor()
    first = one.sign_in("office")
    one.go("/account/sessions")
    was = first.locator("header .who b").inner_text()
    _age_the_token(first)
    other = one.context.new_page()
    other.goto(one.url + "/account/sessions")
    other.click("header .who summary")
    other.click("header .who button")
    other.wait_for_url(lambda address: "/sign-in" in address)
    other.fill("input[name=username]", "signatory")
    other.fill("input[name=password]", factories.PASSWORD)
    other.click("main form button.primary")
    other.wait_for_url(lambda address: "/sign-in" not in address)
    with first.expect_navigation():
        first.evaluate("window.dispatchEvent(new Event('focus'))")
    assert first.locator("header .who b").inner_text() != was


def _age_the_token(page: Page) -> None:
    """Let two minutes pass for the page's scripts: a fresh token is asked for at most once a minute."""
    page.evaluate("() => { const now = Date.now; Date.now = () => now() + 120000; }")
