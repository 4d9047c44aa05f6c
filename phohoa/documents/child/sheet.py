"""Reading a spreadsheet of unknown origin: only what stands in its cells, within limits."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from phohoa.documents.errors import NotASheet, SheetTooLarge, SheetUnsafe

MAX_ENTRIES = 200
MAX_UNPACKED = 20 * 1024 * 1024
MAX_SHEETS, MAX_ROWS, MAX_COLUMNS = 3, 1000, 20
MAX_TEXT = 2 * 1024 * 1024
#: Parts that a plain table does not have: macros, embedded programs, data from elsewhere.
_FOREIGN = ("vbaproject", "embeddings/", "activex", "externallinks/", "connections.xml", "querytables/")
_XML = (".xml", ".rels", ".vml")


def read(values: Mapping[str, Any], parts: tuple[bytes, ...]) -> dict[str, Any]:
    """The sheets of a workbook as rows of [kind, text]: text, number, day, formula, error, empty.

    Raises NotASheet, SheetUnsafe, SheetTooLarge.
    """
    data, longest = parts[0], int(values["longest"])
    _look_into(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except MemoryError:
        raise
    except Exception as problem:
        raise NotASheet(f"{type(problem).__name__}: {problem}") from problem
    budget = [MAX_TEXT]
    try:
        sheets = [
            {"name": str(sheet.title)[:100], "rows": list(_rows(sheet, budget, longest))}
            for sheet in book.worksheets[:MAX_SHEETS]
        ]
    except (SheetTooLarge, MemoryError):
        raise
    except Exception as problem:
        raise NotASheet(f"{type(problem).__name__}: {problem}") from problem
    return {"sheets": sheets}


def _look_into(data: bytes) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError) as problem:
        raise NotASheet(str(problem)) from problem
    names = [entry.filename.lower() for entry in entries]
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        raise NotASheet("no workbook")
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise SheetTooLarge("unpacks to too much")
    if len(set(names)) != len(names) or any(entry.flag_bits & 1 for entry in entries):
        raise SheetUnsafe("doubled or encrypted part")
    if any(mark in name for name in names for mark in _FOREIGN):
        raise SheetUnsafe("foreign part")
    for entry in entries:
        if entry.filename.lower().endswith(_XML):
            _no_entities(archive, entry)


def _no_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    try:
        # Never more than the size that was added up: a part that lies about it breaks here.
        with archive.open(entry) as part:
            text = part.read(entry.file_size + 1)
    except Exception as problem:  # whatever unpacking raises, the file is no sound workbook
        raise NotASheet(f"{type(problem).__name__}: {problem}") from problem
    bare = text.replace(b"\x00", b"")
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        raise SheetUnsafe("declares entities")


def _rows(sheet: Any, budget: list[int], longest: int) -> Iterator[list[list[str]]]:
    # The size that the file claims for itself is not asked: it may be a lie.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, max_row=MAX_ROWS + 1), start=1):
        cells = [_cell(cell, longest) for cell in row]
        while cells and cells[-1][0] == "empty":
            cells.pop()
        if number > MAX_ROWS and cells:
            raise SheetTooLarge("too many rows")
        budget[0] -= sum(len(text) for _, text in cells) + 4
        if budget[0] < 0:
            raise SheetTooLarge("too much text")
        yield cells


def _cell(cell: Any, longest: int) -> list[str]:
    value = cell.value
    if value is None or value == "":
        return ["empty", ""]
    if cell.data_type == "f" or (isinstance(value, str) and value.startswith("=") and cell.data_type != "s"):
        return ["formula", f"{get_column_letter(cell.column)}{cell.row}"]
    if cell.data_type == "e":
        return ["error", str(value)[:longest]]
    if isinstance(value, bool):
        return ["text", "1" if value else "0"]
    if isinstance(value, (datetime, date)):
        return ["day", f"{value:%d/%m/%Y}"]
    if isinstance(value, time):
        return ["text", str(value)]
    if isinstance(value, (int, float)):
        whole = isinstance(value, int) or value.is_integer()
        return ["number", str(int(value)) if whole else repr(value)]
    text = str(value)
    if len(text) > longest:
        raise SheetTooLarge("a cell is too long")
    return ["text", text]
