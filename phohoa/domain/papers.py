"""Papers of the process that the product draws from data, and guidance for those written by hand."""

from __future__ import annotations

from enum import StrEnum


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
