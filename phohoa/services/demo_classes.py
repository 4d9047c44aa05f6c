"""The demo ward's classes: one held, with certificates, one announced with too few seats, one planned."""

from collections.abc import Sequence
from datetime import date, timedelta

from ..domain.stages import MoveCode
from ..domain.training import ClassKind, ClassResult, NominationState, ResultLine
from ..extensions import db
from ..models import TrainingClass
from ..texts.demo import classes as texts
from ..texts.demo.lives import CERTIFICATE, CERTIFICATE_ISSUER
from .class_nominations import decide_line, settle_list, withdraw_line
from .class_notices import issue_notice, record_notice, submit_notice
from .class_pages import people_page
from .class_results import ResultInput, enter_results, results_page
from .classes import ClassInput, create_class
from .command import Caller
from .demo_lives import Life
from .demo_world import World

#: Days before today on which the certificates of the class that was held bear.
_CERTIFIED_AGO = 130
#: Days to either side of it: whose certificate falls there went to this class.
_REACH = 70
_LENGTH, _COMES_AFTER = 4, 3
_SEATS, _MOST_SENT = 5, 12


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


class Classes:
    """The classes, from the notice to the certificate, as the office and the signatory do it."""

    def __init__(self, world: World, lives: Sequence[Life], passphrase: str) -> None:
        self.world = world
        self._passphrase = passphrase
        self._held = 0
        self._next = 0
        self.starts_on = _monday(world.today - timedelta(days=_CERTIFIED_AGO + _LENGTH + _COMES_AFTER))
        self.ends_on = self.starts_on + timedelta(days=_LENGTH)
        self.certified_on = self.ends_on + timedelta(days=_COMES_AFTER)
        self.next_on = _monday(world.today + timedelta(days=30))
        self._pupils = self._choose(lives)

    def _choose(self, lives: Sequence[Life]) -> list[Life]:
        """Who went to the class that was held: the certificate comes from it and not at its own day."""
        chosen = []
        for life in lives:
            steps = [step.move for step in life.steps]
            if life.branch >= len(self.world.branch_ids) - 1 or "former_member" in life.traits:
                continue
            if MoveCode.RECORD_CERTIFICATE not in steps:
                continue
            at = steps.index(MoveCode.RECORD_CERTIFICATE)
            before, own, after = life.steps[at - 1], life.steps[at], life.steps[at + 1 : at + 2]
            near = abs((own.day - self.certified_on).days) <= _REACH
            in_time = before.day < self.starts_on - timedelta(days=20)
            if near and in_time and all(step.day > self.ends_on + timedelta(days=10) for step in after):
                chosen.append(life)
        chosen = chosen[:_MOST_SENT]
        for life in chosen:
            life.steps = [step for step in life.steps if step.move is not MoveCode.RECORD_CERTIFICATE]
        return chosen

    @property
    def _office(self) -> Caller:
        return Caller(self.world.actors["office"])

    @property
    def _signatory(self) -> Caller:
        return Caller(self.world.actors["signatory"])

    def _version(self, class_id: int) -> int:
        return db.session.get_one(TrainingClass, class_id, populate_existing=True).version

    def _plan(self, kind: ClassKind, name: str, starts_on: date, seats: int) -> int:
        data = ClassInput(
            kind=kind,
            name=name.format(year=starts_on.year),
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=_LENGTH),
            place=texts.PLACE,
            host=CERTIFICATE_ISSUER,
            seats=seats,
            nominate_by=starts_on - timedelta(days=12),
        )
        return create_class(self._office, data).class_id

    # --- the class that was held ---------------------------------------------------------------------------

    def announce_held(self) -> None:
        """The level above announces the class; the office records its notice."""
        self._held = self._plan(ClassKind.AWARENESS, texts.HELD, self.starts_on, _MOST_SENT)
        day = self.starts_on - timedelta(days=30)
        version = self._version(self._held)
        record_notice(self._office, self._held, version, texts.UPPER_NOTICE, day, texts.UPPER_ISSUER)

    def settle_held(self) -> None:
        """The committee sends those whose certificate comes from this class; the others wait."""
        going = {life.run_id for life in self._pupils}
        for line in people_page(self._office.actor, self._held).lines:
            state = NominationState.ACCEPTED if line.run_id in going else NominationState.WAITING
            if not line.is_gone:
                decide_line(self._office, self._held, line.run_id, line.version, state, "")
        day = self.starts_on - timedelta(days=7)
        settle_list(self._office, self._held, self._version(self._held), texts.SENT_BY, day)

    def close_held(self) -> None:
        """All certificates at once."""
        shown = results_page(self._office.actor, self._held)
        typed = []
        for line in shown.lines:
            count = self.world.number("certificate", self.certified_on.year) + 40
            number = CERTIFICATE.format(number=count, year=self.certified_on.year)
            result = ResultLine(ClassResult.PASSED, _LENGTH + 1, number, self.certified_on)
            typed.append(ResultInput(line.run_id, line.version, result))
        version = self._version(self._held)
        enter_results(self._office, self._held, version, tuple(typed), CERTIFICATE_ISSUER)

    # --- the next ones -------------------------------------------------------------------------------------

    def plan_next(self) -> None:
        """The next class, with fewer seats than people proposed; one for new members is only planned."""
        self._next = self._plan(ClassKind.AWARENESS, texts.NEXT, self.next_on, _SEATS)
        self._plan(ClassKind.NEW_MEMBER, texts.NEW_MEMBERS, self.next_on + timedelta(days=35), 30)
        submit_notice(self._office, self._next, self._version(self._next))

    def announce_next(self, dated: date) -> None:
        """The signatory numbers, signs and publishes the notice."""
        version = self._version(self._next)
        issue_notice(self._signatory, self._next, version, self._passphrase, dated)

    def answer_next(self) -> None:
        """One branch withdraws its proposal; the office has begun to decide."""
        lines = [line for line in people_page(self._office.actor, self._next).lines if not line.is_gone]
        for line in lines[-1:]:
            withdraw_line(self._office, self._next, line.run_id, line.version, texts.WITHDRAWN)
        for line in lines[:2]:
            decide_line(self._office, self._next, line.run_id, line.version, NominationState.ACCEPTED, "")

    @property
    def has_pupils(self) -> bool:
        """Whether anybody's certificate falls near the class that was held."""
        return bool(self._pupils)
