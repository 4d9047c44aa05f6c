"""A ward that can issue a plan: trusted test authority, the signatory's key, and the steps up to issuing."""

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from phohoa.documents.authority import DemoKeys, make_demo_authority
from phohoa.domain.access import Action, Actor
from phohoa.extensions import db
from phohoa.models import Plan, User
from phohoa.services import clock, issuing, plans, signing_keys
from phohoa.services.command import Caller, Command, command

from . import factories

PASSPHRASE = "Trăng sáng đầu thôn 9"
YEAR = clock.today().year


@command(Action.INSTALLATION_SETUP)
def _demo_key(cx: Command, user_id: int) -> None:
    cx.allow()
    signing_keys.make_demo_key(cx, user_id, PASSPHRASE)


@dataclass
class World:
    """The accounts of a ward as callers, and the ids of its rows."""

    ids: SimpleNamespace

    def caller(self, name: str, command_id: str | None = None) -> Caller:
        return Caller(self.actor(name), command_id)

    def actor(self, name: str) -> Actor:
        user = db.session.get(User, getattr(self.ids, name))
        assert user is not None
        return factories.actor_of(user)

    def plan(self, plan_id: int) -> Plan:
        db.session.rollback()
        found = db.session.get(Plan, plan_id)
        assert found is not None
        return found

    def draft(self, year: int = YEAR) -> int:
        return plans.create_plan(self.caller("office"), year).plan_id

    def submitted(self, plan_id: int) -> int:
        plans.submit_plan(self.caller("office"), plan_id, self.plan(plan_id).version)
        return plan_id

    def approved(self, plan_id: int | None = None) -> int:
        plan_id = self.submitted(plan_id or self.draft())
        plans.approve_plan(self.caller("signatory"), plan_id, self.plan(plan_id).version)
        return plan_id

    def issue(self, plan_id: int, dated: date | None = None, passphrase: str = PASSPHRASE) -> issuing.Issued:
        version = self.plan(plan_id).version
        return issuing.issue(self.caller("signatory"), plan_id, version, passphrase, dated or clock.today())

    def demo_key(self) -> None:
        _demo_key(Caller(Actor.system()), self.ids.signatory)


def foreign_keys(name: str = "Trăng Văn Lạ") -> DemoKeys:
    """A key whose issuer nobody here trusts."""
    return make_demo_authority(
        authority_name="Nơi cấp lạ",
        signer_name=name,
        organisation="Nơi khác",
        passphrase=PASSPHRASE,
        now=clock.now(),
        since=clock.now() - timedelta(days=3),
    )


@pytest.fixture
def world(app: Flask, people: SimpleNamespace) -> World:
    """The small ward."""
    return World(people)


@pytest.fixture
def signing(world: World) -> World:
    """The small ward with a test authority and the signatory's key."""
    world.demo_key()
    return world
