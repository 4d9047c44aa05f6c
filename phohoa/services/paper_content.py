"""Each paper of the process as typed content: one source for preview, PDF and DOCX."""

from collections.abc import Callable

from ..documents.content import Head
from ..documents.official import OfficialPaper, Signature
from ..domain.legal_bases import bases_on
from ..domain.numbering import DocumentKind
from ..domain.paper_entry import PaperEntry
from ..domain.papers import PaperField, PaperForm, PaperIssuer, PaperSpec, form_number
from ..texts import paper_words as words
from ..texts.ward_labels import KIND_SYMBOLS
from .paper_bodies import admits, considered, opinions, recognises, verification
from .paper_facts import PaperFacts, is_residential
from .paper_parts import Body, Draughting, title_of
from .paper_resolutions import resolution
from .plan_content import symbol_of

F = PaperField
_BODIES: dict[PaperForm, Callable[[Draughting], Body]] = {
    PaperForm.BRANCH_ADMISSION: resolution,
    PaperForm.COMMITTEE_ADMISSION: resolution,
    PaperForm.BRANCH_RECOGNITION: resolution,
    PaperForm.COMMITTEE_RECOGNITION: resolution,
    PaperForm.ADMISSION_DECISION: admits,
    PaperForm.RECOGNITION_DECISION: recognises,
    PaperForm.VERIFICATION_REQUEST: verification,
    PaperForm.CONSIDERATION: considered,
    PaperForm.OPINIONS_SUMMARY: opinions,
}


def content_of(
    spec: PaperSpec, facts: PaperFacts, entry: PaperEntry, number: int | None = None
) -> OfficialPaper:
    """The paper as the layout wants it; without a number blanks stand in its place.

    `entry` holds what the paper requires. `number` is the one taken from the register.
    """
    at = Draughting(spec, facts, entry)
    body = _BODIES[spec.form](at)
    is_letter = spec.form is PaperForm.VERIFICATION_REQUEST
    signature = Signature(
        entry.text(F.AUTHORITY).upper(), entry.text(F.POSITION).upper(), entry.text(F.SIGNATORY)
    )
    return OfficialPaper(
        head=_head(at, number),
        kind="" if is_letter else _kind(spec.form, spec.kind),
        subject=_subject(at),
        title=title_of(spec.form, facts.branch.name),
        form_number=_form_number(at),
        addressees=body.addressees,
        bases=_bases(at, *body.grounds) if F.BASES in spec.fields else (),
        resolves=body.resolves,
        opening=body.opening,
        sections=body.sections,
        closing=body.closing,
        recipients=tuple(line.rstrip(".,; ") for line in entry.lines(F.RECIPIENTS)),
        signatures=(signature,),
        digital=spec.issuer is PaperIssuer.COMMITTEE,
    )


def _head(at: Draughting, number: int | None) -> Head:
    ward, is_branch = at.facts.ward, at.spec.issuer is PaperIssuer.BRANCH
    of_branch = f"{KIND_SYMBOLS[at.spec.kind]}/{words.SYMBOL_BRANCH}"
    return Head(
        parent=ward.name.upper() if is_branch else ward.parent_issuer,
        issuer=at.facts.branch.name.upper() if is_branch else ward.issuer,
        symbol=of_branch if is_branch else symbol_of(at.spec.kind),
        place=ward.place,
        year=at.day.year,
        number=number,
        dated=at.entry.days.get(F.DATED),
        number_text=at.entry.text(F.NUMBER),
    )


def _kind(form: PaperForm, kind: DocumentKind) -> str:
    return words.KIND_OF_FORM.get(form) or words.KINDS[kind]


def _subject(at: Draughting) -> str:
    form = at.spec.form
    if form is PaperForm.VERIFICATION_REQUEST:
        return words.LETTER_SUBJECT
    if form is PaperForm.OPINIONS_SUMMARY and at.facts.is_probation:
        return words.SUBJECT_PROBATION
    return words.SUBJECT_AGAIN[form] if at.again else words.SUBJECTS[form]


def _form_number(at: Draughting) -> str:
    if not at.facts.ward.prints_form_numbers:
        return ""
    number = form_number(
        at.spec.form,
        at.day,
        residential=is_residential(at.facts.branch),
        probation=at.facts.is_probation,
    )
    return words.FORM_NUMBER.format(number=number) if number else ""


def _bases(at: Draughting, *grounds: str) -> tuple[str, ...]:
    typed = at.entry.lines(F.BASES)
    if typed:
        return typed
    return words.basis_lines([*(words.BASES[one.basis] for one in bases_on(at.day)), *grounds])
