"""Words of the register of documents: refusals, labels of its enums, fields, and what was done."""

from __future__ import annotations

from enum import StrEnum

from ..domain.register import EntryState, IncomingKind, OrderMark, RegisterBook, RegisterEventKind

MESSAGES: dict[str, tuple[str, str]] = {
    "dated_after_next": (
        "Ngày văn bản",
        "Số tiếp theo {symbol} đề ngày {day}; số trước không được đề ngày muộn hơn. Nếu đúng là như vậy, đồng chí ghi lý do.",
    ),
    "number_not_free": (
        "Số không dùng được",
        "Số {symbol} là số bỏ, số của sổ giấy hoặc đã có văn bản khác. Chưa ghi gì. Đồng chí xem lại trong sổ.",
    ),
}

REGISTER_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    RegisterBook: {
        RegisterBook.OUTGOING: "Sổ văn bản đi",
        RegisterBook.INCOMING: "Sổ văn bản đến",
    },
    EntryState: {
        EntryState.CARRIED_OVER: "Chuyển từ sổ giấy",
        EntryState.TAKEN: "Đã cấp số, chờ văn bản",
        EntryState.RESERVED: "Giữ số",
        EntryState.USED: "Đã phát hành",
        EntryState.CANCELLED: "Số bỏ",
    },
    OrderMark: {
        OrderMark.IN_ORDER: "Đúng thứ tự ngày",
        OrderMark.BACK_DATED: "Lùi ngày",
        OrderMark.AFTER_NEXT: "Ngày sau số tiếp theo",
    },
    RegisterEventKind: {
        RegisterEventKind.TAKEN_OVER: "Có trong sổ từ trước",
        RegisterEventKind.CARRIED_OVER: "Chuyển từ sổ giấy",
        RegisterEventKind.TAKEN: "Cấp số",
        RegisterEventKind.RESERVED: "Giữ số",
        RegisterEventKind.USED: "Ghi văn bản",
        RegisterEventKind.RECORDED: "Vào sổ",
        RegisterEventKind.CANCELLED: "Bỏ số",
        RegisterEventKind.CORRECTED: "Đính chính",
        RegisterEventKind.DONE: "Xử lý xong",
    },
    IncomingKind: {
        IncomingKind.LETTER: "Công văn",
        IncomingKind.RESOLUTION: "Nghị quyết",
        IncomingKind.DIRECTIVE: "Chỉ thị",
        IncomingKind.CONCLUSION: "Kết luận",
        IncomingKind.DECISION: "Quyết định",
        IncomingKind.REGULATION: "Quy định",
        IncomingKind.GUIDANCE: "Hướng dẫn",
        IncomingKind.PLAN: "Kế hoạch",
        IncomingKind.PROGRAMME: "Chương trình",
        IncomingKind.SCHEME: "Đề án",
        IncomingKind.NOTICE: "Thông báo",
        IncomingKind.REPORT: "Báo cáo",
        IncomingKind.SUBMISSION: "Tờ trình",
        IncomingKind.INVITATION: "Giấy mời",
        IncomingKind.LETTER_OF_PEOPLE: "Đơn, thư",
        IncomingKind.OTHER: "Loại khác",
    },
}
