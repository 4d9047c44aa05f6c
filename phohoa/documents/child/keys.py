"""Whose key signs: a PKCS#12 file, or a key that stays on a PKCS#11 token."""

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.sign import signers

from phohoa.documents.errors import (
    DocumentError,
    PinLocked,
    TokenFailed,
    TokenKeyMissing,
    TokenMissing,
    WrongPin,
)


class _FileSigner(signers.SimpleSigner):
    """A key in memory. pyHanko's own signer tests an RSA key anew for each signature and each guess of its
    size, which takes longer than the signature; this one was tested when its file was opened."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        key = serialization.load_der_private_key(
            self.signing_key.dump(), password=None, unsafe_skip_rsa_key_validation=True
        )
        mechanism = self.get_signature_mechanism_for_digest(digest_algorithm).signature_algo
        if (
            not isinstance(key, RSAPrivateKey)
            or mechanism != "rsassa_pkcs1v15"
            or digest_algorithm != "sha256"
        ):
            return await super().async_sign_raw(data, digest_algorithm, dry_run)
        return bytes(key.key_size // 8) if dry_run else key.sign(data, PKCS1v15(), SHA256())


@contextlib.contextmanager
def opened(values: Mapping[str, Any], secret_part: bytes) -> Iterator[signers.Signer]:
    """The signer that `values` describe.

    For a file `secret_part` is the PKCS#12 file; for a token it is the certificate, and `library`, `token`
    (its label, "" for the only one) and `pin` are in `values`. Raises what a token can refuse.
    """
    if values["means"] == "token":
        with _token(values) as session:
            yield _token_signer(session, secret_part)
        return
    loaded = signers.SimpleSigner.load_pkcs12_data(
        secret_part, other_certs=[], passphrase=values["passphrase"].encode("utf-8")
    )
    signer = _FileSigner(
        signing_cert=loaded.signing_cert,
        signing_key=loaded.signing_key,
        cert_registry=loaded.cert_registry,
    )
    # What the signature does not protect had better not be in the file: who trusts the root has it.
    signer.embed_roots = False
    yield signer


def certificates(values: Mapping[str, Any]) -> list[bytes]:
    """The certificates (DER) on the token, of people and organisations, not of authorities."""
    from pkcs11 import Attribute, ObjectClass

    with _token(values) as session:
        found = [
            bytes(one[Attribute.VALUE])
            for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
        ]
    return [one for one in found if not _is_authority(one)]


def _is_authority(der: bytes) -> bool:
    try:
        return bool(asn1_x509.Certificate.load(der).ca)
    except ValueError:
        return True  # unreadable: nothing to sign with


@contextlib.contextmanager
def _token(values: Mapping[str, Any]) -> Iterator[Any]:
    """A session on the token, signed in with the PIN if one is given."""
    try:
        import pkcs11
    except ImportError as problem:
        raise TokenFailed("python-pkcs11 is not installed") from problem
    from pkcs11 import exceptions

    try:
        library = pkcs11.lib(values["library"])
        slots = library.get_slots(token_present=True)
    except (exceptions.PKCS11Error, OSError, RuntimeError) as problem:
        raise TokenMissing(type(problem).__name__) from problem
    token = _chosen(slots, values["token"])
    more = {"user_pin": values["pin"]} if values.get("pin") else {}
    try:
        session = token.open(**more)
    except (exceptions.PinIncorrect, exceptions.PinInvalid, exceptions.PinLenRange) as problem:
        raise WrongPin(type(problem).__name__) from problem
    except (exceptions.PinLocked, exceptions.PinExpired) as problem:
        raise PinLocked(type(problem).__name__) from problem
    except exceptions.PKCS11Error as problem:
        raise TokenFailed(type(problem).__name__) from problem
    try:
        yield session
    except DocumentError:
        raise
    except exceptions.PKCS11Error as problem:
        raise TokenFailed(type(problem).__name__) from problem
    finally:
        with contextlib.suppress(exceptions.PKCS11Error):
            session.close()


def _chosen(slots: Any, label: str) -> Any:
    from pkcs11 import TokenFlag
    from pkcs11.exceptions import PKCS11Error

    for slot in slots:
        try:
            token = slot.get_token()
        except PKCS11Error:
            continue  # drawn out meanwhile
        named = token.label.strip() == label.strip() if label else True
        if named and TokenFlag.TOKEN_INITIALIZED in token.flags:
            return token
    raise TokenMissing("no token of that label")


def _token_signer(session: Any, certificate: bytes) -> signers.Signer:
    from pkcs11 import Attribute, ObjectClass
    from pyhanko.sign.pkcs11 import PKCS11Signer

    wanted = asn1_x509.Certificate.load(certificate)
    for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        if bytes(one[Attribute.VALUE]) == certificate:
            key_id = bytes(one[Attribute.ID])
            break
    else:
        raise TokenKeyMissing("the certificate is not on the token")
    keys = list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: key_id}))
    if not keys:
        raise TokenKeyMissing("the certificate's key is not on the token")
    return PKCS11Signer(
        session, signing_cert=wanted, key_id=key_id, ca_chain=(), embed_roots=False, bulk_fetch=False
    )
