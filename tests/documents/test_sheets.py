"""Workbooks of unknown origin: the cells are read; what is no plain table is refused quickly."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from phohoa.documents import sheets
from phohoa.documents.errors import DocumentError, NotASheet, SheetTooLarge, SheetUnsafe
from phohoa.documents.sheets import Cell


def workbook(rows: list[list[object]], **cells: object) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for place, value in cells.items():
        sheet[place] = value
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same file with one part changed, or added when it is not there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            body = old.read(entry)
            new.writestr(entry.filename, change(body) if entry.filename == part else body)
        if part not in old.namelist():
            new.writestr(part, change(b""))
    return out.getvalue()


PLAIN = workbook([["Mã dòng", "Số ngày"], ["A", 5]])
_SHEET = "xl/worksheets/sheet1.xml"


def _sheet_with(xml: bytes) -> bytes:
    return changed(
        PLAIN, _SHEET, lambda b: re.sub(rb"<sheetData>.*</sheetData>", lambda _: xml, b, flags=re.S)
    )


def _bomb() -> bytes:
    return changed(PLAIN, _SHEET, lambda b: b + b" " * (30 * 1024 * 1024))


def _lying_bomb() -> bytes:
    """A part that says it is small and unpacks to much more."""
    data = bytearray(changed(PLAIN, "xl/styles.xml", lambda b: b + b" " * (30 * 1024 * 1024)))
    for header, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = -1
        while (at := data.find(header, at + 1)) != -1:
            name_at = at + (46 if header == b"PK\x01\x02" else 30)
            if data[name_at:].startswith(b"xl/styles.xml"):
                data[at + offset : at + offset + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


def _many_strings() -> bytes:
    return workbook([["x" * 400] * 20 for _ in range(300)])


def _entities() -> bytes:
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    return changed(PLAIN, _SHEET, lambda b: b.replace(b"<worksheet", doctype + b"<worksheet", 1))


def _outside_entity() -> bytes:
    doctype = b'<!DOCTYPE x SYSTEM "file:///etc/passwd">'
    return changed(PLAIN, "xl/workbook.xml", lambda b: b.replace(b"<workbook", doctype + b"<workbook", 1))


def _nested_archive() -> bytes:
    return changed(PLAIN, "xl/embeddings/oleObject1.bin", lambda _: PLAIN)


def _macro() -> bytes:
    return changed(PLAIN, "xl/vbaProject.bin", lambda _: b"Attribute VB_Name")


def _outside_link() -> bytes:
    return changed(PLAIN, "xl/externalLinks/externalLink1.xml", lambda _: b"<externalLink/>")


def _doubled_part() -> bytes:
    out = io.BytesIO(PLAIN)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning):
        archive.writestr(_SHEET, b"<worksheet/>")
    return out.getvalue()


def _no_workbook() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return out.getvalue()


def _many_parts() -> bytes:
    out = io.BytesIO(PLAIN)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(300):
            archive.writestr(f"xl/media/image{number}.png", b"")
    return out.getvalue()


HOSTILE = {
    "not a file at all": (b"", NotASheet),
    "words": (b"Ho va ten,So ngay\nThu An,5\n", NotASheet),
    "an old .xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, NotASheet),
    "cut in the middle": (PLAIN[: len(PLAIN) // 2], NotASheet),
    "a Word file": (_no_workbook(), NotASheet),
    "broken xml": (_sheet_with(b"<sheetData><row>"), NotASheet),
    "unpacks to 30 MB": (_bomb(), SheetTooLarge),
    "lies about its size": (_lying_bomb(), NotASheet),
    "a thousand parts": (_many_parts(), SheetTooLarge),
    "megabytes of words": (_many_strings(), SheetTooLarge),
    "a cell as long as a book": (workbook([["Mã dòng", "x" * 5000]]), SheetTooLarge),
    "too many rows": (workbook([["Mã dòng"], *[[n] for n in range(1200)]]), SheetTooLarge),
    "entities inside": (_entities(), SheetUnsafe),
    "entities from outside": (_outside_entity(), SheetUnsafe),
    "a macro": (_macro(), SheetUnsafe),
    "an embedded object": (_nested_archive(), SheetUnsafe),
    "a link to another file": (_outside_link(), SheetUnsafe),
    "two parts of one name": (_doubled_part(), SheetUnsafe),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_plain_table_is_refused(what: str) -> None:
    data, error = HOSTILE[what]
    with pytest.raises(DocumentError) as refused:
        sheets.read_sheets(data)
    assert type(refused.value) is error, repr(refused.value)


def test_every_kind_of_cell_is_told_apart() -> None:
    row = [["Đạt", 15, 2.5, date(2026, 3, 5), datetime(2026, 3, 5, 7, 30), None, "05"]]
    data = workbook([["Mã dòng"], *row], A3="=1+1", B3='=HYPERLINK("http://x.invalid","Đạt")', C3=True)
    (sheet,) = sheets.read_sheets(data)
    assert sheet.rows[1] == (
        Cell("text", "Đạt"),
        Cell("number", "15"),
        Cell("number", "2.5"),
        Cell("day", "05/03/2026"),
        Cell("day", "05/03/2026"),
        Cell("empty", ""),
        Cell("text", "05"),
    )
    assert [cell.kind for cell in sheet.rows[2]] == ["formula", "formula", "text"]
    assert sheet.rows[2][0].text == "A3"


def test_cells_far_away_are_not_looked_for() -> None:
    data = workbook([["Mã dòng", "Số ngày"]], XFD1="xa", A1048576="xa")
    (sheet,) = sheets.read_sheets(data)
    assert [cell.text for cell in sheet.rows[0]] == ["Mã dòng", "Số ngày"]
    assert sum(1 for row in sheet.rows if row) == 1


def test_a_claimed_size_is_not_believed() -> None:
    data = changed(
        PLAIN, _SHEET, lambda b: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', b)
    )
    (sheet,) = sheets.read_sheets(data)
    assert [cell.text for cell in sheet.rows[1]] == ["A", "5"]
