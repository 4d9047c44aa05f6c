"""The layout linter on plans: what it keeps from being presented, remedies and their undoing, reasons."""

from datetime import date
from typing import NamedTuple

import pytest
from sqlalchemy import select

from phohoa.domain.errors import Conflict, Forbidden, Invalid, Refused
from phohoa.domain.numbering import PlanState
from phohoa.domain.paper_lint_shape import LintFinding, LintMark
from phohoa.extensions import db
from phohoa.models import AuditRow, PlanEvent, PlanLintMark, PlanSection, UnitName
from phohoa.services import clock, plan_lint, plan_lint_pages, plan_lint_steps, plans
from phohoa.services.plan_content import paper_of
from tests import factories
from tests.plan_world import YEAR, World
from tests.plan_world import world as world


def standing(world: World, plan_id: int) -> plan_lint.Standing:
    plan = world.plan(plan_id)
    return plan_lint.standing_of(db.session(), paper_of(db.session(), plan), clock.today())


def find(world: World, plan_id: int, code: str) -> list[LintFinding]:
    return [one for one in standing(world, plan_id).findings if one.code.value == code]


class Part(NamedTuple):
    """A section as it stood when it was asked for."""

    id: int
    version: int
    body: str


def section(plan_id: int, heading: str) -> Part:
    db.session.rollback()
    rows = db.session.scalars(select(PlanSection).where(PlanSection.plan_id == plan_id))
    return next(Part(row.id, row.version, row.body) for row in rows if row.heading == heading)


def write(world: World, plan_id: int, heading: str, body: str) -> Part:
    row = section(plan_id, heading)
    plans.edit_section(world.caller("office"), plan_id, row.id, row.version, heading, body)
    return section(plan_id, heading)


@pytest.mark.parametrize("year", range(2021, YEAR + 2))
def test_a_plan_from_the_template_has_nothing_to_mend_or_look_at(world: World, year: int) -> None:
    counts = standing(world, world.draft(year)).counts()
    assert (counts.must, counts.look) == (0, 0)


def test_a_plan_that_must_be_mended_is_not_presented(world: World) -> None:
    plan_id = world.draft()
    write(world, plan_id, "Mục đích", "- Phường Phố Hoà nâng cao chất lượng.")
    with pytest.raises(Refused) as refused:
        plans.submit_plan(world.caller("office"), plan_id, world.plan(plan_id).version, True)
    assert (refused.value.code, refused.value.params) == ("lint_hard", {"count": 1})
    assert world.plan(plan_id).state is PlanState.DRAFT


def test_what_should_be_looked_at_asks_once_and_is_written_down(world: World) -> None:
    plan_id = world.draft()
    write(world, plan_id, "Mục đích", "- Phường Phổ Hoà nâng cao chất lượng.")
    office = world.caller("office")
    with pytest.raises(Refused) as refused:
        plans.submit_plan(office, plan_id, world.plan(plan_id).version)
    assert refused.value.code == "lint_soft"
    plans.submit_plan(office, plan_id, world.plan(plan_id).version, True)
    db.session.rollback()
    event = db.session.scalars(select(PlanEvent).order_by(PlanEvent.id.desc()).limit(1)).one()
    assert (event.to_state is PlanState.IN_REVIEW and "01 chỗ" in event.reason) or "1 chỗ" in event.reason


def test_a_remedy_is_a_new_version_that_can_be_taken_back(world: World) -> None:
    plan_id, office = world.draft(), world.caller("office")
    old = "- Đây mạnh công tác.\n- Phường Phố Hoà, phường Phố Hoà."
    row = write(world, plan_id, "Mục đích", old)
    (named,) = {one.id: one for one in find(world, plan_id, "name_misspelt")}.values()
    done = plan_lint_steps.mend(office, plan_id, named.id, row.version)
    assert (done.original, done.replacement, done.count) == ("Phố Hoà", "Phổ Hòa", 2)
    now = section(plan_id, "Mục đích")
    assert now.body == "- Đây mạnh công tác.\n- Phường Phổ Hòa, phường Phổ Hòa."
    assert now.version == row.version + 1
    # What stands before it is mended too: the marks further behind move with their words.
    (misread,) = find(world, plan_id, "misread")
    plan_lint_steps.mend(office, plan_id, misread.id, now.version)
    marks = db.session.scalars(select(PlanLintMark).order_by(PlanLintMark.id)).all()
    assert [mark.kind for mark in marks] == [LintMark.MENDED] * 3
    for mark_id in [mark.id for mark in marks]:
        plan_lint_steps.take_back(office, plan_id, mark_id)
    assert section(plan_id, "Mục đích").body == old
    actions = db.session.scalars(select(AuditRow.entity)).all()
    assert "plan_lint_mark" in actions


def test_a_remedy_everywhere_changes_every_part_with_the_same_words(world: World) -> None:
    plan_id, office = world.draft(), world.caller("office")
    write(world, plan_id, "Mục đích", "- Phường Phố Hoà.")
    row = write(world, plan_id, "Yêu cầu", "- Phường Phố Hoà.")
    one = next(f for f in find(world, plan_id, "name_misspelt") if f.key == f"s{row.id}.body")
    assert plan_lint_steps.mend(office, plan_id, one.id, row.version, True).count == 2
    assert find(world, plan_id, "name_misspelt") == []
    assert section(plan_id, "Mục đích").body == section(plan_id, "Yêu cầu").body == "- Phường Phổ Hòa."


def test_a_remedy_on_older_words_changes_nothing(world: World) -> None:
    plan_id, office = world.draft(), world.caller("office")
    row = write(world, plan_id, "Mục đích", "- Phường Phố Hoà.")
    (one,) = find(world, plan_id, "name_misspelt")
    write(world, plan_id, "Mục đích", "- Phường Phố Hoà và các nơi.")
    with pytest.raises(Conflict) as stale:
        plan_lint_steps.mend(office, plan_id, one.id, row.version)
    assert stale.value.code == "stale"
    write(world, plan_id, "Mục đích", "- Không còn gì.")
    with pytest.raises(Conflict) as gone:
        plan_lint_steps.mend(office, plan_id, one.id, section(plan_id, "Mục đích").version)
    assert gone.value.code == "lint_gone"
    assert section(plan_id, "Mục đích").body == "- Không còn gì."


def test_a_remedy_is_not_taken_back_over_newer_words(world: World) -> None:
    plan_id, office = world.draft(), world.caller("office")
    row = write(world, plan_id, "Mục đích", "- Phường Phố Hoà.")
    (one,) = find(world, plan_id, "name_misspelt")
    plan_lint_steps.mend(office, plan_id, one.id, row.version)
    write(world, plan_id, "Mục đích", "- Câu mới.")
    mark = db.session.scalars(select(PlanLintMark.id)).one()
    with pytest.raises(Conflict) as gone:
        plan_lint_steps.take_back(office, plan_id, mark)
    assert gone.value.code == "lint_gone" and section(plan_id, "Mục đích").body == "- Câu mới."
    assert plan_lint_pages.lint_page(world.actor("office"), plan_id).mended == ()


def test_a_space_is_not_put_back_where_something_else_stands_since(world: World) -> None:
    plan_id, office = world.draft(), world.caller("office")
    old = "- Nâng cao chất lượng ; giữ vững nguyên tắc ; làm tốt."
    row = write(world, plan_id, "Mục đích", old)
    one = find(world, plan_id, "space_before")[0]
    assert plan_lint_steps.mend(office, plan_id, one.id, row.version, True).count == 2
    marks = db.session.scalars(select(PlanLintMark.id)).all()
    mended = section(plan_id, "Mục đích").body
    since = mended.replace("- ", "- Một câu viết thêm. ")
    write(world, plan_id, "Mục đích", since)
    with pytest.raises(Conflict) as gone:
        plan_lint_steps.take_back(office, plan_id, marks[0], True)
    assert gone.value.code == "lint_gone" and section(plan_id, "Mục đích").body == since
    assert plan_lint_pages.lint_page(world.actor("office"), plan_id).mended == ()
    write(world, plan_id, "Mục đích", mended)
    assert plan_lint_steps.take_back(office, plan_id, marks[0], True).count == 2
    assert section(plan_id, "Mục đích").body == old


def test_the_head_is_mended_like_the_text(world: World) -> None:
    plan_id, office = world.draft(), world.caller("office")
    plan = world.plan(plan_id)
    data = plans.HeadInput(
        subject="Phát triển đảng viên năm 2019",
        place="phường Phổ Hòa",
        authority=plan.authority,
        position=plan.position,
        signatory_id=plan.signatory_id,
        recipients="Các chi bộ trực thuộc",
        parent_issuer=plan.parent_issuer,
    )
    plans.edit_head(office, plan_id, plan.version, data)
    for code in ("subject_capital", "year_subject", "place_word", "recipient_last"):
        (one,) = find(world, plan_id, code)
        plan_lint_steps.mend(office, plan_id, one.id, world.plan(plan_id).version)
    plan = world.plan(plan_id)
    assert plan.subject == f"phát triển đảng viên năm {YEAR}" and plan.place == "Phổ Hòa"
    assert plan.recipients == "Các chi bộ trực thuộc\nLưu Văn phòng Đảng ủy"
    assert standing(world, plan_id).counts().must == 0


def test_a_finding_put_aside_with_a_reason_no_longer_counts(world: World) -> None:
    plan_id, office = world.draft(), world.caller("office")
    write(world, plan_id, "Mục đích", "- Xã Phố Hoà ở tỉnh khác.")
    (one,) = find(world, plan_id, "name_misspelt")
    with pytest.raises(Invalid) as empty:
        plan_lint_steps.put_aside(office, plan_id, one.id, "  ")
    assert empty.value.fields == {"reason": "required"}
    plan_lint_steps.put_aside(office, plan_id, one.id, "Tên của một xã khác")
    counts = standing(world, plan_id).counts()
    assert (counts.must, counts.aside) == (0, 1)
    shown = plan_lint_pages.lint_page(world.actor("signatory"), plan_id)
    assert [(line.reason, line.finding.original) for line in shown.asides] == [
        ("Tên của một xã khác", "Phố Hoà")
    ]
    assert not shown.may_edit
    mark_id = shown.asides[0].mark_id
    assert mark_id is not None
    plan_lint_steps.take_up(office, plan_id, mark_id)
    assert standing(world, plan_id).counts().must == 1


def test_what_the_paper_cannot_be_drawn_without_is_not_put_aside(world: World) -> None:
    plan_id = world.draft()
    write(world, plan_id, "Mục đích", "- Chữ 漢 lạ.")
    (one,) = find(world, plan_id, "foreign_letter")
    with pytest.raises(Refused) as refused:
        plan_lint_steps.put_aside(world.caller("office"), plan_id, one.id, "Không sao")
    assert refused.value.code == "lint_never_aside"


def test_only_the_office_mends_and_only_a_draft(world: World) -> None:
    plan_id = world.draft()
    write(world, plan_id, "Mục đích", "- Phường Phổ Hoà.")
    (one,) = find(world, plan_id, "name_tone")
    for name in ("signatory", "committee", "b1"):
        with pytest.raises(Forbidden):
            plan_lint_steps.put_aside(world.caller(name), plan_id, one.id, "vì")
    plans.submit_plan(world.caller("office"), plan_id, world.plan(plan_id).version, True)
    with pytest.raises(Conflict) as frozen:
        plan_lint_steps.mend(world.caller("office"), plan_id, one.id, section(plan_id, "Mục đích").version)
    assert frozen.value.code == "plan_frozen"


def test_the_same_press_twice_mends_once(world: World) -> None:
    plan_id = world.draft()
    row = write(world, plan_id, "Mục đích", "- Phường Phố Hoà.")
    (one,) = find(world, plan_id, "name_misspelt")
    press = world.caller("office", "press-of-the-linter-1")
    first = plan_lint_steps.mend(press, plan_id, one.id, row.version)
    assert plan_lint_steps.mend(press, plan_id, one.id, row.version) == first
    assert len(db.session.scalars(select(PlanLintMark)).all()) == 1


def test_names_follow_the_day_of_the_plan(world: World) -> None:
    """A branch that is renamed is called by its new name from that day on, by the old one before."""
    with factories.writing():
        branch = factories.branch("Chi bộ Tổ dân phố Mới Tên", opened_on=date(2015, 1, 1))
        for name, start, end in (
            ("Chi bộ Thôn Cũ Tên", date(2015, 1, 1), date(YEAR - 1, 6, 30)),
            ("Chi bộ Tổ dân phố Mới Tên", date(YEAR - 1, 7, 1), None),
        ):
            db.session.flush()
            db.session.add(UnitName(branch_id=branch.id, name=name, valid_from=start, valid_to=end))
    plan_id = world.draft()
    write(world, plan_id, "Mục đích", "- Chi bộ Thôn Cũ Tên có nguồn.")
    (one,) = find(world, plan_id, "name_former")
    assert one.replacement == "Chi bộ Tổ dân phố Mới Tên"
