"""What the rules may know of a run, gathered from its rows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import func, or_, select

from ..domain.facts import Obligation, RunFacts
from ..domain.opinions import Opinion, OpinionKind, answer_on
from ..domain.stages import Stage
from ..domain.vietnamese import BirthDate
from ..models import (
    Branch,
    HelperAssignment,
    PartyMember,
    Person,
    RunObligation,
    TrackingRun,
    UpperOpinion,
    Verification,
)
from .command import Context
from .dossier_facts import belonging_of, papers_and_verifications
from .run_rows import rows_of_run
from .undoing import whole_ward


def birth_of(person: Person) -> BirthDate:
    """The birth date of a person as far as it is known."""
    return BirthDate(person.birth_year, person.birth_month, person.birth_day)


def facts_from(
    run: TrackingRun,
    person: Person,
    helper: PartyMember | None,
    today: date,
) -> RunFacts:
    """What the rules may know of a run, from rows at hand (no select)."""
    return RunFacts(
        stage=run.stage,
        stage_since=run.stage_since,
        birth=birth_of(person),
        sex=person.sex,
        education=person.education,
        consent_on=person.consent_on,
        is_former_member=person.is_former_member,
        left_party_on=person.left_party_on,
        left_party_reason=person.left_party_reason,
        sentence_cleared_on=person.sentence_cleared_on,
        readmissions=person.readmissions,
        has_helper=helper is not None,
        helper_since=run.helper_since,
        helper_official=helper is not None and helper.is_official,
        helper_active=helper is not None
        and helper.branch_id == run.branch_id
        and (helper.left_on is None or helper.left_on > today),
        sympathiser_on=run.sympathiser_on,
        class_proposed_on=run.class_proposed_on,
        certificate_number=run.certificate_number,
        certificate_on=run.certificate_on,
        start_proposed_on=run.start_proposed_on,
        dossier_started_on=run.dossier_started_on,
        papers_renewed_on=run.papers_renewed_on,
        branch_resolution_on=run.branch_resolution_on,
        committee_resolution_on=run.committee_resolution_on,
        submitted_on=run.submitted_on,
        decision_on=run.decision_on,
        decision_received_on=run.decision_received_on,
        ceremony_on=run.ceremony_on,
        probation_ends_on=run.probation_ends_on,
        official_proposed_on=run.official_proposed_on,
        official_on=run.official_on,
        new_member_certificate_number=run.new_member_certificate_number,
        new_member_certificate_on=run.new_member_certificate_on,
        failed_votes=run.failed_votes,
        over_age_consent=run.over_age_consent,
        education_exempt=run.education_exempt,
        special_opinion_needed=run.special_opinion_needed,
        paused_from=run.paused_from,
    )


def opinions_from(rows: Iterable[UpperOpinion]) -> tuple[Opinion, ...]:
    """What the level above was asked about a run, and answered."""
    return tuple(Opinion(row.kind, row.asked_on, row.answered_on, row.agreed) for row in rows)


def _readmitted_here(cx: Context, person: Person) -> int:
    """How often the ward itself admitted a former member again."""
    with whole_ward(cx):
        return (
            cx.session.scalar(
                select(func.count(TrackingRun.id))
                .where(TrackingRun.person_id == person.id, TrackingRun.is_readmission.is_(True))
                .where(TrackingRun.ceremony_on.is_not(None), TrackingRun.closed_on.is_not(None))
                .where(TrackingRun.stage.not_in((Stage.MOVED_AWAY, Stage.ANNULLED)))
            )
            or 0
        )


def facts_of(
    cx: Context, run: TrackingRun, person: Person, helper: PartyMember | None, day: date | None = None
) -> RunFacts:
    """The same with the branch on a day, the helpers, the dossier, the opinions and the failed votes."""
    day = day or cx.today
    rows = rows_of_run(cx, run.id, Verification, HelperAssignment, UpperOpinion)
    papers, verifications = papers_and_verifications(cx, run, rows.of(Verification))
    members = cx.session.scalar(
        select(func.count(PartyMember.id))
        .where(PartyMember.branch_id == run.branch_id, PartyMember.is_official.is_(True))
        .where(or_(PartyMember.joined_on.is_(None), PartyMember.joined_on <= day))
        .where(or_(PartyMember.left_on.is_(None), PartyMember.left_on > day))
    )
    helped = rows.of(HelperAssignment)
    current = helped[-1] if helped and helped[-1].ended_on is None else None
    opinions = opinions_from(rows.of(UpperOpinion))
    facts = facts_from(run, person, helper, day)
    return replace(
        facts,
        branch_official_members=members or None,
        papers=papers,
        verifications=verifications,
        belonging=belonging_of(cx.session.get(Branch, run.branch_id), person),
        helper_together_since=current.together_since if current else None,
        # The 12 months together are not asked of one who takes over (QD 294, 3.2.2; HD 06, 3.9 a).
        helper_is_replacement=len(helped) > (current is not None)
        or run.previous_run_id is not None
        or bool(run.arrived_from),
        opinions=opinions,
        # The flags of the row say what holds today; where there are answers, their days decide.
        over_age_consent=facts.over_age_consent and not _answered(opinions, OpinionKind.OVER_AGE),
        education_exempt=facts.education_exempt and not _answered(opinions, OpinionKind.EDUCATION),
        readmissions=facts.readmissions + (_readmitted_here(cx, person) if person.is_former_member else 0),
        failed_vote_on=_failed_vote_on(cx, run) if run.failed_votes else None,
    )


def _answered(opinions: tuple[Opinion, ...], kind: OpinionKind) -> bool:
    return answer_on(opinions, kind, date.max) is not None


def _failed_vote_on(cx: Context, run: TrackingRun) -> date | None:
    return cx.session.scalar(
        select(func.max(RunObligation.arose_on)).where(
            RunObligation.run_id == run.id, RunObligation.obligation == Obligation.REPORT_UPWARD
        )
    )
