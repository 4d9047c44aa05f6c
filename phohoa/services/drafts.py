"""What somebody typed and has not saved yet, kept beyond the page: sealed, for nobody else to read."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from ..domain.access import Action, Actor
from ..domain.errors import Invalid, NotFound
from ..extensions import installation
from ..models import FormDraft, Receipt
from .command import Command, Context, Query, command, query
from .vault import DamagedField, derive, open_sealed, seal

#: Bytes of one draft: a list of a hundred people has fewer, and a page that is closed cannot send more.
LARGEST = 64 * 1024
#: Drafts of one person: the oldest makes room.
MOST = 20
KEPT_FOR = timedelta(days=30)
#: Whose name says so is never kept.
_NEVER = "pass"
_LONGEST_PLACE = 200

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Draft:
    """What was typed into a form, and when it was kept."""

    fields: Fields
    at: datetime


def browser_key(actor: Actor) -> str:
    """The key under which a browser seals what it keeps for this person; "" for nobody.

    The browser never stores it: each page brings it, so that what lies there opens only to who signs in.
    """
    if actor.user_id is None:
        return ""
    key = derive(installation().settings.field_key, f"browser:{actor.user_id}")
    return base64.b64encode(key).decode()


def _where(user_id: int | None, place: str) -> str:
    return f"draft:{user_id}:{place}"


def _rows(cx: Command) -> list[FormDraft]:
    mine = select(FormDraft).where(FormDraft.user_id == cx.actor.user_id).order_by(FormDraft.updated_at)
    return list(cx.session.scalars(mine))


def _is_saved(cx: Context, fields: Fields) -> bool:
    number = dict(fields).get("command_id", "")[:64]
    return bool(number) and cx.session.get(Receipt, number) is not None


@command(Action.DRAFT_KEEP)
def keep_draft(cx: Command, place: str, fields: Fields) -> None:
    """Keep what was typed for the form at `place` instead of what was kept before.

    Fields with "pass" in their name are left out. What is older than 30 days, and what is more than a
    person's share, goes; so does what was saved in the meantime. Raises Invalid for something too large,
    NotFound for a place that is no address of ours.
    """
    cx.allow()
    text = json.dumps([pair for pair in fields if _NEVER not in pair[0].lower()], ensure_ascii=False)
    if not place.startswith("/") or len(place) > _LONGEST_PLACE:
        raise NotFound
    if len(text.encode()) > LARGEST:
        raise Invalid("draft_too_large")
    rows = _rows(cx)
    mine = next((row for row in rows if row.place == place), None)
    if _is_saved(cx, fields):
        # It was on its way while the form itself was saved.
        if mine is not None:
            cx.session.delete(mine)
        return
    others = [row for row in rows if row is not mine]
    fresh = [row for row in others if row.updated_at > cx.now - KEPT_FOR]
    for row in others:
        if row not in fresh[-(MOST - 1) :]:
            cx.session.delete(row)
    if mine is None:
        mine = FormDraft(user_id=cx.actor.user_id, place=place)
        cx.session.add(mine)
    mine.sealed = seal(cx.settings.field_key, _where(cx.actor.user_id, place), text)
    mine.updated_at = cx.now


@command(Action.DRAFT_KEEP)
def drop_draft(cx: Command, place: str) -> None:
    """Throw away what the person typed there, if anything is kept."""
    cx.allow()
    for row in _rows(cx):
        if row.place == place:
            cx.session.delete(row)


@query(Action.DRAFT_KEEP)
def draft_of(cx: Query, place: str) -> Draft | None:
    """What the person typed at `place`; None when nothing is kept or it was saved after all."""
    cx.allow()
    row = cx.session.scalar(
        select(FormDraft).where(FormDraft.user_id == cx.actor.user_id, FormDraft.place == place)
    )
    if row is None or row.updated_at <= cx.now - KEPT_FOR:
        return None
    try:
        text = open_sealed(cx.settings.field_key, _where(cx.actor.user_id, place), row.sealed)
    except DamagedField:
        return None
    fields = tuple((str(name), str(value)) for name, value in json.loads(text))
    # An answer may have been lost on the way though the work was not.
    return None if _is_saved(cx, fields) else Draft(fields, row.updated_at)
