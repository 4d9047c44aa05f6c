"""A ward's session with much to decide: forty branches lay three hundred proposals before the committee."""

from datetime import date, timedelta

from phohoa.domain.proposals import ProposalKind
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Proposal, RunEvent
from phohoa.services import clock
from phohoa.texts.demo import people as names

from .. import factories

BRANCHES, PROPOSALS = 40, 300
#: Kind, move, and the steps before and after; in the proportion of a month.
KINDS = (
    (ProposalKind.CLASS, "propose_class", Stage.SYMPATHISER, Stage.CLASS_PROPOSED),
    (ProposalKind.ADD, "add_sympathiser", Stage.SOURCE, Stage.SYMPATHISER),
    (ProposalKind.CLASS, "propose_class", Stage.SYMPATHISER, Stage.CLASS_PROPOSED),
    (ProposalKind.START, "propose_start", Stage.CLASS_DONE, Stage.START_PROPOSED),
    (ProposalKind.REMOVE, "leave", Stage.SYMPATHISER, Stage.LEFT),
)


def name(number: int) -> str:
    pick = lambda words: words[number % len(words)]  # noqa: E731
    return f"{pick(names.FAMILY_NAMES)} {pick(names.MIDDLE_FEMALE)} {pick(names.GIVEN_FEMALE)}"


def lay_before_the_committee() -> None:
    """Rows of the branches, their people, what was moved, and the proposals; inside `factories.writing()`."""
    today = clock.today()
    raised = today - timedelta(days=3)
    branches = [factories.branch(f"Chi bộ Tổ dân phố Đông {number + 1:02d}") for number in range(BRANCHES)]
    for number in range(PROPOSALS):
        branch = branches[number % BRANCHES]
        kind, move, before, after = KINDS[number % len(KINDS)]
        listed = after is not Stage.SOURCE
        run = factories.run(
            branch,
            name(number),
            after,
            since=raised,
            sympathiser_on=date(2026, 1, 5) if listed else None,
            closed_on=raised if after is Stage.LEFT else None,
            person={"birth_year": 1975 + number % 30},
        )
        event = RunEvent(
            branch_id=branch.id,
            run_id=run.id,
            kind="move",
            move=move,
            from_stage=before,
            to_stage=after,
            happened_on=raised,
            entered_at=clock.now(),
            actor_name="Chi ủy",
            basis_number=f"{number + 1:02d}-NQ/CB",
            basis_on=raised,
        )
        db.session.add(event)
        db.session.flush()
        db.session.add(
            Proposal(branch_id=branch.id, kind=kind, run_id=run.id, event_id=event.id, raised_on=raised)
        )
