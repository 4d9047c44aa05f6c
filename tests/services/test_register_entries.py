"""What the office does with numbers by hand: reserve, use, give up, enter, correct."""

from datetime import timedelta

import pytest

from phohoa.domain.errors import Conflict, Forbidden, Invalid, Refused
from phohoa.domain.numbering import DocumentKind
from phohoa.domain.register import EntryState, OrderMark
from phohoa.services import clock, register, register_entries
from phohoa.services.register_check import check_books
from phohoa.services.register_entries import PaperInput
from phohoa.services.register_pages import BookFilter, EntryLine, book, entry_page, gap_report
from phohoa.services.register_words import outgoing_cells, outgoing_note

from ..plan_world import World, signing, world

__all__ = ["signing", "world"]

PLAN, REPORT = DocumentKind.PLAN, DocumentKind.REPORT
TODAY = clock.today()
AGO = TODAY - timedelta(days=5)
PAPER = PaperInput("về việc thử", "Trăng Thị Sáng", "- Thị ủy;\n- Lưu Văn phòng Đảng ủy.", "", 3, "a" * 64)


def lines(world: World, wanted: BookFilter | None = None) -> dict[str, EntryLine]:
    return {line.symbol: line for line in book(world.actor("office"), None, wanted).lines}


def record(world: World, dated=TODAY, reason: str = "", paper: PaperInput = PAPER) -> register.Taken:
    return register_entries.record_outside(world.caller("office"), PLAN, dated, paper, reason)


def reserve(world: World, dated=TODAY, reason: str = "") -> tuple[int, int]:
    taken = register_entries.reserve(
        world.caller("office"), PLAN, dated, "dành cho đề án", "chờ ý kiến", reason
    )
    line = lines(world)[taken.symbol]
    return line.id, line.version


def wrong(raised: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {name: code if isinstance(code, str) else code[0] for name, code in raised.value.fields.items()}


def test_a_paper_issued_elsewhere_takes_the_next_number_with_what_is_known_of_it(world: World) -> None:
    register.cancel_number(world.caller("office"), PLAN, TODAY, "in sai", "in sai")
    assert record(world).symbol == "02-KH/ĐU"
    line = lines(world)["02-KH/ĐU"]
    assert (line.state, line.is_outside, line.copies, line.outside_sha256) == (
        EntryState.USED,
        True,
        3,
        "a" * 64,
    )
    assert outgoing_cells(line) == (
        f"{TODAY:%d/%m/%Y}",
        "02-KH/ĐU",
        "về việc thử",
        "Trăng Thị Sáng",
        "Thị ủy; Lưu Văn phòng Đảng ủy",
        "Văn phòng Đảng ủy",
        "3",
        "văn bản giấy",
    )


def test_a_day_before_the_last_number_needs_its_reason_and_is_marked(world: World) -> None:
    record(world)
    with pytest.raises(Invalid) as raised:
        record(world, AGO)
    assert wrong(raised) == {"dated": "dated_before_last"}
    record(world, AGO, "giấy để quên ở Ban Tổ chức")
    line = lines(world)["02-KH/ĐU"]
    assert (line.order_mark, line.days_late) == (OrderMark.BACK_DATED, 5)
    assert outgoing_note(line) == "lùi ngày: giấy để quên ở Ban Tổ chức; vào sổ muộn 5 ngày; văn bản giấy"


def test_a_reserved_number_waits_and_takes_an_earlier_day_without_a_reason(world: World) -> None:
    entry_id, version = reserve(world, AGO)
    record(world)
    waiting = lines(world)["01-KH/ĐU"]
    assert (waiting.state, waiting.dated, waiting.reserve_reason) == (EntryState.RESERVED, AGO, "chờ ý kiến")
    taken = register_entries.use_reserved(world.caller("office"), entry_id, version, AGO, PAPER)
    used = lines(world)["01-KH/ĐU"]
    assert taken.symbol == "01-KH/ĐU"
    assert (used.state, used.order_mark, used.subject) == (
        EntryState.USED,
        OrderMark.BACK_DATED,
        "về việc thử",
    )
    assert outgoing_note(used).startswith(f"giữ số ngày {TODAY:%d/%m/%Y}")
    (run,) = gap_report(world.actor("committee"))
    assert (run.first, run.last, run.reserved, run.missing) == (1, 2, (), ())


def test_a_reserved_number_takes_no_day_after_the_next_one_unless_it_is_said_why(world: World) -> None:
    entry_id, version = reserve(world, AGO)
    record(world, AGO)
    caller = world.caller("office")
    with pytest.raises(Invalid) as raised:
        register_entries.use_reserved(caller, entry_id, version, TODAY, PAPER)
    assert wrong(raised) == {"dated": "dated_after_next"}
    register_entries.use_reserved(caller, entry_id, version, TODAY, PAPER, "ký lại sau khi góp ý")
    assert lines(world)["01-KH/ĐU"].order_mark is OrderMark.AFTER_NEXT


def test_a_plan_takes_the_number_that_was_kept_for_its_subject(signing: World) -> None:
    plan_id = signing.approved()
    office = signing.caller("office")
    subject = f"  {signing.plan(plan_id).subject.upper()} "
    register_entries.reserve(office, PLAN, AGO, subject, "chờ ký")
    record(signing, AGO)
    assert signing.issue(plan_id, AGO).symbol == "01-KH/ĐU"
    line = lines(signing)["01-KH/ĐU"]
    assert (line.state, line.subject) == (EntryState.USED, signing.plan(plan_id).subject)
    assert [h.event.value for h in entry_page(office.actor, line.id).happenings] == [
        "reserved",
        "taken",
        "used",
    ]
    assert all(check.sound for check in check_books(office.actor))


def test_a_reserved_number_is_given_up_with_its_reason_once(world: World) -> None:
    entry_id, version = reserve(world)
    caller = world.caller("office")
    with pytest.raises(Invalid):
        register_entries.give_up(caller, entry_id, version, " ")
    register_entries.give_up(caller, entry_id, version, "không ban hành nữa")
    line = lines(world)["01-KH/ĐU"]
    assert (line.state, line.cancelled_reason) == (EntryState.CANCELLED, "không ban hành nữa")
    with pytest.raises(Conflict):
        register_entries.use_reserved(caller, entry_id, version, TODAY, PAPER)
    with pytest.raises(Refused):
        register_entries.use_reserved(caller, entry_id, line.version, TODAY, PAPER)
    (run,) = gap_report(world.actor("auditor"))
    assert (run.cancelled, run.missing) == (("01-KH/ĐU",), ())


def test_a_paper_made_here_keeps_its_number_and_its_words(signing: World) -> None:
    signing.issue(signing.approved())
    line = lines(signing)["01-KH/ĐU"]
    assert line.state is EntryState.USED
    caller = signing.caller("office")
    with pytest.raises(Refused):
        register_entries.give_up(caller, line.id, line.version, "thôi")
    other = PaperInput("chữ khác", "Người Khác", "", "Tổ lưu trữ", 12)
    register_entries.correct(caller, line.id, line.version, other, "ghi nơi lưu")
    after = lines(signing)["01-KH/ĐU"]
    assert (after.subject, after.signatory_name) == (line.subject, line.signatory_name)
    assert (after.kept_by, after.copies) == ("Tổ lưu trữ", 12)


def test_a_slip_in_the_book_is_put_right_with_its_reason_and_stays_in_the_history(world: World) -> None:
    record(world)
    line = lines(world)["01-KH/ĐU"]
    caller = world.caller("office")
    fixed = PaperInput("về việc thử lại", "Trăng Thị Sáng", PAPER.recipients, "", 3)
    with pytest.raises(Invalid) as raised:
        register_entries.correct(caller, line.id, line.version, fixed, "")
    assert wrong(raised) == {"reason": "required"}
    register_entries.correct(caller, line.id, line.version, fixed, "gõ thiếu chữ")
    page = entry_page(world.actor("auditor"), line.id)
    assert page.line.subject == "về việc thử lại"
    assert [(h.event.value, h.reason) for h in page.happenings] == [
        ("recorded", ""),
        ("corrected", "gõ thiếu chữ"),
    ]
    with pytest.raises(Invalid) as raised:
        register_entries.correct(caller, line.id, page.line.version, fixed, "lần nữa")
    assert wrong(raised) == {"reason": "nothing_changed"}


def test_one_press_sent_twice_takes_one_number(world: World) -> None:
    caller = world.caller("office", "one-press")
    first = register_entries.record_outside(caller, PLAN, TODAY, PAPER)
    assert register_entries.record_outside(caller, PLAN, TODAY, PAPER) == first
    assert len(lines(world)) == 1


@pytest.mark.parametrize("role", ["admin", "signatory", "committee", "b1", "mass_org", "auditor"])
def test_only_the_office_writes_in_the_book(world: World, role: str) -> None:
    with pytest.raises(Forbidden):
        register_entries.reserve(world.caller(role), PLAN, TODAY, "x", "y")
    with pytest.raises(Forbidden):
        register_entries.record_outside(world.caller(role), PLAN, TODAY, PAPER)


def test_a_long_book_comes_in_pages_and_is_narrowed_by_kind_and_state(world: World) -> None:
    for number in range(45):
        kind = REPORT if number % 9 == 0 else PLAN
        register.cancel_number(world.caller("office"), kind, TODAY, f"văn bản {number}", "thử")
    register_entries.reserve(world.caller("office"), PLAN, TODAY, "dành cho đề án", "chờ ý kiến")
    office = world.actor("office")
    first, second = book(office), book(office, None, BookFilter(page=2))
    assert (first.total, first.pages, len(first.lines), len(second.lines)) == (46, 2, 40, 6)
    assert book(office, None, BookFilter(kind=REPORT)).total == 5
    assert set(lines(world, BookFilter(state=EntryState.RESERVED))) == {"41-KH/ĐU"}
