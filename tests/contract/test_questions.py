"""What stands behind the question mark of an address may be anything: a page or a sentence, never a fault."""

from types import SimpleNamespace

import pytest
from flask import Flask

from .. import factories
from ..harness import Client

NAMES = (
    "page",
    "branch",
    "column",
    "stage",
    "group",
    "helper",
    "due",
    "sort",
    "user",
    "entity",
    "first",
    "last",
)
NAMES += ("year", "kind", "decision", "down", "q", "next")
VALUES = ("", "-1", "0", str(2**31), str(10**30), "x' OR 1=1", "31/02/2026", "ệ", "\x00")


@pytest.mark.parametrize("username", ["office", "b1", "admin", "mass-org"])
def test_a_question_that_makes_no_sense_is_no_fault(
    app: Flask, people: SimpleNamespace, username: str
) -> None:
    client = Client(app)
    client.sign_in(username, factories.PASSWORD)
    pages = sorted(
        r.rule for r in app.url_map.iter_rules() if "GET" in (r.methods or ()) and "<" not in r.rule
    )
    pages += [f"/branches/{people.first}/board", f"/branches/{people.first}/reviews/2026/3"]
    assert "/board" in pages
    faults = {}
    for url in pages:
        for value in VALUES:
            status = client.get(url, query_string=dict.fromkeys(NAMES, value)).status_code
            if status not in (200, 302, 303, 400, 403, 404, 422):
                faults[url, value] = status
    assert not faults
