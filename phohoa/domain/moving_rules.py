"""The rules on moving, on leaving for other work or study, and on admitting a former member again."""

from __future__ import annotations

from .facts import FindingCode as F
from .rule_ids import RuleGroup, RuleId
from .rule_shape import Rule, counted, rule_of
from .rulebook import RuleCode
from .stages import MoveCode as M

_G, _I, _C = RuleGroup, RuleId, RuleCode

MOVING_RULES: tuple[Rule, ...] = (
    rule_of(_I.MOVING_BEFORE_VOTE, _G.MOVING, ("HD06:3.9a",), before="", step=M.MOVE_BRANCH),
    counted(_C.FORWARD_DOSSIER_DAYS, _G.MOVING),
    counted(_C.NEW_PLACE_DECISION_DAYS, _G.MOVING),
    counted(_C.MOVED_DECISION_DAYS, _G.MOVING, F.DECISION_AFTER_TRANSFER, at=M.MOVE_OUT),
    counted(_C.REEXAMINATION_DAYS, _G.MOVING),
    rule_of(
        _I.MOVING_IN_PROBATION, _G.MOVING, ("HD06:3.10",), F.COUNTS_FOR_OLD_BRANCH, before="", step=M.MOVE_OUT
    ),
    counted(_C.TRANSFER_DAYS, _G.MOVING),
    rule_of(_I.ARRIVING_WITH_CERTIFICATE, _G.MOVING, (), step=M.ARRIVE),
    counted(_C.STUDY_MONTHS, _G.MOVING),
    rule_of(_I.GRADUATES, _G.MOVING, ("HD06:6.2b",), before=""),
    counted(_C.WORK_MONTHS, _G.MOVING),
    rule_of(_I.TEMPORARY_ACTIVITY, _G.MOVING, ("HD06:5.2",), before=""),
    rule_of(_I.CLOCKS_RUN_ON, _G.MOVING, (), F.DEADLINES_RUN_ON, step=M.PAUSE),
    counted(
        _C.READMISSION_MONTHS,
        _G.READMISSION,
        F.READMISSION_EARLY,
        F.READMISSION_UNKNOWN,
        F.READMISSION,
        at=M.RESOLVE_BRANCH,
    ),
    counted(
        _C.READMISSION_SENTENCE_MONTHS,
        _G.READMISSION,
        F.READMISSION_SENTENCE_EARLY,
        F.READMISSION_SENTENCE_UNKNOWN,
        at=M.RESOLVE_BRANCH,
    ),
    counted(_C.READMISSION_TIMES, _G.READMISSION, F.READMISSION_USED, at=M.RESOLVE_BRANCH),
    rule_of(
        _I.READMISSION_CONSENT,
        _G.READMISSION,
        ("QD294:3.5",),
        F.READMISSION_CONSENT_MISSING,
        F.READMISSION_REFUSED,
        F.READMISSION_CONSENTED,
        at=M.RESOLVE_BRANCH,
    ),
    rule_of(_I.READMISSION_NEVER, _G.READMISSION, ("QD294:3.5",), F.READMISSION_NEVER, at=M.RESOLVE_BRANCH),
)
