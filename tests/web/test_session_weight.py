"""The committee's session of the busiest month is light."""

from types import SimpleNamespace

from phohoa.services import clock

from .. import factories
from ..bench.crowd import BRANCHES, PROPOSALS, lay_before_the_committee

SESSION_BYTES = 60 * 1024
SESSION_QUERIES = 15


def test_a_session_of_forty_branches_and_three_hundred_proposals_is_light(
    people: SimpleNamespace, signed_in
) -> None:
    with factories.writing():
        lay_before_the_committee()
    office = signed_in("office")
    today = clock.today().strftime("%d/%m/%Y")
    added = office.post("/sessions", office.form("/sessions", "/sessions") | {"day": today})
    assert added.status_code == 303
    page = office.page(added.headers["Location"], budget=SESSION_BYTES, queries=SESSION_QUERIES)
    assert (BRANCHES, PROPOSALS) == (40, 300)
    assert page.text.count("-NQ/CB") >= PROPOSALS or len(page.all("tr")) > PROPOSALS
