"""The page of due dates: parts, filters, the file, and who gets in."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import AccessLine, Branch
from phohoa.services import clock
from phohoa.web.planning.deadlines import GROUP_SHOWN

from .. import factories

TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: factories.at("2026-11-26 09:00"))
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def rows(people: SimpleNamespace) -> SimpleNamespace:
    with factories.writing():
        first, second = db.session.get(Branch, people.first), db.session.get(Branch, people.second)
        resolved = {"branch_resolution_on": date(2026, 9, 3)}
        own = factories.run(first, "Lê Muộn", Stage.SUBMITTED, **resolved)
        other = factories.run(second, "Lê Khác", Stage.DECIDED, decision_on=date(2026, 11, 20))
        return SimpleNamespace(own=own.id, other=other.id)


def test_the_page_shows_day_state_reckoning_and_citation(signed_in, rows: SimpleNamespace) -> None:
    shown = signed_in("b1").page("/deadlines")
    assert "45 ngày làm việc kể từ ngày chi bộ ra nghị quyết 03/09/2026" in shown.text
    assert "Quy định 294-QĐ/TW, điểm 4.3.1; chưa đối chiếu với văn bản mới" in shown.text
    assert "quá hạn" in shown.text
    assert {"late"} <= set(shown.ids)
    links = {a["href"] for a in shown.all("a")}
    assert f"/runs/{rows.own}" in links
    assert f"/runs/{rows.other}" not in links
    assert [a["href"] for a in shown.all("a") if a.get("aria-current") == "page"] == ["/deadlines"]


def test_filters_of_branch_and_kind(signed_in, people: SimpleNamespace, rows: SimpleNamespace) -> None:
    office = signed_in("office")
    one = office.page(f"/deadlines?branch={people.second}&kind=ceremony")
    assert "Lê Khác" in one.text
    assert "Lê Muộn" not in one.text
    assert "Không có thời hạn nào" in office.page("/deadlines?kind=dossier_stale").text
    assert office.get("/deadlines?branch=999999").status_code == 404
    assert "Lê Khác" in office.page("/deadlines?branch=x&kind=nothing").text
    assert signed_in("b1").get(f"/deadlines?branch={people.second}").status_code == 404


def test_the_file_has_the_same_and_leaves_a_trace(
    signed_in, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    answer = signed_in("b1").post("/deadlines.xlsx")
    assert answer.status_code == 200
    sheet = load_workbook(BytesIO(answer.get_data())).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert cells[0][:4] == ["STT", "Hạn", "Tình trạng", "Việc"]
    assert {row[4] for row in cells[1:]} == {"Lê Muộn", "Kỳ xét tháng 10/2026", "Kỳ xét tháng 11/2026"}
    assert [line.what for line in db.session.query(AccessLine)] == ["export"]


def test_many_lines_stay_light_and_say_so(signed_in, people: SimpleNamespace) -> None:
    with factories.writing():
        first = db.session.get(Branch, people.first)
        for number in range(GROUP_SHOWN + 5):
            factories.run(first, f"Lê Văn {number}", Stage.DECIDED, decision_on=date(2026, 11, 20))
    shown = signed_in("office").page("/deadlines", queries=12)
    assert "Còn 5 thời hạn nữa" in shown.text
