"""What papers of the process say in print, in our own words; numbers and days are put in by the service."""

from collections.abc import Sequence
from datetime import date

from ..domain.legal_bases import LegalBasis
from ..domain.numbering import DocumentKind
from ..domain.opinions import OpinionKind
from ..domain.papers import Guide, PaperField, PaperForm
from ..domain.stages import Sex
from ..domain.vietnamese import BirthDate

#: The documents of legal_bases as a paper cites them.
BASES: dict[LegalBasis, str] = {
    LegalBasis.STATUTES: "Điều lệ Đảng Cộng sản Việt Nam",
    LegalBasis.QD24: "Quy định số 24-QĐ/TW ngày 30/7/2021 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng",
    LegalBasis.QD232: "Quy định số 232-QĐ/TW ngày 20/01/2025 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng",
    LegalBasis.QD294: "Quy định số 294-QĐ/TW ngày 26/5/2025 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng",
    LegalBasis.QD20: "Quy định số 20-QĐ/TW ngày 08/4/2026 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng",
    LegalBasis.QD208: "Quy định số 208-QĐ/TW ngày 26/7/2026 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng",
    LegalBasis.HD01_2021: "Hướng dẫn số 01-HD/TW ngày 28/9/2021 của Ban Bí thư về một số vấn đề cụ thể thi hành Điều lệ Đảng",
    LegalBasis.HD06: "Hướng dẫn số 06-HD/TW ngày 09/6/2025 của Ban Bí thư về thi hành Điều lệ Đảng",
    LegalBasis.HD01_2026: "Hướng dẫn số 01-HD/TW ngày 19/5/2026 của Ban Bí thư về thi hành Điều lệ Đảng",
    LegalBasis.HD12: "Hướng dẫn số 12-HD/BTCTW ngày 18/01/2022 của Ban Tổ chức Trung ương về nghiệp vụ công tác đảng viên",
    LegalBasis.HD38: "Hướng dẫn số 38-HD/BTCTW ngày 29/9/2025 của Ban Tổ chức Trung ương về nghiệp vụ công tác đảng viên",
}
BASIS = "Căn cứ {words};"
LAST_BASIS = "Căn cứ {words},"

#: Kind and subject as they stand in the middle of the head; a letter has its subject under the number.
KINDS: dict[DocumentKind, str] = {
    DocumentKind.RESOLUTION: "NGHỊ QUYẾT",
    DocumentKind.DECISION: "QUYẾT ĐỊNH",
}
KIND_OF_FORM: dict[PaperForm, str] = {
    PaperForm.CONSIDERATION: "GIẤY CHỨNG NHẬN",
    PaperForm.OPINIONS_SUMMARY: "TỔNG HỢP Ý KIẾN",
    PaperForm.HANDOVER: "PHIẾU BÀN GIAO THÔNG TIN",
}
SUBJECTS: dict[PaperForm, str] = {
    PaperForm.BRANCH_ADMISSION: "đề nghị kết nạp đảng viên",
    PaperForm.COMMITTEE_ADMISSION: "đề nghị kết nạp đảng viên",
    PaperForm.ADMISSION_DECISION: "kết nạp đảng viên",
    PaperForm.CONSIDERATION: "đang được tổ chức đảng giúp đỡ, xem xét kết nạp",
    PaperForm.OPINIONS_SUMMARY: "nhận xét của tổ chức chính trị - xã hội và chi ủy nơi cư trú\nđối với người xin vào Đảng",
    PaperForm.BRANCH_RECOGNITION: "đề nghị công nhận đảng viên chính thức",
    PaperForm.COMMITTEE_RECOGNITION: "đề nghị công nhận đảng viên chính thức",
    PaperForm.RECOGNITION_DECISION: "công nhận đảng viên chính thức",
    PaperForm.HANDOVER: "của đảng viên mới kết nạp",
}
SUBJECT_AGAIN = {
    PaperForm.BRANCH_ADMISSION: "đề nghị kết nạp lại đảng viên",
    PaperForm.COMMITTEE_ADMISSION: "đề nghị kết nạp lại đảng viên",
    PaperForm.ADMISSION_DECISION: "kết nạp lại đảng viên",
}
SUBJECT_PROBATION = "nhận xét của tổ chức chính trị - xã hội và chi ủy nơi cư trú\nđối với đảng viên dự bị"
LETTER_SUBJECT = "đề nghị thẩm tra lý lịch\nngười xin vào Đảng"
#: Above the head where the office wants it; the table of numbers leaves the last letter to the print.
FORM_NUMBER = "Mẫu {number}Đ"

#: What the paper is called where others than its branch may read it: without the person.
TITLE = "{kind} - {branch}"
REGISTERED = "{kind} ({branch})"

SYMBOL_BRANCH = "CB"

# --- the meeting and the vote ------------------------------------------------------------------------------

BRANCH_MET = "{day}{venue}, {branch} họp xét đề nghị {what}, với nội dung và kết quả như sau:"
COMMITTEE_MET = "{day}, Ban Chấp hành {body} họp xét đề nghị của {branch} tại Nghị quyết số {number} ngày {on} về việc đề nghị {what}, với nội dung và kết quả như sau:"
AT_VENUE = ", tại {venue}"
ADMIT = "kết nạp quần chúng {name} vào Đảng Cộng sản Việt Nam"
ADMIT_AGAIN = "kết nạp lại quần chúng {name} vào Đảng Cộng sản Việt Nam"
RECOGNISE = "công nhận đồng chí {name} là đảng viên chính thức"

PARTICIPANTS = "Thành phần"
TOTAL = "- Tổng số đảng viên của chi bộ: {total} đồng chí, trong đó chính thức: {official}, dự bị: {probationary}."
PRESENT = "- Có mặt: {total} đồng chí (chính thức: {official}, dự bị: {probationary})."
ABSENT = "- Vắng mặt: {total} đồng chí (chính thức: {official}, dự bị: {probationary}){note}."
COMMITTEE_TOTAL = "- Tổng số ủy viên Ban Chấp hành: {total} đồng chí."
COMMITTEE_PRESENT = "- Có mặt: {total} đồng chí."
COMMITTEE_ABSENT = "- Vắng mặt: {total} đồng chí{note}."
ABSENT_NOTE = "; lý do: {note}"
CHAIR = "- Chủ trì: đồng chí {chair}{position}."
SECRETARY = "- Thư ký: đồng chí {secretary}."

PERSON = "Người được xét"
PERSON_LINE = "Họ và tên: {name}; {birth}{more}."
PERSON_MORE = {
    "sex": "giới tính: {value}",
    "residence": "nơi cư trú: {value}",
    "occupation": "nghề nghiệp: {value}",
    "education": "trình độ học vấn: {value}",
}
LISTED = "Được xét là cảm tình Đảng ngày {day} tại {branch}."
CERTIFICATE = "Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng số {number}, cấp ngày {day}{issuer}."
CERTIFICATE_ISSUER = " do {issuer} cấp"
HELPED = "Đảng viên chính thức được phân công giúp đỡ: đồng chí {name}."
LEFT_PARTY = "Đã ra khỏi Đảng ngày {day}; nay đề nghị xét kết nạp lại."
ADMITTED = "Kết nạp vào Đảng ngày {day}; hết thời gian dự bị ngày {end}."
NEW_MEMBER_CERTIFICATE = "Giấy chứng nhận học lớp bồi dưỡng đảng viên mới số {number}, cấp ngày {day}."

CONCLUSION = "Kết luận"
#: The letters of points in Vietnamese order.
POINTS = "abcdđe"
CONCLUSIONS: dict[PaperField, str] = {
    PaperField.BACKGROUND: "Về lý lịch:",
    PaperField.AWARENESS: "Về ý thức giác ngộ chính trị:",
    PaperField.CHARACTER: "Về ưu điểm, khuyết điểm trong phẩm chất chính trị, đạo đức, lối sống:",
    PaperField.ABILITY: "Về năng lực công tác:",
    PaperField.RELATIONS: "Về quan hệ quần chúng:",
}

RESULT = "Kết quả biểu quyết"
BASE_BRANCH = "- Số đảng viên chính thức được tính để biểu quyết: {called} đồng chí{form}."
BASE_COMMITTEE = "- Số ủy viên được tính để biểu quyết: {called} đồng chí{form}."
VOTE_FORM = "; hình thức: {form}"
IN_FAVOUR = "- Tán thành: {count} đồng chí{share}."
AGAINST = "- Không tán thành: {count} đồng chí{share}{note}."
AGAINST_NOTE = "; lý do: {note}"
BLANK = "- Không có ý kiến (phiếu trắng): {count} đồng chí{share}."
SHARE = " (đạt {percent}%)"
SHARE_OTHER = " (chiếm {percent}%)"

#: Who is asked, by whom it is asked, and what; or that the vote did not carry.
PROPOSE_ADMISSION = "Đối chiếu với tiêu chuẩn và điều kiện, {who} đề nghị {asked} xem xét, {decides} {what}."
PROPOSE_RECOGNITION = "Đối chiếu với tiêu chuẩn của người đảng viên, {who} đề nghị {asked} xem xét, {decides} {what}, tính từ ngày {day}."
NOT_CARRIED = "Số tán thành chưa đạt hai phần ba nên {who} chưa đề nghị {what}. {who_capital} báo cáo đầy đủ kết quả biểu quyết để {asked} xem xét, cho ý kiến."
DECIDES, PASSES_ON = "quyết định", "đề nghị cấp có thẩm quyền"
THE_BRANCH, THE_COMMITTEE = "chi bộ", "Ban Chấp hành"
RECIPIENT_STANDING = "Ban Thường vụ {body}"

# --- decisions ---------------------------------------------------------------------------------------------

RESOLVES = ("BAN THƯỜNG VỤ {body}", "QUYẾT ĐỊNH")
PROPOSED_BY = "đề nghị của {branch} tại Nghị quyết số {number} ngày {on}"
CONSENTED = "văn bản số {number} ngày {on} của {by} đồng ý {what}"
CONSENTED_TO: dict[OpinionKind, str] = {
    OpinionKind.OVER_AGE: "xem xét kết nạp người quá tuổi quy định",
    OpinionKind.EDUCATION: "về trình độ học vấn của người xin vào Đảng",
    OpinionKind.SPECIAL_CASE: "đối với trường hợp phải xin ý kiến cấp có thẩm quyền",
    OpinionKind.READMISSION: "xem xét kết nạp lại",
}
ARTICLE = "Điều {number}."
ADMITS = "{verb} {who}vào Đảng Cộng sản Việt Nam."
ADMITS_VERB = "Kết nạp quần chúng"
ADMITS_AGAIN_VERB = "Kết nạp lại quần chúng"
PERSON_IN_DECISION = "{name}, {birth}{native}{residence}{occupation}, "
NATIVE = ", quê quán: {value}"
RESIDENCE = ", nơi cư trú: {value}"
OCCUPATION = ", nghề nghiệp: {value}"
CEREMONY = "{branch} tổ chức lễ kết nạp trong thời hạn {days} ngày làm việc, kể từ ngày {since}; phân công đảng viên chính thức giúp đỡ đảng viên mới trong thời gian dự bị {months} tháng, kể từ ngày chi bộ làm lễ kết nạp."
CEREMONY_SINCE = {"receipt": "nhận được quyết định", "issue": "ban hành quyết định"}
MOVED_PLACE = (
    "{person} đã chuyển từ {old} đến {new}; lễ kết nạp tổ chức tại {new}, không tổ chức tại nơi chuyển đi."
)
CARRY_OUT = "{office}, {branch} và người có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này."
OFFICE_BEFORE, OFFICE_AFTER = "Văn phòng Đảng ủy", "Ban Xây dựng Đảng"
ONE_BODY_FROM = date(2025, 7, 1)
RECOGNISES = "Công nhận {who}kết nạp vào Đảng ngày {admitted}, là đảng viên chính thức kể từ ngày {day}."
MEMBER = "đồng chí "
ANNOUNCE = "{branch} công bố Quyết định này trong kỳ sinh hoạt gần nhất; đồng chí có tên tại Điều 1 thực hiện đầy đủ nhiệm vụ và quyền của đảng viên chính thức."

# --- letters, certificates, summaries ----------------------------------------------------------------------

VERIFY_OPENING = "{committee} đang xem xét hồ sơ của quần chúng {name}, {birth}{native}{residence}, do {branch} giúp đỡ, đề nghị kết nạp vào Đảng. Theo quy định về thẩm tra lý lịch của người xin vào Đảng, {committee} đề nghị cấp ủy nơi nhận công văn này giúp thẩm tra những nội dung dưới đây:"
VERIFY_ITEM = "- {words}{end}"
VERIFY_WHAT = (
    "Nội dung cần thẩm tra: lịch sử chính trị và chính trị hiện nay; việc chấp hành đường lối, chủ trương của Đảng, "
    "chính sách, pháp luật của Nhà nước; tư cách, đạo đức, lối sống."
)
VERIFY_WHERE = "Kết quả thẩm tra xin ghi vào bản lý lịch gửi kèm, người có trách nhiệm ký tên, đóng dấu; nội dung khai chưa rõ hoặc chưa đúng xin ghi rõ từng điểm."
VERIFY_LIMIT = "Thời hạn trả lời: {days} ngày làm việc đối với trong nước, {abroad} ngày làm việc đối với ngoài nước, kể từ ngày nhận được công văn. Kết quả xin gửi về {office}{phone}. Trân trọng cảm ơn sự phối hợp của cấp ủy."
PHONE = " (điện thoại: {phone})"
SAME_AS_ABOVE = "Như trên"

CONSIDERED = "{committee} chứng nhận:"
CONSIDERED_PERSON = "Quần chúng {name}, {birth}{residence}{occupation}, đang được {branch} giúp đỡ, xem xét kết nạp vào Đảng, cụ thể:"
CONSIDERED_LISTED = "- Được xét là cảm tình Đảng ngày {day}."
CONSIDERED_HELPED = "- Được phân công đảng viên chính thức giúp đỡ: đồng chí {name}{since}."
CONSIDERED_SINCE = ", từ ngày {day}"
CONSIDERED_CERTIFICATE = (
    "- Đã học lớp bồi dưỡng nhận thức về Đảng, giấy chứng nhận số {number}, cấp ngày {day}."
)
CONSIDERED_DOSSIER = "- Được cấp ủy cho làm thủ tục xem xét kết nạp ngày {day}; hồ sơ đang được lập."
CONSIDERED_CLOSING = "Đề nghị tổ chức đảng nơi đến phân công đảng viên chính thức tiếp tục theo dõi, giúp đỡ và xem xét kết nạp theo quy định; người được phân công không phải có đủ thời gian cùng công tác, cư trú như khi phân công lần đầu."

OPINIONS_ON = "{what} {name}, {birth}{residence}{occupation}."
OPINIONS_ON_SOURCE = "Người được lấy ý kiến nhận xét: quần chúng"
OPINIONS_ON_MEMBER = "Người được lấy ý kiến nhận xét: đồng chí đảng viên dự bị"
OPINIONS_ORGANISATIONS = "Ý kiến của tổ chức chính trị - xã hội nơi người đó sinh hoạt"
OPINIONS_RESIDENCE = "Ý kiến của chi ủy (chi bộ) nơi cư trú"
OPINIONS_SUMMARY = "Tổng hợp chung"

# --- who receives it, who signs ----------------------------------------------------------------------------

RECIPIENTS: dict[PaperForm, tuple[str, ...]] = {
    PaperForm.BRANCH_ADMISSION: ("{committee}", "Hồ sơ người xin vào Đảng", "Lưu chi bộ"),
    PaperForm.COMMITTEE_ADMISSION: (
        "Ban Thường vụ {upper}",
        "{branch}",
        "Hồ sơ người xin vào Đảng",
        "Lưu Văn phòng Đảng ủy",
    ),
    PaperForm.ADMISSION_DECISION: (
        "{branch}",
        "Người có tên tại Điều 1",
        "Hồ sơ đảng viên",
        "Lưu Văn phòng Đảng ủy",
    ),
    PaperForm.VERIFICATION_REQUEST: ("Như trên", "{branch}", "Lưu Văn phòng Đảng ủy"),
    PaperForm.CONSIDERATION: (
        "Tổ chức đảng nơi đến",
        "Người có tên trên",
        "Lưu Văn phòng Đảng ủy",
    ),
    PaperForm.OPINIONS_SUMMARY: ("{committee}", "Hồ sơ người xin vào Đảng", "Lưu chi bộ"),
    PaperForm.BRANCH_RECOGNITION: ("{committee}", "Hồ sơ đảng viên dự bị", "Lưu chi bộ"),
    PaperForm.COMMITTEE_RECOGNITION: (
        "Ban Thường vụ {upper}",
        "{branch}",
        "Hồ sơ đảng viên dự bị",
        "Lưu Văn phòng Đảng ủy",
    ),
    PaperForm.RECOGNITION_DECISION: (
        "{branch}",
        "Người có tên tại Điều 1",
        "Hồ sơ đảng viên",
        "Lưu Văn phòng Đảng ủy",
    ),
}
AUTHORITIES: dict[PaperForm, str] = {
    PaperForm.BRANCH_ADMISSION: "T/M CHI BỘ",
    PaperForm.BRANCH_RECOGNITION: "T/M CHI BỘ",
    PaperForm.OPINIONS_SUMMARY: "T/M CHI ỦY",
    PaperForm.COMMITTEE_ADMISSION: "T/M ĐẢNG ỦY",
    PaperForm.COMMITTEE_RECOGNITION: "T/M ĐẢNG ỦY",
    PaperForm.ADMISSION_DECISION: "T/M BAN THƯỜNG VỤ",
    PaperForm.RECOGNITION_DECISION: "T/M BAN THƯỜNG VỤ",
    PaperForm.VERIFICATION_REQUEST: "T/M BAN THƯỜNG VỤ",
    PaperForm.CONSIDERATION: "T/M BAN THƯỜNG VỤ",
}
SECRETARY_POSITION, DEPUTY_POSITION = "BÍ THƯ", "PHÓ BÍ THƯ"
CHAIR_SECRETARY = "Bí thư"
#: Folded beginnings of a member's duty, for finding who signs.
SECRETARY_DUTY, DEPUTY_DUTY = "bi thu", "pho bi thu"

# --- the hand-over sheet -----------------------------------------------------------------------------------

HANDOVER_OPENING = "Thông tin dưới đây lấy từ sổ theo dõi, xếp theo thứ tự các mục mà cơ sở dữ liệu đảng viên hỏi trước. Phần mềm chỉ giữ những mục đã in; mục để trống do người khai và cán bộ nhập liệu ghi tay, không lưu ở đây."
HANDOVER_CLOSING = "Người giao và người nhận đã đối chiếu với hồ sơ giấy; số liệu trong hồ sơ giấy là căn cứ khi có khác nhau."
COUNT_HEAD = "STT"
HANDOVER_HEADS = ("Mục", "Nội dung", "Thông tin")
HANDOVER_FROM, HANDOVER_TO = "NGƯỜI GIAO", "NGƯỜI NHẬN"
SIGN_HINT = "(Ký, ghi rõ họ tên)"
HANDOVER_SHEET = "Bàn giao"
BLANK_LINE = "…………………………………………"
#: Number in the life history, and name. The rest of the items is never kept.
HANDOVER_ITEMS: tuple[tuple[str, str, str], ...] = (
    ("1", "Họ và tên khai sinh", "name"),
    ("2", "Các tên gọi khác", ""),
    ("3", "Ngày, tháng, năm sinh", "birth"),
    ("4", "Giới tính", "sex"),
    ("5", "Nơi đăng ký khai sinh", ""),
    ("6", "Quê quán", ""),
    ("7", "Nơi cư trú", "residence"),
    ("8", "Dân tộc", ""),
    ("9", "Tôn giáo", ""),
    ("10", "Nghề nghiệp hiện nay", "occupation"),
    ("11", "Trình độ giáo dục phổ thông hoặc chuyên môn cao nhất", "education"),
    ("12", "Ngày kết nạp Đoàn", "youth_union_on"),
    ("", "Số định danh cá nhân (12 chữ số)", "citizen_id"),
    ("", "Điện thoại", "phone"),
    ("", "Chi bộ đang sinh hoạt", "branch"),
    ("", "Ngày được xét là cảm tình Đảng", "sympathiser_on"),
    ("", "Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng", "certificate"),
    ("", "Người giới thiệu, giúp đỡ", "helper"),
    ("", "Nghị quyết của chi bộ", "branch_resolution"),
    ("", "Quyết định kết nạp", "decision"),
    ("", "Ngày kết nạp vào Đảng (ngày tổ chức lễ)", "ceremony_on"),
    ("", "Ngày hết thời gian dự bị", "probation_ends_on"),
    ("", "Quyết định công nhận chính thức", "official_decision"),
    ("", "Ngày được công nhận chính thức", "official_on"),
    ("", "Số lý lịch đảng viên", ""),
)
NUMBER_AND_DAY = "số {number}, ngày {day}"

#: Which dates of the record each handwritten paper copies.
GUIDE_DATES: dict[Guide, tuple[str, ...]] = {
    Guide.APPLICATION: ("sympathiser_on", "certificate", "youth_union_on"),
    Guide.LIFE_HISTORY: ("youth_union_on", "sympathiser_on", "certificate"),
    Guide.INTRODUCTION: ("helper", "sympathiser_on", "certificate"),
    Guide.SELF_REVIEW: ("decision", "ceremony_on", "probation_ends_on", "new_member_certificate"),
    Guide.HELPER_REMARKS: ("helper", "ceremony_on", "probation_ends_on", "new_member_certificate"),
}


def basis_lines(words: Sequence[str]) -> tuple[str, ...]:
    """The legal bases as paragraphs; the last one leads on."""
    ends = [BASIS] * (len(words) - 1) + [LAST_BASIS]
    return tuple(line.format(words=one) for line, one in zip(ends, words, strict=True)) if words else ()


def short_day(day: date) -> str:
    """A day in running text: 05/01/2026, 05/3/2026 (the months 1 and 2 take a zero, as in the head)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def born(birth: BirthDate) -> str:
    """When somebody was born, as far as it is known."""
    if birth.month is None:
        return f"sinh năm {birth.year}"
    month = f"{birth.month:02d}" if birth.month < 3 else str(birth.month)
    if birth.day is None:
        return f"sinh tháng {month}/{birth.year}"
    return f"sinh ngày {birth.day:02d}/{month}/{birth.year}"


def committee_name(ward_name: str) -> str:
    """The committee of a Party organisation: of Đảng bộ phường X it is Đảng ủy phường X."""
    head = "Đảng bộ "
    return f"Đảng ủy {ward_name.removeprefix(head)}" if ward_name.startswith(head) else ward_name


def percent_words(percent: tuple[int, int] | None) -> str:
    """A share in print: 88,9 or 100; "" without a base."""
    if percent is None:
        return ""
    whole, tenths = percent
    return f"{whole},{tenths}" if tenths else str(whole)


def capital_first(words: str) -> str:
    """The words with a capital first letter."""
    return words[:1].upper() + words[1:]


def sex_word(sex: Sex) -> str:
    """Sex in running text."""
    return "nam" if sex is Sex.MALE else "nữ"
