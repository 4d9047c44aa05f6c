"""Words of the steps beside the board: what is owed, what the level above was asked, arrivals, absences."""

#: code -> (title, sentence)
MESSAGES: dict[str, tuple[str, str]] = {
    "absence_ends_early": (
        "Ngày chưa đúng",
        "Ngày cuối ({last}) sớm hơn ngày bắt đầu ({first}). Đồng chí xem lại hai ngày.",
    ),
    "absence_overlaps": (
        "Trùng thời gian",
        "Thời gian này trùng với lần đã ghi cùng lý do của đảng viên. Đồng chí xem lại.",
    ),
    "absence_ended": ("Đã kết thúc", "Thời gian này đã kết thúc rồi."),
    "answer_unsaid": (
        "Chưa chọn",
        "Đã ghi văn bản trả lời thì chọn thêm: cấp trên đồng ý hay không đồng ý.",
    ),
    "answered_before_asked": (
        "Ngày chưa đúng",
        "Ngày trả lời ({answered}) sớm hơn ngày xin ý kiến ({asked}). Đồng chí xem lại hai ngày.",
    ),
    "opinion_used": (
        "Không sửa được",
        "Đã có bước dựa vào văn bản trả lời này nên không sửa ngược lại được. Nếu ghi nhầm, Văn phòng hoàn tác bước đó trước.",
    ),
    "run_closed": ("Đã kết thúc", "Lượt theo dõi này đã kết thúc."),
    "certificate_after_proposal": (
        "Ngày cấp chưa đúng",
        "Ngày cấp giấy chứng nhận ({issued}) muộn hơn ngày chi bộ đã xét công nhận chính thức ({proposed}). Đồng chí xem lại.",
    ),
    "arrived_with_what": (
        "Chưa ghi giấy tờ",
        "Người từ ngoài phường chuyển đến phải có giấy chứng nhận đang được xem xét kết nạp, hoặc giấy chứng nhận học lớp còn giá trị.",
    ),
    "certificate_whole": (
        "Chưa đủ",
        "Giấy chứng nhận học lớp cần đủ số, nơi cấp và ngày cấp.",
    ),
    "paper_whole": (
        "Chưa đủ",
        "Giấy chứng nhận đang được xem xét kết nạp cần đủ số và ngày cấp.",
    ),
    "former_member_only": (
        "Chưa đánh dấu",
        "Mục này chỉ ghi cho người trước đây đã là đảng viên. Đồng chí đánh dấu ô đó trước.",
    ),
    "left_party_before_birth": ("Ngày chưa đúng", "Ngày ra khỏi Đảng sớm hơn năm sinh. Đồng chí xem lại."),
    "cleared_before_left": (
        "Ngày chưa đúng",
        "Ngày được xóa án tích ({cleared}) sớm hơn ngày ra khỏi Đảng ({left}). Đồng chí xem lại hai ngày.",
    ),
    "readmissions_impossible": ("Số lần chưa đúng", "Số lần đã được kết nạp lại là một số từ 0 đến 9."),
}

#: Labels of fields.
FIELDS: dict[str, str] = {
    "absence_kind": "Lý do không tính vào số được triệu tập",
    "from_day": "Từ ngày",
    "to_day": "Đến hết ngày",
    "basis_number": "Số văn bản làm căn cứ",
    "kind": "Xin ý kiến về",
    "asked_on": "Ngày văn bản xin ý kiến",
    "asked_number": "Số văn bản xin ý kiến",
    "answered_on": "Ngày văn bản trả lời",
    "answer_number": "Số văn bản trả lời",
    "answered_by": "Cơ quan trả lời",
    "agreed": "Ý kiến trả lời",
    "opinion_reason": "Ghi chú",
    "needed": "Phải xin ý kiến cấp trên trước khi quyết định kết nạp",
    "special_reason": "Lý do",
    "exempt": "Được xét ngoại lệ về trình độ học vấn",
    "education_reason": "Lý do, căn cứ",
    "done_on": "Ngày làm xong",
    "done_number": "Số văn bản",
    "done_note": "Ghi chú",
    "certificate_number": "Số giấy chứng nhận",
    "certificate_on": "Ngày cấp giấy chứng nhận",
}

CHOICES: dict[str, str] = {
    "no_answer": "Chưa có trả lời",
    "agreed": "Đồng ý",
    "not_agreed": "Không đồng ý",
}

#: Short words after something was done.
SAID: dict[str, str] = {
    "absence_added": "Đã ghi; số được triệu tập tính theo danh sách mới.",
    "absence_closed": "Đã ghi ngày kết thúc.",
    "opinion_saved": "Đã lưu việc xin ý kiến cấp trên.",
    "flag_saved": "Đã lưu.",
    "obligation_done": "Đã ghi: {obligation}.",
    "obligation_open": "Đã mở lại: {obligation}.",
    "certificate_saved": "Đã ghi giấy chứng nhận lớp bồi dưỡng đảng viên mới.",
    "arrived": "Đã tiếp nhận, giai đoạn “{stage}”.",
}

#: What a line of the timeline says of an exception.
FLAGS: dict[tuple[str, bool], str] = {
    ("special_case", True): "Phải xin ý kiến cấp trên trước khi quyết định kết nạp",
    ("special_case", False): "Không còn phải xin ý kiến cấp trên",
    ("education", True): "Được xét ngoại lệ về trình độ học vấn",
    ("education", False): "Thôi xét ngoại lệ về trình độ học vấn",
}
