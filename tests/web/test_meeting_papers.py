"""Minutes and extract as PDF and Word, and their signed copies, in the browser."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from pdfminer.high_level import extract_text
from PIL import Image

from phohoa.domain.meetings import MeetingPaper, Presence
from phohoa.domain.reviews import ReviewDecision
from phohoa.extensions import db
from phohoa.models import (
    AccessLine,
    MeetingAttendance,
    MeetingFile,
    MeetingTask,
    PartyMember,
    Review,
    ReviewLine,
    TrackingRun,
    User,
)
from phohoa.services import clock
from phohoa.services.reviews import LineInput

from .. import factories
from ..harness import Client, check_page
from ..services import review_world as w


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with clock.pretend(factories.at(w.NOW)):
        yield


@pytest.fixture
def world(evening: None, people: SimpleNamespace) -> SimpleNamespace:
    w.fill(people)
    people.url = f"/branches/{people.first}/reviews/2026/3"
    people.papers = f"{people.url}/papers"
    return people


@pytest.fixture
def browser(world: SimpleNamespace, signed_in: Any) -> Client:
    return signed_in("b1")


def decide(world: SimpleNamespace) -> None:
    w.head(world)
    w.line(world, "source", LineInput(ReviewDecision.ADD, helper_id=world.helper, remark="Tích cực"))
    w.line(world, "trained", LineInput(ReviewDecision.PROPOSE_START))
    w.line(
        world, "sympathiser", LineInput(ReviewDecision.REMOVE, "no_longer_striving", None, "Nhiều tháng vắng")
    )
    w.keep_the_others(world)


def words(data: bytes) -> str:
    """What can be read in a PDF or a Word file."""
    if data.startswith(b"%PDF"):
        return " ".join(extract_text(BytesIO(data)).split())
    with zipfile.ZipFile(BytesIO(data)) as parts:
        xml = parts.read("word/document.xml").decode()
    return " ".join(re.sub(r"<[^>]+>", " ", xml).split())


def squeezed(text: str) -> str:
    return "".join(text.split())


def picture() -> bytes:
    data = BytesIO()
    Image.new("L", (40, 60), 250).save(data, "PNG")
    return data.getvalue()


def bring(browser: Client, world: SimpleNamespace, data: bytes, name: str, paper: str = "minutes") -> Any:
    fields = browser.form(world.papers, f"{world.papers}/{paper}")
    return browser.post(f"{world.papers}/{paper}", fields | {"file": (BytesIO(data), name)})


def test_before_the_meeting_is_noted_there_is_no_paper(world: SimpleNamespace, browser: Client) -> None:
    assert "Chưa có ngày họp và người chủ trì" in browser.page(world.papers).text
    for name in ("draft.pdf", "minutes.docx", "extract.pdf", "extract.docx"):
        answer = browser.get(f"{world.url}/{name}")
        assert answer.status_code == 422
        assert "chưa ghi ngày họp và người chủ trì" in answer.text


def test_an_open_review_gives_drafts_and_a_concluded_one_what_was_said(
    world: SimpleNamespace, browser: Client
) -> None:
    decide(world)
    assert "dự thảo" in browser.page(world.papers).text
    draft = browser.get(f"{world.url}/draft.pdf")
    assert draft.mimetype == "application/pdf"
    assert "Dự thảo" in words(draft.data)
    assert "Dự thảo" in words(browser.get(f"{world.url}/extract.docx").data)
    w.conclude(world)
    page = browser.page(world.papers)
    assert f"{world.url}/minutes.pdf" in {a.get("href") for a in page.all("a")}
    stored = browser.get(f"{world.url}/minutes.pdf").data
    for name in ("minutes.docx", "extract.pdf", "extract.docx"):
        answer = browser.get(f"{world.url}/{name}")
        assert answer.status_code == 200
        assert "Dự thảo" not in words(answer.data)
    told = words(browser.get(f"{world.url}/minutes.docx").data)
    assert squeezed("1. Chủ trì: đồng chí Lê Văn Giúp") in squeezed(told)
    for sentence in ("Nhà văn hóa Thử", "Nguyễn Thị Nguồn", "Nhiều tháng vắng", "Trần Thị Đỡ"):
        assert squeezed(sentence) in squeezed(told)
        assert squeezed(sentence) in squeezed(words(stored))


def test_the_extract_lists_people_by_what_was_resolved(world: SimpleNamespace, browser: Client) -> None:
    decide(world)
    w.conclude(world)
    for name in ("extract.pdf", "extract.docx"):
        told = squeezed(words(browser.get(f"{world.url}/{name}").data))
        for sentence in (
            "TRÍCH NGHỊ QUYẾT",
            "QUYẾT NGHỊ",
            "1. Bổ sung vào danh sách cảm tình Đảng 01 quần chúng:",
            "2. Đưa ra khỏi danh sách 01 quần chúng:",
            "3. Đề nghị Đảng ủy cho làm thủ tục xem xét kết nạp 01 quần chúng:",
            "4. Tiếp tục theo dõi, bồi dưỡng 02 quần chúng:",
            "tán thành 03, không tán thành 0",
            "T/M CHI BỘ",
            "- Lưu Chi bộ.",
        ):
            assert squeezed(sentence) in told, (name, sentence)


def test_roll_quorum_agenda_tasks_and_single_votes_stand_in_the_minutes(
    world: SimpleNamespace, browser: Client
) -> None:
    decide(world)
    mine = {"branch_id": world.first, "review_id": w.review_row(world.first).id}
    with factories.writing():
        db.session.get(PartyMember, world.helper).duty = "Bí thư chi bộ"
        db.session.add(MeetingAttendance(member_id=world.other_helper, presence=Presence.UNEXCUSED, **mine))
        db.session.add(
            MeetingTask(
                run_id=world.runs["source"],
                text="Tham gia tổ bầu cử",
                due_on=clock.today(),
                created_at=clock.now(),
                **mine,
            )
        )
        line = db.session.query(ReviewLine).filter_by(run_id=world.runs["source"]).one()
        line.votes_for, line.votes_against = 2, 1
    told = squeezed(words(browser.get(f"{world.url}/minutes.docx").data))
    for sentence in (
        "đồng chí Lê Văn Giúp, Bí thư chi bộ.",
        "II. Chương trình",
        "Công tác phát triển đảng viên.",
        "3/3 đảng viên chính thức được triệu tập dự, đủ số lượng để tiến hành.",
        "Việc chi bộ giao",
        "Tham gia tổ bầu cử",
        "05/03/2026",
        "biểu quyết: tán thành 02, không tán thành 01",
    ):
        assert squeezed(sentence) in told, sentence
    extract = squeezed(words(browser.get(f"{world.url}/extract.docx").data))
    assert "T/MCHIBỘBÍTHƯLêVănGiúp" in extract


def test_what_was_said_at_the_meeting_stays_whatever_changes_since(
    world: SimpleNamespace, browser: Client
) -> None:
    decide(world)
    w.conclude(world)
    before = {name: browser.get(f"{world.url}/{name}").data for name in ("extract.pdf", "minutes.pdf")}
    told = words(browser.get(f"{world.url}/minutes.docx").data)
    with factories.writing():
        db.session.get(PartyMember, world.helper).full_name = "Tên Đã Đổi"
        db.session.get(TrackingRun, world.runs["dossier"]).helper_id = None
    assert {name: browser.get(f"{world.url}/{name}").data for name in before} == before
    assert words(browser.get(f"{world.url}/minutes.docx").data) == told


def test_a_review_concluded_before_words_were_kept_still_gives_word_files(
    world: SimpleNamespace, browser: Client
) -> None:
    decide(world)
    w.conclude(world)
    stored = browser.get(f"{world.url}/minutes.pdf").data
    review_id = w.review_row(world.first).id
    with factories.writing():
        db.session.get(Review, review_id).papers_sealed = None
    told = words(browser.get(f"{world.url}/minutes.docx").data)
    assert "Dự thảo" not in told
    assert squeezed("Nguyễn Thị Nguồn") in squeezed(told)
    assert browser.get(f"{world.url}/minutes.pdf").data == stored


def test_no_change_makes_an_extract_that_says_so(world: SimpleNamespace, browser: Client) -> None:
    from phohoa.services.review_conclusion import conclude_without_change

    conclude_without_change(world.branch, world.first, w.YEAR, w.MONTH, w.HEAD, 0)
    told = squeezed(words(browser.get(f"{world.url}/extract.pdf").data))
    assert squeezed("chi bộ thống nhất giữ nguyên danh sách như tháng trước.") in told
    assert squeezed("Tiếp tục theo dõi, bồi dưỡng 05 quần chúng:") in told


# --- signed copies -----------------------------------------------------------------------------------------


def test_a_signed_copy_is_brought_opened_and_removed(
    app: Flask, world: SimpleNamespace, browser: Client, signed_in: Any
) -> None:
    decide(world)
    assert "file" not in {i.get("name") for i in browser.page(world.papers).all("input")}
    w.conclude(world)
    assert bring(browser, world, picture(), "Biên bản đã ký của Hoa.png").status_code == 303
    page = browser.page(world.papers)
    assert "Tải bản ký 1" in page.text
    folder = app.extensions["phohoa"].settings.attachment_dir
    (kept,) = list(folder.iterdir())
    assert b"PNG" not in kept.read_bytes(), "it lies encrypted"
    answer = browser.get("/meeting-files/1")
    assert answer.data == picture()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ban-ky-1.png"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    seen = db.session.query(AccessLine).filter_by(what="meeting_copy").all()
    assert len(seen) == 5, "a line for everybody whom the paper names"
    office = signed_in("office")
    assert office.get("/meeting-files/1").status_code == 200
    assert signed_in("b2").get("/meeting-files/1").status_code == 404
    assert signed_in("committee").get("/meeting-files/1").status_code == 403
    assert "Tải bản ký" not in signed_in("committee").page(world.papers).text
    browser.page("/meeting-files/1/remove")
    fields = browser.form("/meeting-files/1/remove", "/meeting-files/1/remove")
    assert browser.post("/meeting-files/1/remove", fields).status_code == 422
    assert browser.post("/meeting-files/1/remove", fields | {"reason": "Quét thiếu trang"}).status_code == 303
    assert browser.get("/meeting-files/1").status_code == 404
    assert not list(folder.iterdir())
    db.session.rollback()
    assert db.session.get(MeetingFile, 1).removed_reason == "Quét thiếu trang"
    history = browser.page(world.papers).text.split("Đã gỡ (1)")[1]
    who = db.session.get(User, world.b1).full_name
    assert history.count(who) == 2, "who brought it and who removed it"
    assert "Quét thiếu trang" in history
    assert "Đã gỡ" not in signed_in("committee").page(world.papers).text


def test_the_same_press_keeps_one_copy(app: Flask, world: SimpleNamespace, browser: Client) -> None:
    decide(world)
    w.conclude(world)
    fields = browser.form(world.papers, f"{world.papers}/extract")
    for _ in range(2):
        sent = fields | {"file": (BytesIO(picture()), "ky.png")}
        assert browser.post(f"{world.papers}/extract", sent).status_code == 303
    assert db.session.query(MeetingFile).filter_by(paper=MeetingPaper.EXTRACT).count() == 1
    assert len(list(app.extensions["phohoa"].settings.attachment_dir.iterdir())) == 1


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "ky.pdf", "Đồng chí chọn tệp bản chụp"),
        (picture(), "ky.pdf", "Tên tệp ghi là PDF nhưng nội dung là ảnh PNG."),
        (b"MZ" + b"\0" * 200, "ky.exe", "Chỉ nhận tệp PDF, ảnh JPEG hoặc PNG."),
        (b"PK\x03\x04" + b"\0" * 200, "ky.docx", "Chỉ nhận tệp PDF, ảnh JPEG hoặc PNG."),
        (b"<html><script>1</script></html>", "ky.html", "Chỉ nhận tệp PDF, ảnh JPEG hoặc PNG."),
        (picture()[:40], "ky.png", "bị thiếu phần cuối"),
        (b"%PDF-1.7\n" + b"0" * (5 * 1024 * 1024), "ky.pdf", "Tệp lớn hơn 5 MB."),
    ],
    ids=["nothing", "lies", "a program", "a Word file", "a page", "cut", "too large"],
)
def test_a_file_that_is_no_scan_is_refused_with_a_sentence(
    app: Flask, world: SimpleNamespace, browser: Client, data: bytes, name: str, said: str
) -> None:
    decide(world)
    w.conclude(world)
    answer = bring(browser, world, data, name)
    assert answer.status_code == 422
    page = check_page(answer)
    assert said in page.text
    assert "Traceback" not in page.text
    assert not list(app.extensions["phohoa"].settings.attachment_dir.iterdir())


def test_five_copies_are_enough(world: SimpleNamespace, browser: Client) -> None:
    decide(world)
    w.conclude(world)
    for number in range(5):
        data = BytesIO()
        Image.new("L", (40 + number, 60), 250).save(data, "PNG")
        assert bring(browser, world, data.getvalue(), "ky.png").status_code == 303
    page = browser.page(world.papers)
    assert page.text.count("Tải bản ký") - page.text.count("Tải bản ký lên") == 5
    answer = browser.post(f"{world.papers}/minutes", {"file": (BytesIO(picture()), "ky.png")})
    assert "Văn bản này đã có 5 bản ký." in check_page(answer).text


def test_no_copy_before_the_review_is_concluded(world: SimpleNamespace, browser: Client) -> None:
    decide(world)
    answer = browser.post(f"{world.papers}/minutes", {"file": (BytesIO(picture()), "ky.png")})
    assert answer.status_code == 422
    assert "chưa chốt nên chưa có văn bản để ký" in answer.text
