"""Reasons, due dates and verdicts in words."""

import string
from datetime import date

import pytest

from phohoa.domain.dues import DueDate
from phohoa.domain.facts import DueCode
from phohoa.domain.forecast import Forecast, Outlook, ShortReason, Verdict
from phohoa.domain.plan_days import Why, WhyCode
from phohoa.domain.rulebook import RuleCode, Unit
from phohoa.domain.sessions import SessionKind
from phohoa.texts.planning import WHYS, days_text, verdict_text, why_text


def test_every_reason_has_its_words_and_names_only_what_a_reason_has() -> None:
    assert set(WHYS) == set(WhyCode)
    known = {"day", "count", "name", "session", "limit"}
    for text in WHYS.values():
        assert {name for _, name, *_ in string.Formatter().parse(text) if name} <= known


@pytest.mark.parametrize(
    ("unit", "today", "words"),
    [
        (Unit.MONTHS, date(2026, 1, 9), "còn 12 tháng"),
        (Unit.MONTHS, date(2026, 1, 10), "còn 11 tháng"),
        (Unit.MONTHS, date(2026, 11, 11), "còn 59 ngày"),
        (Unit.WORKING_DAYS, date(2026, 1, 9), "còn 365 ngày"),
        (Unit.MONTHS, date(2027, 1, 9), "hôm nay"),
        (Unit.MONTHS, date(2027, 1, 10), "quá hạn 1 ngày"),
    ],
)
def test_months_are_told_in_months(unit: Unit, today: date, words: str) -> None:
    due = DueDate(DueCode.PROBATION_ENDS, date(2027, 1, 9), date(2026, 11, 9), unit=unit)
    assert days_text(due, today) == words


def test_reasons_read_as_people_speak() -> None:
    limit = Why(
        WhyCode.LIMIT_BEFORE, date(2026, 12, 30), 45, rule=RuleCode.DECISION_DAYS, citation="QD294:4.3.1"
    )
    assert why_text(limit) == (
        "để đủ 45 ngày làm việc cho cấp có thẩm quyền quyết định đến ngày 30/12/2026 "
        "(Quy định 294-QĐ/TW, điểm 4.3.1)"
    )
    session = Why(WhyCode.SESSION_ASSUMED, date(2026, 4, 29), session=SessionKind.STANDING_COMMITTEE)
    assert why_text(session) == ("họp Ban Thường vụ, dự kiến ngày 29/04/2026 vì tháng đó chưa có lịch họp")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        pytest.param(Forecast(None, 2, Verdict.NO_TARGET), "chưa có chỉ tiêu", id="no plan in force"),
        pytest.param(Forecast(1, 1, Verdict.REACHED), "Đã kết nạp 01 trên chỉ tiêu 01.", id="reached"),
        pytest.param(Forecast(2, 1, Verdict.CAN, condition=Outlook.SAFE), "Còn thiếu 01; kịp", id="can"),
        pytest.param(
            Forecast(2, 1, Verdict.CAN_IF, condition=Outlook.IF_CLASS), "lớp bồi dưỡng", id="with a class"
        ),
        pytest.param(
            Forecast(1, 0, Verdict.CANNOT, reason=ShortReason.TOO_LATE, reach_on=date(2027, 2, 9)),
            "Còn thiếu 01: các bước còn lại không kịp trong năm. Sớm nhất đủ chỉ tiêu: 09/02/2027.",
            id="not any more",
        ),
    ],
)
def test_verdicts(found: Forecast, words: str) -> None:
    assert words in verdict_text(found, 2026)
