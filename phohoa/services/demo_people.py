"""The demo ward's people: their invented records, and the steps of their lives carried out one by one."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..domain.access import Action
from ..domain.deadlines import add_months
from ..domain.facts import Entry, Votes
from ..domain.moves import MOVE_OF
from ..domain.opinions import ReasonLeftParty
from ..domain.rulebook import AuthorityMode, authority_mode_on
from ..domain.stages import (
    CLOSED_STAGES,
    BasisKind,
    Education,
    Input,
    MoveCode,
    Sex,
    SourceGroup,
    Stage,
    VoteForm,
)
from ..domain.vietnamese import BirthDate, sort_key
from ..extensions import db
from ..models import HelperAssignment, PartyMember, Person, TrackingRun
from ..texts.demo import lives as words
from ..texts.demo import people as names
from . import clock
from .candidates import introduce
from .command import Caller, Command, command
from .demo_belonging import say_belonging
from .demo_lives import Life, Step
from .demo_world import World, kind_of
from .members import set_member_left
from .moves import apply_move
from .people import PersonInput
from .probation import keep_new_member_certificate
from .voting import reckoning_for

M = MoveCode
_BY_SCHOOLING = (Education.UPPER_SECONDARY, Education.VOCATIONAL, Education.COLLEGE, Education.UNIVERSITY)
_LEARNED = ("school", "health", "office")
#: A decision of the level that decides is at hand, and entered, so many days after its date.
PAPER_COMES_WITHIN = 2
#: Every so many-th person has a sealed citizen number, notes, only month and year of birth.
_NUMBERED, _NOTED, _WITHOUT_DAY = 9, 17, 13


def _groups(world: World, life: Life) -> tuple[str, tuple[str, ...]]:
    if "pupil" in life.traits:
        return names.PUPIL[0], (names.PUPIL[1],)
    found = names.WORK[kind_of(life.branch)]
    return found[life.number % len(found)]


def _birth(world: World, life: Life, main: str) -> BirthDate:
    rng, first, last = world.rng, life.steps[0].day, life.steps[-1].day
    youngest, oldest = {"youth": (19, 27), "militia": (19, 26), "veterans": (38, 52)}.get(main, (23, 44))
    if "young" in life.traits:
        youngest, oldest = 19, 22
    elif "former_member" in life.traits:
        youngest, oldest = 38, 46
    day = first - timedelta(days=365 * rng.randint(youngest, oldest) + rng.randint(20, 300))
    if "pupil" in life.traits:
        day = add_months(world.today, -12 * 17 - 3)
    elif "nearly_sixty" in life.traits:
        day = add_months(world.today, -12 * 60 + 4)
    elif "over_sixty" in life.traits:
        day = add_months(last, -12 * 60 - 1)
    elif "past_sixty" in life.traits:
        day = add_months(world.today, -12 * 60 - 2)
    elif "old" in life.traits:
        day = add_months(last, -12 * 57 - 5)
    if "only_year" in life.traits:
        return BirthDate(day.year)
    if life.number % _WITHOUT_DAY == 5 and not life.traits:
        return BirthDate(day.year, day.month)
    return BirthDate(day.year, day.month, day.day)


def _citizen_id(world: World, birth: BirthDate, female: bool) -> str:
    """Twelve digits that no card can bear: there is no province 000."""
    century = 2 * (birth.year // 100 - 19) + female
    return f"000{century}{birth.year % 100:02d}{world.rng.randint(0, 999999):06d}"


def record_of(world: World, life: Life) -> PersonInput:
    """What is typed of the person when it is introduced."""
    rng = world.rng
    occupation, groups = _groups(world, life)
    female = "women" in groups or (not {"veterans", "militia"} & set(groups) and rng.random() < 0.45)
    birth = _birth(world, life, groups[0])
    education: Education | None = rng.choice(_BY_SCHOOLING)
    if kind_of(life.branch) in _LEARNED:
        education = Education.UNIVERSITY
    elif "no_education" in life.traits:
        education = Education.PRIMARY if life.number % 2 else None
    organisation = names.INTRODUCED_BY.get(groups[0]) if rng.random() < 0.6 else None
    noted = life.number % _NOTED == 3
    former = "former_member" in life.traits
    return PersonInput(
        full_name=world.names.draw(female),
        birth=birth,
        sex=Sex.FEMALE if female else Sex.MALE,
        residence_group=_residence(world, life),
        occupation=occupation,
        education=education,
        phone=f"09000{life.number:05d}" if life.number % 4 else "",
        main_group=SourceGroup(groups[0]),
        other_groups=tuple(SourceGroup(group) for group in groups[1:]),
        introduced_by_id=world.organisation_ids.get(organisation or ""),
        introduced_on=life.steps[0].day,
        consent_on=None if "no_consent" in life.traits else life.steps[0].day,
        is_future_leader=life.number % 10 == 4,
        is_former_member=former,
        left_party_on=add_months(life.steps[0].day, -60) if former else None,
        left_party_reason=ReasonLeftParty.ASKED_FOR_FAMILY if former else None,
        citizen_id=_citizen_id(world, birth, female) if life.number % _NUMBERED == 1 else None,
        notes=words.PARKED
        if "parked" in life.traits
        else words.NOTES[life.number % len(words.NOTES)]
        if noted
        else None,
    )


def _residence(world: World, life: Life) -> str:
    if life.branch < len(names.RESIDENCES):
        return names.RESIDENCES[life.branch]
    return world.rng.choice(names.RESIDENCES)


def begin(world: World, life: Life) -> None:
    """Introduce the person to the branch, and say to which unions the person belongs."""
    data = record_of(world, life)
    life.run_id = introduce(world.for_branch(life.branch), world.branch_ids[life.branch], data).run_id
    say_belonging(world, life)


# --- steps -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Done:
    """What carrying out a step brought along: the run that goes on elsewhere."""

    new_run_id: int | None = None


def _free_helper(session: Session, run_id: int, alone: bool = False) -> int:
    """The official member of the run's branch who helps the fewest; `alone`: one whom few would ask."""
    run = session.get_one(TrackingRun, run_id)
    helping = (
        select(func.count(HelperAssignment.id))
        .where(HelperAssignment.member_id == PartyMember.id, HelperAssignment.ended_on.is_(None))
        .scalar_subquery()
    )
    rows = session.execute(
        select(PartyMember.id, helping)
        .where(PartyMember.branch_id == run.branch_id, PartyMember.is_official.is_(True))
        .where(PartyMember.left_on.is_(None))
        .order_by(PartyMember.id.desc() if alone else PartyMember.id)
    ).all()
    return int(min(rows, key=lambda row: row[1])[0])


@command(Action.INSTALLATION_SETUP)
def _carry_out(cx: Command, run_id: int, move: MoveCode, entry: Entry, vote: str) -> Done:
    """The move by the rules of its day. `vote`: how the branch or the committee voted, "" for no vote."""
    cx.allow()
    run = cx.session.get_one(TrackingRun, run_id)
    if vote:
        entry = replace(entry, votes=_votes(cx, run, move, vote == "failed", entry.happened_on or cx.today))
    if move is M.ASSIGN_HELPER:
        entry = replace(entry, helper=_free_helper(cx.session, run_id))
    event = apply_move(cx, run, move, entry)
    _keep_member(cx, run, move)
    return Done(event.data.get("new_run"))


def _votes(cx: Command, run: TrackingRun, move: MoveCode, failed: bool, day: date) -> Votes:
    mode = authority_mode_on(day)
    found = reckoning_for(cx.session, run.branch_id, move, day, mode)
    called = found.called() if found is not None else 1
    present = called - (called > 8) - (called > 14)
    in_favour = called // 2 if failed else present - (present > 12)
    return Votes(called, present, in_favour, present - in_favour, VoteForm.BALLOT, 0)


def _keep_member(cx: Command, run: TrackingRun, move: MoveCode) -> None:
    """The branch's list of members follows: on probation from the ceremony on, official once recognised."""
    person = cx.session.get_one(Person, run.person_id)
    if move is M.HOLD_CEREMONY:
        cx.session.add(
            PartyMember(
                branch_id=run.branch_id,
                full_name=person.full_name,
                sort_key=sort_key(person.full_name),
                birth_year=person.birth_year,
                is_official=False,
                joined_on=run.ceremony_on,
            )
        )
        return
    if move is not M.RECOGNISE and run.stage not in CLOSED_STAGES:
        return
    member = cx.session.scalar(
        select(PartyMember)
        .where(PartyMember.branch_id == run.branch_id, PartyMember.full_name == person.full_name)
        .where(PartyMember.joined_on == run.ceremony_on)
    )
    if member is None:
        return
    if run.stage is Stage.OFFICIAL:
        member.is_official = True
    else:
        member.left_on = run.closed_on


def take(world: World, life: Life, step: Step) -> None:
    """Carry out one step outside of a review, as the branch or the office enters it."""
    entry = entry_of(world, life, step)
    vote = ""
    if step.move in (M.RESOLVE_BRANCH, M.RESOLVE_COMMITTEE, M.PROPOSE_OFFICIAL, M.STRIKE_OFF):
        vote = "failed" if step.failed else "carried"
    done = _carry_out(_enters(world, life, step.move), life.run_id, step.move, entry, vote)
    if done.new_run_id is not None:
        life.run_id, life.branch = done.new_run_id, next_branch(life.branch)


_OF_BRANCH = frozenset(
    {
        M.ADD_SYMPATHISER,
        M.ASSIGN_HELPER,
        M.PROPOSE_CLASS,
        M.PROPOSE_START,
        M.RESOLVE_BRANCH,
        M.HOLD_CEREMONY,
        M.PROPOSE_OFFICIAL,
        M.REJECT_SOURCE,
        M.LEAVE,
        M.WITHDRAW,
        M.PAUSE,
        M.RESUME,
        M.MOVE_OUT,
        M.DECEASE,
        M.CLASS_NOT_SENT,
    }
)


def _enters(world: World, life: Life, move: MoveCode) -> Caller:
    return world.for_branch(life.branch) if move in _OF_BRANCH else world.for_office()


def next_branch(branch: int) -> int:
    """To which branch of the ward somebody moves: the next residential one."""
    return (branch + 1) % 10


_REASONS: dict[MoveCode, str] = {
    M.RESUME: words.RESUMED,
    M.ASSIGN_HELPER: words.NEW_HELPER,
    M.MOVE_BRANCH: words.MOVED_TO_BRANCH,
    M.NOT_APPROVED: words.NOT_APPROVED,
    M.RETURN_TO_LIST: words.BACK_TO_LIST,
    M.CLASS_NOT_SENT: words.CLASS_NOT_SENT,
    M.REFUSE_START: words.START_REFUSED,
    M.STRIKE_OFF: words.STRUCK_OFF,
    M.ANNUL: words.ANNULLED,
}


def _reason(step: Step) -> str:
    if step.move is M.PAUSE:
        return words.RESTING[step.reason]
    return _REASONS.get(step.move) or words.LEAVING.get(step.reason, "")


def entry_of(world: World, life: Life, step: Step) -> Entry:
    """What is typed for the step: its papers with their numbers, its reason, its day."""
    day, number = step.day, _paper(world, life, step.move, step.day)
    entry = Entry(
        happened_on=day,
        basis_on=day if number or step.move is M.WITHDRAW else None,
        basis_number=number,
        reason=_reason(step),
        reason_code=step.reason,
        answers=words.ANSWERS,
    )
    match step.move:
        case M.ADD_SYMPATHISER:
            together = day - timedelta(days=world.rng.randint(400, 900))
            return replace(entry, helper=helper_of(world, life), helper_together_since=together)
        case M.RECORD_CERTIFICATE:
            count = world.number("certificate", day.year) + 40
            number = words.CERTIFICATE.format(number=count, year=day.year)
            return replace(
                entry,
                certificate_number=number,
                certificate_on=day,
                certificate_issuer=words.CERTIFICATE_ISSUER,
            )
        case M.RECORD_DECISION | M.RECOGNISE | M.STRIKE_OFF | M.ANNUL:
            return _decided(world, entry, day)
        case M.HOLD_CEREMONY:
            return replace(entry, ceremony_on=day, place=words.CEREMONY_PLACE)
        case M.WITHDRAW:
            return replace(entry, basis_kind=BasisKind.STATEMENT)
        case M.MOVE_OUT:
            return replace(entry, to_place=words.LEAVING["moved_away"], reason="")
        case M.MOVE_BRANCH:
            return replace(entry, to_branch=world.branch_ids[next_branch(life.branch)])
    return entry


@command(Action.INSTALLATION_SETUP)
def _keep_certificate(cx: Command, run_id: int, number: str) -> None:
    cx.allow()
    run = cx.session.get_one(TrackingRun, run_id)
    if run.stage is Stage.PROBATIONARY:
        keep_new_member_certificate(cx, run, number, cx.today)


def end_class(world: World, life: Life) -> None:
    """The political centre gives the certificate of the class for new members."""
    year = clock.today().year
    number = words.NEW_MEMBER_CERTIFICATE.format(number=world.number("new member", year), year=year)
    _keep_certificate(world.for_office(), life.run_id, number)


def helper_of(world: World, life: Life) -> int:
    """The member whom the branch asks to help the person."""
    alone = "helper_left" in life.traits
    life.helper_id = _free_helper(db.session(), life.run_id, alone)
    return life.helper_id


def lose_helper(world: World, life: Life, day: date) -> None:
    """The helper leaves the branch; the person is left without one."""
    version = db.session.get_one(PartyMember, life.helper_id).version
    caller, branch_id = world.for_branch(life.branch), world.branch_ids[life.branch]
    set_member_left(caller, branch_id, life.helper_id, version, day)


def _paper(world: World, life: Life, move: MoveCode, day: date) -> str:
    if Input.BASIS_NUMBER not in MOVE_OF[move].inputs or move in (M.MOVE_OUT, M.MOVE_BRANCH):
        return ""
    if move in (M.SUBMIT, M.SUBMIT_UP):
        return words.LETTER.format(number=world.number("letter", day.year))
    if move in _OF_BRANCH:
        return resolution_number(world, life.branch, day)
    return words.COMMITTEE_RESOLUTION.format(number=world.number("committee", day.year))


def resolution_number(world: World, branch: int, day: date) -> str:
    """The next number of a resolution of the branch in the year."""
    return words.BRANCH_RESOLUTION.format(number=world.number("branch", branch, day.year))


def _decided(world: World, entry: Entry, day: date) -> Entry:
    town = authority_mode_on(day) is AuthorityMode.A
    # Numbers run through a term of the committee, five years from July on.
    term = (day.year * 12 + day.month - 7) // 60
    number = world.number("decision", town, term) + (200 if town else 0)
    form = words.TOWN_DECISION if town else words.WARD_DECISION
    return replace(
        entry,
        decision_number=form.format(number=number),
        decision_on=day,
        received_on=_received(world, day),
        issuing_body=words.TOWN_BODY if town else words.WARD_BODY,
    )


def _received(world: World, day: date) -> date:
    return min(day + timedelta(days=world.rng.randint(0, PAPER_COMES_WITHIN)), world.today)
