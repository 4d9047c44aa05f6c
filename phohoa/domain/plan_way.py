"""Which steps are left of a run's way, and what binds each: the model that planning.py describes."""

from __future__ import annotations

from datetime import date

from . import conditions
from .deadlines import add_months, last_day_of_month
from .dues import verification_due
from .entry_guards import ceremony_clock
from .facts import RunFacts
from .plan_chain import Chain, Node
from .plan_days import PlanDays, Why, WhyCode
from .plan_steps import Goal, Obstacle, Pace, PlanFacts, PlanNote, PlanStep
from .rulebook import AuthorityMode, RuleCode
from .sessions import SessionKind
from .stages import Education, Stage
from .training import ClassKind

_FIRST_STEP: dict[Stage, PlanStep] = {
    Stage.SOURCE: PlanStep.LIST,
    Stage.SYMPATHISER: PlanStep.PROPOSE_CLASS,
    Stage.CLASS_PROPOSED: PlanStep.ATTEND_CLASS,
    Stage.CLASS_DONE: PlanStep.PROPOSE_START,
    Stage.START_PROPOSED: PlanStep.PERMIT_START,
    Stage.DOSSIER: PlanStep.COMPLETE_DOSSIER,
    Stage.BRANCH_RESOLVED: PlanStep.RESOLVE_COMMITTEE,
    Stage.COMMITTEE_RESOLVED: PlanStep.SUBMIT,
    Stage.SUBMITTED: PlanStep.DECIDE,
    Stage.DECIDED: PlanStep.CEREMONY,
}
_ADMISSION = tuple(PlanStep)[: list(PlanStep).index(PlanStep.CEREMONY) + 1]


def stage_of(facts: RunFacts) -> Stage | None:
    """The stage of a run; that from which a paused one was taken."""
    return facts.paused_from if facts.stage is Stage.PAUSED else facts.stage


class Way:
    """The steps left of one run at one pace, with what the plan has to say besides."""

    def __init__(self, case: PlanFacts, days: PlanDays, pace: Pace, goal: Goal) -> None:
        self.case, self.days, self.pace = case, days, pace
        self.chain = Chain(days)
        self.notes: list[PlanNote] = []
        self.obstacles: list[Obstacle] = []
        if goal is Goal.RECOGNITION:
            self._recognition()
        else:
            self._admission(goal)

    def _cited(self, code: WhyCode, rule: RuleCode, day: date) -> Why:
        rules = self.days.rules
        return Why(code, day, rule=rule, citation=rules.citation(rule), unchecked=rules.unchecked(rule))

    def _waits(self, node: Node, rule: RuleCode, start: date) -> None:
        """A limit of another body that runs already."""
        if not self.chain.limit_from(node, rule, start):
            self.notes.append(PlanNote.LIMIT_PASSED)

    # --- to admission --------------------------------------------------------------------------------------

    def _admission(self, goal: Goal) -> None:
        facts, days = self.case.facts, self.days
        stage = stage_of(facts)
        if stage is None or stage not in _FIRST_STEP:
            return
        first = _FIRST_STEP[stage]
        if stage in (Stage.SYMPATHISER, Stage.CLASS_PROPOSED) and self._certificate_serves():
            first = PlanStep.PROPOSE_START
        if stage is Stage.DOSSIER and self.case.is_complete:
            first = PlanStep.RESOLVE_BRANCH
        left = [step for step in _ADMISSION if _ADMISSION.index(step) >= _ADMISSION.index(first)]
        if days.mode is not AuthorityMode.A and PlanStep.RESOLVE_COMMITTEE in left:
            left.remove(PlanStep.RESOLVE_COMMITTEE)
        if goal is Goal.DECISION:
            left.remove(PlanStep.CEREMONY)
        previous: PlanStep | None = None
        for step in left:
            self._step(step, previous)
            previous = step
        if PlanStep.RESOLVE_BRANCH in left:
            self._education()
            self._window_of_the_vote(self.chain.nodes[PlanStep.RESOLVE_BRANCH])

    def _certificate_serves(self) -> bool:
        issued = self.case.facts.certificate_on
        return issued is not None and conditions.certificate_until(issued, self.days.rules) >= self.days.today

    def _step(self, step: PlanStep, previous: PlanStep | None) -> None:
        chain = self.chain
        match step:
            case PlanStep.LIST:
                chain.meeting(chain.add(step))
            case PlanStep.PROPOSE_CLASS:
                # Added to the list at one meeting, proposed at a later one.
                chain.meeting(chain.add(step, previous, gap=1))
            case PlanStep.ATTEND_CLASS:
                chain.attend(chain.add(step), ClassKind.AWARENESS, previous, self.case.accepted)
            case PlanStep.PROPOSE_START | PlanStep.RESOLVE_BRANCH:
                chain.meeting(chain.add(step, previous))
            case PlanStep.PERMIT_START:
                in_b = self.days.mode is AuthorityMode.B
                body = SessionKind.STANDING_COMMITTEE if in_b else SessionKind.COMMITTEE
                chain.session(chain.add(step, previous), body)
            case PlanStep.COMPLETE_DOSSIER:
                self._dossier(previous)
            case PlanStep.RESOLVE_COMMITTEE:
                chain.session(chain.add(step, previous), SessionKind.COMMITTEE)
            case PlanStep.SUBMIT:
                chain.add(step, previous)
            case PlanStep.DECIDE:
                since = self.case.facts.branch_resolution_on
                self._decision(chain.add(step), previous, PlanStep.RESOLVE_BRANCH, since)
            case _:
                self._ceremony(previous)

    def _dossier(self, previous: PlanStep | None) -> None:
        case, days = self.case, self.days
        rule = RuleCode.VERIFICATION_HOME_DAYS
        if previous is not None:
            if self.pace is Pace.QUICK:
                self.chain.add(PlanStep.COMPLETE_DOSSIER, previous)
            else:
                self.chain.limit(self.chain.add(PlanStep.COMPLETE_DOSSIER), previous, rule)
            return
        node = self.chain.add(PlanStep.COMPLETE_DOSSIER)
        if self.pace is Pace.QUICK or case.is_verified:
            return
        for request in case.requests:
            due = verification_due(request, days.rules, days.today, days.holidays)
            if due is not None and due.started_on is not None:
                abroad = RuleCode.VERIFICATION_ABROAD_DAYS
                self._waits(node, abroad if request.is_abroad else rule, due.started_on)
            elif request.is_to_be_asked:
                self._waits(node, rule, days.today)
        if not case.requests:
            # Nothing noted: the letters are taken to have gone out when the dossier was begun.
            self._waits(node, rule, case.facts.dossier_started_on or days.today)

    def _decision(self, node: Node, previous: PlanStep | None, vote: PlanStep, voted_on: date | None) -> None:
        """A decision: after what was sent up; at the safe pace on the last day of its limit."""
        upper = self.days.mode is AuthorityMode.A
        official = vote is PlanStep.REVIEW_OFFICIAL
        rule = RuleCode.OFFICIAL_DECISION_DAYS if official else RuleCode.DECISION_DAYS
        if upper:
            self.notes.append(PlanNote.UPPER_DECIDES)
            if previous is not None:
                self.chain.follow(node, previous)
        else:
            self.chain.session_after(node, previous, SessionKind.STANDING_COMMITTEE)
        if self.pace is Pace.QUICK and not upper:
            return
        if vote in self.chain.nodes:
            self.chain.limit(node, vote, rule)
        elif voted_on is not None:
            self._waits(node, rule, voted_on)

    def _ceremony(self, previous: PlanStep | None) -> None:
        facts, days = self.case.facts, self.days
        node = self.chain.add(PlanStep.CEREMONY)
        if previous is not None:
            self.chain.next_working_day(node, previous)
            return
        decided, rule = facts.decision_on, RuleCode.CEREMONY_DAYS
        since = ceremony_clock(facts, days.rules)
        if decided is None or since is None:
            return
        known = facts.decision_received_on or days.after(decided, 1)
        node.not_before.append((known, Why(WhyCode.DAY_AFTER, decided)))
        last = days.after(since, days.rules.number(rule))
        if last < max(known, days.today):
            self.notes.append(PlanNote.LIMIT_PASSED)
        else:
            node.not_after.append((last, days.limit_why(WhyCode.CEREMONY_LIMIT, rule, since)))

    # --- what must hold on the day of the vote -------------------------------------------------------------

    def _education(self) -> None:
        level, exempt = self.case.facts.education, self.case.facts.education_exempt
        least = Education(str(self.days.rules.value(RuleCode.EDUCATION_MIN)))
        if level is None and not exempt:
            self.notes.append(PlanNote.EDUCATION_UNKNOWN)
        elif level is not None and not exempt and not level.at_least(least):
            self.obstacles.append(Obstacle.EDUCATION)

    def _window_of_the_vote(self, vote: Node) -> None:
        """Age, certificate and dossier: the vote may not come before or after."""
        facts, rules = self.case.facts, self.days.rules
        if facts.birth is None:
            self.notes.append(PlanNote.BIRTH_UNKNOWN)
        else:
            rule = RuleCode.AGE_MIN
            of_age = facts.birth.reaches(rules.number(rule))[1]
            vote.not_before.append((of_age, self._cited(WhyCode.AGE_MIN, rule, of_age)))
        if facts.certificate_on is not None and PlanStep.ATTEND_CLASS not in self.chain.nodes:
            self._certificate(vote, conditions.certificate_until(facts.certificate_on, rules))
        if facts.dossier_started_on is not None and PlanStep.PERMIT_START not in self.chain.nodes:
            made = max(facts.dossier_started_on, facts.papers_renewed_on or facts.dossier_started_on)
            until = conditions.dossier_until(made, rules)
            if self._can_be_by(vote.step, until):
                vote.not_after.append((until, self._cited(WhyCode.DOSSIER, RuleCode.DOSSIER_MONTHS, until)))
            else:
                self.notes.append(PlanNote.RENEW_PAPERS)
        if facts.birth is not None and not facts.over_age_consent:
            rule = RuleCode.AGE_MAX
            month = add_months(facts.birth.first_day, 12 * rules.number(rule))
            last = last_day_of_month(month.year, month.month)
            if last >= self.days.today and self._can_be_by(vote.step, last):
                vote.not_after.append((last, self._cited(WhyCode.AGE_MAX, rule, last)))
            else:
                self.obstacles.append(Obstacle.OVER_AGE)

    def _can_be_by(self, step: PlanStep, last: date) -> bool:
        """Whether a step can be taken by a day; one that cannot be dated may still be."""
        day = self.chain.first_day_of(step)
        return day is None or day <= last

    def _certificate(self, vote: Node, until: date) -> None:
        """The certificate serves up to the vote, or the class is taken again before it is asked for."""
        chain = self.chain
        why = self._cited(WhyCode.CERTIFICATE, RuleCode.CERTIFICATE_MONTHS, until)
        if self._can_be_by(vote.step, until):
            vote.not_after.append((until, why))
            return
        self.notes.append(PlanNote.RETAKE_CLASS)
        needed_by = vote
        start = chain.nodes.get(PlanStep.PROPOSE_START)
        if start is not None and self._can_be_by(start.step, until):
            start.not_after.append((until, why))
        elif start is not None:
            needed_by = start
        left = chain.nodes
        chain.nodes = {}
        self._step(PlanStep.PROPOSE_CLASS, None)
        self._step(PlanStep.ATTEND_CLASS, PlanStep.PROPOSE_CLASS)
        chain.nodes |= left
        chain.follow(needed_by, PlanStep.ATTEND_CLASS)

    # --- to recognition ------------------------------------------------------------------------------------

    def _recognition(self) -> None:
        facts, chain = self.case.facts, self.chain
        previous = None
        if stage_of(facts) is Stage.PROBATIONARY and facts.probation_ends_on is not None:
            previous = self._review(facts.probation_ends_on)
        node = chain.add(PlanStep.RECOGNISE)
        self._decision(node, previous, PlanStep.REVIEW_OFFICIAL, facts.official_proposed_on)

    def _review(self, ends: date) -> PlanStep:
        """The branch considers, after the twelve months and with the certificate of the second class."""
        chain, days = self.chain, self.days
        if not self.case.new_member_certificate:
            node = chain.add(PlanStep.NEW_MEMBER_CLASS)
            chain.attend(node, ClassKind.NEW_MEMBER, None, self.case.new_member_class)
        if ends > days.today:
            node = chain.add(PlanStep.END_PROBATION)
            why = self._cited(WhyCode.PROBATION, RuleCode.PROBATION_MONTHS, ends)
            node.not_before.append((ends, why))
            node.not_after.append((ends, why))
        review = chain.add(PlanStep.REVIEW_OFFICIAL, PlanStep.END_PROBATION)
        if PlanStep.NEW_MEMBER_CLASS in chain.nodes:
            chain.follow(review, PlanStep.NEW_MEMBER_CLASS)
        chain.meeting(review)
        rule = RuleCode.OFFICIAL_REVIEW_DAYS
        last = days.after(ends, days.rules.number(rule))
        if self._can_be_by(review.step, last):
            review.not_after.append((last, days.limit_why(WhyCode.REVIEW_LIMIT, rule, ends)))
        else:
            self.notes.append(PlanNote.LIMIT_PASSED)
        if days.mode is not AuthorityMode.A:
            return review.step
        chain.session(chain.add(PlanStep.RESOLVE_OFFICIAL, review.step), SessionKind.COMMITTEE)
        return PlanStep.RESOLVE_OFFICIAL
