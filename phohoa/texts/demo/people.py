"""Names that nobody bears: the family names are things of nature, so that anyone sees at once they are invented."""

FAMILY_NAMES: tuple[str, ...] = (
    "Mây", "Sóng", "Gió", "Nắng", "Trăng", "Suối", "Đồi", "Biển", "Sông", "Núi", "Sương", "Rừng", "Ruộng", "Bến", "Thác",
)  # fmt: skip
MIDDLE_MALE: tuple[str, ...] = (
    "Văn",
    "Minh",
    "Quốc",
    "Đức",
    "Hữu",
    "Thanh",
    "Ngọc",
    "Xuân",
    "Trung",
    "Hoàng",
)
MIDDLE_FEMALE: tuple[str, ...] = (
    "Thị",
    "Thị Thu",
    "Thị Mỹ",
    "Ngọc",
    "Thanh",
    "Thị Kim",
    "Bích",
    "Thúy",
    "Thị Hồng",
)
GIVEN_MALE: tuple[str, ...] = (
    "Anh", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hải", "Hiếu", "Hùng", "Khánh", "Khoa", "Lâm", "Long", "Lực", "Nam",
    "Nghĩa", "Nhân", "Phong", "Phúc", "Quân", "Quyền", "Sơn", "Tài", "Tâm", "Thắng", "Thịnh", "Tiến", "Toàn", "Trí",
    "Tuấn", "Vinh", "Vũ", "Ý",
)  # fmt: skip
GIVEN_FEMALE: tuple[str, ...] = (
    "An", "Ánh", "Bông", "Chi", "Diễm", "Dung", "Đào", "Giang", "Hà", "Hạnh", "Hiền", "Hoa", "Huệ", "Hương", "Lan", "Liên",
    "Linh", "Loan", "Mai", "My", "Nga", "Ngân", "Nhung", "Oanh", "Phương", "Quyên", "Sen", "Thảo", "Thơ", "Trang", "Uyên",
    "Vân", "Xuyến", "Yến",
)  # fmt: skip

RESIDENCES: tuple[str, ...] = (
    "Tổ dân phố An Thử", "Tổ dân phố Bình Mẫu", "Tổ dân phố Cẩm Vọng", "Tổ dân phố Đồng Mơ", "Tổ dân phố Gò Nắng",
    "Tổ dân phố Hòa Ước", "Tổ dân phố Khe Mây", "Tổ dân phố Lộc Thử", "Tổ dân phố Mỹ Mẫu", "Tổ dân phố Suối Trăng",
)  # fmt: skip

YOUTH_CADRE = "Bí thư chi đoàn"

#: kind of branch -> (occupation, source groups with the main one first)
WORK: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "residential": (
        ("Làm nông", ("farmers",)),
        ("Trồng hoa, cây cảnh", ("good_farmers", "farmers")),
        ("Buôn bán nhỏ", ("women",)),
        ("Bộ đội xuất ngũ", ("veterans",)),
        ("Tổ phó tổ dân phố", ("group_cadres",)),
        ("Dân quân tự vệ", ("militia", "youth")),
        ("Thợ mộc", ("youth",)),
        (YOUTH_CADRE, ("youth",)),
    ),
    "school": (("Giáo viên", ("teachers", "women")), ("Nhân viên thư viện", ("teachers", "youth"))),
    "health": (("Điều dưỡng", ("health_workers", "women")), ("Y sĩ", ("health_workers", "youth"))),
    "police": (("Cán bộ công an", ("police", "youth")),),
    "military": (("Dân quân thường trực", ("militia", "youth")),),
    "office": (("Chuyên viên", ("civil_servants", "youth")), ("Văn thư", ("civil_servants", "women"))),
    "enterprise": (
        ("Công nhân may", ("enterprise_workers", "women")),
        ("Kỹ thuật viên", ("enterprise_workers",)),
    ),
}

#: source group -> the organisation that introduces such people
INTRODUCED_BY: dict[str, str] = {
    "farmers": "farmers",
    "good_farmers": "farmers",
    "women": "women",
    "veterans": "veterans",
    "youth": "youth",
    "militia": "youth",
    "group_cadres": "front",
    "students": "youth",
}
PUPIL: tuple[str, str] = ("Học sinh lớp 12", "students")
