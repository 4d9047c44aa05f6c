"""The guards of every move, each at its edge."""

from dataclasses import replace
from datetime import date

import pytest

from phohoa.domain.facts import FindingCode as F
from phohoa.domain.facts import Severity, blocked, may_proceed
from phohoa.domain.guards import asks_for_votes, check, closed
from phohoa.domain.opinions import Opinion
from phohoa.domain.opinions import OpinionKind as K
from phohoa.domain.rulebook import rules_on
from phohoa.domain.stages import BasisKind, Education, MoveCode, Stage
from phohoa.domain.vietnamese import BirthDate

from .cases import (
    RULES,
    TODAY,
    B,
    codes,
    entry_for,
    facts_at,
    judged,
    move,
    only,
    papers_dated,
    source_of,
    verified_on,
)

M, S = MoveCode, Stage
BLOCK, WARNING, INFO = Severity


IN_ORDER = {
    M.RECOGNISE_ABOVE: {"failed_votes": 3},
}


@pytest.mark.parametrize("code", MoveCode)
def test_somebody_in_order_may_make_every_move(code):
    facts = facts_at(source_of(code), **IN_ORDER.get(code, {}))
    assert codes(judged(code, facts), BLOCK) == set()


@pytest.mark.parametrize("code", MoveCode)
def test_an_empty_form_is_told_what_it_lacks(code):
    findings = check(
        move(code), facts_at(source_of(code)), replace(entry_for(code), **EMPTY), RULES, TODAY, B
    )
    asked = {row.params["input"] for row in findings if row.code is F.INPUT_MISSING}
    assert asked == set(move(code).required)


EMPTY = {
    "happened_on": None,
    "basis_number": " ",
    "basis_on": None,
    "introduced_by": None,
    "helper": None,
    "certificate_number": "",
    "certificate_on": None,
    "certificate_issuer": "",
    "votes": None,
    "decision_number": "",
    "decision_on": None,
    "received_on": None,
    "issuing_body": "",
    "ceremony_on": None,
    "place": "",
    "reason": "",
    "reason_code": "",
    "to_branch": None,
    "to_place": "",
    "from_place": "",
}


def test_a_monthly_review_is_its_own_basis():
    entry = entry_for(M.PROPOSE_CLASS, basis_number="", basis_kind=BasisKind.REVIEW)
    assert codes(judged(M.PROPOSE_CLASS, entry=entry), BLOCK) == set()


# --- days --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        (M.PROPOSE_CLASS, {"happened_on": date(2026, 3, 11)}),
        (M.RECORD_CERTIFICATE, {"certificate_on": date(2026, 3, 11)}),
        (M.RECORD_DECISION, {"decision_on": date(2026, 3, 11)}),
        (M.RECORD_DECISION, {"received_on": date(2026, 3, 11)}),
        (M.HOLD_CEREMONY, {"ceremony_on": date(2026, 3, 11)}),
    ],
)
def test_nothing_happens_tomorrow(code, typed):
    assert F.DATE_IN_FUTURE in codes(judged(code, entry=entry_for(code, **typed)), BLOCK)


@pytest.mark.parametrize(
    ("code", "typed", "finding"),
    [
        pytest.param(
            M.PROPOSE_CLASS, {"happened_on": date(2025, 7, 2)}, F.BEFORE_STAGE, id="before the list"
        ),
        pytest.param(
            M.PERMIT_START, {"happened_on": date(2025, 10, 2)}, F.BEFORE_STAGE, id="permitted before proposed"
        ),
        pytest.param(
            M.RECORD_DECISION, {"decision_on": date(2026, 1, 4)}, F.BEFORE_STAGE, id="before the branch voted"
        ),
        pytest.param(
            M.HOLD_CEREMONY, {"ceremony_on": date(2026, 2, 1)}, F.BEFORE_DECISION, id="before the decision"
        ),
        pytest.param(
            M.RECORD_DECISION,
            {"received_on": date(2026, 3, 4)},
            F.RECEIVED_BEFORE_DECISION,
            id="received before signed",
        ),
    ],
)
def test_days_have_their_order(code, typed, finding):
    assert finding in codes(judged(code, entry=entry_for(code, **typed)), BLOCK)


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        pytest.param(
            M.PERMIT_START, {"happened_on": date(2025, 10, 3)}, id="permitted on the day it was proposed"
        ),
        pytest.param(
            M.HOLD_CEREMONY, {"ceremony_on": date(2026, 2, 2)}, id="ceremony on the day of the decision"
        ),
        pytest.param(
            M.RECORD_CERTIFICATE, {"certificate_on": date(2023, 1, 1)}, id="a certificate from before"
        ),
    ],
)
def test_the_same_day_is_early_enough(code, typed):
    assert codes(judged(code, entry=entry_for(code, **typed)), BLOCK) == set()


def test_a_move_from_another_stage_or_mode_is_closed():
    assert F.WRONG_STAGE in codes(judged(M.RECOGNISE, facts_at(S.SOURCE)), BLOCK)
    assert F.WRONG_STAGE in codes(judged(M.RECOGNISE, facts_at(None)), BLOCK)
    assert F.WRONG_MODE in codes(judged(M.RESOLVE_COMMITTEE, mode=B), BLOCK)


# --- age ---------------------------------------------------------------------------------------------------


def at_vote(day=date(2026, 3, 5), **changes):
    facts = facts_at(S.DOSSIER, dossier_started_on=date(2025, 10, 20), **changes)
    return judged(M.RESOLVE_BRANCH, facts, entry_for(M.RESOLVE_BRANCH, happened_on=day))


@pytest.mark.parametrize(
    ("birth", "severity", "finding"),
    [
        pytest.param(BirthDate(2008, 3, 6), BLOCK, F.UNDER_AGE, id="18 tomorrow"),
        pytest.param(BirthDate(2008, 3, 5), None, F.UNDER_AGE, id="18 today"),
        pytest.param(BirthDate(2008, 3, 4), None, F.UNDER_AGE, id="18 yesterday"),
        pytest.param(BirthDate(2008, 4), BLOCK, F.UNDER_AGE, id="18 some day next month"),
        pytest.param(BirthDate(2008, 3), WARNING, F.AGE_UNSURE, id="18 some day this month"),
        pytest.param(BirthDate(2008), WARNING, F.AGE_UNSURE, id="18 some day this year"),
        pytest.param(BirthDate(2007), None, F.AGE_UNSURE, id="surely 18"),
        pytest.param(BirthDate(2009), BLOCK, F.UNDER_AGE, id="surely not 18"),
        pytest.param(BirthDate(1966, 4, 1), None, F.LAST_MONTH_OF_AGE, id="60 next month"),
        pytest.param(BirthDate(1966, 3, 1), WARNING, F.LAST_MONTH_OF_AGE, id="60 early this month"),
        pytest.param(BirthDate(1966, 3, 31), WARNING, F.LAST_MONTH_OF_AGE, id="60 late this month"),
        pytest.param(BirthDate(1966, 3), WARNING, F.LAST_MONTH_OF_AGE, id="60 this month, day unknown"),
        pytest.param(BirthDate(1966, 2, 28), BLOCK, F.OVER_AGE, id="60 last month"),
        pytest.param(BirthDate(1966), WARNING, F.AGE_UNSURE, id="60 some month this year"),
        pytest.param(BirthDate(1965), BLOCK, F.OVER_AGE, id="surely over 60"),
        pytest.param(BirthDate(1967), None, F.AGE_UNSURE, id="surely not yet 60"),
        pytest.param(None, WARNING, F.AGE_UNSURE, id="birth not known"),
    ],
)
def test_age_is_counted_in_months_on_the_day_of_the_vote(birth, severity, finding):
    found = at_vote(birth=birth)
    assert (finding in codes(found)) is (severity is not None)
    assert severity is None or only(found, finding).severity is severity
    if severity is None:
        assert not codes(found) & {F.UNDER_AGE, F.OVER_AGE, F.AGE_UNSURE, F.LAST_MONTH_OF_AGE}


def test_who_is_too_young_is_told_the_first_day():
    assert only(at_vote(birth=BirthDate(2008, 3, 6)), F.UNDER_AGE).earliest == date(2026, 3, 6)


def opinion(kind, answered_on, agreed=True):
    return Opinion(kind, date(2026, 1, 5), answered_on, agreed)


@pytest.mark.parametrize(
    ("opinions", "severity", "finding"),
    [
        pytest.param((), BLOCK, F.OVER_AGE, id="nobody was asked"),
        pytest.param((opinion(K.OVER_AGE, None, None),), BLOCK, F.OVER_AGE, id="no answer yet"),
        pytest.param(
            (opinion(K.OVER_AGE, date(2026, 3, 6)),), BLOCK, F.OVER_AGE, id="the answer came the day after"
        ),
        pytest.param(
            (opinion(K.OVER_AGE, date(2026, 3, 5)),), INFO, F.OVER_AGE_CONSENTED, id="agreed that day"
        ),
        pytest.param(
            (opinion(K.OVER_AGE, date(2026, 3, 5), False),), BLOCK, F.OVER_AGE_REFUSED, id="refused"
        ),
        pytest.param(
            (opinion(K.OVER_AGE, date(2026, 2, 2), False), opinion(K.OVER_AGE, date(2026, 3, 2))),
            INFO,
            F.OVER_AGE_CONSENTED,
            id="the last answer counts",
        ),
        pytest.param(
            (opinion(K.EDUCATION, date(2026, 3, 2)),), BLOCK, F.OVER_AGE, id="agreed to something else"
        ),
    ],
)
def test_over_age_needs_the_recorded_consent_from_above_first(opinions, severity, finding):
    found = at_vote(birth=BirthDate(1960, 1, 1), opinions=opinions)
    assert only(found, finding).severity is severity
    assert blocked(found) is (severity is BLOCK)


def test_a_consent_noted_before_opinions_were_kept_still_holds():
    assert F.OVER_AGE_CONSENTED in codes(at_vote(birth=BirthDate(1960), over_age_consent=True), INFO)


@pytest.mark.parametrize(
    ("changes", "severity", "finding"),
    [
        pytest.param({}, BLOCK, F.EDUCATION_LOW, id="no exception"),
        pytest.param({"education_exempt": True}, INFO, F.EDUCATION_EXEMPT, id="exempt with its reason"),
        pytest.param(
            {"opinions": (opinion(K.EDUCATION, date(2026, 3, 5)),)}, INFO, F.EDUCATION_EXEMPT, id="agreed"
        ),
        pytest.param(
            {"opinions": (opinion(K.EDUCATION, date(2026, 3, 6)),)}, BLOCK, F.EDUCATION_LOW, id="too late"
        ),
        pytest.param(
            {"opinions": (opinion(K.EDUCATION, date(2026, 3, 5), False),), "education_exempt": True},
            BLOCK,
            F.EDUCATION_REFUSED,
            id="refused",
        ),
    ],
)
def test_low_education_needs_its_exception(changes, severity, finding):
    found = at_vote(education=Education.PRIMARY, **changes)
    assert only(found, finding).severity is severity


@pytest.mark.parametrize(
    ("opinions", "severity", "finding"),
    [
        pytest.param((), WARNING, F.SPECIAL_OPINION_OPEN, id="not answered"),
        pytest.param((opinion(K.SPECIAL_CASE, date(2026, 3, 5)),), INFO, F.SPECIAL_OPINION_AGREED, id="yes"),
        pytest.param(
            (opinion(K.SPECIAL_CASE, date(2026, 3, 6)),), WARNING, F.SPECIAL_OPINION_OPEN, id="late"
        ),
        pytest.param(
            (opinion(K.SPECIAL_CASE, date(2026, 3, 5), False),), BLOCK, F.SPECIAL_OPINION_REFUSED, id="no"
        ),
    ],
)
def test_a_special_case_waits_for_the_answer_before_the_decision(opinions, severity, finding):
    facts = facts_at(S.SUBMITTED, special_opinion_needed=True, opinions=opinions)
    assert only(judged(M.RECORD_DECISION, facts), finding).severity is severity


@pytest.mark.parametrize(
    ("issued", "closed_by"),
    [
        pytest.param(None, {F.NEW_MEMBER_CERTIFICATE_MISSING}, id="not there"),
        pytest.param(date(2026, 3, 6), {F.NEW_MEMBER_CERTIFICATE_LATER}, id="issued the day after"),
        pytest.param(date(2026, 3, 5), set(), id="issued that day"),
    ],
)
def test_recognition_is_proposed_with_the_certificate_of_the_class_for_new_members(issued, closed_by):
    facts = facts_at(S.PROBATIONARY, new_member_certificate_on=issued)
    assert codes(judged(M.PROPOSE_OFFICIAL, facts), BLOCK) == closed_by


@pytest.mark.parametrize(
    ("birth", "severity", "finding"),
    [
        pytest.param(BirthDate(2010, 1, 1), INFO, F.UNDER_AGE_LATER, id="a pupil may be on the list"),
        pytest.param(
            BirthDate(1960, 1, 1), WARNING, F.OVER_AGE_ASK, id="somebody over 60 only after asking above"
        ),
    ],
)
def test_age_never_closes_the_list(birth, severity, finding):
    found = judged(M.ADD_SYMPATHISER, facts_at(S.SOURCE, birth=birth))
    assert only(found, finding).severity is severity
    assert not blocked(found)


def test_an_introduction_only_shows_age_and_education():
    found = judged(M.INTRODUCE, facts_at(None, birth=BirthDate(1960, 1, 1)))
    assert codes(found) == {F.AGE_SHOWN, F.EDUCATION_SHOWN, F.OVER_AGE_ASK}
    assert may_proceed(found, {})


# --- certificate, dossier, education, helper ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("issued", "closed_by"),
    [
        pytest.param(date(2021, 3, 4), F.CERTIFICATE_EXPIRED, id="60 months were over yesterday"),
        pytest.param(date(2021, 3, 5), None, id="60 months are over today"),
        pytest.param(date(2021, 3, 6), None, id="60 months are over tomorrow"),
        pytest.param(None, F.CERTIFICATE_MISSING, id="none at all"),
    ],
)
@pytest.mark.parametrize("code", [M.PROPOSE_START, M.RESOLVE_BRANCH])
def test_a_certificate_serves_60_months_to_the_day(code, issued, closed_by):
    found = judged(code, facts_at(source_of(code), certificate_on=issued))
    assert codes(found, BLOCK) == ({closed_by} if closed_by else set())


def test_a_certificate_of_29_february_serves_to_the_last_day_of_february():
    facts = facts_at(S.CLASS_DONE, certificate_on=date(2020, 2, 29), stage_since=date(2020, 3, 1))
    last = entry_for(M.PROPOSE_START, happened_on=date(2025, 2, 28))
    late = entry_for(M.PROPOSE_START, happened_on=date(2025, 3, 1))
    assert F.CERTIFICATE_EXPIRED not in codes(judged(M.PROPOSE_START, facts, last))
    assert F.CERTIFICATE_EXPIRED in codes(judged(M.PROPOSE_START, facts, late), BLOCK)


@pytest.mark.parametrize(
    ("started", "closed_by"),
    [
        pytest.param(
            date(2025, 3, 4),
            {F.DOSSIER_STALE, F.INTRODUCTIONS_STALE, F.PAPER_STALE, F.PAPER_MISSING},
            id="12 months were over yesterday",
        ),
        pytest.param(date(2025, 3, 5), set(), id="12 months are over today"),
    ],
)
def test_a_dossier_serves_12_months(started, closed_by):
    made = {"papers": papers_dated(date(2025, 2, 3)), "verifications": verified_on(date(2025, 2, 3))}
    facts = facts_at(S.DOSSIER, dossier_started_on=started, stage_since=started, **made)
    assert codes(judged(M.RESOLVE_BRANCH, facts), BLOCK) == closed_by


@pytest.mark.parametrize(
    ("code", "changes", "severity", "finding"),
    [
        (M.PROPOSE_START, {"education": Education.PRIMARY}, WARNING, F.EDUCATION_LOW),
        (M.RESOLVE_BRANCH, {"education": Education.PRIMARY}, BLOCK, F.EDUCATION_LOW),
        (M.RESOLVE_BRANCH, {"education": None}, BLOCK, F.EDUCATION_UNKNOWN),
        (M.RESOLVE_BRANCH, {"education_exempt": True}, INFO, F.EDUCATION_EXEMPT),
        (M.PROPOSE_CLASS, {"has_helper": False}, BLOCK, F.HELPER_MISSING),
        (M.PROPOSE_START, {"has_helper": False}, WARNING, F.HELPER_MISSING),
        (M.RESOLVE_BRANCH, {"has_helper": False}, BLOCK, F.HELPER_MISSING),
        (M.PROPOSE_CLASS, {"helper_active": False}, BLOCK, F.HELPER_LEFT),
        (M.PROPOSE_CLASS, {"helper_official": False}, BLOCK, F.HELPER_NOT_OFFICIAL),
        (M.RESOLVE_BRANCH, {"helper_together_since": date(2025, 3, 6)}, WARNING, F.HELPER_TOGETHER_SHORT),
        (M.RESOLVE_BRANCH, {"branch_official_members": 2}, WARNING, F.BRANCH_TOO_SMALL),
        (M.RESOLVE_BRANCH, {"dossier_started_on": None}, WARNING, F.DOSSIER_DATE_UNKNOWN),
        (M.ADD_SYMPATHISER, {"is_member_already": True}, BLOCK, F.ALREADY_MEMBER),
        (M.ADD_SYMPATHISER, {"is_former_member": True}, WARNING, F.READMISSION),
        (M.ADD_SYMPATHISER, {"consent_on": None}, INFO, F.CONSENT_MISSING),
        (M.PROPOSE_CLASS, {"certificate_on": date(2025, 1, 1)}, INFO, F.CERTIFICATE_VALID),
        (M.RETAKE_CLASS, {"certificate_on": date(2025, 1, 1)}, WARNING, F.CERTIFICATE_VALID),
        (M.RECORD_CERTIFICATE, {}, WARNING, F.CLASS_NOT_PROPOSED),
        (M.MOVE_OUT, {"decision_on": date(2025, 1, 1)}, INFO, F.COUNTS_FOR_OLD_BRANCH),
        (M.PAUSE, {}, INFO, F.DEADLINES_RUN_ON),
    ],
)  # fmt: skip
def test_what_is_known_opens_warns_or_closes(code, changes, severity, finding):
    assert only(judged(code, facts_at(source_of(code), **changes)), finding).severity is severity


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"helper_together_since": date(2025, 3, 5)}, id="12 months today"),
        pytest.param(
            {"helper_together_since": date(2026, 1, 1), "helper_is_replacement": True}, id="a replacement"
        ),
        pytest.param({}, id="not typed"),
    ],
)
def test_together_long_enough(changes):
    assert F.HELPER_TOGETHER_SHORT not in codes(at_vote(**changes))


@pytest.mark.parametrize(
    ("code", "typed", "severity", "finding"),
    [
        (M.ADD_SYMPATHISER, {"helper_official": False}, BLOCK, F.HELPER_NOT_OFFICIAL),
        (M.ADD_SYMPATHISER, {"helper_together_since": date(2025, 9, 1)}, INFO, F.HELPER_TOGETHER_SHORT),
        (M.RECORD_CERTIFICATE, {"certificate_on": date(2021, 3, 9)}, WARNING, F.CERTIFICATE_OLD),
        (M.RENEW_CERTIFICATE, {"certificate_on": date(2021, 3, 9)}, BLOCK, F.CERTIFICATE_OLD),
        (M.LEAVE, {"reason_code": "military_service"}, BLOCK, F.REASON_UNKNOWN),
    ],
)
def test_what_is_typed_opens_warns_or_closes(code, typed, severity, finding):
    assert only(judged(code, entry=replace(entry_for(code), **typed)), finding).severity is severity


def test_a_class_without_the_committees_list_is_warned_about():
    facts = facts_at(S.CLASS_PROPOSED)
    entry = entry_for(M.RECORD_CERTIFICATE, basis_number="")
    assert only(judged(M.RECORD_CERTIFICATE, facts, entry), F.CLASS_LIST_MISSING).severity is WARNING
    assert F.CLASS_LIST_MISSING not in codes(judged(M.RECORD_CERTIFICATE, facts))


# --- before anything is typed ------------------------------------------------------------------------------


def test_the_board_shows_why_a_move_is_closed_before_anything_is_typed():
    found = closed(move(M.PROPOSE_CLASS), facts_at(S.SYMPATHISER, has_helper=False), RULES, TODAY)
    assert codes(found) == {F.HELPER_MISSING}
    assert blocked(found)


def test_the_board_says_nothing_of_what_the_form_will_ask():
    assert closed(move(M.PROPOSE_CLASS), facts_at(S.SYMPATHISER), RULES, TODAY, B) == ()
    assert not blocked(closed(move(M.HOLD_CEREMONY), facts_at(S.DECIDED, has_helper=False), RULES, TODAY))


@pytest.mark.parametrize(
    ("since", "severity"),
    [
        pytest.param(date(2026, 3, 1), WARNING, id="ran out after the stage began: a late entry is possible"),
        pytest.param(date(2026, 3, 9), BLOCK, id="had run out before the stage began"),
    ],
)
def test_what_ran_out_lately_can_still_be_entered_late(since, severity):
    facts = facts_at(S.CLASS_DONE, certificate_on=date(2021, 3, 5), stage_since=since)
    assert (
        only(closed(move(M.PROPOSE_START), facts, RULES, TODAY), F.CERTIFICATE_EXPIRED).severity is severity
    )
    entry = entry_for(M.PROPOSE_START, happened_on=date(2026, 3, 4))
    allowed = judged(M.PROPOSE_START, replace(facts, stage_since=date(2026, 3, 1)), entry)
    assert F.CERTIFICATE_EXPIRED not in codes(allowed)


def test_over_age_closes_the_vote_unless_it_was_passed_after_the_stage_began():
    facts = facts_at(S.DOSSIER, birth=BirthDate(1960))
    assert only(closed(move(M.RESOLVE_BRANCH), facts, RULES, TODAY), F.OVER_AGE).severity is BLOCK
    lately = facts_at(S.DOSSIER, birth=BirthDate(1966, 2, 1))
    found = closed(move(M.RESOLVE_BRANCH), lately, RULES, TODAY)
    assert only(found, F.OVER_AGE).severity is WARNING, "a meeting before it that is entered late"


def test_citations_follow_the_day_of_the_step():
    facts = facts_at(S.SYMPATHISER, has_helper=False)
    (old,) = closed(move(M.PROPOSE_CLASS), facts, rules_on(date(2023, 4, 1)), date(2023, 4, 1))
    (new,) = closed(move(M.PROPOSE_CLASS), facts, RULES, TODAY)
    assert (old.citation, new.citation) == (None, "HD38:I.1.1d")


def test_forms_with_votes_are_known():
    assert asks_for_votes(move(M.RESOLVE_BRANCH))
    assert not asks_for_votes(move(M.LEAVE))
