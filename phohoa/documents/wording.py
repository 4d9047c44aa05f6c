"""What a paper writes by the guidance of its date: recipients, addressees, the subject of a letter."""

from phohoa.documents.content import PlanContent
from phohoa.documents.official import OfficialPaper
from phohoa.domain.layout_rules import LayoutRules, layout_of
from phohoa.texts import documents as texts


def rules_of(paper: PlanContent | OfficialPaper) -> LayoutRules:
    """The guidance that the paper is laid out by."""
    return layout_of(paper.head.dated, paper.head.year)


def recipient_lines(paper: PlanContent | OfficialPaper) -> tuple[str, ...]:
    """The list at the foot. An imported paper keeps the mark that it had."""
    kept = paper.recipients_end if isinstance(paper, OfficialPaper) else ""
    return texts.recipient_lines(paper.recipients, kept or rules_of(paper).recipient_mark)


def addressee_lines(paper: OfficialPaper) -> tuple[str, ...]:
    """To whom a letter or a submission is written."""
    rules = rules_of(paper)
    is_submission = paper.kind.strip().upper() == texts.KIND_SUBMISSION
    opening = texts.SUBMISSION_TO[rules.code] if is_submission else texts.LETTER_TO
    return texts.addressee_lines(paper.addressees, opening, rules.recipient_mark)


def letter_subject(paper: OfficialPaper) -> str:
    """What stands under the number of a paper that does not name its kind, "" for every other one."""
    if paper.kind:
        return ""
    words = paper.subject
    for prefix in texts.LETTER_PREFIXES.values():
        if words[: len(prefix) + 1].lower() == f"{prefix.lower()} ":
            words = words[len(prefix) + 1 :]
    return f"{texts.LETTER_PREFIXES[rules_of(paper).code]} {words}"
