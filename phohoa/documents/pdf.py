"""Plans, minutes and papers as PDF bytes, drawn in a child process with limits of time and memory."""

import contextlib
import threading
from collections.abc import Iterator
from datetime import date

from phohoa.documents import typesetting
from phohoa.documents.content import MinutesContent, PlanContent
from phohoa.documents.errors import Busy, refusal
from phohoa.documents.letters import compose
from phohoa.documents.minutes import minutes_paper
from phohoa.documents.official import OfficialPaper
from phohoa.documents.press import DRAWING, Press


def render_plan(content: PlanContent, *, seal: bool = False) -> bytes:
    """The plan in the official layout (HD 36-HD/VPTW), with an empty signature field for the signatory.

    `seal` adds the organisation's field over the left third of it. The same content gives the same bytes.
    Raises ForeignLetter naming the letter, TooLarge, RenderFailed, TookTooLong (20 s), ChildFailed.
    """
    return drawn(
        typesetting.plan_html(content),
        title=typesetting.plan_title(content),
        author=content.head.issuer,
        language=content.language,
        dated=content.head.dated,
        seal=seal,
    )


def render_minutes(content: MinutesContent, press: Press = DRAWING) -> bytes:
    """The minutes of a monthly review, for two signatures by hand. Raises as render_plan does."""
    return render_official(minutes_paper(content), press)


def render_official(paper: OfficialPaper, press: Press = DRAWING, *, seal: bool = False) -> bytes:
    """A paper of the process in the official layout. Raises as render_plan does.

    `seal` as for render_plan, on a paper with a signature field. `press` is the child that draws it; many
    papers at once are shared out among several.
    """
    return drawn(
        typesetting.official_html(paper),
        title=compose(paper.title),
        author=paper.head.issuer,
        language=paper.language,
        dated=paper.head.dated,
        press=press,
        seal=seal,
    )


#: Drafts that may be made or wait at the same time; the server's other threads are for everybody else.
DRAFTS_AT_ONCE = 3
_places = threading.BoundedSemaphore(DRAFTS_AT_ONCE)


@contextlib.contextmanager
def place_for_a_draft() -> Iterator[None]:
    """A place among those who wait for a draft. Raises Busy when all are taken."""
    if not _places.acquire(blocking=False):
        raise Busy(f"{DRAFTS_AT_ONCE} drafts are being made")
    try:
        yield
    finally:
        _places.release()


def warm_up() -> None:
    """Starts the child and loads its engines (about a second), so that the first document is quick."""
    DRAWING.run("warm", {})


def drawn(
    html: str,
    *,
    title: str,
    author: str,
    language: str,
    dated: date | None,
    press: Press = DRAWING,
    seal: bool = False,
) -> bytes:
    """HTML of our own templates as a finished PDF that calls itself `title`. Raises as render_plan does."""
    created = dated.isoformat() if dated is not None else ""
    answer = press.run(
        "draw",
        {
            "html": html,
            "title": title,
            "author": compose(author),
            "language": language,
            "created": created,
            "seal": seal,
        },
    )
    if answer.name != "done":
        raise refusal(str(answer.values["code"]), str(answer.values["detail"]))
    return answer.parts[0]
