"""The decision to admit and its resolutions in the cases that differ: consent, readmission, another place."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from phohoa.domain.opinions import OpinionKind, ReasonLeftParty
from phohoa.domain.papers import PaperForm
from phohoa.domain.stages import BasisKind, MoveCode, Stage
from phohoa.extensions import db
from phohoa.models import Branch, ProcessDocument, RegisterEntry, RunEvent, UpperOpinion
from phohoa.services import clock

from .. import factories
from ..harness import check_page

VOTED = clock.today() - timedelta(days=10)
FORM = PaperForm.ADMISSION_DECISION


def _submitted(branch_id: int, *, person: dict[str, Any] | None = None, **more: Any) -> int:
    """Somebody whom the branch has voted on and whose dossier lies with the committee."""
    with factories.writing():
        branch = db.session.get(Branch, branch_id)
        known = {
            "sympathiser_on": date(2025, 2, 5),
            "certificate_on": date(2025, 3, 9),
            "certificate_number": "15/GCN",
            "dossier_started_on": date(2025, 6, 1),
            "branch_resolution_on": VOTED,
            "branch_resolution_number": "05-NQ/CB",
            **more,
        }
        helper = factories.member(branch, "Trần Văn Mẫu")
        run = factories.run(
            branch, "Nguyễn Thị Thử", Stage.SUBMITTED, helper=helper, since=VOTED, person=person, **known
        )
        return run.id


def _answered(run_id: int, branch_id: int, kind: OpinionKind, *, agreed: bool, day: date) -> None:
    with factories.writing():
        db.session.add(
            UpperOpinion(
                run_id=run_id,
                branch_id=branch_id,
                kind=kind,
                asked_on=day - timedelta(days=9),
                asked_number="7-CV/ĐU",
                answered_on=day,
                answer_number="12-CV/TU",
                answered_by="Ban Thường vụ Tỉnh ủy",
                agreed=agreed,
            )
        )


def _previewed(client, run_id: int, form: PaperForm = FORM, **typed: str) -> str:
    url = f"/runs/{run_id}/documents/{form.value}"
    fields = {**client.form(url, url), "signatory": "Người Ký Thử", **typed, "preview": "1"}
    fields["dated"] = fields["dated"] or f"{clock.today():%d/%m/%Y}"
    answer = client.post(url, fields)
    assert answer.status_code == 303, check_page(answer, budget=12_000).text
    return " ".join(client.page(f"{url}/preview", queries=22).text.split())


def _keep(client, run_id: int):
    url = f"/runs/{run_id}/documents/{FORM.value}"
    return client.post(f"{url}/keep", client.form(f"{url}/preview", f"{url}/keep"))


OLD = {"birth_year": clock.today().year - 63}
FORMER = {
    "is_former_member": True,
    "left_party_on": date(2010, 3, 2),
    "left_party_reason": ReasonLeftParty.ASKED_FOR_FAMILY,
}
CONSENTS = [
    (
        "over age",
        OLD,
        {"over_age_consent": True},
        OpinionKind.OVER_AGE,
        "xem xét kết nạp người quá tuổi quy định",
        "Quy định 294-QĐ/TW",
    ),
    (
        "readmission",
        FORMER,
        {"is_readmission": True},
        OpinionKind.READMISSION,
        "đồng ý xem xét kết nạp lại",
        "Quy định 294-QĐ/TW, điểm 3.5",
    ),
]


@pytest.mark.parametrize(
    ("person", "run", "kind", "ground", "citation"),
    [row[1:] for row in CONSENTS],
    ids=[row[0] for row in CONSENTS],
)
def test_a_decision_rests_on_the_answer_that_is_recorded(
    people: SimpleNamespace,
    signed_in,
    person: dict[str, Any],
    run: dict[str, Any],
    kind: OpinionKind,
    ground: str,
    citation: str,
) -> None:
    run_id, client = _submitted(people.first, person=person, **run), signed_in("office")
    assert ground not in _previewed(client, run_id)
    refused = _keep(client, run_id)
    assert refused.status_code == 422
    said = check_page(refused).text
    assert citation in said and "Xin ý kiến cấp trên" in said
    # An answer given after the vote, and one that says no, do not carry the decision either.
    _answered(run_id, people.first, kind, agreed=False, day=VOTED - timedelta(days=40))
    assert _keep(client, run_id).status_code == 422
    assert db.session.query(RegisterEntry).count() == 0, "no number is used"
    day = VOTED - timedelta(days=3)
    _answered(run_id, people.first, kind, agreed=True, day=day)
    shown = _previewed(client, run_id)
    assert "văn bản số 12-CV/TU ngày" in shown and "của Ban Thường vụ Tỉnh ủy đồng ý" in shown
    assert ground in shown
    kept = _keep(client, run_id)
    assert kept.status_code == 303, check_page(kept).text


def test_a_former_member_is_admitted_again_in_words(people: SimpleNamespace, signed_in) -> None:
    run_id = _submitted(people.first, person=FORMER, is_readmission=True)
    shown = _previewed(signed_in("office"), run_id)
    assert "kết nạp lại đảng viên" in shown and "Kết nạp lại quần chúng Nguyễn Thị Thử" in shown


def test_an_answer_given_after_the_vote_comes_too_late(people: SimpleNamespace, signed_in) -> None:
    run_id, client = _submitted(people.first, person=OLD), signed_in("office")
    _answered(run_id, people.first, OpinionKind.OVER_AGE, agreed=True, day=VOTED + timedelta(days=1))
    _previewed(client, run_id)
    assert _keep(client, run_id).status_code == 422


def test_who_moved_after_the_vote_is_admitted_where_he_or_she_is_now(
    people: SimpleNamespace, signed_in
) -> None:
    old = _submitted(people.second)
    with factories.writing():
        before = factories.run(db.session.get(Branch, people.second), "Nguyễn Thị Thử", Stage.MOVED_AWAY)
        before_id = before.id
    assert old != before_id
    run_id = _submitted(people.first, previous_run_id=before_id)
    shown = _previewed(signed_in("office"), run_id)
    assert "đề nghị của Chi bộ Trường Tiểu học Thử Nghiệm tại Nghị quyết số 05-NQ/CB" in shown
    assert (
        "đã chuyển từ Chi bộ Trường Tiểu học Thử Nghiệm đến Chi bộ Tổ dân phố An Thử; "
        "lễ kết nạp tổ chức tại Chi bộ Tổ dân phố An Thử" in shown
    )


def test_a_resolution_says_that_the_vote_did_not_carry(people: SimpleNamespace, signed_in) -> None:
    run_id = _submitted(people.first)
    with factories.writing():
        for _ in range(8):
            factories.member(db.session.get(Branch, people.first))
        db.session.add(
            RunEvent(
                run_id=run_id,
                branch_id=people.first,
                kind="move",
                move=MoveCode.RESOLVE_BRANCH.value,
                from_stage=Stage.DOSSIER,
                to_stage=Stage.DOSSIER,
                happened_on=VOTED,
                entered_at=clock.now(),
                actor_name="Người Thử",
                basis_kind=BasisKind.BRANCH_RESOLUTION,
                basis_number="05-NQ/CB",
                basis_on=VOTED,
                data={
                    "typed": {"called": 9, "present": 9, "in_favour": 5, "against": 4},
                    "failed_vote": True,
                },
                warnings={},
            )
        )
    said = dict.fromkeys(("background", "awareness", "character", "ability", "relations"), "Có cố gắng.")
    people_there = {"chair": "Trần Văn Mẫu", "secretary": "Võ Thị Ghi"}
    shown = _previewed(signed_in("b1"), run_id, PaperForm.BRANCH_ADMISSION, **said, **people_there)
    assert "Số tán thành chưa đạt hai phần ba nên chi bộ chưa đề nghị" in shown
    assert "55,6%" in shown


def test_a_kept_decision_leads_to_the_step_with_its_number_and_day(
    people: SimpleNamespace, signed_in
) -> None:
    run_id, client = _submitted(people.first), signed_in("office")
    index = f"/runs/{run_id}/documents"
    assert "chưa ghi thành bước" not in client.page(index).text
    _previewed(client, run_id)
    assert _keep(client, run_id).status_code == 303
    row = db.session.query(ProcessDocument).one()
    page = client.page(index)
    assert f"số {row.number}: chưa ghi thành bước" in page.text
    (link,) = [a["href"] for a in page.all("a") if "record_decision" in a.get("href", "")]
    fields = client.form(link, f"/runs/{run_id}/moves/record_decision")
    assert (fields["decision_number"], fields["decision_on"]) == (row.number, f"{row.dated:%d/%m/%Y}")
    assert "chưa ghi thành bước" not in signed_in("committee").get(index).get_data(as_text=True)
    odd = client.form(f"/runs/{run_id}/moves/record_decision?decision_number={'9' * 61}&decision_on=x")
    assert (odd["decision_number"], odd["decision_on"]) == ("", "")
