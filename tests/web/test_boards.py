"""The boards in the browser: what stands there, what it weighs, who sees what."""

from types import SimpleNamespace

import pytest

from phohoa.extensions import db
from phohoa.models import Branch
from phohoa.services import clock

from .. import factories
from .people_of import fill_board, name_of


@pytest.fixture
def forty(people: SimpleNamespace) -> SimpleNamespace:
    """Forty people in the first branch, three in the second."""
    with factories.writing():
        people.runs = [run.id for run in fill_board(db.session.get(Branch, people.first), 40, clock.today())]
        second = db.session.get(Branch, people.second)
        people.others = [run.id for run in fill_board(second, 3, clock.today(), first=100)]
    return people


def test_a_board_of_forty_cards_is_light_and_asks_the_database_little(
    forty: SimpleNamespace, signed_in
) -> None:
    page = signed_in("b1").page(f"/branches/{forty.first}/board", queries=12)
    assert sum("card" in tag.get("class", "").split() for tag in page.all("li")) == 40
    for number in range(40):
        assert name_of(number) in page.text
    assert name_of(100) not in page.text
