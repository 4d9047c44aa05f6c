"""Results of a class as an Excel file: the empty one to fill in, and what a filled one would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ..documents.errors import DocumentError
from ..documents.sheets import MAX_BYTES, Cell, Sheet, read_sheets
from ..domain.access import Action
from ..domain.errors import Invalid
from ..domain.legacy_encodings import LegacyEncoding, convert_legacy, looks_legacy
from ..domain.training import ClassResult, Problem, ResultLine, folded_number
from ..domain.vietnamese import TextError, fold, nfc, parse_date
from ..models import TrainingClass
from ..texts.classes import FILE_HEADS, FILE_RESULTS
from .class_lines import Line
from .class_results import ResultInput, is_done, sent_lines
from .command import Query, query
from .vault import digest

_HEADER_WITHIN = 20
_MOST_PROBLEMS = 50


@dataclass(frozen=True)
class FileRow:
    """A line of the file to fill in: the opaque code and no more of the person than is needed."""

    code: str
    name: str
    birth_year: str
    branch: str


@dataclass(frozen=True)
class ReadLine:
    """What the file says of one person, with remarks (`converted`) and what is wrong in its cells."""

    typed: ResultInput
    row: int
    converted: LegacyEncoding | None = None
    problems: Mapping[str, Problem] = field(default_factory=dict)


@dataclass(frozen=True)
class FileRead:
    """What a file would change; `strays` are rows that belong to nobody here: number, code, figures."""

    lines: tuple[ReadLine, ...]
    strays: tuple[tuple[int, Problem], ...]
    done: int


def _code(key: bytes, class_id: int, run_id: int) -> str:
    text = digest(key, f"class-line:{class_id}:{run_id}")[:12].upper()
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"


@query(Action.CLASS_EDIT)
def rows_to_fill(cx: Query, class_id: int) -> tuple[FileRow, ...]:
    """The people of the settled list who have no result yet. Raises NotFound."""
    row = cx.load(TrainingClass, class_id)
    return tuple(
        FileRow(
            _code(cx.settings.audit_key, class_id, line.run_id), line.name, str(line.birth_year), line.branch
        )
        for line in sent_lines(cx, row)
        if not is_done(line)
    )


def _columns(row: Sequence[Cell]) -> dict[str, int]:
    """Name of a column -> its place, by the words of the head; the first of two counts."""
    wanted = {fold(words): name for name, words in FILE_HEADS.items()}
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        name = wanted.get(fold(cell.text))
        if name is not None:
            found.setdefault(name, place)
    return found


def _table(sheets: tuple[Sheet, ...]) -> tuple[dict[str, int], list[tuple[int, tuple[Cell, ...]]]]:
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
            columns = _columns(row)
            if "code" in columns and len(columns) > 1:
                body = [(number, cells) for number, cells in enumerate(sheet.rows, start=1)]
                return columns, body[at + 1 :]
    raise Invalid(fields={"file": "class_file_head"})


class _Row:
    """The cells of one row by name; text is made NFC, and out of an old encoding when it is in one."""

    def __init__(self, cells: tuple[Cell, ...], columns: Mapping[str, int]) -> None:
        self._cells, self._columns = cells, columns
        self.converted: LegacyEncoding | None = None
        self.problems: dict[str, Problem] = {}

    def kind(self, name: str) -> str:
        place = self._columns.get(name)
        return self._cells[place].kind if place is not None and place < len(self._cells) else "empty"

    def text(self, name: str) -> str:
        kind = self.kind(name)
        if kind == "empty":
            return ""
        cell = self._cells[self._columns[name]]
        if kind in ("formula", "error"):
            self.problems[name] = ("class_file_formula", {"cell": cell.text})
            return ""
        words = " ".join(nfc(cell.text).split())
        encoding = looks_legacy(words)
        if encoding is not None:
            self.converted = encoding
            words = convert_legacy(words, encoding)
        return words

    def number(self, name: str) -> int | None:
        words = self.text(name)
        if not words:
            return None
        if not words.isascii() or not words.isdigit() or len(words) > 4:
            self.problems[name] = ("class_file_number", {"text": words[:40]})
            return None
        return int(words)

    def day(self, name: str) -> date | None:
        words = self.text(name)
        if not words:
            return None
        try:
            return parse_date(words)
        except TextError:
            self.problems[name] = ("class_file_day", {"text": words[:40]})
            return None

    def result(self, name: str) -> ClassResult | None:
        words = self.text(name)
        if not words:
            return None
        known = {fold(text): result for result, texts in FILE_RESULTS.items() for text in texts}
        if fold(words) not in known:
            self.problems[name] = ("class_file_result", {"text": words[:40]})
        return known.get(fold(words))


def _read(row: _Row, number: int, line: Line) -> ReadLine:
    name = row.text("name")
    if name and fold(name) != fold(line.name):
        row.problems["name"] = ("class_file_name", {"name_in_file": name[:60], "name": line.name})
    typed = ResultLine(
        result=row.result("result"),
        days=row.number("days"),
        number=row.text("number")[:61],
        issued_on=row.day("issued_on"),
        note=row.text("note"),
    )
    return ReadLine(ResultInput(line.run_id, line.version, typed), number, row.converted, row.problems)


def _sheets(data: bytes) -> tuple[Sheet, ...]:
    if not data:
        raise Invalid(fields={"file": "class_file_none"})
    if len(data) > MAX_BYTES:
        raise Invalid(fields={"file": "class_file_large"})
    try:
        return read_sheets(data)
    except DocumentError as problem:
        known = {"not_a_sheet": "class_file_kind", "sheet_unsafe": "class_file_unsafe"}
        large = ("sheet_too_large", "took_too_long", "child_failed")
        code = known.get(problem.code, "class_file_large" if problem.code in large else "class_file_kind")
        raise Invalid(fields={"file": code}) from problem


@query(Action.CLASS_EDIT)
def read_file(cx: Query, class_id: int, data: bytes) -> FileRead:
    """What a filled file says, line by line; nothing is changed by it.

    Raises NotFound, Invalid for `file`: no workbook, an unsafe or too large one, none with our head, or one
    of another class.
    """
    people = sent_lines(cx, cx.load(TrainingClass, class_id))
    columns, body = _table(_sheets(data))
    key = cx.settings.audit_key
    lines = {folded_number(_code(key, class_id, line.run_id)): line for line in people}
    found: dict[int, ReadLine] = {}
    strays: list[tuple[int, Problem]] = []
    done = known = 0
    for number, cells in body:
        row = _Row(cells, columns)
        code = row.text("code")
        if not code and "code" not in row.problems:
            if any(row.kind(name) != "empty" for name in ("name", "number", "result")):
                strays.append((number, ("class_file_no_code", {})))
            continue
        line = lines.get(folded_number(code))
        if line is None:
            strays.append((number, ("class_file_stranger", {"line_code": code[:20]})))
            continue
        known += 1
        read = _read(row, number, line)
        if is_done(line):
            done += not read.typed.line.is_empty
        elif line.run_id in found:
            first = found[line.run_id]
            twice: dict[str, Problem] = {**first.problems, "code": ("class_file_twice", {"row": number})}
            found[line.run_id] = replace(first, problems=twice)
        elif not read.typed.line.is_empty or read.problems:
            found[line.run_id] = read
    if not known:
        raise Invalid(fields={"file": "class_file_other"})
    return FileRead(tuple(found.values()), tuple(strays[:_MOST_PROBLEMS]), done)
