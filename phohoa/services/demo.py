"""Loads the demo ward: a whole invented ward with its months, people, plans, into an empty installation."""

import contextlib
import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from ..domain.errors import Refused
from ..domain.stages import MoveCode
from ..extensions import db, installation
from ..texts.demo.ward import BRANCHES
from . import clock
from .command import Caller
from .demo_belonging import say_unions
from .demo_calendar import FIRST_YEAR, Calendar, Report
from .demo_chronicle import Chronicle
from .demo_classes import Classes
from .demo_dossiers import gather_probation, gathering_of, hand_over, visit
from .demo_lives import Life, Step, all_lives
from .demo_months import Months, Studio, office_takes_it_up
from .demo_office import Office, committee_days
from .demo_papers import plan_papers
from .demo_people import PAPER_COMES_WITHIN, begin, end_class, lose_helper, take
from .demo_plans import Plans
from .demo_registers import plan_registers
from .demo_reporting import close_months
from .demo_sessions import plan_sessions
from .demo_world import PROVINCE_SINCE, World, build, go_under_the_province, moment
from .installation_info import is_empty

_log = logging.getLogger(__name__)
#: So many branches have held their reviews of 2023 here.
_IN_FIRST_YEAR = 10
#: Branches with an account of their own report every month.
_ORDERLY = frozenset({0, 1, 11})
_NEW_MEMBER_CLASS_AFTER = 180
_HELPERS_LEFT_AGO = 6
_NEXT_PLAN_FROM_MONTH = 10


def load(caller: Caller) -> tuple[tuple[str, str, str], ...]:
    """Load the demo; gives (name to sign in with, password, who it is) per account, and the key's passphrase.

    Raises Refused("not_empty") where there is a ward or an account. On SQLite everything goes into a file of
    its own, which takes the place of the empty database when it is whole: what stops half-way leaves the
    installation empty. On PostgreSQL each step is a transaction of its own: after a failure the database is
    made anew (the flag `demo-unfinished` in the instance folder says so).
    """
    if not is_empty():
        raise Refused("not_empty")
    with place_of_its_own():
        world = _live_through(caller)
    return tuple((line.username, line.password, line.who) for line in world.accounts)


# --- all or nothing ----------------------------------------------------------------------------------------


def unfinished() -> bool:
    """Whether a demo was begun here and did not come to its end (only where it cannot be taken back)."""
    return _flag().exists()


def _flag() -> Path:
    return installation().settings.instance / "demo-unfinished"


@contextlib.contextmanager
def place_of_its_own() -> Iterator[None]:
    """On SQLite a copy of the empty database to load into: it becomes the real one when all went well."""
    settings = installation().settings
    engine = db.engine
    real = Path(engine.url.database or "")
    if not settings.is_sqlite or not real.is_file():
        _flag().touch()
        with _quick(engine, None):
            yield
        _flag().unlink()
        return
    part = real.with_name(real.name + ".demo")
    _forget(part, settings.document_dir)
    db.session.remove()
    engine.dispose()
    shutil.copyfile(real, part)
    before = {path.name for path in settings.document_dir.iterdir()}
    try:
        with _quick(engine, part):
            yield
        with part.open("r+b") as file:
            os.fsync(file.fileno())
        for suffix in ("-journal", "-wal", "-shm"):
            real.with_name(real.name + suffix).unlink(missing_ok=True)
        part.replace(real)
    except BaseException:
        part.unlink(missing_ok=True)
        for path in settings.document_dir.iterdir():
            if path.name not in before:
                path.unlink()
        raise


def _forget(part: Path, documents: Path) -> None:
    """Remove what a load that was killed has left: its database file and the documents that it stored."""
    if not part.exists():
        return
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(part)) as left:
        for (name,) in left.execute("SELECT sha256 FROM document"):
            (documents / name).unlink(missing_ok=True)
    for path in part.parent.glob(part.name + "*"):
        path.unlink()


@contextlib.contextmanager
def _quick(engine: Engine, part: Path | None) -> Iterator[None]:
    """All connections go to the file `part`, if given, and do not wait for the disk."""

    def elsewhere(_dialect: Any, _record: Any, args: list[Any], _params: Any) -> None:
        if part is not None:
            args[0] = str(part)

    def hurry(connection: Any, _record: Any) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA journal_mode=MEMORY")
            connection.execute("PRAGMA synchronous=OFF")

    event.listen(engine, "do_connect", elsewhere)
    event.listen(engine, "connect", hurry)
    try:
        yield
    finally:
        db.session.remove()
        engine.dispose()
        event.remove(engine, "do_connect", elsewhere)
        event.remove(engine, "connect", hurry)


# --- what happens, day by day ------------------------------------------------------------------------------


def _live_through(caller: Caller) -> World:
    today = clock.today()
    calendar = Calendar(today, len(BRANCHES), _IN_FIRST_YEAR, _ORDERLY)
    lives = all_lives(calendar, tuple(size for *_, size in BRANCHES))
    begin_on = min(life.steps[0].day for life in lives) - timedelta(days=40)
    with clock.pretend(moment(begin_on, 8)):
        world = build(caller, today)
        say_unions(world)
    chronicle = Chronicle()
    plans = Plans(world)
    classes = Classes(world, lives, plans.passphrase)
    office = Office(world, chronicle)
    office.plan_year(today)
    office.wish(lives, today)
    plan_papers(chronicle, world, lives)
    due: dict[tuple[int, int, int], list[tuple[Life, Step]]] = {}
    for life in lives:
        _plan_life(chronicle, world, life, due)
        for step in life.steps:
            office.follow(life, step)
    with Studio() as studio:
        _plan_months(chronicle, calendar, Months(world, due, studio))
        _plan_plans(chronicle, plans, today)
        _plan_classes(chronicle, classes, today)
        chronicle.at(moment(PROVINCE_SINCE, 8), partial(go_under_the_province, world.for_office()))
        plan_registers(chronicle, world, today)
        close_months(chronicle, world, calendar)
        plan_sessions(chronicle, world, lives, plans.passphrase, committee_days(today))
        chronicle.run()
    return world


def _plan_life(
    chronicle: Chronicle, world: World, life: Life, due: dict[tuple[int, int, int], list[tuple[Life, Step]]]
) -> None:
    for step in life.steps:
        if step.move is MoveCode.INTRODUCE:
            chronicle.at(moment(step.day, 9, 30), partial(begin, world, life))
        elif step.in_review:
            due.setdefault((life.branch, step.day.year, step.day.month), []).append((life, step))
        else:
            wait = step.move in (MoveCode.RECORD_DECISION, MoveCode.RECOGNISE)
            entered = min(step.day + timedelta(days=PAPER_COMES_WITHIN if wait else 0), world.today)
            chronicle.at(moment(entered, 15, life.number % 60), partial(take, world, life, step))
        if step.move is MoveCode.HOLD_CEREMONY:
            class_ends = step.day + timedelta(days=_NEW_MEMBER_CLASS_AFTER + life.number % 60)
            if class_ends <= world.today:
                chronicle.at(moment(class_ends, 16, life.number % 60), partial(end_class, world, life))
    if gathering := gathering_of(life, world.today):
        for one in gathering.visits(world.today):
            working = partial(visit, world, life, gathering, one.part)
            chronicle.at(moment(one.day, 14, life.number % 60), working)
    for step in life.steps:
        if step.move is MoveCode.PROPOSE_OFFICIAL:
            chronicle.at(
                moment(step.day, 14, life.number % 60), partial(gather_probation, world, life, step.day)
            )
        elif step.move is MoveCode.RESOLVE_BRANCH and not step.failed:
            chronicle.at(moment(step.day, 17, life.number % 60), partial(hand_over, world, life, step.day))
    if "helper_left" in life.traits:
        day = world.today - timedelta(days=_HELPERS_LEFT_AGO)
        chronicle.at(moment(day, 16), partial(lose_helper, world, life, day))


def _plan_months(chronicle: Chronicle, calendar: Calendar, months: Months) -> None:
    for plan in calendar.months.values():
        if plan.report is Report.MISSING:
            continue
        if plan.report is Report.NOT_HELD:
            chronicle.at(moment(plan.sent_on or plan.meeting_on, 8, 30), partial(months.not_held, plan))
            continue
        concluding = plan.report is not Report.IN_PROGRESS
        held = moment(plan.meeting_on, 21, plan.branch)
        chronicle.at(held, partial(months.hold, plan, concluding=concluding))
        if plan.sent_on is None:
            continue
        chronicle.at(moment(plan.sent_on, 22, plan.branch), partial(months.send, plan))
        day = office_takes_it_up(plan)
        back = plan.report is Report.RETURNED
        if plan.received and day <= calendar.today and plan.branch < len(BRANCHES):
            chronicle.at(moment(day, 10), partial(months.receive, plan, back=back))


def _plan_classes(chronicle: Chronicle, classes: Classes, today: date) -> None:
    if classes.has_pupils:
        chronicle.at(moment(classes.starts_on - timedelta(days=30), 10), classes.announce_held)
        chronicle.at(moment(classes.starts_on - timedelta(days=7), 10), classes.settle_held)
        chronicle.at(moment(classes.certified_on, 10), classes.close_held)
    announced = today - timedelta(days=12)
    chronicle.at(moment(announced, 8), classes.plan_next)
    chronicle.at(moment(announced, 10), partial(classes.announce_next, announced))
    chronicle.at(moment(today - timedelta(days=3), 10), classes.answer_next)


def _plan_plans(chronicle: Chronicle, plans: Plans, today: date) -> None:
    first, this = FIRST_YEAR, today.year
    chronicle.at(moment(date(first, 1, 3), 8), plans.make_key)
    chronicle.at(moment(date(first, 1, 3), 9), partial(plans.carry_over, date(first, 1, 3)))
    chronicle.at(moment(date(first, 1, 9), 9), partial(plans.write, first, frozenset({0, 3})))
    chronicle.at(moment(date(first, 1, 11), 9), partial(plans.submit, first))
    chronicle.at(moment(date(first, 1, 13), 9), partial(plans.issue, first, date(first, 1, 13)))
    issued = min(date(this, 1, 12), today)
    chronicle.at(moment(min(date(this, 1, 5), today), 8), partial(plans.write, this, frozenset({1, 2, 11})))
    chronicle.at(moment(min(date(this, 1, 5), today), 10), plans.keep_passages)
    chronicle.at(moment(min(date(this, 1, 6), today), 9), partial(plans.submit, this))
    chronicle.at(moment(min(date(this, 1, 7), today), 9), partial(plans.send_back, this))
    chronicle.at(moment(min(date(this, 1, 7), today), 9, 30), partial(plans.talk_before, this))
    chronicle.at(moment(min(date(this, 1, 8), today), 9), partial(plans.submit, this))
    chronicle.at(moment(issued, 9), partial(plans.issue, this, issued))
    if today.month >= _NEXT_PLAN_FROM_MONTH:
        draft = moment(max(date(this, _NEXT_PLAN_FROM_MONTH, 1), today - timedelta(days=9)), 9)
        chronicle.at(draft, partial(plans.write_from_last, this + 1))
        chronicle.at(draft + timedelta(hours=2), partial(plans.talk, this + 1))
