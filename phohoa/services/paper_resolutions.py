"""Resolutions of a branch and of the committee, on admission and on recognition."""

from ..documents.content import Section
from ..domain.paper_entry import share, votes_of
from ..domain.papers import CONCLUSIONS, PaperField, PaperIssuer
from ..domain.rulebook import AuthorityMode
from ..domain.stages import VoteForm
from ..texts import paper_words as words
from ..texts.documents import count_words, day_words
from ..texts.labels import label
from .paper_parts import RECOGNITION, Body, Draughting, short

F = PaperField


def _attendance(at: Draughting) -> Section:
    entry = at.entry
    note = words.ABSENT_NOTE.format(note=entry.text(F.ABSENT_NOTE)) if entry.text(F.ABSENT_NOTE) else ""
    if at.spec.issuer is PaperIssuer.BRANCH:
        official, probationary = entry.count(F.MEMBERS_OFFICIAL), entry.count(F.MEMBERS_PROBATIONARY)
        here, young = entry.count(F.PRESENT_OFFICIAL), entry.count(F.PRESENT_PROBATIONARY)
        lines = [_three(words.TOTAL, official, probationary), _three(words.PRESENT, here, young)]
        if official + probationary > here + young:
            lines.append(_three(words.ABSENT, official - here, probationary - young, note=note))
    else:
        members, present = entry.count(F.MEMBERS), entry.count(F.PRESENT)
        lines = [
            words.COMMITTEE_TOTAL.format(total=count_words(members)),
            words.COMMITTEE_PRESENT.format(total=count_words(present)),
        ]
        if members > present:
            lines.append(words.COMMITTEE_ABSENT.format(total=count_words(members - present), note=note))
    position = entry.text(F.CHAIR_POSITION)
    chair = words.CHAIR.format(chair=entry.text(F.CHAIR), position=f", {position}" if position else "")
    lines.append(chair)
    if entry.text(F.SECRETARY):
        lines.append(words.SECRETARY.format(secretary=entry.text(F.SECRETARY)))
    return Section(2, "1.", words.PARTICIPANTS, tuple(lines))


def _three(form: str, official: int, probationary: int, **more: str) -> str:
    return form.format(
        total=count_words(official + probationary),
        official=count_words(official),
        probationary=count_words(probationary),
        **more,
    )


def _person(at: Draughting) -> Section:
    person, run = at.facts.person, at.facts.run
    known = {
        "sex": words.sex_word(person.sex) if person.sex else "",
        "residence": person.residence_group,
        "occupation": person.occupation,
        "education": label(person.education).lower() if person.education else "",
    }
    more = "".join(f"; {words.PERSON_MORE[k].format(value=v)}" for k, v in known.items() if v)
    lines = [words.PERSON_LINE.format(name=person.full_name, birth=at.birth, more=more)]
    if at.spec.form in RECOGNITION:
        if run.ceremony_on and run.probation_ends_on:
            lines.append(words.ADMITTED.format(day=short(run.ceremony_on), end=short(run.probation_ends_on)))
        if run.new_member_certificate_on:
            lines.append(
                words.NEW_MEMBER_CERTIFICATE.format(
                    number=run.new_member_certificate_number, day=short(run.new_member_certificate_on)
                )
            )
    else:
        if at.again and person.left_party_on:
            lines.append(words.LEFT_PARTY.format(day=short(person.left_party_on)))
        if run.sympathiser_on:
            lines.append(words.LISTED.format(day=short(run.sympathiser_on), branch=at.facts.branch.name))
        if run.certificate_on:
            issuer = run.certificate_issuer
            lines.append(
                words.CERTIFICATE.format(
                    number=run.certificate_number,
                    day=short(run.certificate_on),
                    issuer=words.CERTIFICATE_ISSUER.format(issuer=issuer) if issuer else "",
                )
            )
    if at.facts.helper is not None:
        lines.append(words.HELPED.format(name=at.facts.helper.full_name))
    return Section(2, "2.", words.PERSON, tuple(lines))


def _conclusions(at: Draughting) -> tuple[Section, ...]:
    typed = [(name, at.entry.lines(name)) for name in CONCLUSIONS if at.entry.lines(name)]
    points = tuple(
        Section(3, f"{words.POINTS[place]})", words.CONCLUSIONS[name], lines, run_in=True)
        for place, (name, lines) in enumerate(typed)
    )
    return (Section(2, "3.", words.CONCLUSION), *points)


def _result(at: Draughting) -> Section:
    votes, entry = votes_of(at.entry), at.entry
    event = at.facts.event_of(at.spec.move)
    code = (event.data.get("typed", {}) if event is not None else {}).get("vote_form")
    form = words.VOTE_FORM.format(form=label(VoteForm(code)).lower()) if code else ""
    base = words.BASE_BRANCH if at.spec.issuer is PaperIssuer.BRANCH else words.BASE_COMMITTEE
    note = words.AGAINST_NOTE.format(note=entry.text(F.AGAINST_NOTE)) if entry.text(F.AGAINST_NOTE) else ""
    lines = [
        base.format(called=count_words(votes.called), form=form),
        words.IN_FAVOUR.format(
            count=count_words(votes.in_favour), share=_share(words.SHARE, votes.in_favour, votes.called)
        ),
        words.AGAINST.format(
            count=count_words(votes.against),
            share=_share(words.SHARE_OTHER, votes.against, votes.called),
            note=note,
        ),
    ]
    if votes.blank:
        lines.append(
            words.BLANK.format(
                count=count_words(votes.blank), share=_share(words.SHARE_OTHER, votes.blank, votes.called)
            )
        )
    return Section(2, "4.", words.RESULT, tuple(lines))


def _share(form: str, part: int, whole: int) -> str:
    percent = words.percent_words(share(part, whole))
    return form.format(percent=percent) if percent else ""


def resolution(at: Draughting) -> Body:
    """A resolution of a branch or of the committee: who met, about whom, the conclusion, the vote."""
    facts, entry = at.facts, at.entry
    day = words.capital_first(day_words(entry.days[F.MEETING_ON]))
    is_branch = at.spec.issuer is PaperIssuer.BRANCH
    if is_branch:
        venue = words.AT_VENUE.format(venue=entry.text(F.VENUE)) if entry.text(F.VENUE) else ""
        opening = words.BRANCH_MET.format(day=day, venue=venue, branch=facts.branch.name, what=at.what())
    else:
        opening = words.COMMITTEE_MET.format(
            day=day,
            body=facts.ward.name,
            branch=facts.voted_in or facts.branch.name,
            number=entry.text(F.BRANCH_NUMBER),
            on=short(entry.days[F.BRANCH_ON]),
            what=at.what(),
        )
    who = words.THE_BRANCH if is_branch else words.THE_COMMITTEE
    passes_on = is_branch and facts.mode(at.spec) is AuthorityMode.A
    decides = words.PASSES_ON if passes_on else words.DECIDES
    if not votes_of(at.entry).carried:
        closing = words.NOT_CARRIED.format(
            who=who, who_capital=words.capital_first(who), what=at.what(), asked=at.asked
        )
    elif at.spec.form in RECOGNITION:
        ends = facts.run.probation_ends_on or facts.run.official_on or at.day
        closing = words.PROPOSE_RECOGNITION.format(
            who=who, asked=at.asked, decides=decides, what=at.what(), day=short(ends)
        )
    else:
        closing = words.PROPOSE_ADMISSION.format(who=who, asked=at.asked, decides=decides, what=at.what())
    sections = (_attendance(at), _person(at), *_conclusions(at), _result(at))
    return Body(opening, sections, closing)
