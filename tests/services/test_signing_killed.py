"""The server's process is killed while a paper is numbered, signed and sealed: nothing is half done."""

import pytest
from sqlalchemy import select

from phohoa.domain.access import Role
from phohoa.domain.numbering import PlanState
from phohoa.domain.register import EntryState
from phohoa.domain.signing import RoundState
from phohoa.extensions import db, installation
from phohoa.models import Document, RegisterEntry
from phohoa.services import audit_reports, document_pages, register_check, verification

from ..conftest import POSTGRES
from ..signing_world import PASSPHRASE, TwoSigners, sealed, signers, world
from .killed import killed, press

__all__ = ["sealed", "signers", "world"]
pytestmark = pytest.mark.skipif(bool(POSTGRES), reason="its own process, on SQLite as in real use")


def entries() -> list[RegisterEntry]:
    db.session.rollback()
    return list(db.session.scalars(select(RegisterEntry).order_by(RegisterEntry.number)))


def sound(ward: TwoSigners) -> None:
    """Both books, every stored document and the audit are what they say."""
    db.session.rollback()
    assert [one.code for one in register_check.check_books(ward.world.actor("office"))] == ["", ""]
    assert audit_reports.verify(ward.world.actor("admin"), None)["sound"]


def published(ward: TwoSigners, plan_id: int, document_id: int) -> None:
    """One number, one document, genuine, and nothing left over from the press that was cut off."""
    assert [(one.number, one.state, one.document_id) for one in entries()] == [
        (1, EntryState.USED, document_id)
    ]
    assert db.session.scalars(select(Document.id)).all() == [document_id]
    assert ward.world.plan(plan_id).state is PlanState.ISSUED
    reader = ward.world.actor("b1")
    data = document_pages.document_file(reader, document_id).data
    assert verification.verify_file(reader, data).verdict == "genuine"
    assert list(installation().settings.document_dir.glob(".*")) == []
    sound(ward)


@pytest.mark.parametrize("point", ["numbered", "stored", "committing"])
def test_killed_while_it_issues_it_has_done_nothing_and_does_all_at_the_next_press(
    signers: TwoSigners, point: str
) -> None:
    plan_id = signers.world.approved()
    given = ("issue", plan_id, signers.world.plan(plan_id).version, PASSPHRASE)
    killed(point, 1, Role.SIGNATORY, *given)
    assert entries() == []
    assert db.session.scalars(select(Document)).all() == []
    assert signers.world.plan(plan_id).state is PlanState.APPROVED
    sound(signers)
    issued = press(given[0], signers.world.actor("signatory"), *given[1:])
    published(signers, plan_id, issued.document_id)


def test_killed_before_it_could_answer_it_gives_the_same_answer_at_the_next_press(
    signers: TwoSigners,
) -> None:
    plan_id = signers.world.approved()
    given = ("issue", plan_id, signers.world.plan(plan_id).version, PASSPHRASE)
    killed("answered", 1, Role.SIGNATORY, *given)
    first = db.session.scalars(select(Document.id)).one()
    again = press(given[0], signers.world.actor("signatory"), *given[1:])
    assert again.document_id == first
    published(signers, plan_id, first)


@pytest.mark.parametrize(("point", "times"), [("stored", 1), ("committing", 1), ("committing", 2)])
def test_killed_before_the_signatory_has_signed_the_same_press_goes_on(
    sealed: TwoSigners, point: str, times: int
) -> None:
    plan_id = sealed.world.approved()
    given = ("start", plan_id, sealed.world.plan(plan_id).version, PASSPHRASE)
    killed(point, times, Role.SIGNATORY, *given)
    numbered = times == 2  # the number and the bytes are in, the signature is not
    assert [one.state for one in entries()] == [EntryState.TAKEN] * numbered
    sound(sealed)
    begun = press(given[0], sealed.world.actor("signatory"), *given[1:])
    assert [one.signed_at is not None for one in sealed.signatures(begun.round_id)] == [True, False]
    published(sealed, plan_id, sealed.sign("office", begun.round_id).document_id)


@pytest.mark.parametrize(
    ("point", "times"), [("stored", 1), ("stored", 2), ("committing", 1), ("answered", 1)]
)
def test_killed_between_the_signature_and_the_seal_the_round_goes_on(
    sealed: TwoSigners, point: str, times: int
) -> None:
    begun = sealed.begun()
    plan_id = sealed.round(begun.round_id).plan_id or 0
    sealed.sign("signatory", begun.round_id)
    version = sealed.round(begun.round_id).version
    killed(point, times, Role.OFFICE, "sign", begun.round_id, version, PASSPHRASE)
    done = point == "answered"
    at = sealed.round(begun.round_id)
    assert at.state is (RoundState.PUBLISHED if done else RoundState.OPEN)
    assert (at.version == version) is not done
    assert [one.signed_at is not None for one in sealed.signatures(begun.round_id)] == [True, done]
    assert [one.state for one in entries()] == [EntryState.USED if done else EntryState.TAKEN]
    sound(sealed)
    saved = press("sign", sealed.world.actor("office"), begun.round_id, version, PASSPHRASE)
    published(sealed, plan_id, saved.document_id)
