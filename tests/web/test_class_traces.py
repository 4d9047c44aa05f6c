"""What a class leaves on other pages: the first page, the page of the person, the form of the move."""

from datetime import timedelta
from typing import Any

from phohoa.domain.training import ClassState, NominationState, NoticeState
from phohoa.services import class_nominations, clock
from tests.class_world import ClassWorld, ward

__all__ = ["ward"]
TODAY = clock.today()


def test_each_role_is_told_on_its_first_page_what_a_class_asks(ward: ClassWorld, signed_in: Any) -> None:
    ahead = TODAY + timedelta(days=30)
    ward.new_class(starts_on=ahead, nominate_by=TODAY)
    branch, office, signatory = signed_in("b1"), signed_in("office"), signed_in("signatory")
    assert "Đã có thông báo mở lớp bồi dưỡng" in branch.page("/").text
    assert "Chốt danh sách cử đi học" not in office.page("/").text
    ward.new_class(starts_on=ahead, nominate_by=TODAY - timedelta(days=1), name="Lớp Hết Hạn")
    assert "Lớp Hết Hạn. Hạn chi bộ gửi danh sách đã qua" in office.page("/").text
    ward.sent("Thử An")
    ward.new_class(name="Lớp Chờ Kết Quả")
    ward.sent("Thử Bình")
    assert "Nhập kết quả lớp bồi dưỡng" in office.page("/").text
    waiting = {"state": ClassState.PLANNED, "notice_state": NoticeState.SUBMITTED}
    ward.new_class(**waiting, signatory_id=ward.ids.office, name="Lớp Người Khác Ký")
    assert "Thông báo mở lớp chờ ký" not in signatory.page("/").text
    ward.new_class(**waiting, signatory_id=ward.ids.signatory, name="Lớp Chờ Ký")
    assert "Lớp Chờ Ký." in signatory.page("/").text
    back = {"state": ClassState.PLANNED, "notice_state": NoticeState.RETURNED, "return_reason": "Ghi rõ giờ."}
    ward.new_class(**back)
    assert "Lãnh đạo ghi: Ghi rõ giờ." in office.page("/").text


def test_the_persons_page_tells_a_branch_a_decision_only_when_the_list_is_settled(
    ward: ClassWorld, signed_in: Any
) -> None:
    run_id = ward.person("Thử An")
    decide = class_nominations.decide_line
    decide(ward.caller("office"), ward.class_id, run_id, 0, NominationState.DECLINED, "Cần bồi dưỡng thêm.")
    branch, office = signed_in("b1"), signed_in("office")
    assert "Cần bồi dưỡng thêm." in office.page(f"/runs/{run_id}").text
    shown = branch.page(f"/runs/{run_id}").text
    assert "Chi bộ đề nghị" in shown
    assert "Cần bồi dưỡng thêm." not in shown
    ward.sent("Thử Bình")
    assert "Cần bồi dưỡng thêm." in branch.page(f"/runs/{run_id}").text


def test_the_form_of_the_certificate_begins_with_the_list_of_the_class(
    ward: ClassWorld, signed_in: Any
) -> None:
    (run_id,) = ward.sent("Thử An")
    other = ward.person("Thử Bình")
    office = signed_in("office")
    url = f"/runs/{run_id}/moves/record_certificate"
    form = office.form(url, url)
    assert (form["basis_number"], form["certificate_issuer"]) == (
        "12-CV/ĐU",
        "Trung tâm chính trị thử nghiệm",
    )
    url = f"/runs/{other}/moves/record_certificate"
    assert office.form(url, url)["basis_number"] == ""


def test_the_form_of_the_certificate_refuses_another_persons_number(ward: ClassWorld, signed_in: Any) -> None:
    bearer = {"certificate_number": "15/GCN", "certificate_on": TODAY}
    ward.person("Thử Có Rồi", "second", **bearer)
    (run_id,) = ward.sent("Thử An")
    office = signed_in("office")
    url = f"/runs/{run_id}/moves/record_certificate"
    typed = {"certificate_number": "15 - gcn", "certificate_on": f"{TODAY:%d/%m/%Y}"}
    answer = office.post(url, {**office.form(url, url), **typed})
    assert answer.status_code == 422
    assert "Số giấy chứng nhận 15 - gcn đã ghi cho Thử Có Rồi (" in answer.text
    assert "15 - gcn" in answer.text
