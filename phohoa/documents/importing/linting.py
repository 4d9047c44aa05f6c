"""An existing paper as the layout linter takes it: its stretches as they stand in the source."""

from collections.abc import Iterable, Iterator
from datetime import date

from phohoa.documents.importing.structure import Imported, Item, Piece, SectionFound
from phohoa.documents.letters import draws
from phohoa.domain.paper_lint_shape import Label, LintPaper, PaperFacts, Stretch, StretchRole
from phohoa.texts.linting import WORDS

R = StretchRole
#: What a paper of the committee must have; number and day may be stamped on only when it is issued.
_REQUIRED = (R.PARENT, R.ISSUER, R.NUMBER, R.DATE_LINE, R.KIND, R.SUBJECT, R.BODY, R.RECIPIENTS)
_SIGNED = (R.AUTHORITY, R.POSITION, R.NAME)


def paper_to_lint(imported: Imported, names: Iterable[str], day: date) -> LintPaper:
    """The paper with what can be known without a ward: names of places, the day to judge it by."""
    made = _Stretches(imported)
    stretches = tuple(made.all())
    year = imported.year if imported.year == day.year else None
    return LintPaper(
        stretches=stretches,
        facts=PaperFacts(day=day, year=year, places=tuple(names)),
        words=WORDS,
        draws=draws,
        labels=tuple(made.labels),
        required=(*_REQUIRED, *_SIGNED),
    )


class _Stretches:
    def __init__(self, imported: Imported) -> None:
        self.imported = imported
        self.text = imported.source.text
        self.labels: list[Label] = []

    def all(self) -> Iterator[Stretch]:
        """The stretches in the order of an official paper."""
        i = self.imported
        yield from self._one(R.PARENT, "parent", i.parent)
        yield from self._one(R.ISSUER, "issuer", i.issuer)
        yield from self._one(R.NUMBER, "number", (i.number_line,))
        yield from self._one(R.DATE_LINE, "date_line", (i.date_line,))
        yield from self._one(R.KIND, "kind", (i.kind,))
        yield from self._one(R.SUBJECT, "subject", i.subject)
        for number, piece in enumerate(i.bases, 1):
            yield from self._one(R.BASES, f"basis {number}", (piece,))
        yield from self._one(R.OPENING, "opening", i.opening)
        for number, section in enumerate(i.sections, 1):
            yield from self._section(number, section)
        for number, piece in enumerate(i.closing, 1):
            yield from self._one(R.CLOSING, f"closing {number}", (piece,))
        yield from self._one(R.RECIPIENTS, "recipients", i.recipients, between="\n")
        yield from self._one(R.AUTHORITY, "authority", i.authority)
        yield from self._one(R.POSITION, "position", i.position)
        yield from self._one(R.NAME, "name", (i.name,))

    def _one(
        self,
        role: StretchRole,
        key: str,
        pieces: Iterable[Piece | None],
        between: str = " ",
        label: str = "",
    ) -> Iterator[Stretch]:
        found = [piece for piece in pieces if piece is not None]
        if found:
            start = found[0].parts[0].start if found[0].parts else 0
            line = self.text.count("\n", 0, start) + 1
            yield Stretch(role, key, between.join(piece.text for piece in found), label, line)

    def _section(self, number: int, section: SectionFound) -> Iterator[Stretch]:
        label = section.label.text if section.label is not None else ""
        key = f"section {number}"
        if label:
            # A numbered paragraph has no heading: its first item carries the number.
            first = f"{key} heading" if section.heading is not None else f"{key} item 1"
            self.labels.append(Label(section.level, label, first))
        yield from self._one(R.HEADING, f"{key} heading", (section.heading,), label="")
        for place, item in enumerate(section.items, 1):
            yield from self._item(f"{key} item {place}", label, item)

    def _item(self, key: str, label: str, item: Item) -> Iterator[Stretch]:
        if item.table is None:
            yield from self._one(R.BODY, key, (item.piece,), label=label)
            return
        for place, row in enumerate(item.table.rows, 1):
            for column, cell in enumerate(row, 1):
                yield from self._one(R.CELL, f"{key} cell {place}.{column}", (cell,))
