"""The demo ward's plans: the signatory's test key, 2023's and this year's plan, next year's from this."""

from datetime import date

from sqlalchemy import select

from ..domain.access import Action
from ..domain.numbering import DocumentKind
from ..extensions import db
from ..models import Plan, PlanAllocation, PlanSection
from ..texts.demo import plans as said
from ..texts.demo import ward as texts
from .command import Caller, Command, command
from .demo_world import Account, World
from .issuing import issue
from .passages import create_passage
from .passwords import new_password
from .plan_comments import add_comment, settle_comment
from .plan_from_last import create_plan_from, move_dates, shift_page
from .plans import (
    UnitInput,
    approve_plan,
    create_plan,
    edit_allocation,
    edit_section,
    return_plan,
    submit_plan,
)
from .register import carry_over
from .signing_keys import make_demo_key

#: Numbers that stand in the paper book before the plan: 2023's plan is number 44 of its term.
_PAPER_BOOK = 43
_YEARS = 25


@command(Action.INSTALLATION_SETUP)
def _make_key(cx: Command, user_id: int, passphrase: str) -> None:
    cx.allow()
    make_demo_key(cx, user_id, passphrase, years=_YEARS)


class Plans:
    """The year's plan from the first word to the signed paper, as the office and the signatory do it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.office = Caller(world.actors["office"])
        self.signatory = Caller(world.actors["signatory"])
        self.passphrase = new_password()
        self._plans: dict[int, int] = {}

    def make_key(self) -> None:
        """The signatory's test key; its passphrase is shown beside the accounts and kept nowhere else."""
        user_id = self.signatory.actor.user_id
        if user_id is None:
            raise LookupError("the signatory has no account")
        _make_key(self.world.for_office(), user_id, self.passphrase)
        who = texts.KEY_OF.format(name=self.signatory.actor.full_name)
        self.world.accounts.append(Account(texts.KEY_NAME, self.passphrase, who))

    def carry_over(self, dated: date) -> None:
        """The register goes on after the paper book's last plan."""
        carry_over(self.office, DocumentKind.PLAN, dated, _PAPER_BOOK)

    def write(self, year: int, generous: frozenset[int] = frozenset()) -> None:
        """Begin the plan of the year; `generous` names branches that bring in two new members."""
        plan_id = create_plan(self.office, year).plan_id
        self._plans[year] = plan_id
        rows = db.session.scalars(select(PlanAllocation).where(PlanAllocation.plan_id == plan_id)).all()
        ids = {self.world.branch_ids[branch] for branch in generous}
        branches = tuple(
            UnitInput(r.branch_id, r.admissions + (r.branch_id in ids)) for r in rows if r.branch_id
        )
        organisations = tuple(
            UnitInput(r.organisation_id, r.admissions, r.introductions) for r in rows if r.organisation_id
        )
        edit_allocation(self.office, plan_id, self._version(year), branches, organisations)

    def write_from_last(self, year: int) -> None:
        """Begin the plan of the year from last year's, move its likely dates, and go on writing it."""
        plan_id = create_plan_from(self.office, year, self._plans[year - 1]).plan_id
        self._plans[year] = plan_id
        found = shift_page(self.office.actor, plan_id)
        if found is not None:
            move_dates(self.office, plan_id, tuple(one.key for one in found.lines if one.likely))
        for heading, words in said.REWRITTEN:
            section = self._section(year, heading)
            edit_section(self.office, plan_id, section.id, section.version, heading, words)

    def keep_passages(self) -> None:
        """The pieces of text that the office uses again."""
        for name, words in said.PASSAGES:
            create_passage(self.office, name, words)

    def talk(self, year: int) -> None:
        """What readers say of the draft, and what the office answers."""
        for heading, role, words, answer, settled in said.COMMENTS:
            self._comment(year, heading, role, words, answer, settled=settled)

    def talk_before(self, year: int) -> None:
        """What was said of the plan before it was issued; it stays with it."""
        self._comment(year, *said.SAID_BEFORE, said.ANSWERED_BEFORE, settled=True)

    def _comment(self, year: int, heading: str, role: str, words: str, answer: str, *, settled: bool) -> None:
        plan_id, section = self._plans[year], self._section(year, heading)
        speaker = Caller(self.world.actors[role])
        comment = add_comment(speaker, plan_id, section.id, words).comment_id
        if answer:
            add_comment(self.office, plan_id, section.id, answer, comment)
        if settled:
            settle_comment(self.office, plan_id, comment, True)

    def _section(self, year: int, heading: str) -> PlanSection:
        return db.session.scalars(
            select(PlanSection).where(
                PlanSection.plan_id == self._plans[year], PlanSection.heading == heading
            ),
            execution_options={"populate_existing": True},
        ).one()

    def submit(self, year: int) -> None:
        """Present the plan for signature."""
        submit_plan(self.office, self._plans[year], self._version(year))

    def send_back(self, year: int) -> None:
        """The signatory returns it with a reason."""
        return_plan(self.signatory, self._plans[year], self._version(year), texts.RETURNED_PLAN)

    def issue(self, year: int, dated: date) -> None:
        """Approve, number, sign and publish it."""
        approve_plan(self.signatory, self._plans[year], self._version(year))
        issue(self.signatory, self._plans[year], self._version(year), self.passphrase, dated)

    def _version(self, year: int) -> int:
        return db.session.get_one(Plan, self._plans[year], populate_existing=True).version
