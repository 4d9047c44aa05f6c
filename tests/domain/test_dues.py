"""Every due date with its reckoning, at its edges."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from phohoa.domain.deadlines import (
    DEFAULT_HOLIDAYS,
    Holidays,
    lunar_years_missing,
    weekdays_off_between,
    working_days_between,
)
from phohoa.domain.dossier import VerificationConclusion, VerificationSubject
from phohoa.domain.dues import (
    AskedVerification,
    DueDate,
    DueStart,
    OpenObligation,
    nomination_due,
    obligation_due,
    review_due,
    run_dues,
    verification_due,
)
from phohoa.domain.facts import DueCode, DueState, Obligation
from phohoa.domain.hints import next_due
from phohoa.domain.rulebook import rules_on
from phohoa.domain.stages import CLOSED_STAGES, Stage
from phohoa.texts.planning import due_source, due_title, reckoning, years_text

from .cases import RULES, TODAY, facts_at

S, D = Stage, DueCode
#: Days in the regimes of 24, of 294, and of 208.
IN_2024, IN_2025, IN_2026 = date(2024, 6, 3), date(2025, 11, 10), date(2026, 11, 2)


def dues(stage: Stage, today: date = TODAY, **changes: object) -> dict[DueCode, DueDate]:
    return {one.code: one for one in run_dues(facts_at(stage, **changes), rules_on(today), today)}


@pytest.mark.parametrize(
    ("stage", "codes"),
    [
        pytest.param(S.SOURCE, set(), id="a source has no clock"),
        pytest.param(S.SYMPATHISER, set(), id="a sympathiser has none either"),
        pytest.param(S.CLASS_DONE, {D.CERTIFICATE_EXPIRES}, id="the certificate after the class"),
        pytest.param(S.DOSSIER, {D.CERTIFICATE_EXPIRES, D.DOSSIER_STALE}, id="certificate and dossier"),
        pytest.param(S.SUBMITTED, {D.DECISION}, id="the decision after the vote"),
        pytest.param(S.DECIDED, {D.CEREMONY}, id="the ceremony after the decision"),
        pytest.param(S.PROBATIONARY, {D.OFFICIAL_REVIEW}, id="the review once the year is over"),
        pytest.param(S.OFFICIAL_PROPOSED, {D.OFFICIAL_DECISION}, id="the second decision"),
    ],
)
def test_which_clocks_run_at_a_stage(stage: Stage, codes: set[DueCode]) -> None:
    assert set(dues(stage)) == codes


def test_during_probation_both_its_end_and_the_review_are_listed() -> None:
    found = dues(S.PROBATIONARY, today=date(2026, 3, 2))
    assert found[D.PROBATION_ENDS].on == date(2026, 3, 3)
    assert found[D.OFFICIAL_REVIEW].started_on == date(2026, 3, 3)
    assert list(found) == [D.PROBATION_ENDS, D.OFFICIAL_REVIEW]


@pytest.mark.parametrize("stage", sorted(set(Stage) - CLOSED_STAGES))
@pytest.mark.parametrize("today", [IN_2024, IN_2025, TODAY, IN_2026])
def test_the_next_due_of_a_card_is_one_of_them_and_the_first(stage: Stage, today: date) -> None:
    facts = facts_at(stage)
    found = run_dues(facts, rules_on(today), today)
    first = next_due(facts, rules_on(today), today)
    assert (first is None) == (not found)
    if first is not None:
        assert (first.code, first.on, first.warn_from, first.citation, first.unchecked) == (
            found[0].code, found[0].on, found[0].warn_from, found[0].citation, found[0].unchecked,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("today", "resolved", "count", "extension"),
    [
        pytest.param(IN_2024, date(2024, 5, 6), 60, 30, id="60 and 30 under 24"),
        pytest.param(IN_2025, date(2025, 11, 3), 45, 15, id="45 and 15 under 294"),
        pytest.param(date(2025, 6, 30), date(2025, 6, 3), 60, 30, id="the last day of 24"),
        pytest.param(date(2025, 7, 1), date(2025, 6, 3), 45, 15, id="the first day of 294"),
    ],
)
def test_the_decision_is_due_by_regime(today: date, resolved: date, count: int, extension: int) -> None:
    due = dues(S.SUBMITTED, today, branch_resolution_on=resolved)[D.DECISION]
    assert (due.count, due.extension, due.start) == (count, extension, DueStart.BRANCH_RESOLUTION)
    assert working_days_between(resolved, due.on) == count
    assert due.extended_on is not None
    assert working_days_between(due.on, due.extended_on) == extension


def test_tet_in_between_moves_the_day_and_is_said() -> None:
    due = dues(S.SUBMITTED, date(2026, 2, 2), branch_resolution_on=date(2026, 2, 3))[D.DECISION]
    plain = dues(S.SUBMITTED, date(2026, 2, 2), branch_resolution_on=date(2026, 5, 5))[D.DECISION]
    assert due.skipped == weekdays_off_between(date(2026, 2, 3), due.on) == 5
    assert (due.on - date(2026, 2, 3)).days > (plain.on - date(2026, 5, 5)).days
    assert reckoning(due).startswith(
        "45 ngày làm việc kể từ ngày chi bộ ra nghị quyết 03/02/2026, trừ 05 ngày nghỉ"
    )
    assert due_source(due) == "Quy định 294-QĐ/TW, điểm 4.3.1"


@pytest.mark.parametrize(
    ("today", "start"),
    [
        pytest.param(date(2026, 2, 5), DueStart.DECISION_RECEIVED, id="from receipt under 294"),
        pytest.param(IN_2026, DueStart.DECISION_ISSUED, id="from issue under 208"),
    ],
)
def test_the_ceremony_is_counted_by_regime(today: date, start: DueStart) -> None:
    due = dues(S.DECIDED, today)[D.CEREMONY]
    assert due.start is start
    assert due.count == 30
    expected = {DueStart.DECISION_RECEIVED: date(2026, 2, 4), DueStart.DECISION_ISSUED: date(2026, 2, 2)}
    assert due.started_on == expected[start]


def test_a_value_that_a_newer_text_may_have_changed_says_so() -> None:
    due = dues(S.SUBMITTED, IN_2026, branch_resolution_on=date(2026, 10, 5))[D.DECISION]
    assert due.unchecked
    assert due_source(due).endswith("chưa đối chiếu với văn bản mới")


def test_a_believed_value_is_shown_as_practice_not_as_law() -> None:
    due = dues(S.SUBMITTED, IN_2024, branch_resolution_on=date(2024, 5, 6))[D.DECISION]
    assert due_source(due) == "theo cách làm của phường"


@pytest.mark.parametrize(
    ("days", "state"),
    [
        pytest.param(-11, DueState.OK, id="eleven working days before"),
        pytest.param(-10, DueState.SOON, id="ten before it turns amber"),
        pytest.param(0, DueState.SOON, id="on the day it is not late yet"),
        pytest.param(1, DueState.LATE, id="the day after it is"),
    ],
)
def test_the_state_of_a_due_date(days: int, state: DueState) -> None:
    due = dues(S.SUBMITTED, IN_2025, branch_resolution_on=date(2025, 11, 3))[D.DECISION]
    step, day, left = (1 if days > 0 else -1), due.on, abs(days)
    while left:
        day += timedelta(days=step)
        counted = day if step > 0 else day + timedelta(days=1)
        left -= counted.weekday() < 5 and counted not in DEFAULT_HOLIDAYS.off
    assert due.state(day) is state


@pytest.mark.parametrize(
    ("changes", "count", "start"),
    [
        pytest.param({}, 30, DueStart.LETTER_SENT, id="at home, from the sending"),
        pytest.param({"received_on": date(2025, 11, 14)}, 30, DueStart.LETTER_RECEIVED, id="from receipt"),
        pytest.param({"is_abroad": True}, 90, DueStart.LETTER_SENT, id="abroad"),
    ],
)
def test_an_answer_to_a_request_is_due(changes: dict[str, object], count: int, start: DueStart) -> None:
    one = replace(AskedVerification(VerificationSubject.PARENTS, date(2025, 11, 10)), **changes)
    due = verification_due(one, rules_on(IN_2025), IN_2025, DEFAULT_HOLIDAYS)
    assert due is not None
    assert (due.count, due.start) == (count, start)
    assert working_days_between(due.started_on or IN_2025, due.on) == count
    assert due_title(due) == "Hạn trả lời thẩm tra lý lịch: cha mẹ đẻ hoặc người nuôi dưỡng"
    facts = facts_at(S.DOSSIER)
    assert due in run_dues(facts, rules_on(IN_2025), IN_2025, verifications=(one,))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"asked_on": None}, id="not asked yet"),
        pytest.param({"answered_on": date(2025, 12, 1)}, id="answered"),
        pytest.param({"conclusion": VerificationConclusion.EXEMPT}, id="exempt"),
    ],
)
def test_a_request_that_waits_for_nothing_is_not_due(changes: dict[str, object]) -> None:
    one = replace(AskedVerification(VerificationSubject.SELF, date(2025, 11, 10)), **changes)
    assert verification_due(one, RULES, TODAY, DEFAULT_HOLIDAYS) is None


def test_obligations_are_due_on_their_day_and_papers_of_a_new_member_within_thirty() -> None:
    report = obligation_due(
        OpenObligation(Obligation.REPORT_UPWARD, date(2026, 3, 3), date(2026, 3, 20)), RULES, DEFAULT_HOLIDAYS
    )
    papers = obligation_due(
        OpenObligation(Obligation.NEW_MEMBER_PAPERS, date(2026, 3, 3), None), RULES, DEFAULT_HOLIDAYS
    )
    assert report is not None
    assert (report.on, due_title(report)) == (
        date(2026, 3, 20),
        "Báo cáo đầy đủ kết quả biểu quyết lên cấp trên",
    )
    assert papers is not None
    assert working_days_between(date(2026, 3, 3), papers.on) == 30
    assert due_source(papers) == "theo cách làm của phường"
    none = OpenObligation(Obligation.NOTIFY_BRANCH, date(2026, 3, 3), None)
    assert obligation_due(none, RULES, DEFAULT_HOLIDAYS) is None


def test_a_closed_run_keeps_only_what_it_still_owes() -> None:
    owed = OpenObligation(Obligation.FORWARD_DOSSIER, date(2026, 3, 3), date(2026, 3, 24))
    facts = facts_at(S.MOVED_AWAY)
    assert [one.code for one in run_dues(facts, RULES, TODAY, obligations=(owed,))] == [D.OBLIGATION]


def test_a_paused_run_keeps_its_clocks() -> None:
    paused = facts_at(S.PAUSED, paused_from=S.DOSSIER)
    assert {one.code for one in run_dues(paused, RULES, TODAY)} == {D.CERTIFICATE_EXPIRES, D.DOSSIER_STALE}


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        pytest.param(date(2027, 1, 4), date(2027, 12, 31), (), id="an entered year"),
        pytest.param(date(2027, 12, 1), date(2028, 1, 10), (2028,), id="reaching into the next"),
        pytest.param(date(2028, 1, 4), date(2029, 1, 4), (2028, 2029), id="two years"),
    ],
)
def test_years_without_their_lunar_days_are_named(start: date, end: date, years: tuple[int, ...]) -> None:
    assert lunar_years_missing(start, end) == years


def test_the_warning_goes_when_the_office_enters_the_days() -> None:
    tet = frozenset(date(2028, 1, 26) + timedelta(days=n) for n in range(5))
    resolved, today = date(2027, 12, 1), date(2027, 12, 2)
    facts = facts_at(S.SUBMITTED, branch_resolution_on=resolved)
    (before,) = run_dues(facts, rules_on(today), today)
    entered = Holidays(DEFAULT_HOLIDAYS.off | tet, DEFAULT_HOLIDAYS.worked)
    (after,) = run_dues(facts, rules_on(today), today, entered)
    assert before.unknown_years == (2028,)
    assert "2028" in years_text(before)
    assert after.unknown_years == ()
    assert after.on > before.on


def test_days_that_are_set_and_not_reckoned() -> None:
    review, nomination = review_due(2026, 11, 10), nomination_due(date(2026, 12, 4))
    assert (review.on, review.warn_from) == (date(2026, 11, 10), date(2026, 11, 5))
    assert nomination.warn_from == date(2026, 11, 27)
    assert (due_source(review), due_source(nomination)) == ("", "")
    assert reckoning(nomination) == "ngày ghi trong thông báo mở lớp"
