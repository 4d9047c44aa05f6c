"""A mark in every text of every branch, and nobody finds the mark of a branch that is not theirs."""

from types import SimpleNamespace

import pytest
from flask import Flask

from tests.contract import world
from tests.contract.crawling import addresses, words_of
from tests.contract.marks import MARK
from tests.contract.test_matrix import browser
from tests.contract.world import OWN_BRANCHES, World

pytestmark = pytest.mark.slow
#: Drawing it takes a second and it holds no mark of a branch; the preview shows the same.
_SLOW = {"plans.draft_file", "documents.check", "classes.notice_file"}
#: Of people whom it introduced itself, a mass organisation reads these and nothing else.
INTRODUCED = {"person.full_name"}


@pytest.fixture
def made(app: Flask, people: SimpleNamespace) -> World:
    return world.build(people, app.extensions["phohoa"].settings.field_key)


def crawl(app: Flask, made: World, who: str) -> dict[str, set[str]]:
    """Mark -> the routes in whose answers it was found."""
    client, found = browser(app, who), {}

    def read(endpoint: str, answer: object) -> None:
        text = words_of(answer)
        assert answer.status_code < 500, f"{endpoint}: {answer.status_code}"
        for mark in MARK.finditer(text):
            found.setdefault(mark[0].upper(), set()).add(endpoint)

    for endpoint, url in addresses(app, made):
        if endpoint in _SLOW:
            continue
        read(endpoint, client.get(url))
        if url.startswith("/_/"):
            read(endpoint, client.get(url, htmx=True))
    for text in ("canary", "CANARY2", "CANARY1", ""):
        read("boards.do_search", client.post("/search", {"q": text}))
    for branch_id in made.every["branch_id"]:
        read("boards.find_in_branch", client.post(f"/branches/{branch_id}/board", {"text": "canary"}))
        read("boards.branch_xlsx", client.post(f"/branches/{branch_id}/board.xlsx"))
    read("boards.find_in_ward", client.post("/board", {"text": "canary"}))
    read("boards.ward_xlsx", client.post("/board.xlsx"))
    for run_id in made.every["run_id"]:
        read("candidates.reveal", client.post(f"/runs/{run_id}/reveal"))
    return found


def told(found: dict[str, set[str]], made: World, marks: set[str]) -> str:
    return "\n".join(f"{m} {made.column_of(m)}: {', '.join(sorted(found[m]))}" for m in sorted(marks))


@pytest.mark.parametrize("who", OWN_BRANCHES)
def test_a_branch_finds_its_own_people_everywhere_and_no_others_anywhere(
    app: Flask, made: World, who: str
) -> None:
    found = crawl(app, made, who)
    strange = {mark for mark in found if mark[6] not in OWN_BRANCHES[who]}
    assert not strange, "\n" + told(found, made, strange)
    seen = {made.column_of(mark) for mark in found}
    assert {"person.full_name", "person.notes", "party_member.full_name", "review_line.remark"} <= seen
    assert {"file of minutes", "review.chair", "run_event.reason"} <= seen


def test_the_office_finds_every_branch_so_the_search_for_marks_works(app: Flask, made: World) -> None:
    found = crawl(app, made, "office")
    names = {mark[6] for mark in found if made.column_of(mark) == "person.full_name"}
    assert names == {"1", "2", "3"}
    where = set().union(*(found[m] for m in found if made.column_of(m) == "person.full_name"))
    assert {"boards.ward_xlsx", "boards.branch_xlsx", "boards.do_search", "candidates.show"} <= where
    assert "documents.file" in set().union(
        *(found[m] for m in found if made.column_of(m) == "file of minutes")
    )


@pytest.mark.parametrize("who", ["signatory", "committee"])
def test_the_ward_s_readers_find_people_but_no_confidential_note(app: Flask, made: World, who: str) -> None:
    found = crawl(app, made, who)
    seen = {made.column_of(mark) for mark in found}
    assert {"person.full_name", "file of a signed copy", "session_file.removed_reason"} <= seen
    assert "person.notes" not in seen, told(
        found, made, {m for m in found if made.column_of(m) == "person.notes"}
    )


@pytest.mark.parametrize("who", ["admin", "auditor"])
def test_who_has_no_business_with_people_finds_none(app: Flask, made: World, who: str) -> None:
    found = crawl(app, made, who)
    assert not found, "\n" + told(found, made, set(found))


def test_a_mass_organisation_finds_whom_it_introduced_and_only_by_name(app: Flask, made: World) -> None:
    found = crawl(app, made, "mass_org")
    strange = {m for m in found if m[6] != "1" or made.column_of(m) not in INTRODUCED}
    assert not strange, "\n" + told(found, made, strange)
    assert {made.column_of(m) for m in found} == INTRODUCED
