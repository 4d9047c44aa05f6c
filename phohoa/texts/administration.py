"""Sentences for accounts, units and the logs: code -> (title, sentence)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "term_ends_first": ("Nhiệm kỳ", "Ngày kết thúc phải sau ngày bắt đầu."),
    "term_overlaps": (
        "Nhiệm kỳ",
        "Trùng thời gian với nhiệm kỳ {ordinal} (từ {first} đến {last}). Đồng chí kiểm tra lại ngày.",
    ),
    "unit_name_taken": ("Tên đơn vị", "Đã có đơn vị đang hoạt động mang tên này."),
    "unit_name_earlier": ("Ngày đổi tên", "Ngày đổi tên không được trước ngày bắt đầu của tên đang dùng."),
    "unit_closed": ("Đơn vị đã kết thúc", "Đơn vị này đã kết thúc hoạt động nên không sửa được nữa."),
    "unit_open": ("Đơn vị đang hoạt động", "Đơn vị này đang hoạt động."),
    "closed_before_opened": ("Ngày kết thúc", "Ngày kết thúc không được trước ngày thành lập."),
    "branch_still_follows": (
        "Chi bộ còn theo dõi quần chúng",
        "Chi bộ còn theo dõi {count} người. Đồng chí chuyển những người đó sang chi bộ khác, rồi mới kết thúc được.",
    ),
    "successor_unknown": ("Chi bộ tiếp nhận", "Đồng chí chọn một chi bộ khác đang hoạt động."),
    "full_name_short": ("Họ và tên", "Đồng chí ghi đủ họ và tên."),
    "member_birth_year": ("Năm sinh", "Năm sinh này không hợp lý với một đảng viên. Đồng chí xem lại."),
    "left_before_joined": ("Ngày rời chi bộ", "Ngày rời chi bộ không được trước ngày về chi bộ."),
    "day_of_month": ("Ngày trong tháng", "Ngày trong tháng từ 1 đến 28."),
    "office_phone_unreadable": ("Số điện thoại", "Số điện thoại chỉ gồm chữ số, dấu cách, dấu chấm."),
    "anchor_form": ("Mã đối chiếu", "Mã đối chiếu gồm số thứ tự, dấu hai chấm và chuỗi 64 chữ số, chữ cái."),
}

#: Labels of the fields of forms.
FIELDS: dict[str, str] = {
    "username": "Tên đăng nhập",
    "password": "Mật khẩu",
    "current": "Mật khẩu hiện tại",
    "new": "Mật khẩu mới",
    "again": "Nhập lại mật khẩu mới",
    "full_name": "Họ và tên",
    "position": "Chức vụ, công tác",
    "role": "Vai trò",
    "branch_ids": "Chi bộ được theo dõi",
    "organisation_id": "Mặt trận, đoàn thể",
    "unit_name": "Tên đầy đủ",
    "short_name": "Tên gọn",
    "kind": "Loại",
    "opened_on": "Hoạt động từ ngày",
    "closed_on": "Kết thúc từ ngày",
    "successor_id": "Chi bộ tiếp nhận",
    "valid_from": "Mang tên này từ ngày",
    "is_practice": "Chi bộ thực hành, không tính vào số liệu",
    "birth_year": "Năm sinh",
    "standing": "Tư cách đảng viên",
    "official": "Đảng viên chính thức",
    "probationary": "Đảng viên dự bị",
    "joined_on": "Về chi bộ từ ngày",
    "left_on": "Rời chi bộ từ ngày",
    "duty": "Nhiệm vụ trong chi bộ",
    "ward_name": "Tên Đảng bộ",
    "place": "Địa danh ghi trên văn bản",
    "issuer": "Cơ quan ban hành",
    "parent_issuer": "Cơ quan cấp trên trên văn bản",
    "upper_level": "Cấp ủy cấp trên trực tiếp",
    "office_phone": "Điện thoại Văn phòng",
    "review_due_day": "Hạn gửi kết quả họp tháng (ngày)",
    "meeting_day": "Ngày họp thường lệ của chi bộ",
    "first": "Từ ngày",
    "last": "Đến ngày",
    "user": "Người thực hiện",
    "entity": "Nội dung",
    "anchor": "Mã đối chiếu đã ghi lại trước đây",
    "nobody": "Chọn đơn vị",
    "no_successor": "Không có",
    "everybody": "Tất cả",
    "ordinal": "Nhiệm kỳ",
    "term_starts_on": "Từ ngày",
    "term_ends_on": "Đến ngày",
}

#: Short words after something was done.
SAID: dict[str, str] = {
    "signed_out": "Đồng chí đã đăng xuất.",
    "password_changed": "Đã đổi mật khẩu. Các máy khác đã được đăng xuất.",
    "session_closed": "Đã đăng xuất ở máy đó.",
    "account_saved": "Đã lưu tài khoản.",
    "account_closed": "Đã khóa tài khoản. Mọi máy đang dùng tài khoản này đã được đăng xuất.",
    "account_reopened": "Đã mở lại tài khoản.",
    "unit_opened": "Đã thêm đơn vị.",
    "unit_renamed": "Đã lưu tên đơn vị.",
    "unit_closed": "Đã ghi ngày kết thúc.",
    "unit_reopened": "Đơn vị hoạt động trở lại.",
    "member_saved": "Đã lưu thông tin đảng viên.",
    "member_left": "Đã ghi ngày rời chi bộ.",
    "member_left_helps": "Đã ghi ngày rời chi bộ. Đồng chí này đang giúp đỡ {count} người: chi bộ phân công người khác thay.",
    "member_back": "Đã đưa trở lại danh sách chi bộ.",
    "ward_saved": "Đã lưu thông tin Đảng bộ.",
    "term_opened": "Đã thêm nhiệm kỳ.",
}

#: What the audit calls the kinds of things, by table.
ENTITIES: dict[str, str] = {
    "user_account": "Tài khoản",
    "user_branch": "Phân công chi bộ cho tài khoản",
    "branch": "Chi bộ",
    "organisation": "Mặt trận, đoàn thể",
    "unit_name": "Tên đơn vị",
    "ward": "Thông tin Đảng bộ",
    "committee_term": "Nhiệm kỳ",
    "authority_period": "Chế độ thẩm quyền",
    "rule_value": "Tham số quy định",
    "holiday": "Ngày nghỉ",
    "party_member": "Đảng viên",
    "person": "Hồ sơ quần chúng",
    "person_source_group": "Thành phần nguồn",
    "tracking_run": "Lượt theo dõi",
    "helper_assignment": "Phân công giúp đỡ",
    "review": "Kỳ xét hằng tháng",
    "review_line": "Dòng trong kỳ xét",
    "review_event": "Diễn biến kỳ xét",
    "plan": "Kế hoạch",
    "plan_section": "Mục của kế hoạch",
    "plan_allocation": "Phân bổ chỉ tiêu",
    "plan_event": "Diễn biến kế hoạch",
    "document": "Văn bản",
    "register_entry": "Số văn bản",
    "signing_key": "Khóa ký số",
    "trusted_issuer": "Nơi cấp chứng thư được tin cậy",
}

#: What the audit calls what was done.
ACTIONS: dict[str, str] = {
    "session:open": "Đăng nhập",
    "account:self": "Tự quản lý tài khoản của mình",
    "home:view": "Xem việc tháng này",
    "help:view": "Xem hướng dẫn",
    "board:view": "Xem bảng theo dõi",
    "ward_board:view": "Xem bảng toàn Đảng bộ",
    "candidate:view": "Xem hồ sơ",
    "candidate:create": "Thêm người",
    "candidate:edit": "Sửa hồ sơ, danh sách",
    "candidate:move": "Chuyển bước",
    "candidate:reveal": "Xem số định danh",
    "candidate:export": "Tải danh sách",
    "introduction:create": "Giới thiệu quần chúng",
    "introduction:view": "Xem người đã giới thiệu",
    "review:view": "Xem kỳ xét",
    "review:edit": "Nhập kỳ xét",
    "review_month:view": "Xem kết quả tháng",
    "review:receive": "Nhận, trả lại kỳ xét",
    "plan:view": "Xem kế hoạch",
    "plan:edit": "Soạn kế hoạch",
    "plan:decide": "Phê duyệt, trả lại kế hoạch",
    "plan:issue": "Cấp số, ký số, phát hành",
    "key:manage": "Quản lý khóa ký số",
    "issuer:manage": "Quản lý nơi cấp chứng thư được tin cậy",
    "document:view": "Xem văn bản",
    "document:verify": "Kiểm tra chữ ký số",
    "register:view": "Xem sổ văn bản",
    "register:cancel": "Hủy số văn bản",
    "target:view": "Xem chỉ tiêu",
    "unit:manage": "Quản lý đơn vị",
    "user:manage": "Quản lý tài khoản",
    "audit:view": "Xem nhật ký",
    "access_log:view": "Xem nhật ký xem hồ sơ",
    "installation:setup": "Cài đặt ban đầu",
}

#: Fields whose changes the administrator reads, by column.
COLUMNS: dict[str, str] = {
    "id": "Mã số",
    "user_id": "Tài khoản số",
    "branch_id": "Chi bộ số",
    "organisation_id": "Đoàn thể số",
    "username": "Tên đăng nhập",
    "full_name": "Họ và tên",
    "position": "Chức vụ, thứ tự",
    "role": "Vai trò",
    "password_hash": "Mật khẩu",
    "password_set_at": "Ngày đặt mật khẩu",
    "must_change_password": "Phải đổi mật khẩu",
    "active": "Đang dùng",
    "created_at": "Ngày tạo",
    "name": "Tên",
    "short_name": "Tên gọn",
    "kind": "Loại",
    "is_practice": "Chi bộ thực hành",
    "opened_on": "Hoạt động từ ngày",
    "closed_on": "Kết thúc từ ngày",
    "successor_id": "Chi bộ tiếp nhận số",
    "valid_from": "Từ ngày",
    "valid_to": "Đến ngày",
    "place": "Địa danh",
    "issuer": "Cơ quan ban hành",
    "parent_issuer": "Cơ quan cấp trên",
    "upper_level": "Cấp ủy cấp trên",
    "office_phone": "Điện thoại Văn phòng",
    "review_due_day": "Hạn gửi kết quả",
    "meeting_day": "Ngày họp",
    "is_demo": "Dữ liệu minh họa",
}

#: Values as the audit keeps them, where a code or a mark would say nothing to the reader.
VALUES: dict[str, str] = {"True": "có", "False": "không", "system": "máy chủ"}

#: How a record was opened.
OPENED: dict[str, str] = {
    "view": "Mở hồ sơ",
    "reveal": "Xem số định danh cá nhân",
    "export": "Tải về",
    "": "Xem hồ sơ",
}

#: A browser and a system by the mark that tells them, the first that fits.
BROWSERS: tuple[tuple[str, str], ...] = (
    ("Zalo", "Zalo"),
    ("coc_coc", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: tuple[tuple[str, str], ...] = (
    ("Windows", "máy tính Windows"),
    ("Android", "điện thoại Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Macintosh", "máy tính Mac"),
    ("Linux", "máy tính Linux"),
)
UNKNOWN_DEVICE = "Máy không rõ loại"


def device(user_agent: str) -> str:
    """The browser and the machine as people call them: Chrome, máy tính Windows."""
    found = [next((name for mark, name in kinds if mark in user_agent), "") for kinds in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name) or UNKNOWN_DEVICE
