"""Decisions, letters, certificates and summaries of the process."""

from ..documents.content import Section
from ..domain.papers import PaperField, PaperForm
from ..domain.rulebook import RuleCode
from ..texts import paper_words as words
from .paper_consents import consent_lines
from .paper_parts import Body, Draughting, short

F = PaperField


def _article(number: int, *paragraphs: str) -> Section:
    return Section(2, words.ARTICLE.format(number=number), "", paragraphs, run_in=True)


def _resolves(at: Draughting) -> tuple[str, ...]:
    return tuple(line.format(body=at.facts.ward.issuer) for line in words.RESOLVES)


def _proposal(at: Draughting) -> tuple[str, ...]:
    proposed = words.PROPOSED_BY.format(
        branch=at.facts.voted_in or at.facts.branch.name,
        number=at.entry.text(F.BRANCH_NUMBER),
        on=short(at.entry.days[F.BRANCH_ON]),
    )
    if at.spec.form is PaperForm.ADMISSION_DECISION:
        return (*consent_lines(at.facts, at.day), proposed)
    return (proposed,)


def _carry_out(at: Draughting) -> str:
    office = words.OFFICE_AFTER if at.day >= words.ONE_BODY_FROM else words.OFFICE_BEFORE
    return words.CARRY_OUT.format(office=office, branch=at.facts.branch.name)


def admits(at: Draughting) -> Body:
    """The decision to admit, also of somebody who was a member before or who has moved since."""
    facts, rules = at.facts, at.facts.rules(at.day)
    verb = words.ADMITS_AGAIN_VERB if at.again else words.ADMITS_VERB
    ceremony = [
        words.CEREMONY.format(
            branch=facts.branch.name,
            days=rules.number(RuleCode.CEREMONY_DAYS),
            since=words.CEREMONY_SINCE[str(rules.value(RuleCode.CEREMONY_FROM))],
            months=rules.number(RuleCode.PROBATION_MONTHS),
        )
    ]
    if facts.voted_in:
        ceremony.append(
            words.MOVED_PLACE.format(person=facts.person.full_name, old=facts.voted_in, new=facts.branch.name)
        )
    sections = (
        _article(1, words.ADMITS.format(verb=verb, who=at.in_decision())),
        _article(2, *ceremony),
        _article(3, _carry_out(at)),
    )
    return Body("", sections, grounds=_proposal(at), resolves=_resolves(at))


def recognises(at: Draughting) -> Body:
    """The decision to recognise an official member."""
    run = at.facts.run
    since = run.official_on or run.probation_ends_on or at.day
    who = words.MEMBER + at.in_decision()
    admitted = short(run.ceremony_on) if run.ceremony_on else words.BLANK_LINE
    sections = (
        _article(1, words.RECOGNISES.format(who=who, admitted=admitted, day=short(since))),
        _article(2, words.ANNOUNCE.format(branch=at.facts.branch.name)),
        _article(3, _carry_out(at)),
    )
    return Body("", sections, grounds=_proposal(at), resolves=_resolves(at))


def verification(at: Draughting) -> Body:
    """The letter that asks another committee to verify a life history."""
    facts, rules = at.facts, at.facts.rules(at.day)
    office = words.OFFICE_AFTER if at.day >= words.ONE_BODY_FROM else words.OFFICE_BEFORE
    opening = words.VERIFY_OPENING.format(
        committee=facts.committee,
        name=facts.person.full_name,
        birth=at.birth,
        native=at.native(),
        residence=at.residence(),
        branch=facts.branch.name,
    )
    lines = [line.removeprefix("-").strip(" ;.,") for line in at.entry.lines(F.VERIFIED)]
    items = tuple(
        words.VERIFY_ITEM.format(words=line, end="." if place == len(lines) else ";")
        for place, line in enumerate(lines, start=1)
    )
    phone = facts.ward.office_phone
    limit = words.VERIFY_LIMIT.format(
        days=rules.number(RuleCode.VERIFICATION_HOME_DAYS),
        abroad=rules.number(RuleCode.VERIFICATION_ABROAD_DAYS),
        office=f"{office}, {facts.committee}",
        phone=words.PHONE.format(phone=phone) if phone else "",
    )
    section = Section(2, "", "", (*items, words.VERIFY_WHAT, words.VERIFY_WHERE))
    return Body(opening, (section,), limit, addressees=at.entry.lines(F.ADDRESSEE))


def considered(at: Draughting) -> Body:
    """The certificate for somebody who moves while the Party is considering him or her."""
    facts, run = at.facts, at.facts.run
    lines = [
        words.CONSIDERED_PERSON.format(
            name=facts.person.full_name,
            birth=at.birth,
            residence=at.residence(),
            occupation=at.occupation(),
            branch=facts.branch.name,
        )
    ]
    if run.sympathiser_on:
        lines.append(words.CONSIDERED_LISTED.format(day=short(run.sympathiser_on)))
    if facts.helper is not None:
        since = words.CONSIDERED_SINCE.format(day=short(run.helper_since)) if run.helper_since else ""
        lines.append(words.CONSIDERED_HELPED.format(name=facts.helper.full_name, since=since))
    if run.certificate_on:
        lines.append(
            words.CONSIDERED_CERTIFICATE.format(number=run.certificate_number, day=short(run.certificate_on))
        )
    if run.dossier_started_on:
        lines.append(words.CONSIDERED_DOSSIER.format(day=short(run.dossier_started_on)))
    section = Section(2, "", "", tuple(lines))
    return Body(
        words.CONSIDERED.format(committee=facts.committee),
        (section,),
        words.CONSIDERED_CLOSING,
        addressees=at.entry.lines(F.ADDRESSEE),
    )


def opinions(at: Draughting) -> Body:
    """The summary of what organisations and the branch at home said."""
    what = words.OPINIONS_ON_MEMBER if at.facts.is_probation else words.OPINIONS_ON_SOURCE
    opening = words.OPINIONS_ON.format(
        what=what,
        name=at.facts.person.full_name,
        birth=at.birth,
        residence=at.residence(),
        occupation=at.occupation(),
    )
    parts = (
        (words.OPINIONS_ORGANISATIONS, F.ORGANISATION_OPINIONS),
        (words.OPINIONS_RESIDENCE, F.RESIDENCE_OPINION),
        (words.OPINIONS_SUMMARY, F.SUMMARY),
    )
    sections = tuple(
        Section(2, f"{place}.", heading, at.entry.lines(name))
        for place, (heading, name) in enumerate(parts, start=1)
    )
    return Body(opening, sections)
