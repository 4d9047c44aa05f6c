"""What the demo ward keeps up besides the steps: what is owed, asked of the level above, planned ahead."""

from datetime import date, timedelta
from functools import partial

from sqlalchemy import select

from ..domain.facts import Obligation
from ..domain.opinions import OpinionKind
from ..domain.sessions import SessionKind, session_days
from ..domain.stages import MoveCode
from ..domain.voting import AbsenceKind
from ..extensions import db
from ..models import PartyMember, RunObligation, TrackingRun, UpperOpinion
from ..texts.demo import lives as words
from . import clock
from .absences import AbsenceInput, add_absence
from .command import Caller
from .committee_sessions import add_sessions_of_year
from .demo_chronicle import Chronicle
from .demo_dossiers import gather_new_member
from .demo_lives import Life, Step
from .demo_world import World, moment
from .obligations import record_done
from .opinions import OpinionInput, add_opinion, mark_special_case, save_opinion
from .run_plans import set_wanted

M = MoveCode
#: How many days after a step what it asks for is done, least.
_SETTLED_AFTER: dict[MoveCode, int] = {
    M.HOLD_CEREMONY: 12,
    M.MOVE_OUT: 15,
    M.MOVE_BRANCH: 6,
    M.NOT_APPROVED: 5,
    M.RETURN_TO_LIST: 5,
    M.RESOLVE_BRANCH: 4,
    M.PROPOSE_OFFICIAL: 4,
}
#: What is done by naming somebody, not by a note.
_NOT_BY_A_NOTE = frozenset({Obligation.NEW_HELPER})
_COMMITTEE_DAY, _STANDING_DAY = 25, 12
#: (number of the branch, kind, from how many days ago, for how many days; 0: for good)
_ABSENCES: tuple[tuple[int, AbsenceKind, int, int], ...] = (
    (0, AbsenceKind.EXEMPT, 700, 0),
    (3, AbsenceKind.EXEMPT, 420, 0),
    (8, AbsenceKind.EXEMPT, 90, 0),
    (2, AbsenceKind.TEMPORARY_ELSEWHERE, 50, 90),
    (11, AbsenceKind.TEMPORARY_ELSEWHERE, 20, 180),
    (5, AbsenceKind.TEMPORARY_ELSEWHERE, 320, 120),
)
#: Days that branches like to admit on, and how many people have one set.
_FEASTS = ((2, 3), (5, 19), (9, 2), (11, 7))
_WANTED = 5


def committee_days(today: date) -> list[date]:
    """The days on which the committee met in the last half year, as they were planned."""
    found = [session_days(year, _COMMITTEE_DAY) for year in (today.year - 1, today.year)]
    return [day for days in found for day in days if today - timedelta(days=180) < day <= today]


class Office:
    """What is done beside the steps, each at its day."""

    def __init__(self, world: World, chronicle: Chronicle) -> None:
        self.world = world
        self._chronicle = chronicle

    @property
    def _caller(self) -> Caller:
        return Caller(self.world.actors["office"])

    def plan_year(self, today: date) -> None:
        """Sessions of last year, this year and the next; members who are left out of votes."""
        for year, day in (
            (today.year - 1, date(today.year - 1, 1, 5)),
            (today.year, date(today.year, 1, 5)),
            (today.year + 1, today - timedelta(days=4)),
        ):
            self._chronicle.at(moment(min(day, today), 9, 40), partial(self._plan_sessions, year))
        for number, (branch, kind, ago, lasts) in enumerate(_ABSENCES):
            first = today - timedelta(days=ago)
            leaving = partial(self._leave_out, branch, kind, first, lasts, number)
            self._chronicle.at(moment(first, 16, 40), leaving)

    def follow(self, life: Life, step: Step) -> None:
        """Plan what a step of somebody's life asks for."""
        after = _SETTLED_AFTER.get(step.move)
        voted = step.move in (M.RESOLVE_BRANCH, M.PROPOSE_OFFICIAL)
        last = step is life.steps[-1]
        if after is not None and (step.failed or not voted) and not (last and "owing" in life.traits):
            day = step.day + timedelta(days=after + life.number % 5)
            self._at(day, 16, life, partial(self.settle, life))
        if last and step.move is M.SUBMIT and "special_case" in life.traits:
            self._at(step.day + timedelta(days=3), 10, life, partial(self._special_case, life))
        if step.move is M.PERMIT_START and "past_sixty" in life.traits:
            self._ask_and_answer(life, OpinionKind.OVER_AGE, step.day + timedelta(days=9))
        if step.move is M.RECORD_CERTIFICATE and "former_member" in life.traits:
            self._ask_and_answer(life, OpinionKind.READMISSION, step.day + timedelta(days=20))

    def _at(self, day: date, hour: int, life: Life, what: partial[None]) -> None:
        if day <= self.world.today:
            self._chronicle.at(moment(day, hour, life.number % 60), what)

    def settle(self, life: Life) -> None:
        """Record what is owed for the person as done today."""
        person = select(TrackingRun.person_id).where(TrackingRun.id == life.run_id).scalar_subquery()
        rows = db.session.scalars(
            select(RunObligation)
            .join(TrackingRun, TrackingRun.id == RunObligation.run_id)
            .where(TrackingRun.person_id == person, RunObligation.done_on.is_(None))
            .where(RunObligation.obligation.not_in(_NOT_BY_A_NOTE))
            .order_by(RunObligation.id)
        ).all()
        today = clock.today()
        for row in rows:
            form, note = words.DONE[row.obligation]
            number = form.format(number=self.world.number("owed", form, today.year) + 20)
            caller = self.world.for_branch(life.branch)
            record_done(caller, row.run_id, row.id, row.version, today, number, note)
            if row.obligation is Obligation.NEW_MEMBER_PAPERS:
                gather_new_member(self.world, life, today)

    def wish(self, lives: list[Life], today: date) -> None:
        """A few branches work towards a feast day."""
        near = (M.PERMIT_START, M.RESOLVE_BRANCH, M.RECORD_CERTIFICATE, M.PROPOSE_START)
        chosen = [life for life in lives if life.steps[-1].move in near and life.branch < 12][:_WANTED]
        days = sorted(date(year, *feast) for year in (today.year, today.year + 1) for feast in _FEASTS)
        day = next(day for day in days if day > today + timedelta(days=60))
        for life in chosen:
            self._at(today - timedelta(days=6), 17, life, partial(self._wish, life, day))

    # --- each at its moment --------------------------------------------------------------------------------

    def _plan_sessions(self, year: int) -> None:
        add_sessions_of_year(self._caller, SessionKind.COMMITTEE, year, _COMMITTEE_DAY)
        add_sessions_of_year(self._caller, SessionKind.STANDING_COMMITTEE, year, _STANDING_DAY)

    def _leave_out(self, branch: int, kind: AbsenceKind, first: date, lasts: int, number: int) -> None:
        branch_id = self.world.branch_ids[branch]
        eldest = PartyMember.birth_year
        exempt = kind is AbsenceKind.EXEMPT
        member_id = db.session.scalars(
            select(PartyMember.id)
            .where(PartyMember.branch_id == branch_id, PartyMember.is_official.is_(True))
            .where(PartyMember.left_on.is_(None), PartyMember.duty == "")
            .order_by(eldest if exempt else eldest.desc(), PartyMember.id)
        ).first()
        if member_id is None:
            raise LookupError("a branch has members")
        basis = (words.EXEMPTED if exempt else words.AWAY).format(number=14 + number)
        last = first + timedelta(days=lasts) if lasts else None
        data = AbsenceInput(kind, first, last, basis)
        add_absence(self.world.for_branch(branch), branch_id, member_id, data)

    def _wish(self, life: Life, day: date) -> None:
        set_wanted(self.world.for_branch(life.branch), life.run_id, _version(life), day)

    def _letter(self) -> str:
        return words.LETTER.format(number=self.world.number("letter", clock.today().year))

    def _special_case(self, life: Life) -> None:
        mark_special_case(self._caller, life.run_id, _version(life), True, words.SPECIAL_REASON)
        self._ask(life, OpinionKind.SPECIAL_CASE)

    def _ask(self, life: Life, kind: OpinionKind) -> None:
        data = OpinionInput(kind, clock.today(), self._letter(), reason=words.OPINION_REASON[kind])
        add_opinion(self._caller, life.run_id, _version(life), data)

    def _ask_and_answer(self, life: Life, kind: OpinionKind, day: date) -> None:
        self._at(day, 10, life, partial(self._ask, life, kind))
        self._at(day + timedelta(days=24), 10, life, partial(self._answer, life, kind))

    def _answer(self, life: Life, kind: OpinionKind) -> None:
        row = db.session.scalars(
            select(UpperOpinion).where(UpperOpinion.run_id == life.run_id, UpperOpinion.kind == kind)
        ).one()
        data = OpinionInput(
            kind,
            row.asked_on,
            row.asked_number,
            clock.today(),
            words.ANSWER_NUMBER.format(number=self.world.number("answer", clock.today().year) + 30),
            words.UPPER_BODY,
            agreed=True,
            reason=row.reason,
        )
        save_opinion(self._caller, life.run_id, row.id, row.version, data)


def _version(life: Life) -> int:
    return db.session.get_one(TrackingRun, life.run_id, populate_existing=True).version
