"""What the pages of papers show: the list of a run, the form at work, the preview, a kept paper in Word."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from ..documents.official import OfficialPaper, from_plain
from ..domain.access import Action, Role, may
from ..domain.errors import Invalid, NotFound, Refused
from ..domain.legal_bases import bases_on, bases_unchecked
from ..domain.paper_entry import PaperEntry, Problem, read
from ..domain.papers import (
    CONCLUSIONS,
    HANDOVER_STAGES,
    SPECS,
    PaperClosed,
    PaperField,
    PaperForm,
    PaperSpec,
    why_closed,
)
from ..domain.stages import Stage
from ..models import Document, PaperDraft, ProcessDocument, TrackingRun
from ..texts import paper_words as words
from ..texts.labels import label
from ..texts.papers import ORDER
from .command import Context, Query, query
from .document_pages import StoredFile
from .paper_content import content_of
from .paper_facts import PaperFacts, facts_of, typed_first
from .vault import DamagedField, open_sealed

F = PaperField
#: Of forms that speak of the same person twice: what a committee may take from the branch's own resolution.
_TAKEN_FROM: dict[PaperForm, PaperForm] = {
    PaperForm.COMMITTEE_ADMISSION: PaperForm.BRANCH_ADMISSION,
    PaperForm.COMMITTEE_RECOGNITION: PaperForm.BRANCH_RECOGNITION,
}


@dataclass(frozen=True)
class FormLine:
    """One form in the list: why it is closed, and what there is of it."""

    form: PaperForm
    closed: PaperClosed | None
    draft_on: datetime | None
    kept: int


@dataclass(frozen=True)
class KeptLine:
    """One kept paper. `reason`: why it replaces another, for those who may make papers."""

    id: int
    form: PaperForm
    number: str
    dated: date | None
    made_at: datetime
    made_by: str
    document_id: int
    is_replaced: bool
    replaces: str
    reason: str


@dataclass(frozen=True)
class PapersPage:
    """The papers of a run."""

    run_id: int
    name: str
    branch_id: int
    branch_name: str
    is_practice: bool
    stage: Stage
    forms: tuple[FormLine, ...]
    kept: tuple[KeptLine, ...]
    may_make: bool
    has_handover: bool


@dataclass(frozen=True)
class Editor:
    """One form at work. `values` are the texts of its fields; `version` 0: nothing is saved yet."""

    run_id: int
    form: PaperForm
    name: str
    branch_name: str
    is_practice: bool
    fields: tuple[PaperField, ...]
    required: frozenset[PaperField]
    values: Mapping[str, str]
    version: int
    saved_at: datetime | None
    saved_by: str
    takes_number: bool
    citation: str
    bases: tuple[str, ...]
    is_unchecked: bool
    closed: PaperClosed | None


@dataclass(frozen=True)
class Preview:
    """The paper as it would be kept, and the papers that it may replace."""

    editor: Editor
    paper: OfficialPaper
    living: tuple[KeptLine, ...]
    is_several: bool


def spec_of(form: PaperForm) -> PaperSpec:
    """How the form comes about. Raises NotFound for one that is not kept."""
    found = SPECS.get(form)
    if found is None:
        raise NotFound
    return found


def _is_office(cx: Context) -> bool:
    return cx.actor.role in (Role.OFFICE, Role.SYSTEM)


def _closed(cx: Context, facts: PaperFacts, spec: PaperSpec) -> PaperClosed | None:
    return why_closed(spec, facts.run.stage, facts.moves_done, facts.mode(spec), is_office=_is_office(cx))


def kept_lines(cx: Context, run_id: int, *, with_reason: bool) -> list[KeptLine]:
    rows = list(
        cx.session.scalars(
            select(ProcessDocument)
            .where(ProcessDocument.run_id == run_id)
            .order_by(ProcessDocument.id.desc())
        )
    )
    numbers = {row.id: row.number for row in rows}
    replaced = {row.replaces_id for row in rows}
    return [
        KeptLine(
            id=row.id,
            form=row.form,
            number=row.number,
            dated=row.dated,
            made_at=row.made_at,
            made_by=row.made_by,
            document_id=row.document_id,
            is_replaced=row.id in replaced,
            replaces=numbers.get(row.replaces_id, "") if row.replaces_id is not None else "",
            reason=row.replace_reason if with_reason else "",
        )
        for row in rows
    ]


def living_of(facts: PaperFacts, kept: list[KeptLine], form: PaperForm) -> tuple[KeptLine, ...]:
    """The papers of a form that are in force; a summary of the time before admission is another one."""
    admitted = facts.run.ceremony_on if facts.is_probation else None
    return tuple(
        line
        for line in kept
        if line.form is form
        and not line.is_replaced
        and not (
            form is PaperForm.OPINIONS_SUMMARY
            and admitted is not None
            and line.dated is not None
            and line.dated < admitted
        )
    )


@query(Action.DOSSIER_VIEW)
def papers_page(cx: Query, run_id: int) -> PapersPage:
    """What papers there are of a run and which can be made. Raises NotFound for another branch's."""
    run = cx.load(TrackingRun, run_id)
    facts = facts_of(cx, run)
    may_make = may(cx.actor, Action.PAPER_MAKE, run.branch_id)
    kept = kept_lines(cx, run.id, with_reason=may_make)
    drafts = {
        row.form: row.saved_at
        for row in cx.session.scalars(select(PaperDraft).where(PaperDraft.run_id == run.id))
    }
    forms = tuple(
        FormLine(form, _closed(cx, facts, SPECS[form]), drafts.get(form), len(living_of(facts, kept, form)))
        for form in ORDER
    )
    return PapersPage(
        run_id=run.id,
        name=facts.person.full_name,
        branch_id=run.branch_id,
        branch_name=facts.branch.name,
        is_practice=facts.branch.is_practice,
        stage=run.stage,
        forms=forms if may_make else (),
        kept=tuple(kept),
        may_make=may_make,
        has_handover=may_make and run.stage in HANDOVER_STAGES,
    )


def draft_place(run_id: int, form: PaperForm) -> str:
    """What a sealed draft is bound to."""
    return f"paper_draft:{run_id}:{form.value}"


def kept_place(sha256: str) -> str:
    """What the sealed content of a kept paper is bound to: the file that says the same."""
    return f"process_document:{sha256}"


def draft_of(cx: Context, run_id: int, form: PaperForm, *, lock: bool = False) -> PaperDraft | None:
    """The draft of a form of a run."""
    found = select(PaperDraft).where(PaperDraft.run_id == run_id, PaperDraft.form == form)
    return cx.session.scalar(found.with_for_update() if lock else found)


def typed_of(cx: Context, draft: PaperDraft) -> dict[str, str]:
    """What was typed so far, in clear."""
    text = open_sealed(cx.settings.field_key, draft_place(draft.run_id, draft.form), draft.typed_sealed)
    return {str(name): str(value) for name, value in json.loads(text).items()}


def _from_branch(cx: Context, facts: PaperFacts, form: PaperForm) -> dict[str, str]:
    """The branch's own conclusions, where its resolution was kept here."""
    source = _TAKEN_FROM.get(form)
    if source is None:
        return {}
    row = cx.session.scalar(
        select(ProcessDocument)
        .where(ProcessDocument.run_id == facts.run.id, ProcessDocument.form == source)
        .order_by(ProcessDocument.id.desc())
        .limit(1)
    )
    if row is None:
        return {}
    typed = opened(cx, row)["typed"]
    return {name.value: typed[name.value] for name in CONCLUSIONS if typed.get(name.value)}


def _editor(cx: Context, run: TrackingRun, spec: PaperSpec, facts: PaperFacts) -> Editor:
    known = {**_from_branch(cx, facts, spec.form), **typed_first(cx, facts, spec)}
    draft = draft_of(cx, run.id, spec.form)
    values = {name.value: "" for name in spec.fields} | known | (typed_of(cx, draft) if draft else {})
    day = read(spec, values, cx.today)[0].days.get(F.DATED, facts.day_of(spec))
    has_bases = F.BASES in spec.fields
    return Editor(
        run_id=run.id,
        form=spec.form,
        name=facts.person.full_name,
        branch_name=facts.branch.name,
        is_practice=facts.branch.is_practice,
        fields=spec.fields,
        required=spec.required,
        values=values,
        version=draft.version if draft else 0,
        saved_at=draft.saved_at if draft else None,
        saved_by=draft.saved_by if draft else "",
        takes_number=spec.takes_number,
        citation=spec.citation,
        bases=tuple(words.BASES[one.basis] for one in bases_on(day)) if has_bases else (),
        is_unchecked=has_bases and bases_unchecked(day),
        closed=_closed(cx, facts, spec),
    )


@query(Action.PAPER_MAKE)
def editor(cx: Query, run_id: int, form: PaperForm) -> Editor:
    """The form with what data and the draft give. Raises NotFound for another branch's run."""
    run = cx.load(TrackingRun, run_id)
    return _editor(cx, run, spec_of(form), facts_of(cx, run))


def open_spec(cx: Context, facts: PaperFacts, form: PaperForm) -> PaperSpec:
    """How the form comes about. Raises Refused when it cannot be made now."""
    spec = spec_of(form)
    if _closed(cx, facts, spec) is not None:
        raise Refused("paper_closed", form=label(form))
    return spec


def read_whole(
    spec: PaperSpec, typed: Mapping[str, str], today: date
) -> tuple[PaperEntry, dict[str, Problem]]:
    entry, wrong = read(spec, typed, today)
    return entry, {name.value: problem for name, problem in wrong.items()}


@query(Action.PAPER_MAKE)
def preview(cx: Query, run_id: int, form: PaperForm) -> Preview:
    """The paper as typed so far. Raises Invalid with the fields at fault; Refused when the form is closed."""
    run = cx.load(TrackingRun, run_id)
    facts = facts_of(cx, run)
    spec = open_spec(cx, facts, form)
    at_work = _editor(cx, run, spec, facts)
    entry, wrong = read_whole(spec, at_work.values, cx.today)
    if wrong:
        raise Invalid("paper_not_ready", fields=wrong)
    living = living_of(facts, kept_lines(cx, run.id, with_reason=True), form)
    return Preview(at_work, content_of(spec, facts, entry), living, spec.several)


def opened(cx: Context, row: ProcessDocument) -> dict[str, Any]:
    """What a kept paper says (paper) and what was typed for it (typed). Raises Refused."""
    document = cx.session.get(Document, row.document_id)
    if document is None:
        raise NotFound
    try:
        text = open_sealed(cx.settings.field_key, kept_place(document.sha256), row.content_sealed)
    except DamagedField:
        raise Refused("paper_damaged") from None
    found: dict[str, Any] = json.loads(text)
    return found


@query(Action.DOSSIER_VIEW)
def kept_docx(cx: Query, kept_id: int) -> StoredFile:
    """A kept paper as DOCX: the words of the stored PDF. Raises NotFound; Refused when it cannot be read."""
    from ..documents.word import render_docx  # some 10 MB: only when asked for

    row = cx.load(ProcessDocument, kept_id)
    data = render_docx(from_plain(opened(cx, row)["paper"]))
    return StoredFile(data, f"{row.form.value.replace('_', '-')}-{row.id}.docx", "")
