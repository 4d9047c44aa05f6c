"""The demo ward's own data: its branches, organisations and accounts."""

WARD = {
    "name": "Đảng bộ phường Phổ Hòa",
    "place": "Phổ Hòa",
    "issuer": "ĐẢNG ỦY PHƯỜNG PHỔ HÒA",
    "parent_issuer": "ĐẢNG BỘ THỊ XÃ ĐỨC PHỔ",
    "upper_level": "Thị ủy Đức Phổ",
    "office_phone": "0255 000 0000",
}

#: From the first of July 2025 the ward stands directly below the province.
WARD_SINCE_2025 = {"parent_issuer": "ĐẢNG BỘ TỈNH QUẢNG NGÃI", "upper_level": "Tỉnh ủy Quảng Ngãi"}

#: Terms of the committee, five years each, from this year on.
FIRST_TERM = 2020
TERMS: tuple[str, ...] = ("XVII", "XVIII", "XIX", "XX", "XXI")

#: How many the committee and its standing committee are.
COMMITTEE_MEMBERS, STANDING_MEMBERS = 15, 5

#: (name, kind, number of official members, number of people followed)
BRANCHES: tuple[tuple[str, str, int, int], ...] = (
    ("Chi bộ Tổ dân phố An Thử", "residential", 24, 12),
    ("Chi bộ Tổ dân phố Bình Mẫu", "residential", 19, 11),
    ("Chi bộ Tổ dân phố Cẩm Vọng", "residential", 17, 10),
    ("Chi bộ Tổ dân phố Đồng Mơ", "residential", 21, 11),
    ("Chi bộ Tổ dân phố Gò Nắng", "residential", 13, 8),
    ("Chi bộ Tổ dân phố Hòa Ước", "residential", 15, 9),
    ("Chi bộ Tổ dân phố Khe Mây", "residential", 9, 6),
    ("Chi bộ Tổ dân phố Lộc Thử", "residential", 11, 7),
    ("Chi bộ Tổ dân phố Mỹ Mẫu", "residential", 16, 8),
    ("Chi bộ Tổ dân phố Suối Trăng", "residential", 12, 7),
    ("Chi bộ Trường Mầm non Sao Mai Mẫu", "school", 14, 8),
    ("Chi bộ Trường Tiểu học Ví Dụ", "school", 18, 9),
    ("Chi bộ Trường Trung học cơ sở Thí Điểm", "school", 22, 9),
    ("Chi bộ Trạm Y tế", "health", 6, 5),
    ("Chi bộ Công an", "police", 12, 5),
    ("Chi bộ Quân sự", "military", 7, 6),
    ("Chi bộ Cơ quan Ủy ban nhân dân", "office", 20, 6),
    ("Chi bộ Khối Đảng, Mặt trận và đoàn thể", "office", 13, 4),
    ("Chi bộ Hợp tác xã Nông nghiệp Mẫu", "enterprise", 8, 6),
    ("Chi bộ Doanh nghiệp May Thử", "enterprise", 6, 5),
)
#: Numbers of branches where there is no youth union.
WITHOUT_YOUTH_UNION: frozenset[int] = frozenset({18, 19})
PRACTICE_BRANCH = "Chi bộ thực hành"
BRANCH_WORD = "Chi bộ "

ORGANISATIONS: tuple[tuple[str, str, str], ...] = (
    ("Ủy ban Mặt trận Tổ quốc Việt Nam phường", "Mặt trận", "front"),
    ("Hội Nông dân phường", "Hội Nông dân", "farmers"),
    ("Hội Liên hiệp Phụ nữ phường", "Hội Phụ nữ", "women"),
    ("Hội Cựu chiến binh phường", "Hội Cựu chiến binh", "veterans"),
    ("Đoàn TNCS Hồ Chí Minh phường", "Đoàn Thanh niên", "youth"),
)

#: (username, full name, position, role, index of branch or organisation)
ACCOUNTS: tuple[tuple[str, str, str, str, int | None], ...] = (
    ("quan-tri", "Mây Văn Quản", "Quản trị hệ thống", "admin", None),
    ("van-phong", "Sóng Thị Thư", "Cán bộ Văn phòng Đảng ủy", "office", None),
    ("bi-thu", "Trăng Văn Mẫu", "Bí thư Đảng ủy", "signatory", None),
    ("uy-vien", "Nắng Thị Bàn", "Đảng ủy viên", "committee", None),
    ("chi-bo-1", "Suối Văn Thử", "Bí thư chi bộ", "branch", 0),
    ("chi-bo-2", "Gió Thị Mẫu", "Bí thư chi bộ", "branch", 1),
    ("chi-bo-truong", "Biển Thị Nghiệm", "Bí thư chi bộ", "branch", 11),
    ("doan-the", "Đồi Văn Mối", "Chủ tịch Hội Nông dân", "mass_org", 1),
    ("cap-tren", "Sông Thị Kiểm", "Cán bộ cấp trên", "auditor", None),
)

#: What stands beside the passphrase of the demo's signing key in the list of accounts.
KEY_NAME = "khóa ký số"
KEY_OF = "{name}: mật khẩu của khóa ký số thử nghiệm, hỏi khi ký kế hoạch"
SECRETARY, DEPUTY = "Bí thư", "Phó Bí thư"
RETURNED_PLAN = "Đề nghị rà lại chỉ tiêu của các chi bộ có ít nguồn trước khi trình lại."
