"""The step that brought versions of plans: what stood there before becomes the first version of each part."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select

from phohoa.extensions import db
from phohoa.models import PlanSection, PlanVersion
from phohoa.services import plan_order, plans
from tests.plan_world import World, world

__all__ = ["world"]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def stepped(app: Flask) -> Iterator[Flask]:
    """The application, brought back to the newest step whatever the test did."""
    yield app
    db.session.remove()
    upgrade()
    db.engine.dispose()


def test_a_plan_of_before_has_one_version_of_each_part_and_loses_no_word(
    stepped: Flask, world: World
) -> None:
    office = world.caller("office")
    plan_id = world.draft()
    rows = db.session.scalars(select(PlanSection).order_by(PlanSection.position)).all()
    edited, gone = (next(r for r in rows if r.heading == name) for name in ("Mục đích", "Yêu cầu"))
    edited_id, gone_id = edited.id, gone.id
    plans.edit_section(office, plan_id, edited_id, edited.version, "Mục đích", "- Lời đã sửa.")
    plan_order.remove_section(office, plan_id, gone_id)
    db.session.rollback()
    wanted = dict(
        db.session.execute(
            select(PlanSection.id, PlanSection.body).where(PlanSection.removed_at.is_(None))
        ).all()  # type: ignore[arg-type]
    )
    steps = ScriptDirectory(str(ROOT / "phohoa" / "migrations")).walk_revisions()
    step = next(one for one in steps if "plan_version" in getattr(one.module, "TABLES", ()))
    db.session.remove()
    downgrade(revision=step.down_revision)
    db.session.remove()
    upgrade()
    found = db.session.scalars(select(PlanVersion)).all()
    assert {v.section_id: v.body for v in found if v.section_id} == wanted
    assert next(v for v in found if v.section_id == edited_id).number == 2
    (head,) = (v for v in found if v.section_id is None)
    assert head.actor_name == world.actor("office").full_name
    assert json.loads(head.body)["subject"].startswith("phát triển đảng viên")
    version = db.session.get_one(PlanSection, edited_id).version
    plans.edit_section(office, plan_id, edited_id, version, "Mục đích", "- Lời sửa tiếp.")
    db.session.rollback()
    newest = db.session.scalars(select(PlanVersion).order_by(PlanVersion.id.desc()).limit(1)).one()
    assert (newest.number, newest.body) == (3, "- Lời sửa tiếp.")
