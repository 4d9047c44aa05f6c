"""Routes of signing rounds."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, Refused
from ...domain.signing import SubjectKind
from ...services import signing_outside, signing_pages, signing_steps
from ...services.verification import MAX_BYTES
from ...texts.signing import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import blueprint
from .forms import FileForm, LinkForm, ReasonForm, StartForm, TokenForm, UploadForm
from .showing import signed, take_stamp

__all__ = ["blueprint"]

#: Where a paper's own page is, and the name of its id in that address.
HOMES: dict[SubjectKind, tuple[str, str]] = {
    SubjectKind.PLAN: ("plans.show", "plan_id"),
    SubjectKind.CLASS_NOTICE: ("classes.show", "class_id"),
    SubjectKind.SESSION_NOTICE: ("sessions.show", "meeting_id"),
}


def home_of(kind: SubjectKind, subject_id: int) -> str:
    """The page of the paper that is signed."""
    endpoint, name = HOMES[kind]
    return url_for(endpoint, **{name: subject_id})


def shown(round_id: int, status: int = 200, **forms: object) -> ResponseReturnValue:
    """The page of a round; a form that was sent stands in it as it was filled in."""
    found = signing_pages.round_page(actor(), round_id)
    version = found.standing.version
    file = forms.pop("file", None) or FileForm(formdata=None, version=version)
    forms.setdefault("link", LinkForm(formdata=None, version=version))
    forms.setdefault("upload", UploadForm(formdata=None, version=version))
    token = forms.pop("token", None) or TokenForm(formdata=None, version=version)
    return page(
        "signing/show.html",
        status,
        found=found,
        at=found.standing,
        file=file,
        token=token.offer(found),
        back=home_of(found.kind, found.subject_id),
        **forms,
    )


@blueprint.get("/signing/<int:round_id>")
@requires(Action.ROUND_VIEW)
def show(round_id: int) -> ResponseReturnValue:
    return shown(round_id)


@blueprint.get("/signing/<int:round_id>/waiting.pdf")
@requires(Action.ROUND_VIEW)
def waiting_file(round_id: int) -> ResponseReturnValue:
    stored = signing_pages.waiting_file(actor(), round_id)
    headers = {"Content-Disposition": f'inline; filename="{stored.name}"'}
    return Response(stored.data, mimetype="application/pdf", headers=headers)


@blueprint.post("/signing/start/<any(" + ",".join(SubjectKind) + "):subject>/<int:subject_id>")
@requires(Action.ROUND_START)
def start(subject: str, subject_id: int) -> ResponseReturnValue:
    what = SubjectKind(subject)
    form = StartForm()
    if not form.validate_on_submit():
        return _not_started(what, subject_id, form)
    try:
        saved = signing_steps.start_round(caller(), what, subject_id, form.version.data or 0, form.dated.data)
    except Invalid as error:
        form.take(error)
        return _not_started(what, subject_id, form)
    return goto(url_for("signing.show", round_id=saved.round_id), SAID["started"].format(symbol=saved.symbol))


def _not_started(kind: SubjectKind, subject_id: int, form: StartForm) -> ResponseReturnValue:
    return page(
        "signing/start.html", 422, kind=kind, subject_id=subject_id, form=form, back=home_of(kind, subject_id)
    )


@blueprint.post("/signing/<int:round_id>/key-file")
@requires(Action.ROUND_SIGN)
def sign_by_file(round_id: int) -> ResponseReturnValue:
    form = FileForm()
    if not form.validate_on_submit():
        return shown(round_id, 422, file=form)
    try:
        saved = signing_steps.sign_with_file(
            caller(), round_id, form.version.data or 0, form.passphrase.data, form.unstamped.data
        )
    except Invalid as error:
        form.take(error)
        return shown(round_id, 422, file=form)
    except Refused as error:
        take_stamp(form, error)
        return shown(round_id, 422, file=form)
    return signed(saved)


@blueprint.post("/signing/<int:round_id>/token")
@requires(Action.ROUND_SIGN)
def sign_by_token(round_id: int) -> ResponseReturnValue:
    form = TokenForm().offer(signing_pages.round_page(actor(), round_id))
    if not form.validate_on_submit():
        return shown(round_id, 422, token=form)
    try:
        saved = signing_steps.sign_with_token(
            caller(),
            round_id,
            form.version.data or 0,
            form.key_id.data or 0,
            form.passphrase.data,
            form.unstamped.data,
        )
    except Invalid as error:
        # The field is called so that nothing ever keeps it; the service calls it what it is.
        fields = {"passphrase" if name == "pin" else name: code for name, code in error.fields.items()}
        form.take(Invalid(error.code, fields=fields))
        return shown(round_id, 422, token=form)
    except Refused as error:
        take_stamp(form, error)
        return shown(round_id, 422, token=form)
    return signed(saved)


@blueprint.post("/signing/<int:round_id>/link")
@requires(Action.ROUND_SIGN)
def make_link(round_id: int) -> ResponseReturnValue:
    made = signing_outside.make_link(caller(), round_id, LinkForm().version.data or 0)
    return goto(url_for("signing.link", token=made.token), SAID["link_made"])


@blueprint.get("/signing/take/<token>")
@requires(Action.ROUND_SIGN)
def link(token: str) -> ResponseReturnValue:
    return _link(token)


def _link(token: str, status: int = 200) -> ResponseReturnValue:
    found = signing_outside.link_page(actor(), token)
    return page("signing/link.html", status, found=found, token=token, form=LinkForm(formdata=None))


# The link opens a page and its button takes the file: what only looks at addresses does not use it up.
@blueprint.post("/signing/take/<token>")
@requires(Action.ROUND_SIGN)
def take(token: str) -> ResponseReturnValue:
    try:
        stored = signing_outside.take_file(caller(), token)
    except Conflict as error:
        if not error.code.startswith("link_"):
            raise
        return _link(token, 409)  # its page says why, and leads back to the round
    headers = {"Content-Disposition": f'attachment; filename="{stored.name}"', "Cache-Control": "no-store"}
    return Response(stored.data, mimetype="application/pdf", headers=headers)


@blueprint.post("/signing/<int:round_id>/upload")
@requires(Action.ROUND_SIGN)
def upload(round_id: int) -> ResponseReturnValue:
    form = UploadForm()
    if not form.validate_on_submit():
        return shown(round_id, 422, upload=form)
    confirmed = form.fingerprint.data if form.confirmed.data else ""
    try:
        saved = signing_outside.sign_outside(
            caller(), round_id, form.version.data or 0, form.content(MAX_BYTES), confirmed or ""
        )
    except Invalid as error:
        form.take(error)
        if error.code == "certificate_unknown":
            form.to_confirm(error.fields["file"][1]["fingerprint"])
        return shown(round_id, 422, upload=form)
    return signed(saved)


def _giving_up(round_id: int, form: ReasonForm, what: str, status: int = 200) -> ResponseReturnValue:
    found = signing_pages.round_page(actor(), round_id)
    return page("signing/give_up.html", status, found=found, at=found.standing, form=form, what=what)


def _ask(round_id: int, what: str) -> ResponseReturnValue:
    version = signing_pages.round_page(actor(), round_id).standing.version
    return _giving_up(round_id, ReasonForm(formdata=None, version=version), what)


def _give_up(round_id: int, what: str) -> ResponseReturnValue:
    form = ReasonForm()
    if not form.validate_on_submit():
        return _giving_up(round_id, form, what, 422)
    do = signing_steps.decline if what == "decline" else signing_steps.withdraw
    saved = do(caller(), round_id, form.version.data or 0, form.reason.data)
    found = signing_pages.round_page(actor(), round_id)
    said = SAID["declined" if what == "decline" else "withdrawn"]
    return goto(home_of(found.kind, found.subject_id), said.format(symbol=saved.symbol))


@blueprint.get("/signing/<int:round_id>/decline")
@requires(Action.ROUND_SIGN)
def ask_decline(round_id: int) -> ResponseReturnValue:
    return _ask(round_id, "decline")


@blueprint.post("/signing/<int:round_id>/decline")
@requires(Action.ROUND_SIGN)
def decline(round_id: int) -> ResponseReturnValue:
    return _give_up(round_id, "decline")


@blueprint.get("/signing/<int:round_id>/withdraw")
@requires(Action.ROUND_WITHDRAW)
def ask_withdraw(round_id: int) -> ResponseReturnValue:
    return _ask(round_id, "withdraw")


@blueprint.post("/signing/<int:round_id>/withdraw")
@requires(Action.ROUND_WITHDRAW)
def withdraw(round_id: int) -> ResponseReturnValue:
    return _give_up(round_id, "withdraw")
