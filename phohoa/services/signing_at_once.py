"""One press of the signatory where the organisation signs too: number, frozen bytes, own signature."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..documents import signing
from ..documents.errors import DocumentError
from ..domain.access import Action
from ..domain.errors import Refused
from ..domain.signing import SubjectKind
from ..extensions import installation
from .command import Caller, Query, query
from .publishing import opened_key, refusal_of
from .signing_steps import RoundSaved, sign_with_file, start_round


@dataclass(frozen=True)
class LeftUnsigned(RoundSaved):
    """The number was taken, then the signature did not come about: the round waits for it."""

    code: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@query(Action.ROUND_SIGN)
def _opens(cx: Query, passphrase: str) -> None:
    cx.allow()
    opened_key(cx, passphrase)


def ready_to_stamp(unstamped: bool) -> None:
    """Find out, before the one press that holds everybody up, that the stamp server is silent.

    Raises Refused("time_stamp_failed").
    """
    stamp_url = installation().settings.stamp_url
    if stamp_url and not unstamped:
        try:
            signing.probe_stamp(stamp_url)
        except DocumentError as problem:
            raise refusal_of(problem) from problem


def start_and_sign(
    caller: Caller,
    kind: SubjectKind,
    subject_id: int,
    version: int,
    passphrase: str,
    dated: date,
    unstamped: bool = False,
) -> RoundSaved:
    """One press for the signatory where the organisation signs too: number, frozen bytes, own signature.

    A wrong passphrase or somebody else's press takes no number. Raises as start_round does; what fails once
    the number is taken is told as LeftUnsigned.
    """
    _opens(caller.actor, passphrase)
    ready_to_stamp(unstamped)
    begun = start_round(caller, kind, subject_id, version, dated, own=True)
    second = f"{caller.command_id}-sign" if caller.command_id else None
    try:
        return sign_with_file(Caller(caller.actor, second), begun.round_id, 1, passphrase, unstamped)
    except Refused as error:
        return LeftUnsigned(begun.round_id, begun.symbol, code=error.code, params=error.params)
