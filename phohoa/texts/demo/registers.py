"""Words of the demo ward's books of the register, all visibly invented."""

#: (kind, how many days ago the paper is dated, and entered, subject, recipients, copies, why back-dated)
PAPERS: tuple[tuple[str, int, int, str, str, int, str], ...] = (
    (
        "letter",
        70,
        70,
        "về việc rà soát tổ chức đảng, đảng viên trong các chi bộ trực thuộc",
        "- Các chi bộ trực thuộc;\n- Lưu Văn phòng Đảng ủy.",
        22,
        "",
    ),
    (
        "letter",
        48,
        45,
        "về việc chuẩn bị nội dung làm việc với cấp trên",
        "- Cơ quan cấp trên;\n- Lưu Văn phòng Đảng ủy.",
        4,
        "",
    ),
    (
        "report",
        25,
        25,
        "kết quả công tác xây dựng Đảng trong quý",
        "- Cơ quan cấp trên;\n- Các đồng chí Đảng ủy viên;\n- Lưu Văn phòng Đảng ủy.",
        18,
        "",
    ),
    (
        "report",
        28,
        20,
        "tình hình tư tưởng trong đảng viên và Nhân dân",
        "- Cơ quan cấp trên;\n- Lưu Văn phòng Đảng ủy.",
        3,
        "Bản giấy ký trước, để quên chưa vào sổ",
    ),
)
SIGNATORY = "Trăng Văn Mẫu"

#: (days ago that it was reserved, for what, why, days ago that the paper was entered or None)
RESERVED: tuple[tuple[int, str, str, int | None], ...] = (
    (
        50,
        "về việc cử đảng viên tham gia lớp bồi dưỡng",
        "Chờ các chi bộ gửi danh sách, giữ số cùng đợt",
        44,
    ),
    (9, "về việc góp ý dự thảo báo cáo năm", "Chờ lãnh đạo góp ý, giữ số trong ngày họp", None),
)
RESERVED_RECIPIENTS = "- Nơi mở lớp;\n- Lưu Văn phòng Đảng ủy."
#: (days ago, subject, why)
CANCELLED: tuple[int, str, str] = (30, "về việc mời họp", "In sai ngày họp, đã lập văn bản khác")

#: (came so many days ago, entered, dated, sender, symbol, kind, subject, handler, due in days after it came or None)
INCOMING: tuple[tuple[int, int, int, str, str, str, str, str, int | None], ...] = (
    (
        64,
        64,
        66,
        "Ban Tổ chức cấp trên",
        "31-HD/MAU",
        "guidance",
        "nghiệp vụ công tác đảng viên",
        "Sóng Thị Thư",
        None,
    ),
    (
        52,
        52,
        55,
        "Văn phòng cấp trên",
        "118-CV/MAU",
        "letter",
        "về việc báo cáo kết quả phát triển đảng viên",
        "Sóng Thị Thư",
        12,
    ),
    (
        33,
        30,
        34,
        "Trung tâm chính trị mẫu",
        "09-TB/MAU",
        "notice",
        "mở lớp bồi dưỡng nhận thức về Đảng",
        "Trăng Văn Mẫu",
        15,
    ),
    (21, 21, 22, "Ủy ban nhân dân phường", "57/BC-MAU", "report", "tình hình dân cư", "", None),
    (
        16,
        16,
        17,
        "Ủy ban Kiểm tra cấp trên",
        "40-CV/MAU",
        "letter",
        "về việc cung cấp tài liệu tự kiểm tra",
        "Nắng Thị Bàn",
        10,
    ),
    (
        4,
        4,
        5,
        "Ban Dân vận cấp trên",
        "22-KH/MAU",
        "plan",
        "tuyên truyền trong quý",
        "Sóng Thị Thư",
        20,
    ),
    (
        4,
        4,
        5,
        "Ban Dân vận cấp trên",
        "22-KH/MAU",
        "plan",
        "tuyên truyền trong quý",
        "",
        None,
    ),
    (
        1,
        1,
        2,
        "Hội Nông dân phường",
        "05-TTr/MAU",
        "submission",
        "xin ý kiến về đại hội",
        "Trăng Văn Mẫu",
        14,
    ),
)
#: Number in the list above -> days ago that it was handled, and the outcome.
HANDLED: dict[int, tuple[int, str]] = {
    0: (60, "Đã phổ biến đến các chi bộ; lưu để thực hiện"),
    1: (42, "Đã gửi báo cáo cho cấp trên"),
    2: (20, "Đã thông báo các chi bộ đề nghị người đi học"),
    3: (19, "Lưu để biết"),
}
#: Number in the list above, and why its number is not used.
ENTERED_TWICE = (6, "Vào sổ hai lần cùng một văn bản")
