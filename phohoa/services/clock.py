"""What time it is, in the one zone that the ward lives in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _pretended.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day in the ward."""
    return now().astimezone(ZONE).date()


def local(moment: datetime) -> datetime:
    """The moment as the ward's clocks show it."""
    return moment.astimezone(ZONE)


@contextmanager
def pretend(moment: datetime) -> Iterator[None]:
    """Let it be `moment` inside the block. Only for making demo data of past months."""
    token = _pretended.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(token)
