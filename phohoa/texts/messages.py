"""A title and a sentence for every code that the product answers with: what, why, what to do."""

from . import (
    administration,
    candidates,
    classes,
    dossiers,
    linting,
    meetings,
    papers,
    planning,
    plans,
    registers,
    reminders,
    reporting,
    review_papers,
    reviews,
    rules,
    signing,
    stages,
    ward_sessions,
)

#: code -> (title, sentence)
GENERAL: dict[str, tuple[str, str]] = {
    "not_found": (
        "Không tìm thấy",
        "Không có trang hoặc hồ sơ này, hoặc đồng chí không được phân công theo dõi. Đồng chí kiểm tra lại hoặc hỏi Văn phòng Đảng ủy.",
    ),
    "forbidden": (
        "Không thuộc phần việc",
        "Việc này không thuộc phần việc được giao cho tài khoản của đồng chí. Nếu cần làm, đồng chí trao đổi với Văn phòng Đảng ủy.",
    ),
    "invalid": (
        "Chưa lưu",
        "Có ô chưa đúng. Nội dung đã nhập còn nguyên, đồng chí sửa chỗ được đánh dấu rồi lưu lại.",
    ),
    "refused": ("Chưa đủ điều kiện", "Chưa đủ điều kiện để làm bước này."),
    "stale": (
        "Đã có người sửa trước",
        "Trong lúc đồng chí làm, đã có người sửa mục này. Chưa lưu gì. Đồng chí xem nội dung mới rồi lưu lại.",
    ),
    "draft_too_large": (
        "Nội dung quá dài",
        "Nội dung đang gõ dài quá nên phần mềm không giữ hộ được. Đồng chí bấm lưu sớm.",
    ),
    "form_reused": (
        "Biểu mẫu đã được gửi",
        "Biểu mẫu này đã được gửi với nội dung khác. Đồng chí mở lại trang để làm tiếp.",
    ),
    "other_user": (
        "Trang mở bằng tài khoản khác",
        "Trang này được mở khi một đồng chí khác đăng nhập trên máy, nên chưa lưu. Đồng chí mở lại trang rồi nhập.",
    ),
    "session_ended": (
        "Hết phiên làm việc",
        "Đã hết phiên làm việc. Nội dung đã nhập còn nguyên. Đồng chí đăng nhập lại ở trang mới, rồi quay về đây bấm lưu.",
    ),
    "form_expired": (
        "Trang để quá lâu",
        "Trang này đã cũ nên chưa lưu. Nội dung đã nhập còn nguyên. Đồng chí tải lại trang rồi lưu lại.",
    ),
    "busy": (
        "CHƯA LƯU",
        "Phần mềm đang bận nên chưa lưu. Đồng chí chờ một lát rồi bấm lại, không bị ghi hai lần.",
    ),
    "disk_full": (
        "CHƯA LƯU",
        "Ổ đĩa của máy chủ đã đầy nên chưa lưu. Đồng chí báo ngay cho Văn phòng Đảng ủy.",
    ),
    "date_unreadable": (
        "Ngày chưa đúng",
        "Chưa đọc được ngày. Đồng chí ghi ngày/tháng/năm, ví dụ 05/03/2026.",
    ),
    "date_impossible": ("Ngày chưa đúng", "Không có ngày này trên lịch. Đồng chí xem lại ngày và tháng."),
    "date_in_future": ("Ngày chưa đúng", "Ngày này chưa đến. Đồng chí xem lại."),
    "year_two_digits": ("Năm chưa rõ", "Đồng chí ghi đủ bốn chữ số của năm."),
    "year_out_of_range": ("Năm chưa đúng", "Năm này không hợp lý. Đồng chí xem lại."),
    "birth_in_future": ("Ngày sinh chưa đúng", "Ngày sinh này chưa đến. Đồng chí xem lại."),
    "phone_unreadable": (
        "Số điện thoại chưa đúng",
        "Số điện thoại di động gồm 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09.",
    ),
    "required": ("Còn thiếu", "Ô này cần có nội dung."),
    "throttled": (
        "Thử quá nhiều lần",
        "Đã nhập sai quá nhiều lần. Đồng chí chờ 15 phút rồi thử lại, hoặc nhờ quản trị hệ thống cấp lại mật khẩu.",
    ),
    "wrong_password": ("Chưa đăng nhập được", "Tên đăng nhập hoặc mật khẩu không đúng. Đồng chí nhập lại."),
    "initial_password_expired": (
        "Mật khẩu cấp đã hết hạn",
        "Mật khẩu được cấp chỉ dùng trong 72 giờ. Đồng chí nhờ quản trị hệ thống cấp lại.",
    ),
    "wrong_current_password": ("Chưa đổi", "Mật khẩu hiện tại không đúng. Đồng chí nhập lại."),
    "password_short": ("Mật khẩu ngắn", "Mật khẩu cần ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất."),
    "password_long": ("Mật khẩu dài", "Mật khẩu dài nhất 128 ký tự. Đồng chí rút ngắn lại."),
    "password_common": ("Mật khẩu dễ đoán", "Mật khẩu này dễ đoán. Đồng chí chọn một câu khác."),
    "password_same": ("Mật khẩu như cũ", "Mật khẩu mới phải khác mật khẩu hiện tại."),
    "password_mismatch": (
        "Chưa khớp",
        "Hai lần nhập mật khẩu mới chưa giống nhau. Đồng chí nhập lại cả hai ô.",
    ),
    "username_form": (
        "Tên đăng nhập",
        "Tên đăng nhập gồm 2 đến 60 chữ cái không dấu, chữ số, dấu chấm hoặc gạch nối.",
    ),
    "username_taken": ("Tên đăng nhập", "Tên đăng nhập này đã có người dùng. Đồng chí chọn tên khác."),
    "branch_needed": ("Chi bộ", "Tài khoản chi ủy cần gắn với ít nhất một chi bộ."),
    "organisation_needed": ("Đoàn thể", "Tài khoản đoàn thể cần gắn với Mặt trận hoặc một đoàn thể."),
    "own_role": ("Vai trò", "Không tự đổi được vai trò của mình. Đồng chí nhờ người quản trị khác đổi."),
    "own_password": ("Mật khẩu của mình", "Đồng chí đổi mật khẩu của mình ở mục Đổi mật khẩu."),
    "own_account": (
        "Tài khoản của mình",
        "Không tự khóa được tài khoản của mình. Đồng chí nhờ người quản trị khác khóa.",
    ),
    "http_400": (
        "Chưa thực hiện được",
        "Địa chỉ hoặc nội dung gửi lên không đúng. Đồng chí quay lại trang trước và thử lại.",
    ),
    "http_403": (
        "Không được phép",
        "Việc này không thuộc phần việc được giao cho tài khoản của đồng chí. Nếu cần làm, đồng chí trao đổi với Văn phòng Đảng ủy.",
    ),
    "http_404": ("Không tìm thấy", "Không có trang này. Đồng chí kiểm tra địa chỉ hoặc về trang đầu."),
    "http_405": ("Không làm được", "Việc này không làm được ở trang này. Đồng chí quay lại trang trước."),
    "http_413": (
        "Tệp quá lớn",
        "Tệp hoặc nội dung gửi lên quá lớn nên chưa nhận được. Đồng chí chọn tệp nhỏ hơn hoặc rút gọn nội dung.",
    ),
    "http_429": ("Thử quá nhiều lần", "Đã thử quá nhiều lần. Đồng chí chờ một lát rồi thử lại."),
    "http_500": (
        "Có trục trặc",
        "Phần mềm gặp trục trặc nên chưa lưu. Đồng chí thử lại; nếu vẫn vậy, báo Văn phòng Đảng ủy kèm giờ xảy ra.",
    ),
}


#: All codes; each part of the product keeps its own.
MESSAGES = {
    **GENERAL,
    **candidates.MESSAGES,
    **reviews.MESSAGES,
    **review_papers.MESSAGES,
    **reporting.MESSAGES,
    **reminders.MESSAGES,
    **meetings.MESSAGES,
    **plans.MESSAGES,
    **signing.MESSAGES,
    **linting.MESSAGES,
    **registers.MESSAGES,
    **administration.MESSAGES,
    **rules.MESSAGES,
    **classes.MESSAGES,
    **papers.MESSAGES,
    **dossiers.MESSAGES,
    **planning.MESSAGES,
    **stages.MESSAGES,
    **ward_sessions.MESSAGES,
}


def explain(code: str, **params: object) -> tuple[str, str]:
    """Title and sentence of a code, filled with the parameters."""
    title, text = MESSAGES.get(code, MESSAGES["http_500"])
    return title, text.format_map(params) if params else text
