"""The papers of a meeting for reading: their page, minutes and extract as PDF and Word, draft or as kept."""

from dataclasses import dataclass

from ..documents.errors import DocumentError, ForeignLetter
from ..documents.official import OfficialPaper
from ..documents.pdf import render_official
from ..domain.access import Action, may
from ..domain.errors import Refused
from ..domain.meetings import MeetingPaper
from ..models import Review
from .command import Query, query
from .document_pages import StoredFile
from .meeting_words import kept_words, papers_from
from .review_files import copies_of
from .review_minutes import content_now
from .review_sheet import entries, find_review, is_editable, load_branch
from .reviews import head_of
from .signed_copies import MOST_COPIES, CopyLine

_FILE_NAMES = {MeetingPaper.MINUTES: "bien-ban", MeetingPaper.EXTRACT: "trich-nghi-quyet"}


@dataclass(frozen=True)
class PapersPage:
    """The papers of one review. `is_ready`: they can be drawn; `is_kept`: the review is concluded.

    `was_kept`: it was concluded before, though it may be open again.
    """

    branch_id: int
    branch_name: str
    is_practice: bool
    year: int
    month: int
    is_ready: bool
    is_kept: bool
    was_kept: bool
    may_open: bool
    may_bring: bool
    copies: tuple[CopyLine, ...]
    most_copies: int = MOST_COPIES

    def copies_of(self, paper: MeetingPaper) -> tuple[CopyLine, ...]:
        return tuple(one for one in self.copies if one.paper is paper)


def _is_ready(review: Review | None) -> bool:
    return review is not None and review.meeting_on is not None and bool(review.chair)


def _is_kept(review: Review | None) -> bool:
    return review is not None and review.document_id is not None and not is_editable(review)


@query(Action.REVIEW_VIEW)
def papers_page(cx: Query, branch_id: int, year: int, month: int) -> PapersPage:
    """What papers there are of a review. Raises NotFound for another one's branch."""
    branch = load_branch(cx, branch_id, year, month)
    review = find_review(cx.session, branch_id, year, month)
    return PapersPage(
        branch_id=branch_id,
        branch_name=branch.name,
        is_practice=branch.is_practice,
        year=year,
        month=month,
        is_ready=_is_ready(review),
        is_kept=_is_kept(review),
        was_kept=review is not None and review.document_id is not None,
        may_open=may(cx.actor, Action.ATTACHMENT_VIEW, branch_id),
        may_bring=may(cx.actor, Action.PAPER_MAKE, branch_id),
        copies=copies_of(cx, branch_id, review),
    )


def _words(cx: Query, branch_id: int, year: int, month: int, paper: MeetingPaper) -> OfficialPaper:
    """The paper as it was kept; of an open review as things stand, marked as a draft."""
    branch = load_branch(cx, branch_id, year, month)
    review = find_review(cx.session, branch_id, year, month)
    if review is None or not _is_ready(review):
        raise Refused("papers_not_yet", month=f"{month:02d}/{year}")
    is_kept = _is_kept(review)
    found = kept_words(cx, review, paper) if is_kept else None
    if found is not None:
        return found
    # Concluded before the words were kept: what the rows say now, which are locked since.
    listed = entries(cx.session, branch_id, year, month, review)
    content = content_now(
        cx,
        branch,
        review,
        (year, month),
        head_of(review),
        listed,
        no_change=review.no_change,
        draft=not is_kept,
    )
    return papers_from(content)[paper]


@query(Action.REVIEW_VIEW)
def meeting_paper(
    cx: Query, branch_id: int, year: int, month: int, paper: MeetingPaper, kind: str
) -> StoredFile:
    """Minutes or extract as pdf or docx, both from the same words.

    Raises NotFound for another one's branch; Refused before the meeting's day and chair are known, or for
    a letter that cannot be printed.
    """
    words = _words(cx, branch_id, year, month, paper)
    name = f"{_FILE_NAMES[paper]}-{branch_id}-{year}-{month:02d}.{kind}"
    cx.session.rollback()  # drawing takes a second; nobody who writes waits for a reader meanwhile
    if kind == "docx":
        from ..documents.word import render_docx  # some 10 MB: only when asked for

        return StoredFile(render_docx(words), name, "")
    try:
        return StoredFile(render_official(words), name, "")
    except ForeignLetter as problem:
        raise Refused("paper_letter", letter=problem.letter, point=problem.point) from problem
    except DocumentError as problem:
        raise Refused("paper_form_failed") from problem
