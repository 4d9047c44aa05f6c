"""How the papers of a dossier read on a page."""

from datetime import date
from typing import Any

from flask import url_for

from ...domain.cross_check import Contradiction, Side, Step
from ...domain.dossier import MOST_OF, PaperList, PaperState, Standing
from ...domain.vietnamese import format_date
from ...services.dossier_lines import PaperLine
from ...services.dossier_pages import DossierPage
from ...texts.dossiers import ELSEWHERE, ONE_OF, WITH_FORM
from ...texts.findings import citation_text, sentence
from ...texts.labels import label
from .forms import PapersForm

#: How a standing looks; a word stands beside the sign.
_LOOK = {
    Standing.SERVES: "done",
    Standing.MISSING: "late",
    Standing.RETURNED: "due",
    Standing.TOO_LATE: "late",
    Standing.STALE: "late",
}


def title_of(line: PaperLine) -> str:
    """What a paper is called, the first letter large."""
    words = label(line.paper)
    if MOST_OF.get(line.paper, 1) > 1:
        words = ONE_OF.format(paper=words, ordinal=line.ordinal)
    if line.form_number:
        words = WITH_FORM.format(paper=words, number=line.form_number)
    return words[:1].upper() + words[1:]


def shown_line(line: PaperLine) -> dict[str, Any]:
    """A paper in words."""
    state, look = "", "plain"
    if line.state is PaperState.NOT_NEEDED:
        state = label(line.state)
    elif line.standing is not None:
        state, look = label(line.standing), _LOOK[line.standing]
    return {
        "line": line,
        "key": line.key,
        "title": title_of(line),
        "state": state,
        "look": look,
        "need": label(line.need),
        "introducer": ELSEWHERE if line.introducer is None else line.introducer,
        "citation": citation_text(line.citation) if line.citation else "",
    }


def _mended_at(side: Side, found: DossierPage) -> str:
    """Where one side of a contradiction can be mended; "" where nobody can from here."""
    if not found.may_edit or side.where is Step.OTHER_PERSON:
        return ""
    if side.where is Step.VERIFICATION and side.number is not None:
        return url_for("dossiers.verification", run_id=found.run_id, verification_id=side.number)
    if side.where is Step.RECORD:
        return url_for("candidates.edit", run_id=found.run_id)
    if isinstance(side.where, Step):
        return url_for("candidates.show", run_id=found.run_id)
    line = found.line(f"{side.where.value}-{side.ordinal}")
    if line is None or line.by_step:
        return url_for("candidates.show", run_id=found.run_id)
    return url_for("dossiers.paper", run_id=found.run_id, code=line.key)


def _side(side: Side, found: DossierPage) -> dict[str, str]:
    where = label(side.where)
    value = format_date(side.value) if isinstance(side.value, date) else side.value
    return {"where": where[:1].upper() + where[1:], "value": value, "url": _mended_at(side, found)}


def _contradiction(one: Contradiction, found: DossierPage) -> dict[str, Any]:
    return {"doubt": label(one.doubt), "one": _side(one.one, found), "other": _side(one.other, found)}


def page_context(found: DossierPage, form: PapersForm | None) -> dict[str, Any]:
    """Everything that the template of the page needs."""
    return {
        "found": found,
        "form": form,
        "lists": [
            (label(list_), [shown_line(line) for line in found.of(list_)])
            for list_ in PaperList
            if found.of(list_)
        ],
        "contradictions": [_contradiction(one, found) for one in found.contradictions],
        "lacking": [sentence(one) for one in found.lacking],
        "asked": label(found.asked.because),
        "asked_citation": citation_text(found.asked_citation) if found.asked_citation else "",
        "practice": found.is_practice,
    }
