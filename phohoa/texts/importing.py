"""Words of the reading of existing papers: kinds, reasons, marks, and what cannot be read."""

#: Kinds of papers as they stand above the subject, in capitals.
KINDS: tuple[str, ...] = (
    "KẾ HOẠCH",
    "NGHỊ QUYẾT",
    "CHƯƠNG TRÌNH HÀNH ĐỘNG",
    "CHƯƠNG TRÌNH",
    "QUYẾT ĐỊNH",
    "QUY ĐỊNH",
    "QUY CHẾ",
    "KẾT LUẬN",
    "CHỈ THỊ",
    "HƯỚNG DẪN",
    "THÔNG BÁO",
    "BÁO CÁO",
    "TỜ TRÌNH",
    "ĐỀ ÁN",
    "PHƯƠNG ÁN",
    "BIÊN BẢN",
)
#: Names whose spelling is known where no others are given.
UNITS: tuple[str, ...] = ("Phổ Hòa", "Đức Phổ")

#: Why a correction is proposed.
REASONS: dict[str, str] = {
    "name": "Tên đơn vị viết khác tên chính thức",
    "expression": "Cụm từ hay dùng bị nhận dạng sai dấu",
    "syllable": "Chữ không có trong tiếng Việt, có thể do nhận dạng sai",
    "glued": "Các chữ bị dính vào nhau",
    "hyphen": "Dấu nối do ngắt ở cuối dòng",
    "star": "Dấu sao do phần mềm nhận dạng thêm vào",
    "missing": "Có thể thiếu chữ",
    "label": "Số La Mã hoặc số mục bị nhận dạng sai",
}

#: Why a piece is uncertain. {word} is the word in question.
MARKS: dict[str, str] = {
    "correction": "Có chỗ nghi nhận dạng sai, có chữ đề nghị",
    "impossible_syllable": "Chữ “{word}” không có trong tiếng Việt",
    "date_impossible": "Ngày {word} không có thật",
    "number_blank": "Số văn bản để trống",
    "date_blank": "Ngày, tháng để trống",
    "state_form": "Viết theo thể thức văn bản nhà nước, không theo thể thức văn bản của Đảng",
    "lines_joined": "Ghép từ các dòng bị ngắt",
    "unit_unknown": "Không giống tên đơn vị nào đã biết",
    "label_repeated": "Số mục “{word}” bị trùng hoặc không liền với số trước; dự thảo sẽ đánh số lại",
    "not_understood": "Chưa rõ là phần nào của văn bản",
    "guessed": "Xếp vào phần này theo vị trí, đề nghị xem lại",
    "secret": "Có dấu chỉ mức độ mật",
}

#: What must be filled in, by field.
ASKED: dict[str, str] = {
    "parent": "Cơ quan cấp trên",
    "issuer": "Cơ quan ban hành",
    "number": "Số văn bản",
    "place": "Địa danh",
    "dated": "Ngày, tháng, năm",
    "kind": "Tên loại văn bản",
    "subject": "Trích yếu",
    "recipients": "Nơi nhận",
    "authority": "Quyền hạn ký",
    "position": "Chức vụ người ký",
    "name": "Họ và tên người ký",
}

#: What was done to get the text.
NOTES: dict[str, str] = {
    "utf16": "Văn bản mã UTF-16",
    "nfd": "Dấu tổ hợp đã đưa về dấu dựng sẵn",
    "tcvn3": "Đã chuyển từ mã TCVN3 (ABC)",
    "vni": "Đã chuyển từ mã VNI",
    "cp1258": "Đã chuyển từ mã Windows 1258",
    "font_tcvn3": "Có chữ phông .Vn, đã chuyển từ mã TCVN3 (ABC)",
    "font_vni": "Có chữ phông VNI, đã chuyển từ mã VNI",
    "numbered": "Số mục tự động của Word đã ghi thành chữ",
    "revisions": "Bản Word có chỗ sửa chưa chấp nhận; đọc như đã chấp nhận",
    "footnotes": "Có chú thích cuối trang, đặt ở cuối",
    "pages_without_text": "Có trang chỉ là ảnh, không có chữ để đọc",
}

ROLES: dict[str, str] = {
    "party": "Tiêu đề",
    "parent": "Cơ quan cấp trên",
    "issuer": "Cơ quan ban hành",
    "star": "Dấu sao",
    "number": "Số, ký hiệu",
    "place_date": "Địa danh, ngày tháng",
    "kind": "Tên loại",
    "subject": "Trích yếu",
    "rule": "Đường kẻ",
    "basis": "Căn cứ",
    "opening": "Lời dẫn",
    "label": "Số mục",
    "heading": "Tên mục",
    "paragraph": "Đoạn văn",
    "caption": "Tên bảng",
    "cell": "Ô trong bảng",
    "repeated": "Đầu bảng lặp lại ở trang sau",
    "closing": "Lời kết",
    "recipients_head": "Nơi nhận",
    "recipient": "Nơi nhận",
    "authority": "Quyền hạn ký",
    "position": "Chức vụ",
    "name": "Họ và tên",
    "page_number": "Số trang",
    "stamp": "Dấu, chữ ký số",
    "leftover": "Chưa xếp được",
}

#: Why a file is not read.
REFUSALS: dict[str, str] = {
    "import_empty": "Tệp không có nội dung.",
    "import_large": "Tệp lớn hơn 5 MB nên không đọc.",
    "import_kind": "Tệp này không phải văn bản thuần, tệp Word (.docx) hay tệp PDF có chữ.",
    "import_old_word": "Đây là tệp Word kiểu cũ (.doc). Đồng chí mở bằng Word rồi lưu thành .docx.",
    "import_lies": "Đuôi tên tệp không đúng với nội dung bên trong nên không đọc.",
    "import_long": "Văn bản dài hơn bất cứ kế hoạch nào nên không đọc.",
    "import_unreadable": "Tệp bị hỏng hoặc bị cắt mất một phần.",
    "import_bomb": "Tệp nén quá nhiều dữ liệu bên trong nên bị từ chối.",
    "import_unsafe": "Tệp có mã lệnh, tệp nhúng hoặc liên kết ra ngoài nên bị từ chối.",
    "import_encrypted": "Tệp đặt mật khẩu nên không đọc được. Đồng chí bỏ mật khẩu rồi thử lại.",
    "import_scan": "Tệp PDF chỉ có ảnh quét, không có chữ. Đồng chí dùng phần mềm nhận dạng chữ rồi dán phần chữ vào.",
    "import_letters": "Chữ trong tệp không đọc được đúng (phông không có bảng chữ). Đồng chí lấy bản Word của văn bản.",
    "import_secret": "Văn bản có dấu chỉ mức độ mật nên không đưa vào phần mềm này.",
    "import_slow": "Đọc tệp mất quá nhiều thời gian nên đã dừng.",
    "import_failed": "Chưa đọc được tệp này.",
}

#: What stands where the paper shows nothing.
NOT_SHOWN = "…………………………"
LEFTOVER_HEADING = "Phần chưa xếp được"
TO_ASK = "Cần bổ sung: {fields}."
#: What may be answered for a correction, and for the kind of paper.
FIX_CHOICES = [("use", "Dùng chữ đề nghị"), ("keep", "Giữ nguyên chữ gốc")]
KIND_CHOICES = [("plan", "Kế hoạch"), ("other", "Loại khác")]
