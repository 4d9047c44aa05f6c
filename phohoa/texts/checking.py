"""What the check of a file says, on the page and at the console: each point apart, and what was changed."""

from collections.abc import Sequence
from typing import Protocol


class ToldChange(Protocol):
    """One difference, as the checker found it."""

    @property
    def kind(self) -> str: ...
    @property
    def page(self) -> int: ...
    @property
    def detail(self) -> str: ...


class ToldVersion(Protocol):
    """One version inside a file."""

    @property
    def kind(self) -> str: ...
    @property
    def size(self) -> int: ...


#: When a file could not be judged for one of these reasons, the headline says that one.
HEADLINES: dict[str, tuple[str, str, str]] = {
    "took_too_long": (
        "error",
        "Kiểm tra quá lâu nên đã dừng",
        "Tệp có cấu trúc khác thường, đọc mãi không hết. Văn bản thật chỉ cần chưa đến một giây. Không nên mở tệp này.",
    ),
    "too_complex": (
        "error",
        "Tệp có cấu trúc khác thường",
        "Tệp phình ra quá lớn khi đọc hoặc có quá nhiều thành phần, văn bản thật không như vậy. Không nên mở tệp này.",
    ),
    "file_too_large": (
        "error",
        "Tệp quá lớn",
        "Tệp lớn hơn 20 MB nên không kiểm tra ở đây.",
    ),
    "active_content": (
        "error",
        "Tệp có nội dung tự chạy",
        "Trong tệp có mã lệnh, tệp đính kèm hoặc biểu mẫu động, dù đã ký cũng không nhận. Không nên mở tệp này.",
    ),
    "encrypted": (
        "error",
        "Tệp bị khóa",
        "Tệp được mã hóa hoặc đặt mật khẩu nên không kiểm tra được. Đề nghị nơi gửi gửi lại bản không khóa.",
    ),
}

#: The questions on the file as a whole, in the order in which they are answered.
POINTS: dict[str, str] = {
    "ours": "Có phải văn bản của nơi này",
    "unchanged": "Nội dung sau khi ký",
    "issuer": "Nơi cấp chứng thư",
    "revocation": "Thu hồi chứng thư",
}
OURS = {
    True: "Có: giống hệt bản đang lưu ở đây, không khác một chỗ nào",
    False: "Không có trong các văn bản đang lưu ở đây",
}
OURS_CHANGED = "Không giống bản đang lưu ở đây; đã so với {title}"
UNCHANGED = {True: "Không bị thay đổi", False: "Đã bị thay đổi", None: "Chưa biết"}
ISSUER = {True: "Được tin cậy ở đây", False: "Chưa được tin cậy ở đây"}
NO_SIGNATURE = "Không có chữ ký"
UNREADABLE = "Không đọc được chữ ký"
CLAIMED = "theo máy của người ký, không có dấu thời gian"
STAMPED = "dấu thời gian của {authority}"
STAMPED_BY_STRANGER = "dấu thời gian của {authority}, nơi chưa được tin cậy ở đây"
NO_TIME = "Không ghi"
#: The time stamp of the whole file, made after the last signature.
STAMP_POINT = "Dấu thời gian của cả tệp"
STAMP_WORDS = {
    True: "{at}, của {authority}",
    False: "{at}, của {authority}, nơi chưa được tin cậy ở đây",
}

_NOTES = {
    "FreeText": "chữ viết đè lên trang",
    "Stamp": "con dấu hoặc hình đóng đè lên trang",
    "Redact": "vùng bôi che nội dung",
    "Highlight": "vùng tô màu",
    "Ink": "nét vẽ tay",
    "Square": "hình vẽ",
    "Text": "ghi chú",
    "Link": "liên kết",
    "Widget": "ô biểu mẫu đặt ngoài biểu mẫu",
}
_CHANGES = {
    "page_changed": "Trang {page}: nội dung khác.",
    "page_added": "Trang {page}: được thêm vào.",
    "page_removed": "Trang {page}: bị bỏ đi.",
    "note_added": "Trang {page}: thêm {note}.",
    "note_removed": "Trang {page}: bỏ {note}.",
    "signature_in_new_field": "Thêm chữ ký trong ô mới “{detail}”; lúc văn bản được ký không có ô này.",
    "signature_added": "Thêm chữ ký trong ô “{detail}”.",
    "signature_removed": "Chữ ký trong ô “{detail}” bị gỡ.",
    "signature_replaced": "Chữ ký trong ô “{detail}” bị thay bằng chữ ký khác.",
    "field_added": "Thêm ô “{detail}”.",
    "field_removed": "Bỏ ô “{detail}”.",
    "field_changed": "Ô “{detail}” bị dời chỗ hoặc đổi cách dùng.",
    "field_filled": "Ô “{detail}” được điền hoặc điền lại.",
    "look_changed": "Hình hiển thị của ô “{detail}” bị thay.",
    "form_changed": "Biểu mẫu trong tệp bị sửa.",
    "description_changed": "Tiêu đề hoặc thông tin mô tả của tệp bị sửa.",
    "structure_changed": "Cấu trúc chung của tệp bị sửa ({detail}).",
    "evidence_added": "Thêm dữ liệu phục vụ kiểm tra lâu dài.",
    "time_stamp_added": "Thêm dấu thời gian của cả tệp.",
}
_VERSIONS = {
    "first": "bản đầu",
    "signature": "thêm chữ ký",
    "pages": "sửa nội dung trang",
    "notes": "thêm hoặc bỏ ghi chú trên trang",
    "new_signature_field": "thêm chữ ký trong ô mới",
    "signature_gone": "gỡ hoặc thay chữ ký",
    "form": "sửa ô trong biểu mẫu",
    "structure": "sửa cấu trúc của tệp",
    "description": "sửa thông tin mô tả",
    "evidence": "thêm dữ liệu kiểm tra lâu dài",
    "time_stamp": "thêm dấu thời gian của cả tệp",
    "empty": "ghi thêm nhưng không đổi gì nhìn thấy được",
}
_LEFT_OVER = {
    "tail": "Cuối tệp có {size} thừa, không thuộc bản nào.",
    "unreadable": "Cuối tệp có {size} không đọc được như một bản.",
}


def _size(count: int) -> str:
    return f"{count} byte" if count < 1024 else f"{-(-count // 1024)} KB"


def change_words(change: ToldChange) -> str:
    """One difference as a sentence; letters that cannot be shown are left out of names from the file."""
    detail = "".join(letter for letter in change.detail if letter.isprintable())
    note = _NOTES.get(detail, "ghi chú hoặc hình")
    return _CHANGES[change.kind].format(page=change.page, detail=detail, note=note)


def version_words(versions: Sequence[ToldVersion]) -> tuple[str, ...]:
    """What was written into the file, time by time; nothing for a file that was written once."""
    if len(versions) < 2:
        return ()
    told = []
    for number, version in enumerate(versions, start=1):
        size = _size(version.size)
        if version.kind in _LEFT_OVER:
            told.append(_LEFT_OVER[version.kind].format(size=size))
        else:
            told.append(f"Lần {number}: {_VERSIONS[version.kind]} ({size}).")
    return tuple(told)


CHANGE_KINDS, VERSION_KINDS = frozenset(_CHANGES), frozenset((*_VERSIONS, *_LEFT_OVER))

#: Why a paper signed outside is not taken back; the other codes are those of texts.documents.PROBLEMS.
OUTSIDE: dict[str, str] = {
    "not_our_bytes": "Tệp này không bắt đầu bằng đúng bản đã tải về để ký. Đồng chí tải lại bản chờ ký, ký bản đó rồi đưa lên; không mở ra lưu lại bằng phần mềm khác.",
    "nothing_added": "Tệp này là bản chờ ký, chưa có chữ ký nào. Đồng chí ký vào ô chữ ký có sẵn, lưu lại rồi đưa tệp đã ký lên.",
    "not_one_version_each": "Sau bản chờ ký phải có đúng một lần ghi cho mỗi chữ ký; tệp này có nhiều hơn hoặc ít hơn. Đồng chí tải lại bản chờ ký, ký đúng một lần rồi đưa lên.",
    "more_than_signature": "Lần ghi thêm không chỉ có chữ ký: có nội dung khác bị thêm hoặc sửa. Đồng chí tải lại bản chờ ký và chỉ ký, không ghi chú, không sửa gì khác.",
    "wrong_field": "Chữ ký không nằm đúng ô dành cho người ký. Khi ký, đồng chí chọn ô chữ ký có sẵn ở cuối văn bản, không vẽ ô mới.",
    "signature_missing": "Thiếu chữ ký của người phải ký. Đồng chí ký vào ô chữ ký có sẵn rồi đưa lên lại.",
    "wrong_certificate": "Chữ ký không phải bằng chứng thư đã đăng ký của người phải ký. Đồng chí ký lại bằng đúng thiết bị của mình, hoặc đăng ký chứng thư mới ở mục “Khóa ký số của tôi”.",
    "locks_paper": "Chữ ký này khóa văn bản, không cho ký tiếp, mà còn phải có chữ ký số của cơ quan. Đồng chí ký lại, chọn kiểu ký không khóa văn bản (không chọn “chứng thực, không cho thay đổi”).",
    "issuer_not_trusted": "Nơi cấp chứng thư chưa được tin cậy ở đây. Đồng chí nhờ Văn phòng bổ sung nơi cấp rồi đưa tệp lên lại.",
    "certificate_revoked": "Chứng thư của người ký đã bị thu hồi. Đồng chí liên hệ nơi cấp để có chứng thư mới.",
}

#: The page behind the square code on a paper.
PUBLIC_STANDINGS: dict[str, str] = {
    "in_force": "Đã phát hành, đang có hiệu lực",
    "superseded": "Đã được thay thế",
    "cancelled": "Số đã bỏ",
}
TOO_OFTEN = ("Xin chờ một phút", "Máy này vừa hỏi quá nhiều lần. Đồng chí chờ một phút rồi mở lại trang.")

#: The console's labels.
CONSOLE = {
    "document": "Văn bản: {title}",
    "signature": "Chữ ký {number}: {name}",
    "serial": "  Số chứng thư: {serial}",
    "issuer": "  Nơi cấp: {issuer}",
    "time": "  Thời gian ký: {time} ({source})",
    "why": "Vì sao:",
    "changes": "Đã thay đổi:",
    "changes_to_ours": "Khác với bản gốc {title}:",
    "history": "Những lần ghi trong tệp:",
    "demo": "Chứng thư thử nghiệm, không có giá trị pháp lý.",
    "unreadable": "Không mở được tệp này.",
}
