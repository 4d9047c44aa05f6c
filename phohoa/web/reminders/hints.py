"""The page of hints on data, and how one hint is put into words."""

from dataclasses import dataclass

from flask import url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action, may
from ...domain.data_hints import HintKind
from ...domain.vietnamese import format_date
from ...services import clock, data_hints
from ...services.data_hints import HintLine
from ...texts.labels import label
from ...texts.reminders import ADVICE, HINTS
from ..gate import actor, requires
from ..htmx import page
from .blueprint import blueprint

#: So many hints of a kind stand on the page.
KIND_SHOWN = 25


@dataclass(frozen=True)
class ShownHint:
    """A hint in words, with the way to where it is mended."""

    name: str
    branch: str
    sentence: str
    link: str
    url: str


def _url(line: HintLine) -> str:
    today = clock.today()
    match line.kind:
        case HintKind.NO_CHANGE:
            return url_for("candidates.show", run_id=line.key)
        case HintKind.NO_HELPER:
            return url_for("candidates.helper", run_id=line.key)
        case HintKind.NEVER_REMARKED:
            at = {"branch_id": line.branch_id, "year": today.year, "month": today.month}
            return url_for("reviews.sheet", _anchor=f"line-{line.key}", **at)
        case HintKind.HELPER_OF_MANY:
            return url_for("boards.branch", branch_id=line.branch_id)
        case HintKind.NOTHING_INTRODUCED:
            return url_for("targets.index")
    return url_for("members.index", branch_id=line.branch_id)


#: Mended by those who enter only; readers see the hint without the way.
_ENTERED = frozenset({HintKind.NO_HELPER, HintKind.FEW_MEMBERS, HintKind.MEMBERS_UNDATED})


def shown_hint(line: HintLine, most: int) -> ShownHint:
    """A hint in words."""
    sentence, link = HINTS[line.kind]
    since = format_date(line.since) if line.since else ""
    said = sentence.format(count=line.count, since=since, most=most)
    open_to = line.kind not in _ENTERED or may(actor(), Action.CANDIDATE_EDIT)
    return ShownHint(line.name, line.branch, said, link if open_to else "", _url(line) if open_to else "")


@blueprint.get("/hints")
@requires(Action.BOARD_VIEW)
def hints() -> ResponseReturnValue:
    found = data_hints.hint_page(actor())
    groups = []
    for kind in HintKind:
        lines = found.of(kind)
        if lines:
            shown = [shown_hint(line, found.most) for line in lines[:KIND_SHOWN]]
            more = max(len(lines) - KIND_SHOWN, 0)
            groups.append((kind.value, label(kind), ADVICE.get(kind, ""), len(lines), shown, more))
    return page("reminders/hints.html", groups=groups, found=found)
