"""A test authority for demonstration and tests: root certificate, key files, revocation list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

ROOT_BITS = 3072
SIGNER_BITS = 2048


@dataclass(frozen=True, slots=True)
class Signatory:
    """One signatory's key file, and its certificate for the record."""

    p12: bytes
    certificate: bytes
    serial: int


@dataclass(frozen=True, slots=True)
class DemoAuthority:
    """A root that nobody but this installation trusts; its key lives in memory only."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def root_pem(self) -> bytes:
        """The certificate to put among the trusted ones."""
        return self.certificate.public_bytes(Encoding.PEM)

    def issue(
        self,
        name: str,
        passphrase: str,
        *,
        organisation: str,
        not_before: datetime,
        not_after: datetime,
    ) -> Signatory:
        """A key for one person as PKCS#12 under `passphrase`, for signing documents and nothing else."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=SIGNER_BITS)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(_name(name, organisation))
            .issuer_name(self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(not_before)
            .not_valid_after(not_after)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signing=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
            )
            .sign(self.key, hashes.SHA256())
        )
        p12 = pkcs12.serialize_key_and_certificates(
            name.encode("utf-8"),
            key,
            certificate,
            [self.certificate],
            BestAvailableEncryption(passphrase.encode("utf-8")),
        )
        return Signatory(p12, certificate.public_bytes(Encoding.DER), certificate.serial_number)

    def revocation_list(
        self,
        *,
        this_update: datetime,
        next_update: datetime,
        revoked: Mapping[int, datetime] | None = None,
    ) -> bytes:
        """A revocation list (DER); `revoked` maps serial numbers to the time of revocation."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(this_update)
            .next_update(next_update)
            .add_extension(x509.CRLNumber(int(this_update.timestamp())), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
            )
        )
        for serial, moment in (revoked or {}).items():
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(moment).build()
            )
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)


@dataclass(frozen=True, slots=True)
class DemoKeys:
    """What an installation keeps of a demo authority: no root key, so nothing more can be issued."""

    root_pem: bytes
    p12: bytes
    crl: bytes
    fingerprint: str


def make_authority(name: str, *, not_before: datetime, not_after: datetime) -> DemoAuthority:
    """A self-signed root named `name` with a fresh key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=ROOT_BITS)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(not_before)
        .not_valid_after(not_after)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signing=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return DemoAuthority(certificate, key)


def make_demo_authority(
    *,
    authority_name: str,
    signer_name: str,
    organisation: str,
    passphrase: str,
    now: datetime,
    since: datetime | None = None,
    years: int = 5,
) -> DemoKeys:
    """Root, signatory's key file under `passphrase`, revocation list, for a demonstration (about a second).

    The certificates are valid from `since` (default: a day before `now`) for `years` from `now`; the list,
    with nobody revoked, is current for as long, because the root's key is thrown away.
    """
    start = (since or now) - timedelta(days=1)
    end = now + timedelta(days=365 * years)
    authority = make_authority(authority_name, not_before=start, not_after=end)
    signatory = authority.issue(
        signer_name, passphrase, organisation=organisation, not_before=start, not_after=end
    )
    certificate = x509.load_der_x509_certificate(signatory.certificate)
    return DemoKeys(
        root_pem=authority.root_pem,
        p12=signatory.p12,
        crl=authority.revocation_list(this_update=now, next_update=end),
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
    )


def _name(person: str, organisation: str) -> x509.Name:
    parts: Sequence[x509.NameAttribute[str]] = (
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        x509.NameAttribute(NameOID.COMMON_NAME, person),
    )
    return x509.Name(parts)


def _usage(*, signing: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signing,
        content_commitment=signing,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signing,
        crl_sign=not signing,
        encipher_only=False,
        decipher_only=False,
    )
