"""Marks that every text of a branch carries, so that an answer shows whose it holds."""

import itertools
import re
from typing import Any

from sqlalchemy import Enum, String

#: A mark is CANARY, the number of the branch in this world, and the number of the column.
MARK = re.compile(r"canary(\d)(\d{3})", re.IGNORECASE)
#: The number in marks of what no branch may see, its own proposals' drafts included.
NOBODYS = 9
#: Columns that hold a code, a key or a time and no words.
_CODES = {
    "key", "kind", "move", "reason_code", "regime", "sha256", "starts_at", "ends_at", "search_key",
    "sort_key", "exempt_reason",
}  # fmt: skip


def _text_columns(model: Any) -> list[str]:
    return [
        c.name
        for c in model.__table__.columns
        if isinstance(c.type, String) and not isinstance(c.type, Enum) and c.name not in _CODES
    ]


class Marks:
    """Gives out marks and remembers which column each stands for."""

    def __init__(self) -> None:
        self.columns: dict[str, str] = {}
        self._numbers = itertools.count(1)
        self._known: dict[str, str] = {}

    def of(self, branch: int, column: str) -> str:
        if column not in self._known:
            self._known[column] = f"{next(self._numbers):03d}"
            self.columns[self._known[column]] = column
        return f"CANARY{branch}{self._known[column]}"

    def put(self, branch: int, row: Any) -> None:
        """Mark every text column of the row."""
        for name in _text_columns(type(row)):
            setattr(row, name, self.of(branch, f"{row.__tablename__}.{name}"))
