"""The guards that ask for papers: each missing one is named, none is asked for that is not needed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from phohoa.domain.dossier import (
    LISTED,
    PaperFact,
    PaperList,
    PaperState,
    VerificationConclusion,
    VerificationFact,
    VerificationSubject,
    form_number,
)
from phohoa.domain.facts import FindingCode as F
from phohoa.domain.facts import Severity
from phohoa.domain.guards import closed
from phohoa.domain.introducers import Belonging
from phohoa.domain.paper_guards import made_since
from phohoa.domain.stages import MoveCode, Paper, Stage
from phohoa.domain.vietnamese import BirthDate

from .cases import RULES, TODAY, codes, entry_for, facts_at, judged, move, only, papers_dated, verified_on

M, P, S = MoveCode, Paper, Stage
BLOCK, WARNING = Severity.BLOCK, Severity.WARNING
VOTE = date(2026, 3, 5)
MADE = date(2025, 11, 3)


def vote(on=VOTE, **changes):
    return judged(
        M.RESOLVE_BRANCH, facts_at(S.DOSSIER, **changes), entry_for(M.RESOLVE_BRANCH, happened_on=on)
    )


def with_paper(paper, **changes):
    """The full papers, one of them changed."""
    return tuple(
        replace(fact, **changes) if fact.paper is paper and fact.ordinal == 1 else fact
        for fact in papers_dated(MADE)
    )


def test_a_full_dossier_lets_the_branch_vote():
    assert codes(vote(), BLOCK) == set()


@pytest.mark.parametrize("paper", [P.APPLICATION, P.LIFE_HISTORY, P.OPINIONS])
def test_each_missing_paper_is_one_finding_with_its_citation(paper):
    found = [one for one in vote(papers=papers_dated(MADE, paper)) if one.severity is BLOCK]
    assert [(one.code, one.params["paper"], one.citation) for one in found] == [
        (F.PAPER_MISSING, paper.value, "HD38:II.1.1a")
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"state": PaperState.MISSING}, F.PAPER_MISSING, id="said to be missing"),
        pytest.param({"state": PaperState.RETURNED}, F.PAPER_RETURNED, id="given back"),
        pytest.param({"dated": VOTE - timedelta(1)}, None, id="dated the day before the vote"),
        pytest.param({"dated": VOTE}, None, id="dated the day of the vote"),
        pytest.param({"dated": VOTE + timedelta(1)}, F.PAPER_TOO_LATE, id="dated the day after the vote"),
        pytest.param({"dated": None}, None, id="no day on it, but it came in before"),
        pytest.param({"dated": None, "received_on": None}, F.PAPER_MISSING, id="no day at all"),
    ],
)
def test_a_paper_serves_from_its_day_on(changes, code):
    found = codes(vote(papers=with_paper(P.APPLICATION, **changes)), BLOCK)
    assert found == ({code} if code else set())


def test_the_first_list_also_asks_for_the_certificate():
    assert codes(vote(certificate_on=None), BLOCK) == {F.CERTIFICATE_MISSING}


# --- who introduces ----------------------------------------------------------------------------------------

YOUNG = {"birth": BirthDate(2000, 1, 1), "belonging": Belonging(youth_union_here=True, youth_member=True)}
UNION = PaperFact(P.UNION_RESOLUTION, PaperState.RECEIVED, MADE, MADE)


@pytest.mark.parametrize(
    ("changes", "introductions", "union", "found"),
    [
        pytest.param({}, 2, False, set(), id="two members where no union is"),
        pytest.param({}, 1, False, {F.INTRODUCTIONS_MISSING}, id="one is not enough"),
        pytest.param(YOUNG, 1, True, set(), id="young: one member and the union"),
        pytest.param(YOUNG, 1, False, {F.PAPER_MISSING}, id="young: the union's resolution is missing"),
        pytest.param(YOUNG, 0, True, {F.INTRODUCTIONS_MISSING}, id="young: no member"),
        pytest.param(
            YOUNG | {"belonging": Belonging(youth_union_here=True)},
            1,
            True,
            {F.UNION_MEMBER_NEEDED},
            id="young and not in the union",
        ),
    ],
)
def test_introductions(changes, introductions, union, found):
    papers = [f for f in papers_dated(MADE) if f.paper is not P.INTRODUCTION or f.ordinal <= introductions]
    papers += [UNION] if union else []
    assert codes(vote(papers=tuple(papers), **changes), BLOCK) == found


def test_the_same_member_does_not_introduce_twice():
    twice = tuple(
        replace(fact, member_id=1) if fact.paper is P.INTRODUCTION else fact for fact in papers_dated(MADE)
    )
    assert only(vote(papers=twice), F.INTRODUCTIONS_MISSING).params["have"] == 1


@pytest.mark.parametrize(
    ("since", "is_helper", "warned"),
    [
        pytest.param(date(2025, 3, 4), False, False, id="12 months since yesterday"),
        pytest.param(date(2025, 3, 5), False, False, id="12 months today"),
        pytest.param(date(2025, 3, 6), False, True, id="12 months tomorrow"),
        pytest.param(None, False, False, id="not noted"),
        pytest.param(date(2026, 1, 1), True, False, id="the helper is asked about elsewhere"),
    ],
)
def test_who_introduces_has_known_the_person_for_12_months(since, is_helper, warned):
    changed = with_paper(P.INTRODUCTION, together_since=since, introducer_is_helper=is_helper)
    assert (F.INTRODUCER_TOGETHER_SHORT in codes(vote(papers=changed), WARNING)) is warned


def test_who_introduces_is_an_official_member():
    assert codes(vote(papers=with_paper(P.INTRODUCTION, introducer_official=False)), BLOCK) == {
        F.INTRODUCER_NOT_OFFICIAL
    }


# --- what goes stale ---------------------------------------------------------------------------------------

STARTED = date(2025, 1, 10)


@pytest.mark.parametrize(
    ("started", "renewed", "on", "since"),
    [
        pytest.param(STARTED, None, date(2026, 1, 9), None, id="the day before 12 months"),
        pytest.param(STARTED, None, date(2026, 1, 10), None, id="the day of 12 months"),
        pytest.param(STARTED, None, date(2026, 1, 11), date(2026, 1, 11), id="the day after"),
        pytest.param(STARTED, None, date(2027, 1, 11), date(2027, 1, 11), id="a second year on"),
        pytest.param(date(2026, 1, 20), date(2026, 1, 20), VOTE, date(2026, 1, 20), id="renewed"),
        pytest.param(date(2026, 1, 20), date(2026, 1, 20), date(2026, 1, 19), None, id="a day before that"),
        pytest.param(date(2024, 2, 29), None, date(2025, 3, 1), date(2025, 3, 1), id="from 29 February"),
        pytest.param(None, None, VOTE, None, id="nobody knows when it was begun"),
    ],
)
def test_from_when_the_papers_must_have_been_made_again(started, renewed, on, since):
    facts = facts_at(S.DOSSIER, dossier_started_on=started, papers_renewed_on=renewed)
    assert made_since(facts, RULES, on) == since


def stale(*fresh, on=VOTE, extra=()):
    """A dossier begun in January 2025; the papers named were made in February 2026, the others before."""
    papers = tuple(
        replace(fact, dated=date(2026, 2, 2)) if fact.paper in fresh else fact for fact in papers_dated(MADE)
    )
    return vote(on, papers=(*papers, *extra), dossier_started_on=STARTED, stage_since=STARTED)


def test_exactly_the_four_are_asked_for_again():
    found = [one for one in stale() if one.severity is BLOCK]
    named = {one.params.get("paper") for one in found if "paper" in one.params}
    assert named == {"opinions", "supplementary_verification"}
    assert {one.code for one in found} == {
        F.DOSSIER_STALE,
        F.INTRODUCTIONS_STALE,
        F.PAPER_STALE,
        F.PAPER_MISSING,
    }


@pytest.mark.parametrize("state", [PaperState.RECEIVED, PaperState.NOT_NEEDED])
def test_made_again_they_serve_and_application_and_certificate_stay(state):
    extra = (PaperFact(P.SUPPLEMENTARY_VERIFICATION, state, None, date(2026, 2, 3)),)
    assert codes(stale(P.INTRODUCTION, P.OPINIONS, extra=extra), BLOCK) == set()


def test_what_went_stale_lately_may_still_be_entered_late():
    facts = facts_at(
        S.DOSSIER,
        dossier_started_on=date(2025, 3, 8),
        stage_since=date(2025, 3, 8),
        papers=papers_dated(MADE),
    )
    found = closed(move(M.RESOLVE_BRANCH), facts, RULES, TODAY)
    assert only(found, F.PAPER_STALE).severity is WARNING


# --- verifications -----------------------------------------------------------------------------------------

V, WHO = VerificationConclusion, VerificationSubject


@pytest.mark.parametrize(
    ("verifications", "found"),
    [
        pytest.param(verified_on(VOTE), set(), id="concluded on the day"),
        pytest.param(verified_on(VOTE + timedelta(1)), {F.VERIFICATION_OPEN}, id="concluded the day after"),
        pytest.param(verified_on(VOTE, V.EXEMPT), set(), id="exempt"),
        pytest.param(verified_on(VOTE, V.OPEN), {F.VERIFICATION_OPEN}, id="open"),
        pytest.param(verified_on(VOTE, V.NEEDS_MORE), {F.VERIFICATION_OPEN}, id="more is asked for"),
        pytest.param(verified_on(VOTE, V.PROBLEM), {F.VERIFICATION_PROBLEM}, id="a problem"),
        pytest.param((), {F.VERIFICATION_MISSING}, id="nobody asked"),
        pytest.param(
            (*verified_on(VOTE), VerificationFact(WHO.SPOUSE, V.OPEN)),
            {F.VERIFICATION_OPEN},
            id="the spouse is still asked about",
        ),
    ],
)
def test_the_branch_votes_after_every_verification(verifications, found):
    assert codes(vote(verifications=verifications), BLOCK) == found


def test_person_and_parents_are_always_verified():
    missing = [one for one in vote(verifications=()) if one.code is F.VERIFICATION_MISSING]
    assert [one.params["subject"] for one in missing] == ["self", "parents"]


# --- sending, recognition ----------------------------------------------------------------------------------


def test_a_dossier_is_sent_with_its_resolution_and_nothing_given_back():
    assert codes(judged(M.SUBMIT), BLOCK) == set()
    lacking = facts_at(S.BRANCH_RESOLVED, branch_resolution_on=None)
    assert F.PAPER_MISSING in codes(judged(M.SUBMIT, lacking), BLOCK)
    back = facts_at(S.BRANCH_RESOLVED, papers=with_paper(P.LIFE_HISTORY, state=PaperState.RETURNED))
    assert codes(judged(M.SUBMIT, back), BLOCK) == {F.PAPER_RETURNED}
    up = facts_at(S.COMMITTEE_RESOLVED, committee_resolution_on=None)
    assert F.PAPER_MISSING in codes(judged(M.SUBMIT_UP, up), BLOCK)


@pytest.mark.parametrize(
    ("paper", "cite"),
    [
        (P.SELF_REVIEW, "HD06:4.2"),
        (P.HELPER_REMARKS, "HD06:4.3"),
        (P.PROBATION_OPINIONS, "HD06:4.4"),
    ],
)
def test_recognition_asks_for_the_third_list(paper, cite):
    facts = facts_at(S.PROBATIONARY, papers=papers_dated(MADE, paper))
    (found,) = [one for one in judged(M.PROPOSE_OFFICIAL, facts) if one.severity is BLOCK]
    assert (found.code, found.params["paper"], found.citation) == (F.PAPER_MISSING, paper.value, cite)


# --- the lists themselves ----------------------------------------------------------------------------------


def test_every_paper_stands_in_one_list():
    assert sorted(line.paper for line in LISTED) == sorted(P)
    assert {line.list for line in LISTED} == set(PaperList)


def test_what_is_only_usual_has_no_citation():
    assert {line.paper for line in LISTED if line.citation is None} == {P.BIRTH_CERTIFICATE, P.DIPLOMA}


@pytest.mark.parametrize(
    ("paper", "day", "expected"),
    [
        (P.APPLICATION, date(2022, 5, 16), None),
        (P.APPLICATION, date(2022, 5, 17), "1"),
        (P.DECISION, VOTE, "9"),
        (P.SELF_REVIEW, VOTE, None),
    ],
)
def test_a_form_number_is_said_only_where_it_is_known(paper, day, expected):
    assert form_number(paper, day) == expected
