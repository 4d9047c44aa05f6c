"""What the command line says."""

SAYS: dict[str, str] = {
    "demo_refused": "Không nạp dữ liệu minh họa: nơi này đã có dữ liệu.",
    "demo_loading": "Đang nạp dữ liệu minh họa (chỉ một lần, khoảng nửa phút)…",
    "demo_accounts": "Tài khoản minh họa (mật khẩu tạo riêng cho máy này):",
    "serving": "Phổ Hòa đang chạy tại {url}  (Ctrl+C để dừng)",
    "first_password": "Tài khoản {username} - mật khẩu dùng một lần, đổi khi đăng nhập: {password}",
}
