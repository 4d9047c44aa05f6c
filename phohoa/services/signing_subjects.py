"""The papers that are signed in rounds, each with what it does before, after, and when it is given back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..domain.signing import SubjectKind
from ..models import Document, RegisterEntry
from . import class_notices, issuing, ward_session_files
from .command import Command
from .publishing import Paper


@dataclass(frozen=True)
class Subject:
    """What the round asks of a kind of paper.

    `paper` takes its id, the version seen and the date, and gives the paper with its signatory's account;
    `published` completes it in the transaction of the last signature; `given_back` sends it back.
    """

    paper: Callable[[Command, int, int, date], tuple[Paper, int]]
    published: Callable[[Command, int, Document, RegisterEntry], None]
    given_back: Callable[[Command, int, str], None]


SUBJECTS: dict[SubjectKind, Subject] = {
    SubjectKind.PLAN: Subject(issuing.round_paper, issuing.round_published, issuing.round_given_back),
    SubjectKind.CLASS_NOTICE: Subject(
        class_notices.round_paper, class_notices.round_published, class_notices.round_given_back
    ),
    SubjectKind.SESSION_NOTICE: Subject(
        ward_session_files.round_paper,
        ward_session_files.round_published,
        ward_session_files.round_given_back,
    ),
}
