"""Labels of the dossier, classes, votes and papers of the process; read them through labels.label()."""

from __future__ import annotations

from enum import StrEnum

from ..domain.cross_check import Doubt, Step
from ..domain.dossier import (
    ExemptReason,
    Need,
    PaperList,
    PaperState,
    Standing,
    VerificationConclusion,
    VerificationSubject,
)
from ..domain.introducers import IntroducedBecause, Union
from ..domain.opinions import OpinionKind, ReasonLeftParty
from ..domain.papers import PaperForm
from ..domain.sessions import SessionKind
from ..domain.training import (
    ClassKind,
    ClassResult,
    ClassState,
    NominationState,
    NoticeState,
    RankCriterion,
)
from ..domain.voting import AbsenceKind, DecidingBody, VotingBody

PROCESS_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    PaperState: {
        PaperState.MISSING: "Chưa có",
        PaperState.RECEIVED: "Đã có",
        PaperState.RETURNED: "Trả lại để bổ sung",
        PaperState.NOT_NEEDED: "Không cần",
    },
    VerificationSubject: {
        VerificationSubject.SELF: "Bản thân",
        VerificationSubject.PARENTS: "Cha mẹ đẻ hoặc người nuôi dưỡng",
        VerificationSubject.SPOUSE: "Vợ hoặc chồng",
        VerificationSubject.SPOUSE_PARENTS: "Cha mẹ vợ hoặc cha mẹ chồng",
        VerificationSubject.CHILDREN: "Con đẻ",
    },
    VerificationConclusion: {
        VerificationConclusion.OPEN: "Chưa trả lời",
        VerificationConclusion.CORRECT: "Đúng",
        VerificationConclusion.NEEDS_MORE: "Cần bổ sung",
        VerificationConclusion.PROBLEM: "Có vấn đề, xem hồ sơ giấy",
        VerificationConclusion.EXEMPT: "Được miễn thẩm tra",
    },
    Step: {
        Step.RECORD: "hồ sơ người được theo dõi",
        Step.SYMPATHISER: "chi bộ đưa vào danh sách cảm tình Đảng",
        Step.START_PROPOSED: "chi bộ đề nghị cho làm thủ tục",
        Step.DOSSIER_STARTED: "Đảng ủy cho làm thủ tục",
        Step.BRANCH_VOTE: "chi bộ xét, biểu quyết kết nạp",
        Step.COMMITTEE_VOTE: "Đảng ủy xét, biểu quyết",
        Step.SUBMITTED: "gửi hồ sơ lên cấp quyết định",
        Step.DECISION_RECEIVED: "nhận quyết định kết nạp",
        Step.CEREMONY: "lễ kết nạp",
        Step.PROBATION_ENDS: "hết thời gian dự bị",
        Step.OFFICIAL_VOTE: "chi bộ xét công nhận chính thức",
        Step.VERIFICATION: "thẩm tra lý lịch",
        Step.TOGETHER: "cùng công tác, cư trú từ ngày",
        Step.OTHER_PERSON: "một người khác trong phường",
    },
    Doubt: {
        Doubt.NAME_DIFFERS: "Họ tên khác nhau",
        Doubt.NAME_MARKS_DIFFER: "Họ tên khác dấu",
        Doubt.BIRTH_DIFFERS: "Ngày sinh khác nhau",
        Doubt.TOO_EARLY: "Sớm hơn việc phải có trước",
        Doubt.TOO_LATE: "Sau ngày chi bộ xét",
        Doubt.TOGETHER_SHORT: "Chưa đủ 12 tháng cùng công tác, cư trú",
        Doubt.NUMBER_TWICE: "Số đã dùng ở chỗ khác",
        Doubt.BEFORE_BIRTH: "Trước ngày sinh",
    },
    ExemptReason: {
        ExemptReason.RELATIVE_IS_MEMBER: "Có cha, mẹ, anh chị em ruột hoặc con là đảng viên",
        ExemptReason.SAME_COMMUNE: "Cùng sống ở một xã, phường từ đời ông bà",
    },
    PaperList: {
        PaperList.BEFORE_VOTE: "Trước khi chi bộ xét kết nạp",
        PaperList.AFTER_VOTE: "Sau khi chi bộ có nghị quyết",
        PaperList.AT_RECOGNITION: "Khi xét công nhận chính thức",
    },
    Need: {
        Need.REQUIRED: "phải có",
        Need.IF_ANY: "nếu có",
        Need.USUAL: "theo cách làm của phường",
    },
    Standing: {
        Standing.SERVES: "Đã có",
        Standing.MISSING: "Còn thiếu",
        Standing.RETURNED: "Trả lại để bổ sung",
        Standing.TOO_LATE: "Đề ngày sau",
        Standing.STALE: "Phải làm lại",
    },
    Union: {
        Union.YOUTH: "Đoàn Thanh niên",
        Union.TRADE: "công đoàn",
    },
    IntroducedBecause: {
        IntroducedBecause.PAST_YOUTH_AGE: "Đã quá tuổi Đoàn: hai đảng viên chính thức giới thiệu",
        IntroducedBecause.YOUTH_UNION: "Trong tuổi Đoàn, nơi có tổ chức Đoàn: một đảng viên chính thức giới thiệu và nghị quyết của Đoàn",
        IntroducedBecause.TRADE_UNION: "Trong tuổi Đoàn, nơi không có Đoàn nhưng có công đoàn: một đảng viên chính thức giới thiệu và nghị quyết của công đoàn",
        IntroducedBecause.NO_UNION: "Nơi không có Đoàn và công đoàn: hai đảng viên chính thức giới thiệu",
        IntroducedBecause.AGE_UNKNOWN: "Chưa rõ ngày sinh nên chưa biết còn trong tuổi Đoàn không: tạm tính hai đảng viên chính thức giới thiệu",
    },
    OpinionKind: {
        OpinionKind.OVER_AGE: "Quá tuổi kết nạp",
        OpinionKind.EDUCATION: "Trình độ học vấn",
        OpinionKind.SPECIAL_CASE: "Trường hợp cần xin ý kiến cấp trên",
        OpinionKind.READMISSION: "Kết nạp lại",
    },
    ReasonLeftParty: {
        ReasonLeftParty.STRUCK_OFF: "Bị xóa tên",
        ReasonLeftParty.EXPELLED: "Bị khai trừ",
        ReasonLeftParty.STOPPED_ATTENDING: "Tự bỏ sinh hoạt đảng",
        ReasonLeftParty.ASKED_TO_LEAVE: "Tự xin ra khỏi Đảng",
        ReasonLeftParty.ASKED_FOR_FAMILY: "Xin ra vì hoàn cảnh gia đình đặc biệt khó khăn",
        ReasonLeftParty.SERIOUS_DISUNITY: "Gây mất đoàn kết nội bộ nghiêm trọng",
        ReasonLeftParty.CORRUPTION: "Bị kết án vì tội tham nhũng",
        ReasonLeftParty.SERIOUS_CRIME: "Bị kết án vì tội nghiêm trọng trở lên",
        ReasonLeftParty.LESSER_CRIME: "Bị kết án vì tội ít nghiêm trọng",
        ReasonLeftParty.OTHER: "Lý do khác",
    },
    PaperForm: {
        PaperForm.BRANCH_ADMISSION: "Nghị quyết của chi bộ đề nghị kết nạp đảng viên",
        PaperForm.COMMITTEE_ADMISSION: "Nghị quyết của Đảng ủy đề nghị kết nạp đảng viên",
        PaperForm.ADMISSION_DECISION: "Quyết định kết nạp đảng viên",
        PaperForm.VERIFICATION_REQUEST: "Công văn đề nghị thẩm tra lý lịch",
        PaperForm.CONSIDERATION: "Giấy chứng nhận đang được xem xét kết nạp",
        PaperForm.OPINIONS_SUMMARY: "Tổng hợp ý kiến nhận xét",
        PaperForm.BRANCH_RECOGNITION: "Nghị quyết của chi bộ đề nghị công nhận đảng viên chính thức",
        PaperForm.COMMITTEE_RECOGNITION: "Nghị quyết của Đảng ủy đề nghị công nhận đảng viên chính thức",
        PaperForm.RECOGNITION_DECISION: "Quyết định công nhận đảng viên chính thức",
        PaperForm.HANDOVER: "Phiếu bàn giao thông tin",
    },
    SessionKind: {
        SessionKind.COMMITTEE: "Họp Ban Chấp hành Đảng bộ",
        SessionKind.STANDING_COMMITTEE: "Họp Ban Thường vụ",
    },
    ClassKind: {
        ClassKind.AWARENESS: "Lớp bồi dưỡng nhận thức về Đảng",
        ClassKind.NEW_MEMBER: "Lớp bồi dưỡng đảng viên mới",
    },
    ClassState: {
        ClassState.PLANNED: "Dự kiến",
        ClassState.ANNOUNCED: "Đã thông báo",
        ClassState.DECIDED: "Đã chốt danh sách",
        ClassState.CLOSED: "Đã kết thúc",
        ClassState.CANCELLED: "Không tổ chức",
    },
    NoticeState: {
        NoticeState.DRAFT: "Dự thảo",
        NoticeState.SUBMITTED: "Trình ký",
        NoticeState.RETURNED: "Trả lại",
        NoticeState.ISSUED: "Đã phát hành",
        NoticeState.RECORDED: "Theo thông báo của cấp trên",
    },
    NominationState: {
        NominationState.NOMINATED: "Chi bộ đề nghị",
        NominationState.ACCEPTED: "Được cử đi học",
        NominationState.WAITING: "Danh sách chờ",
        NominationState.DECLINED: "Chưa cử",
        NominationState.WITHDRAWN: "Chi bộ rút đề nghị",
    },
    RankCriterion: {
        RankCriterion.PASSED_OVER_TWICE: "Đã hai lần trở lên chưa được cử đi học",
        RankCriterion.AGE_LIMIT_NEAR: "Sắp hết tuổi kết nạp (còn không quá 36 tháng)",
        RankCriterion.PROBATION_ENDS: "Đã hết hoặc sắp hết thời gian dự bị (trong 6 tháng)",
        RankCriterion.WANTED_SOON: "Chi bộ dự kiến kết nạp trong 12 tháng sau khai giảng",
        RankCriterion.BRANCH_WITHOUT_ADMISSION: "Chi bộ chưa kết nạp được ai trong năm",
        RankCriterion.BRANCH_FEW_MEMBERS: "Chi bộ ít đảng viên (dưới 9)",
        RankCriterion.BRANCH_FEW_YOUNG: "Chi bộ ít đảng viên trẻ (đến 35 tuổi, dưới 15%)",
        RankCriterion.GOOD_RATING: "Chất lượng Tốt ở kỳ xét gần nhất",
        RankCriterion.WAITING: "Chờ lâu hơn",
    },
    ClassResult: {
        ClassResult.PASSED: "Đạt",
        ClassResult.FAILED: "Không đạt",
        ClassResult.ABSENT: "Không dự",
    },
    AbsenceKind: {
        AbsenceKind.TEMPORARY_ELSEWHERE: "Được giới thiệu sinh hoạt tạm thời nơi khác",
        AbsenceKind.EXEMPT: "Được miễn công tác và sinh hoạt đảng, vắng mặt",
        AbsenceKind.SUSPENDED: "Bị đình chỉ sinh hoạt đảng",
        AbsenceKind.PROSECUTED: "Bị khởi tố, truy tố",
        AbsenceKind.DETAINED: "Bị tạm giam",
    },
    VotingBody: {
        VotingBody.BRANCH: "Chi bộ",
        VotingBody.COMMITTEE: "Ban Chấp hành Đảng bộ",
        VotingBody.STANDING_COMMITTEE: "Ban Thường vụ Đảng ủy",
    },
    DecidingBody: {
        DecidingBody.STANDING_COMMITTEE: "Ban Thường vụ của cấp có thẩm quyền",
        DecidingBody.AUTHORISED_COMMITTEE: "Cấp ủy được ủy quyền",
    },
}
