"""Words of the committee's monthly session and of what branches lay before it."""

from ..domain.proposals import ProposalKind, ProposalOutcome
from ..domain.sessions import SessionKind

AUTHORITY_OF: dict[SessionKind, str] = {
    SessionKind.COMMITTEE: "T/M ĐẢNG ỦY",
    SessionKind.STANDING_COMMITTEE: "T/M BAN THƯỜNG VỤ",
}
ISSUING_BODY: dict[SessionKind, str] = {
    SessionKind.COMMITTEE: "Ban Chấp hành Đảng bộ phường",
    SessionKind.STANDING_COMMITTEE: "Ban Thường vụ Đảng ủy phường",
}
POSITION_DEFAULT = "BÍ THƯ"
RECIPIENTS = "Các chi bộ trực thuộc\nCác đồng chí Đảng ủy viên"

#: Short names of the kinds, for a table.
KINDS: dict[ProposalKind, str] = {
    ProposalKind.ADD: "Vào danh sách cảm tình Đảng",
    ProposalKind.CLASS: "Học lớp bồi dưỡng",
    ProposalKind.START: "Làm thủ tục kết nạp",
    ProposalKind.REMOVE: "Ra khỏi danh sách",
    ProposalKind.ADMIT: "Kết nạp đảng viên",
    ProposalKind.OTHER: "Kiến nghị khác",
}
#: What stands on a branch's board while the committee has not decided.
WAITING: dict[ProposalKind, str] = {
    ProposalKind.ADD: "chờ Đảng ủy xem xét",
    ProposalKind.CLASS: "đã đề nghị học lớp, chờ Đảng ủy",
    ProposalKind.START: "đã đề nghị làm thủ tục, chờ Đảng ủy",
    ProposalKind.REMOVE: "chờ Đảng ủy xem xét",
    ProposalKind.ADMIT: "đã đề nghị kết nạp, chờ Đảng ủy",
    ProposalKind.OTHER: "chờ Đảng ủy xem xét",
}
NOTED = "Ghi nhận"
LATER = "Để lại phiên sau"
OUTCOMES: dict[ProposalOutcome, str] = {
    ProposalOutcome.ACCEPTED: "Đồng ý",
    ProposalOutcome.RETURNED: "Trả lại",
    ProposalOutcome.DECLINED: "Không đồng ý",
}
FIELDS: dict[str, str] = {
    "kind": "Cuộc họp",
    "day": "Ngày họp",
    "note": "Ghi chú",
    "held_on": "Ngày họp",
    "starts_at": "Bắt đầu",
    "ends_at": "Kết thúc",
    "place": "Địa điểm",
    "chair": "Chủ trì",
    "secretary": "Thư ký",
    "called": "Số được triệu tập",
    "present": "Số có mặt",
    "absence_note": "Vắng, lý do; vì sao số triệu tập khác danh sách",
    "vote_form": "Hình thức biểu quyết",
    "guests": "Cùng dự",
    "discussion": "Ý kiến thảo luận",
    "conclusion_number": "Số nghị quyết (kết luận) của phiên",
    "authority": "Thẩm quyền ký",
    "position": "Chức vụ người ký",
    "signatory_id": "Người ký",
    "recipients": "Nơi nhận của thông báo",
    "outcome": "Quyết định",
    "reason": "Lý do",
    "in_favour": "Số đồng ý",
    "against": "Số không đồng ý",
    "decision_number": "Số quyết định kết nạp",
    "decision_on": "Ngày ký quyết định",
    "scope": "Áp dụng cho",
    "quorum_answer": "Vì sao vẫn họp",
    "subject": "Nội dung kiến nghị",
    "dated": "Ngày ban hành",
    "passphrase": "Mật khẩu khóa ký số",
}
SCOPE_CHOSEN = "Những đề nghị đã đánh dấu"
SCOPE_KIND = "Tất cả chưa quyết định: {name} ({count})"
SCOPE_BRANCH = "Tất cả chưa quyết định của {name} ({count})"

SAID: dict[str, str] = {
    "opened": "Đã mở phiên họp.",
    "added": "Đã thêm và mở phiên họp.",
    "head_saved": "Đã lưu thông tin phiên họp.",
    "decided": "Đã ghi quyết định.",
    "later": "Đã để lại phiên sau.",
    "many": "Đã ghi quyết định cho {count} đề nghị.",
    "many_none": "Chưa ghi cho đề nghị nào.",
    "concluded": "Đã kết luận phiên họp: {count} đề nghị có kết quả, các chi bộ thấy ngay.",
    "concluded_already": "Phiên họp này đã kết luận rồi, đồng chí không phải kết luận lại.",
    "concluded_before": "Phiên họp này đã kết luận từ trước; lần bấm vừa rồi không ghi thêm gì.",
    "issued": "Đã phát hành thông báo {symbol}.",
    "written": "Đã gửi kiến nghị; Đảng ủy xem xét ở phiên tới.",
    "withdrawn": "Đã rút kiến nghị.",
    "again": "Đã trình lại; Đảng ủy xem xét ở phiên tới.",
    "seen": "Đã ghi nhận đồng chí xem kết quả.",
}

MESSAGES: dict[str, tuple[str, str]] = {
    "proposal_decided": (
        "Đảng ủy đã xem xét",
        "Đảng ủy đã quyết định về đề nghị này trong một phiên họp, nên không rút hoặc hoàn tác được. Cần đổi thì trao đổi với Văn phòng Đảng ủy.",
    ),
    "proposal_state": (
        "Đề nghị đã thay đổi",
        "Đề nghị này không còn chờ xem xét. Đồng chí tải lại trang để thấy kết quả mới.",
    ),
    "proposal_practice": ("Chi bộ thực hành", "Chi bộ thực hành không gửi đề nghị lên Đảng ủy."),
    "proposal_no_review": (
        "Chưa có kỳ họp",
        "Kỳ họp tháng {month} chưa bắt đầu. Đồng chí mở kỳ họp trước rồi ghi kiến nghị.",
    ),
    "session_not_open": ("Phiên chưa mở", "Phiên họp chưa mở. Văn phòng bấm Mở phiên họp trước."),
    "session_concluded": ("Phiên đã kết luận", "Phiên họp đã kết luận, không sửa được nữa."),
    "session_opened": (
        "Phiên đã mở",
        "Phiên họp này đã mở. Đồng chí đổi ngày hoặc ghi việc khác ở trang của phiên.",
    ),
    "session_changed": (
        "Có thay đổi mới",
        "Từ lúc đồng chí xem, đề nghị hoặc thông tin của phiên đã thay đổi. Chưa kết luận gì; đồng chí xem lại rồi bấm lần nữa.",
    ),
    "session_not_ready": ("Chưa kết luận được", "Phiên họp chưa kết luận được vì các lý do sau."),
    "session_nothing": (
        "Chưa có quyết định",
        "Chưa ghi quyết định cho đề nghị nào nên chưa có gì để kết luận.",
    ),
    "session_line_refused": (
        "Chưa kết luận được",
        "Chưa kết luận gì. Quyết định về {name} chưa thực hiện được vì các lý do sau.",
    ),
    "session_followed": (
        "Chưa kết luận được",
        "Chưa kết luận gì. Sau đề nghị về {name} chi bộ đã ghi bước khác, nên không trả lại hoặc từ chối được nữa; đồng chí để lại phiên sau hoặc trao đổi với chi bộ.",
    ),
    "session_other_run": (
        "Chưa kết luận được",
        "Chưa kết luận gì. {name} đang được theo dõi ở một lượt khác, nên không hủy được việc đưa ra khỏi danh sách.",
    ),
    "session_before": (
        "Chưa kết luận được",
        "Chưa kết luận gì. Đề nghị về {name} có sau ngày họp; đồng chí sửa ngày họp hoặc để lại phiên sau.",
    ),
    "session_future": ("Chưa đến ngày họp", "Ngày họp còn ở phía trước nên chưa kết luận được."),
    "session_quorum": (
        "Chưa đủ số người họp",
        "Có mặt {present}/{called}, chưa quá nửa. Đồng chí ghi lý do vẫn họp.",
    ),
    "session_paper_letter": (
        "Chưa lập được văn bản",
        "Chữ “{letter}” không in được. Đồng chí sửa chữ này trong thông tin phiên họp hoặc lý do.",
    ),
    "session_paper_failed": ("Chưa lập được văn bản", "Chưa lập được văn bản của phiên. Đồng chí bấm lại."),
    "session_copy_too_early": (
        "Phiên chưa kết luận",
        "Phiên họp chưa kết luận nên chưa có văn bản để ký. Kết luận xong, đồng chí in văn bản, ký rồi tải bản ký lên.",
    ),
    "session_issued": ("Đã phát hành", "Thông báo của phiên này đã phát hành."),
    "session_only_noted": ("Quyết định", "Việc này chi bộ báo cáo, Đảng ủy chỉ ghi nhận."),
    "session_other_body": (
        "Quyết định",
        "Cuộc họp này không quyết định việc kết nạp theo thẩm quyền đang áp dụng; đồng chí để lại phiên của cấp có thẩm quyền.",
    ),
    "session_reason_needed": ("Lý do", "Trả lại hoặc không đồng ý thì cần ghi lý do để chi bộ biết."),
    "session_votes_short": ("Số đồng ý", "Số đồng ý chưa đủ để chấp thuận việc này."),
    "session_votes_enough": ("Số đồng ý", "Số đồng ý đã đủ, nên không ghi là không đồng ý được."),
    "session_ballots": ("Số đồng ý", "Tổng số đồng ý và không đồng ý lớn hơn số có mặt."),
    "session_present": ("Số có mặt", "Số có mặt không lớn hơn số được triệu tập."),
    "session_nobody": ("Số được triệu tập", "Cần ít nhất một người được triệu tập."),
    "session_decision_needed": (
        "Số quyết định",
        "Mỗi người kết nạp có một quyết định riêng: ghi số và ngày ký quyết định.",
    ),
    "session_called_differs": (
        "Số được triệu tập",
        "Theo nhiệm kỳ có {members} đồng chí. Số được triệu tập khác thì ghi lý do ở đây.",
    ),
    "session_none_chosen": ("Áp dụng cho", "Đồng chí đánh dấu ít nhất một đề nghị."),
}
