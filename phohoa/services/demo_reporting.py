"""The demo ward closes its months, opens one again for a branch, and is asked to open another."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from ..domain.reporting import is_locked
from ..texts.demo import reporting as words
from .demo_calendar import Calendar, MonthPlan, Report
from .demo_chronicle import Chronicle
from .demo_world import PRACTICE, World, moment
from .review_locks import ask_for_exception, grant_exception
from .ward_settings import save_ward_settings, ward_settings

#: Months are closed after this day of the next one.
_LOCK_DAY = 15
_OPEN_FOR = 9


def close_months(chronicle: Chronicle, world: World, calendar: Calendar) -> None:
    """Put it at the end of everything else: what branches entered late stays as it was."""
    chronicle.at(moment(calendar.today, 23), partial(_set_lock, world))
    closed = [
        plan
        for plan in calendar.months.values()
        if plan.report is Report.MISSING
        and plan.branch < PRACTICE
        and is_locked(plan.year, plan.month, _LOCK_DAY, calendar.today)
        and plan.year == calendar.today.year
    ]
    newest = sorted(closed, key=lambda plan: (plan.year, plan.month, plan.branch), reverse=True)
    if newest:
        chronicle.at(moment(calendar.today, 23), partial(_open, world, newest[0], calendar.today))
    if len(newest) > 1:
        chronicle.at(moment(calendar.today, 23), partial(_ask, world, newest[1]))


def _set_lock(world: World) -> None:
    caller = world.for_office()
    now = ward_settings(caller.actor)
    save_ward_settings(caller, now.version, replace(now.values, review_lock_day=_LOCK_DAY))


def _open(world: World, plan: MonthPlan, today: date) -> None:
    until = today + timedelta(days=_OPEN_FOR)
    branch_id = world.branch_ids[plan.branch]
    grant_exception(world.for_office(), branch_id, plan.year, plan.month, until, words.LEAVE)


def _ask(world: World, plan: MonthPlan) -> None:
    branch_id = world.branch_ids[plan.branch]
    ask_for_exception(world.for_branch(plan.branch), branch_id, plan.year, plan.month, words.REQUEST)
