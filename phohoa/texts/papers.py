"""Sentences of papers of the process: code -> (title, sentence), hints of fields, what is said after a press."""

from ..domain.papers import PaperField, PaperForm

MESSAGES: dict[str, tuple[str, str]] = {
    "paper_closed": (
        "Chưa lập được văn bản này",
        "Chưa lập được “{form}”. Đồng chí mở trang Văn bản của người này để xem lý do.",
    ),
    "paper_count": ("Con số", "Đồng chí nhập số, từ 0 đến 999."),
    "paper_long": ("Quá dài", "Ô này dài nhất {most} ký tự. Đồng chí rút gọn lại."),
    "paper_present": ("Số có mặt", "Có mặt {present} nhưng tổng số chỉ có {members}. Đồng chí xem lại."),
    "paper_called": (
        "Số được tính để biểu quyết",
        "Được tính để biểu quyết {called} nhưng tổng số chỉ có {members}. Đồng chí xem lại.",
    ),
    "paper_nobody_called": (
        "Số được tính để biểu quyết",
        "Phải có ít nhất một người được tính để biểu quyết.",
    ),
    "paper_ballots_called": (
        "Kết quả biểu quyết",
        "Tán thành, không tán thành và phiếu trắng cộng lại là {ballots}, nhiều hơn số được tính để biểu quyết ({called}).",
    ),
    "paper_ballots_present": (
        "Kết quả biểu quyết",
        "Tán thành, không tán thành và phiếu trắng cộng lại là {ballots}, nhiều hơn số có mặt ({present}).",
    ),
    "paper_dated_before": (
        "Ngày văn bản",
        "Văn bản đề ngày {dated}, trước ngày {day} của việc mà văn bản nêu. Đồng chí xem lại.",
    ),
    "paper_not_ready": (
        "Chưa lập được văn bản",
        "Văn bản còn thiếu nội dung nên chưa lưu. Bản nháp còn nguyên. Đồng chí mở lại trang soạn để điền tiếp.",
    ),
    "paper_not_agreed": (
        "Chưa có văn bản đồng ý của cấp trên",
        "{why}. Đồng chí ghi văn bản trả lời ở trang Xin ý kiến cấp trên của người này rồi lập lại. Chưa cấp số; bản nháp còn nguyên.",
    ),
    "paper_draft_gone": (
        "Không còn bản nháp",
        "Bản nháp này đã được lập thành văn bản hoặc không còn. Đồng chí mở lại trang Văn bản.",
    ),
    "paper_reason_needed": (
        "Lý do lập lại",
        "Văn bản loại này đã có. Muốn lập bản khác thay thế, đồng chí ghi rõ lý do.",
    ),
    "paper_replaced_already": (
        "Đã có bản thay thế",
        "Văn bản đồng chí muốn thay đã có bản khác thay thế. Đồng chí tải lại trang.",
    ),
    "paper_replaces_unknown": ("Thay cho văn bản", "Không tìm thấy văn bản cần thay. Đồng chí chọn lại."),
    "paper_same": (
        "Trùng văn bản đã có",
        "Nội dung giống hệt một văn bản đã lập nên không lưu thêm. Đồng chí sửa nội dung rồi lập lại.",
    ),
    "paper_letter": (
        "Có ký tự lạ",
        "Văn bản có ký tự “{letter}” ({point}) không in được. Đồng chí sửa chỗ đó. Chưa cấp số, chưa lưu; bản nháp còn nguyên.",
    ),
    "paper_failed": (
        "Chưa lập được văn bản",
        "Chưa tạo được tệp của văn bản nên chưa cấp số, chưa lưu; bản nháp còn nguyên. Đồng chí bấm lại sau ít phút.",
    ),
    "paper_damaged": (
        "Không đọc được nội dung đã lưu",
        "Nội dung đã lưu của văn bản không đọc được nữa. Đồng chí báo ngay Văn phòng Đảng ủy để lấy lại từ bản sao lưu.",
    ),
}

#: What stands under a field of the editor.
HINTS: dict[PaperField, str] = {
    PaperField.CALLED: "Không tính người được miễn công tác, sinh hoạt mà vắng mặt; người sinh hoạt tạm thời nơi khác; người bị đình chỉ sinh hoạt.",
    PaperField.BLANK: "Khi tính tỷ lệ, phiếu trắng là không tán thành.",
    PaperField.BASES: "Để trống thì in các căn cứ có hiệu lực vào ngày văn bản. Tự ghi thì mỗi dòng một căn cứ.",
    PaperField.RECIPIENTS: "Mỗi dòng một nơi nhận.",
    PaperField.VERIFIED: "Mỗi dòng một người, ghi quan hệ và nội dung cần hỏi. Chỉ in vào công văn, không đưa vào sổ theo dõi.",
    PaperField.ORGANISATION_OPINIONS: "Mỗi dòng một tổ chức: tên, ngày họp, số có mặt, số tán thành, số không tán thành, nhận xét chính.",
    PaperField.NATIVE_PLACE: "Chỉ in vào văn bản; sổ theo dõi không giữ mục này.",
    PaperField.CHARACTER: "Nêu cả ưu điểm và khuyết điểm.",
    PaperField.AGAINST_NOTE: "Ghi khi có người không tán thành.",
    PaperField.SIGNATORY: "Chỉ họ và tên, không ghi học hàm, học vị.",
    PaperField.ADDRESSEE: "Tên cấp ủy hoặc tổ chức đảng.",
}
#: The number's hint depends on whose book it comes from.
HINT_OWN_NUMBER = "Số trong sổ của chi bộ, ví dụ 05-NQ/CB."
HINT_REGISTER = (
    "Để trống thì lấy số tiếp theo trong sổ văn bản đi khi lưu. Chỉ ghi khi số đã cấp trong sổ giấy."
)

#: Labels of the form that keeps a paper.
FIELDS: dict[str, str] = {
    "replaces": "Thay cho văn bản",
    "reason": "Lý do lập lại",
    "another": "Không thay, đây là văn bản khác",
    "number": "Số {number}",
}

SAID: dict[str, str] = {
    "draft_saved": "Đã lưu bản nháp.",
    "kept": "Đã lập văn bản{number}. Đồng chí in, trình ký rồi đưa vào hồ sơ giấy.",
    "kept_number": " số {number}",
    "closed": "Văn bản này chưa lập được: {reason}.",
}
#: A kept decision that still has to be recorded as a step.
TO_RECORD = "{form} số {number}: chưa ghi thành bước trong sổ theo dõi."
#: A number of the register whose paper was replaced; it keeps its place in the book.
REPLACED_IN_REGISTER = "Đã thay bằng văn bản khác"

#: Groups of fields in the editor: heading and the fields it begins with.
GROUPS: tuple[tuple[str, tuple[PaperField, ...]], ...] = (
    ("Văn bản", (PaperField.NUMBER, PaperField.DATED, PaperField.ADDRESSEE)),
    ("Nghị quyết của chi bộ", (PaperField.BRANCH_NUMBER, PaperField.BRANCH_ON)),
    ("Nội dung", (PaperField.VERIFIED, PaperField.NATIVE_PLACE)),
    (
        "Cuộc họp",
        (
            PaperField.MEETING_ON,
            PaperField.VENUE,
            PaperField.MEMBERS_OFFICIAL,
            PaperField.MEMBERS_PROBATIONARY,
            PaperField.PRESENT_OFFICIAL,
            PaperField.PRESENT_PROBATIONARY,
            PaperField.MEMBERS,
            PaperField.PRESENT,
            PaperField.ABSENT_NOTE,
            PaperField.CHAIR,
            PaperField.CHAIR_POSITION,
            PaperField.SECRETARY,
        ),
    ),
    (
        "Biểu quyết",
        (
            PaperField.CALLED,
            PaperField.IN_FAVOUR,
            PaperField.AGAINST,
            PaperField.BLANK,
            PaperField.AGAINST_NOTE,
        ),
    ),
    (
        "Kết luận về người được xét",
        (
            PaperField.BACKGROUND,
            PaperField.AWARENESS,
            PaperField.CHARACTER,
            PaperField.ABILITY,
            PaperField.RELATIONS,
        ),
    ),
    (
        "Ý kiến nhận xét",
        (PaperField.ORGANISATION_OPINIONS, PaperField.RESIDENCE_OPINION, PaperField.SUMMARY),
    ),
    (
        "Căn cứ, người ký, nơi nhận",
        (
            PaperField.BASES,
            PaperField.AUTHORITY,
            PaperField.POSITION,
            PaperField.SIGNATORY,
            PaperField.RECIPIENTS,
        ),
    ),
)

#: How the numbers of forms are believed to run; said beside the setting of the ward.
FORM_NUMBERS_HINT = "Số mẫu …-KNĐ lấy theo danh mục của một địa phương, chưa đối chiếu với phụ lục của Trung ương. Không đánh dấu thì văn bản không in số mẫu."

#: The list of papers in the order in which they are needed.
ORDER: tuple[PaperForm, ...] = (
    PaperForm.VERIFICATION_REQUEST,
    PaperForm.OPINIONS_SUMMARY,
    PaperForm.BRANCH_ADMISSION,
    PaperForm.COMMITTEE_ADMISSION,
    PaperForm.ADMISSION_DECISION,
    PaperForm.CONSIDERATION,
    PaperForm.BRANCH_RECOGNITION,
    PaperForm.COMMITTEE_RECOGNITION,
    PaperForm.RECOGNITION_DECISION,
)
