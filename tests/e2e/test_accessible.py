"""Every page that a role can reach: nothing for axe to find, nothing wider than the screen."""

import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page

from phohoa.domain.reviews import ReviewDecision
from phohoa.extensions import db
from phohoa.services import clock, plans
from phohoa.services.review_conclusion import conclude_without_change
from phohoa.services.reviews import HeadInput, LineInput, declare_not_held, save_line

from .. import factories
from ..harness import Client, Document
from .conftest import Visitor
from .process_rows import in_the_process, of_the_process
from .rows import caller_of, issued_plan, people_of_first, this_month

Open = Callable[..., Visitor]
#: Colours come from tokens and do not depend on the width, so two of the four pairs cover both of each.
SCREENS = [(1280, "light"), (390, "dark")]
ROLES = ["admin", "office", "signatory", "committee", "b1", "mass-org", "auditor"]
#: Roles with many pages take turns, so that no test is long.
OF = {"office": 6, "b1": 4, "signatory": 3, "committee": 3}
PARTS = [(role, part) for role in ROLES for part in range(1, OF.get(role, 1) + 1)]
#: Addresses that give a file, or lead out of the page.
NO_PAGE = re.compile(r"\.(pdf|xlsx|crl|pem|cer)$|/download$|^/static/")


def shape(path: str) -> str:
    """Pages that differ only in a number look alike: one of each is enough."""
    return re.sub(r"/\d+(?=/|$)", "/n", re.sub(r"/(papers|guides)/[^/]+$", r"/\1/x", path))


@pytest.fixture
def furnished(app: Flask, people: SimpleNamespace) -> None:
    """Something on every page; made once per worker and copied, since a signature takes its time."""
    folder = app.extensions["phohoa"].settings.instance
    kept = folder / "furnished"
    if not app.extensions["phohoa"].settings.is_sqlite:
        return furnish(people)
    if not kept.exists():
        furnish(people)
    db.session.remove()
    db.engine.dispose()
    if not kept.exists():
        shutil.copytree(folder / "documents", kept)
        shutil.copy(folder / "phohoa.db", kept / "phohoa.db")
    else:
        shutil.copytree(kept, folder / "documents", dirs_exist_ok=True)
        shutil.move(folder / "documents" / "phohoa.db", folder / "phohoa.db")
    return None


def furnish(people: SimpleNamespace) -> None:
    """People, reviews in several states, a plan in force and one in the works."""
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
    in_the_process(people, rows.helper)


def pages_of(app: Flask, role: str) -> list[str]:
    """One address of each shape that the links lead to from the first page on, found without a browser."""
    client = Client(app)
    client.sign_in(role, factories.PASSWORD)
    waiting, found = ["/"], {}
    while waiting:
        path = waiting.pop(0)
        if shape(path) in found:
            continue
        answer = client.get(path)
        if answer.status_code in (302, 303):
            waiting.append(urlsplit(answer.headers["Location"]).path)
            continue
        assert answer.status_code == 200, f"{path} is linked to and answers {answer.status_code}"
        if answer.mimetype == "text/html":
            found[shape(path)] = path
            waiting += [p for p in map(_own_path, Document(answer.text).all("a")) if p]
    also = [path for path in of_the_process() if path not in found.values()]
    return [*found.values(), *(path for path in also if client.get(path).status_code == 200)]


def _own_path(link: dict[str, str]) -> str:
    parts = urlsplit(link.get("href", ""))
    return parts.path if not parts.netloc and not parts.scheme and not NO_PAGE.search(parts.path) else ""


@pytest.mark.parametrize(("role", "part"), PARTS, ids=[f"{role} {part}" for role, part in PARTS])
@pytest.mark.parametrize(("width", "scheme"), SCREENS, ids=["wide and light", "narrow and dark"])
def test_every_page_of_a_role_can_be_used_by_everybody(
    app: Flask,
    role: str,
    part: int,
    width: int,
    scheme: str,
    furnished: None,
    visitor: Open,
    accessible: Callable[[Page], None],
) -> None:
    paths = pages_of(app, role)
    assert len(paths) >= 4, f"a role has some pages: {paths}"
    one = visitor(width=width)
    one.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page = one.sign_in(role)
    told: list[str] = []
    for path in paths[part - 1 :: OF.get(role, 1)]:
        one.go(path)
        try:
            accessible(page)
        except AssertionError as error:
            told.append(str(error))
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        if wide > width:
            told.append(f"{path} is {wide} px wide on a screen of {width}")
    assert not told, "\n".join(told)


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
