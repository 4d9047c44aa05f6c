"""The draft of the form that a page shows, for its route and its template."""

from dataclasses import dataclass
from datetime import datetime

from flask import g, request
from werkzeug.datastructures import MultiDict

from ...services.drafts import Draft, draft_of
from ..gate import actor


@dataclass(frozen=True)
class Offer:
    """The line above a form: something typed at `at` is kept; `is_shown` when the fields hold it already."""

    at: datetime
    is_shown: bool


def _draft(place: str) -> Draft | None:
    if actor().user_id is None or request.method != "GET":
        return None
    found: dict[str, Draft | None] = g.setdefault("drafts", {})
    if place not in found:
        found[place] = draft_of(actor(), place)
    return found[place]


def typed_before() -> MultiDict[str, str] | None:
    """What the person typed into the form of this page and asks to have back; None: the form as it stands."""
    draft = _draft(request.path) if "draft" in request.args else None
    return MultiDict(draft.fields) if draft else None


def offer(place: str) -> Offer | None:
    """What the template says above the form that saves to `place`."""
    draft = _draft(place)
    return Offer(draft.at, "draft" in request.args) if draft else None
