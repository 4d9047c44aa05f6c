"""Issuing a plan: number, signature and publication in one transaction, or nothing at all."""

import contextlib
import threading
from dataclasses import dataclass, replace
from datetime import date

from ..documents import pdf
from ..documents.errors import DocumentError
from ..domain.access import Action
from ..domain.errors import Conflict, Invalid, Refused
from ..domain.numbering import DocumentKind, PlanState
from ..models import Plan
from ..texts import plans as texts
from ..texts.documents import day_words
from .command import Command, command
from .plan_checks import problems_of
from .plan_content import content_of, paper_of, reference_day
from .plans import note, plan_in_force
from .publishing import Paper, opened_key, publish


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
    key = opened_key(cx, passphrase)
    old = _predecessor(cx, plan)
    plan.dated = dated
    document, entry = publish(
        cx,
        Paper(
            kind=DocumentKind.PLAN,
            subject=plan.subject,
            signatory_name=plan.signatory_name,
            recipients=plan.recipients,
            title=lambda symbol: texts.DOCUMENT_TITLE.format(subject=plan.subject, symbol=symbol),
            draw=lambda number, url: pdf.render_plan(
                replace(content_of(paper, number, dated), check_url=url)
            ),
        ),
        dated,
        key,
        passphrase,
    )
    entry.plan_id = plan.id
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


def _predecessor(cx: Command, plan: Plan) -> Plan | None:
    old = plan_in_force(cx, plan.year)
    if (old.id if old else None) != plan.supersedes_id:
        raise Conflict("plan_in_force_already", year=plan.year)
    return old
