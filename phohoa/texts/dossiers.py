"""Words of the dossier: sentences by code, labels of fields, what is said after something was done."""

#: code -> (title, sentence)
MESSAGES: dict[str, tuple[str, str]] = {
    "dossier_closed": (
        "Hồ sơ không còn ở đây",
        "Lượt theo dõi này đã kết thúc hoặc hồ sơ đã chuyển đi nơi khác nên không ghi thêm được.",
    ),
    "paper_of_a_step": (
        "Giấy tờ của một bước đã ghi",
        "Giấy tờ này lấy từ bước đã ghi trong quá trình, không nhập ở đây. Muốn sửa, đồng chí sửa bước đó.",
    ),
    "paper_undated": ("Còn thiếu ngày", "Đã có giấy thì ghi ngày đề trên giấy."),
    "paper_received_early": (
        "Ngày chưa khớp",
        "Ngày nhận ({received}) sớm hơn ngày đề trên giấy ({dated}).",
    ),
    "paper_always_needed": ("Giấy tờ bắt buộc", "Giấy tờ này hồ sơ nào cũng phải có."),
    "introducer_needed": ("Người giới thiệu", "Đồng chí chọn đảng viên đã viết giấy giới thiệu này."),
    "introducer_unknown": (
        "Người giới thiệu",
        "Người này không sinh hoạt tại chi bộ. Đồng chí chọn đảng viên của chi bộ.",
    ),
    "introducer_twice": (
        "Người giới thiệu",
        "Hai giấy giới thiệu đang ghi cùng một người. Mỗi đảng viên chỉ viết một giấy.",
    ),
    "text_too_long": ("Nội dung dài", "Nội dung ô này quá dài. Đồng chí rút gọn lại."),
    "file_moved_before": (
        "Ngày chưa khớp",
        "Ngày này sớm hơn ngày hồ sơ về nơi đang ghi. Đồng chí xem lại.",
    ),
    "cadre_is_member": ("Cán bộ Đoàn", "Cán bộ Đoàn thì phải là đoàn viên. Đồng chí đánh dấu cả hai."),
    "union_before_birth": ("Ngày chưa khớp", "Ngày vào Đoàn sớm hơn ngày sinh. Đồng chí xem lại."),
    "verification_order": (
        "Ngày chưa khớp",
        "Ngày này ({later}) sớm hơn ngày của việc trước đó ({earlier}).",
    ),
}

#: Labels of fields.
FIELDS: dict[str, str] = {
    "state": "Tình trạng",
    "dated": "Ngày đề trên giấy",
    "received_on": "Ngày nhận",
    "number": "Số",
    "issuer": "Nơi ban hành, nơi cấp",
    "member_id": "Đảng viên giới thiệu",
    "together_since": "Cùng công tác, cư trú từ ngày",
    "name_on_paper": "Họ tên ghi trên giấy",
    "birth_on_paper": "Ngày sinh ghi trên giấy",
    "note": "Ghi chú",
    "holder": "Người hoặc nơi giữ hồ sơ giấy",
    "shelf": "Số tủ, ngăn",
    "since": "Từ ngày",
    "is_youth_union_member": "Là đoàn viên Đoàn TNCS Hồ Chí Minh",
    "is_youth_union_cadre": "Là cán bộ Đoàn",
    "youth_union_on": "Ngày vào Đoàn",
    "is_trade_union_member": "Là đoàn viên công đoàn",
    "subject": "Thẩm tra về ai",
    "asked_place": "Nơi gửi công văn đến",
    "is_abroad": "Nơi gửi ở nước ngoài",
    "letter_number": "Số công văn",
    "asked_on": "Ngày gửi",
    "received_there": "Ngày nơi đó nhận được",
    "answered_on": "Ngày có trả lời",
    "conclusion": "Kết luận",
    "concluded_on": "Ngày kết luận",
    "concluded_by": "Người, cấp kết luận",
    "exempt_reason": "Lý do được miễn",
    "branch": "Chi bộ",
    "place": "Nơi giữ",
}

SAID: dict[str, str] = {
    "papers_saved": "Đã lưu {count} giấy tờ.",
    "nothing_changed": "Không có gì thay đổi.",
    "file_saved": "Đã ghi nơi để hồ sơ giấy.",
    "belonging_saved": "Đã lưu.",
    "verification_saved": "Đã lưu việc thẩm tra.",
}

#: What happened to a scan, in the timeline.
SCANNED: dict[str, str] = {"added": "đính kèm bản chụp", "removed": "gỡ bản chụp"}

#: Who else a paper of introduction may be by.
ELSEWHERE = "đảng viên của chi bộ khác"
NOBODY = "– chưa chọn –"
#: Title of a paper with the number of its form, and of one of two.
WITH_FORM = "{paper} (mẫu {number}-KNĐ)"
ONE_OF = "{paper} thứ {ordinal}"
