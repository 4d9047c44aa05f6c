"""Every page that a role can reach: nothing for axe to find, nothing wider than a phone, nothing in the console."""

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page

from .conftest import Visitor

Open = Callable[..., Visitor]
#: Colours come from tokens and do not depend on the width, so two of the four pairs cover both of each.
SCREENS = [(1280, "light"), (390, "dark")]
ROLES = ["admin", "office", "signatory", "committee", "b1", "mass-org", "auditor"]
#: Addresses that give a file, or lead out of the page.
NO_PAGE = re.compile(r"\.(pdf|xlsx|crl|pem|cer)$|/download$|^/static/")


def shape(path: str) -> str:
    """Pages that differ only in a number look alike: one of each is enough."""
    return re.sub(r"/\d+(?=/|$)", "/n", path)


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
    role: str, width: int, scheme: str, visitor: Open, accessible: Callable[[Page], None]
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
