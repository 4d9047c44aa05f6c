"""How the lines of a timeline read."""

from datetime import date, datetime
from typing import Any

from ...domain.dossier import VerificationConclusion, VerificationSubject
from ...domain.facts import Obligation
from ...domain.stages import BasisKind, Input, MoveCode, Paper, ReasonToLeave, ReasonToPause, VoteForm
from ...domain.vietnamese import format_date
from ...domain.voting import DecidingBody
from ...services.clock import local
from ...services.happenings import Happening
from ...services.records import CandidatePage
from ...texts.candidates import ANSWERED, FIELDS, HAPPENINGS, PARTS
from ...texts.dossiers import FIELDS as DOSSIER_FIELDS
from ...texts.dossiers import SCANNED
from ...texts.findings import reckoning_text
from ...texts.labels import label
from ...texts.stages import FLAGS


def _when(moment: datetime | None) -> str:
    return local(moment).strftime("%H:%M, %d/%m/%Y") if moment else ""


def _reason(code: str) -> str:
    for kind in (ReasonToLeave, ReasonToPause):
        if code in [member.value for member in kind]:
            return label(kind(code))
    return ""


def _value(code: str, value: Any) -> str:
    if code == Input.VOTE_FORM:
        return label(VoteForm(value))
    if code == Input.DECIDED_BY:
        return label(DecidingBody(value))
    if code.endswith(("_on", "_since")):
        return format_date(date.fromisoformat(value))
    return str(value)


def _warning(code: str) -> str:
    return ANSWERED.get(code, ANSWERED[""])


#: Their number and day stand among what was typed.
_TYPED = (BasisKind.DECISION, BasisKind.CERTIFICATE)


def _basis(line: Happening) -> str:
    if line.basis_kind in _TYPED and not line.basis_number and line.basis_on is None:
        return ""
    kind = label(line.basis_kind) if line.basis_kind else ""
    words = " ".join(part for part in (kind, line.basis_number) if part)
    if line.basis_on is not None:
        words = PARTS["basis_dated"].format(
            kind=kind, number=line.basis_number, day=format_date(line.basis_on)
        )
    return " ".join(words.split())


def _title(line: Happening) -> str:
    if line.kind == "introduce" and line.move is MoveCode.ARRIVE:
        return label(line.move)
    if line.flag is not None:
        return FLAGS[line.flag]
    if line.kind == "review" and line.month is not None:
        return HAPPENINGS["review"].format(year=line.month[0], month=line.month[1])
    if line.kind in ("move", "helper") and line.move is not None:
        return label(line.move)
    return HAPPENINGS[line.kind]


def _parts(line: Happening) -> list[str]:
    found = []
    if line.failed_vote:
        found.append(PARTS["failed_vote"])
    elif line.kind == "move" and line.to_stage is not None and line.to_stage is not line.from_stage:
        found.append(PARTS["to_stage"].format(stage=label(line.to_stage)))
    if basis := _basis(line):
        found.append(PARTS["basis"].format(basis=basis))
    found += [
        PARTS["typed"].format(label=label(Input(code)), value=_value(code, v)) for code, v in line.typed
    ]
    if line.reckoning is not None:
        found.append(PARTS["reckoning"].format(reckoning=reckoning_text(line.reckoning)))
    reason = ". ".join(part for part in (_reason(line.reason_code), line.reason) if part)
    if line.kind == "review":
        if line.rating is not None:
            found.append(PARTS["rating"].format(rating=label(line.rating)))
        if reason:
            found.append(PARTS["remark"].format(remark=reason))
    elif reason:
        found.append(PARTS["reason"].format(reason=reason))
    for code, answer in line.answers:
        found.append(PARTS["answer"].format(warning=_warning(code), answer=answer))
    if line.fields:
        known = {**DOSSIER_FIELDS, **FIELDS}
        names = "; ".join(known[name] for name in line.fields if name in known)
        found.append(PARTS["fields"].format(fields=names))
    found += _of_dossier(line)
    found += [PARTS["obligation"].format(obligation=label(Obligation(code))) for code in line.obligations]
    return found


def _of_dossier(line: Happening) -> list[str]:
    """What was noted of the dossier, in one line."""
    kinds = {"paper": Paper, "subject": VerificationSubject, "conclusion": VerificationConclusion}
    words = []
    for name, text in line.dossier:
        kind = kinds.get(name)
        words.append(label(kind(text)) if kind is not None else SCANNED.get(text, text))
    return ["; ".join(words)] if words else []


def _by(line: Happening) -> str:
    if line.cancelled_by:
        return PARTS["cancelled"].format(name=line.cancelled_by, when=_when(line.cancelled_at))
    return PARTS["by"].format(name=line.by, when=_when(line.entered_at)) if line.by else ""


def lines_of(found: CandidatePage) -> list[dict[str, Any]]:
    """The timeline, newest first: day, title, what belongs to it, who entered it."""
    return [
        {
            "day": format_date(line.day),
            "title": _title(line),
            "parts": _parts(line),
            "by": _by(line),
            "cancelled": bool(line.cancelled_by),
        }
        for line in found.timeline
    ]
