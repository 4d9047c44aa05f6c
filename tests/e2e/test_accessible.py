"""Every page that a role can reach: nothing for axe to find, nothing wider than the screen."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page

from phohoa.domain.reviews import ReviewDecision
from phohoa.services import clock, plans
from phohoa.services.review_conclusion import conclude_without_change
from phohoa.services.reviews import HeadInput, LineInput, declare_not_held, save_line

from .conftest import Visitor
from .rows import caller_of, issued_plan, people_of_first, this_month

Open = Callable[..., Visitor]
#: Colours come from tokens and do not depend on the width, so two of the four pairs cover both of each.
SCREENS = [(1280, "light"), (390, "dark")]
ROLES = ["admin", "office", "signatory", "committee", "b1", "mass-org", "auditor"]
#: Addresses that give a file, or lead out of the page.
NO_PAGE = re.compile(r"\.(pdf|xlsx|crl|pem|cer)$|/download$|^/static/")


def shape(path: str) -> str:
    """Pages that differ only in a number look alike: one of each is enough."""
    return re.sub(r"/\d+(?=/|$)", "/n", path)


@pytest.fixture
def furnished(people: SimpleNamespace) -> None:
    """Something on every page: people, reviews in several states, a plan in force and one in the works."""
    rows = people_of_first(people)
    year, month, _ = this_month()
    today = clock.today()
    branch, office = caller_of(people.b1), caller_of(people.office)
    before = today.replace(day=1) - timedelta(days=1)
    head = HeadInput(meeting_on=before, chair="Sông Văn Bến", members_official=2, present_official=2)
    conclude_without_change(branch, people.first, before.year, before.month, head, 0)
    save_line(branch, people.first, year, month, rows.hoa, 0, LineInput(ReviewDecision.KEEP, remark="Tốt"))
    declare_not_held(caller_of(people.b2), people.second, before.year, before.month, "Bão số 9")
    issued_plan(people)
    plans.create_plan(office, today.year + 1)


def links(page: Page) -> list[str]:
    """Addresses of the page's links on our own site, without query and anchor."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    here = urlsplit(page.url)
    paths = []
    for href in found:
        parts = urlsplit(urljoin(page.url, href))
        if parts.netloc == here.netloc and not NO_PAGE.search(parts.path):
            paths.append(parts.path)
    return list(dict.fromkeys(paths))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("width", "scheme"), SCREENS, ids=["wide and light", "narrow and dark"])
def test_every_page_of_a_role_can_be_used_by_everybody(
    role: str, width: int, scheme: str, furnished: None, visitor: Open, accessible: Callable[[Page], None]
) -> None:
    one = visitor(width=width)
    one.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page = one.sign_in(role)
    waiting = ["/", *links(page)]
    seen: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        if shape(path) in seen:
            continue
        seen.add(shape(path))
        one.go(path)
        accessible(page)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, (
            f"{path} is wider than {width}"
        )
        waiting += links(page)
    assert len(seen) >= 4, f"a role has some pages: {sorted(seen)}"


def test_the_pages_of_somebody_not_signed_in_can_be_used_by_everybody(
    visitor: Open, accessible: Callable[[Page], None]
) -> None:
    for width, scheme in SCREENS:
        one = visitor(width=width)
        one.expected.append("404")
        one.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for path in ("/sign-in", "/no-such-page"):
            one.go(path)
            accessible(one.page)
            assert one.page.evaluate("document.scrollingElement.scrollWidth") <= width
