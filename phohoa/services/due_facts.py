"""What due dates are reckoned from besides the run itself: requests to verify and open obligations."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Boolean, String, cast, literal, null, select, type_coerce, union_all
from sqlalchemy.orm import Session

from ..domain.dossier import VerificationConclusion, VerificationSubject
from ..domain.dues import AskedVerification, DueDate, OpenObligation, run_dues
from ..domain.facts import Obligation
from ..models import RunObligation, TrackingRun, Verification
from .rules import RuleBook
from .run_facts import facts_from

_VERIFICATION, _OBLIGATION = "verification", "obligation"


@dataclass(frozen=True)
class DueFacts:
    """Requests and obligations by run."""

    verifications: dict[int, tuple[AskedVerification, ...]] = field(default_factory=dict)
    obligations: dict[int, tuple[OpenObligation, ...]] = field(default_factory=dict)

    def dues_of(self, run: TrackingRun, book: RuleBook, today: date) -> tuple[DueDate, ...]:
        """All due dates of a run whose person and helper are at hand."""
        return run_dues(
            facts_from(run, run.person, run.helper, today),
            book.rules_on(today),
            today,
            book.holidays,
            self.verifications.get(run.id, ()),
            self.obligations.get(run.id, ()),
        )


def due_facts(
    session: Session, *, branch_ids: Collection[int] | None = None, run_id: int | None = None
) -> DueFacts:
    """Waiting requests and open obligations of some branches, of one run, or of all (one select)."""
    asked = select(
        literal(_VERIFICATION).label("kind"),
        Verification.run_id.label("run_id"),
        type_coerce(Verification.subject, String).label("code"),
        Verification.asked_on.label("first"),
        Verification.received_on.label("second"),
        Verification.is_abroad.label("flag"),
    ).where(
        Verification.answered_on.is_(None),
        Verification.asked_on.is_not(None),
        Verification.conclusion == VerificationConclusion.OPEN,
    )
    owed = select(
        literal(_OBLIGATION),
        RunObligation.run_id,
        type_coerce(RunObligation.obligation, String),
        RunObligation.arose_on,
        RunObligation.due_on,
        cast(null(), Boolean),
    ).where(RunObligation.done_on.is_(None))
    if branch_ids is not None:
        asked = asked.where(Verification.branch_id.in_(branch_ids))
        owed = owed.where(RunObligation.branch_id.in_(branch_ids))
    if run_id is not None:
        asked = asked.where(Verification.run_id == run_id)
        owed = owed.where(RunObligation.run_id == run_id)
    requests: dict[int, list[AskedVerification]] = {}
    obligations: dict[int, list[OpenObligation]] = {}
    rows: Iterable[Any] = session.execute(union_all(asked, owed))
    for row in rows:
        if row.kind == _VERIFICATION:
            requests.setdefault(row.run_id, []).append(
                AskedVerification(VerificationSubject(row.code), row.first, row.second, is_abroad=row.flag)
            )
        else:
            obligations.setdefault(row.run_id, []).append(
                OpenObligation(Obligation(row.code), row.first, row.second)
            )
    return DueFacts(
        {key: tuple(rows) for key, rows in requests.items()},
        {key: tuple(rows) for key, rows in obligations.items()},
    )
