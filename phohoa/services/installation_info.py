"""What every page says of the ward, and whether anything real is in the database yet."""

from dataclasses import dataclass

from sqlalchemy import select

from ..extensions import db
from ..models import User, Ward
from .command import end_reading


@dataclass(frozen=True)
class WardHead:
    """The ward as the head and the foot of a page name it."""

    name: str
    office_phone: str
    is_demo: bool


def ward_head() -> WardHead:
    """The ward of this installation; empty words before it is set up."""
    row = db.session.execute(select(Ward.name, Ward.office_phone, Ward.is_demo)).first()
    end_reading()
    return WardHead(row.name, row.office_phone, row.is_demo) if row else WardHead("", "", False)


def is_empty() -> bool:
    """Whether nobody has worked here yet: no ward, no account."""
    has_ward = db.session.scalar(select(Ward.id)) is not None
    has_account = db.session.scalar(select(User.id).limit(1)) is not None
    end_reading()
    return not has_ward and not has_account
