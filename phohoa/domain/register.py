"""The register of documents: states of numbers, marks of days, and the chain that anybody can recompute."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: What stands before the first event of a chain.
GENESIS = "0" * 64


class RegisterBook(StrEnum):
    """The two books of the office, each with a chain of its own."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"


class EntryState(StrEnum):
    """Where a number of the outgoing book stands."""

    CARRIED_OVER = "carried_over"
    TAKEN = "taken"
    RESERVED = "reserved"
    USED = "used"
    CANCELLED = "cancelled"


class OrderMark(StrEnum):
    """How the day of a paper stands to the days of the numbers beside it."""

    IN_ORDER = "in_order"
    BACK_DATED = "back_dated"
    AFTER_NEXT = "after_next"


class RegisterEventKind(StrEnum):
    """What happened to a number or an incoming paper."""

    TAKEN_OVER = "taken_over"  # stood in the register before there was a chain
    CARRIED_OVER = "carried_over"
    TAKEN = "taken"
    RESERVED = "reserved"
    USED = "used"
    RECORDED = "recorded"
    CANCELLED = "cancelled"
    CORRECTED = "corrected"
    DONE = "done"


class IncomingKind(StrEnum):
    """Kinds of papers that come in (domain/04, 4.5, and what is none of them)."""

    LETTER = "letter"
    RESOLUTION = "resolution"
    DIRECTIVE = "directive"
    CONCLUSION = "conclusion"
    DECISION = "decision"
    REGULATION = "regulation"
    GUIDANCE = "guidance"
    PLAN = "plan"
    PROGRAMME = "programme"
    SCHEME = "scheme"
    NOTICE = "notice"
    REPORT = "report"
    SUBMISSION = "submission"
    INVITATION = "invitation"
    LETTER_OF_PEOPLE = "letter_of_people"
    OTHER = "other"


def days_late(dated: date, recorded_on: date) -> int:
    """How many days after its own day a paper was entered; 0 when on the day."""
    return max((recorded_on - dated).days, 0)


def order_mark(dated: date, before: date | None, after: date | None, last: date | None) -> OrderMark:
    """How a day stands to those of the numbers before and after it and of the last one (None: none)."""
    if after is not None and dated > after:
        return OrderMark.AFTER_NEXT
    if (before is not None and dated < before) or (last is not None and dated < last):
        return OrderMark.BACK_DATED
    return OrderMark.IN_ORDER


# --- the chain ---------------------------------------------------------------------------------------------


def canonical(values: Mapping[str, object]) -> str:
    """The words that are hashed: one line of JSON in the order of the keys as given, letters as they are."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def chained(previous: str, content: str) -> str:
    """SHA-256 (hex) of the previous hash, a line feed and the content, in UTF-8; no key, so that all can."""
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()


def is_hash(text: str) -> bool:
    """Whether the words can be a hash of the chain at all: 64 hexadecimal digits."""
    return re.fullmatch("[0-9a-f]{64}", text) is not None


@dataclass(frozen=True, slots=True)
class Link:
    """One event of a chain as it was stored or downloaded."""

    seq: int
    content: str
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """What became of a recomputed chain: how many events, its head, the first bad number (None: sound).

    `head_found` is about a head that somebody kept (in an old print): False when the chain has none such.
    """

    events: int
    head: str
    broken_at: int | None
    head_found: bool = True

    @property
    def sound(self) -> bool:
        return self.broken_at is None and self.head_found


def check_chain(links: Iterable[Link], head: str | None = None) -> ChainCheck:
    """Recompute a chain from its beginning. Numbers begin at 1, without a gap, in the contents too."""
    previous, broken, events = GENESIS, None, 0
    found = head is None or head == GENESIS
    for expected, link in enumerate(links, 1):
        events = expected
        if broken is None:
            sound = (
                link.seq == expected
                and link.previous_hash == previous
                and link.hash == chained(previous, link.content)
                and _seq_of(link.content) == expected
            )
            broken = None if sound else expected
        previous = link.hash
        found = found or (broken is None and link.hash == head)
    return ChainCheck(events, previous, broken, found)


def _seq_of(content: str) -> object:
    values = values_of(content)
    return values.get("seq")


def values_of(content: str) -> dict[str, object]:
    """What an event says; empty for words that are no event."""
    try:
        values = json.loads(content)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
