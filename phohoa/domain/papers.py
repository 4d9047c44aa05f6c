"""Papers of the process that the product draws from data, and guidance for those written by hand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .numbering import DocumentKind
from .rulebook import AuthorityMode
from .stages import MoveCode, Paper, Stage, way_between


class PaperForm(StrEnum):
    """A paper of the process; keyed by our own code, never by a form number (domain notes 03)."""

    BRANCH_ADMISSION = "branch_admission"
    COMMITTEE_ADMISSION = "committee_admission"
    ADMISSION_DECISION = "admission_decision"
    VERIFICATION_REQUEST = "verification_request"
    CONSIDERATION = "consideration"
    OPINIONS_SUMMARY = "opinions_summary"
    BRANCH_RECOGNITION = "branch_recognition"
    COMMITTEE_RECOGNITION = "committee_recognition"
    RECOGNITION_DECISION = "recognition_decision"
    HANDOVER = "handover"


class PaperField(StrEnum):
    """What somebody may have to type for a paper; most of it is filled in from data first."""

    NUMBER = "number"
    DATED = "dated"
    MEETING_ON = "meeting_on"
    VENUE = "venue"
    MEMBERS_OFFICIAL = "members_official"
    MEMBERS_PROBATIONARY = "members_probationary"
    PRESENT_OFFICIAL = "present_official"
    PRESENT_PROBATIONARY = "present_probationary"
    MEMBERS = "members"
    PRESENT = "present"
    ABSENT_NOTE = "absent_note"
    CHAIR = "chair"
    CHAIR_POSITION = "chair_position"
    SECRETARY = "secretary"
    CALLED = "called"
    IN_FAVOUR = "in_favour"
    AGAINST = "against"
    BLANK = "blank"
    AGAINST_NOTE = "against_note"
    BACKGROUND = "background"
    AWARENESS = "awareness"
    CHARACTER = "character"
    ABILITY = "ability"
    RELATIONS = "relations"
    BRANCH_NUMBER = "branch_number"
    BRANCH_ON = "branch_on"
    NATIVE_PLACE = "native_place"
    ADDRESSEE = "addressee"
    VERIFIED = "verified"
    ORGANISATION_OPINIONS = "organisation_opinions"
    RESIDENCE_OPINION = "residence_opinion"
    SUMMARY = "summary"
    BASES = "bases"
    AUTHORITY = "authority"
    POSITION = "position"
    SIGNATORY = "signatory"
    RECIPIENTS = "recipients"


class PaperIssuer(StrEnum):
    """In whose name a paper goes out."""

    BRANCH = "branch"
    COMMITTEE = "committee"


class PaperClosed(StrEnum):
    """Why a paper cannot be made now."""

    OFFICE_MAKES = "office_makes"
    STEP_NOT_RECORDED = "step_not_recorded"
    STAGE = "stage"
    LEVEL_ABOVE_DECIDES = "level_above_decides"
    WARD_DECIDES = "ward_decides"


class Guide(StrEnum):
    """A paper that must be written by hand, and for which there is a sheet of guidance."""

    APPLICATION = "application"
    LIFE_HISTORY = "life_history"
    INTRODUCTION = "introduction"
    SELF_REVIEW = "self_review"
    HELPER_REMARKS = "helper_remarks"


F = PaperField
_MEETING = (
    F.MEETING_ON,
    F.VENUE,
    F.MEMBERS_OFFICIAL,
    F.MEMBERS_PROBATIONARY,
    F.PRESENT_OFFICIAL,
    F.PRESENT_PROBATIONARY,
    F.ABSENT_NOTE,
    F.CHAIR,
    F.CHAIR_POSITION,
    F.SECRETARY,
)
_SESSION = (F.MEETING_ON, F.MEMBERS, F.PRESENT, F.ABSENT_NOTE, F.CHAIR, F.CHAIR_POSITION, F.SECRETARY)
_VOTE = (F.CALLED, F.IN_FAVOUR, F.AGAINST, F.BLANK, F.AGAINST_NOTE)
#: The five points on which a branch concludes (HD 06, 3.6 b).
CONCLUSIONS: tuple[PaperField, ...] = (F.BACKGROUND, F.AWARENESS, F.CHARACTER, F.ABILITY, F.RELATIONS)
_PROPOSED = (F.BRANCH_NUMBER, F.BRANCH_ON)
_FOOT = (F.BASES, F.AUTHORITY, F.POSITION, F.SIGNATORY, F.RECIPIENTS)
_ALWAYS = frozenset({F.DATED, F.AUTHORITY, F.POSITION, F.SIGNATORY, F.RECIPIENTS})
_COUNTED = frozenset({F.MEETING_ON, F.CHAIR, F.CALLED, F.IN_FAVOUR, F.AGAINST})

#: Fields that hold a count, a day, and more than a line.
COUNTS: frozenset[PaperField] = frozenset(
    {
        F.MEMBERS_OFFICIAL,
        F.MEMBERS_PROBATIONARY,
        F.PRESENT_OFFICIAL,
        F.PRESENT_PROBATIONARY,
        F.MEMBERS,
        F.PRESENT,
        F.CALLED,
        F.IN_FAVOUR,
        F.AGAINST,
        F.BLANK,
    }
)
DAYS: frozenset[PaperField] = frozenset({F.DATED, F.MEETING_ON, F.BRANCH_ON})
LONG: frozenset[PaperField] = frozenset(
    {*CONCLUSIONS, F.VERIFIED, F.ORGANISATION_OPINIONS, F.RESIDENCE_OPINION, F.SUMMARY, F.BASES, F.RECIPIENTS}
)

_CONSIDERED = way_between(Stage.BRANCH_RESOLVED, Stage.SUBMITTED)
_BEFORE_VOTE = way_between(Stage.SYMPATHISER, Stage.DOSSIER)
_PROBATION = frozenset({Stage.PROBATIONARY, Stage.OFFICIAL_PROPOSED})
_UP_TO_MODE_A = frozenset({AuthorityMode.A})
_FROM_MODE_B = frozenset({AuthorityMode.B, AuthorityMode.C})


@dataclass(frozen=True, slots=True)
class PaperSpec:
    """How a paper comes about.

    `move`: the step that it documents must be recorded. `stages`: where the run must stand (empty: anywhere
    once the step is recorded). `modes`: who must decide on the day. `several`: more than one may be in force.
    `fills`: which line of the dossier it is.
    """

    form: PaperForm
    kind: DocumentKind
    issuer: PaperIssuer
    fields: tuple[PaperField, ...]
    required: frozenset[PaperField]
    citation: str
    stages: frozenset[Stage] = frozenset()
    move: MoveCode | None = None
    modes: frozenset[AuthorityMode] = frozenset(AuthorityMode)
    several: bool = False
    fills: Paper | None = None

    @property
    def takes_number(self) -> bool:
        """Whether the number comes from the committee's register; a branch keeps its own book."""
        return self.issuer is PaperIssuer.COMMITTEE


SPECS: dict[PaperForm, PaperSpec] = {
    spec.form: spec
    for spec in (
        PaperSpec(
            PaperForm.VERIFICATION_REQUEST,
            DocumentKind.LETTER,
            PaperIssuer.COMMITTEE,
            (F.NUMBER, F.DATED, F.ADDRESSEE, F.VERIFIED, F.NATIVE_PLACE, *_FOOT[1:]),
            _ALWAYS | {F.ADDRESSEE, F.VERIFIED},
            "HD06:3.4d",
            stages=way_between(Stage.DOSSIER, Stage.SUBMITTED),
            several=True,
        ),
        PaperSpec(
            PaperForm.OPINIONS_SUMMARY,
            DocumentKind.REPORT,
            PaperIssuer.BRANCH,
            (F.NUMBER, F.DATED, F.ORGANISATION_OPINIONS, F.RESIDENCE_OPINION, F.SUMMARY, *_FOOT[1:]),
            _ALWAYS | {F.ORGANISATION_OPINIONS, F.RESIDENCE_OPINION, F.SUMMARY},
            "HD06:3.5",
            stages=way_between(Stage.DOSSIER, Stage.SUBMITTED) | _PROBATION,
            fills=Paper.OPINIONS,
        ),
        PaperSpec(
            PaperForm.BRANCH_ADMISSION,
            DocumentKind.RESOLUTION,
            PaperIssuer.BRANCH,
            (F.NUMBER, F.DATED, *_MEETING, *_VOTE, *CONCLUSIONS, *_FOOT),
            _ALWAYS
            | _COUNTED
            | {F.NUMBER, F.MEMBERS_OFFICIAL, F.MEMBERS_PROBATIONARY, F.PRESENT_OFFICIAL, F.SECRETARY}
            | set(CONCLUSIONS),
            "HD06:3.6b",
            move=MoveCode.RESOLVE_BRANCH,
            fills=Paper.BRANCH_RESOLUTION,
        ),
        PaperSpec(
            PaperForm.COMMITTEE_ADMISSION,
            DocumentKind.RESOLUTION,
            PaperIssuer.COMMITTEE,
            (F.NUMBER, F.DATED, *_PROPOSED, *_SESSION, *_VOTE, *CONCLUSIONS, *_FOOT),
            _ALWAYS | _COUNTED | {F.BRANCH_NUMBER, F.BRANCH_ON, F.MEMBERS, F.PRESENT} | set(CONCLUSIONS),
            "HD06:3.6c",
            move=MoveCode.RESOLVE_COMMITTEE,
            modes=_UP_TO_MODE_A,
            fills=Paper.COMMITTEE_RESOLUTION,
        ),
        PaperSpec(
            PaperForm.ADMISSION_DECISION,
            DocumentKind.DECISION,
            PaperIssuer.COMMITTEE,
            (F.NUMBER, F.DATED, *_PROPOSED, F.NATIVE_PLACE, *_FOOT),
            _ALWAYS | {F.BRANCH_NUMBER, F.BRANCH_ON},
            "HD06:3.7a",
            stages=frozenset({Stage.SUBMITTED, Stage.DECIDED}),
            modes=_FROM_MODE_B,
        ),
        PaperSpec(
            PaperForm.CONSIDERATION,
            DocumentKind.LETTER,
            PaperIssuer.COMMITTEE,
            (F.NUMBER, F.DATED, F.ADDRESSEE, *_FOOT[1:]),
            _ALWAYS | {F.ADDRESSEE},
            "HD06:3.9a",
            stages=_BEFORE_VOTE | {Stage.MOVED_AWAY},
        ),
        PaperSpec(
            PaperForm.BRANCH_RECOGNITION,
            DocumentKind.RESOLUTION,
            PaperIssuer.BRANCH,
            (F.NUMBER, F.DATED, *_MEETING, *_VOTE, *CONCLUSIONS[1:], *_FOOT),
            _ALWAYS
            | _COUNTED
            | {F.NUMBER, F.MEMBERS_OFFICIAL, F.MEMBERS_PROBATIONARY, F.PRESENT_OFFICIAL, F.SECRETARY}
            | set(CONCLUSIONS[1:]),
            "HD06:4.5",
            move=MoveCode.PROPOSE_OFFICIAL,
        ),
        PaperSpec(
            PaperForm.COMMITTEE_RECOGNITION,
            DocumentKind.RESOLUTION,
            PaperIssuer.COMMITTEE,
            (F.NUMBER, F.DATED, *_PROPOSED, *_SESSION, *_VOTE, *CONCLUSIONS[1:], *_FOOT),
            _ALWAYS | _COUNTED | {F.BRANCH_NUMBER, F.BRANCH_ON, F.MEMBERS, F.PRESENT} | set(CONCLUSIONS[1:]),
            "HD06:4.5",
            stages=frozenset({Stage.OFFICIAL_PROPOSED, Stage.OFFICIAL}),
            modes=_UP_TO_MODE_A,
        ),
        PaperSpec(
            PaperForm.RECOGNITION_DECISION,
            DocumentKind.DECISION,
            PaperIssuer.COMMITTEE,
            (F.NUMBER, F.DATED, *_PROPOSED, F.NATIVE_PLACE, *_FOOT),
            _ALWAYS | {F.BRANCH_NUMBER, F.BRANCH_ON},
            "HD06:4.5",
            stages=frozenset({Stage.OFFICIAL_PROPOSED, Stage.OFFICIAL}),
            modes=_FROM_MODE_B,
        ),
    )
}
#: The step that a kept decision is recorded with, and the stage in which it is still to be recorded.
RECORDED_BY: dict[PaperForm, tuple[MoveCode, Stage]] = {
    PaperForm.ADMISSION_DECISION: (MoveCode.RECORD_DECISION, Stage.SUBMITTED),
    PaperForm.RECOGNITION_DECISION: (MoveCode.RECOGNISE, Stage.OFFICIAL_PROPOSED),
}
#: Forms that are typed, previewed and kept; the hand-over sheet is drawn at once and never kept.
KEPT_FORMS: tuple[PaperForm, ...] = tuple(SPECS)
#: Where the hand-over sheet is there.
HANDOVER_STAGES: frozenset[Stage] = way_between(Stage.DECIDED, Stage.OFFICIAL)


def why_closed(
    spec: PaperSpec,
    stage: Stage,
    moves_done: Collection[MoveCode],
    mode: AuthorityMode,
    *,
    is_office: bool,
) -> PaperClosed | None:
    """Why the paper cannot be made of a run in a stage with these steps recorded; None: it can."""
    if mode not in spec.modes:
        return (
            PaperClosed.LEVEL_ABOVE_DECIDES
            if spec.kind is DocumentKind.DECISION
            else PaperClosed.WARD_DECIDES
        )
    if spec.move is not None and spec.move not in moves_done:
        return PaperClosed.STEP_NOT_RECORDED
    if spec.stages and stage not in spec.stages:
        return PaperClosed.STAGE
    if spec.issuer is PaperIssuer.COMMITTEE and not is_office:
        return PaperClosed.OFFICE_MAKES
    return None


@dataclass(frozen=True, slots=True)
class FormNumber:
    """The number of a national form in print: for whom, and from when to when (both inclusive)."""

    form: PaperForm
    number: str
    in_force_from: date
    in_force_to: date | None = None
    probation: bool = False
    residential: bool | None = None


# From the list of one city of 11/2025, which follows the national numbers: believed for the whole country,
# read nowhere (domain notes 03). So none is printed unless the office says so. Letters are that city's, but
# for the branch that reports straight to the deciding committee.
_FORMS_OF_2022, _FORMS_OF_2025 = date(2022, 1, 18), date(2025, 9, 29)
_BEFORE_2025 = date(2025, 9, 28)
FORM_NUMBERS: tuple[FormNumber, ...] = (
    FormNumber(PaperForm.OPINIONS_SUMMARY, "5-KN", _FORMS_OF_2022),
    FormNumber(PaperForm.OPINIONS_SUMMARY, "12-KN", _FORMS_OF_2022, probation=True),
    FormNumber(PaperForm.BRANCH_ADMISSION, "6-KN", _FORMS_OF_2022, _BEFORE_2025),
    FormNumber(PaperForm.BRANCH_ADMISSION, "6-KN", _FORMS_OF_2025, residential=False),
    FormNumber(PaperForm.BRANCH_ADMISSION, "8C-KN", _FORMS_OF_2025, residential=True),
    FormNumber(PaperForm.COMMITTEE_ADMISSION, "8-KN", _FORMS_OF_2022),
    FormNumber(PaperForm.ADMISSION_DECISION, "9-KN", _FORMS_OF_2022),
    FormNumber(PaperForm.BRANCH_RECOGNITION, "13-KN", _FORMS_OF_2022, _BEFORE_2025),
    FormNumber(PaperForm.BRANCH_RECOGNITION, "13-KN", _FORMS_OF_2025, residential=False),
    FormNumber(PaperForm.BRANCH_RECOGNITION, "15C-KN", _FORMS_OF_2025, residential=True),
    FormNumber(PaperForm.COMMITTEE_RECOGNITION, "15-KN", _FORMS_OF_2022),
    FormNumber(PaperForm.RECOGNITION_DECISION, "16-KN", _FORMS_OF_2022),
)


def form_number(
    form: PaperForm, day: date, *, residential: bool = False, probation: bool = False
) -> str | None:
    """The number of the national form without its last letter (texts add it); None where none is believed."""
    for row in FORM_NUMBERS:
        if (
            row.form is form
            and row.in_force_from <= day
            and (row.in_force_to is None or day <= row.in_force_to)
            and row.probation is (probation and form is PaperForm.OPINIONS_SUMMARY)
            and row.residential in (None, residential)
        ):
            return row.number
    return None
