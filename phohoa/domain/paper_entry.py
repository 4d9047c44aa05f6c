"""What was typed for a paper: read, and checked for what cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .papers import COUNTS, DAYS, LONG, PaperField, PaperSpec
from .vietnamese import TextError, nfc, parse_date

F = PaperField
SHORT_MAX, LONG_MAX, COUNT_MAX = 200, 4000, 999
#: A code of texts/papers.py with what fills its sentence.
Problem = tuple[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """The typed values by field; what is empty is not in it."""

    texts: Mapping[PaperField, str] = field(default_factory=dict)
    counts: Mapping[PaperField, int] = field(default_factory=dict)
    days: Mapping[PaperField, date] = field(default_factory=dict)

    def text(self, name: PaperField) -> str:
        """A text; "" if nothing was typed."""
        return self.texts.get(name, "")

    def count(self, name: PaperField) -> int:
        """A count; 0 if nothing was typed."""
        return self.counts.get(name, 0)

    def lines(self, name: PaperField) -> tuple[str, ...]:
        """The lines of a longer text, without empty ones."""
        return tuple(line.strip() for line in self.text(name).splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class VoteCount:
    """Raw counts of a vote; `called` is the base that every share is of."""

    called: int
    in_favour: int
    against: int
    blank: int

    @property
    def ballots(self) -> int:
        """How many voted in some way."""
        return self.in_favour + self.against + self.blank

    @property
    def carried(self) -> bool:
        """Two thirds of those called or more (HD 06, 3.6)."""
        return self.called > 0 and 3 * self.in_favour >= 2 * self.called


def share(part: int, whole: int) -> tuple[int, int] | None:
    """Percent and tenths of a percent, rounded half up; None without a base. Only for print."""
    if whole <= 0:
        return None
    tenths = (2000 * part + whole) // (2 * whole)
    return divmod(tenths, 10)


def votes_of(entry: PaperEntry) -> VoteCount:
    """The vote as typed."""
    return VoteCount(
        entry.count(F.CALLED), entry.count(F.IN_FAVOUR), entry.count(F.AGAINST), entry.count(F.BLANK)
    )


def read(
    spec: PaperSpec, typed: Mapping[str, str], today: date
) -> tuple[PaperEntry, dict[PaperField, Problem]]:
    """What can be read of the typed texts, and what is wrong, by field."""
    texts: dict[PaperField, str] = {}
    counts: dict[PaperField, int] = {}
    days: dict[PaperField, date] = {}
    wrong: dict[PaperField, Problem] = {}
    for name in spec.fields:
        words = nfc(typed.get(name.value, "")).strip()
        if not words:
            if name in spec.required:
                wrong[name] = ("required", {})
        elif name in COUNTS:
            if words.isascii() and words.isdigit() and int(words[:9]) <= COUNT_MAX:
                counts[name] = int(words)
            else:
                wrong[name] = ("paper_count", {})
        elif name in DAYS:
            try:
                days[name] = parse_date(words)
            except TextError as error:
                wrong[name] = (error.code.value, {})
            else:
                if days[name] > today:
                    wrong[name] = ("date_in_future", {})
        elif len(words) > (LONG_MAX if name in LONG else SHORT_MAX):
            wrong[name] = ("paper_long", {"most": LONG_MAX if name in LONG else SHORT_MAX})
        else:
            texts[name] = words if name in LONG else " ".join(words.split())
    entry = PaperEntry(texts, counts, days)
    for name, problem in _contradictions(entry).items():
        wrong.setdefault(name, problem)
    return entry, wrong


def _contradictions(entry: PaperEntry) -> dict[PaperField, Problem]:
    found: dict[PaperField, Problem] = {}
    for part, whole in (
        (F.PRESENT_OFFICIAL, F.MEMBERS_OFFICIAL),
        (F.PRESENT_PROBATIONARY, F.MEMBERS_PROBATIONARY),
        (F.PRESENT, F.MEMBERS),
    ):
        if part in entry.counts and whole in entry.counts and entry.counts[part] > entry.counts[whole]:
            found[part] = (
                "paper_present",
                {"present": entry.counts[part], "members": entry.counts[whole]},
            )
    votes = votes_of(entry)
    if F.CALLED in entry.counts:
        for whole in (F.MEMBERS_OFFICIAL, F.MEMBERS):
            if whole in entry.counts and votes.called > entry.counts[whole]:
                found[F.CALLED] = (
                    "paper_called",
                    {"called": votes.called, "members": entry.counts[whole]},
                )
        if votes.called == 0:
            found[F.CALLED] = ("paper_nobody_called", {})
        elif votes.ballots > votes.called:
            found[F.IN_FAVOUR] = (
                "paper_ballots_called",
                {"ballots": votes.ballots, "called": votes.called},
            )
    for there in (F.PRESENT_OFFICIAL, F.PRESENT):
        if there in entry.counts and votes.ballots > entry.counts[there]:
            found.setdefault(
                F.IN_FAVOUR,
                ("paper_ballots_present", {"ballots": votes.ballots, "present": entry.counts[there]}),
            )
    dated = entry.days.get(F.DATED)
    for earlier in (F.MEETING_ON, F.BRANCH_ON):
        day = entry.days.get(earlier)
        if dated is not None and day is not None and dated < day:
            found[F.DATED] = (
                "paper_dated_before",
                {"dated": f"{dated:%d/%m/%Y}", "day": f"{day:%d/%m/%Y}"},
            )
    return found
