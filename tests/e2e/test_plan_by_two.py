"""Two people of the office write one plan at the same time, each at a browser of their own."""

from collections.abc import Callable
from types import SimpleNamespace

from playwright.sync_api import Page, expect
from sqlalchemy import select

from phohoa.domain.access import Role
from phohoa.models import PlanSection, PlanVersion
from phohoa.services import clock, plans

from .. import factories
from .conftest import Visitor
from .rows import caller_of, read

Open = Callable[..., Visitor]


def section_called(plan_id: int, heading: str) -> int:
    """The section of a plan with a heading."""
    wanted = PlanSection.plan_id == plan_id, PlanSection.heading == heading
    (found,) = read(select(PlanSection.id).where(*wanted))
    return int(found)


def save(page: Page, *, refused: bool = False) -> None:
    """Press the one main button and wait for its answer: the next section, or the page with both texts."""
    here = page.url
    page.click("main button.primary")
    if refused:
        page.wait_for_selector("text=Nội dung đang lưu")
    else:
        page.wait_for_url(lambda address: address != here)


def test_two_people_write_different_sections_and_then_the_same(
    visitor: Open, people: SimpleNamespace
) -> None:
    plan_id = plans.create_plan(caller_of(people.office), clock.today().year).plan_id
    aims, needs = section_called(plan_id, "Mục đích"), section_called(plan_id, "Yêu cầu")
    with factories.writing():
        factories.user(Role.OFFICE, "office-2")
    one, other = visitor(), visitor(width=390)
    other.expected.append("409")
    one.sign_in("office")
    other.sign_in("office-2")

    def words(section_id: int) -> str:
        (found,) = read(select(PlanSection.body).where(PlanSection.id == section_id))
        return str(found)

    # Different sections, both open at once: neither disturbs the other.
    first = one.go(f"/plans/{plan_id}/sections/{aims}")
    second = other.go(f"/plans/{plan_id}/sections/{needs}")
    first.fill("textarea[name=body]", "- Mỗi chi bộ có nguồn vững chắc.")
    second.fill("textarea[name=body]", "- Đúng tiêu chuẩn, đúng quy trình.")
    save(first)
    save(second)
    assert words(aims) == "- Mỗi chi bộ có nguồn vững chắc."
    assert words(needs) == "- Đúng tiêu chuẩn, đúng quy trình."

    # The same section: who comes second sees both texts, and nothing that was typed is gone.
    first = one.go(f"/plans/{plan_id}/sections/{aims}")
    second = other.go(f"/plans/{plan_id}/sections/{aims}")
    first.fill("textarea[name=body]", "- Mỗi chi bộ có nguồn vững chắc, nhất là người trẻ.")
    second.fill("textarea[name=body]", "- Mỗi chi bộ có nguồn vững chắc, ưu tiên phụ nữ.")
    save(first)
    save(second, refused=True)
    expect(second.locator("main")).to_contain_text("Nội dung đồng chí vừa nhập còn nguyên ở dưới.")
    expect(second.locator("main .notice", has_text="Nội dung đang lưu")).to_contain_text("nhất là người trẻ.")
    assert second.input_value("textarea[name=body]") == "- Mỗi chi bộ có nguồn vững chắc, ưu tiên phụ nữ."
    assert words(aims) == "- Mỗi chi bộ có nguồn vững chắc, nhất là người trẻ."
    assert second.evaluate("document.documentElement.scrollWidth <= innerWidth"), "both texts fit on a phone"

    # Joined by hand and saved; the first sees it, and every text is still among the versions.
    joined = "- Mỗi chi bộ có nguồn vững chắc, nhất là người trẻ, ưu tiên phụ nữ."
    second.fill("textarea[name=body]", joined)
    save(second)
    assert one.go(f"/plans/{plan_id}/sections/{aims}").input_value("textarea[name=body]") == joined
    kept = read(select(PlanVersion.body).where(PlanVersion.section_id == aims).order_by(PlanVersion.number))
    assert kept[1:] == [
        "- Mỗi chi bộ có nguồn vững chắc.",
        "- Mỗi chi bộ có nguồn vững chắc, nhất là người trẻ.",
        joined,
    ]
    assert words(needs) == "- Đúng tiêu chuẩn, đúng quy trình."
