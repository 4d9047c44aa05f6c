"""A line about the dossier for the page of the person, made from rows that are at hand there."""

from dataclasses import dataclass

from ..domain.stages import NORMAL_WAY, Stage
from ..models import Branch, Person, TrackingRun
from .command import Context
from .dossier_check import contradictions_of
from .dossier_lines import lacking, read_dossier
from .rules import RuleBook


@dataclass(frozen=True)
class DossierNote:
    """What the person's page says of the dossier; not `shown` where nobody asks for papers yet."""

    run_id: int
    shown: bool = False
    lacking: int = 0
    open_verifications: int = 0
    contradictions: int = 0


#: From here on there is a dossier to speak of.
_SPOKEN_OF = frozenset(NORMAL_WAY[NORMAL_WAY.index(Stage.START_PROPOSED) :])


def dossier_note(
    cx: Context, run: TrackingRun, person: Person, branch: Branch, book: RuleBook
) -> DossierNote:
    """The line of a loaded run; three selects at most from the stage on in which papers are asked for."""
    if (run.paused_from or run.stage) not in _SPOKEN_OF:
        return DossierNote(run.id)
    stored = read_dossier(cx, run, person, branch, book)
    rules = book.rules_on(cx.today)
    found = lacking(stored.facts, rules, cx.today) if run.closed_on is None else ()
    return DossierNote(
        run.id,
        True,
        len(found),
        sum(line.is_open for line in stored.verifications),
        len(contradictions_of(cx, stored, rules)),
    )
