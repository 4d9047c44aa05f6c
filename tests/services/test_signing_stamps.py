"""The time is stamped where the operator named a server; without its answer nothing is signed unasked."""

import pytest
from sqlalchemy import select

from phohoa.domain.errors import Refused
from phohoa.extensions import db
from phohoa.models import Document, RegisterEntry
from phohoa.services import clock, document_pages, issuing, verification, verification_words

from ..documents.stamping_server import stamping
from ..signing_world import PASSPHRASE, TwoSigners, issuing_authority, sealed, signers, stamped_here, world

__all__ = ["sealed", "signers", "stamped_here", "world"]


def test_both_signatures_and_the_file_are_stamped(
    sealed: TwoSigners,
    stamped_here,  # type: ignore[no-untyped-def]
) -> None:
    by = issuing_authority()
    with stamping(clock.now(), by=by) as url:
        stamped_here(url)
        begun = sealed.begun()
        sealed.sign("signatory", begun.round_id)
        saved = sealed.sign("office", begun.round_id)
    data = document_pages.document_file(sealed.world.actor("b1"), saved.document_id).data
    check = verification.verify_file(sealed.world.actor("b1"), data)
    assert check.verdict == "genuine"
    assert [one.stamp_trusted for one in check.signers] == [True, True]
    assert len(check.report.stamps) == 1
    told = verification_words.answer(check)
    assert "Dấu thời gian của cả tệp" in dict(told.points)
    assert all("dấu thời gian của" in one.source for one in told.signatures)
    assert [one.stamped for one in sealed.signatures(begun.round_id)] == [True, True]


def test_without_an_answer_nothing_is_signed_but_by_choice(
    signers: TwoSigners,
    stamped_here,  # type: ignore[no-untyped-def]
) -> None:
    plan_id = signers.world.approved()
    version, caller = signers.world.plan(plan_id).version, signers.world.caller("signatory")
    stamped_here("http://127.0.0.1:9/")
    with pytest.raises(Refused) as raised:
        issuing.issue(caller, plan_id, version, PASSPHRASE, clock.today())
    assert raised.value.code == "time_stamp_failed"
    assert db.session.scalars(select(RegisterEntry)).all() == []
    assert db.session.scalars(select(Document)).all() == []
    issued = issuing.issue(caller, plan_id, version, PASSPHRASE, clock.today(), True)
    data = document_pages.document_file(signers.world.actor("b1"), issued.document_id).data
    check = verification.verify_file(signers.world.actor("b1"), data)
    assert (check.verdict, check.signers[0].stamped_at) == ("genuine", None)
