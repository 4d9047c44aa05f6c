"""The unions of the demo ward: which there are where a branch is, and which of its people belong to them."""

from datetime import date

from ..domain.introducers import Union, who_introduces
from ..extensions import db
from ..models import Branch, Person, TrackingRun
from ..texts.demo import people as names
from ..texts.demo import ward as texts
from . import clock
from .demo_lives import Life
from .demo_world import World, kind_of
from .dossier_facts import belonging_of
from .dossiers import BelongingInput, record_belonging
from .rules import rules_on
from .run_facts import birth_of
from .units import save_unions

_YOUTH_UP_TO, _CADRE_UP_TO, _JOINS_AT = 30, 35, 16
#: Of the young, every so many-th has not joined the union.
_NOT_JOINED = 7
#: Kinds of branches where there is a trade union.
_TRADE_UNION_AT = frozenset({"school", "health", "office", "enterprise"})


def say_unions(world: World) -> None:
    """The office says which unions there are: where nothing is said there is a youth union and no other."""
    for branch, branch_id in enumerate(world.branch_ids):
        youth, trade = branch not in texts.WITHOUT_YOUTH_UNION, kind_of(branch) in _TRADE_UNION_AT
        if trade or not youth:
            version = db.session.get_one(Branch, branch_id).version
            save_unions(world.for_office(), branch_id, version, youth, trade)


def say_belonging(world: World, life: Life) -> None:
    """Note to which unions the person belongs who was just introduced."""
    person, branch = _person_of(life)
    cadre = person.occupation == names.YOUTH_CADRE
    on = min(life.steps[-1].day, world.today) if life.is_over else world.today
    young = birth_of(person).age_on(on) <= (_CADRE_UP_TO if cadre else _YOUTH_UP_TO)
    joined = branch.has_youth_union and young and (cadre or life.number % _NOT_JOINED > 0)
    _say(world, life, person, youth=joined, cadre=joined and cadre, trade=branch.has_trade_union)


def join_before_the_vote(world: World, life: Life, on: date) -> None:
    """Whoever a union has to introduce on a day belongs to it by then."""
    person, branch = _person_of(life)
    asked = who_introduces(birth_of(person), on, belonging_of(branch, person), rules_on(db.session(), on))
    if asked.must_join:
        youth = person.is_youth_union_member or asked.union is Union.YOUTH
        trade = person.is_trade_union_member or asked.union is Union.TRADE
        _say(world, life, person, youth=youth, cadre=person.is_youth_union_cadre, trade=trade)


def _person_of(life: Life) -> tuple[Person, Branch]:
    run = db.session.get_one(TrackingRun, life.run_id)
    return db.session.get_one(Person, run.person_id), db.session.get_one(Branch, run.branch_id)


def _say(world: World, life: Life, person: Person, *, youth: bool, cadre: bool, trade: bool) -> None:
    if not (youth or trade):
        return
    since = min(date(person.birth_year + _JOINS_AT, 3, 26), clock.today()) if youth else None
    data = BelongingInput(youth, cadre, since, trade)
    record_belonging(world.for_branch(life.branch), life.run_id, person.version, data)
