"""A ward whose papers the organisation signs too: an authority with its list, keys of both signers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from sqlalchemy import select

from phohoa.documents.authority import DemoAuthority, Signatory, make_authority
from phohoa.domain.signing import SubjectKind
from phohoa.extensions import db, installation
from phohoa.models import RoundSignature, SigningRound, TrustedIssuer
from phohoa.services import clock, seal_settings, signing_keys, signing_steps, trusted_issuers
from phohoa.services.signing_steps import RoundSaved

from .documents.forging import Pair
from .plan_world import PASSPHRASE, World, world

__all__ = ["PASSPHRASE", "world"]
NAMES = {"signatory": "Trần Văn Mẫu", "office": "Đảng ủy phường Phổ Hòa"}


@cache
def issuing_authority() -> DemoAuthority:
    now = clock.now()
    return make_authority(
        "Nơi cấp của bài thử", not_before=now - timedelta(days=30), not_after=now + timedelta(days=900)
    )


@cache
def key_of(name: str) -> Signatory:
    """The key of one of the signers, by the authority that the ward trusts."""
    now = clock.now()
    return issuing_authority().issue(
        NAMES.get(name, name),
        PASSPHRASE,
        organisation="Đảng ủy phường Phổ Hòa (thử)",
        not_before=now - timedelta(days=20),
        not_after=now + timedelta(days=700),
    )


def pair_of(name: str) -> Pair:
    """The same key for a program outside."""
    key, certificate, _others = pkcs12.load_key_and_certificates(key_of(name).p12, PASSPHRASE.encode())
    assert isinstance(key, rsa.RSAPrivateKey)
    assert certificate is not None
    return Pair(key, certificate)


@dataclass
class TwoSigners:
    """The ward, with what rounds need."""

    world: World

    def begun(self, who: str = "signatory") -> RoundSaved:
        """An approved plan with its number taken."""
        plan_id = self.world.approved()
        version = self.world.plan(plan_id).version
        return signing_steps.start_round(
            self.world.caller(who), SubjectKind.PLAN, plan_id, version, clock.today()
        )

    def begun_again(self) -> RoundSaved:
        """The plan that came back, approved once more and numbered."""
        plan_id = db.session.scalars(select(SigningRound.plan_id)).first() or 0
        again = self.world.approved(plan_id)
        version = self.world.plan(again).version
        return signing_steps.start_round(
            self.world.caller("signatory"), SubjectKind.PLAN, again, version, clock.today()
        )

    def round(self, round_id: int) -> SigningRound:
        db.session.rollback()
        found = db.session.get(SigningRound, round_id)
        assert found is not None
        return found

    def signatures(self, round_id: int) -> list[RoundSignature]:
        db.session.rollback()
        return list(
            db.session.scalars(
                select(RoundSignature)
                .where(RoundSignature.round_id == round_id)
                .order_by(RoundSignature.place)
            )
        )

    def sign(
        self, who: str, round_id: int, passphrase: str = PASSPHRASE, command_id: str | None = None
    ) -> RoundSaved:
        version = self.round(round_id).version
        return signing_steps.sign_with_file(self.world.caller(who, command_id), round_id, version, passphrase)


def trusting(world: World) -> None:
    """The ward trusts the authority and has its list of revoked certificates."""
    office, now = world.caller("office"), clock.now()
    trusted_issuers.add_issuer(office, issuing_authority().certificate.public_bytes(Encoding.DER))
    row = db.session.scalar(select(TrustedIssuer))
    assert row is not None
    crl = issuing_authority().revocation_list(
        this_update=now - timedelta(days=1), next_update=now + timedelta(days=30)
    )
    trusted_issuers.add_revocation_list(office, row.id, row.version, crl)


@pytest.fixture
def signers(world: World) -> TwoSigners:
    """Trusted authority, a key file for the signatory and one for the keeper of the seal."""
    trusting(world)
    for who in ("signatory", "office"):
        signing_keys.add_key(world.caller(who), key_of(who).p12, PASSPHRASE)
    return TwoSigners(world)


@pytest.fixture
def sealed(signers: TwoSigners) -> TwoSigners:
    """As signers, and the organisation signs every paper; the office keeps its key."""
    seal_settings.save_seal(signers.world.caller("admin"), 0, True, signers.world.ids.office)
    return signers


@pytest.fixture
def stamped_here(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the installation stamp at an address."""

    def use(url: str) -> None:
        place = installation()
        monkeypatch.setattr(place, "settings", replace(place.settings, stamp_url=url))

    return use
