"""The papers of a branch's meeting in the official layout: its minutes, the extract of what it resolved."""

from dataclasses import replace

from phohoa.documents.content import Absence, MinutesContent, PersonDecision, Section, Table, Vote
from phohoa.documents.official import OfficialPaper, Signature
from phohoa.domain.layout_rules import layout_on
from phohoa.texts import documents as words
from phohoa.texts import meeting_papers as said


def _part(content: MinutesContent, place: int) -> str:
    """The figure before a part of the minutes."""
    return words.heading_label(layout_on(content.held_on), 1, place)


def _count(number: int) -> str:
    return words.count_words(number)


def _absent(absence: Absence) -> str:
    return words.absence_words(absence.count, absence.names)


def _vote(vote: Vote) -> str:
    return said.vote_words(vote.in_favour, vote.against, vote.other)


def _remark(one: PersonDecision) -> str:
    own = (said.VOTED_ALONE.format(vote=_vote(one.vote)),) if one.vote is not None else ()
    return "; ".join(text.rstrip(". ") for text in (one.reason, one.remark, *own) if text.strip())


def _decisions(people: tuple[PersonDecision, ...]) -> Table:
    rows = tuple(
        (
            str(order),
            said.name_words(one.name, one.birth_year),
            one.decision,
            one.helper,
            one.rating,
            _remark(one),
        )
        for order, one in enumerate(people, start=1)
    )
    return Table(said.DECISION_HEADS, rows, widths=(7, 23, 16, 18, 10, 26), numeric=(0,), tight=True)


def _tasks(content: MinutesContent) -> tuple[Table, ...]:
    if not content.tasks:
        return ()
    rows = tuple((str(order), one.who, one.text, one.due) for order, one in enumerate(content.tasks, start=1))
    return (Table(said.TASK_HEADS, rows, widths=(7, 28, 47, 18), numeric=(0, 3), tight=True),)


def minutes_paper(content: MinutesContent) -> OfficialPaper:
    """The minutes, for two signatures by hand (domain/04, 4.6)."""
    month, branch = f"{content.month:02d}/{content.year}", content.branch
    chair = f"{content.chair}, {content.chair_position}" if content.chair_position else content.chair
    members = [
        said.CHAIR.format(name=chair),
        said.SECRETARY.format(name=content.secretary),
        said.MEMBERS.format(
            all=_count(content.official + content.probationary),
            official=_count(content.official),
            probationary=_count(content.probationary),
        ),
        said.PRESENT.format(count=_count(content.present)),
        said.EXCUSED.format(who=_absent(content.excused)),
        said.UNEXCUSED.format(who=_absent(content.unexcused)),
    ]
    if content.quorum:
        members.append(content.quorum)
    sections = [Section(1, _part(content, 1), said.PART_MEMBERS, tuple(members))]
    sections += _agenda(content)
    sections += _reviewed(content)
    sections += _concluded(content)
    return OfficialPaper(
        head=content.head,
        kind=words.KIND_MINUTES,
        subject=said.MINUTES_SUBJECT.format(branch=branch, month=month),
        title=words.minutes_title(branch, content.month, content.year),
        form_number=said.DRAFT if content.draft else "",
        opening=said.MINUTES_OPENING.format(
            hour=words.hour_words(content.started),
            day=words.day_words(content.held_on),
            venue=content.venue,
            branch=branch,
            month=month,
        ),
        sections=tuple(sections),
        closing=said.MINUTES_CLOSING.format(hour=words.hour_words(content.ended)),
        signatures=(
            Signature(said.WRITER, said.SIGN_HERE, content.secretary),
            Signature(said.CHAIRMAN, said.SIGN_HERE, content.chair),
        ),
        language=content.language,
    )


def _agenda(content: MinutesContent) -> list[Section]:
    if not content.agenda:
        return []
    points = tuple(f"{n}. {point.rstrip('.; ')}." for n, point in enumerate(content.agenda, start=1))
    return [Section(1, _part(content, 2), said.PART_AGENDA, points)]


def _reviewed(content: MinutesContent) -> list[Section]:
    label = _part(content, 3 if content.agenda else 2)
    followed = said.FOLLOWED.format(count=_count(content.followed)) if content.followed else said.NOBODY
    paragraphs = [followed]
    if content.no_change:
        paragraphs.append(said.NO_CHANGE)
    if content.decisions:
        paragraphs.append(said.LISTED if content.no_change else said.DECIDED)
    tables = (_decisions(content.decisions),) if content.decisions else ()
    found = [Section(1, label, said.PART_REVIEW, tuple(paragraphs), tables)]
    if content.tasks:
        found.append(Section(2, "", said.PART_TASKS, (), _tasks(content)))
    return found


def _concluded(content: MinutesContent) -> list[Section]:
    label = _part(content, 4 if content.agenda else 3)
    paragraphs = list(content.conclusions)
    if content.vote is not None:
        paragraphs.append(said.VOTED.format(vote=_vote(content.vote)))
    return [Section(1, label, said.PART_CONCLUSION, tuple(paragraphs))]


# --- the extract -------------------------------------------------------------------------------------------


def _people(people: tuple[PersonDecision, ...], code: str) -> Table:
    """People of one decision; the column of helpers stands only where somebody has one."""
    helped = any(one.helper for one in people)
    heads = (
        said.EXTRACT_HEADS
        if helped
        else (said.EXTRACT_HEADS[0], said.EXTRACT_HEADS[1], said.EXTRACT_HEADS[3])
    )
    rows = []
    for order, one in enumerate(people, start=1):
        row = (str(order), said.name_words(one.name, one.birth_year), one.helper, _remark(one))
        rows.append(row if helped else (row[0], row[1], row[3]))
    widths = (7, 33, 25, 35) if helped else (7, 40, 53)
    return Table(heads, tuple(rows), widths=widths, numeric=(0,), tight=True)


def extract_paper(content: MinutesContent, recipients: tuple[str, ...]) -> OfficialPaper:
    """What the branch resolved of the month, as a paper of its own signed for the branch.

    The number is the one that the branch gave its resolution, blank where it gave none.
    """
    sections: list[Section] = []
    for code, heading in said.EXTRACT_PARTS.items():
        people = tuple(one for one in content.decisions if one.code == code)
        if people:
            words_ = heading.format(count=_count(len(people)))
            label = f"{len(sections) + 1}."
            sections.append(Section(2, label, words_, (), (_people(people, code),)))
    if content.tasks:
        sections.append(Section(2, f"{len(sections) + 1}.", said.PART_TASKS, (), _tasks(content)))
    month = f"{content.month:02d}/{content.year}"
    opening = said.EXTRACT_OPENING.format(
        day=words.day_words(content.held_on),
        venue=content.venue,
        branch=content.branch,
        month=month,
        present=_count(content.present),
        all=_count(content.official + content.probationary),
    )
    if content.no_change or not sections:
        sections.insert(0, Section(2, "", "", (said.NO_CHANGE if content.followed else said.NOBODY,)))
    voted = f"{said.VOTED.format(vote=_vote(content.vote))} " if content.vote is not None else ""
    return OfficialPaper(
        head=replace(
            content.head,
            symbol=said.EXTRACT_SYMBOL,
            number_text=content.resolution,
        ),
        kind=said.EXTRACT_KIND,
        subject=said.EXTRACT_SUBJECT.format(month=month),
        title=said.extract_title(content.branch, content.month, content.year),
        form_number=said.DRAFT if content.draft else "",
        opening=opening,
        resolves=(said.RESOLVES,),
        sections=tuple(sections),
        closing=voted + said.EXTRACT_CLOSING,
        recipients=recipients,
        signatures=(Signature(said.FOR_BRANCH, said.office_of(content.chair_position), content.chair),),
        language=content.language,
    )
