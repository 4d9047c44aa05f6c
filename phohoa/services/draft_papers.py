"""A draft as PDF: few at a time, so that the server's threads stay with people at their pages."""

from collections.abc import Callable

from ..documents import pdf
from ..documents.content import PlanContent
from ..documents.errors import Busy, DocumentError, ForeignLetter
from ..domain.errors import Refused
from .command import Query


def draft_of(cx: Query, make: Callable[[], PlanContent]) -> bytes:
    """What `make` reads, drawn without number and signature.

    Raises Refused: too many are being made, a letter that cannot be printed, or it failed.
    """
    try:
        with pdf.place_for_a_draft():
            content = make()
            cx.session.rollback()  # drawing takes a second; nobody who writes waits for a reader meanwhile
            return pdf.render_plan(content)
    except Busy as problem:
        raise Refused("drafts_busy") from problem
    except ForeignLetter as problem:
        raise Refused("foreign_letter", letter=problem.letter, point=problem.point) from problem
    except DocumentError as problem:
        raise Refused("document_failed") from problem
