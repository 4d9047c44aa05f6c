"""What a meeting's papers said when it was concluded: kept sealed, so that they read the same ever after."""

import json

from ..documents.content import MinutesContent
from ..documents.minutes import extract_paper, minutes_paper
from ..documents.official import OfficialPaper, from_plain, to_plain
from ..domain.errors import Refused
from ..domain.meetings import MeetingPaper
from ..models import Review
from ..texts.meeting_papers import RECIPIENTS
from .command import Command, Context
from .vault import DamagedField, open_sealed, seal


def papers_from(content: MinutesContent) -> dict[MeetingPaper, OfficialPaper]:
    """Both papers of a meeting from one content."""
    return {
        MeetingPaper.MINUTES: minutes_paper(content),
        MeetingPaper.EXTRACT: extract_paper(content, RECIPIENTS),
    }


def _place(review_id: int) -> str:
    return f"meeting_words:{review_id}"


def keep_words(cx: Command, review: Review, content: MinutesContent | None) -> None:
    """Keep what the papers of a review say that is being concluded."""
    if content is None:
        review.papers_sealed = None
        return
    plain = {paper.value: to_plain(one) for paper, one in papers_from(content).items()}
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    review.papers_sealed = seal(cx.settings.field_key, _place(review.id), text)


def kept_words(cx: Context, review: Review, paper: MeetingPaper) -> OfficialPaper | None:
    """A paper as it was when the review was concluded; None where nothing was kept then. Raises Refused."""
    if review.papers_sealed is None:
        return None
    try:
        text = open_sealed(cx.settings.field_key, _place(review.id), review.papers_sealed)
    except DamagedField:
        raise Refused("papers_damaged") from None
    return from_plain(json.loads(text)[paper.value])
