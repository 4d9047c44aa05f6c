"""Labels of the rule book: chapters, rules, regulations, answers of a check; read them through labels.label()."""

from __future__ import annotations

from enum import StrEnum

from ..domain.layout_rules import Layout
from ..domain.rule_checks import JudgementKind, MissingFact
from ..domain.rule_ids import RuleGroup, RuleId
from ..domain.rule_table import RULE_OF
from ..domain.rulebook import Regime, RuleCode
from .ward_labels import WARD_LABELS

_TITLES: dict[RuleId, str] = {
    RuleId.AGE_CONSENT: "Người trên 60 tuổi",
    RuleId.EDUCATION_EXEMPTION: "Trường hợp ngoại lệ về học vấn",
    RuleId.SPECIAL_CASES: "Trường hợp cần xin ý kiến cấp trên",
    RuleId.NOT_A_MEMBER: "Người đã là đảng viên",
    RuleId.LIST_BY_RESOLUTION: "Đưa vào danh sách cảm tình Đảng",
    RuleId.WARD_LIST_MONTHLY: "Đảng ủy xét danh sách hằng tháng",
    RuleId.HELPER_OFFICIAL: "Đảng viên giúp đỡ",
    RuleId.HELPER_REPLACED: "Thay người giúp đỡ",
    RuleId.OFF_THE_LIST: "Đưa ra khỏi danh sách",
    RuleId.YOUNG_ON_THE_LIST: "Người chưa đủ 18 tuổi",
    RuleId.NO_BRANCH_PLACE: "Nơi chưa có đảng viên, chi bộ",
    RuleId.CLASS_PROPOSED: "Đề nghị học lớp",
    RuleId.CLASS_LIST: "Cử đi học",
    RuleId.CLASS_CERTIFICATE: "Nơi cấp giấy chứng nhận",
    RuleId.CERTIFICATE_NEEDED: "Phải có giấy chứng nhận học lớp",
    RuleId.START_PERMITTED: "Cho làm thủ tục xem xét kết nạp",
    RuleId.DOSSIER_PAPERS: "Giấy tờ trước khi chi bộ xét",
    RuleId.WHO_INTRODUCES: "Người giới thiệu",
    RuleId.INTRODUCER_OFFICIAL: "Người giới thiệu là đảng viên chính thức",
    RuleId.OPINIONS_SUMMARY: "Ý kiến đoàn thể và chi ủy nơi cư trú",
    RuleId.RENEWED_PAPERS: "Giấy tờ phải làm lại",
    RuleId.SUBMITTED_PAPERS: "Giấy tờ gửi cấp quyết định",
    RuleId.VERIFIED_PERSONS: "Người được thẩm tra",
    RuleId.VERIFICATION_DONE: "Thẩm tra xong trước khi xét",
    RuleId.EXEMPT_BY_RELATIVES: "Miễn thẩm tra khi có người thân là đảng viên",
    RuleId.EXEMPT_BY_PLACE: "Miễn thẩm tra khi ở cùng một xã, phường",
    RuleId.WHO_MAY_NOT_VERIFY: "Ai không được đi thẩm tra",
    RuleId.SEAL_BEFORE_SENDING: "Trước khi gửi đi thẩm tra",
    RuleId.BRANCH_TWO_THIRDS: "Biểu quyết của chi bộ đề nghị kết nạp",
    RuleId.VOTE_BASE: "Số đảng viên được tính",
    RuleId.MEETING_QUORUM: "Số đảng viên dự họp chi bộ",
    RuleId.VOTE_FORM: "Cách biểu quyết",
    RuleId.FAILED_VOTE_REPORTED: "Không đủ phiếu thì báo cáo",
    RuleId.RESOLUTION_SAYS: "Nội dung nghị quyết chi bộ",
    RuleId.COMMITTEE_TWO_THIRDS: "Biểu quyết của Đảng ủy cơ sở",
    RuleId.STANDING_HALF: "Biểu quyết của Ban Thường vụ",
    RuleId.AUTHORISED_TWO_THIRDS: "Đảng ủy cơ sở được ủy quyền",
    RuleId.WHO_DECIDES: "Cấp quyết định kết nạp",
    RuleId.ONE_DECISION_EACH: "Mỗi người một quyết định",
    RuleId.REFUSAL_TOLD: "Không đồng ý kết nạp thì thông báo",
    RuleId.CEREMONY_ONE_BY_ONE: "Kết nạp từng người một",
    RuleId.JOINING_DAY: "Ngày vào Đảng và tuổi đảng",
    RuleId.ANNULMENT: "Hủy quyết định trái quy định",
    RuleId.HELPER_IN_PROBATION: "Người giúp đỡ đảng viên dự bị",
    RuleId.NEW_MEMBER_CLASS: "Lớp bồi dưỡng đảng viên mới",
    RuleId.RECOGNITION_PAPERS: "Giấy tờ xét công nhận chính thức",
    RuleId.RECOGNITION_VOTES: "Biểu quyết công nhận chính thức",
    RuleId.OFFICIAL_DAY: "Ngày được công nhận chính thức",
    RuleId.STRIKING_OFF: "Xóa tên đảng viên dự bị",
    RuleId.MOVING_BEFORE_VOTE: "Chuyển đi khi chi bộ chưa xét",
    RuleId.MOVING_IN_PROBATION: "Đảng viên dự bị chuyển sinh hoạt",
    RuleId.ARRIVING_WITH_CERTIFICATE: "Chuyển đến khi đã có giấy chứng nhận",
    RuleId.GRADUATES: "Người mới tốt nghiệp",
    RuleId.TEMPORARY_ACTIVITY: "Sinh hoạt tạm thời",
    RuleId.CLOCKS_RUN_ON: "Tạm dừng theo dõi",
    RuleId.READMISSION_CONSENT: "Thủ tục kết nạp lại",
    RuleId.READMISSION_NEVER: "Không xét kết nạp lại",
}


def _title(rule: RuleId) -> str:
    value = RULE_OF[rule].value
    return _TITLES[rule] if value is None else WARD_LABELS[RuleCode][value]


RULE_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    RuleId: {rule: _title(rule) for rule in RuleId},
    RuleGroup: {
        RuleGroup.STANDARDS: "Tiêu chuẩn, điều kiện",
        RuleGroup.FOLLOWING: "Phát hiện, giúp đỡ",
        RuleGroup.TRAINING: "Lớp bồi dưỡng",
        RuleGroup.DOSSIER: "Hồ sơ, giới thiệu",
        RuleGroup.VERIFICATION: "Thẩm tra lý lịch",
        RuleGroup.VOTES: "Biểu quyết",
        RuleGroup.DECISION: "Quyết định, lễ kết nạp",
        RuleGroup.PROBATION: "Dự bị, chính thức",
        RuleGroup.MOVING: "Chuyển đi, chuyển đến",
        RuleGroup.READMISSION: "Kết nạp lại",
    },
    Layout: {
        Layout.HD36: "Hướng dẫn 36-HD/VPTW ngày 03/4/2018",
        Layout.HD05: "Quy định 399-QĐ/TW ngày 09/01/2026 và Hướng dẫn 05-HD/VPTW",
    },
    Regime: {
        Regime.QD24: "Quy định 24-QĐ/TW ngày 30/7/2021",
        Regime.QD232: "Quy định 232-QĐ/TW ngày 20/01/2025",
        Regime.QD294: "Quy định 294-QĐ/TW ngày 26/5/2025",
        Regime.QD20: "Quy định 20-QĐ/TW ngày 08/4/2026",
        Regime.QD208: "Quy định 208-QĐ/TW ngày 26/7/2026",
    },
    JudgementKind: {
        JudgementKind.HOLDS: "Đạt",
        JudgementKind.FAILS: "Chưa đạt",
        JudgementKind.HOLDS_FROM: "Chưa đến ngày",
        JudgementKind.UNKNOWN: "Chưa đủ thông tin",
        JudgementKind.TOLD: "Chi bộ tự kiểm tra",
    },
    MissingFact: {
        MissingFact.BIRTH: "ngày sinh đầy đủ",
        MissingFact.EDUCATION: "trình độ học vấn",
        MissingFact.TOGETHER_SINCE: "ngày người giới thiệu bắt đầu cùng công tác, cư trú",
        MissingFact.CERTIFICATE: "ngày cấp giấy chứng nhận học lớp",
        MissingFact.DOSSIER_START: "ngày bắt đầu lập hồ sơ",
        MissingFact.BRANCH_RESOLUTION: "ngày nghị quyết chi bộ",
        MissingFact.DECISION: "ngày ký hoặc ngày nhận quyết định",
        MissingFact.CEREMONY: "ngày tổ chức lễ kết nạp",
        MissingFact.RECOGNITION_RESOLUTION: "ngày nghị quyết đề nghị công nhận",
        MissingFact.BRANCH_MEMBERS: "số đảng viên chính thức của chi bộ",
        MissingFact.VOTES: "số liệu biểu quyết",
        MissingFact.LEFT_PARTY: "ngày, lý do ra khỏi Đảng",
        MissingFact.SENTENCE_CLEARED: "ngày được xóa án tích",
    },
}
