"""Every route asked by everybody: who may gets in, who may not gets nothing and changes nothing."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import AnyConverter, IntegerConverter

from phohoa.domain.access import Action, Actor, Role, may, scope_of
from phohoa.extensions import db
from phohoa.models import LoginSession, RunEvent
from phohoa.services import clock
from phohoa.web.gate import gate_of
from tests import factories
from tests.contract import world
from tests.contract.marks import MARK
from tests.contract.matrix import MATRIX
from tests.contract.world import OWN_BRANCHES, ROLES, World
from tests.harness import Client

#: Values of parameters for a route that needs another row than the others.
OVERRIDES: dict[str, Callable[[World], dict[str, Any]]] = {
    # Minutes are there when the review is concluded: the one of last month.
    "reviews.minutes": lambda w: {
        "month": clock.today().month - 1 or 12,
        "year": clock.today().year - (clock.today().month == 1),
    },
    "documents.check_copy": lambda w: {"token": w.every["token"][1]},
    "documents.public_paper": lambda w: {"token": w.every["token"][1]},
    **dict.fromkeys(("signing.link", "signing.take"), lambda w: {"token": w.every["token"][-1]}),
    # Papers are there when the session is concluded: the second one of the world.
    **dict.fromkeys(
        ("sessions.paper_pdf", "sessions.paper_docx", "sessions.ask_issue", "sessions.issue"),
        lambda w: {"meeting_id": w.every["meeting_id"][1]},
    ),
    "dossiers.attach": lambda _: {"code": "application-1"},
    "dossiers.paper": lambda _: {"code": "application-1"},
    "dossiers.save_paper": lambda _: {"code": "application-1"},
}
#: Fields of a form without which a route cannot even find what it is about.
FIELDS: dict[str, Callable[[], dict[str, str]]] = {
    "candidates.undo": lambda: {"event_id": str(db.session.scalar(select(func.min(RunEvent.id))))},
}
#: Routes that end what the others need: asked last.
LAST = ("keys.remove", "keys.remove_issuer", "admin.close_user", "units.close", "members.left")
#: A branch account may export, but never the ward: there it is the wrong role, not the wrong branch.
FORBIDDEN = {"boards.ward_xlsx"}
#: An answer of somebody who got in: done, shown, to be mended, or overtaken.
GOT_IN = {200, 303, 409, 422}


def routes(app: Flask) -> list[tuple[str, str]]:
    """Every endpoint with every method that it takes."""
    return sorted(
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )


def address(app: Flask, made: World, endpoint: str, method: str, **values: Any) -> str:
    """The address of the route for rows of the first branch; a new parameter needs a value in world.py."""
    (rule,) = [r for r in app.url_map.iter_rules(endpoint) if method in (r.methods or ())]
    args = {name: made.own[name] for name in rule.arguments}
    args |= {k: v for k, v in OVERRIDES.get(endpoint, lambda _: {})(made).items() if k in rule.arguments}
    args |= {k: v for k, v in values.items() if k in rule.arguments}
    return app.url_map.bind("localhost").build(endpoint, args, method=method)


def line(row: tuple[str, str], who: set[str | None]) -> str:
    """A line of the table as it would be written."""
    names = ", ".join("None" if w is None else f'"{w}"' for w in ROLES if w in who)
    return f'    ("{row[0]}", "{row[1]}"): {{{names}}},'


def test_every_route_has_its_line_and_every_line_its_route(app: Flask) -> None:
    there = set(routes(app))
    missing = [line(row, set()) for row in sorted(there - set(MATRIX))]
    vanished = [line(row, MATRIX[row]) for row in sorted(set(MATRIX) - there)]
    assert not missing, "routes without a line (write who may call them):\n" + "\n".join(missing)
    assert not vanished, "lines without a route:\n" + "\n".join(vanished)


def test_every_route_says_what_it_is_for(app: Flask) -> None:
    silent = [endpoint for endpoint, _ in routes(app) if gate_of(app, endpoint) is None]
    assert silent == []


def test_every_parameter_has_a_value_and_only_codes_and_files_are_words(app: Flask) -> None:
    words = {
        name
        for rule in app.url_map.iter_rules()
        for name, converter in rule._converters.items()
        if not isinstance(converter, (AnyConverter, IntegerConverter))
    }
    assert words <= {"code", "filename", "token"}


def denied(app: Flask, who: str | None, endpoint: str, method: str, *, htmx: bool) -> int:
    """The status of the refusal: not signed in, not this role's work, or not this one's branch."""
    if who is None:
        return 302 if method == "GET" and not htmx else 401
    role = Role.BRANCH if who in OWN_BRANCHES else Role(who)
    need = gate_of(app, endpoint)
    if endpoint in FORBIDDEN:
        return 403
    return 404 if scope_of(Actor(1, who, who, role), need) is not None else 403


@pytest.fixture
def made(app: Flask, people: SimpleNamespace) -> World:
    return world.build(people, app.extensions["phohoa"].settings.field_key)


def browser(app: Flask, who: str | None) -> Client:
    client = Client(app)
    if who is not None:
        assert client.sign_in(who.replace("_", "-"), factories.PASSWORD).status_code == 303
    return client


def other_session(user_id: int) -> int:
    """A session of the account on another machine."""
    with factories.writing():
        now = clock.now()
        row = LoginSession(
            token_hash=f"{user_id:064d}", user_id=user_id, created_at=now, last_seen_at=now, expires_at=now
        )
        db.session.add(row)
        db.session.flush()
        return row.id


def foreign(who: str | None, text: str) -> set[str]:
    """Marks of branches that are none of theirs."""
    if who is not None and who not in OWN_BRANCHES:
        return set()
    own = OWN_BRANCHES.get(who or "", set())
    return {found[0] for found in MARK.finditer(text) if found[1] not in own}


@pytest.mark.parametrize("who", ROLES, ids=lambda who: who or "nobody signed in")
def test_who_may_gets_in_and_who_may_not_changes_nothing(app: Flask, made: World, who: str | None) -> None:
    client = browser(app, who)
    values = {"session_id": other_session(client.user_id)} if client.user_id else {}
    found = [row for row in routes(app) if row in MATRIX]
    wrong: list[str] = []

    def ask(endpoint: str, method: str, *, htmx: bool = False) -> Any:
        url = address(app, made, endpoint, method, **values)
        if method == "GET":
            return client.get(url, htmx=htmx)
        fields = FIELDS.get(endpoint, dict)()
        return client.post(url, {"version": "0", **fields}, htmx=htmx)

    for endpoint, method in found:
        if who in MATRIX[endpoint, method]:
            continue
        before = world.snapshot() if method != "GET" else None
        for htmx in (False, True):
            answer = ask(endpoint, method, htmx=htmx)
            expected = denied(app, who, endpoint, method, htmx=htmx)
            if answer.status_code != expected:
                wrong.append(f"{method} {endpoint}: {answer.status_code}, not {expected}")
            if foreign(who, answer.text):
                wrong.append(f"{method} {endpoint} tells {foreign(who, answer.text)}")
        if before is not None and world.snapshot() != before:
            wrong.append(f"{method} {endpoint} was refused and yet changed something")
    mine = [row for row in found if who in MATRIX[row]]
    mine.sort(key=lambda row: (row[1] != "GET", LAST.index(row[0]) if row[0] in LAST else -1, row))
    mine.sort(key=lambda row: row[0] == "auth.sign_out")
    for endpoint, method in mine:
        answer = ask(endpoint, method)
        to_sign_in = answer.headers.get("Location", "").startswith("/sign-in")
        ended = endpoint == "auth.sign_out"
        if answer.status_code not in GOT_IN or (to_sign_in and not ended):
            wrong.append(f"{method} {endpoint}: {answer.status_code}, though it is theirs")
    assert not wrong, "\n" + "\n".join(wrong)


def test_a_branch_has_the_same_rights_everywhere_but_only_at_home(app: Flask) -> None:
    """The table itself: whatever the first branch may and the second may not hangs on a row of the first."""
    for (endpoint, method), who in MATRIX.items():
        if "b1" in who and "b2" not in who:
            (rule,) = [r for r in app.url_map.iter_rules(endpoint) if method in (r.methods or ())]
            assert rule.arguments, endpoint
        assert "b2" not in who or "b1" in who, endpoint


def test_a_view_that_says_nothing_is_closed_to_everybody(
    app: Flask, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.view_functions, "help.index", lambda: "open")
    for who in ROLES:
        assert browser(app, who).get("/help").status_code == 403


def test_what_is_in_no_line_of_the_policy_nobody_may() -> None:
    nobody = Actor.anonymous()
    assert [a for a in Action if may(nobody, a)] == [Action.SESSION_OPEN]
    for role in Role:
        granted = scope_of(Actor(1, "x", "x", role), Action.INSTALLATION_SETUP)
        assert (granted is not None) == (role is Role.SYSTEM)
