"""The layout linter's rules one by one, and what a remedy may do to a paper."""

import itertools
import random
import unicodedata
from datetime import date
from typing import Any

import pytest

from phohoa.domain.legal_bases import LegalBasis
from phohoa.domain.paper_lint import hard, lint, mended
from phohoa.domain.paper_lint_form import place_of_label
from phohoa.domain.paper_lint_shape import Gravity, Label, LintCode, LintFinding, LintPaper, Stretch
from phohoa.domain.regulations import REGULATION_OF, REGULATIONS, RegulationKind, successor_on
from phohoa.texts.linting import RULES, SENTENCES, WORDS, remedy, rule, sentence
from phohoa.texts.paper_words import BASES

from .lint_papers import SOUND, findings, paper

MUST, LOOK, NOTE = "must", "look", "note"
IN_2025 = date(2025, 8, 4)
IN_2026 = date(2026, 9, 1)


def test_a_sound_plan_has_no_findings() -> None:
    assert findings() == []


#: The part that is exchanged, its words, what is found.
FORM = [
    pytest.param(
        {"authority": ""}, [("part_missing", MUST, "", None)], id="no authority above the signature"
    ),
    pytest.param({"position": ""}, [("part_missing", MUST, "", None)], id="no position of the signatory"),
    pytest.param({"recipients": ""}, [("part_missing", MUST, "", None)], id="no recipients"),
    pytest.param(
        {"authority": "TM. ĐẢNG ỦY"}, [("authority_form", MUST, "TM. ", "T/M ")], id="TM. with a point"
    ),
    pytest.param({"authority": "T/M. ĐẢNG ỦY"}, [("authority_form", MUST, "T/M. ", "T/M ")], id="T/M. both"),
    pytest.param({"authority": "TM ĐẢNG ỦY"}, [("authority_form", MUST, "TM ", "T/M ")], id="TM bare"),
    pytest.param({"authority": "ĐẢNG ỦY"}, [("authority_form", MUST, "", "T/M ")], id="no T/M at all"),
    pytest.param(
        {"authority": "K/T BAN THƯỜNG VỤ"},
        [("authority_kt", MUST, "K/T ", "T/M ")],
        id="a committee has no K/T",
    ),
    pytest.param({"authority": "T/M BAN THƯỜNG VỤ"}, [], id="the standing committee signs T/M too"),
    pytest.param(
        {"authority": "GIÁM ĐỐC"}, [("authority_unknown", LOOK, "GIÁM ĐỐC", None)], id="a head of an office"
    ),
    pytest.param(
        {"authority": "T/M Đảng ủy"},
        [("capitals", MUST, "Đảng ủy", "ĐẢNG ỦY")],
        id="authority in small letters",
    ),
    pytest.param(
        {"position": "Bí thư"}, [("position_form", MUST, "Bí thư", "BÍ THƯ")], id="position in small letters"
    ),
    pytest.param(
        {"position": "TRƯỞNG BAN"}, [("position_form", LOOK, "TRƯỞNG BAN", None)], id="another position"
    ),
    pytest.param({"number": "Số: 44-KH/ĐU"}, [("number_colon", MUST, ":", "")], id="a colon behind the word"),
    pytest.param({"number": "Số 4-KH/ĐU"}, [("number_zero", MUST, "4", "04")], id="a number below ten"),
    pytest.param({"number": "Số      -KH/ĐU"}, [], id="a number that is stamped on later"),
    pytest.param(
        {"number": "Số 44 -KH/ĐU"},
        [("number_shape", LOOK, "44 -KH/ĐU", "44-KH/ĐU")],
        id="a space in the number",
    ),
    pytest.param(
        {"number": "Số 4/KH-ĐU"}, [("number_shape", MUST, "4/KH-ĐU", "04-KH/ĐU")], id="the state's order"
    ),
    pytest.param(
        {"date_line": "phường Phổ Hòa, ngày 13 tháng 01 năm 2023"},
        [("place_word", MUST, "phường ", "")],
        id="the place with the word for a ward",
    ),
    pytest.param(
        {"date_line": "Phổ Hòa, ngày 3 tháng 1 năm 2023"},
        [("date_zero", MUST, "3 tháng 1", "03 tháng 01")],
        id="day and month without their zeros",
    ),
    pytest.param(
        {"date_line": "Phổ Hòa, ngày 03 tháng 03 năm 2023"},
        [("date_zero", MUST, "03 tháng 03", "03 tháng 3")],
        id="March takes no zero",
    ),
    pytest.param(
        {"date_line": "Phổ Hòa ngày 13 tháng 01 năm 2023"},
        [("date_line_shape", LOOK, "Phổ Hòa ngày 13 tháng 01 năm 2023", None)],
        id="no comma behind the place",
    ),
    pytest.param(
        {"date_line": "Phổ Hòa, ngày     tháng 9 năm 2023"}, [], id="a day that is stamped on later"
    ),
    pytest.param(
        {"subject": "Phát triển đảng viên năm 2023"},
        [("subject_capital", MUST, "Phát", "phát")],
        id="the subject with a capital",
    ),
    pytest.param({"subject": "Đảng bộ phường năm 2023"}, [], id="a name keeps its capital"),
    pytest.param(
        {"subject": "phát triển đảng viên năm 2023."},
        [("subject_stop", LOOK, ".", "")],
        id="a subject ends bare",
    ),
    pytest.param(
        {"subject": "Kế hoạch phát triển đảng viên năm 2023"},
        [("subject_kind", LOOK, "Kế hoạch ", "")],
        id="the kind said twice",
    ),
    pytest.param(
        {"recipients": "- Thị ủy Đức Phổ;\n- Lưu Văn phòng Đảng ủy."},
        [("recipient_ends", LOOK, ";", ",")],
        id="a semicolon before 2026",
    ),
    pytest.param(
        {"recipients": "- Thị ủy Đức Phổ,\n- Lưu Văn phòng Đảng ủy"},
        [("recipient_ends", LOOK, "", ".")],
        id="the last line without its stop",
    ),
    pytest.param(
        {"recipients": "- Thị ủy Đức Phổ,\n- Lưu: VT, VPĐU."},
        [("recipient_last", MUST, "Lưu: VT, VPĐU", "Lưu Văn phòng Đảng ủy")],
        id="the file copy as the state writes it",
    ),
    pytest.param(
        {"recipients": "- Thị ủy Đức Phổ,\n- Các chi bộ trực thuộc."},
        [("recipient_last", MUST, ".", ",\n- Lưu Văn phòng Đảng ủy.")],
        id="no line for the file copy",
    ),
    pytest.param(
        {"closing": "Trên đây là Kế hoạch của Đảng ủy./."},
        [("end_mark", MUST, "./.", ".")],
        id="ends with ./.",
    ),
    pytest.param(
        {"closing": "Trên đây là Kế hoạch của Đảng ủy"},
        [("end_stop", LOOK, "", ".")],
        id="ends without a stop",
    ),
    pytest.param(
        {"parent": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
        [("state_mark", MUST, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", None)],
        id="the name of the state at the head",
    ),
    pytest.param(
        {"body": "- Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam quy định."},
        [],
        id="in a sentence it is right",
    ),
    pytest.param(
        {"body": "Độc lập - Tự do - Hạnh phúc\n- Nâng cao chất lượng."},
        [("state_mark", MUST, "Độc lập - Tự do - Hạnh phúc\n", "")],
        id="the motto of the state",
    ),
    pytest.param(
        {"body": "- Báo cáo ký KT. CHỦ TỊCH."}, [("state_tm", MUST, "KT. ", None)], id="KT. in the text"
    ),
    pytest.param(
        {"body": "- Theo Công văn Số: 12-CV/ĐU của Đảng ủy."},
        [("state_number", MUST, ":", "")],
        id="Số: in the text",
    ),
    pytest.param(
        {"body": "1. Việc thứ nhất.\n3. Việc thứ ba."},
        [("label_gap", NOTE, "3.", None)],
        id="a gap in a list",
    ),
    pytest.param(
        {"body": "a) Việc thứ nhất.\nb) Việc nữa.\nb) Việc sau."},
        [("label_repeated", NOTE, "b)", None)],
        id="a letter twice",
    ),
]


@pytest.mark.parametrize(("parts", "expected"), FORM)
def test_form(parts: dict[str, str], expected: list[Any]) -> None:
    assert findings(**parts) == expected


def test_semicolons_are_due_from_the_guidance_of_2026() -> None:
    found = findings(IN_2026, bases="", facts={"upper_level": ""})
    assert [one for one in found if one[0] == "recipient_ends"] == [
        ("recipient_ends", LOOK, ",", ";"),
        ("recipient_ends", LOOK, ",", ";"),
    ]


def test_where_the_layout_sets_the_marks_none_is_asked_for() -> None:
    words = "Thị ủy Đức Phổ\nLưu Văn phòng Đảng ủy"
    assert findings(recipients=words, facts={"layout_sets_ends": True}) == []


def test_numbers_of_headings_that_jump_or_come_twice_are_noted() -> None:
    labels = tuple(
        Label(level, text, "heading")
        for level, text in [(1, "I-"), (2, "1."), (2, "2."), (1, "II-"), (2, "1-"), (2, "3."), (1, "II-")]
    )
    assert findings(labels=labels) == [
        ("label_gap", NOTE, "3.", None),
        ("label_repeated", NOTE, "II-", None),
    ]


@pytest.mark.parametrize(
    ("label", "place"),
    [("III-", 3), ("IV.", 4), ("2.", 2), ("1.4.", 4), ("a)", 1), ("đ)", 5), ("XVII-", 17), ("*", None)],
)
def test_the_place_that_a_label_says(label: str, place: int | None) -> None:
    assert place_of_label(label) == place


NAMES = [
    pytest.param(
        {"body": "- Phường Phố Hoà có nhiều nguồn."},
        [("name_misspelt", MUST, "Phố Hoà", "Phổ Hòa")],
        id="the ward as a recogniser reads it",
    ),
    pytest.param(
        {"body": "- Phường Phổ Hoà có nhiều nguồn."},
        [("name_tone", LOOK, "Phổ Hoà", "Phổ Hòa")],
        id="the ward with its tone elsewhere",
    ),
    pytest.param(
        {"parent": "ĐẢNG BỘ THỊ XÃ ĐỨC PHỐ"},
        [("name_misspelt", MUST, "ĐẢNG BỘ THỊ XÃ ĐỨC PHỐ", "ĐẢNG BỘ THỊ XÃ ĐỨC PHỔ")],
        id="the parent at the head",
    ),
    pytest.param(
        {"issuer": "ĐẢNG UỶ PHƯỜNG PHỔ HÒA"},
        [("name_tone", LOOK, "ĐẢNG UỶ PHƯỜNG PHỔ HÒA", "ĐẢNG ỦY PHƯỜNG PHỔ HÒA")],
        id="the issuer with its tone elsewhere",
    ),
    pytest.param(
        {"body": "- Cấp uỷ, chi uỷ các nơi."},
        [("tone_place", NOTE, "uỷ", "ủy"), ("tone_place", NOTE, "uỷ", "ủy")],
        id="the word uỷ where the ward writes ủy",
    ),
    pytest.param({"body": "- Quý I và quỹ của chi bộ."}, [], id="after q the tone has one place only"),
    pytest.param(
        {"body": "- Chi bộ Tổ dân phố Hoà Ước có 01 nguồn."},
        [("name_tone", LOOK, "Chi bộ Tổ dân phố Hoà Ước", "Chi bộ Tổ dân phố Hòa Ước")],
        id="a branch with its tone elsewhere",
    ),
    pytest.param(
        {"body": "- Chi bộ Tổ dân phố An Thứ có 01 nguồn."},
        [("name_misspelt", MUST, "Chi bộ Tổ dân phố An Thứ", "Chi bộ Tổ dân phố An Thử")],
        id="a branch with another mark",
    ),
    pytest.param(
        {"body": "- Chi bộ Tổ dân phố An Thửn có 01 nguồn."},
        [("name_near", LOOK, "Chi bộ Tổ dân phố An Thửn", "Chi bộ Tổ dân phố An Thử")],
        id="a branch with a letter too many",
    ),
    pytest.param(
        {"body": "- Chi bộ Tổ dân phố Gò Nắng có 01 nguồn."},
        [("unit_unknown", NOTE, "Chi bộ Tổ dân phố Gò Nắng", None)],
        id="a branch that nobody knows",
    ),
    pytest.param(
        {"body": "- Chi bộ Thôn Ước Cũ có 01 nguồn."},
        [("name_former", LOOK, "Chi bộ Thôn Ước Cũ", "Chi bộ Tổ dân phố Hòa Ước")],
        id="a name that was given up in 2021",
    ),
    pytest.param(
        {"body": "- Hội nông dân phường giới thiệu."},
        [("name_capitals", NOTE, "Hội nông dân phường", "Hội Nông dân phường")],
        id="an organisation in small letters",
    ),
    pytest.param(
        {"body": "- Giao chi bộ Tổ dân phố An Thử."}, [], id="a name inside a sentence begins small"
    ),
]


@pytest.mark.parametrize(("parts", "expected"), NAMES)
def test_names(parts: dict[str, str], expected: list[Any]) -> None:
    assert findings(**parts) == expected


def test_a_name_is_right_while_the_unit_bore_it() -> None:
    in_2021 = date(2021, 10, 4)
    words = {
        "bases": "",
        "date_line": "Phổ Hòa, ngày 04 tháng 10 năm 2021",
        "subject": "phát triển đảng viên",
    }
    assert findings(in_2021, body="- Chi bộ Thôn Ước Cũ có 01 nguồn.", **words) == []


def test_the_district_is_gone_since_july_2025() -> None:
    province = {"parent": "ĐẢNG BỘ TỈNH QUẢNG NGÃI", "upper_level": "Tỉnh ủy Quảng Ngãi"}
    found = findings(
        IN_2025, bases="", date_line="Phổ Hòa, ngày 04 tháng 8 năm 2025", subject="x", facts=province
    )
    assert [one for one in found if one[0] == "district_gone"] == [
        ("district_gone", LOOK, SOUND["parent"], province["parent"]),
        ("district_gone", LOOK, "Thị ủy Đức Phổ", province["upper_level"]),
    ]


QD24 = "Quy định số 24-QĐ/TW ngày 30/7/2021 của Ban Chấp hành Trung ương khóa XIII về “Thi hành Điều lệ Đảng”"
QD294 = "Quy định số 294-QĐ/TW ngày 26/5/2025 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng"
LAPSED = [
    pytest.param(IN_2025, QD24, QD294, MUST, id="in full, with the congress and quotes"),
    pytest.param(
        IN_2025, "Quy định 24-QĐ/TW", "Quy định 294-QĐ/TW ngày 26/5/2025", MUST, id="the number alone"
    ),
    pytest.param(IN_2025, "24-QĐ/TW", "294-QĐ/TW ngày 26/5/2025", MUST, id="without the kind"),
    pytest.param(
        IN_2025,
        "quy định số 24-QĐ/TW, ngày 30 tháng 7 năm 2021",
        "quy định số 294-QĐ/TW, ngày 26/5/2025",
        MUST,
        id="the day in words, the kind in small letters",
    ),
    pytest.param(
        IN_2025,
        "Hướng dẫn 01-HD/TW",
        "Hướng dẫn 06-HD/TW ngày 09/6/2025",
        MUST,
        id="the guidance of the Secretariat",
    ),
    pytest.param(
        date(2025, 2, 3),
        "Quy định 24-QĐ/TW",
        "Quy định 232-QĐ/TW ngày 20/01/2025",
        MUST,
        id="in February 2025",
    ),
    pytest.param(
        IN_2026,
        "Quy định 24-QĐ/TW",
        "Quy định 208-QĐ/TW ngày 26/7/2026",
        MUST,
        id="24-QĐ/TW lapsed for sure, whatever followed",
    ),
    pytest.param(
        IN_2026,
        "Quy định 294-QĐ/TW",
        "Quy định 208-QĐ/TW ngày 26/7/2026",
        LOOK,
        id="a successor known at second hand only asks",
    ),
    pytest.param(
        IN_2026,
        "Hướng dẫn số 12-HD/BTCTW ngày 18/01/2022 của Ban Tổ chức Trung ương về nghiệp vụ công tác đảng viên",
        "Hướng dẫn số 38-HD/BTCTW ngày 29/9/2025 của Ban Tổ chức Trung ương về nghiệp vụ công tác đảng viên",
        MUST,
        id="the guidance on member work",
    ),
    pytest.param(
        IN_2026,
        "Nghị định số 13/2023/NĐ-CP ngày 17/4/2023 của Chính phủ",
        "Nghị định số 356/2025/NĐ-CP ngày 31/12/2025 của Chính phủ",
        MUST,
        id="a decree of the state",
    ),
]


@pytest.mark.parametrize(("day", "cited", "newer", "severity"), LAPSED)
def test_a_lapsed_regulation_is_exchanged_for_its_successor(
    day: date, cited: str, newer: str, severity: str
) -> None:
    made = paper(day, bases=f"Căn cứ {cited};", facts={"year": None})
    found = [one for one in lint(made) if one.code is LintCode.BASE_LAPSED]
    assert [(one.severity.value, one.original, one.replacement) for one in found] == [
        (severity, cited, newer)
    ]
    basis = next(one for one in made.stretches if one.key == "bases")
    assert mended(basis, found) == f"Căn cứ {newer};"


CITED = [
    pytest.param("Quy định số 24-QĐ/TW ngày 30/7/2021 của Ban Chấp hành Trung ương", [], id="as it is"),
    pytest.param("Quy định số 24-QĐ/TW ngày 30.7.2021", [], id="with points in the day"),
    pytest.param("Hướng dẫn 01-HD/TW", [], id="the number alone"),
    pytest.param("Điều lệ Đảng", [], id="the statutes have no number"),
    pytest.param(
        "Quy định 24/QĐ-TW",
        [("base_shape", MUST, "24/QĐ-TW", "24-QĐ/TW")],
        id="in the order of the state",
    ),
    pytest.param(
        "Quy định số 24-QĐ/TW ngày 31/7/2021",
        [("base_date", MUST, "31/7/2021", "30/7/2021")],
        id="a wrong day",
    ),
    pytest.param(
        "Hướng dẫn số 01-HD/TW ngày 28/9/2021 của Ban Tổ chức Trung ương",
        [("base_issuer", MUST, "Ban Tổ chức Trung ương", "Ban Bí thư")],
        id="a wrong issuer",
    ),
    pytest.param(
        "Hướng dẫn số 24-QĐ/TW",
        [("base_kind", MUST, "Hướng dẫn", "Quy định")],
        id="the kind does not fit the symbol",
    ),
    pytest.param(
        "Quy định số 294-QĐ/TW", [("base_after", MUST, "294-QĐ/TW", None)], id="issued after the paper"
    ),
    pytest.param(
        "Nghị quyết số 36-NQ/ĐU ngày 09/02/2023 của Đảng ủy",
        [("base_after", MUST, "09/02/2023", None)],
        id="the ward's own paper, dated after this one",
    ),
    pytest.param("Nghị quyết số 36-NQ/ĐU ngày 09/01/2023 của Đảng ủy", [], id="the ward's own paper before"),
    pytest.param(
        "Quy định số 999-QĐ/TW",
        [("base_unknown", NOTE, "999-QĐ/TW", None)],
        id="one that is not in the table",
    ),
    pytest.param(
        "Nghị quyết Đại hội Đảng bộ phường lần thứ XVI, nhiệm kỳ 2015 - 2020",
        [("term_other", LOOK, "XVI", "XVII"), ("term_other", LOOK, "2015 - 2020", "2020 - 2025")],
        id="the congress before the last",
    ),
    pytest.param(
        "Nghị quyết Đại hội Đảng bộ phường lần thứ XVII, nhiệm kỳ 2020 - 2025", [], id="the right congress"
    ),
]


@pytest.mark.parametrize(("cited", "expected"), CITED)
def test_regulations(cited: str, expected: list[Any]) -> None:
    assert findings(bases=f"Căn cứ {cited};") == expected


def test_one_that_is_issued_but_not_yet_in_force_is_said_so() -> None:
    june = date(2025, 6, 2)
    found = findings(
        june, bases=f"Căn cứ {QD294};", subject="x", date_line="Phổ Hòa, ngày 02 tháng 6 năm 2025"
    )
    assert ("base_not_yet", MUST, "294-QĐ/TW", None) in found


def test_the_table_of_regulations_holds_together() -> None:
    for one in REGULATIONS:
        assert one.issued_on <= one.in_force_from
        assert one.in_force_to is None or one.in_force_from <= one.in_force_to
        if one.successor:
            newer = REGULATION_OF[one.successor]
            assert one.in_force_to is not None
            assert (newer.in_force_from - one.in_force_to).days <= 1
            assert successor_on(one, newer.in_force_from) is newer
    assert len(REGULATION_OF) == len(REGULATIONS)


def test_both_tables_name_the_same_documents_in_the_same_words() -> None:
    for basis, words in BASES.items():
        if basis is not LegalBasis.STATUTES:
            c = WORDS.citations[basis.value]
            assert f"{c.kind} số {c.symbol} ngày {c.day} của {c.issuer} {c.title}" == words


FIGURES = [
    pytest.param(
        {"subject": "phát triển đảng viên năm 2022"},
        [("year_subject", MUST, "2022", "2023")],
        id="last year's subject",
    ),
    pytest.param(
        {"body": "- Đánh giá, xếp loại cuối năm 2022."},
        [("year_text", LOOK, "2022", "2023")],
        id="last year's end",
    ),
    pytest.param(
        {"heading": "Phân bổ số lượng nguồn phát triển đảng viên mới năm 2022 tại các chi bộ"},
        [("year_text", LOOK, "2022", "2023")],
        id="last year's allocation",
    ),
    pytest.param({"body": "- Kết quả năm 2022 đạt yêu cầu."}, [], id="last year's result is no slip"),
    pytest.param(
        {"body": "- Toàn Đảng bộ phấn đấu kết nạp ít nhất 25 đảng viên."},
        [("target_differs", MUST, "25", "03")],
        id="another target of the ward",
    ),
    pytest.param(
        {"body": "- Toàn Đảng bộ phấn đấu kết nạp ít nhất 03 đảng viên."}, [], id="the right target"
    ),
    pytest.param(
        {"body": "- Toàn Đảng bộ phấn đấu kết nạp mười lăm đồng chí đảng viên."},
        [("target_differs", MUST, "mười lăm", "03")],
        id="another target in words",
    ),
    pytest.param(
        {"body": "- Toàn Đảng bộ phấn đấu kết nạp 15 (mười lăm) đảng viên."},
        [("target_differs", MUST, "15 (mười lăm)", "03")],
        id="another target in figures and words",
    ),
    pytest.param(
        {"body": "- Toàn Đảng bộ kết nạp ba đảng viên; mỗi chi bộ ít nhất một đảng viên."},
        [],
        id="the right target in words",
    ),
    pytest.param(
        {"body": "- Chi bộ Tổ dân phố An Thử: kết nạp ba đảng viên."},
        [("unit_target_differs", MUST, "ba", "02")],
        id="another number in words for one branch",
    ),
    pytest.param(
        {"body": "- Đảng bộ có 02 (hai) chi bộ với hai trăm năm mươi đảng viên."},
        [("members_differ", LOOK, "hai trăm năm mươi", "240")],
        id="another number of members in words",
    ),
    pytest.param(
        {"body": "- Kết nạp trong năm đảng viên trẻ, một số đảng viên nữ, ba bên cùng làm."},
        [],
        id="words that are no counts",
    ),
    pytest.param(
        {"body": "- Toàn Đảng bộ đã kết nạp 25 đảng viên năm 2022."}, [], id="what was done is no target"
    ),
    pytest.param(
        {"body": "- Mỗi chi bộ kết nạp ít nhất 02 đảng viên."},
        [("least_not_met", MUST, "02", "01")],
        id="more from each than the table asks",
    ),
    pytest.param(
        {"body": "- Mỗi chi bộ kết nạp ít nhất 01 đảng viên."}, [], id="ít nhất 01 as the table has it"
    ),
    pytest.param(
        {"body": "- Mỗi đoàn thể giới thiệu ít nhất 02 quần chúng ưu tú."},
        [("least_not_met", MUST, "02", "01")],
        id="more introductions than the table asks",
    ),
    pytest.param(
        {"body": "- Chi bộ Tổ dân phố An Thử: kết nạp 03 đảng viên."},
        [("unit_target_differs", MUST, "03", "02")],
        id="another number for one branch",
    ),
    pytest.param(
        {"body": "- Chỉ tiêu giao cho 20 chi bộ và 05 tổ chức."},
        [("count_differs", LOOK, "20", "02"), ("count_differs", LOOK, "05", "02")],
        id="another number of branches and organisations",
    ),
    pytest.param(
        {"body": "- Tổng số giới thiệu 09 quần chúng ưu tú."},
        [("introductions_differ", MUST, "09", "03")],
        id="another sum of introductions",
    ),
    pytest.param(
        {"body": "- Đảng bộ phường có 02 chi bộ với 250 đảng viên."},
        [("members_differ", LOOK, "250", "240")],
        id="another number of members",
    ),
    pytest.param(
        {"facts": {"ward_target": 5}}, [("sum_differs", LOOK, "5", None)], id="the branches do not add up"
    ),
]


@pytest.mark.parametrize(("parts", "expected"), FIGURES)
def test_figures(parts: dict[str, Any], expected: list[Any]) -> None:
    assert findings(**parts) == expected


READING = [
    pytest.param(
        {"body": "- Đây mạnh công tác tuyên truyền."}, [("misread", LOOK, "Đây", "Đẩy")], id="Đây mạnh"
    ),
    pytest.param(
        {"body": "- Mật trận Tổ quốc giới thiệu."}, [("misread", LOOK, "Mật", "Mặt")], id="Mật trận"
    ),
    pytest.param(
        {"body": "- Phát triểnđảng viên mới."}, [("glued", LOOK, "triểnđảng", "triển đảng")], id="glued words"
    ),
    pytest.param(
        {"body": "- Từng chỉ tiếu nhỏ bỗnk."}, [("strange_word", NOTE, "bỗnk", None)], id="no syllable"
    ),
    pytest.param(
        {"body": "- Chữ ★ lạ."}, [("foreign_letter", MUST, "★", None)], id="a letter that no font has"
    ),
    pytest.param(
        {"body": "- Ðảng viên mới."}, [("foreign_letter", MUST, "Ð", "Đ")], id="the Icelandic letter for Đ"
    ),
    pytest.param(
        {"body": "- Chất  lượng nguồn ."},
        [("spaces", NOTE, "  ", " "), ("space_before", NOTE, " ", "")],
        id="spaces",
    ),
    pytest.param(
        {"body": "| STT  | Việc của  chi bộ |\n| 1    |                  |"},
        [("spaces", NOTE, "  ", " ")],
        id="cells away from their bars",
    ),
    pytest.param(
        {"body": "- Chính trị - xã hội, nhiệm kỳ 2020 – 2025."},
        [("dash", NOTE, " – ", " - ")],
        id="two sorts of dashes",
    ),
    pytest.param(
        {"body": unicodedata.normalize("NFD", "- Nâng cao chất lượng.")},
        [
            (
                "encoding",
                MUST,
                unicodedata.normalize("NFD", "- Nâng cao chất lượng."),
                "- Nâng cao chất lượng.",
            )
        ],
        id="letters split from their marks",
    ),
    pytest.param(
        {"body": "§¶ng uû ph­êng l·nh ®¹o"},
        [("legacy", MUST, "§¶ng uû ph­êng l·nh ®¹o", "Đảng uỷ phường lãnh đạo")],
        id="a rest of the old encoding",
    ),
]


@pytest.mark.parametrize(("parts", "expected"), READING)
def test_letters_and_words(parts: dict[str, str], expected: list[Any]) -> None:
    assert findings(**parts) == expected


DAYS = [
    pytest.param("ngày 31/02/2023", [("date_impossible", MUST, "31/02/2023", None)], id="31 February"),
    pytest.param(
        "ngày 30 tháng 2",
        [("date_impossible", MUST, "ngày 30 tháng 2", None)],
        id="30 February without a year",
    ),
    pytest.param("ngày 29 tháng 02", [], id="29 February without a year may be"),
    pytest.param(
        "ngày 29/02/2023", [("date_impossible", MUST, "29/02/2023", None)], id="29 February of 2023"
    ),
    pytest.param("ngày 31/6", [("date_impossible", MUST, "ngày 31/6", None)], id="31 June without a year"),
    pytest.param(
        "ngày 5/3/2023", [("date_zero_text", LOOK, "5/3", "05/3")], id="a day below ten without its zero"
    ),
    pytest.param("ngày 05/03/2023", [("date_zero_text", LOOK, "05/03", "05/3")], id="March with a zero"),
    pytest.param("ngày 09/01/2024", [], id="January with its zero"),
    pytest.param(
        "ngày 7 tháng 2 năm 2023", [("date_zero_text", LOOK, "7 tháng 2", "07 tháng 02")], id="in words"
    ),
    pytest.param("ngày 26-3-2001", [], id="with hyphens as in life histories"),
    pytest.param("ngày 20/12/2223", [("date_far", LOOK, "20/12/2223", None)], id="two hundred years on"),
    pytest.param(
        "Thứ Ba, ngày 20/3/2023", [("weekday", LOOK, "Thứ Ba", "Thứ Hai")], id="a Monday called Tuesday"
    ),
    pytest.param("thứ Hai, ngày 20/3/2023", [], id="a Monday"),
    pytest.param(
        "trước ngày 20/12/2022", [("date_past", LOOK, "20/12/2022", None)], id="a term that is over"
    ),
]


@pytest.mark.parametrize(("words", "expected"), DAYS)
def test_days(words: str, expected: list[Any]) -> None:
    assert findings(body=f"- Gửi báo cáo {words}.") == expected


def test_a_term_is_not_held_against_a_day_that_only_stands_for_the_year() -> None:
    assert findings(body="- Xong trước ngày 20/12/2022.", facts={"day_is_own": False}) == []


def test_every_code_has_its_sentence_and_its_rule() -> None:
    assert set(SENTENCES) == set(RULES) == set(LintCode)
    for code in LintCode:
        words, citation = rule(code, IN_2026)
        assert words and "36-HD" not in citation


# --- what a remedy may do ----------------------------------------------------------------------------------

#: Parts with a fault each, from the tables above; what stands in an old encoding is left out: its remedy only
#: makes the words readable to the other checks.
_FAULTY: list[dict[str, Any]] = [
    *(
        parts
        for parts, expected in (case.values for case in (*FORM, *NAMES, *FIGURES, *READING))
        if "facts" not in parts and expected and expected[0][0] not in ("encoding", "legacy")
    ),
    *({"body": f"- Gửi báo cáo {case.values[0]}."} for case in DAYS),
    *({"bases": f"Căn cứ {case.values[0]};"} for case in CITED),
    *({"bases": f"Căn cứ {case.values[1]};"} for case in LAPSED),
]


def _mixed(seed: int) -> LintPaper:
    """Several faulty parts in one paper; two bodies or bases stand one below the other."""
    drawn = random.Random(seed)
    parts: dict[str, str] = {}
    for faulty in drawn.sample(_FAULTY, 6):
        for name, words in faulty.items():
            if name in ("body", "bases") and name in parts:
                parts[name] += "\n" + words
            else:
                parts[name] = words
    day = drawn.choice([date(2023, 1, 13), date(2025, 2, 3), IN_2025, IN_2026])
    return paper(day, **parts)


def _with(made: LintPaper, key: str, text: str) -> LintPaper:
    return LintPaper(
        tuple(Stretch(s.role, s.key, text if s.key == key else s.text, s.label) for s in made.stretches),
        made.facts,
        made.words,
        made.draws,
        made.labels,
        made.required,
    )


def _identity(one: LintFinding) -> tuple[Any, ...]:
    return one.code, one.key, one.original, one.replacement


@pytest.mark.parametrize("seed", range(60))
def test_a_remedy_removes_its_finding_and_brings_no_hard_one(seed: int) -> None:
    made = _mixed(seed)
    before = lint(made)
    stood = [_identity(one) for one in hard(before)]
    offered = {one.id: one for one in before if one.replacement is not None}
    assert all(remedy(one) and sentence(one) for one in offered.values())
    for one in offered.values():
        stretch = next(each for each in made.stretches if each.key == one.key)
        assert stretch.text[one.start : one.end] == one.original
        here = [each for each in before if each.id == one.id]
        after = lint(_with(made, one.key, mended(stretch, here)))
        assert one.id not in {each.id for each in after}
        new = [each for each in hard(after) if _identity(each) not in stood]
        assert not new, (one, new)


def test_all_remedies_one_after_the_other_come_to_an_end() -> None:
    for seed in range(20):
        made = _mixed(seed)
        for _ in range(80):
            one = next((each for each in lint(made) if each.replacement is not None), None)
            if one is None:
                break
            stretch = next(each for each in made.stretches if each.key == one.key)
            made = _with(made, one.key, mended(stretch, [one]))
        else:
            raise AssertionError(f"no end with seed {seed}")


def test_kinds_of_regulations_have_their_words() -> None:
    assert set(WORDS.kinds) == set(RegulationKind)
    assert {one.severity for one in lint(paper(bases=f"Căn cứ {QD24};"))} <= set(Gravity)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("số" + " " * 19_000 + "x", {"spaces"}, id="spaces after a word that begins a number"),
        pytest.param(". " * 10_000, {"space_before"}, id="thousands of findings"),
        pytest.param("Uỷ" * 10_000, {"tone_place"}, id="a word without end"),
        pytest.param("1" * 20_000, set(), id="a number without end"),
        pytest.param("ba người (" * 2_000, set(), id="thousands of counts in words"),
    ],
)
def test_the_longest_section_is_looked_through_whatever_it_says(text: str, codes: set[str]) -> None:
    found = [one for one in lint(paper(body=text)) if one.key == "body"]
    assert {one.code.value for one in found} >= codes
    spans = sorted((one.start, one.end) for one in found)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
