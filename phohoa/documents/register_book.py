"""A book of the register in print: what stands in it, and its way to a PDF."""

from dataclasses import dataclass
from datetime import date

from phohoa.documents import typesetting
from phohoa.documents.content import LANGUAGE
from phohoa.documents.letters import compose
from phohoa.documents.pdf import drawn

#: Rows of one printed volume; a longer book is printed in several.
MOST_ROWS = 400
#: Rows of one table: the engine's time grows faster than the rows of a table.
TOGETHER = 20


@dataclass(frozen=True, slots=True)
class RegisterBookPaper:
    """A volume of a book of one year.

    `widths` in percent and `figures` (columns that are centred) belong to `heads`; each row has a cell for
    each head. `part` counts the volumes from 1, 0 where there is one only. `chain_head` is the newest hash.
    """

    parent: str
    issuer: str
    name: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    figures: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    ranges: tuple[str, ...]
    count_words: str
    closing_range: str
    closed_on: date
    chain_head: str
    part: int = 0
    language: str = LANGUAGE

    def __post_init__(self) -> None:
        if not 0 < len(self.rows) <= MOST_ROWS:
            raise ValueError("a volume has between one row and the most")
        if len(self.heads) != len(self.widths) or any(len(row) != len(self.heads) for row in self.rows):
            raise ValueError("rows, heads and widths do not fit")


def render_register_book(content: RegisterBookPaper) -> bytes:
    """The volume as PDF, A4 lying. Raises as pdf.render_plan does."""
    chunks = [content.rows[at : at + TOGETHER] for at in range(0, len(content.rows), TOGETHER)]
    return drawn(
        typesetting.register_book_html(content, chunks),
        title=compose(content.name.capitalize()),
        author=content.issuer,
        language=content.language,
        dated=content.closed_on,
    )
