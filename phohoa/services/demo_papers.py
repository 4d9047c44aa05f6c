"""The papers of the process that the demo ward has made here: two resolutions of branches, one decision."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from ..domain.papers import PaperForm
from ..domain.stages import MoveCode
from ..texts.demo import papers as texts
from ..texts.demo.meetings import PLACES
from .command import Caller
from .demo_chronicle import Chronicle
from .demo_lives import Life
from .demo_world import PRACTICE, World, kind_of, moment
from .paper_pages import editor
from .process_papers import keep, save_draft

#: step -> (its paper, how many are made here, how many days later)
_MADE: dict[MoveCode, tuple[PaperForm, int, int]] = {
    MoveCode.RESOLVE_BRANCH: (PaperForm.BRANCH_ADMISSION, 2, 1),
    MoveCode.RECORD_DECISION: (PaperForm.ADMISSION_DECISION, 1, 3),
}


def plan_papers(chronicle: Chronicle, world: World, lives: Sequence[Life]) -> None:
    """Let the papers of those be made who came to a step last, and no further yet."""
    for move, (form, count, later) in _MADE.items():
        at_it = [
            life
            for life in lives
            if life.branch < PRACTICE and life.steps[-1].move is move and not life.steps[-1].failed
        ]
        for life in at_it[:count]:
            day = life.steps[-1].day + timedelta(days=later)
            if day <= world.today:
                making = partial(_make, world, life, form)
                chronicle.at(moment(day, 17, life.number % 60), making)


def _make(world: World, life: Life, form: PaperForm) -> None:
    branch = form is PaperForm.BRANCH_ADMISSION
    caller = world.as_branch(life.branch) if branch else Caller(world.actors["office"])
    typed = dict(editor(caller.actor, life.run_id, form).values)
    if branch:
        typed |= {name.value: words for name, words in texts.CONCLUSIONS.items()}
        typed |= {"secretary": world.deputies[life.branch], "venue": PLACES[kind_of(life.branch)]}
    version = save_draft(caller, life.run_id, form, 0, typed).version
    keep(caller, life.run_id, form, version)
