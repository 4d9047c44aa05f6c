"""What the papers of a session of the committee say in print."""

from datetime import date

from ..domain.proposals import ProposalKind, ProposalOutcome, SessionPaper
from ..domain.sessions import SessionKind
from .documents import count_words, day_words

BODY: dict[SessionKind, str] = {
    SessionKind.COMMITTEE: "Ban Chấp hành Đảng bộ",
    SessionKind.STANDING_COMMITTEE: "Ban Thường vụ Đảng ủy",
}
KIND: dict[SessionPaper, str] = {
    SessionPaper.MINUTES: "BIÊN BẢN",
    SessionPaper.NOTICE: "THÔNG BÁO",
    SessionPaper.LIST: "DANH SÁCH",
}
SUBJECT: dict[SessionPaper, str] = {
    SessionPaper.MINUTES: "họp {body} xem xét đề nghị của các chi bộ\nvề công tác phát triển đảng viên",
    SessionPaper.NOTICE: "kết luận của {body}\nvề đề nghị của các chi bộ trong công tác phát triển đảng viên",
    SessionPaper.LIST: "cảm tình Đảng của Đảng bộ",
}
TITLE: dict[SessionPaper, str] = {
    SessionPaper.MINUTES: "Biên bản họp {body} ngày {day}",
    SessionPaper.NOTICE: "Thông báo kết luận của {body} ngày {day}",
    SessionPaper.LIST: "Danh sách cảm tình Đảng của Đảng bộ, cập nhật ngày {day}",
}
ISSUED_TITLE = "Thông báo kết luận số {symbol}"
SYMBOL: dict[SessionPaper, str] = {
    SessionPaper.MINUTES: "BB/ĐU",
    SessionPaper.NOTICE: "TB/ĐU",
    SessionPaper.LIST: "DS/ĐU",
}

TIME_AND_PLACE = "Thời gian, địa điểm, thành phần"
WHEN = "{starts}{day}, tại {place}, {body} họp phiên thường kỳ."
STARTS = "Hồi {time}, "
CALLED = "Được triệu tập: {called} đồng chí; có mặt: {present} đồng chí."
ABSENT = "Vắng mặt: {words}."
QUORUM = "Số có mặt chưa quá nửa; phiên họp vẫn tiến hành vì: {words}"
GUESTS = "Cùng dự: {words}."
CHAIR = "Chủ trì: đồng chí {chair}. Thư ký: đồng chí {secretary}."
CONSIDERED = "Xem xét đề nghị của các chi bộ"
OPENING = "{body} xem xét {count} đề nghị của {branches} chi bộ, cho ý kiến từng trường hợp."
HEADS = ("STT", "Họ tên, năm sinh", "Chi bộ", "Kết quả")
WIDTHS = (8, 32, 28, 32)
OTHER_HEADS = ("STT", "Nội dung", "Chi bộ", "Kết quả")
VOTED = "tán thành {in_favour}/{called}"
DECISION = "Quyết định số {number} ngày {day}"
DISCUSSED = "Ý kiến thảo luận"
CONCLUDED = "Kết luận"
RESULT = (
    "{body} thống nhất: đồng ý, ghi nhận {accepted} đề nghị; trả lại {returned}; không đồng ý {declined}."
)
NOTHING_LAID = "Đến hết {day}, không có đề nghị nào của các chi bộ trình phiên họp."
UNCHANGED = "Trong kỳ xét tháng {month}, {count} chi bộ báo cáo không có thay đổi."
RESULT_NONE = "{body} ghi nhận báo cáo của các chi bộ; không có đề nghị nào phải quyết định."
NUMBERED = "Kết luận ghi ở văn bản số {number}."
LEFT = "Để lại phiên sau: {count} đề nghị."
ENDED = "Phiên họp kết thúc hồi {time} cùng ngày."
CLOSED = "Biên bản đã được thông qua tại phiên họp."

NOTICE_OPENING = (
    "{day}, {body} họp, xem xét đề nghị của các chi bộ về danh sách cảm tình Đảng, cử đi học lớp bồi dưỡng "
    "nhận thức về Đảng, cho làm thủ tục xem xét kết nạp và kết nạp đảng viên. {body} kết luận như sau:"
)
NOTICE_OPENING_NONE = (
    "{day}, {body} họp, xem xét công tác phát triển đảng viên trong kỳ. {body} kết luận như sau:"
)
NOTICE_RESULTS = "Kết quả xem xét"
NOTICE_KIND = "{kind}: {count} đề nghị; đồng ý {accepted}, trả lại {returned}, không đồng ý {declined}."
NOTICE_NOTED = (
    "{kind}: {count} đề nghị; ghi nhận, đồng ý {accepted}, trả lại {returned}, không đồng ý {declined}."
)
NOTICE_TABLE = "Kết quả theo chi bộ"
NOTICE_HEADS = ("STT", "Chi bộ", "Đề nghị", "Đồng ý", "Trả lại", "Không đồng ý")
NOTICE_WIDTHS = (8, 40, 13, 13, 13, 13)
TOTAL = "Cộng"
NOTICE_DO = "Tổ chức thực hiện"
NOTICE_POINTS: tuple[str, ...] = (
    "Chi ủy xem kết quả và lý do của từng trường hợp trong sổ theo dõi của chi bộ, thông báo cho chi bộ ở kỳ họp gần nhất.",
    "Trường hợp trả lại: chi bộ bổ sung theo lý do đã ghi rồi trình lại ở phiên sau.",
    "Trường hợp được làm thủ tục: chi bộ phân công hướng dẫn người xin vào Đảng lập hồ sơ, thực hiện đúng thời hạn.",
    "Văn phòng Đảng ủy cập nhật danh sách, theo dõi và báo cáo ở phiên sau.",
)
NOTICE_POINTS_NONE: tuple[str, ...] = (
    "Các chi bộ tiếp tục theo dõi, giúp đỡ quần chúng trong danh sách, đề nghị kịp thời khi đủ điều kiện.",
    "Văn phòng Đảng ủy theo dõi và báo cáo ở phiên sau.",
)
NOTICE_CLOSING = "Đề nghị các chi bộ triển khai thực hiện."

LIST_OPENING = (
    "Danh sách gồm những người chi bộ đã có nghị quyết đưa vào và {body} đã xem xét, đến hết {day}: {count} người "
    "của {branches} chi bộ."
)
LIST_HEADS = ("STT", "Họ và tên", "Năm sinh", "Chi bộ", "Ngày vào danh sách", "Đảng viên giúp đỡ")
LIST_WIDTHS = (7, 25, 10, 22, 14, 22)
LIST_CLOSING = "Danh sách này thay danh sách trước đó."
SECRETARY = ("THƯ KÝ", "(ký, ghi rõ họ tên)")
CHAIRED = ("CHỦ TRÌ", "(ký, ghi rõ họ tên)")

#: Headings of the kinds in the minutes.
KINDS: dict[ProposalKind, str] = {
    ProposalKind.ADD: "Đưa vào danh sách cảm tình Đảng",
    ProposalKind.CLASS: "Cử đi học lớp bồi dưỡng nhận thức về Đảng",
    ProposalKind.START: "Cho làm thủ tục xem xét kết nạp",
    ProposalKind.REMOVE: "Đưa ra khỏi danh sách",
    ProposalKind.ADMIT: "Kết nạp đảng viên",
    ProposalKind.OTHER: "Kiến nghị khác",
}
OUTCOMES: dict[ProposalOutcome, str] = {
    ProposalOutcome.ACCEPTED: "Đồng ý",
    ProposalOutcome.RETURNED: "Trả lại để bổ sung",
    ProposalOutcome.DECLINED: "Không đồng ý",
}
NOTED = "Ghi nhận"


def on(day: date) -> str:
    """The day at the beginning of a sentence."""
    words = day_words(day)
    return words[:1].upper() + words[1:]


def count(number: int) -> str:
    """A count as official papers write it."""
    return count_words(number)
