"""Rows of several tables that belong together, read together."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, literal, select, union_all

from .command import Context

M = TypeVar("M")


class RunRows:
    """The rows by their table, each table's in the order in which they were entered."""

    def __init__(self, found: dict[type[Any], list[Any]]) -> None:
        self._found = found

    def of(self, model: type[M]) -> list[M]:
        """The rows of one of the tables that were asked for."""
        return self._found[model]


def rows_where(
    cx: Context, wanted: Mapping[Any, ColumnElement[bool]], joined: Iterable[tuple[Any, Any]] = ()
) -> RunRows:
    """The rows of each table that meet its condition, and what is joined to one of them (one select).

    A line per table stands on the left, and each table joins only its own line: the rows follow one another,
    they do not multiply. The wall of the branches narrows each table as in a select of its own.
    """
    lines = union_all(*(select(literal(n).label("line")) for n in range(len(wanted)))).subquery()
    joined = tuple(joined)
    asked = select(*wanted, *(model for model, _ in joined)).select_from(lines)
    for n, (model, condition) in enumerate(wanted.items()):
        asked = asked.outerjoin(model, and_(lines.c.line == n, condition))
    for model, on in joined:
        asked = asked.outerjoin(model, on)
    found: dict[type[Any], dict[int, Any]] = {model: {} for model in (*wanted, *(one for one, _ in joined))}
    for row in cx.session.execute(asked):
        for one in row:
            if one is not None:
                found[type(one)][one.id] = one
    return RunRows({model: [rows[key] for key in sorted(rows)] for model, rows in found.items()})


def rows_of_run(cx: Context, run_id: int, *models: Any, joined: Iterable[tuple[Any, Any]] = ()) -> RunRows:
    """All rows of the run in each of the tables, and what is joined to one of them (one select)."""
    return rows_where(cx, {model: model.run_id == run_id for model in models}, joined)
