"""The dossiers of the demo ward: papers, requests to verify, the place of the file, as a branch records."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import select

from ..domain.access import Action
from ..domain.dossier import PaperState, VerificationConclusion, VerificationSubject
from ..domain.introducers import Union, who_introduces
from ..domain.stages import MoveCode, Paper
from ..models import Branch, DossierFile, DossierPaper, PartyMember, Person, TrackingRun, Verification
from ..texts.demo import lives as words
from .command import Command, command
from .demo_lives import Life
from .demo_world import World
from .dossier_facts import belonging_of
from .rules import rules_on
from .run_facts import birth_of

M = MoveCode
#: Of those still at it, every so many-th has all papers, and every so many-th has asked nobody yet.
_COMPLETE, _NOT_ASKED = 3, 4


def dossier_days(life: Life, today: date) -> tuple[date, date, bool] | None:
    """From when to when the person's dossier was put together, and whether the branch then voted on it."""
    for step, after in pairwise([*life.steps, None]):
        if step is not None and step.move is M.PERMIT_START:
            return (
                (step.day, after.day, after.move is M.RESOLVE_BRANCH) if after else (step.day, today, False)
            )
    return None


def gather_dossier(world: World, life: Life, first: date, last: date, voted: bool) -> None:
    """Record the papers between the permission and the vote: all, or as far as the branch has come."""
    caller = world.for_branch(life.branch)
    shelf = words.SHELF.format(cupboard=1 + life.branch % 4, row=1 + life.number % 6)
    _gather(caller, life.run_id, life.number, first, min(last, first + timedelta(days=150)), voted, shelf)


def gather_probation(world: World, life: Life, day: date) -> None:
    """Record what the branch has before it when it considers recognition."""
    _gather_probation(world.for_branch(life.branch), life.run_id, day)


def _paper(run: TrackingRun, paper: Paper, day: date, ordinal: int = 1, **more: object) -> DossierPaper:
    return DossierPaper(
        branch_id=run.branch_id,
        run_id=run.id,
        paper=paper,
        ordinal=ordinal,
        state=PaperState.RECEIVED,
        dated=day,
        received_on=day,
        **more,
    )


def _introducers(cx: Command, run: TrackingRun, wanted: int) -> list[int]:
    """The helper first, then another official member of the branch."""
    others = cx.session.scalars(
        select(PartyMember.id)
        .where(PartyMember.branch_id == run.branch_id, PartyMember.is_official.is_(True))
        .where(PartyMember.left_on.is_(None), PartyMember.id != (run.helper_id or 0))
        .order_by(PartyMember.id)
        .limit(wanted)
    )
    return [*([run.helper_id] if run.helper_id else []), *others][:wanted]


@command(Action.INSTALLATION_SETUP)
def _gather(cx: Command, run_id: int, number: int, first: date, last: date, voted: bool, shelf: str) -> None:
    cx.allow()
    run = cx.session.get_one(TrackingRun, run_id)
    person, branch = cx.session.get_one(Person, run.person_id), cx.session.get_one(Branch, run.branch_id)
    span = (last - first).days

    def at(part: float) -> date:
        return first + timedelta(days=int(span * part))

    complete = voted or number % _COMPLETE == 0
    asked = who_introduces(birth_of(person), last, belonging_of(branch, person), rules_on(cx.session, last))
    rows = [_paper(run, Paper.APPLICATION, at(0.05)), _paper(run, Paper.LIFE_HISTORY, at(0.1))]
    if asked.union is Union.YOUTH:
        person.is_youth_union_member = True
    if complete:
        together = first - timedelta(days=400)
        for ordinal, member_id in enumerate(_introducers(cx, run, asked.members), 1):
            rows.append(
                _paper(
                    run, Paper.INTRODUCTION, at(0.6), ordinal, member_id=member_id, together_since=together
                )
            )
        if asked.union is not None:
            title = words.UNION_RESOLUTION.format(number=number % 40 + 1)
            rows.append(_paper(run, Paper.UNION_RESOLUTION, at(0.65), number=title, issuer=words.UNION))
        rows.append(_paper(run, Paper.OPINIONS, at(0.75)))
    cx.session.add_all(rows)
    _ask(cx, run, number, at, complete)
    holder = words.BRANCH_HOLDS if not voted else words.OFFICE_HOLDS
    cx.session.add(
        DossierFile(branch_id=run.branch_id, run_id=run.id, holder=holder, shelf=shelf, since=at(0.1))
    )


def _ask(cx: Command, run: TrackingRun, number: int, day: Callable[[float], date], complete: bool) -> None:
    if not complete and number % _NOT_ASKED == 0:
        return
    for place, subject in enumerate((VerificationSubject.SELF, VerificationSubject.PARENTS)):
        row = Verification(
            branch_id=run.branch_id,
            run_id=run.id,
            subject=subject,
            asked_place=words.VERIFIED_AT[(number + place) % len(words.VERIFIED_AT)],
            letter_number=words.VERIFICATION_LETTER.format(number=number + place + 11),
            asked_on=day(0.15),
            received_on=day(0.25),
        )
        if complete:
            row.answered_on, row.concluded_on = day(0.5), day(0.55)
            row.concluded_by, row.conclusion = words.CONCLUDED_BY, VerificationConclusion.CORRECT
        cx.session.add(row)


@command(Action.INSTALLATION_SETUP)
def _gather_probation(cx: Command, run_id: int, day: date) -> None:
    cx.allow()
    run = cx.session.get_one(TrackingRun, run_id)
    for paper in (Paper.SELF_REVIEW, Paper.HELPER_REMARKS, Paper.PROBATION_OPINIONS):
        cx.session.add(_paper(run, paper, day))
    if run.new_member_certificate_on is None:
        number = words.NEW_MEMBER_CERTIFICATE.format(number=run.id)
        cx.session.add(
            _paper(
                run,
                Paper.NEW_MEMBER_CERTIFICATE,
                day - timedelta(days=90),
                number=number,
                issuer=words.CERTIFICATE_ISSUER,
            )
        )
