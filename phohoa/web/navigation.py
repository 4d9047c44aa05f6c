"""The head bar: what each role finds there, in the order of the work."""

from dataclasses import dataclass

from flask import url_for

from ..domain.access import Action, Actor, scope_of
from ..texts.navigation import ENTRIES


@dataclass(frozen=True)
class Entry:
    """A link of the head bar."""

    label: str
    url: str
    active: bool
    #: In the account's menu: what is set up now and then, not worked with.
    apart: bool = False


def entries(actor: Actor, path: str, part: str) -> tuple[Entry, ...]:
    """The links for the actor; active is the one whose address the path begins with, else its part's."""
    if actor.must_change_password:
        return ()
    links = [(key, endpoint, url_for(endpoint)) for key, endpoint, action in LINKS if scope_of(actor, action)]
    at = [endpoint for _, endpoint, url in links if path == url or (url != "/" and path.startswith(url))]
    at = at or [endpoint for _, endpoint, _ in links if endpoint.split(".")[0] == _PLACES.get(part)]
    return tuple(Entry(ENTRIES[key], url, endpoint in at[:1], key in _APART) for key, endpoint, url in links)


def search_url(actor: Actor | None) -> str:
    """Where the search of the head bar goes; "" for those who see no person."""
    if actor is None or actor.must_change_password or scope_of(actor, Action.BOARD_VIEW) is None:
        return ""
    return url_for("boards.do_search")


#: Keys of the links that stand in the account's menu, so that the bar holds the work of the month.
_APART = frozenset({"units", "reminders", "access_log", "rules"})

#: key of the label, endpoint, the action that shows it
LINKS: tuple[tuple[str, str, Action], ...] = (
    ("home", "home.index", Action.HOME_VIEW),
    ("board", "boards.ward", Action.BOARD_VIEW),
    ("introductions", "introductions.index", Action.INTRODUCTION_VIEW),
    ("reviews", "reviews.index", Action.REVIEW_VIEW),
    ("sessions", "sessions.index", Action.WARD_SESSION_VIEW),
    ("classes", "classes.index", Action.CLASS_VIEW),
    ("deadlines", "planning.due_list", Action.DEADLINE_VIEW),
    ("plans", "plans.index", Action.PLAN_VIEW),
    ("targets", "targets.index", Action.TARGET_VIEW),
    ("register", "register.index", Action.REGISTER_VIEW),
    ("documents", "documents.index", Action.DOCUMENT_VIEW),
    ("members", "members.branches", Action.CANDIDATE_EDIT),
    ("units", "units.index", Action.UNIT_MANAGE),
    ("reminders", "reminders.index", Action.DIGEST_SEND),
    ("access_log", "admin.access_log", Action.ACCESS_LOG_VIEW),
    ("users", "admin.users", Action.USER_MANAGE),
    ("audit", "admin.audit", Action.AUDIT_VIEW),
)

#: Parts whose addresses do not begin like a link, and the part under whose link they stand.
_PLACES = {
    "boards": "boards",
    "candidates": "boards",
    "dossiers": "boards",
    "papers": "boards",
    "reviews": "reviews",
    "reminders": "reviews",
    "planning": "planning",
    "members": "members",
    "keys": "documents",
    "signing": "documents",
}

#: Addresses that the base template names.
URLS: dict[str, str] = {
    "home": "home.index",
    "token": "auth.token",
    "password": "auth.password",
    "sessions": "auth.sessions",
    "sign_in": "auth.sign_in",
    "sign_out": "auth.sign_out",
    "help": "help.index",
    "rules": "rules.index",
}
