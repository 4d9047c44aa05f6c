"""The minutes of a monthly review on paper: who was there, what was decided about whom, two signatures."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from phohoa.documents.content import Absence, PersonDecision
from phohoa.documents.errors import ForeignLetter
from phohoa.documents.pdf import render_minutes

from .papers import MINUTES, NO_CHANGE_MINUTES
from .reading import find, pages, poppler_text, run


def words_of(pdf: bytes, path: Path) -> str:
    return " ".join(poppler_text(pdf, path, "-raw").split())


def test_the_minutes_tell_the_meeting(tmp_path: Path) -> None:
    text = words_of(render_minutes(MINUTES), tmp_path)
    for words in (
        "BIÊN BẢN họp Chi bộ Tổ dân phố số 3 xét công tác phát triển đảng viên tháng 03/2026",
        "Hôm nay, lúc 19 giờ 00, ngày 04 tháng 3 năm 2026, tại Nhà sinh hoạt cộng đồng tổ dân phố số 3",
        "Chủ trì: đồng chí Lê Thị Ví Dụ, Bí thư chi bộ.",
        "Người ghi biên bản: đồng chí Phạm Văn Thử.",
        "18 đồng chí (chính thức: 17, dự bị: 01)",
        "Có mặt: 16 đồng chí.",
        "Vắng có lý do: 01 đồng chí (Đỗ Văn Giả).",
        "Vắng không có lý do: 01 đồng chí.",
        "danh sách 04 quần chúng",
        "tán thành 15, không tán thành 0, ý kiến khác 0",
        "Cuộc họp kết thúc lúc 20 giờ 15 cùng ngày.",
    ):
        assert words in text


def test_each_person_stands_in_a_row_with_decision_helper_rating_and_reason(tmp_path: Path) -> None:
    text = words_of(render_minutes(MINUTES), tmp_path)
    for words in ("Quyết định", "Người giúp đỡ", "Chất lượng", "Lý do, nhận xét"):
        assert words in text
    squeezed = "".join(text.split())
    for line in MINUTES.decisions:
        for part in (line.name, line.birth_year, line.decision, line.helper, line.rating, line.reason):
            assert "".join(part.split()) in squeezed


def test_two_signatures_stand_side_by_side_with_room_for_the_hand() -> None:
    paper = render_minutes(MINUTES)
    writer, chair = (find(paper, words)[1] for words in ("NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ"))
    names = [line for line in pages(paper)[-1] if line.words.strip() in ("Phạm Văn Thử", "Lê Thị Ví Dụ")]
    assert [line.words.strip() for line in names] == ["Phạm Văn Thử", "Lê Thị Ví Dụ"]
    assert writer.left < chair.left
    assert writer.bottom == pytest.approx(chair.bottom, abs=0.3)
    for title, name in zip((writer, chair), names, strict=True):
        assert (title.left + title.right) / 2 == pytest.approx((name.left + name.right) / 2, abs=1)
        assert name.top - title.bottom > 28
        assert name.fonts == {"LiberationSerif-Bold"}


def test_no_change_is_a_full_report(tmp_path: Path) -> None:
    paper = render_minutes(NO_CHANGE_MINUTES)
    text = words_of(paper, tmp_path)
    assert "Không có thay đổi: chi bộ thống nhất giữ nguyên danh sách như tháng trước." in text
    assert "Quyết định" not in text
    assert "biểu quyết thông qua" not in text
    assert len(pages(paper)) == 1


def test_what_was_not_noted_leaves_room_for_the_pen(tmp_path: Path) -> None:
    bare = replace(
        NO_CHANGE_MINUTES,
        started=None,
        ended=None,
        excused=Absence(),
        unexcused=Absence(),
        followed=0,
        no_change=False,
        held_on=date(2026, 12, 3),
    )
    text = words_of(render_minutes(bare), tmp_path)
    assert "lúc …… giờ ……, ngày 03 tháng 12 năm 2026" in text
    assert "Vắng có lý do: không." in text
    assert "chưa có quần chúng trong danh sách" in text


def test_sixty_people_run_over_pages_with_the_head_repeated(tmp_path: Path) -> None:
    people = tuple(
        PersonDecision(name=f"Nguyễn Văn Thử {order}", birth_year="1999", decision="Giữ", helper="Lê Thị Mẫu")
        for order in range(1, 61)
    )
    paper = render_minutes(replace(MINUTES, decisions=people, followed=60))
    with_people = [lines for lines in pages(paper) if any("Nguyễn Văn Thử" in line.words for line in lines)]
    assert len(with_people) >= 3
    for lines in with_people:
        assert any("Lý do, nhận xét" in line.words for line in lines)
    last = [line.words for line in pages(paper)[-1]]
    assert any("Cuộc họp kết thúc" in words for words in last)


def test_the_minutes_are_a_sound_file_without_signature_field(tmp_path: Path) -> None:
    paper = render_minutes(MINUTES)
    assert "No syntax or stream encoding errors" in run(paper, tmp_path, "qpdf", "--check", "{}")
    facts = run(paper, tmp_path, "pdfinfo", "{}")
    assert "Biên bản xét công tác phát triển đảng viên tháng 03/2026 - Chi bộ Tổ dân phố số 3" in facts
    with pikepdf.open(tmp_path / "paper.pdf") as pdf:
        assert "/AcroForm" not in pdf.Root
        assert str(pdf.Root.Lang) == "vi-VN"


def test_a_name_with_a_foreign_letter_is_refused() -> None:
    with pytest.raises(ForeignLetter):
        render_minutes(replace(MINUTES, decisions=(PersonDecision(name="Nguyễn 明", decision="Giữ"),)))
