"""Each rule at its edges: it holds, it fails, it holds from a day on, or a fact is missing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from phohoa.domain.conditions import Case
from phohoa.domain.deadlines import add_months, add_working_days
from phohoa.domain.facts import Entry, Votes
from phohoa.domain.facts import FindingCode as F
from phohoa.domain.opinions import ReasonLeftParty
from phohoa.domain.rule_checks import JudgementKind, MissingFact, check
from phohoa.domain.rule_ids import RuleId
from phohoa.domain.rule_table import RULES
from phohoa.domain.rulebook import rules_on
from phohoa.domain.stages import Education, Stage
from phohoa.domain.vietnamese import BirthDate
from tests.domain.cases import facts_at

HOLDS, FAILS, UNKNOWN = JudgementKind.HOLDS, JudgementKind.FAILS, JudgementKind.UNKNOWN
FROM = JudgementKind.HOLDS_FROM
DAY = date(2026, 3, 10)


def judge(rule, on=DAY, entry=None, stage=Stage.DOSSIER, **facts):
    case = Case(facts_at(stage, **facts), rules_on(on), on, on, entry or Entry())
    return check(rule, case)


@pytest.mark.parametrize(
    ("birth", "on", "kind"),
    [
        (BirthDate(2008, 3, 11), date(2026, 3, 10), FROM),
        (BirthDate(2008, 3, 10), date(2026, 3, 10), HOLDS),
        (BirthDate(2008, 3, 9), date(2026, 3, 10), HOLDS),
        (BirthDate(2008, 2, 29), date(2026, 2, 27), FROM),
        (BirthDate(2008, 2, 29), date(2026, 2, 28), HOLDS),
        (BirthDate(2008, 3), date(2026, 2, 28), FROM),
        (BirthDate(2008, 3), date(2026, 3, 10), UNKNOWN),
        (BirthDate(2008, 3), date(2026, 3, 31), HOLDS),
        (BirthDate(2008), date(2026, 12, 30), UNKNOWN),
        (BirthDate(2008), date(2026, 12, 31), HOLDS),
        (BirthDate(2009), date(2026, 12, 31), FROM),
        (None, DAY, UNKNOWN),
    ],
)
def test_eighteen_years_counted_to_the_birthday(birth, on, kind):
    judged = judge(RuleId.AGE_MIN, on, birth=birth)
    assert judged.kind is kind
    if kind is UNKNOWN:
        assert judged.missing is MissingFact.BIRTH
    if kind is FROM:
        assert judged.day > on and judged.finding.code is F.UNDER_AGE


@pytest.mark.parametrize(
    ("birth", "on", "kind"),
    [
        (BirthDate(1966, 4, 1), date(2026, 3, 31), HOLDS),
        (BirthDate(1966, 3, 1), date(2026, 3, 31), HOLDS),
        (BirthDate(1966, 2, 28), date(2026, 3, 1), FAILS),
        (BirthDate(1966, 3), date(2026, 3, 31), HOLDS),
        (BirthDate(1966, 3), date(2026, 4, 1), FAILS),
        (BirthDate(1966), date(2026, 1, 31), HOLDS),
        (BirthDate(1966), date(2026, 2, 1), UNKNOWN),
        (BirthDate(1966), date(2026, 12, 31), UNKNOWN),
        (BirthDate(1966), date(2027, 1, 1), FAILS),
    ],
)
def test_sixty_years_counted_in_months(birth, on, kind):
    assert judge(RuleId.AGE_MAX, on, birth=birth).kind is kind


def test_a_year_of_birth_that_leaves_only_the_upper_limit_open():
    assert judge(RuleId.AGE_MIN, birth=BirthDate(1966)).kind is HOLDS


@pytest.mark.parametrize(
    ("level", "kind"),
    [
        (Education.PRIMARY, FAILS),
        (Education.LOWER_SECONDARY, HOLDS),
        (Education.UPPER_SECONDARY, HOLDS),
        (None, UNKNOWN),
    ],
)
def test_lower_secondary_school(level, kind):
    assert judge(RuleId.EDUCATION_MIN, education=level).kind is kind


@pytest.mark.parametrize("offset", [-1, 0, 1])
@pytest.mark.parametrize("issued", [date(2021, 3, 10), date(2024, 2, 29)])
def test_a_certificate_of_sixty_months(issued, offset):
    on = add_months(issued, 60) + timedelta(days=offset)
    kind = FAILS if offset > 0 else HOLDS
    assert judge(RuleId.CERTIFICATE_MONTHS, on, certificate_on=issued).kind is kind
    missing = judge(RuleId.CERTIFICATE_MONTHS, on, certificate_on=None)
    assert (missing.kind, missing.missing) == (UNKNOWN, MissingFact.CERTIFICATE)
    assert judge(RuleId.CERTIFICATE_NEEDED, on, certificate_on=None).kind is FAILS


@pytest.mark.parametrize(
    ("since", "on", "kind"),
    [
        (date(2025, 3, 11), date(2026, 3, 10), FROM),
        (date(2025, 3, 10), date(2026, 3, 10), HOLDS),
        (date(2024, 2, 29), date(2025, 2, 27), FROM),
        (date(2024, 2, 29), date(2025, 2, 28), HOLDS),
        (None, DAY, UNKNOWN),
    ],
)
def test_twelve_months_together(since, on, kind):
    judged = judge(RuleId.TOGETHER_MONTHS, on, helper_together_since=since)
    assert judged.kind is kind
    if kind is FROM:
        assert judged.day == add_months(since, 12)


@pytest.mark.parametrize(
    ("called", "in_favour", "kind"),
    [
        (called, needed + extra, HOLDS if extra >= 0 else FAILS)
        for called, needed in ((3, 2), (4, 3), (5, 4), (7, 5), (10, 7))
        for extra in (-1, 0, 1)
        if needed + extra <= called
    ],
)
def test_two_thirds_of_those_called(called, in_favour, kind):
    entry = Entry(votes=Votes(called, called, in_favour, called - in_favour))
    for rule in (RuleId.BRANCH_TWO_THIRDS, RuleId.COMMITTEE_TWO_THIRDS, RuleId.RECOGNITION_VOTES):
        assert judge(rule, entry=entry).kind is kind
    assert judge(RuleId.BRANCH_TWO_THIRDS).missing is MissingFact.VOTES


@pytest.mark.parametrize(
    ("called", "in_favour", "kind"),
    [(4, 2, FAILS), (4, 3, HOLDS), (5, 2, FAILS), (5, 3, HOLDS), (6, 3, FAILS), (6, 4, HOLDS)],
)
def test_more_than_half_of_the_standing_committee(called, in_favour, kind):
    entry = Entry(votes=Votes(called, called, in_favour, called - in_favour))
    assert judge(RuleId.STANDING_HALF, entry=entry, stage=Stage.SUBMITTED).kind is kind


@pytest.mark.parametrize("offset", [-1, 0, 1])
@pytest.mark.parametrize(
    ("rule", "fact", "start", "days", "stage"),
    [
        # Tet of 2026 lies between.
        (RuleId.DECISION_DAYS, "branch_resolution_on", date(2026, 1, 19), 45, Stage.SUBMITTED),
        (RuleId.DECISION_DAYS, "branch_resolution_on", date(2023, 1, 9), 60, Stage.SUBMITTED),
        (RuleId.CEREMONY_DAYS, "decision_received_on", date(2026, 2, 2), 30, Stage.DECIDED),
        (RuleId.OFFICIAL_REVIEW_DAYS, "probation_ends_on", date(2026, 2, 2), 30, Stage.PROBATIONARY),
        (
            RuleId.OFFICIAL_DECISION_DAYS,
            "official_proposed_on",
            date(2026, 2, 2),
            30,
            Stage.OFFICIAL_PROPOSED,
        ),
    ],
)
def test_limits_in_working_days_over_tet(rule, fact, start, days, stage, offset):
    on = add_working_days(start, days) + timedelta(days=offset)
    late = offset > 0 and add_working_days(start, days) < on and on.weekday() < 5
    judged = judge(rule, on, stage=stage, **{fact: start})
    assert judged.kind is (FAILS if late else HOLDS)
    assert judge(rule, on, stage=stage, **{fact: None, **_without(fact)}).kind is UNKNOWN


def _without(fact):
    return {"decision_on": None} if fact == "decision_received_on" else {}


def test_the_clock_of_the_ceremony_changed_with_208():
    start = {
        "decision_on": date(2026, 7, 1),
        "decision_received_on": date(2026, 8, 3),
        "stage": Stage.DECIDED,
    }
    on = date(2026, 9, 8)
    facts = replace(facts_at(Stage.DECIDED), **start)
    by_receipt = check(RuleId.CEREMONY_DAYS, Case(facts, rules_on(date(2026, 7, 25)), on, on))
    by_issue = check(RuleId.CEREMONY_DAYS, Case(facts, rules_on(date(2026, 7, 26)), on, on))
    assert (by_receipt.kind, by_issue.kind) == (HOLDS, FAILS)


@pytest.mark.parametrize("offset", [-1, 0, 1])
@pytest.mark.parametrize("ceremony", [date(2025, 3, 10), date(2024, 2, 29)])
def test_twelve_months_of_probation(ceremony, offset):
    ends = add_months(ceremony, 12)
    judged = judge(
        RuleId.PROBATION_MONTHS,
        ends + timedelta(days=offset),
        stage=Stage.PROBATIONARY,
        probation_ends_on=ends,
    )
    assert judged.kind is (FROM if offset < 0 else HOLDS)
    assert judged.day == (ends if offset < 0 else None)


@pytest.mark.parametrize(("failed", "kind"), [(0, HOLDS), (2, HOLDS), (3, FAILS), (4, FAILS)])
def test_after_the_third_failed_vote_it_goes_up(failed, kind):
    assert judge(RuleId.FAILED_VOTES_MAX, stage=Stage.PROBATIONARY, failed_votes=failed).kind is kind


@pytest.mark.parametrize("offset", [-1, 0, 1])
@pytest.mark.parametrize(
    ("rule", "fact", "months"),
    [
        (RuleId.READMISSION_MONTHS, "left_party_on", 36),
        (RuleId.READMISSION_SENTENCE_MONTHS, "sentence_cleared_on", 60),
    ],
)
@pytest.mark.parametrize("start", [date(2020, 2, 29), date(2019, 6, 1)])
def test_the_waiting_times_of_a_return(rule, fact, months, start, offset):
    first = add_months(start, months)
    known = {
        "is_former_member": True,
        "left_party_reason": ReasonLeftParty.LESSER_CRIME,
        "left_party_on": date(2010, 1, 1),
        "sentence_cleared_on": date(2010, 1, 1),
    }
    judged = judge(rule, first + timedelta(days=offset), **(known | {fact: start}))
    assert judged.kind is (FROM if offset < 0 else HOLDS)
    assert judge(rule, DAY, **(known | {fact: None})).kind is UNKNOWN


@pytest.mark.parametrize(("times", "kind"), [(0, HOLDS), (1, FAILS)])
def test_a_return_only_once(times, kind):
    assert judge(RuleId.READMISSION_TIMES, is_former_member=True, readmissions=times).kind is kind


def test_what_nothing_can_judge_is_told_and_everything_else_answers():
    for rule in RULES:
        judged = judge(rule.id)
        assert (judged.kind is JudgementKind.TOLD) is (rule.at is None)
