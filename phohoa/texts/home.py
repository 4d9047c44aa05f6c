"""Words of the first page: what is to be done, what is late, what has changed."""

#: code -> (title, text, button)
TASKS: dict[str, tuple[str, str, str]] = {
    "review_returned": (
        "Kỳ xét tháng {month} được trả lại",
        "{branch}. Văn phòng ghi: {reason}",
        "Sửa và gửi lại",
    ),
    "review_open": ("Chốt kỳ xét tháng {month}", "{branch}. Đã bắt đầu, chưa gửi.", "Làm tiếp"),
    "review_to_hold": ("Họp xét tháng {month}", "{branch}. Danh sách đã chuẩn bị sẵn.", "Mở kỳ xét"),
    "review_locks_soon": (
        "Kỳ xét tháng {month} sắp khóa",
        "{branch}. Chưa gửi; sau ngày {day} chi bộ không nhập được nữa.",
        "Mở kỳ xét",
    ),
    "review_locked": (
        "Kỳ xét tháng {month} đã khóa",
        "{branch}. Chưa gửi; muốn nhập bù thì đề nghị Văn phòng mở, ghi rõ lý do.",
        "Đề nghị mở",
    ),
    "months_asked_for": (
        "{count} chi bộ đề nghị mở tháng đã khóa",
        "Cũ nhất: tháng {month}. Mở có thời hạn và lý do, hoặc trả lời không mở.",
        "Xem đề nghị",
    ),
    "review_sent": ("Kỳ xét tháng {month} đã xong", "{branch}. {state}.", "Xem"),
    "committee_decided": (
        "Đảng ủy đã xem xét {count} đề nghị",
        "{branch}, phiên ngày {day}. Kết quả và lý do ở kỳ xét tháng này.",
        "Xem kết quả",
    ),
    "plan_being_signed": ("Kế hoạch năm {year} đang được ký", "Đã cấp số, chờ đủ chữ ký số.", "Xem"),
    "round_to_sign": ("Chờ đồng chí ký", "{title}.", "Xem và ký"),
    "round_to_seal": (
        "Chờ đồng chí ký số của cơ quan",
        "{title}. Người ký đã ký.",
        "Xem và ký",
    ),
    "session_notice_to_sign": (
        "Thông báo kết luận chờ ký",
        "Phiên ngày {day} đã kết luận.",
        "Xem và ký",
    ),
    "class_returned": ("Thông báo mở lớp được trả lại", "{name}. Lãnh đạo ghi: {reason}", "Sửa và trình lại"),
    "class_to_sign": ("Thông báo mở lớp chờ ký", "{name}.", "Xem và ký"),
    "class_to_settle": (
        "Chốt danh sách cử đi học",
        "{name}. Hạn chi bộ gửi danh sách đã qua ngày {day}.",
        "Mở danh sách",
    ),
    "class_results": (
        "Nhập kết quả lớp bồi dưỡng",
        "{name}, kết thúc ngày {day}.",
        "Nhập kết quả",
    ),
    "class_announced": (
        "Đã có thông báo mở lớp bồi dưỡng",
        "{name}. Người chi bộ đã đề nghị có tên sẵn trong danh sách; đề nghị thêm trong kỳ xét.",
        "Xem danh sách",
    ),
    "people_due": ("{count} người có việc đến hạn", "{branch}. Gần nhất: {name}, {due}.", "Mở bảng theo dõi"),
    "tasks_overdue": (
        "{count} việc chi bộ giao đã quá hạn",
        "{branch}. Lâu nhất: {task}.",
        "Xem các việc",
    ),
    "obligations_open": (
        "{count} việc phải làm theo quy định",
        "Sau biểu quyết, quyết định hoặc chuyển nơi: {names}.",
        "Xem các việc",
    ),
    "people_without_helper": (
        "{count} người chưa có người giúp đỡ",
        "{branch}. Kỳ xét tới cần phân công đảng viên chính thức: {names}.",
        "Mở bảng theo dõi",
    ),
    "sources_waiting": (
        "{count} quần chúng chờ chi bộ xét",
        "{branch}. Mới được giới thiệu: {names}.",
        "Mở kỳ xét",
    ),
    "ready_to_start": (
        "{count} người đã có giấy chứng nhận học lớp",
        "{branch}. Có thể đề nghị làm thủ tục: {names}.",
        "Mở kỳ xét",
    ),
    "ward_to_set_up": (
        "Ghi thông tin Đảng bộ và nhiệm kỳ",
        "Cần trước khi soạn kế hoạch và cấp số văn bản.",
        "Ghi thông tin",
    ),
    "branches_missing": (
        "{count} chi bộ quá hạn gửi kỳ xét",
        "Tháng {month}, hạn {due}. Đã báo cáo {sent}/{expected} chi bộ.",
        "Xem và nhắc",
    ),
    "branches_to_come": ("Kỳ xét tháng {month}", "Đã báo cáo {sent}/{expected} chi bộ.", "Xem các chi bộ"),
    "reviews_to_receive": (
        "{count} kỳ xét chờ nhận",
        "Các chi bộ đã gửi, Văn phòng chưa nhận.",
        "Mở tháng {month}",
    ),
    "incoming_overdue": (
        "{count} văn bản đến quá hạn xử lý",
        "Ghi kết quả xử lý, hoặc nhắc người được giao.",
        "Mở sổ văn bản đến",
    ),
    "plan_none": (
        "Chưa có kế hoạch năm {year}",
        "Soạn từ mẫu có sẵn, phân bổ chỉ tiêu từng chi bộ, đoàn thể.",
        "Soạn kế hoạch",
    ),
    "plan_draft": ("Kế hoạch năm {year} đang soạn", "Dự thảo chưa trình ký.", "Mở kế hoạch"),
    "plan_returned": (
        "Kế hoạch năm {year} được trả lại",
        "Lãnh đạo đã ghi lý do; sửa rồi trình lại.",
        "Mở kế hoạch",
    ),
    "plan_in_review": ("Kế hoạch năm {year} đã trình ký", "Đang chờ lãnh đạo phê duyệt.", "Mở kế hoạch"),
    "plan_approved": (
        "Kế hoạch năm {year} đã phê duyệt",
        "Đang chờ cấp số, ký số, phát hành.",
        "Mở kế hoạch",
    ),
    "plan_to_approve": ("Kế hoạch năm {year} chờ phê duyệt", "Văn phòng đã trình ký.", "Xem và phê duyệt"),
    "plan_to_sign": (
        "Kế hoạch năm {year} chờ ký số",
        "Đã phê duyệt. Cấp số, ký số, phát hành trong một lần.",
        "Ký số",
    ),
    "plan_issued": (
        "Kế hoạch năm {year} đã phát hành",
        "Chỉ tiêu trong kế hoạch đang được theo dõi.",
        "Mở kế hoạch",
    ),
    "key_missing": (
        "Chưa có khóa ký số",
        "Cần đưa khóa ký số vào trước khi phát hành văn bản.",
        "Đưa khóa vào",
    ),
    "certificates_to_enter": (
        "{count} người chờ kết quả lớp bồi dưỡng",
        "Nhập giấy chứng nhận khi lớp kết thúc.",
        "Mở bảng toàn phường",
    ),
    "starts_to_answer": (
        "{count} đề nghị làm thủ tục chờ Đảng ủy",
        "Chi bộ đã đề nghị; Đảng ủy quyết định ở phiên hằng tháng.",
        "Mở phiên Đảng ủy",
    ),
    "month_of_ward": ("Kỳ xét tháng {month}", "Đã báo cáo {sent}/{expected} chi bộ.", "Xem các chi bộ"),
    "ward_board": ("Bảng theo dõi toàn phường", "{count} người đang được theo dõi.", "Mở bảng"),
    "passwords_expired": (
        "{count} tài khoản có mật khẩu cấp lần đầu đã hết hạn",
        "Các đồng chí này không đăng nhập được; cấp lại mật khẩu.",
        "Mở danh sách tài khoản",
    ),
    "passwords_initial": (
        "{count} tài khoản chưa đổi mật khẩu lần đầu",
        "Mật khẩu cấp có hiệu lực 72 giờ.",
        "Mở danh sách tài khoản",
    ),
    "audit_to_check": (
        "Kiểm tra nhật ký",
        "Nhật ký có {count} dòng; kiểm tra xong trong vài giây.",
        "Mở nhật ký",
    ),
    "introduce": (
        "Giới thiệu quần chúng ưu tú",
        "Năm {year}, {organisation} đã giới thiệu {count} người.",
        "Giới thiệu",
    ),
    "introductions": (
        "Kết quả giới thiệu",
        "{received} đã tiếp nhận, {followed} đang theo dõi, {admitted} được kết nạp, {not_continued} không tiếp tục.",
        "Xem danh sách",
    ),
    "documents": ("Văn bản đã phát hành", "{count} văn bản của Đảng ủy phường.", "Xem văn bản"),
    "targets": ("Chỉ tiêu và kết quả", "Số liệu tổng hợp theo kế hoạch đang có hiệu lực.", "Xem chỉ tiêu"),
}

#: How urgent: code -> words beside the task.
WHEN: dict[str, str] = {
    "late": "quá hạn {days} ngày",
    "today": "hạn hôm nay",
    "due": "còn {days} ngày",
    "on": "hạn {due}",
}

#: One line of what is late: code -> words after the name.
LATE: dict[str, str] = {
    "review": "chưa gửi kỳ xét tháng {month}, quá hạn {days} ngày",
    "person": "{due}",
    "obligation": "{obligation}, quá hạn {days} ngày",
}

#: What changed: code -> sentence.
CHANGES: dict[str, str] = {
    "official": "{count} đồng chí được công nhận đảng viên chính thức.",
    "admitted": "Kết nạp {count} đảng viên.",
    "decided": "{count} người có quyết định kết nạp.",
    "resolved": "Xét kết nạp, gửi hồ sơ: {count} người.",
    "dossier": "{count} người được đề nghị hoặc được phép làm thủ tục.",
    "trained": "{count} người có giấy chứng nhận học lớp bồi dưỡng.",
    "proposed": "Đề nghị {count} người học lớp bồi dưỡng.",
    "listed": "Đưa {count} người vào danh sách cảm tình Đảng.",
    "introduced": "Thêm {count} quần chúng được giới thiệu.",
    "left": "{count} người ra khỏi danh sách.",
}

SINCE: dict[str, str] = {
    "review": "Từ kỳ xét gửi ngày {day}",
    "month": "Trong 30 ngày qua",
}
