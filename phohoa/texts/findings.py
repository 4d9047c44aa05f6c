"""Sentences for what the rules say: each finding in full, short for a card, and deadlines in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from ..domain.dossier import VerificationSubject
from ..domain.facts import Due, DueCode, Finding, FindingCode, Param
from ..domain.introducers import IntroducedBecause, Union
from ..domain.opinions import ReasonLeftParty
from ..domain.stages import Education, Input, MoveCode, Paper
from ..domain.vietnamese import format_date
from ..domain.voting import AbsenceKind, Reckoning, VotingBody
from .labels import label

# Regulations by citation code: how they are called and what their parts are called.
_REGULATIONS: dict[str, tuple[str, str]] = {
    "DL": ("Điều lệ Đảng", "Điều"),
    "QD24": ("Quy định 24-QĐ/TW", "điểm"),
    "HD01": ("Hướng dẫn 01-HD/TW (2021)", "mục"),
    "HD12": ("Hướng dẫn 12-HD/BTCTW (2022)", "mục"),
    "QD232": ("Quy định 232-QĐ/TW", "điểm"),
    "QD20": ("Quy định 20-QĐ/TW", "điểm"),
    "QD294": ("Quy định 294-QĐ/TW", "điểm"),
    "QD208": ("Quy định 208-QĐ/TW", "điểm"),
    "HD06": ("Hướng dẫn 06-HD/TW", "mục"),
    "HD38": ("Hướng dẫn 38-HD/BTCTW", "mục"),
}
UNCHECKED = "chưa đối chiếu với văn bản mới"

SENTENCES: dict[FindingCode, str] = {
    FindingCode.WRONG_STAGE: "Bước này không làm được ở giai đoạn hiện tại",
    FindingCode.WRONG_MODE: "Bước này không có trong chế độ thẩm quyền đang áp dụng",
    FindingCode.INPUT_MISSING: "Còn thiếu: {input}",
    FindingCode.REASON_UNKNOWN: "Lý do đã chọn không dùng cho bước này",
    FindingCode.DATE_IN_FUTURE: "{input} ({day}) chưa đến: chỉ ghi ngày đã diễn ra",
    FindingCode.BEFORE_STAGE: "Ngày {step} ({day}) sớm hơn ngày {after} ({since})",
    FindingCode.BEFORE_BASIS: "Ngày {step} ({day}) sớm hơn ngày ghi trên đơn, giấy ({since})",
    FindingCode.BEFORE_DECISION: "Ngày tổ chức lễ ({day}) sớm hơn ngày ký quyết định ({since})",
    FindingCode.RECEIVED_BEFORE_DECISION: "Ngày nhận quyết định ({received}) sớm hơn ngày ký quyết định ({day})",
    FindingCode.ALREADY_MEMBER: "Người này đã là đảng viên",
    FindingCode.POSSIBLE_DUPLICATE: "Có thể trùng: {count} người cùng họ tên và năm sinh đã có trong danh sách",
    FindingCode.READMISSION: "Người này từng là đảng viên: kết nạp lại cần ít nhất {months} tháng kể từ khi ra khỏi Đảng và văn bản đồng ý của Ban Thường vụ Tỉnh ủy",
    FindingCode.READMISSION_NEVER: "Không xem xét kết nạp lại người ra khỏi Đảng vì lý do: {left_reason}",
    FindingCode.READMISSION_USED: "Người này đã được kết nạp lại; chỉ kết nạp lại {times} lần",
    FindingCode.READMISSION_UNKNOWN: "Chưa ghi ngày và lý do ra khỏi Đảng nên chưa tính được thời gian phải chờ: đồng chí bổ sung trong hồ sơ",
    FindingCode.READMISSION_EARLY: "Chưa đủ {months} tháng kể từ ngày ra khỏi Đảng",
    FindingCode.READMISSION_SENTENCE_UNKNOWN: "Chưa ghi ngày được xóa án tích nên chưa tính được thời gian phải chờ: đồng chí bổ sung trong hồ sơ",
    FindingCode.READMISSION_SENTENCE_EARLY: "Chưa đủ {months} tháng kể từ ngày được xóa án tích",
    FindingCode.READMISSION_CONSENT_MISSING: "Kết nạp lại phải có văn bản đồng ý của Ban Thường vụ Tỉnh ủy trước khi chi bộ biểu quyết; chưa ghi văn bản trả lời",
    FindingCode.READMISSION_REFUSED: "Ban Thường vụ Tỉnh ủy không đồng ý cho kết nạp lại",
    FindingCode.READMISSION_CONSENTED: "Kết nạp lại: đã có văn bản đồng ý của Ban Thường vụ Tỉnh ủy",
    FindingCode.AGE_SHOWN: "Hiện {years} tuổi",
    FindingCode.EDUCATION_SHOWN: "Trình độ học vấn: {education}",
    FindingCode.UNDER_AGE_LATER: "Chưa đủ {years} tuổi: vẫn theo dõi, bồi dưỡng được; đến ngày {day} mới đủ tuổi để chi bộ xét kết nạp",
    FindingCode.UNDER_AGE: "Chưa đủ {years} tuổi vào ngày chi bộ xét",
    FindingCode.OVER_AGE: "Đã quá {years} tuổi (tính theo tháng) vào ngày chi bộ xét: trước hết phải có văn bản đồng ý của Ban Thường vụ Tỉnh ủy",
    FindingCode.OVER_AGE_ASK: "Đã quá {years} tuổi (tính theo tháng): cần xin ý kiến bằng văn bản của Ban Thường vụ Tỉnh ủy",
    FindingCode.OVER_AGE_CONSENTED: "Đã quá {years} tuổi, có văn bản đồng ý của Ban Thường vụ Tỉnh ủy",
    FindingCode.OVER_AGE_REFUSED: "Đã quá {years} tuổi (tính theo tháng) và Ban Thường vụ Tỉnh ủy không đồng ý",
    FindingCode.LAST_MONTH_OF_AGE: "Đang trong tháng tròn {years} tuổi, là tháng cuối còn xét được",
    FindingCode.AGE_UNSURE: "Chưa rõ đầy đủ ngày sinh nên chưa chắc đủ điều kiện về tuổi: cần kiểm tra theo giấy khai sinh",
    FindingCode.AGE_LIMIT_NEAR: "Sắp hết tuổi kết nạp ({years} tuổi): tháng cuối còn xét được là tháng {month:02d}/{year}",
    FindingCode.EDUCATION_LOW: "Trình độ học vấn chưa đạt mức tối thiểu ({least})",
    FindingCode.EDUCATION_UNKNOWN: "Chưa ghi trình độ học vấn",
    FindingCode.EDUCATION_EXEMPT: "Trình độ học vấn: được xét theo trường hợp ngoại lệ đã ghi trong hồ sơ",
    FindingCode.EDUCATION_REFUSED: "Trình độ học vấn chưa đạt mức tối thiểu và cấp trên không đồng ý xét theo trường hợp ngoại lệ",
    FindingCode.HELPER_MISSING: "Chưa phân công đảng viên chính thức giúp đỡ",
    FindingCode.HELPER_NOT_OFFICIAL: "Người được phân công giúp đỡ chưa phải là đảng viên chính thức",
    FindingCode.HELPER_LEFT: "Người giúp đỡ không còn sinh hoạt tại chi bộ: chi bộ cần phân công người khác",
    FindingCode.HELPER_TOGETHER_SHORT: "Người giới thiệu chưa cùng công tác, lao động hoặc cư trú với quần chúng đủ {months} tháng",
    FindingCode.CERTIFICATE_MISSING: "Chưa có giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng",
    FindingCode.CERTIFICATE_EXPIRED: "Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng đã quá {months} tháng (hết hạn ngày {day}): phải học lại",
    FindingCode.CERTIFICATE_EXPIRING: "Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng hết hạn ngày {day}",
    FindingCode.CERTIFICATE_VALID: "Giấy chứng nhận đã có còn giá trị đến ngày {day}, không phải học lại",
    FindingCode.CERTIFICATE_OLD: "Giấy chứng nhận này đã quá {months} tháng (hết hạn ngày {day})",
    FindingCode.CLASS_NOT_PROPOSED: "Chi bộ chưa có đề nghị cho học lớp; chỉ dùng khi đã có giấy chứng nhận từ nơi khác",
    FindingCode.CLASS_LIST_MISSING: "Chưa ghi số công văn của Đảng ủy đề nghị cho học lớp",
    FindingCode.DOSSIER_STALE: "Hồ sơ đã lập quá {months} tháng (đến ngày {day}) mà chi bộ chưa xét: phải làm lại giấy giới thiệu, nghị quyết giới thiệu, ý kiến nhận xét và thẩm tra bổ sung nếu có thay đổi",
    FindingCode.DOSSIER_AGEING: "Hồ sơ cần được chi bộ xét trước khi quá hạn, muộn nhất ngày {day}",
    FindingCode.DOSSIER_DATE_UNKNOWN: "Chưa ghi ngày bắt đầu lập hồ sơ nên chưa tính được hạn của hồ sơ",
    FindingCode.PAPER_MISSING: "Hồ sơ còn thiếu {paper}",
    FindingCode.PAPER_RETURNED: "Hồ sơ chưa đủ: {paper} đã trả lại để bổ sung, chưa nộp lại",
    FindingCode.PAPER_TOO_LATE: "Hồ sơ còn thiếu {paper}: bản đang có đề ngày {day}, sau ngày xét",
    FindingCode.PAPER_STALE: "Hồ sơ quá hạn, phải làm lại {paper} (từ ngày {since} trở đi)",
    FindingCode.INTRODUCTIONS_MISSING: "Hồ sơ còn thiếu giấy giới thiệu của đảng viên: mới có {have}, cần {needed}. {because}",
    FindingCode.INTRODUCTIONS_STALE: "Hồ sơ quá hạn, phải làm lại giấy giới thiệu của đảng viên (từ ngày {since} trở đi): mới có {have}, cần {needed}. {because}",
    FindingCode.INTRODUCER_NOT_OFFICIAL: "Người giới thiệu thứ {ordinal} chưa phải là đảng viên chính thức",
    FindingCode.INTRODUCER_TOGETHER_SHORT: "Người giới thiệu thứ {ordinal} chưa cùng công tác, lao động hoặc cư trú với quần chúng đủ {months} tháng",
    FindingCode.UNION_MEMBER_NEEDED: "Trong tuổi Đoàn thì phải là thành viên của {union}, hồ sơ chưa ghi điều này",
    FindingCode.VERIFICATION_MISSING: "Chưa ghi việc thẩm tra lý lịch: {subject}",
    FindingCode.VERIFICATION_OPEN: "Còn {count} yêu cầu thẩm tra lý lịch chưa có kết luận",
    FindingCode.VERIFICATION_PROBLEM: "Có {count} kết quả thẩm tra ghi “có vấn đề, xem hồ sơ giấy”, chưa giải quyết xong",
    FindingCode.SPECIAL_OPINION_OPEN: "Trường hợp cần xin ý kiến cấp trên nhưng chưa ghi văn bản trả lời",
    FindingCode.SPECIAL_OPINION_REFUSED: "Trường hợp phải xin ý kiến: cấp trên không đồng ý",
    FindingCode.SPECIAL_OPINION_AGREED: "Trường hợp phải xin ý kiến: cấp trên đã trả lời đồng ý",
    FindingCode.CALLED_RECKONED: "Số được triệu tập tính theo danh sách ngày {day}: {reckoned} ({members} {body}{left_out}{attended})",
    FindingCode.CALLED_DIFFERS: "Đồng chí ghi {called} người được triệu tập, trong khi tính theo danh sách ngày {day} là {reckoned} ({members} {body}{left_out}{attended}). Ghi lại số đúng, hoặc ghi rõ lý do khác",
    FindingCode.CALLED_OVERRIDDEN: "Số được triệu tập ghi {called}, khác số tính theo danh sách ngày {day} ({reckoned}); lý do được giữ lại",
    FindingCode.EXEMPT_PRESENT_IMPOSSIBLE: "Đồng chí ghi {typed} đảng viên được miễn sinh hoạt có dự họp, trong khi danh sách có {exempt} đảng viên được miễn",
    FindingCode.VOTES_IMPOSSIBLE: "Số liệu biểu quyết chưa khớp: {problem}",
    FindingCode.VOTES_ENOUGH: "Đủ tỷ lệ: {in_favour}/{called} tán thành, cần ít nhất {needed}",
    FindingCode.VOTES_NOT_ENOUGH: "Không đủ tỷ lệ hai phần ba: {in_favour}/{called} tán thành, cần ít nhất {needed}. Kết quả được ghi lại, giữ nguyên giai đoạn và báo cáo lên cấp trên",
    FindingCode.VOTES_NO_DECISION: "Số tán thành ({in_favour}) chưa quá một nửa tổng số ủy viên Ban Thường vụ ({called}) nên chưa thể có quyết định",
    FindingCode.VOTES_NOT_AUTHORISED: "Cấp ủy được ủy quyền quyết định khi ít nhất hai phần ba tổng số cấp ủy viên tán thành: {in_favour}/{called} tán thành, cần ít nhất {needed}",
    FindingCode.DECISION_NUMBER_USED: "Số quyết định {number} của {body} đã ghi cho {who} (quyết định ngày {day}): mỗi quyết định có số riêng, đồng chí xem lại số",
    FindingCode.CERTIFICATE_NUMBER_USED: "Số giấy chứng nhận {number} đã ghi cho {who}, cấp ngày {day}: mỗi giấy có số riêng, đồng chí xem lại số; nếu nơi cấp đánh số lại hằng năm thì ghi thêm năm vào số",
    FindingCode.VOTES_LIMIT_REACHED: "Đã biểu quyết {times} lần không đủ tỷ lệ: báo cáo cấp có thẩm quyền xem xét, quyết định",
    FindingCode.VOTES_LIMIT_NOT_REACHED: "Chỉ dùng khi đã biểu quyết {times} lần không đủ tỷ lệ",
    FindingCode.BRANCH_TOO_SMALL: "Chi bộ có {members} đảng viên chính thức, cần ít nhất {least}",
    FindingCode.DECISION_LATE: "Quyết định có sau {days} ngày làm việc kể từ nghị quyết chi bộ, vượt thời hạn {limit} ngày làm việc (hạn là ngày {due}; được gia hạn nhiều nhất {extension} ngày làm việc)",
    FindingCode.CEREMONY_LATE: "Lễ kết nạp tổ chức sau {days} ngày làm việc, vượt thời hạn {limit} ngày làm việc (hạn là ngày {due}): cần văn bản đồng ý của cấp trên",
    FindingCode.CEREMONY_CONSENTED: "Lễ kết nạp tổ chức sau hạn ngày {due}, có văn bản đồng ý của cấp trên",
    FindingCode.RECEIPT_UNKNOWN: "Chưa ghi ngày nhận quyết định; hạn tổ chức lễ tạm tính từ ngày ký",
    FindingCode.PROBATION_NOT_OVER: "Thời gian dự bị đến ngày {day} mới hết",
    FindingCode.PROBATION_ENDING: "Hết thời gian dự bị ngày {day}: chuẩn bị giấy chứng nhận lớp đảng viên mới, bản tự kiểm điểm và các nhận xét",
    FindingCode.PROBATION_OVER: "Đã hết thời gian dự bị ngày {day}: chi bộ cần xét công nhận chính thức",
    FindingCode.NEW_MEMBER_CERTIFICATE_MISSING: "Chưa có giấy chứng nhận học lớp bồi dưỡng đảng viên mới",
    FindingCode.NEW_MEMBER_CERTIFICATE_LATER: "Giấy chứng nhận học lớp bồi dưỡng đảng viên mới cấp ngày {day}, sau ngày chi bộ xét ({on})",
    FindingCode.OFFICIAL_REVIEW_LATE: "Chi bộ xét sau {days} ngày làm việc kể từ khi hết dự bị, vượt thời hạn {limit} ngày làm việc (hạn là ngày {due})",
    FindingCode.OFFICIAL_DECISION_LATE: "Quyết định công nhận có sau {days} ngày làm việc kể từ nghị quyết chi bộ, vượt thời hạn {limit} ngày làm việc (hạn là ngày {due}; được gia hạn nhiều nhất {extension} ngày làm việc)",
    FindingCode.OFFICIAL_DAY: "Được công nhận chính thức tính từ ngày {day}, đúng ngày hết thời gian dự bị, dù quyết định ban hành muộn",
    FindingCode.COUNTS_FOR_OLD_BRANCH: "Kết quả kết nạp vẫn tính cho chi bộ nơi đi",
    FindingCode.DECISION_AFTER_TRANSFER: "Quyết định kết nạp ký ngày {decided}, sau ngày chuyển đi ({moved}) {days} ngày làm việc, quá {limit} ngày: cấp ủy nơi đi hủy quyết định và chuyển hồ sơ đến nơi mới",
    FindingCode.DUE_MOVED: "{due} chuyển từ ngày {old} sang ngày {new}",
    FindingCode.DEADLINES_RUN_ON: "Tạm dừng theo dõi không làm dừng các thời hạn",
    FindingCode.CONSENT_MISSING: "Chưa ghi ngày đồng ý cho dùng thông tin cá nhân",
    FindingCode.REPORT_UPWARD: "Đã biểu quyết {times} lần không đủ tỷ lệ: báo cáo kết quả lên cấp trên",
    FindingCode.MEETING_DATE_MISSING: "Chưa ghi ngày họp",
    FindingCode.MEETING_IN_FUTURE: "Ngày họp {day} chưa đến: chỉ ghi ngày đã họp",
    FindingCode.MEETING_OTHER_MONTH: "Ngày họp {day} không thuộc tháng {month:02d}/{year}",
    FindingCode.MONTH_NOT_BEGUN: "Tháng này chưa đến (bắt đầu ngày {day})",
    FindingCode.CHAIR_MISSING: "Chưa ghi người chủ trì",
    FindingCode.ATTENDANCE_MISSING: "Chưa ghi tổng số đảng viên và số có mặt",
    FindingCode.ATTENDANCE_IMPOSSIBLE: "Số có mặt ({present}) không khớp với tổng số đảng viên ({members})",
    FindingCode.REVIEW_CLOSED: "Kỳ xét này đã gửi và khóa lại; muốn sửa, đề nghị Văn phòng Đảng ủy trả lại",
    FindingCode.QUORUM_SHORT: "Đảng viên chính thức có mặt {present}/{called}, chưa quá một nửa số được triệu tập (cần {needed}): chi bộ ghi lý do vẫn họp",
    FindingCode.LINE_VOTES_TOO_MANY: "Biểu quyết riêng {votes} phiếu, nhiều hơn {present} đảng viên chính thức có mặt",
    FindingCode.LINE_UNTOUCHED: "Chưa ghi quyết định của chi bộ cho người này",
    FindingCode.LINE_DECISION_CLOSED: "Quyết định này không dùng được ở giai đoạn của người này",
    FindingCode.LINE_REASON_MISSING: "Đưa ra khỏi danh sách cần chọn lý do và ghi rõ",
    FindingCode.LINE_HELPER_MISSING: "Bổ sung vào danh sách cảm tình Đảng cần phân công một đảng viên chính thức giúp đỡ",
    FindingCode.NO_CHANGE_WITH_DECISIONS: "Đã chọn “Không có thay đổi” nhưng có quyết định khác cho người này",
    FindingCode.NOT_HELD_REASON_MISSING: "Cần ghi lý do chi bộ không họp trong tháng",
    FindingCode.ALLOCATION_TOO_LOW: "Chỉ tiêu {unit} ít nhất là {least:02d}",
    FindingCode.ALLOCATION_MISSING: "Chưa giao chỉ tiêu {unit}",
    FindingCode.ALLOCATION_NEGATIVE: "Chỉ tiêu {unit} không thể là số âm",
}

#: The day of a step, after "Ngày"; the label of the move in small letters for the others.
STEP_DAYS: dict[MoveCode, str] = {
    MoveCode.ADD_SYMPATHISER: "chi bộ đưa vào danh sách cảm tình Đảng",
    MoveCode.ASSIGN_HELPER: "chi bộ phân công người giúp đỡ",
    MoveCode.PROPOSE_CLASS: "chi bộ đề nghị học lớp bồi dưỡng",
    MoveCode.RETAKE_CLASS: "chi bộ đề nghị học lại lớp bồi dưỡng",
    MoveCode.PROPOSE_START: "chi bộ đề nghị cho làm thủ tục",
    MoveCode.RESOLVE_BRANCH: "chi bộ biểu quyết",
    MoveCode.RESOLVE_COMMITTEE: "Đảng ủy biểu quyết",
    MoveCode.SUBMIT: "gửi hồ sơ lên Ban Thường vụ",
    MoveCode.RECORD_DECISION: "ký quyết định kết nạp",
    MoveCode.HOLD_CEREMONY: "tổ chức lễ kết nạp",
    MoveCode.PROPOSE_OFFICIAL: "chi bộ xét công nhận chính thức",
    MoveCode.RECOGNISE: "ký quyết định công nhận chính thức",
    MoveCode.RECOGNISE_ABOVE: "cấp trên ký quyết định công nhận chính thức",
    MoveCode.ANNUL: "ký quyết định hủy",
    MoveCode.ANNUL_REDO: "ký quyết định hủy",
    MoveCode.STRIKE_OFF: "ký quyết định xóa tên",
    MoveCode.NOT_APPROVED: "cấp có thẩm quyền trả lời",
    MoveCode.RETURN_TO_LIST: "cấp có thẩm quyền trả lời",
    MoveCode.MOVE_BRANCH: "chuyển chi bộ",
    MoveCode.MOVE_OUT: "chuyển đi",
    MoveCode.DECEASE: "từ trần",
}
#: The day of a fact of the run, after "ngày".
FACT_DAYS: dict[str, str] = {
    "stage_since": "bắt đầu giai đoạn hiện tại",
    "sympathiser_on": "chi bộ đưa vào danh sách cảm tình Đảng",
    "class_proposed_on": "chi bộ đề nghị học lớp bồi dưỡng",
    "certificate_on": "cấp giấy chứng nhận học lớp bồi dưỡng",
    "start_proposed_on": "chi bộ đề nghị cho làm thủ tục",
    "dossier_started_on": "Đảng ủy cho làm thủ tục",
    "branch_resolution_on": "chi bộ biểu quyết",
    "committee_resolution_on": "Đảng ủy biểu quyết",
    "submitted_on": "gửi hồ sơ lên cấp có thẩm quyền",
    "decision_on": "ký quyết định kết nạp",
    "ceremony_on": "tổ chức lễ kết nạp",
    "official_proposed_on": "chi bộ xét công nhận chính thức",
    "failed_vote_on": "biểu quyết lần trước",
}

# Two to five words for a card; the whole sentence opens beside it.
HINTS: dict[FindingCode, str] = {
    FindingCode.HELPER_MISSING: "Chưa có người giúp đỡ",
    FindingCode.HELPER_LEFT: "Cần đổi người giúp đỡ",
    FindingCode.HELPER_NOT_OFFICIAL: "Người giúp đỡ chưa chính thức",
    FindingCode.CERTIFICATE_MISSING: "Thiếu giấy chứng nhận",
    FindingCode.CERTIFICATE_EXPIRED: "Giấy chứng nhận hết hạn",
    FindingCode.CERTIFICATE_EXPIRING: "Giấy chứng nhận sắp hết hạn",
    FindingCode.EDUCATION_LOW: "Chưa đủ trình độ học vấn",
    FindingCode.EDUCATION_UNKNOWN: "Chưa ghi trình độ",
    FindingCode.DOSSIER_STALE: "Hồ sơ quá hạn",
    FindingCode.DOSSIER_AGEING: "Hồ sơ sắp quá hạn",
    FindingCode.DOSSIER_DATE_UNKNOWN: "Chưa ghi ngày lập hồ sơ",
    FindingCode.OVER_AGE_ASK: "Quá tuổi, cần xin ý kiến",
    FindingCode.AGE_LIMIT_NEAR: "Sắp hết tuổi kết nạp",
    FindingCode.RECEIPT_UNKNOWN: "Chưa ghi ngày nhận quyết định",
    FindingCode.PROBATION_ENDING: "Sắp hết dự bị",
    FindingCode.PROBATION_OVER: "Đã hết dự bị",
    FindingCode.NEW_MEMBER_CERTIFICATE_MISSING: "Chưa học lớp đảng viên mới",
    FindingCode.NEW_MEMBER_CERTIFICATE_LATER: "Xem lại giấy chứng nhận",
    FindingCode.EDUCATION_REFUSED: "Chưa đủ trình độ học vấn",
    FindingCode.REPORT_UPWARD: "Phải báo cáo cấp trên",
    FindingCode.CONSENT_MISSING: "Chưa ghi sự đồng ý",
}

_VOTE_PROBLEMS = {
    "negative": "có số âm",
    "nobody": "số được triệu tập bằng 0",
    "present": "số có mặt ({present}) nhiều hơn số được triệu tập ({called})",
    "ballots": "số tán thành, không tán thành và phiếu trắng cộng lại ({ballots}) nhiều hơn số được triệu tập ({called})",
    "sum": "số tán thành, không tán thành và phiếu trắng cộng lại ({ballots}) nhiều hơn số có mặt ({present})",
}
#: Who votes, after a number.
_BODIES = {
    VotingBody.BRANCH: "đảng viên chính thức",
    VotingBody.COMMITTEE: "ủy viên Ban Chấp hành",
    VotingBody.STANDING_COMMITTEE: "ủy viên Ban Thường vụ",
}
#: Who is left out of the number called, after a number.
_LEFT_OUT = {
    AbsenceKind.TEMPORARY_ELSEWHERE: "sinh hoạt tạm thời nơi khác",
    AbsenceKind.EXEMPT: "miễn sinh hoạt",
    AbsenceKind.SUSPENDED: "bị đình chỉ sinh hoạt",
    AbsenceKind.PROSECUTED: "bị khởi tố, truy tố",
    AbsenceKind.DETAINED: "bị tạm giam",
}
_ALLOCATION_UNITS = {
    "branch": "kết nạp đảng viên của chi bộ",
    "introductions": "giới thiệu quần chúng ưu tú",
    "admissions": "kết nạp đoàn viên, hội viên",
}


def citation_text(citation: str) -> str:
    """A citation code in words: "HD38:I.1.1d" becomes "Hướng dẫn 38-HD/BTCTW, mục I.1.1 d"."""
    code, _, place = citation.partition(":")
    if code not in _REGULATIONS:
        # Typed by the office with a rule value of its own: shown as typed.
        return citation
    name, part = _REGULATIONS[code]
    return f"{name}, {part} {re.sub(r'(?<=[0-9])(?=[a-z]$)', ' ', place)}" if place else name


def left_out_text(left_out: Iterable[tuple[AbsenceKind, int]]) -> str:
    """Who is left out of the number called, as it follows the number of members; "" for nobody."""
    return "".join(f", trừ {count} {_LEFT_OUT[kind]}" for kind, count in left_out)


def reckoning_text(reckoning: Reckoning) -> str:
    """How the number called comes about: "9 đảng viên chính thức, trừ 1 miễn sinh hoạt = 8"."""
    text = f"{reckoning.members} {_BODIES[reckoning.body]}{left_out_text(reckoning.left_out)}"
    return f"{text} = {reckoning.called()}" if reckoning.left_out else text


def _words(name: str, value: Param) -> object:
    match name, value:
        case "step", str():
            return STEP_DAYS.get(MoveCode(value)) or lowered(label(MoveCode(value)))
        case "after", str():
            return FACT_DAYS[value]
        case "body", str() if value in list(VotingBody):
            return _BODIES[VotingBody(value)]
        case "left_out", tuple():
            pairs = (code.partition("=") for code in value)
            return left_out_text((AbsenceKind(kind), int(count)) for kind, _, count in pairs)
        case "attended", int():
            return f", thêm {value} được miễn sinh hoạt có dự họp" if value else ""
        case "left_reason", str():
            return lowered(label(ReasonLeftParty(value)))
        case "who", str():
            return value or "một người ở chi bộ khác"
        case "due", str():
            return label(DueCode(value))
        case _, date():
            return format_date(value)
        case "input", str():
            return label(Input(value))
        case (("education" | "least"), str()):
            return label(Education(value)).lower()
        case "papers", tuple():
            return "; ".join(label(Paper(code)) for code in value)
        case "paper", str():
            return label(Paper(value))
        case "subject", str():
            return label(VerificationSubject(value)).lower()
        case "union", str():
            return label(Union(value))
        case "because", str():
            return label(IntroducedBecause(value))
        case "problem", str():
            return _VOTE_PROBLEMS[value]
        case "unit", str():
            return _ALLOCATION_UNITS[value]
        case _:
            return value


def lowered(text: str) -> str:
    """A label within a sentence: the first letter small, unless it begins a name."""
    return text if text.startswith(("Đảng", "Ban ")) else text[:1].lower() + text[1:]


def _filled(text: str, params: Mapping[str, Param]) -> str:
    words = {name: _words(name, value) for name, value in params.items()}
    if "problem" in words:
        words["problem"] = str(words["problem"]).format_map(words)
    return text.format_map(words)


def sentence(finding: Finding) -> str:
    """The whole sentence with its citation, the mark of a rule not yet compared, and the first possible day."""
    text = _filled(SENTENCES[finding.code], finding.params)
    notes = [citation_text(finding.citation)] if finding.citation else []
    if finding.params.get("unchecked"):
        notes.append(UNCHECKED)
    if notes:
        text += f" ({'; '.join(notes)})"
    if finding.earliest is not None:
        text += f". Sớm nhất: {format_date(finding.earliest)}"
    return text + "."


def hint(finding: Finding) -> str:
    """A few words for a card; the whole sentence for a finding that has no short form."""
    return HINTS.get(finding.code) or sentence(finding)


#: Deadlines that are counted in months of the calendar, not in working days.
_BY_MONTHS = frozenset({DueCode.CERTIFICATE_EXPIRES, DueCode.DOSSIER_STALE, DueCode.PROBATION_ENDS})


def months_left(on: date, today: date) -> int:
    """Whole months from today to a day."""
    return (on.year - today.year) * 12 + on.month - today.month - (on.day < today.day)


def due_text(due: Due, today: date, working_days_left: int | None = None) -> str:
    """A deadline in words: what, when, and how long still or since; `working_days_left` as counted by domain."""
    text = f"{label(due.code)}: {format_date(due.on)}"
    if today > due.on:
        return f"{text} (quá hạn {(today - due.on).days} ngày)"
    if today == due.on:
        return f"{text} (hôm nay)"
    if due.code in _BY_MONTHS and (due.on - today).days >= 60:
        return f"{text} (còn {months_left(due.on, today)} tháng)"
    if working_days_left is not None and due.code not in _BY_MONTHS:
        return f"{text} (còn {working_days_left} ngày làm việc)"
    return f"{text} (còn {(due.on - today).days} ngày)"
