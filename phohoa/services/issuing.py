"""Issuing a plan: number, signature and publication in one transaction, or step by step in a round."""

import contextlib
import threading
from dataclasses import dataclass, replace
from datetime import date

from ..documents import pdf
from ..documents.errors import DocumentError
from ..domain.access import Action
from ..domain.errors import Conflict, Invalid, Refused
from ..domain.numbering import DocumentKind, PlanState
from ..domain.signing import SubjectKind
from ..models import Document, Plan, RegisterEntry
from ..texts import plans as texts
from ..texts.documents import day_words
from .command import Command, command
from .plan_checks import problems_of
from .plan_content import Paper as PlanPaper
from .plan_content import content_of, paper_of, reference_day
from .plans import note, plan_in_force
from .publishing import Paper, opened_key, publish
from .signing_rounds import not_while_signed, only_without_seal


@dataclass(frozen=True)
class Issued:
    """The issued plan."""

    plan_id: int
    document_id: int
    symbol: str
    sha256: str


@command(Action.PLAN_ISSUE)
def issue(
    cx: Command, plan_id: int, version: int, passphrase: str, dated: date, unstamped: bool = False
) -> Issued:
    """Number, draw, sign, check and publish an approved plan; the plan in force of its year is superseded.

    `dated` is the date of the paper. The passphrase opens the signatory's own key for this one signature and
    is kept nowhere. Raises Conflict (not approved, changed since, being signed in a round, the organisation
    signs too), Refused (not the signatory, no usable key, the issuer of the certificate not trusted here,
    what was drawn does not stand its own check) and Invalid for `passphrase` or `dated`; then no number is
    used and nothing is stored.
    """
    plan = _approved(cx, plan_id, version)
    if plan.signatory_id != cx.actor.user_id:
        raise Refused("not_the_signatory", name=plan.signatory_name)
    paper = _ready(cx, plan)
    only_without_seal(cx)
    not_while_signed(cx, SubjectKind.PLAN, plan.id)
    key = opened_key(cx, passphrase)
    _predecessor(cx, plan)
    plan.dated = dated
    document, entry = publish(cx, _paper(plan, paper, dated), dated, key, passphrase, unstamped=unstamped)
    _completed(cx, plan, document, entry)
    return Issued(plan.id, document.id, entry.symbol, document.sha256)


def _approved(cx: Command, plan_id: int, version: int | None) -> Plan:
    plan = cx.load(Plan, plan_id, version)
    if plan.state is not PlanState.APPROVED:
        raise Conflict("plan_not_approved")
    return plan


def _ready(cx: Command, plan: Plan) -> PlanPaper:
    paper = paper_of(cx.session, plan)
    problems = problems_of(cx.session, paper, reference_day(plan.year, cx.today))
    if problems:
        raise Invalid("plan_not_ready", fields={f"p{n}": (p.code, p.params) for n, p in enumerate(problems)})
    return paper


def _paper(plan: Plan, paper: PlanPaper, dated: date) -> Paper:
    return Paper(
        kind=DocumentKind.PLAN,
        subject=plan.subject,
        signatory_name=plan.signatory_name,
        recipients=plan.recipients,
        title=lambda symbol: texts.DOCUMENT_TITLE.format(subject=plan.subject, symbol=symbol),
        draw=lambda number, url, seal: pdf.render_plan(
            replace(content_of(paper, number, dated), check_url=url), seal=seal
        ),
    )


def _completed(cx: Command, plan: Plan, document: Document, entry: RegisterEntry) -> None:
    """The plan is issued with this document; the one it replaces is superseded. Raises Conflict."""
    entry.plan_id = plan.id
    old = _predecessor(cx, plan)
    day = day_words(entry.dated)
    if old is not None:
        old.state = PlanState.SUPERSEDED
        note(cx, old, texts.SUPERSEDED_BY.format(symbol=entry.symbol, day=day))
        cx.session.flush()  # one plan in force a year: the old one leaves before the new one comes
    plan.state, plan.document_id, plan.dated = PlanState.ISSUED, document.id, entry.dated
    note(cx, plan, texts.ISSUED_AS.format(symbol=entry.symbol, day=day))


def round_paper(cx: Command, plan_id: int, version: int, dated: date) -> tuple[Paper, int]:
    """The approved plan as a paper to sign step by step, and its signatory. Raises as issue does."""
    plan = _approved(cx, plan_id, version)
    _predecessor(cx, plan)
    if plan.signatory_id is None:
        raise Refused("not_the_signatory", name=plan.signatory_name)
    plan.dated = dated
    return _paper(plan, _ready(cx, plan), dated), plan.signatory_id


def round_published(cx: Command, plan_id: int, document: Document, entry: RegisterEntry) -> None:
    """The last signature is in: the plan is issued. Raises Conflict."""
    _completed(cx, _approved(cx, plan_id, None), document, entry)


def round_given_back(cx: Command, plan_id: int, reason: str) -> None:
    """Somebody declined to sign, or the office withdrew: the plan goes back to be written on.

    The day goes with its number: a later one may ask for another form, and is asked for anew.
    """
    plan = _approved(cx, plan_id, None)
    plan.state, plan.dated = PlanState.RETURNED, None
    note(cx, plan, reason)


def prepare() -> None:
    """Let the drawing engine load in the background: at the start, and while a signatory types."""

    def load() -> None:
        with contextlib.suppress(DocumentError):
            pdf.warm_up()

    threading.Thread(target=load, daemon=True).start()


def _predecessor(cx: Command, plan: Plan) -> Plan | None:
    old = plan_in_force(cx, plan.year)
    if (old.id if old else None) != plan.supersedes_id:
        raise Conflict("plan_in_force_already", year=plan.year)
    return old
