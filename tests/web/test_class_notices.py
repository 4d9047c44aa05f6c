"""The way of a notice over the pages: written and presented by the office, returned, signed and issued."""

from datetime import timedelta
from typing import Any

from phohoa.domain.training import ClassState, NoticeState
from phohoa.services import clock
from tests.class_world import ClassWorld, ward
from tests.harness import check_page
from tests.plan_world import PASSPHRASE, World, signing, world

__all__ = ["signing", "ward", "world"]


def test_from_the_first_word_to_the_signed_notice(signing: World, ward: ClassWorld, signed_in: Any) -> None:
    office, signatory = signed_in("office"), signed_in("signatory")
    start = clock.today() + timedelta(days=9)
    ward.new_class(state=ClassState.PLANNED, notice_state=NoticeState.DRAFT, starts_on=start)
    at = f"/classes/{ward.class_id}"
    assert "Chưa chọn người ký thông báo." in office.page(at).text
    form = office.form(f"{at}/notice/edit", f"{at}/notice/edit")
    wrong = office.post(f"{at}/notice/edit", {**form, "recipients": "", "text": "Mang theo vở."})
    assert wrong.status_code == 422
    assert "Mang theo vở." in wrong.text
    check_page(wrong)
    chosen = {"signatory_id": str(ward.ids.signatory), "recipients": "Các chi bộ\nLưu Văn phòng Đảng ủy"}
    filled = {**form, **chosen, "text": "Mang theo vở."}
    assert office.post(f"{at}/notice/edit", filled).status_code == 303
    late = office.post(f"{at}/notice/edit", {**filled, "command_id": "other", "text": "Nội dung muộn."})
    assert late.status_code == 409
    assert "Nội dung muộn." in late.text
    edit_class = office.form(f"{at}/edit", f"{at}/edit")
    nominate = {"nominate_by": f"{start - timedelta(days=2):%d/%m/%Y}"}
    assert office.post(f"{at}/edit", {**edit_class, **nominate}).status_code == 303
    assert "Mang theo vở." in office.page(f"{at}/notice").text
    submit = office.form(at, f"{at}/notice/submit")
    assert office.post(f"{at}/notice/submit", submit).status_code == 303
    assert "chờ đồng chí ký" in signatory.page(at).text
    back = signatory.form(f"{at}/notice/return", f"{at}/notice/return")
    assert signatory.post(f"{at}/notice/return", {**back, "reason": ""}).status_code == 422
    assert signatory.post(f"{at}/notice/return", {**back, "reason": "Ghi rõ giờ."}).status_code == 303
    assert "Ghi rõ giờ." in office.page(at).text
    submit = office.form(at, f"{at}/notice/submit")
    assert office.post(f"{at}/notice/submit", submit).status_code == 303
    issue = signatory.form(f"{at}/notice/issue", f"{at}/notice/issue")
    wrong = signatory.post(f"{at}/notice/issue", {**issue, "passphrase": "sai rồi"})
    assert wrong.status_code == 422
    assert "Mật khẩu của khóa ký số" in wrong.text
    assert "sai rồi" not in wrong.text
    done = signatory.post(f"{at}/notice/issue", {**issue, "passphrase": PASSPHRASE})
    assert done.status_code == 303
    assert ward.row().state is ClassState.ANNOUNCED
    branch = signed_in("b1")
    assert "số 01-TB/ĐU" in branch.page(at).text
    assert branch.get(done.headers["Location"]).status_code == 200
    assert branch.get(f"{at}/notice").status_code == 404
    replace = office.form(at, f"{at}/notice/replace")
    assert office.post(f"{at}/notice/replace", replace).status_code == 303
    record = office.form(f"{at}/notice/record", f"{at}/notice/record")
    assert office.post(f"{at}/notice/record", {**record, "notice_number": ""}).status_code == 422
    typed = {"notice_number": "7-TB/TU", "notice_on": f"{clock.today():%d/%m/%Y}", "notice_issuer": "Tỉnh ủy"}
    assert office.post(f"{at}/notice/record", {**record, **typed}).status_code == 303
    assert "số 7-TB/TU" in branch.page(at).text
