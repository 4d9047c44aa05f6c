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
    "field_unknown": (
        "Không có chỗ tự điền này",
        "Không có chỗ tự điền {field}. Chưa lưu. Gần giống nhất là {near}; đồng chí sửa lại, hoặc bỏ dấu ngoặc nhọn nếu chỉ là chữ.",
    ),
    "fields_left": (
        "Chỗ tự điền chưa đúng",
        "Trong văn bản có chỗ tự điền không điền được: {fields}. Đồng chí sửa lại các chỗ đó.",
    ),
    "plan_comments_closed": (
        "Kế hoạch đã phát hành",
        "Kế hoạch đã phát hành nên không thêm ý kiến được nữa. Chưa lưu; các ý kiến trước đó vẫn còn ở đây.",
    ),
    "plan_source": (
        "Kế hoạch làm nền",
        "Chỉ lập được từ kế hoạch đã phát hành của năm trước đó. Đồng chí chọn lại.",
    ),
    "passage_named_so": ("Tên đoạn văn", "Đã có đoạn văn khác mang tên này. Đồng chí đặt tên khác."),
    "passages_full": (
        "Đã đủ số đoạn văn",
        "Đã có {most} đoạn văn dùng lại, không thêm được nữa. Đồng chí mở một đoạn không dùng nữa và viết lại thành đoạn mới.",
    ),
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

FIELDS: dict[str, str] = {
    "insert": "Chèn gì",
    "insert_at": "Chèn vào đâu",
    "find_passage": "Tìm đoạn văn dùng lại",
    "after": "Chuyển đến sau",
    "comment": "Ý kiến",
    "source": "Lấy lời văn từ",
    "level": "Cấp của mục",
    "passage_name": "Tên đoạn văn",
    "passage_words": "Nội dung",
    "find": "Tìm trong tên và nội dung",
}
LEVELS: dict[int, str] = {1: "Phần (I, II, III)", 2: "Mục (1, 2, 3)", 3: "Điểm (a, b, c)"}
INSERT_NOTHING = "– chọn –"
INSERT_FIELD = "{written} – hôm nay là: {value}"
INSERT_PASSAGE = "Đoạn văn: {name}"
AT_END = "Cuối nội dung"
AFTER_PARAGRAPH = "Sau đoạn {n}: {beginning}"

FROM_TEMPLATE = "Mẫu có sẵn"
FROM_PLAN = "Kế hoạch {subject}"
BEGUN_FROM = "Lấy lời văn và chỉ tiêu của Kế hoạch {subject}."

SAID: dict[str, str] = {
    "commented": "Đã ghi ý kiến.",
    "settled": "Đã đánh dấu ý kiến là đã xử lý.",
    "reopened": "Đã mở lại ý kiến.",
    "created_from": "Đã lập dự thảo từ kế hoạch trước, giữ nguyên từng chữ. Dưới đây là những chỗ còn ghi năm, ngày cũ.",
    "dates_moved": "Đã đổi {count} chỗ.",
    "no_date_chosen": "Đồng chí chưa chọn chỗ nào; chưa đổi gì.",
    "inserted": "Đã chèn vào nội dung dưới đây. Chưa lưu; đồng chí xem lại rồi bấm lưu.",
    "passage_saved": "Đã lưu đoạn văn “{name}”.",
    "passage_away": "Đã cất đoạn văn, không hiện khi chèn nữa.",
    "passage_back": "Đã dùng lại đoạn văn.",
    "section_added": "Đã thêm một mục. Đồng chí đặt tên và viết nội dung.",
    "section_removed": "Đã bỏ mục. Nội dung còn ở lịch sử soạn thảo, lấy lại được.",
    "section_back": "Đã lấy lại mục.",
    "moved": "Đã đổi thứ tự mục.",
    "at_top": "Không có mục ngang cấp nào đứng trước, nên thứ tự không đổi.",
    "at_end": "Không có mục ngang cấp nào đứng sau, nên thứ tự không đổi.",
    "level_changed": "Đã đổi cấp của mục.",
    "restored": "Đã lấy lại bản {number}, lưu thành bản mới.",
}
