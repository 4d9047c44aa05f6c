"""Words of a review's papers: the blank form, keying in, the Excel file, the extract, signed copies."""

from ..domain.reviews import Rating, ReviewDecision
from .labels import choices

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

#: What is written under the quality of a source, as a number on paper.
RATINGS: tuple[str, ...] = tuple(words for _, words in choices(Rating))

FIELDS: dict[str, str] = {
    "printed": "Mã danh sách in trên phiếu",
    "decision": "Quyết định",
    "reason_code": "Lý do đưa ra",
    "reason_on": "Ngày",
    "reason": "Ghi rõ lý do",
    "helper_id": "Người giúp đỡ",
    "rating": "Chất lượng",
    "remark": "Nhận xét",
    "file": "Tệp Excel đã điền",
    "choice": "Khi hai nội dung khác nhau",
}

SAID: dict[str, str] = {
    "keyed": "Đã lưu {count} dòng lúc {at}.",
    "keyed_none": "Không có dòng nào thay đổi.",
    "gone": "{name} (“{words}”)",
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
    "papers": "Biên bản, trích nghị quyết, bản ký",
}

# --- the list as an Excel file ----------------------------------------------------------------------------

FILE_TITLE = "Kỳ xét tháng {month}/{year}"
FILE_HINT = "Điền các ô nền trắng; những ô khác để nguyên."
#: The sheet to fill in, and the hidden one with what can be chosen.
FILE_NAMES = ("Kỳ xét", "Danh mục")
FILE_HEADS: dict[str, str] = {
    "code": "Mã dòng",
    "base": "Bản",
    "number": "STT",
    "name": "Họ và tên",
    "birth": "Năm sinh",
    "stage": "Đang ở bước",
    "helper": "Người giúp đỡ hiện nay",
    "decision": "Quyết định",
    "reason_code": "Lý do đưa ra",
    "reason_on": "Ngày (đơn, chuyển đi, từ trần)",
    "reason": "Ghi rõ lý do",
    "helper_id": "Người giúp đỡ mới",
    "rating": "Chất lượng",
    "remark": "Nhận xét",
}
#: Width of a column, whether it is filled in, whether it is hidden.
FILE_COLUMNS: dict[str, tuple[int, bool, bool]] = {
    "code": (16, False, True),
    "base": (10, False, True),
    "number": (6, False, False),
    "name": (26, False, False),
    "birth": (9, False, False),
    "stage": (20, False, False),
    "helper": (22, False, False),
    "decision": (15, True, False),
    "reason_code": (22, True, False),
    "reason_on": (14, True, False),
    "reason": (26, True, False),
    "helper_id": (22, True, False),
    "rating": (13, True, False),
    "remark": (36, True, False),
}
#: What Excel says of a word that is in no list.
WRONG_CHOICE = ("Không có trong danh sách", "Đồng chí chọn trong danh sách của ô, hoặc để trống.")

MESSAGES |= {
    "review_file_none": ("Tệp Excel", "Đồng chí chọn tệp Excel đã điền."),
    "review_file_kind": (
        "Tệp Excel",
        "Tệp này không phải là bảng tính Excel (.xlsx) đọc được. Nếu là tệp .xls hoặc tệp khác, đồng chí lưu lại thành .xlsx.",
    ),
    "review_file_unsafe": (
        "Tệp Excel",
        "Tệp có chứa mã lệnh, liên kết hoặc thành phần lạ nên bị từ chối. Đồng chí điền vào tệp tải ở đây.",
    ),
    "review_file_large": ("Tệp Excel", "Tệp lớn hơn nhiều so với danh sách của một chi bộ nên không đọc."),
    "review_file_head": (
        "Tệp Excel",
        "Không thấy dòng tiêu đề của tệp tải ở đây. Đồng chí điền vào tệp đó, giữ nguyên dòng tiêu đề và các cột ẩn.",
    ),
    "review_file_other": (
        "Tệp Excel",
        "Không có dòng nào của tệp thuộc kỳ xét này. Đồng chí kiểm tra có đúng tệp của chi bộ và của tháng không.",
    ),
    "review_file_formula": (
        "Ô có công thức",
        "Ô {cell} chứa công thức hoặc lỗi nên không đọc. Đồng chí ghi thẳng giá trị.",
    ),
    "review_file_number": ("Số", "“{text}” không phải là số."),
    "review_file_day": ("Ngày", "“{text}” không đọc được là ngày. Đồng chí ghi ngày/tháng/năm."),
    "review_file_decision": (
        "Quyết định",
        "“{text}” không phải là Giữ, Bổ sung, Đưa ra, Học lớp hoặc Làm thủ tục.",
    ),
    "review_file_rating": ("Chất lượng", "“{text}” không phải là Tốt, Khá, Trung bình hoặc Chưa đạt."),
    "review_file_reason": ("Lý do đưa ra", "“{text}” không có trong danh sách lý do."),
    "review_file_helper": ("Người giúp đỡ", "{text} không phải là đảng viên chính thức của chi bộ."),
    "review_file_long": ("Nội dung", "Nội dung dài hơn {most} chữ. Đồng chí rút gọn."),
    "review_file_name": (
        "Họ và tên",
        "Họ tên trong tệp là {name_in_file}, còn mã dòng là của {name}. Đồng chí xem có lệch dòng không.",
    ),
    "review_file_twice": ("Mã dòng", "Người này có thêm ở dòng {row} của tệp. Đồng chí giữ một dòng."),
    "review_file_no_code": ("Mã dòng", "Dòng này không có mã ở cột ẩn nên không biết là của ai."),
    "review_file_stranger": ("Mã dòng", "Mã dòng {line_code} không có trong kỳ xét này."),
}

# --- minutes, extract, signed copies ----------------------------------------------------------------------

MESSAGES |= {
    "copy_too_early": (
        "Chưa chốt kỳ xét",
        "Kỳ xét tháng {month} chưa chốt nên chưa có văn bản để ký. Đồng chí chốt kỳ xét, in văn bản, ký rồi tải bản ký lên.",
    ),
    "copy_too_many": (
        "Đủ số bản ký",
        "Văn bản này đã có {most} bản ký. Đồng chí gỡ bản không dùng nữa trước.",
    ),
    "copy_gone": ("Bản ký đã gỡ", "Bản ký này đã được gỡ."),
    "papers_not_yet": (
        "Chưa lập được văn bản",
        "Kỳ xét tháng {month} chưa ghi ngày họp và người chủ trì nên chưa lập được văn bản. Đồng chí ghi phần cuộc họp trước.",
    ),
    "papers_damaged": (
        "Không mở được văn bản",
        "Nội dung đã lưu của văn bản không đọc được. Đồng chí báo quản trị hệ thống; bản PDF đã lập vẫn còn.",
    ),
}

SAID |= {
    "copy_added": "Đã lưu bản ký.",
    "copy_removed": "Đã gỡ bản ký.",
}
