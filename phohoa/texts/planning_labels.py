"""Labels of due dates and of the steps of a plan; read them through labels.label()."""

from __future__ import annotations

from enum import StrEnum

from ..domain.dues import DueStart
from ..domain.facts import DueState
from ..domain.forecast import Outlook, ShortReason, Verdict
from ..domain.plan_steps import Goal, Obstacle, Pace, PlanNote, PlanStep, StepStanding

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
    PlanStep: {
        PlanStep.LIST: "Chi bộ đưa vào danh sách cảm tình Đảng",
        PlanStep.PROPOSE_CLASS: "Chi bộ đề nghị cử học lớp bồi dưỡng nhận thức về Đảng",
        PlanStep.ATTEND_CLASS: "Học xong lớp, được cấp giấy chứng nhận",
        PlanStep.PROPOSE_START: "Chi bộ đề nghị cho làm thủ tục",
        PlanStep.PERMIT_START: "Đảng ủy cho làm thủ tục",
        PlanStep.COMPLETE_DOSSIER: "Đủ hồ sơ, thẩm tra lý lịch xong",
        PlanStep.RESOLVE_BRANCH: "Chi bộ xét, ra nghị quyết đề nghị kết nạp",
        PlanStep.RESOLVE_COMMITTEE: "Đảng ủy xét, ra nghị quyết đề nghị kết nạp",
        PlanStep.SUBMIT: "Gửi hồ sơ lên cấp có thẩm quyền",
        PlanStep.DECIDE: "Có quyết định kết nạp",
        PlanStep.CEREMONY: "Tổ chức lễ kết nạp",
        PlanStep.NEW_MEMBER_CLASS: "Học xong lớp bồi dưỡng đảng viên mới",
        PlanStep.END_PROBATION: "Hết 12 tháng dự bị",
        PlanStep.REVIEW_OFFICIAL: "Chi bộ xét, đề nghị công nhận chính thức",
        PlanStep.RESOLVE_OFFICIAL: "Đảng ủy xét, đề nghị công nhận chính thức",
        PlanStep.RECOGNISE: "Có quyết định công nhận chính thức",
    },
    Pace: {Pace.SAFE: "Tính an toàn", Pace.QUICK: "Tính nhanh nhất"},
    Goal: {
        Goal.DECISION: "Có quyết định kết nạp",
        Goal.CEREMONY: "Kết nạp",
        Goal.RECOGNITION: "Công nhận chính thức",
    },
    Obstacle: {
        Obstacle.NO_CLASS: "Chưa có lớp nào được thông báo mà người này còn kịp học",
        Obstacle.OVER_AGE: "Quá tuổi kết nạp trước khi chi bộ kịp xét; phải có văn bản đồng ý của cấp trên",
        Obstacle.EDUCATION: "Chưa đủ trình độ học vấn; phải có văn bằng hoặc được miễn",
        Obstacle.CLOSED: "Lượt theo dõi đã kết thúc",
    },
    PlanNote: {
        PlanNote.RETAKE_CLASS: "Giấy chứng nhận hết giá trị trước khi chi bộ kịp xét: phải học lại lớp",
        PlanNote.RENEW_PAPERS: "Hồ sơ quá 12 tháng trước khi chi bộ kịp xét: phải làm lại các giấy tờ theo quy định",
        PlanNote.PAUSED: "Đang tạm dừng theo dõi: kế hoạch tính như tiếp tục ngay hôm nay",
        PlanNote.EDUCATION_UNKNOWN: "Chưa ghi trình độ học vấn",
        PlanNote.BIRTH_UNKNOWN: "Chưa ghi ngày sinh nên chưa tính được tuổi",
        PlanNote.LIMIT_PASSED: "Có hạn đã qua mà chưa có kết quả: ngày sớm nhất tính từ hôm nay",
        PlanNote.UPPER_DECIDES: "Cấp trên quyết định và chưa biết lịch họp: tính đủ hạn theo quy định",
    },
    StepStanding: {
        StepStanding.IN_TIME: "Còn thời gian",
        StepStanding.SOON: "Sắp đến hạn",
        StepStanding.UNKNOWN: "Chưa có lớp",
        StepStanding.NOT_REACHED: "Không kịp",
        StepStanding.PAST: "Đã quá hạn",
    },
    Outlook: {
        Outlook.SAFE: "Kịp trong năm",
        Outlook.IF_QUICK: "Kịp nếu các nơi trả lời sớm hơn hạn",
        Outlook.IF_CLASS: "Kịp nếu có lớp bồi dưỡng đúng lúc",
        Outlook.NOT_THIS_YEAR: "Không kịp trong năm",
    },
    Verdict: {
        Verdict.REACHED: "Đạt",
        Verdict.CAN: "Có thể đạt",
        Verdict.CAN_IF: "Có thể đạt, có điều kiện",
        Verdict.CANNOT: "Không thể đạt trong năm",
        Verdict.NO_TARGET: "Chưa có chỉ tiêu",
    },
    ShortReason: {
        ShortReason.NO_PEOPLE: "không đủ người đang theo dõi",
        ShortReason.TOO_LATE: "các bước còn lại không kịp trong năm",
    },
}
