"""Looking changes nothing, and nothing is changed without the token of our own page."""

from types import SimpleNamespace

import pytest
from flask import Flask

from tests.contract import world
from tests.contract.crawling import addresses
from tests.contract.matrix import MATRIX
from tests.contract.test_matrix import address, browser, other_session
from tests.contract.world import ROLES, World

#: Who looked at whom is written down, and that a session is in use.
_LOOKING = ("access_line", "login_session", "login_attempt")
_SLOW = {"plans.draft_file", "documents.check", "classes.notice_file"}


@pytest.fixture
def made(app: Flask, people: SimpleNamespace) -> World:
    return world.build(people, app.extensions["phohoa"].settings.field_key)


@pytest.mark.slow
@pytest.mark.parametrize("who", ["admin", "office", "b1", "signatory", "mass_org"])
def test_no_page_changes_anything_but_who_looked(app: Flask, made: World, who: str) -> None:
    client = browser(app, who)
    before = world.snapshot(_LOOKING)
    seen: set[str] = set()
    for endpoint, url in addresses(app, made):
        if endpoint not in _SLOW:
            client.get(url)
            seen.add(endpoint)
    after = world.snapshot(_LOOKING)
    changed = [table for table in before if before[table] != after[table]]
    assert changed == []
    assert len(seen) > 40


def test_every_form_without_its_token_is_refused(app: Flask, made: World) -> None:
    browsers = {who: browser(app, who) for who in ROLES}
    before = world.snapshot()
    wrong = []
    for (endpoint, method), allowed in sorted(MATRIX.items()):
        if method == "GET":
            continue
        who = next(w for w in ROLES if w in allowed)
        client = browsers[who]
        url = address(app, made, endpoint, method)
        for token in ({}, {"csrf_token": ""}, {"csrf_token": "IjEi.aaaa.bbbb"}):
            for htmx in (False, True):
                answer = client.post(url, {"version": "0", **token}, htmx=htmx, token=False)
                if answer.status_code != 400:
                    wrong.append(f"{endpoint} {token} as {who}: {answer.status_code}")
    assert not wrong, "\n" + "\n".join(wrong)
    assert world.snapshot() == before


def test_a_token_in_the_header_serves_a_fragment(app: Flask, made: World) -> None:
    client = browser(app, "office")
    headers = {"X-CSRFToken": client.token()}
    answer = client.post("/admin/ward", {"version": "0"}, htmx=True, token=False, headers=headers)
    assert answer.status_code == 422
    assert other_session(made.people.office) > 0
