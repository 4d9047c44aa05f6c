"""The whole of a paper from its lines: head, body, end, and what nobody understood, in their places."""

from collections.abc import Collection, Sequence

from phohoa.documents.importing.body import Body, with_levels
from phohoa.documents.importing.draft import Draft
from phohoa.documents.importing.head import HeadFound, read_head
from phohoa.documents.importing.lines import Line, is_page_number, wrapping_of
from phohoa.documents.importing.structure import Imported, Mark, Role, SectionFound, Source
from phohoa.documents.importing.tail import TailFound, read_tail, tail_begin


def assemble(source: Source, lines: Sequence[Line], names: Collection[str]) -> Imported:
    """What the lines of a source make up. `names` are units whose spelling is known."""
    draft = Draft(source.text, names)
    kept = _without_page_numbers(draft, lines)
    head = read_head(draft, kept)
    rest = kept[head.rest :]
    begin = tail_begin(rest)
    tail = read_tail(draft, rest[begin:])
    body = Body(draft, wrapping_of(rest[:begin]))
    body.read(rest[:begin])
    if tail.appendix is not None:
        _appendix(body, rest[begin + tail.appendix :])
    leftover = [piece for piece in draft.pieces if piece.role is Role.LEFTOVER]
    leftover += draft.take_leftovers()
    sections = with_levels(body.found.sections)
    pieces = tuple(sorted(draft.pieces, key=lambda piece: piece.parts[0].start))
    return Imported(
        source=source,
        pieces=pieces,
        parent=tuple(head.parent),
        issuer=tuple(head.issuer),
        number_line=head.number_line,
        number=head.number,
        symbol=head.symbol,
        date_line=head.date_line,
        place=head.place,
        dated=head.dated,
        year=head.year,
        kind=head.kind,
        subject=tuple(head.subject),
        bases=tuple(body.found.bases),
        opening=tuple(body.found.opening),
        opening_runs_on=body.found.runs_on,
        sections=sections,
        closing=tuple(body.found.closing),
        recipients=tuple(tail.recipients),
        authority=tuple(tail.authority),
        position=tuple(tail.position),
        name=tail.name,
        leftover=tuple(sorted(leftover, key=lambda piece: piece.parts[0].start)),
        asked=_asked(head, tail),
        marks=_marks(sections),
    )


def _without_page_numbers(draft: Draft, lines: Sequence[Line]) -> list[Line]:
    kept: list[Line] = []
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else None
        before = lines[place - 1] if place else None
        if is_page_number(line, before, after):
            draft.piece(Role.PAGE_NUMBER, [line.part])
        else:
            kept.append(line)
    return kept


def _appendix(body: Body, lines: Sequence[Line]) -> None:
    body.begin_appendix(lines[0])
    body.read(lines[1:], appendix=True)
    body.end_appendix()


def _asked(head: HeadFound, tail: TailFound) -> tuple[str, ...]:
    present = {
        "parent": head.parent,
        "issuer": head.issuer,
        "number": head.number is not None,
        "place": head.place,
        "dated": head.dated,
        "kind": head.kind,
        "subject": head.subject,
        "recipients": tail.recipients,
        "authority": tail.authority,
        "position": tail.position,
        "name": tail.name,
    }
    return tuple(name for name, found in present.items() if not found)


def _marks(sections: Sequence[SectionFound]) -> tuple[Mark, ...]:
    """Labels that stand twice or leave one out: kept as they are, and said."""
    found = []
    seen: dict[str, int] = {}
    for section in sections:
        if section.style not in ("roman", "number", "letter") or section.label is None:
            continue
        for deeper in {"roman": ("number", "letter"), "number": ("letter",)}.get(section.style, ()):
            seen.pop(deeper, None)
        figure = _figure(section.label.corrected, section.style)
        # Some offices go from d to e, others have the d with a bar between.
        follows = {1, 2} if section.style == "letter" and seen.get("letter") == 4 else {1}
        if figure - seen.get(section.style, 0) not in follows:
            found.append(Mark("label_repeated", section.label.text))
        seen[section.style] = figure
    return tuple(found)


_ROMAN = {"I": 1, "V": 5, "X": 10}


def _figure(label: str, style: str) -> int:
    if style == "roman":
        figures = [_ROMAN[letter] for letter in label if letter in _ROMAN]
        later = [*figures[1:], 0]
        return sum(-one if one < after else one for one, after in zip(figures, later, strict=True))
    if style == "letter":
        return "abcd\u0111eghik".find(label[:1]) + 1
    return int("".join(letter for letter in label if letter.isdigit()) or 0)
