"""The notice of a class: written, presented, returned, issued with number and signature; or another's."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..documents.content import Head, PlanContent, Section
from ..documents.pdf import render_plan
from ..domain.access import Action, Role
from ..domain.errors import Conflict, Invalid, NotFound, Refused
from ..domain.numbering import DocumentKind, PlanState
from ..domain.signing import SubjectKind
from ..domain.training import ClassState, NoticeState
from ..domain.vietnamese import format_date
from ..models import Document, Plan, RegisterEntry, TrainingClass, User, Ward
from ..texts import classes as texts
from ..texts.documents import day_words
from ..texts.plan_template import AUTHORITIES, POSITIONS
from ..texts.plans import NOT_WRITTEN
from .classes import ClassSaved, writable
from .command import Command, Query, command, query
from .draft_papers import draft_of
from .plan_content import symbol_of
from .publishing import Paper, opened_key, publish
from .signing_rounds import not_while_signed, only_without_seal

_LONGEST = 4000


@dataclass(frozen=True)
class NoticeInput:
    """What is typed of the notice; the facts of the class come from the class. One recipient a line."""

    authority: str
    position: str
    signatory_id: int | None
    recipients: str
    text: str


@dataclass(frozen=True)
class NoticePage:
    """The notice as its form shows it, and as it will be printed."""

    class_id: int
    version: int
    data: NoticeInput
    signatories: tuple[tuple[int, str], ...]
    content: PlanContent


@dataclass(frozen=True)
class NoticeIssued:
    """The issued notice."""

    class_id: int
    document_id: int
    symbol: str


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def _plan_words(session: Session, year: int) -> str:
    """The plan in force, as the notice refers to it; "" without one."""
    found = session.execute(
        select(RegisterEntry.symbol, RegisterEntry.dated, Plan.subject)
        .join(Plan, Plan.id == RegisterEntry.plan_id)
        .where(Plan.year == year, Plan.state == PlanState.ISSUED)
        .limit(1)
    ).first()
    if found is None:
        return ""
    return texts.NOTICE_PLAN.format(symbol=found.symbol, day=day_words(found.dated), subject=found.subject)


def _points(row: TrainingClass) -> list[tuple[str, str]]:
    days = texts.NOTICE_DAYS if row.ends_on != row.starts_on else texts.NOTICE_DAY
    found = [
        (texts.NOTICE_FOR, texts.NOTICE_WHO[row.kind]),
        (texts.NOTICE_WHEN, days.format(first=day_words(row.starts_on), last=day_words(row.ends_on))),
        (texts.NOTICE_WHERE, f"{row.place}." if row.place else NOT_WRITTEN),
    ]
    if row.host:
        found.append((texts.NOTICE_HOST, f"{row.host}."))
    if row.seats is not None:
        found.append((texts.NOTICE_SEATS, texts.NOTICE_COUNT.format(seats=f"{row.seats:02d}")))
    by = day_words(row.nominate_by) if row.nominate_by else NOT_WRITTEN
    found.append((texts.NOTICE_LISTS, texts.NOTICE_SEND[row.kind].format(day=by)))
    return found


def content_of(
    session: Session, row: TrainingClass, number: int | None = None, dated: date | None = None
) -> PlanContent:
    """The notice as the layout wants it; a draft without a number. Raises NotFound before the set-up."""
    ward = session.get(Ward, 1)
    if ward is None:
        raise NotFound
    replaces = texts.NOTICE_REPLACES.format(notice=row.notice_replaces) if row.notice_replaces else ""
    opening = [_plan_words(session, row.starts_on.year), texts.NOTICE_OPENING.format(name=row.name), replaces]
    sections = [
        Section(2, f"{place}.", f"{heading}:", (words,), run_in=True)
        for place, (heading, words) in enumerate(_points(row), start=1)
    ]
    more = _lines(row.notice_text)
    if more:
        sections.append(Section(2, f"{len(sections) + 1}.", f"{texts.NOTICE_MORE}:", more))
    return PlanContent(
        head=Head(
            parent=ward.parent_issuer,
            issuer=ward.issuer,
            symbol=symbol_of(DocumentKind.NOTICE),
            place=ward.place,
            year=(dated or row.starts_on).year,
            number=number,
            dated=dated,
        ),
        kind=texts.NOTICE_KIND,
        subject=texts.NOTICE_SUBJECT.format(name=row.name[:1].lower() + row.name[1:]),
        bases=(),
        opening=" ".join(part for part in opening if part),
        sections=tuple(sections),
        closing=texts.NOTICE_CLOSING,
        recipients=tuple(line.rstrip(".,; ") for line in _lines(row.recipients)),
        authority=row.authority or NOT_WRITTEN,
        position=row.position or NOT_WRITTEN,
        signatory=row.signatory_name or NOT_WRITTEN,
    )


@query(Action.CLASS_EDIT)
def notice_page(cx: Query, class_id: int) -> NoticePage:
    """The notice of a class. Raises NotFound."""
    row = cx.load(TrainingClass, class_id)
    users = cx.session.scalars(
        select(User).where(User.role == Role.SIGNATORY, User.active).order_by(User.full_name, User.id)
    )
    data = NoticeInput(row.authority, row.position, row.signatory_id, row.recipients, row.notice_text)
    signatories = tuple((user.id, user.full_name) for user in users)
    return NoticePage(row.id, row.version, data, signatories, content_of(cx.session, row))


@query(Action.CLASS_VIEW)
def notice_preview(cx: Query, class_id: int) -> PlanContent:
    """The notice as it will be printed, for those who may see drafts. Raises NotFound."""
    row = cx.load(TrainingClass, class_id)
    if not cx.sees_all:
        raise NotFound
    return content_of(cx.session, row, None, row.notice_on)


@query(Action.CLASS_VIEW)
def draft_pdf(cx: Query, class_id: int) -> bytes:
    """The draft as PDF. Raises NotFound, Refused when it cannot be drawn."""
    row = cx.load(TrainingClass, class_id)
    if not cx.sees_all or row.notice_document_id is not None:
        raise NotFound
    return draft_of(cx, lambda: content_of(cx.session, row))


@command(Action.CLASS_EDIT)
def edit_notice(cx: Command, class_id: int, version: int, data: NoticeInput) -> ClassSaved:
    """Change how the notice is signed, to whom it goes and what it says besides. Raises Invalid, Conflict."""
    row = writable(cx, class_id, version)
    fields: dict[str, object] = {}
    if data.authority not in AUTHORITIES:
        fields["authority"] = "required"
    if data.position not in POSITIONS:
        fields["position"] = "required"
    signatory = cx.session.get(User, data.signatory_id) if data.signatory_id else None
    if signatory is None or signatory.role is not Role.SIGNATORY or not signatory.active:
        fields["signatory_id"] = "signatory_needed"
    if not data.recipients.strip():
        fields["recipients"] = "required"
    if len(data.text) > _LONGEST:
        fields["text"] = "text_long"
    if fields or signatory is None:
        raise Invalid(fields=fields)
    row.authority, row.position = data.authority, data.position
    row.signatory_id, row.signatory_name = signatory.id, signatory.full_name
    row.recipients, row.notice_text = data.recipients, data.text
    return ClassSaved(row.id)


def missing_of(row: TrainingClass) -> dict[str, str]:
    """Field -> code of what the notice still lacks before it can be presented for signature."""
    wanted = {
        "place": row.place,
        "nominate_by": row.nominate_by,
        "seats": row.seats,
        "signatory_id": row.signatory_id,
        "recipients": row.recipients.strip(),
    }
    return {name: "class_notice_lacks_" + name for name, value in wanted.items() if not value}


@command(Action.CLASS_EDIT)
def submit_notice(cx: Command, class_id: int, version: int) -> ClassSaved:
    """Present the notice for signature; class and notice stay as they are until it comes back.

    Raises Invalid with what is still missing, Conflict.
    """
    row = writable(cx, class_id, version)
    missing = missing_of(row)
    if missing:
        raise Invalid("class_notice_not_ready", fields=missing)
    row.notice_state, row.return_reason = NoticeState.SUBMITTED, ""
    return ClassSaved(row.id)


def _waiting(cx: Command, class_id: int, version: int | None = None) -> TrainingClass:
    row = cx.load(TrainingClass, class_id, version)
    if row.notice_state is not NoticeState.SUBMITTED or row.state is not ClassState.PLANNED:
        raise Conflict("class_notice_state")
    return row


def _submitted(cx: Command, class_id: int, version: int) -> TrainingClass:
    """The class whose notice waits for signature and is not being signed. Raises Conflict."""
    row = _waiting(cx, class_id, version)
    not_while_signed(cx, SubjectKind.CLASS_NOTICE, row.id)
    return row


@command(Action.CLASS_EDIT)
def take_back_notice(cx: Command, class_id: int, version: int) -> ClassSaved:
    """Take the notice back from signature, to go on writing."""
    row = _submitted(cx, class_id, version)
    row.notice_state = NoticeState.DRAFT
    return ClassSaved(row.id)


@command(Action.CLASS_ISSUE)
def return_notice(cx: Command, class_id: int, version: int, reason: str) -> ClassSaved:
    """Send the notice back to the office with a reason. Raises Invalid without one."""
    row = _submitted(cx, class_id, version)
    if not reason.strip():
        raise Invalid(fields={"reason": "required"})
    row.notice_state, row.return_reason = NoticeState.RETURNED, reason.strip()
    return ClassSaved(row.id)


@command(Action.CLASS_ISSUE)
def issue_notice(
    cx: Command, class_id: int, version: int, passphrase: str, dated: date, unstamped: bool = False
) -> NoticeIssued:
    """Number, draw, sign and publish the notice; the class is announced. As with a plan: all or nothing.

    Raises Conflict, Refused (not the signatory, no usable key, what was drawn does not stand its check) and
    Invalid for `passphrase` or `dated`.
    """
    row = _submitted(cx, class_id, version)
    if row.signatory_id is None or row.signatory_id != cx.actor.user_id:
        raise Refused("not_the_signatory", name=row.signatory_name)
    only_without_seal(cx)
    paper = _paper(cx, row, dated)
    key = opened_key(cx, passphrase)
    document, entry = publish(cx, paper, dated, key, passphrase, unstamped=unstamped)
    _completed(row, document, entry)
    return NoticeIssued(row.id, document.id, entry.symbol)


def _paper(cx: Command, row: TrainingClass, dated: date) -> Paper:
    if dated > row.starts_on:
        raise Invalid(fields={"dated": ("class_notice_after_start", {"day": format_date(row.starts_on)})})
    subject = content_of(cx.session, row).subject
    return Paper(
        kind=DocumentKind.NOTICE,
        subject=subject,
        signatory_name=row.signatory_name,
        recipients=row.recipients,
        title=lambda symbol: texts.NOTICE_TITLE.format(subject=subject, symbol=symbol),
        draw=lambda number, url, seal: render_plan(
            replace(content_of(cx.session, row, number, dated), check_url=url), seal=seal
        ),
    )


def _completed(row: TrainingClass, document: Document, entry: RegisterEntry) -> None:
    row.notice_state, row.state = NoticeState.ISSUED, ClassState.ANNOUNCED
    row.notice_number, row.notice_on, row.notice_document_id = entry.symbol, entry.dated, document.id
    row.notice_issuer = ""


def round_paper(cx: Command, class_id: int, version: int, dated: date) -> tuple[Paper, int]:
    """The notice that waits for signature as a paper to sign step by step, and its signatory."""
    row = _submitted(cx, class_id, version)
    if row.signatory_id is None:
        raise Refused("not_the_signatory", name=row.signatory_name)
    return _paper(cx, row, dated), row.signatory_id


def round_published(cx: Command, class_id: int, document: Document, entry: RegisterEntry) -> None:
    """The last signature is in: the class is announced."""
    _completed(_waiting(cx, class_id), document, entry)


def round_given_back(cx: Command, class_id: int, reason: str) -> None:
    """Somebody declined to sign, or the office withdrew: the notice goes back to be written on."""
    row = _waiting(cx, class_id)
    row.notice_state, row.return_reason = NoticeState.RETURNED, reason


@command(Action.CLASS_EDIT)
def record_notice(
    cx: Command, class_id: int, version: int, number: str, dated: date | None, issuer: str
) -> ClassSaved:
    """Record the notice of another body that announced the class. Raises Invalid, Conflict."""
    row = writable(cx, class_id, version)
    fields: dict[str, object] = {}
    for name, words, longest in (("notice_number", number, 60), ("notice_issuer", issuer, 200)):
        if not words.strip():
            fields[name] = "required"
        elif len(words) > longest:
            fields[name] = "text_long"
    if dated is None:
        fields["notice_on"] = "required"
    elif dated > cx.today:
        fields["notice_on"] = "date_in_future"
    elif dated > row.starts_on:
        fields["notice_on"] = ("class_notice_after_start", {"day": format_date(row.starts_on)})
    if fields:
        raise Invalid(fields=fields)
    row.notice_state, row.state = NoticeState.RECORDED, ClassState.ANNOUNCED
    row.notice_number, row.notice_on, row.notice_issuer = number.strip(), dated, issuer.strip()
    row.notice_document_id, row.return_reason = None, ""
    return ClassSaved(row.id)


@command(Action.CLASS_EDIT)
def replace_notice(cx: Command, class_id: int, version: int) -> ClassSaved:
    """Open an announced class again to change it; the next notice says which one it replaces.

    The issued notice stays in the register as it is. Decisions about people stay. Raises Conflict.
    """
    row = cx.load(TrainingClass, class_id, version)
    if row.state is not ClassState.ANNOUNCED or row.notice_on is None:
        raise Conflict("class_state")
    row.notice_replaces = texts.NOTICE_NAMED.format(symbol=row.notice_number, day=day_words(row.notice_on))
    row.state, row.notice_state = ClassState.PLANNED, NoticeState.DRAFT
    row.notice_number, row.notice_on, row.notice_document_id, row.notice_issuer = "", None, None, ""
    return ClassSaved(row.id)
