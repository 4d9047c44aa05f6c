"""A token made of software (SoftHSM2), with a key of the tests on it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from phohoa.documents.signing import Token

from .forging import Pair

LIBRARIES = (
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
    Path("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"),
)
LABEL, PIN = "Thu nghiem", "83715920"


def library() -> str:
    """The library of SoftHSM2; without it the test is left out, but never in CI."""
    for path in LIBRARIES:
        if path.exists() and shutil.which("softhsm2-util"):
            return str(path)
    if os.environ.get("CI"):
        pytest.fail("softhsm2 is not installed")
    pytest.skip("softhsm2 is not installed")


@contextmanager
def token_with(folder: Path, *pairs: Pair) -> Iterator[Token]:
    """A token in a folder of its own with these keys and their certificates."""
    where = library()
    (folder / "tokens").mkdir(parents=True)
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    try:
        _util("--init-token", "--free", "--label", LABEL, "--so-pin", "11223344", "--pin", PIN)
        for number, pair in enumerate(pairs, start=1):
            _put(folder, where, pair, f"{number:02x}")
        yield Token(where, LABEL)
    finally:
        if before is None:
            del os.environ["SOFTHSM2_CONF"]
        else:
            os.environ["SOFTHSM2_CONF"] = before


def _util(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True, timeout=60)


def _put(folder: Path, where: str, pair: Pair, number: str) -> None:
    file = folder / "key.pem"
    file.write_bytes(pair.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    _util("--import", str(file), "--token", LABEL, "--label", number, "--id", number, "--pin", PIN)
    file.unlink()
    # The library itself writes the certificate, in a process that hears the new settings.
    certificate = pair.certificate.public_bytes(Encoding.DER)
    code = (
        "import sys, pkcs11\n"
        "from pkcs11.util.x509 import decode_x509_certificate\n"
        "lib, label, pin, number, der = sys.argv[1:]\n"
        "made = decode_x509_certificate(bytes.fromhex(der))\n"
        "made[pkcs11.Attribute.TOKEN] = True\n"
        "made[pkcs11.Attribute.ID] = bytes.fromhex(number)\n"
        "token = pkcs11.lib(lib).get_token(token_label=label)\n"
        "with token.open(rw=True, user_pin=pin) as session: session.create_object(made)\n"
    )
    subprocess.run(
        [sys.executable, "-c", code, where, LABEL, PIN, number, certificate.hex()],
        check=True,
        timeout=60,
    )
