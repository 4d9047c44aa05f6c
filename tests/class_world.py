"""A ward with a class and people who are proposed for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from phohoa.domain.access import Actor
from phohoa.domain.stages import Stage
from phohoa.domain.training import ClassKind, ClassState, NominationState, NoticeState
from phohoa.extensions import db
from phohoa.models import Branch, ClassNomination, RunEvent, TrackingRun, TrainingClass, User
from phohoa.services import class_pages, clock
from phohoa.services.class_lines import Line
from phohoa.services.class_pages import PeoplePage
from phohoa.services.command import Caller

from . import factories

#: The class began so long ago that everything of it can be recorded today.
STARTS_AGO = 20


@dataclass
class ClassWorld:
    """The accounts of a ward as callers, its rows, and short ways to them."""

    ids: SimpleNamespace
    class_id: int = 0

    def actor(self, name: str) -> Actor:
        db.session.rollback()
        user = db.session.get(User, getattr(self.ids, name))
        assert user is not None
        return factories.actor_of(user)

    def caller(self, name: str, command_id: str | None = None) -> Caller:
        return Caller(self.actor(name), command_id)

    def person(
        self,
        name: str,
        branch: str = "first",
        *,
        since: str = "2026-03-04",
        stage: Stage = Stage.CLASS_PROPOSED,
        **values: object,
    ) -> int:
        """Somebody who is proposed for a class (or stands in another stage)."""
        with factories.writing():
            row = db.session.get(Branch, getattr(self.ids, branch))
            assert row is not None
            day = date.fromisoformat(since)
            helper = factories.member(row, f"Giúp Đỡ {name}")
            helper.birth_year = clock.today().year - 30
            run = factories.run(
                row,
                name,
                stage,
                since=day,
                helper=helper,
                **{"sympathiser_on": day, "class_proposed_on": day, **values},
            )
            return run.id

    def new_class(
        self,
        seats: int | None = 2,
        kind: ClassKind = ClassKind.AWARENESS,
        state: ClassState = ClassState.ANNOUNCED,
        starts_on: date | None = None,
        **values: object,
    ) -> int:
        """An announced class that began some days ago."""
        starts = starts_on or clock.today() - timedelta(days=STARTS_AGO)
        with factories.writing():
            row = TrainingClass(
                **{
                    "kind": kind,
                    "name": "Lớp Thử Nghiệm",
                    "state": state,
                    "notice_state": NoticeState.RECORDED,
                    "starts_on": starts,
                    "ends_on": starts + timedelta(days=4),
                    "place": "Hội trường thử",
                    "host": "Trung tâm chính trị thử nghiệm",
                    "seats": seats,
                    "notice_number": "05-TB/ĐU",
                    "notice_on": starts - timedelta(days=30),
                    "created_at": clock.now(),
                    **values,
                }
            )
            db.session.add(row)
            db.session.flush()
            self.class_id = row.id
            return row.id

    def sent(self, *names: str, branch: str = "first", **values: object) -> list[int]:
        """People who were sent to the class, whose list is settled."""
        runs = [self.person(name, branch, **values) for name in names]
        with factories.writing():
            row = db.session.get_one(TrainingClass, self.class_id)
            row.state, row.decision_number, row.decided_on = ClassState.DECIDED, "12-CV/ĐU", row.starts_on
            for run_id in runs:
                run = db.session.get_one(TrackingRun, run_id)
                nomination = ClassNomination(
                    class_id=row.id,
                    run_id=run_id,
                    branch_id=run.branch_id,
                    state=NominationState.ACCEPTED,
                    nominated_on=row.starts_on,
                )
                db.session.add(nomination)
        return runs

    def row(self, class_id: int = 0) -> TrainingClass:
        db.session.rollback()
        return db.session.get_one(TrainingClass, class_id or self.class_id)

    def run(self, run_id: int) -> TrackingRun:
        db.session.rollback()
        return db.session.get_one(TrackingRun, run_id)

    def events(self, run_id: int) -> list[RunEvent]:
        db.session.rollback()
        return db.session.query(RunEvent).filter_by(run_id=run_id).order_by(RunEvent.id).all()

    def nominations(self) -> list[ClassNomination]:
        db.session.rollback()
        return db.session.query(ClassNomination).order_by(ClassNomination.id).all()

    def people(self, who: str = "office", class_id: int = 0) -> PeoplePage:
        return class_pages.people_page(self.actor(who), class_id or self.class_id)

    def line(self, run_id: int, who: str = "office", class_id: int = 0) -> Line:
        return class_pages.line_page(self.actor(who), class_id or self.class_id, run_id).line

    def names(self, who: str = "office", class_id: int = 0) -> list[str]:
        return [line.name for line in self.people(who, class_id).lines]


@pytest.fixture
def ward(app: Flask, people: SimpleNamespace) -> Iterator[ClassWorld]:
    """The small ward with an announced class of two seats and nobody proposed yet."""
    made = ClassWorld(people)
    made.new_class()
    yield made
