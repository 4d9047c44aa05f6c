"""The pages around a branch's meeting: its roll, its tasks, its screens, with and without scripts."""

import re
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from phohoa.domain.meetings import Presence, TaskState
from phohoa.domain.reviews import Rating, ReviewDecision
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Branch, MeetingAttendance, MeetingTask, PartyMember, Person, Review
from phohoa.services import clock, meeting_tasks
from phohoa.services.meeting_tasks import TaskInput
from phohoa.services.reviews import LineInput

from .. import factories
from ..harness import Client, compressed
from ..services import review_world as w

FRAGMENT_BYTES = 1024


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with clock.pretend(factories.at(w.NOW)):
        yield


@pytest.fixture
def world(evening: None, people: SimpleNamespace) -> SimpleNamespace:
    w.fill(people)
    people.url = f"/branches/{people.first}/reviews/2026/3"
    people.roll = f"{people.url}/attendance"
    rows = db.session.scalars(select(PartyMember).where(PartyMember.branch_id == people.first))
    people.members = {row.full_name: row.id for row in rows}
    db.session.rollback()
    return people


@pytest.fixture
def browser(world: SimpleNamespace, signed_in) -> Client:
    return signed_in("b1")


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)).split())


def words(text: str) -> str:
    return " ".join(text.split())


def presence(world: SimpleNamespace, name: str) -> str:
    return f"presence_{world.members[name]}"


def test_everybody_there_is_one_press_on_the_page_of_the_review(
    world: SimpleNamespace, browser: Client
) -> None:
    form = browser.form(world.url, f"{world.roll}/all")
    assert browser.post(f"{world.roll}/all", form).headers["Location"].endswith("/reviews/2026/3")
    page = browser.page(world.url)
    assert "Có mặt 3/3 đảng viên chính thức, 1/1 dự bị" in words(page.text)
    assert "đủ quá nửa" in page.text
    head = browser.form(world.url, f"{world.url}/head")
    assert "present_official" not in head, "the numbers come from the roll"
    saved = browser.post(f"{world.url}/head", {**head, "chair": "Lê Văn Giúp", "meeting_on": "4/3/2026"})
    assert saved.status_code == 303
    assert w.review_row(world.first).present_official == 3


def test_the_roll_saves_itself_and_the_page_says_what_follows(
    world: SimpleNamespace, browser: Client
) -> None:
    form = browser.form(world.roll, world.roll)
    ticked = {presence(world, name): "present" for name in world.members}
    ticked |= {presence(world, "Phạm Kèm Cặp"): "excused"}
    ticked |= {f"reason_{world.members['Phạm Kèm Cặp']}": "Ốm"}
    response = browser.post(world.roll, {**form, **ticked}, htmx=True)
    assert response.status_code == 200
    assert text_of(response).startswith("đã lưu 19:05")
    assert "Vắng có lý do: Phạm Kèm Cặp (Ốm)" in text_of(response)
    assert compressed(response.get_data()) <= FRAGMENT_BYTES
    stale = browser.post(
        world.roll,
        {**form, **ticked, "command_id": "another", presence(world, "Trần Thị Đỡ"): "unexcused"},
        htmx=True,
    )
    assert stale.status_code == 409
    assert "Có mặt hay vắng: Trần Thị Đỡ “Có mặt”, tôi nhập “Vắng không lý do”" in text_of(stale)


def test_the_roll_works_without_scripts(world: SimpleNamespace, browser: Client) -> None:
    browser.page(world.roll)
    form = browser.form(world.roll, world.roll)
    response = browser.post(world.roll, {**form, presence(world, "Trần Thị Đỡ"): "unexcused"})
    assert response.status_code == 303
    page = browser.page(world.roll)
    assert "Đã lưu điểm danh lúc 19:05." in page.text
    assert "Vắng không lý do: Trần Thị Đỡ" in words(page.text)
    assert "còn 3 người chưa điểm danh" in page.text


def test_a_reason_that_is_too_long_keeps_what_was_typed(world: SimpleNamespace, browser: Client) -> None:
    form = browser.form(world.roll, world.roll)
    long = {presence(world, "Trần Thị Đỡ"): "excused", f"reason_{world.members['Trần Thị Đỡ']}": "x" * 201}
    response = browser.post(world.roll, {**form, **long}, htmx=True)
    assert response.status_code == 422
    assert "cần sửa" in text_of(response)
    plain = browser.post(world.roll, {**form, **long})
    assert plain.status_code == 422
    assert "x" * 201 in plain.get_data(as_text=True)


def test_numbers_are_put_right_where_the_list_is_not_whole(world: SimpleNamespace, browser: Client) -> None:
    browser.post(f"{world.roll}/all", browser.form(world.roll, f"{world.roll}/all"))
    form = browser.form(world.roll, f"{world.roll}/counts")
    wrong = browser.post(f"{world.roll}/counts", {**form, "present_official": "9"})
    assert wrong.status_code == 422
    assert "Số có mặt nhiều hơn tổng số" in text_of(wrong)
    right = {**form, "members_official": "9", "present_official": "8"}
    assert browser.post(f"{world.roll}/counts", right).status_code == 303
    assert "Có mặt 8/9 đảng viên chính thức" in words(browser.page(world.url).text)
    late = browser.post(f"{world.roll}/counts", {**right, "command_id": "again", "present_official": "7"})
    assert late.status_code == 409
    assert "Chính thức có mặt: đang lưu “8”, đồng chí nhập “7”" in text_of(late)


def short_of_members(world: SimpleNamespace, browser: Client) -> None:
    form = browser.form(world.roll, world.roll)
    ticked = {presence(world, name): "unexcused" for name in world.members}
    browser.post(world.roll, {**form, **ticked, presence(world, "Lê Văn Giúp"): "present"})
    head = browser.form(world.url, f"{world.url}/head")
    browser.post(f"{world.url}/head", {**head, "meeting_on": "4/3/2026", "chair": "Lê Văn Giúp"})


def test_too_few_members_are_said_and_concluding_asks_why(world: SimpleNamespace, browser: Client) -> None:
    short_of_members(world, browser)
    assert "chưa quá nửa 1/3 đảng viên chính thức" in words(browser.page(world.url).text)
    browser.post(f"{world.url}/keep-others")
    page = browser.page(f"{world.url}/conclude")
    assert "chi bộ ghi lý do vẫn họp" in page.text
    form = browser.form(f"{world.url}/conclude", f"{world.url}/conclude")
    assert browser.post(f"{world.url}/conclude", form).status_code == 422
    form = browser.form(f"{world.url}/conclude", f"{world.url}/conclude")
    answered = {**form, "quorum_answer": "Đảng ủy yêu cầu họp ngay"}
    assert browser.post(f"{world.url}/conclude", answered).status_code == 303
    assert "Lý do vẫn họp: Đảng ủy yêu cầu họp ngay" in words(browser.page(world.url).text)


def test_no_change_asks_why_too(world: SimpleNamespace, browser: Client) -> None:
    short_of_members(world, browser)
    form = browser.form(f"{world.url}/no-change", f"{world.url}/no-change")
    asked = browser.post(f"{world.url}/no-change", form)
    assert asked.status_code == 422
    assert "Lý do vẫn họp" in text_of(asked)
    assert browser.post(f"{world.url}/no-change", {**form, "quorum_answer": "Bão"}).status_code == 303
    assert w.review_row(world.first).quorum_answer == "Bão"


def test_a_vote_on_one_person_is_typed_on_the_line(world: SimpleNamespace, browser: Client) -> None:
    w.head(world)
    url = f"{world.url}/runs/{world.runs['trained']}"
    form = browser.form(world.url, url)
    many = browser.post(url, {**form, "decision": "keep", "votes_for": "4", "votes_against": "0"}, htmx=True)
    assert many.status_code == 422
    assert "Số phiếu nhiều hơn số đảng viên chính thức có mặt" in text_of(many)
    fine = browser.post(url, {**form, "decision": "keep", "votes_for": "2", "votes_against": "1"}, htmx=True)
    assert fine.status_code == 200
    row = w.line_row(world.runs["trained"])
    assert (row.votes_for, row.votes_against) == (2, 1)


def task_url(world: SimpleNamespace, key: str = "trained") -> str:
    return f"{world.url}/runs/{world.runs[key]}/task"


def test_a_task_is_given_on_a_line_and_closed_next_month(
    world: SimpleNamespace, browser: Client, signed_in
) -> None:
    page = browser.page(task_url(world))
    assert "Đỗ Văn Học (quần chúng)" in page.text and "Lê Văn Giúp (đang giúp đỡ)" in page.text
    form = browser.form(task_url(world), task_url(world))
    assert form["due_on"] == "10/04/2026", "by the next meeting, unless another day is typed"
    empty = browser.post(task_url(world), form)
    assert empty.status_code == 422
    assert "Đồng chí ghi việc được giao" in text_of(empty)
    given = browser.post(task_url(world), {**form, "text": "Viết bản tự nhận xét"})
    assert given.headers["Location"].endswith(f"#line-{world.runs['trained']}")
    assert "Viết bản tự nhận xét" in browser.page(world.url).text
    task = db.session.scalars(select(MeetingTask.id)).one()
    db.session.rollback()
    with clock.pretend(factories.at("2026-04-15 19:00")):
        browser = signed_in("b1")
        april = browser.page(f"/branches/{world.first}/reviews/2026/4")
        assert "quá hạn 5 ngày" in april.text
        assert "1 việc chi bộ giao đã quá hạn" in browser.page("/").text
        assert "quá hạn 5 ngày" in browser.page(f"/runs/{world.runs['trained']}").text
        url = f"/branches/{world.first}/tasks/{task}"
        closing = browser.form(url, url)
        assert browser.post(url, {**closing, "state": "dropped"}).status_code == 422
        assert browser.post(url, {**closing, "state": "done"}).status_code == 303
        late = browser.post(url, {**closing, "command_id": "late", "state": "open"})
        assert late.status_code == 409
        assert "Kết quả: đang lưu “Đã làm”, đồng chí nhập “Đang làm”" in text_of(late)
        listed = browser.page(f"/branches/{world.first}/tasks")
        assert "đã làm" in listed.text
        assert "việc chi bộ giao đã quá hạn" not in browser.page("/").text


def test_a_task_can_be_anybodys_of_the_branch(world: SimpleNamespace, browser: Client) -> None:
    url = f"{world.url}/tasks/new"
    form = browser.form(url, url)
    browser.post(url, {**form, "text": "Chuẩn bị hội trường"})
    form = browser.form(url, url)
    browser.post(url, {**form, "text": "Gặp Chi đoàn", "given_to": str(world.other_helper)})
    page = browser.page(world.url)
    assert "Trần Thị Đỡ: Gặp Chi đoàn" in words(page.text)
    assert "Chuẩn bị hội trường" in page.text


def test_the_page_stays_light_when_everything_is_there(world: SimpleNamespace, browser: Client) -> None:
    said = (
        "Tích cực trong phong trào, có uy tín với bà con, nhận thêm việc tuyên truyền ở khu dân cư, "
        "cần mạnh dạn hơn khi phát biểu trước hội nghị"
    )
    with factories.writing():
        branch = db.session.get(Branch, world.first)
        helper = db.session.get(PartyMember, world.helper)
        names = ("Mây Thị Hoa", "Gió Văn Bình", "Suối Thị Đào", "Nắng Quốc Cường", "Trăng Thị Ánh")
        more = [
            factories.run(branch, f"{n} {m}", Stage.SYMPATHISER, helper=helper) for m, n in enumerate(names)
        ]
        more += [
            factories.run(branch, f"Sương Văn {n}", Stage.CLASS_DONE, helper=helper) for n in ("Mai", "An")
        ]
        keys = [*(run.id for run in more), *list(world.runs.values())[:5]]
    with clock.pretend(factories.at("2026-02-03 19:00")):
        world.runs |= {f"more{n}": key for n, key in enumerate(keys)}
        for n in range(len(keys)):
            remark = LineInput(ReviewDecision.KEEP, remark=said[n * 3 :], rating=Rating.FAIR)
            w.line(world, f"more{n}", remark, month=2)
            if n % 2:
                data = TaskInput(f"Gặp gỡ, tìm hiểu hoàn cảnh gia đình lần {n}", date(2026, 3, 1), keys[n])
                meeting_tasks.give_task(world.branch, world.first, 2026, 2, data)
        head = browser.form(
            f"/branches/{world.first}/reviews/2026/2", f"/branches/{world.first}/reviews/2026/2/head"
        )
        browser.post(
            f"/branches/{world.first}/reviews/2026/2/head",
            {
                **head,
                "meeting_on": "3/2/2026",
                "chair": "Lê Văn Giúp",
                "members_official": "3",
                "present_official": "3",
            },
        )
        browser.post(f"/branches/{world.first}/reviews/2026/2/keep-others")
        url = f"/branches/{world.first}/reviews/2026/2/conclude"
        assert browser.post(url, browser.form(url, url)).status_code == 303
    browser.post(f"{world.roll}/all", browser.form(world.roll, f"{world.roll}/all"))
    for n in range(len(keys)):
        w.line(world, f"more{n}", LineInput(ReviewDecision.KEEP, remark=said[n * 5 :], rating=Rating.GOOD))
    page = browser.page(world.url)
    assert "Lần trước: giữ, khá" in words(page.text)
    assert page.text.count("quá hạn 4 ngày") == len(keys) // 2


SENSITIVE = {
    "phone": "0901234567",
    "residence_group": "TONHAYCAM",
    "occupation": "NGHENHAYCAM",
    "remark": "NHANXETNHAYCAM",
    "reason": "LYDONHAYCAM",
    "absence": "VANGNHAYCAM",
    "discussion": "THAOLUANNHAYCAM",
    "note": "GHICHUNHAYCAM",
}


def test_nothing_that_is_nobodys_is_ever_on_the_wall(world: SimpleNamespace, browser: Client) -> None:
    browser.post(f"{world.roll}/all", browser.form(world.roll, f"{world.roll}/all"))
    leaving = LineInput(
        w.REMOVE, "no_longer_striving", None, SENSITIVE["reason"], None, SENSITIVE["remark"], Rating.POOR
    )
    w.line(world, "sympathiser", leaving)
    task = meeting_tasks.give_task(
        world.branch, world.first, 2026, 3, TaskInput("Việc công khai", None, world.runs["sympathiser"])
    ).task_id
    with factories.writing():
        review = db.session.scalars(select(Review)).one()
        review.discussion, review.absence_note = SENSITIVE["discussion"], SENSITIVE["absence"]
        for person in db.session.scalars(select(Person)):
            person.phone = SENSITIVE["phone"]
            person.residence_group = SENSITIVE["residence_group"]
            person.occupation = SENSITIVE["occupation"]
        for row in db.session.scalars(select(MeetingAttendance)):
            row.presence, row.reason = Presence.EXCUSED, SENSITIVE["absence"]
        closed = db.session.get(MeetingTask, task)
        closed.state, closed.closed_note = TaskState.DROPPED, SENSITIVE["note"]
    count = len(re.findall('class="line"', browser.get(world.url).get_data(as_text=True)))
    seen = ""
    for place in range(count + 2):
        page = browser.page(f"{world.url}/screen/{place}")
        seen += page.text
        html = browser.get(f"{world.url}/screen/{place}").get_data(as_text=True)
        assert not [key for key, text in SENSITIVE.items() if text in html], place
        assert "chưa đạt" not in html.lower(), "no rating"
    for shown in ("Trần Văn Cảm", "Việc công khai", "Đưa ra khỏi danh sách", "Chương trình", "Lê Văn Giúp"):
        assert shown in seen
    assert browser.get(f"{world.url}/screen/{count + 2}").status_code == 404


def test_the_screens_lead_to_one_another(world: SimpleNamespace, browser: Client) -> None:
    first = browser.page(f"{world.url}/screen")
    onward = [a for a in first.all("a") if a.get("rel") == "next"]
    assert [a["href"] for a in onward] == [f"{world.url}/screen/1"]
    second = browser.page(f"{world.url}/screen/1")
    assert {a["rel"]: a["href"] for a in second.all("a") if a.get("rel") in ("prev", "next")} == {
        "prev": f"{world.url}/screen/0",
        "next": f"{world.url}/screen/2",
    }


def test_another_branch_sees_nothing_of_it(world: SimpleNamespace, signed_in) -> None:
    stranger = signed_in("b2")
    for path in ("attendance", "screen", "screen/1", "tasks/new"):
        assert stranger.get(f"{world.url}/{path}").status_code == 404
    assert stranger.get(f"/branches/{world.first}/tasks").status_code == 404
    assert stranger.post(f"{world.roll}/all").status_code == 404
