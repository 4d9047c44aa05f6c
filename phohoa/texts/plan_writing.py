"""Words of writing a plan together: versions, comparing, comments, passages, live fields, last year's words."""

#: What the head and the allocation are called among the parts.
HEAD_NAME = "Thể thức, người ký, nơi nhận"
ALLOCATION_NAME = "Phân bổ chỉ tiêu"

#: The fields of a head as lines to be compared.
HEAD_WORDS: tuple[tuple[str, str], ...] = (
    ("subject", "Trích yếu"),
    ("parent_issuer", "Cơ quan cấp trên"),
    ("place", "Địa danh"),
    ("dated", "Ngày dự kiến ban hành"),
    ("authority", "Quyền hạn ký"),
    ("position", "Chức vụ người ký"),
    ("signatory_name", "Người ký"),
    ("ward_target", "Chỉ tiêu kết nạp toàn Đảng bộ"),
    ("recipients", "Nơi nhận"),
)

MESSAGES: dict[str, tuple[str, str]] = {
    "section_no_room": (
        "Chưa thêm được",
        "Không thêm được mục ở chỗ này, hoặc kế hoạch đã đủ 60 mục. Đồng chí chọn một mục khác rồi thêm.",
    ),
    "section_needed": (
        "Không bỏ được mục này",
        "Kế hoạch nào cũng phải có mục này nên không bỏ được. Đồng chí sửa nội dung của mục.",
    ),
    "section_has_others": (
        "Chưa bỏ được",
        "Phần này còn các mục bên trong. Đồng chí chuyển các mục đó sang phần khác hoặc bỏ từng mục trước.",
    ),
    "section_no_place": (
        "Chưa chuyển được",
        "Mục này không đứng được ở chỗ đồng chí chọn. Đồng chí mở lại trang rồi chọn chỗ khác.",
    ),
    "section_no_level": (
        "Chưa đổi cấp được",
        "Mục này không đổi sang cấp đó được: phía trên chưa có mục cấp cao hơn, hoặc bên trong còn mục cấp thấp nhất.",
    ),
}

SAID: dict[str, str] = {
    "section_added": "Đã thêm một mục. Đồng chí đặt tên và viết nội dung.",
    "section_removed": "Đã bỏ mục. Nội dung còn ở lịch sử soạn thảo, lấy lại được.",
    "section_back": "Đã lấy lại mục.",
    "moved": "Đã đổi thứ tự mục.",
    "level_changed": "Đã đổi cấp của mục.",
    "restored": "Đã lấy lại bản {number}, lưu thành bản mới.",
}
