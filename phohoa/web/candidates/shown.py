"""What the page of a person says in words, and how a stored record differs from what was typed."""

from typing import Any

from flask import url_for

from ...domain.access import Action, may
from ...domain.facts import Severity
from ...domain.opinions import ReasonLeftParty
from ...domain.stages import CLOSED_STAGES, Education, Sex, SourceGroup, Stage
from ...domain.vietnamese import format_date, format_phone
from ...services.records import CandidatePage, Record
from ...texts.candidates import CHOICES, FIELDS, NUMBER_WARNINGS
from ...texts.findings import sentence
from ...texts.labels import label
from ...texts.messages import explain
from ..forms import CommandForm
from ..gate import actor
from ..papers.shown import on_person
from ..planning.on_person import on_person as due_and_planned
from .forms import PersonForm, values_of
from .timeline import lines_of

_NEVER_AGAIN = frozenset({Stage.OFFICIAL, Stage.DECEASED})


def page_context(found: CandidatePage) -> dict[str, Any]:
    """Everything that the template of the page needs."""
    record = found.record
    closed = found.stage in CLOSED_STAGES
    may_move = may(actor(), Action.CANDIDATE_MOVE, found.branch_id)
    return {
        "found": found,
        "dossier": found.dossier,
        "papers": on_person(found),
        "record": record,
        "stage_label": label(found.stage),
        "groups": [label(group) for group in record.groups],
        "phone": format_phone(record.phone) if record.phone else "",
        **due_and_planned(found.dues, found.plan, found.today),
        "missing": [sentence(one) for one in found.missing if one.severity is not Severity.INFO],
        "notes": [sentence(one) for one in found.missing if one.severity is Severity.INFO],
        "number_warnings": [NUMBER_WARNINGS[code] for code in record.citizen_id_warnings],
        "timeline": lines_of(found),
        "may_move": may_move,
        "may_follow_again": closed
        and found.stage not in _NEVER_AGAIN
        and may(actor(), Action.CANDIDATE_CREATE, found.branch_id),
        "undo_closed": explain(found.undo_closed)[1] if found.undo_closed else "",
        "small_form": CommandForm(formdata=None, version=found.version),
        "practice": found.is_practice,
        "board_url": url_for("boards.branch", branch_id=found.branch_id),
    }


def _shown(form: PersonForm, name: str, value: Any) -> str:
    if value in (None, "", [], False) or (name == "readmissions" and not value):
        return "–"
    if value is True:
        return "✓"
    if name == "introduced_by_id":
        return str(dict(form.introduced_by_id.choices).get(str(value), CHOICES["unknown"]))
    if name == "sex":
        return label(Sex(value))
    if name == "education":
        return label(Education(value))
    if name == "main_group":
        return label(SourceGroup(value))
    if name == "other_groups":
        return ", ".join(label(SourceGroup(code)) for code in value)
    if name == "left_party_reason":
        return label(ReasonLeftParty(value))
    if name == "birth":
        return str(value.display())
    return format_date(value) if name.endswith("_on") else str(value)


def differences(form: PersonForm, stored: Record) -> list[tuple[str, str, str]]:
    """Label, what is stored now, what was typed, for each field in which they differ."""
    now = values_of(stored)
    found = []
    for name, value in now.items():
        if name == "version":
            continue
        typed = form[name].data
        if (typed or None) != (value or None):
            found.append((FIELDS[name], _shown(form, name, value), _shown(form, name, typed)))
    return found
