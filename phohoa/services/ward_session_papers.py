"""The papers of a session: minutes, notice, the ward's list; one content for PDF and Word."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..documents.content import Head
from ..documents.errors import DocumentError, ForeignLetter
from ..documents.official import OfficialPaper, Signature, to_plain
from ..documents.pdf import render_official
from ..domain.access import Action
from ..domain.errors import Conflict, NotFound, Refused
from ..domain.numbering import DocumentKind
from ..domain.proposals import (
    Effect,
    ProposalKind,
    ProposalOutcome,
    ProposalState,
    SessionPaper,
    SessionState,
)
from ..domain.reviews import REPORTED_STATES
from ..domain.stages import Stage, way_between
from ..domain.vietnamese import format_date
from ..models import (
    Branch,
    CommitteeSession,
    Proposal,
    Review,
    SessionDocument,
    SessionRecord,
    TrackingRun,
    Ward,
)
from ..texts import session_papers as words
from .command import Command, Context, Query, query
from .storage import store_document
from .vault import seal
from .ward_session_bodies import Listed, Said, list_body, minutes_body, notice_body
from .ward_session_steps import AtHand, at_hand
from .ward_sessions import lacks_quorum, missing_of

#: On the ward's list: from the branch's resolution until the decision to admit.
LISTED = way_between(Stage.SYMPATHISER, Stage.SUBMITTED) | {Stage.PAUSED}
_KINDS = {
    SessionPaper.MINUTES: DocumentKind.MINUTES,
    SessionPaper.NOTICE: DocumentKind.NOTICE,
    SessionPaper.LIST: DocumentKind.REPORT,
}


def place_of(sha256: str) -> str:
    """What the sealed content of a session's paper is bound to."""
    return f"session-paper:{sha256}"


def _on_list(cx: Context, hand: AtHand) -> tuple[Listed, ...]:
    """Everybody whose place on the list stands once the session's decisions hold (two selects)."""
    pending = select(Proposal.run_id).where(
        Proposal.kind == ProposalKind.ADD, Proposal.state == ProposalState.PENDING
    )
    back = [
        line.run_id
        for line in hand.decided
        if line.kind is ProposalKind.REMOVE and hand.effect(line) is Effect.CANCEL
    ]
    added = {
        line.run_id
        for line in hand.decided
        if line.kind is ProposalKind.ADD and line.outcome is ProposalOutcome.ACCEPTED
    }
    waiting = set(cx.session.scalars(pending)) - added
    rows = cx.session.execute(
        select(TrackingRun, Branch.short_name)
        .join(Branch, Branch.id == TrackingRun.branch_id)
        .where(Branch.is_practice.is_(False))
        .where(TrackingRun.closed_on.is_(None) | TrackingRun.id.in_([key for key in back if key]))
        .options(joinedload(TrackingRun.person), joinedload(TrackingRun.helper))
        .order_by(Branch.position, Branch.id)
    ).all()
    listed = [
        (run, branch)
        for run, branch in rows
        if run.id not in waiting and (run.stage in LISTED or run.id in back)
    ]
    places = {branch: place for place, (_, branch) in reversed(list(enumerate(listed)))}
    listed.sort(key=lambda pair: (places[pair[1]], pair[0].person.sort_key, pair[0].id))
    return tuple(
        Listed(
            run.person.full_name,
            str(run.person.birth_year),
            branch,
            format_date(run.sympathiser_on) if run.sympathiser_on else "",
            run.helper.full_name if run.helper else "",
        )
        for run, branch in listed
    )


def _without_change(cx: Context, day: date) -> int:
    """How many branches reported no change for the month of the session (one select)."""
    return cx.session.scalars(
        select(func.count(Review.id))
        .join(Branch, Branch.id == Review.branch_id)
        .where(Branch.is_practice.is_(False))
        .where(Review.year == day.year, Review.month == day.month)
        .where(Review.no_change, Review.state.in_(REPORTED_STATES))
    ).one()


def contents_of(cx: Context, hand: AtHand, quorum_answer: str) -> dict[SessionPaper, OfficialPaper]:
    """What the three papers say of a session whose decisions are all put down. Raises NotFound."""
    ward = cx.session.get(Ward, 1)
    if ward is None:
        raise NotFound
    record, kind = hand.record, hand.planned.kind
    answer = quorum_answer if lacks_quorum(record) else ""
    unchanged = 0 if hand.decided else _without_change(cx, hand.day)
    said = Said(kind, hand.day, record, tuple(hand.decided), hand.undecided, answer, unchanged)
    bodies = {
        SessionPaper.MINUTES: minutes_body(said),
        SessionPaper.NOTICE: notice_body(said),
        SessionPaper.LIST: list_body(said, _on_list(cx, hand)),
    }
    body, day = words.BODY[kind], format_date(hand.day)
    signature = (Signature(record.authority, record.position, record.signatory_name),)
    by_hand = (
        Signature(*words.SECRETARY, record.secretary),
        Signature(*words.CHAIRED, record.chair),
    )
    found = {}
    for paper, (opening, sections, closing) in bodies.items():
        notice = paper is SessionPaper.NOTICE
        found[paper] = OfficialPaper(
            head=Head(
                parent=ward.parent_issuer,
                issuer=ward.issuer,
                symbol=words.SYMBOL[paper],
                place=ward.place,
                year=hand.day.year,
                dated=None if notice else hand.day,
                without_number=not notice,
            ),
            kind=words.KIND[paper],
            subject=words.SUBJECT[paper].format(body=body),
            title=words.TITLE[paper].format(body=body, day=day),
            opening=opening,
            sections=sections,
            closing=closing,
            signatures=by_hand if paper is SessionPaper.MINUTES else signature,
            recipients=recipients_of(record.recipients) if paper is not SessionPaper.MINUTES else (),
            digital=notice,
        )
    return found


def recipients_of(text: str) -> tuple[str, ...]:
    """One recipient a line."""
    return tuple(line.strip().rstrip(".,; ") for line in text.splitlines() if line.strip())


class SessionDrawn:
    """Papers drawn ahead for one state of affairs. The same press is known again whatever their bytes."""

    def __init__(self, stamp: str, digest: str, pdfs: Mapping[SessionPaper, bytes]) -> None:
        self.stamp = stamp
        self.digest = digest
        self.pdfs = pdfs

    def __str__(self) -> str:
        return "papers of a session"


def digest_of(contents: Mapping[SessionPaper, OfficialPaper]) -> str:
    """A short name of what the papers say."""
    plain = {paper.value: to_plain(content) for paper, content in contents.items()}
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@query(Action.WARD_SESSION_EDIT)
def drawn_ahead(cx: Query, session_id: int, quorum_answer: str) -> SessionDrawn:
    """The papers of an open session as PDF, so that nobody waits for them to save; none when not ready.

    None once it is concluded: the press that follows may be one sent again, and then has its answer. Raises
    Refused when they cannot be drawn, Conflict for a session that was never opened.
    """
    planned = cx.load(CommitteeSession, session_id)
    record = cx.session.get(SessionRecord, session_id)
    if record is None:
        raise Conflict("session_not_open")
    if record.state is not SessionState.OPEN:
        return SessionDrawn("", "", {})
    hand = at_hand(cx, planned, record)
    if not hand.can_end or missing_of(record):
        return SessionDrawn(hand.stamp(), "", {})
    contents, stamp = contents_of(cx, hand, quorum_answer), hand.stamp()
    cx.session.rollback()  # drawing takes seconds; nobody who writes waits for a reader meanwhile
    return SessionDrawn(
        stamp, digest_of(contents), {paper: pdf_of(content) for paper, content in contents.items()}
    )


def pdf_of(content: OfficialPaper, *, seal: bool = False) -> bytes:
    """The paper as PDF, with room for the seal if it is due. Raises Refused: a letter, or it failed."""
    try:
        return render_official(content, seal=seal)
    except ForeignLetter as problem:
        raise Refused("session_paper_letter", letter=problem.letter) from problem
    except DocumentError as problem:
        raise Refused("session_paper_failed") from problem


def keep_papers(
    cx: Command, session_id: int, contents: Mapping[SessionPaper, OfficialPaper], drawn: SessionDrawn
) -> None:
    """Store the papers of a session that is being concluded, with what they say; for readers of the ward."""
    for paper, content in contents.items():
        keep_paper(cx, session_id, paper, content, drawn.pdfs[paper])


def keep_paper(
    cx: Command, session_id: int, paper: SessionPaper, content: OfficialPaper, data: bytes
) -> SessionDocument:
    """Store one paper. Not issued to everybody, and of no branch: only its own page gives it."""
    document = store_document(cx, _KINDS[paper], content.title, data)
    row = SessionDocument(
        session_id=session_id,
        paper=paper,
        document_id=document.id,
        content_sealed=sealed_content(cx, document.sha256, content),
    )
    cx.session.add(row)
    cx.session.flush()
    return row


def sealed_content(cx: Context, sha256: str, content: OfficialPaper) -> bytes:
    """What a paper says, sealed."""
    text = json.dumps(to_plain(content), ensure_ascii=False, sort_keys=True)
    return seal(cx.settings.field_key, place_of(sha256), text)
