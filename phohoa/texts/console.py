"""What the command line says."""

SAYS: dict[str, str] = {
    "demo_refused": "Không nạp dữ liệu minh họa: nơi này đã có dữ liệu.",
    "demo_loading": "Đang nạp dữ liệu minh họa (chỉ một lần, khoảng một phút)…",
    "demo_accounts": "Tài khoản minh họa (mật khẩu tạo riêng cho máy này):",
    "rendered": "Đã dựng bản dự thảo: {path} (có {count} chỗ nghi nhận dạng sai; thêm --corrected để dùng chữ đề nghị)",
    "day_unreadable": "Chưa đọc được ngày “{day}”; ghi ngày/tháng/năm, ví dụ 13/01/2023.",
    "serving": "Phổ Hòa đang chạy tại {url}  (Ctrl+C để dừng)",
    "backed_up": "Đã sao lưu cơ sở dữ liệu trước khi nâng cấp: {path}",
    "digests_off": "Không gửi: {why}",
    "digests_none": "Hôm nay không có thư nhắc việc nào phải gửi.",
    "digests_sent": "Thư nhắc việc: đã gửi {sent}, gửi chưa được {failed} (gửi lại ngày mai), không có hộp thư {unreachable}.",
    "first_password": "Tài khoản {username} - mật khẩu dùng một lần, đổi khi đăng nhập: {password}",
}

#: Why the program does not start, and what to do.
REFUSALS: dict[str, str] = {
    "key_lost": "Không khởi động: thiếu tệp khóa {name} trong khi đã có dữ liệu. Hãy chép lại tệp này từ bản lưu trong két; không tạo khóa mới, vì dữ liệu cũ sẽ không mở và không kiểm tra được nữa.",
    "key_damaged": "Không khởi động: tệp khóa {name} bị hỏng (phải đủ 32 byte). Hãy chép lại tệp này từ bản lưu.",
    "key_readable": "Không khởi động: người khác trên máy đọc được tệp khóa {name}. Hãy chạy: chmod 600 {name}",
    "key_foreign": "Không khởi động: tệp khóa {name} không phải là khóa của cơ sở dữ liệu này. Hãy chép lại đúng tệp khóa từ bản lưu.",
    "open_without_https": "Không khởi động: PHOHOA_HOST mở cho máy khác vào mà chưa có HTTPS. Hãy đặt HTTPS phía trước (deploy/Caddyfile) rồi đặt PHOHOA_HTTPS=1.",
    "no_port": "Không khởi động: PHOHOA_PORT={text} không phải là số cổng.",
    "public_url": "Không khởi động: PHOHOA_PUBLIC_URL={text} không phải là địa chỉ của trang (ví dụ https://phohoa.lan, chữ thường, không có đường dẫn phía sau).",
    "pkcs11_library": "Không khởi động: PHOHOA_PKCS11_LIBRARY phải là đường dẫn đầy đủ của một tệp thư viện có thật (đang ghi: {text}).",
    "stamp_url": "Không khởi động: PHOHOA_TIMESTAMP_URL={text} không phải là địa chỉ http hoặc https của máy chủ cấp dấu thời gian.",
    "https_without_name": "Không khởi động: đã đặt PHOHOA_HTTPS nhưng PHOHOA_TRUSTED_HOSTS chưa ghi tên của trang.",
    "smtp_from": "Không khởi động: PHOHOA_SMTP_FROM phải là địa chỉ hộp thư gửi đi, ví dụ phohoa@donvi.vn (đang ghi: {text}).",
    "smtp_tls": "Không khởi động: PHOHOA_SMTP_TLS phải là starttls, tls hoặc none (đang ghi: {text}).",
    "smtp_port": "Không khởi động: PHOHOA_SMTP_PORT={text} không phải là số cổng.",
    "smtp_open_password": "Không khởi động: PHOHOA_SMTP_TLS=none thì mật khẩu hộp thư đi qua mạng không mã hóa. Hãy dùng starttls hoặc tls.",
    "running": "Không khởi động: chương trình đang chạy với chính thư mục dữ liệu này rồi ({path}).",
    "port_taken": "Không khởi động: cổng {port} của {host} đang có chương trình khác dùng. Hãy dừng chương trình đó, hoặc đặt PHOHOA_PORT là một số khác.",
    "demo_unfinished": "Không khởi động: lần nạp dữ liệu minh họa trước bị dừng giữa chừng. Hãy tạo lại cơ sở dữ liệu trống, xóa tệp demo-unfinished trong thư mục dữ liệu, rồi chạy lại.",
    "damaged": "Không khởi động: cơ sở dữ liệu bị hỏng ({path}). Giữ nguyên tệp này, rồi phục hồi từ bản sao lưu gần nhất.",
    "not_prepared": "Chưa làm: cơ sở dữ liệu chưa có hoặc còn ở dạng cũ. Chạy trước: flask --app app migrate-database",
    "newer": "Không khởi động: cơ sở dữ liệu thuộc về một phiên bản mới hơn của chương trình. Hãy cài phiên bản mới.",
    "no_backup": "Không nâng cấp: chưa sao lưu được cơ sở dữ liệu (đĩa đầy hoặc không ghi được vào {path}). Dữ liệu vẫn nguyên vẹn.",
}
