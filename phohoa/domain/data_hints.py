"""What looks forgotten in the data: hints for the office and the branch, never a verdict on anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .deadlines import add_months
from .stages import OPEN_STAGES, Stage, way_between

#: After so many months without a change somebody should look whether the person is still followed.
QUIET_MONTHS = 6
#: Reviews in a row without a word on a person after which the branch is asked for a remark.
SILENT_REVIEWS = 3
#: With fewer official members a branch cannot be one (Statutes, art. 10, 3): the list is not whole.
LEAST_OFFICIAL = 3

#: An official member helps from here to here.
_HELPED = way_between(Stage.SYMPATHISER, Stage.OFFICIAL_PROPOSED)
#: Who waits for the branch itself; later on others are at work and quiet is nobody's neglect.
_BRANCH_ACTS = way_between(Stage.SOURCE, Stage.DOSSIER)


class HintKind(StrEnum):
    """What looks forgotten."""

    NO_CHANGE = "no_change"
    NO_HELPER = "no_helper"
    HELPER_OF_MANY = "helper_of_many"
    NEVER_REMARKED = "never_remarked"
    FEW_MEMBERS = "few_members"
    MEMBERS_UNDATED = "members_undated"
    NOTHING_INTRODUCED = "nothing_introduced"


@dataclass(frozen=True, slots=True)
class RunSigns:
    """An open run as hints see it. `changed_on`: the last day on which anything but "keep" was recorded."""

    key: int
    branch: int
    stage: Stage
    opened_on: date
    changed_on: date | None = None
    helper: int | None = None
    helper_left_on: date | None = None
    #: Concluded reviews that had a line on the person, and those of them with a remark or a rating.
    reviews: int = 0
    remarked: int = 0


@dataclass(frozen=True, slots=True)
class BranchSigns:
    """A branch's list of members: how many are official, how many lack the day they joined the branch."""

    key: int
    official: int
    undated: int


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint. `branch` None: it concerns an organisation; `subject` is the run, member or organisation."""

    kind: HintKind
    branch: int | None
    subject: int | None = None
    count: int = 0
    since: date | None = None


def run_hints(run: RunSigns, today: date) -> tuple[Hint, ...]:
    """What looks forgotten about one person followed."""
    if run.stage not in OPEN_STAGES:
        return ()
    found = []
    changed = max(run.changed_on or run.opened_on, run.opened_on)
    if run.stage in _BRANCH_ACTS and add_months(changed, QUIET_MONTHS) <= today:
        found.append(Hint(HintKind.NO_CHANGE, run.branch, run.key, since=changed))
    gone = run.helper_left_on is not None and run.helper_left_on <= today
    if run.stage in _HELPED and (run.helper is None or gone):
        found.append(Hint(HintKind.NO_HELPER, run.branch, run.key))
    if run.reviews >= SILENT_REVIEWS and not run.remarked:
        found.append(Hint(HintKind.NEVER_REMARKED, run.branch, run.key, count=run.reviews))
    return tuple(found)


def helper_hints(runs: Iterable[RunSigns], most: int, today: date) -> tuple[Hint, ...]:
    """Members who help more people than the ward has set."""
    helped: Counter[tuple[int, int]] = Counter()
    for run in runs:
        gone = run.helper_left_on is not None and run.helper_left_on <= today
        if run.helper is not None and not gone and run.stage in _HELPED:
            helped[run.branch, run.helper] += 1
    return tuple(
        Hint(HintKind.HELPER_OF_MANY, branch, member, count)
        for (branch, member), count in sorted(helped.items())
        if count > most
    )


def branch_hints(branch: BranchSigns) -> tuple[Hint, ...]:
    """What is missing from a branch's list of members."""
    found = []
    if branch.official < LEAST_OFFICIAL:
        found.append(Hint(HintKind.FEW_MEMBERS, branch.key, count=branch.official))
    if branch.undated:
        found.append(Hint(HintKind.MEMBERS_UNDATED, branch.key, count=branch.undated))
    return tuple(found)


def organisation_hints(introduced: Sequence[tuple[int, int]], today: date) -> tuple[Hint, ...]:
    """Organisations (key, number introduced this year) that have introduced nobody; from July on."""
    if today.month <= QUIET_MONTHS:
        return ()
    return tuple(Hint(HintKind.NOTHING_INTRODUCED, None, key) for key, count in introduced if not count)


def all_hints(
    runs: Sequence[RunSigns],
    branches: Sequence[BranchSigns],
    introduced: Sequence[tuple[int, int]],
    most: int,
    today: date,
) -> tuple[Hint, ...]:
    """Every hint, kind by kind in the order of their weight."""
    found = [hint for run in runs for hint in run_hints(run, today)]
    found += helper_hints(runs, most, today)
    found += [hint for branch in branches for hint in branch_hints(branch)]
    found += organisation_hints(introduced, today)
    order = list(HintKind)
    return tuple(sorted(found, key=lambda hint: order.index(hint.kind)))
