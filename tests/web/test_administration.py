"""The administrator's and the office's pages: accounts, units, members, the ward, guides, logs."""

import re
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from phohoa.domain.access import ACCOUNT_ROLES, Role
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import AccessLine, Branch, PartyMember, UnitName, User, Ward
from phohoa.services import clock
from tests import factories
from tests.harness import Client, check_page

SignedIn = Callable[[str], Client]
PASSWORD_SHOWN = re.compile(r"<code[^>]*>((?:[a-z2-9]{4}-){3}[a-z2-9]{4})</code>")


def fresh(model: type, key: object) -> object:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(model, key)


def post(client: Client, page: str, action: str, **typed: object):
    return client.post(action, client.form(page, action) | typed)


NEW_ACCOUNT = {
    "username": "chibo.moi",
    "full_name": "Rừng Thị Mới",
    "role": "branch",
    "position": "Chi ủy viên",
}


def create(client: Client, people: SimpleNamespace, **typed: object):
    fields = client.form("/admin/users/new", "/admin/users") | NEW_ACCOUNT | {"branch_ids": str(people.first)}
    return client.post("/admin/users", fields | typed)


def test_a_new_account_gets_a_first_password_that_is_shown_once(
    app: Flask, signed_in: SignedIn, people: SimpleNamespace
) -> None:
    admin = signed_in("admin")
    answer = create(admin, people)
    assert answer.status_code == 200
    check_page(answer)
    password = PASSWORD_SHOWN.search(answer.text)[1]
    assert password not in str(answer.headers)
    assert password not in admin.get("/admin/users").text
    stored = db.session.scalars(select(User).where(User.username == "chibo.moi")).one()
    assert stored.password_hash.startswith("$argon2id$")
    newcomer = Client(app)
    assert newcomer.sign_in("chibo.moi", password).status_code == 303
    assert newcomer.get("/").headers["Location"] == "/account/password"


def test_pressing_create_again_shows_the_same_password_of_the_same_account(
    signed_in: SignedIn, people: SimpleNamespace
) -> None:
    admin = signed_in("admin")
    fields = admin.form("/admin/users/new", "/admin/users") | NEW_ACCOUNT | {"branch_ids": str(people.first)}
    first, second = (admin.post("/admin/users", fields) for _ in range(2))
    assert PASSWORD_SHOWN.search(first.text)[1] == PASSWORD_SHOWN.search(second.text)[1]
    assert len(db.session.scalars(select(User).where(User.username == "chibo.moi")).all()) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"username": ""}, "Ô này cần có nội dung.", id="no name to sign in with"),
        pytest.param({"username": "chi bộ"}, "không dấu", id="letters with accents"),
        pytest.param({"username": "OFFICE"}, "đã có người dùng", id="taken, in capitals"),
        pytest.param({"full_name": "  "}, "Ô này cần có nội dung.", id="no name of the person"),
        pytest.param({"branch_ids": []}, "ít nhất một chi bộ", id="a branch account without a branch"),
        pytest.param({"branch_ids": "9999"}, "Có lựa chọn không có", id="an unknown branch"),
        pytest.param({"role": "mass_org"}, "cần gắn với Mặt trận", id="a mass organisation without its unit"),
        pytest.param({"role": "system"}, "Lựa chọn này không có", id="a role that is nobody's"),
        pytest.param({"role": "anonymous"}, "Lựa chọn này không có", id="another such role"),
        pytest.param({"full_name": "x" * 200}, "Dài nhất 100 ký tự", id="a name too long"),
    ],
)
def test_an_account_that_will_not_do_says_why_and_keeps_what_was_typed(
    signed_in: SignedIn, people: SimpleNamespace, typed: dict[str, str], sentence: str
) -> None:
    answer = create(signed_in("admin"), people, **{"position": "Phó Bí thư", **typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Phó Bí thư"' in answer.text
    check_page(answer)
    assert db.session.scalars(select(User).where(User.full_name == NEW_ACCOUNT["full_name"])).first() is None


def test_accounts_are_listed_with_what_they_are_bound_to(signed_in: SignedIn) -> None:
    admin = signed_in("admin")
    for sort in ("", "?sort=username", "?sort=name", "?sort=seen", "?sort=nonsense"):
        page = admin.page("/admin/users" + sort)
        assert "Tổ dân phố An Thử, thực hành" in page.text
        assert "8 tài khoản" in page.text


def test_an_account_changes_role_and_unit(signed_in: SignedIn, people: SimpleNamespace) -> None:
    admin = signed_in("admin")
    url = f"/admin/users/{people.b2}"
    assert admin.form(url, url)["branch_ids"] == str(people.second)
    answer = post(admin, url, url, role="mass_org", organisation_id=str(people.farmers))
    assert answer.status_code == 303
    user = fresh(User, people.b2)
    assert (user.role, user.organisation_id, user.branches) == (Role.MASS_ORG, people.farmers, [])


def test_an_administrator_can_not_lock_himself_out(signed_in: SignedIn, people: SimpleNamespace) -> None:
    admin = signed_in("admin")
    url = f"/admin/users/{people.admin}"
    assert "Khóa tài khoản" not in admin.page(url).text
    fields = {"version": "1", "csrf_token": admin.token()}
    for action in ("/close", "/password"):
        assert admin.post(url + action, fields).status_code == 422
    assert post(admin, url, url, role="office").status_code == 422
    assert fresh(User, people.admin).role is Role.ADMIN


def test_a_closed_account_can_not_sign_in_until_it_is_opened_again(
    app: Flask, signed_in: SignedIn, people: SimpleNamespace
) -> None:
    admin = signed_in("admin")
    url = f"/admin/users/{people.b2}"
    assert post(admin, url, url + "/close").status_code == 303
    assert Client(app).sign_in("b2", factories.PASSWORD).status_code == 422
    assert "đã khóa" in admin.page("/admin/users").text
    assert post(admin, url, url + "/reopen").status_code == 303
    assert Client(app).sign_in("b2", factories.PASSWORD).status_code == 303


def test_a_password_given_anew_ends_the_old_one_and_all_sessions(
    app: Flask, signed_in: SignedIn, people: SimpleNamespace
) -> None:
    admin, b1 = signed_in("admin"), signed_in("b1")
    url = f"/admin/users/{people.b1}"
    answer = post(admin, url, url + "/password")
    assert answer.status_code == 200
    password = PASSWORD_SHOWN.search(answer.text)[1]
    assert b1.get("/help").status_code == 302
    assert Client(app).sign_in("b1", factories.PASSWORD).status_code == 422
    assert Client(app).sign_in("b1", password).status_code == 303


def test_two_administrators_at_one_account_do_not_overwrite_each_other(
    signed_in: SignedIn, people: SimpleNamespace
) -> None:
    with factories.writing():
        factories.user(Role.ADMIN, "admin2")
    one, two = signed_in("admin"), signed_in("admin2")
    url = f"/admin/users/{people.b1}"
    first, second = one.form(url, url), two.form(url, url)
    assert one.post(url, first | {"position": "Bí thư"}).status_code == 303
    assert two.post(url, second | {"position": "Phó Bí thư"}).status_code == 409
    assert fresh(User, people.b1).position == "Bí thư"


def test_an_unknown_account_or_unit_is_not_found(signed_in: SignedIn) -> None:
    assert signed_in("admin").get("/admin/users/9999").status_code == 404
    office = signed_in("office")
    for url in ("/admin/units/branch/9999", "/admin/units/organisation/9999", "/admin/units/party/1"):
        assert office.get(url).status_code == 404


def test_units_are_opened_and_stand_in_the_list(signed_in: SignedIn) -> None:
    office = signed_in("office")
    for what, kind, name in (
        ("branch", "school", "Chi bộ Trường Thử Mới"),
        ("organisation", "youth", "Đoàn Thử"),
    ):
        url = f"/admin/units/{what}/new"
        typed = {
            "name": unicodedata.normalize("NFD", name),
            "short_name": "Mới",
            "kind": kind,
            "opened_on": "5.3.2024",
        }
        assert post(office, url, url, **typed).status_code == 303
        page = office.page("/admin/units")
        assert name in page.text
        assert "05/03/2024" in page.text
    db.session.rollback()
    branch = db.session.scalars(select(Branch).where(Branch.name == "Chi bộ Trường Thử Mới")).one()
    assert branch.is_practice is False


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"opened_on": "32/13/2024"}, "Không có ngày này", id="a day that is none"),
        pytest.param({"opened_on": "hôm qua"}, "Chưa đọc được ngày", id="a day in words"),
        pytest.param({"opened_on": "01/01/2999"}, "Năm này không hợp lý|chưa đến", id="a day to come"),
        pytest.param({"name": "Chi bộ Tổ dân phố An Thử"}, "Đã có đơn vị", id="a name in use"),
        pytest.param({"name": ""}, "Ô này cần có nội dung", id="no name"),
        pytest.param({"kind": "temple"}, "Lựa chọn này không có", id="a kind that is none"),
    ],
)
def test_a_unit_that_will_not_do_says_why(signed_in: SignedIn, typed: dict[str, str], sentence: str) -> None:
    office = signed_in("office")
    url = "/admin/units/branch/new"
    good = {"name": "Chi bộ Thử Bốn", "short_name": "Bốn", "kind": "residential", "opened_on": "01/02/2024"}
    answer = post(office, url, url, **(good | typed))
    assert answer.status_code == 422
    assert re.search(sentence, answer.text)
    check_page(answer)


def test_a_renamed_branch_keeps_the_names_that_it_bore(signed_in: SignedIn, people: SimpleNamespace) -> None:
    office = signed_in("office")
    url = f"/admin/units/branch/{people.first}"
    typed = {"name": "Chi bộ Khu phố 1", "short_name": "Khu phố 1", "valid_from": "01/07/2025"}
    assert post(office, url, url + "/name", **typed).status_code == 303
    page = office.page(url)
    assert "Chi bộ Khu phố 1" in page.headings[0]
    names = [(n.name, n.valid_from.isoformat(), n.valid_to) for n in _names(people.first)]
    assert names[0] == ("Chi bộ Tổ dân phố An Thử", "2015-01-01", factories.date(2025, 7, 1))
    assert names[1] == ("Chi bộ Khu phố 1", "2025-07-01", None)
    early = {"name": "Chi bộ Khu phố 2", "short_name": "Khu phố 2", "valid_from": "01/06/2025"}
    assert "trước ngày bắt đầu" in post(office, url, url + "/name", **early).text
    mended = {"name": "Chi bộ Khu phố Một", "short_name": "Khu phố Một", "valid_from": "01/07/2025"}
    assert post(office, url, url + "/name", **mended).status_code == 303
    assert [n.name for n in _names(people.first)] == ["Chi bộ Tổ dân phố An Thử", "Chi bộ Khu phố Một"]


def _names(branch_id: int) -> list[UnitName]:
    db.session.rollback()
    found = select(UnitName).where(UnitName.branch_id == branch_id).order_by(UnitName.valid_from)
    return list(db.session.scalars(found))


def test_a_branch_that_follows_people_can_not_be_closed(signed_in: SignedIn, people: SimpleNamespace) -> None:
    with factories.writing():
        run = factories.run(db.session.get(Branch, people.first))
    office = signed_in("office")
    url = f"/admin/units/branch/{people.first}"
    answer = post(office, url, url + "/close", closed_on="01/01/2026")
    assert answer.status_code == 422
    assert "còn theo dõi 1 người" in answer.text
    with factories.writing():
        run = db.session.merge(run)
        run.closed_on, run.stage = clock.today(), Stage.LEFT
    closed = post(office, url, url + "/close", closed_on="01/01/2026", successor_id=str(people.second))
    assert closed.status_code == 303
    assert "kết thúc 01/01/2026" in office.page("/admin/units").text
    assert fresh(Branch, people.first).successor_id == people.second
    assert signed_in("b1").get("/members").status_code == 303, "only the practice branch is left to list"
    assert post(office, url, url + "/reopen").status_code == 303
    assert fresh(Branch, people.first).closed_on is None


def test_the_branch_keeps_its_members(signed_in: SignedIn, people: SimpleNamespace) -> None:
    b1 = signed_in("b1")
    url = f"/branches/{people.first}/members"
    typed = {
        "full_name": "  SÔNG   VĂN  ĐÔNG ",
        "birth_year": "1965",
        "duty": "Bí thư",
        "joined_on": "3/2/1990",
    }
    assert post(b1, url, url, **typed).status_code == 303
    assert post(b1, url, url, full_name="Gió Thị Ánh", standing="probationary").status_code == 303
    page = b1.page(url)
    assert "Chính thức: 01 · Dự bị: 01" in page.text
    assert page.text.index("Gió Thị Ánh") < page.text.index("Sông Văn Đông"), "by the given name: A before D"
    member = db.session.scalars(select(PartyMember).where(PartyMember.full_name == "Sông Văn Đông")).one()
    one = f"{url}/{member.id}"
    assert post(b1, one, one, duty="Phó Bí thư").status_code == 303
    assert "Phó Bí thư" in b1.page(url).text
    assert post(b1, one, one + "/left", left_on="01/01/1980").status_code == 422
    assert post(b1, one, one + "/left", left_on="01/01/2026").status_code == 303
    assert "Đã rời chi bộ: 01" in b1.page(url).text
    assert post(b1, one, one + "/back").status_code == 303
    assert "Đã rời chi bộ" not in b1.page(url).text


def test_a_helper_who_leaves_is_pointed_out(signed_in: SignedIn, people: SimpleNamespace) -> None:
    with factories.writing():
        branch = db.session.get(Branch, people.first)
        helper = factories.member(branch, "Núi Văn Giúp")
        factories.run(branch, "Mây Thị Được Giúp", Stage.SYMPATHISER, helper=helper)
        helper_id = helper.id
    b1 = signed_in("b1")
    url = f"/branches/{people.first}/members/{helper_id}"
    post(b1, url, url + "/left", left_on="01/02/2026")
    assert "đang giúp đỡ 1 người" in b1.get(f"/branches/{people.first}/members").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"full_name": "Sông"}, "đủ họ và tên", id="one word"),
        pytest.param({"full_name": ""}, "Ô này cần có nội dung", id="nothing"),
        pytest.param({"birth_year": "1850"}, "không hợp lý", id="too old"),
        pytest.param({"birth_year": "năm mươi"}, "số nguyên", id="no number"),
        pytest.param({"joined_on": "01/01/2090"}, "chưa đến|hợp lý", id="came in the future"),
        pytest.param({"standing": "honorary"}, "không có trong danh sách", id="a standing that is none"),
    ],
)
def test_a_member_that_will_not_do_says_why_and_keeps_what_was_typed(
    signed_in: SignedIn, people: SimpleNamespace, typed: dict[str, str], sentence: str
) -> None:
    b1 = signed_in("b1")
    url = f"/branches/{people.first}/members"
    answer = post(b1, url, url, **({"full_name": "Sông Văn Đông", "duty": "Tổ trưởng"} | typed))
    assert answer.status_code == 422
    assert re.search(sentence, answer.text)
    assert 'value="Tổ trưởng"' in answer.text
    check_page(answer)


def test_a_member_is_reached_under_its_own_branch_only(signed_in: SignedIn, people: SimpleNamespace) -> None:
    with factories.writing():
        member = factories.member(db.session.get(Branch, people.second)).id
    assert signed_in("office").get(f"/branches/{people.first}/members/{member}").status_code == 404
    assert signed_in("b1").get(f"/branches/{people.second}/members/{member}").status_code == 404
    assert signed_in("office").get(f"/branches/{people.second}/members/{member}").status_code == 200


def test_the_office_keeps_the_ward_s_settings(signed_in: SignedIn) -> None:
    office = signed_in("office")
    assert (
        post(
            office, "/admin/ward", "/admin/ward", office_phone="0255 111 2222", review_due_day="8"
        ).status_code
        == 303
    )
    assert "0255 111 2222" in office.page("/admin/ward").text
    assert fresh(Ward, 1).review_due_day == 8
    for typed, sentence in (
        ({"review_due_day": "31"}, "từ 1 đến 28"),
        ({"review_due_day": "mười"}, "số nguyên"),
        ({"name": ""}, "Ô này cần có nội dung"),
        ({"office_phone": "gọi anh Ba"}, "chỉ gồm chữ số"),
    ):
        answer = post(office, "/admin/ward", "/admin/ward", **typed)
        assert answer.status_code == 422
        assert sentence in answer.text


@pytest.mark.parametrize("role", [r.value for r in ACCOUNT_ROLES])
def test_everybody_finds_the_guide_of_their_own_role(signed_in: SignedIn, role: str) -> None:
    name = {"branch": "b1", "mass_org": "mass-org"}.get(role, role)
    page = signed_in(name).page("/help")
    assert "Khi gặp trục trặc" in page.text
    assert page.headings[0].startswith("Hướng dẫn cho")
    assert len(page.text) > 1200


def test_the_office_reads_who_opened_whose_record(signed_in: SignedIn, people: SimpleNamespace) -> None:
    office = signed_in("office")
    assert "Chưa có ai mở hồ sơ" in office.page("/access-log").text
    with factories.writing():
        run = factories.run(db.session.get(Branch, people.first), "Suối Thị Được Xem")
        yesterday = clock.now() - timedelta(days=1)
        line = AccessLine(at=yesterday, user_id=people.committee, person_id=run.person_id, what="view")
        db.session.add(line)
    day = clock.local(yesterday).strftime("%d/%m/%Y")
    assert "Suối Thị Được Xem" in office.page(f"/access-log?first={day}&last={day}").text
    assert "Suối Thị Được Xem" not in office.page(f"/access-log?last=01/01/2020&user={people.committee}").text


def test_a_new_installation_is_set_up_by_the_office(app: Flask) -> None:
    with factories.writing():
        factories.user(Role.OFFICE, "office")
    client = Client(app)
    client.sign_in("office", factories.PASSWORD)
    assert "Ghi thông tin Đảng bộ và nhiệm kỳ" in client.page("/").text
    assert "trước tiên" in client.page("/admin/ward").text
    typed = {
        "name": "Đảng bộ phường Thử",
        "issuer": "ĐẢNG ỦY PHƯỜNG THỬ",
        "parent_issuer": "ĐẢNG BỘ TỈNH THỬ",
        "place": "Thử",
        "upper_level": "Tỉnh ủy Thử",
    }
    assert post(client, "/admin/ward", "/admin/ward", **typed).status_code == 303
    ward = fresh(Ward, 1)
    assert (ward.name, ward.is_demo, ward.review_due_day) == ("Đảng bộ phường Thử", False, 10)
    assert "Ghi thông tin Đảng bộ và nhiệm kỳ" in client.page("/").text, "the term is still missing"
    year = clock.today().year
    term = {"ordinal": "II", "starts_on": f"01/01/{year}", "ends_on": f"31/12/{year + 4}"}
    assert post(client, "/admin/ward", "/admin/ward/terms", **term).status_code == 303
    assert "Ghi thông tin Đảng bộ và nhiệm kỳ" not in client.page("/").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"starts_on": "01/01/2029", "ends_on": "01/01/2034"}, "Trùng thời gian với nhiệm kỳ XVII"),
        ({"starts_on": "01/01/2040", "ends_on": "01/01/2035"}, "Ngày kết thúc phải sau ngày bắt đầu"),
        ({"starts_on": "", "ends_on": "01/01/2045"}, "cần có nội dung"),
    ],
    ids=["overlaps the term before", "ends before it begins", "has no first day"],
)
def test_a_term_that_cannot_be_is_refused_beside_its_field(
    signed_in: SignedIn, typed: dict[str, str], said: str
) -> None:
    client = signed_in("office")
    response = post(client, "/admin/ward", "/admin/ward/terms", ordinal="XVIII", **typed)
    assert response.status_code == 422
    html = response.get_data(as_text=True)
    assert said in html
    assert 'value="XVIII"' in html, "what was typed stays"
