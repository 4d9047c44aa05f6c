"""The chain as a list that anybody keeps and checks: its two forms, and how they are read back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from phohoa.domain.register import Link

COLUMNS = ("seq", "previous_hash", "content", "hash")
#: A list of fifty thousand events is some fifty megabytes; what is longer is none of ours.
MOST_BYTES = 80_000_000


class NotAList(ValueError):
    """The file is no list of a register."""


def as_csv(links: Iterable[Link]) -> str:
    """One line for each event; the contents begin with a brace, so that no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([link.seq, link.previous_hash, link.content, link.hash] for link in links)
    return out.getvalue()


def as_json(links: Iterable[Link], about: dict[str, object]) -> str:
    """The same with what it is: `about` comes first."""
    found = [
        {"seq": a.seq, "previous_hash": a.previous_hash, "content": a.content, "hash": a.hash} for a in links
    ]
    return json.dumps({**about, "list": found}, ensure_ascii=False, indent=1)


def read_list(data: bytes) -> tuple[tuple[Link, ...], str | None]:
    """The events of a list, and the head that it says it has (None: it says none). Raises NotAList."""
    if len(data) > MOST_BYTES:
        raise NotAList("too long")
    try:
        text = data.decode("utf-8-sig")
        if text.lstrip().startswith("{"):
            whole = json.loads(text)
            return tuple(_link(one) for one in whole["list"]), str(whole["head"])
        csv.field_size_limit(1_000_000)
        rows = csv.DictReader(io.StringIO(text))
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise NotAList("other columns")
        return tuple(_link(row) for row in rows), None
    except NotAList:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, csv.Error, RecursionError) as error:
        raise NotAList(type(error).__name__) from error


def _link(row: dict[str, object]) -> Link:
    return Link(int(str(row["seq"])), str(row["content"]), str(row["previous_hash"]), str(row["hash"]))
