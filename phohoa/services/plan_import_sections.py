"""The sections of a plan from an existing paper: headings, lines and tables where the paper has them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..documents import importing
from ..documents.importing import Imported
from ..documents.importing.structure import Piece, Role, SectionFound, TableFound
from ..domain.recognition import flat
from ..domain.typed_tables import row_line
from ..texts import plan_template as template
from ..texts.importing import LEFTOVER_HEADING

_DEEPEST = 3
_MAX_HEADING = 300
#: Headings under which the product sets the tables of the allocation.
_ALLOCATION = ("phan bo", "chi tieu")


@dataclass(frozen=True)
class SectionInput:
    """One section as it is stored: kind and level as in texts/plan_template, body one line a paragraph."""

    kind: str
    level: int
    heading: str
    body: str


def sections_of(imported: Imported) -> tuple[SectionInput, ...]:
    """The sections with the corrections that were chosen; nothing of the paper's body is left out."""
    made = list(_front(imported))
    body = list(_body(imported))
    place = next((n for n, one in enumerate(body) if one.level == 2 and _allocates(one)), None)
    if place is not None:
        body[place] = replace(body[place], kind=template.ALLOCATION)
    made += body
    rest = [piece.words(True) for piece in imported.leftover if piece.role is Role.LEFTOVER]
    if rest:
        made.append(SectionInput(template.TEXT, 1, LEFTOVER_HEADING, "\n".join(rest)))
    closing = "\n".join(piece.words(True) for piece in imported.closing)
    made.append(SectionInput(template.CLOSING, 0, template.CLOSING_HEADING, closing))
    return tuple(made)


def _allocates(one: SectionInput) -> bool:
    return flat(one.heading).startswith(_ALLOCATION)


def _front(imported: Imported) -> Iterator[SectionInput]:
    bases = [piece.words(True) for piece in imported.bases]
    opening = " ".join(piece.words(True) for piece in imported.opening)
    if imported.opening_runs_on and bases:
        # The last basis and the sentence it leads into are one paragraph of the paper.
        opening = f"{bases.pop()} {opening}"
    yield SectionInput(template.BASES, 0, template.BASES_HEADING, "\n".join(bases))
    yield SectionInput(template.OPENING, 0, template.OPENING_HEADING, opening)


def _body(imported: Imported) -> Iterator[SectionInput]:
    current: SectionInput | None = None
    for section in imported.sections:
        lines = list(_lines(section))
        heading = _words(section.heading)
        if heading and len(heading) <= _MAX_HEADING:
            if current is not None:
                yield current
            level = min(max(section.level, 1), _DEEPEST)
            current = SectionInput(template.TEXT, level, heading, "\n".join(lines))
            continue
        # A numbered paragraph is no section of its own: it keeps its number and stands with the one above.
        label = _words(section.label)
        first = (
            f"{label} {lines.pop(0)}" if label and lines and section.run_in else f"{label} {heading}".strip()
        )
        added = [*filter(None, [first.strip()]), *lines]
        if current is None:
            current = SectionInput(template.TEXT, 1, template.NEW_HEADING, "\n".join(added))
        else:
            current = replace(current, body="\n".join([*filter(None, [current.body]), *added]))
    if current is not None:
        yield current


def _words(piece: Piece | None) -> str:
    return piece.words(True) if piece is not None else ""


def _lines(section: SectionFound) -> Iterator[str]:
    after_table = False
    for item in section.items:
        if item.table is None:
            yield importing.item_words(item, True)
        else:
            if after_table and item.table.caption is None:
                yield ""  # else the rows of both would be one table
            yield from table_lines(item.table)
        after_table = item.table is not None


def table_lines(table: TableFound) -> Iterator[str]:
    """A table as the composer has it: a line is a row, its cells stand between bars."""
    if table.caption is not None:
        yield table.caption.words(True)
    for row in table.rows:
        yield row_line([_words(cell) for cell in row])
