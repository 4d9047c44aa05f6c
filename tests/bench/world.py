"""The ward that the bench measures: a board of 40 cards, fifty people with reviews to write, a plan to sign."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from phohoa import create_app
from phohoa.config import load_settings
from phohoa.domain.access import Role
from phohoa.domain.stages import Stage
from phohoa.domain.units import OrganisationKind
from phohoa.models import Branch
from phohoa.services import clock
from phohoa.texts.demo import people as names

from .. import factories

CARDS = 40
#: Where the forty people of the board stand; the sum is CARDS.
STAGES = (
    (Stage.SOURCE, 8),
    (Stage.SYMPATHISER, 10),
    (Stage.CLASS_PROPOSED, 5),
    (Stage.CLASS_DONE, 6),
    (Stage.START_PROPOSED, 4),
    (Stage.DOSSIER, 3),
    (Stage.BRANCH_RESOLVED, 1),
    (Stage.SUBMITTED, 1),
    (Stage.PROBATIONARY, 2),
)
#: Two people of one branch write in the same review, as chair and secretary do.
SAVERS_PER_BRANCH = 2
LINES_PER_SAVER = 4
PASSPHRASE = "con cò bay lả bay la"


@dataclass(frozen=True)
class World:
    """An installation with everything that is measured; addresses are paths."""

    app: Flask
    password: str
    branch_user: str
    board: str
    board_queries: int
    savers: tuple[str, ...]
    signatory: str
    plan_id: int


def _name(number: int) -> str:
    pick = lambda words: words[number % len(words)]  # noqa: E731
    return f"{pick(names.FAMILY_NAMES)} {pick(names.MIDDLE_FEMALE)} {pick(names.GIVEN_FEMALE)}"


def _people(branch: Branch) -> None:
    today = clock.today()
    helpers = [factories.member(branch, _name(100 + n)) for n in range(12)]
    number = 0
    for stage, count in STAGES:
        for _ in range(count):
            late = timedelta(days=20 + 17 * (number % 25))
            factories.run(
                branch,
                _name(number),
                stage,
                helper=helpers[number % 12] if stage is not Stage.SOURCE else None,
                since=today - late,
                sympathiser_on=today - late if stage is not Stage.SOURCE else None,
                person={"birth_year": 1975 + number % 30},
            )
            number += 1


def _savers(count: int) -> tuple[str, ...]:
    found = []
    for number in range(count // SAVERS_PER_BRANCH):
        branch = factories.branch(f"Chi bộ Tổ dân phố Đo {number + 1:02d}")
        helper = factories.member(branch, _name(200 + number))
        for line in range(SAVERS_PER_BRANCH * LINES_PER_SAVER):
            factories.run(
                branch,
                _name(number * 8 + line),
                Stage.SYMPATHISER,
                helper=helper,
                since=date(2026, 1, 5),
                sympathiser_on=date(2026, 1, 5),
            )
        for place in "ab":
            found.append(
                factories.user(Role.BRANCH, f"do-{number + 1:02d}{place}", branches=(branch,)).username
            )
    return tuple(found)


def make(folder: Path, savers: int) -> World:
    """An installation in the folder, ready to be served."""
    app = create_app(load_settings({"PHOHOA_INSTANCE": str(folder)}))
    with app.app_context():
        upgrade()
        with factories.writing():
            factories.ward()
            branch = factories.branch("Chi bộ Tổ dân phố Bốn Mươi")
            for kind in OrganisationKind:
                factories.organisation(f"Tổ chức đo {kind.value}", kind)
            _people(branch)
            user = factories.user(Role.BRANCH, "bon-muoi", branches=(branch,)).username
            factories.user(Role.OFFICE, "van-phong")
            factories.user(Role.SIGNATORY, "nguoi-ky")
            writing = _savers(savers)
            board = f"/branches/{branch.id}/board"
    return World(app, factories.PASSWORD, user, board, 0, writing, "nguoi-ky", 0)


def assets_of(html: str) -> list[str]:
    """The files that a page makes a browser fetch."""
    found = re.findall(r'<(?:link|script)[^>]*(?:href|src)="(/static/[^"]+)"', html)
    return [path for path in dict.fromkeys(found) if "print.css" not in path]
