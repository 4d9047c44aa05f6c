"""An existing plan brought in: read, understood beside its source, and made a draft when somebody says so."""

import base64
import binascii
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ..documents import importing
from ..documents.importing import Imported, Material, PaperRefused
from ..domain.access import Action, Actor, Role
from ..domain.errors import Invalid
from ..domain.numbering import PlanState
from ..domain.recognition import flat
from ..models import Plan, User, Ward
from ..texts import plan_template as template
from ..texts.documents import KIND_PLAN
from .command import Command, Query, command, query
from .plan_allocation import allocate
from .plan_content import reference_day
from .plan_import_sections import SectionInput
from .plan_lint import known_places
from .plans import PlanSaved, add_sections, default_signatory, free_year, note
from .vault import DamagedField, derive, open_bytes, seal_bytes

MAX_BYTES = importing.MAX_BYTES
_MAX_SECTIONS, _MAX_HEADING, _MAX_BODY = 60, 300, 20_000


def take_file(data: bytes, file_name: str) -> Material:
    """What stands in an uploaded file. Raises Invalid for the field `file` with the reason."""
    try:
        return importing.material(data, file_name)
    except PaperRefused as refused:
        raise Invalid(fields={"file": refused.code}) from None


def take_text(text: str) -> Material:
    """What stands in a pasted text. Raises Invalid for the field `text` with the reason."""
    try:
        return importing.material_of_text(text)
    except PaperRefused as refused:
        raise Invalid(fields={"text": refused.code}) from None


@dataclass(frozen=True)
class ImportPage:
    """An existing paper as understood, with what the page needs to ask for the rest."""

    imported: Imported
    #: The source, sealed for this account: it travels in the form and is stored nowhere.
    sealed: str
    is_plan: bool
    year: int
    subject: str
    parent_issuer: str
    place: str
    signatory_id: int
    signatories: tuple[tuple[int, str], ...]
    authority: str
    position: str
    recipients: str


@query(Action.PLAN_EDIT)
def import_page(cx: Query, material: Material, taken: Collection[int] = ()) -> ImportPage:
    """The paper understood with the ward's own names; `taken` are places of the corrections to apply."""
    cx.allow()
    ward = cx.session.get(Ward, 1)
    found = importing.choose(importing.understand(material, _names(cx, ward)), taken)
    signatories = tuple(
        (user.id, user.full_name)
        for user in cx.session.scalars(
            select(User).where(User.role == Role.SIGNATORY, User.active).order_by(User.full_name, User.id)
        )
    )
    signed = flat(found.name.words(True)) if found.name is not None else ""
    chosen = next((number for number, name in signatories if flat(name) == signed), 0)
    if not chosen and len(signatories) == 1:
        chosen = signatories[0][0]
    return ImportPage(
        imported=found,
        sealed=_seal(cx, material),
        is_plan=found.kind is not None and flat(found.kind.text) == flat(KIND_PLAN),
        year=_year(found, cx.today),
        subject=" ".join(piece.words(True) for piece in found.subject)[:300],
        parent_issuer=" ".join(piece.words(True) for piece in found.parent)
        or (ward.parent_issuer if ward else ""),
        place=importing.place_in(found.date_line.words(True))
        if found.date_line
        else (ward.place if ward else ""),
        signatory_id=chosen,
        signatories=signatories,
        authority=_alike(found.authority, template.AUTHORITIES),
        position=_alike(found.position, template.POSITIONS),
        recipients="\n".join(importing.recipient(piece.words(True)) for piece in found.recipients),
    )


def _names(cx: Query, ward: Ward | None) -> tuple[str, ...]:
    """The ward and those above it, now and as earlier plans have them."""
    if ward is None:
        return ()
    earlier = cx.session.scalars(select(Plan.parent_issuer).distinct())
    return known_places(ward, earlier)


def _alike(pieces: Sequence[Any], known: Sequence[str]) -> str:
    """The one of the known words that the paper has, whatever its marks; "" when it has none."""
    words = flat(" ".join(piece.words(True) for piece in pieces))
    return max((one for one in known if flat(one) in words), key=len, default="")


def _year(found: Imported, today: date) -> int:
    """The year that the subject names, else the year of the paper, else this one."""
    words = flat(" ".join(piece.text for piece in found.subject)).split()
    named = [int(word) for word in words if word.isdecimal() and len(word) == 4]
    return named[-1] if named else found.year or today.year


def _where(actor: Actor) -> str:
    return f"plan-import:{actor.user_id}"


def _seal(cx: Query, material: Material) -> str:
    key = derive(cx.settings.secret_key, "plan-import")
    return base64.urlsafe_b64encode(seal_bytes(key, _where(cx.actor), importing.pack(material))).decode()


@query(Action.PLAN_EDIT)
def open_material(cx: Query, sealed: str) -> Material:
    """The source that travelled in the form. Raises Invalid when it is not the one that was given out."""
    cx.allow()
    try:
        raw = base64.urlsafe_b64decode(sealed.encode("ascii", "replace"))
        packed = open_bytes(derive(cx.settings.secret_key, "plan-import"), _where(cx.actor), raw)
    except (DamagedField, binascii.Error, ValueError):
        raise Invalid("import_lost") from None
    return importing.unpack(packed)


@dataclass(frozen=True)
class ImportInput:
    """The draft as it was looked through: head as typed, sections as understood."""

    year: int
    subject: str
    parent_issuer: str
    place: str
    dated: date | None
    symbol: str
    authority: str
    position: str
    signatory_id: int | None
    recipients: str
    sections: tuple[SectionInput, ...]


@command(Action.PLAN_EDIT)
def create_imported_plan(cx: Command, data: ImportInput) -> PlanSaved:
    """Begin the plan of a year with the words of an existing paper, as a draft like any other.

    Raises Invalid for what is missing, Conflict when the year has a plan in the works or in force.
    """
    cx.allow()
    ward = free_year(cx, data.year)
    signatory = cx.session.get(User, data.signatory_id) if data.signatory_id else default_signatory(cx)
    _check(cx, data, signatory)
    day = reference_day(data.year, cx.today)
    plan = Plan(
        year=data.year,
        subject=data.subject,
        state=PlanState.DRAFT,
        issuer=ward.issuer,
        parent_issuer=data.parent_issuer,
        place=data.place,
        dated=None,
        authority=data.authority,
        position=data.position,
        signatory_id=signatory.id if signatory else None,
        signatory_name=signatory.full_name if signatory else "",
        recipients=data.recipients,
        created_at=cx.now,
    )
    cx.session.add(plan)
    cx.session.flush()
    add_sections(cx, plan, data.sections)
    allocate(cx, plan, day)
    note(cx, plan, template.brought_in(data.symbol, data.dated))
    return PlanSaved(plan.id)


def _check(cx: Command, data: ImportInput, signatory: User | None) -> None:
    fields: dict[str, object] = {}
    for name in ("subject", "place", "parent_issuer", "recipients"):
        if not getattr(data, name).strip():
            fields[name] = "required"
    if data.authority not in template.AUTHORITIES:
        fields["authority"] = "required"
    if data.position not in template.POSITIONS:
        fields["position"] = "required"
    if data.signatory_id and (
        signatory is None or signatory.role is not Role.SIGNATORY or not signatory.active
    ):
        fields["signatory_id"] = "signatory_needed"
    if not data.sections or len(data.sections) > _MAX_SECTIONS:
        fields["sealed"] = "import_sections"
    if any(len(one.heading) > _MAX_HEADING or len(one.body) > _MAX_BODY for one in data.sections):
        fields["sealed"] = "text_long"
    if fields:
        raise Invalid(fields=fields)
