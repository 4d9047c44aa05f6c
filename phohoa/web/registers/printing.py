"""Routes of the files of both books: the yearly print, and Excel files of exactly what is seen."""

from io import BytesIO

from flask import Response, request, send_file
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import NotFound, Refused
from ...services import clock, register_print
from ...services.incoming_pages import incoming_lines
from ...services.register_pages import book_lines
from ...services.register_words import incoming_cells, incoming_note, outgoing_cells
from ...texts import registers as texts
from ...texts.messages import explain
from ..gate import actor, requires
from ..htmx import page
from . import asked
from .blueprint import blueprint

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _pdf(data: bytes, name: str) -> Response:
    return send_file(BytesIO(data), mimetype="application/pdf", as_attachment=False, download_name=name)


def _part() -> int:
    asked = request.args.get("part", "1")
    if not asked.isdecimal() or len(asked) > 3:
        raise NotFound
    return int(asked)


def _not_printed(error: Refused) -> Response:
    title, sentence = explain(error.code, **error.params)
    return page("register/not_printed.html", 422, title=title, sentence=sentence)


@blueprint.get("/register/<int(max=9999):year>/book.pdf")
@requires(Action.REGISTER_VIEW)
def print_book(year: int) -> ResponseReturnValue:
    try:
        return _pdf(register_print.print_outgoing(actor(), year, _part()), f"so-van-ban-di-{year}.pdf")
    except Refused as error:
        return _not_printed(error)


@blueprint.get("/register/incoming/<int(max=9999):year>/book.pdf")
@requires(Action.INCOMING_VIEW)
def print_incoming(year: int) -> ResponseReturnValue:
    try:
        return _pdf(register_print.print_incoming(actor(), year, _part()), f"so-van-ban-den-{year}.pdf")
    except Refused as error:
        return _not_printed(error)


def _sheet(title: str, sheet: str, heads: tuple[str, ...], rows: list[list[str]], name: str) -> Response:
    # Brought in when somebody asks for a file: 13 MB that a server without exports need not hold.
    from ...documents.xlsx import list_sheet

    day = f"{clock.today():%d/%m/%Y}"
    data = list_sheet(title, day, sheet, (texts.COUNT_HEAD, *heads), rows)
    return send_file(BytesIO(data), mimetype=_XLSX, as_attachment=True, download_name=name)


@blueprint.get("/register/<int(max=9999):year>/book.xlsx")
@requires(Action.REGISTER_VIEW)
def book_xlsx(year: int) -> ResponseReturnValue:
    rows = [list(outgoing_cells(line)) for line in book_lines(actor(), year, asked.outgoing())]
    title = texts.OUTGOING_TITLE.format(year=year)
    return _sheet(title, texts.SHEETS["outgoing"], texts.OUTGOING_HEADS, rows, f"so-van-ban-di-{year}.xlsx")


@blueprint.post("/register/incoming.xlsx")
@requires(Action.INCOMING_VIEW)
def incoming_xlsx() -> ResponseReturnValue:
    wanted = asked.incoming()
    lines = incoming_lines(actor(), wanted)
    rows = [[*incoming_cells(line), incoming_note(line)] for line in lines]
    if not wanted.year:
        rows = [[row[0], f"{row[1]}/{line.year}", *row[2:]] for row, line in zip(rows, lines, strict=True)]
    title = texts.INCOMING_TITLE.format(year=wanted.year) if wanted.year else texts.INCOMING_ALL
    heads = (*texts.INCOMING_HEADS[:-1], texts.RESULT_HEAD)
    return _sheet(title, texts.SHEETS["incoming"], heads, rows, f"so-van-ban-den-{wanted.year}.xlsx")
