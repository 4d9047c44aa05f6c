"""What the level above agreed to in writing, as the decision to admit cites it and cannot do without it."""

from dataclasses import replace
from datetime import date

from ..domain import conditions, readmission
from ..domain.conditions import Case
from ..domain.errors import Refused
from ..domain.facts import FindingCode, Severity
from ..domain.opinions import OpinionKind, answer_on
from ..domain.paper_entry import PaperEntry
from ..domain.papers import PaperField, PaperForm, PaperSpec
from ..models import UpperOpinion
from ..texts import paper_words as words
from ..texts.findings import sentence
from .paper_facts import PaperFacts
from .run_facts import facts_from, opinions_from

#: What only a written answer of the level above opens (QD 294, 1.1.1 and 3.5).
_ASKED_ABOVE = frozenset(
    {
        FindingCode.OVER_AGE,
        FindingCode.OVER_AGE_REFUSED,
        FindingCode.READMISSION_CONSENT_MISSING,
        FindingCode.READMISSION_REFUSED,
    }
)


def agreed_by(facts: PaperFacts, day: date) -> tuple[UpperOpinion, ...]:
    """The answers that hold on a day and agree: the last of each kind, in the order of the kinds."""
    given = opinions_from(facts.opinions)
    found = []
    for kind in OpinionKind:
        last = answer_on(given, kind, day)
        if last is not None and last.agreed:
            found.append(facts.opinions[next(n for n, one in enumerate(given) if one is last)])
    return tuple(found)


def consent_lines(facts: PaperFacts, day: date) -> tuple[str, ...]:
    """The agreed answers as the decision names them among its grounds."""
    return tuple(
        words.CONSENTED.format(
            number=row.answer_number,
            on=words.short_day(row.answered_on),
            by=row.answered_by,
            what=words.CONSENTED_TO[row.kind],
        )
        for row in agreed_by(facts, day)
        if row.answered_on is not None
    )


def must_be_agreed(facts: PaperFacts, spec: PaperSpec, entry: PaperEntry) -> None:
    """The decision on somebody over age or admitted again rests on a recorded answer. Raises Refused.

    Asked as of the branch's vote, before which the answer had to be there; what stands on the run without a
    text behind it does not count.
    """
    if spec.form is not PaperForm.ADMISSION_DECISION:
        return
    on = facts.run.branch_resolution_on or entry.days.get(PaperField.DATED, facts.today)
    known = replace(
        facts_from(facts.run, facts.person, facts.helper, facts.today),
        over_age_consent=False,
        opinions=opinions_from(facts.opinions),
    )
    case = Case(known, facts.rules(on), on, facts.today)
    for found in (*conditions.age_for_admission(case), *readmission.at_the_vote(case)):
        if found.severity is Severity.BLOCK and found.code in _ASKED_ABOVE:
            raise Refused("paper_not_agreed", why=sentence(found))
