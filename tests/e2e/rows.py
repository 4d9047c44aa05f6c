"""Rows that several journeys begin with: a branch with people in the stages that its work is about."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Select, select

from phohoa.domain.access import Action
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Branch, LoginSession, Plan, RunEvent, TrackingRun, User
from phohoa.services import clock, plans
from phohoa.services.command import Caller, Command, command
from phohoa.services.issuing import issue
from phohoa.services.signing_keys import make_demo_key

from .. import factories

SINCE = date(2026, 1, 5)
PASSPHRASE = "con cò bay lả bay la"


def people_of_first(people: SimpleNamespace) -> SimpleNamespace:
    """Five people of the first branch: two sources, two on the list with a helper, one without."""
    with factories.writing():
        branch = db.session.get(Branch, people.first)
        assert branch is not None
        helper = factories.member(branch, "Sông Văn Bến")
        other = factories.member(branch, "Núi Minh Đồi")
        factories.member(branch, "Biển Thị Sóng", official=False)
        listed = {"helper": helper, "sympathiser_on": SINCE}
        return SimpleNamespace(
            helper=helper.id,
            other=other.id,
            hoa=factories.run(branch, "Mây Thị Hoa", Stage.SYMPATHISER, **listed).id,
            binh=factories.run(branch, "Gió Văn Bình", Stage.SYMPATHISER, **listed).id,
            alone=factories.run(branch, "Suối Thị Đào", Stage.SYMPATHISER, sympathiser_on=SINCE).id,
            young=factories.run(branch, "Nắng Quốc Cường", Stage.SOURCE).id,
            second=factories.run(branch, "Trăng Thị Ánh", Stage.SOURCE).id,
        )


def read(statement: Select[Any]) -> list[Any]:
    """What the database has now; leaves no transaction open that would hold up the server."""
    db.session.rollback()
    found = list(db.session.scalars(statement))
    db.session.rollback()
    return found


def stage_of(run_id: int) -> Stage:
    """Where a run stands now."""
    found: Stage = read(select(TrackingRun.stage).where(TrackingRun.id == run_id))[0]
    return found


def events_of(run_id: int) -> list[str]:
    """The moves of a run, oldest first."""
    return read(select(RunEvent.move).where(RunEvent.run_id == run_id).order_by(RunEvent.id))


def end_sessions_of(username: str) -> None:
    """What an hour without a touch does."""
    with factories.writing():
        user = db.session.scalars(select(User).where(User.username == username)).one()
        for row in db.session.scalars(select(LoginSession).where(LoginSession.user_id == user.id)):
            db.session.delete(row)


def this_month() -> tuple[int, int, str]:
    """Year, month and today's date as people write it."""
    today = clock.today()
    return today.year, today.month, today.strftime("%d/%m/%Y")


def caller_of(user_id: int) -> Caller:
    """Who asks, for a use case that a test starts from."""
    user = db.session.get(User, user_id)
    assert user is not None
    return Caller(factories.actor_of(user))


@command(Action.KEY_MANAGE)
def _demo_key(cx: Command, user_id: int) -> None:
    cx.allow()
    make_demo_key(cx, user_id, PASSPHRASE)


def plan_for_signature(people: SimpleNamespace, *, approved: bool) -> int:
    """The plan of this year as the office presented it, and a demonstration's key for the signatory."""
    office, signatory = caller_of(people.office), caller_of(people.signatory)
    _demo_key(signatory, people.signatory)
    plan_id = plans.create_plan(office, clock.today().year).plan_id
    plans.submit_plan(office, plan_id, _version(plan_id))
    if approved:
        plans.approve_plan(signatory, plan_id, _version(plan_id))
    return plan_id


def issued_plan(people: SimpleNamespace) -> int:
    """The document of this year's plan, signed and issued."""
    plan_id = plan_for_signature(people, approved=True)
    signatory = caller_of(people.signatory)
    return issue(signatory, plan_id, _version(plan_id), PASSPHRASE, clock.today()).document_id


def _version(plan_id: int) -> int:
    return int(read(select(Plan.version).where(Plan.id == plan_id))[0])
