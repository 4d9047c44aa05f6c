"""A session of 40 branches and 300 proposals opens within what the issue allows: 60 KB and 15 queries."""

from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace

import pytest

from phohoa.domain.proposals import ProposalKind
from phohoa.domain.stages import MoveCode, Stage
from phohoa.extensions import db
from phohoa.models import Proposal, RunEvent
from phohoa.services import clock
from tests import factories
from tests.harness import Client
from tests.services.people_at_work import equip
from tests.session_world import TODAY, open_session, set_members

SignedIn = Callable[[str], Client]
BRANCHES, PROPOSALS = 40, 300
BYTES, QUERIES = 60 * 1024, 15
_FAMILY = ("Mây", "Gió", "Núi", "Sông", "Biển", "Nắng", "Mưa", "Sương", "Đồi", "Suối")
_GIVEN = ("Hoa", "Lành", "Cao", "Xanh", "Rộng", "Ấm", "Rào", "Sớm", "Thoải", "Trong", "Biếc")
_ROWS = (
    (ProposalKind.ADD, MoveCode.ADD_SYMPATHISER, Stage.SYMPATHISER),
    (ProposalKind.CLASS, MoveCode.PROPOSE_CLASS, Stage.CLASS_PROPOSED),
    (ProposalKind.START, MoveCode.PROPOSE_START, Stage.START_PROPOSED),
    (ProposalKind.REMOVE, MoveCode.LEAVE, Stage.LEFT),
    (ProposalKind.ADMIT, MoveCode.RESOLVE_BRANCH, Stage.BRANCH_RESOLVED),
)


@pytest.fixture
def ward(people: SimpleNamespace) -> Iterator[SimpleNamespace]:
    with clock.pretend(factories.at(TODAY)):
        ward = equip(people)
        set_members()
        with factories.writing():
            branches = [factories.branch(f"Chi bộ Tổ dân phố Thử {n}") for n in range(BRANCHES)]
            for n in range(PROPOSALS):
                kind, move, stage = _ROWS[n % len(_ROWS)]
                name = f"{_FAMILY[n % 10]} {'Thị' if n % 2 else 'Văn'} {_GIVEN[n % 11]} {n}"
                run = factories.run(branches[n % BRANCHES], name, stage)
                event = RunEvent(
                    run_id=run.id,
                    branch_id=run.branch_id,
                    kind="move",
                    move=move.value,
                    from_stage=Stage.SOURCE,
                    to_stage=stage,
                    happened_on=date(2026, 3, 4),
                    entered_at=clock.now(),
                    actor_name="Đá Văn Ghi",
                    reason_code="not_qualified" if kind is ProposalKind.REMOVE else "",
                    reason="Chưa đáp ứng yêu cầu" if kind is ProposalKind.REMOVE else "",
                    warnings={},
                    data={"typed": {"called": 9, "present": 9, "in_favour": 8}, "before": {}},
                )
                db.session.add(event)
                db.session.flush()
                db.session.add(
                    Proposal(
                        kind=kind,
                        run_id=run.id,
                        event_id=event.id,
                        branch_id=run.branch_id,
                        raised_on=date(2026, 3, 4),
                    )
                )
        yield ward


def test_the_table_of_a_whole_ward_keeps_its_budget(ward: SimpleNamespace, signed_in: SignedIn) -> None:
    session_id = open_session(ward)
    for who in ("office", "committee"):
        page = signed_in(who).page(f"/sessions/{session_id}", budget=BYTES, queries=QUERIES)
        assert page.text.count("04/03/2026") == PROPOSALS
        assert "chưa quyết định 300" in page.text


def test_all_of_a_kind_are_decided_with_one_press(ward: SimpleNamespace, signed_in: SignedIn) -> None:
    from tests.web.test_ward_sessions import whole_form

    here = f"/sessions/{open_session(ward)}"
    office = signed_in("office")
    form = whole_form(office, here) | {"scope": "kind:add", "outcome": "accepted"}
    assert office.post(f"{here}/decide", form).status_code == 303
    assert "đồng ý 60" in office.page(here, budget=BYTES, queries=QUERIES).text
