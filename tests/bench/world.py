"""The ward that the bench measures: a board of 40 cards, fifty people who write reviews, plans to sign."""

import io
import re
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pikepdf
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from phohoa import create_app
from phohoa.config import load_settings
from phohoa.domain.access import Action, Role
from phohoa.domain.stages import Stage
from phohoa.domain.units import OrganisationKind
from phohoa.extensions import db
from phohoa.models import Branch, Plan, PlanSection, ReviewLine, User
from phohoa.services import clock, plans
from phohoa.services.command import Caller, Command, command
from phohoa.services.signing_keys import make_demo_key

from .. import factories
from ..harness import Client, Document, count_queries
from .crowd import lay_before_the_committee
from .crowd import name as _name
from .visitor import Answer, Visitor

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


#: As much as makes the paper five pages long.
PARAGRAPHS = 9
PARAGRAPH = (
    "- Mỗi chi bộ phân công đảng viên chính thức giúp đỡ từng quần chúng trong danh sách, hằng tháng "
    "nhận xét, đánh giá chất lượng nguồn, báo cáo Đảng ủy đúng thời hạn; kịp thời đề nghị học lớp bồi "
    "dưỡng và làm thủ tục khi đủ điều kiện."
)


@dataclass(frozen=True)
class World:
    """An installation with everything that is measured; addresses are paths."""

    app: Flask
    password: str
    branch_user: str
    board: str
    board_queries: int
    movable: tuple[int, ...]
    savers: tuple[tuple[str, str], ...]
    signatory: str
    plans: tuple[int, ...]
    office_user: str
    session: str
    session_queries: int


def _people(branch: Branch) -> tuple[int, ...]:
    """Forty people in the branch; gives those whose move to the class is open."""
    today = clock.today()
    helpers = [factories.member(branch, _name(100 + n)) for n in range(12)]
    number, movable = 0, []
    for stage, count in STAGES:
        for _ in range(count):
            late = timedelta(days=20 + 17 * (number % 25))
            done = stage in (Stage.CLASS_DONE, Stage.START_PROPOSED, Stage.DOSSIER)
            run = factories.run(
                branch,
                _name(number),
                stage,
                certificate_on=today - late if done else None,
                helper=helpers[number % 12] if stage is not Stage.SOURCE else None,
                since=today - late,
                sympathiser_on=today - late if stage is not Stage.SOURCE else None,
                person={"birth_year": 1975 + number % 30},
            )
            if stage is Stage.SYMPATHISER:
                movable.append(run.id)
            number += 1
    return tuple(movable)


def _savers(count: int) -> tuple[tuple[str, str], ...]:
    """Accounts, and the address of the review that each of them writes in."""
    today = clock.today()
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
            user = factories.user(Role.BRANCH, f"do-{number + 1:02d}{place}", branches=(branch,))
            found.append((user.username, f"/branches/{branch.id}/reviews/{today.year}/{today.month}"))
    return tuple(found)


@command(Action.KEY_MANAGE)
def _demo_key(cx: Command, user_id: int) -> None:
    cx.allow()
    make_demo_key(cx, user_id, PASSPHRASE)


def _caller(username: str) -> Caller:
    user = db.session.scalars(select(User).where(User.username == username)).one()
    return Caller(factories.actor_of(user))


def _version(plan_id: int) -> int:
    db.session.rollback()
    return db.session.scalars(select(Plan.version).where(Plan.id == plan_id)).one()


def _plan(year: int) -> int:
    """A plan of five pages, approved."""
    office, signatory = _caller("van-phong"), _caller("nguoi-ky")
    plan_id = plans.create_plan(office, year).plan_id
    section = db.session.scalars(
        select(PlanSection).where(PlanSection.plan_id == plan_id, PlanSection.level == 2).limit(1)
    ).one()
    body = "\n".join([PARAGRAPH] * PARAGRAPHS)
    plans.edit_section(office, plan_id, section.id, section.version, section.heading, body)
    plans.submit_plan(office, plan_id, _version(plan_id))
    plans.approve_plan(signatory, plan_id, _version(plan_id))
    return plan_id


def _session(app: Flask) -> tuple[str, int]:
    """Address of a session with all the proposals of the ward, and how many queries its page asks."""
    office = Client(app)
    office.sign_in("van-phong", factories.PASSWORD)
    fields = office.form("/sessions", "/sessions") | {"day": clock.today().strftime("%d/%m/%Y")}
    session = office.post("/sessions", fields).headers["Location"]
    with count_queries() as counted:
        office.get(session)
    return session, len(counted)


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
            movable = _people(branch)
            user = factories.user(Role.BRANCH, "bon-muoi", branches=(branch,)).username
            factories.user(Role.OFFICE, "van-phong")
            signatory = factories.user(Role.SIGNATORY, "nguoi-ky")
            writing = _savers(savers)
            lay_before_the_committee()
            board = f"/branches/{branch.id}/board"
        _demo_key(_caller("nguoi-ky"), signatory.id)
        year = clock.today().year
        made = _plan(year), _plan(year + 1)
        db.session.rollback()
        client = Client(app)
        client.sign_in(user, factories.PASSWORD)
        with count_queries() as counted:
            client.get(board)
        session, session_queries = _session(app)
    return World(
        app,
        factories.PASSWORD,
        user,
        board,
        len(counted),
        movable,
        writing,
        "nguoi-ky",
        made,
        "van-phong",
        session,
        session_queries,
    )


def assets_of(html: str) -> list[str]:
    """The files that a page makes a browser fetch."""
    found = re.findall(r'<(?:link|script)[^>]*(?:href|src)="(/static/[^"]+)"', html)
    return [path for path in dict.fromkeys(found) if "print.css" not in path]


def _hidden(html: str, action: str) -> dict[str, str]:
    """The hidden fields of the form that goes to the address."""
    form = next(f for f in re.findall(r"<form\b.*?</form>", html, re.S) if f'action="{action}"' in f)
    inputs = Document(form).all("input")
    return {a["name"]: a.get("value", "") for a in inputs if a.get("type") == "hidden"}


def move_all(visitor: Visitor, made: World) -> list[Answer]:
    """Move everybody who can be moved, one after the other, as the side sheet does it."""
    today = clock.today().strftime("%d/%m/%Y")
    answers = []
    for run_id in made.movable:
        sheet = visitor.get(f"/_/runs/{run_id}/moves/propose_class", htmx=True)
        fields = _hidden(sheet.text, f"/runs/{run_id}/moves/propose_class")
        fields |= {"happened_on": today, "basis_number": "12-NQ/CB"}
        answer = visitor.post(f"/_/runs/{run_id}/moves/propose_class", fields, htmx=True)
        assert answer.status == 200, f"a move: {answer.status} {answer.text[:300]}"
        answers.append(answer)
    return answers


def prepare_saves(
    visitor: Visitor, made: World, index: int, count: int, word: str
) -> list[tuple[str, str, dict[str, str]]]:
    """(marker, address, fields) of the lines that one person is going to save."""
    page = visitor.get(made.savers[index][1])
    paths = re.findall(r'action="([^"]+/runs/\d+)"', page.text)
    share = index % SAVERS_PER_BRANCH
    found = []
    for path in paths[share * count : (share + 1) * count]:
        marker = f"Nhận xét {word} {index}-{path.rsplit('/', 1)[1]}"
        fields = _hidden(page.text, path)
        found.append((marker, path, {**fields, "decision": "keep", "rating": "good", "remark": marker}))
    return found


def count_lost(made: World, markers: list[str]) -> int:
    """How many saves that were acknowledged are not in the database."""
    with made.app.app_context():
        stored = set(db.session.scalars(select(ReviewLine.remark)))
    return len(set(markers) - stored)


def issue_plan(visitor: Visitor, plan_id: int) -> tuple[float, int, int]:
    """Seconds from the click to the last byte of the file, its pages, its bytes."""
    path = f"/plans/{plan_id}/issue"
    fields = _hidden(visitor.get(path).text, path)
    fields |= {"dated": clock.today().strftime("%d/%m/%Y"), "passphrase": PASSPHRASE}
    started = time.perf_counter()
    answer = visitor.post(path, fields)
    assert answer.status == 303, f"issuing: {answer.status} {answer.text[-1500:]}"
    file = visitor.get(answer.location + "/file.pdf")
    seconds = time.perf_counter() - started
    with pikepdf.open(io.BytesIO(file.data)) as paper:
        return seconds, len(paper.pages), len(file.data)
