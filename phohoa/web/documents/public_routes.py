"""The page behind the square code on an issued paper, open to whoever holds the paper."""

import threading
import time
from collections import defaultdict, deque

from flask import current_app, request
from flask.typing import ResponseReturnValue

from ...domain.errors import Invalid
from ...services import public_papers, verification_words
from ...services.verification import MAX_BYTES
from ...texts.checking import PUBLIC_STANDINGS, TOO_OFTEN
from ..gate import actor, public
from ..htmx import page
from .blueprint import blueprint
from .forms import VerifyForm

MINUTE = 60.0
#: How often one address may look, and how often it, and all of them, may have a copy checked, in a minute.
LOOKS, CHECKS, ALL_CHECKS = 60, 12, 30
_MANY_ADDRESSES = 2000


class Often:
    """How often what was done within the last minute; kept in memory, for one process serves an office."""

    def __init__(self) -> None:
        self._lock, self._times = threading.Lock(), defaultdict[str, deque[float]](deque)

    def passes(self, name: str, most: int) -> bool:
        """Count one more time unless there were too many."""
        now = time.monotonic()
        with self._lock:
            if len(self._times) > _MANY_ADDRESSES:
                self._times.clear()
            times = self._times[name]
            while times and times[0] < now - MINUTE:
                times.popleft()
            if len(times) >= most:
                return False
            times.append(now)
            return True


def _passes(what: str, most: int) -> bool:
    often: Often = current_app.extensions.setdefault("phohoa.often", Often())
    return often.passes(f"{what} {request.remote_addr or '-'}" if what != "all" else what, most)


def _shown(token: str, status: int = 200, **more: object) -> ResponseReturnValue:
    paper = public_papers.public_paper(actor(), token)
    more.setdefault("form", VerifyForm())
    return page("documents/public.html", status, paper=paper, token=token, standings=PUBLIC_STANDINGS, **more)


@blueprint.get("/v/<token>")
@public
def public_paper(token: str) -> ResponseReturnValue:
    if not _passes("look", LOOKS):
        return page("documents/too_often.html", 429, words=TOO_OFTEN)
    return _shown(token)


@blueprint.post("/v/<token>")
@public
def check_copy(token: str) -> ResponseReturnValue:
    form = VerifyForm()
    if not form.validate_on_submit():
        return _shown(token, 422, form=form)
    if not (_passes("check", CHECKS) and _passes("all", ALL_CHECKS)):
        return page("documents/too_often.html", 429, words=TOO_OFTEN)
    try:
        found = public_papers.check_copy(actor(), token, form.content(MAX_BYTES))
    except Invalid as error:
        form.take(error)
        return _shown(token, 422, form=form)
    return _shown(token, check=found, words=verification_words.answer(found) if found else None, form=form)
