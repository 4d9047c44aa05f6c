"""What the rules may know of a run, gathered from its rows."""

from dataclasses import replace
from datetime import date

from sqlalchemy import func, or_, select

from ..domain.facts import RunFacts
from ..domain.vietnamese import BirthDate
from ..models import Branch, HelperAssignment, PartyMember, Person, TrackingRun
from .command import Context
from .dossier_facts import belonging_of, papers_and_verifications


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
        failed_votes=run.failed_votes,
        over_age_consent=run.over_age_consent,
        education_exempt=run.education_exempt,
        paused_from=run.paused_from,
    )


def facts_of(cx: Context, run: TrackingRun, person: Person, helper: PartyMember | None) -> RunFacts:
    """The same with the branch, the history of helpers and the dossier (three to five selects)."""
    papers, verifications = papers_and_verifications(cx, run)
    members = cx.session.scalar(
        select(func.count(PartyMember.id))
        .where(PartyMember.branch_id == run.branch_id, PartyMember.is_official.is_(True))
        .where(or_(PartyMember.left_on.is_(None), PartyMember.left_on > cx.today))
    )
    helped = cx.session.scalars(
        select(HelperAssignment).where(HelperAssignment.run_id == run.id).order_by(HelperAssignment.id)
    ).all()
    current = helped[-1] if helped and helped[-1].ended_on is None else None
    return replace(
        facts_from(run, person, helper, cx.today),
        branch_official_members=members or None,
        papers=papers,
        verifications=verifications,
        belonging=belonging_of(cx.session.get(Branch, run.branch_id), person),
        helper_together_since=current.together_since if current else None,
        # The 12 months together are not asked of one who takes over (QD 294, 3.2.2).
        helper_is_replacement=len(helped) > (current is not None) or run.previous_run_id is not None,
    )
