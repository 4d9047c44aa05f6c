"""Words of the reporting rates, the lock of a month and its exceptions; labels are read through labels.label()."""

from __future__ import annotations

from enum import StrEnum

from ..domain.reporting import Lack, RateKind, ReportStanding

MESSAGES: dict[str, tuple[str, str]] = {
    "month_locked": (
        "Tháng đã khóa",
        "Kỳ xét tháng {month} đã khóa sau ngày {day} nên chi bộ không sửa, không chốt được nữa. Văn phòng Đảng ủy mở được: đồng chí bấm “Đề nghị mở” trên trang kỳ xét và ghi lý do.",
    ),
    "month_not_locked": (
        "Tháng chưa khóa",
        "Kỳ xét tháng {month} chưa khóa, chi bộ vẫn nhập được nên không cần mở.",
    ),
    "exception_reason_needed": ("Lý do", "Đồng chí ghi lý do mở, để sau này xem lại được."),
    "exception_until_needed": (
        "Mở đến ngày",
        "Tháng này đã khóa: đồng chí ghi ngày cuối cùng chi bộ được nhập.",
    ),
    "exception_until_past": ("Mở đến ngày", "Ngày này đã qua. Đồng chí ghi hôm nay hoặc một ngày sau."),
    "exception_until_far": ("Mở đến ngày", "Mở nhiều nhất {days} ngày một lần. Đồng chí ghi ngày gần hơn."),
    "exception_gone": ("Đã thay đổi", "Việc mở này đã được thu lại hoặc đã trả lời. Đồng chí mở lại trang."),
    "request_waiting": ("Đã đề nghị", "Chi bộ đã đề nghị mở tháng này, Văn phòng chưa trả lời."),
    "request_reason_needed": ("Lý do", "Đồng chí ghi lý do đề nghị mở."),
}

REPORTING_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Lack: {
        Lack.NOT_SENT: "chưa gửi",
        Lack.DECISIONS: "còn người chưa có quyết định",
        Lack.MEETING_DAY: "thiếu ngày họp",
        Lack.CHAIR: "thiếu người chủ trì",
        Lack.ATTENDANCE: "thiếu số có mặt",
        Lack.MINUTES: "thiếu biên bản",
    },
    ReportStanding: {
        ReportStanding.ON_TIME: "đúng hạn",
        ReportStanding.LATE: "muộn",
        ReportStanding.NOT_HELD: "không họp",
        ReportStanding.RETURNED: "trả lại",
        ReportStanding.OVERDUE: "quá hạn",
        ReportStanding.NOT_DUE: "chưa đến hạn",
        ReportStanding.NOT_EXPECTED: "không phải báo cáo",
    },
    RateKind: {
        RateKind.EXPECTED: "Phải báo cáo",
        RateKind.ACTUAL: "Đã báo cáo",
        RateKind.ON_TIME: "Đúng hạn",
        RateKind.LATE: "Muộn",
        RateKind.WHOLE: "Đủ nội dung",
        RateKind.NOT_WHOLE: "Chưa đủ nội dung",
        RateKind.RETURNED: "Đang trả lại",
        RateKind.OVERDUE: "Quá hạn",
        RateKind.NOT_DUE: "Chưa đến hạn",
    },
}

#: Labels of the fields of forms.
FIELDS: dict[str, str] = {
    "until": "Mở đến hết ngày",
    "reason": "Lý do",
    "branch_id": "Chi bộ",
    "request": "Lý do đề nghị",
}

#: Short words after something was done.
SAID: dict[str, str] = {
    "granted": "Đã mở tháng {month} cho chi bộ đến hết ngày {day}.",
    "revoked": "Đã thu lại: tháng này khóa trở lại với chi bộ.",
    "asked": "Đã gửi đề nghị mở tháng đến Văn phòng Đảng ủy.",
}

#: Of the files: title, line under it, name of the sheet, heads.
SHEETS: dict[str, str] = {
    "month_title": "Báo cáo kỳ xét tháng {month}",
    "year_title": "Báo cáo kỳ xét năm {year}",
    "seen": "{shown}. Lập ngày {day}.",
    "all": "Tất cả chi bộ",
    "month_name": "Tháng {month}",
    "year_name": "Năm {year}",
    "total": "Cộng",
    "percent": "Tỷ lệ %",
    "days": "{word} {days} ngày",
    "whole": "đủ",
    "practice": "{name} (thực hành, không tính)",
}
MONTH_HEADS = (
    "STT",
    "Chi bộ",
    "Trạng thái",
    "Thời hạn",
    "Nội dung",
    "Quyết định",
    "Ngày họp",
    "Chủ trì",
    "Gửi lúc",
)

#: Which counts stand beside the map of the year.
YEAR_COUNTS = (
    RateKind.EXPECTED,
    RateKind.ACTUAL,
    RateKind.ON_TIME,
    RateKind.LATE,
    RateKind.OVERDUE,
    RateKind.WHOLE,
)

#: The short words in a cell of the map; the look adds its sign to some of them.
MAP_SIGNS: dict[ReportStanding, str] = {
    ReportStanding.ON_TIME: "đúng",
    ReportStanding.LATE: "△ muộn",
    ReportStanding.OVERDUE: "quá hạn",
    ReportStanding.RETURNED: "trả lại",
    ReportStanding.NOT_HELD: "○ không họp",
    ReportStanding.NOT_DUE: "… chưa hạn",
    ReportStanding.NOT_EXPECTED: "–",
}
