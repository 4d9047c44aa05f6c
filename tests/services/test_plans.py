"""Writing a plan: the template, sections, head, allocation, and the way to approval."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from phohoa.domain.access import Action, scope_of
from phohoa.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from phohoa.domain.numbering import PlanState
from phohoa.extensions import db
from phohoa.models import PlanAllocation, PlanSection
from phohoa.services import clock, plan_order, plan_pages, plans
from phohoa.services.plan_content import content_of, paper_of
from phohoa.services.plans import HeadInput, UnitInput
from phohoa.texts import plan_template

from .. import factories
from ..plan_world import YEAR, World, world

__all__ = ["world"]


def sections(plan_id: int) -> list[PlanSection]:
    db.session.rollback()
    found = select(PlanSection).where(PlanSection.plan_id == plan_id, PlanSection.removed_at.is_(None))
    found = found.order_by(PlanSection.position)
    return list(db.session.scalars(found))


def section(plan_id: int, heading: str) -> PlanSection:
    return next(s for s in sections(plan_id) if s.heading == heading)


def edit(world: World, plan_id: int, heading: str, body: str) -> None:
    found = section(plan_id, heading)
    plans.edit_section(world.caller("office"), plan_id, found.id, found.version, heading, body)


def test_a_new_plan_covers_every_branch_but_the_practice_one_and_every_organisation(world: World) -> None:
    plan_id = world.draft()
    rows = db.session.scalars(select(PlanAllocation).where(PlanAllocation.plan_id == plan_id)).all()
    assert {(r.branch_id, r.organisation_id, r.introductions, r.admissions) for r in rows} == {
        (world.ids.first, None, 0, 1),
        (world.ids.second, None, 0, 1),
        (None, world.ids.farmers, 1, 1),
    }


BASES = [
    pytest.param(date(2023, 1, 9), ("24-QĐ/TW", "01-HD/TW"), ("294-QĐ/TW",), id="2023 cites 24 and 01"),
    pytest.param(
        date(2025, 8, 1), ("294-QĐ/TW", "06-HD/TW"), ("24-QĐ/TW", "38-HD"), id="August 2025: 294 and 06"
    ),
    pytest.param(date(2025, 12, 1), ("294-QĐ/TW", "06-HD/TW", "38-HD/BTCTW"), (), id="then also 38"),
    pytest.param(
        date(2026, 9, 1),
        ("208-QĐ/TW", "01-HD/TW ngày 19/5/2026", "38-HD/BTCTW"),
        ("294-QĐ/TW", "06-HD/TW"),
        id="2026: the successors in force",
    ),
]


@pytest.mark.parametrize(("day", "cited", "not_cited"), BASES)
def test_the_bases_follow_the_day(day: date, cited: tuple[str, ...], not_cited: tuple[str, ...]) -> None:
    bases = plan_template.sections(day, None)[0].body
    assert all(f" {name}" in bases for name in cited)
    assert not any(f" {name}" in bases for name in not_cited)


def test_the_numbers_in_the_text_follow_the_allocation(world: World) -> None:
    plan_id = world.draft()
    plan = world.plan(plan_id)
    office = world.caller("office")
    branches = (UnitInput(world.ids.first, 3), UnitInput(world.ids.second, 4))
    plans.edit_allocation(office, plan_id, plan.version, branches, (UnitInput(world.ids.farmers, 1, 2),))
    content = content_of(paper_of(db.session(), world.plan(plan_id)))
    words = "\n".join(p for s in content.sections for p in s.paragraphs)
    assert f"ít nhất 07 đảng viên trong năm {YEAR}" in words
    assert "02 chi bộ và 01 tổ chức" in words
    tables = [t for s in content.sections for t in s.tables]
    assert [row[-1] for row in tables[0].rows] == ["03", "04"] and tables[0].total[-1] == "07"
    assert tables[1].rows[0][2:] == ("02", "01")
    assert "{" not in words


def test_headings_are_numbered_as_party_papers_do(world: World) -> None:
    paper = paper_of(db.session(), world.plan(world.draft()))
    for dated, mark in ((date(2025, 12, 31), "-"), (date(2026, 1, 1), ".")):
        labels = [(s.level, s.label) for s in content_of(paper, 1, dated).sections]
        assert labels[:4] == [(1, f"I{mark}"), (2, "1."), (2, "2."), (1, f"II{mark}")]
        assert labels[-4:] == [(1, f"III{mark}"), (2, "1."), (2, "2."), (2, "3.")]


def test_one_draft_a_year_at_a_time(world: World) -> None:
    world.draft()
    with pytest.raises(Conflict) as raised:
        world.draft()
    assert raised.value.code == "plan_open_already"


@pytest.mark.parametrize("year", [1999, clock.today().year + 2, 0, -5])
def test_a_year_out_of_reach_is_refused(world: World, year: int) -> None:
    with pytest.raises(Invalid) as raised:
        world.draft(year)
    assert raised.value.fields["year"][0] == "plan_year"


def test_two_people_edit_two_sections_and_nothing_is_lost(world: World) -> None:
    plan_id = world.draft()
    one, two = section(plan_id, "Mục đích"), section(plan_id, "Yêu cầu")
    seen = (one.id, one.version, two.id, two.version)
    plans.edit_section(world.caller("office"), plan_id, seen[0], seen[1], "Mục đích", "một")
    plans.edit_section(world.caller("office"), plan_id, seen[2], seen[3], "Yêu cầu", "hai")
    assert section(plan_id, "Mục đích").body == "một"
    assert section(plan_id, "Yêu cầu").body == "hai"


def test_a_section_changed_since_is_not_overwritten(world: World) -> None:
    plan_id = world.draft()
    found = section(plan_id, "Mục đích")
    section_id, version = found.id, found.version
    plans.edit_section(world.caller("office"), plan_id, section_id, version, "Mục đích", "của người trước")
    with pytest.raises(Conflict) as raised:
        plans.edit_section(world.caller("office"), plan_id, section_id, version, "Mục đích", "của tôi")
    assert raised.value.code == "stale"
    assert section(plan_id, "Mục đích").body == "của người trước"


def test_a_section_of_another_plan_is_not_found(world: World) -> None:
    first, second = world.draft(YEAR), world.draft(YEAR + 1)
    other = section(second, "Mục đích")
    with pytest.raises(NotFound):
        plans.edit_section(world.caller("office"), first, other.id, other.version, "Mục đích", "x")


def test_a_numbered_section_moves_within_its_part_only(world: World) -> None:
    plan_id = world.draft()
    office = world.caller("office")
    plan_order.move_section(office, plan_id, section(plan_id, "Yêu cầu").id, True)
    headings = [s.heading for s in sections(plan_id)]
    assert headings.index("Yêu cầu") == headings.index("Mục đích") - 1
    plan_order.move_section(office, plan_id, section(plan_id, "Yêu cầu").id, True)
    assert [s.heading for s in sections(plan_id)] == headings


def test_a_section_is_added_where_it_was_asked_for_and_comes_back_when_it_was_taken_out(world: World) -> None:
    plan_id = world.draft()
    office = world.caller("office")
    before = [s.heading for s in sections(plan_id)]
    added = plan_order.add_section(office, plan_id, section(plan_id, "Mục đích").id)
    after = [s.heading for s in sections(plan_id)]
    assert after[after.index("Mục đích") + 1] == "Mục mới" and len(after) == len(before) + 1
    edit(world, plan_id, "Mục mới", "có chữ")
    plan_order.remove_section(office, plan_id, added.section_id)
    assert [s.heading for s in sections(plan_id)] == before
    plan_order.bring_back_section(office, plan_id, added.section_id)
    assert [s.heading for s in sections(plan_id)] == after
    assert section(plan_id, "Mục mới").body == "có chữ"


@pytest.mark.parametrize("heading", ["Căn cứ", "NỘI DUNG", "Phân bổ chỉ tiêu năm {năm}", "Lời kết"])
def test_what_every_plan_has_is_not_taken_out(world: World, heading: str) -> None:
    plan_id = world.draft()
    with pytest.raises(Refused):
        plan_order.remove_section(world.caller("office"), plan_id, section(plan_id, heading).id)


def head(world: World, **changes: object) -> HeadInput:
    values: dict[str, object] = {
        "subject": "phát triển đảng viên",
        "place": "Phổ Hòa",
        "authority": "T/M BAN THƯỜNG VỤ",
        "position": "PHÓ BÍ THƯ",
        "signatory_id": world.ids.signatory,
        "recipients": "Thị ủy\nLưu Văn phòng Đảng ủy",
        "parent_issuer": "ĐẢNG BỘ THỊ XÃ ĐỨC PHỔ",
        **changes,
    }
    return HeadInput(**values)  # type: ignore[arg-type]


def test_the_head_is_what_the_paper_shows(world: World) -> None:
    plan_id = world.draft()
    plans.edit_head(world.caller("office"), plan_id, world.plan(plan_id).version, head(world, ward_target=9))
    content = content_of(paper_of(db.session(), world.plan(plan_id)))
    assert (content.authority, content.position) == ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")
    assert content.recipients == ("Thị ủy", "Lưu Văn phòng Đảng ủy")
    assert any("ít nhất 09 đảng viên" in p for s in content.sections for p in s.paragraphs)


WRONG_HEADS = [
    ("subject", " "),
    ("recipients", ""),
    ("authority", "TM. ĐẢNG ỦY"),
    ("position", "CHỦ TỊCH"),
    ("signatory_id", None),
    ("signatory_id", 999_999),
    ("ward_target", 0),
    ("dated", date(2999, 1, 1)),
]


@pytest.mark.parametrize(("name", "value"), WRONG_HEADS)
def test_a_wrong_head_is_said_beside_its_field(world: World, name: str, value: object) -> None:
    plan_id = world.draft()
    version = world.plan(plan_id).version
    with pytest.raises(Invalid) as raised:
        plans.edit_head(world.caller("office"), plan_id, version, head(world, **{name: value}))
    assert set(raised.value.fields) == {name}


@pytest.mark.parametrize("number", [0, -1, None, 1000])
def test_each_branch_is_asked_for_at_least_one(world: World, number: int | None) -> None:
    plan_id = world.draft()
    version = world.plan(plan_id).version
    with pytest.raises(Invalid) as raised:
        plans.edit_allocation(
            world.caller("office"), plan_id, version, (UnitInput(world.ids.first, number),), ()
        )
    assert set(raised.value.fields) == {f"b{world.ids.first}"}


def test_an_allocation_typed_over_another_one_is_a_conflict(world: World) -> None:
    plan_id = world.draft()
    version = world.plan(plan_id).version
    typed = ((UnitInput(world.ids.first, 2),), (UnitInput(world.ids.farmers, 1, 1),))
    plans.edit_allocation(world.caller("office"), plan_id, version, *typed)
    with pytest.raises(Conflict):
        plans.edit_allocation(world.caller("office"), plan_id, version, *typed)


def test_a_branch_opened_since_keeps_the_plan_from_being_submitted(world: World) -> None:
    plan_id = world.draft()
    with factories.writing():
        factories.branch("Chi bộ Mới Lập")
    with pytest.raises(Invalid) as raised:
        world.submitted(plan_id)
    assert [code for code, _ in raised.value.fields.values()] == ["allocation_missing"]
    shown = plan_pages.allocation_page(world.actor("office"), plan_id)
    assert [line.name for line in shown.branches if line.is_new] == ["Chi bộ Mới Lập"]
    typed = tuple(UnitInput(line.unit_id, line.admissions) for line in shown.branches)
    plans.edit_allocation(
        world.caller("office"), plan_id, shown.version, typed, (UnitInput(world.ids.farmers, 1, 1),)
    )
    world.submitted(plan_id)


def test_a_place_left_to_fill_in_keeps_the_plan_from_being_submitted(world: World) -> None:
    plan_id = world.draft()
    edit(world, plan_id, "Căn cứ", "Căn cứ Nghị quyết số [số nghị quyết] năm [năm],")
    with pytest.raises(Invalid) as raised:
        world.submitted(plan_id)
    assert raised.value.fields["p0"] == ("marks_left", {"marks": "[số nghị quyết]"})
    assert world.plan(plan_id).state is PlanState.DRAFT


def test_the_way_to_approval_and_back(world: World) -> None:
    plan_id = world.submitted(world.draft())
    signatory = world.caller("signatory")
    with pytest.raises(Invalid):
        plans.return_plan(signatory, plan_id, world.plan(plan_id).version, "  ")
    plans.return_plan(signatory, plan_id, world.plan(plan_id).version, "Bổ sung căn cứ")
    shown = plan_pages.plan_page(world.actor("office"), plan_id)
    assert (shown.state, shown.return_reason) == (PlanState.RETURNED, "Bổ sung căn cứ")
    edit(world, plan_id, "Mục đích", "đã bổ sung")
    world.submitted(plan_id)
    plans.take_back_plan(world.caller("office"), plan_id, world.plan(plan_id).version)
    assert world.plan(plan_id).state is PlanState.DRAFT
    world.approved(plan_id)
    assert [e.state.value for e in plan_pages.plan_page(world.actor("office"), plan_id).events] == [
        "approved",
        "in_review",
        "draft",
        "in_review",
        "returned",
        "in_review",
        "draft",
    ]


FROZEN: list[Callable[[World, int], object]] = [
    lambda w, p: edit(w, p, "Mục đích", "muộn"),
    lambda w, p: plan_order.move_section(w.caller("office"), p, section(p, "Yêu cầu").id, True),
    lambda w, p: plans.edit_head(w.caller("office"), p, w.plan(p).version, head(w)),
    lambda w, p: plans.edit_allocation(w.caller("office"), p, w.plan(p).version, (), ()),
]


@pytest.mark.parametrize("change", FROZEN, ids=["section", "order", "head", "allocation"])
def test_nothing_changes_once_the_plan_is_submitted(
    world: World, change: Callable[[World, int], object]
) -> None:
    plan_id = world.submitted(world.draft())
    with pytest.raises(Conflict) as raised:
        change(world, plan_id)
    assert raised.value.code == "plan_frozen"


def test_what_was_approved_is_what_was_seen(world: World) -> None:
    plan_id = world.submitted(world.draft())
    seen = world.plan(plan_id).version
    plans.take_back_plan(world.caller("office"), plan_id, seen)
    edit(world, plan_id, "Mục đích", "khác")
    world.submitted(plan_id)
    with pytest.raises(Conflict):
        plans.approve_plan(world.caller("signatory"), plan_id, seen)


@pytest.mark.parametrize("role", ["admin", "signatory", "committee", "b1", "mass_org", "auditor"])
def test_only_the_office_writes_a_plan(world: World, role: str) -> None:
    with pytest.raises(Forbidden):
        plans.create_plan(world.caller(role), YEAR)


@pytest.mark.parametrize("role", ["admin", "office", "committee", "b1", "mass_org", "auditor"])
def test_only_a_signatory_decides(world: World, role: str) -> None:
    plan_id = world.submitted(world.draft())
    with pytest.raises(Forbidden):
        plans.approve_plan(world.caller(role), plan_id, world.plan(plan_id).version)
    assert scope_of(world.actor(role), Action.PLAN_DECIDE) is None


def test_pressing_create_twice_makes_one_plan(world: World) -> None:
    caller = world.caller("office", "one-press")
    assert plans.create_plan(caller, YEAR) == plans.create_plan(caller, YEAR)
