"""Members of a branch, as far as helping people and counting votes need them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from ..domain.access import Action
from ..domain.errors import Invalid, NotFound, Refused
from ..domain.vietnamese import clean_name, sort_key
from ..models import Branch, PartyMember, TrackingRun
from .command import Command, Query, command, query


@dataclass(frozen=True)
class MemberLine:
    """A member as the branch's list shows it."""

    id: int
    version: int
    full_name: str
    birth_year: int | None
    is_official: bool
    joined_on: date | None
    left_on: date | None
    duty: str
    helps: int


@dataclass(frozen=True)
class MembersPage:
    """The members of a branch: those in it by Vietnamese order of names, then those who left."""

    branch_id: int
    branch: str
    is_practice: bool
    present: tuple[MemberLine, ...]
    gone: tuple[MemberLine, ...]
    official: int
    probationary: int


@dataclass(frozen=True)
class MemberInput:
    """What is typed of a member."""

    full_name: str
    birth_year: int | None
    is_official: bool
    joined_on: date | None
    duty: str


@dataclass(frozen=True)
class MemberSaved:
    """Where the member is; `helps` says how many people now need another helper."""

    branch_id: int
    member_id: int
    helps: int = 0


@dataclass(frozen=True)
class BranchCount:
    """A branch of the actor's with its members."""

    branch_id: int
    branch: str
    is_practice: bool
    official: int
    probationary: int


def _line(member: PartyMember, helps: int) -> MemberLine:
    return MemberLine(
        member.id,
        member.version,
        member.full_name,
        member.birth_year,
        member.is_official,
        member.joined_on,
        member.left_on,
        member.duty,
        helps,
    )


@query(Action.CANDIDATE_EDIT)
def branches_with_members(cx: Query) -> tuple[BranchCount, ...]:
    """The open branches whose members the actor keeps, in the ward's order."""
    cx.allow()
    counted = cx.session.execute(
        select(PartyMember.branch_id, PartyMember.is_official, func.count())
        .where(PartyMember.left_on.is_(None))
        .group_by(PartyMember.branch_id, PartyMember.is_official)
    )
    count = {(branch_id, official): number for branch_id, official, number in counted}
    branches = select(Branch).where(Branch.closed_on.is_(None)).order_by(Branch.position, Branch.id)
    if not cx.sees_all:
        branches = branches.where(Branch.id.in_(cx.actor.branch_ids))
    return tuple(
        BranchCount(b.id, b.name, b.is_practice, count.get((b.id, True), 0), count.get((b.id, False), 0))
        for b in cx.session.scalars(branches)
    )


@query(Action.CANDIDATE_EDIT)
def members_page(cx: Query, branch_id: int) -> MembersPage:
    """All members of the branch. Raises NotFound for an unknown branch or another one's."""
    cx.allow(branch_id=branch_id)
    branch = cx.session.get(Branch, branch_id)
    if branch is None:
        raise NotFound
    helping: dict[int, int] = dict(
        cx.session.execute(  # type: ignore[arg-type]
            select(TrackingRun.helper_id, func.count())
            .where(TrackingRun.branch_id == branch_id)
            .where(TrackingRun.closed_on.is_(None))
            .where(TrackingRun.helper_id.isnot(None))
            .group_by(TrackingRun.helper_id)
        ).all()
    )
    rows = sorted(
        cx.session.scalars(select(PartyMember).where(PartyMember.branch_id == branch_id)),
        key=lambda m: (m.sort_key, m.id),
    )
    present = tuple(_line(m, helping.get(m.id, 0)) for m in rows if m.left_on is None)
    return MembersPage(
        branch_id,
        branch.name,
        branch.is_practice,
        present,
        tuple(_line(m, helping.get(m.id, 0)) for m in rows if m.left_on is not None),
        sum(m.is_official for m in present),
        sum(not m.is_official for m in present),
    )


@query(Action.CANDIDATE_EDIT)
def member(cx: Query, branch_id: int, member_id: int) -> MemberLine:
    """One member. Raises NotFound."""
    row = cx.load(PartyMember, member_id)
    if row.branch_id != branch_id:
        raise NotFound
    helps = cx.session.scalar(
        select(func.count(TrackingRun.id))
        .where(TrackingRun.helper_id == member_id)
        .where(TrackingRun.closed_on.is_(None))
    )
    return _line(row, helps or 0)


def _fill(cx: Command, row: PartyMember, data: MemberInput) -> None:
    fields: dict[str, str] = {}
    name = clean_name(data.full_name)
    if len(name.split()) < 2:
        fields["full_name"] = "full_name_short"
    if data.birth_year is not None and not cx.today.year - 110 <= data.birth_year <= cx.today.year - 18:
        fields["birth_year"] = "member_birth_year"
    if data.joined_on is not None and data.joined_on > cx.today:
        fields["joined_on"] = "date_in_future"
    if fields:
        raise Invalid(fields=fields)
    row.full_name, row.sort_key = name, sort_key(name)
    row.birth_year, row.is_official = data.birth_year, data.is_official
    row.joined_on, row.duty = data.joined_on, data.duty


@command(Action.CANDIDATE_EDIT)
def add_member(cx: Command, branch_id: int, data: MemberInput) -> MemberSaved:
    """Put a member on the branch's list. Raises Invalid, NotFound."""
    cx.allow(branch_id=branch_id)
    branch = cx.session.get(Branch, branch_id)
    if branch is None:
        raise NotFound
    if branch.closed_on is not None:
        raise Refused("unit_closed")
    row = PartyMember(branch_id=branch_id)
    _fill(cx, row, data)
    cx.session.add(row)
    cx.session.flush()
    return MemberSaved(branch_id, row.id)


def _own(cx: Command, branch_id: int, member_id: int, version: int) -> PartyMember:
    row = cx.load(PartyMember, member_id, version)
    if row.branch_id != branch_id:
        raise NotFound
    return row


@command(Action.CANDIDATE_EDIT)
def edit_member(cx: Command, branch_id: int, member_id: int, version: int, data: MemberInput) -> MemberSaved:
    """Change what is kept of a member. Raises Invalid, Conflict, NotFound."""
    row = _own(cx, branch_id, member_id, version)
    _fill(cx, row, data)
    return MemberSaved(branch_id, row.id)


@command(Action.CANDIDATE_EDIT)
def set_member_left(
    cx: Command, branch_id: int, member_id: int, version: int, left_on: date | None
) -> MemberSaved:
    """Note that the member left the branch on a day (None: take that back). Raises Invalid, Conflict."""
    row = _own(cx, branch_id, member_id, version)
    if left_on is not None and left_on > cx.today:
        raise Invalid(fields={"left_on": "date_in_future"})
    if left_on is not None and row.joined_on is not None and left_on < row.joined_on:
        raise Invalid(fields={"left_on": "left_before_joined"})
    row.left_on = left_on
    helps = 0
    if left_on is not None:
        helps = (
            cx.session.scalar(
                select(func.count(TrackingRun.id))
                .where(TrackingRun.helper_id == member_id)
                .where(TrackingRun.closed_on.is_(None))
            )
            or 0
        )
    return MemberSaved(branch_id, row.id, helps)
