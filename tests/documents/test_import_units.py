"""Plans of other units as plain text: each with the structure that must be found, and no word lost."""

import unicodedata
from typing import Any

import pytest

from phohoa.documents import importing, pdf
from phohoa.domain.legacy_encodings import LegacyEncoding, convert_legacy
from tests.documents import plans_of_units as plans
from tests.documents.imports import check_nothing_is_lost, corrections, model, shape

BLANKS: dict[str, Any] = {
    "parent": ["ĐẢNG BỘ THÀNH PHỐ MÂY TRẮNG"],
    "issuer": ["ĐẢNG ỦY PHƯỜNG SUỐI BẠC"],
    "symbol": "KH/ĐU",
    "place": "Suối Bạc",
    "kind": "KẾ HOẠCH",
    "subject": ["Tạo nguồn và kết nạp đảng viên năm 2024"],
    "bases": ["Căn cứ Điều lệ Đảng Cộng sản Việt Nam;", "Căn cứ Chương trình công tác năm 2024 của Đảng ủy,"],
    "opening": ["Đảng ủy phường ban hành Kế hoạch tạo nguồn và kết nạp đảng viên năm 2024 như sau:"],
    "sections": [
        (1, "I.", "MỤC ĐÍCH"),
        (2, "1/", "", "> Nâng cao nhận thức của cấp ủy các cấp."),
        (2, "2/", "", "> Bảo đảm mỗi chi bộ đều có nguồn."),
        (1, "II.", "CHỈ TIÊU, NHIỆM VỤ"),
        (2, "1/", "Chỉ tiêu:", "> Toàn Đảng bộ kết nạp 12 đảng viên."),
        (2, "2/", "Nhiệm vụ"),
        (
            3,
            "a)",
            "Đối với chi bộ:",
            "- Rà soát nguồn trước ngày 31/3/2024.",
            "+ Chi bộ tổ dân phố: 02 người.",
            "+ Chi bộ cơ quan: 01 người.",
        ),
        (3, "b)", "Đối với đoàn thể:", "- Giới thiệu quần chúng ưu tú."),
        (1, "III.", "TỔ CHỨC THỰC HIỆN", "Giao Văn phòng Đảng ủy theo dõi, đôn đốc."),
    ],
    "closing": ["Trên đây là Kế hoạch của Đảng ủy."],
    "recipients": ["- Thường trực Thành ủy;", "- Các chi bộ;", "- Lưu VPĐU."],
    "authority": ["T/M ĐẢNG ỦY"],
    "position": ["PHÓ BÍ THƯ"],
    "name": "Mây Văn Sáng",
    "asked": ["number", "dated"],
}

PARTS: dict[str, Any] = {
    "parent": ["TỈNH ỦY NÚI XA"],
    "issuer": ["HUYỆN ỦY ĐỒI CAO"],
    "number": 7,
    "symbol": "KH/HU",
    "place": "Đồi Cao",
    "kind": "KẾ HOẠCH",
    "subject": ["VỀ CÔNG TÁC PHÁT TRIỂN ĐẢNG VIÊN NĂM 2022"],
    "bases": ["CĂN CỨ ĐIỀU LỆ ĐẢNG;", "CĂN CỨ NGHỊ QUYẾT ĐẠI HỘI ĐẢNG BỘ HUYỆN LẦN THỨ X,"],
    "opening": ["Ban Thường vụ Huyện ủy ban hành kế hoạch như sau:"],
    "sections": [
        (1, "Phần thứ nhất", "TÌNH HÌNH NĂM 2021", "Trong năm, toàn huyện kết nạp 80 đảng viên."),
        (1, "Phần thứ hai", "PHƯƠNG HƯỚNG NĂM 2022"),
        (2, "I-", "MỤC TIÊU"),
        (3, "1-", "Chất lượng", "Bảo đảm tiêu chuẩn, không chạy theo số lượng."),
        (4, "1.1.", "Về chính trị", "Có lập trường vững vàng."),
        (4, "1.2.", "Về đạo đức", "Gương mẫu ở nơi cư trú."),
        (3, "2-", "Số lượng", "Kết nạp 90 đảng viên (phụ lục kèm theo)."),
        (2, "II-", "TỔ CHỨC THỰC HIỆN", "Các đảng ủy cơ sở xây dựng kế hoạch của mình."),
        (
            1,
            "",
            "PHỤ LỤC",
            "Phân bổ chỉ tiêu năm 2022",
            [
                ["STT", "Đơn vị", "Chỉ tiêu"],
                ["1", "Đảng bộ xã Mây Thấp", "12"],
                ["2", "Đảng bộ xã Suối Cạn", "09"],
                ["", "Cộng", "21"],
            ],
        ),
    ],
    "closing": ["Kế hoạch này được phổ biến đến chi bộ."],
    "recipients": ["- Ban Tổ chức Tỉnh ủy,", "- Các đảng ủy cơ sở,", "- Lưu Văn phòng Huyện ủy."],
    "authority": ["T/M BAN THƯỜNG VỤ"],
    "position": ["BÍ THƯ"],
    "name": "Đồi Thị Gió",
    "asked": ["dated"],
}

SCHOOL: dict[str, Any] = {
    "parent": ["ĐẢNG ỦY PHƯỜNG SUỐI BẠC"],
    "issuer": ["CHI BỘ TRƯỜNG TIỂU HỌC LÁ NON"],
    "place": "Suối Bạc",
    "date": "2023-09-05",
    "kind": "KẾ HOẠCH",
    "subject": ["công tác phát triển đảng viên năm học 2023 - 2024"],
    "bases": [
        "- Căn cứ Kế hoạch số 11-KH/ĐU ngày 20/01/2023 của Đảng ủy phường;",
        "- Căn cứ tình hình thực tế của nhà trường;",
    ],
    "opening": ["Chi bộ xây dựng kế hoạch cụ thể như sau:"],
    "sections": [
        (1, "1.", "Đặc điểm tình hình", "Chi bộ có 14 đảng viên, trong đó 11 đồng chí nữ."),
        (1, "2.", "Chỉ tiêu:", "> kết nạp 01 đảng viên."),
        (
            1,
            "3.",
            "Biện pháp",
            "- Phân công đảng viên chính thức giúp đỡ quần chúng.",
            "- Mỗi quý nhận xét một lần.",
        ),
        (
            1,
            "4.",
            "Tiến độ",
            [
                ["STT", "Nội dung công việc", "Thời gian", "Người phụ trách"],
                ["1", "Lập danh sách nguồn", "Tháng 9", "Cô Lá Thị Xanh"],
                ["2", "Cử đi học lớp nhận thức", "Tháng 11", "Bí thư chi bộ"],
                ["3", "Xét kết nạp", "Tháng 3/2024", "Chi ủy"],
            ],
        ),
    ],
    "closing": ["Yêu cầu đảng viên trong chi bộ nghiêm túc thực hiện."],
    "recipients": ["- Đảng ủy phường (báo cáo),", "- Đảng viên chi bộ,", "- Lưu chi bộ."],
    "authority": ["T/M CHI BỘ"],
    "position": ["Bí thư"],
    "name": "Lá Thị Biếc",
    "asked": ["number"],
}

SIDE_BY_SIDE: dict[str, Any] = {
    "parent": ["ĐẢNG BỘ TỈNH NÚI XA"],
    "issuer": ["THỊ ỦY SÔNG DÀI"],
    "number": 15,
    "symbol": "KH/ThU",
    "place": "* Sông Dài",
    "date": "2020-03-09",
    "kind": "KẾ HOẠCH",
    "subject": ["phát triển đảng viên trong học sinh, sinh viên"],
    "bases": ["Thi hành Chỉ thị của Ban Bí thư về công tác phát triển đảng viên;"],
    "opening": ["Ban Thường vụ Thị ủy lập kế hoạch như sau:"],
    "sections": [
        (1, "A-", "ĐÁNH GIÁ", "Đội ngũ đảng viên trẻ còn ít."),
        (1, "B-", "NHIỆM VỤ"),
        (2, "I-", "Với các trường"),
        (3, "1-", "", "> Chọn đoàn viên ưu tú."),
        (3, "2-", "", "> Mở lớp nhận thức về Đảng."),
        (2, "II-", "Với cấp ủy cơ sở", "Bố trí đảng viên giúp đỡ."),
    ],
    "recipients": ["- Ban Tổ chức Tỉnh ủy,", "- Các trường trên địa bàn,", "- Lưu Văn phòng Thị ủy."],
    "authority": ["T/M BAN THƯỜNG VỤ"],
    "position": ["PHÓ BÍ THƯ"],
    "name": "Sông Văn Êm",
}

SCAN: dict[str, Any] = {
    "parent": ["ĐẢNG BỘ THỊ XÃ ĐỨC PHỔ"],
    "issuer": ["ĐẢNG ỦY PHƯỜNG PHỐ HÒA"],
    "number": 12,
    "symbol": "KH/ĐU",
    "place": "Phổ Hòa",
    "date": "2022-01-10",
    "kind": "KÉ HOẠCH",
    "subject": ["phát triển đảng viên năm 2022"],
    "bases": ["Thực hiện Nghị quyết Đại hội Đảng bộ phường,"],
    "opening": ["Đảngủy phường xây dựng Kế hoạch phát triển đảng viên năm2022 như sau:"],
    "sections": [
        (
            1,
            "I-",
            "Mục địch",
            (
                "- Nâng cao trách nhiệm của cấp ủy và từng đảngviên đối với công tác xây dựng Đảng, "
                "coi đây là nhiệm vụ thường xuyên, lâu dài của Đảng bộ; đềnghị các chi bộ chủ động "
                "tìm nguồn ngay từ đầu năm, nhất là nguồn thanh niên, phụ nữ và dân quân tự vệ trên "
                "địa bàn phường."
            ),
        ),
        (1, "ll-", "Nội dung"),
        (
            2,
            "1.",
            "Tuyên truyện, giáo dục",
            (
                "- Các chi bộ tổ chức quán triệt Kế hoạch đến từng đảng viên; thường xuyên bồi "
                "dưỡng quần chúng ưu tú để kết nạp vào Đảng, bảo đảm đúng nguyên tắc, thủ tục, có "
                "nhận xét của nơi cư trú và của tổ chức chính tri - xã hội mà quần chúng tham gia; "
                "không để hồ sơ quá hạn, phải làm lại nhi-ều lần, gây phiền hà cho quần chúng đang "
                "phấn đấu, phát-triển chưa đều ở các chi bộ **nông thôn**."
            ),
        ),
        (2, "2.", "Phân công:", "> trlển khai trong quý l."),
    ],
    "closing": ["Trên đây là Kế hoạch của Đảng ủy phường."],
    "recipients": ["- Các chi bộ trực thuộc,", "- Lưu Văn phòng Đảng ủy."],
    "authority": ["T/M ĐẢNG ỦY"],
    "position": ["BÍ THƯ"],
    "name": "Phố Văn Thử",
}

OLD: dict[str, Any] = {
    "parent": ["ĐẢNG BỘ HUYỆN ĐỒI CAO"],
    "issuer": ["ĐẢNG ỦY XÃ MÂY THẤP"],
    "number": 3,
    "symbol": "KH/ĐU",
    "place": "Mây Thấp",
    "date": "2004-01-02",
    "kind": "KẾ HOẠCH",
    "subject": ["kết nạp đảng viên mới năm 2004"],
    "bases": ["Thực hiện Nghị quyết của Ban Chấp hành Đảng bộ huyện,"],
    "opening": ["Đảng ủy xã ban hành kế hoạch như sau:"],
    "sections": [
        (1, "I-", "Mục đích", "- Trẻ hóa đội ngũ đảng viên ở thôn, bản."),
        (1, "II-", "Nhiệm vụ"),
        (2, "1.", "", "> Các chi bộ chọn người ưu tú trong phong trào."),
        (2, "2.", "", "> Mặt trận và đoàn thể giới thiệu nguồn."),
    ],
    "recipients": ["- Ban Tổ chức Huyện ủy,", "- Lưu."],
    "authority": ["T/M ĐẢNG ỦY"],
    "position": ["BÍ THƯ"],
    "name": "Mây Văn Cũ",
}

SCAN_CORRECTIONS = [
    ("PHỐ HÒA", "PHỔ HÒA", "name"),
    ("KÉ", "KẾ", "expression"),
    ("Đảngủy", "Đảng ủy", "glued"),
    ("năm2022", "năm 2022", "glued"),
    ("địch", "đích", "expression"),
    ("đảngviên", "đảng viên", "glued"),
    ("đềnghị", "đề nghị", "glued"),
    ("ll-", "II-", "label"),
    ("truyện", "truyền", "expression"),
    ("tri", "trị", "expression"),
    ("-", "", "hyphen"),
    ("-", " ", "hyphen"),
    ("**", "", "star"),
    ("**", "", "star"),
    ("trlển", "triển", "syllable"),
    ("l", "I", "label"),
]


CASES = {
    "blanks": (plans.BLANKS, BLANKS),
    "parts": (plans.PARTS, PARTS),
    "school": (plans.SCHOOL, SCHOOL),
    "side by side": (plans.SIDE_BY_SIDE, SIDE_BY_SIDE),
    "scan": (plans.SCAN, SCAN),
    "old": (plans.OLD, OLD),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_the_structure_is_found(text: str, expected: dict[str, Any]) -> None:
    assert shape(importing.read_text(text)) == expected


@pytest.mark.parametrize("text", [text for text, _ in CASES.values()], ids=CASES)
def test_no_word_is_lost(text: str) -> None:
    check_nothing_is_lost(importing.read_text(text))


def test_the_scan_has_its_errors_marked() -> None:
    assert corrections(importing.read_text(plans.SCAN)) == SCAN_CORRECTIONS


@pytest.mark.parametrize("name", ["blanks", "parts", "school", "side by side", "old"])
def test_a_sound_text_has_no_corrections(name: str) -> None:
    assert corrections(importing.read_text(CASES[name][0])) == []


def test_what_is_blank_or_impossible_is_said() -> None:
    def codes(text: str, role: str) -> list[str]:
        found = importing.read_text(text, names=())
        return [mark.code for piece in found.pieces if piece.role.value == role for mark in piece.marks]

    assert codes(plans.BLANKS, "number") == ["number_blank"]
    assert codes(plans.BLANKS, "place_date") == ["date_blank"]
    assert codes(plans.PARTS, "place_date") == ["date_impossible"]
    assert codes(plans.SCHOOL, "number") == []


def test_units_that_nobody_knows_are_marked() -> None:
    found = importing.read_text(plans.SCHOOL, names=("Phổ Hòa",))
    assert [mark.code for mark in found.issuer[0].marks] == ["unit_unknown"]


# --- encodings ---------------------------------------------------------------------------------------------


def old_bytes(text: str, encoding: LegacyEncoding) -> bytes:
    """The text as an old program wrote it: one or two bytes for each letter, capitals as its "
    "font has them."""
    known: dict[str, str] = {}
    letters = [chr(code) for code in range(32, 256)]
    pairs = [a + b for a in letters if a.isalpha() for b in letters if ord(b) > 0xA0]
    for typed in [*pairs, *letters]:
        known.setdefault(convert_legacy(typed, encoding), typed)
    lines = [
        # TCVN3 has no capitals with tones: its second font prints small letters as capitals.
        "".join(known[letter] if letter in known else known[letter.lower()] for letter in line)
        for line in text.splitlines()
    ]
    return "\r\n".join(lines).encode("latin-1")


@pytest.mark.parametrize("encoding", list(LegacyEncoding))
def test_old_encodings_are_recognised_by_their_bytes(encoding: LegacyEncoding) -> None:
    found = importing.read(old_bytes(plans.OLD, encoding), "ke-hoach-2004.txt")
    assert found.source.notes == (encoding.value,)
    assert shape(found) == OLD
    check_nothing_is_lost(found)


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (plans.OLD.encode("utf-8"), ()),
        (plans.OLD.encode("utf-8-sig"), ()),
        (plans.OLD.replace("\n", "\r\n").encode("utf-16"), ("utf16",)),
        (plans.OLD.encode("utf-16-le"), ("utf16",)),
        (unicodedata.normalize("NFD", plans.OLD).encode("utf-8"), ("nfd",)),
        (unicodedata.normalize("NFD", plans.OLD).encode("utf-16"), ("utf16", "nfd")),
    ],
    ids=["utf-8", "with mark", "utf-16", "utf-16 without mark", "nfd", "nfd in utf-16"],
)
def test_the_same_words_in_any_form_of_unicode(data: bytes, note: tuple[str, ...]) -> None:
    found = importing.read(data, "ke-hoach.txt")
    assert found.source.notes == note
    assert shape(found) == OLD
    check_nothing_is_lost(found)


# --- round trip --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        (model().decode("utf-8"), False),
        (model().decode("utf-8"), True),
        (plans.SCAN, True),
        *((text, False) for text, _ in CASES.values()),
    ],
    ids=["model", "model corrected", "scan corrected", *CASES],
)
def test_typeset_and_read_again_it_is_the_same(text: str, corrected: bool) -> None:
    first = importing.read_text(text)
    drawn = pdf.render_official(importing.to_paper(first, corrected=corrected))
    again = importing.read(drawn, "du-thao.pdf")
    check_nothing_is_lost(again)
    assert shape(again) == shape(first, corrected)


def test_labels_that_stand_twice_are_kept_and_said() -> None:
    found = importing.read_text(plans.BLANKS.replace("III. TỔ CHỨC", "II. TỔ CHỨC"))
    assert [label for _, label, *_ in shape(found)["sections"] if label.startswith("I")] == [
        "I.",
        "II.",
        "II.",
    ]
    assert [(mark.code, mark.word) for mark in found.marks] == [("label_repeated", "II.")]
