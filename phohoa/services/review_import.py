"""The list of a month as an Excel file: down with what is stored, up as lines to look at before saving."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..domain.access import Action
from ..domain.errors import Invalid, Refused
from ..domain.legacy_encodings import LegacyEncoding
from ..domain.reviews import Rating, ReviewDecision
from ..domain.stages import ReasonToLeave
from ..domain.training import Problem, folded_number
from ..domain.vietnamese import fold, format_date
from ..models import TrackingRun
from ..texts.labels import SHORT_DECISIONS, label
from ..texts.review_papers import (
    FILE_COLUMNS,
    FILE_HEADS,
    FILE_HINT,
    FILE_NAMES,
    FILE_TITLE,
    RATINGS,
    TICKS,
    WRONG_CHOICE,
)
from .command import Query, query
from .document_pages import StoredFile
from .review_keying import (
    Keyed,
    KeyedPerson,
    KeyingPage,
    Outcome,
    check_typed,
    one_line,
    person_of,
    rating_unseen,
    settle,
    whole,
)
from .review_sheet import Entered, entries, find_review, is_editable, load_branch
from .reviews import LineInput, check_line, whole_reason
from .sheet_rows import Row, find_table, line_code, open_sheets

PART = "review_file"
#: Letters of a remark, the longest of the cells.
LONGEST = 1000
_MOST_STRAYS = 50
_WORDS = dict(TICKS)


@dataclass(frozen=True)
class ReadRow:
    """What the file says of one person: the line, and what is wrong in its cells."""

    typed: Keyed
    row: int
    outcome: Outcome
    converted: LegacyEncoding | None = None


@dataclass(frozen=True)
class ReviewFile:
    """What a file would change; `strays` are rows of nobody here, `gone` people who are off the list."""

    rows: tuple[ReadRow, ...]
    strays: tuple[tuple[int, Problem], ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def outcomes(self) -> dict[int, Outcome]:
        return {one.typed.run_id: one.outcome for one in self.rows}


def _code(key: bytes, page: KeyingPage, run_id: int) -> str:
    return line_code(key, f"review-line:{page.branch_id}:{page.year}:{page.month}:{run_id}")


def member_names(members: tuple[tuple[int, str], ...]) -> dict[int, str]:
    """Member -> a name that no other member of the branch bears: namesakes are numbered."""
    seen: Counter[str] = Counter()
    doubled = {name for name, count in Counter(fold(name) for _, name in members).items() if count > 1}
    found = {}
    for key, name in members:
        seen[fold(name)] += 1
        found[key] = f"{name} ({seen[fold(name)]})" if fold(name) in doubled else name
    return found


@query(Action.REVIEW_EDIT)
def list_file(cx: Query, page: KeyingPage) -> StoredFile:
    """The list as an Excel file to fill in: codes and versions hidden, choices as each person has them.

    Who takes it along is noted first (`candidates.note_exported`).
    """
    from ..documents.fill_in import Column, FillRow, fill_in_book  # some 10 MB: only when asked for

    cx.allow(branch_id=page.branch_id)
    names = member_names(page.members)
    places = {name: place for place, name in enumerate(FILE_HEADS)}

    def row(one: KeyedPerson) -> FillRow:
        stored = one.stored
        cells = {
            "code": _code(cx.settings.audit_key, page, one.run_id),
            "base": one.base,
            "number": str(one.number),
            "name": one.name,
            "birth": one.birth,
            "stage": label(one.stage),
            "helper": one.helper,
            "decision": _WORDS[stored.decision] if stored.decision else "",
            "reason_code": label(ReasonToLeave(stored.reason_code)) if stored.reason_code else "",
            "reason_on": format_date(stored.reason_on) if stored.reason_on else "",
            "reason": one_line(stored.reason),
            "helper_id": names.get(stored.helper_id, "") if stored.helper_id else "",
            "rating": label(stored.rating) if stored.rating else "",
            "remark": one_line(stored.remark),
        }
        removes = ReviewDecision.REMOVE in one.decisions
        choices = {
            places["decision"]: tuple(_WORDS[decision] for decision in one.decisions),
            places["reason_code"]: tuple(label(reason) for reason in one.reasons) if removes else (),
            places["helper_id"]: tuple(names.values()),
            places["rating"]: RATINGS,
        }
        return FillRow(tuple(cells[name] for name in FILE_HEADS), choices)

    columns = [Column(head, *FILE_COLUMNS[name]) for name, head in FILE_HEADS.items()]
    data = fill_in_book(
        FILE_TITLE.format(month=f"{page.month:02d}", year=page.year),
        f"{page.branch_name}. {FILE_HINT}",
        FILE_NAMES,
        columns,
        [row(one) for one in page.people],
        WRONG_CHOICE,
    )
    return StoredFile(data, f"ky-xet-{page.branch_id}-{page.year}-{page.month:02d}.xlsx", "")


def _decision(row: Row) -> ReviewDecision | None:
    words = fold(row.text("decision"))
    if not words:
        return None
    for number, (decision, short) in enumerate(TICKS, start=1):
        known = (short, f"{number} {short}", f"({number}) {short}", str(number), SHORT_DECISIONS[decision])
        if words in {fold(text) for text in (*known, label(decision))}:
            return decision
    row.problem("decision", "decision", text=row.text("decision")[:40])
    return None


def _reason(row: Row, one: KeyedPerson) -> str:
    words = row.text("reason_code")
    if not words:
        return ""
    known = {fold(label(reason)): reason.value for reason in one.reasons}
    if fold(words) not in known:
        row.problem("reason_code", "reason", text=words[:40])
    return known.get(fold(words), "")


def _helper(row: Row, members: Mapping[str, int]) -> int | None:
    words = row.text("helper_id")
    if not words:
        return None
    if fold(words) not in members:
        row.problem("helper_id", "helper", text=words[:60])
    return members.get(fold(words))


def _rating(row: Row, one: KeyedPerson) -> Rating | None:
    """The rating in the row, by its word or its number on paper; what cannot be read changes nothing."""
    words = fold(row.text("rating"))
    if not words:
        return one.stored.rating if "rating" in row.problems else None
    for number, (rating, short) in enumerate(zip(Rating, RATINGS, strict=True), start=1):
        if words in {fold(text) for text in (short, f"{number} {short}", f"({number}) {short}", str(number))}:
            return rating
    row.problem("rating", "rating", text=row.text("rating")[:40])
    return one.stored.rating


def _longer(row: Row, name: str, most: int) -> str:
    words = row.text(name)
    if len(words) > most:
        row.problem(name, "long", most=most)
    return words


def _read(row: Row, one: KeyedPerson, members: Mapping[str, int]) -> Keyed:
    name = row.text("name")
    if name and fold(name) != fold(one.name):
        row.problem("name", "name", name_in_file=name[:60], name=one.name)
    base = row.text("base")[:40]
    rated = row.has("rating")
    data = LineInput(
        decision=_decision(row),
        reason_code=_reason(row, one),
        reason_on=row.day("reason_on"),
        reason=_longer(row, "reason", 500),
        helper_id=_helper(row, members),
        remark=_longer(row, "remark", LONGEST),
        rating=_rating(row, one) if rated else one.stored.rating,
    )
    return Keyed(one.run_id, base if rated else rating_unseen(one, base), whole(one, data))


def _outcome(cx: Query, entry: Entered, one: KeyedPerson, typed: Keyed) -> Outcome:
    """What saving this line would come to now: unchanged, will (be saved), conflict, invalid."""
    state = settle(one, typed)
    if state == "unchanged":
        return Outcome("unchanged")
    problems = dict(check_typed(typed.data))
    if not problems and not one.applied:
        problems |= check_line(cx, entry.run, whole_reason(entry.run, typed.data))
    if problems:
        return Outcome("invalid", problems=problems)
    return Outcome("will" if state == "save" else "conflict")


@dataclass
class _Found:
    """What has been read so far."""

    rows: dict[int, ReadRow] = field(default_factory=dict)
    strays: list[tuple[int, Problem]] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    known: int = 0


@query(Action.REVIEW_EDIT)
def read_list(cx: Query, page: KeyingPage, data: bytes) -> ReviewFile:
    """What a filled file says, line by line; nothing is changed by it.

    Raises NotFound, Refused for a closed review, Invalid for `file`: no workbook, an unsafe or too large one,
    none with our head, or one of another month or branch.
    """
    load_branch(cx, page.branch_id, page.year, page.month)
    review = find_review(cx.session, page.branch_id, page.year, page.month)
    if not is_editable(review):
        raise Refused("review_closed", month=f"{page.month:02d}/{page.year}")
    listed = entries(cx.session, page.branch_id, page.year, page.month, review)
    people = {one.run.id: (one, person_of(number, one)) for number, one in enumerate(listed, start=1)}
    columns, body = find_table(open_sheets(data, PART, LONGEST), FILE_HEADS, PART)
    members = {fold(name): key for key, name in member_names(page.members).items()}
    runs = {
        folded_number(_code(cx.settings.audit_key, page, run.id)): run
        for run in cx.session.scalars(
            select(TrackingRun)
            .where(TrackingRun.branch_id == page.branch_id)
            .options(joinedload(TrackingRun.person))
        )
    }
    found = _Found()
    for number, cells in body:
        _take(cx, found, number, Row(cells, columns, PART), runs, people, members)
    if not found.known:
        raise Invalid(fields={"file": f"{PART}_other"})
    return ReviewFile(
        tuple(found.rows.values()), tuple(found.strays[:_MOST_STRAYS]), tuple(sorted(found.gone))
    )


def _take(
    cx: Query,
    found: _Found,
    number: int,
    row: Row,
    runs: Mapping[str, TrackingRun],
    people: Mapping[int, tuple[Entered, KeyedPerson]],
    members: Mapping[str, int],
) -> None:
    code = row.text("code")
    if not code:
        filled = any(row.kind(name) != "empty" for name in ("name", "decision", "rating", "remark"))
        if filled or "code" in row.problems:
            found.strays.append((number, row.problems.get("code", (f"{PART}_no_code", {}))))
        return
    run = runs.get(folded_number(code))
    if run is None:
        found.strays.append((number, (f"{PART}_stranger", {"line_code": code[:20]})))
        return
    found.known += 1
    if run.id not in people:
        found.gone.add(run.person.full_name)
        return
    entry, one = people[run.id]
    if run.id in found.rows:
        first = found.rows[run.id]
        twice: Problem = (f"{PART}_twice", {"row": number})
        outcome = Outcome("invalid", problems={**first.outcome.problems, "code": twice})
        found.rows[run.id] = ReadRow(first.typed, first.row, outcome, first.converted)
        return
    typed = _read(row, one, members)
    outcome = (
        Outcome("invalid", problems=dict(row.problems)) if row.problems else _outcome(cx, entry, one, typed)
    )
    found.rows[run.id] = ReadRow(typed, number, outcome, row.converted)
