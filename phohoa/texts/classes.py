"""Words of classes: fields, messages, the notice, the reasons of an order, the lists as files."""

from ..domain.training import RankCriterion

MESSAGES: dict[str, tuple[str, str]] = {
    "class_ends_first": (
        "Ngày kết thúc lớp",
        "Ngày kết thúc lớp đang trước ngày khai giảng. Đồng chí xem lại cả hai ngày.",
    ),
    "class_too_long": (
        "Ngày kết thúc lớp",
        "Lớp kéo dài quá 60 ngày. Đồng chí xem lại ngày khai giảng và ngày kết thúc.",
    ),
    "class_nominate_late": (
        "Hạn gửi danh sách",
        "Hạn gửi danh sách đang sau ngày khai giảng. Đồng chí xem lại cả hai ngày.",
    ),
    "class_seats": ("Số học viên", "Số học viên từ 1 đến 500."),
    "class_frozen": (
        "Lớp đang chờ ký hoặc đã thông báo",
        "Lớp đã trình ký hoặc đã thông báo nên không sửa được ở đây. Đồng chí rút về dự thảo, hoặc lập thông báo thay thế.",
    ),
    "class_state": (
        "Lớp đã sang bước khác",
        "Lớp đã sang bước khác nên không làm được việc này. Đồng chí mở lại trang của lớp.",
    ),
}

#: Labels of the fields of forms.
FIELDS: dict[str, str] = {
    "kind": "Loại lớp",
    "name": "Tên lớp",
    "starts_on": "Ngày khai giảng",
    "ends_on": "Ngày kết thúc",
    "place": "Địa điểm",
    "host": "Đơn vị mở lớp",
    "seats": "Số học viên",
    "nominate_by": "Hạn chi bộ gửi danh sách",
    "note": "Ghi chú nội bộ",
    "reason": "Lý do",
}

SAID: dict[str, str] = {
    "created": "Đã ghi lớp vào dự kiến.",
    "saved": "Đã lưu thông tin lớp.",
    "cancelled": "Đã ghi lớp không tổ chức. Những người được đề nghị vẫn chờ lớp sau.",
}

#: Recipients of a notice until the office says otherwise.
RECIPIENTS = "{upper_level} (báo cáo)\nCác chi bộ trực thuộc\nMặt trận và các đoàn thể\nLưu Văn phòng Đảng ủy"

#: The reason on a person's line, by criterion.
REASONS: dict[RankCriterion, str] = {
    RankCriterion.PASSED_OVER_TWICE: "đã {times} lần chưa được cử đi học",
    RankCriterion.AGE_LIMIT_NEAR: "còn {months} tháng là hết tuổi kết nạp",
    RankCriterion.PROBATION_ENDS: "hết thời gian dự bị ngày {day}",
    RankCriterion.WANTED_SOON: "chi bộ dự kiến kết nạp tháng {month}",
    RankCriterion.BRANCH_WITHOUT_ADMISSION: "chi bộ chưa kết nạp được ai trong năm {year}",
    RankCriterion.BRANCH_FEW_MEMBERS: "chi bộ chỉ có {members} đảng viên",
    RankCriterion.BRANCH_FEW_YOUNG: "chi bộ có {young} đảng viên trẻ trong {members} đảng viên",
    RankCriterion.GOOD_RATING: "chất lượng Tốt ở kỳ xét gần nhất",
    RankCriterion.WAITING: "chờ từ ngày {day}",
}
