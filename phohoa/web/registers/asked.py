"""What addresses and search forms of both books ask for."""

from enum import StrEnum
from typing import TypeVar

from flask import request

from ...domain.numbering import DocumentKind
from ...domain.register import EntryState
from ...domain.vietnamese import nfc
from ...services import clock
from ...services.incoming_pages import IncomingFilter, IncomingStanding
from ...services.register_pages import BookFilter

E = TypeVar("E", bound=StrEnum)
_TEXT_MAX = 80


def _chosen(text: str, members: type[E]) -> E | None:
    return members(text) if text in list(members) else None


def _number(text: str, least: int, most: int, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 and least <= int(text) <= most else otherwise


def outgoing() -> BookFilter:
    """Which numbers of a year: by the address."""
    return BookFilter(
        _chosen(request.args.get("kind", ""), DocumentKind),
        _chosen(request.args.get("state", ""), EntryState),
        _number(request.args.get("page", ""), 1, 99999, 1),
    )


def incoming() -> IncomingFilter:
    """Which incoming papers; year 0: all. Words come by form only, so that they stand in no address."""
    return IncomingFilter(
        _number(request.values.get("year", ""), 0, 9999, clock.today().year),
        _chosen(request.values.get("standing", ""), IncomingStanding),
        nfc(request.form.get("q", ""))[:_TEXT_MAX].strip(),
        _number(request.values.get("page", ""), 1, 99999, 1),
    )
