"""What pages show of signing rounds: where one stands, what the reader may do, who is waited for."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlalchemy.sql import Subquery

from ..domain.access import Action, may
from ..domain.errors import NotFound, Refused
from ..domain.signing import RoundState, SignaturePart, SigningMeans, SubjectKind
from ..models import RegisterEntry, RoundSignature, SigningKey, SigningRound
from .command import Context, Query, query
from .document_pages import StoredFile
from .home_parts import Task
from .signing_rounds import COLUMNS, due_of, seal_in_use, signatures_of, subject_of, waits_in_vain
from .storage import DamagedFile, read_file


@dataclass(frozen=True)
class StepLine:
    """One signature: made, due now, or to come."""

    part: SignaturePart
    user_name: str
    shown_name: str
    signed_at: datetime | None
    means: SigningMeans | None
    stamped: bool
    is_due: bool


@dataclass(frozen=True)
class Standing:
    """Where the signing of a paper stands."""

    id: int
    version: int
    title: str
    symbol: str
    dated: date
    state: RoundState
    steps: tuple[StepLine, ...]
    is_my_turn: bool
    waits_for: str


@dataclass(frozen=True)
class KeyChoice:
    """A certificate that the actor may sign with."""

    id: int
    holder: str
    issuer: str
    not_after: datetime
    is_demo: bool


@dataclass(frozen=True)
class RoundPage:
    """A round with what the actor may do there."""

    standing: Standing
    kind: SubjectKind
    subject_id: int
    started_at: datetime
    started_by_name: str
    ended_at: datetime | None
    ended_by_name: str
    reason: str
    document_id: int | None
    may_decline: bool
    may_withdraw: bool
    #: Who is waited for can sign no more.
    waits_in_vain: bool
    file_key: KeyChoice | None
    token_keys: tuple[KeyChoice, ...]
    has_token: bool
    has_stamp: bool
    knows_certificate: bool


def _standing(cx: Context, row: SigningRound) -> Standing:
    signatures = signatures_of(cx.session, row.id)
    due = due_of(signatures) if row.state is RoundState.OPEN else None
    steps = tuple(
        StepLine(one.part, one.user_name, one.shown_name, one.signed_at, one.means, one.stamped, one is due)
        for one in signatures
    )
    return Standing(
        id=row.id,
        version=row.version,
        title=row.title,
        symbol=cx.session.scalar(select(RegisterEntry.symbol).where(RegisterEntry.id == row.entry_id)) or "",
        dated=row.dated,
        state=row.state,
        steps=steps,
        is_my_turn=due is not None and due.user_id == cx.actor.user_id,
        waits_for=due.user_name if due is not None else "",
    )


@query(Action.ROUND_VIEW)
def standing_of(cx: Query, kind: SubjectKind, subject_id: int) -> Standing | None:
    """Where the signing of this paper stands while its round is open (three selects; one without a round)."""
    cx.allow()
    column = getattr(SigningRound, COLUMNS[kind])
    row = cx.session.scalar(
        select(SigningRound).where(column == subject_id, SigningRound.state == RoundState.OPEN)
    )
    return _standing(cx, row) if row is not None else None


def _choice(row: SigningKey) -> KeyChoice:
    return KeyChoice(row.id, row.holder, row.issuer, row.not_after, row.is_demo)


@query(Action.ROUND_VIEW)
def round_page(cx: Query, round_id: int) -> RoundPage:
    """Everything that the page of a round shows. Raises NotFound."""
    row = cx.load(SigningRound, round_id)
    standing = _standing(cx, row)
    keys = cx.session.scalars(
        select(SigningKey)
        .where(SigningKey.user_id == cx.actor.user_id, SigningKey.removed_at.is_(None))
        .where(SigningKey.not_before <= cx.now, SigningKey.not_after >= cx.now)
        .order_by(SigningKey.added_at.desc(), SigningKey.id.desc())
    ).all()
    is_open = row.state is RoundState.OPEN
    mine = cx.session.scalar(
        select(RoundSignature.id).where(
            RoundSignature.round_id == row.id,
            RoundSignature.user_id == cx.actor.user_id,
            RoundSignature.signed_at.is_(None),
        )
    )
    kind, subject_id = subject_of(row)
    in_vain = is_open and waits_in_vain(cx.session, due_of(signatures_of(cx.session, row.id)))
    files = [one for one in keys if one.means is SigningMeans.KEY_FILE]
    return RoundPage(
        standing=standing,
        kind=kind,
        subject_id=subject_id,
        started_at=row.started_at,
        started_by_name=row.started_by_name,
        ended_at=row.ended_at,
        ended_by_name=row.ended_by_name,
        reason=row.reason,
        document_id=row.document_id,
        may_decline=is_open and mine is not None,
        may_withdraw=is_open
        and may(cx.actor, Action.ROUND_WITHDRAW)
        and (in_vain or all(step.signed_at is None for step in standing.steps)),
        waits_in_vain=in_vain,
        file_key=_choice(files[0]) if files else None,
        token_keys=tuple(_choice(one) for one in keys if one.means is SigningMeans.TOKEN),
        has_token=bool(cx.settings.pkcs11_library),
        has_stamp=bool(cx.settings.stamp_url),
        knows_certificate=bool(keys),
    )


@query(Action.ROUND_VIEW)
def waiting_file(cx: Query, round_id: int) -> StoredFile:
    """The paper as it waits for a signature, to be read. Raises NotFound once the round has ended."""
    row = cx.load(SigningRound, round_id)
    if row.state is not RoundState.OPEN:
        raise NotFound
    try:
        data = read_file(row.current_sha256)
    except DamagedFile:
        raise Refused("document_damaged") from None
    return StoredFile(data, f"cho-ky-{row.id}.pdf", row.current_sha256)


#: Tasks of the home page that a round makes.
ROUND_TASKS = ("round_to_sign", "round_to_seal")


def rounds_due(user_id: int | None) -> Subquery:
    """Rounds in which it is the account's turn: id, title, place of the signature."""
    earlier = aliased(RoundSignature)
    return (
        select(SigningRound.id, SigningRound.title, RoundSignature.place)
        .join(RoundSignature, RoundSignature.round_id == SigningRound.id)
        .where(SigningRound.state == RoundState.OPEN)
        .where(RoundSignature.user_id == user_id, RoundSignature.signed_at.is_(None))
        .where(
            ~select(earlier.id)
            .where(
                earlier.round_id == SigningRound.id,
                earlier.place < RoundSignature.place,
                earlier.signed_at.is_(None),
            )
            .exists()
        )
        .subquery()
    )


def round_task(round_id: int, title: str, place: int) -> Task:
    """A paper that waits for the actor's signature; after the first one it is the organisation's."""
    return Task(ROUND_TASKS[place > 1], {"round_id": round_id}, {"title": title}, urgent=True)


def rounds_to_sign(cx: Context) -> list[Task]:
    """The rounds in which it is the actor's turn (one select): the first lines of the home page."""
    due = rounds_due(cx.actor.user_id)
    rows = cx.session.execute(select(due.c.id, due.c.title, due.c.place).order_by(due.c.id))
    return [round_task(*row) for row in rows]


@dataclass(frozen=True)
class Setup:
    """Whether the organisation's signature follows the signatory's, and whether the time is stamped."""

    seal_follows: bool
    stamps_time: bool


@query(Action.ROUND_VIEW)
def setup(cx: Query) -> Setup:
    """How papers are signed here (one select)."""
    cx.allow()
    return Setup(seal_in_use(cx.session) is not None, bool(cx.settings.stamp_url))
