"""The first page: the work of this month for each role, what is late, what has changed."""

from collections import Counter
from collections.abc import Callable

from sqlalchemy import func, select

from ..domain.access import Action, Role
from ..models import AuditRow, Document, Organisation, User
from .accounts import INITIAL_PASSWORD_LIFE
from .command import Query, query
from .home_branch import branch_work
from .home_parts import HomePage, Task, Work
from .home_ward import leader_work, office_work
from .introductions import Standing, introduced_by

TASKS_SHOWN, LATE_SHOWN, CHANGES_SHOWN = 5, 8, 3


def _admin_work(cx: Query) -> Work:
    """Accounts that wait for their first sign-in, and the log."""
    born = cx.session.scalars(
        select(User.password_set_at).where(User.must_change_password.is_(True)).where(User.active.is_(True))
    ).all()
    expired = sum(cx.now - moment > INITIAL_PASSWORD_LIFE for moment in born)
    tasks = []
    if expired:
        tasks.append(Task("passwords_expired", {}, {"count": expired}, urgent=True))
    if len(born) > expired:
        tasks.append(Task("passwords_initial", {}, {"count": len(born) - expired}))
    rows = cx.session.scalar(select(func.count(AuditRow.seq))) or 0
    tasks.append(Task("audit_to_check", {}, {"count": rows}))
    return Work(tuple(tasks))


def _organisation_work(cx: Query) -> Work:
    """What became of those whom the organisation introduced: numbers only."""
    organisation = cx.session.get(Organisation, cx.actor.organisation_id)
    lines = introduced_by(cx.session, cx.actor.organisation_id or 0)
    this_year = sum(
        line.introduced_on is not None and line.introduced_on.year == cx.today.year for line in lines
    )
    counted = Counter(line.standing.value for line in lines)
    name = organisation.name if organisation is not None else ""
    words = {"year": cx.today.year, "organisation": name, "count": this_year}
    standing = {one.value: counted[one.value] for one in Standing}
    return Work((Task("introduce", {}, words), Task("introductions", {}, standing)))


def _auditor_work(cx: Query) -> Work:
    """Issued documents and totals; no personal record."""
    count = cx.session.scalar(select(func.count(Document.id)).where(Document.issued_on.is_not(None))) or 0
    return Work((Task("documents", {}, {"count": count}), Task("targets")))


_WORK: dict[Role, Callable[[Query], Work]] = {
    Role.BRANCH: branch_work,
    Role.OFFICE: office_work,
    Role.SIGNATORY: leader_work,
    Role.COMMITTEE: leader_work,
    Role.ADMIN: _admin_work,
    Role.MASS_ORG: _organisation_work,
    Role.AUDITOR: _auditor_work,
}


@query(Action.HOME_VIEW)
def home_page(cx: Query) -> HomePage:
    """The actor's work of this month: at most five things, the late ones first, then the nearest."""
    cx.allow()
    find = _WORK.get(cx.actor.role)
    work = find(cx) if find is not None else Work()

    def rank(task: Task) -> tuple[bool, bool]:
        late = task.due is not None and task.due < cx.today
        return not (late or task.urgent), task.code in ("review_sent", "audit_to_check")

    return HomePage(
        today=cx.today,
        tasks=tuple(sorted(work.tasks, key=rank)[:TASKS_SHOWN]),
        late=work.late[:LATE_SHOWN],
        late_in_all=len(work.late),
        changes=work.changes[:CHANGES_SHOWN],
        since=work.since,
        outlooks=work.outlooks,
        hints=work.hints,
    )
