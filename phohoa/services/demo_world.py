"""The demo ward before anything happens in it: settings, terms, units, members, accounts, names."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from ..domain.access import Action, Actor, Role
from ..domain.vietnamese import fold, sort_key
from ..extensions import db
from ..models import CommitteeTerm, PartyMember, User, Ward
from ..texts.demo import people as names
from ..texts.demo import ward as texts
from . import accounts, clock
from .command import Caller, Command, command
from .passwords import new_password
from .units import Unit, UnitInput, open_unit
from .ward_settings import WardInput, save_ward_settings, ward_settings

#: The branch that a ward account of each kind belongs to is in the texts; the practice branch comes last.
PRACTICE = len(texts.BRANCHES)
_OPENED = date(2012, 3, 1)
PROVINCE_SINCE = date(2025, 7, 1)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """That hour of the ward's clocks, or a minute ago if it has not come yet."""
    then = datetime.combine(day, time(hour, minute), clock.ZONE)
    return min(then, clock.now() - timedelta(minutes=1))


class Names:
    """Full names of invented people, each once in the ward, even to a search without marks."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._used = {fold(line[1]) for line in texts.ACCOUNTS}

    def draw(self, female: bool) -> str:
        """A name that nobody of the demo ward has yet."""
        middle = names.MIDDLE_FEMALE if female else names.MIDDLE_MALE
        given = names.GIVEN_FEMALE if female else names.GIVEN_MALE
        while True:
            parts = (self._rng.choice(names.FAMILY_NAMES), self._rng.choice(middle), self._rng.choice(given))
            name = " ".join(parts)
            if fold(name) not in self._used:
                self._used.add(fold(name))
                return name


@dataclass(frozen=True)
class Account:
    """A line of the list that is printed at the start."""

    username: str
    password: str
    who: str


@dataclass
class World:
    """What the other parts of the demo need to know of the ward. Branches are named by their number."""

    today: date
    rng: random.Random
    names: Names
    branch_ids: list[int] = field(default_factory=list)
    organisation_ids: dict[str, int] = field(default_factory=dict)
    secretaries: list[str] = field(default_factory=list)
    deputies: list[str] = field(default_factory=list)
    branch_actors: dict[int, Actor] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)
    _numbers: dict[tuple[object, ...], int] = field(default_factory=dict)

    def number(self, *of: object) -> int:
        """The next number of a book, one run of numbers per key."""
        self._numbers[of] = self._numbers.get(of, 0) + 1
        return self._numbers[of]

    def as_branch(self, branch: int) -> Caller:
        """The branch's own account, or the operator in the name of its secretary."""
        return Caller(self.branch_actors.get(branch) or _operator(self.secretaries[branch]))

    def for_branch(self, branch: int) -> Caller:
        """The operator in the name of the branch's secretary."""
        return Caller(_operator(self.secretaries[branch]))

    def for_office(self) -> Caller:
        """The operator in the name of the office."""
        return Caller(_operator(self.actors["office"].full_name))


def _operator(name: str) -> Actor:
    return Actor(None, "system", name, Role.SYSTEM)


def kind_of(branch: int) -> str:
    """The kind of a branch by its number; the practice one is like a residential one."""
    return texts.BRANCHES[branch][1] if branch < PRACTICE else "residential"


@command(Action.INSTALLATION_SETUP)
def _set_up(cx: Command, until: int) -> None:
    cx.allow()
    cx.session.add(Ward(id=1, is_demo=True, review_due_day=10, meeting_day=3, **texts.WARD))
    for place, ordinal in enumerate(texts.TERMS):
        year = texts.FIRST_TERM + 5 * place
        cx.session.add(
            CommitteeTerm(
                ordinal=ordinal,
                starts_on=date(year, 7, 1),
                ends_on=date(year + 5, 6, 30),
                members=texts.COMMITTEE_MEMBERS,
                standing_members=texts.STANDING_MEMBERS,
            )
        )
        if year + 5 > until:
            break


@command(Action.INSTALLATION_SETUP)
def _put_members(cx: Command, members: tuple[tuple[int, str, int, date, str], ...]) -> None:
    cx.allow()
    for branch_id, name, birth_year, joined_on, duty in members:
        cx.session.add(
            PartyMember(
                branch_id=branch_id,
                full_name=name,
                sort_key=sort_key(name),
                birth_year=birth_year,
                is_official=True,
                joined_on=joined_on,
                duty=duty,
            )
        )


def build(caller: Caller, today: date) -> World:
    """The empty ward of the demo, at the pretended moment; raises what the services raise."""
    rng = random.Random(44)  # noqa: S311 - invented data, the same everywhere
    world = World(today, rng, Names(rng))
    _set_up(caller, today.year + 1)
    _open_units(caller, world)
    _put_members(caller, tuple(line for branch in range(PRACTICE + 1) for line in _members(world, branch)))
    _open_accounts(caller, world)
    return world


def _open_units(caller: Caller, world: World) -> None:
    for name, kind, _, _ in (*texts.BRANCHES, (texts.PRACTICE_BRANCH, "residential", 0, 0)):
        practice = name == texts.PRACTICE_BRANCH
        short = name if practice else name.removeprefix(texts.BRANCH_WORD)
        data = UnitInput(name, short, kind, _OPENED, practice)
        world.branch_ids.append(open_unit(caller, Unit.BRANCH, data).unit_id)
    for name, short, kind in texts.ORGANISATIONS:
        data = UnitInput(name, short, kind, _OPENED)
        world.organisation_ids[kind] = open_unit(caller, Unit.ORGANISATION, data).unit_id


def _members(world: World, branch: int) -> list[tuple[int, str, int, date, str]]:
    """Official members, the secretary and the deputy first; the bound account's holder is the secretary."""
    rng = world.rng
    count = texts.BRANCHES[branch][2] if branch < PRACTICE else 4
    found = []
    for place in range(count):
        name = world.names.draw(rng.random() < 0.4)
        if place == 0:
            name = next((a[1] for a in texts.ACCOUNTS if a[3] == "branch" and a[4] == branch), name)
            world.secretaries.append(name)
        elif place == 1:
            world.deputies.append(name)
        birth_year = rng.randint(1952, 1990)
        joined = date(min(birth_year + rng.randint(21, 32), 2018), rng.randint(1, 12), rng.randint(1, 28))
        duty = (texts.SECRETARY, texts.DEPUTY)[place] if place < 2 else ""
        found.append((world.branch_ids[branch], name, birth_year, joined, duty))
    return found


def _open_accounts(caller: Caller, world: World) -> None:
    organisations = [world.organisation_ids[kind] for _, _, kind in texts.ORGANISATIONS]
    for username, full_name, position, role, unit in texts.ACCOUNTS:
        password = new_password()
        branches: tuple[int, ...] = ()
        if role == Role.BRANCH and unit is not None:
            branches = (world.branch_ids[unit], world.branch_ids[PRACTICE])
        data = accounts.UserInput(
            username,
            full_name,
            position,
            Role(role),
            branches,
            organisations[unit] if role == Role.MASS_ORG and unit is not None else None,
        )
        made = accounts.create_user(caller, data, password, must_change=False)
        user = db.session.get(User, made.user_id)
        if user is not None:
            actor = accounts.actor_of(user)
            world.actors.setdefault(role, actor)
            if role == Role.BRANCH and unit is not None:
                world.branch_actors[unit] = actor
        world.accounts.append(Account(username, password, f"{full_name}, {position}"))


def go_under_the_province(caller: Caller) -> None:
    """From the first of July 2025 the ward's papers name the province as the level above."""
    settings = ward_settings(caller.actor)
    values = {**vars(settings.values), **texts.WARD_SINCE_2025}
    save_ward_settings(caller, settings.version, WardInput(**values))
