"""Words of the register of documents: refusals, labels of its enums, fields, and what was done."""

from __future__ import annotations

from enum import StrEnum

from ..domain.register import EntryState, IncomingKind, OrderMark, RegisterBook, RegisterEventKind

MESSAGES: dict[str, tuple[str, str]] = {
    "dated_before_last_why": (
        "Ngày văn bản",
        "Số gần nhất {symbol} đề ngày {day}; số sau không được đề ngày sớm hơn. Nếu đúng là như vậy, đồng chí ghi lý do lùi ngày.",
    ),
    "nothing_changed": (
        "Lý do sửa",
        "Chưa có ô nào thay đổi nên chưa ghi gì vào sổ. Đồng chí sửa chỗ ghi nhầm rồi bấm lại.",
    ),
    "not_a_hash": (
        "Mã của chuỗi",
        "Mã phải đủ 64 ký tự, chỉ gồm chữ số và các chữ từ a đến f. Đồng chí xem lại có gõ thiếu hoặc nhầm không.",
    ),
    "dated_after_next": (
        "Ngày văn bản",
        "Số tiếp theo {symbol} đề ngày {day}; số trước không được đề ngày muộn hơn. Nếu đúng là như vậy, đồng chí ghi lý do lùi ngày.",
    ),
    "dated_other_term": (
        "Ngày văn bản",
        "Số {symbol} giữ trong nhiệm kỳ khác với ngày này. Đồng chí nhập ngày trong nhiệm kỳ của số đó.",
    ),
    "number_not_free": (
        "Số không dùng được",
        "Số {symbol} là số bỏ, số của sổ giấy hoặc đã có văn bản. Chưa ghi gì. Đồng chí xem lại trong sổ.",
    ),
    "received_in_future": ("Ngày đến", "Ngày đến chưa tới. Đồng chí nhập ngày hôm nay hoặc ngày trước đó."),
    "received_other_year": ("Ngày đến", "Số này thuộc sổ năm {year}. Ngày đến phải trong năm đó."),
    "received_before_dated": ("Ngày đến", "Ngày đến sớm hơn ngày của văn bản. Đồng chí xem lại hai ngày."),
    "due_before_received": ("Hạn xử lý", "Hạn xử lý sớm hơn ngày đến. Đồng chí xem lại hai ngày."),
    "done_before_received": (
        "Ngày xử lý xong",
        "Ngày xử lý xong sớm hơn ngày đến. Đồng chí xem lại hai ngày.",
    ),
    "done_in_future": (
        "Ngày xử lý xong",
        "Ngày này chưa tới. Đồng chí nhập ngày hôm nay hoặc ngày trước đó.",
    ),
    "paper_cancelled": (
        "Số đã bỏ",
        "Số đến này đã ghi là số bỏ nên không sửa được. Nếu bỏ nhầm, đồng chí vào sổ văn bản đó với số mới.",
    ),
    "book_empty": ("Sổ chưa có văn bản", "Năm này chưa có văn bản nào trong sổ nên chưa in được."),
    "book_failed": (
        "Chưa in được sổ",
        "Chưa tạo được tệp in của sổ. Đồng chí thử lại; nếu vẫn vậy, báo quản trị hệ thống.",
    ),
    "book_letter": (
        "Có ký tự lạ",
        "Trong sổ có ký tự “{letter}” ({point}) không in được. Đồng chí đính chính văn bản có ký tự đó.",
    ),
}

#: The answers of the check: code -> sentence.
CHECKS: dict[str, str] = {
    "sound": "{book}: nguyên vẹn. {rows} số, {events} lần ghi; mã cuối của chuỗi: {head}",
    "chain_broken": "{book}: chuỗi không khớp từ lần ghi thứ {place}. Có lần ghi bị sửa, bị bớt hoặc bị đổi chỗ.",
    "row_changed": "{book}: số {place} trong sổ khác với lần ghi cuối của chuỗi. Dòng này bị sửa ngoài phần mềm.",
    "row_unknown": "{book}: số {place} có trong sổ mà chuỗi không ghi. Dòng này được thêm ngoài phần mềm.",
    "row_gone": "{book}: số {place} có trong chuỗi mà sổ không còn. Dòng này bị xóa ngoài phần mềm.",
    "document_changed": "{book}: văn bản của số {place} không phải tệp đã ghi vào chuỗi.",
    "file_changed": "{book}: tệp lưu của số {place} bị mất hoặc bị sửa. Lấy lại từ bản sao lưu.",
    "number_missing": "{book}: thiếu số {place}, không có lý do.",
    "head_missing": "Không tìm thấy mã {place} trong chuỗi: sổ đã bị cắt bớt hoặc viết lại sau khi in mã đó.",
    "list_sound": "Danh sách nguyên vẹn: {events} lần ghi; mã cuối của chuỗi: {head}",
    "list_broken": "Danh sách không khớp từ dòng thứ {place}: có dòng bị sửa, bị bớt hoặc bị đổi chỗ.",
    "not_a_list": "Tệp {path} không phải danh sách tải từ trang “Kiểm tra sổ”.",
}

#: The whole of it, for anybody with Python.
HOW_TO_CHECK: tuple[str, ...] = (
    "import csv, hashlib",
    "h = '0' * 64",
    "for r in csv.DictReader(open('so.csv', encoding='utf-8-sig', newline='')):",
    "    h = hashlib.sha256((h + '\\n' + r['content']).encode()).hexdigest()",
    "    print(r['seq'], 'OK' if h == r['hash'] else 'SAI')",
)

#: Labels of the fields of forms.
FIELDS: dict[str, str] = {
    "kind": "Loại văn bản",
    "dated": "Ngày văn bản",
    "reserved_day": "Ngày của số",
    "reserved_subject": "Giữ cho văn bản (trích yếu dự kiến)",
    "reserve_reason": "Vì sao phải giữ số",
    "back_dated_reason": "Lý do lùi ngày",
    "subject": "Trích yếu",
    "signatory": "Người ký",
    "recipients": "Nơi nhận",
    "kept_by": "Đơn vị lưu",
    "copies": "Số lượng bản",
    "paper_file": "Tệp của văn bản",
    "reason": "Lý do",
    "state": "Trạng thái",
    "head": "Mã cuối của chuỗi trong bản in hoặc danh sách cũ",
    "received_on": "Ngày đến",
    "sender": "Nơi gửi",
    "symbol": "Số, ký hiệu",
    "incoming_dated": "Ngày văn bản",
    "handler": "Người xử lý",
    "due_on": "Hạn xử lý",
    "done_on": "Ngày xử lý xong",
    "outcome": "Kết quả xử lý",
    "correct_reason": "Lý do sửa",
    "scan": "Bản chụp",
    "year": "Năm",
    "standing": "Tình trạng",
    "words": "Tìm",
}

#: Short words after something was done.
SAID: dict[str, str] = {
    "reserved": "Đã giữ số {symbol}.",
    "recorded": "Đã vào sổ văn bản số {symbol}.",
    "given_up": "Số {symbol} đã ghi là số bỏ.",
    "corrected": "Đã đính chính số {symbol}.",
    "entered": "Đã vào sổ, số đến {number}/{year}.",
    "edited": "Đã sửa số đến {number}/{year}.",
    "done": "Số đến {number}/{year}: đã ghi xử lý xong.",
    "incoming_cancelled": "Số đến {number}/{year} đã ghi là số bỏ.",
    "scan_added": "Đã lưu bản chụp. Tệp được mã hóa khi lưu.",
}

#: How incoming papers stand, and the filters of their list.
STANDINGS: dict[str, str] = {
    "open": "Chưa xử lý",
    "overdue": "Quá hạn",
    "done": "Đã xong",
    "cancelled": "Số bỏ",
}
ALL = "Tất cả"

#: The marks of a number, on screen, in files and in print.
LATE = "vào sổ muộn {days} ngày"
OVERDUE = "quá hạn {days} ngày"
OUTSIDE = "văn bản giấy"
RESERVED_BY = "giữ số ngày {day}, {who}: {reason}"
CANCELLED = "số bỏ: {reason}"
#: Who keeps a paper of the committee unless the book says otherwise.
KEPT_BY = "Văn phòng Đảng ủy"

#: Heads of the files and of the prints of both books, after the count of rows.
OUTGOING_HEADS = (
    "Ngày tháng",
    "Số và ký hiệu",
    "Trích yếu",
    "Người ký",
    "Nơi nhận",
    "Đơn vị lưu",
    "Số lượng bản",
    "Ghi chú",
)
INCOMING_HEADS = (
    "Ngày đến",
    "Số đến",
    "Tác giả",
    "Số, ký hiệu",
    "Ngày tháng",
    "Trích yếu",
    "Người nhận, xử lý",
    "Hạn",
    "Ký nhận",
)
COUNT_HEAD = "STT"
SPAN = "{kind} từ số {first} đến số {last}"
INCOMING_SPAN = "Từ số {first} đến số {last}"
CANCELLED_CELL = "số bỏ"
#: What a volume holds, in its closing line.
PAPERS_COUNTED = "{count:02d} văn bản"
CANCELLED_COUNTED = "{count:02d} số bỏ"
RESERVED_COUNTED = "{count:02d} số giữ"
RESULT_HEAD = "Kết quả"
OUTGOING_TITLE = "SỔ VĂN BẢN ĐI NĂM {year}"
INCOMING_TITLE = "SỔ VĂN BẢN ĐẾN NĂM {year}"
INCOMING_ALL = "SỔ VĂN BẢN ĐẾN"
SHEETS = {"outgoing": "Van ban di", "incoming": "Van ban den"}

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
        OrderMark.AFTER_NEXT: "Ngày muộn hơn số sau",
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
