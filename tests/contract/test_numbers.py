"""Numbers in addresses that no row can have: a plain "not found", never a fault."""

import re
from types import SimpleNamespace

import pytest
from flask import Flask

from .. import factories
from ..harness import Client

NUMBERS = (0, 13, 9999, 99_999, 2**31 - 1, 2**31, 10**30)


def addresses(app: Flask, method: str) -> list[str]:
    """Every address that takes a number, with each of the numbers in all its places."""
    rules = [r for r in app.url_map.iter_rules() if method in (r.methods or ()) and "<int:" in r.rule]
    return [
        re.sub(r"<[^>]+>", "leave", re.sub(r"<int:[^>]+>", str(number), rule.rule))
        for rule in sorted(rules, key=lambda r: r.rule)
        for number in NUMBERS
    ]


@pytest.mark.parametrize("username", ["office", "b1", "signatory", "admin"])
def test_a_number_that_nothing_has_leads_nowhere(app: Flask, people: SimpleNamespace, username: str) -> None:
    client = Client(app)
    client.sign_in(username, factories.PASSWORD)
    asked = addresses(app, "GET")
    assert len(asked) > 100
    faults = {}
    for url in asked:
        status = client.get(url).status_code
        if status not in (200, 302, 303, 403, 404, 422):
            faults[url] = status
    assert not faults


def test_a_number_that_nothing_has_takes_no_post(app: Flask, people: SimpleNamespace) -> None:
    client = Client(app)
    client.sign_in("office", factories.PASSWORD)
    token = client.token()
    faults = {}
    for url in addresses(app, "POST"):
        status = client.post(url, {"csrf_token": token}).status_code
        if status not in (303, 400, 403, 404, 405, 409, 422):  # 405: no such address, as werkzeug says it
            faults[url] = status
    assert not faults
