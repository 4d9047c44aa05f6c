"""The pages of the committee's session: the table, deciding both ways, concluding, and what readers see."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from phohoa.domain.proposals import ProposalKind, ProposalOutcome
from phohoa.domain.stages import Stage
from tests.harness import FRAGMENT_BYTES, Client, check_page, compressed
from tests.session_world import (
    decide,
    open_session,
    proposal,
    raise_proposal,
    stage_of,
    ward,
)

__all__ = ["ward"]
SignedIn = Callable[[str], Client]


def whole_form(office: Client, here: str) -> dict[str, object]:
    """The form of the table with what it says of every row, as a browser sends it."""
    fields = office.form(here, f"{here}/decide")
    return fields | {"seen": re.findall(r'name="seen" value="([^"]+)"', office.get(here).text)}


def test_a_session_from_the_list_to_its_conclusion_without_scripts(
    ward: SimpleNamespace, signed_in: SignedIn
) -> None:
    one = raise_proposal(ward, ProposalKind.START, "Mây Thị Hoa")
    two = raise_proposal(ward, ProposalKind.ADD, "Gió Văn Lành")
    office = signed_in("office")
    page = office.page("/sessions")
    assert "Chờ xem xét: 2 đề nghị" in page.text
    added = office.post("/sessions", office.form("/sessions", "/sessions") | {"day": "25/3/2026"})
    assert added.status_code == 303
    here = added.headers["Location"]
    page = office.page(here)
    assert "Mây Thị Hoa" in page.text
    assert "chưa quyết định 2" in page.text
    head = f"{here}/head"
    typed = {
        "chair": "Núi Văn Chủ",
        "secretary": "Sông Thị Ký",
        "called": "15",
        "present": "14",
        "conclusion_number": "12-KL/ĐU",
        "starts_at": "14h",
    }
    office.page(head)
    assert office.post(head, office.form(head, head) | typed).status_code == 303
    line = f"{here}/proposals/{one}"
    office.page(line)
    short = office.post(line, office.form(line, line) | {"outcome": "accepted", "in_favour": "7"})
    assert short.status_code == 422
    assert "chưa đủ để chấp thuận" in check_page(short).text
    assert office.post(line, office.form(line, line) | {"outcome": "accepted"}).status_code == 303
    many = whole_form(office, here)
    ticked = {"p": next(text for text in many["seen"] if text.startswith(f"{two}-")), "outcome": "accepted"}
    assert office.post(f"{here}/decide", many | ticked).status_code == 303
    page = office.page(here)
    assert "đồng ý 2" in page.text
    ask = f"{here}/conclude"
    page = office.page(ask)
    assert "Chuyển sang bước lập hồ sơ" in page.text
    assert stage_of(one) is Stage.START_PROPOSED
    pressed = office.form(ask, ask)
    assert office.post(ask, pressed).status_code == 303
    assert stage_of(one) is Stage.DOSSIER
    # The answer was lost, another word was added, and the same page pressed again.
    assert office.post(ask, pressed | {"quorum_answer": "Đủ số"}).status_code == 303
    assert "đã kết luận từ trước" in office.page(here).text
    page = office.page(here)
    assert "Đã kết luận" in page.text
    assert "Ghi quyết định" not in page.text
    assert "12-KL/ĐU" in page.text


def test_a_row_is_decided_in_the_side_sheet(ward: SimpleNamespace, signed_in: SignedIn) -> None:
    one = raise_proposal(ward, ProposalKind.ADD)
    session_id = open_session(ward)
    office = signed_in("office")
    here = f"/sessions/{session_id}"
    table = office.get(here).text
    assert f'href="{here}/proposals/{one}" hx-get="/_{here}/proposals/{one}"' in table
    assert f'href="/runs/{proposal(one).run_id}"' in table
    panel = office.get(f"/_{here}/proposals/{one}", htmx=True)
    assert panel.status_code == 200
    assert compressed(panel.get_data()) <= FRAGMENT_BYTES
    line = f"{here}/proposals/{one}"
    fields = office.form(line, line) | {"outcome": "returned", "reason": ""}
    wrong = office.post(line, fields, htmx=True)
    assert wrong.status_code == 422
    assert "Lý do" in wrong.text
    assert 'id="decision"' in wrong.text
    done = office.post(line, fields | {"reason": "Bổ sung nhận xét", "command_id": "another"}, htmx=True)
    assert done.status_code == 200
    assert f'id="p-{one}"' in done.text
    assert "Trả lại" in done.text
    assert f'value="{one}-{proposal(one).version}"' in done.text, "the row brings its new version"
    assert proposal(one).outcome is ProposalOutcome.RETURNED


def test_a_late_form_keeps_what_was_typed(ward: SimpleNamespace, signed_in: SignedIn) -> None:
    one = raise_proposal(ward, ProposalKind.ADD)
    session_id = open_session(ward)
    office = signed_in("office")
    line = f"/sessions/{session_id}/proposals/{one}"
    fields = office.form(line, line) | {"outcome": "declined", "reason": "Chưa đủ thời gian"}
    decide(ward, session_id, one)
    late = office.post(line, fields)
    assert late.status_code == 409
    assert "Chưa đủ thời gian" in check_page(late).text
    again = office.form(line, line)
    assert again["outcome"] == "accepted"


def test_several_at_once_name_what_changed_meanwhile(ward: SimpleNamespace, signed_in: SignedIn) -> None:
    one = raise_proposal(ward, ProposalKind.ADD, "Mây Thị Hoa")
    two = raise_proposal(ward, ProposalKind.ADD, "Gió Văn Lành")
    session_id = open_session(ward)
    office = signed_in("office")
    here = f"/sessions/{session_id}"
    form = whole_form(office, here)
    decide(ward, session_id, two, ProposalOutcome.RETURNED)
    answer = office.post(f"{here}/decide", form | {"p": form["seen"], "outcome": "accepted"})
    assert answer.status_code == 409
    assert "Đã có người sửa hoặc rút trong lúc đồng chí làm: Gió Văn Lành" in check_page(answer).text
    assert proposal(one).outcome is ProposalOutcome.ACCEPTED
    assert proposal(two).outcome is ProposalOutcome.RETURNED


@pytest.mark.parametrize("scope", ["kind", "branch"])
def test_all_of_a_kind_or_of_a_branch_at_once(ward: SimpleNamespace, signed_in: SignedIn, scope: str) -> None:
    adds = [raise_proposal(ward, ProposalKind.ADD, f"Mây Thị {name}") for name in ("Hoa", "Lan")]
    other = raise_proposal(ward, ProposalKind.CLASS)
    session_id = open_session(ward)
    office = signed_in("office")
    here = f"/sessions/{session_id}"
    chosen = {"kind": "kind:add", "branch": f"branch:{ward.first}"}[scope]
    form = whole_form(office, here) | {"scope": chosen, "outcome": "accepted"}
    assert office.post(f"{here}/decide", form).status_code == 303
    assert all(proposal(key).outcome is ProposalOutcome.ACCEPTED for key in adds)
    assert (proposal(other).outcome is not None) is (scope == "branch")


def test_nothing_ticked_is_said(ward: SimpleNamespace, signed_in: SignedIn) -> None:
    raise_proposal(ward, ProposalKind.ADD)
    here = f"/sessions/{open_session(ward)}"
    office = signed_in("office")
    answer = office.post(f"{here}/decide", office.form(here, f"{here}/decide"))
    assert answer.status_code == 422
    assert "đánh dấu ít nhất một đề nghị" in check_page(answer).text


@pytest.mark.parametrize("who", ["signatory", "committee"])
def test_the_ward_s_readers_see_the_table_and_cannot_decide(
    ward: SimpleNamespace, signed_in: SignedIn, who: str
) -> None:
    one = raise_proposal(ward, ProposalKind.REMOVE)
    session_id = open_session(ward)
    reader = signed_in(who)
    page = reader.page(f"/sessions/{session_id}")
    assert "Mây Thị Hoa" in page.text
    assert "Không đủ tiêu chuẩn" in page.text
    assert "Chưa đủ điều kiện" not in page.text, "the free words are the branch's and the office's"
    assert "Kết luận phiên" not in page.text
    reader.page(f"/sessions/{session_id}/proposals/{one}")


def test_a_branch_has_no_page_of_the_session(ward: SimpleNamespace, signed_in: SignedIn) -> None:
    session_id = open_session(ward)
    branch = signed_in("b1")
    assert branch.get(f"/sessions/{session_id}").status_code == 403
    assert "Phiên Đảng ủy" not in branch.page("/").text


def test_a_day_that_is_taken_is_told(ward: SimpleNamespace, signed_in: SignedIn) -> None:
    open_session(ward)
    office = signed_in("office")
    answer = office.post("/sessions", office.form("/sessions", "/sessions") | {"day": "25/3/2026"})
    assert answer.status_code == 422
    assert "Đã có ngày họp này" in check_page(answer).text


def test_what_was_opened_leaves_the_calendar_alone(ward: SimpleNamespace, signed_in: SignedIn) -> None:
    session_id = open_session(ward)
    office = signed_in("office")
    url = f"/calendar/sessions/{session_id}"
    answer = office.post(f"{url}/remove", office.form(url, url))
    assert answer.status_code == 422
    assert "đã mở" in answer.text
