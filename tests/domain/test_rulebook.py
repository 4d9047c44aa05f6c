"""Rules are dated: a step is judged by what was in force on its day."""

from datetime import date

import pytest

from phohoa.domain.rulebook import (
    DEFAULT_VALUES,
    AuthorityMode,
    Certainty,
    RuleCode,
    RuleValue,
    Unit,
    authority_mode_on,
    rules_on,
)


@pytest.mark.parametrize(
    ("day", "code", "value", "citation", "unchecked"),
    [
        pytest.param(
            date(2023, 5, 1), RuleCode.DECISION_DAYS, 60, None, False, id="2023: 60 days, believed, not cited"
        ),
        pytest.param(
            date(2025, 1, 19), RuleCode.DECISION_DAYS, 60, None, False, id="the last day of the old rule"
        ),
        pytest.param(
            date(2025, 1, 20), RuleCode.DECISION_DAYS, 60, "QD232", True, id="232 is known at second hand"
        ),
        pytest.param(date(2025, 6, 30), RuleCode.DECISION_DAYS, 60, "QD232", True, id="its last day"),
        pytest.param(
            date(2025, 6, 30), RuleCode.DOSSIER_MONTHS, 12, None, True, id="of 232 nothing on dossiers"
        ),
        pytest.param(
            date(2025, 6, 30), RuleCode.FORWARD_DOSSIER_DAYS, 15, None, False, id="not yet a rule, not cited"
        ),
        pytest.param(
            date(2025, 7, 1), RuleCode.DECISION_DAYS, 45, "QD294:4.3.1", False, id="the first day of the new"
        ),
        pytest.param(date(2026, 4, 7), RuleCode.DECISION_DAYS, 45, "QD294:4.3.1", False, id="its last day"),
        pytest.param(
            date(2026, 4, 8), RuleCode.DECISION_DAYS, 45, "QD294:4.3.1", True, id="serves on, marked"
        ),
        pytest.param(
            date(2026, 8, 1), RuleCode.DECISION_DAYS, 45, "QD294:4.3.1", True, id="still marked in the next"
        ),
        pytest.param(
            date(2026, 8, 1), RuleCode.CEREMONY_FROM, "issue", "QD208", True, id="known at second hand"
        ),
        pytest.param(
            date(2026, 7, 25), RuleCode.CEREMONY_FROM, "receipt", "QD294:4.1", True, id="the day before"
        ),
        pytest.param(
            date(2019, 1, 1), RuleCode.AGE_MIN, 18, None, False, id="before all: the first known value"
        ),
        pytest.param(
            date(2026, 8, 1), RuleCode.BRANCH_OFFICIAL_MIN, 3, "DL:21", False, id="the statutes go on"
        ),
    ],
)
def test_rule_values_by_day(day, code, value, citation, unchecked):
    rules = rules_on(day)
    assert (rules.value(code), rules.citation(code), rules.unchecked(code)) == (value, citation, unchecked)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        pytest.param(date(2023, 5, 1), (None, False), id="a guide of 2025 is not cited for 2023"),
        pytest.param(date(2025, 10, 1), ("HD38:I.1.1d", False), id="cited while it is the newest"),
        pytest.param(date(2026, 8, 1), ("HD38:I.1.1d", True), id="marked once a newer regulation came"),
    ],
)
def test_places_in_regulations_by_day(day, shown):
    assert rules_on(day).cites("HD38:I.1.1d") == shown


def test_the_office_can_enter_a_value_of_a_newer_regulation():
    entered = RuleValue(
        RuleCode.DECISION_DAYS, 40, Unit.WORKING_DAYS, date(2026, 7, 26), None, "QĐ 208", Certainty.ENTERED
    )
    rules = rules_on(date(2026, 9, 1), [*DEFAULT_VALUES, entered])
    assert rules.number(RuleCode.DECISION_DAYS) == 40
    assert rules.citation(RuleCode.DECISION_DAYS) == "QĐ 208"
    assert not rules.unchecked(RuleCode.DECISION_DAYS)


def test_every_rule_has_a_value_even_on_a_day_before_the_first_known_one():
    assert set(rules_on(date(2023, 1, 1)).in_force) == set(RuleCode)


def test_a_rule_that_counts_nothing_is_no_number():
    with pytest.raises(TypeError):
        rules_on(date(2023, 1, 1)).number(RuleCode.EDUCATION_MIN)


@pytest.mark.parametrize(
    ("day", "mode"),
    [
        (date(2015, 1, 1), AuthorityMode.A),
        (date(2025, 6, 30), AuthorityMode.A),
        (date(2025, 7, 1), AuthorityMode.B),
        (date(2026, 7, 25), AuthorityMode.B),
        (date(2026, 7, 26), AuthorityMode.C),
    ],
)
def test_who_decides_by_day(day, mode):
    assert authority_mode_on(day) is mode


def test_without_periods_nobody_decides():
    with pytest.raises(ValueError, match="period"):
        authority_mode_on(date(2023, 1, 1), ())
