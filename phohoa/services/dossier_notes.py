"""A line about the dossier for the page of the person, made from rows that are at hand there."""

from dataclasses import dataclass

from ..domain.stages import NORMAL_WAY, Stage
from ..models import TrackingRun
from .command import Context
from .dossier_check import contradictions_of
from .dossier_lines import Stored, lacking


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


def is_spoken_of(run: TrackingRun) -> bool:
    """Whether there is a dossier to speak of by now."""
    return (run.paused_from or run.stage) in _SPOKEN_OF


def dossier_note(cx: Context, run_id: int, stored: Stored | None) -> DossierNote:
    """The line of a dossier at hand; one select at most, for numbers that somebody else has too."""
    if stored is None:
        return DossierNote(run_id)
    rules = stored.book.rules_on(cx.today)
    found = lacking(stored.facts, rules, cx.today) if stored.run.closed_on is None else ()
    return DossierNote(
        run_id,
        True,
        len(found),
        sum(line.is_open for line in stored.verifications),
        len(contradictions_of(cx, stored, rules)),
    )
