"""A key on a PKCS#11 token signs; a wrong PIN, a locked token and no token are told plainly."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from phohoa.documents.errors import TokenKeyMissing, TokenMissing, WrongPin
from phohoa.documents.signing import Token, sign_on_token, token_certificates
from phohoa.documents.verification import Verdict, verify

from .forging import pair
from .papers import NOW, SIGNATORY, SIGNED_AT, authority, issued_plan, revocation_list
from .reading import run
from .tokens import PIN, token_with

CLERK = "Văn Thư Thử"


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Token]:
    with token_with(tmp_path_factory.mktemp("hsm"), pair(SIGNATORY), pair(CLERK)) as made:
        yield made


def signed(token: Token, pin: str = PIN, name: str = SIGNATORY) -> bytes:
    certificate = pair(name).certificate.public_bytes(Encoding.DER)
    return sign_on_token(issued_plan(), certificate, token, pin, signer_name=SIGNATORY, signed_at=SIGNED_AT)


def test_the_token_signs_and_everybody_calls_it_valid(token: Token, tmp_path: Path) -> None:
    data = signed(token)
    assert data.startswith(issued_plan())
    report = verify(data, trusted=[authority().root_pem], crls=[revocation_list()], at=NOW, known={})
    assert report.verdict is Verdict.GENUINE
    assert [one.fingerprint for one in report.signers] == [pair(SIGNATORY).fingerprint]
    assert "Signature is Valid." in run(data, tmp_path, "pdfsig", "-nocert", "{}")
    assert PIN.encode() not in data


def test_each_certificate_on_it_is_found_without_a_pin(token: Token) -> None:
    found = set(token_certificates(token))
    assert found == {pair(name).certificate.public_bytes(Encoding.DER) for name in (SIGNATORY, CLERK)}


def test_a_wrong_pin_a_foreign_certificate_and_no_token_are_told(token: Token) -> None:
    with pytest.raises(WrongPin):
        signed(token, "00000000")
    with pytest.raises(WrongPin):
        signed(token, "1")
    with pytest.raises(TokenKeyMissing):
        signed(token, name="Người Khác")
    with pytest.raises(TokenMissing):
        signed(Token(token.library, "Nhãn khác"))
    with pytest.raises(TokenMissing):
        signed(Token("/không/có/thư/viện.so", token.label))
    assert signed(token).startswith(issued_plan())
