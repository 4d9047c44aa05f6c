"""What the pages of papers say in words."""

from typing import Any

from flask import url_for

from ...documents.typesetting import body_blocks, decided_from
from ...documents.wording import addressee_lines, letter_subject, recipient_lines
from ...domain.access import Action, may
from ...domain.papers import (
    COUNTS,
    DAYS,
    HANDOVER_STAGES,
    RECORDED_BY,
    SPECS,
    Guide,
    PaperField,
    PaperForm,
    PaperIssuer,
    why_closed,
)
from ...domain.stages import MoveCode
from ...domain.vietnamese import format_date
from ...services.paper_pages import Editor, PapersPage, Preview
from ...services.records import CandidatePage
from ...texts.documents import date_line, number_as_written, number_line
from ...texts.labels import label
from ...texts.papers import GROUPS, HINT_OWN_NUMBER, HINT_REGISTER, HINTS, ORDER, TO_RECORD
from ..forms import CommandForm
from ..gate import actor
from .forms import EditorForm, KeepForm


def index_context(found: PapersPage) -> dict[str, Any]:
    """The list: what can be made now first, then what cannot and why."""
    lines = [
        {
            "label": label(one.form),
            "issuer": label(SPECS[one.form].issuer),
            "url": url_for("papers.edit", run_id=found.run_id, form=one.form.value),
            "draft_on": one.draft_on,
            "kept": one.kept,
            "why": label(one.closed) if one.closed is not None else "",
        }
        for one in found.forms
    ]
    return {
        "found": found,
        "to_record": _to_record(found),
        "open_forms": [line for line in lines if not line["why"]],
        "shut_forms": [line for line in lines if line["why"]],
        "guides": [
            (label(one), url_for("papers.guide", run_id=found.run_id, guide=one.value)) for one in Guide
        ],
        "small_form": CommandForm(formdata=None),
        "practice": found.is_practice,
    }


def _to_record(found: PapersPage) -> list[dict[str, str]]:
    """Kept decisions whose step is not recorded yet, each with the form that holds its number and day."""
    if not may(actor(), Action.CANDIDATE_MOVE, found.branch_id) or not may(actor(), Action.OPINION_EDIT):
        return []
    steps = [
        (line, RECORDED_BY[line.form][0])
        for line in found.kept
        if line.form in RECORDED_BY and RECORDED_BY[line.form][1] is found.stage and not line.is_replaced
    ]
    return [
        {
            "text": TO_RECORD.format(form=label(line.form), number=line.number),
            "move": label(move),
            "url": url_for(
                "candidates.move",
                run_id=found.run_id,
                code=move.value,
                back=url_for("candidates.show", run_id=found.run_id),
                decision_number=line.number,
                decision_on=format_date(line.dated) if line.dated is not None else None,
            ),
        }
        for line, move in steps
    ]


def _hint(at_work: Editor, name: PaperField) -> str:
    if name is PaperField.NUMBER:
        return HINT_REGISTER if at_work.takes_number else HINT_OWN_NUMBER
    return HINTS.get(name, "")


def missing_of(at_work: Editor) -> list[str]:
    """Labels of what the paper still needs."""
    return [label(n) for n in at_work.fields if n in at_work.required and not at_work.values[n.value].strip()]


def _rows(fields: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Short fields that follow one another stand in one row."""
    rows: list[list[dict[str, Any]]] = []
    for one in fields:
        if rows and one["short"] and rows[-1][-1]["short"]:
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows


def groups_of(at_work: Editor, form: EditorForm) -> list[dict[str, Any]]:
    """The fields of the editor in their groups; short ones stand side by side."""
    found = []
    for heading, names in GROUPS:
        fields = [
            {
                "field": form[name.value],
                "help": _hint(at_work, name),
                "optional": name not in at_work.required,
                "numeric": name in COUNTS,
                "short": name in COUNTS or name in DAYS,
            }
            for name in names
            if name in at_work.fields
        ]
        if fields:
            found.append({"heading": heading, "rows": _rows(fields)})
    return found


def preview_context(shown: Preview, keeping: KeepForm) -> dict[str, Any]:
    """The paper as it will be printed."""
    paper = shown.paper
    head, blocks, above = paper.head, body_blocks(paper), decided_from(paper)
    written = number_as_written(head.number_text) if head.number_text else ""
    return {
        "shown": shown.editor,
        "title": label(shown.editor.form),
        "paper": paper,
        "number_line": written or number_line(head.number, head.symbol),
        "date_line": date_line(head.place, head.dated, head.year),
        "before": blocks[:above],
        "blocks": blocks[above:],
        "recipients": recipient_lines(paper),
        "addressees": addressee_lines(paper),
        "letter_subject": letter_subject(paper),
        "keeping": keeping,
        "living": shown.living,
        "takes_number": shown.editor.takes_number and not head.number_text,
        "practice": shown.editor.is_practice,
    }


def on_person(found: CandidatePage) -> dict[str, Any]:
    """Links of the person's page: papers that the last step calls for. Asks the database nothing."""
    done = {line.move for line in found.timeline if line.move is not None and not line.cancelled_by}
    makes = may(actor(), Action.PAPER_MAKE, found.branch_id)
    is_office = may(actor(), Action.OPINION_EDIT)
    ready = [
        form
        for form in ORDER
        if form is not PaperForm.CONSIDERATION
        and why_closed(SPECS[form], found.stage, done, found.mode, is_office=is_office) is None
        and _is_recent(form, found)
    ]
    return {
        "url": url_for("papers.index", run_id=found.run_id),
        "ready": [
            (label(form), url_for("papers.edit", run_id=found.run_id, form=form.value)) for form in ready
        ]
        if makes
        else [],
        "handover": makes and found.stage in HANDOVER_STAGES,
    }


#: Papers of steps are offered right after the step; others as long as the stage lasts.
def _is_recent(form: PaperForm, found: CandidatePage) -> bool:
    move = SPECS[form].move
    if move is None:
        return SPECS[form].issuer is PaperIssuer.COMMITTEE or form is PaperForm.OPINIONS_SUMMARY
    moves = [line.move for line in found.timeline if line.move is not None and not line.cancelled_by]
    return bool(moves) and moves[0] in (move, MoveCode.ASSIGN_HELPER)
