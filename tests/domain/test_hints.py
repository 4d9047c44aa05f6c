"""What a card says is missing and due."""

from datetime import date

import pytest

from phohoa.domain.deadlines import working_days_between
from phohoa.domain.facts import DueCode
from phohoa.domain.facts import FindingCode as F
from phohoa.domain.hints import missing, next_due
from phohoa.domain.rulebook import rules_on
from phohoa.domain.stages import CLOSED_STAGES, Stage
from phohoa.domain.vietnamese import BirthDate

from .cases import RULES, TODAY, codes, facts_at, only

S = Stage


@pytest.mark.parametrize(
    ("stage", "changes", "hints"),
    [
        pytest.param(S.SYMPATHISER, {}, set(), id="somebody in order lacks nothing"),
        pytest.param(S.SYMPATHISER, {"has_helper": False}, {F.HELPER_MISSING}, id="no helper"),
        pytest.param(S.SYMPATHISER, {"helper_active": False}, {F.HELPER_LEFT}, id="the helper is gone"),
        pytest.param(S.SOURCE, {"has_helper": False}, set(), id="a source needs no helper yet"),
        pytest.param(S.SOURCE, {"consent_on": None}, {F.CONSENT_MISSING}, id="no consent"),
        pytest.param(
            S.SYMPATHISER, {"birth": BirthDate(1966, 5, 2)}, {F.AGE_LIMIT_NEAR}, id="60 in two months"
        ),
        pytest.param(S.SYMPATHISER, {"birth": BirthDate(1966, 9, 2)}, set(), id="60 in six months"),
        pytest.param(S.SYMPATHISER, {"birth": BirthDate(1965, 1, 1)}, {F.OVER_AGE_ASK}, id="over 60"),
        pytest.param(
            S.SYMPATHISER,
            {"birth": BirthDate(1965), "over_age_consent": True},
            set(),
            id="over 60 with consent",
        ),
        pytest.param(
            S.CLASS_DONE, {"certificate_on": date(2021, 3, 9)}, {F.CERTIFICATE_EXPIRED}, id="expired"
        ),
        pytest.param(
            S.CLASS_DONE, {"certificate_on": date(2021, 9, 10)}, {F.CERTIFICATE_EXPIRING}, id="in six months"
        ),
        pytest.param(
            S.CLASS_DONE, {"certificate_on": date(2021, 9, 11)}, set(), id="in more than six months"
        ),
        pytest.param(S.CLASS_DONE, {"certificate_on": None}, {F.CERTIFICATE_MISSING}, id="lost"),
        pytest.param(
            S.CLASS_DONE, {"education": None}, {F.EDUCATION_UNKNOWN}, id="education not written down"
        ),
        pytest.param(S.CLASS_DONE, {"education": None, "education_exempt": True}, set(), id="exempt"),
        pytest.param(
            S.DOSSIER, {"dossier_started_on": date(2025, 3, 9)}, {F.DOSSIER_STALE}, id="older than a year"
        ),
        pytest.param(
            S.DOSSIER, {"dossier_started_on": date(2025, 5, 10)}, {F.DOSSIER_AGEING}, id="two months left"
        ),
        pytest.param(S.DECIDED, {"decision_received_on": None}, {F.RECEIPT_UNKNOWN}, id="receipt unknown"),
        pytest.param(S.PROBATIONARY, {}, {F.PROBATION_OVER}, id="probation over a week ago"),
        pytest.param(
            S.PROBATIONARY, {"probation_ends_on": TODAY}, {F.PROBATION_OVER}, id="probation over today"
        ),
        pytest.param(
            S.PROBATIONARY,
            {"probation_ends_on": date(2026, 5, 10)},
            {F.PROBATION_ENDING},
            id="two months to its end",
        ),
        pytest.param(S.PROBATIONARY, {"probation_ends_on": date(2026, 5, 11)}, set(), id="longer to its end"),
        pytest.param(S.DOSSIER, {"failed_votes": 1}, {F.REPORT_UPWARD}, id="a failed vote"),
        pytest.param(S.DOSSIER, {"failed_votes": 1, "report_owed": False}, set(), id="reported upward"),
        pytest.param(S.PAUSED, {"has_helper": False}, {F.HELPER_MISSING}, id="paused: as before the pause"),
    ],
)
def test_missing(stage, changes, hints):
    assert codes(missing(facts_at(stage, **changes), RULES, TODAY)) == hints


@pytest.mark.parametrize("stage", sorted(CLOSED_STAGES))
def test_a_closed_run_lacks_nothing_and_is_due_nothing(stage):
    facts = facts_at(stage, has_helper=False, consent_on=None)
    assert missing(facts, RULES, TODAY) == ()
    assert next_due(facts, RULES, TODAY) is None


def test_the_gravest_comes_first_and_the_last_month_is_named():
    facts = facts_at(S.DOSSIER, consent_on=None, has_helper=False, birth=BirthDate(1966, 5, 2))
    found = missing(facts, RULES, TODAY)
    assert found[0].code is F.HELPER_MISSING
    near = only(found, F.AGE_LIMIT_NEAR)
    assert (near.params["month"], near.params["year"]) == (5, 2026)


@pytest.mark.parametrize(
    ("stage", "changes", "code", "on"),
    [
        (S.CLASS_DONE, {}, DueCode.CERTIFICATE_EXPIRES, date(2030, 9, 15)),
        (S.START_PROPOSED, {}, DueCode.CERTIFICATE_EXPIRES, date(2030, 9, 15)),
        (S.DOSSIER, {}, DueCode.DOSSIER_STALE, date(2026, 10, 20)),
        (S.DOSSIER, {"certificate_on": date(2021, 4, 1)}, DueCode.CERTIFICATE_EXPIRES, date(2026, 4, 1)),
        (S.PAUSED, {}, DueCode.DOSSIER_STALE, date(2026, 10, 20)),
        (S.PROBATIONARY, {"probation_ends_on": date(2026, 6, 1)}, DueCode.PROBATION_ENDS, date(2026, 6, 1)),
    ],
)
def test_what_is_due_by_the_calendar(stage, changes, code, on):
    due = next_due(facts_at(stage, **changes), RULES, TODAY)
    assert (due.code, due.on) == (code, on)


@pytest.mark.parametrize(
    ("stage", "changes", "code", "start", "days", "warned"),
    [
        (S.BRANCH_RESOLVED, {}, DueCode.DECISION, date(2026, 1, 5), 45, 10),
        (S.COMMITTEE_RESOLVED, {}, DueCode.DECISION, date(2026, 1, 5), 45, 10),
        (S.SUBMITTED, {}, DueCode.DECISION, date(2026, 1, 5), 45, 10),
        (S.DECIDED, {}, DueCode.CEREMONY, date(2026, 2, 4), 30, 7),
        (S.DECIDED, {"decision_received_on": None}, DueCode.CEREMONY, date(2026, 2, 2), 30, 7),
        (S.PROBATIONARY, {}, DueCode.OFFICIAL_REVIEW, date(2026, 3, 3), 30, 7),
        (S.OFFICIAL_PROPOSED, {}, DueCode.OFFICIAL_DECISION, date(2026, 3, 4), 30, 7),
    ],
)
def test_what_is_due_in_working_days(stage, changes, code, start, days, warned):
    due = next_due(facts_at(stage, **changes), RULES, TODAY)
    assert due.code is code
    assert working_days_between(start, due.on) == days
    assert working_days_between(due.warn_from, due.on) == warned


def test_a_due_date_turns_near_and_late():
    due = next_due(facts_at(S.DOSSIER), RULES, TODAY)
    assert not due.is_near(date(2026, 8, 19))
    assert due.is_near(date(2026, 8, 20)) and due.is_near(due.on)
    assert due.is_late(date(2026, 10, 21)) and not due.is_late(due.on)


def test_a_rule_not_yet_compared_is_marked():
    due = next_due(facts_at(S.DOSSIER), rules_on(date(2026, 8, 1)), date(2026, 8, 1))
    assert due.unchecked and due.citation == "HD06:5.4a"


@pytest.mark.parametrize("stage", [S.SOURCE, S.SYMPATHISER, S.CLASS_PROPOSED])
def test_nothing_is_due_where_no_rule_sets_a_limit(stage):
    assert next_due(facts_at(stage), RULES, TODAY) is None
