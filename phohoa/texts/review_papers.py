"""Words of a review's papers: the blank form, keying in, the Excel file, the extract, signed copies."""

from ..domain.reviews import ReviewDecision

MESSAGES: dict[str, tuple[str, str]] = {
    "reason_without_removal": (
        "Quyết định",
        "Có ghi lý do đưa ra nhưng chưa chọn “Đưa ra”. Đồng chí chọn quyết định, hoặc xóa phần lý do.",
    ),
    "keyed_gone": (
        "Không còn trong danh sách",
        "{name} không còn trong danh sách tháng này nên không ghi được dòng đã nhập.",
    ),
    "paper_form_failed": (
        "Chưa in được",
        "Phần mềm chưa lập được tệp PDF. Đồng chí bấm lại sau ít phút; nội dung đã nhập còn nguyên.",
    ),
}

#: Columns to tick on paper and the numbers that choose them when keying in.
TICKS: tuple[tuple[ReviewDecision, str], ...] = (
    (ReviewDecision.KEEP, "Giữ"),
    (ReviewDecision.ADD, "Bổ sung"),
    (ReviewDecision.REMOVE, "Đưa ra"),
    (ReviewDecision.PROPOSE_CLASS, "Học lớp"),
    (ReviewDecision.PROPOSE_START, "Làm thủ tục"),
)

FIELDS: dict[str, str] = {
    "printed": "Mã danh sách in trên phiếu",
    "decision": "Quyết định",
    "reason_code": "Lý do đưa ra",
    "reason_on": "Ngày",
    "reason": "Ghi rõ lý do",
    "helper_id": "Người giúp đỡ",
    "remark": "Nhận xét",
    "choice": "Khi hai nội dung khác nhau",
}

SAID: dict[str, str] = {
    "keyed": "Đã lưu {count} dòng lúc {at}.",
    "keyed_none": "Không có dòng nào thay đổi.",
    "keyed_partly": "Đã lưu {count} dòng; còn {left} dòng chưa lưu, được đánh dấu bên dưới.",
    "keyed_nothing": "Chưa lưu dòng nào: {left} dòng cần xem lại, được đánh dấu bên dưới.",
    "conflict": "người khác đã lưu trước",
    "empty": "để trống",
}


def form_title(branch: str, month: int, year: int) -> str:
    """What a PDF reader shows as the title of a blank form."""
    return f"Phiếu xét tháng {month:02d}/{year} - {branch}"


def numbered(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices with a number in front, which chooses them from the keyboard."""
    return [(value, f"{number} {words}") for number, (value, words) in enumerate(choices, start=1)]


#: Which of two texts is to stay.
KEPT_OR_MINE = ("Giữ nội dung đang lưu", "Lưu nội dung của tôi")

#: Links on the page of the review.
LINKS: dict[str, str] = {
    "blank": "In phiếu để ghi tay (PDF)",
    "keying": "Nhập nhanh từ phiếu",
}
