"""Words of the rule book, the calendar and the sessions."""

MESSAGES: dict[str, tuple[str, str]] = {
    "session_taken": ("Ngày họp", "Đã có ngày họp này rồi."),
    "session_year": ("Năm", "Chỉ ghi ngày họp của những năm gần đây và vài năm tới."),
    "session_day": ("Ngày trong tháng", "Ngày trong tháng từ 1 đến 31."),
}

#: Labels of the fields of forms.
FIELDS: dict[str, str] = {
    "session_kind": "Cuộc họp",
    "planned_on": "Ngày họp",
    "note": "Ghi chú",
    "year": "Năm",
    "day": "Ngày hằng tháng",
}

#: Short words after something was done.
SAID: dict[str, str] = {
    "session_added": "Đã thêm ngày họp.",
    "session_saved": "Đã lưu ngày họp.",
    "session_removed": "Đã bỏ ngày họp.",
    "year_added": "Đã thêm {added} ngày họp. Đồng chí sửa từng ngày nếu cần.",
    "year_kept": "Đã thêm {added} ngày họp; {kept} tháng đã có ngày họp nên giữ nguyên. Đồng chí sửa từng ngày nếu cần.",
    "year_full": "Không thêm ngày nào: các tháng còn lại của năm đều đã có ngày họp.",
}
