"""The organisation's own signature: whether papers bear it, who keeps its key, the picture of the seal."""

from dataclasses import dataclass

from sqlalchemy import select

from ..documents import signing
from ..documents.errors import DocumentError
from ..domain.access import Action, Role
from ..domain.errors import Conflict, Invalid, NotFound
from ..models import OrganisationSeal, User
from .command import Command, Query, command, query
from .storage import DamagedFile, read_file, write_file


@dataclass(frozen=True)
class SealPage:
    """The settings as they stand; version 0 before anybody has set them."""

    version: int
    in_use: bool
    keeper_id: int | None
    has_image: bool
    #: Accounts that can keep the seal's key: id and name.
    keepers: tuple[tuple[int, str], ...]


@query(Action.SEAL_MANAGE)
def seal_page(cx: Query) -> SealPage:
    """The settings, and whom to choose from (two selects)."""
    cx.allow()
    row = cx.session.get(OrganisationSeal, 1)
    users = cx.session.scalars(
        select(User).where(User.role == Role.OFFICE, User.active).order_by(User.full_name, User.id)
    )
    keepers = tuple((user.id, user.full_name) for user in users)
    if row is None:
        return SealPage(0, False, None, False, keepers)
    return SealPage(row.version, row.in_use, row.keeper_id, bool(row.image_sha256), keepers)


def _row(cx: Command, version: int) -> OrganisationSeal:
    row = cx.session.get(OrganisationSeal, 1, with_for_update=True)
    known = row.version if row is not None else 0
    if version != known:
        raise Conflict("stale", current=known)
    if row is None:
        row = OrganisationSeal(id=1, in_use=False, image_sha256="")
        cx.session.add(row)
    return row


@command(Action.SEAL_MANAGE)
def save_seal(cx: Command, version: int, in_use: bool, keeper_id: int | None) -> None:
    """Say whether papers are signed by the organisation too, and by whose hand. Rounds under way stay.

    The keeper is an account of the office: who signs papers as a person does not keep the seal. Raises
    Invalid for `keeper_id`, Conflict.
    """
    cx.allow()
    keeper = cx.session.get(User, keeper_id) if keeper_id else None
    usable = keeper is not None and keeper.active and keeper.role is Role.OFFICE
    if (in_use or keeper_id) and not usable:
        raise Invalid(fields={"keeper_id": "seal_keeper_needed"})
    row = _row(cx, version)
    row.in_use, row.keeper_id = in_use, keeper_id if usable else None


@command(Action.SEAL_MANAGE)
def put_image(cx: Command, version: int, data: bytes) -> None:
    """Keep the picture of the seal, made anew from what was sent. Raises Invalid for `file`, Conflict."""
    cx.allow()
    if not data:
        raise Invalid(fields={"file": "required"})
    try:
        code, made = signing.seal_picture(data)
    except DocumentError:
        code, made = "seal_not_png", b""
    if code:
        raise Invalid(fields={"file": code})
    _row(cx, version).image_sha256 = write_file(made)


@command(Action.SEAL_MANAGE)
def remove_image(cx: Command, version: int) -> None:
    """Sign without a picture from now on; what is signed stays as it is. Raises Conflict."""
    cx.allow()
    _row(cx, version).image_sha256 = ""


@query(Action.SEAL_MANAGE)
def image(cx: Query) -> bytes:
    """The picture (PNG). Raises NotFound without one."""
    cx.allow()
    row = cx.session.get(OrganisationSeal, 1)
    if row is None or not row.image_sha256:
        raise NotFound
    try:
        return read_file(row.image_sha256)
    except DamagedFile:
        raise NotFound from None
