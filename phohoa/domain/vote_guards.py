"""Guards on the counts of a vote: can they be true, on whom are they counted, and do they carry."""

from __future__ import annotations

from collections.abc import Iterator

from .conditions import (
    BLOCK,
    INFO,
    Case,
    carried_by_half,
    carried_by_two_thirds,
    two_thirds_of,
)
from .facts import Finding, FindingCode, Param, Severity, Votes
from .rulebook import RuleCode
from .stages import Input
from .voting import DecidingBody


def arithmetic(case: Case) -> Iterator[Finding]:
    """Counts that can be true: nobody negative, present within called, all ballots within present."""
    votes = case.entry.votes
    if votes is None:
        return
    problem = _problem(votes)
    if problem:
        numbers: dict[str, Param] = {"ballots": _ballots(votes)}
        for name in ("called", "present"):
            count = getattr(votes, name)
            if count is not None:
                numbers[name] = count
        yield Finding(BLOCK, FindingCode.VOTES_IMPOSSIBLE, {"problem": problem, **numbers})


def _ballots(votes: Votes) -> int:
    return (votes.in_favour or 0) + (votes.against or 0) + (votes.blank or 0)


def _problem(votes: Votes) -> str:
    counts = (votes.called, votes.present, votes.in_favour, votes.against, votes.blank)
    if any(count is not None and count < 0 for count in counts):
        return "negative"
    if votes.called == 0:
        return "nobody"
    if votes.called is not None and votes.present is not None and votes.present > votes.called:
        return "present"
    if votes.called is not None and _ballots(votes) > votes.called:
        return "ballots"
    return "sum" if votes.present is not None and _ballots(votes) > votes.present else ""


def base(case: Case) -> Iterator[Finding]:
    """The number called is what the list of members gives for the day; another one needs its reason.

    Source: domain notes 02, 2.5: all official members less those away on temporary transfer, exempt and
    absent, suspended, prosecuted or detained.
    """
    votes, reckoning = case.entry.votes, case.entry.reckoning
    if votes is None or votes.called is None or reckoning is None:
        return
    attended = case.entry.exempt_present or 0
    if not 0 <= attended <= reckoning.exempt:
        yield case.finding(
            BLOCK,
            FindingCode.EXEMPT_PRESENT_IMPOSSIBLE,
            input=Input.EXEMPT_PRESENT.value,
            typed=attended,
            exempt=reckoning.exempt,
        )
        return
    numbers: dict[str, Param] = {
        "body": reckoning.body.value,
        "members": reckoning.members,
        "left_out": tuple(f"{kind.value}={count}" for kind, count in reckoning.left_out),
        "attended": attended,
        "reckoned": reckoning.called(attended),
        "day": reckoning.day,
    }
    if votes.called == reckoning.called(attended):
        yield Finding(INFO, FindingCode.CALLED_RECKONED, numbers)
        return
    numbers["called"] = votes.called
    if case.entry.called_reason.strip():
        yield Finding(INFO, FindingCode.CALLED_OVERRIDDEN, numbers)
    else:
        numbers["input"] = Input.CALLED_REASON.value
        yield Finding(BLOCK, FindingCode.CALLED_DIFFERS, numbers)


def result(case: Case, failed: Severity = INFO) -> Iterator[Finding]:
    """Says whether two thirds agree; one that fails is recorded and reported upward (HD 06, 5.1)."""
    votes = case.entry.votes
    if votes is None or votes.called is None or votes.in_favour is None or votes.called < 1:
        return
    needed = two_thirds_of(votes.called)
    if carried_by_two_thirds(votes):
        code, severity, cite = FindingCode.VOTES_ENOUGH, INFO, "HD06:3.6"
    else:
        code, severity, cite = FindingCode.VOTES_NOT_ENOUGH, failed, "HD06:5.1"
    yield case.finding(
        severity, code, cite=cite, called=votes.called, in_favour=votes.in_favour, needed=needed
    )


def _sound(case: Case) -> tuple[Finding, ...]:
    """What closes the move whatever the result."""
    return (*arithmetic(case), *base(case))


def _closes(found: tuple[Finding, ...]) -> bool:
    return any(one.severity is BLOCK for one in found)


def vote(case: Case) -> Iterator[Finding]:
    """Two thirds of those called; a vote that fails may be recorded all the same."""
    found = _sound(case)
    yield from found
    if not _closes(found):
        yield from result(case)


def vote_to_strike_off(case: Case) -> Iterator[Finding]:
    """Two thirds for striking off, unless the level above decides after the last failed vote."""
    found = _sound(case)
    yield from found
    # After the last failed vote the level above decides, whatever the branch's count.
    reported = case.facts.failed_votes >= case.rules.number(RuleCode.FAILED_VOTES_MAX)
    if not _closes(found):
        yield from result(case, INFO if reported else BLOCK)


def decision_vote(case: Case) -> Iterator[Finding]:
    """More than half of a standing committee, two thirds of an authorised committee (HD 06, 3.7 a)."""
    votes = case.entry.votes
    found = _sound(case)
    yield from found
    if votes is None or votes.called is None or votes.in_favour is None or _closes(found):
        return
    if case.entry.decided_by is DecidingBody.AUTHORISED_COMMITTEE:
        if not carried_by_two_thirds(votes):
            yield case.finding(
                BLOCK,
                FindingCode.VOTES_NOT_AUTHORISED,
                cite="HD06:3.7a",
                called=votes.called,
                in_favour=votes.in_favour,
                needed=two_thirds_of(votes.called),
            )
    elif not carried_by_half(votes):
        yield case.finding(
            BLOCK,
            FindingCode.VOTES_NO_DECISION,
            cite="HD06:3.7a",
            called=votes.called,
            in_favour=votes.in_favour,
        )
