"""The tables: columns, constraints, relationships; no queries, no rules."""

from .access import AccessLine, AuditRow, LoginAttempt, LoginSession, Receipt, User, UserBranch
from .candidates import (
    HelperAssignment,
    PartyMember,
    Person,
    PersonSourceGroup,
    RunEvent,
    TrackingRun,
)
from .documents import (
    Document,
    Plan,
    PlanAllocation,
    PlanEvent,
    PlanSection,
    RegisterEntry,
    SigningKey,
    TrustedIssuer,
)
from .reviews import Review, ReviewEvent, ReviewLine
from .ward import (
    AuthorityPeriod,
    Branch,
    CommitteeTerm,
    Holiday,
    Organisation,
    RuleValueRow,
    UnitName,
    Ward,
)

__all__ = [
    "AccessLine",
    "AuditRow",
    "AuthorityPeriod",
    "Branch",
    "CommitteeTerm",
    "Document",
    "HelperAssignment",
    "Holiday",
    "LoginAttempt",
    "LoginSession",
    "Organisation",
    "PartyMember",
    "Person",
    "PersonSourceGroup",
    "Plan",
    "PlanAllocation",
    "PlanEvent",
    "PlanSection",
    "Receipt",
    "RegisterEntry",
    "Review",
    "ReviewEvent",
    "ReviewLine",
    "RuleValueRow",
    "RunEvent",
    "SigningKey",
    "TrackingRun",
    "TrustedIssuer",
    "UnitName",
    "User",
    "UserBranch",
    "Ward",
]
