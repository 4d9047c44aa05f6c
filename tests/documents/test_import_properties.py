"""Whatever a text holds: it is read without failing, no letter is lost, and it can be typeset as content."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phohoa.documents import importing
from phohoa.documents.errors import PaperRefused
from tests.documents import plans_of_units as plans
from tests.documents.imports import check_nothing_is_lost, model

_LINES = sorted(
    {
        line
        for text in (
            model().decode("utf-8"),
            plans.BLANKS,
            plans.PARTS,
            plans.SCHOOL,
            plans.SIDE_BY_SIDE,
            plans.SCAN,
        )
        for line in text.splitlines()
    }
)
_ODD_LINES = """\
|
a | b | c
1
- 2 -
***
**đậm**
## I. ĐẦU
I-
1.
a)
-
+
Nơi nhận:
Nơi nhận: - Như trên;    BÍ THƯ
T/M ĐẢNG ỦY
Số
ngày tháng năm
PHỤ LỤC
Bảng 1. Số liệu
STT  Tên  Số
1    A    2
đảngviên
nhi-
ệm vụ
ngày 31/02/2023
l- Mục
Phần thứ nhất"""
_ODD = [*_ODD_LINES.splitlines(), "\t", "x\ty\tz", "\f"]
_line = st.one_of(st.sampled_from(_LINES), st.sampled_from(_ODD), st.text(max_size=60))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_line, max_size=40))
def test_any_lines_in_any_order(lines: list[str]) -> None:
    try:
        found = importing.read_text("\n".join(lines))
    except PaperRefused as refused:
        assert refused.code in ("import_empty", "import_kind")
        return
    check_nothing_is_lost(found)
    importing.to_plain(found)
    importing.outline(found)
    importing.to_paper(found, corrected=True)
    assert importing.choose(found, ()).corrections == found.corrections


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["", "a.txt", "a.docx", "a.pdf", "a.doc"]))
def test_any_bytes(data: bytes, name: str) -> None:
    if data.startswith((b"PK\x03\x04", b"%PDF-")):
        return
    try:
        check_nothing_is_lost(importing.read(data, name))
    except PaperRefused as refused:
        assert refused.code.startswith("import_")
