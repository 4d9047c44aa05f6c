"""The plan forward and backward: each edge by hand, and that both always agree."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phohoa.domain.deadlines import add_working_days, working_days_between
from phohoa.domain.dossier import VerificationSubject
from phohoa.domain.dues import AskedVerification
from phohoa.domain.facts import Finding, FindingCode, Severity
from phohoa.domain.plan_days import KnownClass, PlanDays, WhyCode, sorted_sessions
from phohoa.domain.plan_steps import (
    Goal,
    Obstacle,
    Pace,
    Plan,
    PlanFacts,
    PlannedStep,
    PlanNote,
    PlanStep,
    StepStanding,
)
from phohoa.domain.plan_way import Way
from phohoa.domain.planning import default_wanted, make_plan
from phohoa.domain.rulebook import AuthorityMode, Certainty, RuleCode, RuleValue, Unit, rules_on
from phohoa.domain.sessions import SessionKind
from phohoa.domain.stages import CLOSED_STAGES, Education, Paper, Stage
from phohoa.domain.training import ClassKind
from phohoa.domain.vietnamese import BirthDate

from .cases import facts_at

S, P, W = Stage, PlanStep, WhyCode
A, B, C = AuthorityMode.A, AuthorityMode.B, AuthorityMode.C
STANDING, WHOLE = SessionKind.STANDING_COMMITTEE, SessionKind.COMMITTEE
TODAY = date(2026, 3, 10)


def days(today: date = TODAY, **more: object) -> PlanDays:
    return PlanDays(**{"today": today, "rules_at": rules_on, "mode": B, **more})


def a_class(
    ends: date, nominate_by: date | None = None, seats: int | None = None, **more: object
) -> KnownClass:
    return KnownClass(
        **{
            "id": 1, "name": "Lớp thử", "kind": ClassKind.AWARENESS, "starts_on": ends - timedelta(days=4),
            "ends_on": ends, "nominate_by": nominate_by, "seats_left": seats, **more,
        }
    )  # fmt: skip


def case(stage: Stage, facts: dict[str, object] | None = None, **more: object) -> PlanFacts:
    known = {"probation_ends_on": date(2026, 8, 3)} if stage is S.PROBATIONARY else {}
    return PlanFacts(facts_at(stage, **known, **(facts or {})), **more)


def plan(stage: Stage, wanted: date | None = None, on: PlanDays | None = None, **more: object) -> Plan:
    return make_plan(case(stage, **more), on or days(), wanted)


def step(of: Plan, code: PlanStep) -> PlannedStep:
    return next(one for one in of.steps if one.step is code)


# --- which steps are left ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "mode", "first", "count"),
    [
        pytest.param(S.SOURCE, B, P.LIST, 10, id="everything"),
        pytest.param(S.SYMPATHISER, B, P.PROPOSE_CLASS, 9, id="from the class on"),
        pytest.param(S.CLASS_PROPOSED, B, P.ATTEND_CLASS, 8, id="waiting for the class"),
        pytest.param(S.CLASS_DONE, B, P.PROPOSE_START, 7, id="with the certificate"),
        pytest.param(S.START_PROPOSED, B, P.PERMIT_START, 6, id="waiting for permission"),
        pytest.param(S.DOSSIER, B, P.COMPLETE_DOSSIER, 5, id="making the dossier"),
        pytest.param(S.BRANCH_RESOLVED, A, P.RESOLVE_COMMITTEE, 4, id="the committee votes in mode A"),
        pytest.param(S.BRANCH_RESOLVED, B, P.SUBMIT, 3, id="and not in mode B"),
        pytest.param(S.BRANCH_RESOLVED, C, P.SUBMIT, 3, id="nor in mode C"),
        pytest.param(S.COMMITTEE_RESOLVED, B, P.SUBMIT, 3, id="caught by a change of mode"),
        pytest.param(S.SUBMITTED, B, P.DECIDE, 2, id="waiting for the decision"),
        pytest.param(S.DECIDED, B, P.CEREMONY, 1, id="only the ceremony"),
        pytest.param(S.PROBATIONARY, B, P.NEW_MEMBER_CLASS, 4, id="on probation"),
        pytest.param(S.PROBATIONARY, A, P.NEW_MEMBER_CLASS, 5, id="with the committee's vote in mode A"),
        pytest.param(S.OFFICIAL_PROPOSED, B, P.RECOGNISE, 1, id="waiting to be recognised"),
    ],
)
def test_the_steps_left(stage: Stage, mode: AuthorityMode, first: PlanStep, count: int) -> None:
    made = plan(stage, on=days(mode=mode))
    assert made.next_step is not None
    assert (made.next_step.step, len(made.steps)) == (first, count)


@pytest.mark.parametrize("stage", sorted(CLOSED_STAGES))
def test_who_has_left_has_no_plan(stage: Stage) -> None:
    made = plan(stage)
    assert (made.steps, made.earliest, made.obstacles) == ((), None, (Obstacle.CLOSED,))


def test_a_paused_run_goes_on_from_where_it_was() -> None:
    made = make_plan(PlanFacts(facts_at(S.PAUSED, paused_from=S.CLASS_DONE)), days())
    assert made.next_step is not None
    assert made.next_step.step is P.PROPOSE_START
    assert PlanNote.PAUSED in made.notes


# --- forward -----------------------------------------------------------------------------------------------


def test_forward_from_a_certificate_in_safe_and_quick_pace() -> None:
    sessions = sorted_sessions([(STANDING, date(2026, 4, 20)), (STANDING, date(2026, 5, 20))])
    made = plan(S.CLASS_DONE, on=days(sessions=sessions))
    assert step(made, P.PROPOSE_START).earliest == TODAY  # March's meeting is still to come
    assert step(made, P.PERMIT_START).earliest == date(2026, 3, 31)  # none entered: the last working day
    ready = add_working_days(date(2026, 3, 31), 30)
    assert step(made, P.COMPLETE_DOSSIER).earliest == ready
    assert step(made, P.RESOLVE_BRANCH).earliest == date(2026, 6, 3)
    decided = step(made, P.DECIDE).earliest
    assert decided is not None
    assert working_days_between(date(2026, 6, 3), decided) == 45
    assert made.earliest == add_working_days(decided, 1)
    # Quick: answers at once, April's meeting, April's session.
    assert made.quickest == date(2026, 4, 21)
    assert made.bottleneck is P.DECIDE


def test_the_limit_of_the_decision_follows_the_regime() -> None:
    made = [
        plan(S.DOSSIER, on=days(today, mode=A), is_verified=True)
        for today in (date(2025, 3, 3), date(2025, 8, 4))
    ]
    counted = [
        working_days_between(step(one, P.RESOLVE_BRANCH).earliest, step(one, P.DECIDE).earliest)
        for one in made
    ]
    assert counted == [60, 45]


def test_a_rule_that_changes_on_the_way_counts_from_its_day() -> None:
    shorter = RuleValue(
        RuleCode.DECISION_DAYS, 20, Unit.WORKING_DAYS, date(2026, 5, 1), None, "HD99", Certainty.ENTERED
    )
    from phohoa.domain.rulebook import DEFAULT_VALUES

    def at(day: date):
        return rules_on(day, (*DEFAULT_VALUES, shorter))

    on = days(rules_at=at, changes=(date(2026, 5, 1),))
    later = plan(S.DOSSIER, on=days(date(2026, 5, 2), rules_at=at), is_verified=True)
    assert working_days_between(
        step(later, P.RESOLVE_BRANCH).earliest, step(later, P.DECIDE).earliest
    ) == 20  # fmt: skip
    # Voted in March the 45 days end in May; but who votes on 1 May is decided on sooner.
    assert on.limit_up(RuleCode.DECISION_DAYS, date(2026, 4, 28)) == on.after(date(2026, 5, 1), 20)
    assert on.limit_up(RuleCode.DECISION_DAYS, date(2026, 3, 3)) == on.after(date(2026, 3, 3), 45)


def test_tet_in_between_moves_the_decision() -> None:
    resolved = {"branch_resolution_on": date(2026, 2, 3)}
    made = plan(S.SUBMITTED, on=days(date(2026, 2, 4)), facts=resolved)
    decided = step(made, P.DECIDE)
    # 45 weekdays after 03/02 would be 07/04; five days off of Tết come between.
    assert decided.earliest == date(2026, 4, 14)
    assert decided.earliest_why[0].code is W.LIMIT_AFTER


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        pytest.param(date(2026, 3, 9), date(2026, 3, 31), id="the day before: the one at the month's end"),
        pytest.param(date(2026, 3, 10), date(2026, 3, 10), id="on the very day"),
        pytest.param(date(2026, 3, 11), date(2026, 3, 11), id="the day after"),
    ],
)
def test_a_session_on_the_very_day_serves(session: date, expected: date) -> None:
    entered = [(STANDING, session), (STANDING, date(2026, 3, 31))]
    made = plan(S.START_PROPOSED, on=days(sessions=sorted_sessions(entered)))
    assert step(made, P.PERMIT_START).earliest == expected


@pytest.mark.parametrize(("mode", "body"), [(A, WHOLE), (B, STANDING), (C, WHOLE)], ids=["A", "B", "C"])
def test_who_permits_the_start_by_mode(mode: AuthorityMode, body: SessionKind) -> None:
    sessions = sorted_sessions([(WHOLE, date(2026, 3, 20)), (STANDING, date(2026, 3, 25))])
    made = plan(S.START_PROPOSED, on=days(mode=mode, sessions=sessions))
    found = step(made, P.PERMIT_START)
    assert found.earliest_why[-1].session is body
    assert found.earliest == {WHOLE: date(2026, 3, 20), STANDING: date(2026, 3, 25)}[body]


def test_the_meeting_of_this_month() -> None:
    nearest = {
        "to come": days(meeting_day=15),
        "late": days(),
        "held": days(held=True),
        "moved": days(meetings={(2026, 3): date(2026, 3, 27)}),
    }
    assert {name: one.meeting_up(TODAY) for name, one in nearest.items()} == {
        "to come": date(2026, 3, 15),
        "late": TODAY,
        "held": date(2026, 4, 3),
        "moved": date(2026, 3, 27),
    }


# --- classes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "ends"),
    [
        pytest.param(a_class(date(2026, 4, 24), date(2026, 4, 10)), date(2026, 4, 24), id="open"),
        pytest.param(a_class(date(2026, 4, 24), date(2026, 4, 2)), None, id="closed the day before"),
        pytest.param(a_class(date(2026, 4, 24), date(2026, 4, 3)), date(2026, 4, 24), id="closes that day"),
        pytest.param(a_class(date(2026, 4, 24)), date(2026, 4, 24), id="named until it begins"),
        pytest.param(a_class(date(2026, 4, 24), seats=0), None, id="no seats left"),
        pytest.param(a_class(date(2026, 4, 24), seats=1), date(2026, 4, 24), id="one seat left"),
        pytest.param(a_class(date(2026, 3, 6)), None, id="over"),
        pytest.param(a_class(date(2026, 4, 24), kind=ClassKind.NEW_MEMBER), None, id="of the other kind"),
    ],
)
def test_only_a_class_that_one_can_still_be_named_for_serves(one: KnownClass, ends: date | None) -> None:
    made = plan(S.SYMPATHISER, on=days(held=True, classes=(one,)))
    assert step(made, P.PROPOSE_CLASS).earliest == date(2026, 4, 3)
    assert step(made, P.ATTEND_CLASS).earliest == ends
    assert (made.earliest is None) == (ends is None)
    assert (Obstacle.NO_CLASS in made.obstacles) == (ends is None)


def test_without_any_class_the_plan_says_by_when_one_must_be_over() -> None:
    made = plan(S.SYMPATHISER, date(2026, 12, 31))
    attend = step(made, P.ATTEND_CLASS)
    assert made.obstacles == (Obstacle.NO_CLASS,)
    assert (made.earliest, made.quickest, attend.standing) == (None, None, StepStanding.UNKNOWN)
    assert attend.latest == step(made, P.PROPOSE_START).latest
    assert attend.latest is not None
    assert attend.latest > TODAY
    assert made.bottleneck is P.ATTEND_CLASS


def test_a_class_that_is_over_too_late_is_said_at_the_proposal() -> None:
    late = a_class(date(2026, 11, 27), date(2026, 11, 13))
    made = plan(S.SYMPATHISER, date(2026, 12, 31), on=days(classes=(late,)))
    proposal = step(made, P.PROPOSE_CLASS)
    assert (proposal.latest, proposal.standing) == (None, StepStanding.PAST)
    assert proposal.latest_why[0].code is W.CLASS_NONE_IN_TIME
    assert not made.is_feasible
    assert made.earliest is not None


def test_who_is_sent_to_a_class_waits_for_its_end_whatever_its_seats() -> None:
    sent = a_class(date(2026, 5, 8), date(2026, 3, 1), seats=0)
    made = plan(S.CLASS_PROPOSED, accepted=sent)
    assert step(made, P.ATTEND_CLASS).earliest == date(2026, 5, 8)
    over = plan(S.CLASS_PROPOSED, accepted=a_class(date(2026, 3, 6)))
    assert step(over, P.ATTEND_CLASS).earliest == TODAY


# --- certificate, dossier, age, education ------------------------------------------------------------------


def test_a_certificate_that_lapses_before_the_vote_brings_the_class_back() -> None:
    lapses = {"certificate_on": date(2021, 6, 2)}  # serves up to 02/06/2026, the vote would be on 03/06
    open_class = a_class(date(2026, 4, 24), date(2026, 4, 10))
    made = plan(S.CLASS_DONE, on=days(classes=(open_class,)), facts=lapses)
    assert PlanNote.RETAKE_CLASS in made.notes
    assert [one.step for one in made.steps][:2] == [P.PROPOSE_CLASS, P.ATTEND_CLASS]
    assert step(made, P.RESOLVE_BRANCH).earliest == date(2026, 6, 3)
    without = plan(S.CLASS_DONE, facts=lapses)
    assert without.obstacles == (Obstacle.NO_CLASS,)
    kept = plan(S.CLASS_DONE, facts={"certificate_on": date(2021, 6, 3)})
    assert (kept.notes, len(kept.steps)) == ((), 7)
    assert step(kept, P.RESOLVE_BRANCH).latest == date(2026, 6, 3)
    assert W.CERTIFICATE in {why.code for why in step(kept, P.RESOLVE_BRANCH).latest_why}


def test_a_certificate_that_is_too_old_to_propose_with_is_renewed_first() -> None:
    expired = {"certificate_on": date(2021, 3, 9)}
    made = plan(S.CLASS_DONE, on=days(classes=(a_class(date(2026, 4, 24)),)), facts=expired)
    assert step(made, P.PROPOSE_START).earliest == date(2026, 5, 3)


@pytest.mark.parametrize(
    ("started", "renewed"),
    [
        pytest.param(date(2025, 4, 2), True, id="a day too old on the day of the vote"),
        pytest.param(date(2025, 4, 3), False, id="just in time"),
    ],
)
def test_a_dossier_that_goes_stale_before_the_vote(started: date, renewed: bool) -> None:
    made = plan(S.DOSSIER, on=days(held=True), facts={"dossier_started_on": started}, is_verified=True)
    assert step(made, P.RESOLVE_BRANCH).earliest == date(2026, 4, 3)
    assert (PlanNote.RENEW_PAPERS in made.notes) == renewed
    limits = {why.code for why in step(made, P.RESOLVE_BRANCH).latest_why}
    assert (W.DOSSIER in limits) == (not renewed)


@pytest.mark.parametrize(
    ("birth", "voted"),
    [
        pytest.param(BirthDate(2008, 4, 3), date(2026, 4, 3), id="18 on the day of the meeting"),
        pytest.param(BirthDate(2008, 4, 4), date(2026, 5, 3), id="18 the day after it"),
        pytest.param(BirthDate(2008, 4), date(2026, 5, 3), id="only the month is known"),
        pytest.param(BirthDate(2008), date(2027, 1, 3), id="only the year is known"),
    ],
)
def test_the_vote_waits_for_the_eighteenth_birthday(birth: BirthDate, voted: date) -> None:
    made = plan(S.DOSSIER, on=days(held=True), facts={"birth": birth}, is_verified=True)
    assert step(made, P.RESOLVE_BRANCH).earliest == voted


def test_the_birthday_may_come_after_the_wanted_day() -> None:
    made = plan(S.DOSSIER, date(2026, 12, 31), facts={"birth": BirthDate(2008, 12, 20)}, is_verified=True)
    vote = step(made, P.RESOLVE_BRANCH)
    assert vote.standing is StepStanding.NOT_REACHED
    assert W.AGE_MIN in {why.code for why in vote.earliest_why}
    assert not made.is_feasible


@pytest.mark.parametrize(
    ("birth", "consent", "obstacle"),
    [
        pytest.param(BirthDate(1966, 4, 30), False, False, id="60 in the month of the vote"),
        pytest.param(BirthDate(1966, 3, 31), False, True, id="60 the month before"),
        pytest.param(BirthDate(1966, 3, 31), True, False, id="with consent from above"),
        pytest.param(BirthDate(1965, 1, 1), False, True, id="long over 60"),
    ],
)
def test_past_sixty_there_is_no_day(birth: BirthDate, consent: bool, obstacle: bool) -> None:
    facts = {"birth": birth, "over_age_consent": consent}
    made = plan(S.DOSSIER, on=days(held=True), facts=facts, is_verified=True)
    assert (Obstacle.OVER_AGE in made.obstacles) == obstacle
    assert (made.earliest is None) == obstacle


def test_education_is_an_obstacle_or_a_note() -> None:
    low = plan(S.DOSSIER, facts={"education": Education.PRIMARY})
    unknown = plan(S.DOSSIER, facts={"education": None})
    exempt = plan(S.DOSSIER, facts={"education": Education.PRIMARY, "education_exempt": True})
    assert (low.obstacles, low.earliest) == ((Obstacle.EDUCATION,), None)
    assert PlanNote.EDUCATION_UNKNOWN in unknown.notes
    assert unknown.earliest is not None
    assert exempt.obstacles == ()


def test_the_dossier_waits_for_the_slowest_answer() -> None:
    home = AskedVerification(VerificationSubject.PARENTS, date(2026, 3, 2))
    abroad = AskedVerification(VerificationSubject.SPOUSE, date(2026, 3, 2), is_abroad=True)
    unsent = AskedVerification(VerificationSubject.SELF, None)
    answered = replace(home, answered_on=date(2026, 3, 9))
    expected = {
        (): TODAY,  # begun in October: the limit of letters sent then is over
        (answered,): TODAY,
        (home, answered): add_working_days(date(2026, 3, 2), 30),
        (home, abroad): add_working_days(date(2026, 3, 2), 90),
        (unsent,): add_working_days(TODAY, 30),
    }
    for requests, ready in expected.items():
        made = plan(S.DOSSIER, requests=requests)
        assert step(made, P.COMPLETE_DOSSIER).earliest == ready
    lacks = Finding(Severity.BLOCK, FindingCode.PAPER_MISSING, {"paper": Paper.APPLICATION.value})
    missing = plan(S.DOSSIER, missing=(lacks,))
    assert step(missing, P.COMPLETE_DOSSIER).missing == (lacks,)
    complete = plan(S.DOSSIER, is_complete=True)
    assert complete.steps[0].step is P.RESOLVE_BRANCH


# --- backward ----------------------------------------------------------------------------------------------


def test_backward_from_the_end_of_the_year() -> None:
    made = plan(S.CLASS_DONE, date(2026, 12, 31))
    assert step(made, P.CEREMONY).latest == date(2026, 12, 31)
    decided = step(made, P.DECIDE).latest
    assert decided == date(2026, 12, 30)
    voted = step(made, P.RESOLVE_BRANCH).latest
    assert voted == date(2026, 10, 3)  # the last meeting 45 working days before
    assert working_days_between(voted, decided) >= 45
    assert working_days_between(date(2026, 11, 3), decided) < 45
    why = [one.code for one in step(made, P.RESOLVE_BRANCH).latest_why]
    assert why == [W.MEETING, W.LIMIT_BEFORE]
    limit = step(made, P.RESOLVE_BRANCH).latest_why[1]
    assert (limit.count, limit.citation) == (45, "QD294:4.3.1")
    assert made.is_feasible


def test_what_is_too_late_is_marked_and_the_rest_is_not() -> None:
    made = plan(S.CLASS_DONE, date(2026, 5, 29))
    assert not made.is_feasible
    assert step(made, P.PROPOSE_START).standing is StepStanding.PAST
    assert step(made, P.CEREMONY).standing is StepStanding.NOT_REACHED
    assert made.is_feasible_if_quick
    soon = plan(S.DECIDED, date(2026, 3, 20))
    assert step(soon, P.CEREMONY).standing is StepStanding.SOON


def test_the_ceremony_keeps_its_own_limit() -> None:
    decided = {"decision_on": date(2026, 3, 2), "decision_received_on": date(2026, 3, 4)}
    made = plan(S.DECIDED, date(2026, 12, 31), facts=decided)
    ceremony = step(made, P.CEREMONY)
    assert ceremony.latest == add_working_days(date(2026, 3, 4), 30)
    assert ceremony.latest_why[0].code is W.CEREMONY_LIMIT
    overdue = plan(S.DECIDED, on=days(date(2026, 6, 1)), facts=decided)
    assert PlanNote.LIMIT_PASSED in overdue.notes
    assert overdue.earliest == date(2026, 6, 1)


def test_in_mode_a_another_body_decides_and_its_limit_stands_for_both_paces() -> None:
    made = plan(S.DOSSIER, on=days(mode=A), is_verified=True)
    assert PlanNote.UPPER_DECIDES in made.notes
    assert made.quickest == made.earliest


# --- recognition -------------------------------------------------------------------------------------------


def test_recognition_is_planned_from_the_end_of_the_year_of_probation() -> None:
    second = a_class(date(2026, 6, 12), kind=ClassKind.NEW_MEMBER)
    made = plan(S.PROBATIONARY, on=days(classes=(second,)))
    assert made.goal is Goal.RECOGNITION
    assert step(made, P.NEW_MEMBER_CLASS).earliest == date(2026, 6, 12)
    assert step(made, P.END_PROBATION).earliest == date(2026, 8, 3)
    assert step(made, P.REVIEW_OFFICIAL).earliest == date(2026, 8, 3)  # the meeting of the very day
    assert made.earliest == add_working_days(date(2026, 8, 3), 30)
    last = add_working_days(add_working_days(date(2026, 8, 3), 30), 30)
    assert made.wanted == last
    done = plan(S.PROBATIONARY, new_member_certificate=True)
    assert P.NEW_MEMBER_CLASS not in {one.step for one in done.steps}
    assert plan(S.PROBATIONARY).obstacles == (Obstacle.NO_CLASS,)


def test_the_goal_can_be_the_decision_alone() -> None:
    made = make_plan(case(S.DOSSIER, is_verified=True), days(), date(2026, 12, 31), Goal.DECISION)
    assert made.steps[-1].step is P.DECIDE
    assert step(made, P.DECIDE).latest == date(2026, 12, 31)


# --- both agree --------------------------------------------------------------------------------------------

_dates = st.dates(date(2026, 1, 1), date(2027, 6, 30))
_classes = st.lists(
    st.builds(
        lambda ends, notice, seats, kind, number: a_class(
            ends, ends - timedelta(days=notice), seats, kind=kind, id=number
        ),
        _dates,
        st.integers(0, 40),
        st.sampled_from([None, 0, 1, 5]),
        st.sampled_from(list(ClassKind)),
        st.integers(1, 9),
    ),
    max_size=5,
)
_sessions = st.lists(st.tuples(st.sampled_from(list(SessionKind)), _dates), max_size=12)
_RULE_CHANGE = (date(2026, 7, 26),)


@st.composite
def _plan_days(draw: st.DrawFn) -> PlanDays:
    today = draw(st.dates(date(2025, 5, 1), date(2026, 12, 31)))
    meetings = {(day.year, day.month): day for day in draw(st.lists(_dates, max_size=6))}
    return PlanDays(
        today=today,
        rules_at=rules_on,
        changes=(date(2025, 7, 1), *_RULE_CHANGE),
        mode=draw(st.sampled_from(list(AuthorityMode))),
        meeting_day=draw(st.integers(1, 28)),
        meetings=meetings,
        held=draw(st.booleans()),
        sessions=sorted_sessions(draw(_sessions)),
        classes=tuple(draw(_classes)),
    )


@st.composite
def _cases(draw: st.DrawFn, today: date) -> PlanFacts:
    stage = draw(st.sampled_from([one for one in Stage if one not in CLOSED_STAGES and one is not S.PAUSED]))
    facts = facts_at(
        stage,
        birth=draw(
            st.sampled_from([BirthDate(1990, 2, 3), BirthDate(2008, 9, 9), BirthDate(1966, 11, 2), None])
        ),
    )
    moved = {}
    for name in (
        "certificate_on",
        "dossier_started_on",
        "branch_resolution_on",
        "decision_on",
        "official_proposed_on",
    ):
        if getattr(facts, name) is not None:
            back = draw(st.integers(0, 1900 if name == "certificate_on" else 500))
            moved[name] = today - timedelta(days=back)
    if facts.decision_received_on is not None:
        moved["decision_received_on"] = None
    if facts.probation_ends_on is not None:
        moved["probation_ends_on"] = today + timedelta(days=draw(st.integers(-60, 360)))
    return PlanFacts(
        replace(facts, **moved),
        is_verified=draw(st.booleans()),
        new_member_certificate=draw(st.booleans()),
    )  # fmt: skip


@st.composite
def _asked(draw: st.DrawFn) -> tuple[PlanFacts, PlanDays]:
    on = draw(_plan_days())
    return draw(_cases(on.today)), on


@settings(max_examples=120, deadline=None)
@given(_asked())
def test_the_earliest_day_is_feasible_and_the_day_before_it_is_not(asked: tuple[PlanFacts, PlanDays]) -> None:
    one, on = asked
    earliest = make_plan(one, on).earliest
    if earliest is None:
        return
    at = make_plan(one, on, earliest)
    assert at.is_feasible
    assert not [planned for planned in at.steps if planned.is_late]
    before = make_plan(one, on, earliest - timedelta(days=1))
    assert not before.is_feasible
    assert [planned for planned in before.steps if planned.is_late]


@settings(max_examples=120, deadline=None)
@given(_asked(), st.integers(0, 400))
def test_going_forward_from_the_latest_days_never_passes_the_wanted_day(
    asked: tuple[PlanFacts, PlanDays], ahead: int
) -> None:
    one, on = asked
    goal = make_plan(one, on).goal
    wanted = on.today + timedelta(days=ahead)
    chain = Way(one, on, Pace.SAFE, goal).chain
    latest = chain.backward(wanted)
    for code, node in chain.nodes.items():
        day = latest[code][0]
        assert day is None or day <= wanted
        for link in node.links:
            before = latest[link.after][0]
            if day is None or before is None:
                continue
            reached = link.up(before)[0]
            if reached is not None and node.gate is not None:
                reached = node.gate[0](max(reached, on.today))[0] if day >= on.today else reached
            assert reached is None or reached <= day, (code, link.after, before, reached, day)


@settings(max_examples=100, deadline=None)
@given(
    _plan_days(), st.dates(date(2026, 1, 1), date(2027, 6, 1)), st.dates(date(2026, 1, 1), date(2027, 6, 1))
)
def test_every_kind_of_day_answers_forward_and_backward_alike(on: PlanDays, start: date, end: date) -> None:
    start, end = max(start, on.today), max(end, on.today)
    for kind in SessionKind:
        assert (on.session_up(kind, start) <= end) == (start <= on.session_down(kind, end))
    assert (on.meeting_up(start) <= end) == (start <= on.meeting_down(end))
    for rule in (RuleCode.DECISION_DAYS, RuleCode.VERIFICATION_HOME_DAYS):
        assert (on.limit_up(rule, start) <= end) == (start <= on.limit_down(rule, end))
    for class_kind in ClassKind:
        up, down = on.class_up(class_kind, start), on.class_down(class_kind, end)
        assert (up is not None and up.ends_on <= end) == (down is not None and start <= down.last_nomination)


@settings(max_examples=80, deadline=None)
@given(_asked())
def test_the_quick_pace_is_never_slower_than_the_safe_one(asked: tuple[PlanFacts, PlanDays]) -> None:
    one, on = asked
    made = make_plan(one, on)
    if made.earliest is not None:
        assert made.quickest is not None
        assert made.quickest <= made.earliest


def test_the_first_step_may_wait_longer_when_the_others_are_quick() -> None:
    made = plan(S.CLASS_DONE, date(2026, 5, 29))
    assert made.next_step is not None
    assert made.quick_latest is not None
    assert made.next_step.latest is not None
    assert made.next_step.latest < TODAY <= made.quick_latest


def test_the_default_wanted_day() -> None:
    assert default_wanted(facts_at(S.DOSSIER), days()) == date(2026, 12, 31)
    proposed = facts_at(S.OFFICIAL_PROPOSED)
    assert default_wanted(proposed, days()) == add_working_days(date(2026, 3, 4), 30)
