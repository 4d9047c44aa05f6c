"""The blank form of a monthly review: what stands on it, and its way to a PDF for the pen."""

from dataclasses import dataclass
from datetime import date

from phohoa.documents import typesetting
from phohoa.documents.content import LANGUAGE
from phohoa.documents.pdf import drawn

#: Empty lines for people whom the meeting brings up itself.
NEW_LINES = 5


@dataclass(frozen=True, slots=True)
class FormLine:
    """One person of the form, under the number of the working page.

    `open_decisions` says for each column to tick, in the order of `texts.review_papers.TICKS`, whether that
    decision is open to the person; a closed one is struck out.
    """

    name: str
    birth_year: str
    stage: str
    helper: str
    open_decisions: tuple[bool, ...]
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlankForm:
    """The form of one branch and month. `code` names the list that is printed; `members` can be helpers.

    It carries no field that is guarded: no citizen number, no address, no note.
    """

    parent: str
    branch: str
    month: int
    year: int
    code: str
    printed_on: date
    official: int | None
    probationary: int | None
    lines: tuple[FormLine, ...]
    members: tuple[str, ...]
    language: str = LANGUAGE


def render_blank_form(content: BlankForm) -> bytes:
    """The form as PDF, A4 lying, with its code on every page. Raises as pdf.render_plan does."""
    return drawn(
        typesetting.blank_form_html(content, NEW_LINES),
        title=typesetting.blank_form_title(content.branch, content.month, content.year),
        author=content.branch,
        language=content.language,
        dated=content.printed_on,
    )
