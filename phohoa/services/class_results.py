"""Results of a class for everybody at once: attendance, result, certificate; all of a save or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select

from ..domain.access import Action
from ..domain.errors import Conflict, Invalid, NotFound, Refused
from ..domain.facts import Entry, Finding, Severity
from ..domain.moves import MOVE_OF
from ..domain.stages import MoveCode, Stage
from ..domain.training import (
    ClassKind,
    ClassResult,
    ClassState,
    NominationState,
    Problem,
    ResultLine,
    check_result,
    folded_number,
)
from ..domain.vietnamese import format_date
from ..models import ClassNomination, TrackingRun, TrainingClass
from .certificate_numbers import holders_of, other_holder
from .class_lines import Line, all_lines
from .class_pages import ClassPage, page_of
from .command import Command, Context, Query, command, query
from .moves import apply_move, judged
from .probation import ON_PROBATION, keep_new_member_certificate

_RENEWED_IN = (Stage.CLASS_DONE, Stage.START_PROPOSED, Stage.DOSSIER)
#: Results are entered for a list that is settled, and for lines left over once the class is closed.
_STATES = (ClassState.DECIDED, ClassState.CLOSED)


@dataclass(frozen=True)
class ResultInput:
    """What was typed for one person, on which version of the line."""

    run_id: int
    version: int
    line: ResultLine


@dataclass(frozen=True)
class LineProblems:
    """What is wrong with one line: of its fields, and what the rules say of the step."""

    fields: Mapping[str, Problem] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class ResultsSaved:
    """How many results were recorded, and how many people still have none."""

    count: int
    left: int


@dataclass(frozen=True)
class ResultsPage:
    """Those who were sent, with what is recorded of them."""

    found: ClassPage
    lines: tuple[Line, ...]
    issuer: str

    @property
    def open_lines(self) -> tuple[Line, ...]:
        """Those whose result can still be entered."""
        return tuple(line for line in self.lines if not is_done(line))


def is_done(line: Line) -> bool:
    """Whether the result stands; a certificate that was taken back since can be entered again."""
    if line.result is None:
        return False
    if line.result is not ClassResult.PASSED:
        return True
    return folded_number(line.run_certificate) == folded_number(line.certificate_number)


def sent_lines(cx: Context, row: TrainingClass) -> tuple[Line, ...]:
    """Those who were sent to the class, by name."""
    return tuple(
        sorted(
            (line for line in all_lines(cx, row) if line.state is NominationState.ACCEPTED),
            key=lambda line: (line.sort_key, line.run_id),
        )
    )


@query(Action.CLASS_EDIT)
def results_page(cx: Query, class_id: int) -> ResultsPage:
    """Who was sent to the class and with which result. Raises NotFound."""
    row = cx.load(TrainingClass, class_id)
    lines = sent_lines(cx, row)
    issuer = next((line.certificate_issuer for line in lines if line.certificate_issuer), row.host)
    return ResultsPage(page_of(cx, row), lines, issuer)


def _move_of(run: TrackingRun) -> MoveCode:
    return MoveCode.RENEW_CERTIFICATE if run.stage in _RENEWED_IN else MoveCode.RECORD_CERTIFICATE


def _entry(row: TrainingClass, line: ResultLine, issuer: str, findings: Iterable[Finding] = ()) -> Entry:
    answers = {
        found.code.value: line.note.strip()
        for found in findings
        if found.severity is Severity.WARNING and line.note.strip()
    }
    return Entry(
        certificate_number=line.number.strip(),
        certificate_on=line.issued_on,
        certificate_issuer=issuer,
        basis_number=row.decision_number,
        answers=answers,
    )


def _of_rules(
    cx: Context, row: TrainingClass, run: TrackingRun, line: ResultLine, issuer: str
) -> LineProblems:
    """What the rules in force on the day say of the step that this line becomes."""
    if row.kind is ClassKind.AWARENESS:
        findings = judged(cx, run, MOVE_OF[_move_of(run)], _entry(row, line, issuer))
        open_ = tuple(
            found
            for found in findings
            if found.severity is Severity.BLOCK
            or (found.severity is Severity.WARNING and not line.note.strip())
        )
        return LineProblems(findings=open_)
    ceremony, proposed = run.ceremony_on, run.official_proposed_on
    if ceremony is None or run.stage not in ON_PROBATION:
        return LineProblems({"result": ("not_on_probation", {})})
    if line.issued_on is None:
        return LineProblems()
    issued = format_date(line.issued_on)
    if line.issued_on < ceremony:
        days: dict[str, str | int] = {"issued": issued, "ceremony": format_date(ceremony)}
        return LineProblems({"issued_on": ("certificate_before_ceremony", days)})
    if proposed is not None and line.issued_on > proposed:
        days = {"issued": issued, "proposed": format_date(proposed)}
        return LineProblems({"issued_on": ("certificate_after_proposal", days)})
    return LineProblems()


def _twice(typed: Iterable[ResultInput], names: Mapping[int, str]) -> dict[int, str]:
    """Run -> name of another person of the same save for whom the same number was typed."""
    first: dict[str, int] = {}
    found: dict[int, str] = {}
    for one in typed:
        number = folded_number(one.line.number)
        if number and number in first:
            found[one.run_id] = names[first[number]]
            found.setdefault(first[number], names[one.run_id])
        first.setdefault(number, one.run_id)
    return found


def problems_of(
    cx: Context, row: TrainingClass, typed: tuple[ResultInput, ...], issuer: str
) -> dict[int, LineProblems]:
    """Run -> what is wrong with its line; lines that can be recorded are not in it. Changes nothing.

    Raises NotFound for a person who was not sent, Conflict for a stale line or one that has its result.
    """
    lines = {line.run_id: line for line in sent_lines(cx, row)}
    if any(one.run_id not in lines for one in typed):
        raise NotFound
    twice = _twice(typed, {run_id: line.name for run_id, line in lines.items()})
    wanted = {one.run_id for one in typed}
    runs = {run.id: run for run in cx.session.scalars(select(TrackingRun).where(TrackingRun.id.in_(wanted)))}
    holders = holders_of(cx, row.kind, next(iter(lines.values())).branch_id) if lines else {}
    found: dict[int, LineProblems] = {}
    for one in typed:
        fields = check_result(one.line, row.starts_on, row.ends_on, cx.today)
        run = runs[one.run_id]
        holder = other_holder(holders, one.line.number, run.person_id)
        if holder is not None:
            fields["number"] = holder.problem(one.line.number)
        elif one.run_id in twice:
            fields["number"] = (
                "class_number_twice",
                {"number": one.line.number.strip(), "who": twice[one.run_id]},
            )
        problems = LineProblems(fields)
        if not fields and one.line.outcome is ClassResult.PASSED:
            problems = _of_rules(cx, row, run, one.line, issuer)
        if problems.fields or problems.findings:
            found[one.run_id] = problems
    return found


@query(Action.CLASS_EDIT)
def check_results(
    cx: Query, class_id: int, typed: tuple[ResultInput, ...], issuer: str
) -> dict[int, LineProblems]:
    """What would be wrong if this were saved now; for the preview of a file. Raises as problems_of."""
    row = cx.load(TrainingClass, class_id)
    return problems_of(cx, row, tuple(one for one in typed if not one.line.is_empty), issuer)


def _record(cx: Command, row: TrainingClass, one: ResultInput, issuer: str) -> None:
    nomination = cx.session.scalars(
        select(ClassNomination)
        .where(ClassNomination.class_id == row.id, ClassNomination.run_id == one.run_id)
        .with_for_update()
    ).one()
    run, line = cx.load(TrackingRun, one.run_id), one.line
    outcome = line.outcome
    nomination.result, nomination.days_attended, nomination.result_note = (
        outcome,
        line.days,
        line.note.strip(),
    )
    if outcome is ClassResult.PASSED:
        nomination.certificate_number, nomination.certificate_on = line.number.strip(), line.issued_on
        nomination.certificate_issuer = issuer
        if row.kind is ClassKind.NEW_MEMBER:
            keep_new_member_certificate(cx, run, line.number.strip(), line.issued_on)
            return
        move = _move_of(run)
        findings = judged(cx, run, MOVE_OF[move], _entry(row, line, issuer))
        apply_move(cx, run, move, _entry(row, line, issuer, findings))
    elif row.kind is ClassKind.AWARENESS and run.closed_on is None and run.stage is Stage.CLASS_PROPOSED:
        # Back to the list; the branch proposes anew when it sees fit.
        day = max(min(row.ends_on, cx.today), run.stage_since)
        apply_move(cx, run, MoveCode.CLASS_NOT_SENT, Entry(happened_on=day, reason=line.note.strip()))


@command(Action.CLASS_EDIT)
def enter_results(
    cx: Command, class_id: int, version: int, typed: tuple[ResultInput, ...], issuer: str
) -> ResultsSaved:
    """Record the results of every line that was filled in: all of them, or none.

    A certificate becomes the step of its person, judged by the rules in force on its day; who failed or was
    absent goes back to the list with the reason. With the last result the class is closed. Raises Refused
    ("class_results_refused") with `lines` (run -> LineProblems), Invalid for the issuer or when nothing was
    filled in, Conflict for a stale class or line.
    """
    row = cx.load(TrainingClass, class_id, version)
    if row.state not in _STATES:
        raise Conflict("class_not_settled")
    if row.starts_on > cx.today:
        raise Refused("class_not_begun", day=format_date(row.starts_on))
    filled = tuple(one for one in typed if not one.line.is_empty)
    issuer = issuer.strip()
    if not issuer and any(one.line.outcome is ClassResult.PASSED for one in filled):
        raise Invalid(fields={"issuer": "required"})
    if len(issuer) > 200:
        raise Invalid(fields={"issuer": "text_long"})
    if not filled:
        raise Invalid("class_nothing_filled", fields={"results": "class_nothing_filled"})
    lines = {line.run_id: line for line in sent_lines(cx, row)}
    for one in filled:
        line = lines.get(one.run_id)
        if line is not None and (line.version != one.version or is_done(line)):
            raise Conflict("stale", current=line.version)
    problems = problems_of(cx, row, filled, issuer)
    if problems:
        raise Refused("class_results_refused", count=len(problems), lines=problems)
    for one in filled:
        _record(cx, row, one, issuer)
    cx.session.flush()
    left = sum(not is_done(line) for line in sent_lines(cx, row))
    if not left and row.state is ClassState.DECIDED:
        row.state, row.closed_on = ClassState.CLOSED, cx.today
    return ResultsSaved(len(filled), left)


def with_day(typed: tuple[ResultInput, ...], day: date | None) -> tuple[ResultInput, ...]:
    """The lines with the date for all where a certificate has none of its own."""
    return tuple(
        replace(one, line=replace(one.line, issued_on=day))
        if one.line.issued_on is None and one.line.outcome is ClassResult.PASSED
        else one
        for one in typed
    )
