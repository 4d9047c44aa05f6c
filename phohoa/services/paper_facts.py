"""What a paper of the process takes from the rows: the person, the run, its steps, the ward, the rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from ..domain.access import Role
from ..domain.errors import NotFound, Refused
from ..domain.papers import PaperField, PaperForm, PaperIssuer, PaperSpec
from ..domain.rulebook import AuthorityMode, Rules
from ..domain.stages import MoveCode, Stage
from ..domain.units import BranchKind
from ..domain.vietnamese import fold
from ..models import (
    Branch,
    Organisation,
    PartyMember,
    Person,
    RunEvent,
    TrackingRun,
    UpperOpinion,
    User,
    Verification,
    Ward,
)
from ..texts import paper_words as words
from ..texts.labels import label
from .command import Context
from .rules import RuleBook, book_of
from .run_rows import rows_of_run

F = PaperField


@dataclass(frozen=True)
class PaperFacts:
    """The rows behind the papers of one run, read once."""

    ward: Ward
    branch: Branch
    run: TrackingRun
    person: Person
    helper: PartyMember | None
    events: tuple[RunEvent, ...]
    #: What the level above was asked about the run, in the order in which it was recorded.
    opinions: tuple[UpperOpinion, ...]
    book: RuleBook
    today: date
    #: The branch that voted, where the person has moved to another one since.
    voted_in: str

    @property
    def committee(self) -> str:
        """The ward's committee by its name in running text."""
        return words.committee_name(self.ward.name)

    @property
    def moves_done(self) -> frozenset[MoveCode]:
        """The steps that are recorded and not taken back."""
        return frozenset(MoveCode(event.move) for event in self.events)

    def event_of(self, move: MoveCode | None) -> RunEvent | None:
        """The last step of a kind."""
        return next((event for event in reversed(self.events) if event.move == move), None)

    def day_of(self, spec: PaperSpec) -> date:
        """The day whose rules count: that of the step or decision that the paper documents, else today."""
        event = self.event_of(spec.move)
        if event is not None:
            return event.happened_on
        if spec.form is PaperForm.ADMISSION_DECISION and self.run.decision_on is not None:
            return self.run.decision_on
        if spec.form in _RECOGNISED and self.run.official_decision_on is not None:
            return self.run.official_decision_on
        return self.today

    def mode(self, spec: PaperSpec) -> AuthorityMode:
        """Who decides on the day of the paper."""
        return self.book.mode_on(self.day_of(spec))

    def rules(self, day: date) -> Rules:
        """The rules of a day."""
        return self.book.rules_on(day)

    @property
    def is_probation(self) -> bool:
        """Whether the person has been admitted."""
        return self.run.ceremony_on is not None and self.run.stage in _ADMITTED

    @property
    def deciding(self) -> str:
        """The body that decides on admission on the level above."""
        return self.ward.upper_level


_RECOGNISED = frozenset({PaperForm.COMMITTEE_RECOGNITION, PaperForm.RECOGNITION_DECISION})
_ADMITTED = frozenset({Stage.PROBATIONARY, Stage.OFFICIAL_PROPOSED, Stage.OFFICIAL})
_MOVED = (MoveCode.MOVE_OUT, MoveCode.MOVE_BRANCH)


def living_events(events: Iterable[RunEvent]) -> tuple[RunEvent, ...]:
    """The moves and changes of helper that were not taken back, in their order."""
    rows = list(events)
    undone = {event.cancels_id for event in rows if event.cancels_id is not None}
    return tuple(event for event in rows if event.kind in ("move", "helper") and event.id not in undone)


def facts_of(cx: Context, run: TrackingRun) -> PaperFacts:
    """The facts of a loaded run (three selects). Raises Refused before the ward is set up."""
    found = cx.session.execute(
        select(Branch, Person, Ward, PartyMember)
        .select_from(Branch)
        .join(Person, Person.id == run.person_id)
        .outerjoin(Ward, Ward.id == 1)
        .outerjoin(PartyMember, PartyMember.id == run.helper_id)
        .where(Branch.id == run.branch_id)
    ).first()
    if found is None:
        raise NotFound
    branch, person, ward, helper = found
    if ward is None:
        raise Refused("head_incomplete")
    rows = rows_of_run(cx, run.id, RunEvent, UpperOpinion)
    living = living_events(rows.of(RunEvent))
    return PaperFacts(
        ward=ward,
        branch=branch,
        run=run,
        person=person,
        helper=helper,
        events=living,
        opinions=tuple(rows.of(UpperOpinion)),
        book=book_of(cx.session),
        today=cx.today,
        voted_in=_voted_in(cx, run, living),
    )


def _voted_in(cx: Context, run: TrackingRun, events: tuple[RunEvent, ...]) -> str:
    """The name of the branch that voted before the person moved; "" if it is this one or hidden."""
    if run.previous_run_id is None or run.branch_resolution_on is None:
        return ""
    if any(event.move == MoveCode.RESOLVE_BRANCH for event in events):
        return ""
    name = cx.session.scalar(
        select(Branch.name)
        .join(TrackingRun, TrackingRun.branch_id == Branch.id)
        .where(TrackingRun.id == run.previous_run_id, TrackingRun.branch_id != run.branch_id)
    )
    return name or ""


def typed_first(cx: Context, facts: PaperFacts, spec: PaperSpec) -> dict[str, str]:
    """What the fields of the paper hold before anybody typed: everything that the rows know."""
    found: dict[PaperField, str] = {}
    event = facts.event_of(spec.move)
    if event is not None:
        found |= _from_event(event)
        if spec.issuer is PaperIssuer.BRANCH or spec.form is PaperForm.COMMITTEE_ADMISSION:
            found[F.NUMBER] = event.basis_number
        found[F.DATED] = _day(event.basis_on or event.happened_on)
        found[F.MEETING_ON] = _day(event.happened_on)
    run = facts.run
    if spec.form is PaperForm.ADMISSION_DECISION:
        found |= {F.NUMBER: run.decision_number, F.DATED: _day(run.decision_on)}
    elif spec.form is PaperForm.RECOGNITION_DECISION:
        found |= {F.NUMBER: run.official_decision_number, F.DATED: _day(run.official_decision_on)}
    proposal = facts.event_of(MoveCode.PROPOSE_OFFICIAL)
    if spec.form in _RECOGNISED:
        if proposal is not None:
            found |= {F.BRANCH_NUMBER: proposal.basis_number, F.BRANCH_ON: _day(proposal.happened_on)}
    else:
        found |= {F.BRANCH_NUMBER: run.branch_resolution_number, F.BRANCH_ON: _day(run.branch_resolution_on)}
    if spec.issuer is PaperIssuer.BRANCH:
        found |= _branch_meeting(cx, facts, event)
    else:
        found |= _committee(cx, spec)
    found |= _addressee(cx, facts, spec)
    names = {
        "committee": facts.committee,
        "branch": facts.branch.name,
        "upper": facts.ward.upper_level,
    }
    found[F.RECIPIENTS] = "\n".join(line.format(**names) for line in words.RECIPIENTS[spec.form])
    found[F.AUTHORITY] = words.AUTHORITIES[spec.form]
    return {name.value: text for name, text in found.items() if name in spec.fields and text}


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day is not None else ""


def _from_event(event: RunEvent) -> dict[PaperField, str]:
    typed: Mapping[str, Any] = event.data.get("typed", {})
    found = {F.CALLED: "called", F.IN_FAVOUR: "in_favour", F.AGAINST: "against", F.BLANK: "blank"}
    return {
        **{name: str(typed[code]) for name, code in found.items() if typed.get(code) is not None},
        **{
            name: str(typed["present"])
            for name in (F.PRESENT_OFFICIAL, F.PRESENT)
            if typed.get("present") is not None
        },
    }


def _branch_meeting(cx: Context, facts: PaperFacts, event: RunEvent | None) -> dict[PaperField, str]:
    day = event.happened_on if event is not None else cx.today
    members = cx.session.scalars(
        select(PartyMember)
        .where(PartyMember.branch_id == facts.branch.id)
        .where(or_(PartyMember.left_on.is_(None), PartyMember.left_on > day))
        .where(or_(PartyMember.joined_on.is_(None), PartyMember.joined_on <= day))
    ).all()
    official = sum(member.is_official for member in members)
    found = {
        F.MEMBERS_OFFICIAL: str(official) if members else "",
        F.MEMBERS_PROBATIONARY: str(len(members) - official) if members else "",
    }
    for duty, position in (
        (words.SECRETARY_DUTY, words.SECRETARY_POSITION),
        (words.DEPUTY_DUTY, words.DEPUTY_POSITION),
    ):
        leads = next((one for one in members if fold(one.duty).startswith(duty)), None)
        if leads is not None:
            return found | {
                F.CHAIR: leads.full_name,
                F.CHAIR_POSITION: leads.duty,
                F.SIGNATORY: leads.full_name,
                F.POSITION: position,
            }
    return found | {F.POSITION: words.SECRETARY_POSITION}


def _committee(cx: Context, spec: PaperSpec) -> dict[PaperField, str]:
    signatories = cx.session.scalars(
        select(User).where(User.role == Role.SIGNATORY, User.active).limit(2)
    ).all()
    found = {F.POSITION: words.SECRETARY_POSITION}
    if len(signatories) != 1:
        return found
    (one,) = signatories
    deputy = fold(one.position).startswith(words.DEPUTY_DUTY)
    return found | {
        F.SIGNATORY: one.full_name,
        F.CHAIR: one.full_name,
        F.CHAIR_POSITION: one.position,
        F.POSITION: words.DEPUTY_POSITION if deputy else words.SECRETARY_POSITION,
    }


def open_verification(cx: Context, run_id: int) -> Verification | None:
    """The first request to verify that has not been sent yet."""
    return cx.session.scalar(
        select(Verification)
        .where(Verification.run_id == run_id, Verification.letter_number == "")
        .where(Verification.exempt_reason == "", Verification.asked_place != "")
        .order_by(Verification.id)
        .limit(1)
    )


def _addressee(cx: Context, facts: PaperFacts, spec: PaperSpec) -> dict[PaperField, str]:
    if spec.form is PaperForm.VERIFICATION_REQUEST:
        asked = open_verification(cx, facts.run.id)
        if asked is None:
            return {}
        return {F.ADDRESSEE: asked.asked_place, F.VERIFIED: label(asked.subject)}
    if spec.form is PaperForm.CONSIDERATION:
        moved = next((event for event in reversed(facts.events) if event.move in _MOVED), None)
        if moved is not None:
            typed = moved.data.get("typed", {})
            if typed.get("to_place"):
                return {F.ADDRESSEE: str(typed["to_place"])}
            if typed.get("to_branch"):
                branch = cx.session.get(Branch, typed["to_branch"])
                return {F.ADDRESSEE: branch.name} if branch is not None else {}
    return {}


def introduced_by(cx: Context, person: Person) -> str:
    """The organisation that introduced the person; "" for none."""
    if person.introduced_by_id is None:
        return ""
    organisation = cx.session.get(Organisation, person.introduced_by_id)
    return organisation.name if organisation is not None else ""


def is_residential(branch: Branch) -> bool:
    """Whether the branch is that of a residential group."""
    return branch.kind is BranchKind.RESIDENTIAL
