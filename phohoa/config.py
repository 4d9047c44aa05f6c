"""Settings of one installation: read from its instance folder and from PHOHOA_* variables."""

import os
import re
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import locking
from .domain.reminders import is_address

ROOT = Path(__file__).resolve().parent.parent
#: Names under which a browser on the same machine asks; any other Host header is refused.
LOCAL_HOSTS = ("127.0.0.1", "localhost")
KEY_NAMES = ("secret", "audit", "field")
#: First SQLite whose WAL mode is free of the WAL-reset fault; below it the rollback journal is used.
SAFE_WAL = (3, 51, 3)


#: Without these what is in the database can no longer be read or proved; a new one must not slip in.
LASTING_KEYS = ("audit", "field")


class UnsafeConfiguration(RuntimeError):
    """The installation refuses to start; the code names the sentence that says what to mend."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


@dataclass(frozen=True)
class SmtpSettings:
    """The mail server through which digests leave. `security`: starttls, tls, none."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "starttls"


#: How a mail server is reached, with its usual port.
_SMTP_PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True)
class Settings:
    """Everything that differs between two installations. Keys are 32 random bytes each."""

    instance: Path
    database_url: str
    host: str
    port: int
    https: bool
    secret_key: bytes
    audit_key: bytes
    field_key: bytes
    trusted_hosts: tuple[str, ...] = LOCAL_HOSTS
    #: The address under which the office's machines reach this installation, printed on issued papers as a
    #: square code; empty: no code.
    public_url: str = ""
    #: None: no message leaves this installation.
    smtp: SmtpSettings | None = None
    #: The library of the PKCS#11 token or HSM at the server, and the label of the token; "" for none.
    pkcs11_library: str = ""
    pkcs11_token: str = ""
    #: The server that stamps the time of signatures (RFC 3161); "" for none.
    stamp_url: str = ""

    @property
    def home_url(self) -> str:
        """The address of the first page, as users type it."""
        if self.https:
            return f"https://{self.trusted_hosts[0]}/"
        return f"http://{self.host}:{self.port}/"

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def journal_mode(self) -> str:
        return "WAL" if sqlite3.sqlite_version_info >= SAFE_WAL else "TRUNCATE"

    @property
    def document_dir(self) -> Path:
        return self.instance / "documents"

    @property
    def attachment_dir(self) -> Path:
        return self.instance / "attachments"


def _read_or_make_key(path: Path) -> bytes:
    if not path.exists():
        # Whole or not at all: half a key after a power cut would stop every later start.
        new = path.with_suffix(".new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    key = path.read_bytes()
    if len(key) != 32:
        raise UnsafeConfiguration("key_damaged", name=path.name)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise UnsafeConfiguration("key_readable", name=path.name)
    return key


def _keys(instance: Path, database_url: str) -> dict[str, bytes]:
    """The keys of the installation, made at its first start. Raises UnsafeConfiguration for a lost one."""
    paths = {name: instance / f"{name}.key" for name in KEY_NAMES}
    database = Path(database_url.removeprefix("sqlite:///"))
    with locking.held(instance / "keys.lock", seconds=10):  # two processes at the first start share one set
        for name in LASTING_KEYS:
            has_worked = any((instance / "documents").iterdir()) or (
                database_url.startswith("sqlite") and database.is_file() and database.stat().st_size > 0
            )
            if has_worked and not paths[name].exists():
                raise UnsafeConfiguration("key_lost", name=paths[name].name)
        return {name: _read_or_make_key(path) for name, path in paths.items()}


def _smtp(env: Mapping[str, str]) -> SmtpSettings | None:
    """The mail server, if one is named. Raises UnsafeConfiguration when it is told by halves or not safe."""
    host = env.get("PHOHOA_SMTP_HOST", "").strip()
    if not host:
        return None
    sender = env.get("PHOHOA_SMTP_FROM", "").strip()
    if not is_address(sender):
        raise UnsafeConfiguration("smtp_from", text=sender)
    security = env.get("PHOHOA_SMTP_TLS", "").strip().lower() or "starttls"
    if security not in _SMTP_PORTS:
        raise UnsafeConfiguration("smtp_tls", text=security)
    port = env.get("PHOHOA_SMTP_PORT", "").strip() or str(_SMTP_PORTS[security])
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise UnsafeConfiguration("smtp_port", text=port)
    user, password = env.get("PHOHOA_SMTP_USER", "").strip(), env.get("PHOHOA_SMTP_PASSWORD", "")
    if user and security == "none" and host not in LOCAL_HOSTS:
        raise UnsafeConfiguration("smtp_open_password")
    return SmtpSettings(host, int(port), sender, user, password, security)


def _public_url(text: str) -> str:
    """Scheme, host and port only: what is printed on paper stays. Raises UnsafeConfiguration."""
    if text and not re.fullmatch(r"https?://[a-z0-9.-]{1,60}(:\d{1,5})?/?", text):
        raise UnsafeConfiguration("public_url", text=text[:80])
    return text.rstrip("/")


def _library(text: str) -> str:
    """The path of a token's library. Raises UnsafeConfiguration when no such file is there."""
    if text and not (Path(text).is_absolute() and Path(text).is_file()):
        raise UnsafeConfiguration("pkcs11_library", text=text[:120])
    return text


def _stamp_url(text: str) -> str:
    """The address of a time stamp server. Raises UnsafeConfiguration for anything but http and https."""
    if text and not re.fullmatch(r"https?://[A-Za-z0-9.-]{1,100}(:\d{1,5})?(/[!-~]{0,200})?", text):
        raise UnsafeConfiguration("stamp_url", text=text[:80])
    return text


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment; makes the instance folder and its keys at the first start.

    Raises UnsafeConfiguration when a key is lost or readable by others, when the address to serve on can be
    reached from other machines while nothing says that HTTPS stands in front, or when it does but no host
    is named, when the mail server is told by halves, or when the token's library or the address of the time
    stamp server is none.
    """
    env = os.environ if environ is None else environ
    instance = Path(env.get("PHOHOA_INSTANCE") or ROOT / "instance").resolve()
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in ("documents", "attachments"):
        (instance / folder).mkdir(mode=0o700, exist_ok=True)
    url = env.get("PHOHOA_DATABASE_URL") or f"sqlite:///{(instance / 'phohoa.db').as_posix()}"
    if url.startswith("postgresql://"):
        url = "postgresql+psycopg://" + url.removeprefix("postgresql://")
    keys = _keys(instance, url)
    host = env.get("PHOHOA_HOST") or "127.0.0.1"
    https = env.get("PHOHOA_HTTPS", "") in ("1", "true", "yes")
    if host not in ("127.0.0.1", "::1", "localhost") and not https:
        raise UnsafeConfiguration("open_without_https")
    port_text = env.get("PHOHOA_PORT") or "5000"
    if not port_text.isdigit() or not 0 < int(port_text) < 65536:
        raise UnsafeConfiguration("no_port", text=port_text)
    names = tuple(name.strip() for name in env.get("PHOHOA_TRUSTED_HOSTS", "").split(",") if name.strip())
    if https and not names:
        raise UnsafeConfiguration("https_without_name")
    return Settings(
        instance=instance,
        database_url=url,
        host=host,
        port=int(port_text),
        https=https,
        secret_key=keys["secret"],
        audit_key=keys["audit"],
        field_key=keys["field"],
        trusted_hosts=names or LOCAL_HOSTS,
        public_url=_public_url(env.get("PHOHOA_PUBLIC_URL", "").strip()),
        smtp=_smtp(env),
        pkcs11_library=_library(env.get("PHOHOA_PKCS11_LIBRARY", "").strip()),
        pkcs11_token=env.get("PHOHOA_PKCS11_TOKEN", "").strip(),
        stamp_url=_stamp_url(env.get("PHOHOA_TIMESTAMP_URL", "").strip()),
    )
