"""Regulations cited in a paper, against the dated table: lapsed, not yet there, wrong day, issuer or kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .paper_lint_shape import (
    PROSE,
    Gravity,
    LintCode,
    LintFinding,
    LintPaper,
    LintWords,
    Stretch,
    StretchRole,
    found,
)
from .recognition import flat, real_day
from .regulations import (
    REGULATION_OF,
    IssuedBy,
    Regulation,
    RegulationKind,
    successor_on,
    surest,
    with_number,
)

C = LintCode
MUST, LOOK, NOTE = Gravity.MUST, Gravity.LOOK, Gravity.NOTE

_KIND_WORDS = {
    "quy dinh": RegulationKind.REGULATION,
    "huong dan": RegulationKind.GUIDANCE,
    "chi thi": RegulationKind.DIRECTIVE,
    "nghi quyet": RegulationKind.RESOLUTION,
    "thong tri": RegulationKind.CIRCULAR,
    "nghi dinh": RegulationKind.DECREE,
    "luat": RegulationKind.LAW,
}
#: What a symbol says of the kind, where the word before it says something else.
_KIND_OF_SYMBOL = {
    "qd": RegulationKind.REGULATION,
    "qdi": RegulationKind.REGULATION,
    "hd": RegulationKind.GUIDANCE,
    "ct": RegulationKind.DIRECTIVE,
    "nq": RegulationKind.RESOLUTION,
}
_DAY = (
    r"(?:\s*(?:,\s*)?ngay\s+(?P<day>(?P<d1>\d{1,2})\s*[/.-]\s*(?P<m1>\d{1,2})\s*[/.-]\s*(?P<y1>\d{4})"
    r"|(?P<d2>\d{1,2})\s+thang\s+(?P<m2>\d{1,2})\s+nam\s+(?P<y2>\d{4})))?"
)
#: In the order of the Party (24-QD/TW), in that of the state (24/QD-TW), or a number of the state's own.
_CITED = re.compile(
    r"(?<![\w/-])(?:(?P<word>" + "|".join(_KIND_WORDS) + r")\s+)?(?P<so>so\s*(?::\s*)?)?"
    r"(?P<symbol>(?P<number>\d{1,4})(?:"
    r"\s*[-\u2013]\s*(?P<kind>qdi?|hd|ct|nq|tt|kl|qc)\s*/\s*(?P<body>[^\W\d_]{2,8})"
    r"|\s*/\s*(?P<kind2>qdi?|hd|ct|nq|tt|kl|qc)\s*[-\u2013]\s*(?P<body2>[^\W\d_]{2,8})"
    r"|/(?P<state>\d{4}/(?:nd-cp|qh\d{2}))))(?![\w/-])" + _DAY
)
_TERM = re.compile(
    r"dai hoi dang bo (?:phuong|xa)[^;.\n]{0,30}?lan thu (?P<ordinal>[ivxl]+)"
    r"(?:\s*(?:,\s*)?nhiem ky (?P<first>\d{4})\s*[-\u2013]\s*(?P<last>\d{4}))?"
)
_DAY_WORD = "ng\u00e0y"
#: Whose papers are in the table; those of the ward or the province are its own affair.
_CENTRAL = frozenset(("tw", "btctw", "vptw"))


@dataclass(frozen=True, slots=True)
class _Citation:
    """What stands in the text: the places of its parts, and the day that it gives."""

    start: int
    symbol: tuple[int, int]
    day_at: tuple[int, int] | None
    end_of_day: int
    issuer_at: tuple[int, int] | None
    issuer: IssuedBy | None
    title_end: int | None
    dated: date | None
    word: str
    says_number: bool


def findings(paper: LintPaper) -> Iterator[LintFinding]:
    """Everything that is not right about the regulations that the paper names, and its congress."""
    for stretch in paper.of(*PROSE, StretchRole.RECIPIENTS):
        for cited in _CITED.finditer(stretch.flat):
            yield from _check(stretch, cited, paper)
        yield from _congress(stretch, paper)


def _check(stretch: Stretch, cited: re.Match[str], paper: LintPaper) -> Iterator[LintFinding]:
    day = paper.facts.day
    number = int(cited["number"])
    kind = cited["kind"] or cited["kind2"] or ""
    body = cited["body"] or cited["body2"] or ""
    symbol = cited["state"] or f"{kind}/{body}"
    here = _parts(stretch, cited, paper.words)
    stands = stretch.text[slice(*here.symbol)]
    if here.dated is not None and here.dated > day:
        start, end = here.day_at or here.symbol
        yield found(stretch, C.BASE_AFTER, MUST, start, end, number=stands)
    if cited["state"] is None and body not in _CENTRAL:
        return
    candidates = with_number(number, symbol)
    if not candidates:
        yield found(stretch, C.BASE_UNKNOWN, NOTE, *here.symbol, number=stands)
        return
    meant = _meant(candidates, here.dated, day)
    standing = list(_in_force(stretch, here, meant, paper))
    yield from standing
    # The newer citation takes the place of all that could be wrong with the older one.
    if not any(one.replacement for one in standing):
        yield from _said_rightly(stretch, cited, here, meant, paper)


def _said_rightly(
    stretch: Stretch, cited: re.Match[str], here: _Citation, meant: Regulation, paper: LintPaper
) -> Iterator[LintFinding]:
    """Symbol, day, kind and issuer, each against the table."""
    words = paper.words.citations[meant.key]
    stands = stretch.text[slice(*here.symbol)]
    number = words.symbol
    if cited["kind2"] and stands != words.symbol:
        yield found(stretch, C.BASE_SHAPE, MUST, *here.symbol, words.symbol)
    elif cited["kind"] and flat(stands) != flat(words.symbol):
        yield found(stretch, C.BASE_SHAPE, LOOK, *here.symbol, words.symbol)
    if here.day_at is not None and here.dated not in (None, meant.issued_on):
        severity = MUST if surest((meant,)) else LOOK
        yield found(stretch, C.BASE_DATE, severity, *here.day_at, words.day, number=number, right=words.day)
    if _KIND_WORDS.get(here.word, meant.kind) is not meant.kind and cited["kind"] in _KIND_OF_SYMBOL:
        new = _cased(stretch.text[here.start], words.kind)
        yield found(stretch, C.BASE_KIND, MUST, here.start, here.start + len(here.word), new, number=stands)
    known = meant.issuer is not IssuedBy.NOT_KNOWN
    if here.issuer is not None and here.issuer_at is not None and known and here.issuer is not meant.issuer:
        at, right = here.issuer_at, words.issuer
        yield found(stretch, C.BASE_ISSUER, MUST, *at, right, number=number, right=right)


def _meant(candidates: tuple[Regulation, ...], dated: date | None, day: date) -> Regulation:
    """Which of those with the same number a citation means: by its day, its year, else what is in force."""
    for one in candidates:
        if one.issued_on == dated:
            return one
    if dated is not None:
        return min(candidates, key=lambda one: abs((one.issued_on - dated).days))
    in_force = [one for one in candidates if one.in_force_on(day)]
    before = [one for one in candidates if one.issued_on <= day]
    return (in_force or before or list(candidates))[-1]


def _in_force(
    stretch: Stretch, here: _Citation, meant: Regulation, paper: LintPaper
) -> Iterator[LintFinding]:
    day = paper.facts.day
    if meant.in_force_on(day):
        return
    number = paper.words.citations[meant.key].symbol
    if meant.in_force_from > day:
        # Issued after the paper is said by the day, where the paper gives it.
        if here.dated is None or here.dated <= day:
            code = C.BASE_NOT_YET if meant.issued_on <= day else C.BASE_AFTER
            severity = MUST if surest((meant,)) else LOOK
            start, end = here.symbol
            yield found(
                stretch, code, severity, start, end, number=number, since=f"{meant.in_force_from:%d/%m/%Y}"
            )
        return
    newer = successor_on(meant, day)
    last = f"{meant.in_force_to:%d/%m/%Y}"
    if newer is None:
        yield found(stretch, C.BASE_LAPSED, LOOK, *here.symbol, number=number, last=last, newer="")
        return
    start, end, replacement = _replacement(stretch, here, newer, paper.words)
    # That it lapsed is as sure as what came right after it, whatever has followed since.
    severity = MUST if surest((meant, REGULATION_OF[meant.successor])) else LOOK
    newer_number = paper.words.citations[newer.key].symbol
    yield found(
        stretch,
        C.BASE_LAPSED,
        severity,
        start,
        end,
        replacement,
        number=number,
        last=last,
        newer=newer_number,
    )


def _replacement(
    stretch: Stretch, here: _Citation, newer: Regulation, words: LintWords
) -> tuple[int, int, str]:
    """The newer regulation in the words of a citation, as far as the text cites the older one in full."""
    names = words.citations[newer.key]
    new = f"{names.symbol}"
    start = here.symbol[0]
    if here.word:
        start = here.start
        number_word = " " + stretch.text[here.start + len(here.word) : here.symbol[0]].strip()
        between = f"{number_word} " if here.says_number else " "
        new = f"{_cased(stretch.text[start], names.kind)}{between}{new}"
    before_day = f" {_DAY_WORD} "
    if here.day_at is not None:
        before_day = stretch.text[here.symbol[1] : here.day_at[0]]
    new += before_day + names.day
    end = here.end_of_day
    if here.issuer_at is not None and names.issuer:
        new += stretch.text[end : here.issuer_at[0]] + names.issuer
        end = here.issuer_at[1]
        if here.title_end is not None and names.title:
            new += f" {names.title}"
            end = here.title_end
    return start, end, new


def _cased(first: str, words: str) -> str:
    return words[:1].lower() + words[1:] if first.islower() else words


def _parts(stretch: Stretch, cited: re.Match[str], words: LintWords) -> _Citation:
    """The parts of a citation from its kind to its title, as far as they follow one another."""
    text = stretch.flat
    dated = None
    for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2")):
        if cited[d] is not None:
            dated = real_day(int(cited[y]), int(cited[m]), int(cited[d]))
    end = cited.end()
    issuer_at, issuer, title_end = None, None, None
    follows = re.match(r"\s*(?:,\s*)?cua\s+", text[end:])
    if follows is not None:
        start = end + follows.end()
        for who, name in sorted(
            ((who, name) for who, names in words.issuers.items() for name in names),
            key=lambda pair: -len(pair[1]),
        ):
            if re.match(re.escape(flat(name)) + r"(?!\w)", text[start:]):
                stop = start + len(name)
                term = re.match(r"\s+khoa\s+[xvi]+(?!\w)", text[stop:])
                issuer, issuer_at = who, (start, stop + (term.end() if term else 0))
                break
    after = issuer_at[1] if issuer_at is not None else end
    for title in words.titles:
        quoted = r"\s*(?:,\s*)?ve\s+[\"\u201c\u201d*(']*" + re.escape(flat(title))
        quoted += r"[\"\u201c\u201d*)']*(?!\w)"
        said = re.match(quoted, text[after:])
        if said is not None:
            title_end = after + said.end()
            break
    day_at = cited.span("day") if cited["day"] is not None else None
    return _Citation(
        start=cited.start("word") if cited["word"] is not None else cited.start("symbol"),
        symbol=cited.span("symbol"),
        day_at=day_at,
        end_of_day=end,
        issuer_at=issuer_at,
        issuer=issuer,
        title_end=title_end,
        dated=dated,
        word=cited["word"] or "",
        says_number=cited["so"] is not None,
    )


def _congress(stretch: Stretch, paper: LintPaper) -> Iterator[LintFinding]:
    term = paper.facts.term
    if term is None:
        return
    for said in _TERM.finditer(stretch.flat):
        if said["ordinal"].upper() != term.ordinal:
            start, end = said.span("ordinal")
            yield found(stretch, C.TERM_OTHER, LOOK, start, end, term.ordinal, right=term.ordinal)
        if said["first"] and (int(said["first"]), int(said["last"])) != (term.first_year, term.last_year):
            start, end = said.start("first"), said.end("last")
            between = stretch.text[said.end("first") : said.start("last")]
            right = f"{term.first_year}{between}{term.last_year}"
            yield found(stretch, C.TERM_OTHER, LOOK, start, end, right, right=right)
