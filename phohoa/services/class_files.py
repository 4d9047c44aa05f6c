"""Results of a class as an Excel file: the empty one to fill in, and what a filled one would change."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..domain.access import Action
from ..domain.errors import Invalid
from ..domain.legacy_encodings import LegacyEncoding
from ..domain.training import ClassResult, Problem, ResultLine, folded_number
from ..domain.vietnamese import fold
from ..models import TrainingClass
from ..texts.classes import FILE_HEADS, FILE_RESULTS
from .class_lines import Line
from .class_results import ResultInput, is_done, sent_lines
from .command import Query, query
from .sheet_rows import Row, find_table, line_code, open_sheets

PART = "class_file"
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
    return line_code(key, f"class-line:{class_id}:{run_id}")


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


def _result(row: Row, name: str) -> ClassResult | None:
    words = row.text(name)
    if not words:
        return None
    known = {fold(text): result for result, texts in FILE_RESULTS.items() for text in texts}
    if fold(words) not in known:
        row.problem(name, "result", text=words[:40])
    return known.get(fold(words))


def _read(row: Row, number: int, line: Line) -> ReadLine:
    name = row.text("name")
    if name and fold(name) != fold(line.name):
        row.problem("name", "name", name_in_file=name[:60], name=line.name)
    typed = ResultLine(
        result=_result(row, "result"),
        days=row.number("days"),
        number=row.text("number")[:61],
        issued_on=row.day("issued_on"),
        note=row.text("note"),
    )
    return ReadLine(ResultInput(line.run_id, line.version, typed), number, row.converted, row.problems)


@query(Action.CLASS_EDIT)
def read_file(cx: Query, class_id: int, data: bytes) -> FileRead:
    """What a filled file says, line by line; nothing is changed by it.

    Raises NotFound, Invalid for `file`: no workbook, an unsafe or too large one, none with our head, or one
    of another class.
    """
    people = sent_lines(cx, cx.load(TrainingClass, class_id))
    columns, body = find_table(open_sheets(data, PART), FILE_HEADS, PART)
    key = cx.settings.audit_key
    lines = {folded_number(_code(key, class_id, line.run_id)): line for line in people}
    found: dict[int, ReadLine] = {}
    strays: list[tuple[int, Problem]] = []
    done = known = 0
    for number, cells in body:
        row = Row(cells, columns, PART)
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
