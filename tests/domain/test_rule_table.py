"""The rule book is whole: each rule has its place, its sentence, and is asked where it says it is."""

from datetime import date

import pytest

from phohoa.domain import rule_uses
from phohoa.domain.facts import DueCode, Obligation
from phohoa.domain.facts import FindingCode as F
from phohoa.domain.rule_ids import RuleGroup, RuleId
from phohoa.domain.rule_table import (
    RULE_OF,
    RULES,
    clauses_of,
    rule_about,
    rule_at,
    rules_in,
)
from phohoa.domain.rule_uses import (
    dues_of,
    is_on_cards,
    moves_of,
    obligations_of,
    only_informs,
    said_before,
    said_by,
)
from phohoa.domain.rulebook import REGIMES, REGULATIONS, Certainty, Regime, RuleCode, regime_on, rules_on
from phohoa.domain.stages import MoveCode
from phohoa.texts.findings import citation_text
from phohoa.texts.rulebook import SENTENCES, rule_sentence


def test_every_rule_stands_once_and_every_value_has_its_rule():
    assert [rule.id for rule in RULES] == list(dict.fromkeys(rule.id for rule in RULES))
    assert set(RULE_OF) == set(RuleId)
    assert sorted(rule.value for rule in RULES if rule.value) == sorted(RuleCode)
    assert [rule for group in RuleGroup for rule in rules_in(group)] == list(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id.value)
def test_every_rule_has_a_sentence_and_a_place_or_is_practice(rule):
    clauses = clauses_of(rule)
    assert clauses
    for clause in clauses:
        if clause.certainty in (Certainty.READ, Certainty.SECOND_HAND):
            assert clause.citation.partition(":")[0] in REGULATIONS
            assert citation_text(clause.citation) != clause.citation
        else:
            assert clause.certainty is Certainty.LIKELY
        assert clause.in_force_to is None or clause.in_force_from <= clause.in_force_to
    value = rules_on(date(2026, 3, 1)).value(rule.value) if rule.value else None
    text = rule_sentence(rule.id, value)
    assert text.endswith(".") and "{" not in text
    assert ("{value}" in SENTENCES[rule.id]) is (rule.value is not None)


@pytest.mark.parametrize("rule", [r for r in RULES if r.at], ids=lambda rule: rule.id.value)
def test_a_rule_is_judged_before_a_move_whose_guards_speak_of_it(rule):
    assert rule.at in moves_of(rule.id)
    assert rule.says & said_before(rule.at)


def test_no_rule_waits_for_something_that_no_guard_can_say():
    said = {code for move in MoveCode for code in said_before(move)}
    # The place of a move and the order of days are checked for all moves alike, outside of the tables.
    said |= {F.WRONG_MODE, F.BEFORE_DECISION} | said_by(rule_uses.hints.missing)
    assert {code for rule in RULES for code in rule.says} <= said


@pytest.mark.parametrize(
    ("rule", "moves"),
    [
        (
            RuleId.AGE_MIN,
            {
                MoveCode.INTRODUCE,
                MoveCode.ARRIVE,
                MoveCode.ADD_SYMPATHISER,
                MoveCode.PROPOSE_START,
                MoveCode.RESOLVE_BRANCH,
            },
        ),
        (RuleId.YOUTH_AGE_MAX, {MoveCode.RESOLVE_BRANCH}),
        (RuleId.DOSSIER_PAPERS, {MoveCode.RESOLVE_BRANCH}),
        (RuleId.SUBMITTED_PAPERS, {MoveCode.SUBMIT, MoveCode.SUBMIT_UP}),
        (RuleId.BRANCH_TWO_THIRDS, {MoveCode.RESOLVE_BRANCH}),
        (RuleId.COMMITTEE_TWO_THIRDS, {MoveCode.RESOLVE_COMMITTEE}),
        (RuleId.RECOGNITION_VOTES, {MoveCode.PROPOSE_OFFICIAL}),
        (RuleId.STANDING_HALF, {MoveCode.RECORD_DECISION, MoveCode.RECOGNISE}),
        (RuleId.CEREMONY_DAYS, {MoveCode.HOLD_CEREMONY}),
        (RuleId.WHO_DECIDES, {MoveCode.RESOLVE_COMMITTEE, MoveCode.SUBMIT}),
        (
            RuleId.VOTE_FORM,
            {
                MoveCode.RESOLVE_BRANCH,
                MoveCode.RESOLVE_COMMITTEE,
                MoveCode.PROPOSE_OFFICIAL,
                MoveCode.STRIKE_OFF,
            },
        ),
        (RuleId.NO_BRANCH_PLACE, set()),
    ],
)
def test_where_a_rule_is_asked_is_read_from_the_guards(rule, moves):
    assert set(moves_of(rule)) == moves


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (RuleId.CERTIFICATE_MONTHS, DueCode.CERTIFICATE_EXPIRES),
        (RuleId.DOSSIER_MONTHS, DueCode.DOSSIER_STALE),
        (RuleId.DECISION_DAYS, DueCode.DECISION),
        (RuleId.CEREMONY_DAYS, DueCode.CEREMONY),
        (RuleId.CEREMONY_FROM, DueCode.CEREMONY),
        (RuleId.DECISION_EXTENSION_DAYS, DueCode.DECISION),
        (RuleId.VERIFICATION_ABROAD_DAYS, DueCode.VERIFICATION_ANSWER),
        (RuleId.OFFICIAL_REVIEW_DAYS, DueCode.OFFICIAL_REVIEW),
        (RuleId.OFFICIAL_DECISION_DAYS, DueCode.OFFICIAL_DECISION),
    ],
)
def test_which_due_dates_follow_a_rule_is_found_by_changing_it(rule, due):
    assert due in dues_of(rule)


@pytest.mark.parametrize(
    ("rule", "obligation"),
    [
        (RuleId.FORWARD_DOSSIER_DAYS, Obligation.FORWARD_DOSSIER),
        (RuleId.NEW_MEMBER_PAPERS_DAYS, Obligation.NEW_MEMBER_PAPERS),
        (RuleId.FAILED_VOTE_REPORTED, Obligation.REPORT_UPWARD),
        (RuleId.MOVING_BEFORE_VOTE, Obligation.CONSIDERATION_PAPER),
    ],
)
def test_what_has_to_be_done_because_of_a_rule(rule, obligation):
    assert obligation in obligations_of(rule)


def test_a_rule_says_when_it_only_informs():
    assert only_informs(RuleId.NO_BRANCH_PLACE)
    assert not only_informs(RuleId.AGE_MIN)
    assert not only_informs(RuleId.FAILED_VOTE_REPORTED) and is_on_cards(RuleId.FAILED_VOTE_REPORTED)


def test_from_what_is_said_to_the_rule():
    assert rule_about(F.UNDER_AGE) is RuleId.AGE_MIN
    assert rule_about(F.OVER_AGE) is RuleId.AGE_MAX
    assert rule_about(F.OVER_AGE_ASK) is RuleId.AGE_CONSENT
    assert rule_about(F.INPUT_MISSING) is None
    assert rule_at("HD06:5.4b") is RuleId.CERTIFICATE_MONTHS
    assert rule_at("HD06:9.9") is None


@pytest.mark.parametrize(
    ("day", "regime"),
    [
        (date(2020, 1, 1), Regime.QD24),
        (date(2025, 1, 19), Regime.QD24),
        (date(2025, 1, 20), Regime.QD232),
        (date(2025, 6, 30), Regime.QD232),
        (date(2025, 7, 1), Regime.QD294),
        (date(2026, 4, 7), Regime.QD294),
        (date(2026, 4, 8), Regime.QD20),
        (date(2026, 7, 25), Regime.QD20),
        (date(2026, 7, 26), Regime.QD208),
    ],
)
def test_which_regulation_is_in_force(day, regime):
    assert regime_on(day) is regime
    assert dict(REGIMES)[regime] <= day or regime is Regime.QD24
