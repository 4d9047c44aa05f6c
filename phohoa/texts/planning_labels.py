"""Labels of due dates and of the steps of a plan; read them through labels.label()."""

from __future__ import annotations

from enum import StrEnum

from ..domain.dues import DueStart
from ..domain.facts import DueState

PLANNING_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    DueState: {
        DueState.OK: "Còn thời gian",
        DueState.SOON: "Sắp đến hạn",
        DueState.LATE: "Quá hạn",
    },
    # Each completes "kể từ …" with the day behind it.
    DueStart: {
        DueStart.CERTIFICATE: "ngày cấp giấy chứng nhận",
        DueStart.DOSSIER: "ngày bắt đầu lập hồ sơ",
        DueStart.LETTER_SENT: "ngày gửi công văn thẩm tra",
        DueStart.LETTER_RECEIVED: "ngày nơi được hỏi nhận công văn",
        DueStart.BRANCH_RESOLUTION: "ngày chi bộ ra nghị quyết",
        DueStart.DECISION_ISSUED: "ngày ký quyết định kết nạp",
        DueStart.DECISION_RECEIVED: "ngày nhận quyết định kết nạp",
        DueStart.CEREMONY: "ngày tổ chức lễ kết nạp",
        DueStart.PROBATION_END: "ngày hết 12 tháng dự bị",
        DueStart.OFFICIAL_RESOLUTION: "ngày chi bộ ra nghị quyết đề nghị công nhận",
        DueStart.EVENT: "ngày phát sinh việc",
        DueStart.FIXED: "ngày đã ấn định",
    },
}
