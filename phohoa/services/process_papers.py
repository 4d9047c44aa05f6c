"""Making a paper of the process: keep what is typed as a draft, then number, draw and store the paper."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from ..documents.errors import DocumentError, ForeignLetter
from ..documents.official import OfficialPaper, to_plain
from ..documents.pdf import render_official
from ..domain.access import Action
from ..domain.errors import Conflict, Invalid, NotFound, Refused
from ..domain.paper_entry import LONG_MAX, PaperEntry
from ..domain.papers import PaperField, PaperForm, PaperSpec
from ..models import Document, PaperDraft, ProcessDocument, RegisterEntry, TrackingRun
from ..texts.papers import REPLACED_IN_REGISTER
from .command import Command, command
from .paper_consents import must_be_agreed
from .paper_content import content_of
from .paper_facts import PaperFacts, facts_of
from .paper_filling import fill_dossier, fill_verification
from .paper_pages import (
    draft_of,
    draft_place,
    kept_lines,
    kept_place,
    living_of,
    open_spec,
    read_whole,
    typed_of,
)
from .paper_parts import registered_as, title_of
from .register import cancel_taken, note_document, take_number
from .register_entries import reserved_number
from .storage import store_document
from .vault import seal

F = PaperField


@dataclass(frozen=True)
class Saved:
    """A draft that was saved."""

    version: int


@command(Action.PAPER_MAKE)
def save_draft(cx: Command, run_id: int, form: PaperForm, version: int, typed: Mapping[str, str]) -> Saved:
    """Keep what was typed, whatever it is, sealed. Raises Conflict when stale, Refused when closed."""
    run = cx.load(TrackingRun, run_id)
    spec = open_spec(cx, facts_of(cx, run), form)
    draft = draft_of(cx, run.id, form, lock=True)
    if (draft.version if draft else 0) != version:
        raise Conflict("stale")
    texts = {name.value: typed.get(name.value, "") for name in spec.fields}
    longer = [name for name, text in texts.items() if len(text) > 5 * LONG_MAX]
    if longer:
        raise Invalid(fields={name: ("paper_long", {"most": LONG_MAX}) for name in longer})
    sealed = seal(
        cx.settings.field_key,
        draft_place(run.id, form),
        json.dumps(texts, ensure_ascii=False, sort_keys=True),
    )
    if draft is None:
        draft = PaperDraft(branch_id=run.branch_id, run_id=run.id, form=form)
        cx.session.add(draft)
    draft.typed_sealed, draft.saved_at, draft.saved_by = sealed, cx.now, cx.actor.full_name
    cx.session.flush()
    return Saved(draft.version)


@dataclass(frozen=True)
class Kept:
    """A paper that was kept."""

    paper_id: int
    document_id: int
    number: str


@command(Action.PAPER_MAKE)
def keep(
    cx: Command, run_id: int, form: PaperForm, version: int, replaces: int | None = None, reason: str = ""
) -> Kept:
    """Number the paper, draw it, store it under its hash; it is never changed again.

    A number of the committee is taken from the register in this transaction, unless the paper book gave one.
    Raises Conflict when the draft changed since it was looked at, Invalid when something is missing, Refused
    when the form is closed, the level above has not agreed or the paper cannot be drawn; then no number is
    used and the draft stays.
    """
    run = cx.load(TrackingRun, run_id)
    facts = facts_of(cx, run)
    spec = open_spec(cx, facts, form)
    draft = draft_of(cx, run.id, form, lock=True)
    if draft is None:
        raise Conflict("paper_draft_gone")
    if draft.version != version:
        raise Conflict("stale")
    typed = typed_of(cx, draft)
    entry, wrong = read_whole(spec, typed, cx.today)
    if wrong:
        raise Invalid("paper_not_ready", fields=wrong)
    must_be_agreed(facts, spec, entry)
    old = _replaced(cx, facts, spec, replaces, reason)
    registered = _registered(cx, facts, spec, entry)
    paper = content_of(spec, facts, entry, registered.number if registered else None)
    data = _drawn(paper)
    if cx.session.scalar(select(Document.id).where(Document.sha256 == hashlib.sha256(data).hexdigest())):
        raise Refused("paper_same")
    document = store_document(cx, spec.kind, title_of(form, facts.branch.name), data, branch_id=run.branch_id)
    event = facts.event_of(spec.move)
    row = ProcessDocument(
        branch_id=run.branch_id,
        run_id=run.id,
        event_id=event.id if event is not None else None,
        form=form,
        number=registered.symbol if registered else entry.text(F.NUMBER),
        dated=entry.days.get(F.DATED),
        register_entry_id=registered.id if registered else None,
        document_id=document.id,
        made_at=cx.now,
        made_by=cx.actor.full_name,
        content_sealed=_sealed(cx, document.sha256, paper, typed),
        replaces_id=old.id if old else None,
        replace_reason=reason.strip() if old else "",
    )
    cx.session.add(row)
    if registered is not None:
        note_document(cx, registered, document)
    fill_dossier(cx, facts, spec, row)
    if form is PaperForm.VERIFICATION_REQUEST:
        fill_verification(cx, row, entry.text(F.ADDRESSEE))
    cx.session.delete(draft)
    cx.session.flush()
    return Kept(row.id, document.id, row.number)


def _replaced(
    cx: Command, facts: PaperFacts, spec: PaperSpec, replaces: int | None, reason: str
) -> ProcessDocument | None:
    living = living_of(facts, kept_lines(cx, facts.run.id, with_reason=False), spec.form)
    if replaces is None and living and not spec.several:
        replaces = living[0].id
    if replaces is None:
        return None
    if replaces not in {line.id for line in living}:
        raise Invalid(fields={"replaces": "paper_replaces_unknown"})
    if not reason.strip():
        raise Invalid(fields={"reason": "paper_reason_needed"})
    old = cx.session.get(ProcessDocument, replaces, with_for_update=True)
    if old is None:
        raise NotFound
    if old.register_entry_id is not None:
        entry = cx.session.get(RegisterEntry, old.register_entry_id)
        if entry is not None and not entry.cancelled_reason:
            # The book is read by others than the branch: it says that, not why.
            cancel_taken(cx, entry, REPLACED_IN_REGISTER)
    return old


def _registered(cx: Command, facts: PaperFacts, spec: PaperSpec, entry: PaperEntry) -> RegisterEntry | None:
    if not spec.takes_number:
        return None
    # A number that is written down stands in the paper book, unless the office keeps it here for a paper.
    written = entry.text(F.NUMBER)
    reserved = reserved_number(cx, spec.kind, written) if written else None
    if written and reserved is None:
        return None
    return take_number(
        cx,
        spec.kind,
        entry.days[F.DATED],
        subject=registered_as(spec.form, facts.branch.name),
        signatory_name=entry.text(F.SIGNATORY),
        recipients="\n".join(entry.lines(F.RECIPIENTS)),
        reserved=reserved,
    )


def _drawn(paper: OfficialPaper) -> bytes:
    try:
        return render_official(paper)
    except ForeignLetter as problem:
        raise Refused("paper_letter", letter=problem.letter, point=problem.point) from problem
    except DocumentError as problem:
        raise Refused("paper_failed") from problem


def _sealed(cx: Command, sha256: str, paper: OfficialPaper, typed: Mapping[str, str]) -> bytes:
    text = json.dumps({"paper": to_plain(paper), "typed": dict(typed)}, ensure_ascii=False, sort_keys=True)
    return seal(cx.settings.field_key, kept_place(sha256), text)
