"""Routes of reminders: who would get what today, sending it, and texts to pass on."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.reminders import DigestOccasion, meeting_date
from ...domain.reporting import last_open_day
from ...domain.reviews import due_date
from ...domain.vietnamese import format_date
from ...services import reminders
from ...services.clock import local
from ...services.reminders import Digest, DigestPage
from ...texts.reminders import FAILURES, OFF, SAID, STANDINGS, chat_text
from ..forms import CommandForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from . import hints
from .blueprint import blueprint
from .sending import send_beside

__all__ = ["blueprint", "hints"]


def _standing(one: Digest) -> tuple[str, str]:
    look, words = STANDINGS[one.standing]
    at = local(one.at).strftime("%d/%m/%Y %H:%M") if one.at else ""
    return look, words.format(at=at, failure=FAILURES.get(one.failure, one.failure))


def _chat(found: DigestPage) -> tuple[str, str, str]:
    """The branch and the occasion that are asked for, and the text to pass on ("" while none is)."""
    wanted, occasion = request.args.get("branch", ""), request.args.get("occasion", "")
    names = {str(one.id): one.name for one in found.branches}
    if wanted not in names or occasion not in [one.value for one in DigestOccasion]:
        return "", DigestOccasion.OVERDUE.value, ""
    today, rhythm = found.today, found.rhythm
    locks = ""
    if rhythm.lock_day is not None:
        locks = format_date(last_open_day(today.year, today.month, rhythm.lock_day))
    text = chat_text(
        DigestOccasion(occasion),
        names[wanted],
        f"{today.month:02d}/{today.year}",
        format_date(meeting_date(today.year, today.month, rhythm.meeting_day)),
        format_date(due_date(today.year, today.month, rhythm.due_day)),
        locks,
    )
    return wanted, occasion, text


@blueprint.get("/reminders")
@requires(Action.DIGEST_SEND)
def index() -> ResponseReturnValue:
    found = reminders.digest_page(actor())
    branch, occasion, text = _chat(found)
    return page(
        "reminders/index.html",
        found=found,
        off=OFF.get(found.off, ""),
        digests=[(one, *_standing(one)) for one in found.digests if one.standing != "nothing"],
        idle=sum(one.standing == "nothing" for one in found.digests),
        occasions=DigestOccasion,
        branch=branch,
        occasion=occasion,
        text=text,
        press=CommandForm(formdata=None),
    )


@blueprint.post("/reminders/send")
@requires(Action.DIGEST_SEND)
def send() -> ResponseReturnValue:
    CommandForm().validate_on_submit()
    found = reminders.digest_page(actor(), again=True)
    if found.off:
        return goto(url_for("reminders.index"), OFF[found.off], "warn")
    if not found.to_send:
        return goto(url_for("reminders.index"), SAID["nothing"])
    send_beside(caller())
    return goto(url_for("reminders.index"), SAID["sending"].format(count=f"{len(found.to_send):02d}"))
