"""Guards that ask for the papers of a dossier: missing, too late, to be made again, not yet verified."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from . import conditions
from .conditions import BLOCK, WARNING, Case
from .deadlines import add_months
from .dossier import (
    RENEWED,
    PaperFact,
    PaperState,
    Standing,
    VerificationConclusion,
    VerificationSubject,
    standing,
)
from .facts import Finding, FindingCode, Param, RunFacts
from .introducers import Introduction, who_introduces
from .rulebook import RuleCode, Rules
from .stages import Paper

_BEFORE_VOTE = "HD38:II.1.1a"
#: Whose life history is looked into for everybody; spouse and children where there are any (HD 06, 3.4 a).
ALWAYS_VERIFIED = (VerificationSubject.SELF, VerificationSubject.PARENTS)

_CODE_OF = {
    Standing.MISSING: FindingCode.PAPER_MISSING,
    Standing.RETURNED: FindingCode.PAPER_RETURNED,
    Standing.TOO_LATE: FindingCode.PAPER_TOO_LATE,
    Standing.STALE: FindingCode.PAPER_STALE,
}


def introduction_on(facts: RunFacts, rules: Rules, on: date) -> Introduction:
    """Who has to introduce the person of a run on a day."""
    return who_introduces(facts.birth, on, facts.belonging, rules)


def made_since(facts: RunFacts, rules: Rules, on: date) -> date | None:
    """The day from which on the four papers must have been made again to serve on `on`; None: any day.

    Renewing sets the mark on its day; a dossier that has grown older than its months sets it by itself on the
    day after (HD 06, 5.4 a).
    """
    started, marked = facts.dossier_started_on, facts.papers_renewed_on
    if started is not None:
        months = rules.number(RuleCode.DOSSIER_MONTHS)
        passed = 0
        while on > add_months(started, months * (passed + 1)):
            passed += 1
        if passed:
            return add_months(started, months * passed) + timedelta(days=1)
    return marked if marked is not None and marked <= on else None


def _papers(facts: RunFacts, paper: Paper) -> list[PaperFact]:
    return [fact for fact in facts.papers if fact.paper is paper]


def _one(facts: RunFacts, paper: Paper) -> PaperFact | None:
    found = _papers(facts, paper)
    return found[0] if found else None


def _ask(case: Case, paper: Paper, cite: str, since: date | None = None) -> Iterator[Finding]:
    fact = _one(case.facts, paper)
    how = standing(fact, case.on, since)
    if how is Standing.SERVES:
        return
    params: dict[str, Param] = {"paper": paper.value}
    if fact is not None and fact.day is not None:
        params["day"] = fact.day
    if how is Standing.STALE and since is not None:
        params["since"] = since
        cite = "HD06:5.4a"
    yield _with(case, _CODE_OF[how], cite, params)


def _with(case: Case, code: FindingCode, cite: str, params: Mapping[str, Param]) -> Finding:
    """A block with parameters at hand; its own mark of a rule not compared yet is kept."""
    found = case.finding(BLOCK, code, cite=cite)
    return replace(found, params={**params, **found.params})


def _introducers(case: Case, asked: Introduction, since: date | None) -> Iterator[Finding]:
    papers = _papers(case.facts, Paper.INTRODUCTION)
    serving = [fact for fact in papers if standing(fact, case.on, since) is Standing.SERVES]
    # The same member does not introduce twice.
    members = {fact.member_id if fact.member_id is not None else -fact.ordinal for fact in serving}
    if len(members) < asked.members:
        stale = any(standing(fact, case.on, since) is Standing.STALE for fact in papers)
        code = FindingCode.INTRODUCTIONS_STALE if stale else FindingCode.INTRODUCTIONS_MISSING
        params: dict[str, Param] = {
            "have": len(members),
            "needed": asked.members,
            "because": asked.because.value,
        }
        if stale and since is not None:
            params["since"] = since
        yield _with(case, code, "HD06:5.4a" if stale else _BEFORE_VOTE, params)
    months = case.rules.number(RuleCode.TOGETHER_MONTHS)
    for fact in serving:
        if fact.introducer_official is False:
            yield case.finding(BLOCK, FindingCode.INTRODUCER_NOT_OFFICIAL, cite="DL:4", ordinal=fact.ordinal)
        # The helper has a guard of its own, which knows who took over from whom (QD 294, 3.2.2).
        if fact.introducer_is_helper or fact.together_since is None:
            continue
        enough = add_months(fact.together_since, months)
        if case.on < enough:
            yield case.finding(
                WARNING,
                FindingCode.INTRODUCER_TOGETHER_SHORT,
                rule=RuleCode.TOGETHER_MONTHS,
                earliest=enough,
                months=months,
                ordinal=fact.ordinal,
            )


def _union(case: Case, asked: Introduction, since: date | None) -> Iterator[Finding]:
    if asked.union is None:
        return
    if asked.must_join:
        yield case.finding(BLOCK, FindingCode.UNION_MEMBER_NEEDED, cite="DL:4", union=asked.union.value)
    yield from _ask(case, Paper.UNION_RESOLUTION, _BEFORE_VOTE, since)


def _supplement(case: Case, since: date | None) -> Iterator[Finding]:
    """After the mark somebody has to say whether anything changed, and if so verify it (HD 06, 5.4 a)."""
    if since is not None:
        yield from _ask(case, Paper.SUPPLEMENTARY_VERIFICATION, "HD06:5.4a", since)


def verified(case: Case) -> Iterator[Finding]:
    """Every request is concluded by the day, none of them with a problem; the person and the parents are
    covered by one, or exempt (HD 06, 3.4)."""
    found = case.facts.verifications
    for subject in ALWAYS_VERIFIED:
        if not any(one.subject is subject for one in found):
            yield case.finding(
                BLOCK, FindingCode.VERIFICATION_MISSING, cite="HD06:3.4a", subject=subject.value
            )
    open_ones = sum(not one.settled_on(case.on) for one in found)
    if open_ones:
        yield case.finding(BLOCK, FindingCode.VERIFICATION_OPEN, cite="HD06:3.4", count=open_ones)
    problems = sum(
        one.conclusion is VerificationConclusion.PROBLEM and one.settled_on(case.on) for one in found
    )
    if problems:
        yield case.finding(BLOCK, FindingCode.VERIFICATION_PROBLEM, cite="HD06:3.4", count=problems)


def before_vote(case: Case) -> Iterator[Finding]:
    """List a), which the branch has before it when it votes: one finding per paper that does not serve.

    The class certificate is asked for by its own guard, with its months.
    """
    since = made_since(case.facts, case.rules, case.on)
    asked = introduction_on(case.facts, case.rules, case.on)
    yield from _ask(case, Paper.APPLICATION, _BEFORE_VOTE)
    yield from _ask(case, Paper.LIFE_HISTORY, _BEFORE_VOTE)
    yield from verified(case)
    yield from _introducers(case, asked, since)
    yield from _union(case, asked, since)
    yield from _ask(case, Paper.OPINIONS, _BEFORE_VOTE, since)
    yield from _supplement(case, since)


def dossier_age(case: Case) -> Iterator[Finding]:
    """As conditions.dossier_age; a dossier past its months serves once the four papers are made again."""
    for found in conditions.dossier_age(case):
        if found.code is not FindingCode.DOSSIER_STALE or not renewed(case):
            yield found


def renewed(case: Case) -> bool:
    """True if every paper that has to be made again was made after the mark."""
    since = made_since(case.facts, case.rules, case.on)
    asked = introduction_on(case.facts, case.rules, case.on)
    if since is None:
        return True
    found = [
        *_introducers(case, asked, since),
        *_union(case, asked, since),
        *_ask(case, Paper.OPINIONS, _BEFORE_VOTE, since),
        *_supplement(case, since),
    ]
    return not any(one.severity is BLOCK for one in found)


def with_submission(case: Case) -> Iterator[Finding]:
    """List b) as far as it exists by then, and nothing of the dossier given back to be mended."""
    if case.facts.branch_resolution_on is None:
        paper = Paper.BRANCH_RESOLUTION.value
        yield case.finding(BLOCK, FindingCode.PAPER_MISSING, cite="HD38:II.1.1b", paper=paper)
    for fact in case.facts.papers:
        if fact.state is PaperState.RETURNED:
            yield case.finding(BLOCK, FindingCode.PAPER_RETURNED, cite="HD38:II.1.1b", paper=fact.paper.value)


def with_submission_up(case: Case) -> Iterator[Finding]:
    """The same with the committee's resolution, where one stands between."""
    if case.facts.committee_resolution_on is None:
        paper = Paper.COMMITTEE_RESOLUTION.value
        yield case.finding(BLOCK, FindingCode.PAPER_MISSING, cite="HD38:II.1.1b", paper=paper)
    yield from with_submission(case)


#: The certificate of the class has a guard of its own (fact_guards.new_member_certificate).
_AT_RECOGNITION = (
    (Paper.SELF_REVIEW, "HD06:4.2"),
    (Paper.HELPER_REMARKS, "HD06:4.3"),
    (Paper.PROBATION_OPINIONS, "HD06:4.4"),
)


def at_recognition(case: Case) -> Iterator[Finding]:
    """List c), which the branch has before it when it considers recognition (HD 06, 4.1 to 4.4)."""
    for paper, cite in _AT_RECOGNITION:
        yield from _ask(case, paper, cite)


#: What is asked for again after the mark, for the page that tells it.
MADE_AGAIN = frozenset(RENEWED)
