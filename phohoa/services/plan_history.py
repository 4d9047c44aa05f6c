"""Every saved version of a plan's head and sections: kept with each saving, brought back as a new one."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from ..domain.access import Action
from ..domain.errors import Conflict, NotFound
from ..domain.numbering import EDITABLE_STATES
from ..models import Plan, PlanSection, PlanVersion
from .command import Command, Context, command

#: What a version of the head keeps, in the order of the form.
HEAD_FIELDS = (
    "subject",
    "parent_issuer",
    "place",
    "dated",
    "authority",
    "position",
    "signatory_name",
    "signatory_id",
    "ward_target",
    "recipients",
)


def open_for_editing(cx: Command, plan_id: int, version: int | None = None) -> Plan:
    """The plan, locked, while its content may still change. Raises Conflict once it was submitted."""
    plan = cx.load(Plan, plan_id)
    if plan.state not in EDITABLE_STATES:
        raise Conflict("plan_frozen")
    if version is not None and plan.version != version:
        raise Conflict("stale", current=plan.version)
    return plan


def section_of(
    cx: Context, plan: Plan, section_id: int, version: int | None = None, *, removed: bool = False
) -> PlanSection:
    """A section of this plan. Raises NotFound (also for a removed one), Conflict on another version."""
    section = cx.load(PlanSection, section_id)
    if section.plan_id != plan.id or (section.removed_at is not None and not removed):
        raise NotFound
    if version is not None and section.version != version:
        raise Conflict("stale", current=section.version)
    return section


def keep_section(cx: Command, section: PlanSection, restores: int | None = None) -> None:
    """Write down what a flushed section says now, under its version."""
    _keep(cx, section.plan_id, section.id, section.version, section.heading, section.body, restores)


def write_section(
    cx: Command, section: PlanSection, heading: str, body: str, restores: int | None = None
) -> bool:
    """Give a section these words as its next version; False when it says so already."""
    if (section.heading, section.body) == (heading, body):
        return False
    section.heading, section.body = heading, body
    section.version += 1
    keep_section(cx, section, restores)
    return True


def keep_head(cx: Command, plan: Plan, restores: int | None = None) -> None:
    """Write down what the head of a flushed plan says now, unless its last version says the same."""
    last = cx.session.scalar(
        select(PlanVersion)
        .where(PlanVersion.plan_id == plan.id, PlanVersion.section_id.is_(None))
        .order_by(PlanVersion.number.desc())
        .limit(1)
    )
    body = json.dumps(head_values(plan), ensure_ascii=False)
    if last is None or last.body != body:
        _keep(cx, plan.id, None, last.number + 1 if last else 1, "", body, restores)


def head_values(plan: Plan) -> dict[str, Any]:
    """The fields of the head as plain values."""
    found = {name: getattr(plan, name) for name in HEAD_FIELDS}
    found["dated"] = plan.dated.isoformat() if plan.dated else None
    return found


def _keep(
    cx: Command,
    plan_id: int,
    section_id: int | None,
    number: int,
    heading: str,
    body: str,
    restores: int | None,
) -> None:
    cx.session.add(
        PlanVersion(
            plan_id=plan_id,
            section_id=section_id,
            number=number,
            at=cx.now,
            actor_id=cx.actor.user_id,
            actor_name=cx.actor.full_name,
            heading=heading,
            body=body,
            restores=restores,
        )
    )


def version_of(cx: Context, plan_id: int, section_id: int | None, number: int) -> PlanVersion:
    """One version of a part. Raises NotFound."""
    part = PlanVersion.section_id == section_id if section_id else PlanVersion.section_id.is_(None)
    found = cx.session.scalar(
        select(PlanVersion).where(PlanVersion.plan_id == plan_id, part, PlanVersion.number == number)
    )
    if found is None:
        raise NotFound
    return found


def newest_number(cx: Context, plan_id: int, section_id: int | None) -> int:
    """The number of the version that counts now."""
    part = PlanVersion.section_id == section_id if section_id else PlanVersion.section_id.is_(None)
    return (
        cx.session.scalar(select(func.max(PlanVersion.number)).where(PlanVersion.plan_id == plan_id, part))
        or 0
    )


@dataclass(frozen=True)
class Restored:
    """Which part has its earlier words again."""

    plan_id: int
    section_id: int | None


@command(Action.PLAN_EDIT)
def restore_section(cx: Command, plan_id: int, section_id: int, version: int, number: int) -> Restored:
    """Give a section the words of an earlier version, as its newest one; nothing of the history goes.

    Raises NotFound, Conflict when it was changed since or the plan is no draft any more.
    """
    plan = open_for_editing(cx, plan_id)
    section = section_of(cx, plan, section_id, version)
    old = version_of(cx, plan.id, section.id, number)
    write_section(cx, section, old.heading, old.body, restores=number)
    return Restored(plan.id, section.id)


@command(Action.PLAN_EDIT)
def restore_head(cx: Command, plan_id: int, version: int, number: int) -> Restored:
    """Give the head what an earlier version said. Raises NotFound, Conflict."""
    plan = open_for_editing(cx, plan_id, version)
    values = json.loads(version_of(cx, plan.id, None, number).body)
    values["dated"] = date.fromisoformat(values["dated"]) if values["dated"] else None
    for name in HEAD_FIELDS:
        setattr(plan, name, values[name])
    cx.session.flush()
    keep_head(cx, plan, restores=number)
    return Restored(plan.id, None)
