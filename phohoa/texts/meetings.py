"""Words of the branch's meeting: its roll and quorum, its agenda, tasks, what is new of a person."""

from ..domain.meetings import Presence

#: One point a line, in the order of the minutes of a branch.
USUAL_AGENDA = """Thông tin thời sự, phổ biến văn bản của cấp trên
Đánh giá việc thực hiện nhiệm vụ tháng trước
Nhiệm vụ tháng tới
Công tác phát triển đảng viên
Thảo luận, kết luận, biểu quyết"""

MESSAGES: dict[str, tuple[str, str]] = {
    "roll_empty": (
        "Chưa có danh sách đảng viên",
        "Chi bộ chưa ghi danh sách đảng viên nên chưa điểm danh được. Đồng chí ghi số có mặt ở phần cuộc họp, hoặc thêm đảng viên rồi điểm danh.",
    ),
    "roll_not_called": (
        "Chưa điểm danh",
        "Chưa điểm danh nên chưa chỉnh được số liệu. Đồng chí điểm danh trước.",
    ),
    "task_text_needed": ("Việc", "Đồng chí ghi việc được giao."),
    "task_note_needed": ("Lý do", "Đồng chí ghi lý do thôi, không làm nữa."),
    "votes_for_missing": ("Biểu quyết", "Đồng chí ghi cả số tán thành."),
}

#: Labels of the fields of forms.
FIELDS: dict[str, str] = {
    "agenda": "Chương trình, mỗi nội dung một dòng",
    "presence": "Có mặt hay vắng: {name}",
    "absence_reason": "Lý do vắng: {name}",
    "given_to": "Giao cho",
    "about": "Về quần chúng",
    "task": "Việc",
    "due_on": "Hạn",
    "task_state": "Kết quả",
    "task_note": "Ghi chú, lý do",
    "quorum_answer": "Lý do vẫn họp khi chưa đủ quá nửa",
}

SAID: dict[str, str] = {
    "roll_saved": "Đã lưu điểm danh lúc {at}.",
    "counts_saved": "Đã lưu số liệu lúc {at}.",
    "task_given": "Đã giao việc.",
    "task_saved": "Đã ghi kết quả.",
}

#: Whom a task can be given to besides a member.
GIVEN_TO: dict[str, str] = {
    "person": "{name} (quần chúng)",
    "helper": "{name} (đang giúp đỡ)",
    "branch": "Cả chi bộ",
}

SHORT_PRESENCE: dict[Presence, str] = {
    Presence.PRESENT: "Có mặt",
    Presence.EXCUSED: "Vắng có lý do",
    Presence.UNEXCUSED: "Vắng không lý do",
}

#: What is new of a person, one line each.
SINCE: dict[str, str] = {
    "decided": "Đảng ủy: {outcome} ({kind}, {day})",
    "event": "{day} {move}",
    "remark": "Lần trước: {parts}",
    "said": "“{remark}”",
}
