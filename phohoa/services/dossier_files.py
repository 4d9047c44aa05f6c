"""Where the paper files are: one by one, and all of them for the office."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from ..domain.access import Action
from ..domain.stages import Stage
from ..models import Branch, DossierFile, Person, TrackingRun
from .command import Query, query


@dataclass(frozen=True)
class FilePlace:
    """Where the paper file is."""

    holder: str = ""
    shelf: str = ""
    since: date | None = None
    version: int = 0


def place_of(row: DossierFile | None) -> FilePlace:
    """Where a paper file is; nothing for one of which that was never noted."""
    return FilePlace(row.holder, row.shelf, row.since, row.version) if row is not None else FilePlace()


@dataclass(frozen=True)
class FileLine:
    """One paper file and where it is."""

    run_id: int
    name: str
    branch: str
    stage: Stage
    holder: str
    shelf: str
    since: date | None


@dataclass(frozen=True)
class FilesPage:
    """Where the paper files are; `holders` and `branches` are what the filter offers."""

    lines: tuple[FileLine, ...]
    total: int
    holders: tuple[tuple[str, int], ...]
    branches: tuple[tuple[int, str], ...]
    unknown: int


@query(Action.DOSSIER_VIEW)
def files_page(cx: Query, branch_id: int | None = None, holder: int | None = None) -> FilesPage:
    """The paper files of open runs with a dossier, of the actor's branches; holder: its place in the list.

    The name of who holds a file never stands in an address.
    """
    cx.allow()
    found = (
        select(TrackingRun, Person.full_name, Person.sort_key, Branch, DossierFile)
        .join(Person, Person.id == TrackingRun.person_id)
        .join(Branch, Branch.id == TrackingRun.branch_id)
        .outerjoin(DossierFile, DossierFile.run_id == TrackingRun.id)
        .where(or_(TrackingRun.closed_on.is_(None), TrackingRun.stage == Stage.OFFICIAL))
        .where(or_(TrackingRun.dossier_started_on.is_not(None), DossierFile.id.is_not(None)))
    )
    if cx.sees_all:
        found = found.where(Branch.is_practice.is_(False))
    else:
        found = found.where(TrackingRun.branch_id.in_(cx.actor.branch_ids))
    rows = sorted(
        ((run, name, key, branch, file) for run, name, key, branch, file in cx.session.execute(found)),
        key=lambda row: (
            row[4] is not None,
            row[4].holder if row[4] else "",
            row[4].shelf if row[4] else "",
            row[2],
            row[0].id,
        ),
    )
    count: dict[str, int] = {}
    for *_, file in rows:
        if file is not None:
            count[file.holder] = count.get(file.holder, 0) + 1
    holders = tuple(sorted(count.items()))
    wanted = holders[holder][0] if holder is not None and 0 <= holder < len(holders) else None
    branches = {branch.id: branch.short_name for _, _, _, branch, _ in rows}
    lines = tuple(
        FileLine(
            run.id,
            name,
            branch.short_name,
            run.paused_from or run.stage,
            file.holder if file else "",
            file.shelf if file else "",
            file.since if file else None,
        )
        for run, name, _, branch, file in rows
        if branch_id in (None, branch.id) and (wanted is None or (file is not None and file.holder == wanted))
    )
    unknown = sum(file is None for *_, file in rows)
    return FilesPage(lines, len(rows), holders, tuple(sorted(branches.items(), key=lambda b: b[1])), unknown)
