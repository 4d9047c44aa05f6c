"""The list of a month as an Excel file: down, filled in, looked at, saved."""

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import func, select

from phohoa.domain.reviews import Rating, ReviewDecision
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import AccessLine, Branch, ReviewLine, TrackingRun
from phohoa.services import clock, review_months
from phohoa.services.reviews import LineInput
from phohoa.texts.review_papers import FILE_HEADS

from .. import factories
from ..documents.test_sheets import HOSTILE
from ..harness import Client, check_page
from ..services import review_world as w
from .test_review_keying import key, values

PEOPLE = ("source", "sympathiser", "proposed", "trained", "dossier")
PLACES = {name: place for place, name in enumerate(FILE_HEADS, start=1)}


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with clock.pretend(factories.at(w.NOW)):
        yield


@pytest.fixture
def world(evening: None, people: SimpleNamespace) -> SimpleNamespace:
    w.fill(people)
    people.url = f"/branches/{people.first}/reviews/2026/3"
    people.keying, people.list = f"{people.url}/keying", f"{people.url}/list"
    return people


@pytest.fixture
def browser(world: SimpleNamespace, signed_in: Any) -> Client:
    return signed_in("b1")


def download(browser: Client, world: SimpleNamespace) -> Workbook:
    answer = browser.post(f"{world.list}.xlsx")
    assert answer.status_code == 200
    assert "Hoa" not in answer.headers["Content-Disposition"]
    return load_workbook(BytesIO(answer.data))


def row_of(sheet: Worksheet, name: str) -> int:
    return next(row for row in range(5, sheet.max_row + 1) if sheet.cell(row, PLACES["name"]).value == name)


def fill(sheet: Worksheet, who: str, **cells: object) -> None:
    at = row_of(sheet, w.STAGES[who][0])
    for name, value in cells.items():
        sheet.cell(at, PLACES[name]).value = value


def upload(browser: Client, world: SimpleNamespace, book: Any) -> Any:
    data = book
    if not isinstance(book, bytes):
        out = BytesIO()
        book.save(out)
        data = out.getvalue()
    fields = browser.form(world.keying, world.list)
    return browser.post(world.list, {**fields, "file": (BytesIO(data), "danh-sach.xlsx")})


def lines() -> int:
    db.session.rollback()
    return db.session.scalars(select(func.count(ReviewLine.id))).one()


def test_the_file_has_a_row_a_person_hidden_keys_locked_cells_and_lists(
    world: SimpleNamespace, browser: Client
) -> None:
    w.line(world, "trained", LineInput(ReviewDecision.PROPOSE_START, remark="=Gương mẫu"))
    book = download(browser, world)
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[4]] == list(FILE_HEADS.values())
    assert [sheet.cell(row, PLACES["number"]).value for row in range(5, 10)] == ["1", "2", "3", "4", "5"]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.column_dimensions["B"].hidden
    assert sheet.protection.sheet
    at = row_of(sheet, "Đỗ Văn Học")
    assert sheet.cell(at, PLACES["remark"]).value == "=Gương mẫu"
    assert sheet.cell(at, PLACES["remark"]).data_type == "s"
    assert sheet.cell(at, PLACES["name"]).protection.locked
    assert not sheet.cell(at, PLACES["decision"]).protection.locked
    assert book.worksheets[1].sheet_state == "hidden"
    lists = {}
    for rule in sheet.data_validations.dataValidation:
        column, last = rule.formula1.split("!")[1].replace("$", "").split(":")[0][:1], rule.formula1
        words = [cell.value for cell in book.worksheets[1][column] if cell.value]
        assert last.endswith(str(len(words)))
        for place in rule.sqref.ranges:
            lists[place.coord] = words
    decision = sheet.cell(at, PLACES["decision"]).coordinate
    assert any(decision in place for place in lists) or decision in lists
    assert ["Giữ", "Làm thủ tục", "Đưa ra"] in list(lists.values())
    assert ["Lê Văn Giúp", "Phạm Kèm Cặp", "Trần Thị Đỡ"] in [sorted(one) for one in lists.values()]
    said = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert "05109500000" not in said
    db.session.rollback()
    assert db.session.scalars(select(func.count(AccessLine.id)).where(AccessLine.what == "export")).one() == 5


def test_up_it_is_shown_first_and_saved_when_confirmed(world: SimpleNamespace, browser: Client) -> None:
    w.line(
        world, "dossier", LineInput(ReviewDecision.KEEP, remark="Đúng tiến độ\nrất tốt", rating=Rating.GOOD)
    )
    book = download(browser, world)
    sheet = book.worksheets[0]
    fill(sheet, "source", decision="Bổ sung", helper_id="Trần Thị Đỡ", remark="  Tích   cực ")
    fill(sheet, "sympathiser", decision="đưa ra", reason_code="Bản thân xin rút", reason="Có đơn")
    fill(sheet, "sympathiser", reason_on=clock.today())
    fill(sheet, "trained", decision=unicodedata.normalize("NFD", "Làm thủ tục"))
    answer = upload(browser, world, book)
    assert answer.status_code == 200, answer.text
    page = check_page(answer)
    assert "chưa lưu gì" in page.text
    assert "3 dòng sẽ lưu, 2 dòng không đổi." in page.text
    assert lines() == 1
    stand = values(answer)
    assert browser.post(world.keying, stand).status_code == 303
    assert browser.post(world.keying, stand).status_code == 303
    row = w.line_row(world.runs["source"])
    assert (row.decision, row.helper_id, row.remark, row.version) == (
        ReviewDecision.ADD,
        world.other_helper,
        "Tích cực",
        1,
    )
    assert w.line_row(world.runs["sympathiser"]).reason == "Có đơn"
    kept = w.line_row(world.runs["dossier"])
    assert (kept.remark, kept.rating, kept.version) == ("Đúng tiến độ\nrất tốt", Rating.GOOD, 1)
    again = check_page(upload(browser, world, book))
    assert "0 dòng sẽ lưu" in again.text


def test_a_line_that_somebody_saved_since_shows_both_texts(world: SimpleNamespace, browser: Client) -> None:
    book = download(browser, world)
    w.line(world, "trained", LineInput(ReviewDecision.KEEP, remark="Của người khác"))
    w.line(world, "dossier", LineInput(ReviewDecision.KEEP, remark="Người khác lo"))
    fill(book.worksheets[0], "trained", decision="Làm thủ tục", remark="Của tôi")
    answer = upload(browser, world, book)
    page = check_page(answer)
    assert "1 dòng người khác đã lưu trước" in page.text, "an untouched row of the file is no conflict"
    assert "Nhận xét: đang lưu “Của người khác”, tôi nhập “Của tôi”" in page.text
    stand = values(answer)
    assert browser.post(world.keying, stand).status_code == 409, "the confirmation asks the same question"
    assert browser.post(world.keying, stand | {key(world, "k", "trained"): "mine.1"}).status_code == 303
    assert w.line_row(world.runs["trained"]).remark == "Của tôi"
    assert w.line_row(world.runs["dossier"]).remark == "Người khác lo"


def test_ratings_go_down_with_their_list_and_come_up_changed_and_cleared(
    world: SimpleNamespace, browser: Client
) -> None:
    for who, rating in (("trained", Rating.GOOD), ("dossier", Rating.FAIR), ("proposed", Rating.POOR)):
        w.line(world, who, LineInput(ReviewDecision.KEEP, remark="Như trước", rating=rating))
    book = download(browser, world)
    sheet = book.worksheets[0]
    cells = {who: sheet.cell(row_of(sheet, w.STAGES[who][0]), PLACES["rating"]) for who in PEOPLE}
    assert [cells[who].value for who in PEOPLE] == [None, None, "Chưa đạt", "Tốt", "Khá"]
    rule = next(
        rule for rule in sheet.data_validations.dataValidation if cells["source"].coordinate in rule.sqref
    )
    assert all(cell.coordinate in rule.sqref and not cell.protection.locked for cell in cells.values())
    column = rule.formula1.split("!")[1].split(":")[0].replace("$", "").rstrip("1")
    assert [c.value for c in book.worksheets[1][column] if c.value] == [
        "Tốt",
        "Khá",
        "Trung bình",
        "Chưa đạt",
    ]
    fill(sheet, "trained", rating=None)
    fill(sheet, "dossier", rating=unicodedata.normalize("NFD", "trung bình"))
    fill(sheet, "source", decision="Giữ", rating=1)
    fill(sheet, "sympathiser", rating="(2) Khá")
    answer = upload(browser, world, book)
    assert "4 dòng sẽ lưu, 1 dòng không đổi." in check_page(answer).text
    stand = values(answer)
    assert [browser.post(world.keying, stand).status_code for _ in range(2)] == [303, 303]
    now = {who: w.line_row(world.runs[who]) for who in PEOPLE}
    assert [row.rating for row in now.values()] == [
        Rating.GOOD,
        Rating.FAIR,
        Rating.POOR,
        None,
        Rating.AVERAGE,
    ]
    assert [row.version for row in now.values()] == [1, 1, 1, 2, 2], "pressed twice, saved once"
    assert "0 dòng sẽ lưu" in check_page(upload(browser, world, book)).text


def test_a_rating_that_others_changed_since_is_a_conflict_only_where_the_file_changes_it(
    world: SimpleNamespace, browser: Client
) -> None:
    for who in ("trained", "dossier", "proposed"):
        w.line(world, who, LineInput(ReviewDecision.KEEP, rating=Rating.GOOD))
    book = download(browser, world)
    for who in ("trained", "dossier"):
        w.line(world, who, LineInput(ReviewDecision.KEEP, rating=Rating.FAIR), version=1)
    fill(book.worksheets[0], "trained", rating="Chưa đạt")
    fill(book.worksheets[0], "proposed", rating="Khá")
    answer = upload(browser, world, book)
    page = check_page(answer)
    assert "1 dòng sẽ lưu, 3 dòng không đổi, 1 dòng người khác đã lưu trước" in page.text
    assert "Chất lượng: đang lưu “2 Khá”, tôi nhập “4 Chưa đạt”" in page.text
    answer = browser.post(world.keying, values(answer))
    assert answer.status_code == 409
    assert w.line_row(world.runs["trained"]).rating is Rating.FAIR, "nobody has chosen yet"
    stand = values(answer)
    assert browser.post(world.keying, stand | {key(world, "k", "trained"): "mine.2"}).status_code == 303
    ratings = [w.line_row(world.runs[who]).rating for who in ("trained", "dossier", "proposed")]
    assert ratings == [Rating.POOR, Rating.FAIR, Rating.FAIR]


def test_a_word_that_is_no_rating_is_refused_beside_its_line_and_takes_nothing_away(
    world: SimpleNamespace, browser: Client
) -> None:
    w.line(world, "trained", LineInput(ReviewDecision.KEEP, rating=Rating.GOOD))
    book = download(browser, world)
    fill(book.worksheets[0], "trained", rating="Rất khá")
    fill(book.worksheets[0], "dossier", rating=5)
    fill(book.worksheets[0], "source", rating='=CONCATENATE("T","ốt")')
    answer = upload(browser, world, book)
    page = check_page(answer)
    assert "3 dòng chưa đúng" in page.text
    assert "“Rất khá” không phải là Tốt, Khá, Trung bình hoặc Chưa đạt." in page.text
    assert "“5” không phải là Tốt" in page.text
    assert "chứa công thức hoặc lỗi nên không đọc." in page.text
    html = answer.get_data(as_text=True)
    field = key(world, "g", "trained")
    assert f'aria-describedby="{field}-error"' in html
    assert browser.post(world.keying, values(answer)).status_code == 303
    assert w.line_row(world.runs["trained"]).rating is Rating.GOOD


@pytest.mark.parametrize("rated_since", [False, True], ids=["as it was", "rated by others since"])
def test_a_file_from_before_the_column_of_ratings_changes_no_rating(
    world: SimpleNamespace, browser: Client, rated_since: bool
) -> None:
    w.line(world, "trained", LineInput(ReviewDecision.KEEP, rating=Rating.GOOD))
    w.line(world, "dossier", LineInput(ReviewDecision.KEEP, rating=Rating.GOOD))
    book = download(browser, world)
    sheet = book.worksheets[0]
    for row in range(5, sheet.max_row + 1):
        base = sheet.cell(row, PLACES["base"])
        base.value = base.value.rsplit(".", 1)[0]
    if rated_since:
        w.line(world, "dossier", LineInput(ReviewDecision.KEEP, rating=Rating.POOR), version=1)
    fill(sheet, "trained", remark="Thêm một câu")
    sheet.delete_cols(PLACES["rating"])
    answer = upload(browser, world, book)
    assert "1 dòng sẽ lưu, 4 dòng không đổi." in check_page(answer).text
    assert browser.post(world.keying, values(answer)).status_code == 303
    trained = w.line_row(world.runs["trained"])
    assert (trained.remark, trained.rating) == ("Thêm một câu", Rating.GOOD)
    assert w.line_row(world.runs["dossier"]).rating is (Rating.POOR if rated_since else Rating.GOOD)


def test_of_a_line_that_is_carried_out_the_rating_can_still_be_filled_in(
    world: SimpleNamespace, browser: Client
) -> None:
    w.line(world, "trained", LineInput(ReviewDecision.PROPOSE_START, rating=Rating.FAIR))
    w.head(world)
    w.keep_the_others(world)
    w.conclude(world)
    version = w.review_row(world.first).version
    review_months.return_review(world.office_caller, world.first, w.YEAR, w.MONTH, version, "Thiếu nhận xét")
    book = download(browser, world)
    fill(book.worksheets[0], "trained", rating="Tốt", remark="Bổ sung sau")
    stand = values(upload(browser, world, book))
    assert browser.post(world.keying, stand).status_code == 303
    row = w.line_row(world.runs["trained"])
    assert (row.decision, row.rating, row.remark) == (
        ReviewDecision.PROPOSE_START,
        Rating.GOOD,
        "Bổ sung sau",
    )


def test_what_is_wrong_in_the_file_is_said_beside_its_line(world: SimpleNamespace, browser: Client) -> None:
    book = download(browser, world)
    sheet = book.worksheets[0]
    fill(sheet, "source", decision="Kết nạp luôn", helper_id="Ai Đó Lạ")
    fill(sheet, "sympathiser", decision="Đưa ra", reason_on="mai")
    fill(sheet, "trained", decision="Học lớp")
    fill(sheet, "dossier", decision="Giữ", remark='=HYPERLINK("http://x.invalid","Giữ")')
    fill(sheet, "proposed", decision="Giữ", name="Tên Bị Lệch")
    sheet.append(["AAAA-BBBB-CCCC", "", "", "Người Lạ"])
    sheet.append(["", "", "", "Không Mã", "", "", "", "Giữ"])
    sheet.append(["", "", "Đỗ Văn Học"])
    answer = upload(browser, world, book)
    assert answer.status_code == 200
    page = check_page(answer)
    for words in (
        "“Kết nạp luôn” không phải là Giữ, Bổ sung, Đưa ra, Học lớp hoặc Làm thủ tục.",
        "Ai Đó Lạ không phải là đảng viên chính thức của chi bộ.",
        "“mai” không đọc được là ngày.",
        "Người này đã sang bước khác nên không chọn được quyết định này.",
        "chứa công thức hoặc lỗi nên không đọc.",
        "Họ tên trong tệp là Tên Bị Lệch, còn mã dòng là của Lý Thị Lớp.",
        "Mã dòng AAAA-BBBB-CCCC không có trong kỳ xét này.",
        "Dòng này không có mã ở cột ẩn nên không biết là của ai.",
        "5 dòng chưa đúng",
    ):
        assert words in page.text, words
    assert lines() == 0


def test_a_row_twice_is_refused_and_somebody_off_the_list_is_named(
    world: SimpleNamespace, browser: Client
) -> None:
    book = download(browser, world)
    sheet = book.worksheets[0]
    fill(sheet, "source", decision="Giữ")
    at = row_of(sheet, "Nguyễn Thị Nguồn")
    sheet.append([cell.value for cell in sheet[at]])
    with factories.writing():
        run = db.session.get(TrackingRun, world.runs["trained"])
        run.stage, run.closed_on = Stage.MOVED_AWAY, clock.today()
    page = check_page(upload(browser, world, book))
    assert "Người này có thêm ở dòng 10 của tệp." in page.text
    assert "Không còn trong danh sách tháng này, nên không lưu: Đỗ Văn Học." in page.text


def test_namesakes_among_the_members_are_told_apart(world: SimpleNamespace, browser: Client) -> None:
    with factories.writing():
        namesake = factories.member(db.session.get(Branch, world.first), "Lê Văn Giúp").id
    book = download(browser, world)
    fill(book.worksheets[0], "source", decision="Bổ sung", helper_id="Lê Văn Giúp (2)")
    stand = values(upload(browser, world, book))
    assert browser.post(world.keying, stand).status_code == 303
    assert w.line_row(world.runs["source"]).helper_id == namesake
    fill(book.worksheets[0], "sympathiser", decision="Giữ", helper_id="Lê Văn Giúp")
    assert "không phải là đảng viên chính thức" in check_page(upload(browser, world, book)).text


def test_a_file_of_another_month_or_branch_or_without_our_head_is_refused(
    world: SimpleNamespace, browser: Client, signed_in: Any
) -> None:
    book = download(browser, world)
    february = SimpleNamespace(
        keying=world.keying.replace("/3/", "/2/"), list=world.list.replace("/3/", "/2/")
    )
    answer = upload(browser, february, book)
    assert answer.status_code == 422
    assert "Không có dòng nào của tệp thuộc kỳ xét này." in check_page(answer).text
    other = SimpleNamespace(
        keying=world.keying.replace(f"/{world.first}/", f"/{world.second}/", 1),
        list=world.list.replace(f"/{world.first}/", f"/{world.second}/", 1),
    )
    answer = upload(signed_in("b2"), other, book)
    assert answer.status_code == 422
    assert "Đỗ Văn Học" not in answer.text
    book.worksheets[0].delete_rows(4)
    answer = upload(browser, world, book)
    assert answer.status_code == 422
    assert "Không thấy dòng tiêu đề" in check_page(answer).text


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(
    world: SimpleNamespace, browser: Client, what: str
) -> None:
    answer = upload(browser, world, HOSTILE[what][0])
    assert answer.status_code == 422
    page = check_page(answer)
    assert "Tệp Excel đã điền" in page.text
    assert "Traceback" not in page.text
    assert lines() == 0


def test_a_long_remark_comes_back_whole(world: SimpleNamespace, browser: Client) -> None:
    long = " ".join(["bền bỉ"] * 140)
    w.line(world, "trained", LineInput(ReviewDecision.KEEP, remark=long))
    page = check_page(upload(browser, world, download(browser, world)))
    assert "0 dòng sẽ lưu, 5 dòng không đổi." in page.text


def test_only_the_branch_takes_and_brings_its_list(world: SimpleNamespace, signed_in: Any) -> None:
    for who, status in (("b2", 404), ("office", 403), ("auditor", 403)):
        one = signed_in(who)
        assert one.post(f"{world.list}.xlsx").status_code == status
        assert one.post(world.list).status_code == status
