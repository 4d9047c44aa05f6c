"""The dossiers of the demo ward: papers, requests to verify, the place of the file, as a branch records."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import select

from ..domain.access import Action
from ..domain.dossier import PaperState, VerificationConclusion, VerificationSubject
from ..domain.introducers import Introduction, Union, who_introduces
from ..domain.stages import MoveCode, Paper
from ..extensions import db
from ..models import Branch, DossierFile, PartyMember, Person, TrackingRun, Verification
from ..texts.demo import lives as words
from .command import Command, command
from .demo_belonging import join_before_the_vote
from .demo_lives import Life
from .demo_world import World
from .dossier_facts import belonging_of
from .dossier_verifications import VerificationInput, fill_verification, new_verification
from .dossiers import FileInput, PaperInput, note_dossier, place_file, record
from .rules import rules_on
from .run_facts import birth_of

M = MoveCode
#: Of those still at it, every so many-th has all papers, and every so many-th has asked nobody yet.
_COMPLETE, _NOT_ASKED = 3, 4
#: A branch that takes its time works at a dossier for so long at most.
_LONGEST = timedelta(days=150)
#: So long ago the places asked last were asked: a usual one, and one whose answer is late.
_ASKED_AGO, _ASKED_LONG_AGO = 16, 64
_TOGETHER_SINCE = timedelta(days=400)


@dataclass(frozen=True)
class Visit:
    """One afternoon on which the branch works at a dossier: what it has by then, and what it does."""

    day: date
    part: str


@dataclass(frozen=True)
class Gathering:
    """From when to when a dossier was put together. `voted`: the branch then voted on it."""

    first: date
    last: date
    voted: bool
    number: int
    late: bool = False

    @property
    def complete(self) -> bool:
        """Whether all papers came together."""
        return self.voted or self.number % _COMPLETE == 0

    def at(self, part: float) -> date:
        """The day when so much of the time had passed."""
        end = min(self.last, self.first + _LONGEST)
        return self.first + timedelta(days=int((end - self.first).days * part))

    def visits(self, today: date) -> tuple[Visit, ...]:
        """The afternoons up to today."""
        found = [Visit(self.at(0.2), "begin")]
        if self.complete:
            found.append(Visit(self.at(0.85), "rest"))
        elif self.late or self.number % _NOT_ASKED:
            ago = _ASKED_LONG_AGO if self.late else _ASKED_AGO
            found.append(Visit(max(self.at(0.3), today - timedelta(days=ago)), "ask"))
        return tuple(visit for visit in found if visit.day <= today)


def gathering_of(life: Life, today: date) -> Gathering | None:
    """How the person's dossier was put together; None for one that was never begun."""
    late = "answer_late" in life.traits
    for step, after in pairwise([*life.steps, None]):
        if step is not None and step.move is M.PERMIT_START:
            if after is None:
                return Gathering(step.day, today, voted=False, number=life.number, late=late)
            voted = after.move is M.RESOLVE_BRANCH
            return Gathering(step.day, after.day, voted=voted, number=life.number)
    return None


def visit(world: World, life: Life, gathering: Gathering, part: str) -> None:
    """Record what the branch has of the dossier on that afternoon."""
    caller = world.for_branch(life.branch)
    if part == "begin":
        asking = gathering.complete or gathering.number % _NOT_ASKED > 0
        slip = words.SLIP_OF_PEN if "slip_of_pen" in life.traits else ""
        _begin(caller, life.run_id, gathering, asking or gathering.late, slip)
        place_file(caller, life.run_id, 0, FileInput(words.BRANCH_HOLDS, _shelf(life), gathering.at(0.2)))
    elif part == "ask":
        _ask_of_parents(caller, life.run_id, gathering.number)
    else:
        join_before_the_vote(world, life, gathering.last)
        _complete(caller, life.run_id, gathering)


def hand_over(world: World, life: Life, day: date) -> None:
    """The file goes to the office with the resolution of the branch."""
    found = select(DossierFile.version).where(DossierFile.run_id == life.run_id)
    version = db.session.scalar(found)
    if version is not None:
        data = FileInput(words.OFFICE_HOLDS, _shelf(life), day)
        place_file(world.for_office(), life.run_id, version, data)


def _shelf(life: Life) -> str:
    return words.SHELF.format(cupboard=1 + life.branch % 4, row=1 + life.number % 6)


def gather_probation(world: World, life: Life, day: date) -> None:
    """Record what the branch has before it when it considers recognition."""
    papers = (Paper.SELF_REVIEW, Paper.HELPER_REMARKS, Paper.PROBATION_OPINIONS)
    _record(world.for_branch(life.branch), life.run_id, tuple(_paper(paper, day) for paper in papers))


def gather_new_member(world: World, life: Life, day: date) -> None:
    """Record the papers that a new member fills in after the ceremony."""
    papers = (Paper.MEMBER_LIFE_HISTORY, Paper.MEMBER_FORM)
    _record(world.for_office(), life.run_id, tuple(_paper(paper, day) for paper in papers))


def _paper(paper: Paper, day: date, ordinal: int = 1) -> PaperInput:
    return PaperInput(paper, ordinal, 0, PaperState.RECEIVED, day, day)


@command(Action.INSTALLATION_SETUP)
def _record(cx: Command, run_id: int, lines: tuple[PaperInput, ...]) -> None:
    cx.allow()
    _keep(cx, cx.session.get_one(TrackingRun, run_id), lines)


def _keep(cx: Command, run: TrackingRun, lines: tuple[PaperInput, ...]) -> None:
    changed = record(cx, run, lines)
    note_dossier(cx, run, "papers", papers=[paper.value for paper in dict.fromkeys(changed)])


@command(Action.INSTALLATION_SETUP)
def _begin(cx: Command, run_id: int, gathering: Gathering, asking: bool, slip: str) -> None:
    """The first papers, and the letters to where the person and the parents are known."""
    cx.allow()
    run = cx.session.get_one(TrackingRun, run_id)
    person = cx.session.get_one(Person, run.person_id)
    application = _paper(Paper.APPLICATION, gathering.at(0.05))
    life_history = _paper(Paper.LIFE_HISTORY, gathering.at(0.1))
    if slip:
        life_history = replace(life_history, birth_on_paper=slip.format(year=person.birth_year + 1))
    _keep(cx, run, (application, life_history))
    if not asking:
        return
    _ask(cx, run, VerificationSubject.SELF, gathering.number, gathering.at(0.15))
    if gathering.complete:
        _ask(cx, run, VerificationSubject.PARENTS, gathering.number + 1, gathering.at(0.15))


def _request(subject: VerificationSubject, number: int, asked_on: date) -> VerificationInput:
    return VerificationInput(
        subject=subject,
        asked_place=words.VERIFIED_AT[number % len(words.VERIFIED_AT)],
        letter_number=words.VERIFICATION_LETTER.format(number=number + 11),
        asked_on=asked_on,
    )


def _ask(cx: Command, run: TrackingRun, subject: VerificationSubject, number: int, asked_on: date) -> None:
    row = new_verification(run)
    fill_verification(cx, row, _request(subject, number, asked_on))
    cx.session.add(row)
    note_dossier(cx, run, "verification", subject=subject.value, conclusion=VerificationConclusion.OPEN.value)


def _conclude(cx: Command, run: TrackingRun, answered_on: date, concluded_on: date) -> None:
    """Every request of the run is answered: what the life history says is right."""
    for row in cx.session.scalars(select(Verification).where(Verification.run_id == run.id)):
        names = ("subject", "asked_place", "is_abroad", "letter_number", "asked_on")
        data = VerificationInput(
            **{name: getattr(row, name) for name in names},
            received_on=row.asked_on,
            answered_on=answered_on,
            conclusion=VerificationConclusion.CORRECT,
            concluded_on=concluded_on,
            concluded_by=words.CONCLUDED_BY,
        )
        fill_verification(cx, row, data)
        subject, conclusion = row.subject.value, row.conclusion.value
        note_dossier(cx, run, "verification", subject=subject, conclusion=conclusion)


@command(Action.INSTALLATION_SETUP)
def _ask_of_parents(cx: Command, run_id: int, number: int) -> None:
    """The answer about the person is there; the parents' place is asked now."""
    cx.allow()
    run = cx.session.get_one(TrackingRun, run_id)
    _conclude(cx, run, cx.today, cx.today)
    _ask(cx, run, VerificationSubject.PARENTS, number + 1, cx.today)


@command(Action.INSTALLATION_SETUP)
def _complete(cx: Command, run_id: int, gathering: Gathering) -> None:
    """The answers are there, the members and the union introduce, the opinions are gathered."""
    cx.allow()
    run = cx.session.get_one(TrackingRun, run_id)
    person, branch = cx.session.get_one(Person, run.person_id), cx.session.get_one(Branch, run.branch_id)
    rules = rules_on(cx.session, gathering.last)
    asked = who_introduces(birth_of(person), gathering.last, belonging_of(branch, person), rules)
    lines = _introduced(cx, run, asked, gathering)
    _conclude(cx, run, gathering.at(0.5), gathering.at(0.55))
    _keep(cx, run, (*lines, _paper(Paper.OPINIONS, gathering.at(0.75))))


def _introduced(
    cx: Command, run: TrackingRun, asked: Introduction, gathering: Gathering
) -> tuple[PaperInput, ...]:
    """The members who introduce, and the resolution of the union."""
    since, day = gathering.first - _TOGETHER_SINCE, gathering.at(0.6)
    lines = [
        replace(_paper(Paper.INTRODUCTION, day, ordinal), member_id=member_id, together_since=since)
        for ordinal, member_id in enumerate(_introducers(cx, run, asked.members), 1)
    ]
    if asked.union is not None:
        title, issuer = {
            Union.YOUTH: (words.YOUTH_RESOLUTION, words.YOUTH_UNION),
            Union.TRADE: (words.TRADE_RESOLUTION, words.TRADE_UNION),
        }[asked.union]
        number = title.format(number=gathering.number % 40 + 1)
        resolved = gathering.at(0.65)
        lines.append(replace(_paper(Paper.UNION_RESOLUTION, resolved), number=number, issuer=issuer))
    return tuple(lines)


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
