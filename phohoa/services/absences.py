"""Members who are left out of the number called in a vote, from a day to a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ..domain.access import Action
from ..domain.errors import Invalid, NotFound, Refused
from ..domain.vietnamese import format_date, nfc
from ..domain.voting import AbsenceKind
from ..models import MemberAbsence, PartyMember
from .command import Command, Query, command, query

NUMBER_MAX = 60


@dataclass(frozen=True)
class AbsenceLine:
    """One absence of a member; `is_open`: it has no end yet, or one that is still to come."""

    id: int
    kind: AbsenceKind
    from_day: date
    to_day: date | None
    basis_number: str
    is_open: bool


@dataclass(frozen=True)
class AbsenceInput:
    """What is typed of an absence."""

    kind: AbsenceKind
    from_day: date | None
    to_day: date | None = None
    basis_number: str = ""


@dataclass(frozen=True)
class AbsenceKept:
    """An absence that was entered, closed or taken out."""

    member_id: int


def _own(cx: Command | Query, branch_id: int, member_id: int) -> PartyMember:
    row = cx.load(PartyMember, member_id)
    if row.branch_id != branch_id:
        raise NotFound
    return row


@query(Action.CANDIDATE_EDIT)
def absences(cx: Query, branch_id: int, member_id: int) -> tuple[AbsenceLine, ...]:
    """The absences of a member, the newest first. Raises NotFound for another branch's."""
    _own(cx, branch_id, member_id)
    rows = cx.session.scalars(
        select(MemberAbsence)
        .where(MemberAbsence.member_id == member_id)
        .order_by(MemberAbsence.from_day.desc(), MemberAbsence.id.desc())
    )
    return tuple(
        AbsenceLine(
            row.id,
            row.kind,
            row.from_day,
            row.to_day,
            row.basis_number,
            row.to_day is None or row.to_day >= cx.today,
        )
        for row in rows
    )


def _ends_early(first: date, last: date) -> tuple[str, dict[str, str]]:
    return "absence_ends_early", {"first": format_date(first), "last": format_date(last)}


@command(Action.CANDIDATE_EDIT)
def add_absence(cx: Command, branch_id: int, member_id: int, data: AbsenceInput) -> AbsenceKept:
    """Leave a member out from a day on. Raises Invalid with the fields at fault, NotFound.

    A basis in writing is asked for, because it takes the member's vote away; two absences of one kind do not
    overlap.
    """
    member = _own(cx, branch_id, member_id)
    fields: dict[str, Any] = {}
    if data.from_day is None:
        fields["from_day"] = "required"
    elif data.to_day is not None and data.to_day < data.from_day:
        fields["to_day"] = _ends_early(data.from_day, data.to_day)
    number = nfc(data.basis_number).strip()
    if not number:
        fields["basis_number"] = "required"
    elif len(number) > NUMBER_MAX:
        fields["basis_number"] = "text_long"
    if fields or data.from_day is None:
        raise Invalid(fields=fields)
    for row in cx.session.scalars(
        select(MemberAbsence).where(MemberAbsence.member_id == member_id, MemberAbsence.kind == data.kind)
    ):
        before_it_ends = row.to_day is None or data.from_day <= row.to_day
        if before_it_ends and (data.to_day is None or row.from_day <= data.to_day):
            raise Invalid(fields={"from_day": "absence_overlaps"})
    cx.session.add(
        MemberAbsence(
            branch_id=member.branch_id,
            member_id=member.id,
            kind=data.kind,
            from_day=data.from_day,
            to_day=data.to_day,
            basis_number=number,
        )
    )
    return AbsenceKept(member.id)


def _absence(cx: Command, branch_id: int, member_id: int, absence_id: int) -> MemberAbsence:
    row = cx.load(MemberAbsence, absence_id)
    if row.member_id != member_id or row.branch_id != branch_id:
        raise NotFound
    return row


@command(Action.CANDIDATE_EDIT)
def close_absence(
    cx: Command, branch_id: int, member_id: int, absence_id: int, to_day: date | None
) -> AbsenceKept:
    """Note the last day of an absence. Raises Invalid, NotFound."""
    row = _absence(cx, branch_id, member_id, absence_id)
    if to_day is None:
        raise Invalid(fields={"to_day": "required"})
    if to_day < row.from_day:
        raise Invalid(fields={"to_day": _ends_early(row.from_day, to_day)})
    if row.to_day is not None and row.to_day < cx.today:
        raise Refused("absence_ended")
    row.to_day = to_day
    return AbsenceKept(member_id)
