"""The one access policy: who may do what, and on whose branches."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    ADMIN = "admin"
    OFFICE = "office"
    SIGNATORY = "signatory"
    COMMITTEE = "committee"
    BRANCH = "branch"
    MASS_ORG = "mass_org"
    AUDITOR = "auditor"
    ANONYMOUS = "anonymous"
    SYSTEM = "system"


#: Roles that an account can have; the other two are nobody's account.
ACCOUNT_ROLES = (
    Role.ADMIN,
    Role.OFFICE,
    Role.SIGNATORY,
    Role.COMMITTEE,
    Role.BRANCH,
    Role.MASS_ORG,
    Role.AUDITOR,
)


class Action(StrEnum):
    SESSION_OPEN = "session:open"
    ACCOUNT_SELF = "account:self"
    HOME_VIEW = "home:view"
    HELP_VIEW = "help:view"
    BOARD_VIEW = "board:view"
    WARD_BOARD_VIEW = "ward_board:view"
    CANDIDATE_VIEW = "candidate:view"
    CANDIDATE_CREATE = "candidate:create"
    CANDIDATE_EDIT = "candidate:edit"
    CANDIDATE_MOVE = "candidate:move"
    CANDIDATE_REVEAL = "candidate:reveal"
    CANDIDATE_EXPORT = "candidate:export"
    DOSSIER_VIEW = "dossier:view"
    DOSSIER_EDIT = "dossier:edit"
    ATTACHMENT_VIEW = "attachment:view"
    PAPER_MAKE = "paper:make"
    OPINION_EDIT = "opinion:edit"
    OBLIGATION_EDIT = "obligation:edit"
    CLASS_VIEW = "class:view"
    CLASS_EDIT = "class:edit"
    CLASS_NOMINATE = "class:nominate"
    CLASS_ISSUE = "class:issue"
    FORECAST_VIEW = "forecast:view"
    WARD_FORECAST_VIEW = "ward_forecast:view"
    DEADLINE_VIEW = "deadline:view"
    FEED_MANAGE = "feed:manage"
    RULE_VIEW = "rule:view"
    RULE_EDIT = "rule:edit"
    CALENDAR_EDIT = "calendar:edit"
    INTRODUCTION_CREATE = "introduction:create"
    INTRODUCTION_VIEW = "introduction:view"
    REVIEW_VIEW = "review:view"
    REVIEW_EDIT = "review:edit"
    REVIEW_MONTH_VIEW = "review_month:view"
    REVIEW_RECEIVE = "review:receive"
    REVIEW_LOCK = "review:lock"
    PROPOSAL_MAKE = "proposal:make"
    WARD_SESSION_VIEW = "ward_session:view"
    WARD_SESSION_EDIT = "ward_session:edit"
    WARD_SESSION_ISSUE = "ward_session:issue"
    DIGEST_SEND = "digest:send"
    DRAFT_KEEP = "draft:keep"
    PLAN_VIEW = "plan:view"
    PLAN_EDIT = "plan:edit"
    PLAN_COMMENT = "plan:comment"
    PLAN_DECIDE = "plan:decide"
    PLAN_ISSUE = "plan:issue"
    ROUND_VIEW = "round:view"
    ROUND_START = "round:start"
    ROUND_SIGN = "round:sign"
    ROUND_WITHDRAW = "round:withdraw"
    SEAL_MANAGE = "seal:manage"
    KEY_MANAGE = "key:manage"
    ISSUER_MANAGE = "issuer:manage"
    DOCUMENT_VIEW = "document:view"
    DOCUMENT_VERIFY = "document:verify"
    REGISTER_VIEW = "register:view"
    REGISTER_EDIT = "register:edit"
    REGISTER_CANCEL = "register:cancel"
    INCOMING_VIEW = "incoming:view"
    INCOMING_EDIT = "incoming:edit"
    TARGET_VIEW = "target:view"
    UNIT_MANAGE = "unit:manage"
    USER_MANAGE = "user:manage"
    AUDIT_VIEW = "audit:view"
    ACCESS_LOG_VIEW = "access_log:view"
    INSTALLATION_SETUP = "installation:setup"


class Scope(StrEnum):
    """How far a permission reaches."""

    ALL = "all"
    OWN = "own"  # only the branches (or the organisation) that the actor is bound to


_EVERYONE = dict.fromkeys(ACCOUNT_ROLES, Scope.ALL)
_READERS = {
    Role.OFFICE: Scope.ALL,
    Role.SIGNATORY: Scope.ALL,
    Role.COMMITTEE: Scope.ALL,
    Role.BRANCH: Scope.OWN,
}
_WARD_READERS = {Role.OFFICE: Scope.ALL, Role.SIGNATORY: Scope.ALL, Role.COMMITTEE: Scope.ALL}
_OFFICE_AND_BRANCH = {Role.OFFICE: Scope.ALL, Role.BRANCH: Scope.OWN}

#: The whole policy, literally. What is not here is refused.
POLICY: dict[Action, dict[Role, Scope]] = {
    Action.SESSION_OPEN: {**_EVERYONE, Role.ANONYMOUS: Scope.ALL},
    Action.ACCOUNT_SELF: dict(_EVERYONE),
    Action.HOME_VIEW: dict(_EVERYONE),
    Action.HELP_VIEW: dict(_EVERYONE),
    Action.BOARD_VIEW: dict(_READERS),
    Action.WARD_BOARD_VIEW: dict(_WARD_READERS),
    Action.CANDIDATE_VIEW: dict(_READERS),
    Action.CANDIDATE_CREATE: dict(_OFFICE_AND_BRANCH),
    Action.CANDIDATE_EDIT: dict(_OFFICE_AND_BRANCH),
    Action.CANDIDATE_MOVE: dict(_OFFICE_AND_BRANCH),
    Action.CANDIDATE_REVEAL: dict(_OFFICE_AND_BRANCH),
    Action.CANDIDATE_EXPORT: dict(_READERS),
    Action.DOSSIER_VIEW: dict(_READERS),
    Action.DOSSIER_EDIT: dict(_OFFICE_AND_BRANCH),
    Action.ATTACHMENT_VIEW: dict(_OFFICE_AND_BRANCH),
    Action.PAPER_MAKE: dict(_OFFICE_AND_BRANCH),
    Action.OPINION_EDIT: {Role.OFFICE: Scope.ALL},
    Action.OBLIGATION_EDIT: dict(_OFFICE_AND_BRANCH),
    Action.CLASS_VIEW: dict(_READERS),
    Action.CLASS_EDIT: {Role.OFFICE: Scope.ALL},
    Action.CLASS_NOMINATE: dict(_OFFICE_AND_BRANCH),
    Action.CLASS_ISSUE: {Role.SIGNATORY: Scope.ALL},
    Action.FORECAST_VIEW: dict(_READERS),
    Action.WARD_FORECAST_VIEW: dict(_WARD_READERS),
    Action.DEADLINE_VIEW: dict(_READERS),
    Action.FEED_MANAGE: dict(_READERS),
    Action.RULE_VIEW: dict(_EVERYONE),
    Action.RULE_EDIT: {Role.OFFICE: Scope.ALL},
    Action.CALENDAR_EDIT: {Role.OFFICE: Scope.ALL},
    Action.INTRODUCTION_CREATE: {Role.MASS_ORG: Scope.OWN},
    Action.INTRODUCTION_VIEW: {Role.MASS_ORG: Scope.OWN},
    Action.REVIEW_VIEW: dict(_READERS),
    Action.REVIEW_EDIT: {Role.BRANCH: Scope.OWN},
    Action.REVIEW_MONTH_VIEW: dict(_WARD_READERS),
    Action.REVIEW_RECEIVE: {Role.OFFICE: Scope.ALL},
    Action.REVIEW_LOCK: {Role.OFFICE: Scope.ALL},
    Action.PROPOSAL_MAKE: {Role.BRANCH: Scope.OWN},
    Action.WARD_SESSION_VIEW: dict(_WARD_READERS),
    Action.WARD_SESSION_EDIT: {Role.OFFICE: Scope.ALL},
    Action.WARD_SESSION_ISSUE: {Role.SIGNATORY: Scope.ALL},
    Action.DIGEST_SEND: {Role.OFFICE: Scope.ALL},
    Action.DRAFT_KEEP: dict(_EVERYONE),
    Action.PLAN_VIEW: dict(_WARD_READERS),
    Action.PLAN_EDIT: {Role.OFFICE: Scope.ALL},
    Action.PLAN_COMMENT: dict(_WARD_READERS),
    Action.PLAN_DECIDE: {Role.SIGNATORY: Scope.ALL},
    Action.PLAN_ISSUE: {Role.SIGNATORY: Scope.ALL},
    Action.ROUND_VIEW: dict(_WARD_READERS),
    # Who may sign at all; whose turn it is, the round itself says.
    Action.ROUND_START: {Role.OFFICE: Scope.ALL, Role.SIGNATORY: Scope.ALL},
    Action.ROUND_SIGN: {Role.OFFICE: Scope.ALL, Role.SIGNATORY: Scope.ALL},
    Action.ROUND_WITHDRAW: {Role.OFFICE: Scope.ALL},
    Action.SEAL_MANAGE: {Role.ADMIN: Scope.ALL, Role.OFFICE: Scope.ALL},
    Action.KEY_MANAGE: {Role.SIGNATORY: Scope.ALL, Role.OFFICE: Scope.ALL},
    Action.ISSUER_MANAGE: {Role.ADMIN: Scope.ALL, Role.OFFICE: Scope.ALL},
    Action.DOCUMENT_VIEW: dict(_EVERYONE),
    Action.DOCUMENT_VERIFY: dict(_EVERYONE),
    Action.REGISTER_VIEW: {**_WARD_READERS, Role.AUDITOR: Scope.ALL},
    Action.REGISTER_EDIT: {Role.OFFICE: Scope.ALL},
    Action.REGISTER_CANCEL: {Role.OFFICE: Scope.ALL},
    Action.INCOMING_VIEW: dict(_WARD_READERS),
    Action.INCOMING_EDIT: {Role.OFFICE: Scope.ALL},
    Action.TARGET_VIEW: {**_WARD_READERS, Role.AUDITOR: Scope.ALL},
    Action.UNIT_MANAGE: {Role.OFFICE: Scope.ALL},
    Action.USER_MANAGE: {Role.ADMIN: Scope.ALL},
    Action.AUDIT_VIEW: {Role.ADMIN: Scope.ALL},
    Action.ACCESS_LOG_VIEW: {Role.OFFICE: Scope.ALL},
    Action.INSTALLATION_SETUP: {},
}


@dataclass(frozen=True)
class Actor:
    """Who acts. `branch_ids` counts for role branch, `organisation_id` for role mass_org."""

    user_id: int | None
    username: str
    full_name: str
    role: Role
    branch_ids: frozenset[int] = field(default_factory=frozenset)
    organisation_id: int | None = None
    must_change_password: bool = False

    @staticmethod
    def anonymous() -> "Actor":
        return Actor(None, "-", "-", Role.ANONYMOUS)

    @staticmethod
    def system() -> "Actor":
        """The operator at the command line; may everything, and stands so in the audit."""
        return Actor(None, "system", "system", Role.SYSTEM)


def scope_of(actor: Actor, action: Action) -> Scope | None:
    """How far the actor's permission for the action reaches; None: not at all."""
    if actor.role is Role.SYSTEM:
        return Scope.ALL
    return POLICY.get(action, {}).get(actor.role)


def may(
    actor: Actor, action: Action, branch_id: int | None = None, organisation_id: int | None = None
) -> bool:
    """Whether the actor may do the action at all, or on this branch or organisation when one is given."""
    scope = scope_of(actor, action)
    if scope is None:
        return False
    if scope is Scope.ALL or (branch_id is None and organisation_id is None):
        return True
    if branch_id is not None and branch_id not in actor.branch_ids:
        return False
    return organisation_id is None or organisation_id == actor.organisation_id
