"""The extract of a branch's resolution, and the same words of minutes and extract as Word files."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from phohoa.documents.content import GivenTask, PersonDecision, Vote
from phohoa.documents.minutes import extract_paper, minutes_paper
from phohoa.documents.official import from_plain, to_plain
from phohoa.documents.pdf import render_official
from phohoa.documents.word import render_docx

from .papers import MINUTES, NO_CHANGE_MINUTES
from .reading import pages, poppler_text, run

SENT_TO = ("Đảng ủy (để báo cáo)", "Lưu Chi bộ")
CODES = ("add", "remove", "propose_class", "propose_start")
WHOLE = replace(
    MINUTES,
    decisions=tuple(replace(one, code=code) for one, code in zip(MINUTES.decisions, CODES, strict=True)),
    agenda=("Thông tin thời sự", "Công tác phát triển đảng viên"),
    quorum="- Cuộc họp có 16/17 đảng viên chính thức được triệu tập dự, đủ số lượng để tiến hành.",
    tasks=(GivenTask("Mây Thị Hoa", "Phụ trách đội thanh niên tình nguyện", "05/04/2026"),),
    resolution="12-NQ/CB",
    chair_position="Bí thư chi bộ",
)


def words_of(pdf: bytes, path: Path) -> str:
    return " ".join(poppler_text(pdf, path, "-raw").split())


def of_word(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = parts.read("word/document.xml").decode()
    return "".join(re.sub(r"<[^>]+>", "", xml).split())


def test_the_extract_says_what_was_resolved_for_whom(tmp_path: Path) -> None:
    text = words_of(render_official(extract_paper(WHOLE, SENT_TO)), tmp_path)
    for words in (
        "Số 12-NQ/CB",
        "TRÍCH NGHỊ QUYẾT họp chi bộ tháng 03/2026 về công tác phát triển đảng viên",
        "có 16/18 đảng viên dự",
        "QUYẾT NGHỊ",
        "1. Bổ sung vào danh sách cảm tình Đảng 01 quần chúng:",
        "4. Đề nghị Đảng ủy cho làm thủ tục xem xét kết nạp 01 quần chúng:",
        "5. Việc chi bộ giao",
        "tán thành 15, không tán thành 0, ý kiến khác 0",
        "T/M CHI BỘ BÍ THƯ",
        "- Đảng ủy (để báo cáo); - Lưu Chi bộ.",
    ):
        assert words in text, words


def test_without_a_number_room_is_left_for_it_and_a_draft_says_so(tmp_path: Path) -> None:
    paper = extract_paper(replace(WHOLE, resolution="", draft=True), SENT_TO)
    text = words_of(render_official(paper), tmp_path)
    assert text.startswith("Dự thảo")
    assert re.search(r"Số\s+-NQ/CB", text)


@pytest.mark.parametrize(
    ("duty", "office"),
    [("Bí thư chi bộ", "BÍ THƯ"), ("phó bí thư", "PHÓ BÍ THƯ"), ("Chi ủy viên", "CHỦ TRÌ"), ("", "CHỦ TRÌ")],
)
def test_who_chairs_signs_by_their_office(duty: str, office: str) -> None:
    (signature,) = extract_paper(replace(WHOLE, chair_position=duty), SENT_TO).signatures
    assert (signature.authority, signature.position) == ("T/M CHI BỘ", office)


def test_no_change_is_a_resolution_too(tmp_path: Path) -> None:
    text = words_of(render_official(extract_paper(NO_CHANGE_MINUTES, SENT_TO)), tmp_path)
    assert "chi bộ thống nhất giữ nguyên danh sách như tháng trước." in text


def test_the_minutes_tell_agenda_quorum_tasks_and_a_vote_on_one_person(tmp_path: Path) -> None:
    first, *others = WHOLE.decisions
    content = replace(WHOLE, decisions=(replace(first, vote=Vote(14, 1, 1)), *others))
    text = words_of(render_official(minutes_paper(content)), tmp_path)
    for words in (
        "II. Chương trình 1. Thông tin thời sự. 2. Công tác phát triển đảng viên.",
        "16/17 đảng viên chính thức được triệu tập dự",
        "III. Nội dung",
        "Việc chi bộ giao",
        "IV. Kết luận và biểu quyết",
    ):
        assert words in text, words
    squeezed = "".join(text.split())
    assert "biểuquyết:tánthành14,khôngtánthành01,ýkiếnkhác01" in squeezed
    assert "PhụtráchđộithanhniêntìnhnguyệN".lower() in squeezed.lower()


def test_sixty_people_run_over_pages_with_the_head_repeated() -> None:
    people = tuple(
        PersonDecision(f"Mây Thị Thử {n}", "Giữ", "1999", "Lê Thị Mẫu", code="keep") for n in range(1, 61)
    )
    paper = render_official(extract_paper(replace(WHOLE, decisions=people, tasks=()), SENT_TO))
    listed = [lines for lines in pages(paper) if any("Mây Thị Thử" in line.words for line in lines)]
    assert len(listed) >= 2
    assert all(any("Lý do, nhận xét" in line.words for line in lines) for lines in listed)
    last = [line.words for line in pages(paper)[-1]]
    assert any("T/M CHI BỘ" in words for words in last)
    assert any("có trách nhiệm thực hiện" in words for words in last), "no signature alone on a page"


@pytest.mark.parametrize(
    "draw", [minutes_paper, lambda c: extract_paper(c, SENT_TO)], ids=["minutes", "extract"]
)
def test_word_and_pdf_say_the_same_and_words_come_back_from_storage(draw, tmp_path: Path) -> None:
    paper = draw(WHOLE)
    assert from_plain(to_plain(paper)) == paper
    word = of_word(render_docx(paper))
    for words in ("Nhà sinh hoạt cộng đồng", WHOLE.decisions[0].name, "Phụ trách đội", WHOLE.chair):
        assert "".join(words.split()) in word
    facts = run(render_official(paper), tmp_path, "pdfinfo", "{}")
    assert "tháng 03/2026 - Chi bộ Tổ dân phố số 3" in facts


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no office program here")
def test_an_office_program_opens_the_word_files(tmp_path: Path) -> None:
    for name, paper in (("minutes", minutes_paper(WHOLE)), ("extract", extract_paper(WHOLE, SENT_TO))):
        (tmp_path / f"{name}.docx").write_bytes(render_docx(paper))
        subprocess.run(
            ["soffice", "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / f"{name}.docx"],
            check=True,
            capture_output=True,
            timeout=180,
            env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        )
        text = words_of((tmp_path / f"{name}.pdf").read_bytes(), tmp_path)
        assert WHOLE.decisions[0].name in text
        assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
