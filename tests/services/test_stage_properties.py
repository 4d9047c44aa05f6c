"""Whatever is pressed in whatever order, nobody stands in a stage whose rules failed on its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from phohoa.domain.access import Actor
from phohoa.domain.deadlines import add_months
from phohoa.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from phohoa.domain.facts import Entry, Severity, Votes
from phohoa.domain.moves import MOVE_OF, moves_from
from phohoa.domain.opinions import NEVER_AGAIN, OpinionKind, ReasonLeftParty
from phohoa.domain.stages import CLOSED_STAGES, NORMAL_WAY, Input, MoveCode, Stage, VoteForm
from phohoa.domain.voting import AbsenceKind
from phohoa.extensions import db
from phohoa.models import PartyMember, Person, RunEvent, RunObligation, TrackingRun, UpperOpinion
from phohoa.services import clock
from phohoa.services.absences import AbsenceInput, add_absence
from phohoa.services.command import Caller
from phohoa.services.moves import move_candidate, undo_move
from phohoa.services.opinions import OpinionInput, add_opinion, mark_special_case, save_opinion
from phohoa.services.probation import record_new_member_certificate
from phohoa.services.rules import mode_on

from .. import factories
from .people_at_work import equip

M, S = MoveCode, Stage
SYSTEM = Caller(Actor.system())
NOW = "2026-10-01 09:00"
REFUSALS = (Refused, Invalid, Conflict, Forbidden, NotFound)
#: How often a move is tried: the ones that lead on the most, the ones that end the least.
_WEIGHT = {code: 0.15 for code in MOVE_OF if MOVE_OF[code].target in CLOSED_STAGES}
_WEIGHT |= {code: 6.0 for code in MOVE_OF if MOVE_OF[code].target in NORMAL_WAY}
_WEIGHT |= {M.RESOLVE_BRANCH: 20.0, M.PROPOSE_OFFICIAL: 30.0, M.RENEW_PAPERS: 1.0, M.RETURN_TO_LIST: 0.3}
_WEIGHT |= {M.ANNUL_REDO: 0.3, M.RECOGNISE: 9.0, M.RECOGNISE_ABOVE: 4.0, M.MOVE_BRANCH: 0.3}
_VOTES = (M.RESOLVE_BRANCH, M.RESOLVE_COMMITTEE, M.PROPOSE_OFFICIAL)


class Player:
    """Presses buttons at random on one person, with entries that are mostly, not always, right."""

    def __init__(self, ward: SimpleNamespace, rng: Random, run_id: int, day: date) -> None:
        self.ward, self.rng, self.run_id, self.day = ward, rng, run_id, day
        self.done = 0

    def run(self) -> TrackingRun:
        db.session.rollback()
        return db.session.get_one(TrackingRun, self.run_id)

    def press(self) -> None:
        rng = self.rng
        action = rng.choices(
            (self.move, self.undo, self.ask, self.mend, self.certify, self.leave_out, self.mark),
            (60, 9, 9, 4, 9, 3, 2),
        )[0]
        try:
            action()
        except REFUSALS:
            db.session.rollback()

    # --- what is pressed ---

    def move(self) -> None:
        run = self.run()
        offered = [one.code for one in moves_from(run.stage, mode_on(db.session, clock.today()))]
        weights = [_WEIGHT.get(code, 1.0) for code in offered]
        if not offered or self.rng.random() < 0.05:
            code = self.rng.choice(list(MOVE_OF))
        else:
            code = self.rng.choices(offered, weights)[0]
        if code in (M.INTRODUCE, M.ARRIVE):
            return
        entry, version = self.entry(code), run.version
        try:
            moved = move_candidate(SYSTEM, run.id, version, code, entry)
        except Refused as refused:
            asked = [one for one in refused.findings if one.severity is Severity.WARNING]
            if any(one.severity is Severity.BLOCK for one in refused.findings) or not asked:
                raise
            answers = {one.code.value: "Đã xem." for one in asked}
            moved = move_candidate(SYSTEM, run.id, version, code, replace(entry, answers=answers))
        self.done += 1
        if moved.new_run_id is not None:
            self.run_id = moved.new_run_id

    def undo(self) -> None:
        rows = db.session.scalars(
            select(RunEvent.id)
            .join(TrackingRun, TrackingRun.id == RunEvent.run_id)
            .where(TrackingRun.person_id == self.run().person_id, RunEvent.kind.in_(("move", "helper")))
            .order_by(RunEvent.id.desc())
        ).all()
        if rows:
            event_id = self.rng.choice(rows[:3])
            undo_move(SYSTEM, event_id)
            self.run_id = db.session.get_one(RunEvent, event_id).run_id

    def opinion(self) -> OpinionInput:
        asked = self.near(40)
        agreed = self.rng.choice((True, True, False, None))
        answered = asked + timedelta(days=self.rng.randint(-3, 40))
        given = (
            {} if agreed is None else {"answered_on": answered, "answer_number": "8-CV", "answered_by": "Thử"}
        )
        return OpinionInput(self.rng.choice(list(OpinionKind)), asked, "3-CV", agreed=agreed, **given)

    def ask(self) -> None:
        run = self.run()
        add_opinion(SYSTEM, run.id, run.version, self.opinion())

    def mend(self) -> None:
        rows = db.session.query(UpperOpinion).filter_by(run_id=self.run_id).all()
        if rows:
            row = self.rng.choice(rows)
            save_opinion(SYSTEM, row.run_id, row.id, row.version, replace(self.opinion(), kind=row.kind))

    def certify(self) -> None:
        run = self.run()
        day = (run.ceremony_on or self.day) + timedelta(days=self.rng.randint(-30, 420))
        record_new_member_certificate(SYSTEM, run.id, run.version, f"{self.rng.randint(1, 900)}/ĐVM", day)

    def leave_out(self) -> None:
        first = self.near(60)
        last = self.rng.choice((None, first + timedelta(days=self.rng.randint(0, 90))))
        data = AbsenceInput(self.rng.choice(list(AbsenceKind)), first, last, "4-QĐ")
        add_absence(SYSTEM, self.ward.first, self.rng.choice(self.ward.members), data)

    def mark(self) -> None:
        run = self.run()
        mark_special_case(SYSTEM, run.id, run.version, self.rng.random() < 0.7, "Thử")

    # --- what is typed ---

    def near(self, spread: int) -> date:
        return self.day + timedelta(days=self.rng.randint(-spread // 4, spread))

    def votes(self) -> Votes:
        called = self.rng.choice((9, 9, 9, 9, 8, 10))
        present = called - self.rng.choice((0, 0, 1, -1))
        in_favour = self.rng.choice((present, 7, 6, 5, 4))
        against = self.rng.randint(0, max(present - in_favour, 0)) if self.rng.random() < 0.9 else 4
        return Votes(called, present, in_favour, against, VoteForm.BALLOT, self.rng.choice((0, 0, 1, None)))

    def entry(self, code: MoveCode) -> Entry:
        rng, run = self.rng, self.run()
        day = self.near(90)
        if code in (M.PROPOSE_OFFICIAL, M.RECOGNISE_ABOVE) and run.probation_ends_on and rng.random() < 0.8:
            day = run.probation_ends_on + timedelta(days=rng.randint(-2, 60))
        self.day = max(self.day, min(day, clock.today()))
        mates = [*self.ward.members, self.ward.probationer, self.ward.stranger]
        if run.branch_id == self.ward.second:
            mates = [self.ward.stranger]
        move = MOVE_OF[code]
        entry = Entry(
            happened_on=day,
            basis_number=f"{rng.randint(1, 99)}-NQ",
            basis_on=day - timedelta(days=rng.randint(-1, 3)),
            helper=rng.choice(mates),
            certificate_number=f"{rng.randint(1, 9999)}/GCN",
            certificate_on=day - timedelta(days=rng.choice((0, 10, 400, 1900))),
            certificate_issuer="Trung tâm thử",
            votes=self.votes() if Input.CALLED in move.required or rng.random() < 0.2 else None,
            called_reason="Lý do thử" if rng.random() < 0.3 else "",
            exempt_present=rng.choice((None, None, None, 1)),
            decision_number=f"{rng.randint(1, 300)}-QĐ",
            decision_on=day,
            received_on=rng.choice((None, day + timedelta(days=rng.randint(-2, 6)))),
            issuing_body="Cấp ủy thử",
            ceremony_on=day,
            place="Hội trường",
            reason="Lý do thử",
            reason_code=rng.choice(move.reasons) if move.reasons else "",
            to_branch=self.ward.second if run.branch_id == self.ward.first else self.ward.first,
            to_place="Xã Thử",
        )
        return replace(entry, happened_on=None) if rng.random() < 0.02 else entry


# --- what has to hold, reckoned anew from rows and events --------------------------------------------------


def standing(run: TrackingRun) -> list[RunEvent]:
    """The moves of a run that were not taken back, in their order."""
    events = db.session.query(RunEvent).filter_by(run_id=run.id).order_by(RunEvent.id).all()
    cancelled = {event.cancels_id for event in events}
    return [e for e in events if e.kind in ("move", "helper") and e.id not in cancelled]


def reached(run: TrackingRun, stage: Stage) -> bool:
    at = run.paused_from or run.stage
    return at in NORMAL_WAY and NORMAL_WAY.index(at) >= NORMAL_WAY.index(stage)


def agreed(run: TrackingRun, kind: OpinionKind, day: date) -> bool:
    answers = [
        (row.answered_on, row.id, row.agreed)
        for row in db.session.query(UpperOpinion).filter_by(run_id=run.id, kind=kind)
        if row.agreed is not None and row.answered_on <= day
    ]
    return bool(answers) and bool(max(answers)[2])


def wrong_with(run: TrackingRun) -> list[str]:
    person = db.session.get_one(Person, run.person_id)
    found: list[str] = []

    def holds(fine: object, what: str) -> None:
        if not fine:
            found.append(what)

    way = (
        "sympathiser_on", "start_proposed_on", "dossier_started_on", "branch_resolution_on",
        "committee_resolution_on", "submitted_on", "ceremony_on", "official_proposed_on",
        "official_decision_on",
    )  # fmt: skip
    known = [(name, day) for name in way if (day := getattr(run, name)) is not None]
    holds(known == sorted(known, key=lambda pair: pair[1]), f"days out of order: {known}")
    holds((run.closed_on is not None) is (run.stage in CLOSED_STAGES), "closed and open at once")
    voted = run.branch_resolution_on
    if reached(run, S.BRANCH_RESOLVED):
        assert voted is not None
        birth = date(person.birth_year, person.birth_month or 1, person.birth_day or 1)
        holds(add_months(birth, 12 * 18) <= voted, "voted on under age")
        months = (voted.year - birth.year) * 12 + voted.month - birth.month
        holds(months <= 720 or agreed(run, OpinionKind.OVER_AGE, voted), "over age without consent")
        certificate = run.certificate_on
        holds(certificate is not None and certificate <= voted <= add_months(certificate, 60), "certificate")
        if person.is_former_member:
            assert person.left_party_on is not None
            holds(agreed(run, OpinionKind.READMISSION, voted), "readmission without consent")
            holds(add_months(person.left_party_on, 36) <= voted, "readmission too early")
            holds(person.left_party_reason not in NEVER_AGAIN, "readmission that is ruled out")
            holds(run.is_readmission, "readmission not marked")
    if reached(run, S.DECIDED):
        holds(run.decision_on is not None and voted is not None and run.decision_on >= voted, "decision day")
    if reached(run, S.PROBATIONARY):
        ceremony = run.ceremony_on
        holds(ceremony is not None and ceremony >= run.decision_on, "ceremony before decision")
        holds(run.probation_ends_on == add_months(ceremony, 12), "probation of another length")
    if run.stage is S.OFFICIAL:
        holds(run.official_on == run.probation_ends_on, "official from another day")
    if reached(run, S.OFFICIAL_PROPOSED) and run.official_proposed_on is not None:
        proposed, issued = run.official_proposed_on, run.new_member_certificate_on
        holds(proposed >= run.probation_ends_on, "proposed before the twelve months were over")
        holds(issued is not None and issued <= proposed, "proposed without the class for new members")
    found += wrong_with_events(run)
    return found


def wrong_with_events(run: TrackingRun) -> list[str]:
    found = []
    failed = 0
    for event in standing(run):
        typed = event.data.get("typed", {})
        if event.move in _VOTES:
            called, present = typed["called"], typed["present"]
            ballots = typed["in_favour"] + typed["against"] + typed.get("blank", 0)
            carried = 3 * typed["in_favour"] >= 2 * called
            if carried is bool(event.data.get("failed_vote")):
                found.append(f"{event.move}: {typed} counted wrongly")
            if not ballots <= present <= called:
                found.append(f"{event.move}: {typed} cannot be")
            reckoned = event.data.get("reckoning")
            expected = reckoned and reckoned["called"] + typed.get("exempt_present", 0)
            if reckoned and called != expected and not typed.get("called_reason"):
                found.append(f"{event.move}: {called} called, {expected} reckoned, no reason")
            failed += bool(event.data.get("failed_vote"))
        if event.move == M.RECOGNISE_ABOVE and failed < 3:
            found.append("the level above decided before the third failed vote")
        if event.happened_on > clock.today():
            found.append(f"{event.move} on a day that has not come")
    rows = db.session.query(RunObligation).filter_by(run_id=run.id).all()
    kept = {event.id: event for event in standing(run)}
    reports = [row for row in rows if row.obligation == "report_upward"]
    if len(reports) != failed:
        found.append(f"{failed} failed votes, {len(reports)} reports owed")
    for row in rows:
        if row.obligation != "new_helper" and row.event_id not in kept:
            found.append(f"{row.obligation} is owed for a move that was taken back")
    return found


def wrong_in_the_ward(person_id: int) -> list[str]:
    runs = db.session.query(TrackingRun).filter_by(person_id=person_id).all()
    found = [f"run {run.id} at {run.stage}: {what}" for run in runs for what in wrong_with(run)]
    if sum(run.closed_on is None for run in runs) > 1:
        found.append("followed twice at once")
    return found


def numbers_twice() -> list[str]:
    numbers = [
        event.data["typed"]["decision_number"]
        for run in db.session.query(TrackingRun).all()
        for event in standing(run)
        if event.data.get("typed", {}).get("decision_number")
    ]
    return sorted({number for number in numbers if numbers.count(number) > 1})


# --- where it begins ---------------------------------------------------------------------------------------


def begin(ward: SimpleNamespace, rng: Random) -> tuple[int, date]:
    """Somebody anywhere on the way, in order up to there; young, old, or a former member at times."""
    first = date(2023, 1, 3) + timedelta(days=rng.randint(0, 900))
    stage = rng.choice(
        (S.SOURCE, S.CLASS_DONE, S.DOSSIER, S.DOSSIER, S.SUBMITTED, S.PROBATIONARY, S.PROBATIONARY)
    )
    birth = rng.choice((1995, 1990, first.year - 18, first.year - 60))
    person: dict[str, Any] = {"birth_year": birth, "education": "university"}
    if stage in (S.SOURCE, S.CLASS_DONE, S.DOSSIER) and rng.random() < 0.3:
        person |= {
            "is_former_member": True,
            "left_party_on": first - timedelta(days=rng.randint(300, 2200)),
            "left_party_reason": rng.choice(list(ReasonLeftParty)),
        }
    elif stage in (S.SUBMITTED, S.PROBATIONARY):
        person["birth_year"] = 1995
    facts: dict[str, Any] = {}
    days = iter(first + timedelta(days=25 * n) for n in range(1, 9))
    for at, name in (
        (S.SYMPATHISER, "sympathiser_on"),
        (S.CLASS_DONE, "certificate_on"),
        (S.START_PROPOSED, "start_proposed_on"),
        (S.DOSSIER, "dossier_started_on"),
        (S.BRANCH_RESOLVED, "branch_resolution_on"),
        (S.SUBMITTED, "submitted_on"),
        (S.DECIDED, "decision_on"),
        (S.PROBATIONARY, "ceremony_on"),
    ):
        if stage is not S.SOURCE and NORMAL_WAY.index(at) <= NORMAL_WAY.index(stage):
            facts[name] = next(days)
    if "ceremony_on" in facts:
        facts["probation_ends_on"] = add_months(facts["ceremony_on"], 12)
        if rng.random() < 0.6:
            facts["new_member_certificate_on"] = facts["ceremony_on"] + timedelta(days=150)
    since = max(facts.values(), default=first) if "ceremony_on" not in facts else facts["ceremony_on"]
    with factories.writing():
        branch = db.session.get(factories.Branch, ward.first)
        helper = None if stage is S.SOURCE else db.session.get(PartyMember, ward.helper)
        row = factories.run(branch, stage=stage, since=since, helper=helper, person=person, **facts)
        db.session.flush()
        if stage is not S.SOURCE:
            factories.full_dossier(row, first)
        return row.id, since


@pytest.fixture
def ward(people: SimpleNamespace) -> SimpleNamespace:
    return equip(people)


@settings(
    max_examples=70,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
def test_no_order_of_presses_leaves_somebody_in_a_stage_whose_rules_failed(
    ward: SimpleNamespace, seed: int
) -> None:
    rng = Random(seed)
    with clock.pretend(factories.at(NOW)):
        run_id, day = begin(ward, rng)
        player = Player(ward, rng, run_id, day)
        person_id = player.run().person_id
        for _ in range(16):
            player.press()
            db.session.rollback()
            found = wrong_in_the_ward(person_id)
            assert not found, found
        assert not numbers_twice()
