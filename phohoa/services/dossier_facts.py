"""What the rules may know of a dossier, gathered from its rows."""

from datetime import date

from sqlalchemy import select

from ..domain.dossier import PaperFact, PaperState, VerificationFact
from ..domain.introducers import Belonging
from ..domain.stages import Paper, Stage, way_between
from ..models import Branch, DossierPaper, PartyMember, Person, TrackingRun, Verification
from .command import Context
from .undoing import whole_ward

#: Before this stage nobody asks for papers, and a move costs no select for them.
_WITH_DOSSIER = way_between(Stage.DOSSIER, Stage.OFFICIAL_PROPOSED)


def belonging_of(branch: Branch | None, person: Person) -> Belonging:
    """The unions of the branch's place, and those that the person belongs to."""
    return Belonging(
        youth_union_here=branch is not None and branch.has_youth_union,
        trade_union_here=branch is not None and branch.has_trade_union,
        youth_member=person.is_youth_union_member,
        youth_cadre=person.is_youth_union_cadre,
        trade_member=person.is_trade_union_member,
    )


def steps_as_papers(run: TrackingRun) -> dict[Paper, tuple[date, str, str]]:
    """Papers that follow from recorded steps: their day, number and issuer as far as the run has them."""
    found = {
        Paper.CLASS_CERTIFICATE: (run.certificate_on, run.certificate_number, run.certificate_issuer),
        Paper.BRANCH_RESOLUTION: (run.branch_resolution_on, run.branch_resolution_number, ""),
        Paper.COMMITTEE_RESOLUTION: (run.committee_resolution_on, "", ""),
        Paper.DECISION: (run.decision_on, run.decision_number, ""),
        Paper.NEW_MEMBER_CERTIFICATE: (
            run.new_member_certificate_on,
            run.new_member_certificate_number,
            "",
        ),
        Paper.OFFICIAL_BRANCH_RESOLUTION: (run.official_proposed_on, "", ""),
        Paper.OFFICIAL_DECISION: (run.official_decision_on, run.official_decision_number, ""),
    }
    return {paper: (day, number, issuer) for paper, (day, number, issuer) in found.items() if day is not None}


def paper_facts(run: TrackingRun, rows: list[tuple[DossierPaper, bool | None]]) -> tuple[PaperFact, ...]:
    """The papers of a run: those recorded, each with whether who introduces is official; the steps' own."""
    typed = {row.paper for row, _ in rows if row.state is not PaperState.MISSING}
    found = [
        PaperFact(
            paper=row.paper,
            state=row.state,
            dated=row.dated,
            received_on=row.received_on,
            ordinal=row.ordinal,
            member_id=row.member_id,
            introducer_official=official,
            introducer_is_helper=row.member_id is not None and row.member_id == run.helper_id,
            together_since=row.together_since,
        )
        for row, official in rows
    ]
    for paper, (day, _, _) in steps_as_papers(run).items():
        if paper not in typed:
            found = [fact for fact in found if fact.paper is not paper]
            found.append(PaperFact(paper, PaperState.RECEIVED, day, day))
    return tuple(found)


def verification_facts(rows: list[Verification]) -> tuple[VerificationFact, ...]:
    """The requests of a run as the rules see them."""
    return tuple(
        VerificationFact(row.subject, row.conclusion, row.concluded_on or row.answered_on) for row in rows
    )


def papers_and_verifications(
    cx: Context, run: TrackingRun, requests: list[Verification]
) -> tuple[tuple[PaperFact, ...], tuple[VerificationFact, ...]]:
    """Both of a run with its requests at hand (one select); nothing before anybody asks for papers."""
    stage = run.paused_from or run.stage
    if stage not in _WITH_DOSSIER:
        return (), ()
    # Somebody who came from another branch brings the introduction of a member there.
    with whole_ward(cx):
        rows = cx.session.execute(
            select(DossierPaper, PartyMember.is_official)
            .outerjoin(PartyMember, PartyMember.id == DossierPaper.member_id)
            .where(DossierPaper.run_id == run.id)
            .order_by(DossierPaper.id)
        ).all()
    return paper_facts(run, [(row[0], row[1]) for row in rows]), verification_facts(requests)
