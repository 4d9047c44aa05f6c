"""The end of a paper: recipients on the left, authority, position and name on the right, in any order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from phohoa.documents.importing.draft import Draft
from phohoa.documents.importing.lines import Line, columns, is_appendix, join, label_of
from phohoa.documents.importing.structure import Certainty, Part, Piece, Role

_AUTHORITY = re.compile(r"(?:t\s?/\s?m|k\s?/\s?t|t\s?/\s?l|t\s?/\s?u|tm|kt|tl|tuq)[.\s]+\s*[a-z]")
_POSITIONS = (
    "bi thu",
    "pho bi thu",
    "q. bi thu",
    "chanh van phong",
    "pho chanh van phong",
    "truong ban",
    "pho truong ban",
    "chu tich",
    "pho chu tich",
    "uy vien",
    "chu nhiem",
    "pho chu nhiem",
    "chu tri",
    "nguoi ghi bien ban",
)
_STAMP = re.compile(
    r"\(?\s*(?:da ky|ky ten|ky, ghi ro|da ky va dong dau).*"
    r"|.*\d{2}[-/.]\d{2}[-/.]\d{4} \d{2}:\d{2}(?::\d{2})?.*"
    r"|nguoi ky:.*|co quan:.*|thoi gian ky:.*|email:.*"
)
_NAME_WORD = re.compile(r"[^\W\d_]+")


@dataclass
class TailFound:
    """Recipients and signature; the appendix begins at `appendix` of the lines, if there is one."""

    recipients: list[Piece] = field(default_factory=list)
    authority: list[Piece] = field(default_factory=list)
    position: list[Piece] = field(default_factory=list)
    name: Piece | None = None
    appendix: int | None = None


def tail_begin(lines: Sequence[Line]) -> int:
    """Where the end of a paper begins: at the recipients or the authority, whichever comes first."""
    found = len(lines)
    for at in range(len(lines) - 1, -1, -1):
        if any(_starts_tail(one) for one in columns(lines[at])):
            found = at
        elif found < len(lines) and (is_appendix(lines[at]) or found - at > 25):
            break
    return found if found < len(lines) else _bare_signature(lines)


def _starts_tail(line: Line) -> bool:
    return (line.flat.strip("*_ ").startswith("noi nhan") and len(line.text) < 60) or _is_authority(line)


def _is_authority(line: Line) -> bool:
    return _AUTHORITY.match(line.flat.strip("* ")) is not None and line.text.isupper() and len(line.text) < 60


def _is_position(line: Line) -> bool:
    words = line.flat.strip("*() ")
    return (
        words.startswith(_POSITIONS) and len(words) <= 45 and (line.text.isupper() or len(words.split()) <= 4)
    )


def is_name(line: Line) -> bool:
    """Whether a line can be the name of a person: two to six words with capitals and nothing else."""
    words = re.sub(r"^(?:ThS|TS|BS|CN|KS)\.\s*", "", line.text.strip("* ")).split()
    return 2 <= len(words) <= 6 and all(
        _NAME_WORD.fullmatch(word) and word[:1].isupper() and len(word) <= 7 for word in words
    )


def _bare_signature(lines: Sequence[Line]) -> int:
    """A paper without recipients and authority: its last lines may still be position and name."""
    at = len(lines)
    while at > 0 and at > len(lines) - 4 and (is_name(lines[at - 1]) or _is_position(lines[at - 1])):
        at -= 1
    return at


def read_tail(draft: Draft, lines: Sequence[Line]) -> TailFound:
    """Takes the pieces of the end; stops where an appendix begins."""
    found = TailFound()
    left: list[Line] = []
    listing = False
    ends = next((n for n, line in enumerate(lines) if n and is_appendix(line)), None)
    for line in lines[:ends] if ends is not None else lines:
        for one in columns(line):
            words = one.flat.strip("*_ ")
            if words.startswith("noi nhan"):
                listing = True
                _recipients_head(draft, one, left)
            elif _is_authority(one):
                found.authority.append(draft.piece(Role.AUTHORITY, [one.part]))
            elif _is_position(one) and not (listing and label_of(one)):
                found.position.append(draft.piece(Role.POSITION, [one.part]))
            elif _STAMP.fullmatch(words):
                draft.piece(Role.STAMP, [one.part])
            elif listing and _is_recipient(one, left, found):
                if left and label_of(one) is None:
                    left.append(one)
                else:
                    _recipient(draft, left, found)
                    left = [one]
            elif _goes_on(one, found):
                found.authority.append(draft.piece(Role.AUTHORITY, [one.part]))
            elif is_name(one) and found.name is None:
                found.name = _name(draft, one, found)
            elif one.text.strip("*_-\u2013.\u2026 "):
                draft.piece(Role.LEFTOVER, [one.part], "not_understood", certainty=Certainty.DOUBTFUL)
            else:
                draft.piece(Role.RULE, [one.part])
    _recipient(draft, left, found)
    found.appendix = ends
    return found


def _recipients_head(draft: Draft, line: Line, left: list[Line]) -> None:
    colon = line.text.find(":")
    end = colon + 1 if 0 < colon < len(line.text) - 1 else len(line.text)
    while end < len(line.text) and line.text[end] in "*_":
        end += 1
    draft.piece(Role.RECIPIENTS_HEAD, [Part(line.start, line.start + end)])
    if end < len(line.text):
        words = line.text[end:].lstrip()
        left.append(Line(line.end - len(words), line.end, words, column=line.column))


def _is_recipient(line: Line, left: Sequence[Line], found: TailFound) -> bool:
    if line.column == 1:
        return False
    if label_of(line) is not None:
        return True
    if line.flat.startswith(("luu ", "nhu tren")) or re.search(r"[,;.]$", line.text):
        return True
    if not left:
        # Right after the heading a list without hyphens may stand.
        return not found.recipients and not is_name(line) and not line.text.isupper()
    return not left[-1].text.endswith((".", ";", ",")) and not line.blank_before and not line.text.isupper()


def _recipient(draft: Draft, left: Sequence[Line], found: TailFound) -> None:
    if left:
        found.recipients.append(draft.piece(Role.RECIPIENT, join(left)))


def _goes_on(line: Line, found: TailFound) -> bool:
    """Whether a line in capitals goes on with the authority above it."""
    return bool(found.authority) and not found.position and line.text.isupper() and found.name is None


def _name(draft: Draft, line: Line, found: TailFound) -> Piece:
    marks = () if found.position or found.authority else ("guessed",)
    return draft.piece(Role.NAME, [line.part], *marks)
