"""Which section of last year's plan answers to which of this year's."""

from phohoa.domain.plan_matching import Part, pairs_of

BODY = "mỗi chi bộ rà soát quần chúng ưu tú và phân công đảng viên chính thức giúp đỡ từng người"


def part(key: int, heading: str, body: str = "", kind: str = "text", level: int = 2) -> Part:
    return Part(key, kind, level, heading, body)


def test_sections_answer_by_role_by_heading_and_by_what_they_say() -> None:
    before = [
        part(1, "Căn cứ", "a", "bases", 0),
        part(2, "MỤC ĐÍCH", level=1),
        part(3, "Chỉ tiêu năm 2025"),
        part(4, "Tạo nguồn", BODY),
        part(5, "Một mục không còn"),
        part(6, "Lời kết", "z", "closing", 0),
    ]
    after = [
        part(11, "Các căn cứ", "b", "bases", 0),
        part(12, "Mục đích", level=1),
        part(14, "Phát hiện, bồi dưỡng", BODY + " trong quý I"),
        part(13, "Chỉ tiêu năm 2026"),
        part(15, "Một mục hẳn là mới"),
        part(16, "Kết", "z", "closing", 0),
    ]
    found = [(p.before and p.before.key, p.after and p.after.key) for p in pairs_of(before, after, "text")]
    assert set(found) == {(1, 11), (2, 12), (4, 14), (3, 13), (None, 15), (5, None), (6, 16)}
    assert [new for _, new in found if new] == [11, 12, 14, 13, 15, 16], "in the order of the newer plan"
    assert found.index((5, None)) > found.index((3, 13)), "what is gone stands where it was"


def test_nothing_is_left_out_when_nothing_fits() -> None:
    found = pairs_of([part(1, "Một")], [part(2, "Hai")], "text")
    assert {(p.before and p.before.key, p.after and p.after.key) for p in found} == {(1, None), (None, 2)}
