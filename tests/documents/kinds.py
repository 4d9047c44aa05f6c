"""A paper of every kind that the ward writes, under both guidances on the form of papers."""

from dataclasses import replace
from datetime import date
from functools import cache

from phohoa.documents.content import Head, Section, Table
from phohoa.documents.official import OfficialPaper, Signature
from phohoa.documents.pdf import render_official
from phohoa.domain.layout_rules import HD05, HD36, LayoutRules
from phohoa.domain.numbering import DocumentKind
from phohoa.texts.documents import heading_label
from phohoa.texts.ward_labels import KIND_SYMBOLS

K = DocumentKind
NAMES = {
    K.PLAN: "KẾ HOẠCH",
    K.RESOLUTION: "NGHỊ QUYẾT",
    K.REPORT: "BÁO CÁO",
    K.NOTICE: "THÔNG BÁO",
    K.MINUTES: "BIÊN BẢN",
    K.DECISION: "QUYẾT ĐỊNH",
    K.SUBMISSION: "TỜ TRÌNH",
    K.LETTER: "",
}
#: A day under each guidance, with zeros to be written and zeros to be left out.
DAYS = {HD36.code: date(2023, 1, 9), HD05.code: date(2026, 9, 4)}
RULES = {one.code: one for one in (HD36, HD05)}
ALL = [(kind, rules) for rules in RULES.values() for kind in NAMES]

SENTENCE = (
    "Chi bộ xét từng người trong danh sách, nêu rõ ưu điểm, hạn chế và hướng giúp đỡ trong tháng tới; phân "
    "công đảng viên chính thức theo dõi, giúp đỡ và ghi nhận kết quả bằng văn bản. "
)
TABLE = Table(
    caption="Bảng 1. Chỉ tiêu của các chi bộ",
    heads=("STT", "Chi bộ", "Chỉ tiêu"),
    rows=tuple((str(n), f"Chi bộ Tổ dân phố thử số {n}", "01") for n in range(1, 37)),
    total=("", "Cộng", "36"),
    widths=(10, 65, 25),
    numeric=(0, 2),
)
RECIPIENTS = ("Ban Thường vụ cấp ủy cấp trên (báo cáo)", "Các chi bộ trực thuộc", "Lưu Văn phòng Đảng ủy")


def paper_of(kind: DocumentKind, rules: LayoutRules) -> OfficialPaper:
    """Three pages: bases, three levels of headings, a table over a page's end, two lines at the end."""
    day = DAYS[rules.code]
    label = lambda level, place: heading_label(rules, level, place)  # noqa: E731
    plain = OfficialPaper(
        head=Head(
            parent="ĐẢNG BỘ THỊ XÃ ĐỨC PHỔ",
            issuer="ĐẢNG ỦY PHƯỜNG PHỔ HÒA",
            symbol=f"{KIND_SYMBOLS[kind]}/ĐU",
            place="Phổ Hòa",
            year=day.year,
            number=4,
            dated=day,
        ),
        kind=NAMES[kind],
        subject=f"phát triển đảng viên năm {day.year}",
        title=f"Văn bản thử {KIND_SYMBOLS[kind]} năm {day.year}",
        bases=("Căn cứ Điều lệ Đảng;", "Căn cứ chương trình công tác của Đảng ủy,"),
        opening=f"Đảng ủy phường báo cáo, đề nghị và thông báo như sau. {SENTENCE}",
        sections=(
            Section(1, label(1, 1), "Nội dung", (SENTENCE * 2, f"- {SENTENCE}")),
            Section(2, label(2, 1), "Việc thứ nhất", (SENTENCE,)),
            Section(3, label(3, 1), "Phần của việc ấy", (SENTENCE,)),
            Section(2, label(2, 2), "Chỉ tiêu", ("Cụ thể như sau:",), (TABLE,)),
            Section(1, label(1, 2), "Tổ chức thực hiện", (SENTENCE,)),
        ),
        closing=SENTENCE,
        recipients=RECIPIENTS,
        signatures=(Signature("T/M ĐẢNG ỦY", "BÍ THƯ", "Trần Văn Mẫu"),),
        digital=True,
    )
    if kind in (K.LETTER, K.SUBMISSION):
        plain = replace(plain, addressees=("Ban Thường vụ Tỉnh ủy",), bases=())
    if kind is K.DECISION:
        return replace(plain, resolves=("BAN THƯỜNG VỤ ĐẢNG ỦY", "QUYẾT ĐỊNH"), opening="")
    if kind is K.MINUTES:
        by_hand = "(Ký, ghi rõ họ tên)"
        return replace(
            plain,
            head=replace(plain.head, without_number=True),
            recipients=(),
            signatures=(
                Signature("NGƯỜI GHI BIÊN BẢN", by_hand, "Phạm Văn Thử"),
                Signature("CHỦ TRÌ HỘI NGHỊ", by_hand, "Lê Thị Ví Dụ"),
            ),
            digital=False,
        )
    return plain


@cache
def drawn(kind: DocumentKind, rules_code: str) -> bytes:
    """The paper as PDF, drawn once."""
    return render_official(paper_of(kind, RULES[rules_code]))
