"""Keying in a form that was filled on paper: all lines in one press, each saved under its own version."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..domain.access import Action
from ..domain.errors import Conflict, Invalid, NotFound, Refused
from ..domain.reviews import Rating, ReviewDecision, allowed_decisions, removal_reasons
from ..domain.stages import ReasonToLeave, Stage
from ..models import TrackingRun
from .command import Caller, Query, query
from .review_paper import list_code
from .review_sheet import Entered, entries, find_review, is_editable, load_branch, official_members
from .reviews import LineInput, save_line

Problem = str | tuple[str, dict[str, str | int]]


@dataclass(frozen=True)
class KeyedPerson:
    """One person of the list with what is stored; `number` is the one on paper."""

    number: int
    run_id: int
    name: str
    birth: str
    stage: Stage
    helper: str
    applied: bool
    decisions: tuple[ReviewDecision, ...]
    reasons: tuple[ReasonToLeave, ...]
    stored: LineInput
    version: int

    @property
    def base(self) -> str:
        """The version with a short name of what is stored, and the rating: what a form was filled in on."""
        return base_of(self.version, mark_of(self.stored), self.stored.rating)


@dataclass(frozen=True)
class KeyingPage:
    """The list of a month for keying in. `code` is the one printed on a form of this list."""

    branch_id: int
    branch_name: str
    is_practice: bool
    year: int
    month: int
    code: str
    people: tuple[KeyedPerson, ...]
    members: tuple[tuple[int, str], ...]

    def person(self, run_id: int) -> KeyedPerson | None:
        return next((one for one in self.people if one.run_id == run_id), None)


@dataclass(frozen=True)
class Keyed:
    """What was typed for one person, and the `base` that it was typed on.

    `over` is the version that the writer has seen beside their own text and wants to replace; `yields` means
    that what is stored shall stay.
    """

    run_id: int
    base: str
    data: LineInput
    over: int | None = None
    yields: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of one line: saved, unchanged, invalid (`problems`), conflict, refused (`refusal`)."""

    kind: str
    at: str = ""
    problems: dict[str, Problem] = field(default_factory=dict)
    refusal: tuple[str, dict[str, str | int]] | None = None

    @property
    def is_settled(self) -> bool:
        return self.kind in ("saved", "unchanged")


def one_line(text: str) -> str:
    """The words of a text with single blanks between them."""
    return " ".join(text.split())


def mark_of(data: LineInput) -> str:
    """A short name of what a line says but for its rating, which not every list asks for.

    No part of it are ends of lines: a field of one line and a cell do not keep them.
    """
    said = [one_line(str(getattr(data, f.name) or "")) for f in fields(data) if f.name != "rating"]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:6]


def stored_of(entry: Entered) -> LineInput:
    """What is stored of a line; empty where nothing was entered yet."""
    line = entry.line
    return LineInput(**{f.name: getattr(line, f.name) for f in fields(LineInput)}) if line else LineInput()


def person_of(number: int, entry: Entered) -> KeyedPerson:
    """One line of the page."""
    run, line = entry.run, entry.line
    settled = entry.applied and line is not None and line.decision is not None
    return KeyedPerson(
        number=number,
        run_id=run.id,
        name=run.person.full_name,
        birth=str(run.person.birth_year),
        stage=run.stage,
        helper=run.helper.full_name if run.helper is not None else "",
        applied=entry.applied,
        decisions=(line.decision,) if settled and line and line.decision else allowed_decisions(run.stage),
        reasons=removal_reasons(run.stage),
        stored=stored_of(entry),
        version=line.version if line is not None else 0,
    )


@query(Action.REVIEW_EDIT)
def keying_page(cx: Query, branch_id: int, year: int, month: int) -> KeyingPage:
    """Everybody of the review in the order of its page. Raises NotFound, Refused for a closed review."""
    branch = load_branch(cx, branch_id, year, month)
    review = find_review(cx.session, branch_id, year, month)
    if not is_editable(review):
        raise Refused("review_closed", month=f"{month:02d}/{year}")
    listed = entries(cx.session, branch_id, year, month, review)
    return KeyingPage(
        branch_id=branch_id,
        branch_name=branch.name,
        is_practice=branch.is_practice,
        year=year,
        month=month,
        code=list_code(listed),
        people=tuple(person_of(number, entry) for number, entry in enumerate(listed, start=1)),
        members=tuple((m.id, m.full_name) for m in official_members(cx.session, branch_id, cx.today)),
    )


@query(Action.REVIEW_EDIT)
def names_of(cx: Query, branch_id: int, run_ids: tuple[int, ...]) -> dict[int, str]:
    """Names of people of the branch who stand on the list no more, by run and in order."""
    cx.allow(branch_id=branch_id)
    rows = cx.session.scalars(
        select(TrackingRun)
        .where(TrackingRun.branch_id == branch_id, TrackingRun.id.in_(run_ids))
        .options(joinedload(TrackingRun.person))
    )
    return dict(sorted(((run.id, run.person.full_name) for run in rows), key=lambda pair: pair[::-1]))


_NO_RATING = "-"


def base_of(version: int, mark: str, rating: Rating | None) -> str:
    """What a form is filled in on: the version of the line, the name of what it says, its rating."""
    return f"{version}.{mark}.{rating or _NO_RATING}"


def version_of(base: str) -> int:
    """The version that a base names; one that no line has when it says nothing."""
    number = base.partition(".")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1


def _mark_in(base: str) -> str:
    return base.partition(".")[2].partition(".")[0]


def rating_unseen(person: KeyedPerson, base: str) -> str:
    """The base of a list that has no place for a rating: whoever fills it in says nothing about it."""
    return base_of(version_of(base), _mark_in(base), person.stored.rating)


def _rating(person: KeyedPerson, typed: Keyed) -> Rating | None:
    """The rating that the line shall have.

    One that was there and was taken away is gone; one that was left empty takes away none given elsewhere.
    """
    was_there = typed.base.split(".")[2:] in [[rating.value] for rating in Rating]
    return typed.data.rating if typed.data.rating or was_there else person.stored.rating


def settle(person: KeyedPerson, typed: Keyed) -> str:
    """What saving would do with a line that is in order: unchanged, save or conflict.

    Nothing typed into the line, or just what is stored already, is unchanged whatever others did since.
    """
    says_nothing = mark_of(typed.data) in (_mark_in(typed.base), mark_of(person.stored))
    rating = _rating(person, typed)
    rates_nothing = rating is person.stored.rating or typed.base.split(".")[2:] == [rating or _NO_RATING]
    if typed.yields or (says_nothing and rates_nothing):
        return "unchanged"
    known = typed.over if typed.over is not None else version_of(typed.base)
    return "save" if known == person.version else "conflict"


def check_typed(data: LineInput) -> dict[str, Problem]:
    """What would be lost without a word if it were saved: a reason beside another decision."""
    says_why = data.reason_code or data.reason or data.reason_on
    if says_why and data.decision is not ReviewDecision.REMOVE:
        return {"decision": "reason_without_removal"}
    return {}


def save_keyed(caller: Caller, page: KeyingPage, typed: Sequence[Keyed]) -> dict[int, Outcome]:
    """Save every line that says something new, each by the rules and under the version of its own.

    Run -> what became of it. A line is saved whole or not at all, and the good ones do not wait for the
    others. The same press again gives the same answers: each line has its own number, made of the form's.
    """
    return {one.run_id: _save(caller, page, one) for one in typed}


def _save(caller: Caller, page: KeyingPage, typed: Keyed) -> Outcome:
    person = page.person(typed.run_id)
    if person is None:
        return Outcome("gone")
    if settle(person, typed) == "unchanged":
        return Outcome("unchanged")
    problems = check_typed(typed.data)
    if problems:
        return Outcome("invalid", problems=problems)
    version = typed.over if typed.over is not None else version_of(typed.base)
    try:
        saved = save_line(
            _caller_of(caller, typed.run_id),
            page.branch_id,
            page.year,
            page.month,
            typed.run_id,
            version,
            replace(typed.data, rating=_rating(person, typed)),
        )
    except Invalid as error:
        return Outcome("invalid", problems=dict(error.fields))
    except Conflict:
        return Outcome("conflict")
    except NotFound:
        return Outcome("gone")
    except Refused as error:
        return Outcome("refused", refusal=(error.code, dict(error.params)))
    return Outcome("saved", at=saved.at)


def _caller_of(caller: Caller, run_id: int) -> Caller:
    if caller.command_id is None:
        return caller
    return replace(caller, command_id=hashlib.sha256(f"{caller.command_id}:{run_id}".encode()).hexdigest())


def whole(person: KeyedPerson, data: LineInput) -> LineInput:
    """What was typed with what the paper does not ask: a vote on the person alone stays as it is stored.

    Of a line whose decision is carried out only the remark and the rating can still change.
    """
    if person.applied:
        return replace(person.stored, remark=data.remark, rating=data.rating)
    kept = person.stored
    return replace(data, votes_for=kept.votes_for, votes_against=kept.votes_against)
