"""Words of plans, signing, the register and the check of files: code -> (title, sentence), labels, and papers."""

from ..domain.numbering import DocumentKind
from . import plan_writing
from .importing import REFUSALS

MESSAGES: dict[str, tuple[str, str]] = {
    # Plans
    "plan_year": ("Năm của kế hoạch", "Đồng chí nhập năm từ {first} đến {last}."),
    "plan_open_already": (
        "Đã có bản đang soạn",
        "Kế hoạch năm {year} đang được soạn hoặc trình ký. Mỗi năm chỉ soạn một bản; đồng chí mở bản đó để làm tiếp.",
    ),
    "plan_in_force_already": (
        "Đã có kế hoạch phát hành",
        "Năm {year} đã có kế hoạch đang có hiệu lực. Muốn sửa, đồng chí mở kế hoạch đó rồi bấm “Lập bản thay thế”.",
    ),
    "plan_frozen": (
        "Kế hoạch đã trình ký",
        "Kế hoạch đã trình ký hoặc đã phát hành nên không sửa được nữa. Chưa lưu gì. Nội dung đồng chí nhập còn ở dưới.",
    ),
    "plan_state": (
        "Kế hoạch đã đổi trạng thái",
        "Trong lúc đồng chí xem, kế hoạch đã đổi trạng thái nên việc này không làm được nữa. Đồng chí mở lại kế hoạch.",
    ),
    "plan_not_ready": ("Chưa trình ký được", "Kế hoạch còn thiếu những nội dung dưới đây:"),
    "plan_not_approved": (
        "Chưa được phê duyệt",
        "Chỉ phát hành kế hoạch đã phê duyệt. Kế hoạch này đang ở trạng thái khác; đồng chí mở lại kế hoạch để xem.",
    ),
    "signatory_needed": (
        "Người ký",
        "Chưa chọn người ký, hoặc người được chọn không còn là lãnh đạo ký văn bản. Đồng chí chọn lại.",
    ),
    "head_incomplete": ("Thể thức", "Phần thể thức, người ký, nơi nhận còn ô chưa điền."),
    "section_empty": ("Mục chưa có nội dung", "Mục “{heading}” chưa có nội dung."),
    "marks_left": ("Chỗ chưa điền", "Trong văn bản còn chỗ chưa điền: {marks}."),
    "allocation_too_low": ("Phân bổ", "{name}: chỉ tiêu ít nhất là {least}."),
    "allocation_missing": (
        "Phân bổ",
        "{name} chưa có trong bảng phân bổ. Đồng chí mở mục Phân bổ rồi lưu lại.",
    ),
    "allocation_closed": ("Phân bổ", "{name} không còn hoạt động. Đồng chí mở mục Phân bổ rồi lưu lại."),
    "allocation_low": ("Phân bổ", "Nhập số từ {least} đến {most}."),
    "text_long": ("Quá dài", "Nội dung quá dài. Đồng chí rút gọn lại."),
    "number_range": ("Con số", "Nhập số từ 1 đến 9999."),
    **plan_writing.MESSAGES,
    # An existing plan brought in
    **{code: ("Văn bản cũ", words) for code, words in REFUSALS.items()},
    "import_lost": (
        "Phải đọc lại văn bản",
        "Bản gốc kèm theo trang này không còn nguyên vẹn hoặc của tài khoản khác. Chưa lưu gì; đồng chí đưa văn bản vào lại.",
    ),
    "import_sections": (
        "Các mục",
        "Văn bản không có mục nào, hoặc có hơn 60 mục nên không lập thành dự thảo được.",
    ),
    "import_not_plan": (
        "Loại văn bản",
        "Ở đây chỉ soạn kế hoạch. Văn bản loại khác không lập thành dự thảo được.",
    ),
    # Register and issuing
    "dated_in_future": (
        "Ngày văn bản",
        "Ngày văn bản chưa đến. Đồng chí nhập ngày hôm nay hoặc ngày trước đó.",
    ),
    "no_term": (
        "Ngày văn bản",
        "Ngày này không thuộc nhiệm kỳ nào của Đảng ủy đã ghi trong phần mềm nên chưa cấp số được. Đồng chí kiểm tra lại ngày; nếu ngày đúng, Văn phòng thêm nhiệm kỳ ở trang “Thông tin Đảng bộ”.",
    ),
    "dated_before_last": (
        "Ngày văn bản",
        "Số gần nhất {symbol} đề ngày {day}; số sau không được đề ngày sớm hơn.",
    ),
    "register_begun": ("Sổ đã có số", "Sổ đã có số {symbol} nên không chuyển số từ sổ giấy sang được nữa."),
    "not_the_signatory": (
        "Không phải người ký",
        "Kế hoạch này do đồng chí {name} ký. Chỉ người ký phát hành được bằng khóa của mình.",
    ),
    "no_key": (
        "Chưa có khóa ký số",
        "Đồng chí chưa có khóa ký số còn hạn nên chưa cấp số, chưa ký. Đồng chí vào mục Khóa ký số của tôi để đưa tệp khóa vào.",
    ),
    "wrong_passphrase": (
        "Mật khẩu của khóa ký số",
        "Mật khẩu của khóa ký số không đúng. Chưa ký. Đồng chí nhập lại.",
    ),
    "key_expired": (
        "Chứng thư hết hạn",
        "Chứng thư trong tệp khóa đã hết hạn. Đồng chí liên hệ nơi cấp để gia hạn.",
    ),
    "key_not_yet_valid": (
        "Chứng thư chưa có hiệu lực",
        "Chứng thư trong tệp khóa chưa đến ngày có hiệu lực. Đồng chí dùng lại từ ngày đó hoặc liên hệ nơi cấp.",
    ),
    "key_not_opened": (
        "Mật khẩu của khóa ký số",
        "Mật khẩu này không mở được tệp khóa. Chưa nhận khóa. Đồng chí nhập lại mật khẩu và chọn lại tệp.",
    ),
    "key_revoked": (
        "Chứng thư bị thu hồi",
        "Chứng thư trong tệp khóa đã bị thu hồi. Chưa ký. Đồng chí liên hệ nơi cấp.",
    ),
    "key_unfit": (
        "Không dùng để ký được",
        "Chứng thư trong tệp này không phải loại dùng để ký văn bản. Đồng chí chọn tệp khóa khác.",
    ),
    "not_a_key_file": (
        "Không phải tệp khóa",
        "Tệp này không phải tệp khóa (đuôi .p12 hoặc .pfx) có chứng thư kèm theo. Đồng chí chọn lại tệp.",
    ),
    "key_known": ("Khóa đã có", "Khóa này đã được đưa vào trước đây, không cần đưa lại."),
    "key_of_another": (
        "Khóa của người khác",
        "Khóa này đã được một đồng chí khác đưa vào. Đồng chí chọn tệp khóa của mình.",
    ),
    "issuer_unknown": (
        "Nơi cấp chứng thư chưa được tin cậy",
        "Chứng thư do “{issuer}” cấp, nơi này chưa có trong danh sách tin cậy của phường. Chưa ký. Đồng chí nhờ Văn phòng Đảng ủy bổ sung.",
    ),
    "own_output_unsound": (
        "Chưa phát hành",
        "Bản đã ký không qua được bước tự kiểm tra nên chưa phát hành. Đồng chí thử lại; nếu vẫn vậy, báo Văn phòng Đảng ủy.",
    ),
    "foreign_letter": (
        "Có ký tự lạ",
        "Văn bản có ký tự “{letter}” ({point}) không in được bằng phông chữ của văn bản. Đồng chí sửa chỗ đó. Chưa cấp số, chưa ký.",
    ),
    "drafts_busy": (
        "Xin chờ một chút",
        "Đang có nhiều dự thảo được lập cùng lúc. Nội dung đã soạn vẫn còn nguyên; đồng chí thử lại sau vài giây.",
    ),
    "document_failed": (
        "Chưa tạo được tệp",
        "Chưa tạo được tệp của văn bản. Chưa ký. Đồng chí thử lại; nếu vẫn vậy, báo Văn phòng Đảng ủy.",
    ),
    "document_damaged": (
        "Tệp bị hỏng",
        "Tệp lưu trên máy chủ không còn đúng như lúc phát hành nên không cho mở. Đồng chí báo ngay Văn phòng Đảng ủy để lấy lại từ bản sao lưu.",
    ),
    # Trusted authorities
    "not_a_certificate": (
        "Không phải chứng thư",
        "Tệp này không phải chứng thư số (đuôi .cer, .crt hoặc .pem). Đồng chí chọn lại tệp.",
    ),
    "not_an_authority": (
        "Không phải nơi cấp",
        "Đây là chứng thư của một người hoặc một máy, không phải của nơi cấp chứng thư. Đồng chí lấy chứng thư gốc của nơi cấp.",
    ),
    "issuer_known": ("Nơi cấp đã có", "Nơi cấp này đã có trong danh sách, không cần thêm lại."),
    "issuer_expired": (
        "Chứng thư hết hạn",
        "Chứng thư của nơi cấp này đã hết hạn. Đồng chí lấy chứng thư mới từ nơi cấp.",
    ),
    "not_a_revocation_list": (
        "Không phải danh sách thu hồi",
        "Tệp này không phải danh sách chứng thư bị thu hồi (đuôi .crl). Đồng chí chọn lại tệp.",
    ),
    "revocation_list_foreign": (
        "Danh sách của nơi khác",
        "Danh sách này không phải do nơi cấp đó ký. Đồng chí tải lại từ trang của nơi cấp.",
    ),
    "revocation_list_older": (
        "Danh sách cũ",
        "Danh sách này cũ hơn danh sách đang có. Đồng chí tải bản mới nhất từ trang của nơi cấp.",
    ),
    # Checking of files
    "not_a_pdf": ("Không phải tệp PDF", "Tệp này không phải tệp PDF. Đồng chí chọn lại tệp của văn bản."),
    "pdf_too_large": ("Tệp quá lớn", "Tệp lớn hơn 20 MB nên không kiểm tra được ở đây."),
}

FIELDS: dict[str, str] = {
    "year": "Năm",
    "heading": "Tên mục",
    "body": "Nội dung",
    "subject": "Trích yếu",
    "place": "Địa danh ghi trên văn bản",
    "parent_issuer": "Cơ quan cấp trên trực tiếp",
    "dated": "Ngày văn bản",
    "planned_date": "Ngày dự kiến ban hành",
    "authority": "Quyền hạn ký",
    "position": "Chức vụ người ký",
    "signatory_id": "Người ký",
    "recipients": "Nơi nhận",
    "ward_target": "Chỉ tiêu kết nạp toàn Đảng bộ",
    "reason": "Lý do",
    "passphrase": "Mật khẩu của khóa ký số",
    "key_file": "Tệp khóa ký số",
    "certificate": "Chứng thư của nơi cấp",
    "revocation_list": "Danh sách chứng thư bị thu hồi",
    "file": "Tệp cần kiểm tra",
    "import_file": "Tệp kế hoạch cũ",
    "import_text": "Chữ của kế hoạch cũ",
    "old_symbol": "Số, ký hiệu của bản gốc",
    "old_date": "Ngày của bản gốc",
    "kind": "Loại văn bản",
    "cancelled_subject": "Trích yếu của văn bản bỏ số",
    "last_number": "Số cuối cùng trong sổ giấy",
    "last_dated": "Ngày của số đó",
    "new_members": "Kết nạp",
    "introductions": "Giới thiệu",
}

SAID: dict[str, str] = {
    "created": "Đã lập dự thảo từ mẫu.",
    "imported": "Đã tạo dự thảo từ văn bản cũ. Đồng chí xem lại từng mục và phân bổ chỉ tiêu.",
    "section_saved": "Đã lưu mục “{heading}”.",
    "head_saved": "Đã lưu thể thức và nơi nhận.",
    "allocation_saved": "Đã lưu phân bổ chỉ tiêu.",
    "submitted": "Đã trình ký. Từ giờ nội dung không sửa được, trừ khi kế hoạch được trả lại hoặc rút về.",
    "taken_back": "Đã rút kế hoạch về dự thảo.",
    "returned": "Đã trả lại kế hoạch kèm lý do.",
    "approved": "Đã phê duyệt. Bước tiếp theo: cấp số, ký số và phát hành.",
    "issued": "Đã phát hành văn bản số {symbol}.",
    "correcting": "Đã lập dự thảo bản thay thế. Khi phát hành, bản này thay thế kế hoạch đang có hiệu lực.",
    "cancelled": "Đã ghi số {symbol} vào sổ là số bỏ.",
    "carried_over": "Sổ bắt đầu sau số {symbol}.",
    "key_added": "Đã nhận khóa ký số. Mật khẩu của khóa không được lưu lại.",
    "key_removed": "Đã gỡ khóa ký số.",
    "issuer_added": "Đã thêm nơi cấp chứng thư.",
    "list_added": "Đã nhận danh sách thu hồi.",
    "issuer_removed": "Đã bỏ nơi cấp khỏi danh sách tin cậy.",
}

#: Issuer part of a number, as the committee signs: also when its standing committee issues.
ISSUER_SYMBOL = "ĐU"
DOCUMENT_TITLE = "Kế hoạch {subject} (số {symbol})"
ISSUED_AS = "Số {symbol}, {day}"
SUPERSEDED_BY = "Được thay thế bằng văn bản số {symbol}, {day}"
CARRIED_OVER = "Các số đến {number} ghi trong sổ giấy"
#: What stands for a name or a text that a draft does not have yet.
NOT_WRITTEN = "…………………………"

#: {n} goes on from the tables that are typed before.
BRANCH_CAPTION = "Bảng {n}. Chỉ tiêu kết nạp của các chi bộ"
BRANCH_HEADS = ("STT", "Chi bộ", "Kết nạp (đảng viên)")
ORGANISATION_CAPTION = "Bảng {n}. Chỉ tiêu của Mặt trận Tổ quốc và các đoàn thể"
ORGANISATION_HEADS = ("STT", "Đơn vị", "Giới thiệu (người)", "Kết nạp (người)")
TOTAL = "Cộng"
NONE_ASKED = "-"

DEMO_AUTHORITY = "Nơi cấp chứng thư thử nghiệm"
DEMO_ORGANISATION = "{ward} (thử nghiệm)"
DEMO_STAMP = "Chứng thư thử nghiệm"

#: Beginning of a file's name, ASCII.
FILE_CODES: dict[DocumentKind, str] = {
    DocumentKind.PLAN: "KH",
    DocumentKind.RESOLUTION: "NQ",
    DocumentKind.REPORT: "BC",
    DocumentKind.NOTICE: "TB",
    DocumentKind.MINUTES: "BB",
    DocumentKind.DECISION: "QD",
    DocumentKind.SUBMISSION: "TTr",
    DocumentKind.LETTER: "CV",
}

#: The state of a plan as the history tells it: what was done.
EVENTS: dict[str, str] = {
    "draft": "Lập dự thảo",
    "in_review": "Trình ký",
    "returned": "Trả lại",
    "approved": "Phê duyệt",
    "issued": "Cấp số, ký số, phát hành",
    "superseded": "Được thay thế",
}

#: Whether the document still counts.
STANDINGS: dict[str, str] = {"in_force": "Đang có hiệu lực", "superseded": "Đã được thay thế"}

#: The answer of a check: kind of the box, word, sentence.
VERDICTS: dict[str, tuple[str, str, str]] = {
    "genuine": (
        "ok",
        "Văn bản thật",
        "Nội dung không bị thay đổi từ khi ký, nơi cấp chứng thư được tin cậy ở đây và chứng thư không bị thu hồi.",
    ),
    "revocation_unknown": (
        "warn",
        "Chưa kết luận được hết",
        "Nội dung không bị thay đổi và nơi cấp chứng thư được tin cậy, nhưng chưa có danh sách thu hồi còn hạn để biết chứng thư có bị thu hồi không.",
    ),
    "untrusted": (
        "warn",
        "Chưa tin được người ký",
        "Nội dung không bị thay đổi từ khi ký, nhưng nơi cấp chứng thư không có trong danh sách tin cậy của phường. Ai cũng có thể tự làm một chứng thư như vậy.",
    ),
    "modified": (
        "error",
        "Đã bị thay đổi",
        "Tệp này khác với bản đã ký. Không dùng tệp này; đồng chí lấy lại bản đã phát hành ở mục Văn bản hoặc hỏi nơi ban hành.",
    ),
    "invalid": (
        "error",
        "Chữ ký không hợp lệ",
        "Chữ ký trong tệp sai, không đọc được, hoặc chứng thư không còn hiệu lực lúc ký.",
    ),
    "revoked": (
        "error",
        "Chứng thư đã bị thu hồi",
        "Chứng thư dùng để ký đã bị thu hồi nên chữ ký không còn giá trị.",
    ),
    "unsigned": ("warn", "Không có chữ ký số", "Trong tệp không có chữ ký số nào."),
    "malformed": (
        "error",
        "Không đọc được",
        "Tệp không phải tệp PDF nguyên vẹn, hoặc bên trong có nội dung tự chạy. Đồng chí không nên mở tệp này.",
    ),
}
#: For a file of our own without a signature: the stored bytes speak.
OWN_UNSIGNED = (
    "ok",
    "Đúng bản đã lưu",
    "Tệp giống hệt bản đang lưu ở đây. Văn bản này ký tay, không có chữ ký số.",
)

REVOCATIONS: dict[str, str] = {
    "checked_ok": "Đã kiểm tra, không bị thu hồi",
    "revoked": "Đã bị thu hồi",
    "not_checked": "Chưa kiểm tra được: không có danh sách thu hồi còn hạn",
}
