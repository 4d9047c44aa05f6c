"""The signatory's own key files, stored as they came: closed by a passphrase that nobody here keeps."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ..documents import signing
from ..documents.authority import make_demo_authority
from ..documents.errors import DocumentError
from ..domain.access import Action, Actor, Role
from ..domain.errors import Invalid, NotFound, Refused
from ..domain.signing import SigningMeans
from ..domain.vietnamese import fold
from ..extensions import db, installation
from ..models import SigningKey, TrustedIssuer, User, Ward
from ..texts import plans as texts
from .command import Caller, Command, Query, command, query
from .trusted_issuers import put_issuer, put_revocation_list


@dataclass(frozen=True)
class KeySaved:
    """Which key was changed."""

    key_id: int


def _put_key(cx: Command, user_id: int, data: bytes, passphrase: str, *, is_demo: bool) -> SigningKey:
    if not data:
        raise Invalid(fields={"file": "required"})
    try:
        info = signing.inspect_key(data, passphrase)
    except DocumentError as problem:
        if problem.code == "wrong_passphrase":
            raise Invalid(fields={"passphrase": "key_not_opened"}) from None
        raise Invalid(fields={"file": problem.code}) from None
    if info.not_after < cx.now:
        raise Invalid(fields={"file": "key_expired"})
    row = _kept(cx, info, user_id, is_demo=is_demo)
    row.pkcs12, row.means = data, SigningMeans.KEY_FILE
    cx.session.flush()
    return row


def _kept(cx: Command, info: signing.KeyInfo, user_id: int, *, is_demo: bool) -> SigningKey:
    """The row of a certificate, new or once removed. Raises Invalid for `file`: in use, or another's."""
    row = cx.session.scalar(select(SigningKey).where(SigningKey.fingerprint == info.fingerprint))
    if row is not None and (row.user_id != user_id or row.removed_at is None):
        raise Invalid(fields={"file": "key_known" if row.user_id == user_id else "key_of_another"})
    if row is None:
        row = SigningKey(
            user_id=user_id,
            holder=info.subject[:200],
            issuer=info.issuer[:300],
            serial=info.serial[:60],
            fingerprint=info.fingerprint,
            not_before=info.not_before,
            not_after=info.not_after,
            is_demo=is_demo,
        )
        cx.session.add(row)
    row.added_at, row.removed_at, row.certificate = cx.now, None, info.certificate
    return row


def put_certificate(cx: Command, user_id: int, data: bytes, means: SigningMeans) -> SigningKey:
    """Register the public certificate of an account whose key is elsewhere. Raises Invalid for `file`."""
    if not data:
        raise Invalid(fields={"file": "required"})
    try:
        info = signing.inspect_certificate(data)
    except DocumentError as problem:
        code = "not_a_certificate" if problem.code == "not_a_key_file" else problem.code
        raise Invalid(fields={"file": code}) from None
    if info.not_after < cx.now:
        raise Invalid(fields={"file": "key_expired"})
    row = _kept(cx, info, user_id, is_demo=False)
    row.pkcs12, row.means = b"", means
    cx.session.flush()
    return row


@command(Action.KEY_MANAGE)
def add_certificate(cx: Command, data: bytes) -> KeySaved:
    """Register the certificate (.cer, .pem) by which the actor signs outside. Raises Invalid for `file`."""
    cx.allow()
    if cx.actor.user_id is None:
        raise NotFound
    return KeySaved(put_certificate(cx, cx.actor.user_id, data, SigningMeans.OUTSIDE).id)


@dataclass(frozen=True)
class TokenCertificate:
    """A certificate on the token at the server."""

    fingerprint: str
    holder: str
    issuer: str
    not_after: datetime
    is_registered: bool


@query(Action.KEY_MANAGE)
def _registered(cx: Query) -> frozenset[str]:
    cx.allow()
    rows = cx.session.scalars(select(SigningKey.fingerprint).where(SigningKey.removed_at.is_(None)))
    return frozenset(rows)


def _on_token(actor: Actor) -> tuple[frozenset[str], dict[str, signing.KeyInfo]]:
    """What is registered, and the certificates on the token. Raises Refused: none, or it does not answer."""
    registered = _registered(actor)
    db.session.rollback()  # a token may take its time; nobody who writes waits for a reader meanwhile
    settings = installation().settings
    if not settings.pkcs11_library:
        raise Refused("token_missing")
    found: dict[str, signing.KeyInfo] = {}
    try:
        for der in signing.token_certificates(signing.Token(settings.pkcs11_library, settings.pkcs11_token)):
            with contextlib.suppress(DocumentError):
                info = signing.inspect_certificate(der)
                found[info.fingerprint] = info
    except DocumentError as problem:
        code = problem.code if problem.code in ("token_missing", "token_failed") else "token_failed"
        raise Refused(code) from problem
    return registered, found


def token_certificates(actor: Actor) -> tuple[TokenCertificate, ...]:
    """The certificates on the token. Raises Refused: none, or it does not answer."""
    registered, found = _on_token(actor)
    return tuple(
        TokenCertificate(one.fingerprint, one.subject, one.issuer, one.not_after, key in registered)
        for key, one in found.items()
    )


def add_token_key(caller: Caller, fingerprint: str) -> KeySaved:
    """Register one of the certificates on the token as the actor's. Raises Invalid, Refused."""
    _registered_now, found = _on_token(caller.actor)
    if fingerprint not in found:
        raise Invalid(fields={"fingerprint": "token_key_unknown"})
    return _add_token_key(caller, found[fingerprint].certificate)


@command(Action.KEY_MANAGE)
def _add_token_key(cx: Command, certificate: bytes) -> KeySaved:
    cx.allow()
    if cx.actor.user_id is None:
        raise NotFound
    try:
        return KeySaved(put_certificate(cx, cx.actor.user_id, certificate, SigningMeans.TOKEN).id)
    except Invalid as error:
        raise Invalid(fields={"fingerprint": error.fields["file"]}) from None


@command(Action.KEY_MANAGE)
def add_key(cx: Command, data: bytes, passphrase: str) -> KeySaved:
    """Keep the actor's PKCS#12 file as it is; the passphrase only opens it once, to read the certificate.

    Raises Invalid for `file` (no key file, expired, somebody else's) or `passphrase`.
    """
    cx.allow()
    if cx.actor.user_id is None:
        raise NotFound
    return KeySaved(_put_key(cx, cx.actor.user_id, data, passphrase, is_demo=False).id)


@command(Action.KEY_MANAGE)
def remove_key(cx: Command, key_id: int) -> KeySaved:
    """Take the key out of use and its file out of the database. What it signed stays as it is."""
    row = cx.load(SigningKey, key_id)
    if row.user_id != cx.actor.user_id or row.removed_at is not None:
        raise NotFound
    row.removed_at, row.pkcs12 = cx.now, b""
    return KeySaved(row.id)


def _short(words: str) -> str:
    """As much as a name in a certificate holds (64 bytes)."""
    return words.encode()[:64].decode(errors="ignore")


def make_demo_key(
    cx: Command, user_id: int, passphrase: str, *, since: datetime | None = None, years: int = 10
) -> SigningKey:
    """A test authority that is trusted here, its list of revoked certificates, and a key of the account.

    All are marked as a demonstration's, and every screen that shows them says so. The key counts from `since`
    (an aware moment; default now), so that plans of past years can be signed in their own time.
    """
    user, ward = cx.session.get(User, user_id), cx.session.get(Ward, 1)
    if user is None or user.role is not Role.SIGNATORY or ward is None:
        raise NotFound
    made = make_demo_authority(
        authority_name=texts.DEMO_AUTHORITY,
        signer_name=_short(user.full_name),
        organisation=_short(texts.DEMO_ORGANISATION.format(ward=ward.name)),
        passphrase=passphrase,
        now=cx.now,
        since=since,
        years=years,
    )
    issuer = put_issuer(cx, made.root_pem, is_demo=True)
    put_revocation_list(issuer, made.crl)
    return _put_key(cx, user_id, made.p12, passphrase, is_demo=True)


@dataclass(frozen=True)
class KeyLine:
    """One of the actor's keys. `state` is valid, expired or early."""

    id: int
    holder: str
    issuer: str
    serial: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    is_demo: bool
    state: str
    issuer_known: bool
    #: The name that should stand in the certificate and does not; "" where it does.
    other_name: str
    days_left: int
    means: SigningMeans


def has_token() -> bool:
    """Whether the operator named the library of a token at the server."""
    return bool(installation().settings.pkcs11_library)


def own_key_file(actor: Actor) -> KeyLine | None:
    """The actor's newest key file that is in date."""
    return next(
        (one for one in own_keys(actor) if one.state == "valid" and one.means is SigningMeans.KEY_FILE), None
    )


def _other_name(cx: Query, holders: Iterable[str]) -> dict[str, str]:
    """Of each holder the name that should stand there instead; the office signs for the organisation only."""
    if cx.actor.role is not Role.OFFICE:
        name = cx.actor.full_name
        return {holder: "" if fold(holder) == fold(name) else name for holder in holders}
    ward = cx.session.get(Ward, 1)
    name = ward.issuer if ward is not None else ""
    # Authorities add the place to an organisation's name.
    return {holder: "" if fold(name) in fold(holder) else name for holder in holders}


@query(Action.KEY_MANAGE)
def own_keys(cx: Query) -> tuple[KeyLine, ...]:
    """The actor's keys in use, newest first."""
    cx.allow()
    known = set(cx.session.scalars(select(TrustedIssuer.name).where(TrustedIssuer.removed_at.is_(None))))
    rows = cx.session.scalars(
        select(SigningKey)
        .where(SigningKey.user_id == cx.actor.user_id, SigningKey.removed_at.is_(None))
        .order_by(SigningKey.added_at.desc(), SigningKey.id.desc())
    ).all()
    expected = _other_name(cx, [row.holder for row in rows])
    lines = []
    for row in rows:
        state = "valid" if row.not_before <= cx.now <= row.not_after else "expired"
        if cx.now < row.not_before:
            state = "early"
        lines.append(
            KeyLine(
                id=row.id,
                holder=row.holder,
                issuer=row.issuer,
                serial=row.serial,
                fingerprint=row.fingerprint,
                not_before=row.not_before,
                not_after=row.not_after,
                is_demo=row.is_demo,
                state=state,
                issuer_known=row.issuer in known,
                other_name=expected[row.holder],
                days_left=(row.not_after - cx.now).days,
                means=row.means,
            )
        )
    return tuple(lines)
