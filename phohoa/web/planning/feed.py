"""The calendar of due dates: its secret address, and the calendar itself."""

from collections import Counter

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...services import feeds
from ...services.deadlines import DeadlineLine
from ...texts.planning import CALENDAR_NAME, SAID, due_source, due_title, reckoning
from ..gate import actor, caller, public, requires
from ..htmx import goto, page
from .blueprint import blueprint
from .forms import FeedForm
from .ics import Event, calendar_text
from .shown import address, whose


def _initials(name: str) -> str:
    """All that a calendar says of a name: N.V.T."""
    return "".join(f"{word[0].upper()}." for word in name.split())


def _event(line: DeadlineLine, seen: Counter[str]) -> Event:
    due = line.due
    if line.run_id is not None:
        owner = f"run-{line.run_id}"
    elif line.month is not None:
        owner = f"month-{line.branch_id or 0}-{line.month[0]}-{line.month[1]}"
    else:
        owner = f"class-{line.class_id}"
    key = "-".join(part for part in (owner, due.code.value, due.about.value if due.about else "") if part)
    seen[key] += 1
    subject = _initials(line.name) if line.run_id is not None else whose(line)
    where = f" ({line.branch})" if line.branch else ""
    source = due_source(due)
    told = [reckoning(due), source]
    link = address(line)
    return Event(
        uid=f"{key}-{seen[key]}@pho-hoa",
        day=due.on,
        summary=f"{subject}: {due_title(due)}{where}",
        description="\n".join(part for part in told if part),
        url=request.url_root.rstrip("/") + link if link else "",
        sequence=line.version,
    )


@blueprint.get("/feeds/<token>.ics")
@public
def calendar(token: str) -> ResponseReturnValue:
    found = feeds.calendar_of(token, request.remote_addr or "-")
    if found is None:
        abort(429)
    seen: Counter[str] = Counter()
    events = [_event(line, seen) for line in found.lines]
    answer = Response(calendar_text(CALENDAR_NAME, found.now, events), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'inline; filename="thoi-han.ics"'
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@blueprint.get("/account/calendar")
@requires(Action.FEED_MANAGE)
def feed() -> ResponseReturnValue:
    return page("planning/feed.html", state=feeds.feed_state(actor()), form=FeedForm(), url="")


@blueprint.post("/account/calendar")
@requires(Action.FEED_MANAGE)
def make_feed() -> ResponseReturnValue:
    form = FeedForm()
    if not form.validate_on_submit():
        return page("planning/feed.html", 422, state=feeds.feed_state(actor()), form=form, url="")
    # The address stands in this one answer only: neither a message nor a cookie ever carries it.
    url = url_for("planning.calendar", token=feeds.make_feed(caller()), _external=True)
    form.renew()
    return page("planning/feed.html", state=feeds.feed_state(actor()), form=form, url=url)


@blueprint.post("/account/calendar/revoke")
@requires(Action.FEED_MANAGE)
def revoke_feed() -> ResponseReturnValue:
    feeds.revoke_feed(caller())
    return goto(url_for("planning.feed"), SAID["feed_revoked"])
