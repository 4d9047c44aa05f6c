"""One content type for every paper of the official layout, and its way into storage and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from phohoa.documents.content import LANGUAGE, Head, PlanContent, Section, Table


@dataclass(frozen=True, slots=True)
class Signature:
    """What stands above a signature, and the name under it ("" leaves the line to the hand)."""

    authority: str
    position: str
    signatory: str


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """A paper in full: resolution, decision, letter, certificate, summary, list.

    `form_number` stands above the head. A letter has no `kind`: its subject stands under the number (HD 36,
    domain/04 4.5) and `addressees` in the middle. `recipients_end` is the mark behind a recipient of a paper
    that was laid out before; empty, the guidance of its date decides. `resolves` are bold lines between the
    bases and what is decided. One signature stands on the right beside the recipients; two stand side by side
    without them. `digital` leaves a field for a signature by certificate.
    """

    head: Head
    kind: str
    subject: str
    title: str
    opening: str
    signatures: tuple[Signature, ...]
    form_number: str = ""
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    resolves: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    closing: str = ""
    recipients: tuple[str, ...] = ()
    recipients_end: str = ""
    digital: bool = False
    language: str = LANGUAGE
    #: Where the paper can be checked, drawn as a square code below the recipients; empty: none.
    check_url: str = ""

    def __post_init__(self) -> None:
        if not self.subject.strip() or not self.title.strip():
            raise ValueError("subject and title are required")
        if len(self.signatures) not in (1, 2):
            raise ValueError("a paper has one signature or two")
        if len(self.signatures) == 1 and not (self.signatures[0].authority and self.signatures[0].position):
            raise ValueError("authority and position are required")
        if not (self.closing.strip() or self.sections or self.opening.strip()):
            raise ValueError("a paper says something")


def of_plan(content: PlanContent, title: str) -> OfficialPaper:
    """The plan as an official paper, for another layout of the same words."""
    return OfficialPaper(
        head=content.head,
        kind=content.kind,
        subject=content.subject,
        title=title,
        bases=content.bases,
        opening=content.opening,
        sections=content.sections,
        closing=content.closing,
        recipients=content.recipients,
        signatures=(Signature(content.authority, content.position, content.signatory),),
        language=content.language,
    )


def to_plain(paper: OfficialPaper) -> dict[str, Any]:
    """Plain values for a JSON encoder."""
    plain = asdict(paper)
    dated = paper.head.dated
    plain["head"]["dated"] = dated.isoformat() if dated is not None else None
    return plain


def from_plain(plain: Mapping[str, Any]) -> OfficialPaper:
    """The paper again. Raises TypeError, KeyError or ValueError for something else."""
    head = dict(plain["head"])
    head["dated"] = date.fromisoformat(head["dated"]) if head["dated"] else None
    lines = ("addressees", "bases", "resolves", "recipients")
    return OfficialPaper(
        **{
            **plain,
            **{name: tuple(plain[name]) for name in lines},
            "head": Head(**head),
            "sections": tuple(_section(one) for one in plain["sections"]),
            "signatures": tuple(Signature(**one) for one in plain["signatures"]),
        }
    )


def _section(plain: Mapping[str, Any]) -> Section:
    tables = tuple(_table(one) for one in plain["tables"])
    return Section(**{**plain, "paragraphs": tuple(plain["paragraphs"]), "tables": tables})


def _table(plain: Mapping[str, Any]) -> Table:
    cells = {name: tuple(plain[name]) for name in ("heads", "widths", "numeric", "total")}
    return Table(**{**plain, **cells, "rows": tuple(tuple(row) for row in plain["rows"])})
