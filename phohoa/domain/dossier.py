"""The dossier of a run: its papers, their states, and the requests to verify a life history."""

from __future__ import annotations

from enum import StrEnum


class PaperState(StrEnum):
    """What has become of one paper of a dossier."""

    MISSING = "missing"
    RECEIVED = "received"
    RETURNED = "returned"
    NOT_NEEDED = "not_needed"


class VerificationSubject(StrEnum):
    """Whose life history a place was asked to verify (HD 06, 3.4 a); never a name."""

    SELF = "self"
    PARENTS = "parents"
    SPOUSE = "spouse"
    SPOUSE_PARENTS = "spouse_parents"
    CHILDREN = "children"


class VerificationConclusion(StrEnum):
    """What came of a request; the content itself stays in the paper file."""

    OPEN = "open"
    CORRECT = "correct"
    NEEDS_MORE = "needs_more"
    PROBLEM = "problem"
    EXEMPT = "exempt"
