"""The books in words: the note beside a number, and the cells of a row, for files and prints."""

from ..domain.register import EntryState, OrderMark
from ..texts import registers as texts
from ..texts.labels import label
from .incoming_pages import IncomingLine, IncomingStanding
from .register_pages import EntryLine


def outgoing_note(line: EntryLine) -> str:
    """What has to be said of a number besides its paper: marks of its day, cancelled, reserved, outside."""
    found = []
    if line.state is EntryState.CANCELLED:
        found.append(texts.CANCELLED.format(reason=line.cancelled_reason))
    elif line.state in (EntryState.TAKEN, EntryState.CARRIED_OVER):
        found.append(label(line.state).lower())
    if line.reserved_on is not None:
        found.append(
            texts.RESERVED_BY.format(
                day=f"{line.reserved_on:%d/%m/%Y}", who=line.reserved_by, reason=line.reserve_reason
            )
        )
    if line.order_mark is not OrderMark.IN_ORDER:
        mark = label(line.order_mark).lower()
        found.append(f"{mark}: {line.order_reason}" if line.order_reason else mark)
    if line.days_late and line.state is not EntryState.CARRIED_OVER:
        found.append(texts.LATE.format(days=line.days_late))
    if line.is_outside:
        found.append(texts.OUTSIDE)
    return "; ".join(found)


def outgoing_cells(line: EntryLine) -> tuple[str, ...]:
    """The cells of texts.registers.OUTGOING_HEADS."""
    is_paper = line.state in (EntryState.USED, EntryState.TAKEN)
    return (
        f"{line.dated:%d/%m/%Y}",
        line.symbol,
        line.subject,
        line.signatory_name,
        line.places,
        line.kept_by or (texts.KEPT_BY if is_paper else ""),
        str(line.copies) if line.copies else "",
        outgoing_note(line),
    )


def incoming_note(line: IncomingLine) -> str:
    """What became of an incoming paper, and the marks of its day."""
    found = []
    if line.standing is IncomingStanding.CANCELLED:
        found.append(texts.CANCELLED.format(reason=line.cancelled_reason))
    elif line.done_on is not None:
        found.append(f"{line.done_on:%d/%m/%Y}: {line.outcome}")
    elif line.days_over:
        found.append(texts.OVERDUE.format(days=line.days_over))
    if line.days_late:
        found.append(texts.LATE.format(days=line.days_late))
    return "; ".join(found)


def incoming_cells(line: IncomingLine) -> tuple[str, ...]:
    """The cells of texts.registers.INCOMING_HEADS but for the last, which is for the pen."""
    return (
        f"{line.received_on:%d/%m/%Y}",
        f"{line.number:02d}",
        line.sender,
        line.symbol,
        f"{line.dated:%d/%m/%Y}" if line.dated else "",
        f"{label(line.kind)}: {line.subject}",
        line.handler,
        f"{line.due_on:%d/%m/%Y}" if line.due_on else "",
    )
