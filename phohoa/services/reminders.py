"""Digests: who would get what today, and sending them, once per account and occasion."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import Boolean, and_, case, literal, select, union_all
from sqlalchemy.orm import Session

from ..domain.access import Action, Role
from ..domain.deadlines import last_day_of_month
from ..domain.reminders import (
    LEADERS_COUNT,
    DigestItem,
    DigestOccasion,
    Occasion,
    digest_counts,
    due_occasions,
    meeting_date,
    month_item,
)
from ..domain.reporting import last_open_day
from ..domain.reviews import REPORTED_STATES, ReviewState, due_date, expected_branches
from ..extensions import installation
from ..models import DigestSent, Review, ReviewException, User
from ..texts.reminders import digest_body, digest_subject
from . import clock
from .command import Caller, Command, Query, command, query
from .data_hints import hints_of
from .report_facts import Rhythm, rhythm_of, roster_of
from .rosters import BranchLine, branches_on

#: Who gets digests: those who enter, those who follow up, those who ask after it.
_ROLES = (Role.OFFICE, Role.SIGNATORY, Role.COMMITTEE, Role.BRANCH)
_LEADERS = (Role.SIGNATORY, Role.COMMITTEE)
#: A message that was taken up and of which nothing more was heard is taken up again after so long.
_GIVEN_UP_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Digest:
    """One account's digest for one occasion. `items` empty: there is nothing to say, and nothing is sent.

    `standing`: due, sent, sending, failed, no_address, nothing.
    """

    user_id: int
    name: str
    role: Role
    branches: tuple[str, ...]
    address: str
    occasion: Occasion
    items: tuple[tuple[DigestItem, int], ...]
    standing: str
    at: datetime | None = None
    failure: str = ""


@dataclass(frozen=True)
class DigestPage:
    """What would be sent today. `off`: why nothing leaves (smtp, ward), or ""."""

    today: date
    off: str
    occasions: tuple[Occasion, ...]
    digests: tuple[Digest, ...]
    rhythm: Rhythm
    branches: tuple[BranchLine, ...]

    @property
    def to_send(self) -> tuple[Digest, ...]:
        """Those that would leave now."""
        return tuple(one for one in self.digests if one.standing == "due")


@dataclass(frozen=True)
class _Months:
    """What branches and office have to do with the reviews of the months at hand."""

    states: dict[tuple[int, int, int], tuple[ReviewState, bool]]
    leaves: frozenset[tuple[int, int, int]]
    to_receive: int
    asked: int


def _months(session: Session, today: date, keys: Collection[int]) -> _Months:
    """Reviews of the last two months and of what waits for the office, leaves and questions (one select)."""
    newest = today.year * 12 + today.month
    waits = and_(ReviewException.granted_at.is_(None), ReviewException.revoked_at.is_(None))
    holds = and_(
        ReviewException.granted_at.is_not(None),
        ReviewException.revoked_at.is_(None),
        ReviewException.until >= today,
    )
    reviews = select(
        literal("review"),
        Review.branch_id,
        Review.year,
        Review.month,
        Review.state,
        (Review.return_reason != "").cast(Boolean),
    ).where((Review.year * 12 + Review.month >= newest - 1) | (Review.state == ReviewState.SUBMITTED))
    leaves = select(
        case((waits, "asked"), else_="leave"),
        ReviewException.branch_id,
        ReviewException.year,
        ReviewException.month,
        literal(ReviewState.NOT_STARTED, Review.state.type),
        literal(False),
    ).where(waits | holds)
    states: dict[tuple[int, int, int], tuple[ReviewState, bool]] = {}
    held, to_receive, asked = set(), 0, 0
    for kind, branch_id, year, month, state, returned in session.execute(union_all(reviews, leaves)):
        if branch_id not in keys:
            continue
        if kind == "review":
            states[branch_id, year, month] = (state, bool(returned))
            to_receive += state is ReviewState.SUBMITTED
        elif kind == "asked":
            asked += 1
        else:
            held.add((branch_id, year, month))
    return _Months(states, frozenset(held), to_receive, asked)


def _branch_counts(
    branch: BranchLine, occasion: Occasion, found: _Months, rhythm: Rhythm, today: date
) -> Counter[DigestItem]:
    """What the month of an occasion, and the one before it, ask of a branch."""
    counts: Counter[DigestItem] = Counter()
    last = date(occasion.year, occasion.month, 1) - timedelta(days=1)
    for year, month in ((last.year, last.month), (occasion.year, occasion.month)):
        if not expected_branches(roster_of((branch,)), year, month, rhythm.due_day):
            continue
        key = (branch.id, year, month)
        state, returned = found.states.get(key, (ReviewState.NOT_STARTED, False))
        closes = last_open_day(year, month, rhythm.lock_day) if rhythm.lock_day is not None else None
        item = month_item(state, returned, today, closes, key in found.leaves)
        if item is None:
            continue
        about = (year, month) == (occasion.year, occasion.month)
        if about and item is DigestItem.NOT_BEGUN and occasion.occasion is DigestOccasion.MEETING:
            item = DigestItem.TO_PREPARE
        counts[item] += 1
    return counts


def _ward_counts(
    branches: tuple[BranchLine, ...], occasion: Occasion, found: _Months, rhythm: Rhythm, today: date
) -> Counter[DigestItem]:
    """What the office has to follow up; branches count as missing only once the due day is past."""
    missing = 0
    if today > due_date(occasion.year, occasion.month, rhythm.due_day):
        expected = expected_branches(roster_of(branches), occasion.year, occasion.month, rhythm.due_day)
        for key in expected:
            state, _ = found.states.get(
                (key, occasion.year, occasion.month), (ReviewState.NOT_STARTED, False)
            )
            missing += state not in REPORTED_STATES
    return Counter(
        {
            DigestItem.MISSING: missing,
            DigestItem.TO_RECEIVE: found.to_receive,
            DigestItem.ASKED: found.asked,
        }
    )


def _standing(
    user: User, items: tuple[tuple[DigestItem, int], ...], row: DigestSent | None, now: datetime, again: bool
) -> str:
    if row is not None and row.sent_at is not None:
        return "sent"
    if not items:
        return "nothing"
    if not user.email:
        return "no_address"
    if row is None:
        return "due"
    if not row.failure:
        return "sending" if now - row.tried_at < _GIVEN_UP_AFTER else "due"
    same_day = clock.local(row.tried_at).date() == clock.local(now).date()
    return "failed" if same_day and not again else "due"


def _digests(cx: Query, again: bool) -> DigestPage:
    rhythm = rhythm_of(cx.session)
    occasions = due_occasions(cx.today, rhythm.meeting_day, rhythm.due_day)
    off = "smtp" if cx.settings.smtp is None else "" if rhythm.sends_digests else "ward"
    first = (cx.today.replace(day=1) - timedelta(days=40)).replace(day=1)
    last = last_day_of_month(cx.today.year, cx.today.month) + timedelta(days=28)
    branches = branches_on(cx.session, first, last)
    if not occasions:
        return DigestPage(cx.today, off, (), (), rhythm, branches)
    by_key = {branch.id: branch for branch in branches}
    found = _months(cx.session, cx.today, by_key)
    hints: Counter[int | None] = Counter()
    if any(one.occasion is DigestOccasion.MONTH for one in occasions):
        here = {b.id: b for b in branches if b.closed_on is None or b.closed_on > cx.today}
        listed = hints_of(cx.session, cx.today, None, branches=here)
        hints.update(line.branch_id for line in listed.lines)
    rows = cx.session.execute(
        select(User, DigestSent)
        .outerjoin(DigestSent, and_(DigestSent.user_id == User.id, DigestSent.year >= first.year))
        .where(User.active, User.role.in_(_ROLES))
        .order_by(User.role, User.username)
    ).all()
    users = {user.id: user for user, _ in rows}
    sent = {(row.user_id, row.occasion, row.year, row.month): row for _, row in rows if row is not None}
    digests = []
    for one in occasions:
        ward = _ward_counts(branches, one, found, rhythm, cx.today)
        for user in users.values():
            own = [by_key[link.branch_id] for link in user.branches if link.branch_id in by_key]
            counts: Counter[DigestItem] = Counter()
            if user.role is Role.BRANCH:
                for branch in own:
                    counts += _branch_counts(branch, one, found, rhythm, cx.today)
                counts[DigestItem.HINTS] = sum(hints[branch.id] for branch in own)
            elif user.role in _LEADERS:
                counts.update({item: ward[item] for item in LEADERS_COUNT})
            else:
                counts.update(ward)
                counts[DigestItem.HINTS] = sum(hints.values())
            items = digest_counts(one.occasion, counts)
            row = sent.get((user.id, one.occasion, one.year, one.month))
            digests.append(
                Digest(
                    user.id,
                    user.full_name,
                    user.role,
                    tuple(branch.name for branch in own) if user.role is Role.BRANCH else (),
                    user.email,
                    one,
                    items,
                    _standing(user, items, row, cx.now, again),
                    (row.sent_at or row.tried_at) if row is not None else None,
                    row.failure if row is not None else "",
                )
            )
    return DigestPage(cx.today, off, occasions, tuple(digests), rhythm, branches)


@query(Action.DIGEST_SEND)
def digest_page(cx: Query, again: bool = False) -> DigestPage:
    """Who would get what today. `again`: one that failed today is due once more (up to nine selects)."""
    cx.allow()
    return _digests(cx, again)


# --- sending -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Claim:
    mine: bool


def _row(cx: Command, user_id: int, occasion: DigestOccasion, year: int, month: int) -> DigestSent | None:
    return cx.session.scalar(
        select(DigestSent)
        .where(DigestSent.user_id == user_id, DigestSent.occasion == occasion)
        .where(DigestSent.year == year, DigestSent.month == month)
        .with_for_update()
    )


@command(Action.DIGEST_SEND)
def _claim(cx: Command, user_id: int, occasion: DigestOccasion, year: int, month: int, again: bool) -> _Claim:
    """Take a digest up, so that nobody else sends it; false when somebody has, or has tried today."""
    cx.allow()
    user, row = cx.session.get(User, user_id), _row(cx, user_id, occasion, year, month)
    if user is None or not user.active:
        return _Claim(False)
    if _standing(user, ((DigestItem.HINTS, 1),), row, cx.now, again) != "due":
        return _Claim(False)
    if row is None:
        row = DigestSent(user_id=user_id, occasion=occasion, year=year, month=month)
        cx.session.add(row)
    row.tried_at, row.failure = cx.now, ""
    return _Claim(True)


@command(Action.DIGEST_SEND)
def _note(cx: Command, user_id: int, occasion: DigestOccasion, year: int, month: int, failure: str) -> None:
    """Keep that a digest left, or why it did not."""
    cx.allow()
    row = _row(cx, user_id, occasion, year, month)
    if row is not None and row.sent_at is None:
        row.failure = failure
        row.sent_at = None if failure else cx.now


@dataclass(frozen=True)
class Sending:
    """What became of it: how many left, how many did not, how many had nowhere to go. `off` as DigestPage."""

    off: str = ""
    sent: int = 0
    failed: int = 0
    unreachable: int = 0


def _written(one: Digest, page: DigestPage, url: str) -> tuple[str, str]:
    about = one.occasion
    if about.occasion is DigestOccasion.MEETING:
        day = meeting_date(about.year, about.month, page.rhythm.meeting_day)
    else:
        day = due_date(about.year, about.month, page.rhythm.due_day)
    subject = digest_subject(about.occasion, about.month, about.year)
    return subject, digest_body(about.occasion, one.items, one.branches, f"{day:%d/%m/%Y}", url)


def send_due(
    caller: Caller, *, again: bool = False, deliver: Callable[[EmailMessage], None] | None = None
) -> Sending:
    """Send what is due today, each message after it was taken up in a transaction of its own.

    A message that did not leave is noted with its reason and tried again another day, at once when `again`.
    When the server itself is at fault the others wait too. `deliver` takes the place of the mail server.
    """
    page = digest_page(caller.actor, again)
    settings = installation().settings
    if page.off or settings.smtp is None:
        return Sending(page.off)
    sent = failed = 0
    unreachable = sum(one.standing == "no_address" for one in page.digests)
    # What speaks to a mail server stays out of memory until a message leaves.
    from .mailing import MailFailed, compose, mail_server

    with mail_server(settings.smtp) as by_mail:
        for one in page.to_send:
            key = (one.user_id, one.occasion.occasion, one.occasion.year, one.occasion.month)
            if not _claim(caller, *key, again).mine:
                continue
            failure, stop = "", False
            try:
                message = compose(settings.smtp, one.address, *_written(one, page, settings.home_url))
                (deliver or by_mail)(message)
            except MailFailed as error:
                failure, stop = error.code, error.whole
            _note(caller, *key, failure)
            sent, failed = sent + (not failure), failed + bool(failure)
            if stop:
                break
    return Sending("", sent, failed, unreachable)
