"""Drafts: sealed, one's own, bounded, and gone when the form was saved."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from phohoa.domain.errors import Invalid, NotFound
from phohoa.extensions import db
from phohoa.models import FormDraft, User
from phohoa.services import clock, drafts
from phohoa.services.command import Caller
from phohoa.services.vault import DamagedField, derive, open_sealed
from tests import factories
from tests.factories import at

PLACE = "/runs/5/edit"
NAME = "Mây Thị Dở Dang"
FIELDS = (("full_name", NAME), ("command_id", "number-of-a-form"), ("version", "3"))
NOON = at("2026-03-02 12:00")


def caller(user_id: int, command_id: str | None = None) -> Caller:
    user = db.session.get(User, user_id)
    assert user is not None
    return Caller(factories.actor_of(user), command_id)


def rows() -> list[FormDraft]:
    db.session.rollback()
    return list(db.session.scalars(select(FormDraft).order_by(FormDraft.id)))


def test_what_was_typed_comes_back_as_it_was(people: SimpleNamespace) -> None:
    me = caller(people.b1)
    with clock.pretend(NOON):
        drafts.keep_draft(me, PLACE, FIELDS)
        found = drafts.draft_of(me.actor, PLACE)
    assert found == drafts.Draft(FIELDS, NOON)
    assert drafts.draft_of(me.actor, "/runs/6/edit") is None


def test_the_newest_takes_the_place_of_the_one_before(people: SimpleNamespace) -> None:
    me = caller(people.b1)
    drafts.keep_draft(me, PLACE, FIELDS)
    drafts.keep_draft(me, PLACE, (("full_name", "Mây Thị Xong"),))
    found = drafts.draft_of(me.actor, PLACE)
    assert found is not None
    assert found.fields == (("full_name", "Mây Thị Xong"),)
    assert len(rows()) == 1


def test_it_lies_sealed_and_is_bound_to_person_and_place(app: Flask, people: SimpleNamespace) -> None:
    drafts.keep_draft(caller(people.b1), PLACE, FIELDS)
    (row,) = rows()
    assert NAME.encode() not in row.sealed
    key = app.extensions["phohoa"].settings.field_key
    for where in (f"draft:{people.b2}:{PLACE}", f"draft:{people.b1}:/runs/6/edit"):
        with pytest.raises(DamagedField):
            open_sealed(key, where, row.sealed)
    assert drafts.draft_of(caller(people.b2).actor, PLACE) is None, "nobody reads another's"


def test_a_password_is_never_kept(people: SimpleNamespace) -> None:
    me = caller(people.b1)
    drafts.keep_draft(me, PLACE, (("passphrase", "bí mật"), ("new_PASSWORD", "bí mật"), ("name", "x")))
    found = drafts.draft_of(me.actor, PLACE)
    assert found is not None
    assert found.fields == (("name", "x"),)


def test_what_is_too_large_or_nowhere_is_refused(people: SimpleNamespace) -> None:
    me = caller(people.b1)
    drafts.keep_draft(me, PLACE, (("notes", "ể" * 21_000),))
    with pytest.raises(Invalid, match="draft_too_large"):
        drafts.keep_draft(me, PLACE, (("notes", "x" * 65_537),))
    for place in ("https://evil.example/", "", "/" + "x" * 200):
        with pytest.raises(NotFound):
            drafts.keep_draft(me, place, FIELDS)
    assert len(rows()) == 1


def test_the_oldest_makes_room_and_what_is_old_goes(people: SimpleNamespace) -> None:
    me, other = caller(people.b1), caller(people.b2)
    with clock.pretend(NOON):
        drafts.keep_draft(other, PLACE, FIELDS)
        for number in range(drafts.MOST + 2):
            with clock.pretend(NOON + timedelta(minutes=number)):
                drafts.keep_draft(me, f"/runs/{number}/edit", FIELDS)
    mine = [row.place for row in rows() if row.user_id == people.b1]
    assert len(mine) == drafts.MOST
    assert "/runs/1/edit" not in mine
    assert "/runs/2/edit" in mine
    later = NOON + timedelta(days=31)
    with clock.pretend(later):
        assert drafts.draft_of(me.actor, "/runs/2/edit") is None, "too old to be offered"
        drafts.keep_draft(me, PLACE, FIELDS)
    assert [(row.user_id, row.place) for row in rows()] == [(people.b2, PLACE), (people.b1, PLACE)]


def test_it_is_thrown_away_when_asked(people: SimpleNamespace) -> None:
    me, other = caller(people.b1), caller(people.b2)
    drafts.keep_draft(me, PLACE, FIELDS)
    drafts.keep_draft(other, PLACE, FIELDS)
    drafts.drop_draft(me, PLACE)
    drafts.drop_draft(me, PLACE)
    assert [row.user_id for row in rows()] == [people.b2]


def test_what_was_saved_after_all_is_neither_offered_nor_kept(people: SimpleNamespace) -> None:
    me = caller(people.b1)
    drafts.keep_draft(me, PLACE, FIELDS)
    saved = caller(people.b1, "number-of-a-form")
    drafts.drop_draft(saved, "/elsewhere")  # any command claims the number of its form
    assert drafts.draft_of(me.actor, PLACE) is None
    drafts.keep_draft(me, PLACE, FIELDS)
    assert rows() == [], "one that was on its way meanwhile comes too late"


def test_the_key_of_a_browser_is_each_persons_own(app: Flask, people: SimpleNamespace) -> None:
    keys = {drafts.browser_key(caller(who).actor) for who in (people.b1, people.b2, people.office)}
    assert len(keys) == 3
    assert drafts.browser_key(caller(people.b1).actor) in keys, "the same at every visit"
    field_key = app.extensions["phohoa"].settings.field_key
    assert derive(field_key, "browser:1") != field_key
