"""Live fields of a plan: how they are written in the text, and what each stands for."""

#: (code, name between the braces, what it stands for)
FIELDS: tuple[tuple[str, str, str], ...] = (
    ("year", "năm", "năm của kế hoạch"),
    ("last_year", "năm trước", "năm liền trước"),
    ("dated", "ngày ban hành", "ngày ghi trên văn bản khi phát hành"),
    ("place", "tên phường", "tên phường"),
    ("ward", "tên Đảng bộ", "tên Đảng bộ phường"),
    ("secretary", "bí thư", "họ tên Bí thư Đảng ủy"),
    ("signatory", "người ký", "họ tên người ký kế hoạch"),
    ("admissions", "chỉ tiêu phường", "chỉ tiêu kết nạp của toàn Đảng bộ"),
    ("introductions", "chỉ tiêu giới thiệu", "tổng số quần chúng ưu tú phải giới thiệu"),
    ("branches", "số chi bộ", "số chi bộ được phân bổ"),
    ("organisations", "số đoàn thể", "số tổ chức được phân bổ"),
    ("sources", "số nguồn", "số quần chúng được giới thiệu, chưa là cảm tình Đảng"),
    ("sympathisers", "số cảm tình Đảng", "số cảm tình Đảng đang theo dõi"),
    ("members", "số đảng viên", "số đảng viên của các chi bộ"),
)
#: Fields that name a unit after a colon.
UNIT_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("target", "chỉ tiêu", "chỉ tiêu kết nạp của một chi bộ hoặc đoàn thể"),
    ("introduced", "giới thiệu", "số quần chúng một đoàn thể phải giới thiệu"),
)
#: Marks that plans were written with before there were fields; they go on standing for the same.
OLD_MARKS: dict[str, str] = {
    "[năm]": "year",
    "[số chi bộ]": "branches",
    "[số đoàn thể]": "organisations",
    "[chỉ tiêu kết nạp]": "admissions",
    "[chỉ tiêu giới thiệu]": "introductions",
}
#: How the account of the secretary names its position.
SECRETARY = "Bí thư"
NO_DATE = "ngày …… tháng …… năm {year}"


def written(name: str, unit: str = "") -> str:
    """A field as it stands in the text."""
    return f"{{{name}: {unit}}}" if unit else f"{{{name}}}"
