"""Issuing a plan: number, signature and publication in one transaction, or nothing at all."""

import contextlib
import threading
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..documents import pdf, signing
from ..documents.errors import (
    DocumentError,
    ForeignLetter,
    KeyExpired,
    KeyNotYetValid,
    KeyRevoked,
    WrongPassphrase,
)
from ..documents.verification import Report, Verdict, verify
from ..domain.access import Action
from ..domain.errors import Conflict, Invalid, Refused
from ..domain.numbering import DocumentKind, PlanState
from ..models import Plan, SigningKey
from ..texts import plans as texts
from ..texts.documents import day_words
from . import clock
from .command import Command, command
from .plan_checks import problems_of
from .plan_content import content_of, paper_of, reference_day
from .plans import note, plan_in_force
from .register import take_number
from .storage import store_document
from .trusted_issuers import Trust, trust_of

#: What our own output may be found to be. A list of revoked certificates may be missing; the check of the
#: document says so. With everything else the paper would not stand a check, so it is not issued.
_SOUND = (Verdict.GENUINE, Verdict.REVOCATION_UNKNOWN)


@dataclass(frozen=True)
class Issued:
    """The issued plan."""

    plan_id: int
    document_id: int
    symbol: str
    sha256: str


@command(Action.PLAN_ISSUE)
def issue(cx: Command, plan_id: int, version: int, passphrase: str, dated: date) -> Issued:
    """Number, draw, sign, check and publish an approved plan; the plan in force of its year is superseded.

    `dated` is the date of the paper. The passphrase opens the signatory's own key for this one signature and
    is kept nowhere. Raises Conflict (not approved, changed since), Refused (not the signatory, no usable key,
    the issuer of the certificate not trusted here, what was drawn does not stand its own check) and Invalid
    for `passphrase` or `dated`; then no number is used and nothing is stored.
    """
    plan = cx.load(Plan, plan_id, version)
    if plan.state is not PlanState.APPROVED:
        raise Conflict("plan_not_approved")
    if plan.signatory_id is None or plan.signatory_id != cx.actor.user_id:
        raise Refused("not_the_signatory", name=plan.signatory_name)
    paper = paper_of(cx.session, plan)
    problems = problems_of(cx.session, paper, reference_day(plan.year, cx.today))
    if problems:
        raise Invalid("plan_not_ready", fields={f"p{n}": (p.code, p.params) for n, p in enumerate(problems)})
    key = _key(cx)
    _open_key(key, passphrase)
    old = _predecessor(cx, plan)
    plan.dated = dated
    entry = take_number(
        cx,
        DocumentKind.PLAN,
        dated,
        subject=plan.subject,
        signatory_name=plan.signatory_name,
        recipients=plan.recipients,
    )
    trust = trust_of(cx.session)
    try:
        drawn = pdf.render_plan(content_of(paper, entry.number, dated))
        signed = signing.sign(
            drawn,
            key.pkcs12,
            passphrase,
            signer_name=plan.signatory_name,
            signed_at=clock.local(cx.now),
            reason=texts.DEMO_STAMP if key.is_demo else "",
            crls=trust.revocation_lists,
            issuers=trust.certificates,
        )
    except WrongPassphrase:
        raise Invalid(fields={"passphrase": "wrong_passphrase"}) from None
    except DocumentError as problem:
        raise _refusal(problem) from problem
    _check_own_output(cx, signed, drawn, trust, key)
    document = store_document(
        cx,
        DocumentKind.PLAN,
        texts.DOCUMENT_TITLE.format(subject=plan.subject, symbol=entry.symbol),
        signed,
        signed=True,
        issued_on=dated,
    )
    document.signing_key_id = key.id
    entry.document_id, entry.plan_id = document.id, plan.id
    if old is not None:
        old.state = PlanState.SUPERSEDED
        note(cx, old, texts.SUPERSEDED_BY.format(symbol=entry.symbol, day=day_words(dated)))
        cx.session.flush()  # one plan in force a year: the old one leaves before the new one comes
    plan.state, plan.document_id = PlanState.ISSUED, document.id
    note(cx, plan, texts.ISSUED_AS.format(symbol=entry.symbol, day=day_words(dated)))
    return Issued(plan.id, document.id, entry.symbol, document.sha256)


def prepare() -> None:
    """Let the drawing engine load in the background: at the start, and while a signatory types."""

    def load() -> None:
        with contextlib.suppress(DocumentError):
            pdf.warm_up()

    threading.Thread(target=load, daemon=True).start()


def usable_key(cx: Command) -> SigningKey | None:
    """The actor's newest key that is in date."""
    return cx.session.scalar(
        select(SigningKey)
        .where(SigningKey.user_id == cx.actor.user_id, SigningKey.removed_at.is_(None))
        .where(SigningKey.not_before <= cx.now, SigningKey.not_after >= cx.now)
        .order_by(SigningKey.added_at.desc(), SigningKey.id.desc())
        .limit(1)
    )


def _key(cx: Command) -> SigningKey:
    key = usable_key(cx)
    if key is None:
        raise Refused("no_key")
    return key


def _open_key(key: SigningKey, passphrase: str) -> None:
    # Before the number is taken: the commonest mistake is then the quickest answer.
    try:
        signing.inspect_key(key.pkcs12, passphrase)
    except WrongPassphrase:
        raise Invalid(fields={"passphrase": "wrong_passphrase"}) from None
    except DocumentError as problem:
        raise _refusal(problem) from problem


def _predecessor(cx: Command, plan: Plan) -> Plan | None:
    old = plan_in_force(cx, plan.year)
    if (old.id if old else None) != plan.supersedes_id:
        raise Conflict("plan_in_force_already", year=plan.year)
    return old


def _refusal(problem: DocumentError) -> Refused:
    if isinstance(problem, ForeignLetter):
        return Refused("foreign_letter", letter=problem.letter, point=problem.point)
    if isinstance(problem, (KeyExpired, KeyNotYetValid, KeyRevoked)):
        return Refused(problem.code)
    return Refused("document_failed")


def _check_own_output(cx: Command, signed: bytes, drawn: bytes, trust: Trust, key: SigningKey) -> Report:
    report = verify(
        signed, trusted=trust.certificates, crls=trust.revocation_lists, at=clock.local(cx.now), known={}
    )
    if report.verdict is Verdict.UNTRUSTED:
        raise Refused("issuer_unknown", issuer=key.issuer)
    fingerprints = {signer.fingerprint for signer in report.signers}
    if report.verdict not in _SOUND or not signed.startswith(drawn) or fingerprints != {key.fingerprint}:
        raise Refused("own_output_unsound")
    return report
