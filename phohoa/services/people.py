"""The record of a person: what is typed of one, checked, sealed and put on the row."""

import secrets
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from ..domain.errors import Invalid, NotFound, Refused
from ..domain.facts import Finding, FindingCode, Severity
from ..domain.opinions import ReasonLeftParty
from ..domain.stages import Education, Sex, SourceGroup
from ..domain.vietnamese import (
    BirthDate,
    TextError,
    citizen_id_warnings,
    clean_name,
    format_date,
    nfc,
    normalise_phone,
    search_key,
    sort_key,
)
from ..models import Branch, Organisation, Person, PersonSourceGroup, TrackingRun
from . import vault
from .command import Command, Context
from .undoing import whole_ward

NAME_MAX, TEXT_MAX = 100, 100
MOST_READMISSIONS = 9


@dataclass(frozen=True)
class PersonInput:
    """What is typed of a person. `citizen_id` and `notes`: None leaves what is stored, "" removes it.

    `other_person`: the user was told of somebody of the same name and birth year and says it is another one.
    """

    full_name: str
    birth: BirthDate | None
    sex: Sex | None = None
    residence_group: str = ""
    occupation: str = ""
    education: Education | None = None
    phone: str = ""
    main_group: SourceGroup | None = None
    other_groups: tuple[SourceGroup, ...] = ()
    introduced_by_id: int | None = None
    introduced_on: date | None = None
    consent_on: date | None = None
    is_future_leader: bool = False
    is_former_member: bool = False
    left_party_on: date | None = None
    left_party_reason: ReasonLeftParty | None = None
    sentence_cleared_on: date | None = None
    readmissions: int = 0
    citizen_id: str | None = None
    notes: str | None = None
    other_person: bool = False


def citizen_id_place(person: Person) -> str:
    """What the sealed citizen number of the person is bound to."""
    return f"person:{person.key}:citizen_id"


def notes_place(person: Person) -> str:
    """What the sealed notes of the person are bound to."""
    return f"person:{person.key}:notes"


def open_citizen_id(cx: Context, person: Person) -> str:
    """The citizen number in clear; for showing it masked, or revealed after the access line is written."""
    return vault.open_sealed(cx.settings.field_key, citizen_id_place(person), person.citizen_id_sealed)


def open_notes(cx: Context, person: Person) -> str:
    """The notes in clear."""
    return vault.open_sealed(cx.settings.field_key, notes_place(person), person.notes_sealed)


def groups_of(data: PersonInput) -> tuple[SourceGroup, ...]:
    """The source groups in order, the main one first, each once."""
    chosen = (data.main_group, *data.other_groups) if data.main_group else data.other_groups
    return tuple(dict.fromkeys(group for group in chosen if group is not None))


def _check_former(cx: Command, data: PersonInput) -> dict[str, Any]:
    """When and why a former member left the Party: days in their order, nothing of it for anybody else."""
    fields: dict[str, Any] = {}
    left, cleared = data.left_party_on, data.sentence_cleared_on
    for name, day in (("left_party_on", left), ("sentence_cleared_on", cleared)):
        if day is not None and day > cx.today:
            fields[name] = "date_in_future"
    if not 0 <= data.readmissions <= MOST_READMISSIONS:
        fields["readmissions"] = "readmissions_impossible"
    if left is not None and data.birth is not None and left.year <= data.birth.year:
        fields["left_party_on"] = "left_party_before_birth"
    if left is not None and cleared is not None and cleared < left:
        days = {"cleared": format_date(cleared), "left": format_date(left)}
        fields["sentence_cleared_on"] = ("cleared_before_left", days)
    typed = left or cleared or data.left_party_reason or data.readmissions
    if typed and not data.is_former_member:
        fields["is_former_member"] = "former_member_only"
    return fields


def _check(cx: Command, data: PersonInput) -> dict[str, Any]:
    fields: dict[str, Any] = _check_former(cx, data)
    if not clean_name(data.full_name):
        fields["full_name"] = "required"
    elif len(clean_name(data.full_name)) > NAME_MAX:
        fields["full_name"] = "name_long"
    if data.birth is None:
        fields["birth"] = "required"
    elif data.birth.first_day > cx.today:
        fields["birth"] = "birth_in_future"
    if data.main_group is None:
        fields["main_group"] = "required"
    for name in ("introduced_on", "consent_on"):
        day = getattr(data, name)
        if day is not None and day > cx.today:
            fields[name] = "date_in_future"
    try:
        normalise_phone(data.phone)
    except TextError as error:
        fields["phone"] = error.code.value
    for name in ("residence_group", "occupation"):
        if len(getattr(data, name)) > TEXT_MAX:
            fields[name] = "text_long"
    if data.introduced_by_id is not None and cx.session.get(Organisation, data.introduced_by_id) is None:
        fields["introduced_by_id"] = "organisation_unknown"
    return fields


def same_people(cx: Context, data: PersonInput, branch_id: int, except_id: int | None) -> int:
    """How many others of the ward bear the same name (accents or not) and birth year; practice apart."""
    if data.birth is None:
        return 0
    with whole_ward(cx):
        practice = cx.session.scalar(select(Branch.is_practice).where(Branch.id == branch_id))
        found = cx.session.scalars(
            select(Person.id)
            .join(TrackingRun, TrackingRun.person_id == Person.id)
            .join(Branch, Branch.id == TrackingRun.branch_id)
            .where(Person.search_key == search_key(clean_name(data.full_name)))
            .where(Person.birth_year == data.birth.year, Branch.is_practice.is_(bool(practice)))
            .distinct()
        )
        return len([person_id for person_id in found if person_id != except_id])


def fill(cx: Command, person: Person, data: PersonInput, branch_id: int) -> tuple[str, ...]:
    """Put what was typed on the row; gives the names of the fields that changed.

    Raises Invalid with the fields at fault; Refused("possible_duplicate") once for a name and birth year that
    somebody else has.
    """
    if person.is_former_member and not data.is_former_member:
        # Whoever was never a member has not left the Party either.
        data = replace(
            data, left_party_on=None, left_party_reason=None, sentence_cleared_on=None, readmissions=0
        )
    fields = _check(cx, data)
    if fields or data.birth is None:
        raise Invalid(fields=fields)
    name = clean_name(data.full_name)
    identified = (person.search_key, person.birth_year) == (search_key(name), data.birth.year)
    if not identified and not data.other_person:
        count = same_people(cx, data, branch_id, person.id)
        if count:
            found = Finding(Severity.WARNING, FindingCode.POSSIBLE_DUPLICATE, {"count": count})
            raise Refused("possible_duplicate", findings=(found,))
    new = {
        "full_name": name,
        "birth": (data.birth.year, data.birth.month, data.birth.day),
        "sex": data.sex,
        "residence_group": nfc(data.residence_group).strip(),
        "occupation": nfc(data.occupation).strip(),
        "education": data.education,
        "phone": normalise_phone(data.phone),
        "introduced_by_id": data.introduced_by_id,
        "introduced_on": data.introduced_on,
        "consent_on": data.consent_on,
        "is_future_leader": data.is_future_leader,
        "is_former_member": data.is_former_member,
        "left_party_on": data.left_party_on,
        "left_party_reason": data.left_party_reason,
        "sentence_cleared_on": data.sentence_cleared_on,
        "readmissions": data.readmissions,
    }
    changed = []
    for field, value in new.items():
        old = (
            (person.birth_year, person.birth_month, person.birth_day)
            if field == "birth"
            else getattr(person, field)
        )
        if old == value or (not old and not value):
            continue
        changed.append(field)
        if field != "birth":
            setattr(person, field, value)
    person.birth_year, person.birth_month, person.birth_day = (
        data.birth.year,
        data.birth.month,
        data.birth.day,
    )
    person.search_key, person.sort_key = search_key(name), sort_key(name)
    changed += _seal(cx, person, data)
    if _regroup(person, groups_of(data)):
        changed.append("source_groups")
        flag_modified(person, "full_name")  # the groups are rows of their own; the version is the person's
    return tuple(changed)


def _seal(cx: Command, person: Person, data: PersonInput) -> list[str]:
    changed = []
    key = cx.settings.field_key
    if data.citizen_id is not None:
        number = "".join(nfc(data.citizen_id).split()).replace(".", "")
        if number != open_citizen_id(cx, person):
            person.citizen_id_sealed = vault.seal(key, citizen_id_place(person), number) if number else None
            changed.append("citizen_id")
    if data.notes is not None:
        notes = nfc(data.notes).strip()
        if notes != open_notes(cx, person):
            person.notes_sealed = vault.seal(key, notes_place(person), notes) if notes else None
            changed.append("notes")
    return changed


def _regroup(person: Person, wanted: tuple[SourceGroup, ...]) -> bool:
    have = {row.source_group: row for row in person.source_groups}
    if tuple(row.source_group for row in person.source_groups) == wanted:
        return False
    for group, row in have.items():
        if group not in wanted:
            person.source_groups.remove(row)
    for position, group in enumerate(wanted):
        if group in have:
            have[group].position = position
        else:
            person.source_groups.append(PersonSourceGroup(source_group=group, position=position))
    return True


def new_person() -> Person:
    """An empty row with the random key that its sealed fields are bound to."""
    return Person(
        key=secrets.token_hex(16),
        search_key="",
        birth_year=0,
        source_groups=[],
        residence_group="",
        occupation="",
        phone="",
        is_future_leader=False,
        is_former_member=False,
        readmissions=0,
    )


def number_warnings(cx: Context, person: Person) -> tuple[str, ...]:
    """What does not fit in the citizen number, as codes; papers with such faults exist, so it only warns."""
    number = open_citizen_id(cx, person)
    if not number:
        return ()
    birth = BirthDate(person.birth_year, person.birth_month, person.birth_day)
    female = None if person.sex is None else person.sex is Sex.FEMALE
    return tuple(warning.value for warning in citizen_id_warnings(number, birth, female))


def load_person(cx: Context, run: TrackingRun) -> Person:
    """The person of a run with the source groups; the run was loaded through the context before."""
    person = cx.session.scalar(
        select(Person).where(Person.id == run.person_id).options(selectinload(Person.source_groups))
    )
    if person is None:
        raise NotFound
    return person
