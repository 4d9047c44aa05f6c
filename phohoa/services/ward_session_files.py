"""The kept papers of a session as files, and issuing the notice with number and signature."""

import json
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from ..documents.official import OfficialPaper, from_plain
from ..domain.access import Action, may
from ..domain.errors import Conflict, NotFound, Refused
from ..domain.numbering import DocumentKind
from ..domain.proposals import SessionPaper, SessionState
from ..domain.sessions import SessionKind
from ..domain.signing import RoundState, SubjectKind
from ..models import CommitteeSession, Document, RegisterEntry, SessionDocument, SessionRecord, SigningRound
from ..texts import session_papers as words
from .command import Command, Context, Query, command, query
from .document_pages import StoredFile
from .home_parts import Task
from .publishing import Paper, opened_key, publish
from .signed_copies import CopyLine
from .signing_rounds import not_while_signed, only_without_seal
from .storage import DamagedFile, read_file
from .vault import DamagedField, open_sealed
from .ward_session_copies import session_copies
from .ward_session_papers import pdf_of, place_of, sealed_content


def _row(cx: Context, session_id: int, paper: SessionPaper) -> tuple[SessionDocument, Document]:
    found = cx.session.execute(
        select(SessionDocument, Document)
        .join(Document, Document.id == SessionDocument.document_id)
        .where(SessionDocument.session_id == session_id, SessionDocument.paper == paper)
    ).first()
    if found is None:
        raise NotFound
    return found[0], found[1]


def _content(cx: Context, row: SessionDocument, document: Document) -> OfficialPaper:
    try:
        text = open_sealed(cx.settings.field_key, place_of(document.sha256), row.content_sealed)
    except DamagedField:
        raise Refused("paper_damaged") from None
    return from_plain(json.loads(text))


def _name(session_id: int, paper: SessionPaper, kind: str) -> str:
    return f"session-{session_id}-{paper.value}.{kind}"


@query(Action.WARD_SESSION_VIEW)
def paper_pdf(cx: Query, session_id: int, paper: SessionPaper) -> StoredFile:
    """The stored bytes of a paper. Raises NotFound; Refused when the file is no more what was stored."""
    cx.allow()
    _, document = _row(cx, session_id, paper)
    try:
        data = read_file(document.sha256)
    except DamagedFile:
        raise Refused("document_damaged") from None
    return StoredFile(data, _name(session_id, paper, "pdf"), document.sha256)


@query(Action.WARD_SESSION_VIEW)
def paper_docx(cx: Query, session_id: int, paper: SessionPaper) -> StoredFile:
    """The words of the stored paper as a Word file. Raises as paper_pdf does."""
    from ..documents.word import render_docx  # some 10 MB: only when asked for

    cx.allow()
    row, document = _row(cx, session_id, paper)
    content = _content(cx, row, document)
    return StoredFile(render_docx(content), _name(session_id, paper, "docx"), document.sha256)


@dataclass(frozen=True)
class IssuePage:
    """The notice before it is issued."""

    session_id: int
    kind: SessionKind
    day: date
    version: int
    signatory_name: str
    is_signatory: bool
    symbol: str
    document_id: int
    today: date


def _concluded(cx: Context, session_id: int) -> tuple[CommitteeSession, SessionRecord]:
    planned = cx.load(CommitteeSession, session_id, lock=False)
    record = cx.session.get(SessionRecord, session_id)
    if record is None or record.state is not SessionState.CONCLUDED:
        raise NotFound
    return planned, record


@query(Action.WARD_SESSION_ISSUE)
def issue_page(cx: Query, session_id: int) -> IssuePage:
    """For issuing the notice of a concluded session. Raises NotFound."""
    planned, record = _concluded(cx, session_id)
    row, _ = _row(cx, session_id, SessionPaper.NOTICE)
    return IssuePage(
        session_id,
        planned.kind,
        record.held_on or planned.planned_on,
        record.version,
        record.signatory_name,
        record.signatory_id == cx.actor.user_id,
        row.symbol,
        row.document_id,
        cx.today,
    )


@dataclass(frozen=True)
class SessionNoticeIssued:
    """The issued notice."""

    session_id: int
    document_id: int
    symbol: str


@command(Action.WARD_SESSION_ISSUE)
def issue_notice(
    cx: Command, session_id: int, version: int, passphrase: str, dated: date, unstamped: bool = False
) -> SessionNoticeIssued:
    """Number, draw, sign and publish the notice of the conclusion; it names nobody. All or nothing.

    Raises Conflict (issued already, stale), Refused (not the signatory, no usable key, what was drawn does
    not stand its check) and Invalid for `passphrase` or `dated`.
    """
    record, row, draft = _to_issue(cx, session_id, version)
    if record.signatory_id is None or record.signatory_id != cx.actor.user_id:
        raise Refused("not_the_signatory", name=record.signatory_name)
    only_without_seal(cx)
    key = opened_key(cx, passphrase)
    paper = _paper(record, _content(cx, row, draft), dated)
    document, entry = publish(cx, paper, dated, key, passphrase, unstamped=unstamped)
    _completed(cx, row, _content(cx, row, draft), document, entry)
    return SessionNoticeIssued(session_id, document.id, entry.symbol)


def _to_issue(cx: Command, session_id: int, version: int) -> tuple[SessionRecord, SessionDocument, Document]:
    _, record = _concluded(cx, session_id)
    if record.version != version:
        raise Conflict("stale", current=record.version)
    row, draft = _row(cx, session_id, SessionPaper.NOTICE)
    if row.symbol:
        raise Conflict("session_issued")
    not_while_signed(cx, SubjectKind.SESSION_NOTICE, session_id)
    return record, row, draft


def _numbered(content: OfficialPaper, number: int | None, dated: date) -> OfficialPaper:
    return replace(content, head=replace(content.head, number=number, dated=dated, year=dated.year))


def _paper(record: SessionRecord, content: OfficialPaper, dated: date) -> Paper:
    return Paper(
        kind=DocumentKind.NOTICE,
        subject=" ".join(content.subject.split()),
        signatory_name=record.signatory_name,
        recipients=record.recipients,
        title=lambda symbol: words.ISSUED_TITLE.format(symbol=symbol),
        draw=lambda number, url, seal: pdf_of(
            replace(_numbered(content, number, dated), check_url=url), seal=seal
        ),
    )


def _completed(
    cx: Command, row: SessionDocument, content: OfficialPaper, document: Document, entry: RegisterEntry
) -> None:
    row.document_id, row.symbol, row.issued_on = document.id, entry.symbol, entry.dated
    row.content_sealed = sealed_content(cx, document.sha256, _numbered(content, entry.number, entry.dated))


def round_paper(cx: Command, session_id: int, version: int, dated: date) -> tuple[Paper, int]:
    """The notice of a concluded session as a paper to sign step by step, and its signatory."""
    record, row, draft = _to_issue(cx, session_id, version)
    if record.signatory_id is None:
        raise Refused("not_the_signatory", name=record.signatory_name)
    return _paper(record, _content(cx, row, draft), dated), record.signatory_id


def round_published(cx: Command, session_id: int, document: Document, entry: RegisterEntry) -> None:
    """The last signature is in: the notice is issued."""
    row, draft = _row(cx, session_id, SessionPaper.NOTICE)
    if row.symbol:
        raise Conflict("session_issued")
    _completed(cx, row, _content(cx, row, draft), document, entry)


def round_given_back(cx: Command, session_id: int, reason: str) -> None:
    """Somebody declined to sign, or the office withdrew. What the session concluded stands as it is."""


def notices_to_sign(cx: Context) -> list[Task]:
    """The notices that wait for the actor's signature (one select)."""
    rows = cx.session.execute(
        select(SessionRecord.session_id, SessionRecord.held_on)
        .join(SessionDocument, SessionDocument.session_id == SessionRecord.session_id)
        .where(SessionRecord.signatory_id == cx.actor.user_id)
        .where(SessionDocument.paper == SessionPaper.NOTICE, SessionDocument.symbol == "")
        .where(
            ~select(SigningRound.id)
            .where(
                SigningRound.session_id == SessionRecord.session_id,
                SigningRound.state == RoundState.OPEN,
            )
            .exists()
        )
        .order_by(SessionRecord.held_on)
    )
    return [
        Task("session_notice_to_sign", {"meeting_id": session_id}, {"day": day}) for session_id, day in rows
    ]


@dataclass(frozen=True)
class PaperLine:
    """A paper of a concluded session; `symbol` and `document_id` of a notice that was issued."""

    paper: SessionPaper
    symbol: str
    issued_on: date | None
    document_id: int
    copies: tuple[CopyLine, ...]


@dataclass(frozen=True)
class PapersOfSession:
    """The papers, and whether the actor issues the notice."""

    lines: tuple[PaperLine, ...]
    may_issue: bool


@query(Action.WARD_SESSION_VIEW)
def papers_of_session(cx: Query, session_id: int) -> PapersOfSession:
    """The papers of a session; none before it is concluded (two selects)."""
    cx.allow()
    rows = cx.session.execute(
        select(SessionDocument, SessionRecord.signatory_id)
        .join(SessionRecord, SessionRecord.session_id == SessionDocument.session_id)
        .where(SessionDocument.session_id == session_id)
        .order_by(SessionDocument.id)
    ).all()
    copies = session_copies(cx, session_id)
    lines = tuple(
        PaperLine(
            row.paper,
            row.symbol,
            row.issued_on,
            row.document_id,
            tuple(one for one in copies if one.paper is row.paper),
        )
        for row, _ in rows
    )
    mine = any(signatory == cx.actor.user_id for _, signatory in rows)
    return PapersOfSession(lines, mine and may(cx.actor, Action.WARD_SESSION_ISSUE))
