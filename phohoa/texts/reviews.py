"""Sentences for the monthly review: code -> (title, sentence); words of its fields, minutes and reminders."""

from collections.abc import Mapping, Sequence

from ..domain.reviews import ReviewDecision

MESSAGES: dict[str, tuple[str, str]] = {
    "month_not_begun": (
        "Chưa đến tháng này",
        "Tháng {month} chưa bắt đầu nên chưa xét được. Đồng chí mở lại từ ngày {first}.",
    ),
    "branch_not_there": (
        "Chi bộ không có trong tháng này",
        "Tháng {month} chi bộ này chưa thành lập hoặc đã kết thúc hoạt động nên không có kỳ xét.",
    ),
    "review_closed": (
        "Kỳ xét đã gửi",
        "Kỳ xét tháng {month} đã gửi Văn phòng Đảng ủy nên không sửa được nữa. Nếu cần sửa, đồng chí đề nghị Văn phòng trả lại.",
    ),
    "review_state": (
        "Kỳ xét đã đổi trạng thái",
        "Trong lúc đồng chí xem, trạng thái của kỳ xét đã thay đổi nên việc này không làm được nữa. Đồng chí mở lại trang.",
    ),
    "review_changed": (
        "Nội dung vừa thay đổi",
        "Danh sách hoặc quyết định đã thay đổi sau khi đồng chí mở trang kết luận. Chưa chốt gì. Đồng chí xem lại rồi bấm chốt.",
    ),
    "not_ready": ("Chưa chốt được", "Kỳ xét còn thiếu nội dung nên chưa chốt. Nội dung đã nhập còn nguyên."),
    "line_refused": (
        "Chưa chốt được",
        "Chưa chốt kỳ xét, chưa thay đổi ai: trường hợp {name} chưa đủ điều kiện.",
    ),
    "line_incomplete": (
        "Chưa chốt được",
        "Chưa chốt kỳ xét, chưa thay đổi ai: trường hợp {name} còn thiếu nội dung.",
    ),
    "decisions_stand": (
        "Đã có quyết định được thực hiện",
        "Kỳ xét này đã có quyết định được ghi vào bảng theo dõi nên không thể ghi là chi bộ không họp.",
    ),
    "line_gone_on": (
        "Không hủy được quyết định này",
        "Sau quyết định của kỳ xét, trường hợp {name} đã có bước khác trên bảng theo dõi nên không hủy ở đây được. Đồng chí trao đổi với Văn phòng Đảng ủy.",
    ),
    "minutes_letter": (
        "Chưa lập được biên bản",
        "Trong nội dung có ký tự “{letter}” không in được trên biên bản. Đồng chí sửa chỗ đó rồi chốt lại. Chưa chốt gì.",
    ),
    "minutes_failed": (
        "Chưa lập được biên bản",
        "Phần mềm chưa lập được biên bản nên chưa chốt gì. Đồng chí bấm lại sau ít phút, không bị ghi hai lần.",
    ),
    "meeting_in_future": ("Ngày họp", "Ngày họp chưa đến. Đồng chí nhập lại ngày đã họp."),
    "review_day": ("Ngày", "Đồng chí nhập ngày/tháng/năm, ví dụ 05/03/2026."),
    "review_time": ("Giờ", "Đồng chí nhập giờ, ví dụ 19:00 hoặc 19h30."),
    "review_count": ("Số đảng viên", "Đồng chí nhập số, từ 0 đến 999."),
    "present_too_many": ("Số có mặt", "Số có mặt nhiều hơn tổng số đảng viên."),
    "votes_too_many": ("Biểu quyết", "Số phiếu nhiều hơn số đảng viên chính thức có mặt."),
    "ends_before_start": ("Giờ kết thúc", "Giờ kết thúc trước giờ bắt đầu."),
    "decision_closed": ("Quyết định", "Người này đã sang bước khác nên không chọn được quyết định này."),
    "line_applied": ("Quyết định", "Quyết định này đã thực hiện nên không đổi ở đây; chỉ sửa được nhận xét."),
    "removal_reason_needed": ("Lý do", "Đồng chí chọn lý do đưa ra."),
    "removal_text_needed": ("Lý do", "Đồng chí ghi rõ lý do đưa ra."),
    "new_place_needed": ("Nơi chuyển đến", "Đồng chí ghi nơi chuyển đến."),
    "statement_day_needed": ("Ngày viết đơn", "Đồng chí nhập ngày của đơn xin rút."),
    "day_in_future": ("Ngày", "Ngày này chưa đến."),
    "helper_needed": ("Người giúp đỡ", "Đồng chí chọn đảng viên chính thức giúp đỡ."),
    "review_helper": ("Người giúp đỡ", "Người được chọn không còn là đảng viên của chi bộ."),
    "not_held_reason_needed": ("Lý do", "Đồng chí ghi lý do không họp."),
    "return_reason_needed": ("Lý do", "Đồng chí ghi lý do trả lại để chi bộ biết cần sửa gì."),
    "review_choice": ("Lựa chọn", "Lựa chọn này không có trong danh sách."),
}

#: Labels of the fields of forms.
FIELDS: dict[str, str] = {
    "meeting_on": "Ngày họp",
    "starts_at": "Bắt đầu",
    "ends_at": "Kết thúc",
    "place": "Địa điểm",
    "chair": "Chủ trì",
    "secretary": "Người ghi biên bản",
    "members_official": "Đảng viên chính thức",
    "members_probationary": "Đảng viên dự bị",
    "present_official": "Chính thức có mặt",
    "present_probationary": "Dự bị có mặt",
    "absent_unexcused": "Vắng không lý do",
    "absence_note": "Vắng có lý do: họ tên",
    "votes_for": "Tán thành",
    "votes_against": "Không tán thành",
    "resolution_number": "Số nghị quyết",
    "discussion": "Ý kiến thảo luận, kết luận",
    "decision": "Quyết định",
    "reason_code": "Lý do đưa ra",
    "reason_on": "Ngày (đơn, chuyển đi, từ trần)",
    "reason": "Ghi rõ",
    "helper_id": "Người giúp đỡ",
    "remark": "Nhận xét",
    "rating": "Chất lượng",
    "not_held_reason": "Lý do không họp",
    "return_reason": "Lý do trả lại",
    "open_until": "Mở đến hết ngày",
    "month_answer": "Lý do họp ngoài tháng",
}

#: Short words after something was done.
SAID: dict[str, str] = {
    "started": "Đã bắt đầu kỳ xét.",
    "head_saved": "Đã lưu phần cuộc họp lúc {at}.",
    "line_saved": "Đã lưu lúc {at}.",
    "taken_back": "Đã hủy quyết định; đồng chí chọn lại quyết định cho người này.",
    "kept": "Đã ghi giữ {count} người trong danh sách.",
    "concluded": "Đã chốt kỳ xét, gửi Văn phòng Đảng ủy và lập biên bản.",
    "concluded_already": "Kỳ xét này đã chốt rồi, đồng chí không phải chốt lại.",
    "concluded_before": "Kỳ xét này đã chốt từ trước; lần bấm vừa rồi không ghi thêm gì.",
    "not_held": "Đã ghi: tháng này chi bộ không họp.",
    "received": "Đã nhận báo cáo của chi bộ.",
    "returned": "Đã trả lại chi bộ kèm lý do.",
    "mark_saved": "đã lưu {at}",
    "mark_fix": "cần sửa: {text}",
    "mark_stale": "người khác đã lưu trước",
    "mark_override": "Lưu nội dung của tôi",
    "nothing": "để trống",
}

#: Of the minutes: what follows their number, and what is left to fill in by hand.
SYMBOL = "BB/CB"
BLANK = "……………………"

_RESULTS: dict[ReviewDecision, str] = {
    ReviewDecision.ADD: "bổ sung vào danh sách cảm tình Đảng {count} quần chúng",
    ReviewDecision.REMOVE: "đưa ra khỏi danh sách {count} quần chúng",
    ReviewDecision.PROPOSE_CLASS: "đề nghị Đảng ủy cử {count} quần chúng học lớp bồi dưỡng nhận thức về Đảng",
    ReviewDecision.PROPOSE_START: "đề nghị Đảng ủy cho làm thủ tục xem xét kết nạp {count} quần chúng",
    ReviewDecision.KEEP: "tiếp tục theo dõi, bồi dưỡng {count} quần chúng",
}


def results_line(counts: Mapping[ReviewDecision, int], resolution: str) -> str:
    """What the branch resolved, as one sentence of the minutes; empty when there was nobody."""
    parts = [words.format(count=f"{counts[d]:02d}") for d, words in _RESULTS.items() if counts.get(d)]
    if not parts:
        return ""
    by = f" (Nghị quyết số {resolution})" if resolution else ""
    return f"Chi bộ thống nhất{by}: {'; '.join(parts)}."


#: In a list, short: what a month decided, in the order of its weight.
_SHORT_RESULTS: dict[ReviewDecision, str] = {
    ReviewDecision.ADD: "bổ sung",
    ReviewDecision.REMOVE: "đưa ra",
    ReviewDecision.PROPOSE_CLASS: "học lớp",
    ReviewDecision.PROPOSE_START: "làm thủ tục",
    ReviewDecision.KEEP: "giữ",
}


def decisions_line(counts: Mapping[ReviewDecision, int], no_change: bool) -> str:
    """How many people each decision of a month concerns, in a few words."""
    if no_change:
        return "Không có thay đổi"
    return ", ".join(f"{counts[d]:02d} {words}" for d, words in _SHORT_RESULTS.items() if counts.get(d))


def reason_words(label: str, day: str, text: str) -> str:
    """The reason of a removal on one line: its kind, its day, what was written."""
    kind = f"{label} ({day})" if day else label
    return ": ".join(part for part in (kind, text) if part)


def reminder(names: Sequence[str], month: int, year: int, due: str) -> str:
    """A message to branches that have not sent their month, to copy into whatever they are reached by."""
    listed = "\n".join(f"- {name}" for name in names)
    return (
        f"Văn phòng Đảng ủy xin nhắc: đến nay chưa nhận được kết quả xét công tác phát triển đảng viên tháng "
        f"{month:02d}/{year} (hạn {due}) của:\n{listed}\nĐề nghị các đồng chí chi ủy chốt kỳ xét trên phần mềm; nếu "
        f"trong tháng không có thay đổi, chọn “Không có thay đổi”. Trân trọng."
    )
