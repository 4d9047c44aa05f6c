"""The hand-over sheet of a new member, and what the sheets of guidance take from the record."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..documents.content import Head, Section, Table
from ..documents.official import OfficialPaper, Signature
from ..documents.pdf import render_official
from ..domain.access import Action
from ..domain.dossier import PaperState
from ..domain.errors import NotFound, Refused
from ..domain.papers import HANDOVER_STAGES, Guide, PaperForm
from ..domain.stages import Paper
from ..models import Branch, DossierPaper, HelperAssignment, PartyMember, Person, TrackingRun, Ward
from ..texts import paper_words as words
from ..texts.documents import day_words
from ..texts.labels import label
from .command import Context, Query, query
from .document_pages import StoredFile
from .paper_parts import title_of
from .people import open_citizen_id

#: Endings of the files that the sheet can be had as.
KINDS = ("pdf", "docx", "xlsx")


def _day(day: date | None) -> str:
    return words.short_day(day) if day is not None else ""


def _numbered(number: str, day: date | None) -> str:
    if not number or day is None:
        return number or _day(day)
    return words.NUMBER_AND_DAY.format(number=number, day=_day(day))


def _who_introduced_and_helped(cx: Context, run: TrackingRun) -> tuple[str, ...]:
    """The members who introduced, then who helped last, each once; a closed run has no helper any more."""
    introduced = cx.session.scalars(
        select(PartyMember.full_name)
        .join(DossierPaper, DossierPaper.member_id == PartyMember.id)
        .where(DossierPaper.run_id == run.id, DossierPaper.paper == Paper.INTRODUCTION)
        .where(DossierPaper.state == PaperState.RECEIVED)
        .order_by(DossierPaper.ordinal)
    ).all()
    last = run.helper_id or cx.session.scalar(
        select(HelperAssignment.member_id)
        .where(HelperAssignment.run_id == run.id)
        .order_by(HelperAssignment.id.desc())
        .limit(1)
    )
    helper = cx.session.get(PartyMember, last) if last is not None else None
    return tuple(dict.fromkeys([*introduced, *([helper.full_name] if helper is not None else [])]))


def _values(cx: Context, run: TrackingRun, person: Person, branch: Branch) -> dict[str, str]:
    day, month = person.birth_day, person.birth_month
    birth = "/".join(
        [*([f"{day:02d}"] if day else []), *([f"{month:02d}"] if month else []), str(person.birth_year)]
    )
    return {
        "name": person.full_name.upper(),
        "birth": birth,
        "sex": label(person.sex) if person.sex else "",
        "residence": person.residence_group,
        "occupation": person.occupation,
        "education": label(person.education) if person.education else "",
        "youth_union_on": _day(person.youth_union_on),
        "citizen_id": open_citizen_id(cx, person),
        "phone": person.phone,
        "branch": branch.name,
        "sympathiser_on": _day(run.sympathiser_on),
        "certificate": _numbered(run.certificate_number, run.certificate_on),
        "helper": ", ".join(_who_introduced_and_helped(cx, run)),
        "branch_resolution": _numbered(run.branch_resolution_number, run.branch_resolution_on),
        "decision": _numbered(run.decision_number, run.decision_on),
        "ceremony_on": _day(run.ceremony_on),
        "probation_ends_on": _day(run.probation_ends_on),
        "official_decision": _numbered(run.official_decision_number, run.official_decision_on),
        "official_on": _day(run.official_on),
    }


def _rows(values: dict[str, str], blank: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((item, name, values.get(key, "") or blank) for item, name, key in words.HANDOVER_ITEMS)


@query(Action.PAPER_MAKE)
def handover_sheet(cx: Query, run_id: int, kind: str) -> StoredFile:
    """The sheet as a file of the kind, in the order in which the national database asks.

    Drawn at once, kept nowhere. Who asks is noted first (`note_revealed`): it holds the citizen number.
    Raises NotFound for another branch's run, Refused before there is a decision.
    """
    from ..documents.word import render_docx  # some 10 MB: only when asked for
    from ..documents.xlsx import list_sheet  # some 10 MB: only when asked for

    run = cx.load(TrackingRun, run_id)
    person, branch = cx.session.get(Person, run.person_id), cx.session.get(Branch, run.branch_id)
    ward = cx.session.scalar(select(Ward))
    if person is None or branch is None or kind not in KINDS:
        raise NotFound
    if run.stage not in HANDOVER_STAGES or ward is None:
        raise Refused("paper_closed", form=label(PaperForm.HANDOVER))
    values = _values(cx, run, person, branch)
    name = f"ban-giao-{run.id}.{kind}"
    title = title_of(PaperForm.HANDOVER, branch.name)
    if kind == "xlsx":
        data = list_sheet(
            label(PaperForm.HANDOVER),
            f"{branch.name}, {day_words(cx.today)}",
            words.HANDOVER_SHEET,
            (words.COUNT_HEAD, *words.HANDOVER_HEADS),
            _rows(values, ""),
        )
        return StoredFile(data, name, "")
    paper = _paper(ward, branch, cx.today, title, _rows(values, words.BLANK_LINE))
    return StoredFile(render_official(paper) if kind == "pdf" else render_docx(paper), name, "")


def _paper(
    ward: Ward, branch: Branch, day: date, title: str, rows: tuple[tuple[str, str, str], ...]
) -> OfficialPaper:
    table = Table(heads=words.HANDOVER_HEADS, rows=rows, widths=(10, 42, 48), numeric=(0,))
    return OfficialPaper(
        head=Head(
            parent=ward.name.upper(),
            issuer=branch.name.upper(),
            symbol="",
            place=ward.place,
            year=day.year,
            dated=day,
            without_number=True,
        ),
        kind=words.KIND_OF_FORM[PaperForm.HANDOVER],
        subject=words.SUBJECTS[PaperForm.HANDOVER],
        title=title,
        opening=words.HANDOVER_OPENING,
        sections=(Section(2, "", "", (), (table,)),),
        closing=words.HANDOVER_CLOSING,
        signatures=(
            Signature(words.HANDOVER_FROM, words.SIGN_HINT, ""),
            Signature(words.HANDOVER_TO, words.SIGN_HINT, ""),
        ),
    )


@dataclass(frozen=True)
class GuidePage:
    """A sheet of guidance for one person: the dates of the record that must be copied without a mistake."""

    run_id: int
    guide: Guide
    name: str
    branch_name: str
    is_practice: bool
    committee: str
    dates: tuple[tuple[str, date | None, str], ...]


@query(Action.DOSSIER_VIEW)
def guide_page(cx: Query, run_id: int, guide: Guide) -> GuidePage:
    """The dates that the paper copies from the record. Raises NotFound for another branch's run."""
    run = cx.load(TrackingRun, run_id)
    person, branch = cx.session.get(Person, run.person_id), cx.session.get(Branch, run.branch_id)
    if person is None or branch is None:
        raise NotFound
    ward = cx.session.scalar(select(Ward))
    helper = cx.session.get(PartyMember, run.helper_id) if run.helper_id is not None else None
    known: dict[str, tuple[date | None, str]] = {
        "sympathiser_on": (run.sympathiser_on, branch.name),
        "certificate": (run.certificate_on, run.certificate_number),
        "helper": (run.helper_since, helper.full_name if helper is not None else ""),
        "dossier_started_on": (run.dossier_started_on, ""),
        "youth_union_on": (person.youth_union_on, ""),
        "decision": (run.decision_on, run.decision_number),
        "ceremony_on": (run.ceremony_on, ""),
        "probation_ends_on": (run.probation_ends_on, ""),
        "new_member_certificate": (run.new_member_certificate_on, run.new_member_certificate_number),
    }
    return GuidePage(
        run_id=run.id,
        guide=guide,
        name=person.full_name,
        branch_name=branch.name,
        is_practice=branch.is_practice,
        committee=words.committee_name(ward.name) if ward is not None else "",
        dates=tuple((key, *known[key]) for key in words.GUIDE_DATES[guide]),
    )
