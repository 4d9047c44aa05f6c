"""The papers of one dossier as lines: each with how it stands, until when it serves, what is lacking."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from ..domain import conditions, paper_guards
from ..domain.conditions import Case
from ..domain.dossier import (
    LISTED,
    RENEWED,
    ListedPaper,
    Need,
    PaperFact,
    PaperList,
    PaperState,
    Standing,
    form_number,
    standing,
)
from ..domain.facts import Finding, RunFacts, Severity
from ..domain.introducers import Introduction
from ..domain.rulebook import AuthorityMode, Rules
from ..domain.stages import CLOSED_STAGES, NORMAL_WAY, Paper, Stage
from ..models import (
    Attachment,
    Branch,
    DossierPaper,
    PartyMember,
    Person,
    TrackingRun,
    Verification,
)
from .command import Context
from .dossier_facts import belonging_of, paper_facts, steps_as_papers, verification_facts
from .dossier_verifications import VerificationLine, line_of
from .rules import RuleBook, book_of
from .run_facts import facts_from
from .undoing import whole_ward


@dataclass(frozen=True)
class PaperLine:
    """One paper of the dossier.

    `standing` is None for what is only there if there is one. `by_step`: it follows from a recorded step and
    is not typed. `serves_until`: the last day on which it serves; `make_again`: it has to be made again since
    that day.
    """

    paper: Paper
    ordinal: int
    list: PaperList
    need: Need
    standing: Standing | None
    state: PaperState
    citation: str | None
    unchecked: bool
    form_number: str | None
    by_step: bool
    dated: date | None = None
    received_on: date | None = None
    number: str = ""
    issuer: str = ""
    member_id: int | None = None
    introducer: str | None = ""
    together_since: date | None = None
    name_on_paper: str = ""
    birth_on_paper: str = ""
    note: str = ""
    serves_until: date | None = None
    make_again: date | None = None
    scans: int = 0
    version: int = 0
    paper_id: int | None = None

    @property
    def key(self) -> str:
        """The line's name in forms and addresses: `introduction-2`."""
        return f"{self.paper.value}-{self.ordinal}"


@dataclass(frozen=True)
class Stored:
    """The rows of a dossier, read once."""

    run: TrackingRun
    person: Person
    branch: Branch
    papers: list[tuple[DossierPaper, PartyMember | None]]
    verifications: tuple[VerificationLine, ...]
    facts: RunFacts
    book: RuleBook


def _walked(run: TrackingRun) -> Stage:
    """The stage on the way that counts: that before a pause; the last one for a run that ended."""
    stage = run.paused_from or run.stage
    if stage in NORMAL_WAY:
        return stage
    return Stage.DOSSIER


def lacking(facts: RunFacts, rules: Rules, today: date) -> tuple[Finding, ...]:
    """What the dossier lacks for the next step that asks for papers, as findings that block."""
    stage = facts.paused_from if facts.stage is Stage.PAUSED else facts.stage
    case = Case(facts, rules, today, today)
    if stage in (Stage.START_PROPOSED, Stage.DOSSIER):
        found = [
            *conditions.certificate(case),
            *paper_guards.dossier_age(case),
            *paper_guards.before_vote(case),
        ]
    elif stage is Stage.BRANCH_RESOLVED:
        found = list(paper_guards.with_submission(case))
    elif stage is Stage.COMMITTEE_RESOLVED:
        found = list(paper_guards.with_submission_up(case))
    elif stage is Stage.PROBATIONARY:
        found = list(paper_guards.at_recognition(case))
    else:
        return ()
    return tuple(one for one in found if one.severity is not Severity.INFO)


def read_dossier(
    cx: Context,
    run: TrackingRun,
    person: Person,
    branch: Branch,
    book: RuleBook | None = None,
    requests: Sequence[Verification] | None = None,
) -> Stored:
    """The papers and verifications of a run at hand, and the facts made of them.

    One select for the papers, and one for each of the rule book and the requests that is not at hand.
    """
    with whole_ward(cx):
        found = cx.session.execute(
            select(DossierPaper, PartyMember)
            .outerjoin(PartyMember, PartyMember.id == DossierPaper.member_id)
            .where(DossierPaper.run_id == run.id)
            .order_by(DossierPaper.id)
        ).all()
    rows: list[tuple[DossierPaper, PartyMember | None]] = [(row[0], row[1]) for row in found]
    asked = list(
        cx.session.scalars(
            select(Verification).where(Verification.run_id == run.id).order_by(Verification.id)
        )
        if requests is None
        else requests
    )
    book = book or book_of(cx.session)
    facts = replace(
        facts_from(run, person, None, cx.today),
        papers=paper_facts(run, [(row, one.is_official if one else None) for row, one in rows]),
        verifications=verification_facts(asked),
        belonging=belonging_of(branch, person),
    )
    return Stored(run, person, branch, rows, tuple(line_of(row, book) for row in asked), facts, book)


def judged_on(run: TrackingRun, list_: PaperList, today: date) -> date:
    """A paper of the first list is judged as of the branch's vote once it has voted."""
    if list_ is PaperList.BEFORE_VOTE and run.branch_resolution_on is not None:
        return run.branch_resolution_on
    if list_ is PaperList.AT_RECOGNITION and run.official_proposed_on is not None:
        return run.official_proposed_on
    return today


_SHOWN_FROM = {PaperList.AFTER_VOTE: Stage.BRANCH_RESOLVED, PaperList.AT_RECOGNITION: Stage.PROBATIONARY}


class Lines:
    """Makes the lines of one dossier."""

    def __init__(
        self, cx: Context, stored: Stored, rules: Rules, mode: AuthorityMode, asked: Introduction
    ) -> None:
        self.cx, self.stored, self.rules, self.asked, self.mode = cx, stored, rules, asked, mode
        self.today, self.run = cx.today, stored.run
        self.since = paper_guards.made_since(stored.facts, rules, self._vote_day())
        self.rows = {(row.paper, row.ordinal): (row, member) for row, member in stored.papers}
        self.steps = steps_as_papers(stored.run)
        self.scans = self._scans()

    def _vote_day(self) -> date:
        return judged_on(self.run, PaperList.BEFORE_VOTE, self.today)

    def _scans(self) -> dict[int, int]:
        counted = self.cx.session.execute(
            select(Attachment.paper_id, func.count(Attachment.id))
            .join(DossierPaper, DossierPaper.id == Attachment.paper_id)
            .where(DossierPaper.run_id == self.run.id, Attachment.removed_at.is_(None))
            .group_by(Attachment.paper_id)
        )
        return {row[0]: row[1] for row in counted}

    def all(self) -> tuple[PaperLine, ...]:
        walked = NORMAL_WAY.index(_walked(self.run))
        if self.run.stage in CLOSED_STAGES:
            walked = len(NORMAL_WAY)
        found: list[PaperLine] = []
        for listed in LISTED:
            least = _SHOWN_FROM.get(listed.list)
            if least is not None and walked < NORMAL_WAY.index(least):
                continue
            found += [self._line(listed, ordinal) for ordinal in self._ordinals(listed.paper)]
        return tuple(line for line in found if self._belongs(line))

    def _ordinals(self, paper: Paper) -> list[int]:
        if paper is not Paper.INTRODUCTION:
            return [1]
        there = [ordinal for kind, ordinal in self.rows if kind is paper]
        return list(range(1, max([self.asked.members, *there]) + 1))

    def _belongs(self, line: PaperLine) -> bool:
        """What is only there if there is one: shown when asked for, or when it was recorded."""
        if (line.paper, line.ordinal) in self.rows or line.paper in self.steps:
            return True
        if line.paper is Paper.UNION_RESOLUTION:
            return self.asked.union is not None
        if line.paper is Paper.SUPPLEMENTARY_VERIFICATION:
            return self.since is not None
        if line.paper is Paper.COMMITTEE_RESOLUTION:
            return self.mode is AuthorityMode.A
        return True

    def _need(self, listed: ListedPaper) -> Need:
        if listed.paper is Paper.UNION_RESOLUTION and self.asked.union is not None:
            return Need.REQUIRED
        if listed.paper is Paper.SUPPLEMENTARY_VERIFICATION and self.since is not None:
            return Need.REQUIRED
        return listed.need

    def _line(self, listed: ListedPaper, ordinal: int) -> PaperLine:
        row, member = self.rows.get((listed.paper, ordinal), (None, None))
        fact = self._fact(listed.paper, ordinal)
        citation, unchecked = self.rules.cites(listed.citation) if listed.citation else (None, False)
        renewed = listed.paper in RENEWED
        on = judged_on(self.run, listed.list, self.today)
        how: Standing | None = standing(fact, on, self.since if renewed else None)
        if listed.paper is Paper.VERIFICATION:
            how = self._verified(on)
        need = self._need(listed)
        if need is not Need.REQUIRED and how is Standing.MISSING:
            how = None
        line = PaperLine(
            paper=listed.paper,
            ordinal=ordinal,
            list=listed.list,
            need=need,
            standing=how,
            state=fact.state if fact is not None else PaperState.MISSING,
            citation=citation,
            unchecked=unchecked,
            form_number=form_number(listed.paper, on),
            by_step=listed.paper in self.steps
            or (listed.from_run and listed.paper is not Paper.NEW_MEMBER_CERTIFICATE),
            serves_until=self._until(listed.paper, fact),
            make_again=self.since if how is Standing.STALE else None,
        )
        if row is not None and not (line.by_step and row.state is PaperState.MISSING):
            return self._stored(line, row, member)
        if listed.paper in self.steps:
            day, number, issuer = self.steps[listed.paper]
            return replace(line, dated=day, number=number, issuer=issuer)
        return line

    def _stored(self, line: PaperLine, row: DossierPaper, member: PartyMember | None) -> PaperLine:
        here = member is not None and member.branch_id == self.run.branch_id
        return replace(
            line,
            state=row.state,
            dated=row.dated,
            received_on=row.received_on,
            number=row.number,
            issuer=row.issuer,
            member_id=row.member_id,
            # The name of another branch's member is none of this one's.
            introducer=(member.full_name if here or self.cx.sees_all else None) if member else "",
            together_since=row.together_since,
            name_on_paper=row.name_on_paper,
            birth_on_paper=row.birth_on_paper,
            note=row.note,
            scans=self.scans.get(row.id, 0),
            version=row.version,
            paper_id=row.id,
        )

    def _fact(self, paper: Paper, ordinal: int) -> PaperFact | None:
        return next(
            (one for one in self.stored.facts.papers if one.paper is paper and one.ordinal == ordinal), None
        )

    def _verified(self, on: date) -> Standing:
        case = Case(self.stored.facts, self.rules, on, self.today)
        return Standing.MISSING if any(paper_guards.verified(case)) else Standing.SERVES

    def _until(self, paper: Paper, fact: PaperFact | None) -> date | None:
        if fact is None or fact.day is None or self.run.branch_resolution_on is not None:
            return None
        if paper is Paper.CLASS_CERTIFICATE:
            return conditions.certificate_until(fact.day, self.rules)
        started = self.since or self.run.dossier_started_on
        if paper in RENEWED and started is not None and (self.since is None or fact.day >= self.since):
            return conditions.dossier_until(started, self.rules)
        return None
