"""How a session's table looks: what is said of each proposal, and the choices of the bar below it."""

from flask import url_for

from ...domain.proposals import ProposalKind, ProposalOutcome, SessionState
from ...domain.stages import ReasonToLeave
from ...services.ward_session_table import ProposalLine, SessionPage
from ...texts.labels import label
from ...texts.ward_sessions import KINDS, NOTED, OUTCOMES, SCOPE_BRANCH, SCOPE_CHOSEN, SCOPE_KIND
from .forms import ManyForm

STATES = {
    ProposalOutcome.ACCEPTED: "done",
    ProposalOutcome.RETURNED: "due",
    ProposalOutcome.DECLINED: "late",
}


def links_of(meeting_id: int) -> dict[str, str]:
    """What the addresses of a row begin with: made once for a table, not for each of its rows."""
    made = {
        "run": url_for("candidates.show", run_id=0),
        "line": url_for("sessions.line", meeting_id=meeting_id, proposal_id=0),
        "panel": url_for("sessions.line_panel", meeting_id=meeting_id, proposal_id=0),
    }
    return {name: address.removesuffix("0") for name, address in made.items()}


def outcome_words(line: ProposalLine) -> str:
    """What is put down, in a word."""
    if line.outcome is None:
        return ""
    return NOTED if len(line.open_outcomes) == 1 else OUTCOMES[line.outcome]


def about(line: ProposalLine) -> str:
    """What the committee has to know of a proposal besides whose it is."""
    if line.kind is ProposalKind.OTHER:
        return line.subject
    parts = []
    if line.kind is ProposalKind.REMOVE:
        known = [one.value for one in ReasonToLeave]
        if line.reason_code in known:
            parts.append(label(ReasonToLeave(line.reason_code)))
        elif line.move is not None:
            parts.append(label(line.move))
        if line.why:
            parts.append(line.why)
    elif line.kind is ProposalKind.ADMIT and line.stage is not None:
        parts.append(label(line.stage))
    return ". ".join(parts)


def scopes(found: SessionPage) -> list[tuple[str, str]]:
    """To what the bar's decision applies: the ticked ones, all of a kind, all of a branch."""
    offered = [("", SCOPE_CHOSEN)]
    for group in found.groups:
        if group.undecided:
            name = KINDS[group.kind]
            words = SCOPE_KIND.format(name=name, count=group.undecided)
            offered.append((f"kind:{group.kind.value}", words))
    for branch_id, name in found.branches:
        count = sum(line.branch_id == branch_id and line.outcome is None for line in found.lines)
        if count:
            offered.append((f"branch:{branch_id}", SCOPE_BRANCH.format(name=name, count=count)))
    return offered


def many_form(found: SessionPage, form: ManyForm | None = None) -> ManyForm:
    """The bar, with the session's own counts where nothing was typed."""
    form = form or ManyForm(
        formdata=None, version=found.version, called=found.head.called, present=found.head.present
    )
    form.scope.choices = scopes(found)
    return form


def is_open(found: SessionPage) -> bool:
    """Whether decisions can be put down by the reader."""
    return found.may_edit and found.state is SessionState.OPEN
