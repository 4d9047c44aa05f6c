"""DOCX and PDF of unknown origin: read in a child process, then lines of a source like any other."""

from typing import Any

from phohoa.documents.errors import ChildFailed, DocumentError, PaperRefused, TookTooLong
from phohoa.documents.importing.lines import Line, compose
from phohoa.documents.importing.structure import Source
from phohoa.documents.press import READING, Press
from phohoa.domain.legacy_encodings import convert_legacy, looks_legacy
from phohoa.domain.recognition import flat

#: Words that make a table without borders the head or the foot of a paper.
_HEAD, _FOOT = ("dang cong san viet nam", "cong hoa xa hoi"), ("noi nhan",)


def read_file(data: bytes, kind: str, press: Press = READING) -> tuple[Source, list[Line]]:
    """The text and the lines of a DOCX or PDF. Raises PaperRefused with the reason."""
    try:
        answer = press.run("read_paper", {"kind": kind}, (data,))
    except TookTooLong:
        raise PaperRefused("import_slow") from None
    except ChildFailed:
        raise PaperRefused("import_failed") from None
    except DocumentError:
        raise PaperRefused("import_unreadable") from None
    if answer.name != "done":
        raise PaperRefused("import_unreadable")
    if answer.values["code"]:
        raise PaperRefused(str(answer.values["code"]))
    lines, notes = answer.values["lines"], answer.values["notes"]
    if not isinstance(lines, list) or not isinstance(notes, list):
        raise PaperRefused("import_failed")
    return _source(_laid_out(lines), kind, tuple(str(note) for note in notes))


def _laid_out(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines with head and foot, which an office sets as tables without borders, out of their tables."""
    words: dict[int, str] = {}
    for line in lines:
        if line.get("cell"):
            table = line["cell"][0]
            words[table] = f"{words.get(table, '')}\n{flat(line['text'])}"
    first = min(words, default=None)
    rows = {
        table: {line["cell"][1] for line in lines if line.get("cell") and line["cell"][0] == table}
        for table in words
    }
    columns = {
        table: max(line["cell"][2] for line in lines if line.get("cell") and line["cell"][0] == table) + 1
        for table in words
    }
    loose = {
        table
        for table, said in words.items()
        if any(mark in said for mark in (*_HEAD, *_FOOT))
        or "\nt/m" in said
        or (table == first and len(rows[table]) <= 4 and columns[table] == 2 and "\nso " in f"{said} ")
    }
    out: list[dict[str, Any]] = []
    at = 0
    while at < len(lines):
        cell = lines[at].get("cell")
        if not cell or cell[0] not in loose:
            out.append(lines[at])
            at += 1
            continue
        end = at
        while end < len(lines) and (inner := lines[end].get("cell")) and inner[0] == cell[0]:
            end += 1
        # Column by column: what stands below one another in a column belongs together.
        block = sorted(lines[at:end], key=lambda line: line["cell"][2])
        out += [{**line, "cell": None, "column": min(line["cell"][2], 1), "whole": True} for line in block]
        at = end
    return out


def _source(lines: list[dict[str, Any]], kind: str, notes: tuple[str, ...]) -> tuple[Source, list[Line]]:
    legacy = looks_legacy("\n".join(str(line["text"]) for line in lines))
    if legacy is not None:
        # Fonts whose names are lost: the whole file reads as an old encoding.
        lines = [{**line, "text": convert_legacy(str(line["text"]), legacy)} for line in lines]
        notes = (*notes, legacy.value)
    text, found = "", []
    before: dict[str, Any] | None = None
    for line in lines:
        words = " ".join(compose(str(line["text"])).split(" ")).strip()
        if not words:
            continue
        text += _between(before, line)
        start = len(text)
        text += words
        cell = line.get("cell")
        found.append(
            Line(
                start,
                len(text),
                words,
                blank_before=bool(line.get("blank_before")),
                page=int(line.get("page", 0)),
                column=int(line.get("column", 0)),
                bold=bool(line.get("bold")),
                centred=bool(line.get("centred")),
                indent=float(line.get("indent", 0)),
                whole=bool(line.get("whole")),
                cell=(int(cell[0]), int(cell[1]), int(cell[2])) if cell else None,
                goes_on=line.get("goes_on") if kind == "pdf" else None,
            )
        )
        before = line
    return Source(text, kind, notes), found


def _between(before: dict[str, Any] | None, line: dict[str, Any]) -> str:
    """What stands between two lines in the text: cells of a row are parted by tabs."""
    if before is None:
        return ""
    old, new = before.get("cell"), line.get("cell")
    if old and new and old[:2] == new[:2]:
        return " " if old[2] == new[2] else "\t"
    return "\n"
