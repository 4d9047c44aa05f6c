"""The page of days off: known ones confirmed or removed, others added, and deadlines that follow."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import select

from phohoa.domain.deadlines import is_working_day
from phohoa.extensions import db
from phohoa.models import Holiday
from phohoa.services import clock
from phohoa.services.rules import book_of
from tests import factories
from tests.harness import Client, check_page

SignedIn = Callable[[str], Client]
PAGE = "/calendar/holidays"


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    with clock.pretend(factories.at("2026-03-10 09:00")):
        yield


def works(day: date) -> bool:
    db.session.rollback()
    return is_working_day(day, book_of(db.session).holidays)


def mark(client: Client, day: str, what: str):
    return client.post(PAGE + "/mark", {"day": day, "mark": what})


def add(client: Client, day: str, name: str = "nghỉ theo thông báo", sort: str = "off"):
    return client.post(PAGE, client.form(PAGE, PAGE) | {"day": day, "name": name, "sort": sort})


def test_each_year_shows_its_days_and_how_sure_they_are(signed_in: SignedIn) -> None:
    office = signed_in("office")
    for year in range(2023, 2028):
        page = office.page(f"{PAGE}?year={year}")
        assert "theo luật" in page.text and "Giỗ Tổ Hùng Vương" in page.text
        assert "cần đối chiếu thông báo hằng năm" in page.text
        assert f"Năm {year} còn thiếu" not in page.text
    assert "Năm 2028 còn thiếu: Tết Âm lịch; Giỗ Tổ Hùng Vương; Quốc khánh" in page.text
    assert "Năm 2028 còn thiếu" in office.page(f"{PAGE}?year=2028").text


def test_a_day_is_confirmed_removed_and_taken_back(signed_in: SignedIn) -> None:
    office, day = signed_in("office"), date(2026, 9, 1)
    assert mark(office, "1/9/2026", "confirm").status_code == 303
    assert "đã đối chiếu" in office.get(PAGE).text and not works(day)
    assert mark(office, "1/9/2026", "remove").status_code == 303
    assert "đã bỏ" in office.get(PAGE).text and works(day)
    assert mark(office, "1/9/2026", "restore").status_code == 303
    assert not works(day) and db.session.scalars(select(Holiday)).all() == []


def test_a_swapped_saturday_is_removed_too(signed_in: SignedIn) -> None:
    office, day = signed_in("office"), date(2026, 8, 22)
    assert works(day)
    mark(office, "22/8/2026", "remove")
    assert not works(day)


def test_days_are_added_for_years_that_nobody_announced_yet(signed_in: SignedIn) -> None:
    office = signed_in("office")
    assert add(office, "26/1/2028").headers["Location"] == PAGE + "?year=2028"
    assert add(office, "5/2/2028", "làm bù", "worked").status_code == 303
    assert not works(date(2028, 1, 26)) and works(date(2028, 2, 5))
    page = office.page(f"{PAGE}?year=2028")
    assert "nghỉ theo thông báo" in page.text and "Văn phòng ghi" in page.text
    mark(office, "26/1/2028", "remove")
    assert works(date(2028, 1, 26))


@pytest.mark.parametrize(
    ("day", "sort", "said"),
    [
        ("", "off", "cần có nội dung"),
        ("Tết", "off", "Chưa đọc được ngày"),
        ("30/2/2027", "off", "Không có ngày này"),
        ("2/9/2026", "off", "đã có trong bảng"),
        ("14/3/2026", "off", "vốn là ngày nghỉ"),
        ("13/3/2026", "worked", "phải là Thứ Bảy"),
        ("1/1/2050", "off", "từ 2023 đến 2040"),
    ],
)
def test_what_cannot_be_added_is_said_beside_the_field(
    signed_in: SignedIn, day: str, sort: str, said: str
) -> None:
    answer = add(signed_in("office"), day, sort=sort)
    assert answer.status_code == 422 and said in check_page(answer).text
    assert db.session.scalars(select(Holiday)).all() == []


@pytest.mark.parametrize(
    ("day", "what"),
    [("1/9/2026", "burn"), ("no", "remove"), ("10/3/2026", "remove"), ("10/3/2026", "confirm")],
)
def test_a_mark_that_makes_no_sense(signed_in: SignedIn, day: str, what: str) -> None:
    answer = mark(signed_in("office"), day, what)
    assert answer.status_code == 422
    check_page(answer)


def test_others_read_it(signed_in: SignedIn) -> None:
    reader = signed_in("mass-org")
    assert "Thêm ngày" not in reader.page(PAGE).text
    assert mark(reader, "1/9/2026", "remove").status_code == 403
