"""Signed copies of the papers of the committee's session, in the browser: brought, opened, withdrawn."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from phohoa.domain.proposals import ProposalKind, ProposalOutcome, SessionPaper
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import AccessLine, AuditRow, Person, SessionFile
from tests.harness import Client, check_page
from tests.services.people_at_work import day, new_run
from tests.session_world import conclude, decide, open_session, raise_proposal, ward

__all__ = ["ward"]
SignedIn = Callable[[str], Client]
MINUTES, NOTICE, LIST = SessionPaper


@pytest.fixture
def session_id(ward: SimpleNamespace) -> int:
    """An open session: one taken onto the list, one sent back, one for later, one there from before."""
    session_id = open_session(ward)
    new_run(ward, Stage.SYMPATHISER, person={"full_name": "Nắng Thị Ấm"}, sympathiser_on=day("2026-01-05"))
    new_run(ward, Stage.SOURCE, person={"full_name": "Mưa Văn Rào"})
    decide(ward, session_id, raise_proposal(ward, ProposalKind.ADD, "Mây Thị Hoa"))
    sent_back = raise_proposal(ward, ProposalKind.ADD, "Gió Văn Lành")
    decide(ward, session_id, sent_back, ProposalOutcome.RETURNED, reason="Chưa đủ hồ sơ theo dõi")
    raise_proposal(ward, ProposalKind.ADD, "Suối Văn Đợi")
    return session_id


@pytest.fixture
def concluded(ward: SimpleNamespace, session_id: int) -> int:
    conclude(ward, session_id)
    return session_id


def folder(app: Flask) -> Path:
    return app.extensions["phohoa"].settings.attachment_dir


def picture(width: int = 40) -> bytes:
    data = BytesIO()
    Image.new("L", (width, 60), 250).save(data, "PNG")
    return data.getvalue()


def bring(
    client: Client, session_id: int, data: bytes, name: str = "ky.png", paper: SessionPaper = MINUTES
) -> Any:
    page = f"/sessions/{session_id}/papers"
    fields = client.form(page, f"{page}/{paper.value}")
    return client.post(f"{page}/{paper.value}", fields | {"file": (BytesIO(data), name)})


def opened() -> list[str]:
    """Whose names stand in the access log because of a copy: by press, those of one press in order."""
    db.session.rollback()
    rows = db.session.query(AccessLine.id, Person.full_name).join(Person, AccessLine.person_id == Person.id)
    found = [name for _, name in rows.filter(AccessLine.what == "session_copy").order_by(AccessLine.id)]
    return sorted(found[:2]) + sorted(found[2:])


def test_a_copy_is_brought_shown_opened_and_withdrawn(
    app: Flask, ward: SimpleNamespace, concluded: int, signed_in: SignedIn
) -> None:
    office, here = signed_in("office"), f"/sessions/{concluded}"
    page = office.page(f"{here}/papers")
    assert page.text.count("Chưa có bản ký.") == 3
    assert bring(office, concluded, picture(), "Biên bản của Hoa.png").status_code == 303
    (kept,) = list(folder(app).iterdir())
    assert b"PNG" not in kept.read_bytes(), "it lies encrypted"
    for client in (office, signed_in("committee"), signed_in("signatory")):
        shown = client.page(here)
        assert "Tải bản ký 1" in shown.text
        assert "27/03/2026" in shown.text.split("Tải bản ký 1")[1][:120], "when"
        assert ward.office_caller.actor.full_name in shown.text.split("Tải bản ký 1")[1][:160], "who"
        answer = client.get("/session-files/1")
        assert answer.data == picture()
        wanted = f'attachment; filename="ban-ky-phien-{concluded}-minutes-1.png"'
        assert answer.headers["Content-Disposition"] == wanted
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    ask = "/session-files/1/remove"
    assert ask in {a.get("href") for a in office.page(f"{here}/papers").all("a")}
    office.page(ask)
    fields = office.form(ask, ask)
    assert office.post(ask, fields).status_code == 422
    assert office.post(ask, fields | {"reason": "Quét thiếu trang cuối"}).status_code == 303
    assert office.get("/session-files/1").status_code == 404
    assert list(folder(app).iterdir()) == []
    assert bring(office, concluded, picture(50)).status_code == 303
    page = signed_in("committee").page(f"{here}/papers")
    assert "Tải bản ký 1" in page.text and "Tải bản ký 2" not in page.text
    assert "Đã gỡ (1)" in page.text
    history = page.text.split("Đã gỡ (1)")[1]
    assert "Quét thiếu trang cuối" in history
    assert history.count(ward.office_caller.actor.full_name) == 2, "who brought it and who removed it"
    db.session.rollback()
    told = db.session.query(AuditRow).filter_by(entity="session_file").order_by(AuditRow.seq).all()
    assert [(row.action, row.entity_id) for row in told] == [
        ("ward_session:edit", "1"),
        ("ward_session:edit", "1"),
        ("ward_session:edit", "2"),
    ]
    assert "Quét thiếu" not in told[1].data, "free words go in as a digest"


def test_who_opened_it_stands_with_each_person_whom_the_paper_names(
    ward: SimpleNamespace, concluded: int, signed_in: SignedIn
) -> None:
    office, committee = signed_in("office"), signed_in("committee")
    for paper in (NOTICE, MINUTES, LIST):
        assert bring(office, concluded, picture(), paper=paper).status_code == 303
    assert committee.get("/session-files/1").status_code == 200
    assert opened() == [], "the notice names nobody"
    committee.get("/session-files/2")
    assert opened() == ["Gió Văn Lành", "Mây Thị Hoa"], "on whom the session decided"
    committee.get("/session-files/3")
    assert opened()[2:] == ["Mây Thị Hoa", "Nắng Thị Ấm"], "who stands on the list"
    said = office.page("/access-log").text
    assert "Mở bản ký của phiên họp Đảng ủy" in said


def test_the_log_names_who_stood_on_the_list_when_it_was_drawn(
    ward: SimpleNamespace, signed_in: SignedIn
) -> None:
    """The session was held on the 25th and concluded on the 27th."""
    session_id = open_session(ward)
    new_run(ward, Stage.SYMPATHISER, person={"full_name": "Sương Thị Muộn"}, sympathiser_on=date(2026, 3, 26))
    decide(ward, session_id, raise_proposal(ward, ProposalKind.ADD, "Mây Thị Hoa"))
    conclude(ward, session_id)
    office = signed_in("office")
    assert bring(office, session_id, picture(), paper=LIST).status_code == 303
    office.get("/session-files/1")
    assert "Sương Thị Muộn" in opened()


def test_only_readers_of_the_ward_see_them_and_only_the_office_brings_them(
    app: Flask, ward: SimpleNamespace, concluded: int, signed_in: SignedIn
) -> None:
    bring(signed_in("office"), concluded, picture())
    page = f"/sessions/{concluded}/papers"
    for who in ("b1", "mass-org", "auditor", "admin"):
        client = signed_in(who)
        for url in (page, "/session-files/1", "/session-files/1/remove"):
            assert client.get(url).status_code == 403, (who, url)
    for who in ("committee", "signatory"):
        client = signed_in(who)
        assert "file" not in {i.get("name") for i in client.page(page).all("input")}
        assert "/session-files/1/remove" not in client.get(page).text
        sent = {"file": (BytesIO(picture()), "ky.png")}
        assert client.post(f"{page}/minutes", sent).status_code == 403
        assert client.post("/session-files/1/remove", {"reason": "Không cần"}).status_code == 403
    assert len(list(folder(app).iterdir())) == 1


def test_no_copy_before_the_session_is_concluded(
    app: Flask, ward: SimpleNamespace, session_id: int, signed_in: SignedIn
) -> None:
    office, page = signed_in("office"), f"/sessions/{session_id}/papers"
    assert "chưa kết luận nên chưa có văn bản để ký" in office.page(page).text
    answer = office.post(f"{page}/minutes", {"file": (BytesIO(picture()), "ky.png")})
    assert answer.status_code == 422
    assert "Kết luận xong, đồng chí in văn bản" in check_page(answer).text
    assert list(folder(app).iterdir()) == []


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        pytest.param(b"", "ky.pdf", "Đồng chí chọn tệp bản chụp", id="nothing"),
        pytest.param(picture(), "ky.pdf", "Tên tệp ghi là PDF nhưng nội dung là ảnh PNG.", id="lies"),
        pytest.param(b"MZ" + b"\0" * 200, "ky.exe", "Chỉ nhận tệp PDF", id="a program"),
        pytest.param(picture()[:40], "ky.png", "bị thiếu phần cuối", id="cut"),
        pytest.param(b"%PDF-1.7\n" + b"0" * (5 * 1024 * 1024), "ky.pdf", "lớn hơn 5 MB", id="large"),
    ],
)
def test_a_file_that_is_no_scan_is_refused_beside_its_field(
    app: Flask, ward: SimpleNamespace, concluded: int, signed_in: SignedIn, data: bytes, name: str, said: str
) -> None:
    answer = bring(signed_in("office"), concluded, data, name, LIST)
    assert answer.status_code == 422
    page = check_page(answer)
    assert said in page.text
    (wrong,) = [i for i in page.all("input") if i.get("aria-invalid")]
    assert wrong.get("id") == "file-list"
    assert list(folder(app).iterdir()) == []
    assert db.session.query(SessionFile).count() == 0


def test_the_same_press_keeps_one_copy_and_five_of_a_paper_are_enough(
    app: Flask, ward: SimpleNamespace, concluded: int, signed_in: SignedIn
) -> None:
    office, page = signed_in("office"), f"/sessions/{concluded}/papers"
    fields = office.form(page, f"{page}/minutes")
    for _ in range(2):
        sent = fields | {"file": (BytesIO(picture()), "ky.png")}
        assert office.post(f"{page}/minutes", sent).status_code == 303
    assert len(list(folder(app).iterdir())) == 1
    for number in range(4):
        assert bring(office, concluded, picture(50 + number)).status_code == 303
    forms = {form.get("action") for form in office.page(page).all("form")}
    assert f"{page}/minutes" not in forms
    assert f"{page}/notice" in forms
    answer = office.post(f"{page}/minutes", {"file": (BytesIO(picture()), "ky.png")})
    assert answer.status_code == 422
    assert "Văn bản này đã có 5 bản ký." in check_page(answer).text
    assert len(list(folder(app).iterdir())) == 5
    assert bring(office, concluded, picture(), paper=NOTICE).status_code == 303


def test_a_file_that_was_changed_or_belongs_to_another_copy_is_not_given(
    app: Flask, ward: SimpleNamespace, concluded: int, signed_in: SignedIn
) -> None:
    office = signed_in("office")
    for width in (40, 50):
        bring(office, concluded, picture(width))
    db.session.rollback()
    one, two = (folder(app) / row.key for row in db.session.query(SessionFile).order_by(SessionFile.id))
    one.write_bytes(two.read_bytes())
    two.unlink()
    for url in ("/session-files/1", "/session-files/2"):
        answer = office.get(url)
        assert answer.status_code >= 400
        assert "Traceback" not in answer.text
