"""The head of a paper: issuer, number, place and date, kind and subject, in whatever order they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from phohoa.documents.importing.draft import Draft
from phohoa.documents.importing.lines import Line, columns, join, label_of
from phohoa.documents.importing.structure import Certainty, Part, Piece, Role
from phohoa.domain.recognition import flat, real_day
from phohoa.texts.importing import KINDS

_FLAT_KINDS = tuple((flat(kind), kind) for kind in KINDS)
_NUMBER = re.compile(r"so\s*[:.]?\s*(\d{1,4})?[\s.\u2026_]*([-/\u2013]?)\s*([a-z][a-z\-/\s]{1,24})?$")
_DATE = re.compile(
    r"(?P<place>[^,]{0,60}?)\s*[,.]?\s*\bngay\b(?P<day>[\s\d.\u2026_]*)thang(?P<month>[\s\d.\u2026_]*)"
    r"nam(?P<year>[\s\d.\u2026_]*)$"
)
_UNIT_STARTS = (
    "dang bo",
    "dang uy",
    "chi bo",
    "chi uy",
    "tinh uy",
    "thanh uy",
    "thi uy",
    "huyen uy",
    "quan uy",
    "ban ",
    "van phong",
    "hoi ",
    "doan ",
    "mat tran",
    "uy ban",
    "lien doan",
    "truong ",
    "bch ",
    "trung tam",
)
_BASES = (
    "can cu",
    "thuc hien",
    "thi hanh",
    "xet ",
    "theo ",
    "trien khai thuc hien",
    "trien khai ",
    "tiep tuc thuc hien",
)
_NATION = ("cong hoa xa hoi", "doc lap")
_LOOKED_AT = 40


@dataclass
class HeadFound:
    """What the head shows; the lines after it begin at `rest`."""

    rest: int = 0
    parent: list[Piece] = field(default_factory=list)
    issuer: list[Piece] = field(default_factory=list)
    number_line: Piece | None = None
    number: int | None = None
    symbol: str = ""
    date_line: Piece | None = None
    place: str = ""
    dated: date | None = None
    year: int | None = None
    kind: Piece | None = None
    subject: list[Piece] = field(default_factory=list)


def place_in(words: str) -> str:
    """The place of a line of place and date."""
    at = flat(words).find("ngay")
    return words[:at].rstrip(" ,.") if at > 0 else ""


def is_basis(line: Line) -> bool:
    """Whether a line begins a legal basis."""
    words = line.flat.lstrip("-\u2013*+ ")
    first = line.text.lstrip("-\u2013*+ ")[:1]
    return words.startswith(_BASES) and first.isupper()


def kind_in(line: Line) -> tuple[int, str] | None:
    """How many letters at the beginning of a line name a kind of paper in capitals, and the kind."""
    words = line.text.lstrip("* ")
    skipped = len(line.text) - len(words)
    for form, kind in _FLAT_KINDS:
        if flat(words).startswith(form) and words[: len(form)].isupper():
            rest = words[len(form) :]
            if not rest or not rest[0].isalpha():
                return skipped + len(form), kind
    return None


def read_head(draft: Draft, lines: Sequence[Line]) -> HeadFound:
    """Takes the head's pieces from the first lines."""
    found = HeadFound()
    at = next((n for n, line in enumerate(lines[:_LOOKED_AT]) if kind_in(line)), None)
    if at is None:
        at = next(
            (n for n, line in enumerate(lines[:_LOOKED_AT]) if _ends_head(line)),
            min(len(lines), _LOOKED_AT),
        )
        _top(draft, lines[:at], found)
        found.rest = at
        return found
    _top(draft, lines[:at], found)
    length, _ = kind_in(lines[at]) or (0, "")
    line = lines[at]
    found.kind = draft.piece(Role.KIND, [Part(line.start, line.start + length)])
    found.rest = at + 1
    if length < len(line.text):
        rest = Part(line.start + length, line.end)
        if line.text[length:].strip("*-_ \u2013"):
            found.subject.append(draft.piece(Role.SUBJECT, [rest]))
        else:
            draft.piece(Role.RULE, [rest])
    _subject(draft, lines, found)
    _late_head(draft, lines, found)
    return found


def _ends_head(line: Line) -> bool:
    return is_basis(line) or (label_of(line) is not None and len(line.text) > 3) or len(line.text) > 120


def _top(draft: Draft, lines: Sequence[Line], found: HeadFound) -> None:
    units: list[list[Line]] = []
    last: dict[int, Line] = {}
    for line in [one for whole in lines for one in _stretches(whole)]:
        if _known(draft, line, found):
            last.pop(line.column, None)
            continue
        before = last.get(line.column)
        goes_on = before is not None and bool(units) and units[-1][-1] is before
        if line.text.isupper() and not line.flat.startswith(_NATION) and (len(line.text) > 3 or goes_on):
            if goes_on and not line.flat.startswith(_UNIT_STARTS) and not line.blank_before:
                units[-1].append(line)
            else:
                units.append([line])
            last[line.column] = line
            continue
        marks = ("state_form",) if line.flat.startswith(_NATION) else ("not_understood",)
        draft.piece(Role.LEFTOVER, [line.part], *marks, certainty=Certainty.DOUBTFUL)
    _units(draft, units, found)


def _stretches(line: Line) -> list[Line]:
    """The columns of a line; blanks for a number or a day are no gap between columns."""
    if _NUMBER.match(line.flat) or _DATE.match(line.flat):
        return [line]
    return columns(line)


def _units(draft: Draft, units: Sequence[list[Line]], found: HeadFound) -> None:
    for place, group in enumerate(units):
        role = Role.ISSUER if place == len(units) - 1 else Role.PARENT
        piece = draft.piece(role, join(group))
        if draft.names and not any(flat(name) in flat(piece.text) for name in draft.names):
            draft.pieces.pop()
            piece = draft.piece(role, join(group), "unit_unknown")
        (found.issuer if role is Role.ISSUER else found.parent).append(piece)


def _known(draft: Draft, line: Line, found: HeadFound) -> bool:
    words = line.flat
    if words.startswith("dang cong san viet nam"):
        draft.piece(Role.PARTY, [line.part])
    elif not words.strip("*x\u00d7 ") and len(words) <= 5:
        draft.piece(Role.STAR, [line.part])
    elif not words.strip("-_\u2013\u2014=\u2500 "):
        draft.piece(Role.RULE, [line.part])
    elif found.number_line is None and (number := _NUMBER.match(words)) and (number[1] or number[2]):
        _number(draft, line, found, number)
    elif found.date_line is None and (day := _DATE.match(words)):
        _date(draft, line, found, day)
    else:
        return False
    return True


def _number(draft: Draft, line: Line, found: HeadFound, number: re.Match[str]) -> None:
    symbol = "".join(line.text[number.start(3) :].split()) if number[3] else ""
    marks = [] if number[1] else ["number_blank"]
    if number[2] == "/" or ":" in line.text:
        marks.append("state_form")
    found.number = int(number[1]) if number[1] else None
    found.symbol = symbol
    found.number_line = draft.piece(Role.NUMBER, [line.part], *marks)


def _date(draft: Draft, line: Line, found: HeadFound, day: re.Match[str]) -> None:
    figures = {name: re.sub(r"\D", "", day[name]) for name in ("day", "month", "year")}
    year = int(figures["year"]) if len(figures["year"]) == 4 else None
    marks, word = [], ""
    if figures["day"] and figures["month"] and year:
        found.dated = real_day(year, int(figures["month"]), int(figures["day"]))
        if found.dated is None:
            marks, word = ["date_impossible"], "/".join(figures.values())
    else:
        marks = ["date_blank"]
    sure = Certainty.DOUBTFUL if word else Certainty.SURE
    found.year = year
    found.date_line = draft.piece(Role.PLACE_DATE, [line.part], *marks, word=word, certainty=sure)
    found.place = place_in(found.date_line.text)


def _subject(draft: Draft, lines: Sequence[Line], found: HeadFound) -> None:
    group: list[Line] = []
    while found.rest < len(lines) and len(group) < 5:
        line = lines[found.rest]
        if not line.text.strip("-_\u2013\u2014=*\u2500 "):
            if group:
                found.subject.append(draft.piece(Role.SUBJECT, join(group)))
                group = []
            draft.piece(Role.STAR if "*" in line.text else Role.RULE, [line.part])
            found.rest += 1
            if found.subject:
                return
            continue
        if _after_subject(line, group, found):
            break
        group.append(line)
        found.rest += 1
    if group:
        found.subject.append(draft.piece(Role.SUBJECT, join(group)))


def _after_subject(line: Line, group: Sequence[Line], found: HeadFound) -> bool:
    """Whether the subject has ended before this line."""
    label = label_of(line)
    if line.cell or len(line.text) > 160 or (label is not None and label.style != "letter"):
        return True
    begun = bool(group or found.subject)
    if not begun:
        return is_basis(line) and (len(line.text) > 100 or line.text.endswith((";", ",", ".")))
    if (
        is_basis(line)
        or line.text.endswith((";", ".", ":"))
        or (found.subject and not group and line.blank_before)
    ):
        return True
    before = group[-1] if group else None
    if line.text.isupper() or (before is not None and before.bold and line.bold):
        return bool(before and not before.text.isupper() and line.text.isupper())
    return line.blank_before or (line.text[:1].isupper() and not (before is not None and line.centred))


def _late_head(draft: Draft, lines: Sequence[Line], found: HeadFound) -> None:
    """Number or place and date that a reader of PDF files puts after the subject."""
    while found.rest < len(lines) and (found.number_line is None or found.date_line is None):
        line = lines[found.rest]
        if not (_NUMBER.match(line.flat) or _DATE.match(line.flat)) or not _known(draft, line, found):
            return
        found.rest += 1
