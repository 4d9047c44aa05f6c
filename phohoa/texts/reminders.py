"""Words of reminders: digests by e-mail, texts for a chat group, hints on data; labels through labels.label()."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from ..domain.data_hints import HintKind
from ..domain.reminders import DigestItem, DigestOccasion

REMINDER_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    DigestItem: {
        DigestItem.NOT_BEGUN: "Kỳ xét chưa bắt đầu",
        DigestItem.NOT_SENT: "Kỳ xét đang làm, chưa gửi",
        DigestItem.RETURNED: "Kỳ xét Văn phòng trả lại, chờ sửa",
        DigestItem.LOCKS_SOON: "Kỳ xét chưa gửi sắp khóa",
        DigestItem.LOCKED: "Kỳ xét chưa gửi đã khóa, cần đề nghị Văn phòng mở",
        DigestItem.TO_PREPARE: "Kỳ xét của tháng đã chuẩn bị sẵn, chờ chi bộ họp",
        DigestItem.MISSING: "Chi bộ quá hạn chưa gửi kỳ xét",
        DigestItem.TO_RECEIVE: "Kỳ xét đã gửi, chờ Văn phòng nhận",
        DigestItem.ASKED: "Chi bộ đề nghị mở tháng đã khóa",
        DigestItem.HINTS: "Gợi ý kiểm tra dữ liệu",
    },
    HintKind: {
        HintKind.NO_CHANGE: "Sáu tháng không có thay đổi",
        HintKind.NO_HELPER: "Chưa có người giúp đỡ",
        HintKind.HELPER_OF_MANY: "Một đảng viên giúp đỡ nhiều người",
        HintKind.NEVER_REMARKED: "Nhiều kỳ xét không có nhận xét",
        HintKind.FEW_MEMBERS: "Danh sách đảng viên chưa đủ",
        HintKind.MEMBERS_UNDATED: "Thiếu ngày về chi bộ",
        HintKind.NOTHING_INTRODUCED: "Trong năm chưa giới thiệu ai",
    },
}

#: kind -> (sentence, words of the link to where it is mended)
HINTS: dict[HintKind, tuple[str, str]] = {
    HintKind.NO_CHANGE: (
        "Từ ngày {since} chưa có thay đổi nào.",
        "Mở hồ sơ",
    ),
    HintKind.NO_HELPER: (
        "Chưa có đảng viên chính thức giúp đỡ, hoặc người giúp đỡ đã rời chi bộ.",
        "Phân công",
    ),
    HintKind.HELPER_OF_MANY: (
        "Đang giúp đỡ {count} người, nhiều hơn mức {most} người phường đặt ra.",
        "Mở bảng theo dõi",
    ),
    HintKind.NEVER_REMARKED: (
        "Đã qua {count} kỳ xét mà chưa kỳ nào có nhận xét hoặc xếp loại chất lượng.",
        "Mở kỳ xét tháng này",
    ),
    HintKind.FEW_MEMBERS: (
        "Danh sách mới có {count} đảng viên chính thức, trong khi chi bộ có ít nhất 3. Thiếu người thì không phân công giúp đỡ được, số triệu tập khi biểu quyết cũng sai.",
        "Bổ sung danh sách",
    ),
    HintKind.MEMBERS_UNDATED: (
        "{count} đảng viên chưa ghi ngày về chi bộ.",
        "Bổ sung danh sách",
    ),
    HintKind.NOTHING_INTRODUCED: (
        "Từ đầu năm chưa giới thiệu quần chúng nào cho các chi bộ.",
        "Xem chỉ tiêu",
    ),
}

MESSAGES: dict[str, tuple[str, str]] = {
    "digests_off": (
        "Chưa gửi thư",
        "Chưa gửi thư nào: máy chủ thư chưa được đặt hoặc Văn phòng chưa bật gửi thư nhắc việc.",
    ),
}

#: Why no message leaves.
OFF: dict[str, str] = {
    "smtp": "Máy chủ thư chưa được đặt. Quản trị hệ thống đặt theo hướng dẫn kèm chương trình.",
    "ward": "Văn phòng chưa bật “Gửi thư nhắc việc” ở trang Thông tin Đảng bộ.",
}

#: How a digest stands.
STANDINGS: dict[str, tuple[str, str]] = {
    "due": ("due", "sẽ gửi"),
    "sent": ("done", "đã gửi {at}"),
    "sending": ("due", "đang gửi"),
    "failed": ("late", "gửi chưa được: {failure}"),
    "no_address": ("plain", "chưa có hộp thư"),
    "nothing": ("plain", "không có việc, không gửi"),
}

#: Why a message did not leave: code -> words.
FAILURES: dict[str, str] = {
    "smtp_unreachable": "không nối được máy chủ thư",
    "smtp_refused_login": "máy chủ thư không nhận tên hoặc mật khẩu",
    "smtp_refused_address": "máy chủ thư không nhận địa chỉ này",
    "smtp_refused": "máy chủ thư không nhận thư",
    "address": "địa chỉ hộp thư không hợp lệ",
}

SAID: dict[str, str] = {
    "sending": "Đang gửi {count} thư. Đồng chí tải lại trang sau ít phút để xem kết quả.",
    "nothing": "Không có thư nào phải gửi.",
}

_SUBJECT = "Nhắc việc tháng {month}: {occasion}"
_OCCASIONS: dict[DigestOccasion, tuple[str, str]] = {
    DigestOccasion.MONTH: (
        "việc cần xong trước ngày 20",
        "Trước ngày 20 hằng tháng, đề nghị đồng chí xem và hoàn thành các việc sau:",
    ),
    DigestOccasion.MEETING: (
        "chuẩn bị họp chi bộ",
        "Sắp đến ngày họp chi bộ thường lệ ({day}). Nội dung xét công tác phát triển đảng viên của tháng:",
    ),
    DigestOccasion.OVERDUE: (
        "kỳ xét đã quá hạn báo cáo",
        "Hạn báo cáo kỳ xét của tháng là ngày {day}, đến nay còn:",
    ),
}


def digest_subject(occasion: DigestOccasion, month: int, year: int) -> str:
    """The subject of a digest."""
    return _SUBJECT.format(month=f"{month:02d}/{year}", occasion=_OCCASIONS[occasion][0])


def digest_body(
    occasion: DigestOccasion,
    items: Sequence[tuple[DigestItem, int]],
    branches: Sequence[str],
    day: str,
    url: str,
) -> str:
    """The text of a digest: counts, the reader's own branches, the address of the first page; nobody's name."""
    of = f" ({', '.join(branches)})" if branches else ""
    lines = [f"- {REMINDER_LABELS[DigestItem][item]}: {count:02d}" for item, count in items]
    return "\n".join(
        [
            "Kính gửi đồng chí,",
            "",
            _OCCASIONS[occasion][1].format(day=day) + of,
            "",
            *lines,
            "",
            "Đồng chí mở trang “Việc tháng này” để xem và làm:",
            url,
            "",
            "Thư gửi tự động, không kèm họ tên của ai. Không muốn nhận nữa thì xóa hộp thư ở mục “Hộp thư nhận nhắc việc” của tài khoản.",
            "",
        ]
    )


_CHAT: dict[DigestOccasion, str] = {
    DigestOccasion.MEETING: (
        "Kính gửi các đồng chí chi ủy {branch}: chi bộ họp thường lệ tháng {month} vào khoảng ngày {meets}. Danh sách xét công tác phát triển đảng viên "
        "đã chuẩn bị sẵn trên phần mềm; hạn gửi kết quả là ngày {due}. Nếu trong tháng không có thay đổi, đề nghị chọn “Không có thay đổi”. Trân trọng."
    ),
    DigestOccasion.OVERDUE: (
        "Kính gửi các đồng chí chi ủy {branch}: Văn phòng Đảng ủy chưa nhận được kết quả xét công tác phát triển đảng viên tháng {month} (hạn ngày {due}). "
        "Đề nghị các đồng chí chốt kỳ xét trên phần mềm; nếu trong tháng không có thay đổi, chọn “Không có thay đổi”{lock}. Trân trọng."
    ),
    DigestOccasion.MONTH: (
        "Kính gửi các đồng chí chi ủy {branch}: trước ngày 20, đề nghị rà soát danh sách cảm tình Đảng tháng {month}, phân công người giúp đỡ cho những trường hợp "
        "chưa có, ghi nhận xét và gửi kết quả về Văn phòng Đảng ủy qua phần mềm (hạn ngày {due}). Trân trọng."
    ),
}


def chat_text(occasion: DigestOccasion, branch: str, month: str, meets: str, due: str, locks: str) -> str:
    """A message to pass on to one branch, without personal data. `locks`: the last day before the lock, or ""."""
    lock = f"; sau ngày {locks} tháng này khóa, phải đề nghị Văn phòng mở" if locks else ""
    return _CHAT[occasion].format(branch=branch, month=month, meets=meets, due=due, lock=lock)


#: What to do about hints of a kind, said once above them.
ADVICE: dict[HintKind, str] = {
    HintKind.NO_CHANGE: "Kỳ xét tới nên nhận xét từng người: tiếp tục bồi dưỡng, chuyển bước hay đưa ra khỏi danh sách.",
    HintKind.NEVER_REMARKED: "Nhận xét một câu mỗi kỳ là đủ, để sau này có căn cứ khi đề nghị học lớp, làm thủ tục.",
}
