"""What was typed and not saved is offered when the form is opened again, and gone when it is saved."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from phohoa.domain.papers import PaperForm
from phohoa.domain.stages import Stage
from phohoa.domain.training import ClassState, NoticeState
from phohoa.extensions import db
from phohoa.models import Branch, FormDraft
from phohoa.services import clock
from tests import factories
from tests.class_world import ClassWorld
from tests.harness import Client
from tests.plan_world import YEAR, World, world
from tests.services.people_at_work import equip
from tests.session_world import TODAY as MEETING_DAY
from tests.session_world import open_session, set_members
from tests.web.test_papers import CONCLUSIONS, one

__all__ = ["one", "world"]
SignedIn = Callable[[str], Client]
NAME = "Mây Thị Dở Dang"
OFFER = "Đồng chí có nội dung chưa lưu"


@pytest.fixture
def run_id(people: SimpleNamespace) -> int:
    with factories.writing():
        branch = db.session.get(Branch, people.first)
        assert branch is not None
        return int(factories.run(branch, "Mây Thị Hoa", Stage.SOURCE).id)


def kept(place: str = "") -> int:
    db.session.rollback()
    found = list(db.session.scalars(select(FormDraft)))
    return len([row for row in found if not place or row.place == place])


def keep(client: Client, place: str, fields: dict[str, str], **more: str) -> int:
    answer = client.post("/drafts", {"place": place, "fields": urlencode(fields), **more})
    return answer.status_code


def test_the_form_offers_it_shows_it_and_saving_throws_it_away(
    signed_in: SignedIn, people: SimpleNamespace, run_id: int
) -> None:
    client, url = signed_in("b1"), f"/runs/{run_id}/edit"
    fields = client.form(url, url) | {"full_name": NAME, "notes": "Viết dở", "main_group": "youth"}
    assert OFFER not in client.get(url).text
    assert keep(client, url, fields) == 200
    page = client.page(url)
    assert OFFER in page.text
    assert NAME not in page.text
    assert any(link.get("href") == url + "?draft=1" for link in page.all("a"))
    restored = client.form(url + "?draft=1", url)
    assert (restored["full_name"], restored["notes"]) == (NAME, "Viết dở")
    assert restored["command_id"] == fields["command_id"], "saving it twice stays one save"
    client.page(url + "?draft=1")
    assert client.post(url, restored).status_code == 303
    assert kept() == 0
    assert NAME in client.get(url).text
    assert OFFER not in client.get(url).text


def test_a_draft_of_an_older_version_still_shows_both_texts(
    signed_in: SignedIn, people: SimpleNamespace, run_id: int
) -> None:
    client, url = signed_in("b1"), f"/runs/{run_id}/edit"
    mine = client.form(url, url) | {"occupation": "Thợ hàn", "main_group": "youth"}
    keep(client, url, mine)
    office = signed_in("office")
    office.post(url, office.form(url, url) | {"occupation": "Thợ điện", "main_group": "youth"})
    answer = client.post(url, client.form(url + "?draft=1", url))
    assert answer.status_code == 409
    assert "Thợ hàn" in answer.text
    assert "Thợ điện" in answer.text


def test_it_is_thrown_away_without_scripts(signed_in: SignedIn, people: SimpleNamespace, run_id: int) -> None:
    client, url = signed_in("b1"), f"/runs/{run_id}/edit"
    keep(client, url, {"full_name": NAME})
    answer = client.post("/drafts/drop", client.form(url, "/drafts/drop"))
    assert (answer.status_code, answer.headers["Location"]) == (303, url)
    assert kept() == 0


def test_dropping_leads_to_no_other_site(signed_in: SignedIn, people: SimpleNamespace) -> None:
    answer = signed_in("b1").post("/drafts/drop", {"place": "//evil.example/"})
    assert answer.headers["Location"] == "/"


def test_a_new_person_and_a_move_are_kept_as_well(
    signed_in: SignedIn, people: SimpleNamespace, run_id: int
) -> None:
    client, url = signed_in("b1"), f"/branches/{people.first}/people/new"
    keep(client, url, client.form(url, url) | {"full_name": NAME})
    assert client.form(url + "?draft=1", url)["full_name"] == NAME
    move = f"/runs/{run_id}/moves/add_sympathiser"
    keep(client, move, {"basis_number": "12-NQ/CB", "answer-x": "vì"})
    assert OFFER in client.get(move).text
    assert client.form(move + "?draft=1", move)["basis_number"] == "12-NQ/CB"
    panel = client.get("/_" + move, htmx=True).text
    assert OFFER in panel
    assert move + "?draft=1" in panel


def test_nobody_else_is_offered_it(signed_in: SignedIn, people: SimpleNamespace, run_id: int) -> None:
    url = f"/runs/{run_id}/edit"
    keep(signed_in("b1"), url, {"full_name": NAME})
    office = signed_in("office")
    assert OFFER not in office.get(url).text
    assert NAME not in office.get(url + "?draft=1").text
    office.post("/drafts/drop", {"place": url})
    assert kept(url) == 1


def test_a_page_of_another_account_keeps_nothing(signed_in: SignedIn, people: SimpleNamespace) -> None:
    client = signed_in("b1")
    assert keep(client, "/runs/1/edit", {"full_name": NAME}, as_user=str(people.b2)) == 409
    assert kept() == 0


def comes_back(client: Client, url: str, typed: dict[str, str]) -> dict[str, str]:
    """Type into the form of a page, leave it, come back: it is offered, and shown as it was typed."""
    fields = client.form(url, url) | typed
    assert keep(client, url, fields) == 200
    page = client.page(url)
    assert OFFER in page.text
    assert 'name="line"' in client.get(url).text
    client.page(url + "?draft=1")
    back: dict[str, str] = client.form(url + "?draft=1", url)
    assert {name: back[name] for name in typed} == typed
    assert (back["command_id"], back["version"]) == (fields["command_id"], fields["version"])
    return back


def is_saved(client: Client, url: str, fields: dict[str, str]) -> None:
    """Saving takes the draft along, and the page has what was saved."""
    answer = client.post(url, fields)
    assert answer.status_code == 303, answer.text
    assert kept() == 0
    assert OFFER not in client.get(url).text


def test_head_and_allocation_of_a_plan_come_back(
    signed_in: SignedIn, people: SimpleNamespace, world: World
) -> None:
    office = signed_in("office")
    made = office.post("/plans", office.form("/plans", "/plans") | {"year": str(YEAR)})
    plan = made.headers["Location"]
    head = {"subject": "phát triển đảng viên, viết dở", "recipients": "Các chi bộ trực thuộc", "dated": "5/1"}
    back = comes_back(office, f"{plan}/head", head)
    assert office.post(f"{plan}/head", back).status_code == 422
    assert kept(f"{plan}/head") == 1, "what is refused is kept"
    is_saved(office, f"{plan}/head", back | {"dated": f"05/01/{YEAR}"})
    assert head["subject"] in office.get(f"{plan}/head").text
    numbers = {f"b{people.first}": "7", f"a{people.farmers}": "2"}
    is_saved(office, f"{plan}/allocation", comes_back(office, f"{plan}/allocation", numbers))
    assert office.form(f"{plan}/allocation", f"{plan}/allocation")[f"b{people.first}"] == "7"


def test_the_head_of_a_session_comes_back(signed_in: SignedIn, people: SimpleNamespace) -> None:
    with clock.pretend(factories.at(MEETING_DAY)):
        ward = equip(people)
        set_members()
        office = signed_in("office")
        url = f"/sessions/{open_session(ward)}/head"
        typed = {"chair": "Núi Văn Chủ Trì", "discussion": "Ý thứ nhất\nÝ thứ hai", "present": "15"}
        typed |= {"vote_form": "ballot", "signatory_id": str(people.signatory)}
        is_saved(office, url, comes_back(office, url, typed))
        assert office.form(url, url)["discussion"].split() == ["Ý", "thứ", "nhất", "Ý", "thứ", "hai"]


def test_a_paper_of_the_process_comes_back_beside_its_own_draft(
    signed_in: SignedIn, one: SimpleNamespace
) -> None:
    office = signed_in("office")
    url = f"/runs/{one.run}/documents/{PaperForm.BRANCH_ADMISSION.value}"
    is_saved(office, url, comes_back(office, url, {"background": "Lịch sử gia đình, viết dở."}))
    again = comes_back(office, url, CONCLUSIONS | {"secretary": "Võ Thị Ghi"})
    answer = office.post(url, again | {"preview": "1"}, htmx=True)
    assert answer.status_code == 200, answer.text
    assert answer.headers["HX-Redirect"].startswith(f"{url}/preview"), (
        "a page of its own, not inside the form"
    )
    assert CONCLUSIONS["awareness"] in office.get(f"{url}/preview").text
    assert kept() == 0


def test_a_class_notice_comes_back(signed_in: SignedIn, people: SimpleNamespace) -> None:
    ward = ClassWorld(people)
    ward.new_class(
        state=ClassState.PLANNED,
        notice_state=NoticeState.DRAFT,
        starts_on=clock.today() + timedelta(days=9),
    )
    office, url = signed_in("office"), f"/classes/{ward.class_id}/notice/edit"
    typed = {"text": "Học viên mang theo sổ.\nKinh phí do phường chi.", "recipients": "Các chi bộ thử"}
    typed |= {"signatory_id": str(people.signatory)}
    is_saved(office, url, comes_back(office, url, typed))


def test_somebody_from_outside_comes_back_half_entered(signed_in: SignedIn, people: SimpleNamespace) -> None:
    url = f"/branches/{people.first}/people/arrived"
    comes_back(signed_in("b1"), url, {"full_name": NAME, "from_place": "Chi bộ Thử, phường Bên"})


def test_results_of_a_class_come_back_and_say_who_has_one_by_now(
    signed_in: SignedIn, people: SimpleNamespace
) -> None:
    ward = ClassWorld(people)
    ward.new_class(state=ClassState.DECIDED)
    a, b = ward.sent("Thử An", "Thử Bình")
    office, url = signed_in("office"), f"/classes/{ward.class_id}/results"
    typed = {f"n{a}": "15/GCN", f"d{a}": "5", f"r{b}": "absent", f"x{b}": "Ốm, viết dở", "issued_on": "3/2"}
    comes_back(office, url, typed)
    other = signed_in("office")
    theirs = other.form(url, url) | {f"n{a}": "15/GCN", "issued_on": f"{clock.today():%d/%m/%Y}"}
    del theirs["keep"]  # as from the page of an Excel file, which is no draft's
    assert other.post(url, theirs).status_code == 303
    page = office.page(url + "?draft=1")
    assert "kết quả của Thử An đã được ghi" in page.text
    back = office.form(url + "?draft=1", url)
    assert (back[f"x{b}"], f"n{a}" in back) == ("Ốm, viết dở", False)
    is_saved(office, url, back | {"issued_on": ""})
    assert "Ốm, viết dở" in office.get(url).text


@pytest.mark.parametrize("fields", [{}, {f"f{n}": "x" for n in range(2001)}])
def test_what_is_no_form_is_left_aside(
    signed_in: SignedIn, people: SimpleNamespace, fields: dict[str, str]
) -> None:
    assert keep(signed_in("b1"), "/runs/1/edit", fields) == 200
    assert kept() == 0


def test_too_much_is_refused_in_words(signed_in: SignedIn, people: SimpleNamespace) -> None:
    client = signed_in("b1")
    assert keep(client, "/runs/1/edit", {"notes": "x" * 66_000}) == 422
    assert kept() == 0


def test_looking_writes_nothing_and_names_nobody_in_the_address(
    signed_in: SignedIn, people: SimpleNamespace, run_id: int
) -> None:
    client, url = signed_in("b1"), f"/runs/{run_id}/edit"
    keep(client, url, {"full_name": NAME})
    for _ in range(2):
        assert NAME in client.get(url + "?draft=1").text
    assert kept(url) == 1


def test_the_key_stands_only_on_pages_that_keep_something(
    signed_in: SignedIn, people: SimpleNamespace, run_id: int
) -> None:
    client = signed_in("b1")
    assert 'name="line"' in client.get(f"/runs/{run_id}/edit").text
    for url in ("/help", "/account/sessions", f"/runs/{run_id}/moves"):
        assert 'name="line"' not in client.get(url).text
