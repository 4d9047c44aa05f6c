"""The timeline of a run: moves, edits, papers, and what the branch said each month, in one order."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import literal, select, union_all

from ..domain.access import Role
from ..domain.reviews import Rating
from ..domain.stages import BasisKind, MoveCode, Stage
from ..domain.voting import Reckoning
from ..models import Branch, PartyMember, Review, ReviewLine, RunEvent, TrackingRun
from .command import Query
from .run_rows import RunRows
from .voting import reckoned


@dataclass(frozen=True)
class Happening:
    """One line of the timeline. Codes only; `typed` holds pairs (input code, value as text or number)."""

    day: date
    entered_at: datetime | None
    kind: str
    by: str
    move: MoveCode | None = None
    from_stage: Stage | None = None
    to_stage: Stage | None = None
    basis_kind: BasisKind | None = None
    basis_number: str = ""
    basis_on: date | None = None
    reason_code: str = ""
    reason: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    typed: tuple[tuple[str, Any], ...] = ()
    obligations: tuple[str, ...] = ()
    failed_vote: bool = False
    reckoning: Reckoning | None = None
    fields: tuple[str, ...] = ()
    #: What of the dossier was noted, as pairs (name, code or text); the codes of papers follow one another.
    dossier: tuple[tuple[str, str], ...] = ()
    month: tuple[int, int] | None = None
    rating: Rating | None = None
    cancelled_by: str = ""
    cancelled_at: datetime | None = None
    #: An exception that was recorded or taken back.
    flag: tuple[str, bool] | None = None


def _typed(event: RunEvent, names: dict[int, str], branches: dict[int, str]) -> tuple[tuple[str, Any], ...]:
    shown = []
    for code, value in event.data.get("typed", {}).items():
        if code == "helper":
            value = names.get(value, "")
        elif code == "to_branch":
            value = branches.get(value, "")
        if value not in (None, ""):
            shown.append((code, value))
    return tuple(shown)


def _dossier(event: RunEvent) -> tuple[tuple[str, str], ...]:
    papers = [("paper", code) for code in event.data.get("papers", ())]
    known = ("subject", "conclusion", "holder", "shelf", "what")
    return (*papers, *((name, event.data[name]) for name in known if event.data.get(name)))


def _names(cx: Query, events: list[RunEvent]) -> tuple[dict[int, str], dict[int, str]]:
    """Names of the members and branches that the events speak of (one select if there are any)."""
    typed = [event.data.get("typed", {}) for event in events]
    members = {one["helper"] for one in typed if one.get("helper")}
    branches = {one["to_branch"] for one in typed if one.get("to_branch")}
    asked = []
    if members:
        # The second wall does not see into a union: a branch reads the names of its own members alone.
        named = select(literal(0), PartyMember.id, PartyMember.full_name).where(PartyMember.id.in_(members))
        if cx.actor.role is Role.BRANCH:
            named = named.where(PartyMember.branch_id.in_(cx.actor.branch_ids))
        asked.append(named)
    if branches:
        asked.append(select(literal(1), Branch.id, Branch.short_name).where(Branch.id.in_(branches)))
    found: tuple[dict[int, str], dict[int, str]] = ({}, {})
    if asked:
        for kind, key, name in cx.session.execute(union_all(*asked)):
            found[kind][key] = name
    return found


def _happening(
    event: RunEvent,
    undone: RunEvent | None,
    names: tuple[dict[int, str], dict[int, str]],
    confidential: bool,
) -> Happening:
    return Happening(
        day=event.happened_on,
        entered_at=event.entered_at,
        kind="again" if event.data.get("again") else event.kind,
        by=event.actor_name,
        move=MoveCode(event.move) if event.move else None,
        from_stage=event.from_stage,
        to_stage=event.to_stage,
        basis_kind=event.basis_kind,
        basis_number=event.basis_number,
        basis_on=event.basis_on,
        # Why somebody was taken off the list is for the branch and the office alone.
        reason_code=event.reason_code if confidential else "",
        reason=event.reason if confidential else "",
        answers=tuple(event.warnings.items()) if confidential else (),
        typed=_typed(event, *names),
        obligations=tuple(event.data.get("obligations", ())),
        failed_vote=bool(event.data.get("failed_vote")),
        reckoning=reckoned(event.data.get("reckoning"), event.happened_on),
        fields=tuple(event.data.get("fields", ())),
        dossier=_dossier(event),
        flag=(event.data["flag"], bool(event.data.get("on"))) if "flag" in event.data else None,
        cancelled_by=undone.actor_name if undone else "",
        cancelled_at=undone.entered_at if undone else None,
    )


def timeline_of(cx: Query, run: TrackingRun, rows: RunRows, confidential: bool) -> list[Happening]:
    """The lines of a loaded run from its events and reviews, the newest first (one select at most)."""
    events = rows.of(RunEvent)
    undone = {event.cancels_id: event for event in events if event.cancels_id is not None}
    names = _names(cx, events)
    lines = [
        (event.happened_on, 1, event.id, _happening(event, undone.get(event.id), names, confidential))
        for event in events
        if event.kind != "undo"
    ]
    if run.previous_run_id is not None and not any(event.kind == "introduce" for event in events):
        lines.append((run.opened_on, 0, 0, Happening(run.opened_on, None, "arrived", "")))
    reviews = {review.id: review for review in rows.of(Review)}
    for line in rows.of(ReviewLine):
        review = reviews.get(line.review_id)
        if review is None:
            continue
        if line.rating is None and not (line.remark and confidential):
            continue
        day = review.meeting_on or date(review.year, review.month, 1)
        lines.append(
            (
                day,
                2,
                line.id,
                Happening(
                    day,
                    line.saved_at,
                    "review",
                    "",
                    month=(review.year, review.month),
                    rating=line.rating,
                    reason=line.remark if confidential else "",
                ),
            )
        )
    return [line for *_, line in sorted(lines, key=lambda row: row[:3], reverse=True)]
