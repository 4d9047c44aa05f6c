"""One person from the introduction to official member, 10/02/2025 to 04/02/2027, on real pages only.

The way begins under QD 232 while the town decides (mode A); the branch votes under QD 294 when the ward
decides by itself (mode B); recognition falls under QD 208, of which little is known (mode C).
"""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest

from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Branch

from .. import factories
from . import stations_class, stations_dossier, stations_list, stations_member, stations_papers
from .conftest import Calendar, Visitor
from .journey import Ward


@pytest.fixture
def rows(people: SimpleNamespace) -> SimpleNamespace:
    """Five official members and somebody else who has a certificate already."""
    with factories.writing():
        branch = db.session.get(Branch, people.first)
        assert branch is not None
        names = ("Sông Văn Bến", "Núi Minh Đồi", "Rừng Thị Thông", "Đá Văn Cuội", "Gió Thị Hè")
        members = [factories.member(branch, name).id for name in names]
        other = factories.run(
            branch,
            "Trăng Văn Rằm",
            Stage.CLASS_DONE,
            since=date(2024, 11, 20),
            sympathiser_on=date(2024, 3, 5),
            certificate_number="GCN 11/2024",
            certificate_on=date(2024, 11, 20),
        )
        return SimpleNamespace(members=members, other=other.id)


@pytest.fixture
def ward(visitor: Callable[..., Visitor], calendar: Calendar) -> Ward:
    return Ward(visitor, calendar)


def test_two_years(ward: Ward, people: SimpleNamespace, rows: SimpleNamespace) -> None:
    stations_list.introduce(ward, people)
    me = stations_list.put_on_the_list(ward, people, rows)
    class_url = stations_class.announce(ward)
    stations_list.propose_class(ward, people)
    stations_class.accept(ward, class_url, me)
    stations_class.enter_results(ward, class_url, me)
    stations_list.plan_backward(ward, me)
    stations_list.start_the_dossier(ward, people, me)
    stations_dossier.ask_to_verify(ward, me)
    stations_dossier.answer_verification(ward, me)
    stations_dossier.fill_dossier(ward, rows, me)
    stations_dossier.attach_scans(ward, me)
    stations_dossier.refused_before_complete(ward, me)
    stations_dossier.vote_in_vain(ward, me)
    stations_dossier.vote_again(ward, me)
    stations_papers.draw_branch_resolution(ward, me)
    stations_member.see_deadlines(ward)
    stations_member.decide(ward, me)
    stations_papers.draw_decision(ward, me)
    stations_member.hold_ceremony(ward, me)
    stations_class.new_members(ward, me)
    stations_member.wait_for_the_day(ward, me)
    stations_member.recognise(ward, me)
    stations_papers.hand_over(ward, me)
    stations_member.tells_it_all(ward.at("office", me))
