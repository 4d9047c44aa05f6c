"""The parts of a Party paper and their form: authority, number, date line, subject, recipients, end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .layout_rules import layout_on
from .paper_lint_shape import PROSE, Gravity, LintCode, LintFinding, LintPaper, Stretch, StretchRole, found
from .recognition import flat

C, R = LintCode, StretchRole
MUST, LOOK, NOTE = Gravity.MUST, Gravity.LOOK, Gravity.NOTE

#: T/M in the ways that are not it: TM., T.M, TM/, T/M. and without anything between.
_AUTHORITY = re.compile(r"(?P<mark>(?P<first>[tk])\s*(?:[./]\s*)?(?P<second>[mt])\s*[./]?)(?=[\s.]|$)\s*")
_COMMITTEE = re.compile(r"(?:dang uy|dang bo|ban thuong vu|ban chap hanh|chi bo|chi uy|dang doan)\b")
_NUMBER = re.compile(
    r"so(?P<colon>\s*:)?\s*(?P<number>\d{0,4})(?P<gap>\s*)[-\u2013](?P<after>\s*)(?P<symbol>[^\W\d_]{1,4}/[\w-]+)"
)
_NUMBER_STATE = re.compile(
    r"so\s*(?::\s*)?(?P<number>\d{1,4})\s*/\s*(?P<kind>[^\W\d_]{1,4})\s*-\s*(?P<body>[^\W\d_]{1,8})"
)
_PLACE_WORD = re.compile(r"(?:phuong|xa|thi tran|p\.)\s*(?=\S)")
_DATE_LINE = re.compile(r"[^,\n]+,\s*ngay\s*(?:[\d.\u2026_]*)\s*thang\s*(?:[\d.\u2026_]*)\s*nam\s*\d{4}\.?")
_ROMAN = re.compile(r"[IVXLC]+")
_HEADING_LABEL = re.compile(r"(?:[IVX]{1,5}\s*[-.]|\d{1,2}(?:\.\d{1,2})*\s*[-.)]|[a-z\u0111]\))\s+")
_LINE_LABEL = re.compile(r"^(?P<label>\d{1,2}(?:\.\d{1,2})*[.)]|[a-z\u0111]\))\s", re.MULTILINE)
_LETTERS = "abcd\u0111eghiklmnopqrstuvxy"

_MOTTO = re.compile(
    r"^[ \t*_]*(?:doc lap\s*[-\u2013]\s*tu do\s*[-\u2013]\s*hanh phuc)[ \t*_.]*$", re.MULTILINE
)
_NATION = re.compile(r"cong hoa xa hoi chu nghia viet nam")
_STATE_SIGN = re.compile(r"(?<![\w/.])(?:tm|kt|tl|tuq|q)\.\s*(?=[^\W\d_])")
_STATE_NUMBER = re.compile(r"(?<!\w)so\s*(?P<colon>:)\s*(?=\d{1,4}\s*[-/])")
#: Words in front that keep their capital: names, titles, abbreviations.
_CAPITAL_STAYS = frozenset(
    ("dang", "doan", "hoi", "mat", "bac", "chu", "quy", "luat", "dieu", "trung", "ban", "v/v")
)


def findings(paper: LintPaper) -> Iterator[LintFinding]:
    """Everything that is out of form."""
    yield from _signature(paper)
    yield from _head(paper)
    yield from _recipients(paper)
    yield from _end(paper)
    for stretch in paper.stretches:
        yield from _state_marks(stretch)
    yield from _labels(paper)


def missing(paper: LintPaper) -> Iterator[LintFinding]:
    """Parts that the paper must have and has not."""
    there = {one.role for one in paper.stretches if one.text.strip()}
    for role in paper.required:
        if role not in there:
            key = next((one.key for one in paper.stretches if one.role is role), role.value)
            yield LintFinding(C.PART_MISSING, MUST, key, params={"part": role.value})


# --- signature ---------------------------------------------------------------------------------------------


def _signature(paper: LintPaper) -> Iterator[LintFinding]:
    for stretch in paper.of(R.AUTHORITY):
        yield from _authority(stretch, paper)
    for stretch in paper.of(R.POSITION):
        if not stretch.text.strip() or stretch.text in paper.words.positions:
            continue
        meant = next((one for one in paper.words.positions if flat(one) == stretch.flat.strip()), None)
        if meant is not None:
            yield found(stretch, C.POSITION_FORM, MUST, 0, len(stretch.text), meant)
        else:
            yield found(stretch, C.POSITION_FORM, LOOK, 0, len(stretch.text))


def _authority(stretch: Stretch, paper: LintPaper) -> Iterator[LintFinding]:
    text = stretch.text.strip()
    if not text or text in paper.words.authorities:
        return
    mark = _AUTHORITY.match(stretch.flat)
    body = stretch.flat[mark.end() :] if mark else stretch.flat
    committee = _COMMITTEE.match(body) is not None
    stands = stretch.text[: mark.end("mark")] if mark else ""
    if mark is not None and mark["first"] == "k" and mark["second"] == "t" and committee:
        yield found(stretch, C.AUTHORITY_KT, MUST, 0, mark.end(), "T/M ")
    elif mark is not None and mark["first"] == "t" and mark["second"] == "m":
        if stands != "T/M" or stretch.text[mark.end("mark") : mark.end()] != " ":
            yield found(stretch, C.AUTHORITY_FORM, MUST, 0, mark.end(), "T/M ")
    elif committee:
        yield found(stretch, C.AUTHORITY_FORM, MUST, 0, 0, "T/M ")
    else:
        yield found(stretch, C.AUTHORITY_UNKNOWN, LOOK, 0, len(stretch.text))
    start = mark.end() if mark else 0
    if committee and not stretch.text[start:].isupper():
        yield found(stretch, C.CAPITALS, MUST, start, len(stretch.text), stretch.text[start:].upper())


# --- head --------------------------------------------------------------------------------------------------


def _head(paper: LintPaper) -> Iterator[LintFinding]:
    for stretch in paper.of(R.PARENT, R.ISSUER, R.KIND):
        if stretch.text.strip() and not stretch.text.isupper():
            yield found(stretch, C.CAPITALS, MUST, 0, len(stretch.text), stretch.text.upper())
    for stretch in paper.of(R.NUMBER):
        yield from _number(stretch)
    for stretch in paper.of(R.PLACE, R.DATE_LINE):
        word = _PLACE_WORD.match(stretch.flat)
        if word is not None:
            yield found(stretch, C.PLACE_WORD, MUST, 0, word.end(), "")
    for stretch in paper.of(R.DATE_LINE):
        if stretch.text.strip() and _DATE_LINE.fullmatch(stretch.flat.strip()) is None:
            yield found(stretch, C.DATE_LINE_SHAPE, LOOK, 0, len(stretch.text))
    for stretch in paper.of(R.SUBJECT):
        yield from _subject(stretch)


def _number(stretch: Stretch) -> Iterator[LintFinding]:
    shape = _NUMBER.match(stretch.flat.strip())
    text = stretch.text
    colon = _STATE_NUMBER.match(stretch.flat) or re.match(r"so\s*(?P<colon>:)", stretch.flat)
    if colon is not None:
        start = colon.start("colon")
        yield found(stretch, C.NUMBER_COLON, MUST, start, start + 1, "")
    state = _NUMBER_STATE.match(stretch.flat)
    if state is not None:
        start, end = state.start("number"), state.end("body")
        kind, body = text[state.start("kind") : state.end("kind")], text[state.start("body") : end]
        yield found(stretch, C.NUMBER_SHAPE, MUST, start, end, f"{int(state['number']):02d}-{kind}/{body}")
        return
    if shape is None:
        return
    offset = len(text) - len(text.lstrip())
    if shape["number"] and len(shape["number"]) == 1 and not shape["gap"] and not shape["after"]:
        start = offset + shape.start("number")
        yield found(stretch, C.NUMBER_ZERO, MUST, start, start + 1, f"0{shape['number']}")
    elif shape["number"] and (shape["gap"] or shape["after"]):
        start, end = offset + shape.start("number"), offset + shape.end("symbol")
        symbol = text[offset + shape.start("symbol") : end]
        yield found(stretch, C.NUMBER_SHAPE, LOOK, start, end, f"{int(shape['number']):02d}-{symbol}")


def _subject(stretch: Stretch) -> Iterator[LintFinding]:
    text = stretch.text
    kind = re.match(r"(?:ke hoach|nghi quyet|bao cao|thong bao|quyet dinh)\s+(?=\S)", stretch.flat)
    if kind is not None:
        yield found(stretch, C.SUBJECT_KIND, LOOK, 0, kind.end(), "")
    else:
        word = text.split()[0] if text.split() else ""
        if word[:1].isupper() and word[1:] == word[1:].lower() and flat(word) not in _CAPITAL_STAYS:
            at = text.index(word)
            yield found(stretch, C.SUBJECT_CAPITAL, MUST, at, at + len(word), word.lower())
    tail = re.search(r"[.;,/]+\s*$", text)
    if tail is not None and text[: tail.start()].strip():
        yield found(stretch, C.SUBJECT_STOP, LOOK, tail.start(), len(text), "")


# --- recipients, end ---------------------------------------------------------------------------------------


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Where each line with words begins, and the line."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1


def _recipients(paper: LintPaper) -> Iterator[LintFinding]:
    facts, wanted = paper.facts, paper.words.last_recipient
    for stretch in paper.of(R.RECIPIENTS):
        lines = list(_lines(stretch.text))
        if not lines:
            continue
        at, last = lines[-1]
        bare = last.strip("-\u2013\u2022+* ").rstrip(",;. ")
        if flat(bare) != flat(wanted):
            start = at + last.index(bare)
            ours = re.match(r"luu\b", flat(bare)) is not None
            if ours:
                yield found(stretch, C.RECIPIENT_LAST, MUST, start, start + len(bare), wanted)
            else:
                end = len(stretch.text.rstrip())
                sign = "- " if last.lstrip().startswith("-") else ""
                # Behind what stands comes the mark that is due there; where the layout sets it, none.
                between, close, cut = "", "", end
                if not facts.layout_sets_ends:
                    between, close, cut = _mark(paper), ".", end - (last.rstrip()[-1:] in ".,;")
                new = f"{between}\n{sign}{wanted}{close}"
                yield found(stretch, C.RECIPIENT_LAST, MUST, cut, end, new)
        if not facts.layout_sets_ends:
            yield from _ends(stretch, lines, _mark(paper))


def _mark(paper: LintPaper) -> str:
    return layout_on(paper.facts.day).recipient_mark


def _ends(stretch: Stretch, lines: list[tuple[int, str]], mark: str) -> Iterator[LintFinding]:
    for place, (at, line) in enumerate(lines):
        wanted = "." if place == len(lines) - 1 else mark
        end = len(line.rstrip().rstrip(".,;:"))
        if line[end:].strip() != wanted:
            yield found(stretch, C.RECIPIENT_ENDS, LOOK, at + end, at + len(line), wanted, wanted=wanted)


def _end(paper: LintPaper) -> Iterator[LintFinding]:
    body = [one for one in paper.stretches if one.role in (R.OPENING, R.BODY, R.CLOSING) and one.text.strip()]
    for stretch in body:
        state = re.search(r"(?<!\s)\s*\.\s*/\s*(?:\.\s*)?$", stretch.text)
        if state is not None:
            yield found(stretch, C.END_MARK, MUST, state.start(), len(stretch.text), ".")
    if body:
        last = body[-1]
        if re.search(r"[.!?/]\s*[\u201d\"')]*\s*$", last.text) is None:
            end = len(last.text.rstrip())
            cut = re.search(r"[;,:\s]*$", last.text[:end])
            start = cut.start() if cut else end
            yield found(last, C.END_STOP, LOOK, start, len(last.text), ".")


# --- marks of state papers ---------------------------------------------------------------------------------


def _state_marks(stretch: Stretch) -> Iterator[LintFinding]:
    text = stretch.text
    for motto in _MOTTO.finditer(stretch.flat):
        end = min(motto.end() + 1, len(text))
        yield found(stretch, C.STATE_MARK, MUST, motto.start(), end, "")
    for nation in _NATION.finditer(stretch.flat):
        # The name of the state in a sentence is right; in capitals it is the head of a state paper.
        if text[nation.start() : nation.end()].isupper():
            yield found(stretch, C.STATE_MARK, MUST, nation.start(), nation.end())
    if stretch.role is not R.AUTHORITY:
        for sign in _STATE_SIGN.finditer(stretch.flat):
            stands = text[sign.start() : sign.end()]
            follows = text[sign.end() : sign.end() + 2]
            if stands.rstrip(". ").isupper() and follows.isupper():
                committee = _COMMITTEE.match(stretch.flat[sign.end() :]) is not None
                new = "T/M " if committee and sign.group().startswith(("tm", "kt")) else None
                yield found(stretch, C.STATE_TM, MUST, sign.start(), sign.end(), new)
    if stretch.role in PROSE or stretch.role is R.RECIPIENTS:
        for number in _STATE_NUMBER.finditer(stretch.flat):
            at = number.start("colon")
            yield found(stretch, C.STATE_NUMBER, MUST, at, at + 1, "")


# --- numbering ---------------------------------------------------------------------------------------------


def _labels(paper: LintPaper) -> Iterator[LintFinding]:
    for stretch in paper.of(R.HEADING):
        own = _HEADING_LABEL.match(stretch.text)
        if own is not None and stretch.label:
            yield found(stretch, C.LABEL_TWICE, LOOK, 0, own.end(), "")
    by_key = {one.key: one for one in paper.stretches}
    last: dict[int, int] = {}
    for label in paper.labels:
        place = place_of_label(label.text)
        for deeper in [level for level in last if level > label.level]:
            del last[deeper]
        if place is None:
            continue
        before, last[label.level] = last.get(label.level), place
        if label.key in by_key:
            yield from _order(by_key[label.key], 0, 0, label.text, before, place)
    for stretch in paper.of(R.BODY):
        yield from _line_labels(stretch)


def _line_labels(stretch: Stretch) -> Iterator[LintFinding]:
    before: dict[str, int] = {}
    for line in _LINE_LABEL.finditer(stretch.text):
        label = line["label"]
        style = "letter" if label[0].isalpha() else "number"
        place = place_of_label(label)
        if place is None:
            continue
        if style == "number":
            before.pop("letter", None)
        if style in before or place != 1:
            yield from _order(
                stretch, line.start("label"), line.end("label"), label, before.get(style, 0), place
            )
        before[style] = place


def _order(
    stretch: Stretch, start: int, end: int, label: str, before: int | None, place: int
) -> Iterator[LintFinding]:
    due = (before or 0) + 1
    if place == due:
        return
    code = C.LABEL_REPEATED if before is not None and place == before else C.LABEL_GAP
    one = found(stretch, code, NOTE, start, end)
    yield LintFinding(code, NOTE, one.key, start, end, label, None, {"label": label})


def place_of_label(label: str) -> int | None:
    """Which place a heading's number says: III- is 3, 2. is 2, 1.4 is 4, b) is 2; None for anything else."""
    bare = label.strip().rstrip("-.\u2013) ")
    if _ROMAN.fullmatch(bare):
        return _roman(bare)
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,3})*", bare):
        return int(bare.split(".")[-1])
    return _LETTERS.index(bare) + 1 if len(bare) == 1 and bare in _LETTERS else None


def _roman(figure: str) -> int:
    worth = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    values = [worth[letter] for letter in figure]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
