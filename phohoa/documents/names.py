"""How a certificate's names are read for people."""

from cryptography import x509
from cryptography.x509.oid import NameOID


def common_name(name: x509.Name) -> str:
    """The common name, or the organisation, or the whole name in one line."""
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        values = [str(part.value) for part in name.get_attributes_for_oid(oid)]
        if values:
            return values[0]
    return name.rfc4514_string()


def load_certificate(data: bytes) -> x509.Certificate:
    """A certificate from PEM or DER. Raises ValueError."""
    if data.lstrip().startswith(b"-----BEGIN"):
        return x509.load_pem_x509_certificate(data)
    return x509.load_der_x509_certificate(data)
