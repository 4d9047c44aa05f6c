"""Signing outside: a link that works once, and only our own bytes with the signature due come back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.fields import MDPPerm
from sqlalchemy import select

from phohoa.domain.errors import Conflict, Invalid, NotFound, Refused
from phohoa.domain.signing import RoundState, SigningMeans
from phohoa.extensions import db
from phohoa.models import SigningKey
from phohoa.services import clock, document_pages, signing_keys, signing_outside, verification

from ..documents import forging
from ..documents.forging import FIRST, SECOND, Pen
from ..signing_world import PASSPHRASE, TwoSigners, pair_of, sealed, signers, world

__all__ = ["sealed", "signers", "world"]


def taken(signers: TwoSigners, who: str, round_id: int) -> bytes:
    """The bytes that wait, by a link."""
    caller = signers.world.caller(who)
    made = signing_outside.make_link(caller, round_id, signers.round(round_id).version)
    assert signing_outside.link_page(caller.actor, made.token).state == "good"
    return signing_outside.take_file(caller, made.token).data


def brought(signers: TwoSigners, who: str, round_id: int, data: bytes, confirmed: str = ""):  # type: ignore[no-untyped-def]
    version = signers.round(round_id).version
    return signing_outside.sign_outside(signers.world.caller(who), round_id, version, data, confirmed)


def outside(data: bytes, who: str, field: str = FIRST, **more: object) -> bytes:
    """The paper signed by a program that knows nothing of us."""
    return forging.signed(data, Pen(pair_of(who), field, clock.now(), **more))  # type: ignore[arg-type]


def test_both_sign_outside_and_the_paper_is_published(sealed: TwoSigners) -> None:
    begun = sealed.begun()
    first = outside(taken(sealed, "signatory", begun.round_id), "signatory")
    assert brought(sealed, "signatory", begun.round_id, first).document_id == 0
    second = outside(taken(sealed, "office", begun.round_id), "office", SECOND)
    saved = brought(sealed, "office", begun.round_id, second)
    data = document_pages.document_file(sealed.world.actor("b1"), saved.document_id).data
    assert data == second
    assert verification.verify_file(sealed.world.actor("b1"), data).verdict == "genuine"
    assert [one.means for one in sealed.signatures(begun.round_id)] == [SigningMeans.OUTSIDE] * 2


def test_a_link_works_once_for_its_owner_and_not_for_long(
    sealed: TwoSigners, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = sealed.begun()
    signatory, office = sealed.world.caller("signatory"), sealed.world.caller("office")
    version = sealed.round(begun.round_id).version
    with pytest.raises(Refused):
        signing_outside.make_link(office, begun.round_id, version)
    made = signing_outside.make_link(signatory, begun.round_id, version)
    for answer in (signing_outside.link_page, signing_outside.take_file):
        with pytest.raises(NotFound):
            answer(office.actor if answer is signing_outside.link_page else office, made.token)  # type: ignore[operator]
    signing_outside.take_file(signatory, made.token)
    with pytest.raises(Conflict) as raised:
        signing_outside.take_file(signatory, made.token)
    assert raised.value.code == "link_used"
    late = signing_outside.make_link(signatory, begun.round_id, version)
    old = signing_outside.make_link(signatory, begun.round_id, version)
    sealed.sign("signatory", begun.round_id)
    with pytest.raises(Conflict) as raised:
        signing_outside.take_file(signatory, old.token)
    assert raised.value.code == "link_over"
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=16))
    with pytest.raises(Conflict) as raised:
        signing_outside.take_file(signatory, late.token)
    assert raised.value.code == "link_late"


def _signed_by_another(data: bytes) -> bytes:
    return outside(data, "Người Khác")


REFUSED: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("nothing added", lambda data: data, "outside_nothing_added"),
    ("another paper", lambda data: outside(data.replace(b"/Lang (vi-VN)", b"/Lang (vi-vn)"), "signatory"),
     "outside_not_our_bytes"),
    ("another person", _signed_by_another, "outside_wrong_certificate"),
    ("a field of its own", lambda data: outside(data, "signatory", "Khac", box=(9, 9, 99, 99)),
     "outside_wrong_field"),
    ("words besides", lambda data: outside(forging.update(data, {forging.root_of(data): forging.body_of(
        data, forging.root_of(data)).replace(b"/DisplayDocTitle true", b"/DisplayDocTitle false")}),
        "signatory"), "outside_not_one_version_each"),
    ("locked before the seal", lambda data: outside(data, "signatory", certify=MDPPerm.NO_CHANGES),
     "outside_locks_paper"),
    ("bytes behind", lambda data: outside(data, "signatory") + b"\n\n%%", "outside_bytes_after_end"),
]  # fmt: skip


def test_every_other_file_is_refused_with_its_reason_and_changes_nothing(sealed: TwoSigners) -> None:
    begun = sealed.begun()
    data = taken(sealed, "signatory", begun.round_id)
    before = sealed.round(begun.round_id).version
    for name, make, code in REFUSED:
        with pytest.raises(Invalid) as raised:
            brought(sealed, "signatory", begun.round_id, make(data))
        assert raised.value.fields == {"file": code}, name
    at = sealed.round(begun.round_id)
    assert (at.version, at.current_sha256) == (before, at.frozen_sha256)
    assert sealed.signatures(begun.round_id)[0].signed_at is None


def test_the_first_file_registers_the_certificate_once_it_is_confirmed(signers: TwoSigners) -> None:
    (key,) = signing_keys.own_keys(signers.world.actor("signatory"))
    signing_keys.remove_key(signers.world.caller("signatory"), key.id)
    begun = signers.begun()
    data = outside(taken(signers, "signatory", begun.round_id), "signatory")
    with pytest.raises(Invalid) as raised:
        brought(signers, "signatory", begun.round_id, data)
    assert raised.value.code == "certificate_unknown"
    fingerprint = raised.value.fields["file"][1]["fingerprint"]  # type: ignore[index]
    assert fingerprint == pair_of("signatory").fingerprint
    with pytest.raises(Invalid):
        brought(signers, "signatory", begun.round_id, data, "0" * 64)
    assert brought(signers, "signatory", begun.round_id, data, fingerprint).document_id
    assert signers.round(begun.round_id).state is RoundState.PUBLISHED
    (kept,) = db.session.scalars(
        select(SigningKey).where(SigningKey.user_id == signers.world.ids.signatory)
    ).all()
    assert (kept.means, kept.pkcs12, kept.removed_at) == (SigningMeans.OUTSIDE, b"", None)


def test_a_certificate_is_registered_from_its_file(world: object, signers: TwoSigners) -> None:
    caller = signers.world.caller("office")
    certificate = pair_of("Người Khác").certificate.public_bytes(Encoding.PEM)
    signing_keys.add_certificate(caller, certificate)
    with pytest.raises(Invalid) as raised:
        signing_keys.add_certificate(signers.world.caller("signatory"), certificate)
    assert raised.value.fields == {"file": "key_of_another"}
    for wrong, code in ((b"", "required"), (b"x", "not_a_certificate")):
        with pytest.raises(Invalid) as raised:
            signing_keys.add_certificate(caller, wrong)
        assert raised.value.fields == {"file": code}
    assert PASSPHRASE
