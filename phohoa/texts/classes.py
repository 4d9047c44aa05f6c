"""Words of classes: fields, messages, the notice, the reasons of an order, the lists as files."""

from ..domain.legacy_encodings import LegacyEncoding
from ..domain.training import ClassKind, ClassResult, NominationState, RankCriterion

MESSAGES: dict[str, tuple[str, str]] = {
    "class_ends_first": (
        "Ngày kết thúc lớp",
        "Ngày kết thúc lớp ({ends}) sớm hơn ngày khai giảng ({starts}). Đồng chí xem lại cả hai ngày.",
    ),
    "class_too_long": (
        "Ngày kết thúc lớp",
        "Lớp kéo dài quá 60 ngày. Đồng chí xem lại ngày khai giảng và ngày kết thúc.",
    ),
    "class_nominate_late": (
        "Hạn gửi danh sách",
        "Hạn gửi danh sách ({by}) muộn hơn ngày khai giảng ({starts}). Đồng chí xem lại cả hai ngày.",
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
    "class_not_proposed": (
        "Không còn ở bước đề nghị học lớp",
        "Người này không còn ở bước được đề nghị học lớp này, nên không đưa vào danh sách được. Chi bộ đề nghị qua kỳ xét hằng tháng.",
    ),
    "class_full": (
        "Lớp đã đủ chỗ",
        "Lớp có {seats} chỗ và đã cử đủ. Đồng chí đưa vào danh sách chờ, hoặc sửa số học viên ở cuối trang.",
    ),
    "class_seats_taken": (
        "Số học viên",
        "Đã cử {taken} người, nhiều hơn số học viên vừa nhập. Đồng chí xem lại.",
    ),
    "class_reason_needed": ("Lý do", "Quyết định này cần ghi lý do."),
    "class_withdrawn": (
        "Chi bộ đã rút đề nghị",
        "Chi bộ đã rút đề nghị đối với người này, nên không quyết định được. Mở dòng của người đó để đề nghị lại.",
    ),
    "class_has_result": (
        "Đã có kết quả học",
        "Người này đã có kết quả của lớp, nên không đổi quyết định được nữa.",
    ),
    "class_places": ("Thứ tự", "Thứ tự từ 1 đến {count}, số đầu không lớn hơn số cuối."),
    "class_not_announced": (
        "Lớp chưa thông báo",
        "Lớp chưa có thông báo, hoặc danh sách đã chốt. Đồng chí phát hành hoặc ghi thông báo mở lớp trước.",
    ),
    "class_before_notice": (
        "Ngày quyết định",
        "Ngày quyết định đang trước ngày thông báo mở lớp ({day}). Đồng chí xem lại.",
    ),
    "class_undecided": (
        "Còn người chưa quyết định",
        "Còn {count} người chưa có quyết định. Đồng chí quyết định từng người, hoặc bấm xếp theo thứ tự.",
    ),
    "class_accepted_gone": (
        "Người được cử đã sang bước khác",
        "{name} ({branch}) được cử nhưng không còn ở bước đề nghị học lớp. Đồng chí đổi quyết định của dòng này.",
    ),
    "class_notice_not_ready": ("Chưa trình ký được", "Thông báo còn thiếu những nội dung dưới đây:"),
    "class_notice_lacks_place": ("Địa điểm", "Chưa ghi địa điểm mở lớp."),
    "class_notice_lacks_nominate_by": ("Hạn gửi danh sách", "Chưa ghi hạn chi bộ gửi danh sách."),
    "class_notice_lacks_seats": ("Số học viên", "Chưa ghi số học viên."),
    "class_notice_lacks_signatory_id": ("Người ký", "Chưa chọn người ký thông báo."),
    "class_notice_lacks_recipients": ("Nơi nhận", "Chưa ghi nơi nhận."),
    "class_notice_state": (
        "Thông báo đã sang bước khác",
        "Thông báo không còn chờ ký. Đồng chí mở lại trang của lớp.",
    ),
    "class_notice_after_start": (
        "Ngày thông báo",
        "Ngày thông báo đang sau ngày khai giảng ({day}). Đồng chí xem lại cả hai ngày.",
    ),
    "class_number_used": (
        "Số giấy chứng nhận đã dùng",
        "Số giấy chứng nhận {number} đã ghi cho {who} ({branch}), cấp ngày {day}. Đồng chí xem lại số; nếu nơi cấp đánh số lại hằng năm thì ghi thêm năm vào số.",
    ),
    "class_number_used_elsewhere": (
        "Số giấy chứng nhận đã dùng",
        "Số giấy chứng nhận {number} đã ghi cho một người ở chi bộ khác, cấp ngày {day}. Đồng chí xem lại số.",
    ),
    "class_number_twice": (
        "Số giấy chứng nhận trùng",
        "Số giấy chứng nhận {number} cũng đang ghi cho {who} trong danh sách này. Đồng chí xem lại cả hai dòng.",
    ),
    "class_days": ("Số ngày học", "Lớp kéo dài {length} ngày, nên số ngày học từ 0 đến {length}."),
    "class_result_needed": ("Kết quả", "Chưa chọn kết quả."),
    "class_number_needed": ("Số giấy chứng nhận", "Kết quả Đạt cần có số giấy chứng nhận."),
    "class_issued_needed": ("Ngày cấp", "Kết quả Đạt cần có ngày cấp giấy chứng nhận."),
    "class_issued_before_end": (
        "Ngày cấp",
        "Ngày cấp ({issued}) đang trước ngày lớp kết thúc ({ends}). Đồng chí xem lại.",
    ),
    "class_number_not_passed": (
        "Số giấy chứng nhận",
        "Có số giấy chứng nhận {number} nhưng kết quả không phải là Đạt. Đồng chí xem lại.",
    ),
    "class_note_needed": ("Lý do", "Không đạt hoặc không dự cần ghi lý do."),
    "class_not_settled": (
        "Danh sách chưa chốt",
        "Danh sách cử đi học chưa chốt, nên chưa nhập được kết quả.",
    ),
    "class_not_begun": ("Lớp chưa khai giảng", "Lớp khai giảng ngày {day}, nên chưa nhập được kết quả."),
    "class_overtaken": (
        "Đã có người ghi trước",
        "Trong lúc đồng chí làm, kết quả của {names} đã được ghi, nên những dòng đó không đổi và không còn trong bảng nhập. Chưa ghi dòng nào; đồng chí xem lại rồi bấm lưu.",
    ),
    "class_nothing_filled": (
        "Chưa nhập dòng nào",
        "Chưa có dòng nào được nhập kết quả hoặc số giấy chứng nhận.",
    ),
    "class_results_refused": (
        "Chưa lưu",
        "Có {count} dòng chưa đúng nên chưa ghi dòng nào. Nội dung đã nhập còn nguyên, đồng chí sửa các dòng được đánh dấu rồi lưu lại.",
    ),
    "class_file_none": ("Tệp Excel", "Đồng chí chọn tệp Excel đã điền."),
    "class_file_kind": (
        "Tệp Excel",
        "Tệp này không phải là bảng tính Excel (.xlsx) đọc được. Nếu là tệp .xls hoặc tệp khác, đồng chí lưu lại thành .xlsx.",
    ),
    "class_file_unsafe": (
        "Tệp Excel",
        "Tệp có chứa mã lệnh, liên kết hoặc thành phần lạ nên bị từ chối. Đồng chí điền vào tệp mẫu tải ở đây.",
    ),
    "class_file_large": ("Tệp Excel", "Tệp lớn hơn nhiều so với danh sách của một lớp nên không đọc."),
    "class_file_head": (
        "Tệp Excel",
        "Không thấy dòng tiêu đề có cột Mã dòng. Đồng chí điền vào tệp mẫu tải ở đây, giữ nguyên dòng tiêu đề.",
    ),
    "class_file_other": (
        "Tệp Excel",
        "Không có dòng nào của tệp thuộc lớp này. Đồng chí kiểm tra có đúng tệp của lớp không.",
    ),
    "class_file_formula": (
        "Ô có công thức",
        "Ô {cell} chứa công thức hoặc lỗi nên không đọc. Đồng chí ghi thẳng giá trị.",
    ),
    "class_file_number": ("Số ngày học", "“{text}” không phải là số ngày."),
    "class_file_day": ("Ngày cấp", "“{text}” không đọc được là ngày. Đồng chí ghi ngày/tháng/năm."),
    "class_file_result": ("Kết quả", "“{text}” không phải là Đạt, Không đạt hoặc Không dự."),
    "class_file_name": (
        "Họ và tên",
        "Họ tên trong tệp là {name_in_file}, còn mã dòng là của {name}. Đồng chí xem có lệch dòng không.",
    ),
    "class_file_twice": ("Mã dòng", "Mã dòng này có thêm ở dòng {row} của tệp. Đồng chí giữ một dòng."),
    "class_file_no_code": ("Mã dòng", "Dòng này không có mã dòng nên không biết là của ai."),
    "class_file_stranger": ("Mã dòng", "Mã dòng {line_code} không có trong danh sách của lớp này."),
    "class_nobody_sent": (
        "Chưa cử ai",
        "Danh sách chưa có ai được cử đi học. Nếu lớp không tổ chức, đồng chí ghi ở trang của lớp.",
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
    "decision": "Quyết định",
    "first": "Từ thứ tự",
    "last": "Đến thứ tự",
    "place_in_line": "Xếp vào thứ tự",
    "decision_number": "Số văn bản cử đi học",
    "decided_on": "Ngày quyết định",
    "authority": "Thẩm quyền ký",
    "position": "Chức vụ người ký",
    "signatory_id": "Người ký",
    "recipients": "Nơi nhận",
    "text": "Nội dung khác",
    "return_reason": "Lý do trả lại",
    "notice_number": "Số thông báo",
    "notice_on": "Ngày thông báo",
    "notice_issuer": "Cơ quan thông báo",
    "dated": "Ngày ghi trên thông báo",
    "issuer": "Nơi cấp giấy chứng nhận",
    "issued_on_all": "Ngày cấp cho tất cả",
    "days": "Số ngày học",
    "result": "Kết quả",
    "number": "Số giấy chứng nhận",
    "issued_on": "Ngày cấp",
    "result_note": "Lý do, ghi chú",
    "file": "Tệp Excel đã điền",
    "passphrase": "Mật khẩu của khóa ký số",
}

SAID: dict[str, str] = {
    "created": "Đã ghi lớp vào dự kiến.",
    "saved": "Đã lưu thông tin lớp.",
    "cancelled": "Đã ghi lớp không tổ chức. Những người được đề nghị vẫn chờ lớp sau.",
    "notice_saved": "Đã lưu thông báo.",
    "notice_submitted": "Đã trình ký thông báo.",
    "notice_taken_back": "Đã rút thông báo về dự thảo.",
    "notice_returned": "Đã trả lại thông báo.",
    "notice_issued": "Đã phát hành thông báo số {symbol}.",
    "notice_recorded": "Đã ghi thông báo mở lớp.",
    "notice_replaced": "Lớp sửa được trở lại. Thông báo sau sẽ ghi thay thế thông báo cũ.",
    "results_saved": "Đã ghi kết quả của {count} người, còn {left} người chưa có kết quả.",
    "results_all": "Đã ghi kết quả của {count} người. Lớp đã kết thúc.",
    "lines_decided": "Đã ghi quyết định cho {count} người.",
    "line_saved": "Đã lưu dòng lúc {at}.",
    "filled": "Đã xếp {count} người theo thứ tự.",
    "seats_saved": "Đã lưu số học viên.",
    "placed": "Đã xếp lại thứ tự.",
    "withdrawn": "Đã rút đề nghị. Người này vẫn được đề nghị cho lớp sau.",
    "nominated": "Đã đề nghị lại.",
    "settled": "Đã chốt danh sách: cử {count} người đi học.",
    "sent_back": "Đã đưa về danh sách cảm tình Đảng, có ghi lý do.",
}

#: The three decisions on one line, short.
DECISIONS: dict[NominationState, str] = {
    NominationState.ACCEPTED: "Cử đi học",
    NominationState.WAITING: "Chờ",
    NominationState.DECLINED: "Chưa cử",
}

#: The list of those who are sent, as an Excel file.
LIST_TITLE = "DANH SÁCH CỬ ĐI HỌC"
LIST_SHEET = "Danh sách"
LIST_HEADS = ("STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Ghi chú")

#: The file of results: its columns by name, in order, and what may stand for a result.
FILE_TITLE = "KẾT QUẢ LỚP BỒI DƯỠNG"
FILE_SHEET = "Kết quả"
FILE_HEADS: dict[str, str] = {
    "code": "Mã dòng",
    "name": "Họ và tên",
    "birth_year": "Năm sinh",
    "branch": "Chi bộ",
    "days": "Số ngày học",
    "result": "Kết quả",
    "number": "Số giấy chứng nhận",
    "issued_on": "Ngày cấp",
    "note": "Lý do, ghi chú",
}
FILE_COUNT = "STT"
FILE_HINT = "Giữ nguyên cột Mã dòng. Kết quả ghi: Đạt, Không đạt hoặc Không dự."
FILE_RESULTS: dict[ClassResult, tuple[str, ...]] = {
    ClassResult.PASSED: ("Đạt", "Đ", "Hoàn thành", "x"),
    ClassResult.FAILED: ("Không đạt", "KĐ", "Chưa đạt"),
    ClassResult.ABSENT: ("Không dự", "Vắng", "Không học"),
}
#: What is said of a cell that was in an old encoding.
CONVERTED: dict[LegacyEncoding, str] = {
    LegacyEncoding.TCVN3: "chữ mã TCVN3 (ABC) đã chuyển sang Unicode",
    LegacyEncoding.VNI: "chữ mã VNI đã chuyển sang Unicode",
}

#: The notice as it is printed.
NOTICE_KIND = "THÔNG BÁO"
NOTICE_SUBJECT = "về việc mở {name}"
NOTICE_TITLE = "Thông báo {subject} (số {symbol})"
NOTICE_NAMED = "số {symbol}, {day}"
NOTICE_REPLACES = "Thông báo này thay thế Thông báo {notice}."
NOTICE_PLAN = "Thực hiện Kế hoạch số {symbol}, {day} của Đảng ủy phường {subject}."
NOTICE_OPENING = "Đảng ủy phường thông báo việc mở {name} như sau:"
NOTICE_FOR = "Đối tượng"
NOTICE_WHO: dict[ClassKind, str] = {
    ClassKind.AWARENESS: "Quần chúng ưu tú trong danh sách cảm tình Đảng, được chi bộ đề nghị học lớp bồi dưỡng nhận thức về Đảng.",
    ClassKind.NEW_MEMBER: "Đảng viên dự bị chưa học lớp bồi dưỡng đảng viên mới.",
}
NOTICE_WHEN = "Thời gian"
NOTICE_DAYS = "Từ {first} đến {last}."
NOTICE_DAY = "{first}."
NOTICE_WHERE = "Địa điểm"
NOTICE_HOST = "Đơn vị mở lớp"
NOTICE_SEATS = "Số lượng"
NOTICE_COUNT = "{seats} học viên. Trường hợp số người được đề nghị nhiều hơn, Đảng ủy xem xét từng người; người chưa được cử được xếp vào danh sách chờ của lớp sau."
NOTICE_LISTS = "Danh sách đề nghị"
NOTICE_SEND: dict[ClassKind, str] = {
    ClassKind.AWARENESS: "Chi bộ xem xét, đề nghị trong kỳ họp hằng tháng và gửi về Văn phòng Đảng ủy trước hết {day}.",
    ClassKind.NEW_MEMBER: "Chi bộ rà soát đảng viên dự bị và gửi danh sách về Văn phòng Đảng ủy trước hết {day}.",
}
NOTICE_MORE = "Nội dung khác"
NOTICE_CLOSING = "Đề nghị các chi bộ trực thuộc triển khai thực hiện Thông báo này; trong quá trình thực hiện có vướng mắc, báo cáo về Đảng ủy phường (qua Văn phòng Đảng ủy) để được hướng dẫn."

#: Recipients of a notice until the office says otherwise.
RECIPIENTS = "{upper_level} (báo cáo)\nCác chi bộ trực thuộc\nMặt trận Tổ quốc và các đoàn thể phường\nLưu Văn phòng Đảng ủy"

#: Where no member is young.
NO_YOUNG = "chi bộ chưa có đảng viên trẻ"
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
