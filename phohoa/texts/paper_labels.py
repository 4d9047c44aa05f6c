"""Labels of papers of the process: their fields, why one is closed, guidance sheets."""

from __future__ import annotations

from enum import StrEnum

from ..domain.legal_bases import LegalBasis
from ..domain.papers import Guide, PaperClosed, PaperField, PaperIssuer

PAPER_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    PaperField: {
        PaperField.NUMBER: "Số, ký hiệu",
        PaperField.DATED: "Ngày văn bản",
        PaperField.MEETING_ON: "Ngày họp",
        PaperField.VENUE: "Địa điểm họp",
        PaperField.MEMBERS_OFFICIAL: "Tổng số đảng viên chính thức",
        PaperField.MEMBERS_PROBATIONARY: "Tổng số đảng viên dự bị",
        PaperField.PRESENT_OFFICIAL: "Đảng viên chính thức có mặt",
        PaperField.PRESENT_PROBATIONARY: "Đảng viên dự bị có mặt",
        PaperField.MEMBERS: "Tổng số ủy viên",
        PaperField.PRESENT: "Số ủy viên có mặt",
        PaperField.ABSENT_NOTE: "Lý do vắng mặt",
        PaperField.CHAIR: "Người chủ trì",
        PaperField.CHAIR_POSITION: "Chức vụ của người chủ trì",
        PaperField.SECRETARY: "Thư ký",
        PaperField.CALLED: "Số được tính để biểu quyết",
        PaperField.IN_FAVOUR: "Tán thành",
        PaperField.AGAINST: "Không tán thành",
        PaperField.BLANK: "Phiếu trắng",
        PaperField.AGAINST_NOTE: "Lý do không tán thành",
        PaperField.BACKGROUND: "Kết luận về lý lịch",
        PaperField.AWARENESS: "Kết luận về ý thức giác ngộ chính trị",
        PaperField.CHARACTER: "Ưu điểm, khuyết điểm về phẩm chất chính trị, đạo đức, lối sống",
        PaperField.ABILITY: "Kết luận về năng lực công tác",
        PaperField.RELATIONS: "Kết luận về quan hệ quần chúng",
        PaperField.BRANCH_NUMBER: "Số nghị quyết của chi bộ",
        PaperField.BRANCH_ON: "Ngày nghị quyết của chi bộ",
        PaperField.NATIVE_PLACE: "Quê quán",
        PaperField.ADDRESSEE: "Kính gửi, nơi đến",
        PaperField.VERIFIED: "Người cần thẩm tra",
        PaperField.ORGANISATION_OPINIONS: "Ý kiến của từng tổ chức",
        PaperField.RESIDENCE_OPINION: "Ý kiến của chi ủy nơi cư trú",
        PaperField.SUMMARY: "Tổng hợp của chi ủy",
        PaperField.BASES: "Căn cứ",
        PaperField.AUTHORITY: "Thẩm quyền ký",
        PaperField.POSITION: "Chức vụ người ký",
        PaperField.SIGNATORY: "Người ký",
        PaperField.RECIPIENTS: "Nơi nhận",
    },
    PaperIssuer: {
        PaperIssuer.BRANCH: "Chi bộ",
        PaperIssuer.COMMITTEE: "Đảng ủy",
    },
    PaperClosed: {
        PaperClosed.OFFICE_MAKES: "Văn phòng Đảng ủy lập văn bản này",
        PaperClosed.STEP_NOT_RECORDED: "Chưa ghi bước mà văn bản này xác nhận",
        PaperClosed.STAGE: "Chưa đến hoặc đã qua giai đoạn dùng văn bản này",
        PaperClosed.LEVEL_ABOVE_DECIDES: "Cấp ủy cấp trên ban hành quyết định; khi nhận được, ghi số và ngày vào bước tương ứng",
        PaperClosed.WARD_DECIDES: "Không dùng: Ban Thường vụ Đảng ủy phường quyết định, không qua nghị quyết đề nghị của Đảng ủy",
    },
    Guide: {
        Guide.APPLICATION: "Đơn xin vào Đảng",
        Guide.LIFE_HISTORY: "Lý lịch của người xin vào Đảng",
        Guide.INTRODUCTION: "Giấy giới thiệu người vào Đảng",
        Guide.SELF_REVIEW: "Bản tự kiểm điểm của đảng viên dự bị",
        Guide.HELPER_REMARKS: "Bản nhận xét của đảng viên được phân công giúp đỡ",
    },
    LegalBasis: {
        LegalBasis.STATUTES: "Điều lệ Đảng",
        LegalBasis.QD24: "Quy định 24-QĐ/TW",
        LegalBasis.QD232: "Quy định 232-QĐ/TW",
        LegalBasis.QD294: "Quy định 294-QĐ/TW",
        LegalBasis.QD20: "Quy định 20-QĐ/TW",
        LegalBasis.QD208: "Quy định 208-QĐ/TW",
        LegalBasis.HD01_2021: "Hướng dẫn 01-HD/TW năm 2021",
        LegalBasis.HD06: "Hướng dẫn 06-HD/TW",
        LegalBasis.HD01_2026: "Hướng dẫn 01-HD/TW năm 2026",
        LegalBasis.HD12: "Hướng dẫn 12-HD/BTCTW",
        LegalBasis.HD38: "Hướng dẫn 38-HD/BTCTW",
    },
}
