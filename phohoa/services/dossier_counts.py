"""How many papers the people of a board still lack, asked for all of them at once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Integer, String, case, cast, literal, null, select, union_all

from ..domain.dossier import (
    PaperFact,
    PaperState,
    VerificationConclusion,
    VerificationFact,
    VerificationSubject,
)
from ..domain.facts import FindingCode, Severity
from ..domain.introducers import Belonging
from ..domain.rulebook import Rules
from ..domain.stages import Paper, Stage
from ..models import Branch, DossierPaper, PartyMember, TrackingRun, Verification
from .command import Context
from .dossier_facts import steps_as_papers
from .dossier_lines import lacking
from .run_facts import facts_from

#: Where a card says how many papers are lacking: the vote and the recognition come next.
_COUNTED = frozenset({Stage.DOSSIER, Stage.PROBATIONARY})
#: What the card says in words of its own.
_SAID_APART = frozenset(
    {FindingCode.CERTIFICATE_MISSING, FindingCode.CERTIFICATE_EXPIRED, FindingCode.DOSSIER_STALE}
)
_PAPER, _ASKED, _BRANCH = "paper", "asked", "branch"


def _rows(cx: Context, runs: list[TrackingRun]) -> Iterable[Any]:
    """Papers, requests to verify and unions of the branches, told apart by their kind (one select)."""
    ids, branches = [run.id for run in runs], sorted({run.branch_id for run in runs})
    nobody, unsaid = cast(null(), Integer), cast(null(), Boolean)
    papers = (
        select(
            literal(_PAPER).label("kind"),
            DossierPaper.run_id.label("of"),
            cast(DossierPaper.paper, String).label("code"),
            DossierPaper.ordinal.label("number"),
            cast(DossierPaper.state, String).label("state"),
            DossierPaper.dated.label("first"),
            DossierPaper.received_on.label("second"),
            DossierPaper.member_id.label("member"),
            PartyMember.is_official.label("flag"),
        )
        .outerjoin(PartyMember, PartyMember.id == DossierPaper.member_id)
        .where(DossierPaper.run_id.in_(ids))
    )
    asked = select(
        literal(_ASKED),
        Verification.run_id,
        cast(Verification.subject, String),
        literal(1),
        cast(Verification.conclusion, String),
        Verification.concluded_on,
        Verification.answered_on,
        nobody,
        unsaid,
    ).where(Verification.run_id.in_(ids))
    unions = select(
        literal(_BRANCH),
        Branch.id,
        literal(""),
        case((Branch.has_trade_union, 1), else_=0),
        literal(""),
        Branch.opened_on,
        Branch.opened_on,
        nobody,
        Branch.has_youth_union,
    ).where(Branch.id.in_(branches))
    return cx.session.execute(union_all(papers, asked, unions))


def papers_lacking(cx: Context, runs: Iterable[TrackingRun], rules: Rules, today: date) -> dict[int, int]:
    """By run: how many papers and verifications it lacks; only for those whose next step asks for papers.

    The runs have their person and helper at hand. One select for all of them, none if there are none.
    """
    counted = [run for run in runs if run.stage in _COUNTED]
    if not counted:
        return {}
    papers: dict[int, list[PaperFact]] = {}
    asked: dict[int, list[VerificationFact]] = {}
    unions: dict[int, tuple[bool, bool]] = {}
    for row in _rows(cx, counted):
        if row.kind == _PAPER:
            fact = PaperFact(
                Paper(row.code),
                PaperState(row.state),
                row.first,
                row.second,
                row.number,
                row.member,
                introducer_official=row.flag,
            )
            papers.setdefault(row.of, []).append(fact)
        elif row.kind == _ASKED:
            subject, conclusion = VerificationSubject(row.code), VerificationConclusion(row.state)
            asked.setdefault(row.of, []).append(
                VerificationFact(subject, conclusion, row.first or row.second)
            )
        else:
            unions[row.of] = (bool(row.flag), bool(row.number))
    found = {}
    for run in counted:
        youth, trade = unions.get(run.branch_id, (False, False))
        person = run.person
        typed = papers.get(run.id, [])
        steps = [
            PaperFact(paper, PaperState.RECEIVED, day, day)
            for paper, (day, _, _) in steps_as_papers(run).items()
            if not any(fact.paper is paper and fact.state is not PaperState.MISSING for fact in typed)
        ]
        made = {fact.paper for fact in steps}
        facts = replace(
            facts_from(run, person, run.helper, today),
            papers=(*(fact for fact in typed if fact.paper not in made), *steps),
            verifications=tuple(asked.get(run.id, [])),
            belonging=Belonging(
                youth,
                trade,
                person.is_youth_union_member,
                person.is_youth_union_cadre,
                person.is_trade_union_member,
            ),
        )
        found[run.id] = sum(
            one.severity is Severity.BLOCK and one.code not in _SAID_APART
            for one in lacking(facts, rules, today)
        )
    return found
