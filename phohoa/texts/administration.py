"""Sentences for accounts, units and the logs: code -> (title, sentence)."""

MESSAGES: dict[str, tuple[str, str]] = {}

#: Labels of the fields of forms.
FIELDS: dict[str, str] = {
    "username": "Tên đăng nhập",
    "password": "Mật khẩu",
    "current": "Mật khẩu hiện tại",
    "new": "Mật khẩu mới",
    "again": "Nhập lại mật khẩu mới",
}

#: Short words after something was done.
SAID: dict[str, str] = {
    "signed_out": "Đồng chí đã đăng xuất.",
    "password_changed": "Đã đổi mật khẩu. Các máy khác đã được đăng xuất.",
    "session_closed": "Đã kết thúc phiên ở máy đó.",
}
