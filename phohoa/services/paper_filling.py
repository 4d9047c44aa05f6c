"""What a kept paper fills in elsewhere: its line of the dossier, the request that its letter sent."""

from sqlalchemy import select

from ..domain.dossier import PaperState
from ..domain.papers import PaperIssuer, PaperSpec
from ..domain.stages import Paper
from ..models import DossierPaper, ProcessDocument, Verification
from .command import Command
from .paper_facts import PaperFacts


def fill_dossier(cx: Command, facts: PaperFacts, spec: PaperSpec, row: ProcessDocument) -> None:
    """Note in the checklist that the paper is there, with its number and day."""
    paper = spec.fills
    if paper is None:
        return
    if paper is Paper.OPINIONS and facts.is_probation:
        paper = Paper.PROBATION_OPINIONS
    line = cx.session.scalar(
        select(DossierPaper).where(
            DossierPaper.run_id == row.run_id, DossierPaper.paper == paper, DossierPaper.ordinal == 1
        )
    )
    if line is None:
        line = DossierPaper(branch_id=row.branch_id, run_id=row.run_id, paper=paper, ordinal=1)
        cx.session.add(line)
    line.state = PaperState.RECEIVED
    line.dated, line.number, line.received_on = row.dated, row.number, cx.today
    line.issuer = facts.branch.name if spec.issuer is PaperIssuer.BRANCH else facts.committee


def fill_verification(cx: Command, row: ProcessDocument, asked_place: str) -> None:
    """Note the letter on the request to that place that had none yet."""
    asked = cx.session.scalar(
        select(Verification)
        .where(Verification.run_id == row.run_id, Verification.asked_place == asked_place)
        .where(Verification.letter_number == "")
        .order_by(Verification.id)
        .limit(1)
    )
    if asked is not None:
        asked.letter_number, asked.asked_on = row.number, asked.asked_on or row.dated
