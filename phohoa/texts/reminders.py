"""Words of reminders: digests by e-mail, texts for a chat group, hints on data; labels through labels.label()."""

from __future__ import annotations

from enum import StrEnum

from ..domain.data_hints import HintKind
from ..domain.reminders import DigestItem

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
