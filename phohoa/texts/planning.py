"""Words of due dates, plans and forecasts."""

from __future__ import annotations

from datetime import date

from ..domain.dues import DueDate, DueStart
from ..domain.facts import DueCode, Obligation
from ..domain.rulebook import Unit
from ..domain.vietnamese import format_date
from .findings import UNCHECKED, citation_text
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
    return f"còn {days} ngày" if days else "hôm nay"


def years_text(due: DueDate) -> str:
    """The warning about years without lunar days off; "" when there is none."""
    if not due.unknown_years:
        return ""
    return UNKNOWN_YEARS.format(years=", ".join(str(year) for year in due.unknown_years))
