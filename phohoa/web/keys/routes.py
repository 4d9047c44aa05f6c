"""Routes of signing keys and of trusted authorities."""

from flask import url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid, NotFound
from ...services import signing_keys, trusted_issuers
from ...texts.plans import SAID
from ...texts.signing import SAID as SIGNING_SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from . import seal_routes
from .blueprint import blueprint
from .forms import CertificateForm, IssuerForm, KeyForm, ListForm, RemoveForm, TokenKeyForm

__all__ = ["blueprint", "seal_routes"]


def _keys(
    form: KeyForm, status: int = 200, certificate: CertificateForm | None = None
) -> ResponseReturnValue:
    lines = signing_keys.own_keys(actor())
    certificate = certificate or CertificateForm(formdata=None, version=0)
    has_token = signing_keys.has_token()
    return page(
        "keys/index.html", status, lines=lines, form=form, certificate=certificate, has_token=has_token
    )


@blueprint.post("/keys/certificate")
@requires(Action.KEY_MANAGE)
def add_certificate() -> ResponseReturnValue:
    form = CertificateForm()
    empty = KeyForm(formdata=None, version=0)
    if not form.validate_on_submit():
        return _keys(empty, 422, form)
    try:
        signing_keys.add_certificate(caller(), form.content())
    except Invalid as error:
        form.take(error)
        return _keys(empty, 422, form)
    return goto(url_for("keys.index"), SIGNING_SAID["certificate_added"])


def _token(form: TokenKeyForm, status: int = 200) -> ResponseReturnValue:
    lines = signing_keys.token_certificates(actor())
    return page("keys/token.html", status, lines=lines, form=form.offer(lines))


@blueprint.get("/keys/token")
@requires(Action.KEY_MANAGE)
def token() -> ResponseReturnValue:
    return _token(TokenKeyForm(formdata=None, version=0))


@blueprint.post("/keys/token")
@requires(Action.KEY_MANAGE)
def add_token_key() -> ResponseReturnValue:
    form = TokenKeyForm()
    try:
        signing_keys.add_token_key(caller(), form.fingerprint.data or "")
    except Invalid as error:
        form.take(error)
        return _token(form, 422)
    return goto(url_for("keys.index"), SIGNING_SAID["certificate_added"])


@blueprint.get("/keys")
@requires(Action.KEY_MANAGE)
def index() -> ResponseReturnValue:
    return _keys(KeyForm(version=0))


@blueprint.post("/keys")
@requires(Action.KEY_MANAGE)
def add() -> ResponseReturnValue:
    form = KeyForm()
    if not form.validate_on_submit():
        return _keys(form, 422)
    try:
        signing_keys.add_key(caller(), form.content(), form.passphrase.data)
    except Invalid as error:
        form.take(error)
        return _keys(form, 422)
    return goto(url_for("keys.index"), SAID["key_added"])


@blueprint.post("/keys/<int:key_id>/remove")
@requires(Action.KEY_MANAGE)
def remove(key_id: int) -> ResponseReturnValue:
    signing_keys.remove_key(caller(), key_id)
    return goto(url_for("keys.index"), SAID["key_removed"])


def _issuers(form: IssuerForm, status: int = 200) -> ResponseReturnValue:
    lines = trusted_issuers.issuers(actor())
    return page("keys/issuers.html", status, lines=lines, form=form)


@blueprint.get("/issuers")
@requires(Action.ISSUER_MANAGE)
def issuers() -> ResponseReturnValue:
    return _issuers(IssuerForm(version=0))


@blueprint.post("/issuers")
@requires(Action.ISSUER_MANAGE)
def add_issuer() -> ResponseReturnValue:
    form = IssuerForm()
    if not form.validate_on_submit():
        return _issuers(form, 422)
    try:
        trusted_issuers.add_issuer(caller(), form.content())
    except Invalid as error:
        form.take(error)
        return _issuers(form, 422)
    return goto(url_for("keys.issuers"), SAID["issuer_added"])


def _issuer(issuer_id: int) -> trusted_issuers.IssuerLine:
    found = [line for line in trusted_issuers.issuers(actor()) if line.id == issuer_id]
    if not found:
        raise NotFound
    return found[0]


@blueprint.get("/issuers/<int:issuer_id>/list")
@requires(Action.ISSUER_MANAGE)
def ask_list(issuer_id: int) -> ResponseReturnValue:
    line = _issuer(issuer_id)
    return page("keys/list.html", line=line, form=ListForm(version=line.version))


@blueprint.post("/issuers/<int:issuer_id>/list")
@requires(Action.ISSUER_MANAGE)
def add_list(issuer_id: int) -> ResponseReturnValue:
    form = ListForm()
    line = _issuer(issuer_id)
    if not form.validate_on_submit():
        return page("keys/list.html", 422, line=line, form=form)
    try:
        trusted_issuers.add_revocation_list(caller(), issuer_id, form.version.data or 0, form.content())
    except Invalid as error:
        form.take(error)
        return page("keys/list.html", 422, line=line, form=form)
    return goto(url_for("keys.issuers"), SAID["list_added"])


@blueprint.post("/issuers/<int:issuer_id>/remove")
@requires(Action.ISSUER_MANAGE)
def remove_issuer(issuer_id: int) -> ResponseReturnValue:
    trusted_issuers.remove_issuer(caller(), issuer_id, RemoveForm().version.data or 0)
    return goto(url_for("keys.issuers"), SAID["issuer_removed"])
