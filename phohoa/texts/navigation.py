"""Words of the head bar."""

ENTRIES: dict[str, str] = {
    "home": "Việc tháng này",
    "board": "Bảng theo dõi",
    "reviews": "Họp tháng",
    "sessions": "Phiên Đảng ủy",
    "deadlines": "Thời hạn",
    "introductions": "Giới thiệu quần chúng",
    "classes": "Lớp bồi dưỡng",
    "plans": "Kế hoạch",
    "targets": "Chỉ tiêu",
    "register": "Sổ văn bản",
    "documents": "Văn bản",
    "verify": "Kiểm tra chữ ký số",
    "members": "Đảng viên",
    "units": "Chi bộ, đoàn thể",
    "reminders": "Nhắc việc",
    "users": "Tài khoản",
    "audit": "Nhật ký",
    "access_log": "Nhật ký xem hồ sơ",
    "help": "Hướng dẫn",
}
