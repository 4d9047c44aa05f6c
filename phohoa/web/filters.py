"""How dates, numbers and codes look on a screen."""

from datetime import date, datetime
from enum import Enum

from flask import Flask

from ..services.clock import local
from ..texts.findings import citation_text
from ..texts.labels import label


def day(value: date | None) -> str:
    """dd/mm/yyyy, of a moment in the ward's zone, or a dash."""
    if isinstance(value, datetime):
        value = local(value)
    return value.strftime("%d/%m/%Y") if value else "–"


def moment(value: datetime | None) -> str:
    """dd/mm/yyyy hh:mm in the ward's zone."""
    return local(value).strftime("%d/%m/%Y %H:%M") if value else "–"


def clock_time(value: datetime | None) -> str:
    """hh:mm in the ward's zone."""
    return local(value).strftime("%H:%M") if value else ""


def two(value: int | None) -> str:
    """At least two digits, as the office writes counts: 01, 12."""
    return "" if value is None else f"{value:02d}"


def install(app: Flask) -> None:
    """Put the filters into the templates."""

    def named(member: Enum | None) -> str:
        return label(member) if member is not None else ""

    app.jinja_env.filters.update(
        day=day, moment=moment, clock=clock_time, two=two, label=named, citation=citation_text
    )
