"""Words of people, boards and moves: sentences by code, labels of fields, and how a timeline speaks."""

#: code -> (title, sentence)
MESSAGES: dict[str, tuple[str, str]] = {
    "name_long": ("Họ tên dài", "Họ tên dài nhất 100 ký tự. Đồng chí rút gọn lại."),
    "text_long": ("Nội dung dài", "Ô này dài nhất 100 ký tự. Đồng chí rút gọn lại."),
    "organisation_unknown": ("Đơn vị giới thiệu", "Không có đơn vị này trong phường. Đồng chí chọn lại."),
    "branch_unknown": ("Chi bộ", "Không chọn được chi bộ này. Đồng chí chọn chi bộ khác đang hoạt động."),
    "helper_unknown": (
        "Người giúp đỡ",
        "Người này không sinh hoạt tại chi bộ vào ngày đó. Đồng chí chọn đảng viên khác của chi bộ.",
    ),
    "possible_duplicate": (
        "Có thể trùng người",
        "Trong phường đã có người cùng họ tên và năm sinh. Nếu đúng là người khác, đồng chí đánh dấu xác nhận rồi lưu lại.",
    ),
    "person_elsewhere": (
        "Chi bộ khác đang theo dõi",
        "Người này hiện do chi bộ khác theo dõi nên không sửa được ở đây.",
    ),
    "open_run_exists": (
        "Đang được theo dõi",
        "Người này đang có một lượt theo dõi chưa kết thúc trong phường. Đồng chí hỏi Văn phòng Đảng ủy.",
    ),
    "cannot_follow_again": (
        "Không mở lại được",
        "Lượt theo dõi này đã kết thúc hẳn, không mở lượt mới được.",
    ),
    "undo_not_last": (
        "Không hoàn tác được",
        "Sau bước này đã có bước khác. Chỉ hoàn tác được bước cuối cùng.",
    ),
    "undo_by_review": (
        "Không hoàn tác được",
        "Bước này do chi bộ quyết định trong kỳ xét hằng tháng. Muốn sửa, đồng chí đề nghị Văn phòng Đảng ủy trả lại kỳ xét đó.",
    ),
    "undo_by_session": (
        "Không hoàn tác được",
        "Bước này theo quyết định của Đảng ủy tại phiên họp nên không hoàn tác được. Cần đổi thì ghi bước mới theo quyết định mới của Đảng ủy.",
    ),
    "undo_not_yours": (
        "Không hoàn tác được",
        "Bước này do người khác nhập. Đồng chí đề nghị Văn phòng Đảng ủy hoàn tác.",
    ),
    "undo_too_late": (
        "Không hoàn tác được",
        "Đã quá 30 phút kể từ khi nhập. Muốn sửa, đồng chí trao đổi với Văn phòng Đảng ủy.",
    ),
    "not_on_probation": (
        "Không phải đảng viên dự bị",
        "Chỉ ghi giấy chứng nhận lớp bồi dưỡng đảng viên mới cho đảng viên dự bị.",
    ),
    "certificate_before_ceremony": (
        "Ngày cấp chưa đúng",
        "Ngày cấp giấy chứng nhận lớp bồi dưỡng đảng viên mới ({issued}) sớm hơn ngày tổ chức lễ kết nạp ({ceremony}). Đồng chí xem lại.",
    ),
    "obligation_done": ("Đã ghi", "Việc này đã được ghi là xong."),
    "done_before_arose": (
        "Ngày chưa đúng",
        "Ngày làm xong ({done}) sớm hơn ngày phát sinh việc ({arose}). Đồng chí xem lại.",
    ),
    "undo_gone_on": (
        "Không hoàn tác được",
        "Chi bộ nơi đến đã ghi bước tiếp theo cho người này nên không hoàn tác được. Đồng chí trao đổi với Văn phòng Đảng ủy.",
    ),
}

#: Labels of the fields of a person's record.
FIELDS: dict[str, str] = {
    "full_name": "Họ và tên",
    "birth": "Ngày sinh hoặc năm sinh",
    "sex": "Giới tính",
    "residence_group": "Tổ dân phố, nơi cư trú",
    "occupation": "Nghề nghiệp, nơi làm việc",
    "education": "Trình độ học vấn",
    "phone": "Điện thoại",
    "main_group": "Thành phần nguồn chính",
    "other_groups": "Thuộc thêm thành phần",
    "source_groups": "Thành phần nguồn",
    "introduced_by_id": "Đơn vị giới thiệu",
    "introduced_on": "Ngày giới thiệu",
    "consent_on": "Ngày đồng ý cho dùng thông tin cá nhân",
    "is_future_leader": "Nguồn Bí thư chi bộ, Tổ trưởng tổ dân phố",
    "is_former_member": "Trước đây đã là đảng viên",
    "left_party_on": "Ngày ra khỏi Đảng",
    "left_party_reason": "Lý do ra khỏi Đảng",
    "sentence_cleared_on": "Ngày được xóa án tích",
    "readmissions": "Số lần đã được kết nạp lại",
    "citizen_id": "Số định danh cá nhân (CCCD)",
    "clear_citizen_id": "Xóa số đang lưu",
    "notes": "Ghi chú của chi ủy",
    "other_person": "Tôi đã kiểm tra: đây là người khác, không phải người đã có trong danh sách",
    "branch_id": "Giới thiệu về chi bộ",
    "text": "Tìm họ tên",
    "group": "Thành phần",
    "stage": "Giai đoạn",
    "helper": "Người giúp đỡ",
    "due": "Thời hạn",
    "branch": "Chi bộ",
}

#: Choices that are no enum of the domain.
CHOICES: dict[str, str] = {
    "none": "– chưa chọn –",
    "unknown": "Chưa rõ",
    "self": "Chi bộ phát hiện",
    "all": "Tất cả",
    "no_helper": "Chưa có người giúp đỡ",
    "soon": "Sắp đến hạn",
    "late": "Quá hạn",
    "probationary": "{name} (dự bị)",
}

#: Beside the counts of a vote.
COUNTED: dict[str, str] = {
    "called": "Tính theo danh sách ngày {day}: {reckoning}. Nếu họp ngày khác, phần mềm tính lại theo ngày họp.",
}

#: Short words after something was done.
SAID: dict[str, str] = {
    "introduced": "Đã ghi vào danh sách được giới thiệu của chi bộ.",
    "introduced_to": "Đã gửi giới thiệu về chi bộ.",
    "saved": "Đã lưu hồ sơ.",
    "nothing_changed": "Không có gì thay đổi.",
    "moved": "{name}: {move}.",
    "moved_on": "{name}: {move}. Nay ở giai đoạn “{stage}”.",
    "vote_failed": "{name}: đã ghi kết quả biểu quyết, chưa đủ tỷ lệ nên giữ nguyên giai đoạn.",
    "undone": "Đã hoàn tác. {name} trở lại giai đoạn “{stage}”.",
    "again": "Đã mở lượt theo dõi mới, nối với lượt trước.",
}

#: Warnings about a citizen number after it was saved; they never refuse.
NUMBER_WARNINGS: dict[str, str] = {
    "length": "Số định danh thường có 12 chữ số. Đồng chí kiểm tra lại.",
    "leading_zero_lost": "Số định danh có 11 chữ số, có thể đã mất số 0 ở đầu.",
    "old_nine_digits": "Số có 9 chữ số là chứng minh nhân dân cũ, không còn giá trị.",
    "province": "Ba số đầu không phải mã tỉnh, thành phố.",
    "year": "Số định danh không khớp với năm sinh.",
    "sex": "Số định danh không khớp với giới tính.",
}

#: What a mass organisation reads of somebody it introduced.
STANDINGS: dict[str, str] = {
    "received": "Đã tiếp nhận",
    "followed": "Đang theo dõi, giúp đỡ",
    "admitted": "Đã kết nạp",
    "not_continued": "Không tiếp tục",
}

#: Titles of the lines of a timeline that are no moves.
HAPPENINGS: dict[str, str] = {
    "introduce": "Được giới thiệu",
    "again": "Theo dõi lại",
    "arrived": "Chuyển đến từ chi bộ khác trong phường",
    "edit": "Sửa hồ sơ",
    "class_paper": "Ghi giấy chứng nhận lớp bồi dưỡng đảng viên mới",
    "opinion": "Xin ý kiến cấp trên",
    "flag": "Trường hợp ngoại lệ",
    "note": "Ghi chú",
    "papers": "Ghi giấy tờ hồ sơ",
    "file": "Nơi để hồ sơ giấy",
    "verification": "Thẩm tra lý lịch",
    "scan": "Bản chụp giấy tờ",
    "review": "Kỳ xét tháng {month:02d}/{year}",
}

#: Parts of a line of a timeline.
PARTS: dict[str, str] = {
    "to_stage": "Chuyển sang: {stage}",
    "failed_vote": "Không đủ tỷ lệ, giữ nguyên giai đoạn",
    "basis": "Căn cứ: {basis}",
    "basis_dated": "{kind} {number} ngày {day}",
    "reason": "Lý do: {reason}",
    "answer": "{warning} – trả lời: {answer}",
    "fields": "Đã sửa: {fields}",
    "obligation": "Việc phải làm: {obligation}",
    "rating": "Chất lượng nguồn: {rating}",
    "remark": "Nhận xét: {remark}",
    "by": "{name} nhập lúc {when}",
    "cancelled": "{name} hoàn tác lúc {when}",
    "typed": "{label}: {value}",
    "reckoning": "Số được triệu tập tính theo danh sách: {reckoning}",
}

#: Head of the list and of the Excel file of a board.
COLUMNS: dict[str, str] = {
    "stt": "STT",
    "name": "Họ và tên",
    "birth": "Ngày, năm sinh",
    "group": "Thành phần nguồn",
    "branch": "Chi bộ",
    "stage": "Giai đoạn",
    "since": "Từ ngày",
    "days": "Số ngày",
    "helper": "Người giúp đỡ",
    "due": "Thời hạn gần nhất",
    "missing": "Còn thiếu",
}

SHEET_TITLE = "Bảng theo dõi quần chúng ưu tú"
SHEET_NAME = "Bảng theo dõi"

#: Warnings that were answered in writing, as the timeline names them.
ANSWERED: dict[str, str] = {
    "readmission": "Kết nạp lại",
    "over_age": "Quá tuổi",
    "over_age_ask": "Quá tuổi, cần xin ý kiến",
    "last_month_of_age": "Tháng cuối còn trong tuổi",
    "age_unsure": "Chưa rõ ngày sinh",
    "education_low": "Trình độ học vấn",
    "education_unknown": "Chưa ghi trình độ",
    "helper_missing": "Chưa có người giúp đỡ",
    "helper_left": "Người giúp đỡ đã rời chi bộ",
    "helper_not_official": "Người giúp đỡ chưa chính thức",
    "helper_together_short": "Chưa cùng công tác, cư trú đủ thời gian",
    "certificate_valid": "Giấy chứng nhận cũ còn giá trị",
    "certificate_old": "Giấy chứng nhận quá hạn",
    "certificate_expired": "Giấy chứng nhận hết hạn",
    "dossier_stale": "Hồ sơ quá hạn",
    "class_not_proposed": "Chi bộ chưa đề nghị học lớp",
    "class_list_missing": "Chưa ghi công văn đề nghị",
    "papers_not_tracked": "Giấy tờ trong hồ sơ",
    "introducer_together_short": "Thời gian người giới thiệu cùng công tác, cư trú",
    "branch_too_small": "Chi bộ ít đảng viên chính thức",
    "special_opinion_open": "Chưa có văn bản trả lời",
    "decision_late": "Quyết định quá hạn",
    "ceremony_late": "Lễ kết nạp quá hạn",
    "official_review_late": "Chi bộ xét muộn",
    "official_decision_late": "Quyết định công nhận quá hạn",
    "": "Cảnh báo",
}
