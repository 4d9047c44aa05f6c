"""Every kind of paper under both guidances, read back from the PDF and held against the table of measures."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations, pairwise

import pytest

from phohoa.documents.content import Head
from phohoa.documents.minutes import minutes_paper
from phohoa.documents.official import OfficialPaper, of_plan
from phohoa.documents.pdf import render_official, render_plan
from phohoa.documents.word import render_docx
from phohoa.documents.wording import addressee_lines, letter_subject, recipient_lines, rules_of
from phohoa.domain.layout_rules import HD05, HD36, LAYOUTS, MEASURES, LayoutRules, layout_of, layout_on
from phohoa.domain.numbering import DocumentKind
from phohoa.texts.documents import LETTER_PREFIXES, day_words

from .kinds import ALL, DAYS, RULES, drawn, paper_of
from .papers import MINUTES, PLAN, SHORT_PLAN
from .reading import Line, Sheet, sheets, squeezed

K = DocumentKind
BOLD, PLAIN, ITALIC = "LiberationSerif-Bold", "LiberationSerif", "LiberationSerif-Italic"
BOLD_ITALIC = "LiberationSerif-BoldItalic"
M = MEASURES
LEFT, RIGHT = M.margin_left.value, M.paper_width.value - M.margin_right.value
MIDDLE = (LEFT + RIGHT) / 2
ISSUER = LEFT + M.text_width * M.issuer_column.value / 200
PARTY = (LEFT + M.text_width * M.issuer_column.value / 100 + RIGHT) / 2
#: Millimetres: half a point of rounding by the drawing engine and a space behind a line's last word.
NEAR = 0.3
EACH = [pytest.param(kind, rules, id=f"{kind}-{rules.code}") for kind, rules in ALL]
BY_RULES = [pytest.param(rules, id=rules.code) for rules in LAYOUTS]


@cache
def _read(kind: DocumentKind, code: str) -> tuple[Sheet, ...]:
    return tuple(sheets(drawn(kind, code)))


def _line(found: tuple[Sheet, ...], words: str, size: float = 0) -> Line:
    lines = [
        line
        for sheet in found
        for line in sheet.lines
        if line.words.strip() == words and size in (0, line.size)
    ]
    assert len(lines) == 1, (words, [line.words for sheet in found for line in sheet.lines])
    return lines[0]


def _centre(line: Line) -> float:
    return (line.left + line.right) / 2


def _body(sheet: Sheet) -> list[Line]:
    """Lines of running text, without page number, head, table and foot."""
    above = [line.bottom for line in sheet.lines if line.words.startswith(("-----", "Kính "))]
    first = max(above, default=M.margin_top.value) - 0.5
    below = [line.top for line in sheet.lines if line.words.startswith(("Nơi nhận", "NGƯỜI GHI"))]
    last = min(below, default=999) + 0.5
    return [
        line
        for line in sheet.lines
        if line.top > first and line.bottom < last and line.size == 14 and ITALIC not in line.fonts
    ]


# --- the page ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "rules"), EACH)
def test_pages_are_a4_and_nothing_stands_in_the_margins(kind: DocumentKind, rules: LayoutRules) -> None:
    found = _read(kind, rules.code)
    assert len(found) >= 2
    for sheet in found:
        assert (sheet.width, sheet.height) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))
        within = [line for line in sheet.lines if line.top > M.margin_top.value - 2]
        assert min(line.left for line in within) >= LEFT - NEAR
        assert max(line.right for line in within) <= RIGHT + NEAR
        assert max(line.bottom for line in within) <= 297 - M.margin_bottom.value + NEAR
        assert min(stroke.left for stroke in sheet.strokes) >= LEFT - NEAR
        assert max(stroke.right for stroke in sheet.strokes) <= RIGHT + NEAR


@pytest.mark.parametrize(("kind", "rules"), EACH)
def test_the_page_number_stands_at_the_top_from_page_two(kind: DocumentKind, rules: LayoutRules) -> None:
    first, *later = _read(kind, rules.code)
    assert min(line.top for line in first.lines) > M.margin_top.value - 1
    for number, sheet in enumerate(later, start=2):
        line = sheet.lines[0]
        assert (line.words, line.size, line.fonts) == (str(number), M.page_number.value, {PLAIN})
        assert _centre(line) == pytest.approx(MIDDLE, abs=NEAR)
        assert line.top == pytest.approx(M.page_number_top.value, abs=1)
        assert min(other.top for other in sheet.lines[1:]) > M.margin_top.value - 1


# --- the head ----------------------------------------------------------------------------------------------

HEAD = [
    ("ĐẢNG BỘ THỊ XÃ ĐỨC PHỔ", M.parent, {PLAIN}, ISSUER),
    ("ĐẢNG ỦY PHƯỜNG PHỔ HÒA", M.issuer, {BOLD}, ISSUER),
    ("*", M.star, {PLAIN}, ISSUER),
    ("{number}", M.number, {PLAIN}, ISSUER),
    ("ĐẢNG CỘNG SẢN VIỆT NAM", M.party, {BOLD}, PARTY),
    ("Phổ Hòa, {day}", M.dated, {ITALIC}, PARTY),
    ("{kind}", M.kind, {BOLD}, MIDDLE),
    ("phát triển đảng viên năm {year}", M.subject, {BOLD}, MIDDLE),
    ("-----", M.dashes, {PLAIN}, MIDDLE),
]


@pytest.mark.parametrize(("kind", "rules"), EACH)
def test_the_head(kind: DocumentKind, rules: LayoutRules) -> None:
    found, paper = _read(kind, rules.code), paper_of(kind, rules)
    said = {
        "number": "" if kind is K.MINUTES else f"Số 04-{paper.head.symbol}",
        "day": {HD36: "ngày 09 tháng 01 năm 2023", HD05: "ngày 04 tháng 9 năm 2026"}[rules],
        "kind": paper.kind,
        "year": paper.head.year,
    }
    tops = []
    for words, size, fonts, centre in HEAD:
        written = words.format(**said)
        if not written or (kind is K.LETTER and centre == MIDDLE):
            continue
        line = _line(found, written, size.value)
        assert line.fonts == fonts, written
        assert _centre(line) == pytest.approx(centre, abs=0.7), written
        tops.append((centre, line.bottom))
    # Each column reads from top to bottom, the name of the paper below both.
    assert all(a < b for (at, a), (to, b) in pairwise(tops) if at == to)
    assert all(a < b for (at, a), (to, b) in combinations(tops, 2) if at != MIDDLE and to == MIDDLE)


@pytest.mark.parametrize(("kind", "rules"), EACH)
def test_the_rule_of_the_head_is_as_long_as_its_words(kind: DocumentKind, rules: LayoutRules) -> None:
    found = _read(kind, rules.code)
    title = _line(found, "ĐẢNG CỘNG SẢN VIỆT NAM")
    dated = _line(found, f"Phổ Hòa, {day_words(DAYS[rules.code])}")
    rule = min(found[0].strokes, key=lambda stroke: stroke.top)
    assert rule.left == pytest.approx(title.left, abs=NEAR)
    assert rule.right == pytest.approx(title.right, abs=NEAR)
    assert rule.weight == pytest.approx(M.party_rule.value, abs=0.1)
    assert rule.solid
    assert rule.black
    assert title.bottom - 0.5 < rule.top < dated.top + 0.5


# --- what differs by date ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        pytest.param(date(2018, 4, 2), HD36, id="before the first known guidance"),
        pytest.param(date(2025, 12, 31), HD36, id="the last day of 2025"),
        pytest.param(date(2026, 1, 1), HD05, id="the first day of 2026"),
    ],
)
def test_the_date_of_a_paper_chooses_its_guidance(day: date, rules: LayoutRules) -> None:
    assert layout_on(day) is layout_of(day, 0) is rules


def test_a_draft_is_laid_out_by_its_year() -> None:
    assert [layout_of(None, year) for year in (2025, 2026, 0)] == [HD36, HD05, HD05]


@pytest.mark.parametrize(("kind", "rules"), EACH)
def test_recipients_end_as_the_guidance_says(kind: DocumentKind, rules: LayoutRules) -> None:
    if kind is K.MINUTES:
        assert not any("Nơi nhận" in line.words for sheet in _read(kind, rules.code) for line in sheet.lines)
        return
    listed = [
        line
        for line in _read(kind, rules.code)[-1].lines
        if line.words.startswith("- ") and line.size == M.recipient.value
    ]
    mark = {HD36: ",", HD05: ";"}[rules]
    assert [line.words.strip()[-1] for line in listed] == [mark, mark, "."]
    assert {line.fonts for line in listed} == {frozenset({PLAIN})}
    assert {round(line.left) for line in listed} == {round(LEFT)}


@pytest.mark.parametrize("rules", BY_RULES)
def test_a_plan_ends_its_recipients_alike_on_paper_and_in_word(rules: LayoutRules) -> None:
    day = DAYS[rules.code]
    plan = replace(SHORT_PLAN, head=replace(SHORT_PLAN.head, dated=day, year=day.year))
    lines = recipient_lines(plan)
    assert [line[-1] for line in lines] == [rules.recipient_mark] * 4 + ["."]
    found = squeezed(" ".join(line.words for line in sheets(render_plan(plan))[-1].lines))
    assert squeezed(lines[0]) in found
    assert lines[0].encode() in _word_xml(of_plan(plan, "Kế hoạch thử"))


def _word_xml(paper: OfficialPaper) -> bytes:
    with zipfile.ZipFile(io.BytesIO(render_docx(paper))) as file:
        return file.read("word/document.xml")


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        pytest.param(HD36, "V/v phát triển đảng viên năm 2023", id="HD36"),
        pytest.param(HD05, "về việc phát triển đảng viên năm 2026", id="HD05"),
    ],
)
def test_a_letter_has_its_subject_in_small_italics_under_the_number(rules: LayoutRules, words: str) -> None:
    found = _read(K.LETTER, rules.code)
    number, subject = _line(found, "Số 04-CV/ĐU"), _line(found, words)
    assert (subject.size, subject.fonts) == (M.letter_subject.value, {ITALIC})
    assert _centre(subject) == pytest.approx(ISSUER, abs=0.7)
    assert number.bottom - 0.5 < subject.top < number.bottom + 3
    for prefix in LETTER_PREFIXES.values():  # whatever the words already began with
        paper = paper_of(K.LETTER, rules)
        again = replace(paper, subject=f"{prefix} {paper.subject}")
        assert letter_subject(again) == words


@pytest.mark.parametrize(
    ("kind", "rules", "opening"),
    [
        pytest.param(K.SUBMISSION, HD36, "Kính gửi:", id="submission-HD36"),
        pytest.param(K.SUBMISSION, HD05, "Kính trình:", id="submission-HD05"),
        pytest.param(K.LETTER, HD36, "Kính gửi:", id="letter-HD36"),
        pytest.param(K.LETTER, HD05, "Kính gửi:", id="letter-HD05"),
    ],
)
def test_an_addressee_stands_in_the_middle(kind: DocumentKind, rules: LayoutRules, opening: str) -> None:
    line = _line(_read(kind, rules.code), f"{opening} Ban Thường vụ Tỉnh ủy")
    assert (line.size, line.fonts) == (M.body.value, {PLAIN})
    assert _centre(line) == pytest.approx(MIDDLE, abs=NEAR)
    several = replace(paper_of(kind, rules), addressees=("Tỉnh ủy", "Các chi bộ"))
    assert addressee_lines(several) == (opening, f"- Tỉnh ủy{rules.recipient_mark}", "- Các chi bộ.")


@pytest.mark.parametrize(
    ("day", "labels"),
    [
        pytest.param(date(2025, 3, 4), ["I-", "II-", "III-"], id="HD36"),
        pytest.param(date(2026, 3, 4), ["I.", "II.", "III."], id="HD05"),
    ],
)
def test_headings_are_numbered_as_the_guidance_does(day: date, labels: list[str]) -> None:
    paper = minutes_paper(replace(MINUTES, held_on=day, head=replace(MINUTES.head, dated=day)))
    assert [section.label for section in paper.sections if section.level == 1] == labels


# --- the text ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "rules"), EACH)
def test_text_is_justified_and_its_first_lines_are_indented(kind: DocumentKind, rules: LayoutRules) -> None:
    first_lines = followed = 0
    for sheet in _read(kind, rules.code):
        body = _body(sheet)
        for upper, lower in pairwise(body):
            goes_on = lower.left < LEFT + 1
            apart = (lower.bottom - upper.bottom) / 25.4 * 72
            if goes_on:
                followed += 1
                assert upper.right == pytest.approx(RIGHT, abs=NEAR), upper.words
                assert lower.left == pytest.approx(LEFT, abs=NEAR), lower.words
                assert apart == pytest.approx(M.line.value, abs=0.5), lower.words
            elif lower.fonts == {PLAIN}:
                first_lines += 1
                assert lower.left == pytest.approx(LEFT + M.first_line.value, abs=NEAR), lower.words
                assert 10 <= lower.left - LEFT + NEAR <= 12.7 + 2 * NEAR
                assert apart >= M.line.value + M.between_paragraphs.value - 0.5, lower.words
    assert first_lines >= 4
    assert followed >= 6


@pytest.mark.parametrize(("kind", "rules"), EACH)
def test_headings_are_bold_and_the_third_level_slants(kind: DocumentKind, rules: LayoutRules) -> None:
    found = _read(kind, rules.code)
    first = {HD36: "I- Nội dung", HD05: "I. Nội dung"}[rules]
    for words, fonts in (
        (first, {BOLD}),
        ("1. Việc thứ nhất", {BOLD}),
        ("a) Phần của việc ấy", {BOLD_ITALIC}),
    ):
        line = _line(found, words)
        assert (line.size, line.fonts) == (M.body.value, fonts)
        assert line.left == pytest.approx(LEFT + M.first_line.value, abs=NEAR)


@pytest.mark.parametrize(("kind", "rules"), EACH)
def test_the_table_repeats_its_head_and_loses_no_row(kind: DocumentKind, rules: LayoutRules) -> None:
    cells = []
    for sheet in _read(kind, rules.code):
        rows = [line for line in sheet.lines if "Chi bộ Tổ dân phố thử số" in line.words]
        heads = [line for line in sheet.lines if line.words.strip() == "Chỉ tiêu" and line.fonts == {BOLD}]
        assert bool(rows) == bool(heads)
        if rows:
            assert heads[0].bottom < rows[0].top
            assert {line.size for line in rows} == {M.table.value}
        cells += [re.search(r"số (\d+)", line.words)[1] for line in rows]
    assert cells == [str(number) for number in range(1, 37)]


# --- the foot ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "rules"), EACH)
def test_recipients_and_signature_stand_side_by_side_below_the_text(
    kind: DocumentKind, rules: LayoutRules
) -> None:
    if kind is K.MINUTES:
        return
    found = _read(kind, rules.code)
    send_to, authority = _line(found, "Nơi nhận:"), _line(found, "T/M ĐẢNG ỦY")
    position, name = _line(found, "BÍ THƯ"), _line(found, "Trần Văn Mẫu")
    assert (send_to.size, send_to.fonts) == (M.send_to.value, {PLAIN})
    under = [s for s in found[-1].strokes if abs(s.left - send_to.left) < NEAR and s.top > send_to.top]
    assert under[0].right == pytest.approx(send_to.right, abs=NEAR)
    assert send_to.left == pytest.approx(LEFT, abs=NEAR)
    assert send_to.bottom == pytest.approx(authority.bottom, abs=NEAR)
    for line, size, fonts in (
        (authority, M.authority, {BOLD}),
        (position, M.position, {PLAIN}),
        (name, M.signatory, {BOLD}),
    ):
        assert (line.size, line.fonts) == (size.value, fonts)
        assert _centre(line) == pytest.approx(_centre(authority), abs=NEAR)
        assert line.left > MIDDLE
    assert name.top - position.bottom == pytest.approx(M.signature_room.value, abs=3)


@pytest.mark.parametrize("rules", BY_RULES)
def test_minutes_bear_two_signatures_side_by_side(rules: LayoutRules) -> None:
    found = _read(K.MINUTES, rules.code)
    writer, chair = _line(found, "NGƯỜI GHI BIÊN BẢN"), _line(found, "CHỦ TRÌ HỘI NGHỊ")
    names = [_line(found, words) for words in ("Phạm Văn Thử", "Lê Thị Ví Dụ")]
    assert writer.right < MIDDLE < chair.left
    assert writer.bottom == pytest.approx(chair.bottom, abs=NEAR)
    for title, name in zip((writer, chair), names, strict=True):
        assert (title.size, title.fonts, name.size, name.fonts) == (14, {BOLD}, 14, {BOLD})
        assert _centre(title) == pytest.approx(_centre(name), abs=NEAR)
        assert name.top - title.bottom > 28


# --- names of any length -----------------------------------------------------------------------------------

LONG = {
    "words": " ".join(["CHI BỘ TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ THỬ NGHIỆM"] * 3),
    "one word": "ĐẢNGBỘPHƯỜNGMẪUĐẢNGBỘPHƯỜNGMẪUĐẢNGBỘPHƯỜNGMẪU",
    "one letter": "Đ",
}


@pytest.mark.parametrize("length", LONG)
def test_names_of_any_length_are_neither_cut_nor_laid_over_others(length: str) -> None:
    name = LONG[length]
    paper = replace(
        paper_of(K.LETTER, HD05),
        head=Head(name, name, "CV/ĐU", name.title(), 2026, 4, date(2026, 9, 4)),
        subject=name.lower(),
        addressees=(name.title(),),
        sections=(),
        recipients=(name.title(), name.title()),
        signatures=(replace(paper_of(K.LETTER, HD05).signatures[0], signatory=name.title()),),
    )
    found = sheets(render_official(paper))
    words = squeezed(" ".join(line.words for sheet in found for line in sheet.lines)).lower()
    # Columns are read across, so that a name of several lines is counted by its letters.
    wanted = squeezed(name.lower()) * 8 + "đảngcộngsảnviệtnam"
    assert all(words.count(letter) >= wanted.count(letter) for letter in set(wanted))
    for sheet in found:
        assert min(line.left for line in sheet.lines) >= LEFT - NEAR
        assert max(line.right for line in sheet.lines) <= RIGHT + NEAR
        for one, other in combinations(sheet.lines, 2):
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            # Boxes of letters touch where lines are close; their middles never do.
            assert across <= NEAR or down < (one.bottom - one.top) / 2, (one, other)


def test_every_measure_is_of_a_known_source() -> None:
    for name, measure in MEASURES:
        assert measure.source, name
        assert measure.value > 0, name
    assert (MEASURES.text_width, MEASURES.text_height) == (165, 257)


def test_the_plan_of_this_year_follows_this_years_guidance() -> None:
    assert rules_of(PLAN) is HD05
    assert RULES[rules_of(PLAN).code] is HD05
