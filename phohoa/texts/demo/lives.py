"""What the demo ward writes when somebody moves on, rests, leaves: papers, reasons, answers to warnings."""

#: finding code -> the written answer of the demo ward
ANSWERS: dict[str, str] = {
    "decision_late": "Chờ kết quả thẩm tra bổ sung nơi quê quán.",
    "ceremony_late": "Chi bộ lùi ngày kết nạp do mưa lũ; đã báo cáo cấp trên.",
    "official_review_late": "Chi bộ họp muộn vì chờ giấy chứng nhận lớp đảng viên mới.",
    "official_decision_late": "Hồ sơ bổ sung ý kiến nhận xét nơi cư trú.",
    "readmission": "Đã ra khỏi Đảng trên 36 tháng, có cố gắng rõ rệt; chi bộ thống nhất theo dõi và xin ý kiến cấp trên.",
    "class_not_proposed": "Đã học lớp ở đơn vị cũ, có giấy chứng nhận còn giá trị.",
}

BRANCH_RESOLUTION = "{number:02d}-NQ/CB"
COMMITTEE_RESOLUTION = "{number:02d}-NQ/ĐU"
LETTER = "{number:02d}-CV/ĐU"
CERTIFICATE = "{number:04d}/GCN/{year}"
TOWN_DECISION = "{number:03d}-QĐ/ThU"
WARD_DECISION = "{number:03d}-QĐ/ĐU"
CERTIFICATE_ISSUER = "Trung tâm Chính trị (thử nghiệm)"
TOWN_BODY = "Ban Thường vụ Thị ủy"
WARD_BODY = "Ban Thường vụ Đảng ủy phường"
SHELF = "Tủ {cupboard}, ngăn {row}"
BRANCH_HOLDS = "Chi ủy chi bộ"
OFFICE_HOLDS = "Văn phòng Đảng ủy"
YOUTH_UNION, YOUTH_RESOLUTION = "Đoàn Thanh niên phường", "{number:02d}-NQ/ĐTN"
TRADE_UNION, TRADE_RESOLUTION = "Công đoàn cơ sở", "{number:02d}-NQ/CĐ"
#: A birth date as somebody wrote it on a paper by mistake.
SLIP_OF_PEN = "{year}"
VERIFICATION_LETTER = "{number:02d}-CV/TT"
VERIFIED_AT = ("Đảng ủy xã Suối Mơ (ví dụ)", "Đảng ủy phường Mây Trắng (ví dụ)", "Đảng ủy xã Đồi Cát (ví dụ)")
CONCLUDED_BY = "Chi ủy chi bộ"
NEW_MEMBER_CERTIFICATE = "{number:04d}/ĐVM/{year}"
CEREMONY_PLACE = "Hội trường phường"

#: code of a reason to leave -> what the branch writes (for moving away: the place)
LEAVING: dict[str, str] = {
    "not_selected": "Chi bộ chưa chọn; tiếp tục theo dõi qua đoàn thể.",
    "not_qualified": "Qua theo dõi, chi bộ thấy chưa đủ tiêu chuẩn.",
    "no_longer_striving": "Không còn phấn đấu, nhiều tháng không tham gia sinh hoạt.",
    "violation": "Vi phạm quy định về trật tự xây dựng, đã bị xử phạt.",
    "over_age": "Đã quá 60 tuổi khi chưa làm xong thủ tục.",
    "moved_away": "Phường Mây Trắng (nơi mới, ví dụ)",
    "withdrew": "Tự nguyện xin rút vì hoàn cảnh gia đình.",
    "deceased": "Từ trần vì bệnh.",
    "other": "Gia đình chuyển nơi làm ăn, không xác định thời gian trở về.",
}
#: code of a reason to rest -> what the branch writes
RESTING: dict[str, str] = {
    "military_service": "Lên đường thực hiện nghĩa vụ quân sự.",
    "study": "Đi học tập trung.",
    "illness": "Điều trị bệnh dài ngày.",
    "work_away": "Đi làm xa, hẹn trở về trong năm.",
}
RESUMED = "Đã trở về địa phương, tiếp tục sinh hoạt đoàn thể."
MOVED_TO_BRANCH = "Chuyển nơi cư trú trong phường."
NEW_HELPER = "Phân công người giúp đỡ ở chi bộ mới."
NOT_APPROVED = "Cần làm rõ thêm một nội dung trong lý lịch; chưa đồng ý kết nạp."
BACK_TO_LIST = "Đề nghị chi bộ tiếp tục bồi dưỡng, theo dõi thêm."
CLASS_NOT_SENT = "Không dự lớp được vì trùng lịch công tác."
START_REFUSED = "Đề nghị chi bộ theo dõi thêm sáu tháng."
STRUCK_OFF = "Nhiều tháng bỏ sinh hoạt không có lý do trong thời gian dự bị."
ANNULLED = "Kết nạp không đúng thủ tục; hủy quyết định để làm lại."
PARKED = (
    "Hồ sơ đã có nghị quyết của Đảng ủy trước khi đổi cơ quan quyết định; còn chờ bổ sung kết quả thẩm tra."
)

NOTES: tuple[str, ...] = (
    "Cha là đảng viên; gia đình chấp hành tốt chủ trương, chính sách.",
    "Đang nuôi con nhỏ, bố trí việc thử thách cho phù hợp.",
    "Nói rõ mong muốn vào Đảng khi trao đổi với chi ủy.",
    "Sức khỏe yếu, cần quan tâm khi giao việc.",
)

#: obligation -> (number of the letter, note): how the ward records that it was done
DONE: dict[str, tuple[str, str]] = {
    "report_upward": ("{number:02d}-BC/CB", "Đã báo cáo kết quả biểu quyết với Đảng ủy."),
    "notify_branch": ("{number:02d}-CV/ĐU", "Đã thông báo cho chi bộ bằng văn bản."),
    "consideration_paper": ("{number:02d}-CV/ĐU", "Đã xác nhận và chuyển cùng nhận xét."),
    "forward_dossier": ("{number:02d}-CV/ĐU", "Đã bàn giao hồ sơ, có ký nhận."),
    "new_member_papers": ("", "Đã lập lý lịch, phiếu đảng viên và nhập dữ liệu."),
    "transfer_remarks": ("{number:02d}-CV/ĐU", "Đã gửi nhận xét thời gian dự bị."),
    "no_ceremony_here": ("", "Đã thông báo cho chi bộ, không tổ chức lễ kết nạp."),
    "forward_decision": ("{number:02d}-CV/ĐU", "Đã chuyển quyết định kèm hồ sơ."),
    "annul_decision": ("{number:02d}-QĐ/ĐU", "Đã hủy quyết định cũ."),
    "upper_decides": ("{number:02d}-TTr/ĐU", "Đã trình cấp trên xem xét."),
}
#: kind of question -> reason noted with the answer
OPINION_REASON: dict[str, str] = {
    "over_age": "Có uy tín, sức khỏe tốt; địa bàn còn ít đảng viên.",
    "readmission": "Ra khỏi Đảng do hoàn cảnh gia đình; đã cố gắng, được nhân dân tín nhiệm.",
    "special_case": "",
}
SPECIAL_REASON = "Có người thân định cư ở nước ngoài; thuộc trường hợp phải xin ý kiến."
ANSWER_NUMBER = "{number:02d}-CV/TU"
UPPER_BODY = "Ban Thường vụ Tỉnh ủy"
EXEMPTED = "{number:02d}-NQ/CB"
AWAY = "Giấy giới thiệu số {number}"
