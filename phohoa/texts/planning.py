"""Words of due dates, plans and forecasts."""

from __future__ import annotations

from datetime import date

from ..domain.dues import DueDate, DueStart
from ..domain.facts import DueCode, Obligation
from ..domain.forecast import Forecast, Hope, Outlook, Verdict
from ..domain.plan_days import Why, WhyCode
from ..domain.plan_steps import Plan, PlannedStep
from ..domain.rulebook import RuleCode, Unit
from ..domain.vietnamese import format_date
from .findings import UNCHECKED, citation_text, months_left
from .labels import label

#: What stands in place of a citation where no text was read: the ward's habit, not law.
PRACTICE = "theo cách làm của phường"
_FIXED: dict[DueCode, str] = {
    DueCode.MONTHLY_REVIEW: "ngày hạn hằng tháng do Đảng ủy đặt",
    DueCode.CLASS_NOMINATION: "ngày ghi trong thông báo mở lớp",
}
GROUPS: dict[str, str] = {
    "late": "Quá hạn",
    "soon": "Trong 30 ngày tới",
    "later": "Sau đó",
}
REVIEWS_OF_WARD = "{count} chi bộ chưa gửi kỳ xét tháng {month}"
REVIEW_OF_BRANCH = "Kỳ xét tháng {month}"
CHOICES: dict[str, str] = {"all": "Tất cả"}
UNKNOWN_YEARS = "Chưa nhập ngày nghỉ Tết năm {years}: hạn có thể lùi lại khi đã nhập."
SHEET_NAME = "Thời hạn"
SHEET_TITLE = "Các thời hạn đang theo dõi"
HEADS: tuple[str, ...] = (
    "STT",
    "Hạn",
    "Tình trạng",
    "Việc",
    "Họ và tên",
    "Chi bộ",
    "Cách tính",
    "Căn cứ",
)


def due_title(due: DueDate) -> str:
    """What is due."""
    if isinstance(due.about, Obligation):
        return label(due.about)
    return f"{label(due.code)}: {label(due.about).lower()}" if due.about is not None else label(due.code)


def reckoning(due: DueDate) -> str:
    """How the day was found: "45 ngày làm việc kể từ ngày chi bộ ra nghị quyết 03/11/2026, trừ 2 ngày nghỉ"."""
    if due.code in _FIXED:
        return _FIXED[due.code]
    since = f"{label(due.start)} {format_date(due.started_on)}" if due.started_on else ""
    if not due.count:
        return f"từ {since}" if since and due.start is not DueStart.FIXED else ""
    unit = "tháng" if due.unit is Unit.MONTHS else "ngày làm việc"
    text = f"{due.count} {unit} kể từ {since}" if since else f"{due.count} {unit}"
    if due.skipped:
        text += f", trừ {due.skipped:02d} ngày nghỉ"
    if due.extended_on is not None:
        text += (
            f"; nếu được gia hạn thêm {due.extension} ngày làm việc thì đến {format_date(due.extended_on)}"
        )
    return text


def source_of(citation: str | None, unchecked: bool) -> str:
    """The citation in words with the mark of a text not yet compared; the ward's practice where none was read."""
    text = citation_text(citation) if citation else PRACTICE
    return f"{text}; {UNCHECKED}" if unchecked else text


def due_source(due: DueDate) -> str:
    """The citation of a due date; "" for a day that was simply set."""
    if due.code in _FIXED or (not due.count and due.citation is None):
        return ""
    return source_of(due.citation, due.unchecked)


def days_text(due: DueDate, today: date) -> str:
    """How long still, or since: "quá hạn 3 ngày", "hôm nay", "còn 12 ngày"."""
    days = (due.on - today).days
    if days < 0:
        return f"quá hạn {-days} ngày"
    if due.unit is Unit.MONTHS and days >= 60:
        return f"còn {months_left(due.on, today)} tháng"
    return f"còn {days} ngày" if days else "hôm nay"


def years_text(due: DueDate) -> str:
    """The warning about years without lunar days off; "" when there is none."""
    if not due.unknown_years:
        return ""
    return UNKNOWN_YEARS.format(years=", ".join(str(year) for year in due.unknown_years))


# --- plans -------------------------------------------------------------------------------------------------

#: One reason each; {limit} is what a limit is for.
WHYS: dict[WhyCode, str] = {
    WhyCode.TODAY: "làm được ngay",
    WhyCode.MEETING: "kỳ họp chi bộ ngày {day}",
    WhyCode.SESSION: "{session} ngày {day}",
    WhyCode.SESSION_ASSUMED: "{session}, dự kiến ngày {day} vì tháng đó chưa có lịch họp",
    WhyCode.CLASS: "{name}, kết thúc ngày {day}",
    WhyCode.CLASS_ACCEPTED: "được cử học {name}, kết thúc ngày {day}",
    WhyCode.CLASS_UNKNOWN: "chưa có lớp nào được thông báo",
    WhyCode.CLASS_NONE_IN_TIME: "không có lớp nào kết thúc chậm nhất ngày {day}",
    WhyCode.NOMINATE_BY: "hạn đề nghị cử học {name} là ngày {day}",
    WhyCode.LIMIT_AFTER: "tính đủ {count} ngày làm việc {limit} kể từ ngày {day}",
    WhyCode.LIMIT_BEFORE: "để đủ {count} ngày làm việc {limit} đến ngày {day}",
    WhyCode.LIMIT_PASSED: "hạn {count} ngày làm việc {limit} kể từ ngày {day} đã qua",
    WhyCode.DAY_AFTER: "sau bước trước, ngày {day}",
    WhyCode.BEFORE_NEXT: "để kịp bước sau, ngày {day}",
    WhyCode.AGE_MIN: "đủ tuổi kết nạp từ ngày {day}",
    WhyCode.AGE_MAX: "còn trong tuổi kết nạp đến ngày {day}",
    WhyCode.CERTIFICATE: "giấy chứng nhận có giá trị đến ngày {day}",
    WhyCode.DOSSIER: "hồ sơ có giá trị đến ngày {day}",
    WhyCode.CEREMONY_LIMIT: "trong {count} ngày làm việc kể từ ngày {day}",
    WhyCode.REVIEW_LIMIT: "trong {count} ngày làm việc kể từ ngày hết dự bị {day}",
    WhyCode.PROBATION: "hết 12 tháng dự bị ngày {day}",
    WhyCode.WANTED: "ngày mong muốn",
}
_LIMITS: dict[RuleCode, str] = {
    RuleCode.DECISION_DAYS: "cho cấp có thẩm quyền quyết định",
    RuleCode.OFFICIAL_DECISION_DAYS: "cho cấp có thẩm quyền quyết định",
    RuleCode.VERIFICATION_HOME_DAYS: "cho nơi được hỏi trả lời thẩm tra",
    RuleCode.VERIFICATION_ABROAD_DAYS: "cho nơi ở ngoài nước trả lời thẩm tra",
}
#: Values that are the rule's own, so that a reason shows where they come from.
_CITED = frozenset(
    {
        WhyCode.LIMIT_AFTER,
        WhyCode.LIMIT_BEFORE,
        WhyCode.LIMIT_PASSED,
        WhyCode.AGE_MIN,
        WhyCode.AGE_MAX,
        WhyCode.CERTIFICATE,
        WhyCode.DOSSIER,
        WhyCode.CEREMONY_LIMIT,
        WhyCode.REVIEW_LIMIT,
        WhyCode.PROBATION,
    }
)
NO_DAY = "không còn ngày nào"
NOT_KNOWN = "chưa tính được"


def _within(words: str) -> str:
    """Words inside a sentence: only the first letter becomes small."""
    return words[:1].lower() + words[1:]


def why_text(why: Why) -> str:
    """A reason with its citation."""
    text = WHYS[why.code].format(
        day=format_date(why.day) if why.day else "",
        count=why.count,
        name=why.name,
        session=_within(label(why.session)) if why.session else "",
        limit=_LIMITS.get(why.rule, "") if why.rule else "",
    )
    text = " ".join(text.split())
    return f"{text} ({source_of(why.citation, why.unchecked)})" if why.code in _CITED else text


def whys_text(whys: tuple[Why, ...]) -> str:
    """All reasons of a day."""
    return "; ".join(why_text(why) for why in whys)


def earliest_text(step: PlannedStep) -> str:
    """The first possible day of a step."""
    return format_date(step.earliest) if step.earliest else NOT_KNOWN


def latest_text(step: PlannedStep) -> str:
    """The last possible day of a step."""
    return format_date(step.latest) if step.latest else NO_DAY


def plan_sentence(plan: Plan) -> str:
    """Whether the wanted day can be met, in one sentence."""
    wanted = format_date(plan.wanted)
    if plan.is_feasible:
        return f"Kịp ngày {wanted}: sớm nhất là {format_date(plan.earliest)}." if plan.earliest else ""
    if plan.is_feasible_if_quick and plan.quickest is not None:
        quick = format_date(plan.quickest)
        return f"Chỉ kịp ngày {wanted} nếu các nơi trả lời sớm hơn hạn; nhanh nhất có thể là {quick}."
    if plan.obstacles:
        return "; ".join(label(one) for one in plan.obstacles) + "."
    earliest = format_date(plan.earliest) if plan.earliest else NOT_KNOWN
    return f"Không kịp ngày {wanted}. Sớm nhất có thể là {earliest}."


# --- forecasts ---------------------------------------------------------------------------------------------


def next_text(hope: Hope) -> str:
    """What must happen next for a person, and by when."""
    step = hope.next_step
    if step is None:
        return ""
    if hope.outlook is Outlook.IF_QUICK:
        # Reckoned with the others as quick as can be: the safe day is past, and that is what it hangs on.
        latest = hope.plan.quick_latest
        return f"{label(step.step)}, chậm nhất {format_date(latest) if latest else NO_DAY}"
    return f"{label(step.step)}, chậm nhất {latest_text(step)}"


def verdict_text(found: Forecast, year: int) -> str:
    """The outlook of a branch in a sentence."""
    if found.verdict is Verdict.NO_TARGET:
        return f"Năm {year} chưa có kế hoạch phát hành nên chưa có chỉ tiêu."
    if found.verdict is Verdict.REACHED:
        return f"Đã kết nạp {found.reached:02d} trên chỉ tiêu {found.target:02d}."
    missing = f"Còn thiếu {found.needed:02d}"
    if found.verdict is Verdict.CAN:
        return f"{missing}; kịp trong năm nếu các bước sau đây làm đúng hạn."
    if found.verdict is Verdict.CAN_IF and found.condition is Outlook.IF_CLASS:
        return f"{missing}; kịp nếu có lớp bồi dưỡng kết thúc đúng lúc và các bước sau làm đúng hạn."
    if found.verdict is Verdict.CAN_IF:
        return f"{missing}; chỉ kịp nếu các nơi trả lời và quyết định sớm hơn hạn."
    reason = f"{missing}: {label(found.reason)}" if found.reason else missing
    if found.reach_on is not None:
        return f"{reason}. Sớm nhất đủ chỉ tiêu: {format_date(found.reach_on)}."
    return f"{reason}."


FIELDS: dict[str, str] = {"wanted_on": "Ngày mong muốn kết nạp"}
SAID: dict[str, str] = {
    "wanted_saved": "Đã tính lại kế hoạch.",
    "feed_made": "Đã tạo địa chỉ lịch. Đồng chí chép lại ngay: địa chỉ chỉ hiện một lần.",
    "feed_revoked": "Đã hủy địa chỉ lịch. Điện thoại, máy tính không còn nhận được lịch này.",
}
MESSAGES: dict[str, tuple[str, str]] = {
    "wanted_in_past": ("Ngày đã qua", "Ngày mong muốn đã qua: ghi ngày từ hôm nay trở đi."),
    "wanted_too_far": ("Ngày quá xa", "Ngày mong muốn cách nay hơn 5 năm: đồng chí xem lại năm."),
    "wanted_too_late": (
        "Không đặt được ngày",
        "Người này đã được kết nạp hoặc lượt theo dõi đã kết thúc, không đặt ngày mong muốn nữa.",
    ),
}
CALENDAR_NAME = "Thời hạn phát triển đảng viên"
