"""A sound plan as the linter takes it, with one part of it exchanged; what it finds, as plain literals."""

from datetime import date
from typing import Any

from phohoa.domain.paper_lint import lint
from phohoa.domain.paper_lint_shape import (
    Label,
    LintFinding,
    LintPaper,
    PaperFacts,
    Stretch,
    StretchRole,
    TermCited,
    UnitSpelling,
)
from phohoa.texts.linting import WORDS

R = StretchRole
DAY = date(2023, 1, 13)
SOUND: dict[str, str] = {
    "parent": "ĐẢNG BỘ THỊ XÃ ĐỨC PHỔ",
    "issuer": "ĐẢNG ỦY PHƯỜNG PHỔ HÒA",
    "number": "Số 44-KH/ĐU",
    "date_line": "Phổ Hòa, ngày 13 tháng 01 năm 2023",
    "kind": "KẾ HOẠCH",
    "subject": "phát triển đảng viên năm 2023",
    "bases": "Căn cứ Quy định số 24-QĐ/TW ngày 30/7/2021 của Ban Chấp hành Trung ương;",
    "opening": "Đảng ủy phường ban hành Kế hoạch như sau:",
    "heading": "Mục đích",
    "body": "- Nâng cao chất lượng công tác phát triển đảng viên.",
    "closing": "Trên đây là Kế hoạch của Đảng ủy.",
    "recipients": "- Thị ủy Đức Phổ,\n- Các chi bộ trực thuộc,\n- Lưu Văn phòng Đảng ủy.",
    "authority": "T/M ĐẢNG ỦY",
    "position": "BÍ THƯ",
    "name": "Trăng Văn Mẫu",
}
SINCE = date(2015, 1, 1)
UNITS = (
    UnitSpelling("Chi bộ Tổ dân phố An Thử", SINCE, None, "Chi bộ Tổ dân phố An Thử"),
    UnitSpelling("Chi bộ Tổ dân phố Hòa Ước", date(2022, 1, 1), None, "Chi bộ Tổ dân phố Hòa Ước"),
    UnitSpelling("Chi bộ Thôn Ước Cũ", SINCE, date(2021, 12, 31), "Chi bộ Tổ dân phố Hòa Ước"),
    UnitSpelling("Hội Nông dân phường", SINCE, None, "Hội Nông dân phường"),
)
FACTS: dict[str, Any] = {
    "year": 2023,
    "issuer": SOUND["issuer"],
    "parent": SOUND["parent"],
    "place": "Phổ Hòa",
    "upper_level": "Thị ủy Đức Phổ",
    "places": ("Phổ Hòa", "Đức Phổ"),
    "units": UNITS,
    "term": TermCited("XVII", 2020, 2025),
    "ward_target": 25,
    "targets": (("Chi bộ Tổ dân phố An Thử", 2), ("Chi bộ Tổ dân phố Hòa Ước", 1)),
    "introductions": (1, 2),
    "members": 240,
}


def paper(day: date = DAY, labels: tuple[Label, ...] = (), facts: Any = None, **parts: str) -> LintPaper:
    """The sound plan with these parts in the place of its own; a part that is "" is not there."""
    words = {**SOUND, **parts}
    known = {**FACTS, "ward_target": 3, "year": day.year, **(facts or {})}
    stretches = tuple(Stretch(R(name), name, text, line=n) for n, (name, text) in enumerate(words.items(), 1))
    return LintPaper(
        stretches=stretches,
        facts=PaperFacts(day=day, **known),
        words=WORDS,
        draws=lambda letter: letter not in "★漢",
        labels=labels,
        required=tuple(R(name) for name in SOUND if name not in ("bases", "opening", "heading", "closing")),
    )


def said(found: tuple[LintFinding, ...]) -> list[tuple[str, str, str, str | None]]:
    """Code, severity, the piece of text, what is offered for it."""
    return [(one.code.value, one.severity.value, one.original, one.replacement) for one in found]


def findings(day: date = DAY, **parts: Any) -> list[tuple[str, str, str, str | None]]:
    """What is found in the sound plan with these parts."""
    return said(lint(paper(day, **parts)))
