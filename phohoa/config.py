"""Settings of one installation: read from its instance folder and from PHOHOA_* variables."""

import os
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Names under which a browser on the same machine asks; any other Host header is refused.
LOCAL_HOSTS = ("127.0.0.1", "localhost")
KEY_NAMES = ("secret", "audit", "field")
#: First SQLite whose WAL mode is free of the WAL-reset fault; below it the rollback journal is used.
SAFE_WAL = (3, 51, 3)


class UnsafeConfiguration(RuntimeError):
    """The installation refuses to start; the message says what to mend."""


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

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def journal_mode(self) -> str:
        return "WAL" if sqlite3.sqlite_version_info >= SAFE_WAL else "TRUNCATE"

    @property
    def document_dir(self) -> Path:
        return self.instance / "documents"


def _read_or_make_key(path: Path) -> bytes:
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        key = path.read_bytes()
        if len(key) != 32:
            raise UnsafeConfiguration(f"{path.name}: expected 32 bytes") from None
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise UnsafeConfiguration(f"{path.name} can be read by others: chmod 600") from None
        return key
    key = secrets.token_bytes(32)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment; makes the instance folder and its keys when they are missing.

    Raises UnsafeConfiguration when a key is readable by others, or when the address to serve on can be
    reached from other machines while nothing says that HTTPS stands in front, or when it does but no host is
    named.
    """
    env = os.environ if environ is None else environ
    instance = Path(env.get("PHOHOA_INSTANCE") or ROOT / "instance").resolve()
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    (instance / "documents").mkdir(mode=0o700, exist_ok=True)
    keys = {name: _read_or_make_key(instance / f"{name}.key") for name in KEY_NAMES}
    url = env.get("PHOHOA_DATABASE_URL") or f"sqlite:///{(instance / 'phohoa.db').as_posix()}"
    if url.startswith("postgresql://"):
        url = "postgresql+psycopg://" + url.removeprefix("postgresql://")
    host = env.get("PHOHOA_HOST") or "127.0.0.1"
    https = env.get("PHOHOA_HTTPS", "") in ("1", "true", "yes")
    if host not in ("127.0.0.1", "::1", "localhost") and not https:
        raise UnsafeConfiguration("PHOHOA_HOST can be reached by others: put HTTPS in front, set PHOHOA_HTTPS=1")
    port_text = env.get("PHOHOA_PORT") or "5000"
    if not port_text.isdigit() or not 0 < int(port_text) < 65536:
        raise UnsafeConfiguration(f"PHOHOA_PORT: {port_text!r} is no port")
    names = tuple(name.strip() for name in env.get("PHOHOA_TRUSTED_HOSTS", "").split(",") if name.strip())
    if https and not names:
        raise UnsafeConfiguration("PHOHOA_HTTPS: name the site's host in PHOHOA_TRUSTED_HOSTS")
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
    )
