"""Forms of the dossier: several papers at once, one paper with its details, the file, a verification."""

from typing import Any

from wtforms import BooleanField, FileField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from ...domain.dossier import (
    LISTED_OF,
    ExemptReason,
    Need,
    PaperState,
    VerificationConclusion,
    VerificationSubject,
)
from ...domain.stages import Paper
from ...domain.vietnamese import format_date
from ...services.dossier_lines import PaperLine
from ...services.dossier_pages import DossierPage
from ...services.dossier_verifications import VerificationInput, VerificationLine
from ...services.dossiers import BelongingInput, FileInput, PaperInput
from ...services.scans import MOST_BYTES
from ...texts.dossiers import ELSEWHERE, FIELDS, NOBODY
from ...texts.labels import choices, label
from ..forms import CommandForm, DayField

_NOBODY = ("", NOBODY)
_PARTS = ("state", "dated", "received_on", "member_id")


def _states(paper: Paper) -> list[tuple[str, str]]:
    required = LISTED_OF[paper].need is Need.REQUIRED
    return [
        (state.value, label(state))
        for state in PaperState
        if not (required and state is PaperState.NOT_NEEDED)
    ]


def _members(line: PaperLine, found: DossierPage) -> list[tuple[str, str]]:
    """The members of the branch, and whoever stands on the paper already."""
    offered = [_NOBODY, *((str(number), name) for number, name in found.members)]
    if line.member_id is not None and str(line.member_id) not in [value for value, _ in offered]:
        offered.append((str(line.member_id), line.introducer or ELSEWHERE))
    return offered


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def signature(line: PaperLine) -> str:
    """What of a line the form of several papers can change, as it stands."""
    days = [format_date(day) if day else "" for day in (line.dated, line.received_on)]
    return "|".join([line.state.value, *days, str(line.member_id or "")])


class PapersForm(CommandForm):
    """Every paper that is typed, each with its own version: `of` makes the form of one dossier."""

    @classmethod
    def of(cls, found: DossierPage, **values: Any) -> "PapersForm":
        fields: dict[str, Any] = {}
        data: dict[str, Any] = {}
        for line in editable(found):
            key = line.key
            fields[f"state-{key}"] = SelectField(FIELDS["state"], choices=_states(line.paper))
            fields[f"dated-{key}"] = DayField(FIELDS["dated"])
            fields[f"received_on-{key}"] = DayField(FIELDS["received_on"])
            fields[f"version-{key}"] = HiddenField()
            fields[f"was-{key}"] = HiddenField()
            if line.paper is Paper.INTRODUCTION:
                fields[f"member_id-{key}"] = SelectField(FIELDS["member_id"], choices=_members(line, found))
            data |= {
                f"state-{key}": line.state.value,
                f"dated-{key}": line.dated,
                f"received_on-{key}": line.received_on,
                f"version-{key}": str(line.version),
                f"was-{key}": signature(line),
                f"member_id-{key}": str(line.member_id or ""),
            }
        made: type[PapersForm] = type("PapersOfOneDossier", (cls,), fields)
        return made(data=data, **values)

    def _now(self, key: str) -> str:
        parts = []
        for part in _PARTS:
            value = self[f"{part}-{key}"].data if f"{part}-{key}" in self else ""
            parts.append(format_date(value) if hasattr(value, "year") else str(value or ""))
        return "|".join(parts)

    def touched(self, found: DossierPage) -> tuple[PaperInput, ...]:
        """The lines in which something was typed; the others are left alone, whatever became of them."""
        return tuple(
            PaperInput(
                paper=line.paper,
                ordinal=line.ordinal,
                version=_number(self[f"version-{line.key}"].data) or 0,
                state=PaperState(self[f"state-{line.key}"].data),
                dated=self[f"dated-{line.key}"].data,
                received_on=self[f"received_on-{line.key}"].data,
                number=line.number,
                member_id=_number(self[f"member_id-{line.key}"].data)
                if f"member_id-{line.key}" in self
                else None,
                together_since=line.together_since,
            )
            for line in editable(found)
            if self._now(line.key) != self[f"was-{line.key}"].data
        )

    def overtaken(self, found: DossierPage) -> list[PaperLine]:
        """Lines typed in that somebody else changed meanwhile; the form carries their versions then."""
        typed = {one.key for one in self.touched(found)}
        late = []
        for line in editable(found):
            if line.key in typed and (_number(self[f"version-{line.key}"].data) or 0) != line.version:
                late.append(line)
                for name, value in (("version", str(line.version)), ("was", signature(line))):
                    self[f"{name}-{line.key}"].raw_data = None
                    self[f"{name}-{line.key}"].data = value
        return late


def editable(found: DossierPage) -> list[PaperLine]:
    """The papers that are typed: not those that follow from a step."""
    return [line for line in found.lines if not line.by_step]


class PaperForm(CommandForm):
    """One paper with everything that is noted of it."""

    state = SelectField(FIELDS["state"])
    dated = DayField(FIELDS["dated"])
    received_on = DayField(FIELDS["received_on"])
    number = StringField(FIELDS["number"], validators=[Length(max=60)])
    issuer = StringField(FIELDS["issuer"], validators=[Length(max=200)])
    member_id = SelectField(FIELDS["member_id"])
    together_since = DayField(FIELDS["together_since"])
    name_on_paper = StringField(FIELDS["name_on_paper"], validators=[Length(max=100)])
    birth_on_paper = StringField(FIELDS["birth_on_paper"], validators=[Length(max=10)])
    note = TextAreaField(FIELDS["note"], validators=[Length(max=1000)])

    @classmethod
    def of(cls, line: PaperLine, found: DossierPage, **values: Any) -> "PaperForm":
        """The form of a paper; fields of the one who introduces only where somebody does."""
        form = cls(
            data={
                "state": line.state.value,
                "dated": line.dated,
                "received_on": line.received_on,
                "number": line.number,
                "issuer": line.issuer,
                "member_id": str(line.member_id or ""),
                "together_since": line.together_since,
                "name_on_paper": line.name_on_paper,
                "birth_on_paper": line.birth_on_paper,
                "note": line.note,
                "version": line.version,
            },
            **values,
        )
        form.state.choices = _states(line.paper)
        form.member_id.choices = _members(line, found)
        if line.paper is not Paper.INTRODUCTION:
            del form.member_id, form.together_since
        return form

    def input(self, line: PaperLine) -> PaperInput:
        return PaperInput(
            paper=line.paper,
            ordinal=line.ordinal,
            version=self.version.data or 0,
            state=PaperState(self.state.data),
            dated=self.dated.data,
            received_on=self.received_on.data,
            number=self.number.data or "",
            member_id=_number(self.member_id.data) if "member_id" in self else None,
            together_since=self.together_since.data if "together_since" in self else None,
            issuer=self.issuer.data or "",
            name_on_paper=self.name_on_paper.data or "",
            birth_on_paper=self.birth_on_paper.data or "",
            note=self.note.data or "",
        )


class ScanForm(CommandForm):
    """A scan to attach; of the file's name only what it claims to be is read."""

    file = FileField(FIELDS["file"])

    def content(self) -> tuple[bytes, str]:
        """The bytes, at most one more than allowed, and the name as the browser sends it."""
        upload = self.file.data
        if not hasattr(upload, "read"):
            return b"", ""
        return upload.read(MOST_BYTES + 1), str(upload.filename or "")


class RemovalForm(CommandForm):
    reason = StringField(FIELDS["reason"], validators=[Length(max=200)])


class FileForm(CommandForm):
    holder = StringField(FIELDS["holder"], validators=[Length(max=100)])
    shelf = StringField(FIELDS["shelf"], validators=[Length(max=60)])
    since = DayField(FIELDS["since"])

    def input(self) -> FileInput:
        return FileInput(self.holder.data or "", self.shelf.data or "", self.since.data)


class StartForm(CommandForm):
    started_on = DayField(FIELDS["started_on"])
    reason = StringField(FIELDS["start_reason"], validators=[Length(max=200)])


class BelongingForm(CommandForm):
    is_youth_union_member = BooleanField(FIELDS["is_youth_union_member"])
    is_youth_union_cadre = BooleanField(FIELDS["is_youth_union_cadre"])
    youth_union_on = DayField(FIELDS["youth_union_on"])
    is_trade_union_member = BooleanField(FIELDS["is_trade_union_member"])

    def input(self) -> BelongingInput:
        return BelongingInput(
            self.is_youth_union_member.data,
            self.is_youth_union_cadre.data,
            self.youth_union_on.data,
            self.is_trade_union_member.data,
        )


class VerificationForm(CommandForm):
    """A request and what became of it. There is no field for findings."""

    subject = SelectField(FIELDS["subject"], choices=choices(VerificationSubject))
    asked_place = StringField(FIELDS["asked_place"], validators=[Length(max=200)])
    is_abroad = BooleanField(FIELDS["is_abroad"])
    letter_number = StringField(FIELDS["letter_number"], validators=[Length(max=60)])
    asked_on = DayField(FIELDS["asked_on"])
    received_on = DayField(FIELDS["received_there"])
    answered_on = DayField(FIELDS["answered_on"])
    conclusion = SelectField(FIELDS["conclusion"], choices=choices(VerificationConclusion))
    concluded_on = DayField(FIELDS["concluded_on"])
    concluded_by = StringField(FIELDS["concluded_by"], validators=[Length(max=100)])
    exempt_reason = SelectField(
        FIELDS["exempt_reason"], choices=[("", NOBODY), *choices(ExemptReason)], default=""
    )

    @classmethod
    def of(cls, line: VerificationLine | None, **values: Any) -> "VerificationForm":
        if line is None:
            return cls(version=0, **values)
        names = [name for name in cls.__dict__ if hasattr(line, name)]
        data = {name: getattr(line, name) for name in names}
        data |= {"exempt_reason": line.exempt_reason.value if line.exempt_reason else ""}
        return cls(data={**data, "version": line.version}, **values)

    def input(self) -> VerificationInput:
        reason = self.exempt_reason.data
        return VerificationInput(
            subject=VerificationSubject(self.subject.data),
            asked_place=self.asked_place.data or "",
            is_abroad=self.is_abroad.data,
            letter_number=self.letter_number.data or "",
            asked_on=self.asked_on.data,
            received_on=self.received_on.data,
            answered_on=self.answered_on.data,
            conclusion=VerificationConclusion(self.conclusion.data),
            concluded_on=self.concluded_on.data,
            concluded_by=self.concluded_by.data or "",
            exempt_reason=ExemptReason(reason) if reason else None,
        )
