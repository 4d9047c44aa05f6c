"""Papers of an invented ward, to be drawn and signed: plans of many lengths, minutes, a key."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache

from phohoa.documents.authority import DemoAuthority, Signatory, make_authority
from phohoa.documents.content import (
    Absence,
    Head,
    MinutesContent,
    PersonDecision,
    PlanContent,
    Section,
    Table,
    Vote,
)
from phohoa.documents.pdf import render_plan
from phohoa.documents.signing import sign

HANOI = timezone(timedelta(hours=7))
SIGNED_AT = datetime(2026, 1, 5, 9, 30, 15, tzinfo=HANOI)
NOW = datetime(2026, 3, 1, 8, 0, tzinfo=HANOI)
PASSPHRASE = "mật khẩu thử 2026"
SIGNATORY = "Trần Văn Mẫu"
AUTHORITY = "Nơi cấp chứng thư thử nghiệm Phổ Hòa"

HEAD = Head(
    parent="ĐẢNG BỘ THỊ XÃ ĐỨC PHỔ",
    issuer="ĐẢNG ỦY PHƯỜNG PHỔ HÒA",
    symbol="KH/ĐU",
    place="Phổ Hòa",
    year=2026,
    number=4,
    dated=date(2026, 1, 5),
)
DRAFT_HEAD = replace(HEAD, number=None, dated=None)

BRANCHES = (
    *(f"Chi bộ Tổ dân phố số {number}" for number in range(1, 12)),
    "Chi bộ Trường Mầm non Hoa Mẫu",
    "Chi bộ Trường Tiểu học Ví Dụ",
    "Chi bộ Trường Trung học cơ sở Thử Nghiệm",
    "Chi bộ Trạm Y tế phường",
    "Chi bộ Công an phường",
    "Chi bộ Quân sự phường",
    "Chi bộ Cơ quan Đảng - Mặt trận - Đoàn thể",
    "Chi bộ Ủy ban nhân dân phường",
    "Chi bộ Doanh nghiệp Thành Mẫu",
)

BRANCH_TABLE = Table(
    caption="Bảng 1. Chỉ tiêu kết nạp đảng viên mới của các chi bộ",
    heads=("STT", "Chi bộ trực thuộc", "Chỉ tiêu kết nạp", "Ghi chú"),
    rows=tuple(
        (str(order), name, "01", "Ưu tiên đảng viên trẻ" if order % 4 == 0 else "")
        for order, name in enumerate(BRANCHES, start=1)
    ),
    total=("", "Cộng", "20", ""),
    widths=(8, 48, 20, 24),
    numeric=(0, 2),
)

ORGANISATION_TABLE = Table(
    caption="Bảng 2. Chỉ tiêu giới thiệu nguồn và kết nạp của Mặt trận, các đoàn thể",
    heads=("STT", "Tổ chức", "Giới thiệu", "Kết nạp"),
    rows=(
        ("1", "Ủy ban Mặt trận Tổ quốc phường", "01", "-"),
        ("2", "Hội Nông dân", "01", "01"),
        ("3", "Hội Liên hiệp Phụ nữ", "01", "01"),
        ("4", "Hội Cựu chiến binh", "01", "01"),
        ("5", "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "02", "01"),
    ),
    widths=(8, 52, 20, 20),
    numeric=(0, 2, 3),
)

SECTIONS = (
    Section(1, "I-", "Mục đích, yêu cầu"),
    Section(
        2,
        "1.",
        "Mục đích",
        (
            "- Giúp cấp ủy, chi bộ và mỗi đảng viên thấy rõ việc phát hiện, bồi dưỡng và giới thiệu quần "
            "chúng ưu tú cho Đảng là việc phải làm đều đặn trong suốt năm, không dồn vào những tháng cuối "
            "năm; qua đó bổ sung lực lượng trẻ, bảo đảm sự tiếp nối giữa các thế hệ đảng viên của Đảng bộ "
            "phường.",
            "- Gắn việc kết nạp đảng viên mới với việc củng cố chi bộ ở tổ dân phố, trường học, trạm y tế "
            "và lực lượng vũ trang, để mỗi địa bàn đều có đảng viên làm nòng cốt trong các phong trào của "
            "Nhân dân.",
        ),
    ),
    Section(
        2,
        "2.",
        "Yêu cầu",
        (
            "- Coi trọng chất lượng, đúng tiêu chuẩn, đúng quy trình; không chạy theo số lượng, không hạ "
            "thấp điều kiện, không để sót người xứng đáng.",
            "- Mỗi chi bộ có danh sách cảm tình Đảng, có đảng viên chính thức được phân công giúp đỡ từng "
            "người và nhận xét kết quả phấn đấu của từng người mỗi tháng một lần.",
            "- Ưu tiên những chi bộ còn ít đảng viên, tỷ lệ đảng viên so với dân số thấp hoặc ít đảng viên "
            "trẻ; quan tâm nguồn bí thư chi bộ và tổ trưởng tổ dân phố cho nhiệm kỳ tới.",
        ),
    ),
    Section(1, "II-", "Nội dung thực hiện"),
    Section(
        2,
        "1.",
        "Tuyên truyền, giáo dục",
        (
            "- Các chi bộ đưa nội dung tuyên truyền về Đảng vào sinh hoạt của tổ dân phố, của nhà trường "
            "và của từng đoàn thể bằng những câu chuyện, tấm gương cụ thể ở ngay địa bàn; khuyến khích "
            "đảng viên cao tuổi kể chuyện truyền thống cho đoàn viên, thanh niên.",
            "- Ban Tuyên giáo phối hợp với đài truyền thanh phường mỗi quý có ít nhất một chuyên mục giới "
            "thiệu đảng viên trẻ làm kinh tế giỏi, giáo viên dạy giỏi, cán bộ y tế tận tụy với người bệnh.",
        ),
    ),
    Section(
        2,
        "2.",
        "Tạo nguồn",
        (
            "- Trong quý I, từng chi bộ rà soát đoàn viên, hội viên và quần chúng trên địa bàn, lập danh "
            "sách nguồn theo nhóm: đoàn viên thanh niên, phụ nữ, cựu chiến binh, nông dân, dân quân tự vệ, "
            "giáo viên, cán bộ y tế, cán bộ tổ dân phố, người lao động trong doanh nghiệp.",
            "- Giao việc thử thách phù hợp với khả năng từng người, như vận động thu gom rác thải tại "
            "nguồn, giúp người cao tuổi làm thủ tục trực tuyến, tham gia tổ an ninh cơ sở; ghi nhận kết "
            "quả bằng văn bản.",
            "- Hằng tháng chi bộ ra nghị quyết bổ sung hoặc đưa ra khỏi danh sách, nêu rõ lý do và thông "
            "báo cho người được xét biết.",
        ),
    ),
    Section(
        2,
        "3.",
        "Bồi dưỡng nhận thức về Đảng",
        (
            "- Căn cứ đề nghị của các chi bộ, Đảng ủy lập danh sách cử quần chúng tham gia lớp bồi dưỡng "
            "nhận thức về Đảng; ưu tiên người đã được theo dõi từ sáu tháng trở lên và đã hoàn thành việc "
            "được giao.",
        ),
    ),
    Section(
        2,
        "4.",
        "Chỉ tiêu",
        (
            "Trong năm 2026, mỗi chi bộ trực thuộc kết nạp ít nhất 01 đảng viên mới; Mặt trận và mỗi đoàn "
            "thể giới thiệu ít nhất 01 quần chúng ưu tú để chi bộ xem xét, cụ thể như sau:",
        ),
        (BRANCH_TABLE, ORGANISATION_TABLE),
    ),
    Section(1, "III-", "Tổ chức thực hiện"),
    Section(
        2,
        "1.",
        "Văn phòng Đảng ủy:",
        (
            "Theo dõi, tổng hợp kết quả hằng tháng của các chi bộ; nhắc những chi bộ chưa báo cáo trước "
            "ngày 07 của tháng sau; tham mưu Đảng ủy chỉ đạo những nơi còn khó khăn về nguồn.",
        ),
        run_in=True,
    ),
    Section(
        2,
        "2.",
        "Chi ủy, chi bộ trực thuộc:",
        (
            "Quán triệt Kế hoạch này đến toàn thể đảng viên; phân công đảng viên chính thức giúp đỡ từng "
            "người trong danh sách; định kỳ hằng tháng xét, điều chỉnh danh sách và báo cáo Đảng ủy.",
            "Kết quả phát triển đảng viên là một trong những căn cứ để xếp loại chi bộ cuối năm.",
        ),
        run_in=True,
    ),
    Section(
        2,
        "3.",
        "Mặt trận và các đoàn thể:",
        (
            "Thông qua các phong trào thi đua, lựa chọn và giới thiệu quần chúng ưu tú bằng văn bản; phối "
            "hợp với chi bộ nơi người đó cư trú hoặc công tác trong việc giáo dục, giúp đỡ.",
        ),
        run_in=True,
    ),
)

PLAN = PlanContent(
    head=HEAD,
    kind="KẾ HOẠCH",
    subject="phát triển đảng viên năm 2026",
    bases=(
        "Căn cứ Quy định số 294-QĐ/TW ngày 26/5/2025 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng;",
        "Căn cứ Nghị quyết Đại hội Đảng bộ phường Phổ Hòa nhiệm kỳ 2025 - 2030 và Nghị quyết số 02-NQ/ĐU "
        "ngày 02/01/2026 của Đảng ủy phường về nhiệm vụ năm 2026,",
    ),
    opening="Đảng ủy phường Phổ Hòa xây dựng Kế hoạch phát triển đảng viên năm 2026 với những nội dung sau:",
    sections=SECTIONS,
    closing=(
        "Trên đây là Kế hoạch phát triển đảng viên năm 2026 của Đảng ủy phường. Đề nghị các chi bộ trực "
        "thuộc, Mặt trận và các đoàn thể tổ chức thực hiện; quá trình thực hiện nếu có vướng mắc, kịp thời "
        "phản ánh về Văn phòng Đảng ủy để được hướng dẫn."
    ),
    recipients=(
        "Ban Thường vụ cấp ủy cấp trên (báo cáo)",
        "Các chi bộ trực thuộc",
        "Mặt trận và các đoàn thể phường",
        "Các đồng chí Đảng ủy viên",
        "Lưu Văn phòng Đảng ủy",
    ),
    authority="T/M ĐẢNG ỦY",
    position="BÍ THƯ",
    signatory=SIGNATORY,
)
DRAFT = replace(PLAN, head=DRAFT_HEAD)
SHORT_PLAN = replace(PLAN, sections=SECTIONS[1:2])

MINUTES = MinutesContent(
    head=Head(
        parent="ĐẢNG ỦY PHƯỜNG PHỔ HÒA",
        issuer="CHI BỘ TỔ DÂN PHỐ SỐ 3",
        symbol="BB/CB",
        place="Phổ Hòa",
        year=2026,
        dated=date(2026, 3, 4),
    ),
    branch="Chi bộ Tổ dân phố số 3",
    month=3,
    year=2026,
    held_on=date(2026, 3, 4),
    venue="Nhà sinh hoạt cộng đồng tổ dân phố số 3",
    chair="Lê Thị Ví Dụ",
    chair_position="Bí thư chi bộ",
    secretary="Phạm Văn Thử",
    official=17,
    probationary=1,
    present=16,
    followed=4,
    started=time(19, 0),
    ended=time(20, 15),
    excused=Absence(1, ("Đỗ Văn Giả",)),
    unexcused=Absence(1),
    decisions=(
        PersonDecision(
            name="Nguyễn Thị Minh Họa",
            birth_year="1999",
            decision="Đề nghị học lớp",
            helper="Lê Thị Ví Dụ",
            rating="Tốt",
            remark="Hoàn thành tốt việc vận động thu gom rác tại nguồn",
        ),
        PersonDecision(
            name="Trương Văn Tưởng Tượng",
            birth_year="1995",
            decision="Giữ",
            helper="Phạm Văn Thử",
            rating="Khá",
        ),
        PersonDecision(
            name="Võ Thị Hư Cấu",
            birth_year="2001",
            decision="Bổ sung",
            helper="Đặng Thị Mẫu",
            reason="Chi đoàn giới thiệu, tích cực trong phong trào thanh niên",
        ),
        PersonDecision(
            name="Hồ Văn Bịa",
            birth_year="1988",
            decision="Đưa ra",
            reason="Chuyển nơi cư trú sang phường khác",
        ),
    ),
    vote=Vote(15, 0, 0),
    conclusions=(
        "Chi bộ giao đồng chí Phạm Văn Thử lập hồ sơ đề nghị Đảng ủy cử quần chúng Nguyễn Thị Minh Họa học "
        "lớp bồi dưỡng nhận thức về Đảng.",
    ),
)
NO_CHANGE_MINUTES = replace(MINUTES, decisions=(), no_change=True, followed=3, conclusions=(), vote=None)


def plan_of_pages(parts: int) -> PlanContent:
    """The plan with its second part repeated, each time under another label."""
    middle = [
        replace(section, label=f"{part}.{section.label}", tables=())
        for part in range(1, parts + 1)
        for section in SECTIONS[4:7]
    ]
    return replace(PLAN, sections=(*SECTIONS[:4], *middle, *SECTIONS[7:]))


@cache
def authority() -> DemoAuthority:
    """The authority that the tests trust."""
    return make_authority(
        AUTHORITY, not_before=datetime(2025, 1, 1, tzinfo=UTC), not_after=datetime(2031, 1, 1, tzinfo=UTC)
    )


@cache
def signatory() -> Signatory:
    """The ward's signatory, with a key good through 2027."""
    return authority().issue(
        SIGNATORY,
        PASSPHRASE,
        organisation="Đảng ủy phường Phổ Hòa",
        not_before=datetime(2025, 6, 1, tzinfo=UTC),
        not_after=datetime(2028, 1, 1, tzinfo=UTC),
    )


@cache
def revocation_list() -> bytes:
    """A list that is current at NOW and names nobody."""
    return authority().revocation_list(
        this_update=NOW - timedelta(days=3), next_update=NOW + timedelta(days=30)
    )


@cache
def issued_plan() -> bytes:
    """The plan as issued, before its signature."""
    return render_plan(PLAN)


@cache
def signed_plan() -> bytes:
    """The plan with the signatory's signature."""
    return sign(issued_plan(), signatory().p12, PASSPHRASE, signer_name=SIGNATORY, signed_at=SIGNED_AT)
