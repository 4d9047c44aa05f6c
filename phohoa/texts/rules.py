"""Words of the rule book, the calendar and the sessions."""

MESSAGES: dict[str, tuple[str, str]] = {
    "session_taken": ("Ngày họp", "Đã có ngày họp này rồi."),
    "session_year": ("Năm", "Chỉ ghi ngày họp của những năm gần đây và vài năm tới."),
    "holiday_taken": ("Ngày", "Ngày này đã có trong bảng. Đồng chí sửa ở dòng của ngày đó."),
    "holiday_weekend": ("Ngày", "Thứ Bảy, Chủ nhật vốn là ngày nghỉ, không phải ghi."),
    "holiday_weekday": ("Ngày", "Ngày làm bù phải là Thứ Bảy hoặc Chủ nhật."),
    "holiday_year": ("Ngày", "Chỉ ghi ngày của các năm từ 2023 đến 2040."),
    "holiday_gone": ("Ngày", "Không có ngày này trong bảng. Đồng chí tải lại trang."),
    "rule_unknown": ("Quy tắc", "Chưa rõ ghi cho quy tắc nào. Đồng chí mở lại từ Sổ tay quy tắc."),
    "rule_number": ("Giá trị", "Giá trị là số nguyên từ {least} đến {most}."),
    "rule_word": ("Giá trị", "Đồng chí chọn một giá trị trong danh sách."),
    "rule_day": ("Ngày áp dụng", "Ngày áp dụng không trước năm 2011 và không quá ba năm tới."),
    "rule_taken": ("Ngày áp dụng", "Đã ghi một giá trị áp dụng từ ngày này. Đồng chí bỏ giá trị cũ trước."),
    "rule_ends_first": ("Đến ngày", "Ngày hết áp dụng không được trước ngày bắt đầu."),
    "rule_source": ("Căn cứ", "Ghi đủ tên văn bản và điểm, mục."),
    "rule_is_law": (
        "Văn bản",
        "Quy tắc này do văn bản quy định: ghi văn bản mới và điểm, mục; không thay bằng cách làm của phường.",
    ),
    "practice_note": ("Ghi chú", "Cách làm của phường không có văn bản thì ghi rõ ai thống nhất, lý do."),
    "touches_steps": (
        "Các bước đã ghi",
        "Có {count} bước đã ghi từ ngày này. Các bước đó giữ nguyên, không xét lại; sửa ngày hoặc hoàn tác thì xét theo quy tắc mới. Đồng chí đánh dấu rồi lưu lại.",
    ),
    "period_taken": ("Ngày áp dụng", "Đã ghi cấp quyết định từ ngày này. Đồng chí bỏ dòng cũ trước."),
    "period_note": ("Ghi chú", "Ghi căn cứ hoặc lý do, ví dụ số văn bản của Tỉnh ủy."),
    "session_day": ("Ngày trong tháng", "Ngày trong tháng từ 1 đến 31."),
}

#: Labels of the fields of forms.
FIELDS: dict[str, str] = {
    "holiday": "Ngày",
    "holiday_name": "Tên ngày nghỉ, lý do",
    "holiday_sort": "Loại",
    "holiday_off": "Ngày nghỉ",
    "holiday_worked": "Thứ Bảy, Chủ nhật đi làm bù",
    "on_day": "Quy tắc vào ngày",
    "value": "Giá trị",
    "valid_from": "Áp dụng từ ngày",
    "valid_to": "Đến hết ngày",
    "document": "Văn bản",
    "point": "Điểm, mục",
    "sure": "Tôi đã xem các bước đã ghi và vẫn lưu",
    "mode": "Cấp quyết định",
    "session_kind": "Cuộc họp",
    "planned_on": "Ngày họp",
    "note": "Ghi chú",
    "year": "Năm",
    "day": "Ngày hằng tháng",
}

#: Days of the week, Monday first.
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")

#: Short words after something was done.
SAID: dict[str, str] = {
    "holiday_added": "Đã thêm ngày.",
    "holiday_marked": "Đã lưu. Các thời hạn được tính lại theo bảng này.",
    "rule_entered": "Đã lưu quy tắc. Các bước từ ngày áp dụng được xét theo giá trị này.",
    "rule_ended": "Đã ghi ngày hết áp dụng.",
    "rule_withdrawn": "Đã bỏ giá trị đã ghi.",
    "period_entered": "Đã lưu. Các bước chuyển theo cấp quyết định này từ ngày áp dụng.",
    "period_withdrawn": "Đã bỏ dòng đã ghi.",
    "session_added": "Đã thêm ngày họp.",
    "session_saved": "Đã lưu ngày họp.",
    "session_removed": "Đã bỏ ngày họp.",
    "year_added": "Đã thêm {added} ngày họp. Đồng chí sửa từng ngày nếu cần.",
    "year_kept": "Đã thêm {added} ngày họp; {kept} tháng đã có ngày họp nên giữ nguyên. Đồng chí sửa từng ngày nếu cần.",
    "year_full": "Không thêm ngày nào: các tháng còn lại của năm đều đã có ngày họp.",
}
