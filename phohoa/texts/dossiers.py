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
    "dossier_after_vote": (
        "Ngày chưa khớp",
        "Ngày này ({day}) sau ngày chi bộ xét kết nạp ({vote}). Đồng chí xem lại.",
    ),
    "cadre_is_member": ("Cán bộ Đoàn", "Cán bộ Đoàn thì phải là đoàn viên. Đồng chí đánh dấu cả hai."),
    "union_before_birth": ("Ngày chưa khớp", "Ngày vào Đoàn sớm hơn ngày sinh. Đồng chí xem lại."),
    "scan_lies": (
        "Tệp không đúng loại",
        "Tên tệp ghi là {claims} nhưng nội dung là {found}. Đồng chí kiểm tra lại tệp rồi đính kèm đúng loại.",
    ),
    "scan_kind": (
        "Loại tệp không nhận",
        "Tên tệp ghi là {claims}, nội dung là {found}. Chỉ nhận tệp PDF, ảnh JPEG hoặc PNG.",
    ),
    "scan_active": (
        "Tệp không an toàn",
        "Tên tệp ghi là {claims}; nội dung là {found} có lệnh tự chạy hoặc tệp khác kèm bên trong nên không nhận. Đồng chí quét lại từ bản giấy.",
    ),
    "scan_encrypted": (
        "Tệp có mật khẩu",
        "Tên tệp ghi là {claims}; nội dung là {found} được đặt mật khẩu hoặc mã hóa nên không nhận. Đồng chí quét lại từ bản giấy.",
    ),
    "scan_truncated": (
        "Tệp không đầy đủ",
        "Tên tệp ghi là {claims}; nội dung là {found} bị thiếu phần cuối. Đồng chí chép hoặc quét lại tệp.",
    ),
    "scan_bomb": (
        "Tệp không nhận được",
        "Tên tệp ghi là {claims}; nội dung là {found} mở ra quá lớn so với một bản chụp. Đồng chí quét lại với độ phân giải thường.",
    ),
    "scan_pages": (
        "Số trang không hợp lý",
        "Tên tệp ghi là {claims}; nội dung là {found} không có trang nào hoặc có quá 60 trang.",
    ),
    "scan_secret": (
        "Tài liệu mật",
        "Tên tệp ghi là {claims}; nội dung là {found} có dấu độ mật (MẬT, TỐI MẬT, TUYỆT MẬT). Tài liệu mật không được đưa vào phần mềm này.",
    ),
    "scan_unreadable": (
        "Không đọc được tệp",
        "Tên tệp ghi là {claims}; nội dung là {found}, đọc bị lỗi nên không nhận. Đồng chí quét lại từ bản giấy.",
    ),
    "scan_empty": ("Chưa có tệp", "Đồng chí chọn tệp bản chụp cần đính kèm."),
    "scan_large": ("Tệp quá lớn", "Tệp lớn hơn 5 MB. Đồng chí quét lại với độ phân giải thấp hơn."),
    "scan_too_many": (
        "Đủ số bản chụp",
        "Giấy tờ này đã có {most} bản chụp. Đồng chí gỡ bản không dùng nữa trước.",
    ),
    "scan_not_here": (
        "Không đính kèm được",
        "Giấy tờ này không đính kèm bản chụp: nội dung thẩm tra chỉ nằm trong hồ sơ giấy.",
    ),
    "scan_gone": ("Bản chụp đã gỡ", "Bản chụp này đã được gỡ khỏi hồ sơ."),
    "exempt_by_office": (
        "Văn phòng quyết định",
        "Việc miễn thẩm tra do Văn phòng Đảng ủy xem xét, ghi vào. Đồng chí trao đổi với Văn phòng.",
    ),
    "verification_order": (
        "Ngày chưa khớp",
        "Ngày này ({later}) sớm hơn ngày của việc trước đó ({earlier}).",
    ),
}

#: Labels of fields.
FIELDS: dict[str, str] = {
    "state": "Tình trạng",
    "dated": "Đề ngày",
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
    "started_on": "Hạn hồ sơ tính từ ngày",
    "start_reason": "Lý do",
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
    "file": "Tệp bản chụp",
    "reason": "Lý do gỡ",
    "branch": "Chi bộ",
    "place": "Nơi giữ",
}

SAID: dict[str, str] = {
    "papers_saved": "Đã lưu {count} giấy tờ.",
    "nothing_changed": "Không có gì thay đổi.",
    "file_saved": "Đã ghi nơi để hồ sơ giấy.",
    "belonging_saved": "Đã lưu.",
    "start_saved": "Đã ghi ngày bắt đầu tính hạn hồ sơ.",
    "verification_saved": "Đã lưu việc thẩm tra.",
    "scan_added": "Đã đính kèm bản chụp.",
    "scan_removed": "Đã gỡ bản chụp.",
}

#: What a file is or claims to be.
FILE_KINDS: dict[str, str] = {
    "pdf": "PDF",
    "jpeg": "ảnh JPEG",
    "png": "ảnh PNG",
    "gif": "ảnh GIF",
    "webp": "ảnh WebP",
    "bmp": "ảnh BMP",
    "tiff": "ảnh TIFF",
    "heic": "ảnh HEIC",
    "video": "phim",
    "zip": "tệp nén",
    "office": "văn bản Word, Excel",
    "program": "chương trình",
    "html": "trang web",
    "text": "văn bản thuần",
    "unknown": "loại không rõ",
}

#: What happened to a scan, in the timeline.
SCANNED: dict[str, str] = {"added": "đính kèm bản chụp", "removed": "gỡ bản chụp"}

#: Who else a paper of introduction may be by.
ELSEWHERE = "đảng viên của chi bộ khác"
NOBODY = "– chưa chọn –"
#: Title of a paper with the number of its form, and of one of two.
WITH_FORM = "{paper} (mẫu {number}-KNĐ)"
ONE_OF = "{paper} thứ {ordinal}"
