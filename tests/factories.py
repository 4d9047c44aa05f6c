"""Rows for tests, all visibly invented."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import count

from sqlalchemy import select

from phohoa.domain.access import Actor, Role
from phohoa.domain.dossier import PaperState, VerificationConclusion, VerificationSubject
from phohoa.domain.stages import Paper, Stage
from phohoa.domain.units import BranchKind, OrganisationKind
from phohoa.domain.vietnamese import search_key, sort_key
from phohoa.extensions import WRITE_OPTION, db
from phohoa.models import (
    Branch,
    CommitteeTerm,
    DossierPaper,
    Organisation,
    PartyMember,
    Person,
    TrackingRun,
    User,
    UserBranch,
    Verification,
    Ward,
)
from phohoa.services import clock
from phohoa.services.passwords import hash_password

PASSWORD = "cây đa giếng nước"
#: One hash for all accounts of the tests: hashing is slow on purpose.
_HASH = hash_password(PASSWORD)
_numbers = count(1)


@contextmanager
def writing() -> Iterator[None]:
    """Rows of tests are written outside of commands; the guard against that is lifted for the block."""
    session = db.session()
    session.rollback()
    session.connection(execution_options={WRITE_OPTION: True})
    session.info["command"] = None
    try:
        yield
        session.commit()
    finally:
        session.info.pop("command", None)
        session.rollback()


def ward() -> Ward:
    row = Ward(
        id=1,
        name="Đảng bộ phường Phổ Hòa",
        place="Phổ Hòa",
        issuer="ĐẢNG ỦY PHƯỜNG PHỔ HÒA",
        parent_issuer="ĐẢNG BỘ THỊ XÃ ĐỨC PHỔ",
        upper_level="Thị ủy Đức Phổ",
        office_phone="0255 000 0000",
    )
    term = CommitteeTerm(ordinal="XVII", starts_on=date(2020, 6, 1), ends_on=date(2030, 6, 1))
    db.session.add_all([row, term])
    return row


def branch(name: str = "Chi bộ Tổ dân phố An Thử", *, practice: bool = False, **values: object) -> Branch:
    number = next(_numbers)
    row = Branch(
        **{
            "name": name,
            "short_name": name.removeprefix("Chi bộ "),
            "kind": BranchKind.RESIDENTIAL,
            "is_practice": practice,
            "opened_on": date(2015, 1, 1),
            "position": number,
            **values,
        }
    )
    db.session.add(row)
    db.session.flush()
    return row


def organisation(
    name: str = "Hội Nông dân phường", kind: OrganisationKind = OrganisationKind.FARMERS
) -> Organisation:
    row = Organisation(
        name=name,
        short_name=name.removesuffix(" phường"),
        kind=kind,
        opened_on=date(2015, 1, 1),
        position=next(_numbers),
    )
    db.session.add(row)
    db.session.flush()
    return row


def user(
    role: Role,
    username: str = "",
    *,
    branches: tuple[Branch, ...] = (),
    organisation: Organisation | None = None,
    must_change: bool = False,
) -> User:
    number = next(_numbers)
    row = User(
        username=username or f"{role.value.replace('_', '-')}{number}",
        full_name=f"Thử Nghiệm {role.value} {number}",
        position="",
        role=role,
        organisation_id=organisation.id if organisation else None,
        password_hash=_HASH,
        password_set_at=clock.now(),
        must_change_password=must_change,
        active=True,
        created_at=clock.now(),
        branches=[UserBranch(branch_id=b.id) for b in branches],
    )
    db.session.add(row)
    db.session.flush()
    return row


def member(branch: Branch, name: str = "Đảng Viên Thử", *, official: bool = True) -> PartyMember:
    row = PartyMember(
        branch_id=branch.id, full_name=name, sort_key=sort_key(name), is_official=official, birth_year=1965
    )
    db.session.add(row)
    db.session.flush()
    return row


def run(
    branch: Branch,
    name: str = "Nguyễn Thị Thử",
    stage: Stage = Stage.SOURCE,
    *,
    helper: PartyMember | None = None,
    since: date = date(2026, 1, 5),
    person: dict[str, object] | None = None,
    **values: object,
) -> TrackingRun:
    number = next(_numbers)
    human = Person(
        **{
            "key": f"test{number:028d}",
            "full_name": name,
            "search_key": search_key(name),
            "sort_key": sort_key(name),
            "birth_year": 1995,
            "birth_month": 4,
            "birth_day": 12,
            "consent_on": date(2025, 12, 1),
            "source_groups": [],
            **(person or {}),
        }
    )
    db.session.add(human)
    db.session.flush()
    row = TrackingRun(
        **{
            "person_id": human.id,
            "branch_id": branch.id,
            "stage": stage,
            "stage_since": since,
            "opened_on": since,
            "helper_id": helper.id if helper else None,
            "helper_since": since if helper else None,
            **values,
        }
    )
    db.session.add(row)
    db.session.flush()
    return row


def full_dossier(
    run: TrackingRun, day: date | None = None, *, introducers: tuple[PartyMember, ...] = ()
) -> list[DossierPaper]:
    """Every paper that the branch has before it when it votes, and at recognition, all of one day.

    `introducers`: by default the two official members of the branch who were entered first; where there is
    one only, a second is made. The person joins the youth union, for whoever is young and lives where it is.
    """
    made_on = day or run.dossier_started_on or run.stage_since
    members = list(introducers) or list(
        db.session.scalars(
            select(PartyMember)
            .where(PartyMember.branch_id == run.branch_id, PartyMember.is_official.is_(True))
            .where(PartyMember.left_on.is_(None))
            .order_by(PartyMember.id)
            .limit(2)
        )
    )
    branch = db.session.get(Branch, run.branch_id)
    while len(members) < 2:
        members.append(member(branch, f"Giới Thiệu Thử {next(_numbers)}"))
    human = db.session.get(Person, run.person_id)
    human.is_youth_union_member = human.is_trade_union_member = True
    papers = [
        Paper.APPLICATION,
        Paper.LIFE_HISTORY,
        Paper.UNION_RESOLUTION,
        Paper.OPINIONS,
        Paper.NEW_MEMBER_CERTIFICATE,
        Paper.SELF_REVIEW,
        Paper.HELPER_REMARKS,
        Paper.PROBATION_OPINIONS,
    ]
    kept = {"run_id": run.id, "branch_id": run.branch_id, "state": PaperState.RECEIVED}
    kept |= {"dated": made_on, "received_on": made_on}
    rows = [DossierPaper(paper=paper, ordinal=1, **kept) for paper in papers]
    rows += [
        DossierPaper(paper=Paper.INTRODUCTION, ordinal=number, member_id=one.id, **kept)
        for number, one in enumerate(members[:2], 1)
    ]
    db.session.add_all(rows)
    for subject in (VerificationSubject.SELF, VerificationSubject.PARENTS):
        db.session.add(
            Verification(
                run_id=run.id,
                branch_id=run.branch_id,
                subject=subject,
                asked_place="Đảng ủy xã Mẫu",
                asked_on=made_on,
                answered_on=made_on,
                concluded_on=made_on,
                concluded_by="Chi ủy Thử",
                conclusion=VerificationConclusion.CORRECT,
            )
        )
    db.session.flush()
    return rows


def actor_of(row: User) -> Actor:
    from phohoa.services.accounts import actor_of as make

    return make(row)


def at(text: str) -> datetime:
    """An aware moment of the ward's clocks from `YYYY-MM-DD HH:MM`."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=clock.ZONE)
