"""Words of the papers of a branch's meeting: its minutes and the extract of its resolution."""

from ..domain.vietnamese import fold

DRAFT = "Dự thảo"
PART_MEMBERS = "Thành phần"
PART_AGENDA = "Chương trình"
PART_REVIEW = "Nội dung"
PART_TASKS = "Việc chi bộ giao"
PART_CONCLUSION = "Kết luận và biểu quyết"

MINUTES_SUBJECT = "họp {branch}\nxét công tác phát triển đảng viên tháng {month}"
MINUTES_OPENING = (
    "Hôm nay, lúc {hour}, {day}, tại {venue}, {branch} họp thường lệ, trong đó xét công tác phát triển đảng viên "
    "tháng {month}."
)
CHAIR = "1. Chủ trì: đồng chí {name}."
SECRETARY = "2. Người ghi biên bản: đồng chí {name}."
MEMBERS = "3. Tổng số đảng viên của chi bộ: {all} đồng chí (chính thức: {official}, dự bị: {probationary})."
PRESENT = "- Có mặt: {count} đồng chí."
EXCUSED = "- Vắng có lý do: {who}."
UNEXCUSED = "- Vắng không có lý do: {who}."
FOLLOWED = "Chi bộ đã xem xét danh sách {count} quần chúng đang theo dõi, bồi dưỡng để phát triển đảng viên."
NOBODY = "Trong tháng, chi bộ chưa có quần chúng trong danh sách theo dõi, bồi dưỡng để phát triển đảng viên."
NO_CHANGE = "Không có thay đổi: chi bộ thống nhất giữ nguyên danh sách như tháng trước."
LISTED = "Danh sách theo dõi như sau:"
DECIDED = "Chi bộ đã thảo luận và quyết định đối với từng trường hợp như sau:"
DECISION_HEADS = (
    "STT",
    "Họ và tên, năm sinh",
    "Quyết định",
    "Người giúp đỡ",
    "Chất lượng",
    "Lý do, nhận xét",
)
TASK_HEADS = ("STT", "Người thực hiện", "Nội dung", "Thời hạn")
VOTED = "Chi bộ biểu quyết thông qua các nội dung trên: {vote}."
VOTED_ALONE = "biểu quyết: {vote}"
MINUTES_CLOSING = (
    "Cuộc họp kết thúc lúc {hour} cùng ngày. Nội dung xét công tác phát triển đảng viên nêu trên được ghi lại để chi bộ tổ "
    "chức thực hiện và báo cáo Đảng ủy."
)
WRITER = "NGƯỜI GHI BIÊN BẢN"
CHAIRMAN = "CHỦ TRÌ"
SIGN_HERE = "(Ký, ghi rõ họ tên)"
FOR_BRANCH = "T/M CHI BỘ"
HEAD, DEPUTY = "Bí thư", "Phó Bí thư"

#: Whether enough came, and why the meeting went on where they did not.
QUORUM_ENOUGH = (
    "- Cuộc họp có {present}/{called} đảng viên chính thức được triệu tập dự, đủ số lượng để tiến hành."
)
QUORUM_SHORT = "- Cuộc họp có {present}/{called} đảng viên chính thức được triệu tập dự. {why}"

EXTRACT_KIND = "TRÍCH NGHỊ QUYẾT"
EXTRACT_SYMBOL = "NQ/CB"
EXTRACT_SUBJECT = "họp chi bộ tháng {month}\nvề công tác phát triển đảng viên"
EXTRACT_OPENING = (
    "Tại cuộc họp thường lệ tháng {month}, {day}, tại {venue}, có {present}/{all} đảng viên dự, {branch} đã xem xét công "
    "tác phát triển đảng viên và thống nhất:"
)
RESOLVES = "QUYẾT NGHỊ"
#: What a decision is called when many people share it; codes of ReviewDecision in the order of the paper.
EXTRACT_PARTS: dict[str, str] = {
    "add": "Bổ sung vào danh sách cảm tình Đảng {count} quần chúng:",
    "remove": "Đưa ra khỏi danh sách {count} quần chúng:",
    "propose_class": "Đề nghị Đảng ủy cử {count} quần chúng học lớp bồi dưỡng nhận thức về Đảng:",
    "propose_start": "Đề nghị Đảng ủy cho làm thủ tục xem xét kết nạp {count} quần chúng:",
    "keep": "Tiếp tục theo dõi, bồi dưỡng {count} quần chúng:",
}
EXTRACT_HEADS = ("STT", "Họ và tên, năm sinh", "Người giúp đỡ", "Lý do, nhận xét")
EXTRACT_CLOSING = "Chi ủy, các đồng chí được phân công giúp đỡ và đảng viên trong chi bộ có trách nhiệm thực hiện nghị quyết này."
THE_BRANCH = "Chi bộ"
RECIPIENTS = ("Đảng ủy (để báo cáo)", "Lưu Chi bộ")


def vote_words(in_favour: int, against: int, other: int) -> str:
    """The counts of a vote in one line."""
    parts = [
        f"{name} {number:02d}" if number else f"{name} 0"
        for name, number in (("tán thành", in_favour), ("không tán thành", against), ("ý kiến khác", other))
    ]
    return ", ".join(parts)


def quorum_words(present: int | None, called: int | None, why: str, *, is_short: bool) -> str:
    """Whether enough official members came; nothing where the numbers are not known."""
    if present is None or called is None:
        return ""
    if not is_short:
        return QUORUM_ENOUGH.format(present=present, called=called)
    return QUORUM_SHORT.format(present=present, called=called, why=why).strip()


def task_for(about: str, member: str) -> str:
    """Whom a task was given to: somebody followed, a member, a member about somebody, or the branch."""
    if about and member:
        return f"{member} (về {about})"
    return about or member or THE_BRANCH


def name_words(name: str, birth_year: str) -> str:
    """Who it is, with the year of birth where it is known."""
    return f"{name}, {birth_year}" if birth_year else name


def extract_title(branch: str, month: int, year: int) -> str:
    """What a PDF reader shows as the title of an extract."""
    return f"Trích nghị quyết tháng {month:02d}/{year} - {branch}"


def office_of(duty: str) -> str:
    """What stands under "on behalf of the branch" (domain/04, 4.6); who is neither signs as the chair."""
    known = fold(duty)
    if known.startswith(fold(DEPUTY)):
        return DEPUTY.upper()
    return HEAD.upper() if known.startswith(fold(HEAD)) else CHAIRMAN
