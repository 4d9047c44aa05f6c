"""Recording the papers of a dossier, where the paper file is, and what decides who introduces."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ..domain.access import Action
from ..domain.dossier import LISTED_OF, MOST_OF, Need, PaperState
from ..domain.errors import Conflict, Invalid, NotFound, Refused
from ..domain.stages import CLOSED_STAGES, Paper, Stage
from ..domain.training import ClassKind
from ..domain.vietnamese import BirthDate, TextError, clean_name, format_date
from ..models import DossierFile, DossierPaper, PartyMember, RunEvent, TrackingRun
from .certificate_numbers import holders_of, other_holder
from .command import Command, command
from .dossier_facts import steps_as_papers
from .people import load_person
from .run_facts import birth_of

#: A run that ended otherwise than in the Party has no dossier here any more that could be worked on.
_STILL_KEPT = frozenset({Stage.OFFICIAL})


@dataclass(frozen=True)
class PaperInput:
    """What is typed of one paper; None of `issuer` to `note` leaves what is stored.

    `version` is that of the stored line, 0 for one that is not recorded yet. `birth_on_paper` is as typed.
    """

    paper: Paper
    ordinal: int
    version: int
    state: PaperState
    dated: date | None = None
    received_on: date | None = None
    number: str = ""
    member_id: int | None = None
    together_since: date | None = None
    issuer: str | None = None
    name_on_paper: str | None = None
    birth_on_paper: str | None = None
    note: str | None = None

    @property
    def key(self) -> str:
        """The line's name in forms: `introduction-2`."""
        return f"{self.paper.value}-{self.ordinal}"


@dataclass(frozen=True)
class Recorded:
    """How many papers of the run changed."""

    run_id: int
    changed: int


def open_dossier(cx: Command, run_id: int) -> TrackingRun:
    """The run whose dossier is worked on. Raises NotFound; Refused when the run ended and left none here."""
    run = cx.load(TrackingRun, run_id)
    if run.stage in CLOSED_STAGES and run.stage not in _STILL_KEPT:
        raise Refused("dossier_closed")
    return run


def note_dossier(cx: Command, run: TrackingRun, kind: str, **data: Any) -> RunEvent:
    """One line of the timeline about the dossier."""
    event = RunEvent(
        branch_id=run.branch_id,
        run_id=run.id,
        kind=kind,
        happened_on=cx.today,
        entered_at=cx.now,
        actor_id=cx.actor.user_id,
        actor_name=cx.actor.full_name,
        warnings={},
        data=data,
    )
    cx.session.add(event)
    return event


# --- papers ------------------------------------------------------------------------------------------------


def _own_problem(cx: Command, line: PaperInput) -> dict[str, Any]:
    """What is wrong with a line by itself: field -> code."""
    wrong: dict[str, Any] = {}
    for name in ("dated", "received_on", "together_since"):
        day = getattr(line, name)
        if day is not None and day > cx.today:
            wrong[name] = "date_in_future"
    usual = LISTED_OF[line.paper].need is Need.USUAL
    if line.state is PaperState.RECEIVED and line.dated is None and not usual:
        wrong["dated"] = "paper_undated"
    if line.dated is not None and line.received_on is not None and line.received_on < line.dated:
        days = {"received": format_date(line.received_on), "dated": format_date(line.dated)}
        wrong["received_on"] = ("paper_received_early", days)
    if line.state is PaperState.NOT_NEEDED and LISTED_OF[line.paper].need is Need.REQUIRED:
        wrong["state"] = "paper_always_needed"
    if line.birth_on_paper:
        try:
            BirthDate.parse(line.birth_on_paper, cx.today)
        except TextError as error:
            wrong["birth_on_paper"] = error.code.value
    for name, most in (("number", 60), ("issuer", 200), ("name_on_paper", 100)):
        if len(getattr(line, name) or "") > most:
            wrong[name] = "text_too_long"
    return wrong


def _introducer_problem(cx: Command, run: TrackingRun, line: PaperInput, row: DossierPaper | None) -> str:
    if line.paper is not Paper.INTRODUCTION:
        return ""
    if line.member_id is None:
        return "introducer_needed" if line.state is PaperState.RECEIVED else ""
    if row is not None and row.member_id == line.member_id:
        return ""  # recorded before, perhaps in the branch that the person came from
    member = cx.session.get(PartyMember, line.member_id)
    return "" if member is not None and member.branch_id == run.branch_id else "introducer_unknown"


def _check(cx: Command, run: TrackingRun, lines: Iterable[PaperInput], rows: dict[str, DossierPaper]) -> None:
    fields: dict[str, Any] = {}
    for line in lines:
        row = rows.get(line.key)
        if not 1 <= line.ordinal <= MOST_OF.get(line.paper, 1):
            raise NotFound
        if line.paper in steps_as_papers(run) or line.paper is Paper.VERIFICATION:
            raise Refused("paper_of_a_step")
        if LISTED_OF[line.paper].from_run and line.paper is not Paper.NEW_MEMBER_CERTIFICATE:
            raise Refused("paper_of_a_step")
        if (row.version if row is not None else 0) != line.version:
            raise Conflict("stale", current=row.version if row is not None else 0)
        wrong = _own_problem(cx, line)
        if line.paper is Paper.NEW_MEMBER_CERTIFICATE and line.number:
            held = holders_of(cx, ClassKind.NEW_MEMBER, run.branch_id)
            if holder := other_holder(held, line.number, run.person_id):
                wrong["number"] = holder.problem(line.number)
        if problem := _introducer_problem(cx, run, line, row):
            wrong["member_id"] = problem
        fields |= {f"{name}-{line.key}": code for name, code in wrong.items()}
    fields |= _same_introducer(lines, rows)
    if fields:
        raise Invalid(fields=fields)


def _same_introducer(lines: Iterable[PaperInput], rows: dict[str, DossierPaper]) -> dict[str, str]:
    """Two papers of introduction by the same member."""
    members = {key: row.member_id for key, row in rows.items() if row.paper is Paper.INTRODUCTION}
    typed = {line.key: line.member_id for line in lines if line.paper is Paper.INTRODUCTION}
    members |= typed
    named = [member for member in members.values() if member is not None]
    if len(named) == len(set(named)):
        return {}
    return {f"member_id-{key}": "introducer_twice" for key in typed}


_PLAIN = ("state", "dated", "received_on", "number", "member_id", "together_since")
_DETAIL = ("issuer", "name_on_paper", "birth_on_paper", "note")


def _fill(cx: Command, row: DossierPaper, line: PaperInput) -> bool:
    """Put a line on its row; True if that changed something."""
    came = line.received_on
    if came is None and line.state in (PaperState.RECEIVED, PaperState.NOT_NEEDED):
        came = cx.today
    values = {name: getattr(line, name) for name in _PLAIN} | {"received_on": came}
    values |= {name: getattr(line, name) for name in _DETAIL if getattr(line, name) is not None}
    if values.get("name_on_paper"):
        values["name_on_paper"] = clean_name(values["name_on_paper"])
    changed = False
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    return changed


def record(cx: Command, run: TrackingRun, lines: tuple[PaperInput, ...]) -> list[Paper]:
    """Check and store lines of a loaded run; gives the papers that changed."""
    stored = cx.session.scalars(select(DossierPaper).where(DossierPaper.run_id == run.id)).all()
    rows = {f"{row.paper.value}-{row.ordinal}": row for row in stored}
    _check(cx, run, lines, rows)
    changed = []
    for line in lines:
        row = rows.get(line.key)
        if row is None:
            row = DossierPaper(
                branch_id=run.branch_id,
                run_id=run.id,
                paper=line.paper,
                ordinal=line.ordinal,
                state=PaperState.MISSING,
                number="",
                issuer="",
                name_on_paper="",
                birth_on_paper="",
                note="",
            )
            cx.session.add(row)
        if _fill(cx, row, line):
            changed.append(line.paper)
    return changed


@command(Action.DOSSIER_EDIT)
def record_papers(cx: Command, run_id: int, lines: tuple[PaperInput, ...]) -> Recorded:
    """Store several papers at once, all or none.

    Raises Invalid with fields named `dated-introduction-2`; Conflict("stale") when one of them was changed
    meanwhile; Refused for a paper that follows from a recorded step, or a dossier that is not here any more.
    """
    run = open_dossier(cx, run_id)
    changed = record(cx, run, lines)
    if changed:
        note_dossier(cx, run, "papers", papers=[paper.value for paper in dict.fromkeys(changed)])
    return Recorded(run.id, len(changed))


# --- where the paper file is -------------------------------------------------------------------------------


@dataclass(frozen=True)
class FileInput:
    """Who holds the paper file, on which shelf, since when."""

    holder: str
    shelf: str
    since: date | None


@command(Action.DOSSIER_EDIT)
def place_file(cx: Command, run_id: int, version: int, data: FileInput) -> Recorded:
    """Note where the paper file is now; where it was stays in the timeline. Raises Invalid, Conflict."""
    run = open_dossier(cx, run_id)
    row = cx.session.scalar(select(DossierFile).where(DossierFile.run_id == run.id))
    if (row.version if row is not None else 0) != version:
        raise Conflict("stale", current=row.version if row is not None else 0)
    fields = {}
    if not data.holder:
        fields["holder"] = "required"
    if data.since is not None and data.since > cx.today:
        fields["since"] = "date_in_future"
    if row is not None and row.since is not None and data.since is not None and data.since < row.since:
        fields["since"] = "file_moved_before"
    if fields:
        raise Invalid(fields=fields)
    if row is None:
        row = DossierFile(branch_id=run.branch_id, run_id=run.id, holder="", shelf="")
        cx.session.add(row)
    since = data.since or cx.today
    if (row.holder, row.shelf, row.since) == (data.holder, data.shelf, since):
        return Recorded(run.id, 0)
    row.holder, row.shelf, row.since = data.holder, data.shelf, since
    event = note_dossier(cx, run, "file", holder=data.holder, shelf=data.shelf)
    event.happened_on = since
    return Recorded(run.id, 1)


@command(Action.DOSSIER_EDIT)
def set_dossier_start(cx: Command, run_id: int, version: int, day: date | None, reason: str) -> Recorded:
    """Let the office say from which day the months of the dossier count; `version` is the run's.

    The texts do not define that day (HD 06, 5.4 a): it begins as the day of the committee's permission.
    Raises Invalid, Conflict("stale"); NotFound for whoever does not work for the whole ward.
    """
    run = open_dossier(cx, run_id)
    if not cx.sees_all or run.dossier_started_on is None:
        raise NotFound
    if run.version != version:
        raise Conflict("stale", current=run.version)
    fields: dict[str, Any] = {}
    if day is None:
        fields["started_on"] = "required"
    elif day > cx.today:
        fields["started_on"] = "date_in_future"
    elif run.branch_resolution_on is not None and day > run.branch_resolution_on:
        days = {"day": format_date(day), "vote": format_date(run.branch_resolution_on)}
        fields["started_on"] = ("dossier_after_vote", days)
    if not reason:
        fields["reason"] = "required"
    elif len(reason) > 200:
        fields["reason"] = "text_too_long"
    if fields:
        raise Invalid(fields=fields)
    if day == run.dossier_started_on:
        return Recorded(run.id, 0)
    run.dossier_started_on = day
    event = note_dossier(cx, run, "edit", fields=["started_on"])
    event.reason = reason
    return Recorded(run.id, 1)


# --- who introduces ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BelongingInput:
    """To which unions the person belongs; which unions there are is told with the branch."""

    is_youth_union_member: bool
    is_youth_union_cadre: bool
    youth_union_on: date | None
    is_trade_union_member: bool


@command(Action.DOSSIER_EDIT)
def record_belonging(cx: Command, run_id: int, version: int, data: BelongingInput) -> Recorded:
    """Store what decides who introduces; `version` is the person's. Raises Invalid, Conflict("stale")."""
    run = open_dossier(cx, run_id)
    person = load_person(cx, run)
    if person.version != version:
        raise Conflict("stale", current=person.version)
    joined, fields = data.youth_union_on, {}
    if joined is not None and joined > cx.today:
        fields["youth_union_on"] = "date_in_future"
    elif joined is not None and joined < birth_of(person).first_day:
        fields["youth_union_on"] = "union_before_birth"
    if data.is_youth_union_cadre and not data.is_youth_union_member:
        fields["is_youth_union_cadre"] = "cadre_is_member"
    if fields:
        raise Invalid(fields=fields)
    changed = tuple(name for name, value in vars(data).items() if getattr(person, name) != value)
    for name in changed:
        setattr(person, name, getattr(data, name))
    if changed:
        note_dossier(cx, run, "edit", fields=list(changed))
    return Recorded(run.id, len(changed))
