"""The committee's sessions of the demo ward: the last two are held here, what lay before them is history."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from sqlalchemy import select

from ..domain.access import Action
from ..domain.proposals import ProposalKind, ProposalOutcome, ProposalState, Tally
from ..domain.sessions import SessionKind
from ..extensions import db
from ..models import CommitteeSession, Proposal, SessionRecord
from ..texts.demo import sessions as texts
from ..texts.demo.ward import COMMITTEE_MEMBERS
from . import clock
from .branch_proposals import mark_seen
from .command import Caller, Command, command
from .demo_chronicle import Chronicle
from .demo_lives import Life
from .demo_world import World, moment
from .ward_session_conclusion import conclude_session
from .ward_session_decisions import DecisionInput, decide_one
from .ward_session_files import issue_notice
from .ward_session_steps import preview
from .ward_sessions import HeadInput, head_page, open_session, save_head

#: How many sessions are held in this product; the notice of all but the last is issued.
_HELD = 2
#: How many members of the committee stay away.
_AWAY = 2
#: How many proposals to start stay open at least.
_WAITING = 2


def plan_sessions(
    chronicle: Chronicle, world: World, lives: Sequence[Life], passphrase: str, days: Sequence[date]
) -> None:
    """Hold the sessions of the last of these days; `days` are those on which the committee meets."""
    # No branch of the demo decides about people in the month under way: what it holds is still to come.
    held = [day for day in days if day < world.today.replace(day=1)][-_HELD:]
    if not held:
        return
    sessions = Sessions(world, lives, passphrase)
    chronicle.at(moment(held[0], 7), partial(sessions.take_over, held[0]))
    for day in held:
        chronicle.at(moment(day, 23, 40), partial(sessions.hold, day, last=day == held[-1]))


class Sessions:
    """What the committee decides, each session at its day."""

    def __init__(self, world: World, lives: Sequence[Life], passphrase: str) -> None:
        self.world = world
        self._lives = lives
        self._passphrase = passphrase

    def take_over(self, day: date) -> None:
        """What branches resolved in the years before was considered on paper, month by month."""
        _considered_on_paper(self.world.for_office(), day - timedelta(days=day.day - 1))

    def hold(self, day: date, *, last: bool) -> None:
        """Open the session, put its decisions down, conclude it; the branches see what was before."""
        office = self.world.for_office()
        for branch, branch_id in enumerate(self.world.branch_ids[:-1]):
            mark_seen(self.world.for_branch(branch), branch_id)
        session_id = db.session.scalars(
            select(CommitteeSession.id)
            .where(CommitteeSession.kind == SessionKind.COMMITTEE, CommitteeSession.planned_on == day)
            .limit(1)
        ).first()
        if session_id is None:
            return
        open_session(office, session_id)
        page = head_page(office.actor, session_id)
        save_head(office, session_id, page.version, self._head(page.data, day))
        self._decide(session_id, day)
        found = preview(office.actor, session_id)
        if not found.steps:
            return
        conclude_session(office, session_id, found.stamp)
        if not last:
            caller = Caller(self.world.actors["signatory"])
            version = _version(session_id)
            issue_notice(caller, session_id, version, self._passphrase, clock.today())

    def _head(self, head: HeadInput, day: date) -> HeadInput:
        number = self.world.number("session", day.year)
        return HeadInput(
            **{
                **vars(head),
                "starts_at": "14:00",
                "ends_at": "16:30",
                "place": texts.PLACE,
                "chair": self.world.actors["signatory"].full_name,
                "secretary": self.world.actors["office"].full_name,
                "called": COMMITTEE_MEMBERS,
                "present": COMMITTEE_MEMBERS - _AWAY,
                "absence_note": texts.ABSENT,
                "discussion": texts.DISCUSSION,
                "conclusion_number": texts.NUMBER.format(number=number + day.month * 2),
                "signatory_id": self.world.actors["signatory"].user_id,
            }
        )

    def _decide(self, session_id: int, day: date) -> None:
        """Nearly all are accepted; of those who go no further a few are sent back, some stay for later."""
        goes_on = {life.run_id: life.steps[-1].day > day for life in self._lives}
        returned: set[ProposalKind] = set()
        rows = db.session.execute(
            select(Proposal.id, Proposal.version, Proposal.kind, Proposal.run_id)
            .where(Proposal.state == ProposalState.PENDING, Proposal.raised_on <= day)
            .order_by(Proposal.id)
        ).all()
        present = COMMITTEE_MEMBERS - _AWAY
        starting = [r.id for r in rows if r.kind is ProposalKind.START and not goes_on.get(r.run_id, True)]
        permitted = frozenset(starting[:1] if len(starting) > _WAITING else ())
        for row in rows:
            answered = row.kind in (ProposalKind.ADMIT, ProposalKind.START)
            if answered and row.id not in permitted:
                # These are answered step by step in the lives of the demo's people.
                continue
            tally = Tally(COMMITTEE_MEMBERS, present, present, 0)
            data = DecisionInput(ProposalOutcome.ACCEPTED, tally=tally)
            sent_back = texts.SENT_BACK.get(row.kind)
            stays = not goes_on.get(row.run_id or 0, True)
            if sent_back and stays and row.kind not in returned:
                returned.add(row.kind)
                data = DecisionInput(ProposalOutcome.RETURNED, sent_back)
            decide_one(self.world.for_office(), session_id, row.id, row.version, data)


def _version(session_id: int) -> int:
    return db.session.get_one(SessionRecord, session_id, populate_existing=True).version


@command(Action.INSTALLATION_SETUP)
def _considered_on_paper(cx: Command, before: date) -> None:
    """Settle what was raised before a day: accepted at the end of its month, and seen since."""
    cx.allow()
    rows = cx.session.scalars(
        select(Proposal).where(Proposal.state == ProposalState.PENDING, Proposal.raised_on < before)
    ).all()
    for row in rows:
        if row.kind in (ProposalKind.START, ProposalKind.ADMIT, ProposalKind.CLASS):
            continue
        row.state, row.outcome = ProposalState.DECIDED, ProposalOutcome.ACCEPTED
        row.decided_on, row.seen_at = row.raised_on + timedelta(days=21), cx.now
