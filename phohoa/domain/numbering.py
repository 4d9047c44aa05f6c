"""States of plans and documents, kinds of documents, and their numbers."""

from __future__ import annotations

from enum import StrEnum


class PlanState(StrEnum):
    """Where a plan stands on its way to being issued."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    ISSUED = "issued"
    SUPERSEDED = "superseded"


class DocumentKind(StrEnum):
    """Kinds of documents that the ward makes here."""

    PLAN = "plan"
    MINUTES = "minutes"
