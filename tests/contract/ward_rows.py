"""What the marked ward itself has: classes, sessions with their papers, signing, incoming papers, a key."""

import hashlib
import json
from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from flask import current_app
from PIL import Image
from sqlalchemy import select

from phohoa.documents.official import to_plain
from phohoa.domain.access import Action
from phohoa.domain.numbering import DocumentKind
from phohoa.domain.proposals import (
    SessionPaper,
    SessionState,
)
from phohoa.domain.register import EntryState, IncomingKind
from phohoa.domain.sessions import SessionKind
from phohoa.domain.signing import ORDER, RoundState
from phohoa.domain.training import ClassKind, ClassState, NoticeState
from phohoa.extensions import db
from phohoa.models import (
    CommitteeSession,
    CommitteeTerm,
    Document,
    IncomingPaper,
    OrganisationSeal,
    RegisterEntry,
    RoundSignature,
    SessionDocument,
    SessionFile,
    SessionRecord,
    SigningKey,
    SigningLink,
    SigningRound,
    TrainingClass,
    TrustedIssuer,
    User,
)
from phohoa.services import clock
from phohoa.services.command import Caller, Command, command
from phohoa.services.signing_keys import make_demo_key
from phohoa.services.storage import write_file
from phohoa.services.vault import seal, seal_bytes
from phohoa.services.ward_session_papers import place_of as session_paper_place
from tests import factories
from tests.contract.branch_rows import keep_file, official, pdf_of, withdrawn
from tests.contract.marks import NOBODYS, Marks

#: The secret of the leader's link to a paper that waits for his signature.
LINK_TOKEN = "paper-of-the-leader"


def ids(model: Any) -> list[int]:
    return list(db.session.scalars(select(model.id).order_by(model.id)))


def incoming(key: bytes) -> None:
    """A paper that came in, with its scan."""
    place, data = "f" * 32, b"\x89PNG came in"
    db.session.add(
        IncomingPaper(
            year=clock.today().year,
            number=1,
            received_on=clock.today(),
            recorded_on=clock.today(),
            sender="Ban Mẫu",
            kind=IncomingKind.LETTER,
            subject="về một việc",
            search_key="ban mau ve mot viec",
            scan_key=place,
            scan_kind="png",
            scan_size=len(data),
            created_at=clock.now(),
        )
    )
    folder = current_app.extensions["phohoa"].settings.attachment_dir
    (folder / place).write_bytes(seal_bytes(key, f"incoming_paper:{place}", data))


def classes() -> list[TrainingClass]:
    """One class whose list is open, and one whose list is decided."""
    rows = [
        TrainingClass(
            kind=ClassKind.AWARENESS,
            name=name,
            state=state,
            notice_state=NoticeState.RECORDED,
            starts_on=date(2026, 3, 2),
            ends_on=date(2026, 3, 6),
            seats=2,
            notice_number="01-TB/ThU",
            notice_on=date(2026, 2, 2),
            created_at=clock.now(),
        )
        for name, state in (("Lớp Thử Một", ClassState.ANNOUNCED), ("Lớp Thử Hai", ClassState.DECIDED))
    ]
    db.session.add_all(rows)
    db.session.flush()
    return rows


def sessions(key: bytes, marks: Marks) -> list[CommitteeSession]:
    """A session at work, and one that is concluded, with its papers; marked as no branch's."""
    today = clock.today()
    rows = [
        CommitteeSession(kind=SessionKind.COMMITTEE, planned_on=today, note="họp thường kỳ"),
        CommitteeSession(kind=SessionKind.STANDING_COMMITTEE, planned_on=today - timedelta(days=30), note=""),
    ]
    db.session.add_all(rows)
    db.session.flush()
    for row in rows:
        record = SessionRecord(session_id=row.id, state=SessionState.OPEN, held_on=row.planned_on)
        marks.put(NOBODYS, record)
        db.session.add(record)
    record.state, record.concluded_at = SessionState.CONCLUDED, clock.now()
    for paper in SessionPaper:
        said = marks.of(NOBODYS, "paper of a session")
        data = pdf_of(f"{said} {paper}")
        document = Document(
            kind=DocumentKind.MINUTES,
            title=said,
            sha256=write_file(data),
            size=len(data),
            created_at=clock.now(),
        )
        db.session.add(document)
        db.session.flush()
        content = json.dumps(to_plain(official(said)))
        sealed = seal(key, session_paper_place(document.sha256), content)
        db.session.add(
            SessionDocument(
                session_id=rows[1].id, paper=paper, document_id=document.id, content_sealed=sealed
            )
        )
    _session_copies(rows[1], marks, key)
    return rows


def _session_copies(session: CommitteeSession, marks: Marks, key: bytes) -> None:
    """A signed copy of each paper, and one of the minutes that was withdrawn."""
    data = pdf_of(marks.of(NOBODYS, "file of a signed copy"))
    for number, paper in enumerate((*SessionPaper, SessionPaper.MINUTES), NOBODYS * 100):
        row = SessionFile(session_id=session.id, paper=paper, key=f"{number:032d}", removed_reason="")
        keep_file(row, data, key)
    withdrawn(row)
    row.removed_reason = marks.of(NOBODYS, "session_file.removed_reason")


@command(Action.KEY_MANAGE)
def _make_key(cx: Command, user_id: int) -> None:
    cx.allow()
    make_demo_key(cx, user_id, "con cò bay lả bay la")


def signing(people: SimpleNamespace) -> None:
    """The notice of the concluded session being signed, by the leader and then with the seal."""
    picture = BytesIO()
    Image.new("RGBA", (200, 200), (200, 0, 0, 90)).save(picture, "PNG")
    db.session.add(
        OrganisationSeal(
            id=1, in_use=False, keeper_id=people.office, image_sha256=write_file(picture.getvalue())
        )
    )
    today, now = clock.today(), clock.now()
    entry = RegisterEntry(
        term_id=ids(CommitteeTerm)[0],
        kind=DocumentKind.NOTICE,
        number=2,
        year=today.year,
        dated=today,
        symbol="02-TB/ĐU",
        subject="về kết luận phiên họp",
        signatory_name="Trăng Thị Sáng",
        created_at=now,
        state=EntryState.TAKEN,
        recorded_on=today,
    )
    db.session.add(entry)
    db.session.flush()
    frozen = write_file(pdf_of("bản chờ ký"))
    row = SigningRound(
        session_id=ids(CommitteeSession)[1],
        entry_id=entry.id,
        title="Thông báo kết luận",
        dated=today,
        state=RoundState.OPEN,
        frozen_sha256=frozen,
        current_sha256=frozen,
        started_at=now,
        started_by_name="Trăng Thị Sáng",
    )
    db.session.add(row)
    db.session.flush()
    for place, (part, user) in enumerate(zip(ORDER, (people.signatory, people.office), strict=True), 1):
        db.session.add(
            RoundSignature(
                round_id=row.id,
                place=place,
                part=part,
                field=part.value,
                user_id=user,
                shown_name="Trăng Thị Sáng",
                user_name="Trăng Thị Sáng",
            )
        )
    db.session.flush()
    db.session.add(
        SigningLink(
            signature_id=ids(RoundSignature)[0],
            user_id=people.signatory,
            token_hash=hashlib.sha256(LINK_TOKEN.encode()).hexdigest(),
            sha256=frozen,
            made_at=now,
            expires_at=now + timedelta(minutes=15),
        )
    )


_made: list[tuple[Any, dict[str, Any]]] = []


def demo_key(user: User) -> None:
    """A key and its issuer; made once, because making keys is slow."""
    if not _made:
        _make_key(Caller(factories.actor_of(user)), user.id)
        db.session.rollback()
        for model in (TrustedIssuer, SigningKey):
            row = db.session.scalars(select(model)).one()
            _made.append((model, {c.name: getattr(row, c.name) for c in model.__table__.columns}))
        return
    with factories.writing():
        for model, values in _made:
            db.session.add(model(**{name: value for name, value in values.items() if name != "version"}))
