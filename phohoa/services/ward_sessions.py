"""Sessions of the committee: the list, opening one, and how it was held."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from ..domain.access import Action, Role, may
from ..domain.errors import Conflict, Invalid, NotFound
from ..domain.proposals import ProposalState, SessionState, has_quorum
from ..domain.sessions import SessionKind
from ..domain.stages import VoteForm
from ..domain.voting import VotingBody
from ..models import Branch, CommitteeSession, Proposal, SessionRecord, User, Ward
from ..texts.ward_sessions import AUTHORITY_OF, POSITION_DEFAULT, RECIPIENTS
from .command import Command, Context, Query, command, query
from .committee_sessions import check_day
from .voting import reckoning_of_committee

BODY_OF = {
    SessionKind.COMMITTEE: VotingBody.COMMITTEE,
    SessionKind.STANDING_COMMITTEE: VotingBody.STANDING_COMMITTEE,
}


@dataclass(frozen=True)
class SessionLine:
    """One session of the list; `pending` counts what lies before a session that is not concluded."""

    id: int
    kind: SessionKind
    day: date
    note: str
    state: SessionState
    decided: int
    pending: int


@dataclass(frozen=True)
class SessionList:
    """The sessions, the newest first, and how many proposals wait for one."""

    lines: tuple[SessionLine, ...]
    pending: int
    may_edit: bool
    today: date


def pending_count(cx: Context) -> int:
    """How many proposals wait for a session."""
    return (
        cx.session.scalar(
            select(func.count(Proposal.id))
            .join(Branch, Branch.id == Proposal.branch_id)
            .where(Proposal.state == ProposalState.PENDING, Branch.is_practice.is_(False))
        )
        or 0
    )


@query(Action.WARD_SESSION_VIEW)
def session_list(cx: Query) -> SessionList:
    """Every session that was held, and planned ones from last month to two months ahead, newest first."""
    cx.allow()
    decided = (
        select(Proposal.session_id, func.count(Proposal.id).label("number"))
        .where(Proposal.state == ProposalState.DECIDED)
        .group_by(Proposal.session_id)
        .subquery()
    )
    rows = cx.session.execute(
        select(CommitteeSession, SessionRecord, decided.c.number)
        .outerjoin(SessionRecord, SessionRecord.session_id == CommitteeSession.id)
        .outerjoin(decided, decided.c.session_id == CommitteeSession.id)
        .order_by(CommitteeSession.planned_on.desc(), CommitteeSession.id.desc())
    ).all()
    months = cx.today.year * 12 + cx.today.month
    waiting = pending_count(cx)
    lines = []
    for planned, record, number in rows:
        day = (record.held_on if record else None) or planned.planned_on
        if record is None and not -1 <= day.year * 12 + day.month - months <= 2:
            continue
        state = record.state if record else SessionState.PLANNED
        pending = 0 if state is SessionState.CONCLUDED else waiting
        lines.append(SessionLine(planned.id, planned.kind, day, planned.note, state, number or 0, pending))
    return SessionList(tuple(lines), waiting, may(cx.actor, Action.WARD_SESSION_EDIT), cx.today)


@dataclass(frozen=True)
class HeadInput:
    """How a session was held, as it is typed."""

    held_on: date | None = None
    starts_at: str = ""
    ends_at: str = ""
    place: str = ""
    chair: str = ""
    secretary: str = ""
    called: int | None = None
    present: int | None = None
    absence_note: str = ""
    vote_form: VoteForm | None = VoteForm.MEMBER_CARD
    guests: str = ""
    discussion: str = ""
    conclusion_number: str = ""
    authority: str = ""
    position: str = ""
    signatory_id: int | None = None
    recipients: str = ""


@dataclass(frozen=True)
class SessionSaved:
    """A session that was opened or changed, with the version of its record."""

    session_id: int
    version: int = 0


def _open(cx: Command, planned: CommitteeSession) -> SessionRecord:
    ward = cx.session.get(Ward, 1)
    signatory = cx.session.scalar(
        select(User).where(User.role == Role.SIGNATORY, User.active).order_by(User.id).limit(1)
    )
    reckoned = reckoning_of_committee(cx.session, BODY_OF[planned.kind], planned.planned_on)
    record = SessionRecord(
        session_id=planned.id,
        state=SessionState.OPEN,
        held_on=planned.planned_on,
        place=ward.place if ward else "",
        called=reckoned.members if reckoned else None,
        vote_form=VoteForm.MEMBER_CARD,
        authority=AUTHORITY_OF[planned.kind],
        position=POSITION_DEFAULT,
        recipients=RECIPIENTS,
        signatory_id=signatory.id if signatory else None,
        signatory_name=signatory.full_name if signatory else "",
    )
    cx.session.add(record)
    cx.session.flush()
    return record


@command(Action.WARD_SESSION_EDIT)
def open_session(cx: Command, session_id: int) -> SessionSaved:
    """Begin the work on a planned session; nothing more where it has begun. Raises NotFound."""
    planned = cx.load(CommitteeSession, session_id)
    record = cx.session.get(SessionRecord, session_id) or _open(cx, planned)
    return SessionSaved(planned.id, record.version)


@command(Action.WARD_SESSION_EDIT)
def add_session(cx: Command, kind: SessionKind, day: date, note: str) -> SessionSaved:
    """Add a session for a day that was not planned, and open it. Raises Invalid for a day that is taken."""
    cx.allow()
    check_day(cx, kind, day)
    planned = CommitteeSession(kind=kind, planned_on=day, note=note)
    cx.session.add(planned)
    cx.session.flush()
    return SessionSaved(planned.id, _open(cx, planned).version)


def open_record(
    cx: Command, session_id: int, version: int | None = None
) -> tuple[CommitteeSession, SessionRecord]:
    """The session and its record, locked. Raises Conflict when it is not open, or stale; NotFound."""
    planned = cx.load(CommitteeSession, session_id, lock=False)
    record = cx.session.get(SessionRecord, session_id, with_for_update=True)
    if record is None:
        raise Conflict("session_not_open")
    if record.state is not SessionState.OPEN:
        raise Conflict("session_concluded")
    if version is not None and record.version != version:
        raise Conflict("stale", current=record.version)
    return planned, record


def head_of(record: SessionRecord) -> HeadInput:
    """What is typed of a session so far."""
    return HeadInput(**{name: getattr(record, name) for name in HeadInput.__dataclass_fields__})


def _check_head(cx: Command, planned: CommitteeSession, data: HeadInput) -> User | None:
    fields: dict[str, object] = {}
    if data.held_on is None:
        fields["held_on"] = "required"
    if data.called is not None and data.present is not None and data.present > data.called:
        fields["present"] = "session_present"
    signatory = cx.session.get(User, data.signatory_id) if data.signatory_id else None
    if data.signatory_id and (signatory is None or signatory.role is not Role.SIGNATORY):
        fields["signatory_id"] = "signatory_needed"
    if data.held_on is not None and data.called is not None:
        reckoned = reckoning_of_committee(cx.session, BODY_OF[planned.kind], data.held_on)
        if reckoned is not None and reckoned.members != data.called and not data.absence_note.strip():
            fields["absence_note"] = ("session_called_differs", {"members": reckoned.members})
    if fields:
        raise Invalid(fields=fields)
    return signatory


@command(Action.WARD_SESSION_EDIT)
def save_head(cx: Command, session_id: int, version: int, data: HeadInput) -> SessionSaved:
    """Keep how the session is held. Raises Invalid, Conflict when stale or concluded."""
    planned, record = open_record(cx, session_id, version)
    signatory = _check_head(cx, planned, data)
    for name in HeadInput.__dataclass_fields__:
        setattr(record, name, getattr(data, name))
    record.signatory_name = signatory.full_name if signatory is not None else ""
    cx.session.flush()
    return SessionSaved(session_id, record.version)


@dataclass(frozen=True)
class HeadPage:
    """The form of how a session was held."""

    session_id: int
    kind: SessionKind
    day: date
    version: int
    data: HeadInput
    signatories: tuple[tuple[int, str], ...]


@query(Action.WARD_SESSION_EDIT)
def head_page(cx: Query, session_id: int) -> HeadPage:
    """For writing down how it was held. Raises NotFound, Conflict once concluded."""
    planned = cx.load(CommitteeSession, session_id)
    record = cx.session.get(SessionRecord, session_id)
    if record is None:
        raise NotFound
    if record.state is not SessionState.OPEN:
        raise Conflict("session_concluded")
    users = cx.session.scalars(
        select(User).where(User.role == Role.SIGNATORY, User.active).order_by(User.full_name, User.id)
    )
    signatories = tuple((user.id, user.full_name) for user in users)
    day = record.held_on or planned.planned_on
    return HeadPage(session_id, planned.kind, day, record.version, head_of(record), signatories)


#: What the head must say before a session can be concluded.
NEEDED = ("held_on", "place", "chair", "secretary", "called", "present", "conclusion_number", "signatory_id")


def missing_of(record: SessionRecord) -> tuple[str, ...]:
    """The fields of the head that are still empty."""
    return tuple(name for name in NEEDED if getattr(record, name) in (None, ""))


def lacks_quorum(record: SessionRecord) -> bool:
    """Whether the counts are known and half of the members or fewer came."""
    known = record.called is not None and record.present is not None
    return known and not has_quorum(record.called, record.present)
