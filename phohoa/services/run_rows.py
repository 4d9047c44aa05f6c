"""Rows of several tables that belong to one run, read together."""

from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import and_, literal, select, union_all

from .command import Context

M = TypeVar("M")


class RunRows:
    """The rows by their table, each table's in the order in which they were entered."""

    def __init__(self, found: dict[type[Any], list[Any]]) -> None:
        self._found = found

    def of(self, model: type[M]) -> list[M]:
        """The rows of one of the tables that were asked for."""
        return self._found[model]


def rows_of_run(cx: Context, run_id: int, *models: Any, joined: Iterable[tuple[Any, Any]] = ()) -> RunRows:
    """All rows of the run in each of the tables, and what is joined to one of them (one select).

    A line per table stands on the left, and each table joins only its own line: the rows follow one another,
    they do not multiply. The wall of the branches narrows each table as in a select of its own.
    """
    lines = union_all(*(select(literal(n).label("line")) for n in range(len(models)))).subquery()
    joined = tuple(joined)
    wanted = select(*models, *(model for model, _ in joined)).select_from(lines)
    for n, model in enumerate(models):
        wanted = wanted.outerjoin(model, and_(lines.c.line == n, model.run_id == run_id))
    for model, on in joined:
        wanted = wanted.outerjoin(model, on)
    found: dict[type[Any], dict[int, Any]] = {model: {} for model in (*models, *(one for one, _ in joined))}
    for row in cx.session.execute(wanted):
        for one in row:
            if one is not None:
                found[type(one)][one.id] = one
    return RunRows({model: [rows[key] for key in sorted(rows)] for model, rows in found.items()})
