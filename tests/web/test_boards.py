"""The boards in the browser: what stands there, what it weighs, who sees what."""

from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import openpyxl
import pytest

from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import AccessLine, Branch, TrackingRun
from phohoa.services import clock

from .. import factories
from ..harness import FRAGMENT_BYTES, Document, check_page, compressed
from .people_of import fill_board, name_of


@pytest.fixture
def forty(people: SimpleNamespace) -> SimpleNamespace:
    """Forty people in the first branch, three in the second."""
    with factories.writing():
        first, second = db.session.get(Branch, people.first), db.session.get(Branch, people.second)
        people.runs = [run.id for run in fill_board(first, 40, clock.today())]
        people.others = [run.id for run in fill_board(second, 3, clock.today(), first=100)]
        people.helper = factories.member(first, "Lê Văn Giúp").id
    return people


def cards(page: Document) -> int:
    return sum("card" in tag.get("class", "").split() for tag in page.all("li"))


def test_a_board_of_forty_cards_is_light_and_asks_the_database_little(
    forty: SimpleNamespace, signed_in
) -> None:
    page = signed_in("b1").page(f"/branches/{forty.first}/board", budget=8 * 1024, queries=12)
    assert cards(page) == 40
    assert all(name_of(number) in page.text for number in range(40))
    assert name_of(100) not in page.text


def test_the_board_of_the_ward_stays_light_with_many_people(forty: SimpleNamespace, signed_in) -> None:
    with factories.writing():
        fill_board(db.session.get(Branch, forty.second), 110, clock.today(), first=200)
    page = signed_in("office").page("/board", budget=8 * 1024, queries=12)
    assert 30 < cards(page) <= 42, "each column begins with its most urgent six"
    assert "Đang theo dõi 153 người" in page.text
    assert any("column=sympathiser" in link.get("href", "") for link in page.all("a"))


def test_another_branchs_board_is_not_found(forty: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    assert client.get(f"/branches/{forty.second}/board").status_code == 404
    assert client.get("/branches/99999/board").status_code == 404
    assert client.post(f"/branches/{forty.second}/board.xlsx").status_code == 404
    assert client.get(f"/branches/{forty.second}/ended").status_code == 404


def test_everybody_is_sent_to_the_board_that_is_theirs(forty: SimpleNamespace, signed_in) -> None:
    assert signed_in("b2").get("/board").headers["Location"] == f"/branches/{forty.second}/board"
    choice = signed_in("b1").page("/board")
    hrefs = {link.get("href") for link in choice.all("a")}
    assert {f"/branches/{forty.first}/board", f"/branches/{forty.practice}/board"} <= hrefs
    assert signed_in("admin").get("/board").status_code == 403
    assert signed_in("mass-org").get("/board").status_code == 403


def test_readers_get_no_buttons_that_change_something(forty: SimpleNamespace, signed_in) -> None:
    page = signed_in("committee").page("/board")
    assert "Chuyển bước" not in page.text
    assert "Giới thiệu quần chúng" not in page.text


FILTERS = [
    ("?stage=submitted", 1),
    ("?group=women", sum(number % 14 == 1 for number in range(40))),
    ("?helper=none", 12),
    ("?stage=nonsense&due=&branch=x", 40),
]


@pytest.mark.parametrize(("query", "count"), FILTERS, ids=[f[0] for f in FILTERS])
def test_filters_stand_in_the_address(forty: SimpleNamespace, signed_in, query: str, count: int) -> None:
    assert cards(signed_in("b1").page(f"/branches/{forty.first}/board{query}")) == count


def test_a_name_is_looked_for_without_standing_in_the_address(forty: SimpleNamespace, signed_in) -> None:
    url = f"/branches/{forty.first}/board"
    page = check_page(signed_in("b1").post(url, {"text": "tran huu"}))
    names = {name_of(n) for n in range(40) if "Trần" in name_of(n) and "Hữu" in name_of(n)}
    assert cards(page) == len(names)
    nobody = check_page(signed_in("b1").post(url, {"text": "khong co ai"}))
    assert "Không có ai khớp" in nobody.text


def test_the_excel_file_is_what_is_seen_and_is_noted(forty: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    response = client.post(f"/branches/{forty.first}/board.xlsx?stage=class_done", {"text": ""})
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].isascii()
    sheet = openpyxl.load_workbook(BytesIO(response.get_data())).active
    rows = list(sheet.iter_rows(min_row=4))
    seen = [row[1].value for row in rows[1:]]
    assert [cell.value for cell in rows[0]][:3] == ["STT", "Họ và tên", "Ngày, năm sinh"]
    assert len(seen) == 6
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in filled} == {"s"}, "every cell is text: no number loses its zero"
    noted = db.session.query(AccessLine).filter_by(what="export").count()
    assert noted == 6


def test_ended_runs_have_a_list_of_their_own(forty: SimpleNamespace, signed_in) -> None:
    with factories.writing():
        run = db.session.get(TrackingRun, forty.runs[0])
        run.stage, run.closed_on = Stage.LEFT, clock.today() - timedelta(days=3)
    client = signed_in("b1")
    assert name_of(0) not in client.page(f"/branches/{forty.first}/board").text
    ended = client.page(f"/branches/{forty.first}/ended")
    assert name_of(0) in ended.text
    assert "Đưa ra khỏi danh sách" in ended.text


# --- the search of the head bar ----------------------------------------------------------------------------


def test_the_search_reaches_as_far_as_the_role(forty: SimpleNamespace, signed_in) -> None:
    office = check_page(signed_in("office").post("/search", {"q": name_of(100)}))
    assert name_of(100) in {text for text in [name_of(100)] if text in office.text}
    own = check_page(signed_in("b1").post("/search", {"q": name_of(100)}))
    assert "Không tìm thấy ai" in own.text
    assert signed_in("mass-org").post("/search", {"q": "a"}).status_code == 403
    assert "role" not in [tag for tag in signed_in("admin").page("/").all("form") if "search" in tag.values()]


# --- moving a card -----------------------------------------------------------------------------------------


def fields_of(client, run_id: int, code: str) -> dict[str, str]:
    return client.form(f"/runs/{run_id}/moves/{code}", f"/runs/{run_id}/moves/{code}")


def ready(client, forty: SimpleNamespace, run_id: int) -> dict[str, str]:
    today = clock.today().strftime("%d/%m/%Y")
    typed = {"happened_on": today, "basis_number": "11-NQ/CB", "helper": str(forty.helper)}
    return {**fields_of(client, run_id, "add_sympathiser"), **typed}


def test_a_move_answers_with_the_moved_card_alone(forty: SimpleNamespace, signed_in) -> None:
    client, run_id = signed_in("b1"), forty.runs[0]
    response = client.post(f"/_/runs/{run_id}/moves/add_sympathiser", ready(client, forty, run_id), htmx=True)
    html = response.get_data(as_text=True)
    assert response.status_code == 200, html
    size = compressed(response.get_data())
    assert size <= FRAGMENT_BYTES, f"{size} bytes compressed"
    for part in (
        f'hx-target="#card-{run_id}" hx-swap="delete"',
        'hx-target="#in-sympathiser" hx-swap="afterbegin"',
        'hx-target="#n-source" hx-swap="innerHTML">6<',
        'hx-target="#n-sympathiser" hx-swap="innerHTML">11<',
        "Hoàn tác",
    ):
        assert part in html
    assert "<html" not in html


def test_without_scripts_a_move_leads_back_to_the_board_with_the_button(
    forty: SimpleNamespace, signed_in
) -> None:
    client, run_id = signed_in("b1"), forty.runs[0]
    response = client.post(f"/runs/{run_id}/moves/add_sympathiser", ready(client, forty, run_id))
    assert response.status_code == 303
    place = response.headers["Location"]
    assert place.startswith(f"/branches/{forty.first}/board?moved=")
    board = client.page(place, queries=15)
    assert "Nay ở giai đoạn “Cảm tình Đảng”" in board.text
    undo = client.form(place, f"/runs/{run_id}/undo")
    back = client.post(f"/runs/{run_id}/undo", undo)
    assert back.status_code == 303
    assert "Đã hoàn tác" in client.page(back.headers["Location"]).text
    assert db.session.get(TrackingRun, run_id).stage is Stage.SOURCE


def test_the_undo_of_a_card_is_a_small_answer_too(forty: SimpleNamespace, signed_in) -> None:
    client, run_id = signed_in("b1"), forty.runs[0]
    moved = client.post(f"/_/runs/{run_id}/moves/add_sympathiser", ready(client, forty, run_id), htmx=True)
    html = moved.get_data(as_text=True)
    event = html.split('name="event_id" value="')[1].split('"')[0]
    back = f"/branches/{forty.first}/board"
    undone = client.post(f"/runs/{run_id}/undo", {"event_id": event, "back": back}, htmx=True)
    assert undone.status_code == 200
    assert compressed(undone.get_data()) <= FRAGMENT_BYTES
    assert 'hx-target="#in-source" hx-swap="afterbegin"' in undone.get_data(as_text=True)


def test_the_office_comes_back_to_the_filtered_board_of_the_ward(forty: SimpleNamespace, signed_in) -> None:
    client = signed_in("office")
    run_id = forty.runs[17]
    back = "/board?stage=class_proposed"
    today = clock.today().strftime("%d/%m/%Y")
    url = f"/runs/{run_id}/moves/record_certificate"
    fields = {
        **client.form(f"{url}?back=%2Fboard%3Fstage%3Dclass_proposed", url),
        "certificate_number": "15/GCN",
        "certificate_on": today,
        "certificate_issuer": "Trung tâm chính trị thử",
        "answer-class_list_missing": "Đã gửi qua Văn phòng.",
    }
    assert fields["back"] == back
    response = client.post(url, fields)
    assert response.headers["Location"].startswith(back + "&moved=")
    html = client.post(f"/runs/{run_id}/undo", {"event_id": "1", "back": "https://example.org/"}, htmx=True)
    assert html.status_code in (200, 422)
    assert "example.org" not in html.get_data(as_text=True)
