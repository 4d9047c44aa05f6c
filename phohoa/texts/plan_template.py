"""The default plan of a year in our own words, with live fields (texts/plan_fields.py) in it."""

from dataclasses import dataclass
from datetime import date

from ..domain.legal_bases import LegalBasis, bases_on
from .paper_words import BASES as CITED
from .paper_words import BASIS

BASES, OPENING, TEXT, ALLOCATION, CLOSING = "bases", "opening", "text", "allocation", "closing"

#: What the parts without a heading on paper are called on screen.
BASES_HEADING, OPENING_HEADING, CLOSING_HEADING = "Căn cứ", "Lời dẫn", "Lời kết"


@dataclass(frozen=True)
class SectionText:
    """One section of the template. Level 0 has no heading on paper; 1 is `I-`, 2 is `1.`."""

    kind: str
    level: int
    heading: str
    body: str = ""


@dataclass(frozen=True)
class Term:
    """The committee's term as the bases cite it."""

    ordinal: str
    first_year: int
    last_year: int


#: Like the model plan, which cites neither the statutes nor the guidance on member work of its day.
_CITED = frozenset(LegalBasis) - {LegalBasis.STATUTES, LegalBasis.HD12}
#: Before it there is nothing to cite.
_FIRST_DAY = date(2021, 9, 28)
#: Regulations followed one another from this year on whose text is not at hand.
COMPARE_FROM = 2026
TO_COMPARE = (
    "Từ năm 2026, căn cứ lấy theo Quy định 20-QĐ/TW, Quy định 208-QĐ/TW và hướng dẫn kèm theo; phần mềm mới có số và ngày, "
    "chưa đối chiếu được toàn văn. Đồng chí đối chiếu và sửa mục Căn cứ trước khi trình ký."
)
#: From here on one advisory body does what the office and the propaganda section did before.
_ONE_BODY_FROM = date(2025, 7, 1)


def _bases(on: date, term: Term | None) -> str:
    in_force = (one.basis for one in bases_on(max(on, _FIRST_DAY)) if one.basis in _CITED)
    lines = tuple(BASIS.format(words=CITED[basis]) for basis in in_force)
    if term is not None:
        congress = (
            f"Căn cứ Nghị quyết Đại hội Đảng bộ phường lần thứ {term.ordinal}, "
            f"nhiệm kỳ {term.first_year} - {term.last_year};"
        )
        lines = (*lines, congress)
    return "\n".join((*lines, "Căn cứ Nghị quyết của Đảng ủy phường về nhiệm vụ năm {năm},"))


def sections(on: date, term: Term | None) -> tuple[SectionText, ...]:
    """The sections of a plan; the bases are those in force on the day `on`."""
    office = (
        "Văn phòng Đảng ủy và Ban Xây dựng Đảng"
        if on >= _ONE_BODY_FROM
        else "Văn phòng và Tuyên giáo Đảng ủy"
    )
    return (
        SectionText(BASES, 0, BASES_HEADING, _bases(on, term)),
        SectionText(OPENING, 0, OPENING_HEADING, _OPENING),
        SectionText(TEXT, 1, "MỤC ĐÍCH, YÊU CẦU"),
        SectionText(TEXT, 2, "Mục đích", _PURPOSE),
        SectionText(TEXT, 2, "Yêu cầu", _REQUIREMENTS),
        SectionText(TEXT, 1, "NỘI DUNG"),
        SectionText(TEXT, 2, "Tuyên truyền, quán triệt", _PROPAGANDA),
        SectionText(TEXT, 2, "Khảo sát, tạo nguồn", _SOURCES),
        SectionText(TEXT, 2, "Giáo dục, bồi dưỡng nguồn", _EDUCATION),
        SectionText(ALLOCATION, 2, "Phân bổ chỉ tiêu năm {năm}", _ALLOCATION),
        SectionText(TEXT, 1, "TỔ CHỨC THỰC HIỆN"),
        SectionText(TEXT, 2, office, _OFFICE),
        SectionText(TEXT, 2, "Các chi bộ trực thuộc", _BRANCHES),
        SectionText(TEXT, 2, "Mặt trận Tổ quốc và các đoàn thể", _ORGANISATIONS),
        SectionText(CLOSING, 0, CLOSING_HEADING, _CLOSING),
    )


_OPENING = (
    "Để chủ động nguồn và giữ vững chất lượng kết nạp, Đảng ủy phường ban hành Kế hoạch phát triển đảng viên năm {năm} "
    "như sau:"
)
_PURPOSE = """\
- Xác định rõ trách nhiệm của từng cấp ủy, từng đảng viên trong phát hiện nguồn, bồi dưỡng và giới thiệu quần chúng ưu tú vào Đảng; thực hiện đều đặn hằng tháng, không dồn vào cuối năm.
- Bổ sung cho Đảng bộ phường những đảng viên trẻ, có nhiệt huyết, được quần chúng nơi cư trú và nơi làm việc tín nhiệm; mỗi chi bộ đều có lực lượng kế cận.
- Hoàn thành chỉ tiêu phát triển đảng viên theo Nghị quyết Đại hội Đảng bộ phường."""
_REQUIREMENTS = """\
- Đặt chất lượng lên hàng đầu: chỉ xét kết nạp người đủ tiêu chuẩn, đúng nguyên tắc, đúng thủ tục và đúng thời hạn.
- Ngay trong quý I, mỗi chi bộ lập xong danh sách nguồn của năm và phân công đảng viên chính thức giúp đỡ từng người.
- Ưu tiên những chi bộ còn ít đảng viên, tỷ lệ đảng viên thấp hoặc thiếu đảng viên trẻ; chú ý tạo nguồn bí thư chi bộ, tổ trưởng tổ dân phố.
- Toàn Đảng bộ phấn đấu kết nạp ít nhất {chỉ tiêu phường} đảng viên trong năm {năm}."""
_PROPAGANDA = """\
- Các chi bộ đưa nội dung Kế hoạch vào kỳ sinh hoạt gần nhất; mỗi đảng viên nêu quần chúng mình dự kiến giới thiệu, giúp đỡ.
- Mặt trận Tổ quốc, các đoàn thể tuyên truyền để đoàn viên, hội viên hiểu rõ mục tiêu, lý tưởng của Đảng, tiêu chuẩn và quá trình phấn đấu vào Đảng, gắn với nêu gương người tốt, việc tốt trên địa bàn.
- Đài truyền thanh phường có tin, bài về những tập thể làm tốt công tác phát triển đảng viên và những đảng viên trẻ tiêu biểu."""
_SOURCES = """\
- Mỗi chi bộ rà soát quần chúng ưu tú của mình theo từng nhóm: đoàn viên thanh niên, phụ nữ, cựu chiến binh, nông dân, dân quân tự vệ, công an, giáo viên, cán bộ y tế, cán bộ tổ dân phố, người sản xuất kinh doanh giỏi, người lao động trong doanh nghiệp.
- Hằng tháng chi bộ xét, bổ sung hoặc đưa ra khỏi danh sách cảm tình Đảng bằng nghị quyết; tháng không có thay đổi vẫn báo cáo Đảng ủy.
- Mặt trận Tổ quốc, các đoàn thể giới thiệu quần chúng ưu tú qua phong trào thi đua của tổ chức mình và cùng chi bộ theo dõi sự tiến bộ của từng người."""
_EDUCATION = """\
- Đảng viên được phân công giúp đỡ thường xuyên gặp gỡ, giao việc thử thách vừa sức và nhận xét bằng văn bản khi chi bộ yêu cầu.
- Chi bộ đề nghị người đủ điều kiện đi học lớp bồi dưỡng nhận thức về Đảng theo thông báo của Đảng ủy, theo dõi kết quả và thời hạn của giấy chứng nhận.
- Thẩm tra lý lịch đúng phạm vi, đúng quy trình; không để hồ sơ quá hạn phải làm lại."""
_ALLOCATION = """\
- Chỉ tiêu giao cho {số chi bộ} chi bộ và {số đoàn thể} tổ chức theo hai bảng dưới đây. Mỗi chi bộ kết nạp ít nhất 01 đảng viên; Mặt trận Tổ quốc và mỗi đoàn thể giới thiệu ít nhất 01 quần chúng ưu tú để chi bộ xem xét.
- Hội Nông dân, Hội Liên hiệp Phụ nữ, Hội Cựu chiến binh và Đoàn Thanh niên cùng các chi bộ tổ dân phố bồi dưỡng để mỗi tổ chức có ít nhất 01 đoàn viên, hội viên được kết nạp.
- Một người được kết nạp tính một lần cho chi bộ, một lần cho tổ chức giới thiệu và một lần cho toàn Đảng bộ."""
_OFFICE = """\
Theo dõi tiến độ của từng chi bộ, đôn đốc chi bộ chậm báo cáo; tổng hợp đề nghị học lớp, đề nghị làm thủ tục trình Đảng ủy xem xét hằng tháng; cuối quý và cuối năm báo cáo kết quả thực hiện Kế hoạch."""
_BRANCHES = """\
Cụ thể hóa chỉ tiêu vào chương trình công tác năm; xét danh sách cảm tình Đảng tại kỳ sinh hoạt hằng tháng và gửi biên bản về Đảng ủy; chịu trách nhiệm về tiêu chuẩn của người mình đề nghị.
Kết quả thực hiện là một căn cứ để đánh giá, xếp loại chi bộ cuối năm {năm}."""
_ORGANISATIONS = """\
Phát động phong trào, qua đó phát hiện và giới thiệu quần chúng ưu tú cho chi bộ; phân công cán bộ cùng theo dõi, giúp đỡ người mình giới thiệu; phản ánh ý kiến của đoàn viên, hội viên khi chi bộ xét kết nạp.
Kết quả thực hiện là một căn cứ để đánh giá, xếp loại tổ chức cuối năm {năm}."""
_CLOSING = (
    "Đảng ủy yêu cầu các chi bộ trực thuộc, đề nghị Mặt trận Tổ quốc và các đoàn thể triển khai Kế hoạch này; nếu có "
    "vướng mắc, báo cáo Đảng ủy qua Văn phòng để xem xét, giải quyết."
)

#: What a section is called until the office names it.
NEW_HEADING = "Mục mới"
SUBJECT = "phát triển đảng viên năm {year}"
RECIPIENTS = """\
{upper_level}
Các chi bộ trực thuộc
Mặt trận Tổ quốc và các đoàn thể phường
Các đồng chí Đảng ủy viên
Lưu Văn phòng Đảng ủy"""
AUTHORITIES = ("T/M ĐẢNG ỦY", "T/M BAN THƯỜNG VỤ")
POSITIONS = ("BÍ THƯ", "PHÓ BÍ THƯ")


def brought_in(symbol: str, dated: date | None) -> str:
    """What the history says of a draft that was made of an existing paper."""
    number = f" số {symbol}" if symbol else ""
    day = f" ngày {dated:%d/%m/%Y}" if dated else ""
    return f"Lập từ văn bản cũ{number}{day}."
