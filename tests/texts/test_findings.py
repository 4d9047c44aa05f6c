"""Everything the rules can say is said in a whole Vietnamese sentence."""

import unicodedata
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest

from phohoa.domain.access import Role
from phohoa.domain.dossier import PaperFact, PaperState, VerificationConclusion
from phohoa.domain.facts import Due, DueCode, Finding, Severity, Votes
from phohoa.domain.facts import FindingCode as F
from phohoa.domain.guards import check, closed
from phohoa.domain.hints import missing
from phohoa.domain.introducers import Belonging
from phohoa.domain.meetings import quorum
from phohoa.domain.moves import MOVE_OF, MOVES
from phohoa.domain.opinions import Opinion, OpinionKind, ReasonLeftParty
from phohoa.domain.reviews import (
    ReviewDecision,
    ReviewSheet,
    ReviewSheetLine,
    ReviewState,
    check_conclude,
    check_not_held,
)
from phohoa.domain.rulebook import DEFAULT_VALUES, REGULATIONS, AuthorityMode, rules_on
from phohoa.domain.stages import Education, MoveCode, Paper, Stage
from phohoa.domain.targets import BranchAllocation, OrganisationAllocation, check_allocation
from phohoa.domain.units import OrganisationKind
from phohoa.domain.vietnamese import BirthDate
from phohoa.domain.voting import AbsenceKind, DecidingBody, Reckoning, VotingBody
from phohoa.texts.findings import HINTS, SENTENCES, citation_text, due_text, hint, sentence
from tests.domain.cases import FULL, RULES, TODAY, facts_at, verified_on

DAYS = (date(2023, 6, 1), TODAY, date(2026, 9, 18))
LATER = date(2026, 9, 18)


def asked(agreed: bool) -> tuple[Opinion, ...]:
    return tuple(Opinion(kind, None, date(2022, 1, 3), agreed) for kind in OpinionKind)


OLD = {"birth": BirthDate(1950), "education": Education.PRIMARY, "special_opinion_needed": True}
ASKED = tuple({**OLD, "opinions": asked(agreed)} for agreed in (True, False))
SINCE_2021 = {"is_former_member": True, "left_party_on": date(2021, 1, 4)}
FORMER = (
    {**SINCE_2021, "left_party_reason": ReasonLeftParty.CORRUPTION},
    {**SINCE_2021, "left_party_reason": ReasonLeftParty.OTHER, "readmissions": 1},
    {**SINCE_2021, "left_party_reason": ReasonLeftParty.LESSER_CRIME},
    {
        **SINCE_2021,
        "left_party_on": date(2026, 1, 5),
        "left_party_reason": ReasonLeftParty.LESSER_CRIME,
        "sentence_cleared_on": date(2025, 1, 6),
    },
    {**SINCE_2021, "left_party_reason": ReasonLeftParty.ASKED_FOR_FAMILY, "opinions": asked(True)},
    {**SINCE_2021, "left_party_reason": ReasonLeftParty.ASKED_FOR_FAMILY, "opinions": asked(False)},
)


def people():
    """Facts that together trip every guard."""
    for stage in (None, *Stage):
        for changes in (
            {},
            {"birth": BirthDate(1966, 3), "certificate_on": date(2021, 4, 1), "failed_votes": 1},
            {
                "birth": BirthDate(1966, 9),
                "certificate_on": None,
                "is_former_member": True,
                "education": None,
            },
            {
                "birth": BirthDate(1950),
                "education": Education.PRIMARY,
                "dossier_started_on": None,
                "failed_votes": 3,
            },
            {
                "birth": BirthDate(1950),
                "over_age_consent": True,
                "education_exempt": True,
                "helper_active": False,
            },
            {"birth": BirthDate(2012), "has_helper": False, "consent_on": None, "is_member_already": True},
            {"birth": None, "helper_official": False, "helper_together_since": date(2026, 2, 1)},
            {
                "certificate_on": date(2020, 1, 1),
                "dossier_started_on": date(2024, 1, 1),
                "special_opinion_needed": True,
            },
            {
                "dossier_started_on": date(2025, 4, 1),
                "decision_received_on": None,
                "branch_official_members": 2,
            },
            {"probation_ends_on": date(2026, 4, 1), "branch_resolution_on": date(2025, 1, 6)},
            {"probation_ends_on": date(2025, 9, 1), "official_proposed_on": date(2025, 9, 3)},
            {"decision_on": date(2025, 9, 1), "decision_received_on": date(2025, 9, 1)},
            {
                "papers": (
                    PaperFact(Paper.APPLICATION, PaperState.RETURNED, date(2026, 1, 1)),
                    PaperFact(
                        Paper.INTRODUCTION,
                        PaperState.RECEIVED,
                        date(2026, 1, 1),
                        member_id=1,
                        introducer_official=False,
                        together_since=date(2026, 1, 1),
                    ),
                ),
                "verifications": verified_on(date(2026, 1, 2), VerificationConclusion.PROBLEM),
                "birth": BirthDate(2003, 1, 1),
                "belonging": Belonging(youth_union_here=True),
            },
            {"new_member_certificate_on": None},
            {"new_member_certificate_on": date(2026, 12, 1)},
            *ASKED,
            *FORMER,
        ):
            yield facts_at(stage, **changes)


NINE = Reckoning(VotingBody.BRANCH, TODAY, 9)
TEN = Reckoning(VotingBody.BRANCH, TODAY, 12, ((AbsenceKind.EXEMPT, 1), (AbsenceKind.SUSPENDED, 1)))
ENTRIES = (
    FULL,
    replace(FULL, helper=None, votes=Votes(9, 9, 5, 4), reason_code="nothing", upper_consent="30-CV/ĐU"),
    replace(FULL, helper_official=False, helper_together_since=date(2026, 1, 1), votes=Votes(9, 9, 4, 5)),
    replace(
        FULL, happened_on=None, votes=Votes(0, 0, 0, 0), basis_number="", certificate_on=date(2020, 1, 1)
    ),
    replace(FULL, happened_on=date(2027, 1, 1), votes=Votes(9, 9, 8, 4), received_on=date(2020, 1, 1)),
    replace(FULL, happened_on=date(2010, 1, 1), ceremony_on=date(2010, 1, 1), votes=Votes(9, 10, 4, 5)),
    replace(FULL, ceremony_on=LATER, decision_on=LATER, votes=Votes(9, 9, -1, 5)),
    replace(FULL, reckoning=NINE),
    replace(FULL, reckoning=TEN, exempt_present=1),
    replace(FULL, reckoning=TEN, called_reason="Một đồng chí vừa chuyển đến"),
    replace(FULL, reckoning=TEN, exempt_present=3),
    replace(FULL, votes=Votes(9, 8, 8, 0, blank=2), basis_on=date(2026, 12, 1)),
    replace(FULL, votes=Votes(9, 8, 5, 1, blank=3), happened_on=date(2025, 1, 2)),
    replace(FULL, votes=Votes(9, 8, 5, 1), decided_by=DecidingBody.AUTHORISED_COMMITTEE),
    replace(FULL, happened_on=date(2024, 8, 1)),
)


def moves_near(stage):
    return [move for move in MOVES if stage in move.sources or (stage is None and move.opens)]


def said():
    """Every finding that the rules make of those people, moves, days, reviews and allocations."""
    for facts in people():
        for day in DAYS:
            rules = rules_on(day)
            yield missing(facts, rules, day)
            for move in MOVES:
                yield closed(move, facts, rules, day)
        for entry in ENTRIES:
            for move in MOVES if facts.stage is Stage.LEFT else moves_near(facts.stage):
                yield check(move, facts, entry, RULES, LATER, AuthorityMode.B)
    lines = (
        ReviewSheetLine(1, Stage.SOURCE),
        ReviewSheetLine(2, Stage.SOURCE, ReviewDecision.ADD),
        ReviewSheetLine(3, Stage.SOURCE, ReviewDecision.REMOVE),
        ReviewSheetLine(4, Stage.DECIDED, ReviewDecision.REMOVE),
        ReviewSheetLine(5, Stage.SYMPATHISER, ReviewDecision.KEEP, votes=5),
    )
    for meeting_on in (None, date(2027, 1, 1), date(2026, 1, 5)):
        for present, no_change in ((None, False), (12, True)):
            yield check_conclude(
                ReviewSheet(
                    2026,
                    12,
                    ReviewState.SUBMITTED,
                    meeting_on,
                    "",
                    9,
                    present,
                    no_change,
                    lines,
                    quorum(9, 4),
                ),
                TODAY,
            )
    yield check_not_held(2026, 12, "", TODAY)
    front = OrganisationAllocation(1, OrganisationKind.YOUTH, 0, 0)
    yield check_allocation([BranchAllocation(1, 0), BranchAllocation(2, -1)], [front], {1, 2, 3}, {1, 2})


ALL = list(chain.from_iterable(said()))


def test_every_code_has_its_sentence():
    assert set(SENTENCES) == set(F)
    assert set(HINTS) <= set(F)


def test_the_people_above_make_the_rules_say_everything_they_can():
    # Duplicates are found by the service that can see all people; so is a deadline that moves.
    assert set(F) - {finding.code for finding in ALL} == {
        F.POSSIBLE_DUPLICATE,
        F.DECISION_NUMBER_USED,
        F.CERTIFICATE_NUMBER_USED,
        F.DUE_MOVED,
    }


def test_every_sentence_is_whole():
    sentences = {sentence(finding) for finding in ALL}
    sentences.add(sentence(Finding(Severity.WARNING, F.POSSIBLE_DUPLICATE, {"count": 1})))
    used = {"number": "1-QĐ/ĐU", "body": "Ban Thường vụ", "who": "", "day": TODAY}
    sentences.add(sentence(Finding(Severity.BLOCK, F.DECISION_NUMBER_USED, used)))
    sentences.add(sentence(Finding(Severity.BLOCK, F.CERTIFICATE_NUMBER_USED, used)))
    moved = {"due": DueCode.CEREMONY.value, "old": TODAY, "new": LATER}
    sentences.add(sentence(Finding(Severity.INFO, F.DUE_MOVED, moved)))
    for text in sentences:
        assert text == unicodedata.normalize("NFC", text)
        assert text[0].isupper() or text[0].isdigit(), text
        assert text.endswith(".") and ".." not in text and "  " not in text, text
        assert not {"{", "}", "_"} & set(text) and "None" not in text and "datetime" not in text, text
        assert "lock" not in text and "warning" not in text, text


LATE_AND_UNCHECKED = {"days": 31, "limit": 30, "due": date(2026, 5, 4), "unchecked": True}


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (
            closed(
                MOVE_OF[MoveCode.PROPOSE_CLASS], facts_at(Stage.SYMPATHISER, has_helper=False), RULES, TODAY
            )[0],
            "Chưa phân công đảng viên chính thức giúp đỡ (Hướng dẫn 38-HD/BTCTW, mục I.1.1 d).",
        ),
        (
            Finding(Severity.BLOCK, F.UNDER_AGE, {"years": 18}, "QD294:1.1.1", date(2026, 3, 6)),
            "Chưa đủ 18 tuổi vào ngày chi bộ xét (Quy định 294-QĐ/TW, điểm 1.1.1). Sớm nhất: 06/03/2026.",
        ),
        (
            Finding(Severity.INFO, F.OFFICIAL_REVIEW_LATE, LATE_AND_UNCHECKED, "QD294:4.2.1"),
            "Chi bộ xét sau 31 ngày làm việc kể từ khi hết dự bị, vượt thời hạn 30 ngày làm việc"
            " (hạn là ngày 04/05/2026) (Quy định 294-QĐ/TW, điểm 4.2.1; chưa đối chiếu với văn bản mới).",
        ),
        (
            Finding(Severity.BLOCK, F.INPUT_MISSING, {"input": "helper"}),
            "Còn thiếu: Đảng viên được phân công giúp đỡ.",
        ),
        (
            Finding(Severity.BLOCK, F.ALLOCATION_TOO_LOW, {"unit": "branch", "key": 1, "least": 1}),
            "Chỉ tiêu kết nạp đảng viên của chi bộ ít nhất là 01.",
        ),
    ],
)
def test_sentences(finding, expected):
    assert sentence(finding) == expected


def test_every_citation_reads_as_words():
    codes = (
        {row.citation for row in DEFAULT_VALUES} | {f.citation for f in ALL if f.citation} | set(REGULATIONS)
    )
    for code in codes:
        assert ":" not in citation_text(code)
        assert citation_text(code) != code
    assert citation_text("HD06:5.4b") == "Hướng dẫn 06-HD/TW, mục 5.4 b"
    assert citation_text("Quy định số 99-QĐ/TW") == "Quy định số 99-QĐ/TW"


def test_cards_speak_in_a_few_words():
    hints = {
        finding.code for facts in people() for day in DAYS for finding in missing(facts, rules_on(day), day)
    }
    assert hints == set(HINTS)
    assert hint(Finding(Severity.BLOCK, F.HELPER_MISSING)) == "Chưa có người giúp đỡ"
    assert hint(Finding(Severity.BLOCK, F.CHAIR_MISSING)) == "Chưa ghi người chủ trì."
    assert all(len(words) <= 30 for words in HINTS.values())


@pytest.mark.parametrize(
    ("today", "left", "expected"),
    [
        (date(2026, 5, 1), None, "Hạn tổ chức lễ kết nạp: 04/05/2026 (còn 3 ngày)"),
        (date(2026, 5, 1), 1, "Hạn tổ chức lễ kết nạp: 04/05/2026 (còn 1 ngày làm việc)"),
        (date(2026, 5, 4), 0, "Hạn tổ chức lễ kết nạp: 04/05/2026 (hôm nay)"),
        (date(2026, 5, 6), None, "Hạn tổ chức lễ kết nạp: 04/05/2026 (quá hạn 2 ngày)"),
    ],
)
def test_deadlines_in_words(today, left, expected):
    due = Due(DueCode.CEREMONY, date(2026, 5, 4), date(2026, 4, 20))
    assert due_text(due, today, left) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 5, 20), "còn 59 tháng"),
        (date(2025, 5, 17), "còn 60 tháng"),
        (date(2030, 3, 18), "còn 1 tháng"),
        (date(2030, 3, 19), "còn 59 ngày"),
        (date(2030, 5, 17), "hôm nay"),
    ],
)
def test_what_is_counted_in_months_is_not_told_in_working_days(today, expected):
    due = Due(DueCode.CERTIFICATE_EXPIRES, date(2030, 5, 17), date(2029, 11, 17))
    assert due_text(due, today, 40) == f"Hạn giấy chứng nhận: 17/05/2030 ({expected})"


def test_roles_of_the_table_are_roles_of_the_policy():
    assert set(chain.from_iterable(move.entered_by for move in MOVES)) <= set(Role)
