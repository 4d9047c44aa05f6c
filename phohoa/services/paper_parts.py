"""One paper at work, and the phrases that several papers share."""

from datetime import date

from ..documents.content import Section
from ..domain.paper_entry import PaperEntry
from ..domain.papers import PaperField, PaperForm, PaperIssuer, PaperSpec
from ..domain.rulebook import AuthorityMode
from ..texts import paper_words as words
from ..texts.labels import label
from .paper_facts import PaperFacts
from .run_facts import birth_of

F = PaperField
ADMISSION = frozenset(
    {PaperForm.BRANCH_ADMISSION, PaperForm.COMMITTEE_ADMISSION, PaperForm.ADMISSION_DECISION}
)
RECOGNITION = frozenset(
    {PaperForm.BRANCH_RECOGNITION, PaperForm.COMMITTEE_RECOGNITION, PaperForm.RECOGNITION_DECISION}
)


class Draughting:
    """One paper at work: its form, the facts behind it, what was typed, and the day it bears."""

    def __init__(self, spec: PaperSpec, facts: PaperFacts, entry: PaperEntry) -> None:
        self.spec, self.facts, self.entry = spec, facts, entry
        self.day = entry.days.get(F.DATED, facts.today)
        self.again = facts.run.is_readmission and spec.form in ADMISSION

    @property
    def birth(self) -> str:
        return words.born(birth_of(self.facts.person))

    @property
    def asked(self) -> str:
        """Whom a resolution asks: the committee on the way up, or the standing committee that decides."""
        facts = self.facts
        if self.facts.mode(self.spec) is not AuthorityMode.A:
            return standing(facts.committee)
        if self.spec.issuer is PaperIssuer.BRANCH:
            return facts.committee
        return standing(facts.ward.upper_level)

    def what(self) -> str:
        """What is proposed."""
        form = words.ADMIT_AGAIN if self.again else words.ADMIT
        if self.spec.form in RECOGNITION:
            form = words.RECOGNISE
        return form.format(name=self.facts.person.full_name)

    def optional(self, form: str, value: str) -> str:
        """The words around a value; nothing without one."""
        return form.format(value=value) if value else ""

    def residence(self) -> str:
        return self.optional(words.RESIDENCE, self.facts.person.residence_group)

    def occupation(self) -> str:
        return self.optional(words.OCCUPATION, self.facts.person.occupation)

    def native(self) -> str:
        return self.optional(words.NATIVE, self.entry.text(F.NATIVE_PLACE))

    def in_decision(self) -> str:
        return words.PERSON_IN_DECISION.format(
            name=self.facts.person.full_name,
            birth=self.birth,
            native=self.native(),
            residence=self.residence(),
            occupation=self.occupation(),
        )


class Body:
    """The part of a paper that is its own."""

    def __init__(
        self,
        opening: str,
        sections: tuple[Section, ...] = (),
        closing: str = "",
        grounds: tuple[str, ...] = (),
        resolves: tuple[str, ...] = (),
        addressees: tuple[str, ...] = (),
    ) -> None:
        self.opening, self.sections, self.closing = opening, sections, closing
        self.grounds, self.resolves, self.addressees = grounds, resolves, addressees


def title_of(form: PaperForm, branch: str) -> str:
    """What a reader shows as the title, without the person."""
    return words.TITLE.format(kind=label(form), branch=branch)


def registered_as(form: PaperForm, branch: str) -> str:
    """What the register of numbers says of the paper, without the person."""
    return words.REGISTERED.format(kind=label(form), branch=branch)


def standing(body: str) -> str:
    """The standing committee of a body."""
    return words.RECIPIENT_STANDING.format(body=body)


def short(day: date) -> str:
    """A day in running text."""
    return words.short_day(day)
