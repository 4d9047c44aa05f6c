"""Words that printed documents need from Python: number and date lines, and the sentence of each code."""

from collections.abc import Sequence
from datetime import date, datetime, time

from ..domain.layout_rules import Layout, LayoutRules

KIND_PLAN = "KẾ HOẠCH"
KIND_MINUTES = "BIÊN BẢN"
KIND_SUBMISSION = "TỜ TRÌNH"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
SEND_TO = "Nơi nhận:"
#: The words that each guidance on the form of papers asks for (domain/layout_rules.py).
LETTER_PREFIXES = {Layout.HD36: "V/v", Layout.HD05: "về việc"}
LETTER_TO = "Kính gửi:"
SUBMISSION_TO = {Layout.HD36: LETTER_TO, Layout.HD05: "Kính trình:"}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
#: As papers count: without f, j, w and z, and with đ.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
NO_TIME = "…… giờ ……"


def number_line(number: int | None, symbol: str) -> str:
    """The line under the star: at least two digits (HD 36, domain/04 4.4); blanks for a draft."""
    return f"Số {number:02d}-{symbol}" if number is not None else f"Số       -{symbol}"


def number_as_written(number: str) -> str:
    """The line under the star for a number that a branch took from its own book."""
    return f"Số {number}"


def day_words(day: date) -> str:
    """A date in words; days under 10 and the months 1 and 2 take a zero (HD 36, domain/04 4.4)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def date_line(place: str, dated: date | None, year: int) -> str:
    """Place and date of the head; blanks for the day and the month of a draft."""
    when = day_words(dated) if dated is not None else f"ngày       tháng       năm {year or '       '}"
    return f"{place}, {when}"


def heading_label(rules: LayoutRules, level: int, place: int) -> str:
    """The figure before the heading number `place` (from 1) of a level 1, 2 or 3, with its mark."""
    figure = {
        1: _ROMAN[min(place, len(_ROMAN)) - 1],
        2: str(place),
        3: _LETTERS[min(place, len(_LETTERS)) - 1],
    }[level]
    return f"{figure}{rules.label_marks[level - 1]}"


def addressee_lines(addressees: Sequence[str], opening: str, mark: str) -> tuple[str, ...]:
    """To whom a paper is written: one on the line itself, several below it, `mark` between them."""
    if len(addressees) < 2:
        return tuple(f"{opening} {words}" for words in addressees)
    ends = [mark] * (len(addressees) - 1) + ["."]
    return (opening, *(f"- {words}{end}" for words, end in zip(addressees, ends, strict=True)))


def recipient_lines(recipients: Sequence[str], end: str) -> tuple[str, ...]:
    """Who receives a paper, as the list at its foot; `end` stands behind each but the last."""
    ends = [end] * (len(recipients) - 1) + ["."]
    return (
        tuple(f"- {words}{mark}" for words, mark in zip(recipients, ends, strict=True)) if recipients else ()
    )


def hour_words(moment: time | None) -> str:
    """An hour as minutes write it; dots to fill in by hand when it was not noted."""
    return f"{moment.hour:02d} giờ {moment.minute:02d}" if moment is not None else NO_TIME


def count_words(number: int) -> str:
    """A count of people with at least two digits, as official papers write it; zero stays 0."""
    return f"{number:02d}" if number else "0"


def moment_words(moment: datetime) -> str:
    """An instant as the signature on the page shows it, with the offset from UTC; `moment` carries a zone."""
    offset = moment.strftime("%z")
    return f"{moment:%d/%m/%Y %H:%M:%S} {offset[:3]}:{offset[3:5]}"


def absence_words(count: int, names: Sequence[str]) -> str:
    """How many members were absent, with the names that were noted."""
    if not count:
        return "không"
    listed = f" ({', '.join(names)})" if names else ""
    return f"{count_words(count)} đồng chí{listed}"


def document_title(kind: str, subject: str, number: int | None, symbol: str) -> str:
    """What a PDF reader shows as the title of a paper."""
    name = f"{kind.capitalize()} {' '.join(subject.split())}"
    return f"{name} ({number_line(number, symbol)})" if number is not None else f"{name} (dự thảo)"


def minutes_title(branch: str, month: int, year: int) -> str:
    """What a PDF reader shows as the title of minutes."""
    return f"Biên bản xét công tác phát triển đảng viên tháng {month:02d}/{year} - {branch}"


# What the check of a file answers, by verdict (documents.verification.Verdict).
VERDICTS = {
    "genuine": "Văn bản thật: nội dung còn nguyên vẹn, chữ ký số đúng, nơi cấp chứng thư được tin cậy và chứng thư chưa bị thu hồi.",
    "modified": "Văn bản đã bị thay đổi sau khi ký. Đề nghị đồng chí không sử dụng bản này và lấy lại bản gốc từ nơi phát hành.",
    "invalid": "Chữ ký số trên văn bản không hợp lệ.",
    "untrusted": "Nội dung khớp với chữ ký, nhưng nơi cấp chứng thư của người ký không nằm trong danh sách được tin cậy tại đây, nên chưa thể khẳng định ai đã ký.",
    "revoked": "Chứng thư của người ký đã bị thu hồi. Đề nghị đồng chí không sử dụng bản này.",
    "revocation_unknown": "Nội dung còn nguyên vẹn và nơi cấp chứng thư được tin cậy, nhưng chưa kiểm tra được chứng thư có bị thu hồi hay không.",
    "unsigned": "Văn bản này chưa có chữ ký số.",
    "malformed": "Không đọc được tệp này như một văn bản PDF an toàn, nên không thể kết luận.",
}

# Whether the certificate was withdrawn (documents.revocation.Revocation).
REVOCATIONS = {
    "checked_ok": "Đã kiểm tra: chứng thư chưa bị thu hồi.",
    "revoked": "Đã kiểm tra: chứng thư đã bị thu hồi.",
    "not_checked": "Chưa kiểm tra thu hồi: tại đây chưa có danh sách thu hồi còn hiệu lực của nơi cấp.",
}

# One sentence per code of documents.errors and documents.verification; {letter} is the letter in question.
PROBLEMS = {
    "secret_paper": "Văn bản có dấu chỉ độ mật nên không ký số, chỉ ký tay trên giấy.",
    "time_stamp_failed": "Máy chủ cấp dấu thời gian không trả lời hoặc trả lời không đúng. Chưa ký.",
    "token_missing": "Máy chủ không thấy thiết bị ký.",
    "token_key_missing": "Thiết bị ký không có khóa của chứng thư này.",
    "token_failed": "Thiết bị ký báo lỗi.",
    "wrong_pin": "Mã PIN không đúng. Thiết bị sẽ tự khóa sau vài lần nhập sai.",
    "pin_locked": "Thiết bị ký đã khóa vì mã PIN bị nhập sai nhiều lần hoặc đã hết hạn.",
    "document_failed": "Chưa lập được văn bản. Nội dung đã soạn vẫn còn nguyên; đề nghị đồng chí thử lại sau ít phút.",
    "drafts_busy": "Đang có nhiều dự thảo được lập cùng lúc. Nội dung đã soạn vẫn còn nguyên; đề nghị đồng chí thử lại sau vài giây.",
    "foreign_letter": "Văn bản có ký tự “{letter}” ({point}) mà phông chữ của văn bản không có. Đề nghị đồng chí xóa hoặc thay ký tự này.",
    "too_large": "Văn bản dài quá mức cho phép. Đề nghị đồng chí rút gọn hoặc tách phần bảng biểu thành phụ lục.",
    "render_failed": "Chưa dựng được văn bản thành tệp PDF. Nội dung đã soạn vẫn còn nguyên; đề nghị đồng chí báo quản trị hệ thống.",
    "took_too_long": "Việc dựng hoặc đọc tệp mất quá nhiều thời gian nên đã dừng lại. Nội dung đã soạn vẫn còn nguyên.",
    "child_failed": "Việc dựng hoặc đọc tệp bị ngắt giữa chừng. Nội dung đã soạn vẫn còn nguyên; đề nghị đồng chí thử lại.",
    "not_a_key_file": "Tệp này không phải là tệp khóa ký số (.p12, .pfx) có đủ khóa riêng và chứng thư.",
    "wrong_passphrase": "Mật khẩu của khóa ký số chưa đúng. Đề nghị đồng chí nhập lại; văn bản chưa được ký.",
    "key_expired": "Chứng thư của khóa ký số đã hết hạn, không ký được nữa. Đề nghị đồng chí liên hệ nơi cấp để gia hạn.",
    "key_not_yet_valid": "Chứng thư của khóa ký số chưa đến ngày có hiệu lực.",
    "key_unfit": "Khóa trong tệp không dùng để ký văn bản được. Đề nghị đồng chí chọn tệp khóa khác.",
    "key_revoked": "Chứng thư của khóa ký số đã bị thu hồi, không ký được.",
    "field_missing": "Văn bản không còn ô chữ ký trống để ký.",
    "not_a_sheet": "Tệp này không phải là bảng tính Excel (.xlsx) đọc được.",
    "sheet_unsafe": "Tệp có chứa mã lệnh, liên kết hoặc thành phần lạ nên bị từ chối.",
    "sheet_too_large": "Bảng tính quá lớn so với danh sách của một lớp.",
    "not_a_pdf": "Tệp này không phải là tệp PDF.",
    "unreadable": "Cấu trúc của tệp bị hỏng hoặc bị cắt mất một phần.",
    "encrypted": "Tệp được đặt mật khẩu mở, nên không kiểm tra được.",
    "active_content": "Tệp có chứa mã lệnh, tệp đính kèm hoặc biểu mẫu động. Văn bản của Đảng không có những thành phần này; tệp bị từ chối.",
    "bytes_after_end": "Sau điểm kết thúc của văn bản còn có dữ liệu lạ hoặc văn bản không kết thúc đúng chỗ.",
    "content_changed": "Nội dung hiện tại không khớp với nội dung lúc ký.",
    "not_all_covered": "Chữ ký không bao trùm toàn bộ tệp: có phần nằm ngoài chữ ký.",
    "changed_after_signing": "Tệp đã được sửa thêm sau khi ký.",
    "later_signature": "Sau chữ ký thứ nhất, tệp có thêm chữ ký ở ô không được dành sẵn, hoặc phần bổ sung không chỉ là chữ ký.",
    "signature_removed": "Tệp từng có chữ ký, nhưng bản đang hiện ra không còn chữ ký đó.",
    "bytes_before_start": "Trước điểm bắt đầu của văn bản có dữ liệu lạ.",
    "file_too_large": "Tệp lớn hơn 20 MB.",
    "too_complex": "Tệp phình ra quá lớn khi đọc hoặc có quá nhiều thành phần.",
    "unknown_signature_kind": "Chữ ký thuộc loại không xác định, không kiểm tra được.",
    "weak_digest": "Chữ ký dùng cách băm đã cũ, kẻ khác có thể làm giả.",
    "weak_key": "Khóa của người ký quá ngắn, kẻ khác có thể làm giả.",
    "certificate_not_for_signing": "Chứng thư này không phải loại dùng để ký văn bản.",
    "time_stamp_wrong": "Dấu thời gian trong chữ ký không đúng.",
    "time_stamp_impossible": "Dấu thời gian trong chữ ký nằm ở tương lai.",
    "empty_signature_field": "Trong tệp còn ô chữ ký chưa được ký.",
    "signature_wrong": "Chữ ký không khớp với chứng thư kèm theo.",
    "signature_unreadable": "Dữ liệu chữ ký bị hỏng, không đọc được.",
    "signature_hole": "Ô chứa chữ ký trong tệp có dữ liệu lạ.",
    "certificate_expired": "Chứng thư của người ký đã hết hạn.",
    "certificate_not_yet_valid": "Chứng thư của người ký chưa có hiệu lực.",
    "claimed_time_impossible": "Thời điểm ký ghi trong tệp không hợp lý (ở tương lai hoặc ngoài thời hạn của chứng thư).",
    "revoked_later": "Chứng thư của người ký bị thu hồi sau khi văn bản này đã được lưu tại đây; chữ ký trên văn bản vẫn còn giá trị.",
}

CLAIMED_TIME = "Thời điểm ký do máy của người ký ghi, không có dấu thời gian của bên thứ ba."
DEMO_AUTHORITY = "Chứng thư thử nghiệm do chính phần mềm tạo ra, chỉ để trình diễn, không có giá trị pháp lý."
