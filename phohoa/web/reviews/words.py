"""What is new of a person since the branch last met, in at most three lines."""

from ...domain.vietnamese import format_date
from ...services.since_last import Decided, SinceLast
from ...texts.findings import lowered
from ...texts.labels import SHORT_DECISIONS, label
from ...texts.meetings import SINCE

REMARK_SHOWN = 90
EVENTS_SHOWN = 3


def _cut(text: str) -> str:
    return text if len(text) <= REMARK_SHOWN else text[: REMARK_SHOWN - 1].rstrip() + "…"


def since_lines(found: SinceLast, *, projected: bool = False) -> list[str]:
    """The lines; `projected`: without what is nobody's in the room, reason, rating and remark."""
    lines = []
    if found.decided:
        lines.append("; ".join(_decided(one, projected) for one in found.decided))
    if found.events:
        shown = found.events[-EVENTS_SHOWN:]
        told = (SINCE["event"].format(day=format_date(day)[:5], move=label(move)) for day, move in shown)
        lines.append("; ".join(told))
    parts = []
    if found.decision is not None:
        parts.append(SHORT_DECISIONS[found.decision].lower())
    if found.rating is not None and not projected:
        parts.append(label(found.rating).lower())
    if found.remark and not projected:
        parts.append(SINCE["said"].format(remark=_cut(found.remark)))
    if parts:
        lines.append(SINCE["remark"].format(parts=", ".join(parts)))
    return lines


def _decided(one: Decided, projected: bool) -> str:
    words = SINCE["decided"].format(
        outcome=lowered(label(one.outcome)), kind=lowered(label(one.kind)), day=format_date(one.on)
    )
    return words if projected or not one.reason else f"{words}: {_cut(one.reason)}"
