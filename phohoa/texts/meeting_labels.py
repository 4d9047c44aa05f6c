"""Labels of the branch's meeting and the committee's session; read them through labels.label()."""

from __future__ import annotations

from enum import StrEnum

from ..domain.meetings import MeetingPaper, Presence, TaskState
from ..domain.proposals import (
    Effect,
    Majority,
    ProposalKind,
    ProposalOutcome,
    ProposalState,
    SessionPaper,
    SessionState,
)
from ..domain.reminders import DigestOccasion

MEETING_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Presence: {
        Presence.PRESENT: "Có mặt",
        Presence.EXCUSED: "Vắng có lý do",
        Presence.UNEXCUSED: "Vắng không lý do",
    },
    TaskState: {
        TaskState.OPEN: "Đang làm",
        TaskState.DONE: "Đã làm",
        TaskState.DROPPED: "Thôi, không làm nữa",
    },
    MeetingPaper: {
        MeetingPaper.MINUTES: "Biên bản",
        MeetingPaper.EXTRACT: "Trích nghị quyết",
    },
    ProposalKind: {
        ProposalKind.ADD: "Đưa vào danh sách cảm tình Đảng",
        ProposalKind.CLASS: "Cử đi học lớp bồi dưỡng nhận thức về Đảng",
        ProposalKind.START: "Cho làm thủ tục xem xét kết nạp",
        ProposalKind.REMOVE: "Đưa ra khỏi danh sách",
        ProposalKind.ADMIT: "Đề nghị kết nạp",
        ProposalKind.OTHER: "Kiến nghị khác",
    },
    ProposalState: {
        ProposalState.PENDING: "Chờ Đảng ủy xem xét",
        ProposalState.DECIDED: "Đảng ủy đã xem xét",
        ProposalState.WITHDRAWN: "Chi bộ đã rút",
    },
    ProposalOutcome: {
        ProposalOutcome.ACCEPTED: "Đồng ý",
        ProposalOutcome.RETURNED: "Trả lại để bổ sung",
        ProposalOutcome.DECLINED: "Không đồng ý",
    },
    SessionState: {
        SessionState.PLANNED: "Dự kiến",
        SessionState.OPEN: "Đang họp",
        SessionState.CONCLUDED: "Đã kết luận",
    },
    Majority: {
        Majority.HALF: "quá nửa số được triệu tập",
        Majority.TWO_THIRDS: "ít nhất hai phần ba số được triệu tập",
    },
    Effect: {
        Effect.NOTHING: "Ghi kết quả, không đổi bước theo dõi",
        Effect.PERMIT_START: "Chuyển sang bước lập hồ sơ",
        Effect.REFUSE_START: "Trở về bước đã học lớp, kèm lý do",
        Effect.CLASS_NOT_SENT: "Trở về bước cảm tình Đảng, kèm lý do",
        Effect.CANCEL: "Hủy bước chi bộ đã ghi",
        Effect.RESOLVE: "Ghi kết quả biểu quyết của Đảng ủy",
        Effect.DECIDE: "Ghi quyết định kết nạp",
        Effect.NOT_APPROVED: "Kết thúc: không được chấp thuận kết nạp",
    },
    SessionPaper: {
        SessionPaper.MINUTES: "Biên bản phiên họp",
        SessionPaper.NOTICE: "Thông báo kết luận",
        SessionPaper.LIST: "Danh sách cảm tình Đảng của Đảng bộ",
    },
    DigestOccasion: {
        DigestOccasion.MONTH: "Việc của tháng, trước ngày 20",
        DigestOccasion.MEETING: "Trước ngày họp chi bộ",
        DigestOccasion.OVERDUE: "Sau hạn báo cáo",
    },
}
