"""The year of probation: its certificate, what has to be brought by its end, and by when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..domain.access import Action
from ..domain.errors import Invalid, NotFound, Refused
from ..domain.stages import Stage
from ..domain.training import ClassKind
from ..domain.vietnamese import format_date, nfc
from ..models import Branch, Person, RunEvent, TrackingRun
from .certificate_numbers import holders_of, other_holder
from .command import Command, Query, command, query

ON_PROBATION = (Stage.PROBATIONARY, Stage.OFFICIAL_PROPOSED)
NUMBER_MAX = 60


@dataclass(frozen=True)
class CertificateKept:
    """The certificate of the class for new members was recorded."""

    run_id: int


def keep_new_member_certificate(cx: Command, run: TrackingRun, number: str, issued_on: date | None) -> None:
    """Put the certificate on a loaded run and into its timeline (HD 06, 4.1).

    Raises Refused for somebody not on probation, Invalid with the fields certificate_number, certificate_on.
    """
    if run.stage not in ON_PROBATION or run.ceremony_on is None:
        raise Refused("not_on_probation")
    number = nfc(number).strip()
    fields: dict[str, Any] = {}
    if not number:
        fields["certificate_number"] = "required"
    elif len(number) > NUMBER_MAX:
        fields["certificate_number"] = "text_long"
    if issued_on is None:
        fields["certificate_on"] = "required"
    elif issued_on > cx.today:
        fields["certificate_on"] = "date_in_future"
    elif issued_on < run.ceremony_on:
        days = {"issued": format_date(issued_on), "ceremony": format_date(run.ceremony_on)}
        fields["certificate_on"] = ("certificate_before_ceremony", days)
    elif run.official_proposed_on is not None and issued_on > run.official_proposed_on:
        days = {"issued": format_date(issued_on), "proposed": format_date(run.official_proposed_on)}
        fields["certificate_on"] = ("certificate_after_proposal", days)
    holder = other_holder(holders_of(cx, ClassKind.NEW_MEMBER, run.branch_id), number, run.person_id)
    if holder is not None:
        fields["certificate_number"] = holder.problem(number)
    if fields or issued_on is None:
        raise Invalid(fields=fields)
    run.new_member_certificate_number, run.new_member_certificate_on = number, issued_on
    cx.session.add(
        RunEvent(
            branch_id=run.branch_id,
            run_id=run.id,
            kind="class_paper",
            happened_on=issued_on,
            entered_at=cx.now,
            actor_id=cx.actor.user_id,
            actor_name=cx.actor.full_name,
            warnings={},
            data={
                "typed": {"certificate_number": number, "certificate_on": issued_on.isoformat()},
            },
        )
    )


@command(Action.CANDIDATE_EDIT)
def record_new_member_certificate(
    cx: Command, run_id: int, version: int, number: str, issued_on: date | None
) -> CertificateKept:
    """Record the certificate of one person. Raises Conflict, NotFound, and as keep_new_member_certificate."""
    run = cx.load(TrackingRun, run_id, version)
    keep_new_member_certificate(cx, run, number, issued_on)
    return CertificateKept(run.id)


@dataclass(frozen=True)
class CertificatePage:
    """The form of the certificate of the class for new members."""

    run_id: int
    version: int
    name: str
    is_practice: bool
    number: str
    issued_on: date | None
    ceremony_on: date | None
    on_probation: bool


@query(Action.CANDIDATE_EDIT)
def certificate_page(cx: Query, run_id: int) -> CertificatePage:
    """For recording the certificate; `on_probation` says whether there is one to record. Raises NotFound."""
    run = cx.load(TrackingRun, run_id)
    person, branch = cx.session.get(Person, run.person_id), cx.session.get(Branch, run.branch_id)
    if person is None or branch is None:
        raise NotFound
    return CertificatePage(
        run.id,
        run.version,
        person.full_name,
        branch.is_practice,
        run.new_member_certificate_number,
        run.new_member_certificate_on,
        run.ceremony_on,
        run.stage in ON_PROBATION,
    )
