"""An imported paper as content for the layout, and as a short outline for the eye."""

from collections.abc import Iterable, Iterator

from phohoa.documents.content import Head, Section, Table
from phohoa.documents.importing.head import place_in
from phohoa.documents.importing.structure import Imported, Item, Piece, Role, SectionFound, TableFound
from phohoa.documents.official import OfficialPaper, Signature
from phohoa.documents.tables import table_of
from phohoa.texts import importing as texts

_SIGNS = frozenset("*\uf0b7\u25cf\u2022\u00b7")
#: Levels that the layout knows; a deeper one looks like the last.
_DEEPEST = 3


def to_paper(imported: Imported, *, corrected: bool) -> OfficialPaper:
    """The paper as it would be typeset: blanks for number and day that it does not show.

    The words are those of the source; with `corrected` every proposed correction is applied.
    """

    def words(piece: Piece | None) -> str:
        return piece.words(corrected) if piece is not None else ""

    def line(pieces: Iterable[Piece], between: str = " ") -> str:
        return between.join(words(piece) for piece in pieces)

    bases, opening = [words(piece) for piece in imported.bases], line(imported.opening)
    if imported.opening_runs_on and bases:
        bases, opening = bases[:-1], f"{bases[-1]} {opening}"
    head = Head(
        parent=line(imported.parent),
        issuer=line(imported.issuer) or texts.NOT_SHOWN,
        symbol=imported.symbol,
        place=place_in(words(imported.date_line)) or texts.NOT_SHOWN,
        year=imported.year or 0,
        number=imported.number,
        dated=imported.dated,
        without_number=imported.number_line is None,
    )
    sections = tuple(_sections(imported, corrected))
    closing = "\n".join(words(piece) for piece in imported.closing)
    subject = line(imported.subject) or texts.NOT_SHOWN
    kind = words(imported.kind)
    return OfficialPaper(
        head=head,
        kind=kind or texts.NOT_SHOWN,
        subject=subject,
        title=f"{kind.capitalize()} {subject}".strip(),
        bases=tuple(bases),
        opening=opening,
        sections=sections,
        closing=closing or ("" if sections or opening.strip() else texts.NOT_SHOWN),
        recipients=tuple(recipient(words(piece)) for piece in imported.recipients),
        recipients_end=";" if any(piece.text.endswith(";") for piece in imported.recipients) else ",",
        signatures=(
            Signature(
                line(imported.authority) or texts.NOT_SHOWN,
                line(imported.position) or texts.NOT_SHOWN,
                words(imported.name) or texts.NOT_SHOWN,
            ),
        ),
    )


def recipient(words: str) -> str:
    """A recipient without its hyphen and the mark behind it, which the layout sets."""
    return words.strip("-\u2013\u2022+* ").rstrip(",;. ")


def _sections(imported: Imported, corrected: bool) -> Iterator[Section]:
    for section in imported.sections:
        yield from _section(section, corrected)
    # What nobody understood is printed too: a person takes it out, not the program.
    rest = tuple(piece.words(corrected) for piece in imported.leftover if piece.role is Role.LEFTOVER)
    if rest:
        yield Section(1, "", texts.LEFTOVER_HEADING, rest)


def _section(section: SectionFound, corrected: bool) -> Iterator[Section]:
    level = min(max(section.level, 1), _DEEPEST)
    label = section.label.words(corrected) if section.label is not None else ""
    heading = section.heading.words(corrected) if section.heading is not None else ""
    paragraphs: list[str] = []
    run_in = section.run_in
    for item in section.items:
        if item.table is None:
            paragraphs.append(item_words(item, corrected))
            continue
        # The layout sets tables after the paragraphs: what follows one begins a section without a heading.
        yield Section(level, label, heading, tuple(paragraphs), (to_table(item.table, corrected),), run_in)
        label, heading, paragraphs, run_in = "", "", [], False
    if label or heading or paragraphs:
        yield Section(level, label, heading, tuple(paragraphs), (), run_in)


def item_words(item: Item, corrected: bool) -> str:
    """The words of a paragraph with its hyphen or plus."""
    words = item.piece.words(corrected) if item.piece is not None else ""
    if item.bullet is None:
        return words
    # A sign of Word's symbol font, or a recogniser's star, is the hyphen of an official paper.
    sign = item.bullet.words(corrected)
    return f"{'-' if sign in _SIGNS else sign} {words}"


def to_table(table: TableFound, corrected: bool) -> Table:
    """The table as the layout wants it."""
    rows = [tuple(cell.words(corrected) if cell else "" for cell in row) for row in table.rows]
    return table_of(rows, table.caption.words(corrected) if table.caption is not None else "")


def outline(imported: Imported) -> str:
    """The structure as lines: what each part is, and what is to be asked or looked at."""
    lines = []
    for piece in imported.pieces:
        sign = {"sure": " ", "likely": "~", "doubtful": "?"}[piece.certainty.value]
        lines.append(f"{sign} {texts.ROLES[piece.role.value]}: {piece.text}")
        lines += [f"    > {texts.MARKS[mark.code].format(word=mark.word)}" for mark in piece.marks]
        lines += [
            f"    > {one.original or '∅'} -> {one.proposed or '∅'}: {texts.REASONS[one.reason]}"
            for one in piece.corrections
        ]
    if imported.asked:
        lines.append(texts.TO_ASK.format(fields=", ".join(texts.ASKED[name] for name in imported.asked)))
    return "\n".join(lines)
