"""A branch in March 2026 with people at every step that a monthly review decides on."""

from datetime import date, timedelta
from types import SimpleNamespace

from sqlalchemy import select

from phohoa.domain.access import Actor
from phohoa.domain.reviews import ReviewDecision
from phohoa.domain.stages import Education, Stage
from phohoa.extensions import db
from phohoa.models import Branch, Review, ReviewLine, RunEvent, TrackingRun, User
from phohoa.services import review_conclusion, review_steps, reviews
from phohoa.services.command import Caller
from phohoa.services.reviews import HeadInput, LineInput

from .. import factories

YEAR, MONTH = 2026, 3
NOW = "2026-03-05 19:05"
HEAD = HeadInput(
    meeting_on=date(2026, 3, 4),
    starts_at="19:00",
    ends_at="20:15",
    place="Nhà văn hóa Thử",
    chair="Lê Văn Giúp",
    secretary="Trần Thị Đỡ",
    members_official=3,
    members_probationary=1,
    present_official=3,
    present_probationary=0,
    absence_note="Võ Dự Bị",
    votes_for=3,
    votes_against=0,
)
STAGES = {
    "source": ("Nguyễn Thị Nguồn", Stage.SOURCE),
    "sympathiser": ("Trần Văn Cảm", Stage.SYMPATHISER),
    "proposed": ("Lý Thị Lớp", Stage.CLASS_PROPOSED),
    "trained": ("Đỗ Văn Học", Stage.CLASS_DONE),
    "dossier": ("Phan Thị Hồ", Stage.DOSSIER),
    "decided": ("Bùi Văn Quyết", Stage.DECIDED),
}


def caller_of(user_id: int) -> Caller:
    return Caller(actor_of(user_id))


def actor_of(user_id: int) -> Actor:
    user = db.session.get(User, user_id)
    assert user is not None
    return factories.actor_of(user)


def fill(people: SimpleNamespace) -> SimpleNamespace:
    """Members and runs of the first branch; the ids of the runs by their key in STAGES."""
    with factories.writing():
        branch = db.session.get(Branch, people.first)
        members = [factories.member(branch, name) for name in ("Lê Văn Giúp", "Trần Thị Đỡ", "Phạm Kèm Cặp")]
        factories.member(branch, "Võ Dự Bị", official=False)
        people.helper, people.other_helper = members[0].id, members[1].id
        people.runs = {}
        for key, (name, stage) in STAGES.items():
            trained = stage in (Stage.CLASS_DONE, Stage.DOSSIER, Stage.DECIDED)
            people.runs[key] = factories.run(
                branch,
                name,
                stage,
                since=date(2026, 1, 5),
                person={"education": Education.UPPER_SECONDARY},
                helper=None if stage is Stage.SOURCE else members[0],
                certificate_number="7/GCN" if trained else "",
                certificate_on=date(2025, 10, 1) if trained else None,
                sympathiser_on=None if stage is Stage.SOURCE else date(2025, 6, 3),
            ).id
        other = db.session.get(Branch, people.second)
        people.stranger_run = factories.run(other, "Ngô Chi Bộ Khác", Stage.SYMPATHISER).id
    people.branch = caller_of(people.b1)
    people.office_caller = caller_of(people.office)
    people.other = caller_of(people.b2)
    return people


def head(world: SimpleNamespace, data: HeadInput = HEAD, version: int = 0) -> int:
    return reviews.save_head(world.branch, world.first, YEAR, MONTH, version, data).version


def line(world: SimpleNamespace, key: str, data: LineInput, version: int = 0, month: int = MONTH) -> int:
    return reviews.save_line(world.branch, world.first, YEAR, month, world.runs[key], version, data).version


def keep_the_others(world: SimpleNamespace) -> int:
    return reviews.keep_others(world.branch, world.first, YEAR, MONTH).count


def conclude(world: SimpleNamespace, **kwargs: object) -> review_conclusion.Concluded:
    """Conclude what the page before it shows now."""
    found = review_steps.preview(world.branch.actor, world.first, YEAR, MONTH)
    return review_conclusion.conclude_review(world.branch, world.first, YEAR, MONTH, found.stamp, **kwargs)


ADD = ReviewDecision.ADD
KEEP = ReviewDecision.KEEP
REMOVE = ReviewDecision.REMOVE


def review_row(branch_id: int, month: int = MONTH) -> Review | None:
    db.session.rollback()
    return db.session.scalar(select(Review).where(Review.branch_id == branch_id, Review.month == month))


def line_row(run_id: int) -> ReviewLine | None:
    db.session.rollback()
    return db.session.scalar(select(ReviewLine).where(ReviewLine.run_id == run_id))


def run_row(run_id: int) -> TrackingRun:
    db.session.rollback()
    run = db.session.get(TrackingRun, run_id)
    assert run is not None
    return run


def events_of(run_id: int) -> list[RunEvent]:
    db.session.rollback()
    return list(db.session.scalars(select(RunEvent).where(RunEvent.run_id == run_id).order_by(RunEvent.id)))


def later(days: int) -> str:
    return (date(2026, 3, 5) + timedelta(days=days)).isoformat() + " 19:05"
