"""The seal's key on the token at the server: registered without a PIN, signs with it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from phohoa.config import UnsafeConfiguration, load_settings
from phohoa.domain.errors import Invalid, Refused
from phohoa.domain.signing import SigningMeans
from phohoa.extensions import db, installation
from phohoa.models import AuditRow, Receipt
from phohoa.services import document_pages, signing_keys, signing_steps, verification

from ..documents.tokens import PIN, token_with
from ..signing_world import TwoSigners, pair_of, sealed, signers, world

__all__ = ["sealed", "signers", "world"]
KEEPER = "Con Dấu Trong Thiết Bị"


@pytest.fixture
def with_token(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sealed: TwoSigners
) -> Iterator[TwoSigners]:
    with token_with(tmp_path / "hsm", pair_of(KEEPER)) as token:
        place = installation()
        settings = replace(place.settings, pkcs11_library=token.library, pkcs11_token=token.label)
        monkeypatch.setattr(place, "settings", settings)
        yield sealed


def test_the_keeper_signs_with_the_token(with_token: TwoSigners) -> None:
    office = with_token.world.caller("office")
    (shown,) = signing_keys.token_certificates(office.actor)
    assert (shown.holder, shown.is_registered) == (KEEPER, False)
    key_id = signing_keys.add_token_key(office, shown.fingerprint).key_id
    with pytest.raises(Invalid):
        signing_keys.add_token_key(with_token.world.caller("signatory"), shown.fingerprint)
    begun = with_token.begun()
    with_token.sign("signatory", begun.round_id)
    version = with_token.round(begun.round_id).version
    for pin, fields in (("00000000", {"pin": "wrong_pin"}), (PIN, None)):
        given = (office, begun.round_id, version, key_id, pin)
        if fields is not None:
            with pytest.raises(Invalid) as raised:
                signing_steps.sign_with_token(*given)
            assert raised.value.fields == fields
            continue
        saved = signing_steps.sign_with_token(*given)
    data = document_pages.document_file(with_token.world.actor("b1"), saved.document_id).data
    check = verification.verify_file(with_token.world.actor("b1"), data)
    assert (check.verdict, check.signers[1].name) == ("genuine", KEEPER)
    assert with_token.signatures(begun.round_id)[1].means is SigningMeans.TOKEN
    rows = [row.data for row in db.session.query(AuditRow)] + [
        str(r.result) for r in db.session.query(Receipt)
    ]
    assert not any(PIN in row for row in rows)


def test_without_a_token_the_page_says_so(sealed: TwoSigners) -> None:
    with pytest.raises(Refused) as raised:
        signing_keys.token_certificates(sealed.world.actor("office"))
    assert raised.value.code == "token_missing"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("PHOHOA_PKCS11_LIBRARY", "khong-co.so", "pkcs11_library"),
        ("PHOHOA_PKCS11_LIBRARY", "/khong/co/thu-vien.so", "pkcs11_library"),
        ("PHOHOA_TIMESTAMP_URL", "file:///etc/passwd", "stamp_url"),
        ("PHOHOA_TIMESTAMP_URL", "ftp://tsa.example/x", "stamp_url"),
    ],
)
def test_a_wrong_setting_stops_the_start(tmp_path: Path, name: str, value: str, code: str) -> None:
    with pytest.raises(UnsafeConfiguration) as raised:
        load_settings({"PHOHOA_INSTANCE": str(tmp_path), name: value})
    assert raised.value.code == code
