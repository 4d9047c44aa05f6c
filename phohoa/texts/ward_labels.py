"""Labels of the ward's units, rules, calendar, targets and documents; read them through labels.label()."""

from __future__ import annotations

from enum import StrEnum

from ..domain.deadlines import HolidayCertainty, HolidayKind
from ..domain.legacy_encodings import LegacyEncoding
from ..domain.numbering import DocumentKind, PlanMoveCode, PlanState
from ..domain.rulebook import AuthorityMode, Certainty, RuleCode, Unit
from ..domain.targets import AdmissionDate, TargetCode, TargetResult
from ..domain.units import BranchKind, OrganisationKind
from ..domain.vietnamese import CitizenIdWarning, TextProblem
from ..domain.wording import Mark

WARD_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Mark: {Mark.SAME: "Giữ nguyên", Mark.GONE: "Đã bỏ", Mark.NEW: "Mới thêm"},
    PlanState: {
        PlanState.DRAFT: "Dự thảo",
        PlanState.IN_REVIEW: "Trình ký",
        PlanState.RETURNED: "Trả lại",
        PlanState.APPROVED: "Phê duyệt",
        PlanState.ISSUED: "Phát hành",
        PlanState.SUPERSEDED: "Đã thay thế",
    },
    PlanMoveCode: {
        PlanMoveCode.SEND_FOR_REVIEW: "Trình ký",
        PlanMoveCode.TAKE_BACK: "Rút về dự thảo",
        PlanMoveCode.RETURN: "Trả lại",
        PlanMoveCode.APPROVE: "Phê duyệt",
        PlanMoveCode.ISSUE: "Cấp số, ký số và phát hành",
        PlanMoveCode.SUPERSEDE: "Thay thế bằng kế hoạch mới",
    },
    DocumentKind: {
        DocumentKind.PLAN: "Kế hoạch",
        DocumentKind.RESOLUTION: "Nghị quyết",
        DocumentKind.REPORT: "Báo cáo",
        DocumentKind.NOTICE: "Thông báo",
        DocumentKind.MINUTES: "Biên bản",
        DocumentKind.DECISION: "Quyết định",
        DocumentKind.SUBMISSION: "Tờ trình",
        DocumentKind.LETTER: "Công văn",
    },
    TargetCode: {
        TargetCode.BRANCH_ADMISSIONS: "Kết nạp đảng viên của chi bộ",
        TargetCode.ORGANISATION_INTRODUCTIONS: "Giới thiệu quần chúng ưu tú",
        TargetCode.ORGANISATION_ADMISSIONS: "Đoàn viên, hội viên được kết nạp",
        TargetCode.WARD_ADMISSIONS: "Kết nạp đảng viên toàn Đảng bộ",
    },
    AdmissionDate: {
        AdmissionDate.DECISION: "Ngày quyết định kết nạp",
        AdmissionDate.CEREMONY: "Ngày tổ chức lễ kết nạp",
    },
    TargetResult: {
        TargetResult.NOT_YET: "Chưa đạt",
        TargetResult.REACHED: "Đạt",
        TargetResult.EXCEEDED: "Vượt",
    },
    BranchKind: {
        BranchKind.RESIDENTIAL: "Chi bộ tổ dân phố",
        BranchKind.SCHOOL: "Chi bộ trường học",
        BranchKind.HEALTH: "Chi bộ trạm y tế",
        BranchKind.POLICE: "Chi bộ công an",
        BranchKind.MILITARY: "Chi bộ quân sự",
        BranchKind.OFFICE: "Chi bộ cơ quan",
        BranchKind.ENTERPRISE: "Chi bộ doanh nghiệp",
    },
    OrganisationKind: {
        OrganisationKind.FRONT: "Mặt trận Tổ quốc",
        OrganisationKind.FARMERS: "Hội Nông dân",
        OrganisationKind.WOMEN: "Hội Liên hiệp Phụ nữ",
        OrganisationKind.VETERANS: "Hội Cựu chiến binh",
        OrganisationKind.YOUTH: "Đoàn Thanh niên",
        OrganisationKind.TRADE_UNION: "Công đoàn",
    },
    AuthorityMode: {
        AuthorityMode.A: "Chế độ A: phường đề nghị, cấp trên quyết định",
        AuthorityMode.B: "Chế độ B: Ban Thường vụ Đảng ủy phường quyết định",
        AuthorityMode.C: "Chế độ C: Ban Thường vụ Đảng ủy phường quyết định theo quy định 2026",
    },
    Certainty: {
        Certainty.READ: "Đã đối chiếu với văn bản",
        Certainty.LIKELY: "Chưa đối chiếu với văn bản gốc",
        Certainty.SECOND_HAND: "Theo nguồn gián tiếp, chưa đối chiếu với văn bản mới",
        Certainty.ENTERED: "Văn phòng Đảng ủy nhập",
    },
    Unit: {
        Unit.YEARS: "tuổi",
        Unit.MONTHS: "tháng",
        Unit.WORKING_DAYS: "ngày làm việc",
        Unit.TIMES: "lần",
        Unit.PEOPLE: "đảng viên",
        Unit.LEVEL: "trình độ",
        Unit.STARTING_POINT: "mốc tính",
    },
    RuleCode: {
        RuleCode.AGE_MIN: "Tuổi thấp nhất khi xét kết nạp",
        RuleCode.AGE_MAX: "Tuổi cao nhất khi xét kết nạp",
        RuleCode.YOUTH_AGE_MAX: "Tuổi đoàn viên cao nhất",
        RuleCode.YOUTH_CADRE_AGE_MAX: "Tuổi cao nhất của cán bộ Đoàn",
        RuleCode.EDUCATION_MIN: "Trình độ học vấn tối thiểu",
        RuleCode.CERTIFICATE_MONTHS: "Thời hạn giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng",
        RuleCode.DOSSIER_MONTHS: "Thời hạn hồ sơ chưa được chi bộ xét",
        RuleCode.TOGETHER_MONTHS: "Thời gian người giới thiệu cùng công tác, cư trú",
        RuleCode.BRANCH_OFFICIAL_MIN: "Số đảng viên chính thức tối thiểu của chi bộ",
        RuleCode.DECISION_DAYS: "Thời hạn quyết định kết nạp",
        RuleCode.DECISION_EXTENSION_DAYS: "Thời gian gia hạn quyết định kết nạp",
        RuleCode.CEREMONY_DAYS: "Thời hạn tổ chức lễ kết nạp",
        RuleCode.CEREMONY_FROM: "Mốc tính thời hạn tổ chức lễ kết nạp",
        RuleCode.PROBATION_MONTHS: "Thời gian dự bị",
        RuleCode.OFFICIAL_REVIEW_DAYS: "Thời hạn chi bộ xét công nhận chính thức",
        RuleCode.OFFICIAL_DECISION_DAYS: "Thời hạn quyết định công nhận chính thức",
        RuleCode.OFFICIAL_DECISION_EXTENSION_DAYS: "Thời gian gia hạn quyết định công nhận chính thức",
        RuleCode.VERIFICATION_HOME_DAYS: "Thời hạn trả lời thẩm tra ở trong nước",
        RuleCode.VERIFICATION_ABROAD_DAYS: "Thời hạn trả lời thẩm tra ở ngoài nước",
        RuleCode.FAILED_VOTES_MAX: "Số lần biểu quyết không đủ tỷ lệ phải báo cáo cấp trên",
        RuleCode.READMISSION_MONTHS: "Thời gian ra khỏi Đảng trước khi kết nạp lại",
        RuleCode.READMISSION_SENTENCE_MONTHS: "Thời gian sau khi xóa án tích mới xét kết nạp lại",
        RuleCode.MOVED_DECISION_DAYS: "Thời hạn có quyết định kết nạp sau khi người được xét chuyển đi",
        RuleCode.NEW_MEMBER_PAPERS_DAYS: "Thời hạn hoàn thành lý lịch, phiếu đảng viên sau lễ kết nạp",
        RuleCode.READMISSION_TIMES: "Số lần được kết nạp lại",
        RuleCode.FORWARD_DOSSIER_DAYS: "Thời hạn chuyển hồ sơ đến nơi mới",
        RuleCode.TRANSFER_DAYS: "Thời hạn chuyển sinh hoạt đảng",
        RuleCode.NEW_PLACE_DECISION_DAYS: "Thời hạn nơi mới xem xét, quyết định hồ sơ chuyển đến",
        RuleCode.REEXAMINATION_DAYS: "Thời hạn thẩm tra, xem xét lại ở nơi mới",
        RuleCode.STUDY_MONTHS: "Thời gian học tập, biệt phái do tổ chức đảng nơi đó xét",
        RuleCode.WORK_MONTHS: "Thời gian làm việc do tổ chức đảng nơi làm việc xét",
    },
    HolidayKind: {
        HolidayKind.NEW_YEAR: "Tết Dương lịch",
        HolidayKind.LUNAR_NEW_YEAR: "Tết Âm lịch",
        HolidayKind.HUNG_KINGS: "Giỗ Tổ Hùng Vương",
        HolidayKind.REUNIFICATION: "Ngày Chiến thắng 30/4",
        HolidayKind.LABOUR: "Ngày Quốc tế Lao động",
        HolidayKind.NATIONAL: "Quốc khánh",
        HolidayKind.SUBSTITUTE: "Nghỉ bù, hoán đổi ngày làm việc",
    },
    HolidayCertainty: {
        HolidayCertainty.CERTAIN: "Theo luật",
        HolidayCertainty.TO_CONFIRM: "Cần kiểm tra theo thông báo hằng năm",
    },
    LegacyEncoding: {
        LegacyEncoding.TCVN3: "TCVN3 (ABC, phông .VnTime)",
        LegacyEncoding.VNI: "VNI (phông VNI-Times)",
    },
    TextProblem: {
        TextProblem.DATE_UNREADABLE: "Chưa đọc được ngày. Nhập ngày/tháng/năm, ví dụ 05/03/2023.",
        TextProblem.DATE_IMPOSSIBLE: "Ngày này không có trong lịch. Đồng chí kiểm tra lại ngày và tháng.",
        TextProblem.YEAR_TWO_DIGITS: "Nhập đủ bốn chữ số của năm sinh, ví dụ 1985.",
        TextProblem.YEAR_OUT_OF_RANGE: "Năm không hợp lý. Đồng chí kiểm tra lại.",
        TextProblem.BIRTH_IN_FUTURE: "Ngày sinh này chưa đến. Đồng chí kiểm tra lại.",
        TextProblem.PHONE_UNREADABLE: "Số điện thoại cần 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09.",
    },
    CitizenIdWarning: {
        CitizenIdWarning.LENGTH: "Số định danh (CCCD) cần đủ 12 chữ số.",
        CitizenIdWarning.LEADING_ZERO_LOST: "Số định danh chỉ có 11 chữ số, có thể mất số 0 ở đầu.",
        CitizenIdWarning.OLD_NINE_DIGITS: "Đây là số chứng minh nhân dân cũ (9 chữ số), nay không còn dùng.",
        CitizenIdWarning.PROVINCE: "Ba chữ số đầu không phải mã tỉnh, thành phố.",
        CitizenIdWarning.YEAR: "Năm sinh trong số định danh khác với năm sinh đã nhập.",
        CitizenIdWarning.SEX: "Giới tính trong số định danh khác với giới tính đã nhập.",
    },
}

# Kind symbols as they stand in the number of a document.
KIND_SYMBOLS: dict[DocumentKind, str] = {
    DocumentKind.PLAN: "KH",
    DocumentKind.RESOLUTION: "NQ",
    DocumentKind.REPORT: "BC",
    DocumentKind.NOTICE: "TB",
    DocumentKind.MINUTES: "BB",
    DocumentKind.DECISION: "QĐ",
    DocumentKind.SUBMISSION: "TTr",
    DocumentKind.LETTER: "CV",
}
