"""What must be true after a schedule: the database is what both saw acknowledged, once, chain sound."""

import re
from collections import defaultdict
from typing import Any

from sqlalchemy import func, select

from phohoa.domain.access import Actor
from phohoa.domain.reviews import ReviewState
from phohoa.extensions import db
from phohoa.models import (
    AuditRow,
    Document,
    Proposal,
    Receipt,
    Review,
    ReviewEvent,
    ReviewLine,
    RunEvent,
    TrackingRun,
)
from phohoa.services import audit_reports

from .person import HIDDEN, Person, Saved
from .schedule import DECISIONS, Outcome
from .world import Answered, Place

_VERSION = re.compile(r'name="version" value="(\d+)"')
_LINE = re.compile(r"/runs/(\d+)$")
#: Where each person of the review must stand in the end.
STAGES = {"hoa": "class_proposed", "dao": "left", "cuong": "sympathiser"}


def _carried_out(answers: list[Answered]) -> dict[str, dict[int, Answered]]:
    """By address of the form, then version: the save that made it. Asserts that no version was made twice."""
    found: dict[str, dict[int, Answered]] = defaultdict(dict)
    for one in answers:
        version = _VERSION.search(one.body)
        if one.status != 200 or version is None:
            continue
        before = found[one.path].setdefault(int(version.group(1)), one)
        assert before.command_id == one.command_id, f"two saves made one version: {before} {one}"
    for path, versions in found.items():
        numbers = [one.command_id for one in versions.values()]
        assert len(set(numbers)) == len(numbers), f"one save made two versions of {path}: {versions}"
    return found


def _said(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value and name not in HIDDEN}


def _stored(line: ReviewLine) -> dict[str, str]:
    """The line as its form would send it."""
    values: dict[str, Any] = {
        "decision": line.decision.value if line.decision else "",
        "reason_code": line.reason_code,
        "reason": line.reason,
        "helper_id": str(line.helper_id or ""),
        "rating": line.rating.value if line.rating else "",
        "remark": line.remark,
    }
    return {name: value for name, value in values.items() if value}


def _expected(fields: dict[str, str]) -> dict[str, str]:
    """What the rules make of what was sent: what a decision does not ask for is left out."""
    said = _said(fields)
    if said.get("decision") == "remove":
        said.pop("helper_id", None)
    else:
        for name in ("reason_code", "reason", "reason_on"):
            said.pop(name, None)
    return said


def check(place: Place, outcome: Outcome) -> None:
    """Assert all of it."""
    made = _carried_out(place.answers)
    ledger = [saved for one in outcome.people for saved in one.ledger]
    with place.app.app_context():
        try:
            _check_acknowledged(made, ledger)
            # Who lost the tab while the answer came sees it on the page as it is opened again.
            shown = [line for one in outcome.people for line in one.shown]
            _check_lines(made, ledger, shown)
            _check_once(place)
            for one in outcome.people:
                _check_typed(one, made)
            report = audit_reports.verify(Actor.system())
            assert report["sound"], report
        finally:
            db.session.rollback()
            db.session.remove()
    faults = [fault for one in outcome.people for fault in one.faults]
    assert not faults, faults


def _check_acknowledged(made: dict[str, dict[int, Answered]], ledger: list[Saved]) -> None:
    """Nobody was told that something is saved which the server had not saved so."""
    for saved in ledger:
        answer = made.get(saved.path, {}).get(saved.version)
        assert answer is not None, f"called saved, but never was: {saved}"
        # By another save's number where both typed the very same: then there is nothing to ask.
        assert _said(answer.fields) == _said(saved.fields), f"saved otherwise than sent: {saved} {answer}"


def _check_typed(one: Person, made: dict[str, dict[int, Answered]]) -> None:
    """What somebody typed last into a line was saved, unless the other's text was read and taken instead."""
    for path, typed in one.typed.items():
        saved = [_said(answer.fields) for answer in made.get(path, {}).values()]
        assert typed in saved, f"the {one.name} typed {typed} into {path}; saved: {saved}"


def _check_lines(
    made: dict[str, dict[int, Answered]], ledger: list[Saved], shown: list[tuple[str, dict[str, str]]]
) -> None:
    """Each line is what was saved last, that was acknowledged, and the audit has each version once."""
    told = {(saved.path, saved.version) for saved in ledger}
    for line in db.session.scalars(select(ReviewLine)):
        versions = next((found for path, found in made.items() if path.endswith(f"/runs/{line.run_id}")), {})
        stored = _stored(line)
        if versions:
            newest = versions[max(versions)]
            wanted = _expected(newest.fields)
            if "decision" not in wanted:
                wanted["decision"] = "keep"  # by the press that keeps the others
            assert stored == wanted, f"line of run {line.run_id}: {stored}, saved last: {newest}"
            seen = (newest.path, max(versions)) in told or (newest.path, wanted) in shown
            assert seen, f"saved, and nobody was told: {newest}"
        else:
            assert stored == {"decision": "keep"}, f"nobody saved this: {stored}"
        rows = db.session.scalar(
            select(func.count())
            .select_from(AuditRow)
            .where(AuditRow.entity == "review_line", AuditRow.entity_id == str(line.id))
        )
        assert rows == line.version, f"{rows} rows of the audit for {line.version} versions of a line"


def _check_once(place: Place) -> None:
    """One review, concluded once, one paper, one event for each decision; nobody was moved otherwise."""
    session = db.session
    review = session.scalars(select(Review)).one()
    assert review.state is ReviewState.SUBMITTED
    assert (
        session.scalar(
            select(func.count()).select_from(ReviewEvent).where(ReviewEvent.to_state == ReviewState.SUBMITTED)
        )
        == 1
    )
    assert session.scalar(select(func.count()).select_from(Document)) == 1
    assert session.scalar(select(func.count()).select_from(ReviewLine)) == len(DECISIONS)
    lines = {line.run_id: line for line in session.scalars(select(ReviewLine))}
    for key, run_id in place.ids.runs.items():
        run = session.get(TrackingRun, run_id)
        assert run is not None
        events = list(
            session.scalars(select(RunEvent).where(RunEvent.run_id == run_id, RunEvent.kind == "move"))
        )
        wanted = 1 if key in STAGES else 0
        assert len(events) == wanted, f"{key}: {[e.move for e in events]}"
        if key in STAGES:
            assert run.stage.value == STAGES[key]
            assert lines[run_id].event_id == events[0].id
    proposals = list(session.scalars(select(Proposal.event_id)))
    assert len(set(proposals)) == len(proposals), "a proposal twice"
    assert session.scalar(select(func.count()).select_from(Receipt)) == session.scalar(
        select(func.count(func.distinct(Receipt.command_id)))
    )
