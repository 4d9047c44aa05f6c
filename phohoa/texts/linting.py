"""Words of the layout linter: a sentence and a rule with its citation for every code, and its vocabulary."""

from datetime import date
from enum import StrEnum

from ..domain.layout_rules import Layout, layout_on
from ..domain.paper_lint_shape import (
    CitationWords,
    Gravity,
    LintCode,
    LintFinding,
    LintMark,
    LintPlace,
    LintWords,
    StretchRole,
)
from ..domain.regulations import REGULATIONS, IssuedBy, Regulation, RegulationKind
from .documents import count_words
from .plan_template import AUTHORITIES, POSITIONS
from .recognition import VOCABULARY

C = LintCode

SEVERITIES: dict[Gravity, str] = {
    Gravity.MUST: "Phải sửa",
    Gravity.LOOK: "Nên xem lại",
    Gravity.NOTE: "Lưu ý",
}
PLACES: dict[LintPlace, str] = {
    LintPlace.HEAD: "Phần đầu văn bản",
    LintPlace.BASES: "Căn cứ",
    LintPlace.SECTION: "Nội dung",
    LintPlace.RECIPIENTS: "Nơi nhận",
    LintPlace.SIGNATURE: "Phần ký",
    LintPlace.PAPER: "Toàn văn bản",
}
PARTS: dict[StretchRole, str] = {
    StretchRole.PARENT: "tên cơ quan cấp trên",
    StretchRole.ISSUER: "tên cơ quan ban hành",
    StretchRole.NUMBER: "số và ký hiệu",
    StretchRole.DATE_LINE: "địa danh, ngày, tháng, năm",
    StretchRole.PLACE: "địa danh",
    StretchRole.KIND: "tên loại văn bản",
    StretchRole.SUBJECT: "trích yếu",
    StretchRole.BASES: "căn cứ",
    StretchRole.OPENING: "lời dẫn",
    StretchRole.HEADING: "tên mục",
    StretchRole.BODY: "nội dung",
    StretchRole.CELL: "ô của bảng",
    StretchRole.CLOSING: "lời kết",
    StretchRole.RECIPIENTS: "nơi nhận",
    StretchRole.AUTHORITY: "quyền hạn ký (T/M …)",
    StretchRole.POSITION: "chức vụ người ký",
    StretchRole.NAME: "họ và tên người ký",
}

#: What is wrong, in one sentence; the words in braces come with the finding.
SENTENCES: dict[LintCode, str] = {
    C.PART_MISSING: "Thiếu {part}.",
    C.AUTHORITY_FORM: "Quyền hạn ký phải mở đầu bằng “T/M ”, có gạch chéo.",
    C.AUTHORITY_KT: "Tập thể cấp ủy không dùng “K/T”: phó bí thư cũng ký “T/M”.",
    C.AUTHORITY_UNKNOWN: "Quyền hạn ký “{original}” không phải của tập thể cấp ủy.",
    C.POSITION_FORM: "Chức vụ người ký phải ghi “BÍ THƯ” hoặc “PHÓ BÍ THƯ”, chữ in hoa.",
    C.CAPITALS: "Phần này phải viết chữ in hoa.",
    C.NUMBER_COLON: "Sau chữ “Số” không đặt dấu hai chấm.",
    C.NUMBER_ZERO: "Số nhỏ hơn 10 phải thêm số 0 ở trước.",
    C.NUMBER_SHAPE: "Số và ký hiệu phải viết liền: số, gạch nối, chữ viết tắt tên loại, gạch chéo, chữ viết tắt cơ quan ban hành.",
    C.PLACE_WORD: "Địa danh chỉ ghi tên, không ghi “phường”, “xã” ở trước.",
    C.DATE_LINE_SHAPE: "Dòng này cần có địa danh, dấu phẩy rồi ngày, tháng, năm.",
    C.DATE_ZERO: "Ngày nhỏ hơn 10 và tháng 1, tháng 2 phải thêm số 0 ở trước; các tháng khác thì không.",
    C.DATE_ZERO_TEXT: "Ngày nhỏ hơn 10 và tháng 1, tháng 2 phải thêm số 0 ở trước; các tháng khác thì không.",
    C.SUBJECT_CAPITAL: "Trích yếu phải bắt đầu bằng chữ thường.",
    C.SUBJECT_STOP: "Cuối trích yếu không đặt dấu câu.",
    C.SUBJECT_KIND: "Tên loại văn bản đã có ở dòng trên, trích yếu không nhắc lại.",
    C.RECIPIENT_ENDS: "Dòng nơi nhận này phải kết thúc bằng dấu “{wanted}”.",
    C.RECIPIENT_LAST: "Dòng cuối của nơi nhận phải là “Lưu Văn phòng Đảng ủy”.",
    C.END_MARK: "Nội dung phải kết thúc bằng dấu chấm; “./.” là dấu của văn bản Nhà nước.",
    C.END_STOP: "Đoạn cuối của nội dung chưa có dấu chấm.",
    C.STATE_MARK: "Quốc hiệu, tiêu ngữ thuộc thể thức văn bản Nhà nước, không dùng trong văn bản của Đảng.",
    C.STATE_TM: "“{original}” là cách viết của văn bản Nhà nước.",
    C.STATE_NUMBER: "“Số:” có dấu hai chấm là cách viết của văn bản Nhà nước.",
    C.LABEL_TWICE: "Phần mềm tự đánh số mục, nên số này in ra hai lần.",
    C.LABEL_GAP: "Số thứ tự các mục không liền nhau: gặp “{label}”.",
    C.LABEL_REPEATED: "Số mục “{label}” đã có ở mục trước.",
    C.NAME_MISSPELT: "Tên đơn vị viết khác tên chính thức “{right}”.",
    C.NAME_TONE: "Dấu thanh đặt khác tên chính thức “{right}”.",
    C.NAME_CAPITALS: "Chữ hoa, chữ thường khác tên chính thức “{right}”.",
    C.NAME_NEAR: "Gần giống tên chính thức “{right}” nhưng khác chữ.",
    C.NAME_FORMER: "Tên này không còn dùng vào ngày của văn bản.",
    C.UNIT_UNKNOWN: "Vào ngày của văn bản không có đơn vị tên này trong danh sách.",
    C.TONE_PLACE: "Dấu thanh đặt khác cách viết của phường: “{right}”.",
    C.DISTRICT_GONE: "Từ ngày 01/7/2025 không còn cấp huyện.",
    C.BASE_LAPSED: "{number} chỉ có hiệu lực đến hết ngày {last}.",
    C.BASE_NOT_YET: "Vào ngày của văn bản, {number} chưa có hiệu lực (có hiệu lực từ ngày {since}).",
    C.BASE_AFTER: "{number} ban hành sau ngày của văn bản này.",
    C.BASE_DATE: "Ngày ban hành của {number} là {right}.",
    C.BASE_ISSUER: "{number} do {right} ban hành.",
    C.BASE_KIND: "Tên loại không khớp với ký hiệu {number}.",
    C.BASE_SHAPE: "Số, ký hiệu không viết theo cách của văn bản Đảng.",
    C.BASE_UNKNOWN: "Bảng văn bản của phần mềm không có {number} nên không đối chiếu được hiệu lực.",
    C.TERM_OTHER: "Nhiệm kỳ đại hội vào ngày của văn bản là {right}.",
    C.YEAR_SUBJECT: "Năm trong trích yếu khác năm của kế hoạch ({right}).",
    C.YEAR_TEXT: "Năm ở đây khác năm của kế hoạch ({right}).",
    C.TARGET_DIFFERS: "Chỉ tiêu của Đảng bộ theo số liệu là {right}.",
    C.UNIT_TARGET_DIFFERS: "Bảng phân bổ giao cho {unit}: {right}.",
    C.LEAST_NOT_MET: "Trong bảng phân bổ có đơn vị chỉ được giao {right}.",
    C.SUM_DIFFERS: "Chỉ tiêu của Đảng bộ là {said}, nhưng cộng các chi bộ được {right}.",
    C.COUNT_DIFFERS: "Bảng phân bổ có {right} đơn vị.",
    C.INTRODUCTIONS_DIFFER: "Cộng số phải giới thiệu trong bảng phân bổ được {right}.",
    C.MEMBERS_DIFFER: "Danh sách trong phần mềm có {right} đảng viên.",
    C.MISREAD: "Có thể gõ sai hoặc nhận dạng sai.",
    C.GLUED: "Các chữ bị dính vào nhau.",
    C.STRANGE_WORD: "Chữ này không có trong tiếng Việt.",
    C.DATE_IMPOSSIBLE: "Không có ngày này trên lịch.",
    C.DATE_FAR: "Ngày này xa ngày của văn bản một cách bất thường.",
    C.DATE_PAST: "Thời hạn này đã qua vào ngày của văn bản ({day}).",
    C.WEEKDAY: "Ngày này là {right}.",
    C.FOREIGN_LETTER: "Phông chữ của văn bản không có ký tự “{letter}” ({point}), hoặc đó không phải chữ tiếng Việt.",
    C.ENCODING: "Chữ chưa ở dạng Unicode dựng sẵn, in ra sẽ lệch dấu.",
    C.LEGACY: "Đoạn này còn ở bảng mã cũ (TCVN3 hoặc VNI).",
    C.SPACES: "Có nhiều dấu cách liền nhau.",
    C.SPACE_BEFORE: "Có dấu cách trước dấu câu.",
    C.DASH: "Trong văn bản dùng lẫn gạch dài với gạch nối.",
}

_PARTS = (
    "Văn bản của Đảng có chín thành phần bắt buộc",
    "Quy định 66-QĐ/TW, Điều 15, 16",
    "Quy định 399-QĐ/TW",
)
_FORM = "Hướng dẫn 36-HD/VPTW", "Hướng dẫn 05-HD/VPTW"
_STATE = (
    "Thể thức văn bản Nhà nước (Nghị định 30/2020/NĐ-CP) không dùng cho văn bản của Đảng",
    *_FORM,
)
_NAMES = ("Mỗi đơn vị có một cách viết chính thức, ghi ở Thông tin Đảng bộ và Chi bộ, đoàn thể",)
_IN_FORCE = ("Văn bản dẫn làm căn cứ phải đang có hiệu lực vào ngày của văn bản này",)
_DATA = ("Con số trong lời văn phải khớp với bảng phân bổ và danh sách",)
_READ = ("Nhắc của phần mềm khi đọc lại chữ",)
_DAYS = ("Ngày, tháng phải có trên lịch và đúng thứ",)
_LETTERS = ("Chữ tiếng Việt Unicode dựng sẵn, phông chữ Times New Roman hoặc tương đương", *_FORM)
_NEAT = ("Nhắc của phần mềm về cách trình bày, không phải quy định",)

#: The rule behind a code: what it says, where it stands for papers up to 2025, where since. Without a citation it is
#: no regulation but the check of this product.
RULES: dict[LintCode, tuple[str, ...]] = {
    C.PART_MISSING: _PARTS,
    C.AUTHORITY_FORM: ("Ký thay mặt tập thể ghi T/M", *_FORM),
    C.AUTHORITY_KT: ("K/T chỉ dùng ở cơ quan tham mưu làm việc theo chế độ thủ trưởng", *_FORM),
    C.AUTHORITY_UNKNOWN: ("Kế hoạch của cấp ủy do tập thể ban hành, ký thay mặt", *_FORM),
    C.POSITION_FORM: ("Chức vụ người ký ở dưới dòng quyền hạn", *_FORM),
    C.CAPITALS: ("Kiểu chữ của từng thành phần thể thức", *_FORM),
    C.NUMBER_COLON: ("Số và ký hiệu viết “Số 44-KH/ĐU”", *_FORM),
    C.NUMBER_ZERO: ("Số và ký hiệu viết “Số 04-KH/ĐU”", *_FORM),
    C.NUMBER_SHAPE: ("Số và ký hiệu viết “Số 44-KH/ĐU”", *_FORM),
    C.PLACE_WORD: ("Địa danh là tên riêng của nơi đặt trụ sở", *_FORM),
    C.DATE_LINE_SHAPE: ("Địa danh, ngày, tháng, năm ban hành", *_FORM),
    C.DATE_ZERO: ("Địa danh, ngày, tháng, năm ban hành", *_FORM),
    C.DATE_ZERO_TEXT: ("Viết ngày trong lời văn theo cách của dòng ngày, tháng, năm", *_FORM),
    C.SUBJECT_CAPITAL: ("Trích yếu viết chữ thường, đậm, dưới tên loại", *_FORM),
    C.SUBJECT_STOP: ("Trích yếu viết chữ thường, đậm, dưới tên loại", *_FORM),
    C.SUBJECT_KIND: ("Tên loại và trích yếu là hai dòng", *_FORM),
    C.RECIPIENT_ENDS: (
        "Dấu cuối các dòng nơi nhận: dấu phẩy theo hướng dẫn năm 2018, dấu chấm phẩy theo hướng dẫn năm 2026; dòng cuối dấu chấm",
        *_FORM,
    ),
    C.RECIPIENT_LAST: ("Nơi nhận có dòng lưu ở cuối", *_FORM),
    C.END_MARK: _STATE,
    C.END_STOP: ("Nội dung kết thúc bằng dấu chấm", *_FORM),
    C.STATE_MARK: _STATE,
    C.STATE_TM: _STATE,
    C.STATE_NUMBER: _STATE,
    C.LABEL_TWICE: _NEAT,
    C.LABEL_GAP: _NEAT,
    C.LABEL_REPEATED: _NEAT,
    C.NAME_MISSPELT: _NAMES,
    C.NAME_TONE: _NAMES,
    C.NAME_CAPITALS: _NAMES,
    C.NAME_NEAR: _NAMES,
    C.NAME_FORMER: ("Đơn vị được gọi bằng tên đang dùng vào ngày của văn bản",),
    C.UNIT_UNKNOWN: _NAMES,
    C.TONE_PLACE: ("Một văn bản viết một cách, theo tên cơ quan ban hành; cả hai cách đặt dấu đều đúng",),
    C.DISTRICT_GONE: ("Từ ngày 01/7/2025 phường trực thuộc tỉnh",),
    C.BASE_LAPSED: _IN_FORCE,
    C.BASE_NOT_YET: _IN_FORCE,
    C.BASE_AFTER: _IN_FORCE,
    C.BASE_DATE: ("Dẫn văn bản đúng số, ngày, cơ quan ban hành",),
    C.BASE_ISSUER: ("Dẫn văn bản đúng số, ngày, cơ quan ban hành",),
    C.BASE_KIND: ("Dẫn văn bản đúng số, ngày, cơ quan ban hành",),
    C.BASE_SHAPE: ("Ký hiệu văn bản của Đảng: số, gạch nối, tên loại, gạch chéo, cơ quan", *_FORM),
    C.BASE_UNKNOWN: _READ,
    C.TERM_OTHER: ("Nhiệm kỳ ghi ở Thông tin Đảng bộ",),
    C.YEAR_SUBJECT: _DATA,
    C.YEAR_TEXT: _DATA,
    C.TARGET_DIFFERS: _DATA,
    C.UNIT_TARGET_DIFFERS: _DATA,
    C.LEAST_NOT_MET: _DATA,
    C.SUM_DIFFERS: _DATA,
    C.COUNT_DIFFERS: _DATA,
    C.INTRODUCTIONS_DIFFER: _DATA,
    C.MEMBERS_DIFFER: _DATA,
    C.MISREAD: _READ,
    C.GLUED: _READ,
    C.STRANGE_WORD: _READ,
    C.DATE_IMPOSSIBLE: _DAYS,
    C.DATE_FAR: _DAYS,
    C.DATE_PAST: _DAYS,
    C.WEEKDAY: _DAYS,
    C.FOREIGN_LETTER: _LETTERS,
    C.ENCODING: _LETTERS,
    C.LEGACY: _LETTERS,
    C.SPACES: _NEAT,
    C.SPACE_BEFORE: _NEAT,
    C.DASH: _NEAT,
}


def sentence(finding: LintFinding) -> str:
    """What is wrong, in words."""
    said = {"original": finding.original.strip(), **finding.params}
    if finding.code is C.PART_MISSING:
        said["part"] = PARTS[StretchRole(str(said["part"]))]
    return SENTENCES[finding.code].format(**said)


def rule(code: LintCode, day: date) -> tuple[str, str]:
    """What the rule says, and where it stands for a paper of the day ("" where no regulation says it)."""
    words, *citations = RULES[code]
    if not citations:
        return words, ""
    return words, citations[0 if layout_on(day).code is Layout.HD36 else -1]


# --- regulations -------------------------------------------------------------------------------------------

KINDS: dict[RegulationKind, str] = {
    RegulationKind.REGULATION: "Quy định",
    RegulationKind.GUIDANCE: "Hướng dẫn",
    RegulationKind.DIRECTIVE: "Chỉ thị",
    RegulationKind.RESOLUTION: "Nghị quyết",
    RegulationKind.CIRCULAR: "Thông tri",
    RegulationKind.DECREE: "Nghị định",
    RegulationKind.LAW: "Luật",
}
#: The first name is the one that is put in; the others are read too.
ISSUERS: dict[IssuedBy, tuple[str, ...]] = {
    IssuedBy.CENTRAL_COMMITTEE: ("Ban Chấp hành Trung ương", "Ban Chấp hành Trung ương Đảng", "Trung ương"),
    IssuedBy.POLITBURO: ("Bộ Chính trị",),
    IssuedBy.SECRETARIAT: ("Ban Bí thư", "Ban Bí thư Trung ương Đảng", "Ban Bí thư Trung ương"),
    IssuedBy.ORGANISATION_COMMISSION: ("Ban Tổ chức Trung ương",),
    IssuedBy.CENTRAL_OFFICE: ("Văn phòng Trung ương Đảng", "Văn phòng Trung ương"),
    IssuedBy.GOVERNMENT: ("Chính phủ",),
    IssuedBy.NATIONAL_ASSEMBLY: ("Quốc hội",),
}
_STATUTES, _DETAILS, _MEMBER_WORK = (
    "về thi hành Điều lệ Đảng",
    "về một số vấn đề cụ thể thi hành Điều lệ Đảng",
    "về nghiệp vụ công tác đảng viên",
)
#: Only titles that papers of this ward have cited; of the others the words that stand in the text are kept.
TITLES: dict[str, str] = {
    "qd24": _STATUTES,
    "qd232": _STATUTES,
    "qd294": _STATUTES,
    "qd20": _STATUTES,
    "qd208": _STATUTES,
    "hd01_2021": _DETAILS,
    "hd06": _STATUTES,
    "hd01_2026": _STATUTES,
    "hd12": _MEMBER_WORK,
    "hd38": _MEMBER_WORK,
}
#: Titles as they are met in texts, without the word before them; the longest first.
KNOWN_TITLES: tuple[str, ...] = (
    "một số vấn đề cụ thể về nghiệp vụ công tác đảng viên",
    "một số vấn đề cụ thể thi hành Điều lệ Đảng",
    "hướng dẫn nghiệp vụ công tác đảng viên",
    "nghiệp vụ công tác đảng viên",
    "thi hành Điều lệ Đảng",
)


def symbol_words(regulation: Regulation) -> str:
    """Number and symbol as they are printed: 24-QĐ/TW, 06-HD/TW, 13/2023/NĐ-CP."""
    symbol = regulation.symbol.upper()
    if symbol[:1].isdigit():
        return f"{regulation.number}/{symbol.replace('ND-CP', 'NĐ-CP')}"
    return f"{count_words(regulation.number)}-{symbol.replace('QDI/', 'QĐi/').replace('QD/', 'QĐ/')}"


def short_day(day: date) -> str:
    """A day inside a text: 30/7/2021, 09/6/2025, 20/01/2025 (domain notes 04, 4.4)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def _citation(regulation: Regulation) -> CitationWords:
    return CitationWords(
        KINDS[regulation.kind],
        symbol_words(regulation),
        short_day(regulation.issued_on),
        ISSUERS.get(regulation.issuer, ("",))[0],
        TITLES.get(regulation.key, ""),
    )


LINT_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Gravity: dict(SEVERITIES.items()),
    LintPlace: dict(PLACES.items()),
    StretchRole: dict(PARTS.items()),
    LintMark: {LintMark.MENDED: "Đã sửa", LintMark.ASIDE: "Bỏ qua có lý do"},
    RegulationKind: dict(KINDS.items()),
    IssuedBy: {who: ISSUERS.get(who, ("chưa rõ",))[0] for who in IssuedBy},
}

WORDS = LintWords(
    vocabulary=VOCABULARY,
    citations={one.key: _citation(one) for one in REGULATIONS},
    kinds=KINDS,
    issuers=ISSUERS,
    titles=KNOWN_TITLES,
    last_recipient="Lưu Văn phòng Đảng ủy",
    weekdays=("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    authorities=(*AUTHORITIES, "T/M CHI BỘ", "T/M CHI ỦY"),
    positions=POSITIONS,
)

# --- the page and the console ------------------------------------------------------------------------------

MESSAGES: dict[str, tuple[str, str]] = {
    "lint_hard": (
        "Chưa trình ký được",
        "Soát thể thức còn {count} chỗ phải sửa. Đồng chí sửa, hoặc bỏ qua kèm lý do, rồi trình ký.",
    ),
    "lint_soft": (
        "Còn chỗ nên xem lại",
        "Soát thể thức còn {count} chỗ nên xem lại. Đồng chí xem qua; nếu giữ nguyên thì bấm “Đã xem, vẫn trình”.",
    ),
    "lint_gone": (
        "Chỗ này đã khác",
        "Nội dung đã được sửa sau khi trang này mở ra, nên chưa thay gì. Đồng chí xem lại danh sách mới.",
    ),
    "lint_never_aside": ("Không bỏ qua được", "Chỗ này phải sửa thì mới lập được văn bản."),
}
SAID = {
    "mended": "Đã thay “{old}” bằng “{new}”.",
    "mended_all": "Đã thay “{old}” bằng “{new}” ở {count} chỗ.",
    "removed": "Đã bỏ “{old}”.",
    "spaces": "Đã sửa dấu cách.",
    "added": "Đã thêm “{new}”.",
    "undone": "Đã hoàn tác, trở lại “{old}”.",
    "undone_all": "Đã hoàn tác, trở lại “{old}” ở {count} chỗ.",
    "put_aside": "Đã ghi lý do bỏ qua. Lãnh đạo ký văn bản sẽ thấy lý do này.",
    "taken_up": "Đã đưa chỗ này trở lại danh sách.",
}
#: What the history of a plan says when it was presented though something should have been looked at.
SEEN = "Đã xem {count} chỗ nên xem lại khi soát thể thức, giữ nguyên."
REASON = "Bỏ qua, vì"
#: A remedy in words.
REMEDIES = {
    "replace": "Thay bằng “{new}”",
    "remove": "Bỏ “{old}”",
    "add": "Thêm “{new}”",
    "spaces": "Chỉ để một dấu cách",
    "space": "Bỏ dấu cách",
}

CONSOLE = {
    "line": "dòng {line}: ",
    "times": " ({count} chỗ)",
    "rule": "    Quy tắc: {rule}{citation}",
    "remedy": "    Đề nghị: {remedy}",
    "none": "Không thấy chỗ nào phải sửa hoặc nên xem lại.",
    "count": "Phải sửa: {must}. Nên xem lại: {look}. Lưu ý: {note}.",
}


def remedy(finding: LintFinding) -> str:
    """The remedy as a button says it; "" where there is none."""
    if finding.replacement is None:
        return ""
    old, new = " ".join(finding.original.split()), " ".join(finding.replacement.split())
    if finding.original.strip() == "" and finding.original:
        return REMEDIES["spaces" if finding.replacement else "space"]
    if not new:
        return REMEDIES["remove"].format(old=old)
    return REMEDIES["replace" if finding.original else "add"].format(new=new)
