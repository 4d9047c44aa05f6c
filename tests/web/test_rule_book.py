"""The rule book for people, what the office enters of it, and who decides."""

from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from phohoa.domain.rule_ids import RuleGroup, RuleId
from phohoa.domain.rule_table import RULES, rules_in
from phohoa.domain.rulebook import AuthorityMode, RuleCode
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import AuditRow, AuthorityPeriod, Branch, RuleValueRow, RunEvent
from phohoa.services import clock
from phohoa.services.rules import book_of
from phohoa.texts.labels import label
from tests import factories
from tests.harness import Client, check_page

SignedIn = Callable[[str], Client]
MARK = "chưa đối chiếu với văn bản mới"
LAW = {"document": "Quy định 208-QĐ/TW ngày 26/7/2026", "point": "điểm 4.3"}


@pytest.fixture(autouse=True)
def in_september() -> Iterator[None]:
    with clock.pretend(factories.at("2026-09-18 09:00")):
        yield


def book():
    db.session.rollback()
    return book_of(db.session)


def page_of(rule: RuleId) -> str:
    return f"/rules/values?rule={rule.value}"


def enter(client: Client, rule: RuleId = RuleId.DECISION_DAYS, **typed: str):
    fields = client.form(page_of(rule), "/rules/values")
    return client.post("/rules/values", fields | {"valid_from": "26/7/2026"} | typed)


def step(branch_id: int, day: date) -> None:
    with factories.writing():
        run = factories.run(db.session.get(Branch, branch_id), stage=Stage.SYMPATHISER)
        db.session.add(
            RunEvent(
                run_id=run.id,
                branch_id=branch_id,
                kind="move",
                move="add_sympathiser",
                happened_on=day,
                entered_at=clock.now(),
                actor_name="Suối Thị Thử",
                to_stage=Stage.SYMPATHISER,
                data={},
                warnings={},
            )
        )


def row_of(html: str, rule: RuleId) -> str:
    return html.split(f'id="{rule.value}"')[1].split("</tr>")[0]


@pytest.mark.parametrize("group", RuleGroup, ids=lambda group: group.value)
def test_every_chapter_is_a_light_page_with_its_rules(signed_in: SignedIn, group: RuleGroup) -> None:
    page = signed_in("office").page(f"/rules?group={group.value}")
    for rule in rules_in(group):
        assert rule.id.value in page.ids
        assert label(rule.id) in page.text
    assert "None" not in page.text and "{" not in page.text


@pytest.mark.parametrize("username", ["b1", "mass-org", "auditor", "admin", "committee"])
def test_everybody_reads_it_and_only_the_office_writes(signed_in: SignedIn, username: str) -> None:
    reader = signed_in(username)
    assert "Ghi mới" not in reader.page("/rules").text
    reader.page("/rules/authority")
    assert reader.get(page_of(RuleId.AGE_MIN)).status_code == 403
    assert reader.post("/rules/values", {"rule": "age_min"}).status_code == 403


@pytest.mark.parametrize(
    ("day", "said", "marked"),
    [
        ("19/1/2025", "60 ngày làm việc", False),
        ("20/1/2025", "60 ngày làm việc", True),
        ("30/6/2025", "60 ngày làm việc", True),
        ("1/7/2025", "45 ngày làm việc", False),
        ("7/4/2026", "45 ngày làm việc", False),
        ("8/4/2026", "45 ngày làm việc", True),
        ("25/7/2026", "45 ngày làm việc", True),
        ("26/7/2026", "45 ngày làm việc", True),
    ],
)
def test_the_book_is_read_for_any_day(signed_in: SignedIn, day: str, said: str, marked: bool) -> None:
    html = signed_in("b1").get(f"/rules?group=decision&day={day}").text
    row = row_of(html, RuleId.DECISION_DAYS)
    assert said in row
    assert (MARK in row) is marked


def test_a_rule_shows_where_it_is_used_and_what_was_before(signed_in: SignedIn) -> None:
    html = signed_in("b1").get("/rules?group=decision").text
    row = row_of(html, RuleId.DECISION_DAYS)
    assert "Nhập quyết định kết nạp" in row or "quyết định" in row
    assert "Thời hạn:" in row and "Trước đây" in row
    assert "Quy định 294-QĐ/TW, điểm 4.3.1" in row
    assert "theo nguồn gián tiếp" in row_of(html, RuleId.CEREMONY_FROM)
    practice = signed_in("b1").get("/rules?group=dossier").text
    assert "Cách làm của phường" in row_of(practice, RuleId.YOUTH_AGE_MAX)
    early = signed_in("b1").get("/rules?group=moving&day=1/5/2023").text
    assert "ngày này chưa có quy định" in row_of(early, RuleId.FORWARD_DOSSIER_DAYS)


@pytest.mark.parametrize(
    ("day", "said"), [("hôm qua", "Chưa đọc được ngày"), ("31/6/2026", "Không có ngày này")]
)
def test_a_day_that_cannot_be_read_is_said_and_kept(signed_in: SignedIn, day: str, said: str) -> None:
    answer = signed_in("b1").get("/rules", query_string={"group": "votes", "day": day})
    assert answer.status_code == 422
    page = check_page(answer)
    assert said in page.text and f'value="{day}"' in answer.text
    assert "Biểu quyết" in page.headings[0] or "biểu quyết" in page.headings[0]


def test_a_newer_value_serves_from_its_day_and_takes_the_mark_away(signed_in: SignedIn) -> None:
    office = signed_in("office")
    office.page(page_of(RuleId.DECISION_DAYS))
    assert enter(office, value="40", **LAW).status_code == 303
    before, after = book().rules_on(date(2026, 7, 25)), book().rules_on(date(2026, 7, 26))
    assert (before.number(RuleCode.DECISION_DAYS), before.unchecked(RuleCode.DECISION_DAYS)) == (45, True)
    assert (after.number(RuleCode.DECISION_DAYS), after.unchecked(RuleCode.DECISION_DAYS)) == (40, False)
    assert after.citation(RuleCode.DECISION_DAYS) == "Quy định 208-QĐ/TW ngày 26/7/2026, điểm 4.3"
    row = row_of(office.get("/rules?group=decision").text, RuleId.DECISION_DAYS)
    assert "40 ngày làm việc" in row and MARK not in row and "Văn phòng Đảng ủy ghi" in row
    assert "45: " in row
    assert "40" in office.page(page_of(RuleId.DECISION_DAYS)).text
    assert db.session.scalars(select(AuditRow).where(AuditRow.action == "rule:edit")).all()


def test_what_was_entered_under_20_is_marked_again_under_208(signed_in: SignedIn) -> None:
    enter(signed_in("office"), value="40", valid_from="8/4/2026", **LAW)
    marks = [
        book().rules_on(day).unchecked(RuleCode.DECISION_DAYS)
        for day in (date(2026, 4, 7), date(2026, 4, 8), date(2026, 7, 25), date(2026, 7, 26))
    ]
    assert marks == [False, False, False, True]


def test_what_was_entered_can_be_ended_and_withdrawn(signed_in: SignedIn) -> None:
    office = signed_in("office")
    enter(office, value="40", **LAW)
    number = db.session.scalars(select(RuleValueRow.id)).one()
    page, action = page_of(RuleId.DECISION_DAYS), f"/rules/values/{number}/end"
    wrong = office.post(action, office.form(page, action) | {"valid_to": "25/7/2026"})
    assert wrong.status_code == 422 and "không được trước" in check_page(wrong).text
    unread = office.post(action, office.form(page, action) | {"valid_to": "mai"})
    assert unread.status_code == 422
    assert office.post(action, office.form(page, action) | {"valid_to": "1/9/2026"}).status_code == 303
    assert book().rules_on(date(2026, 9, 1)).number(RuleCode.DECISION_DAYS) == 40
    assert book().rules_on(date(2026, 9, 2)).number(RuleCode.DECISION_DAYS) == 45
    action = f"/rules/values/{number}/withdraw"
    assert office.post(action, office.form(page, action)).status_code == 303
    assert book().rules_on(date(2026, 9, 1)).number(RuleCode.DECISION_DAYS) == 45


def test_a_rule_without_a_number_is_found_the_same_in_a_newer_text(signed_in: SignedIn) -> None:
    office = signed_in("office")
    place = "HD06:3.5"
    assert book().rules_on(date(2026, 9, 1)).cites(place) == (place, True)
    assert enter(office, RuleId.OPINIONS_SUMMARY, **LAW).status_code == 303
    shown = ("Quy định 208-QĐ/TW ngày 26/7/2026, điểm 4.3", False)
    assert book().rules_on(date(2026, 9, 1)).cites(place) == shown
    row = row_of(office.get("/rules?group=dossier").text, RuleId.OPINIONS_SUMMARY)
    assert MARK not in row and "điểm 4.3" in row


def test_a_place_of_several_rules_keeps_its_mark_until_all_are_compared(signed_in: SignedIn) -> None:
    office = signed_in("office")
    enter(office, RuleId.VOTE_FORM, **LAW)
    assert book().rules_on(date(2026, 9, 1)).cites("HD06:5.1") == ("HD06:5.1", True)
    enter(office, RuleId.FAILED_VOTE_REPORTED, **LAW)
    assert book().rules_on(date(2026, 9, 1)).cites("HD06:5.1")[1] is False


def test_practice_is_changed_with_a_note_and_stays_practice(signed_in: SignedIn) -> None:
    office = signed_in("office")
    lacking = enter(office, RuleId.YOUTH_AGE_MAX, value="32")
    assert lacking.status_code == 422 and "thì ghi rõ ai thống nhất" in check_page(lacking).text
    assert enter(office, RuleId.YOUTH_AGE_MAX, value="32", note="Ban Thường vụ thống nhất").status_code == 303
    rules = book().rules_on(date(2026, 9, 1))
    assert (rules.number(RuleCode.YOUTH_AGE_MAX), rules.citation(RuleCode.YOUTH_AGE_MAX)) == (32, None)
    assert not rules.unchecked(RuleCode.YOUTH_AGE_MAX)
    row = row_of(office.get("/rules?group=dossier").text, RuleId.YOUTH_AGE_MAX)
    assert "Cách làm của phường" in row and "32 tuổi" in row


@pytest.mark.parametrize(
    ("rule", "typed", "said"),
    [
        (RuleId.DECISION_DAYS, {"value": "40", "note": "tự đặt"}, "không thay bằng cách làm của phường"),
        (RuleId.DECISION_DAYS, {"value": "40", "document": "Quy định 208-QĐ/TW"}, "Ghi đủ tên văn bản"),
        (RuleId.DECISION_DAYS, {"value": "40", "point": "điểm 4"}, "Ghi đủ tên văn bản"),
        (RuleId.DECISION_DAYS, LAW | {"value": "366"}, "từ 0 đến 365"),
        (RuleId.DECISION_DAYS, LAW | {"value": "-1"}, "từ 0 đến 365"),
        (RuleId.DECISION_DAYS, LAW | {"value": "bốn mươi"}, "từ 0 đến 365"),
        (RuleId.DECISION_DAYS, LAW | {"value": ""}, "cần có nội dung"),
        (RuleId.AGE_MIN, LAW | {"value": "13"}, "từ 14 đến 100"),
        (RuleId.EDUCATION_MIN, LAW | {"word": "genius"}, "chọn một giá trị"),
        (RuleId.CEREMONY_FROM, LAW | {"word": "primary"}, "chọn một giá trị"),
        (RuleId.DECISION_DAYS, LAW | {"value": "40", "valid_from": "31/6/2026"}, "Không có ngày này"),
        (RuleId.DECISION_DAYS, LAW | {"value": "40", "valid_from": "1/1/2009"}, "không trước năm 2011"),
        (RuleId.DECISION_DAYS, LAW | {"value": "40", "valid_from": "1/1/2031"}, "ba năm tới"),
        (
            RuleId.DECISION_DAYS,
            LAW | {"value": "40", "valid_to": "1/7/2026"},
            "không được trước ngày bắt đầu",
        ),
        (RuleId.OPINIONS_SUMMARY, {"note": "vẫn thế"}, "không thay bằng cách làm của phường"),
    ],
)
def test_what_cannot_be_a_rule_is_refused_beside_its_field(
    signed_in: SignedIn, rule: RuleId, typed: dict[str, str], said: str
) -> None:
    answer = enter(signed_in("office"), rule, **typed)
    assert answer.status_code == 422
    assert said in check_page(answer).text
    assert db.session.scalars(select(RuleValueRow)).all() == []


def test_two_values_from_one_day_and_a_rule_that_is_none(signed_in: SignedIn) -> None:
    office = signed_in("office")
    enter(office, value="40", **LAW)
    assert "Đã ghi một giá trị" in enter(office, value="41", **LAW).text
    assert office.get("/rules/values?rule=nothing").status_code == 404
    assert office.get("/rules/values").status_code == 303
    assert office.post("/rules/values", {"rule": "nothing"}).status_code == 422


def test_words_are_chosen_and_serve(signed_in: SignedIn) -> None:
    assert enter(signed_in("office"), RuleId.CEREMONY_FROM, word="receipt", **LAW).status_code == 303
    assert book().rules_on(date(2026, 9, 1)).value(RuleCode.CEREMONY_FROM) == "receipt"


def test_a_value_for_days_with_recorded_steps_asks_to_be_sure(
    signed_in: SignedIn, people: SimpleNamespace
) -> None:
    office = signed_in("office")
    step(people.first, date(2026, 8, 3))
    asked = enter(office, value="40", **LAW)
    assert asked.status_code == 422 and "Có 1 bước đã ghi" in check_page(asked).text
    assert enter(office, value="40", **LAW, sure="y").status_code == 303


def decide(client: Client, **typed: str):
    fields = client.form("/rules/authority", "/rules/authority")
    return client.post("/rules/authority", fields | {"mode": "B", "valid_from": "26/7/2026"} | typed)


def test_the_office_says_from_when_who_decides(signed_in: SignedIn, people: SimpleNamespace) -> None:
    office = signed_in("office")
    assert book().mode_on(date(2026, 8, 1)) is AuthorityMode.C
    lacking = decide(office)
    assert lacking.status_code == 422 and "Ghi căn cứ hoặc lý do" in check_page(lacking).text
    step(people.first, date(2026, 8, 3))
    asked = decide(office, note="chưa có hướng dẫn")
    assert asked.status_code == 422 and "Có 1 bước đã ghi" in check_page(asked).text
    assert decide(office, note="chưa có hướng dẫn", sure="y").status_code == 303
    assert book().mode_on(date(2026, 8, 1)) is AuthorityMode.B
    assert book().mode_on(date(2025, 6, 30)) is AuthorityMode.A
    assert "chưa có hướng dẫn" in office.page("/rules/authority").text
    assert "Đã ghi cấp quyết định" in decide(office, note="lại", sure="y").text
    action = f"/rules/authority/{db.session.scalars(select(AuthorityPeriod.id)).one()}/withdraw"
    fields = office.form("/rules/authority", action)
    asked = office.post(action, fields)
    assert asked.status_code == 422 and "Có 1 bước đã ghi" in check_page(asked).text
    assert office.post(action, fields | {"sure": "y", "command_id": "again"}).status_code == 303
    assert book().mode_on(date(2026, 8, 1)) is AuthorityMode.C


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"valid_from": "xx"}, "Chưa đọc được ngày"),
        ({"valid_from": ""}, "cần có nội dung"),
        ({"mode": "D"}, "không có trong danh sách"),
        ({"valid_from": "1/1/2040"}, "ba năm tới"),
    ],
)
def test_who_decides_cannot_be_said_badly(signed_in: SignedIn, typed: dict[str, str], said: str) -> None:
    answer = decide(signed_in("office"), note="căn cứ", **typed)
    assert answer.status_code == 422 and said in check_page(answer).text
    assert db.session.scalars(select(AuthorityPeriod)).all() == []


def test_every_rule_has_its_form(signed_in: SignedIn) -> None:
    office = signed_in("office")
    for rule in RULES[::7]:
        office.page(page_of(rule.id))
